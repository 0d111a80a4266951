//! A conversation as it stands on an open page: its comments, what only the viewer sees of them,
//! which forms are open, and what is new.
//!
//! - `node`: one comment with what may change about it, and where a new one belongs
//! - `acts`: what a reader does (browser only)
//! - `forms`: the forms in which it is typed (browser only)
//! - `arrivals`: what others do meanwhile (browser only)

#[cfg(feature = "hydrate")]
mod acts;
#[cfg(feature = "hydrate")]
mod arrivals;
#[cfg(feature = "hydrate")]
mod forms;
#[cfg(feature = "hydrate")]
mod like;
mod node;

use std::sync::Arc;

use leptos::prelude::*;

#[cfg(feature = "hydrate")]
pub(crate) use node::OpenForm;
pub(crate) use node::{Node, Standing};

use crate::{
    components::Live,
    model::{
        CommentId, Focus, FocusAct, Markup, ReviewId, ReviewPage, Slug, Sort, ThreadPage,
        ThreadQuery, ThreadView, ViewerState,
    },
};

/// A conversation under a review, shared by everything on the page that shows a part of it.
#[derive(Clone)]
pub struct Conversation(Arc<Inner>);

/// What there is of it.
pub struct Inner {
    /// The review.
    pub(crate) review: ReviewId,
    /// The review's permalink.
    pub(crate) slug: Slug,
    /// The review's title.
    pub(crate) title: String,
    /// Whether the review takes comments.
    pub(crate) is_open: bool,
    /// What the page's address asked for, without a form opened.
    query: ThreadQuery,
    /// The comment for which the address opened a form.
    focus: Option<Focus>,
    /// What only the viewer sees.
    pub(crate) viewer: RwSignal<ViewerState>,
    /// How many like the review.
    pub(crate) likes: Live<i64>,
    /// How many comments can be read under the review.
    pub(crate) count: Live<i64>,
    /// The roots on this page.
    pub(crate) roots: Live<Vec<Node>>,
    /// Which part of the thread this page shows.
    pub(crate) part: Live<Part>,
    /// Other sites that link here.
    pub(crate) mentions: Live<Markup>,
    /// What the reader was told last.
    pub(crate) said: Live<Saying>,
    /// The comments that came while the page was open and have not been seen.
    pub(crate) unseen: Live<Vec<Unseen>>,
    /// The forms that can be opened.
    #[cfg(feature = "hydrate")]
    forms: crate::model::FormsHtml,
    #[cfg(feature = "hydrate")]
    pub(crate) open: acts::Open,
}

/// Which part of a thread a page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// The page, or all of it.
    pub(crate) view: ThreadView,
    /// The order.
    pub(crate) sort: Sort,
    /// The order that is shown first.
    pub(crate) first_sort: Sort,
    /// How many pages there are.
    pub(crate) pages: i32,
}

/// A message to the reader.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Saying {
    /// What is said; empty for nothing.
    pub(crate) text: String,
    /// Whether it is shown, or only read out because everybody else can see it happen.
    pub(crate) is_shown: bool,
}

/// A comment that came while the page was open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unseen {
    /// The comment.
    pub(crate) id: CommentId,
    /// Its writer's name.
    pub(crate) name: String,
    /// Whether this page shows it.
    pub(crate) is_here: bool,
}

impl Part {
    fn of(thread: &ThreadPage) -> Self {
        Self {
            view: thread.view,
            sort: thread.sort,
            first_sort: thread.first_sort,
            pages: thread.pages,
        }
    }

    /// Returns what asks for this part.
    pub(crate) fn query(self) -> ThreadQuery {
        ThreadQuery {
            view: self.view,
            sort: (self.sort != self.first_sort).then_some(self.sort),
            ..ThreadQuery::default()
        }
    }
}

impl std::ops::Deref for Conversation {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Conversation {
    /// Takes over a page as it was loaded.
    pub fn begin(page: ReviewPage) -> Self {
        let part = Part::of(&page.thread);
        let focus = page.focus;
        let nodes = page
            .thread
            .branches
            .into_iter()
            .map(|branch| Node::of(branch, None, focus.as_ref()));
        #[cfg(feature = "hydrate")]
        let html = page.html.unwrap_or_else(|| crate::model::ReviewHtml {
            forms: crate::client::form::forms_here(),
            ..Default::default()
        });
        Self(Arc::new(Inner {
            review: page.review.id,
            slug: page.review.slug.clone(),
            title: page.review.title.clone(),
            is_open: page.review.comments_open,
            query: part.query(),
            viewer: RwSignal::new(page.viewer),
            likes: Live::new(page.review.like_count),
            count: Live::new(page.review.comment_count),
            roots: Live::new(nodes.collect()),
            part: Live::new(part),
            #[cfg(feature = "ssr")]
            mentions: Live::new(super::mentions_html(&page.thread.mentions)),
            #[cfg(feature = "hydrate")]
            mentions: Live::new(html.mentions),
            said: Live::new(Saying::default()),
            unseen: Live::new(Vec::new()),
            focus,
            #[cfg(feature = "hydrate")]
            forms: html.forms,
            #[cfg(feature = "hydrate")]
            open: acts::Open::of(page.thread.drawn_depth, page.events_after),
        }))
    }

    /// Returns the id of a form about a comment: a plain one when the address opened it, because
    /// the address names it too.
    pub(crate) fn form_id(&self, act: FocusAct, comment: CommentId) -> String {
        let word = act.word();
        let is_of_address = self
            .focus
            .as_ref()
            .is_some_and(|focus| focus.comment == comment && focus.act == act);
        if is_of_address {
            word.to_owned()
        } else {
            format!("{word}-{comment}")
        }
    }

    /// Returns the review's path.
    pub(crate) fn path(&self) -> String {
        format!("/reviews/{}", self.slug)
    }

    /// Returns the page's own path and query.
    pub(crate) fn place(&self) -> String {
        self.with(|_| {})
    }

    /// Returns the address of this page with a form opened.
    pub(crate) fn with(&self, change: impl FnOnce(&mut ThreadQuery)) -> String {
        let mut query = self.query;
        change(&mut query);
        format!("{}{}", self.path(), query.to_query())
    }

    /// Returns the comment for which the address opened a form.
    pub(crate) fn focus(&self) -> Option<&Focus> {
        self.focus.as_ref()
    }
}
