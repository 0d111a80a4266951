//! The record an entry's texts are filed in while it is being read.

use super::date::{first_date, sql_date};
use super::element::Element;
use super::entry::{
    CommentKind, CommentState, Entry, PostKind, PostStatus, SiteHeader, WxrAuthor, WxrComment,
    WxrItem, WxrTerm,
};
use super::error::{Problem, beginning};

impl SiteHeader {
    pub(super) fn set(&mut self, name: &str, text: String) {
        let text = text.trim().to_owned();
        match name {
            "title" => self.title = text,
            "link" => self.link = text,
            "description" => self.description = text,
            "language" => self.language = text,
            "wp:wxr_version" => self.version = text,
            "wp:base_site_url" => self.base_site_url = text,
            "wp:base_blog_url" => self.base_blog_url = text,
            _ => {}
        }
    }
}

/// The entry being read.
pub(super) enum Record {
    Author(WxrAuthor),
    Term(WxrTerm),
    Item(Box<ItemRecord>),
}

/// An item with the texts that are only understood at its end.
#[derive(Default)]
pub(super) struct ItemRecord {
    item: WxrItem,
    dates: Dates,
    comment_dates: Dates,
}

#[derive(Default)]
struct Dates {
    gmt: String,
    local: String,
    feed: String,
}

impl Record {
    /// Begins the record that `element` stands for.
    pub(super) fn begun_by(element: Element) -> Option<Self> {
        let term = |domain: &str| WxrTerm {
            domain: domain.to_owned(),
            ..WxrTerm::default()
        };
        Some(match element {
            Element::Author => Self::Author(WxrAuthor::default()),
            Element::Category => Self::Term(term("category")),
            Element::Tag => Self::Term(term("post_tag")),
            Element::Item => Self::Item(Box::default()),
            _ => return None,
        })
    }

    /// Begins a comment or a further field of the item.
    pub(super) fn open_part(&mut self, element: Element) {
        let Self::Item(record) = self else {
            return;
        };
        let pair = || (String::new(), String::new());
        match element {
            Element::Comment => {
                record.item.comments.push(WxrComment::default());
                record.comment_dates = Dates::default();
            }
            Element::PostMeta => record.item.meta.push(pair()),
            Element::CommentMeta => {
                if let Some(comment) = record.item.comments.last_mut() {
                    comment.meta.push(pair());
                }
            }
            _ => {}
        }
    }

    /// Files the text of the leaf `name` inside `parent`.
    pub(super) fn set(
        &mut self,
        parent: Element,
        name: &'static str,
        text: String,
        term: WxrTerm,
    ) -> Result<(), Problem> {
        match self {
            Self::Author(author) => set_author(author, name, &text)?,
            Self::Term(term) => set_term(term, name, &text),
            Self::Item(record) => match parent {
                Element::Comment => record.set_comment(name, text)?,
                Element::PostMeta => set_pair(record.item.meta.last_mut(), name, text),
                Element::CommentMeta => {
                    let comment = record.item.comments.last_mut();
                    set_pair(
                        comment.and_then(|comment| comment.meta.last_mut()),
                        name,
                        text,
                    );
                }
                _ if name == "category" => record.item.terms.push(item_term(term, &text)),
                _ => record.set_item(name, text)?,
            },
        }
        Ok(())
    }

    /// Completes the entry.
    pub(super) fn finish(self) -> Entry {
        match self {
            Self::Author(author) => Entry::Author(author),
            Self::Term(term) if term.domain == "category" => Entry::Category(term),
            Self::Term(term) => Entry::Tag(term),
            Self::Item(record) => {
                let ItemRecord {
                    mut item, dates, ..
                } = *record;
                item.published_at = first_date(&dates.gmt, &dates.local, &dates.feed);
                drop_bare_terms(&mut item.terms);
                Entry::Item(Box::new(item))
            }
        }
    }
}

