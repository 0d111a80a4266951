//! Parts of forms: a field with its label, and why a form was refused.

mod form_error;
mod refused;
mod text_field;

pub use form_error::FormError;
pub use refused::{problem_of, refusal, standing};
pub use text_field::TextField;
