//! The archive: everything that was published, narrowed down by several things at once.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::missing::missing_page;
use crate::{
    components::{
        feedback::EmptyState,
        layout::{Head, with_head},
        shelf::{Pages, ShelfList},
    },
    context::site_info,
    model::{ArchivePage, ArchiveYear, Facet, FacetValue, reviews_of},
    server_fns::load_archive,
};

/// Shows the archive as its address narrows it down.
#[component]
pub fn ArchiveScreen() -> impl IntoView {
    let location = use_location();
    let asked = location
        .search
        .with_untracked(|query| query.trim_start_matches('?').to_owned());
    let page = load_archive(asked);
    Suspend::new(async move {
        match page.await {
            Ok(page) => archive(page).into_any(),
            Err(error) => missing_page(error).into_any(),
        }
    })
}

fn archive(page: ArchivePage) -> impl IntoView {
    let name = site_info().name;
    let chosen: Vec<String> = page
        .chosen
        .iter()
        .map(|value| value.label.clone())
        .collect();
    let title = if chosen.is_empty() {
        format!("Archive · {name}")
    } else {
        format!("{} · Archive · {name}", chosen.join(", "))
    };
    let head = Head {
        title,
        description: format!("Everything reviewed in {name}, by film, people, year and rating."),
        path: page.newest.is_none().then(|| page.path.clone()),
        is_indexed: page.is_indexed,
        ..Head::default()
    };
    let is_empty = page.reviews.is_empty();
    with_head(
        head,
        view! {
            <div class="wrap page archive">
                <header class="shelf__head">
                    <p class="kicker" role="status">
                        <span>{reviews_of(page.count)}</span>
                    </p>
                    <h1 class="page__title">"Archive"</h1>
                </header>
                {(!page.chosen.is_empty()).then(|| view! { <Chosen values=page.chosen/> })}
                <div class="archive__columns">
                    <div class="archive__ways">
                        <nav class="facets" aria-label="Narrow the archive">
                            {page.facets.into_iter().map(facet).collect_view()}
                        </nav>
                        {(!page.years.is_empty()).then(|| view! { <Calendar years=page.years/> })}
                    </div>
                    <section aria-labelledby="archive-reviews">
                        <h2 class="front__title" id="archive-reviews">
                            "Reviews"
                        </h2>
                        {is_empty
                            .then(|| {
                                view! {
                                    <EmptyState
                                        title="Nothing stands here"
                                        text="No review has all of this. Take one of your choices back."
                                    />
                                }
                            })}
                        <ShelfList cards=page.reviews/>
                        <Pages newer=page.newest older=page.older/>
                    </section>
                </div>
            </div>
        },
    )
}

/// What was chosen, each with the way back.
#[component]
fn Chosen(values: Vec<FacetValue>) -> impl IntoView {
    view! {
        <ul class="chosen" aria-label="Chosen">
            {values
                .into_iter()
                .map(|value| {
                    let label = format!("Remove {}", value.label);
                    view! {
                        <li>
                            <a href=value.href aria-label=label>
                                {value.label}
                                <span aria-hidden="true">" ×"</span>
                            </a>
                        </li>
                    }
                })
                .collect_view()}
            <li>
                <a class="chosen__all" href="/archive">
                    "Start over"
                </a>
            </li>
        </ul>
    }
}

/// One way to narrow the archive down. It folds without a script; on a wide window the style sheet
/// shows what is in it all the same.
fn facet(facet: Facet) -> impl IntoView {
    view! {
        <details class="facet">
            <summary>{facet.label}</summary>
            <ul>
                {facet
                    .values
                    .into_iter()
                    .map(|value| {
                        view! {
                            <li>
                                <a href=value.href>{value.label}</a>
                                " "
                                <span class="facet__count">{value.count}</span>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </details>
    }
}

/// The months in which something was published.
#[component]
fn Calendar(years: Vec<ArchiveYear>) -> impl IntoView {
    view! {
        <nav class="calendar" aria-labelledby="calendar-title">
            <h2 class="front__title" id="calendar-title">
                "By month"
            </h2>
            <ol>
                {years
                    .into_iter()
                    .map(|year| {
                        let path = format!("/archive/{:04}", year.year);
                        let months = path.clone();
                        view! {
                            <li>
                                <a href=path>{year.year}</a>
                                " "
                                <span class="facet__count">{year.count}</span>
                                <ul>
                                    {year
                                        .months
                                        .into_iter()
                                        .map(|(number, name, count)| {
                                            view! {
                                                <li>
                                                    <a href=format!("{months}/{number:02}")>{name}</a>
                                                    " "
                                                    <span class="facet__count">{count}</span>
                                                </li>
                                            }
                                        })
                                        .collect_view()}
                                </ul>
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
        </nav>
    }
}
