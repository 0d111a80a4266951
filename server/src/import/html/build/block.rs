//! Paragraphs, headings, quotations, lists, tables: what is open, and the finished block.

use std::mem;

use super::super::scan::Attributes;
use super::super::seal::{Mark, Sealed, unseal};
use super::super::spans::Gap;
use super::super::{Block, BlockKind, Converted};
use super::Builder;

/// The deepest nesting of blocks; deeper ones are laid side by side.
const MAX_CONTAINERS: usize = 24;
/// The most work a block may be for the layout, as its length times its number of tags.
const MAX_WORK: usize = 1 << 30;

/// A block-level element that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    Paragraph,
    Heading(char),
    Quote,
    List { next: Option<u32> },
    Item { has_more: bool },
    Pre,
    Table,
    Row,
    Cell,
}

impl Container {
    fn tag(self) -> &'static str {
        match self {
            Self::Paragraph => "p",
            Self::Heading('1') => "h1",
            Self::Heading('2') => "h2",
            Self::Heading('3') => "h3",
            Self::Heading('4') => "h4",
            Self::Heading('5') => "h5",
            Self::Heading(_) => "h6",
            Self::Quote => "blockquote",
            Self::List { next: None } => "ul",
            Self::List { next: Some(_) } => "ol",
            Self::Item { .. } => "li",
            Self::Pre => "pre",
            Self::Table => "table",
            Self::Row => "tr",
            Self::Cell => "td",
        }
    }

    fn is_list(self) -> bool {
        matches!(self, Self::List { .. })
    }
}

