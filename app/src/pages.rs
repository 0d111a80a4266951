//! The screens: each reads its address, loads what it shows and hands it to components.

mod account;
#[cfg(not(feature = "hydrate"))]
mod archive;
#[cfg(not(feature = "hydrate"))]
mod directory;
#[cfg(not(feature = "hydrate"))]
mod film;
mod home;
#[cfg(not(feature = "hydrate"))]
mod missing;
mod not_found;
#[cfg(not(feature = "hydrate"))]
mod person;
mod review;
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
pub use home::HomeScreen;
pub use not_found::NotFoundScreen;
#[cfg(not(feature = "hydrate"))]
pub use person::PersonScreen;
pub use review::ReviewScreen;
pub use setup::SetupScreen;
#[cfg(not(feature = "hydrate"))]
pub use shelf::{AuthorScreen, MonthScreen, TagScreen, YearScreen};
pub use sign_in::SignInScreen;
