//! Parts of the screens around accounts.

mod sign_in_form;
mod sign_in_panel;

pub use sign_in_form::SignInForm;
pub use sign_in_panel::SignInPanel;
