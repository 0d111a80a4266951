//! What the screens are made of.

pub mod account;
pub mod comment;
#[cfg(feature = "hydrate")]
mod drawn;
pub mod feedback;
#[cfg(not(feature = "hydrate"))]
pub mod film;
pub mod form;
pub mod layout;
pub mod like;
mod live;
mod markup;
pub mod moderation;
pub mod review;
#[cfg(not(feature = "hydrate"))]
pub mod search;
#[cfg(not(feature = "hydrate"))]
pub mod shelf;
mod whole;

#[cfg(feature = "hydrate")]
pub use drawn::Drawn;
pub use live::{Live, memo};
#[cfg(feature = "ssr")]
pub use markup::Html;
pub use markup::{LiveHtml, TextArea};
pub use whole::{IntoWhole, Whole};
