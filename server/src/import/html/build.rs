//! From tokens to blocks: the paragraphs of a text as its old home showed it.

mod block;
mod figure;
mod text;

use super::layout::Layout;
use super::scan::{Attributes, Scanner, Token};
use super::seal::MAX_NUMBER;
use super::spans::{Gap, Kind, Span, Spans};
use super::{Converted, Link, Picture, Resolve};
use block::Container;
use figure::{Capture, Figure};

/// Converts `content`; without `resolve` it is a comment.
pub(super) fn build(content: &str, resolve: Option<Resolve<'_>>) -> Converted {
    let mut builder = Builder::new(resolve);
    for token in Scanner::new(content) {
        builder.take(token);
    }
    builder.finish()
}

/// Everything known at one place of a text.
struct Builder<'a> {
    resolve: Option<Resolve<'a>>,
    layout: Layout,
    done: Converted,
    /// The block being written, sealed.
    html: String,
    /// All links of the text, as one may go on from block to block.
    links: Vec<Link>,
    /// The pictures inside the block.
    pictures: Vec<Picture>,
    /// The block's words.
    text: String,
    /// The words of a quotation's source.
    source: String,
    containers: Vec<Container>,
    spans: Spans,
    gap: Gap,
    /// How many `<br>` the gap holds.
    breaks: usize,
    /// Whether the innermost container holds a word.
    has_words: bool,
    /// The text of the link being written.
    link_text: String,
    /// Pictures at the end of the paragraph being written.
    held: Vec<Picture>,
    figures: Vec<Figure>,
    capture: Option<Capture>,
    table_caption: Option<String>,
    /// How many blocks of the block editor are open; in them a newline is only a space.
    editor_blocks: usize,
}

impl<'a> Builder<'a> {
    fn new(resolve: Option<Resolve<'a>>) -> Self {
        Self {
            resolve,
            layout: Layout::new(),
            done: Converted::default(),
            html: String::new(),
            links: Vec::new(),
            pictures: Vec::new(),
            text: String::new(),
            source: String::new(),
            containers: Vec::new(),
            spans: Spans::default(),
            gap: Gap::None,
            breaks: 0,
            has_words: false,
            link_text: String::new(),
            held: Vec::new(),
            figures: Vec::new(),
            capture: None,
            table_caption: None,
            editor_blocks: 0,
        }
    }

    fn take(&mut self, token: Token<'_>) {
        if self.is_inside(Container::Pre) {
            return self.take_preformatted(token);
        }
        match token {
            Token::Text(text) => self.take_text(&text),
            Token::Open(name, attributes) => self.open(&name, &attributes),
            Token::Close(name) => self.close(&name),
            Token::Source(name) => {
                if self.is_inside(Container::Quote) {
                    self.gap = self.gap.max(Gap::Paragraph);
                    self.spans.open(Span::Source, Kind::Cite);
                } else {
                    self.open(&name, &Attributes::default());
                }
            }
            Token::EditorBlock(begins) => {
                self.end_paragraph();
                self.editor_blocks = if begins {
                    self.editor_blocks + 1
                } else {
                    self.editor_blocks.saturating_sub(1)
                };
            }
            Token::Caption(caption) => self.open_figure(caption, true),
            Token::CaptionEnd => self.close_figure(),
            Token::Embed(address) => self.embed(&address, None),
        }
    }

    fn take_preformatted(&mut self, token: Token<'_>) {
        match token {
            Token::Text(text) => self.push_verbatim(&text),
            Token::Open(name, _) if name == "br" => self.push_verbatim("\n"),
            Token::Close(name) if name == "pre" => self.close_container(|c| c == Container::Pre),
            Token::Embed(address) => self.push_verbatim(&address),
            _ => {}
        }
    }

