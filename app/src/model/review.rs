//! The review.

#[cfg(feature = "ssr")]
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::{Author, Film, Related};
use super::{Markup, Moment, Rating, ReviewId, Slug, Still};

/// A published review with everything its page shows.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Review {
    /// Its id.
    pub id: ReviewId,
    /// Its permalink.
    pub slug: Slug,
    /// Its title, most often the film's.
    pub title: String,
    /// The author's own one line about the film; empty when there is none.
    pub summary: String,
    /// The author's rating.
    pub rating: Option<Rating>,
    /// The words it opens with.
    pub epigraph: Option<Epigraph>,
    /// The film it is about; none for an essay or a page.
    pub film: Option<Film>,
    /// Who signs it.
    pub authors: Vec<Author>,
    /// Its topics.
    pub tags: Vec<Tag>,
    /// The picture it opens with.
    pub still: Option<Still>,
    /// Its text.
    pub body: Markup,
    /// Its text's first words, for cards and descriptions when there is no summary.
    pub excerpt: String,
    /// When it was published.
    pub published: Moment,
    /// When its text last changed after that.
    pub edited: Option<Moment>,
    /// The address that machines are to take for the text's own; empty for here.
    pub canonical: String,
    /// How long it takes to read, in minutes.
    pub reading_minutes: i32,
    /// What the author would watch besides.
    pub watch_also: Vec<WatchAlso>,
    /// Whether it takes comments.
    pub comments_open: bool,
    /// How many like it.
    pub like_count: i64,
    /// How many comments can be read under it.
    pub comment_count: i64,
    /// Reviews that are like this one, the most alike first.
    pub related: Vec<Related>,
    /// The review before this one in time.
    pub previous: Option<ReviewLink>,
    /// The review after this one in time.
    pub next: Option<ReviewLink>,
}

/// What an open page knows of its review; the rest is drawn.
#[cfg(feature = "hydrate")]
#[derive(Clone, Debug, PartialEq, miniserde::Deserialize)]
pub struct Review {
    /// Its id.
    pub id: ReviewId,
    /// Its permalink.
    pub slug: Slug,
    /// Its title, most often the film's.
    pub title: String,
    /// Whether it takes comments.
    pub comments_open: bool,
    /// How many like it.
    pub like_count: i64,
    /// How many comments can be read under it.
    pub comment_count: i64,
}

/// A review in a list.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct ReviewCard {
    /// Its permalink.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// Its summary, or its first words when it has none.
    pub summary: String,
    /// The author's rating.
    pub rating: Option<Rating>,
    /// The film in a line: director, country, year; empty when there is none.
    pub film_line: String,
    /// Who signs it, in a line; empty when nobody does.
    pub byline: String,
    /// The picture it opens with.
    pub still: Option<Still>,
    /// When it was published.
    pub published: Moment,
    /// How many comments can be read under it.
    pub comment_count: i64,
}

/// A review's name and address.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct ReviewLink {
    /// Its permalink.
    pub slug: Slug,
    /// Its title.
    pub title: String,
}

/// Words of somebody else that a review opens with.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct Epigraph {
    /// The words, without quotation marks.
    pub text: String,
    /// Who says them; empty when unknown.
    pub speaker: String,
}

/// A topic.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct Tag {
    /// Its permalink.
    pub slug: Slug,
    /// Its name.
    pub name: String,
}

/// Another film the author points to, with a note.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct WatchAlso {
    /// The film's title.
    pub title: String,
    /// The review of it here, when there is one.
    pub review: Option<Slug>,
    /// That review's still.
    pub still: Option<Still>,
    /// Why.
    pub note: Markup,
}

/// Returns how the number of comments is written in a line: `15 thoughts`.
pub fn thoughts(count: i64) -> String {
    match count {
        0 => "No thoughts yet".to_owned(),
        1 => "One thought".to_owned(),
        count => format!("{count} thoughts"),
    }
}
