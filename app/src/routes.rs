//! The route table, nothing else. The browser's half knows two of the routes (`client::screen`).

#[cfg(feature = "ssr")]
use leptos::prelude::*;
#[cfg(feature = "ssr")]
use leptos_router::{
    SsrMode,
    components::{FlatRoutes, Route, Router},
    path,
};

#[cfg(feature = "ssr")]
use crate::pages::{
    AccountScreen, ArchiveScreen, AuthorDeskScreen, AuthorScreen, AuthorsScreen, ChangesScreen,
    CommentLikersScreen, DeskPagesScreen, DeskScreen, EditorScreen, FilmRecordScreen, FilmScreen,
    FilmsScreen, ForgottenScreen, HomeScreen, InvitationScreen, LockedScreen, MonthScreen,
    NewFilmScreen, PeopleDeskScreen, PeopleScreen, PersonScreen, PreviewScreen, ResetScreen,
    ReviewLikersScreen, ReviewScreen, RevisionsScreen, SearchScreen, SettingsScreen, SetupScreen,
    SignInScreen, StaticPageScreen, StillScreen, StillsScreen, TagScreen, TagsScreen, YearScreen,
};
#[cfg(feature = "ssr")]
use crate::{
    components::account::SignInPanel,
    components::layout::{SiteFooter, SiteHeader, SkipLink},
    pages::NotFoundScreen,
};

/// Shows the page that an address asks for. The browser wakes up what is in `main`.
#[cfg(feature = "ssr")]
#[component]
pub fn App() -> impl IntoView {
    view! {
        <Router>
            <SkipLink/>
            <SiteHeader/>
            <SignInPanel/>
            // Nothing may stand in here before the page: waking up counts from the first node.
            <main id="main">
                <Pages/>
            </main>
            <SiteFooter/>
        </Router>
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
            <Route path=path!("/invitation") view=InvitationScreen ssr=SsrMode::Async/>
            <Route path=path!("/forgotten") view=ForgottenScreen ssr=SsrMode::Async/>
            <Route path=path!("/reset") view=ResetScreen ssr=SsrMode::Async/>
            <Route path=path!("/desk") view=DeskScreen ssr=SsrMode::Async/>
            <Route path=path!("/desk/reviews") view=DeskScreen ssr=SsrMode::Async/>
            <Route path=path!("/desk/reviews/:id") view=EditorScreen ssr=SsrMode::Async/>
            <Route path=path!("/desk/reviews/:id/revisions") view=RevisionsScreen ssr=SsrMode::Async/>
            <Route path=path!("/desk/pages") view=DeskPagesScreen ssr=SsrMode::Async/>
            <Route path=path!("/desk/stills") view=StillsScreen ssr=SsrMode::Async/>
            <Route path=path!("/desk/stills/:id") view=StillScreen ssr=SsrMode::Async/>
            <Route path=path!("/desk/people") view=PeopleDeskScreen ssr=SsrMode::Async/>
            <Route path=path!("/desk/authors/:slug") view=AuthorDeskScreen ssr=SsrMode::Async/>
            <Route path=path!("/desk/settings") view=SettingsScreen ssr=SsrMode::Async/>
            <Route path=path!("/desk/films") view=NewFilmScreen ssr=SsrMode::Async/>
            <Route path=path!("/desk/films/:id") view=FilmRecordScreen ssr=SsrMode::Async/>
            <Route path=path!("/reviews/:slug/likes") view=ReviewLikersScreen ssr=SsrMode::Async/>
            <Route path=path!("/comments/:id/likes") view=CommentLikersScreen ssr=SsrMode::Async/>
            <Route path=path!("/reviews/:slug/changes") view=ChangesScreen ssr=SsrMode::Async/>
            <Route path=path!("/reviews/:slug/locked") view=LockedScreen ssr=SsrMode::Async/>
            <Route path=path!("/preview/:word") view=PreviewScreen ssr=SsrMode::Async/>
            <Route path=path!("/pages/:slug") view=StaticPageScreen ssr=SsrMode::Async/>
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
    // What hangs on a review's address, such as its changes, is a page of its own.
    let slug = path.strip_prefix("/reviews/");
    path == "/" || slug.is_some_and(|slug| !slug.trim_end_matches('/').contains('/'))
}

/// Says whether a page is one of the desk's, or shows something with the desk's parts.
#[cfg(feature = "ssr")]
pub fn is_of_desk(path: &str) -> bool {
    let starts = |with| path.starts_with(with);
    path == "/desk"
        || starts("/desk/")
        || starts("/preview/")
        || (starts("/reviews/") && path.ends_with("/changes"))
}

/// Says whether the desk's own chunk helps with a page: the editor of a review, or the record of a film.
#[cfg(feature = "ssr")]
pub fn takes_desk_chunk(path: &str) -> bool {
    let path = path.trim_end_matches('/');
    let is_of = |list: &str| {
        let id = path.strip_prefix(list);
        id.is_some_and(|id| id.parse::<i64>().is_ok())
    };
    path == "/desk/films" || is_of("/desk/films/") || is_of("/desk/reviews/")
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn the_desks_chunk_is_for_editing_and_for_nothing_else() {
        for path in ["/desk/reviews/12", "/desk/films", "/desk/films/12"] {
            assert!(takes_desk_chunk(path), "{path}");
        }
        for path in [
            "/desk",
            "/desk/reviews",
            "/desk/reviews/",
            "/desk/reviews/12/revisions",
            "/films/12",
            "/reviews/12",
        ] {
            assert!(!takes_desk_chunk(path), "{path}");
        }
    }
}
