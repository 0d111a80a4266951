//! The review and its parts. Most of them the server alone draws.

#[cfg(feature = "ssr")]
mod credits;
mod parts;
#[cfg(feature = "ssr")]
mod rating_view;
#[cfg(feature = "ssr")]
mod related_list;
#[cfg(feature = "ssr")]
mod review_card;
#[cfg(feature = "ssr")]
mod review_header;
mod review_text;
#[cfg(feature = "ssr")]
mod still_view;

#[cfg(feature = "ssr")]
pub use credits::{Credits, Facts, OutsideRatings};
pub use parts::ReviewParts;
#[cfg(feature = "ssr")]
pub use rating_view::{RatingSize, RatingView};
#[cfg(feature = "ssr")]
pub use related_list::RelatedList;
#[cfg(feature = "ssr")]
pub use review_card::{CardKind, ReviewCardView, ReviewRow};
#[cfg(feature = "ssr")]
pub use review_header::ReviewHeader;
pub use review_text::ReviewText;
#[cfg(feature = "ssr")]
pub(crate) use review_text::middle as review_middle;
#[cfg(feature = "ssr")]
pub use still_view::{StillPlace, StillView};
