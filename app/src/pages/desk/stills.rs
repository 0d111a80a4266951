//! The library of stills, and one of them.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::refused;
use crate::{
    components::{
        desk::{DeskBar, StillList, StillSheet, UploadForm},
        layout::{Head, with_head},
    },
    context::{DeskSection, site_info},
    model::{MediaId, StillChoice, StillFilter, StillPage, StillsPage},
    server_fns::{load_still, load_stills},
};

/// Shows the pictures there are, to be found, changed and chosen, and takes new ones.
#[component]
pub fn StillsScreen() -> impl IntoView {
    let query = use_query_map().read_untracked().clone();
    let word = |name: &str| query.get_str(name).unwrap_or_default().to_owned();
    let filter = StillFilter {
        words: word("q"),
        before: word("before").parse().ok(),
        target: word("for"),
    };
    let page = load_stills(filter);
    with_head(
        head("Stills"),
        view! {
            <div class="desk">
                {Suspend::new(async move {
                    match page.await {
                        Ok(page) => library(page).into_any(),
                        Err(error) => refused(&error).into_any(),
                    }
                })}
            </div>
        },
    )
}

/// Shows the picture that the address names.
#[component]
pub fn StillScreen() -> impl IntoView {
    let id = use_params_map()
        .read_untracked()
        .get_str("id")
        .and_then(|id| id.parse().ok())
        .unwrap_or(MediaId(0));
    let done = use_query_map()
        .read_untracked()
        .get_str("done")
        .and_then(done_words);
    let page = load_still(id);
    with_head(
        head("Still"),
        view! {
            <div class="desk">
                {Suspend::new(async move {
                    match page.await {
                        Ok(page) => one(page, done).into_any(),
                        Err(error) => refused(&error).into_any(),
                    }
                })}
            </div>
        },
    )
}

fn head(title: &str) -> Head {
    Head {
        title: format!("{title} · Desk · {}", site_info().name),
        is_indexed: false,
        ..Head::default()
    }
}

fn library(page: StillsPage) -> impl IntoView {
    let choice = page.choice.clone();
    view! {
        <div class="desk__page">
            <DeskBar here=DeskSection::Stills/>
            <h1 class="section-title">"Stills"</h1>
            {choice.clone().map(|choice| view! { <Choosing choice=choice/> })}
            <UploadForm choice=choice/>
            <StillList page=page/>
        </div>
    }
}

/// Says what a picture is chosen for.
#[component]
fn Choosing(choice: StillChoice) -> impl IntoView {
    view! {
        <p class="notice">
            {format!("Choose a picture for {}, or send one in. ", choice.label)}
            <a href=choice.back>"Go back without one"</a>
        </p>
    }
}

fn one(page: StillPage, done: Option<&'static str>) -> impl IntoView {
    view! {
        <div class="desk__page">
            <DeskBar here=DeskSection::Stills/>
            {done
                .map(|done| {
                    view! {
                        <p class="notice" role="status">
                            {done}
                        </p>
                    }
                })}
            <StillSheet page=page/>
        </div>
    }
}

fn done_words(done: &str) -> Option<&'static str> {
    Some(match done {
        "sent" => "It is in the library. Say what it shows, for those who cannot see it.",
        "saved" => "Saved.",
        "restored" => "It is back in the library.",
        _ => return None,
    })
}
