//! What a line of an archive holds.
//!
//! Most lines are their row, field for field. Those in [`people`] and [`texts`] differ from their row:
//! e-mail addresses are opened for the archive and closed with the new site's secret, passwords stay
//! behind, and HTML is never taken from a file but rendered again from what was typed.

mod check;
mod people;
mod plain;
mod texts;

use serde::{Serialize, de::DeserializeOwned};

use crate::{secret::Cipher, store::rows::Row};

pub(super) use people::{Account, Visitor};
pub(super) use texts::{Comment, Review, WatchAlso};

/// What is wrong with a line, as a sentence about it.
pub(super) type Problem = &'static str;

/// A line of a member.
pub(super) trait Record: Serialize + DeserializeOwned + Send + 'static {
    /// The row it is of.
    type Row: Row;

    /// Makes the line of a row.
    ///
    /// # Errors
    /// A [`Problem`] when the site's secret does not open what it closed.
    fn of(row: Self::Row, cipher: &Cipher) -> Result<Self, Problem>;

    /// Checks a line of unknown origin and makes its row.
    ///
    /// # Errors
    /// The [`Problem`] that is found first.
    fn into_row(self, cipher: &Cipher) -> Result<Self::Row, Problem>;
}
