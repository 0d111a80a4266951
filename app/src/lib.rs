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
#![cfg_attr(
    feature = "views",
    expect(
        unreachable_pub,
        reason = "#[component] makes every component and its props public"
    )
)]

#[cfg(all(feature = "ssr", feature = "hydrate"))]
compile_error!("app is built for the server (ssr) or for the browser (hydrate), never for both");

#[cfg(not(any(feature = "ssr", feature = "hydrate", feature = "markdown")))]
compile_error!(
    "app is built for the server (ssr), for the browser (hydrate), or for the desk (markdown): choose one"
);

#[cfg(feature = "views")]
pub mod address;
#[cfg(feature = "ssr")]
pub mod backend;
#[cfg(feature = "hydrate")]
mod client;
#[cfg(feature = "views")]
pub mod components;
#[cfg(feature = "ssr")]
pub mod context;
#[cfg(feature = "views")]
pub mod error;
#[cfg(feature = "markdown")]
pub mod markdown;
#[cfg(feature = "views")]
pub mod model;
#[cfg(feature = "views")]
pub mod pages;
#[cfg(feature = "views")]
pub mod routes;
#[cfg(feature = "views")]
pub mod server_fns;
#[cfg(feature = "ssr")]
pub mod shell;

#[cfg(feature = "hydrate")]
pub use client::begin;
#[cfg(feature = "views")]
pub use error::AppError;
#[cfg(feature = "ssr")]
pub use routes::App;
