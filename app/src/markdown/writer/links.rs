//! Links: those that were marked up, and addresses in running text.

use pulldown_cmark::{LinkType, Tag};

use super::{Dialect, Writer, push_attribute, push_text};
use crate::markdown::bare_urls::{Piece, pieces};
use crate::markdown::links::{Destination, Kind, destination};

impl<'a> Writer<'a> {
    pub(super) fn running_text(&mut self, text: &str) {
        if self.in_link() {
            return push_text(&mut self.out, text);
        }
        for piece in pieces(text) {
            match piece {
                Piece::Text(text) => push_text(&mut self.out, text),
                Piece::Url(written, link) => self.whole_link(&link, written),
            }
        }
    }

    pub(super) fn in_link(&self) -> bool {
        self.links.contains(&true)
    }

    pub(super) fn link(&mut self, tag: &Tag<'a>) {
        let Tag::Link {
            link_type,
            dest_url,
            title,
            ..
        } = tag
        else {
            return;
        };
        let scheme = if *link_type == LinkType::Email {
            "mailto:"
        } else {
            ""
        };
        let link = destination(&format!("{scheme}{dest_url}")).filter(|_| !self.in_link());
        if let Some(link) = &link {
            self.link_start(link, title);
        }
        self.links.push(link.is_some());
    }

    fn link_start(&mut self, link: &Destination, title: &str) {
        self.out.push_str("<a href=\"");
        push_attribute(&mut self.out, &link.href);
        self.out.push('"');
        if self.dialect == Dialect::Comment && link.kind == Kind::Web {
            self.out.push_str(" rel=\"nofollow ugc\"");
        }
        if self.dialect == Dialect::Review && !title.is_empty() {
            self.out.push_str(" title=\"");
            push_attribute(&mut self.out, title);
            self.out.push('"');
        }
        self.out.push('>');
    }

    pub(super) fn link_end(&mut self) {
        if self.links.pop() == Some(true) {
            self.out.push_str("</a>");
        }
    }

    pub(super) fn whole_link(&mut self, link: &Destination, text: &str) {
        self.link_start(link, "");
        push_text(&mut self.out, text);
        self.out.push_str("</a>");
    }
}
