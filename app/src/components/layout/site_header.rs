//! The top of every page.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::context::site_info;

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
    let location = use_location();
    let is_home = move || location.pathname.with(|path| path == "/").then_some("page");
    view! {
        <header class="site-header screen">
            <div class="site-header__inner">
                <a class="site-header__name" href="/">
                    {site_info().name}
                </a>
                <nav class="site-header__nav" aria-label="Main">
                    <a href="/" aria-current=is_home>
                        "Reviews"
                    </a>
                </nav>
            </div>
        </header>
    }
}
