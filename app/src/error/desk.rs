//! The fields of the desk's forms.

use serde::{Deserialize, Serialize};

/// A field of one of the desk's forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeskField {
    /// A title, of a review or a film.
    Title,
    /// The permalink's word.
    Slug,
    /// The author's own one line.
    Summary,
    /// The rating.
    Rating,
    /// The text.
    Body,
    /// A line of "Watch also".
    WatchAlso,
    /// The film.
    Film,
    /// The credits line.
    Credits,
    /// Who signs it.
    Authors,
    /// The topics.
    Tags,
    /// Where else the text stands.
    Canonical,
    /// The picture.
    Still,
    /// What the picture shows.
    StillAlt,
    /// The file of a picture that is sent in.
    Picture,
    /// What a picture of the library shows.
    Alt,
    /// Whose a picture of the library is.
    Credit,
    /// The point of a picture that stays to be seen.
    Focus,
    /// When it is to be published.
    PublishAt,
    /// The password it is read with.
    AccessPassword,
    /// A film's year.
    Year,
    /// A film's running time.
    Runtime,
    /// A film's budget.
    Budget,
    /// A film's countries.
    Countries,
    /// A film's number at `IMDb`.
    Imdb,
    /// A rating from elsewhere.
    Outside,
    /// The people of the credits.
    People,
}

impl DeskField {
    /// Returns the name of the field in its form, which is its id on the page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Slug => "slug",
            Self::Summary => "summary",
            Self::Rating => "rating",
            Self::Body => "body",
            Self::WatchAlso => "watch_also",
            Self::Film => "film",
            Self::Credits => "credits",
            Self::Authors => "authors",
            Self::Tags => "tags",
            Self::Canonical => "canonical",
            Self::Still => "still",
            Self::StillAlt => "still_alt",
            Self::Picture => "file",
            Self::Alt => "alt",
            Self::Credit => "credit",
            Self::Focus => "focus_x",
            Self::PublishAt => "publish_at",
            Self::AccessPassword => "access_password",
            Self::Year => "year",
            Self::Runtime => "runtime",
            Self::Budget => "budget",
            Self::Countries => "countries",
            Self::Imdb => "imdb",
            Self::Outside => "outside",
            Self::People => "cast",
        }
    }
}
