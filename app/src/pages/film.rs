//! A film: what is known of it, what readers gave it, the reviews of it.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::missing::missing_page;
use crate::{
    components::{
        film::{FilmReviews, Readers},
        layout::{Head, with_head},
        review::{Credits, OutsideRatings, StillPlace, StillView},
    },
    context::site_info,
    model::{FilmPage, reviews_of},
    server_fns::load_film,
};

/// Shows the film that the address names.
#[component]
pub fn FilmScreen() -> impl IntoView {
    let params = use_params_map();
    let slug =
        params.with_untracked(|params| params.get_str("slug").unwrap_or_default().to_owned());
    let page = load_film(slug);
    Suspend::new(async move {
        match page.await {
            Ok(page) => film(page).into_any(),
            Err(error) => missing_page(error).into_any(),
        }
    })
}

fn film(page: FilmPage) -> impl IntoView {
    let site = site_info();
    let film = page.film.clone();
    let title = match film.year {
        Some(year) => format!("{} ({year}) · {}", film.title, site.name),
        None => format!("{} · {}", film.title, site.name),
    };
    let head = Head {
        title,
        description: format!(
            "{}. {} in {}.",
            film.line(),
            reviews_of(i64::try_from(page.reviews.len()).unwrap_or(0)),
            site.name
        ),
        path: Some(format!("/films/{}", film.slug)),
        ..Head::default()
    };
    #[cfg(feature = "ssr")]
    let head = head.about_film(&page, &site);
    let countries: Vec<String> = film
        .countries
        .iter()
        .map(|country| country.name.clone())
        .collect();
    let countries = (!countries.is_empty()).then(|| countries.join(", "));
    with_head(
        head,
        view! {
            {page
                .still
                .map(|still| {
                    view! {
                        <div class="screen review-screen">
                            <StillView still=still place=StillPlace::Screen/>
                        </div>
                    }
                })}
            <div class="columns film-head">
                <p class="kicker review-header__kicker">
                    <span>"Film"</span>
                    {countries.map(|countries| view! { <span>{countries}</span> })}
                    {film.year.map(|year| view! { <span>{year}</span> })}
                </p>
                <div class="to-wide">
                    <h1 class="review-header__title">{film.title.clone()}</h1>
                    {film
                        .original_title
                        .clone()
                        .map(|title| view! { <p class="film-head__original">{title}</p> })}
                </div>
            </div>
            <div class="columns film-columns">
                <div class="facts">
                    <OutsideRatings ratings=page.outside/>
                    <Credits film=page.film is_own_page=true/>
                </div>
                <div class="to-wide">
                    <Readers
                        id=page.id
                        title=film.title
                        readers=page.readers
                    />
                    <FilmReviews reviews=page.reviews/>
                </div>
            </div>
        },
    )
}
