//! Parts of the screens around accounts.

mod claim_words;
mod sign_in_form;
mod sign_in_panel;

pub use claim_words::claim_words;
pub use sign_in_form::SignInForm;
pub use sign_in_panel::SignInPanel;
