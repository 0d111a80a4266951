//! The database: static SQL for two engines, the pool that reads and the one task that writes.
//!
//! Every function takes a [`Conn`], runs the same text on SQLite and PostgreSQL and has its case
//! in the conformance suite (`store/tests/`). What differs between the engines stands in
//! [`engine`] and, for words to be looked for, in [`search`] alone.

pub(crate) mod accounts;
pub(crate) mod archive;
pub(crate) mod authors;
pub(crate) mod cards;
pub(crate) mod claims;
pub(crate) mod comments;
pub(crate) mod desk;
pub(crate) mod desk_list;
pub(crate) mod directory;
pub(crate) mod drafts;
pub(crate) mod engine;
pub(crate) mod error;
pub(crate) mod events;
pub(crate) mod factors;
pub(crate) mod feeds;
pub(crate) mod film_hints;
pub(crate) mod film_history;
pub(crate) mod film_ratings;
pub(crate) mod films;
pub(crate) mod imports;
pub(crate) mod leaving;
pub(crate) mod likers;
pub(crate) mod likes;
pub(crate) mod links;
pub(crate) mod media;
pub(crate) mod moderation;
pub(crate) mod pages;
pub(crate) mod passkeys;
pub(crate) mod people;
pub(crate) mod preview_links;
pub(crate) mod related;
pub(crate) mod reviews;
pub(crate) mod revisions;
pub(crate) mod roster;
pub(crate) mod rows;
pub(crate) mod scope;
pub(crate) mod search;
pub(crate) mod sessions;
pub(crate) mod settings;
pub(crate) mod stills;
pub(crate) mod tags;
pub(crate) mod telling_words;
pub(crate) mod thread;
pub(crate) mod visitors;
pub(crate) mod writer;

#[cfg(test)]
pub(crate) mod tests;

pub(crate) use engine::{Conn, OpenError, Store};
pub(crate) use error::{Constraint, Error};
pub(crate) use writer::{Answer, CommitObserver, Tx};
