//! Chance that falls the same way every time for the same seed.

/// `SplitMix64`: a published sequence of six lines that no release of a library can change, so that a
/// seed makes the same site for good.
#[derive(Clone, Debug)]
pub(super) struct Dice(u64);

impl Dice {
    /// Starts the sequence of a seed for one thing of a kind, so that one thing more of another kind
    /// changes nothing.
    pub(super) fn of(seed: u64, kind: u64, number: u64) -> Self {
        let mut dice = Self(seed ^ kind.wrapping_mul(0xd1b5_4a32_d192_ed03));
        let mixed = dice.next() ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        Self(mixed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Returns a number from 0 to below a limit; 0 for a limit of 0.
    pub(super) fn below(&mut self, limit: u64) -> u64 {
        let wide = u128::from(self.next()) * u128::from(limit);
        u64::try_from(wide >> 64).unwrap_or_default()
    }

    /// Returns a number from one to another, both possible.
    pub(super) fn between(&mut self, from: u64, to: u64) -> u64 {
        from + self.below(to.saturating_sub(from) + 1)
    }

    /// Returns a number below a limit, low ones far more often: half of all are in the first eighth.
    pub(super) fn skewed(&mut self, limit: u64) -> u64 {
        const ONE: u64 = 1 << 20;
        let share = self.below(ONE);
        let cube = u128::from(share) * u128::from(share) * u128::from(share);
        let scaled = (cube >> 40) * u128::from(limit) / u128::from(ONE);
        u64::try_from(scaled).unwrap_or_default()
    }

    /// Says yes so many times out of a hundred.
    pub(super) fn percent(&mut self, of_hundred: u64) -> bool {
        self.below(100) < of_hundred
    }

    /// Chooses one of a list.
    pub(super) fn pick<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        let at = self.below(list.len() as u64);
        list[usize::try_from(at).unwrap_or_default()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_always_falls_the_same_way() {
        let mut dice = Dice(42);
        // The first numbers of SplitMix64 for 42, as published.
        assert_eq!(dice.next(), 13_679_457_532_755_275_413);
        assert_eq!(dice.next(), 2_949_826_092_126_892_291);
    }

    #[test]
    fn numbers_stay_below_their_limit_and_low_ones_are_frequent() {
        let mut dice = Dice::of(1, 2, 3);
        let mut low = 0;
        for _ in 0..1000 {
            assert!(dice.below(7) < 7);
            assert!((3..=5).contains(&dice.between(3, 5)));
            let skewed = dice.skewed(800);
            assert!(skewed < 800);
            low += usize::from(skewed < 100);
        }
        assert!((400..600).contains(&low), "{low}");
        assert_eq!(dice.below(0), 0);
    }
}
