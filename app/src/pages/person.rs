//! Somebody of the credits, by what they did.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::missing::missing_page;
use crate::{
    components::layout::{Head, with_head},
    context::site_info,
    model::{CreditRole, PersonFilm, PersonPage, reviews_of},
    server_fns::load_person,
};

/// Shows the person that the address names.
#[component]
pub fn PersonScreen() -> impl IntoView {
    let params = use_params_map();
    let slug =
        params.with_untracked(|params| params.get_str("slug").unwrap_or_default().to_owned());
    let page = load_person(slug);
    Suspend::new(async move {
        match page.await {
            Ok(page) => person(page).into_any(),
            Err(error) => missing_page(error).into_any(),
        }
    })
}

fn person(page: PersonPage) -> impl IntoView {
    let site = site_info();
    let head = Head {
        title: format!("{} · {}", page.person.name, site.name),
        description: format!(
            "Films with a part of {} reviewed in {}.",
            page.person.name, site.name
        ),
        path: Some(format!("/people/{}", page.person.slug)),
        ..Head::default()
    };
    #[cfg(feature = "ssr")]
    let head = head.about_person(&page, &site);
    with_head(
        head,
        view! {
            <div class="wrap page shelf">
                <header class="shelf__head">
                    <p class="kicker">
                        <span>"Person"</span>
                    </p>
                    <h1 class="page__title">
                        <bdi>{page.person.name}</bdi>
                    </h1>
                </header>
                {page.roles.into_iter().map(|(role, films)| part(role, films)).collect_view()}
            </div>
        },
    )
}

fn part(role: CreditRole, films: Vec<PersonFilm>) -> impl IntoView {
    let id = format!("as-{}", role.key());
    let named_by = id.clone();
    let title = match role {
        CreditRole::Director => "Directed",
        CreditRole::Writer => "Wrote",
        CreditRole::Cast => "Played in",
    };
    view! {
        <section class="person-part" aria-labelledby=named_by>
            <h2 class="front__title" id=id>
                {title}
            </h2>
            <ol class="contents__list">
                {films
                    .into_iter()
                    .map(|film| {
                        let as_whom = film.character.map(|character| format!("as {character}. "));
                        view! {
                            <li class="review-row">
                                <h3 class="review-row__title">
                                    <a href=format!("/films/{}", film.slug)>{film.title}</a>
                                </h3>
                                <p class="review-row__film">{as_whom} {film.line}</p>
                                <p class="review-row__talk">{reviews_of(film.review_count)}</p>
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
        </section>
    }
}
