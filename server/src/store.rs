//! The database: static SQL for two engines, the pool that reads and the one task that writes.
//!
//! Every function takes a [`Conn`], runs the same text on SQLite and PostgreSQL and has its case
//! in the conformance suite (`store/tests/`). What differs between the engines stands in
//! [`engine`] alone.

pub(crate) mod authors;
pub(crate) mod cards;
pub(crate) mod comments;
pub(crate) mod engine;
pub(crate) mod error;
pub(crate) mod events;
pub(crate) mod feeds;
pub(crate) mod films;
pub(crate) mod imports;
pub(crate) mod likes;
pub(crate) mod media;
pub(crate) mod reviews;
pub(crate) mod scope;
pub(crate) mod tags;
pub(crate) mod thread;
pub(crate) mod visitors;
pub(crate) mod writer;

#[cfg(test)]
mod tests;

pub(crate) use engine::{Conn, OpenError, Store};
#[cfg(test)]
pub(crate) use error::Constraint;
pub(crate) use error::Error;
pub(crate) use writer::{CommitObserver, Tx};
