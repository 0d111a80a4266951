//! Likes.

mod like_button;

pub use like_button::{LikeButton, LikeSize};
