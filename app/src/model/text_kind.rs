//! What a published text is: a review, or a page such as About and Privacy.

use serde::{Deserialize, Serialize};

/// What a published text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum TextKind {
    /// A review, with a film and a conversation.
    #[default]
    Review,
    /// A page, with neither.
    Page,
}

impl TextKind {
    /// Returns the word that stands for it in the database.
    pub fn key(self) -> &'static str {
        match self {
            Self::Review => "review",
            Self::Page => "page",
        }
    }

    /// Returns what a word of the database stands for; what is not known is a review.
    pub fn from_key(key: &str) -> Self {
        if key == Self::Page.key() {
            Self::Page
        } else {
            Self::Review
        }
    }

    /// Returns where readers find the text with a permalink's word.
    pub fn path(self, slug: &str) -> String {
        match self {
            Self::Review => format!("/reviews/{slug}"),
            Self::Page => format!("/pages/{slug}"),
        }
    }

    /// Returns where the desk lists texts of the kind.
    pub fn desk_path(self) -> &'static str {
        match self {
            Self::Review => "/desk",
            Self::Page => "/desk/pages",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_found_by_its_word_and_has_addresses_of_its_own() {
        for kind in [TextKind::Review, TextKind::Page] {
            assert_eq!(TextKind::from_key(kind.key()), kind);
        }
        assert_eq!(TextKind::Page.path("about"), "/pages/about");
        assert_eq!(TextKind::Review.path("salt"), "/reviews/salt");
    }
}