impl ItemRecord {
    fn set_item(&mut self, name: &'static str, text: String) -> Result<(), Problem> {
        let item = &mut self.item;
        let trimmed = text.trim();
        match name {
            "title" => trimmed.clone_into(&mut item.title),
            "link" => trimmed.clone_into(&mut item.link),
            "pubDate" => self.dates.feed = text,
            "dc:creator" => trimmed.clone_into(&mut item.creator),
            "guid" => trimmed.clone_into(&mut item.guid),
            "content:encoded" => item.content = text,
            "excerpt:encoded" => item.excerpt = text,
            "wp:post_id" => item.post_id = number(name, trimmed)?,
            "wp:post_date" => self.dates.local = text,
            "wp:post_date_gmt" => self.dates.gmt = text,
            "wp:post_modified_gmt" => item.modified_at = sql_date(trimmed),
            "wp:post_name" => trimmed.clone_into(&mut item.slug),
            "wp:status" => item.status = PostStatus::named(trimmed),
            "wp:post_type" => item.kind = PostKind::named(trimmed),
            "wp:post_parent" => item.parent = number(name, trimmed)?,
            "wp:comment_status" => item.comments_open = trimmed == "open",
            "wp:is_sticky" => item.is_sticky = trimmed == "1",
            "wp:post_password" => item.has_password = !text.is_empty(),
            "wp:attachment_url" => trimmed.clone_into(&mut item.attachment_url),
            _ => {}
        }
        Ok(())
    }

    fn set_comment(&mut self, name: &'static str, text: String) -> Result<(), Problem> {
        let Some(comment) = self.item.comments.last_mut() else {
            return Ok(());
        };
        let trimmed = text.trim();
        match name {
            "wp:comment_id" => comment.id = number(name, trimmed)?,
            "wp:comment_author" => trimmed.clone_into(&mut comment.author),
            "wp:comment_author_email" => trimmed.clone_into(&mut comment.email),
            "wp:comment_author_url" => trimmed.clone_into(&mut comment.url),
            "wp:comment_date" => self.comment_dates.local = text,
            "wp:comment_date_gmt" => self.comment_dates.gmt = text,
            "wp:comment_content" => comment.content = text,
            "wp:comment_approved" => comment.state = CommentState::named(trimmed),
            "wp:comment_type" => comment.kind = CommentKind::named(trimmed),
            "wp:comment_parent" => comment.parent = number(name, trimmed)?,
            "wp:comment_user_id" => comment.user_id = number(name, trimmed)?,
            _ => {}
        }
        let dates = &self.comment_dates;
        comment.created_at = first_date(&dates.gmt, &dates.local, "");
        Ok(())
    }
}

fn set_author(author: &mut WxrAuthor, name: &'static str, text: &str) -> Result<(), Problem> {
    let text = text.trim();
    match name {
        "wp:author_id" => author.id = number(name, text)?,
        "wp:author_login" => text.clone_into(&mut author.login),
        "wp:author_email" => text.clone_into(&mut author.email),
        "wp:author_display_name" => text.clone_into(&mut author.display_name),
        "wp:author_first_name" => text.clone_into(&mut author.first_name),
        "wp:author_last_name" => text.clone_into(&mut author.last_name),
        _ => {}
    }
    Ok(())
}

fn set_term(term: &mut WxrTerm, name: &str, text: &str) {
    let field = match name {
        "wp:category_nicename" | "wp:tag_slug" => &mut term.nicename,
        "wp:cat_name" | "wp:tag_name" => &mut term.name,
        "wp:category_parent" => &mut term.parent,
        _ => return,
    };
    text.trim().clone_into(field);
}

fn set_pair(pair: Option<&mut (String, String)>, name: &str, text: String) {
    match (pair, name) {
        (Some(pair), "wp:meta_key") => text.trim().clone_into(&mut pair.0),
        (Some(pair), "wp:meta_value") => pair.1 = text,
        _ => {}
    }
}

fn item_term(mut term: WxrTerm, name: &str) -> WxrTerm {
    name.trim().clone_into(&mut term.name);
    match term.domain.as_str() {
        "" => "category".clone_into(&mut term.domain),
        // Version 1.0 says "tag".
        "tag" => "post_tag".clone_into(&mut term.domain),
        _ => {}
    }
    term
}

/// Drops the terms without nicename that version 1.0 writes beside the full ones.
fn drop_bare_terms(terms: &mut Vec<WxrTerm>) {
    let named: Vec<String> = terms
        .iter()
        .filter(|t| !t.nicename.is_empty())
        .map(|t| t.name.clone())
        .collect();
    terms.retain(|term| !term.nicename.is_empty() || !named.contains(&term.name));
}

fn number(element: &'static str, text: &str) -> Result<i64, Problem> {
    if text.is_empty() {
        return Ok(0);
    }
    text.parse().map_err(|_| Problem::Number {
        element,
        text: beginning(text),
    })
}
