//! The desk's list of reviews.

use serde::{Deserialize, Serialize};

use super::Stage;
use crate::model::{Moment, Rating, ReviewId, TextKind, query_value};

/// How the list is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeskOrder {
    /// What was worked at last comes first.
    #[default]
    Changed,
    /// By title.
    Title,
    /// By the day of publication, the newest first.
    Published,
    /// By likes, the most first.
    Likes,
    /// By comments, the most first.
    Comments,
}

impl DeskOrder {
    /// All of them with their words and labels.
    pub const ALL: [(Self, &'static str, &'static str); 5] = [
        (Self::Changed, "changed", "Last changed"),
        (Self::Title, "title", "Title"),
        (Self::Published, "published", "Publication"),
        (Self::Likes, "likes", "Likes"),
        (Self::Comments, "comments", "Thoughts"),
    ];

    /// Returns the order that a word stands for.
    pub fn from_key(key: &str) -> Option<Self> {
        let row = Self::ALL.iter().find(|(_, word, _)| *word == key);
        row.map(|row| row.0)
    }

    /// Returns the word of addresses.
    pub fn key(self) -> &'static str {
        let row = Self::ALL.iter().find(|row| row.0 == self);
        row.map_or("changed", |row| row.1)
    }
}

/// What of the list is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeskFilter {
    /// Whether reviews or pages are listed.
    pub kind: TextKind,
    /// Where they stand; none for all but the trash.
    pub stage: Option<Stage>,
    /// What is looked for in titles and films.
    pub words: String,
    /// How they are ordered.
    pub order: DeskOrder,
    /// How many hundreds of them, from 1.
    pub part: i64,
}

impl DeskFilter {
    /// Writes the address of the list.
    pub fn path(&self) -> String {
        let mut parts = Vec::new();
        if let Some(stage) = self.stage {
            parts.push(format!("stage={}", stage.key()));
        }
        if !self.words.is_empty() {
            parts.push(format!("q={}", query_value(&self.words)));
        }
        if self.order != DeskOrder::default() {
            parts.push(format!("sort={}", self.order.key()));
        }
        if self.part > 1 {
            parts.push(format!("part={}", self.part));
        }
        let list = self.kind.desk_path();
        if parts.is_empty() {
            list.to_owned()
        } else {
            format!("{list}?{}", parts.join("&"))
        }
    }
}

/// A review in the desk's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskRow {
    /// The review.
    pub review: ReviewId,
    /// Its title as last typed; empty when it has none yet.
    pub title: String,
    /// Where it stands.
    pub stage: Stage,
    /// Its film in a line; empty when it has none.
    pub film_line: String,
    /// Who signs it.
    pub byline: String,
    /// Its rating.
    pub rating: Option<Rating>,
    /// When it was last worked at.
    pub changed: Moment,
    /// When it was or is to be published, or was thrown away.
    pub dated: Option<Moment>,
    /// Whether there are changes that readers do not see yet.
    pub has_changes: bool,
    /// Whether it is read with a password alone.
    pub has_password: bool,
    /// How many like it.
    pub like_count: i64,
    /// How many comments can be read under it.
    pub comment_count: i64,
    /// Where readers find it, while they do.
    pub path: Option<String>,
}

/// The desk's list of reviews.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskPage {
    /// What was asked for.
    pub filter: DeskFilter,
    /// The reviews.
    pub rows: Vec<DeskRow>,
    /// How many there are at each stage.
    pub counts: Vec<(Stage, i64)>,
    /// Whether there are more of them.
    pub has_more: bool,
    /// Whether the viewer may begin a review.
    pub may_write: bool,
    /// Whether the viewer may publish any.
    pub may_publish: bool,
}

/// What is done with several reviews at once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BulkAct {
    /// The word of the act: `publish`, `unpublish`, `trash` or `restore`.
    pub act: String,
    /// The reviews.
    #[serde(default)]
    pub reviews: Vec<i64>,
}
