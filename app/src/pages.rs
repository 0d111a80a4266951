//! The screens: each reads its address, loads what it shows and hands it to components.

mod home;
mod not_found;
mod review;

pub use home::HomeScreen;
pub use not_found::NotFoundScreen;
pub use review::ReviewScreen;
