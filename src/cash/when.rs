//! Days and months of payments.

use crate::case::{Every, Payment};
use crate::syntax::ast::PayMonth;
use crate::value::{Date, Length, MonthDay, Period};

/// Months since year 0.
fn number(date: Date) -> i32 {
    i32::from(date.year()) * 12 + i32::from(date.month()) - 1
}

/// The first days of the months of a period.
pub(super) fn months(period: Period) -> Vec<Date> {
    period.months(64).map(|m| m.start).collect()
}

/// The month in which something for a month is paid.
pub(super) fn paid_in(month: Date, which: PayMonth) -> Option<Date> {
    match which {
        PayMonth::Before => month.minus(Length::Months(1)),
        PayMonth::Same => Some(month),
        PayMonth::After => month.plus(Length::Months(1)),
    }
}

/// The quarter that begins with the month of a date, if one does.
pub(super) fn quarter(month: Date) -> Option<Period> {
    let start = month.first_of_month();
    (number(start) % 3 == 0).then_some(())?;
    Some(Period { start, end: start.plus(Length::Months(3))? })
}

/// Whether a payment runs on some day of a period.
pub(super) fn covers(p: &Payment, period: Period) -> bool {
    p.from.is_none_or(|d| d < period.end) && p.until.is_none_or(|d| d > period.start)
}

/// The days in a period on which a payment falls.
pub(super) fn days(p: &Payment, period: Period) -> Vec<Date> {
    let runs = |d: &Date| period.contains(*d) && p.from.is_none_or(|f| f <= *d) && p.until.is_none_or(|u| *d < u);
    match p.every {
        Every::Once(day) => Some(day).filter(runs).into_iter().collect(),
        Every::Weekly(first) => weekly(first, period).filter(runs).collect(),
        Every::Months(step, day) => every(step, day, p.from, period).filter(runs).collect(),
    }
}

/// The days that come back every seven days, from a first day on.
fn weekly(first: Date, period: Period) -> impl Iterator<Item = Date> {
    let gone = first.days_until(period.start).max(0);
    let skip = i32::try_from(gone.div_euclid(7).saturating_mul(7)).unwrap_or(0);
    let start = first.plus(Length::Days(skip));
    std::iter::successors(start, |d| d.plus(Length::Days(7))).take_while(move |d| *d < period.end)
}

/// The days that come back every so many months, counted from the month of a first day, or from January.
fn every(step: i32, day: MonthDay, from: Option<Date>, period: Period) -> impl Iterator<Item = Date> {
    let first = from.map_or(0, number);
    let due = move |m: &Date| (number(*m) - first).rem_euclid(step.max(1)) == 0;
    months(period).into_iter().filter(due).map(move |m| day.within(m))
}
