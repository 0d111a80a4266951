//! An author: what they are called and what is said of them.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::refused;
use crate::{
    components::{
        LongText, PortraitView,
        desk::DeskBar,
        form::{TextField, problem_of, refusal, standing},
        layout::{Head, with_head},
    },
    context::{DeskSection, refused_form_of, site_info},
    error::Field,
    model::{AuthorPage, StillTarget},
    server_fns::load_author,
};

/// Shows the author that the address names, to be changed.
#[component]
pub fn AuthorDeskScreen() -> impl IntoView {
    let slug = use_params_map()
        .read_untracked()
        .get_str("slug")
        .unwrap_or_default()
        .to_owned();
    let is_done = use_query_map().read_untracked().get_str("done").is_some();
    let page = load_author(slug);
    let head = Head {
        title: format!("Author · Desk · {}", site_info().name),
        is_indexed: false,
        ..Head::default()
    };
    with_head(
        head,
        view! {
            <div class="desk">
                {Suspend::new(async move {
                    match page.await {
                        Ok(page) => author(page, is_done).into_any(),
                        Err(error) => refused(&error).into_any(),
                    }
                })}
            </div>
        },
    )
}

fn author(page: AuthorPage, is_done: bool) -> impl IntoView {
    let refused = refused_form_of("author");
    let refused = refused.as_ref();
    let name = standing(refused, "name", &page.form.name);
    let biography = standing(refused, "biography", &page.form.biography);
    let wrong_name = problem_of(refused, Field::Name);
    let wrong_biography = problem_of(refused, Field::Biography);
    let told = refusal(
        refused,
        &[
            (Field::Name, "author-name"),
            (Field::Biography, "biography"),
        ],
    );
    let action = format!("/desk/authors/{}", page.slug);
    let path = format!("/authors/{}", page.slug);
    let target = StillTarget::Portrait(page.slug.clone()).key();
    let choose = format!("/desk/stills?for={target}");
    let take_away = page.portrait.is_some().then(|| {
        view! {
            <form method="post" action=action.clone()>
                <input type="hidden" name="form" value="choose-still"/>
                <input type="hidden" name="for" value=target/>
                <button class="text-button" type="submit">
                    "Show the drawn one"
                </button>
            </form>
        }
    });
    let portrait = view! { <PortraitView portrait=page.portrait name=page.form.name.clone()/> };
    view! {
        <div class="desk__page desk__page--narrow">
            <DeskBar here=DeskSection::People/>
            <h1 class="section-title" id="author-title">
                <bdi>{page.form.name}</bdi>
            </h1>
            {is_done
                .then(|| {
                    view! {
                        <p class="notice" role="status">
                            "Saved. Every review shows it."
                        </p>
                    }
                })}
            {told}
            <div class="author-portrait">
                {portrait}
                <a href=choose>"Choose or send in a portrait"</a>
                {take_away}
            </div>
            <form class="film-record" method="post" action=action aria-labelledby="author-title" novalidate>
                <input type="hidden" name="form" value="author"/>
                <input type="hidden" name="slug" value=page.slug.to_string()/>
                <TextField
                    id="author-name"
                    name="name"
                    label="Name"
                    value=name
                    hint="Reviews are signed with it. The address of the page stays."
                    problem=wrong_name
                />
                <div class="field">
                    <label for="biography">"Biography"</label>
                    <LongText
                        name="biography"
                        text=biography
                        rows="6"
                        class=""
                        is_invalid=wrong_biography.is_some()
                        described_by="biography-hint".to_owned()
                    />
                    {wrong_biography
                        .map(|wrong| {
                            view! {
                                <span class="field__error" id="biography-error">
                                    {wrong}
                                </span>
                            }
                        })}
                    <span class="field__hint" id="biography-hint">
                        "A few sentences, shown above the reviews."
                    </span>
                </div>
                <button class="button" type="submit">
                    "Save"
                </button>
            </form>
            <p class="ui">
                <a href=path>"See the page"</a>
            </p>
        </div>
    }
}
