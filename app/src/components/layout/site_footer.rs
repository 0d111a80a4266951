//! The bottom of every page.

use leptos::prelude::*;

use crate::context::site_info;

/// Shows the publication's name and what a reader may rely on.
#[component]
pub fn SiteFooter() -> impl IntoView {
    view! {
        <footer class="site-footer">
            <div class="site-footer__inner">
                <p class="site-footer__name">{site_info().name}</p>
                <p class="small">
                    "Stills are quoted for the purpose of criticism. Nothing on this page asks another site for anything."
                </p>
            </div>
        </footer>
    }
}
