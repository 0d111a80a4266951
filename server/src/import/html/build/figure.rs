//! Pictures and their captions.

use std::mem;

use super::super::scan::Attributes;
use super::super::seal::{MAX_NUMBER, Mark, Sealed, number, unseal};
use super::super::spans::Gap;
use super::super::{Block, BlockKind, Picture};
use super::Builder;
use super::block::Container;

/// Where a picture went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spot {
    /// It is a block of its own.
    Block(usize),
    /// It stands inside the block being written.
    Inside(usize),
}

/// A figure or `[caption]` that is open.
pub(super) struct Figure {
    /// Whether every text behind the picture is its caption.
    is_shortcode: bool,
    /// A caption known beforehand.
    caption: Option<String>,
    /// The last picture without caption.
    spot: Option<Spot>,
}

/// Text that goes elsewhere than where it stands.
pub(super) struct Capture {
    /// The picture it is for; none for a table, whose caption follows it.
    spot: Option<Spot>,
    text: String,
}

impl Capture {
    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }
}

impl Builder<'_> {
    pub(super) fn open_figure(&mut self, caption: Option<String>, is_shortcode: bool) {
        self.end_capture();
        self.end_paragraph();
        self.figures.push(Figure {
            is_shortcode,
            caption,
            spot: None,
        });
    }

    pub(super) fn close_figure(&mut self) {
        self.end_capture();
        self.end_paragraph();
        self.figures.pop();
    }

    /// Begins a caption; without a picture before it, it is text.
    pub(super) fn open_caption(&mut self) {
        self.end_paragraph();
        let spot = self
            .figures
            .last_mut()
            .and_then(|figure| figure.spot.take());
        let before = self.done.blocks.len().checked_sub(1).map(Spot::Block);
        let is_old = self.figures.is_empty() && self.containers.is_empty();
        let spot = if is_old { before } else { spot };
        if let Some(spot) = spot.filter(|&spot| self.lacks_caption(spot)) {
            self.capture = Some(Capture {
                spot: Some(spot),
                text: String::new(),
            });
        }
    }

    pub(super) fn open_table_caption(&mut self) {
        self.capture = Some(Capture {
            spot: None,
            text: String::new(),
        });
    }

    /// Gives a finished caption to its picture.
    pub(super) fn end_capture(&mut self) {
        let Some(capture) = self.capture.take() else {
            return;
        };
        let text = capture
            .text
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        match capture.spot {
            _ if text.is_empty() => {}
            Some(spot) => self.set_caption(spot, text),
            None => self.table_caption = Some(text),
        }
    }

    /// Writes the caption of the table that has just ended as a paragraph.
    pub(super) fn place_table_caption(&mut self) {
        if let Some(caption) = self.table_caption.take() {
            self.take_text(&caption);
            self.end_paragraph();
        }
    }

    fn lacks_caption(&self, spot: Spot) -> bool {
        let picture = match spot {
            Spot::Block(index) => match self.done.blocks.get(index).map(|block| &block.kind) {
                Some(BlockKind::Picture(picture)) => Some(picture),
                _ => None,
            },
            Spot::Inside(index) => self.pictures.get(index),
        };
        picture.is_some_and(|picture| picture.caption.is_none())
    }

    fn set_caption(&mut self, spot: Spot, caption: String) {
        match spot {
            Spot::Block(index) => {
                if let Some(block) = self.done.blocks.get_mut(index)
                    && let BlockKind::Picture(picture) = &mut block.kind
                {
                    picture.caption = Some(caption);
                    block.markdown = markdown(picture);
                }
            }
            Spot::Inside(index) => {
                if let Some(picture) = self.pictures.get_mut(index) {
                    picture.caption = Some(caption);
                }
            }
        }
    }

    pub(super) fn take_picture(&mut self, attributes: &Attributes) {
        let alt = attributes.get("alt").unwrap_or_default();
        if attributes.has_class("wp-smiley") || attributes.has_class("emoji") {
            return self.take_text(alt);
        }
        let sources = ["src", "data-src", "data-lazy-src", "data-orig-file"];
        // A placeholder that a script replaces is written as `data:`.
        let is_address = |url: &&str| !url.is_empty() && !url.starts_with("data:");
        let Some(url) = sources
            .into_iter()
            .filter_map(|name| attributes.get(name))
            .find(is_address)
        else {
            if !alt.is_empty() {
                self.note(format!(
                    "a picture inside the text itself was left out: {alt}"
                ));
                self.take_text(alt);
            }
            return;
        };
        if attributes.get("width") == Some("1") && attributes.get("height") == Some("1") {
            return;
        }
        let Some(resolve) = self.resolve else {
            return self.embed(url, Some(if alt.is_empty() { url } else { alt }));
        };
        self.end_capture();
        let picture = Picture {
            url: url.to_owned(),
            alt: alt.to_owned(),
            caption: None,
            destination: resolve(url, alt),
        };
        let spot = self.place(picture);
        self.caption_for(spot);
    }

    fn caption_for(&mut self, spot: Option<Spot>) {
        let Some(figure) = self.figures.last_mut() else {
            return;
        };
        figure.spot = spot;
        let is_shortcode = figure.is_shortcode;
        match (figure.caption.take(), spot) {
            (Some(caption), Some(spot)) => self.set_caption(spot, caption),
            (None, Some(spot)) if is_shortcode => {
                self.capture = Some(Capture {
                    spot: Some(spot),
                    text: String::new(),
                });
            }
            _ => {}
        }
    }

    /// Puts a picture where it belongs: a block of its own at the edge of a paragraph, else inside.
    fn place(&mut self, picture: Picture) -> Option<Spot> {
        match (self.containers.as_slice(), self.has_words) {
            ([], _) | ([Container::Paragraph], false) => {
                self.end_paragraph();
                self.push_picture(picture);
                Some(Spot::Block(self.done.blocks.len() - 1))
            }
            ([Container::Paragraph], true) => {
                self.held.push(picture);
                None
            }
            _ => {
                self.begin_words();
                self.place_inside(picture)
            }
        }
    }

    fn place_inside(&mut self, picture: Picture) -> Option<Spot> {
        if self.pictures.len() >= MAX_NUMBER {
            return None;
        }
        // A picture is no link.
        self.spans.suspend(&mut self.html);
        self.write_gap();
        self.html.push(Mark::Picture.char());
        self.html.push(number(self.pictures.len()));
        self.pictures.push(picture);
        self.has_words = true;
        Some(Spot::Inside(self.pictures.len() - 1))
    }

    /// Puts the pictures that turned out not to end their paragraph where they stood.
    pub(super) fn place_held_inside(&mut self) {
        for picture in mem::take(&mut self.held) {
            let gap = mem::replace(&mut self.gap, Gap::Space);
            self.place_inside(picture);
            self.gap = gap.max(Gap::Space);
        }
    }

    /// Puts the pictures that ended a paragraph behind it.
    pub(super) fn place_held_after(&mut self) {
        for picture in mem::take(&mut self.held) {
            self.push_picture(picture);
        }
    }

    fn push_picture(&mut self, picture: Picture) {
        let markdown = markdown(&picture);
        self.done.blocks.push(Block {
            kind: BlockKind::Picture(picture),
            markdown,
            text: String::new(),
            links: 0,
            pictures: 1,
        });
    }
}

fn markdown(picture: &Picture) -> String {
    let text: String = [Mark::Picture.char(), number(0)].iter().collect();
    let pictures = std::slice::from_ref(picture);
    unseal(&Sealed {
        text: &text,
        links: &[],
        pictures,
        soft_breaks: false,
    })
}
