//! What of rich text can be said in Markdown, as a tree without the document it came in.

use wasm_bindgen::JsCast;
use web_sys::{Element, Node};

/// Deeper than this nobody writes.
const DEEPEST: usize = 60;

/// A part of rich text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Letters.
    Text(String),
    /// Something with parts of its own.
    Of(Kind, Vec<Part>),
    /// The end of a line inside a paragraph.
    Break,
    /// A line across the page.
    Rule,
}

/// What kind of part it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing of its own: its parts stand where it stands.
    Inline,
    Paragraph,
    Heading(u8),
    Quote,
    /// A list, with numbers or without.
    List(bool),
    Item,
    Bold,
    Italic,
    Struck,
    Code,
    /// Text whose lines and spaces stay.
    Preformatted,
    Link(String),
}

/// Reads the parts of an element.
pub(super) fn read(element: &Element) -> Vec<Part> {
    parts(element, 0)
}

fn parts(node: &Node, depth: usize) -> Vec<Part> {
    let nodes = node.child_nodes();
    if depth > DEEPEST {
        return vec![Part::Text(node.text_content().unwrap_or_default())];
    }
    (0..nodes.length())
        .filter_map(|at| nodes.item(at))
        .filter_map(|node| part(&node, depth))
        .collect()
}

fn part(node: &Node, depth: usize) -> Option<Part> {
    if node.node_type() == Node::TEXT_NODE {
        return node.text_content().map(Part::Text);
    }
    let element: &Element = node.dyn_ref()?;
    let name = element.tag_name().to_ascii_lowercase();
    let kind = match name.as_str() {
        "br" => return Some(Part::Break),
        "hr" => return Some(Part::Rule),
        "script" | "style" | "head" | "title" | "meta" | "template" | "img" | "svg" | "button" => {
            return None;
        }
        "p" | "div" | "section" | "article" | "figure" | "figcaption" | "header" | "footer"
        | "main" | "aside" | "table" | "tr" | "dl" | "dt" | "dd" => Kind::Paragraph,
        "h1" | "h2" => Kind::Heading(2),
        "h3" => Kind::Heading(3),
        "h4" | "h5" | "h6" => Kind::Heading(4),
        "blockquote" => Kind::Quote,
        "ul" => Kind::List(false),
        "ol" => Kind::List(true),
        "li" => Kind::Item,
        "del" | "s" | "strike" => Kind::Struck,
        "code" | "kbd" | "samp" | "tt" => Kind::Code,
        "pre" => Kind::Preformatted,
        "a" => match element.get_attribute("href") {
            Some(href) if is_worth_it(&href) => Kind::Link(href),
            _ => Kind::Inline,
        },
        _ => Kind::Inline,
    };
    let inside = parts(element, depth + 1);
    let inside = if kind == Kind::Preformatted {
        vec![Part::Text(element.text_content().unwrap_or_default())]
    } else {
        inside
    };
    let (bold, italic) = weight(&name, &element.get_attribute("style").unwrap_or_default());
    let mut part = Part::Of(kind, inside);
    if italic {
        part = Part::Of(Kind::Italic, vec![part]);
    }
    if bold {
        part = Part::Of(Kind::Bold, vec![part]);
    }
    Some(part)
}

/// Word processors say with styles what others say with elements, and wrap everything in a bold that is not one.
fn weight(name: &str, style: &str) -> (bool, bool) {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    let says = |what: &str| style.contains(what);
    let is_inline = matches!(name, "b" | "strong" | "i" | "em" | "cite" | "span" | "font");
    let is_normal = says("font-weight:normal") || says("font-weight:400");
    let is_heavy = ["bold", "600", "700", "800", "900"]
        .iter()
        .any(|weight| says(&format!("font-weight:{weight}")));
    let bold = !is_normal && (matches!(name, "b" | "strong") || is_heavy);
    let italic = !says("font-style:normal")
        && (matches!(name, "i" | "em" | "cite") || says("font-style:italic"));
    (is_inline && bold, is_inline && italic)
}

/// Addresses that the renderer makes a link of.
fn is_worth_it(href: &str) -> bool {
    let schemes = ["https://", "http://", "mailto:"];
    schemes.iter().any(|scheme| href.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bold_that_is_not_bold_is_not() {
        assert_eq!(weight("b", "font-weight: normal"), (false, false));
        assert_eq!(weight("b", ""), (true, false));
        assert_eq!(
            weight("span", "font-weight:700;font-style:italic"),
            (true, true)
        );
        assert_eq!(weight("p", "font-weight:700"), (false, false));
    }
}
