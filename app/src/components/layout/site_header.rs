//! The top of every page.

use leptos::prelude::*;

use crate::{
    address::Address,
    context::{signed_in, site_info},
    model::query_value,
};

/// Leads keyboard readers past the header; shown when focused.
#[component]
pub fn SkipLink() -> impl IntoView {
    view! {
        <a class="skip-link" href="#main" rel="external">
            "Skip to content"
        </a>
    }
}

/// Shows the publication's name and where else to go.
#[component]
pub fn SiteHeader() -> impl IntoView {
    let address = Address::here();
    let at = move |place: &'static str| {
        move || {
            let is_here = |path: &String| match place {
                "/" => path == "/" || path.starts_with("/reviews"),
                place => path.starts_with(place),
            };
            let is_exact = |path: &String| path == place;
            address.with_path(|path| match (is_exact(path), is_here(path)) {
                (true, _) => Some("page"),
                (_, true) => Some("true"),
                _ => None,
            })
        }
    };
    view! {
        <header class="site-header screen">
            <div class="site-header__inner">
                <a class="site-header__name" href="/">
                    {name()}
                </a>
                <nav class="site-header__nav" aria-label="Main">
                    <a href="/" aria-current=at("/")>
                        "Reviews"
                    </a>
                    <a href="/films" aria-current=at("/films")>
                        "Films"
                    </a>
                    <a href="/people" aria-current=at("/people")>
                        "People"
                    </a>
                    <a href="/archive" aria-current=at("/archive")>
                        "Archive"
                    </a>
                </nav>
                <div class="site-header__tools">
                    <a href="/search" aria-current=at("/search")>
                        "Search"
                    </a>
                    <AccountLink/>
                    <ThemeSwitch/>
                </div>
            </div>
        </header>
    }
}

/// The publication's name: as its logo where it has one, as text otherwise.
fn name() -> impl IntoView {
    let site = site_info();
    match site.logo {
        Some(logo) => view! {
            <img
                class="site-header__logo"
                src=logo.src
                width=logo.width.to_string()
                height=logo.height.to_string()
                alt=site.name
            />
        }
        .into_any(),
        None => site.name.into_any(),
    }
}

/// Changes between the light and the dark theme. It works before the page is awake (see the shell),
/// and is not shown where it could not.
#[component]
fn ThemeSwitch() -> impl IntoView {
    view! {
        <button class="theme-switch" type="button" aria-label="Switch between light and dark">
            <svg viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.5" aria-hidden="true">
                <circle cx="10" cy="10" r="7.2"></circle>
                <path d="M10 2.8a7.2 7.2 0 0 1 0 14.4z" fill="currentColor"></path>
            </svg>
        </button>
    }
}

/// Leads to the account, or to the sign-in and from there back. The page that everybody shares does
/// not know who reads it; there `client::header` looks for the cookie that says so.
#[component]
fn AccountLink() -> impl IntoView {
    let address = Address::here();
    let is_signed_in = signed_in().is_some();
    let href = move || {
        if is_signed_in {
            return "/account".to_owned();
        }
        let here = address.with_path(Clone::clone);
        let here = if here == "/sign-in" {
            "/"
        } else {
            here.as_str()
        };
        format!("/sign-in?next={}", query_value(here))
    };
    view! {
        <a class="site-header__account" href=href rel="external">
            {if is_signed_in { "Account" } else { "Sign in" }}
        </a>
    }
}
