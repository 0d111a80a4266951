//! Foyer's words, screens and ports, shared by the server and the browser.
//!
//! - [`model`]: the words as types
//! - [`error`]: everything a reader may be told
//! - [`markdown`]: text to HTML, the same wherever it runs
//! - [`backend`]: what the screens ask of the server (server only)
//! - [`server_fns`]: the use cases as the screens and other programs call them
//! - [`context`]: what a request brings along (server only)
//! - [`components`], [`pages`]: the screens
//! - `address`: what the screens read of the page's address, on either side
//! - [`routes`]: which address shows which page
//! - [`shell`]: the document around them

#![recursion_limit = "512"]
#![expect(
    unreachable_pub,
    reason = "#[component] makes every component and its props public"
)]

#[cfg(all(feature = "ssr", feature = "hydrate"))]
compile_error!("app is built for the server (ssr) or for the browser (hydrate), never for both");

#[cfg(not(any(feature = "ssr", feature = "hydrate")))]
compile_error!("app is built for the server (ssr) or for the browser (hydrate): choose one");

pub mod address;
#[cfg(feature = "ssr")]
pub mod backend;
#[cfg(feature = "hydrate")]
mod client;
pub mod components;
#[cfg(feature = "ssr")]
pub mod context;
pub mod error;
#[cfg(feature = "markdown")]
pub mod markdown;
pub mod model;
pub mod pages;
pub mod routes;
pub mod server_fns;
#[cfg(feature = "ssr")]
pub mod shell;

#[cfg(feature = "hydrate")]
pub use client::begin;
pub use error::AppError;
#[cfg(feature = "ssr")]
pub use routes::App;
