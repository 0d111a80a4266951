//! The screens: each reads its address, loads what it shows and hands it to components.

mod account;
mod home;
mod not_found;
mod review;
mod setup;
mod sign_in;

pub use account::AccountScreen;
pub use home::HomeScreen;
pub use not_found::NotFoundScreen;
pub use review::ReviewScreen;
pub use setup::SetupScreen;
pub use sign_in::SignInScreen;
