//! The conversation.

mod comment_item;
mod comments;
mod edit_form;
mod form_field;
mod reply_form;

pub use comments::Comments;
