//! When a right is paid.

use crate::value::{Exact, MonthDay};

/// `uitbetaling …`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PayRule {
    /// When.
    pub when: PayTime,
    /// A fraction that is kept back and paid once a year, over the twelve months before; with the month, 1 to 12.
    pub later: Option<(Exact, i8)>,
}

/// The moment of a payment, seen from the month or quarter it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PayTime {
    /// Every month; without a day, on some day of that month.
    Month(PayMonth, Option<MonthDay>),
    /// Every quarter, within so many months after its end.
    Quarter(i32),
}

/// Which month, seen from the month it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PayMonth {
    /// `de maand ervoor`
    Before,
    /// `de maand zelf`
    Same,
    /// `de maand erna`
    After,
}