    fn open(&mut self, name: &str, attributes: &Attributes) {
        if self.capture.is_some() && name == "a" {
            let address = attributes.get("href").unwrap_or_default();
            self.note(format!("a link in a caption was left out: {address}"));
        } else if let Some(kind) = Kind::of(name) {
            self.open_span(kind, attributes);
        } else {
            match name {
                "br" => self.take_break(),
                "img" => self.take_picture(attributes),
                "figure" => self.open_figure(None, false),
                "figcaption" => self.open_caption(),
                "p" | "div" | "span" if attributes.has_class("wp-caption-text") => {
                    self.open_caption();
                }
                _ => self.open_block(name, attributes),
            }
        }
    }

    fn close(&mut self, name: &str) {
        if let Some(kind) = Kind::of(name) {
            self.close_span(kind);
            return;
        }
        match name {
            "figure" => self.close_figure(),
            "figcaption" | "caption" => self.end_capture(),
            "footer" if self.spans.in_source() => self.close_span(Kind::Cite),
            _ => self.close_block(name),
        }
    }

    fn open_span(&mut self, kind: Kind, attributes: &Attributes) {
        let span = match kind {
            Kind::Emphasis | Kind::Cite => Span::Emphasis,
            Kind::Strong => Span::Strong,
            Kind::Strike => Span::Strike,
            Kind::Code => Span::Code,
            Kind::Quote => Span::Quote,
            Kind::Spoiler if attributes.has_class("spoiler") => Span::Spoiler,
            Kind::Spoiler => Span::Nothing(kind),
            Kind::Link => Span::Link(self.link(attributes)),
        };
        self.spans.open(span, kind);
    }

    fn close_span(&mut self, kind: Kind) {
        if kind == Kind::Link {
            self.end_link();
        }
        let ended_source = kind == Kind::Cite && self.spans.in_source();
        self.spans.close(kind, &mut self.html);
        if ended_source {
            self.gap = Gap::Paragraph;
        }
    }

    /// Remembers a link a reader may follow.
    fn link(&mut self, attributes: &Attributes) -> Option<usize> {
        let address = safe_address(attributes.get("href")?)?;
        let title = attributes.get("title").filter(|title| !title.is_empty());
        self.add_link(Link {
            address,
            title: title.map(ToOwned::to_owned),
            is_bare: false,
        })
    }

    fn add_link(&mut self, link: Link) -> Option<usize> {
        if self.links.len() >= MAX_NUMBER {
            return None;
        }
        self.links.push(link);
        Some(self.links.len() - 1)
    }

    /// Notes whether the text of the link being written is its address.
    fn end_link(&mut self) {
        if let Some(link) = self
            .spans
            .link()
            .and_then(|index| self.links.get_mut(index))
        {
            link.is_bare = link.address == self.link_text && link.title.is_none();
        }
        self.link_text.clear();
    }

    /// Writes a paragraph that links to something shown elsewhere.
    fn embed(&mut self, address: &str, label: Option<&str>) {
        let Some(address) = safe_address(address) else {
            return;
        };
        if !address.contains("://") {
            return;
        }
        self.end_capture();
        if label.is_none() {
            self.end_paragraph();
        }
        let words = label.unwrap_or(&address).to_owned();
        let link = Link {
            address,
            title: None,
            is_bare: false,
        };
        let link = self.add_link(link);
        self.close_span(Kind::Link);
        self.spans.open(Span::Link(link), Kind::Link);
        for word in words.split_whitespace() {
            self.push_word(word);
            self.gap = Gap::Space;
        }
        self.gap = Gap::None;
        self.close_span(Kind::Link);
        if label.is_none() {
            self.end_paragraph();
        }
    }

    fn note(&mut self, note: String) {
        self.done.notes.push(note);
    }
}

/// Returns an address a reader may follow, with its scheme; none for scripts and the like.
fn safe_address(address: &str) -> Option<String> {
    let address = address.trim();
    if address.is_empty() {
        return None;
    }
    if address.starts_with("//") {
        return Some(format!("https:{address}"));
    }
    let scheme = address
        .split(['/', '?', '#'])
        .next()
        .and_then(|start| start.split_once(':'));
    let is_safe = scheme.is_none_or(|(scheme, _)| {
        let scheme = scheme.to_ascii_lowercase();
        ["http", "https", "mailto"].contains(&scheme.as_str())
    });
    is_safe.then(|| address.to_owned())
}
