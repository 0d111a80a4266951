//! What whole pages are made of.

#[cfg(feature = "ssr")]
use serde::{Deserialize, Serialize};

use super::{CommentId, Markup, Moment, Review, Slug, ThreadPage, ViewerState};
#[cfg(feature = "ssr")]
use super::{Discussed, ReviewCard};

/// The front page.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct HomePage {
    /// The latest reviews, newest first.
    pub reviews: Vec<ReviewCard>,
    /// The latest comments, newest first.
    pub thoughts: Vec<LatestThought>,
    /// The reviews most talked about, and whether that is within the last week.
    pub discussed: (Vec<Discussed>, bool),
    /// The address of the next page of reviews, when there is one.
    pub older: Option<String>,
    /// The address of the previous page, when this is not the first.
    pub newer: Option<String>,
}

/// The front page as the browser knows it: drawn.
#[cfg(feature = "hydrate")]
#[derive(Clone, Debug, miniserde::Deserialize)]
pub struct HomePage {
    /// What is shown; none while it stands in the document.
    pub html: Option<HomeHtml>,
}

/// The front page, drawn for a browser that goes to it without loading it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct HomeHtml {
    /// The page's title.
    pub title: String,
    /// All of it.
    pub body: Markup,
}

/// The parts of a review's page that never change, drawn for a browser that goes to it without
/// loading it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct ReviewHtml {
    /// The page's title.
    pub title: String,
    /// Its still, its title and its one line.
    pub header: Markup,
    /// Its ratings and the film's credits.
    pub facts: Markup,
    /// Its text with what stands around it.
    pub text: Markup,
    /// The ways to the reviews before and after it.
    pub neighbours: Markup,
    /// The other sites that link to it.
    pub mentions: Markup,
    /// The forms of its conversation.
    pub forms: FormsHtml,
}

/// The insides of a conversation's forms, drawn with gaps: `{id}` is the form's id, `{of}`, `{name}`
/// and `{back}` the id, the writer and the address of the comment it is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct FormsHtml {
    /// For a thought of its own; without gaps.
    pub thought: Markup,
    /// For an answer.
    pub reply: Markup,
    /// For changing an own comment.
    pub edit: Markup,
    /// For taking one back.
    pub delete: Markup,
}

/// A page's data with what of it is drawn, as the browser fetches it.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct WithHtml<P, H> {
    /// The data.
    #[serde(flatten)]
    pub page: P,
    /// What is drawn.
    pub html: H,
}

/// A comment quoted on the front page.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct LatestThought {
    /// The comment.
    pub comment: CommentId,
    /// Its writer's name.
    pub name: String,
    /// Its first words as plain text.
    pub excerpt: String,
    /// The review it is about.
    pub review: Slug,
    /// That review's title.
    pub title: String,
    /// When it was posted.
    pub posted: Moment,
}

/// A review with its thread.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct ReviewPage {
    /// The review.
    pub review: Review,
    /// A page of its thread.
    pub thread: ThreadPage,
    /// What only this page's viewer sees.
    pub viewer: ViewerState,
    /// The comment that `?reply-to=`, `?edit=` or `?delete=` asks for, when it can be had.
    pub focus: Option<Focus>,
    /// The number of the last event this page includes; live updates begin after it.
    pub events_after: i64,
    /// What of it never changes; none while it stands in the document.
    #[cfg(feature = "hydrate")]
    pub html: Option<ReviewHtml>,
}

/// The comment a form on the page is about.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct Focus {
    /// What is to be done with it.
    pub act: FocusAct,
    /// The comment.
    pub comment: CommentId,
    /// Its writer's name.
    pub name: String,
    /// Its text as typed; only for its own writer, else empty.
    pub source: String,
}

/// What is to be done with the comment in focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub enum FocusAct {
    /// Answer it.
    Reply,
    /// Change its text.
    Edit,
    /// Take it back.
    Delete,
}

impl FocusAct {
    /// Returns the word for it in addresses and in the ids of its form and its link.
    pub fn word(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Edit => "edit",
            Self::Delete => "delete",
        }
    }
}
