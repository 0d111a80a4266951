//! What a page says when there is nothing to show or something went wrong.

#[cfg(feature = "ssr")]
mod desk_words;
#[cfg(feature = "ssr")]
mod empty_state;
mod error_panel;
#[cfg(feature = "ssr")]
mod setting_words;
mod words;

#[cfg(feature = "ssr")]
pub use empty_state::EmptyState;
#[cfg(feature = "hydrate")]
pub(crate) use error_panel::message;
pub use error_panel::problem_text;
#[cfg(feature = "ssr")]
pub use error_panel::{ErrorPanel, ErrorSummary, error_words};
pub use words::field_name;
#[cfg(feature = "ssr")]
pub use words::{form_message, role_name};
