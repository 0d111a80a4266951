//! The conversation.

mod comment_actions;
mod comment_item;
mod comments;
mod conversation;
mod edit_form;
mod form_field;
mod form_state;
mod reply_form;
mod thread_tools;

pub use comments::Comments;
pub use conversation::Conversation;
