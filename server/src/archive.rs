//! One file of everything: a zip with a manifest, a member of JSON lines for each kind of row, and the
//! pictures. `docs/archive.md` describes it for those who read it with other programs.
//!
//! - [`record`] says what a line holds, and checks and renders what comes in.
//! - [`manifest`] lists the members with their digests.
//! - [`mod@export`] writes a site of one moment; the same site gives the same bytes.
//! - [`open`] reads a file of unknown origin under limits.
//! - [`mod@take`] puts its rows and pictures into an empty site, all of it or nothing.
//! - [`verify`] does the whole round and compares.

mod error;
mod export;
mod manifest;
mod open;
mod pictures;
mod record;
mod take;
mod verify;

#[cfg(test)]
mod tests;

pub(crate) use error::ArchiveError;
pub(crate) use export::{Media, export};
pub(crate) use manifest::Manifest;
pub(crate) use open::Archive;
pub(crate) use take::{Taken, Target, take};
pub(crate) use verify::{Workshop, verify_file, verify_site};

/// Runs a macro for every kind of row, in an order in which each refers only to those before it.
macro_rules! each_kind {
    ($run:ident) => {
        $run!(MediaRow);
        $run!(AuthorRow);
        $run!(PersonRow);
        $run!(FilmRow);
        $run!(CountryRow);
        $run!(CreditRow);
        $run!(OutsideRatingRow);
        $run!(Visitor);
        $run!(Account);
        $run!(SettingRow);
        $run!(TagRow);
        $run!(Review);
        $run!(ReviewAuthorRow);
        $run!(ReviewTagRow);
        $run!(WatchAlso);
        $run!(DraftRow);
        $run!(RevisionRow);
        $run!(FilmHistoryRow);
        $run!(Comment);
        $run!(CommentRevisionRow);
        $run!(ModerationRow);
        $run!(ReviewLikeRow);
        $run!(CommentLikeRow);
        $run!(FilmRatingRow);
        $run!(ImportRow);
        $run!(RedirectRow);
    };
}
use each_kind;
