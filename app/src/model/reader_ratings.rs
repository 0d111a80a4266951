//! What readers gave a film, in half steps of the publication's scale.

#[cfg(feature = "ssr")]
use serde::{Deserialize, Serialize};

use super::Rating;

/// The most bars a distribution is drawn with.
const MOST_BARS: usize = 20;

/// How many readers gave each rating.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct ReaderRatings {
    /// The highest rating, in points.
    pub out_of: i32,
    /// How many gave each half step, from ½ on.
    pub counts: Vec<i64>,
    /// What the viewer gave, in half steps.
    pub mine: Option<i32>,
}

/// A bar of the distribution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// The rating it stands for; the highest of several on a long scale.
    pub label: String,
    /// How many gave it.
    pub count: i64,
    /// Whether the viewer is one of them.
    pub is_mine: bool,
}

impl ReaderRatings {
    /// Counts ratings, each with how many gave it: half steps, scale, number. What was given on
    /// another scale counts where it stands on this one.
    pub fn count(out_of: i32, given: impl IntoIterator<Item = (i32, i32, i64)>) -> Self {
        let steps = usize::try_from(2 * out_of.max(1)).unwrap_or(2);
        let mut counts = vec![0; steps];
        for (halves, scale, number) in given {
            let place = usize::try_from(on_scale(halves, scale, out_of) - 1).unwrap_or(0);
            if let Some(count) = counts.get_mut(place) {
                *count += number;
            }
        }
        Self {
            out_of,
            counts,
            mine: None,
        }
    }

    /// Returns how many readers rated it.
    pub fn total(&self) -> i64 {
        self.counts.iter().sum()
    }

    /// Returns the average to one decimal, in tenths of a point; none when nobody rated it.
    pub fn average_tenths(&self) -> Option<i64> {
        let halves: i64 = (1..)
            .zip(&self.counts)
            .map(|(step, count)| step * count)
            .sum();
        let total = self.total();
        // Five tenths a half step; half of the divisor rounds to the nearest.
        (total > 0).then(|| (halves * 5 + total / 2) / total)
    }

    /// Returns the bars of the distribution, at most twenty.
    pub fn bars(&self) -> Vec<Bar> {
        let width = self.counts.len().div_ceil(MOST_BARS).max(1);
        let mut bars = Vec::new();
        for (place, chunk) in self.counts.chunks(width).enumerate() {
            let first = i32::try_from(place * width).unwrap_or(0);
            let last = first + i32::try_from(chunk.len()).unwrap_or(0);
            bars.push(Bar {
                label: value(last, self.out_of),
                count: chunk.iter().sum(),
                is_mine: self.mine.is_some_and(|mine| first < mine && mine <= last),
            });
        }
        bars
    }

    /// Returns the sentence that says the whole distribution: `1 gave ½, 2 gave 1. You gave 1.`
    pub fn spoken(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        for bar in self.bars().iter().filter(|bar| bar.count > 0) {
            parts.push(format!("{} gave {}", bar.count, bar.label));
        }
        let mut text = if parts.is_empty() {
            "Nobody has rated it yet.".to_owned()
        } else {
            format!("{}.", parts.join(", "))
        };
        if let Some(mine) = self.mine {
            text = format!("{text} You gave {}.", value(mine, self.out_of));
        }
        text
    }
}

/// Writes half steps as a rating is written.
pub fn value(halves: i32, out_of: i32) -> String {
    Rating::new(halves, out_of).map_or_else(String::new, Rating::value)
}

/// Returns where a rating stands on another scale, from the lowest half step on.
pub fn on_scale(halves: i32, from: i32, to: i32) -> i32 {
    let from = from.max(1);
    ((halves * to + from / 2) / from).clamp(1, 2 * to.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_are_counted_by_half_steps_and_averaged() {
        let mut readers = ReaderRatings::count(4, [(5, 4, 2), (8, 4, 1), (1, 4, 1)]);
        assert_eq!(readers.counts, [1, 0, 0, 0, 2, 0, 0, 1]);
        assert_eq!((readers.total(), readers.average_tenths()), (4, Some(24)));
        readers.mine = Some(5);
        assert_eq!(
            readers.spoken(),
            "1 gave ½, 2 gave 2½, 1 gave 4. You gave 2½."
        );
        let mine: Vec<_> = readers
            .bars()
            .into_iter()
            .filter(|bar| bar.is_mine)
            .collect();
        assert_eq!((mine.len(), mine[0].label.as_str()), (1, "2½"));
    }

    #[test]
    fn what_was_given_on_another_scale_counts_on_this_one() {
        assert_eq!(on_scale(5, 5, 4), 4);
        assert_eq!(on_scale(8, 4, 10), 20);
        assert_eq!(on_scale(1, 10, 4), 1, "nobody falls below the lowest step");
        let readers = ReaderRatings::count(10, [(8, 4, 3), (20, 10, 1)]);
        assert_eq!(readers.counts[19], 4);
    }

    #[test]
    fn a_long_scale_is_drawn_in_twenty_bars() {
        let mut readers = ReaderRatings::count(100, [(199, 100, 1), (3, 100, 2)]);
        readers.mine = Some(199);
        let bars = readers.bars();
        assert_eq!(bars.len(), 20);
        assert_eq!(
            (bars[19].label.as_str(), bars[19].count, bars[19].is_mine),
            ("100", 1, true)
        );
        assert_eq!(bars[0].count, 2);
        assert_eq!(ReaderRatings::count(4, []).average_tenths(), None);
    }
}
