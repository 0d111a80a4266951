//! A page such as About or Privacy.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::missing::missing_page;
use crate::{
    components::{
        Html,
        layout::{Head, with_head},
        review::{StillPlace, StillView},
    },
    context::site_info,
    model::{StaticPage, Still},
    server_fns::load_static_page,
};

/// Shows the page that the address names.
#[component]
pub fn StaticPageScreen() -> impl IntoView {
    let slug = use_params_map()
        .read_untracked()
        .get_str("slug")
        .unwrap_or_default()
        .to_owned();
    let page = load_static_page(slug);
    Suspend::new(async move {
        match page.await {
            Ok(page) => shown(page).into_any(),
            Err(error) => missing_page(error).into_any(),
        }
    })
}

fn shown(page: StaticPage) -> impl IntoView {
    let head = Head {
        title: format!("{} · {}", page.title, site_info().name),
        description: match page.summary.as_str() {
            "" => page.excerpt.clone(),
            summary => summary.to_owned(),
        },
        path: Some(format!("/pages/{}", page.slug)),
        image: page
            .still
            .as_ref()
            .filter(|still| still.is_present())
            .map(|still| still.src.clone()),
        ..Head::default()
    };
    let has_summary = !page.summary.is_empty();
    let still = page.still.filter(Still::is_present);
    with_head(
        head,
        view! {
            <article class="columns page static-page">
                <header class="static-page__head">
                    <h1 class="page__title">{page.title}</h1>
                    {has_summary.then(|| view! { <p class="static-page__summary">{page.summary}</p> })}
                </header>
                {still.map(|still| view! { <StillView still=still place=StillPlace::Screen/> })}
                <Html markup=page.body class="review-body static-page__body"/>
                <p class="small">
                    "Last changed " <time datetime=page.changed.iso>{page.changed.label}</time>
                </p>
            </article>
        },
    )
}
