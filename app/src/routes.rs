//! The route table, nothing else.

use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    components::{FlatRoutes, Route, Router},
    path,
};

#[cfg(not(feature = "hydrate"))]
use crate::pages::{
    AccountScreen, ArchiveScreen, AuthorScreen, AuthorsScreen, FilmScreen, FilmsScreen,
    MonthScreen, PeopleScreen, PersonScreen, SetupScreen, SignInScreen, TagScreen, TagsScreen,
    YearScreen,
};
use crate::{
    components::account::SignInPanel,
    components::layout::{SiteFooter, SiteHeader, SkipLink},
    context::{RefusedForm, SignedIn, SiteInfo, site_info},
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
    let signed: SignedIn =
        SharedValue::<SignedIn, DomJson>::new_with_encoding(|| use_context().unwrap_or_default())
            .into_inner();
    provide_context(signed);
    view! {
        <Router>
            <SkipLink/>
            <SiteHeader/>
            <main id="main">
                <SignInPanel/>
                <Pages/>
            </main>
            <SiteFooter/>
        </Router>
    }
}

/// The pages that wake up in the browser, which goes from one to another without loading anything.
#[cfg(feature = "hydrate")]
#[component]
fn Pages() -> impl IntoView {
    view! {
        <FlatRoutes fallback=NotFoundScreen>
            <Route path=path!("/") view=HomeScreen ssr=SsrMode::Async/>
            <Route path=path!("/reviews/:slug") view=ReviewScreen ssr=SsrMode::Async/>
        </FlatRoutes>
    }
}

/// All pages. Those that the browser does not know are whole as they are sent, and need no script.
#[cfg(not(feature = "hydrate"))]
#[component]
fn Pages() -> impl IntoView {
    view! {
        <FlatRoutes fallback=NotFoundScreen>
            <Route path=path!("/") view=HomeScreen ssr=SsrMode::Async/>
            <Route path=path!("/reviews/:slug") view=ReviewScreen ssr=SsrMode::Async/>
            <Route path=path!("/sign-in") view=SignInScreen ssr=SsrMode::Async/>
            <Route path=path!("/account") view=AccountScreen ssr=SsrMode::Async/>
            <Route path=path!("/setup") view=SetupScreen ssr=SsrMode::Async/>
            <Route path=path!("/archive") view=ArchiveScreen ssr=SsrMode::Async/>
            <Route path=path!("/archive/:year") view=YearScreen ssr=SsrMode::Async/>
            <Route path=path!("/archive/:year/:month") view=MonthScreen ssr=SsrMode::Async/>
            <Route path=path!("/tags") view=TagsScreen ssr=SsrMode::Async/>
            <Route path=path!("/tags/:slug") view=TagScreen ssr=SsrMode::Async/>
            <Route path=path!("/authors") view=AuthorsScreen ssr=SsrMode::Async/>
            <Route path=path!("/authors/:slug") view=AuthorScreen ssr=SsrMode::Async/>
            <Route path=path!("/films") view=FilmsScreen ssr=SsrMode::Async/>
            <Route path=path!("/films/:slug") view=FilmScreen ssr=SsrMode::Async/>
            <Route path=path!("/people") view=PeopleScreen ssr=SsrMode::Async/>
            <Route path=path!("/people/:slug") view=PersonScreen ssr=SsrMode::Async/>
        </FlatRoutes>
    }
}

/// Says whether the page of a path wakes up in the browser; all others are loaded.
pub fn wakes_up(path: &str) -> bool {
    path == "/" || path.starts_with("/reviews/")
}
