//! The thread: a flat list of comments made into the tree that a page draws.

use std::collections::HashMap;

#[cfg(feature = "ssr")]
use serde::{Deserialize, Serialize};

use super::{Comment, CommentId, Moment};

/// The order of a thread's roots. Replies are always oldest first.
#[derive(Clone, Copy, Debug, Default, Hash, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub enum Sort {
    /// As they came.
    #[default]
    Oldest,
    /// The other way round.
    Newest,
    /// The most liked first, then as they came.
    Best,
}

impl Sort {
    /// All orders, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Oldest, Self::Newest, Self::Best];

    /// Returns the value of `?sort=`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Oldest => "oldest",
            Self::Newest => "newest",
            Self::Best => "best",
        }
    }

    /// Returns what the reader sees.
    pub fn label(self) -> &'static str {
        match self {
            Self::Oldest => "Oldest",
            Self::Newest => "Newest",
            Self::Best => "Best liked",
        }
    }

    /// Returns the order a value of `?sort=` names.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.key() == key)
    }
}

/// Which part of a thread is shown.
#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq)]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "ssr", serde(from = "i32", into = "i32"))]
pub enum ThreadView {
    /// One page, counted from 1.
    Page(i32),
    /// The whole thread.
    All,
}

/// Over the wire a page goes by its number, and the whole thread by none: 0.
impl From<i32> for ThreadView {
    fn from(page: i32) -> Self {
        if page < 1 {
            Self::All
        } else {
            Self::Page(page)
        }
    }
}

impl From<ThreadView> for i32 {
    fn from(view: ThreadView) -> Self {
        match view {
            ThreadView::Page(page) => page,
            ThreadView::All => 0,
        }
    }
}

/// What a review page's address asks for.
#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq)]
pub struct ThreadQuery {
    /// `?comments=`.
    pub view: ThreadView,
    /// `?sort=`; none for the order that the publication shows first.
    pub sort: Option<Sort>,
    /// `?reply-to=`.
    pub reply_to: Option<CommentId>,
    /// `?edit=`.
    pub edit: Option<CommentId>,
    /// `?delete=`.
    pub delete: Option<CommentId>,
}

impl Default for ThreadQuery {
    fn default() -> Self {
        Self {
            view: ThreadView::Page(1),
            sort: None,
            reply_to: None,
            edit: None,
            delete: None,
        }
    }
}

impl ThreadQuery {
    /// Reads the keys of an address that a review page knows; a value it does not know is as none.
    pub fn from_pairs<'a>(get: impl Fn(&str) -> Option<&'a str>) -> Self {
        let id = |key| get(key).and_then(|text| text.parse().ok());
        Self {
            view: match get("comments") {
                Some("all") => ThreadView::All,
                Some(text) => {
                    ThreadView::Page(text.parse().ok().filter(|page| *page >= 1).unwrap_or(1))
                }
                None => ThreadView::Page(1),
            },
            sort: get("sort").and_then(Sort::from_key),
            reply_to: id("reply-to"),
            edit: id("edit"),
            delete: id("delete"),
        }
    }

    /// Reads a query as an address has it, with or without its `?`.
    pub fn parse(query: &str) -> Self {
        let pairs: Vec<(&str, &str)> = query
            .trim_start_matches('?')
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .collect();
        Self::from_pairs(|key| {
            pairs
                .iter()
                .find(|(name, _)| *name == key)
                .map(|(_, value)| *value)
        })
    }

    /// Writes the address's query, from its `?`; empty when it asks for nothing special.
    pub fn to_query(self) -> String {
        let mut pairs = Vec::new();
        match self.view {
            ThreadView::All => pairs.push("comments=all".to_owned()),
            ThreadView::Page(page) if page > 1 => pairs.push(format!("comments={page}")),
            ThreadView::Page(_) => {}
        }
        if let Some(sort) = self.sort {
            pairs.push(format!("sort={}", sort.key()));
        }
        for (key, id) in [
            ("reply-to", self.reply_to),
            ("edit", self.edit),
            ("delete", self.delete),
        ] {
            if let Some(id) = id {
                pairs.push(format!("{key}={id}"));
            }
        }
        if pairs.is_empty() {
            String::new()
        } else {
            format!("?{}", pairs.join("&"))
        }
    }

    /// Returns the same place without a form opened in it.
    #[must_use]
    pub fn without_focus(self) -> Self {
        Self {
            view: self.view,
            sort: self.sort,
            ..Self::default()
        }
    }

    /// Says whether the address opens a form, which makes the page its viewer's own.
    pub fn has_focus(&self) -> bool {
        self.reply_to.or(self.edit).or(self.delete).is_some()
    }
}

