//! What the screens are made of.

pub mod account;
pub mod comment;
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
pub mod shelf;
mod whole;

pub use live::{Live, memo};
pub use markup::{Html, LiveHtml, TextArea};
pub use whole::{IntoWhole, Whole};
