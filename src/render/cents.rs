//! Amounts of money as one reads them: whole cents, and said to be rounded where they were not.

use crate::eval::Amount;
use crate::value::{Exact, Rounding, dutch_money};

/// `€ 1.331,43`, or `afgerond € 1.331,43` for what is no whole number of cents.
pub(super) fn cents(n: Exact) -> String {
    let cent = Exact::ratio(1, 100).unwrap_or(Exact::ONE);
    match n.rounded(Rounding::HalfUp, cent) {
        Some(whole) if whole != n => format!("afgerond {}", dutch_money(whole)),
        _ => dutch_money(n),
    }
}

/// The same with its unit of time: `afgerond € 160,01 per maand`.
pub(super) fn amount_in_cents(a: Amount) -> String {
    let shown = cents(a.value);
    a.unit.base().map_or_else(|| shown.clone(), |b| format!("{shown} per {}", b.word()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_whole_cent_is_said_to_be_rounded() {
        let n = |text: &str| Exact::parse_decimal(text).unwrap();
        assert_eq!(cents(n("1331.425")), "afgerond € 1.331,43");
        assert_eq!(cents(n("1331.42")), "€ 1.331,42");
        assert_eq!(cents(n("1331")), "€ 1.331");
        assert_eq!(cents(Exact::ratio(1, 3).unwrap()), "afgerond € 0,33");
    }
}
