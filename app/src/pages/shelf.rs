//! Shelves of reviews: of a tag, of an author, of a month or a year.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::missing::missing_page;
use crate::{
    components::{
        PortraitView,
        layout::{Head, with_head},
        shelf::{Pages, ShelfList},
    },
    context::site_info,
    model::{ShelfPage, reviews_of},
    server_fns::load_shelf,
};

/// Shows the reviews filed under a tag.
#[component]
pub fn TagScreen() -> impl IntoView {
    shelf("tag", &["slug"])
}

/// Shows the reviews signed by an author.
#[component]
pub fn AuthorScreen() -> impl IntoView {
    shelf("author", &["slug"])
}

/// Shows the reviews of a year.
#[component]
pub fn YearScreen() -> impl IntoView {
    shelf("period", &["year"])
}

/// Shows the reviews of a month.
#[component]
pub fn MonthScreen() -> impl IntoView {
    shelf("period", &["year", "month"])
}

/// Shows the shelf of a kind that is named by parts of the address.
fn shelf(kind: &'static str, parts: &'static [&'static str]) -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let name = params.with_untracked(|params| {
        let parts = parts
            .iter()
            .map(|part| params.get_str(part).unwrap_or_default());
        parts.collect::<Vec<_>>().join("/")
    });
    let before = query.with_untracked(|query| query.get_str("before")?.parse().ok());
    let page = load_shelf(kind, name, before);
    Suspend::new(async move {
        match page.await {
            Ok(page) => shown(page).into_any(),
            Err(error) => missing_page(error).into_any(),
        }
    })
}

fn shown(page: ShelfPage) -> impl IntoView {
    let name = site_info().name;
    let is_first = page.newest.is_none();
    let head = Head {
        title: format!("{} · {name}", page.title),
        description: if page.note.is_empty() {
            format!("{} in {name}: {}.", page.title, reviews_of(page.count))
        } else {
            page.note.clone()
        },
        path: is_first.then(|| page.path.clone()),
        is_indexed: is_first,
        ..Head::default()
    };
    #[cfg(feature = "ssr")]
    let head = head.about_shelf(&page, &site_info());
    let has_note = !page.note.is_empty();
    let is_author = page.path.starts_with("/authors/");
    let count = reviews_of(page.count);
    let heading = page.title.clone();
    with_head(
        head,
        view! {
            <div class="wrap page shelf">
                <header class="shelf__head">
                    <p class="kicker">
                        <span>{page.kicker}</span>
                        <span>{count}</span>
                        {page
                            .feed
                            .map(|feed| {
                                view! {
                                    <a href=feed rel="external" type="application/atom+xml">
                                        "Feed"
                                    </a>
                                }
                            })}
                    </p>
                    {is_author
                        .then(|| {
                            view! { <PortraitView portrait=page.portrait.clone() name=page.title.clone()/> }
                        })}
                    <h1 class="page__title">
                        <bdi>{page.title}</bdi>
                    </h1>
                    {has_note.then(|| view! { <p class="shelf__note">{page.note}</p> })}
                </header>
                <h2 class="visually-hidden">{format!("Reviews: {heading}")}</h2>
                <ShelfList cards=page.reviews/>
                <Pages newer=page.newest older=page.older/>
            </div>
        },
    )
}
