//! Likes: one per visitor and thing, taken back by a second press.

#[cfg(feature = "ssr")]
use serde::{Deserialize, Serialize};

use super::{CommentId, ReviewId};
#[cfg(feature = "ssr")]
use super::{Portrait, Slug};

/// What is liked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub enum LikeTarget {
    /// A review.
    Review(ReviewId),
    /// A comment.
    Comment(CommentId),
}

/// How things stand after a like or an unlike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct LikeState {
    /// How many like it now.
    pub like_count: i64,
    /// Whether the viewer does.
    pub viewer_has_liked: bool,
}

/// Who likes a thing, as far as they have names.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LikersPage {
    /// The review that is liked, or under which the liked comment stands.
    pub review: ReviewId,
    /// That review's title.
    pub title: String,
    /// Who wrote the comment; none for the review itself.
    pub writer: Option<String>,
    /// The path of what is liked.
    pub of: String,
    /// How many like it.
    pub count: i64,
    /// Those with names on this page, who liked it last first.
    pub named: Vec<Liker>,
    /// How many have no name; on the last page, where they are counted.
    pub unnamed: i64,
    /// The address of those who liked it before.
    pub older: Option<String>,
    /// The address of the first page, when this is another.
    pub newest: Option<String>,
}

/// Somebody with a name who likes a thing.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Liker {
    /// The name: of the account, or of the author it signs as.
    pub name: String,
    /// The picture; none for the drawn one.
    pub portrait: Option<Portrait>,
    /// The author, where there is a page of theirs.
    pub author: Option<Slug>,
}

/// Says how many like a thing; nothing when nobody does.
pub fn liked_by(count: i64) -> String {
    match count {
        ..=0 => String::new(),
        1 => "Liked by 1 person".to_owned(),
        count => format!("Liked by {count} people"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_label_follows_the_count() {
        assert_eq!(liked_by(0), "");
        assert_eq!(liked_by(1), "Liked by 1 person");
        assert_eq!(liked_by(3), "Liked by 3 people");
    }
}
