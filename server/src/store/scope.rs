//! Which reviews a list is about.

use app::model::{AuthorId, FilmId, TagId, Timestamp};

/// Which published reviews a list is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// All of them.
    All,
    /// Those filed under a tag.
    Tag(TagId),
    /// Those signed by an author.
    Author(AuthorId),
    /// Those about a film.
    Film(FilmId),
    /// Those published from a time on and before another.
    Between(Timestamp, Timestamp),
}

impl Scope {
    /// Returns the number that stands for `$1` in the text of [`in_scope`].
    pub(crate) fn id(self) -> Option<i64> {
        match self {
            Self::All => None,
            Self::Between(Timestamp(from), _) => Some(from),
            Self::Tag(TagId(id)) | Self::Author(AuthorId(id)) | Self::Film(FilmId(id)) => Some(id),
        }
    }

    /// Returns the number that stands for `$2`: where a time ends.
    pub(crate) fn end(self) -> Option<i64> {
        match self {
            Self::Between(_, until) => Some(until.0),
            _ => None,
        }
    }
}

/// Chooses the text of a query over the reviews of a scope: the beginning, which ends after a
/// condition, the scope's own condition with its id as `$1` and its end as `$2`, and the end.
macro_rules! in_scope {
    ($scope:expr, $begin:ident, $end:literal) => {
        match $scope {
            $crate::store::scope::Scope::All => {
                concat!(
                    $begin!(),
                    " AND CAST($1 AS BIGINT) IS NULL AND CAST($2 AS BIGINT) IS NULL ",
                    $end
                )
            }
            $crate::store::scope::Scope::Tag(_) => concat!(
                $begin!(),
                " AND reviews.id IN (SELECT review_id FROM review_tags WHERE tag_id = $1) AND CAST($2 AS BIGINT) IS NULL ",
                $end
            ),
            $crate::store::scope::Scope::Author(_) => concat!(
                $begin!(),
                " AND reviews.id IN (SELECT review_id FROM review_authors WHERE author_id = $1) AND CAST($2 AS BIGINT) IS NULL ",
                $end
            ),
            $crate::store::scope::Scope::Film(_) => {
                concat!(
                    $begin!(),
                    " AND reviews.film_id = $1 AND CAST($2 AS BIGINT) IS NULL ",
                    $end
                )
            }
            $crate::store::scope::Scope::Between(..) => concat!(
                $begin!(),
                " AND reviews.published_at >= $1 AND reviews.published_at < $2 ",
                $end
            ),
        }
    };
}
pub(crate) use in_scope;
