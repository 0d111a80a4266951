//! An empty place that says how it is filled.

use leptos::prelude::*;

/// Says what will stand here and how it gets here.
#[component]
pub fn EmptyState(
    /// What is not there yet.
    #[prop(into)]
    title: String,
    /// How it gets here.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! {
        <div class="empty-state">
            <p class="empty-state__marks" aria-hidden="true">
                <span class="cue"></span>
                <span class="cue"></span>
            </p>
            <h2>{title}</h2>
            <p>{text}</p>
        </div>
    }
}