/// A page of a thread.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct ThreadPage {
    /// The roots with their replies, in the order asked for.
    pub branches: Vec<Branch>,
    /// The order.
    pub sort: Sort,
    /// The order that the publication shows first.
    pub first_sort: Sort,
    /// The part shown.
    pub view: ThreadView,
    /// How many pages there are.
    pub pages: i32,
    /// How many levels of replies are drawn.
    pub drawn_depth: i32,
    /// Other sites that link here.
    #[cfg(feature = "ssr")]
    pub mentions: Vec<Mention>,
}

/// A comment with the replies drawn under it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct Branch {
    /// The comment.
    pub comment: Comment,
    /// The depth it is drawn at; roots are at 1.
    pub depth: i32,
    /// Whom it answers; none for a root.
    pub answers: Option<Answers>,
    /// Whether it lies deeper than it is drawn.
    pub is_flattened: bool,
    /// The replies drawn one level further in.
    pub replies: Vec<Branch>,
    /// How many replies of this root the page leaves out; roots only.
    pub left_out: i64,
}

/// The comment that another one answers.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct Answers {
    /// That comment.
    pub id: CommentId,
    /// Its writer's name.
    pub name: String,
}

/// Another site's note that it links here.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct Mention {
    /// Its id.
    pub id: CommentId,
    /// The site's name.
    pub name: String,
    /// The address that links here.
    pub website: Option<String>,
    /// When it came.
    pub posted: Moment,
}

/// What the name of a removed comment's writer is replaced by.
pub const REMOVED_NAME: &str = "a reader";

/// Builds the tree that a page draws from a flat list of comments, in linear time.
///
/// Roots keep the order of the list; replies are oldest first. Nothing is drawn deeper than
/// `drawn_depth` levels: what lies deeper follows its ancestor at the last level, in thread order.
/// A comment whose parent is not in the list becomes a root; a cycle is opened at its first comment.
pub fn build_thread(comments: Vec<Comment>, drawn_depth: i32) -> Vec<Branch> {
    let drawn_depth = drawn_depth.max(1);
    let order = thread_order(&comments);
    let names: HashMap<CommentId, String> = comments
        .iter()
        .map(|comment| (comment.id, shown_name(comment)))
        .collect();
    let mut comments: Vec<Option<Comment>> = comments.into_iter().map(Some).collect();

    // `open` holds the branches still taking replies: one per level, so at most `drawn_depth`.
    let mut roots = Vec::new();
    let mut open: Vec<Branch> = Vec::new();
    for (index, depth) in order {
        let Some(comment) = comments[index].take() else {
            continue;
        };
        let drawn = depth.min(drawn_depth);
        close(&mut open, &mut roots, drawn);
        let answers = comment.parent.filter(|_| depth > 1).and_then(|id| {
            Some(Answers {
                id,
                name: names.get(&id)?.clone(),
            })
        });
        open.push(Branch {
            comment,
            depth: drawn,
            answers,
            is_flattened: depth > drawn_depth,
            replies: Vec::new(),
            left_out: 0,
        });
    }
    close(&mut open, &mut roots, 1);
    roots
}

/// Closes the open branches at `depth` and deeper, each into the one it hangs on.
fn close(open: &mut Vec<Branch>, roots: &mut Vec<Branch>, depth: i32) {
    while open.last().is_some_and(|branch| branch.depth >= depth) {
        let Some(branch) = open.pop() else { return };
        match open.last_mut() {
            Some(parent) => parent.replies.push(branch),
            None => roots.push(branch),
        }
    }
}

/// Walks the thread depth first: the comments' places in the list with their depth from 1.
fn thread_order(comments: &[Comment]) -> Vec<(usize, i32)> {
    let place: HashMap<CommentId, usize> = comments
        .iter()
        .enumerate()
        .map(|(index, comment)| (comment.id, index))
        .collect();
    let parent = |index: usize| {
        comments[index]
            .parent
            .and_then(|id| place.get(&id).copied())
    };
    let mut replies: Vec<Vec<usize>> = vec![Vec::new(); comments.len()];
    let mut roots = Vec::new();
    for index in 0..comments.len() {
        match parent(index) {
            Some(parent) => replies[parent].push(index),
            None => roots.push(index),
        }
    }
    for siblings in &mut replies {
        siblings.sort_by_key(|&index| (comments[index].posted.at, comments[index].id));
    }

    let mut order = Vec::with_capacity(comments.len());
    let mut seen = vec![false; comments.len()];
    // After the roots come all others as roots of their own: those not seen by then are on a cycle.
    for start in roots.into_iter().chain(0..comments.len()) {
        let mut waiting = vec![(start, 1)];
        while let Some((index, depth)) = waiting.pop() {
            if std::mem::replace(&mut seen[index], true) {
                continue;
            }
            order.push((index, depth));
            waiting.extend(replies[index].iter().rev().map(|&reply| (reply, depth + 1)));
        }
    }
    order
}

fn shown_name(comment: &Comment) -> String {
    match comment.state {
        super::CommentState::Removed => REMOVED_NAME.to_owned(),
        _ => comment.name.clone(),
    }
}

#[cfg(test)]
mod tests;
