//! A single-line field with its label, hint and problem.

use leptos::prelude::*;

/// Shows a single-line field. What is wrong with it stands beside it and is read out with it.
#[component]
pub fn TextField(
    /// Its id, unique on the page.
    #[prop(into)]
    id: String,
    /// Its name in the form.
    name: &'static str,
    /// Its label.
    label: &'static str,
    /// What kind of field it is.
    #[prop(default = "text")]
    kind: &'static str,
    /// What the browser may fill it with.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// What is in it.
    #[prop(optional, into)]
    value: String,
    /// What stands under it.
    #[prop(optional)]
    hint: &'static str,
    /// What is wrong with it.
    problem: Option<&'static str>,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    let error_id = format!("{id}-error");
    let described: Vec<String> = [
        problem.is_some().then(|| error_id.clone()),
        (!hint.is_empty()).then(|| hint_id.clone()),
    ]
    .into_iter()
    .flatten()
    .collect();
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input
                id=id
                name=name
                type=kind
                autocomplete=autocomplete
                value=value
                aria-invalid=problem.is_some().then_some("true")
                aria-describedby=(!described.is_empty()).then(|| described.join(" "))
            />
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
