//! What changed in a review since it was published, for its readers.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::{
    components::{
        desk::DiffView,
        layout::{Head, with_head},
    },
    context::site_info,
    model::ChangesPage,
    pages::missing::missing_page,
    server_fns::load_changes,
};

/// Shows what changed in the review that the address names.
#[component]
pub fn ChangesScreen() -> impl IntoView {
    let slug = use_params_map()
        .read_untracked()
        .get_str("slug")
        .unwrap_or_default()
        .to_owned();
    let page = load_changes(slug);
    Suspend::new(async move {
        match page.await {
            Ok(page) => changes(page).into_any(),
            Err(error) => missing_page(error).into_any(),
        }
    })
}

fn changes(page: ChangesPage) -> impl IntoView {
    let head = Head {
        title: format!("What changed in “{}” · {}", page.title, site_info().name),
        is_indexed: false,
        ..Head::default()
    };
    let is_empty = page.changes.is_empty();
    let changes: Vec<_> = page
        .changes
        .into_iter()
        .map(|(at, fields)| {
            view! {
                <section class="changes__one">
                    <h2 class="small">
                        <time datetime=at.iso>{at.label}</time>
                    </h2>
                    <DiffView fields=fields/>
                </section>
            }
        })
        .collect();
    with_head(
        head,
        view! {
            <div class="wrap page changes">
                <header class="shelf__head">
                    <p class="kicker">
                        <span>"What changed"</span>
                    </p>
                    <h1 class="page__title">
                        <a href=format!("/reviews/{}", page.slug)>{page.title}</a>
                    </h1>
                </header>
                {is_empty
                    .then(|| {
                        view! { <p class="ui">"Nothing has changed since it was published."</p> }
                    })}
                {changes}
            </div>
        },
    )
}
