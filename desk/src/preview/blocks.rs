//! The blocks of rendered HTML: one for each node that stands in the preview.

/// Elements without an end, of those that the renderer writes.
const VOID: [&str; 4] = ["br", "hr", "img", "input"];

/// Cuts what the renderer wrote into its outermost elements and the texts between them.
pub(super) fn cut(html: &str) -> Vec<&str> {
    let mut blocks = Vec::new();
    let (mut depth, mut start, mut at) = (0_usize, 0, 0);
    while let Some(open) = html[at..].find('<').map(|found| at + found) {
        if depth == 0 && open > start {
            blocks.push(&html[start..open]);
            start = open;
        }
        // The renderer escapes the sign within attributes.
        let Some(end) = html[open..].find('>').map(|found| open + found + 1) else {
            break;
        };
        let tag = &html[open + 1..end - 1];
        let name = tag.split(' ').next().unwrap_or_default();
        if tag.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if !VOID.contains(&name) {
            depth += 1;
        }
        if depth == 0 {
            blocks.push(&html[start..end]);
            start = end;
        }
        at = end;
    }
    if start < html.len() {
        blocks.push(&html[start..]);
    }
    blocks
}

/// Returns how many blocks are the same at the beginning of both, and how many of the rest at their ends.
pub(super) fn same_around(old: &[String], new: &[&str]) -> (usize, usize) {
    let pairs = old.iter().zip(new);
    let before = pairs.take_while(|(old, new)| old == *new).count();
    let rest = (old.len() - before).min(new.len() - before);
    let pairs = old.iter().rev().zip(new.iter().rev()).take(rest);
    (before, pairs.take_while(|(old, new)| old == *new).count())
}

#[cfg(test)]
mod tests {
    use app::markdown::{Dialect, render};

    use super::*;

    #[test]
    fn html_is_cut_into_the_nodes_a_browser_makes_of_it() {
        let html = render("a *b*\n\n- c\n- d\n\n***\n\n> e", Dialect::Review).unwrap();
        let blocks = cut(&html);
        assert_eq!(blocks.concat(), html);
        let elements: Vec<_> = blocks.iter().filter(|block| **block != "\n").collect();
        assert_eq!(elements.len(), 4, "{blocks:?}");
        assert_eq!(*elements[0], "<p>a <em>b</em></p>");
        assert_eq!(*elements[2], "<hr>");
    }

    #[test]
    fn text_and_nothing_are_cut_too() {
        assert!(cut("").is_empty());
        assert_eq!(cut("a<br>b"), ["a", "<br>", "b"]);
    }

    #[test]
    fn only_what_differs_lies_between() {
        let old = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(same_around(&old, &["a", "x", "c"]), (1, 1));
        assert_eq!(same_around(&old, &["a", "b", "b", "c"]), (2, 1));
        assert_eq!(same_around(&old, &["a", "b", "c"]), (3, 0));
        assert_eq!(same_around(&old, &[]), (0, 0));
    }
}
