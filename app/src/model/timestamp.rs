//! Points in time.

#[cfg(feature = "ssr")]
use serde::{Deserialize, Serialize};

/// A point in time, in microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, Hash, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "ssr", serde(transparent))]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// Returns the time `seconds` later, or earlier when negative.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }

    /// Returns the whole seconds since an earlier time; 0 when that is later.
    pub fn seconds_since(self, earlier: Self) -> i64 {
        (self.0.saturating_sub(earlier.0) / 1_000_000).max(0)
    }
}

/// A point in time with its text, which the server writes in the publication's time zone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct Moment {
    /// The point in time.
    pub at: Timestamp,
    /// The machine's form for `<time datetime>`, RFC 3339.
    pub iso: String,
    /// The reader's form, such as `14 November 2024`.
    pub label: String,
}
