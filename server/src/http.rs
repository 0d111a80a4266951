//! HTTP: the router with its layers, the pages kept ready, the forms.

mod address;
mod api;
mod assets;
mod cookies;
mod csrf;
mod events;
mod fallback;
mod forms;
mod front_door;
mod gates;
mod headers;
mod identity;
mod machines;
mod media;
mod moved;
mod page_cache;
mod pages;
mod render;
mod routes;
mod server;
mod session;
mod theme;
mod upload;

pub(crate) use page_cache::PageCache;
pub(crate) use routes::router;
pub use routes::{RouteKind, RouteSpec, route_table};
pub(crate) use server::serve;
