//! The author's rating on the publication's scale, in half steps.

#[cfg(feature = "ssr")]
use serde::{Deserialize, Serialize};

/// A rating such as 2½ out of 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct Rating {
    halves: i32,
    out_of: i32,
}

/// One point of the scale, as it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A point given.
    Full,
    /// A point half given.
    Half,
    /// A point not given.
    Empty,
}

impl Rating {
    /// Makes a rating of `halves` half steps on a scale of `out_of` whole points.
    ///
    /// None when the scale is not 1 to 100 or the rating is not on it.
    pub fn new(halves: i32, out_of: i32) -> Option<Self> {
        ((1..=100).contains(&out_of) && (0..=2 * out_of).contains(&halves))
            .then_some(Self { halves, out_of })
    }

    /// Returns the rating as it stands on another scale, to the nearest half step.
    #[must_use]
    pub fn on_scale(self, out_of: i32) -> Self {
        let halves = (self.halves * out_of + self.out_of / 2) / self.out_of;
        Self::new(halves, out_of).unwrap_or(self)
    }

    /// Returns the rating in half steps.
    pub fn halves(self) -> i32 {
        self.halves
    }

    /// Returns the highest rating of the scale, in points.
    pub fn out_of(self) -> i32 {
        self.out_of
    }

    /// Returns the rating as it is written: `2½`.
    pub fn value(self) -> String {
        match (self.halves / 2, self.halves % 2) {
            (0, 1) => "½".to_owned(),
            (points, 0) => points.to_string(),
            (points, _) => format!("{points}½"),
        }
    }

    /// Returns the rating as it is read out: `Rated 2½ out of 4`.
    pub fn spoken(self) -> String {
        format!("Rated {} out of {}", self.value(), self.out_of)
    }

    /// Returns the scale's points for drawing; none for a scale of more than five.
    pub fn marks(self) -> Vec<Mark> {
        if self.out_of > 5 {
            return Vec::new();
        }
        (0..self.out_of)
            .map(|point| match self.halves - 2 * point {
                ..=0 => Mark::Empty,
                1 => Mark::Half,
                _ => Mark::Full,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_steps_are_written_and_read_out() {
        for (halves, value) in [(0, "0"), (1, "½"), (4, "2"), (5, "2½"), (8, "4")] {
            let rating = Rating::new(halves, 4).unwrap();
            assert_eq!(rating.value(), value);
            assert_eq!(rating.spoken(), format!("Rated {value} out of 4"));
        }
    }

    #[test]
    fn a_rating_is_on_its_scale() {
        assert!(Rating::new(9, 4).is_none());
        assert!(Rating::new(-1, 4).is_none());
        assert!(Rating::new(0, 0).is_none());
        assert!(Rating::new(20, 10).is_some());
    }

    #[test]
    fn a_rating_is_shown_on_another_scale() {
        let on = |halves, from: i32, to| Rating::new(halves, from).unwrap().on_scale(to).halves();
        assert_eq!(on(5, 4, 10), 13);
        assert_eq!(on(8, 4, 5), 10);
        assert_eq!(on(0, 4, 100), 0);
        assert_eq!(on(13, 10, 4), 5);
        assert_eq!(on(7, 4, 4), 7);
    }

    #[test]
    fn marks_follow_the_half_steps_and_end_at_five_points() {
        use Mark::{Empty, Full, Half};
        assert_eq!(
            Rating::new(5, 4).unwrap().marks(),
            [Full, Full, Half, Empty]
        );
        assert!(Rating::new(5, 10).unwrap().marks().is_empty());
    }
}
