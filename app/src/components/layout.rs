//! The furniture of every page.

mod head;
#[cfg(feature = "ssr")]
mod site_footer;
#[cfg(feature = "ssr")]
mod site_header;

pub use head::{Head, with_head};
#[cfg(feature = "ssr")]
pub use site_footer::SiteFooter;
#[cfg(feature = "ssr")]
pub use site_header::{SiteHeader, SkipLink};
