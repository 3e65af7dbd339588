//! Drawing by lot, the same for the same seed and number on every machine.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A row of draws.
pub struct Draw(ChaCha8Rng);

impl Draw {
    /// The draws of one household: each number has a stream of its own, so that the order of making does not matter.
    #[must_use]
    pub fn new(seed: u64, number: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(number);
        Self(rng)
    }

    /// A whole number between two bounds, both included; the lower when they are the wrong way round.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = high.checked_sub(low).and_then(|w| u64::try_from(w).ok()).unwrap_or(0);
        let n = self.0.next_u64();
        let within = width.checked_add(1).map_or(n, |w| n % w);
        i64::try_from(within).map_or(low, |n| low.saturating_add(n))
    }

    /// Yes in so many of a hundred.
    pub fn chance(&mut self, percent: i64) -> bool {
        self.between(0, 99) < percent
    }

    /// One of a list.
    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        let last = i64::try_from(all.len()).ok()?.checked_sub(1)?;
        all.get(usize::try_from(self.between(0, last)).ok()?)
    }

    /// One of a list, by weight.
    pub fn weighted<'a, T>(&mut self, all: &'a [T], weight: impl Fn(&T) -> i64) -> Option<&'a T> {
        let total: i64 = all.iter().map(&weight).fold(0, i64::saturating_add);
        let mut left = self.between(1, total.max(1));
        all.iter().find(|one| {
            left = left.saturating_sub(weight(one));
            left <= 0
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_and_number_draw_the_same_and_another_does_not() {
        let row = |seed, number| {
            let mut d = Draw::new(seed, number);
            (0..20).map(|_| d.between(0, 1_000_000)).collect::<Vec<_>>()
        };
        assert_eq!(row(1, 7), row(1, 7));
        assert_ne!(row(1, 7), row(1, 8));
        assert_ne!(row(1, 7), row(2, 7));
    }

    #[test]
    fn weights_and_bounds_are_respected() {
        let mut d = Draw::new(3, 0);
        assert!((0..200).all(|_| (5..=9).contains(&d.between(5, 9))));
        assert!((0..200).all(|_| d.weighted(&[("a", 0), ("b", 4)], |(_, w)| *w) == Some(&("b", 4))));
        assert_eq!(d.pick::<u8>(&[]), None);
    }
}
