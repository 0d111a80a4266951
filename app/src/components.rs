//! What the screens are made of.

#[cfg(feature = "ssr")]
pub mod account;
pub mod comment;
#[cfg(feature = "ssr")]
pub mod desk;
#[cfg(feature = "hydrate")]
mod drawn;
pub mod feedback;
#[cfg(feature = "ssr")]
pub mod film;
#[cfg(feature = "ssr")]
pub mod form;
pub mod layout;
pub mod like;
mod live;
mod markup;
pub mod moderation;
#[cfg(feature = "ssr")]
mod portrait;
pub mod review;
#[cfg(feature = "ssr")]
pub mod search;
#[cfg(feature = "ssr")]
pub mod shelf;
mod whole;

#[cfg(feature = "hydrate")]
pub use drawn::Drawn;
pub use live::{Live, memo};
#[cfg(feature = "ssr")]
pub use markup::{Html, LongText, Template, TextArea};
pub use markup::{LiveHtml, live_html};
#[cfg(feature = "ssr")]
pub use portrait::PortraitView;
pub use whole::{IntoWhole, Whole};
