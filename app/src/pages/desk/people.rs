//! The people of the publication: accounts, invitations, authors.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::refused;
use crate::{
    components::{
        desk::{DeskBar, PeopleLists},
        layout::{Head, with_head},
    },
    context::{DeskSection, site_info},
    model::PeoplePage,
    server_fns::load_people,
};

/// Shows who works here, and lets the owner invite others.
#[component]
pub fn PeopleDeskScreen() -> impl IntoView {
    let done = use_query_map()
        .read_untracked()
        .get_str("done")
        .and_then(done_words);
    let page = load_people();
    let head = Head {
        title: format!("People · Desk · {}", site_info().name),
        is_indexed: false,
        ..Head::default()
    };
    with_head(
        head,
        view! {
            <div class="desk">
                {Suspend::new(async move {
                    match page.await {
                        Ok(page) => people(page, done).into_any(),
                        Err(error) => refused(&error).into_any(),
                    }
                })}
            </div>
        },
    )
}

fn people(page: PeoplePage, done: Option<&'static str>) -> impl IntoView {
    view! {
        <div class="desk__page">
            <DeskBar here=DeskSection::People/>
            <h1 class="section-title">"People"</h1>
            {done
                .map(|done| {
                    view! {
                        <p class="notice" role="status">
                            {done}
                        </p>
                    }
                })}
            <PeopleLists page=page/>
        </div>
    }
}

fn done_words(done: &str) -> Option<&'static str> {
    Some(match done {
        "invite" => "Here is the link. Send it to whom it is for; it works once.",
        "revoke" => "The invitation no longer works.",
        "change" => "Changed. With another role one signs in again.",
        "disable" => "That account can no longer sign in, and is signed out everywhere.",
        "enable" => "That account can sign in again.",
        "sign-out" => "That account is signed out everywhere.",
        "reset-link" => "Here is the link for a new password. It works once, within an hour.",
        _ => return None,
    })
}
