//! A film's record, and a new one.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::refused;
use crate::{
    components::{
        desk::{FilmRecordForm, done_words},
        layout::{Head, with_head},
    },
    context::site_info,
    model::{FilmChange, FilmForm, FilmId, FilmRecordPage},
    server_fns::load_film_record,
};

fn head(title: &str) -> Head {
    Head {
        title: format!("{title} · Desk · {}", site_info().name),
        is_indexed: false,
        ..Head::default()
    }
}

/// Shows an empty record.
#[component]
pub fn NewFilmScreen() -> impl IntoView {
    with_head(
        head("New film"),
        view! {
            <div class="desk">
                <div class="desk__page desk__page--narrow">
                    <h1 class="section-title">"A new film"</h1>
                    <FilmRecordForm film=None version=0 form=FilmForm::default()/>
                </div>
            </div>
        },
    )
}

/// Shows the record of the film that the address names.
#[component]
pub fn FilmRecordScreen() -> impl IntoView {
    let id = use_params_map()
        .read_untracked()
        .get_str("id")
        .and_then(|id| id.parse().ok())
        .unwrap_or(FilmId(0));
    let done = use_query_map()
        .read_untracked()
        .get_str("done")
        .and_then(done_words);
    let page = load_film_record(id);
    with_head(
        head("Film"),
        view! {
            <div class="desk">
                {Suspend::new(async move {
                    match page.await {
                        Ok(page) => record(page, done).into_any(),
                        Err(error) => refused(&error).into_any(),
                    }
                })}
            </div>
        },
    )
}

fn record(page: FilmRecordPage, done: Option<&'static str>) -> impl IntoView {
    let title = page.form.title.clone();
    let reviews: Vec<_> = page
        .reviews
        .into_iter()
        .map(|review| {
            view! {
                <li>
                    <a href=format!("/reviews/{}", review.slug)>{review.title}</a>
                </li>
            }
        })
        .collect();
    let is_read = !reviews.is_empty();
    view! {
        <div class="desk__page desk__page--narrow">
            <h1 class="section-title">{title}</h1>
            {done
                .map(|done| {
                    view! {
                        <p class="notice" role="status">
                            {done}
                        </p>
                    }
                })}
            {is_read
                .then(|| {
                    view! {
                        <div class="ui">
                            <p>
                                "One record for every review of it. "
                                <a href=format!("/films/{}", page.slug)>"Its page"</a>
                            </p>
                            <ul>{reviews}</ul>
                        </div>
                    }
                })}
            <FilmRecordForm film=Some(page.film) version=page.version form=page.form/>
            {(!page.history.is_empty())
                .then(|| {
                    view! {
                        <section aria-labelledby="history-title">
                            <h2 class="desk-group__title" id="history-title">
                                "How it changed"
                            </h2>
                            <ol class="film-history">
                                {page.history.into_iter().map(change).collect_view()}
                            </ol>
                        </section>
                    }
                })}
        </div>
    }
}

fn change(change: FilmChange) -> impl IntoView {
    let who = match change.by.as_str() {
        "" => change.at.label,
        by => format!("{by}, {}", change.at.label),
    };
    let fields: Vec<_> = change
        .fields
        .into_iter()
        .map(|(label, before, after)| {
            view! {
                <li>
                    {label} ": " <del>{before}</del> " " <ins>{after}</ins>
                </li>
            }
        })
        .collect();
    view! {
        <li>
            <p class="small">{who}</p>
            <ul class="ui">{fields}</ul>
        </li>
    }
}
