//! A field of the comment form with its label, hint and problem.

use leptos::prelude::*;

use crate::{
    components::{TextArea, feedback::problem_text},
    error::{Field, Problem},
};

/// What distinguishes one single-line field from another.
#[derive(Clone, Debug)]
pub(super) struct FieldSpec {
    /// The field.
    pub(super) field: Field,
    /// Its name in the form.
    pub(super) name: &'static str,
    /// Its label.
    pub(super) label: &'static str,
    /// The keyboard a phone shows for it.
    pub(super) kind: &'static str,
    /// What the browser may fill it with.
    pub(super) autocomplete: &'static str,
    /// What stands under it; empty for nothing.
    pub(super) hint: &'static str,
    /// The most it takes, in characters.
    pub(super) max: &'static str,
}

/// Shows a single-line field.
#[component]
pub(super) fn TextField(
    /// What it is.
    spec: FieldSpec,
    /// Its id, unique on the page.
    id: String,
    /// What is in it.
    value: String,
    /// What is wrong with it.
    problem: Option<Problem>,
) -> impl IntoView {
    let hint_id = (!spec.hint.is_empty()).then(|| format!("{id}-hint"));
    let error_id = format!("{id}-error");
    view! {
        <div class="field">
            <label for=id.clone()>{spec.label}</label>
            <input
                id=id
                name=spec.name
                type=spec.kind
                autocomplete=spec.autocomplete
                maxlength=spec.max
                value=value
                aria-invalid=problem.map(|_| "true")
                aria-describedby=described(problem, &error_id, hint_id.as_deref())
            />
            {problem.map(|problem| field_problem(spec.field, problem, error_id))}
            {hint_id.map(|id| view! { <span class="field__hint" id=id>{spec.hint}</span> })}
        </div>
    }
}

/// Shows the field that the text itself is typed into.
#[component]
pub(super) fn CommentField(
    /// Its id, unique on the page.
    id: String,
    /// What is in it.
    text: String,
    /// What is wrong with it.
    problem: Option<Problem>,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    let error_id = format!("{id}-error");
    view! {
        <div class="field">
            <label for=id.clone()>"Comment"</label>
            <TextArea
                id=id
                name="comment"
                text=text
                is_invalid=problem.is_some()
                described_by=described(problem, &error_id, Some(&hint_id))
            />
            {problem.map(|problem| field_problem(Field::Comment, problem, error_id))}
            <span class="field__hint" id=hint_id>
                "Emphasis with *asterisks*, a quotation with >, a hidden ending with ||bars||."
            </span>
        </div>
    }
}

fn described(problem: Option<Problem>, error_id: &str, hint_id: Option<&str>) -> Option<String> {
    match (problem, hint_id) {
        (Some(_), Some(hint)) => Some(format!("{error_id} {hint}")),
        (Some(_), None) => Some(error_id.to_owned()),
        (None, hint) => hint.map(str::to_owned),
    }
}

/// Says beside a field what is wrong with it. In the browser `client::refusal` does.
fn field_problem(field: Field, problem: Problem, id: String) -> impl IntoView {
    view! {
        <span class="field__error" id=id>
            {problem_text(field, problem)}
        </span>
    }
}
