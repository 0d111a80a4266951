//! What differs between two texts.

use leptos::prelude::*;

use crate::model::{Change, FieldDiff};

/// Shows the fields in which two texts differ, with what was taken out and what was put in.
#[component]
pub(crate) fn DiffView(
    /// The fields.
    fields: Vec<FieldDiff>,
) -> impl IntoView {
    let run = |(change, text): (Change, String)| match change {
        Change::Same => view! { <span>{text}</span> }.into_any(),
        Change::Removed => view! { <del>{text}</del> }.into_any(),
        Change::Added => view! { <ins>{text}</ins> }.into_any(),
    };
    fields
        .into_iter()
        .map(|field| {
            view! {
                <div class="diff">
                    <h3 class="diff__label small">{field.label}</h3>
                    <p class="diff__text">{field.runs.into_iter().map(run).collect_view()}</p>
                </div>
            }
        })
        .collect_view()
}
