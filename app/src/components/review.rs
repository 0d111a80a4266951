//! The review and its parts.

mod credits;
mod rating_view;
mod related_list;
mod review_card;
mod review_header;
mod review_text;
mod still_view;

pub use credits::{Credits, Facts, OutsideRatings};
pub use rating_view::{RatingSize, RatingView};
pub use related_list::RelatedList;
pub use review_card::{CardKind, ReviewCardView, ReviewRow};
pub use review_header::ReviewHeader;
pub use review_text::ReviewText;
pub use still_view::{StillPlace, StillView};
