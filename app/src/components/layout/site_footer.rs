//! The bottom of every page.

use leptos::prelude::*;

use crate::context::site_info;

/// Shows the publication's name and what a reader may rely on.
#[component]
pub fn SiteFooter() -> impl IntoView {
    let site = site_info();
    let pages = site.pages.into_iter().chain(site.footer_links);
    view! {
        <footer class="site-footer">
            <div class="site-footer__inner">
                <p class="site-footer__name">{site.name}</p>
                <nav aria-label="About this site">
                    <ul>
                        {pages
                            .map(|page| {
                                view! {
                                    <li>
                                        <a href=page.path>{page.title}</a>
                                    </li>
                                }
                            })
                            .collect_view()}
                        <li>
                            <a href="/authors">"Authors"</a>
                        </li>
                        <li>
                            <a href="/tags">"Tags"</a>
                        </li>
                        <li>
                            <a href="/feed.atom" rel="external">
                                "Feed"
                            </a>
                        </li>
                    </ul>
                </nav>
                <p class="small">
                    "Stills are quoted for the purpose of criticism. Nothing on this page asks another site for anything."
                </p>
            </div>
        </footer>
    }
}
