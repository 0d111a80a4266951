//! The route table, nothing else.

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use leptos_router::{
    SsrMode,
    components::{FlatRoutes, Route, Router},
    path,
};

#[cfg(feature = "ssr")]
use crate::pages::{
    AccountScreen, ArchiveScreen, AuthorScreen, AuthorsScreen, FilmScreen, FilmsScreen, HomeScreen,
    MonthScreen, PeopleScreen, PersonScreen, ReviewScreen, SearchScreen, SetupScreen, SignInScreen,
    TagScreen, TagsScreen, YearScreen,
};
#[cfg(feature = "hydrate")]
use crate::{
    address::{self, Address},
    client::going::{self, Shown},
    components::IntoWhole,
    model::ReviewId,
    pages::{home_screen, review_screen},
};
use crate::{
    components::account::SignInPanel,
    components::layout::{SiteFooter, SiteHeader, SkipLink},
    context::{RefusedForm, SignedIn, SiteInfo, site_info},
    model::DomJson,
    pages::NotFoundScreen,
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
    #[cfg(feature = "hydrate")]
    let _ = Address::here();
    frame()
}

/// The frame around every page.
#[cfg(feature = "ssr")]
fn frame() -> impl IntoView {
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

/// The frame around every page.
#[cfg(feature = "hydrate")]
fn frame() -> impl IntoView {
    view! {
        <SkipLink/>
        <SiteHeader/>
        <main id="main">
            <SignInPanel/>
            <Pages/>
        </main>
        <SiteFooter/>
    }
}

/// A page that wakes up in the browser.
#[cfg(feature = "hydrate")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Screen {
    /// The front page, or the reviews older than one.
    Home(Option<ReviewId>),
    /// A review.
    Review(String),
    /// Nothing.
    NotFound,
}

#[cfg(feature = "hydrate")]
impl Screen {
    /// Returns the page that the browser is at.
    pub(crate) fn here() -> Self {
        let (path, search) = address::current();
        Self::of(&path, &search)
    }

    /// Returns the page at a path with a query.
    pub(crate) fn of(path: &str, search: &str) -> Self {
        if path == "/" {
            let mut pairs = search.trim_start_matches('?').split('&');
            let before = pairs.find_map(|pair| pair.strip_prefix("before=")?.parse().ok());
            return Self::Home(before);
        }
        match path
            .strip_prefix("/reviews/")
            .map(|slug| slug.trim_end_matches('/'))
        {
            Some(slug) if !slug.is_empty() && !slug.contains('/') => Self::Review(slug.to_owned()),
            _ => Self::NotFound,
        }
    }
}

/// The pages that wake up in the browser, which goes from one to another without loading anything.
#[cfg(feature = "hydrate")]
#[component]
fn Pages() -> impl IntoView {
    use codee::string::FromToStringCodec;

    let screen = Screen::here();
    let text = if screen == Screen::NotFound {
        String::new()
    } else {
        SharedValue::<String, FromToStringCodec>::new_with_encoding(String::new).into_inner()
    };
    let shown = RwSignal::new(Shown { screen, text });
    going::begin(shown, Address::here());
    move || {
        shown.with(|shown| match shown.screen {
            Screen::Home(_) => home_screen(&shown.text),
            Screen::Review(_) => review_screen(&shown.text),
            Screen::NotFound => view! { <NotFoundScreen/> }.whole(),
        })
    }
}

/// All pages. Those that the browser does not know are whole as they are sent, and need no script.
#[cfg(feature = "ssr")]
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
            <Route path=path!("/search") view=SearchScreen ssr=SsrMode::Async/>
        </FlatRoutes>
    }
}

/// Says whether the page of a path wakes up in the browser; all others are loaded.
pub fn wakes_up(path: &str) -> bool {
    path == "/" || path.starts_with("/reviews/")
}
