//! What a refused form brings back: why, what is wrong with a field, and what stood in it.

use leptos::prelude::*;

use super::FormError;
use crate::{components::feedback::problem_text, context::RefusedForm, error::Field};

/// Returns what is wrong with a field of a refused form, as it stands beside it.
pub fn problem_of(refused: Option<&RefusedForm>, field: Field) -> Option<&'static str> {
    let error = refused?.error.as_ref()?;
    error
        .problem_of(field)
        .map(|problem| problem_text(field, problem))
}

/// Shows why a form was refused, if it was, with a way to each of its fields by its id.
pub fn refusal(
    refused: Option<&RefusedForm>,
    fields: &[(Field, &str)],
) -> Option<impl IntoView + use<>> {
    let error = refused?.error.clone()?;
    let fields = fields.iter().map(|(field, id)| (*field, (*id).to_owned()));
    Some(view! { <FormError error=error fields=fields.collect()/> })
}

/// Returns what stands in a field: what was typed, or else what is kept.
pub fn standing(refused: Option<&RefusedForm>, name: &str, kept: &str) -> String {
    refused
        .map_or(kept, |refused| refused.value(name))
        .to_owned()
}