impl Builder<'_> {
    pub(super) fn innermost(&self) -> Option<Container> {
        self.containers.last().copied()
    }

    pub(super) fn is_inside(&self, container: Container) -> bool {
        self.containers.contains(&container)
    }

    pub(super) fn open_block(&mut self, name: &str, attributes: &Attributes) {
        match name {
            "tr" if self.is_inside(Container::Table) => self.open_row(),
            "td" | "th" if self.is_inside(Container::Table) => self.open_cell(),
            "caption" if self.is_inside(Container::Table) => self.open_table_caption(),
            _ if !is_block(name) => {}
            // A table's cells hold words only, and nothing else stands between them.
            _ if self.is_inside(Container::Table) || self.containers.len() >= MAX_CONTAINERS => {
                self.end_paragraph();
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.begin(Container::Heading(name.chars().next_back().unwrap_or('6')));
            }
            "blockquote" => self.begin(Container::Quote),
            "ul" | "menu" => self.begin_list(None),
            "ol" => {
                let start = attributes.get("start").and_then(|start| start.parse().ok());
                self.begin_list(Some(start.unwrap_or(1).min(999_999)));
            }
            "li" => self.open_item(),
            "table" => self.begin(Container::Table),
            "pre" => {
                self.begin(Container::Pre);
                // HTML drops the first newline of a preformatted block.
                self.html.push('\n');
            }
            "hr" => {
                self.leave_line();
                self.html.push_str("<hr>");
                if self.containers.is_empty() {
                    self.finish_block(BlockKind::Other);
                }
            }
            _ => self.end_paragraph(),
        }
    }

    pub(super) fn close_block(&mut self, name: &str) {
        match name {
            "td" | "th" => self.close_container(|c| c == Container::Cell),
            "tr" => self.close_container(|c| c == Container::Row),
            "table" => self.close_container(|c| c == Container::Table),
            "blockquote" => self.close_container(|c| c == Container::Quote),
            "ul" | "ol" | "menu" => self.close_container(Container::is_list),
            "li" => self.close_container(|c| matches!(c, Container::Item { .. })),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.close_container(|c| matches!(c, Container::Heading(_)));
            }
            _ if is_block(name) => self.end_paragraph(),
            _ => {}
        }
    }

    /// Ends the paragraph being written; inside a cell or heading that is only a space.
    pub(super) fn end_paragraph(&mut self) {
        if self.is_inside(Container::Cell)
            || matches!(self.innermost(), Some(Container::Heading(_)))
        {
            self.gap = self.gap.max(Gap::Space);
            return;
        }
        self.end_link();
        self.spans.suspend(&mut self.html);
        self.gap = Gap::None;
        self.breaks = 0;
        match self.containers.last_mut() {
            Some(Container::Paragraph) => self.pop_container(),
            Some(Container::Item { has_more }) => *has_more |= self.has_words,
            _ => {}
        }
        self.has_words = false;
        self.place_held_after();
    }

    fn begin(&mut self, container: Container) {
        self.leave_line();
        self.push_container(container);
    }

    /// Ends a paragraph or heading; what stands between the items of a list gets an item.
    fn leave_line(&mut self) {
        if let Some(Container::Heading(_)) = self.innermost() {
            self.close_container(|c| matches!(c, Container::Heading(_)));
        }
        self.end_paragraph();
        if self.innermost().is_some_and(Container::is_list) {
            self.open_item();
        }
    }

    fn begin_list(&mut self, next: Option<u32>) {
        self.begin(Container::List { next });
    }

    pub(super) fn open_item(&mut self) {
        if let Some(Container::Heading(_)) = self.innermost() {
            self.close_container(|c| matches!(c, Container::Heading(_)));
        }
        self.end_paragraph();
        let list = self.containers.iter().rposition(|c| c.is_list());
        let fence = self.containers.iter().rposition(|&c| c == Container::Quote);
        match list {
            Some(index) if fence.is_none_or(|fence| fence < index) => {
                self.pop_to(index + 1);
            }
            _ => self.push_container(Container::List { next: None }),
        }
        self.push_container(Container::Item { has_more: false });
    }

    fn open_row(&mut self) {
        self.end_capture();
        if let Some(index) = self.containers.iter().rposition(|&c| c == Container::Table) {
            self.pop_to(index + 1);
            self.push_container(Container::Row);
        }
    }

    pub(super) fn open_cell(&mut self) {
        match self.containers.iter().rposition(|&c| c == Container::Row) {
            Some(index) => self.pop_to(index + 1),
            None => self.open_row(),
        }
        self.push_container(Container::Cell);
    }

    pub(super) fn push_container(&mut self, container: Container) {
        let mut value = None;
        if let (Container::Item { .. }, Some(Container::List { next: Some(next) })) =
            (container, self.containers.last_mut())
        {
            value = Some(*next);
            *next += 1;
        }
        match value {
            Some(value) => self
                .html
                .extend(["<li value=\"", &value.to_string(), "\">"]),
            None => self.html.extend(["<", container.tag(), ">"]),
        }
        self.containers.push(container);
        self.has_words = false;
    }

    /// Closes the innermost container that is `wanted` and everything in it.
    pub(super) fn close_container(&mut self, wanted: impl Fn(Container) -> bool) {
        if let Some(index) = self.containers.iter().rposition(|&c| wanted(c)) {
            self.pop_to(index);
        }
    }

    fn pop_to(&mut self, depth: usize) {
        self.end_link();
        self.spans.suspend(&mut self.html);
        self.gap = Gap::None;
        self.breaks = 0;
        while self.containers.len() > depth {
            self.pop_container();
        }
        // What was just closed stood in the item.
        if let Some(Container::Item { has_more }) = self.containers.last_mut() {
            *has_more = true;
        }
        self.has_words = false;
    }

    fn pop_container(&mut self) {
        let Some(container) = self.containers.pop() else {
            return;
        };
        self.html.extend(["</", container.tag(), ">"]);
        if self.containers.is_empty() {
            let kind = match container {
                Container::Paragraph => BlockKind::Paragraph,
                Container::Quote => {
                    let source = mem::take(&mut self.source);
                    BlockKind::Quotation {
                        source: Some(source).filter(|s| !s.is_empty()),
                    }
                }
                _ => BlockKind::Other,
            };
            self.finish_block(kind);
            if container == Container::Table {
                self.place_table_caption();
            }
        }
    }

    fn finish_block(&mut self, kind: BlockKind) {
        let html = mem::take(&mut self.html);
        let pictures = mem::take(&mut self.pictures);
        let text = mem::take(&mut self.text).trim().to_owned();
        self.source.clear();
        let is_rule = html.contains("<hr>");
        if text.is_empty() && pictures.is_empty() && !is_rule {
            return;
        }
        let tags = html.bytes().filter(|&byte| byte == b'<').count();
        let laid_out = if html.len().saturating_mul(tags) > MAX_WORK {
            self.note("a very large block was taken without its structure".to_owned());
            without_tags(&html)
        } else {
            self.layout.lay_out(&html)
        };
        let soft_breaks = self.resolve.is_none();
        let markdown = unseal(&Sealed {
            text: &laid_out,
            links: &self.links,
            pictures: &pictures,
            soft_breaks,
        });
        if !markdown.trim().is_empty() {
            let links = html.matches(Mark::Link.char()).count();
            let pictures = pictures.len();
            self.done.blocks.push(Block {
                kind,
                markdown,
                text,
                links,
                pictures,
            });
        }
    }

    /// Ends everything that is open and returns the blocks.
    pub(super) fn finish(mut self) -> Converted {
        self.end_capture();
        self.end_paragraph();
        self.pop_to(0);
        self.place_held_after();
        self.done
    }
}

/// Returns sealed text with its breaks and paragraphs, and no other structure.
fn without_tags(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    for piece in html.split_inclusive('>') {
        let (before, tag) = piece.rsplit_once('<').unwrap_or((piece, ""));
        text.push_str(before);
        match tag {
            "" => {}
            "br>" => text.extend([Mark::Break.char(), '\n']),
            _ if !text.ends_with("\n\n") => text.push_str("\n\n"),
            _ => {}
        }
    }
    text.replace([Mark::Fence.char(), Mark::FenceEnd.char()], "")
        .trim()
        .to_owned()
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "center"
            | "dd"
            | "details"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}
