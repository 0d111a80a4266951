//! Why an archive cannot be written or taken, each one line that says what to do.

use super::manifest;
use crate::{store, store::rows::Row};

/// A failure with an archive. Whatever it is, nothing was taken and nothing is left behind.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ArchiveError {
    /// The database failed.
    #[error("the database failed: {0}")]
    Store(#[from] store::Error),
    /// A file cannot be read or written.
    #[error("{0}: {1}")]
    File(String, #[source] std::io::Error),
    /// It is something else.
    #[error("it is not a Foyer archive ({0}); foyer export archive makes one")]
    Foreign(String),
    /// A later release has written it.
    #[error(
        "it has format {found}, which is newer than this Foyer's {known}; take it in with the release that wrote it, or a newer one"
    )]
    Newer {
        /// The archive's format.
        found: u32,
        /// The newest one known here.
        known: u32,
    },
    /// It is cut off, damaged or made to do harm.
    #[error("the archive is broken: {0}; nothing was taken")]
    Broken(String),
    /// A line of it is not what it should be.
    #[error("the archive is broken: {member}, line {line}: {problem}; nothing was taken")]
    Line {
        /// The member.
        member: String,
        /// The line, from 1.
        line: u64,
        /// What is wrong with it.
        problem: String,
    },
    /// The site is not empty.
    #[error(
        "the site has rows in {0} already, and an archive goes into an empty site only; nothing was taken. Name a new folder with --data"
    )]
    Filled(&'static str),
    /// A picture is in the way.
    #[error("the media folder has another picture at {0}; nothing was taken. Move it away first")]
    Occupied(String),
    /// A row of the site cannot go along.
    #[error("a row of {table} cannot be written: {problem}; nothing was written")]
    Unwritable {
        /// Its table.
        table: &'static str,
        /// Why.
        problem: &'static str,
    },
    /// What was taken in comes out different.
    #[error("what comes out again differs: {0}")]
    Differs(String),
    /// Nothing went wrong: a dry run ends like this, so that nothing is kept.
    #[error("a dry run")]
    DryRun,
}

impl ArchiveError {
    /// Says that something is wrong with the archive's structure.
    pub(super) fn broken(what: impl Into<String>) -> Self {
        Self::Broken(what.into())
    }

    /// Says what is wrong with a line.
    pub(super) fn line<R: Row>(line: u64, problem: &str) -> Self {
        Self::Line {
            member: manifest::rows_name(R::TABLE),
            line,
            problem: problem.to_owned(),
        }
    }
}
