//! The arithmetic: percentiles, medians, ratios of paired rounds.

use std::time::Duration;

/// How long many single things took.
#[derive(Clone, Debug, Default)]
pub(crate) struct Latencies(Vec<u32>);

impl Latencies {
    /// Notes one.
    pub(crate) fn add(&mut self, took: Duration) {
        self.0
            .push(u32::try_from(took.as_micros()).unwrap_or(u32::MAX));
    }

    /// Takes over what another has noted.
    pub(crate) fn merge(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// Returns the smallest time that a share of all did not exceed (nearest rank); zero of none.
    pub(crate) fn percentile(&self, share: f64) -> Duration {
        if self.0.is_empty() {
            return Duration::ZERO;
        }
        let mut sorted = self.0.clone();
        let (_, found, _) = sorted.select_nth_unstable(rank(share, self.0.len()));
        Duration::from_micros(u64::from(*found))
    }

    /// Returns the longest; zero of none.
    pub(crate) fn longest(&self) -> Duration {
        self.percentile(1.0)
    }
}

/// Returns the place of a percentile among sorted values, by nearest rank.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a share of a count is a count"
)]
fn rank(share: f64, count: usize) -> usize {
    let place = (share.clamp(0.0, 1.0) * count as f64).ceil() as usize;
    place.clamp(1, count.max(1)) - 1
}

/// Returns the middle of some values, between the two middle ones of an even number; none of none.
pub(crate) fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        len if len % 2 == 1 => Some(sorted[middle]),
        _ => Some(f64::midpoint(sorted[middle - 1], sorted[middle])),
    }
}

/// What two sides measured in turns.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pairs(Vec<(f64, f64)>);

impl Pairs {
    /// Notes a round: Foyer's figure and its reference's right after it.
    pub(crate) fn add(&mut self, foyer: f64, reference: f64) {
        self.0.push((foyer, reference));
    }

    /// Returns the middle of Foyer's figures.
    pub(crate) fn foyer(&self) -> f64 {
        let values: Vec<f64> = self.0.iter().map(|pair| pair.0).collect();
        median(&values).unwrap_or(f64::NAN)
    }

    /// Returns the middle of the reference's figures.
    pub(crate) fn reference(&self) -> f64 {
        let values: Vec<f64> = self.0.iter().map(|pair| pair.1).collect();
        median(&values).unwrap_or(f64::NAN)
    }

    /// Returns the middle of the rounds' ratios: what disturbs the machine for longer than a round
    /// disturbs both sides of it.
    pub(crate) fn ratio(&self) -> f64 {
        let ratios: Vec<f64> = self
            .0
            .iter()
            .filter(|pair| pair.1 > 0.0)
            .map(|(foyer, reference)| foyer / reference)
            .collect();
        median(&ratios).unwrap_or(f64::NAN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(micros: &[u64]) -> Latencies {
        let mut latencies = Latencies::default();
        for micros in micros {
            latencies.add(Duration::from_micros(*micros));
        }
        latencies
    }

    #[test]
    fn a_percentile_is_a_time_that_was_measured() {
        let hundred: Vec<u64> = (1..=100).rev().collect();
        let latencies = of(&hundred);
        assert_eq!(latencies.percentile(0.5), Duration::from_micros(50));
        assert_eq!(latencies.percentile(0.99), Duration::from_micros(99));
        assert_eq!(latencies.percentile(0.991), Duration::from_micros(100));
        assert_eq!(latencies.longest(), Duration::from_micros(100));
        assert_eq!(of(&[7]).percentile(0.99), Duration::from_micros(7));
        assert_eq!(of(&[7]).percentile(0.0), Duration::from_micros(7));
        assert_eq!(of(&[]).percentile(0.99), Duration::ZERO);
    }

    #[test]
    fn merged_latencies_count_as_one() {
        let mut all = of(&[1, 2]);
        all.merge(of(&[3, 4]));
        assert_eq!(all.percentile(0.75), Duration::from_micros(3));
    }

    #[test]
    fn the_median_lies_between_the_two_middle_ones() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[4.0, 1.0, 3.0, 2.0]), Some(2.5));
        assert_eq!(median(&[]), None);
    }

    #[test]
    fn a_ratio_is_taken_round_by_round() {
        let mut pairs = Pairs::default();
        // The machine was half as fast in the second round, for both sides.
        pairs.add(90.0, 100.0);
        pairs.add(45.0, 50.0);
        // One round in which only the reference was disturbed.
        pairs.add(90.0, 30.0);
        assert!((pairs.ratio() - 0.9).abs() < 1e-9);
        assert!((pairs.foyer() - 90.0).abs() < 1e-9);
        assert!((pairs.reference() - 50.0).abs() < 1e-9);
    }

    #[test]
    fn nothing_measured_is_not_a_number() {
        assert!(Pairs::default().ratio().is_nan());
        let mut pairs = Pairs::default();
        pairs.add(1.0, 0.0);
        assert!(pairs.ratio().is_nan());
    }
}
