//! The screens: each reads its address, loads what it shows and hands it to components.

mod account;
#[cfg(not(feature = "hydrate"))]
mod archive;
#[cfg(not(feature = "hydrate"))]
mod directory;
#[cfg(not(feature = "hydrate"))]
mod film;
mod home;
mod loaded;
#[cfg(not(feature = "hydrate"))]
mod missing;
mod not_found;
#[cfg(not(feature = "hydrate"))]
mod person;
mod review;
#[cfg(not(feature = "hydrate"))]
mod search;
mod setup;
mod sign_in;

pub use account::AccountScreen;
#[cfg(not(feature = "hydrate"))]
mod shelf;

#[cfg(not(feature = "hydrate"))]
pub use archive::ArchiveScreen;
#[cfg(not(feature = "hydrate"))]
pub use directory::{AuthorsScreen, FilmsScreen, PeopleScreen, TagsScreen};
#[cfg(not(feature = "hydrate"))]
pub use film::FilmScreen;
#[cfg(feature = "ssr")]
pub use home::HomeScreen;
#[cfg(feature = "hydrate")]
pub(crate) use home::home_screen;
#[cfg(feature = "ssr")]
pub(crate) use home::to_html as home_html;
pub use not_found::NotFoundScreen;
#[cfg(not(feature = "hydrate"))]
pub use person::PersonScreen;
#[cfg(feature = "ssr")]
pub use review::ReviewScreen;
#[cfg(feature = "hydrate")]
pub(crate) use review::review_screen;
#[cfg(not(feature = "hydrate"))]
pub use search::SearchScreen;
pub use setup::SetupScreen;
#[cfg(not(feature = "hydrate"))]
pub use shelf::{AuthorScreen, MonthScreen, TagScreen, YearScreen};
pub use sign_in::SignInScreen;
