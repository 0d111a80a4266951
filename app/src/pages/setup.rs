//! The first start: whose publication this is.

mod setup_form;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use setup_form::SetupForm;

use crate::{
    components::{
        feedback::ErrorPanel,
        layout::{Head, with_head},
    },
    context::{signed_in, site_info},
    model::Role,
    server_fns::load_setup_page,
};

/// Shows the set-up to whoever has its link, what comes next to the owner, and to everybody else
/// that the link no longer works.
#[component]
pub fn SetupScreen() -> impl IntoView {
    let key = use_query_map()
        .read_untracked()
        .get_str("key")
        .unwrap_or_default()
        .to_owned();
    let page = load_setup_page(key.clone());
    let is_owner = signed_in().is_some_and(|card| card.role == Role::Owner);
    let head = Head {
        title: format!("Set up · {}", site_info().name),
        is_indexed: false,
        ..Head::default()
    };
    with_head(
        head,
        view! {
            {Suspend::new(async move {
                match page.await {
                    Ok(page) if page.is_open => view! { <SetupForm key_word=key/> }.into_any(),
                    Ok(_) if is_owner => view! { <NextSteps/> }.into_any(),
                    Ok(page) => view! { <Spent has_owner=page.has_owner/> }.into_any(),
                    Err(error) => view! { <ErrorPanel error=error/> }.into_any(),
                }
            })}
        },
    )
}

/// What the owner may do next.
#[component]
fn NextSteps() -> impl IntoView {
    view! {
        <div class="sign-in">
            <h1 class="section-title">{site_info().name} " is yours"</h1>
            <p class="ui">"You are signed in as its owner. What comes next is up to you:"</p>
            <ul class="setup__next">
                <li>
                    <h2 class="account__title">"Write the first review"</h2>
                    <p class="ui">
                        "Drafts are saved as you go, and nobody sees them before you publish: "
                        <a href="/desk" rel="external">
                            "to the desk"
                        </a>
                        "."
                    </p>
                </li>
                <li>
                    <h2 class="account__title">"Bring a blog along"</h2>
                    <p class="ui">
                        "Everything of a WordPress export, posts, comments and pictures, also while this server runs:"
                    </p>
                    <pre>
                        <code>"foyer import wxr blog.xml --media uploads"</code>
                    </pre>
                </li>
                <li>
                    <h2 class="account__title">"See it as readers do"</h2>
                    <p class="ui">
                        <a href="/" rel="external">
                            "The front page"
                        </a>
                        " and "
                        <a href="/account" rel="external">
                            "your account"
                        </a>
                        "."
                    </p>
                </li>
            </ul>
        </div>
    }
}

/// Says that the link has had its time.
#[component]
fn Spent(has_owner: bool) -> impl IntoView {
    let text = if has_owner {
        "The publication has its owner. Sign in, or ask them for an invitation."
    } else {
        "A link works once and for half an hour. Start the server again and it prints a new one."
    };
    view! {
        <div class="sign-in">
            <h1 class="section-title">"This link no longer works"</h1>
            <p class="ui">{text}</p>
            <a class="button" href="/sign-in" rel="external">
                "Sign in"
            </a>
        </div>
    }
}
