//! How each row is measured. The two sides of a comparison take turns, round by round, so that
//! whatever else the machine does meets both.

pub(crate) mod live;
pub(crate) mod memory;
pub(crate) mod page;
pub(crate) mod rebuild;
pub(crate) mod weight;
pub(crate) mod writes;

use std::time::Duration;

/// Returns milliseconds.
pub(crate) fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}
