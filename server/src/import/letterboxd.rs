//! A Letterboxd export: a zip of tables with diary, ratings, reviews and lists.
//!
//! - [`read`] reads the tables under limits; nothing in the zip is ever a path.
//! - [`films`] finds the film here that a row is about, or says why that is not sure.
//! - [`take`] stores what is new, each thing in a transaction of its own.

mod films;
mod read;
mod take;

pub(crate) use films::{Doubt, Doubtful};
pub(crate) use read::Export;
pub(crate) use take::{Taker, Wishes};
