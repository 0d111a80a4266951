//! What was looked for and what was found.

use serde::{Deserialize, Serialize};

use super::{Moment, Rating};

/// What kind of thing can be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SearchKind {
    /// A review, or a page.
    Review,
    /// A film.
    Film,
    /// Somebody of a film's credits.
    Person,
    /// A comment.
    Comment,
}

impl SearchKind {
    /// All kinds, in the order in which results stand.
    pub const ALL: [Self; 4] = [Self::Review, Self::Film, Self::Person, Self::Comment];

    /// Returns the word for it in the database.
    pub fn key(self) -> &'static str {
        match self {
            Self::Review => "review",
            Self::Film => "film",
            Self::Person => "person",
            Self::Comment => "comment",
        }
    }

    /// Returns the word for several of it, in addresses and headings.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Review => "reviews",
            Self::Film => "films",
            Self::Person => "people",
            Self::Comment => "comments",
        }
    }

    /// Reads the word for several of it.
    pub fn from_plural(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.plural() == text)
    }
}

/// What `/search` shows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SearchPage {
    /// What was typed.
    pub query: String,
    /// The kind it is narrowed to.
    pub kind: Option<SearchKind>,
    /// What it can be narrowed to, with how much there is of it.
    pub scopes: Vec<SearchScope>,
    /// How much was found: "12", or "1,000 or more".
    pub total: String,
    /// What was found, by kind.
    pub groups: Vec<SearchGroup>,
    /// What was looked for instead, when nothing is as it was typed.
    pub corrected: Option<String>,
    /// What may have been meant besides: the words and their address.
    pub suggestion: Option<(String, String)>,
    /// Why nothing was looked for.
    pub refusal: Option<SearchRefusal>,
    /// The address of the first page, when this is another.
    pub first: Option<String>,
    /// The address of what follows.
    pub next: Option<String>,
    /// Whether the index is being made again, so that something may be missing.
    pub is_partial: bool,
}

/// A kind that results can be narrowed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchScope {
    /// "Reviews 2".
    pub label: String,
    /// Its address.
    pub href: String,
    /// Whether it is what is shown.
    pub is_current: bool,
}

/// What was found of one kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SearchGroup {
    /// The kind.
    pub kind: SearchKind,
    /// What was found, the best first.
    pub hits: Vec<SearchHit>,
    /// The address of all of this kind and how many there are, when not all stand here.
    pub all: Option<(String, String)>,
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SearchHit {
    /// Its path.
    pub path: String,
    /// What it is called, in runs.
    pub title: Vec<Run>,
    /// A piece of it around the words, in runs.
    pub snippet: Vec<Run>,
    /// The author's rating.
    pub rating: Option<Rating>,
    /// Who wrote it; empty where that is said already.
    pub byline: String,
    /// When.
    pub at: Option<Moment>,
}

/// A run of text that was looked for, or that stands around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// The text.
    pub text: String,
    /// Whether it is what was looked for.
    pub is_marked: bool,
}

/// Why nothing was looked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SearchRefusal {
    /// Too much was typed.
    TooLong,
    /// There are too many words.
    TooMany,
    /// There are signs alone, or only what must not be there.
    NoWords,
    /// A filter has a value it cannot have; the filter's name.
    Filter(String),
    /// It took too long.
    TooSlow,
}
