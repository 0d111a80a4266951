//! Ratings that are asked for: as they are shown, on whichever scale they are kept.

use app::model::Rating;

use crate::store::search::Sought;

/// A rating as it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct AskedRating {
    halves: i32,
    /// Its scale, where that was typed.
    out_of: Option<i32>,
}

impl AskedRating {
    /// Reads a rating: `3`, `2.5`, `2½`, `2.5/4`.
    pub(super) fn read(value: &str) -> Option<Self> {
        let (points, out_of) = match value.trim().split_once('/') {
            Some((points, scale)) => (points, Some(scale.parse::<i32>().ok()?)),
            None => (value.trim(), None),
        };
        let (whole, half) = match points.strip_suffix('½') {
            Some("") => ("0", 1),
            Some(whole) => (whole, 1),
            None => {
                let (whole, part) = points.split_once(['.', ',']).unwrap_or((points, "0"));
                let half = match part {
                    "0" => 0,
                    "5" => 1,
                    _ => return None,
                };
                (whole, half)
            }
        };
        let whole: i32 = whole.parse().ok()?;
        let halves = whole.checked_mul(2)?.checked_add(half)?;
        (0..=200)
            .contains(&halves)
            .then_some(Self { halves, out_of })
    }

    /// Returns the facts of which one must be so, where ratings are shown on a scale and kept on some. On a
    /// scale that nothing is shown on any more, it is what is kept on that.
    pub(super) fn facts(self, shown: i32, kept: &[i32]) -> Vec<String> {
        let exact = |out_of| vec![Sought::rating_fact(self.halves, out_of)];
        if let Some(out_of) = self.out_of
            && out_of != shown
        {
            return exact(out_of);
        }
        let facts: Vec<_> = kept
            .iter()
            .flat_map(|out_of| (0..=2 * out_of).map(move |halves| (halves, *out_of)))
            .filter(|(halves, out_of)| {
                let rating = Rating::new(*halves, *out_of);
                rating.is_some_and(|rating| rating.on_scale(shown).halves() == self.halves)
            })
            .map(|(halves, out_of)| Sought::rating_fact(halves, out_of))
            .collect();
        if facts.is_empty() {
            exact(shown)
        } else {
            facts
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(text: &str) -> Vec<String> {
        AskedRating::read(text).unwrap().facts(10, &[4, 10])
    }

    #[test]
    fn a_rating_is_asked_for_as_it_is_shown() {
        assert_eq!(facts("8"), ["_r16of10"]);
        assert_eq!(facts("7.5"), ["_r6of4", "_r15of10"]);
        assert_eq!(facts("7½/10"), facts("7,5"));
        assert_eq!(facts("½"), ["_r1of10"]);
        // Nothing is shown on it, so it can only mean what is kept.
        assert_eq!(facts("3/4"), ["_r6of4"]);
        assert_eq!(facts("90"), ["_r180of10"], "which nothing is");
    }
}
