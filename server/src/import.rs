//! Bringing an archive in from elsewhere: reading, converting and recognising, no storing.
//!
//! - [`wxr`] reads a `WordPress` export entry by entry in bounded memory.
//! - [`html`] turns the HTML of such posts into Foyer's Markdown.
//! - [`recognize`] files credits, rating, summary, epigraph and "Watch also" as fields.
//! - [`order`] puts an old thread's comments into the order they are taken in.
//! - [`pictures`] finds a blog's pictures in a folder and encodes them again.
//! - [`fetch`] gets pictures that are in no folder from where they were, when it is asked for.
//! - [`pages`] reads how many liked what off pages that a browser saved.
//! - [`take`] stores all of it, so that running it again adds only what is missing.
//! - [`report`] says what was taken, changed and left.
//! - [`letterboxd`] is the other source: tables in a zip, with a `take` of its own.
//!
//! Only `take` touches the database; every other part can be tried alone.

pub(crate) mod fetch;
pub(crate) mod html;
pub(crate) mod letterboxd;
mod order;
pub(crate) mod pages;
pub(crate) mod pictures;
pub(crate) mod recognize;
pub(crate) mod report;
pub(crate) mod take;
pub(crate) mod wxr;
