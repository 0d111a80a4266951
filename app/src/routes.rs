//! The route table, nothing else.

use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    components::{FlatRoutes, Route, Router},
    path,
};

use crate::{
    components::layout::{SiteFooter, SiteHeader, SkipLink},
    context::{RefusedForm, SiteInfo, site_info},
    model::DomJson,
    pages::{HomeScreen, NotFoundScreen, ReviewScreen},
};

/// Shows the page that an address asks for.
#[component]
pub fn App() -> impl IntoView {
    let site: SiteInfo =
        SharedValue::<SiteInfo, DomJson>::new_with_encoding(site_info).into_inner();
    provide_context(site);
    let refused: Option<RefusedForm> =
        SharedValue::<Option<RefusedForm>, DomJson>::new_with_encoding(use_context).into_inner();
    provide_context(StoredValue::new(refused));
    view! {
        <Router>
            <SkipLink/>
            <SiteHeader/>
            <main id="main">
                <FlatRoutes fallback=NotFoundScreen>
                    <Route path=path!("/") view=HomeScreen ssr=SsrMode::Async/>
                    <Route path=path!("/reviews/:slug") view=ReviewScreen ssr=SsrMode::Async/>
                </FlatRoutes>
            </main>
            <SiteFooter/>
        </Router>
    }
}
