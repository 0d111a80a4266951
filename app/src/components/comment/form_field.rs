//! A field of the comment form with its label, hint and problem.

use leptos::prelude::*;

use crate::{
    AppError,
    components::{IntoWhole, Live, TextArea, Whole, feedback::problem_text, memo},
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

/// What is wrong with a field of a refused form.
fn problem_of(error: Live<Option<AppError>>, field: Field) -> impl Fn() -> Option<Problem> + Clone {
    memo(move || error.with(|error| error.as_ref().and_then(|error| error.problem_of(field))))
}

/// Shows a single-line field.
#[component]
pub(super) fn TextField(
    /// What it is.
    spec: FieldSpec,
    /// Its id, unique on the page.
    id: String,
    /// What is in it.
    value: impl Fn() -> String + Send + 'static,
    /// Why the form was refused.
    error: Live<Option<AppError>>,
) -> Whole {
    let hint_id = (!spec.hint.is_empty()).then(|| format!("{id}-hint"));
    let error_id = format!("{id}-error");
    let problem = problem_of(error, spec.field);
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
                aria-invalid=is_invalid(problem.clone())
                aria-describedby=described(problem.clone(), error_id.clone(), hint_id.clone())
            />
            {field_problem(problem, spec.field, error_id)}
            {hint_id.map(|id| view! { <span class="field__hint" id=id>{spec.hint}</span> })}
        </div>
    }
    .whole()
}

/// Shows the field that the text itself is typed into.
#[component]
pub(super) fn CommentField(
    /// Its id, unique on the page.
    id: String,
    /// What is in it.
    text: String,
    /// Why the form was refused.
    error: Live<Option<AppError>>,
) -> Whole {
    let hint_id = format!("{id}-hint");
    let error_id = format!("{id}-error");
    let problem = problem_of(error, Field::Comment);
    view! {
        <div class="field">
            <label for=id.clone()>"Comment"</label>
            <TextArea
                id=id
                name="comment"
                text=text
                is_invalid=is_invalid(problem.clone())
                described_by=described(problem.clone(), error_id.clone(), Some(hint_id.clone()))
            />
            {field_problem(problem, Field::Comment, error_id)}
            <span class="field__hint" id=hint_id>
                "Emphasis with *asterisks*, a quotation with >, a hidden ending with ||bars||."
            </span>
        </div>
    }
    .whole()
}

fn is_invalid(
    problem: impl Fn() -> Option<Problem> + Send + 'static,
) -> impl Fn() -> Option<&'static str> + Send + 'static {
    move || problem().map(|_| "true")
}

fn described(
    problem: impl Fn() -> Option<Problem> + Send + 'static,
    error_id: String,
    hint_id: Option<String>,
) -> impl Fn() -> Option<String> + Send + 'static {
    move || match (problem(), &hint_id) {
        (Some(_), Some(hint)) => Some(format!("{error_id} {hint}")),
        (Some(_), None) => Some(error_id.clone()),
        (None, hint) => hint.clone(),
    }
}

/// Says beside a field what is wrong with it.
fn field_problem(
    problem: impl Fn() -> Option<Problem> + Send + 'static,
    field: Field,
    id: String,
) -> impl IntoView {
    move || {
        problem().map(|problem| {
            view! {
                <span class="field__error" id=id.clone()>
                    {problem_text(field, problem)}
                </span>
            }
        })
    }
}
