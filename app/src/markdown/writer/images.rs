//! Images, in the text and as figures. Nothing here makes a browser load from another site.

use pulldown_cmark::{Tag, TagEnd};

use super::{Token, Writer, end_of, plain, push_attribute, push_text};
use crate::markdown::Dialect;
use crate::markdown::pictures::{PICTURE_SIZES, Picture, kept_widths, picture};

impl<'a> Writer<'a> {
    /// Writes the image that starts at `at` and returns where to go on.
    pub(super) fn image(&mut self, written: &str, tokens: &[Token<'a>], at: usize) -> usize {
        // Without the image, its description is text like any other.
        if self.dialect == Dialect::Comment || self.in_spoiler {
            return at + 1;
        }
        let end = end_of(tokens, at);
        let alt = plain::line(tokens.get(at + 1..end).unwrap_or_default());
        match picture(written) {
            stored @ Picture::Stored { .. } => self.img(&stored, &alt),
            Picture::Missing(name) => {
                self.out.push_str("<em>[");
                push_text(&mut self.out, if alt.is_empty() { name } else { &alt });
                self.out.push_str("]</em>");
            }
            Picture::Foreign(link) if !self.in_link() => {
                self.whole_link(&link, if alt.is_empty() { written } else { &alt });
            }
            Picture::Foreign(_) | Picture::Unusable => push_text(&mut self.out, &alt),
        }
        end + 1
    }

    /// Writes the paragraph that starts at `at` as a figure if an image is all it holds.
    pub(super) fn figure(&mut self, tokens: &[Token<'a>], at: usize) -> Option<usize> {
        let Some(Token::Start(Tag::Image {
            dest_url, title, ..
        })) = tokens.get(at + 1)
        else {
            return None;
        };
        let end = end_of(tokens, at + 1);
        let is_alone = matches!(tokens.get(end + 1), Some(Token::End(TagEnd::Paragraph)));
        if self.dialect == Dialect::Comment || !is_alone {
            return None;
        }
        let alt = plain::line(tokens.get(at + 2..end)?);
        match picture(dest_url) {
            stored @ Picture::Stored { .. } => {
                self.block("<figure class=\"figure\">");
                self.img(&stored, &alt);
            }
            Picture::Missing(name) => {
                self.block("<figure class=\"figure figure--missing\"><p>");
                push_text(&mut self.out, if alt.is_empty() { name } else { &alt });
                self.out.push_str("</p>");
            }
            Picture::Foreign(_) | Picture::Unusable => return None,
        }
        if !title.trim().is_empty() {
            self.out.push_str("<figcaption>");
            push_text(&mut self.out, title);
            self.out.push_str("</figcaption>");
        }
        self.out.push_str("</figure>\n");
        Some(end + 2)
    }

    fn img(&mut self, picture: &Picture<'_>, alt: &str) {
        let Picture::Stored {
            hash,
            width,
            height,
            extension,
        } = picture
        else {
            return;
        };
        self.put(format_args!(
            "<img src=\"/media/{hash}/{width}.{extension}\" width=\"{width}\" height=\"{height}\""
        ));
        // Only what was taken in as WebP is there in several widths.
        if *extension == "webp" && kept_widths(*width).count() > 1 {
            for (at, kept) in kept_widths(*width).enumerate() {
                let before = if at == 0 { " srcset=\"" } else { ", " };
                self.put(format_args!("{before}/media/{hash}/{kept}.webp {kept}w"));
            }
            self.put(format_args!("\" sizes=\"{PICTURE_SIZES}\""));
        }
        self.out.push_str(" alt=\"");
        push_attribute(&mut self.out, alt);
        self.out.push_str("\" loading=\"lazy\">");
    }
}
