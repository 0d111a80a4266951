//! Pages such as About and Privacy: written like reviews, without a film and a conversation.

use serde::{Deserialize, Serialize};

use super::{Markup, Moment, Slug};

/// A page as readers see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaticPage {
    /// The permalink's word.
    pub slug: Slug,
    /// The title.
    pub title: String,
    /// The author's own one line.
    pub summary: String,
    /// The text.
    pub body: Markup,
    /// Its first words.
    pub excerpt: String,
    /// The picture it opens with.
    pub still: Option<super::Still>,
    /// When its text last changed.
    pub changed: Moment,
}

/// A page as the bottom of every page leads to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageLink {
    /// Its title.
    pub title: String,
    /// Its path.
    pub path: String,
}

/// What a new page begins with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum PageTemplate {
    /// Nothing.
    #[default]
    Empty,
    /// A few questions about the publication.
    About,
    /// What Foyer keeps of its readers, as it is.
    Privacy,
}

impl PageTemplate {
    /// Returns the template that a word of the form stands for.
    pub fn from_key(key: &str) -> Self {
        match key {
            "about" => Self::About,
            "privacy" => Self::Privacy,
            _ => Self::Empty,
        }
    }
}
