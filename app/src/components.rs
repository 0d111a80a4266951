//! What the screens are made of.

pub mod comment;
pub mod feedback;
pub mod layout;
pub mod like;
mod markup;
pub mod review;

pub use markup::{Html, TextArea};
