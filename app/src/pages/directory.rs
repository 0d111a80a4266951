//! Lists of names: films, people, tags, authors.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::missing::missing_page;
use crate::{
    components::{
        feedback::EmptyState,
        layout::{Head, with_head},
        shelf::Pages,
    },
    context::site_info,
    model::{DirectoryName, DirectoryPage, reviews_of},
    server_fns::load_directory,
};

/// Lists the films that are reviewed here.
#[component]
pub fn FilmsScreen() -> impl IntoView {
    directory("films")
}

/// Lists the people of these films.
#[component]
pub fn PeopleScreen() -> impl IntoView {
    directory("people")
}

/// Lists the tags reviews are filed under.
#[component]
pub fn TagsScreen() -> impl IntoView {
    directory("tags")
}

/// Lists who writes here.
#[component]
pub fn AuthorsScreen() -> impl IntoView {
    directory("authors")
}

fn directory(of: &'static str) -> impl IntoView {
    let query = use_query_map();
    let after = query.with_untracked(|query| query.get_str("after").map(str::to_owned));
    let page = load_directory(of, after);
    Suspend::new(async move {
        match page.await {
            Ok(page) => shown(page).into_any(),
            Err(error) => missing_page(error).into_any(),
        }
    })
}

fn shown(page: DirectoryPage) -> impl IntoView {
    let name = site_info().name;
    let is_first = page.first.is_none();
    let head = Head {
        title: format!("{} · {name}", page.title),
        description: format!("{} in {name}, in order of their names.", page.title),
        path: is_first.then(|| page.path.clone()),
        is_indexed: is_first,
        ..Head::default()
    };
    let is_empty = page.names.is_empty();
    with_head(
        head,
        view! {
            <div class="wrap page">
                <h1 class="page__title">{page.title}</h1>
                {is_empty
                    .then(|| {
                        view! {
                            <EmptyState
                                title="Nobody has been introduced yet"
                                text="Names come here with the first review."
                            />
                        }
                    })}
                <ul class="directory">{page.names.into_iter().map(name_line).collect_view()}</ul>
                <Pages newer=page.first older=page.next first="From the beginning" next="More"/>
            </div>
        },
    )
}

fn name_line(name: DirectoryName) -> impl IntoView {
    let has_note = !name.note.is_empty();
    view! {
        <li>
            <a href=name.path>
                <bdi>{name.name}</bdi>
            </a>
            <span class="small">
                {has_note.then(|| format!("{} · ", name.note))}
                {reviews_of(name.review_count)}
            </span>
        </li>
    }
}
