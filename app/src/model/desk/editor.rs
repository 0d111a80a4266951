//! What the editor's screen shows.

use serde::{Deserialize, Serialize};

use super::{DraftFields, Stage};
use crate::model::{Film, FilmId, Moment, Review, ReviewId, TextKind};

/// A review at the desk, with everything its editor needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EditorPage {
    /// The review.
    pub review: ReviewId,
    /// Whether it is a review or a page.
    pub kind: TextKind,
    /// The draft's version; 0 before the first save.
    pub version: i64,
    /// The draft's fields, or those of the published text where there is no draft.
    pub fields: DraftFields,
    /// Where it stands.
    pub stage: Stage,
    /// When the draft was saved, and by whom.
    pub saved: Option<(Moment, String)>,
    /// Whether the draft says anything that the published text does not.
    pub has_changes: bool,
    /// Where readers find it, while they do.
    pub path: Option<String>,
    /// When the server publishes it.
    pub publish_at: Option<Moment>,
    /// Why the server could not publish it at its time; empty when nothing went wrong.
    pub publish_problem: String,
    /// Whether it is read with a password alone.
    pub has_password: bool,
    /// Whether the viewer may publish it.
    pub may_publish: bool,
    /// The film that the draft's words mean, when there is a record of it.
    pub film: Option<(FilmId, Film)>,
    /// Films that are known, for the field to offer.
    pub known_films: Vec<Hint>,
    /// The highest rating.
    pub rating_scale: i32,
    /// The publication's time zone.
    pub time_zone: String,
    /// The permalink's word it would get by its title.
    pub suggested_slug: String,
    /// How many words the text has, and how many minutes it takes.
    pub length: (i64, i32),
    /// The still that the draft names: where it is, how wide, how high.
    pub still: Option<crate::model::Still>,
    /// The links to it for somebody without an account.
    pub links: Vec<PreviewLinkLine>,
    /// How many revisions there are.
    pub revision_count: i64,
    /// What readers would see, when that was asked for.
    pub preview: Option<Review>,
}

/// A link to a draft for somebody without an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewLinkLine {
    /// Its number.
    pub id: i64,
    /// Its path.
    pub path: String,
    /// When it was made.
    pub made: Moment,
    /// Who made it.
    pub by: String,
}

/// Something known that what is being typed could mean.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hint {
    /// What goes into the field.
    pub value: String,
    /// What it is called.
    pub label: String,
    /// What tells it from others of its name; empty for nothing.
    pub note: String,
}
