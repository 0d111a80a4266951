//! Pages to wander: shelves of reviews, films, people, lists of names, the archive.

#[cfg(feature = "ssr")]
use serde::{Deserialize, Serialize};

use super::{CreditRole, Film, FilmId, OutsideRating, Person, ReaderRatings, ReviewCard, Slug};

/// Reviews that belong together: of a tag, of an author, of a month.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct ShelfPage {
    /// What kind of shelf it is.
    pub kicker: String,
    /// What it is called.
    pub title: String,
    /// What is to be said of it; empty when nothing is.
    pub note: String,
    /// The picture of whoever it is about; one is drawn for an author without.
    #[cfg(feature = "ssr")]
    pub portrait: Option<super::Portrait>,
    /// Its own path.
    pub path: String,
    /// The path of its feed, when it has one.
    pub feed: Option<String>,
    /// How many reviews stand on it.
    pub count: i64,
    /// The reviews of this page, newest first.
    pub reviews: Vec<ReviewCard>,
    /// The address of older ones.
    pub older: Option<String>,
    /// The address of the first page, when this is another.
    pub newest: Option<String>,
}

/// A film's page.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct FilmPage {
    /// The film's id, for the form.
    pub id: FilmId,
    /// The film.
    pub film: Film,
    /// Every outside rating that was read, newest first.
    pub outside: Vec<OutsideRating>,
    /// What readers gave it.
    pub readers: ReaderRatings,
    /// The reviews of it, newest first.
    pub reviews: Vec<ReviewCard>,
    /// The still of the newest review that has one.
    pub still: Option<super::Still>,
}

/// A person's page.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct PersonPage {
    /// The person.
    pub person: Person,
    /// The films by what the person did in them, newest first.
    pub roles: Vec<(CreditRole, Vec<PersonFilm>)>,
}

/// A film in somebody's list.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct PersonFilm {
    /// The film's permalink.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// Director, country, year.
    pub line: String,
    /// The character played.
    pub character: Option<String>,
    /// How many reviews there are here.
    pub review_count: i64,
}

/// A list of names: all films, people, tags or authors.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct DirectoryPage {
    /// What the list is called.
    pub title: String,
    /// Its own path.
    pub path: String,
    /// The names in order.
    pub names: Vec<DirectoryName>,
    /// The address of the names that follow.
    pub next: Option<String>,
    /// The address of the first page, when this is another.
    pub first: Option<String>,
}

/// A name in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct DirectoryName {
    /// The path of its page.
    pub path: String,
    /// The name.
    pub name: String,
    /// What tells it from others: a year; empty for nothing.
    pub note: String,
    /// How many reviews there are.
    pub review_count: i64,
}

/// The archive: what was chosen, what can be chosen besides, and the reviews that are left.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct ArchivePage {
    /// What was chosen.
    pub chosen: Vec<FacetValue>,
    /// What can be chosen besides.
    pub facets: Vec<Facet>,
    /// The years and months in which reviews were published, newest first; with nothing chosen only.
    pub years: Vec<ArchiveYear>,
    /// How many reviews are left.
    pub count: i64,
    /// The reviews of this page, newest first.
    pub reviews: Vec<ReviewCard>,
    /// The address of older ones.
    pub older: Option<String>,
    /// The address of the first page, when this is another.
    pub newest: Option<String>,
    /// The archive's own address of what was chosen.
    pub path: String,
    /// Whether search engines may list it: with at most one thing chosen.
    pub is_indexed: bool,
}

/// One way to narrow the archive down.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct Facet {
    /// What it is about: "Director".
    pub label: String,
    /// What there is of it, the most frequent first.
    pub values: Vec<FacetValue>,
}

/// Something that can be chosen, or was.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct FacetValue {
    /// What it is called.
    pub label: String,
    /// How many reviews there are of it under what else was chosen.
    pub count: i64,
    /// The address with it, or without it when it was chosen.
    pub href: String,
}

/// A year of the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct ArchiveYear {
    /// The year.
    pub year: i16,
    /// How many reviews.
    pub count: i64,
    /// Its months with their numbers and names, latest first.
    pub months: Vec<(i8, String, i64)>,
}

/// A review that is like another one, and why.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct Related {
    /// Its permalink.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// Why: "Also directed by Marit Kaldestad".
    pub reason: String,
}

/// A review that is being talked about.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct Discussed {
    /// Its permalink.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// How many comments, in the time that counts.
    pub comment_count: i64,
}

/// Returns how a number of reviews is written.
pub fn reviews_of(count: i64) -> String {
    match count {
        0 => "No reviews yet".to_owned(),
        1 => "One review".to_owned(),
        count => format!("{count} reviews"),
    }
}
