//! The screens: each reads its address, loads what it shows and hands it to components.

#[cfg(feature = "ssr")]
mod account;
#[cfg(feature = "ssr")]
mod archive;
#[cfg(feature = "ssr")]
mod desk;
#[cfg(feature = "ssr")]
mod directory;
#[cfg(feature = "ssr")]
mod film;
mod home;
#[cfg(feature = "ssr")]
mod likers;
#[cfg(feature = "ssr")]
mod links;
#[cfg(feature = "ssr")]
mod loaded;
#[cfg(feature = "ssr")]
mod missing;
#[cfg(feature = "ssr")]
mod not_found;
#[cfg(feature = "ssr")]
mod person;
mod review;
#[cfg(feature = "ssr")]
mod search;
#[cfg(feature = "ssr")]
mod setup;
#[cfg(feature = "ssr")]
mod sign_in;

#[cfg(feature = "ssr")]
pub use account::AccountScreen;
#[cfg(feature = "ssr")]
mod shelf;
#[cfg(feature = "ssr")]
mod static_page;

#[cfg(feature = "ssr")]
pub use archive::ArchiveScreen;
#[cfg(feature = "ssr")]
pub use desk::{
    AuthorDeskScreen, ChangesScreen, DeskPagesScreen, DeskScreen, EditorScreen, FilmRecordScreen,
    LockedScreen, NewFilmScreen, PeopleDeskScreen, PreviewScreen, RevisionsScreen, SettingsScreen,
    StillScreen, StillsScreen,
};
#[cfg(feature = "ssr")]
pub use directory::{AuthorsScreen, FilmsScreen, PeopleScreen, TagsScreen};
#[cfg(feature = "ssr")]
pub use film::FilmScreen;
#[cfg(feature = "ssr")]
pub use home::HomeScreen;
#[cfg(feature = "hydrate")]
pub(crate) use home::home_screen;
#[cfg(feature = "ssr")]
pub(crate) use home::to_html as home_html;
#[cfg(feature = "ssr")]
pub use likers::{CommentLikersScreen, ReviewLikersScreen};
#[cfg(feature = "ssr")]
pub use links::{ForgottenScreen, InvitationScreen, ResetScreen};
#[cfg(feature = "ssr")]
pub use not_found::NotFoundScreen;
#[cfg(feature = "ssr")]
pub use person::PersonScreen;
#[cfg(feature = "ssr")]
pub use review::ReviewScreen;
#[cfg(feature = "hydrate")]
pub(crate) use review::review_screen;
#[cfg(feature = "ssr")]
pub(crate) use review::review_title;
#[cfg(feature = "ssr")]
pub use search::SearchScreen;
#[cfg(feature = "ssr")]
pub use setup::SetupScreen;
#[cfg(feature = "ssr")]
pub use shelf::{AuthorScreen, MonthScreen, TagScreen, YearScreen};
#[cfg(feature = "ssr")]
pub use sign_in::SignInScreen;
#[cfg(feature = "ssr")]
pub use static_page::StaticPageScreen;
