//! Exact rational numbers: money, rates and counts never lose a fraction of a cent.

use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, Signed, ToPrimitive, Zero};
use std::cmp::Ordering;

/// An exact rational number.
///
/// Operations return `None` when a result does not fit in 128 bits or when dividing by zero; nothing is ever
/// rounded except by [`Exact::rounded`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Exact(Ratio<i128>);

/// The five ways a provision can order rounding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rounding {
    /// `naar boven`: towards plus infinity.
    Up,
    /// `naar beneden`: towards minus infinity.
    Down,
    /// `rekenkundig`: to the nearest, a half goes up (away from zero).
    HalfUp,
    /// `naar nul toe`.
    TowardsZero,
    /// `van nul af`.
    AwayFromZero,
}

impl Exact {
    /// Zero.
    pub const ZERO: Self = Self(Ratio::new_raw(0, 1));
    /// One.
    pub const ONE: Self = Self(Ratio::new_raw(1, 1));

    /// A whole number.
    #[must_use]
    pub fn int(n: i64) -> Self {
        Self(Ratio::from_integer(i128::from(n)))
    }

    /// `numerator / denominator`; `None` when the denominator is zero.
    #[must_use]
    pub fn ratio(numerator: i128, denominator: i128) -> Option<Self> {
        (denominator != 0).then(|| Self(Ratio::new(numerator, denominator)))
    }

    /// Reads a plain decimal such as `1401.50` or `-3`.
    #[must_use]
    pub fn parse_decimal(text: &str) -> Option<Self> {
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |t| (true, t));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all = format!("{whole}{fraction}");
        if all.is_empty() || all.len() > 30 || !all.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let numerator: i128 = all.parse().ok()?;
        let denominator = 10_i128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
        Self::ratio(if negative { -numerator } else { numerator }, denominator)
    }

    /// The two halves in 64 bits, if they fit: the fast path for almost every number in law.
    fn small(self) -> Option<Ratio<i64>> {
        Some(Ratio::new_raw(i64::try_from(*self.0.numer()).ok()?, i64::try_from(*self.0.denom()).ok()?))
    }

    fn both<F, G>(self, other: Self, small: F, large: G) -> Option<Self>
    where
        F: Fn(&Ratio<i64>, &Ratio<i64>) -> Option<Ratio<i64>>,
        G: Fn(&Ratio<i128>, &Ratio<i128>) -> Option<Ratio<i128>>,
    {
        if let (Some(a), Some(b)) = (self.small(), other.small())
            && let Some(r) = small(&a, &b)
        {
            return Some(Self(Ratio::new_raw(i128::from(*r.numer()), i128::from(*r.denom()))));
        }
        large(&self.0, &other.0).map(Self)
    }

    /// Sum.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        self.both(other, CheckedAdd::checked_add, CheckedAdd::checked_add)
    }

    /// Difference.
    #[must_use]
    pub fn minus(self, other: Self) -> Option<Self> {
        self.both(other, CheckedSub::checked_sub, CheckedSub::checked_sub)
    }

    /// Product.
    #[must_use]
    pub fn times(self, other: Self) -> Option<Self> {
        self.both(other, CheckedMul::checked_mul, CheckedMul::checked_mul)
    }

    /// Quotient; `None` when dividing by zero.
    #[must_use]
    pub fn over(self, other: Self) -> Option<Self> {
        if other.is_zero() {
            return None;
        }
        self.both(other, CheckedDiv::checked_div, CheckedDiv::checked_div)
    }

    /// Rounds to a multiple of `step` (`step` > 0), the only place where a fraction disappears.
    #[must_use]
    pub fn rounded(self, mode: Rounding, step: Self) -> Option<Self> {
        let units = self.over(step)?.0;
        let whole = match mode {
            Rounding::Up => units.ceil(),
            Rounding::Down => units.floor(),
            Rounding::HalfUp => units.round(),
            Rounding::TowardsZero => units.trunc(),
            Rounding::AwayFromZero if units.is_negative() => units.floor(),
            Rounding::AwayFromZero => units.ceil(),
        };
        Self(whole).times(step)
    }

    /// Whether this is zero.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Whether this is below zero.
    #[must_use]
    pub fn is_negative(self) -> bool {
        *self.0.numer() < 0
    }

    /// The whole number, if it is one.
    #[must_use]
    pub fn as_int(self) -> Option<i64> {
        self.0.is_integer().then(|| self.0.to_integer().to_i64()).flatten()
    }

    /// Numerator and denominator in lowest terms.
    #[must_use]
    pub fn parts(self) -> (i128, i128) {
        (*self.0.numer(), *self.0.denom())
    }

    /// A decimal with at most `most` digits behind the point, if the number has no more than that.
    #[must_use]
    pub fn decimal(self, most: u32) -> Option<(i128, u32)> {
        let (numerator, denominator) = self.parts();
        (0..=most).find_map(|digits| {
            let scaled = numerator.checked_mul(10_i128.checked_pow(digits)?)?;
            (scaled % denominator == 0).then_some((scaled / denominator, digits))
        })
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.0.denom() == other.0.denom() {
            return self.0.numer().cmp(other.0.numer());
        }
        self.0.cmp(&other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(text: &str) -> Exact {
        Exact::parse_decimal(text).unwrap()
    }

    #[test]
    fn thirds_add_up() {
        let third = Exact::ratio(1, 3).unwrap();
        assert_eq!(third.plus(third).unwrap().plus(third), Some(Exact::ONE));
    }

    #[test]
    fn five_rounding_modes_differ_where_law_says_so() {
        let modes = [Rounding::Up, Rounding::Down, Rounding::HalfUp, Rounding::TowardsZero, Rounding::AwayFromZero];
        let rounded = |v: &str| modes.map(|m| n(v).rounded(m, Exact::ONE).unwrap().as_int().unwrap());
        assert_eq!(rounded("2.5"), [3, 2, 3, 2, 3]);
        assert_eq!(rounded("-2.5"), [-2, -3, -3, -2, -3]);
        assert_eq!(rounded("2.4"), [3, 2, 2, 2, 3]);
        assert_eq!(n("1151.2").rounded(Rounding::Up, n("50")), Some(n("1200")));
    }

    #[test]
    fn overflow_is_none_and_never_wraps() {
        let huge = Exact::ratio(i128::MAX, 1).unwrap();
        assert_eq!(huge.plus(Exact::ONE), None);
        assert_eq!(huge.times(n("2")), None);
        assert_eq!(Exact::ONE.over(Exact::ZERO), None);
    }

    #[test]
    fn large_numbers_leave_the_fast_path_unharmed() {
        let big = Exact::int(i64::MAX);
        assert_eq!(big.plus(Exact::ONE).and_then(|x| x.minus(big)), Some(Exact::ONE));
    }
}
