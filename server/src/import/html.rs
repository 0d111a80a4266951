//! The HTML of `WordPress` posts and comments as Foyer's Markdown, block by block.
//!
//! [`scan`] cuts the text into tokens, [`build`] makes paragraphs and other blocks of them, `htmd` (in
//! [`layout`]) lays each block out, and [`seal`] keeps its text literal meanwhile.

mod build;
mod entities;
mod layout;
mod scan;
mod seal;
mod spans;
#[cfg(test)]
mod tests;

/// Says where a picture with this address and alternative text is: the Markdown destination.
pub(crate) type Resolve<'a> = &'a dyn Fn(&str, &str) -> String;

/// A text as a list of blocks.
#[derive(Debug, Default)]
pub(crate) struct Converted {
    /// The blocks, in order.
    pub(crate) blocks: Vec<Block>,
    /// What could not be carried over, for the report.
    pub(crate) notes: Vec<String>,
}

impl Converted {
    /// Returns the whole text as Markdown.
    pub(crate) fn markdown(&self) -> String {
        markdown_of(&self.blocks)
    }
}

/// Joins blocks to one Markdown text.
pub(crate) fn markdown_of(blocks: &[Block]) -> String {
    let texts: Vec<&str> = blocks.iter().map(|block| block.markdown.as_str()).collect();
    texts.join("\n\n")
}

/// A block of a text.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    /// What it is.
    pub(crate) kind: BlockKind,
    /// The block as Markdown.
    pub(crate) markdown: String,
    /// Its words without markup; breaks are newlines.
    pub(crate) text: String,
    /// How many links it holds, which its words do not show.
    pub(crate) links: usize,
    /// How many pictures it holds, which its words do not show.
    pub(crate) pictures: usize,
}

/// What a block is.
#[derive(Clone, Debug)]
pub(crate) enum BlockKind {
    /// A paragraph.
    Paragraph,
    /// A quotation; its source is not part of the block's words.
    Quotation {
        /// Who said it or where it stands, if marked so.
        source: Option<String>,
    },
    /// A picture that stands alone.
    Picture(Picture),
    /// A heading, list, table or anything else.
    Other,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Picture {
    /// The address it had.
    pub(crate) url: String,
    /// Its alternative text.
    pub(crate) alt: String,
    /// Its caption.
    pub(crate) caption: Option<String>,
    /// The Markdown destination it has now.
    pub(crate) destination: String,
}

/// A link.
#[derive(Debug, Default)]
struct Link {
    address: String,
    title: Option<String>,
    /// Whether its text is its address.
    is_bare: bool,
}

/// Converts the text of a post or page.
pub(crate) fn post_blocks(content: &str, resolve: Resolve<'_>) -> Converted {
    build::build(content, Some(resolve))
}

/// Converts the text of a post or page to one Markdown text.
#[cfg(test)]
fn post_markdown(content: &str, resolve: Resolve<'_>) -> String {
    post_blocks(content, resolve).markdown()
}

/// Converts a comment. A line break is a plain newline there, a picture becomes a link.
pub(crate) fn comment_markdown(content: &str) -> String {
    build::build(content, None).markdown()
}

/// Converts a title or another line of plain words: tags go, entities are resolved.
pub(crate) fn plain_line(content: &str) -> String {
    let tokens = scan::Scanner::new(content);
    let words: String = tokens
        .filter_map(|token| {
            if let scan::Token::Text(text) = token {
                Some(text)
            } else {
                None
            }
        })
        .collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
