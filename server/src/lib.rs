//! Foyer's server: everything that touches the world.
//!
//! - [`cli`]: the command line
//! - [`config`]: the one place that reads files and the environment
//! - [`site`]: one site, opened
//! - [`http`]: the router, the pages kept ready, the forms
//! - `live`: what open pages hear of
//! - `service`: the use cases, which implement the ports of `app::backend`
//! - `store`: the database
//! - `content`: Markdown to HTML, sanitised
//! - `card`: the picture of a shared address
//! - `pictures`: pictures taken in and encoded again
//! - `archive`: one file of everything, written and taken in
//! - `export`: everything for other programs
//! - `import`: other people's exports
//! - `outbound`: the one client that asks other sites for something
//! - `demo`: the content a newcomer finds
//! - `grow`: a publication of any size, to measure things on
//! - [`clock`]: time and randomness, injected

#![forbid(unsafe_code)]
#![recursion_limit = "512"]

mod archive;
mod card;
pub mod cli;
pub mod clock;
pub mod config;
mod content;
mod demo;
mod export;
mod grow;
pub mod http;
mod import;
mod intake;
mod live;
pub mod mail;
mod outbound;
mod pictures;
mod secret;
mod service;
pub mod site;
mod store;
#[doc(hidden)]
pub mod testing;
