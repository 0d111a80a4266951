//! Why a form was refused, above its fields.

use leptos::prelude::*;

use crate::{
    AppError,
    components::feedback::{field_name, form_message},
    error::Field,
};

/// Shows why a form was refused, with a way to each field that is to be put right.
#[component]
pub fn FormError(
    /// Why.
    error: AppError,
    /// The form's fields with their ids.
    fields: Vec<(Field, String)>,
) -> impl IntoView {
    let (title, text) = form_message(&error);
    let wrong: Vec<_> = fields
        .into_iter()
        .filter(|(field, _)| error.problem_of(*field).is_some())
        .map(|(field, id)| {
            view! {
                <a href=format!("#{id}") rel="external">
                    {field_name(field)}
                </a>
                ". "
            }
        })
        .collect();
    view! {
        <div class="error-summary" role="alert">
            <strong>{title}</strong>
            {text}
            " "
            {wrong}
        </div>
    }
}
