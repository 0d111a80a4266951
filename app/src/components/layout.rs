//! The furniture of every page.

mod head;
mod site_footer;
mod site_header;

pub use head::{Head, with_head};
pub use site_footer::SiteFooter;
pub use site_header::{SiteHeader, SkipLink};
