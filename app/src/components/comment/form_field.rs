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
    value: Signal<String>,
    /// What is wrong with it.
    problem: Option<Problem>,
) -> impl IntoView {
    let has_hint = !spec.hint.is_empty();
    let hint_id = format!("{id}-hint");
    let error_id = format!("{id}-error");
    let described: Vec<String> = [
        problem.is_some().then(|| error_id.clone()),
        has_hint.then(|| hint_id.clone()),
    ]
    .into_iter()
    .flatten()
    .collect();
    let described = (!described.is_empty()).then(|| described.join(" "));
    view! {
        <div class="field">
            <label for=id.clone()>{spec.label}</label>
            <input
                id=id
                name=spec.name
                type=spec.kind
                autocomplete=spec.autocomplete
                maxlength=spec.max
                value=move || value.get()
                aria-invalid=problem.is_some().then_some("true")
                aria-describedby=described
            />
            {problem.map(|problem| view! { <FieldProblem id=error_id field=spec.field problem=problem/> })}
            {has_hint.then(|| view! { <span class="field__hint" id=hint_id>{spec.hint}</span> })}
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
    let described = match problem {
        Some(_) => format!("{error_id} {hint_id}"),
        None => hint_id.clone(),
    };
    let label_for = id.clone();
    view! {
        <div class="field">
            <label for=label_for>"Comment"</label>
            <TextArea
                id=id
                name="comment"
                text=text
                is_invalid=problem.is_some()
                described_by=described
            />
            {problem.map(|problem| view! { <FieldProblem id=error_id field=Field::Comment problem=problem/> })}
            <span class="field__hint" id=hint_id>
                "Emphasis with *asterisks*, a quotation with >, a hidden ending with ||bars||."
            </span>
        </div>
    }
}

/// Says beside a field what is wrong with it.
#[component]
fn FieldProblem(id: String, field: Field, problem: Problem) -> impl IntoView {
    view! {
        <span class="field__error" id=id>
            {problem_text(field, problem)}
        </span>
    }
}
