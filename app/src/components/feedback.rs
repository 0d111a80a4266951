//! What a page says when there is nothing to show or something went wrong.

#[cfg(feature = "ssr")]
mod desk_words;
mod empty_state;
mod error_panel;
mod words;

pub use empty_state::EmptyState;
#[cfg(feature = "hydrate")]
pub(crate) use error_panel::message;
pub use error_panel::{ErrorPanel, ErrorSummary, error_words, problem_text};
pub use words::{field_name, form_message, role_name};
