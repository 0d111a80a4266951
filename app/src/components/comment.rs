//! The conversation.

mod comment_actions;
mod comment_item;
mod comments;
mod conversation;
#[cfg(feature = "ssr")]
mod form_field;
#[cfg(feature = "ssr")]
mod form_inside;
mod form_state;
#[cfg(feature = "ssr")]
mod mentions;
mod reply_form;
mod thread_tools;

pub use comments::Comments;
pub use conversation::Conversation;
#[cfg(feature = "ssr")]
pub(crate) use form_inside::forms_html;
#[cfg(feature = "ssr")]
pub(crate) use mentions::mentions_html;
