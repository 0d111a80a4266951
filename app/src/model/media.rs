//! Pictures.

#[cfg(feature = "ssr")]
use serde::{Deserialize, Serialize};

/// A film still as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct Still {
    /// The path of the picture in its full size; empty when the picture is missing.
    pub src: String,
    /// The candidates for other widths, as `srcset` writes them; empty when there is one size.
    pub srcset: String,
    /// The full width in pixels.
    pub width: i32,
    /// The full height in pixels.
    pub height: i32,
    /// What the picture shows, for those who do not see it.
    pub alt: String,
    /// Who is in it and whose it is; empty when unknown.
    pub credit: String,
}

impl Still {
    /// Returns the modifier of the class `still` for the picture's ratio, which is never cropped.
    pub fn ratio_class(&self) -> &'static str {
        // The ratios of projection: academy 1.37, flat 1.85, scope 2.39; the nearest one is taken.
        let ratio = f64::from(self.width) / f64::from(self.height.max(1));
        if ratio >= 2.1 {
            "still still--scope"
        } else if ratio < 1.6 {
            "still still--academy"
        } else {
            "still still--flat"
        }
    }

    /// Says whether the picture itself is there.
    pub fn is_present(&self) -> bool {
        !self.src.is_empty()
    }
}
