//! The way to the pages before and after.

use leptos::prelude::*;

/// Leads to the first page of a list and to its next one.
#[component]
pub fn Pages(
    /// The first page, when this is another.
    newer: Option<String>,
    /// The next page.
    older: Option<String>,
    /// What the first page is called.
    #[prop(default = "Newest reviews")]
    first: &'static str,
    /// What the next page is called.
    #[prop(default = "Older reviews")]
    next: &'static str,
) -> impl IntoView {
    (newer.is_some() || older.is_some()).then(|| {
        view! {
            <nav class="pagination" aria-label="Pages">
                {newer.map(|href| view! { <a href=href rel="prev">{first}</a> })}
                {older.map(|href| view! { <a href=href rel="next">{next}</a> })}
            </nav>
        }
    })
}
