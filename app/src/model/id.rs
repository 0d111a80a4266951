//! Typed ids. An id names a row and is never a permission.

use std::{fmt, num::ParseIntError, str::FromStr};

#[cfg(feature = "ssr")]
use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Hash, PartialEq, Eq, PartialOrd, Ord)]
        #[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
        #[cfg_attr(feature = "ssr", serde(transparent))]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

ids! {
    /// Names an account.
    AccountId;
    /// Names an author.
    AuthorId;
    /// Names a comment; its decimal form is the permalink's.
    CommentId;
    /// Names a film.
    FilmId;
    /// Names a picture.
    MediaId;
    /// Names a person of a film's credits.
    PersonId;
    /// Names a review.
    ReviewId;
    /// Names a session, a browser that an account is signed in with.
    SessionId;
    /// Names a tag.
    TagId;
    /// Names a visitor, a browser without an account.
    VisitorId;
}
