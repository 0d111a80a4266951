//! A field of the desk's forms, with its label, hint and problem.

use leptos::prelude::*;

use crate::{
    AppError,
    components::{LongText, feedback::problem_text},
    error::{DeskField, Field},
};

/// Returns what is wrong with a field of the desk, as it stands beside it.
pub(super) fn problem(error: Option<&AppError>, field: DeskField) -> Option<&'static str> {
    let field = Field::Desk(field);
    error
        .and_then(|error| error.problem_of(field))
        .map(|problem| problem_text(field, problem))
}

/// Shows a field of one line, or of several where `rows` are given.
#[component]
pub(super) fn DeskInput(
    /// Its id and its name in the form.
    name: &'static str,
    /// Its label.
    label: &'static str,
    /// What is in it.
    value: String,
    /// How many lines it shows; none for a field of one line.
    #[prop(optional)]
    rows: Option<&'static str>,
    /// What kind of field it is.
    #[prop(default = "text")]
    kind: &'static str,
    /// What tells it from other fields of the desk.
    #[prop(default = "field")]
    class: &'static str,
    /// What stands under it.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong with it.
    #[prop(default = None)]
    problem: Option<&'static str>,
    /// The id of the list of what is known.
    #[prop(optional)]
    list: Option<&'static str>,
) -> impl IntoView {
    let error_id = format!("{name}-error");
    let hint_id = format!("{name}-hint");
    let ids = [
        problem.is_some().then(|| error_id.clone()),
        (!hint.is_empty()).then(|| hint_id.clone()),
    ];
    let described_by = ids.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let field = match rows {
        Some(rows) => view! {
            <LongText
                name=name
                text=value
                rows=rows
                is_invalid=problem.is_some()
                described_by=described_by
            />
        }
        .into_any(),
        None => view! {
            <input
                id=name
                name=name
                type=kind
                value=value
                list=list
                autocomplete="off"
                aria-invalid=problem.is_some().then_some("true")
                aria-describedby=(!described_by.is_empty()).then_some(described_by)
            />
        }
        .into_any(),
    };
    view! {
        <div class=class>
            <label for=name>{label}</label>
            {field}
            {problem
                .map(|problem| {
                    view! {
                        <span class="field__error" id=error_id>
                            {problem}
                        </span>
                    }
                })}
            {(!hint.is_empty())
                .then(|| {
                    view! {
                        <span class="field__hint" id=hint_id>
                            {hint}
                        </span>
                    }
                })}
        </div>
    }
}
