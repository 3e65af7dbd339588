//! Civil dates, lengths of time and the periods in which law counts.

use jiff::ToSpan;
use jiff::civil;
use std::fmt;

/// A civil date. Law knows no time of day and no time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date(civil::Date);

/// A length of time. Weeks are seven days and years are twelve months; months and days do not convert.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Length {
    /// Whole months (a year is twelve).
    Months(i32),
    /// Whole days (a week is seven).
    Days(i32),
}

/// A stretch of time: from the first day up to, not including, the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Period {
    /// First day.
    pub start: Date,
    /// Day after the last.
    pub end: Date,
}

impl Date {
    /// A day before every rule and every birth that matters.
    pub const FIRST: Self = Self(civil::Date::constant(1800, 1, 1));

    /// A date from year, month and day.
    #[must_use]
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        civil::Date::new(year, month, day).ok().map(Self)
    }

    /// Reads `jjjj-mm-dd`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let (y, m, d) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || y.len() != 4 || m.len() != 2 || d.len() != 2 {
            return None;
        }
        Self::new(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?)
    }

    /// Calendar year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// Month, 1 to 12.
    #[must_use]
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// Day of the month, 1 to 31.
    #[must_use]
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// Day of the week, Monday = 1 to Sunday = 7.
    #[must_use]
    pub fn weekday(self) -> i8 {
        self.0.weekday().to_monday_one_offset()
    }

    /// Adds a length. Adding months keeps the day number, cut to the end of the month.
    /// `None` outside the years jiff can represent.
    #[must_use]
    pub fn plus(self, length: Length) -> Option<Self> {
        match length {
            Length::Months(n) => self.0.checked_add(n.months()),
            Length::Days(n) => self.0.checked_add(n.days()),
        }
        .ok()
        .map(Self)
    }

    /// Subtracts a length, with the same rule for the end of a month.
    #[must_use]
    pub fn minus(self, length: Length) -> Option<Self> {
        self.plus(length.negated())
    }

    /// First day of the month.
    #[must_use]
    pub fn first_of_month(self) -> Self {
        Self(self.0.first_of_month())
    }

    /// First day of the year.
    #[must_use]
    pub fn first_of_year(self) -> Self {
        Self(self.0.first_of_year())
    }

    /// First day of the next month, or this day at the end of time.
    #[must_use]
    pub fn next_month(self) -> Self {
        let next = if self.month() < 12 {
            Self::new(self.year(), self.month() + 1, 1)
        } else {
            self.year().checked_add(1).and_then(|year| Self::new(year, 1, 1))
        };
        next.unwrap_or(self)
    }

    /// Last day of the month.
    #[must_use]
    pub fn last_of_month(self) -> Self {
        self.next_month().minus(Length::Days(1)).unwrap_or(self)
    }

    /// Days from `self` to `other` (negative when `other` is earlier).
    #[must_use]
    pub fn days_until(self, other: Self) -> i64 {
        self.0.until(other.0).map_or(0, |s| i64::from(s.get_days()))
    }

    /// Completed years between a birth date and `on`. Whoever was born on 29 February is a year older on 1 March.
    #[must_use]
    pub fn completed_years(self, on: Self) -> i32 {
        let years = i32::from(on.year()) - i32::from(self.year());
        if (on.month(), on.day()) < (self.month(), self.day()) { years - 1 } else { years }
    }
}

/// The months as one writes them in Dutch.
const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

/// A month by number, 1 to 12.
#[must_use]
pub fn month_name(month: i8) -> &'static str {
    usize::try_from(month).ok().and_then(|m| MONTHS.get(m.checked_sub(1)?)).copied().unwrap_or("?")
}

/// The number of a month, 1 to 12.
#[must_use]
pub fn month_number(name: &str) -> Option<i8> {
    MONTHS.iter().position(|m| *m == name).and_then(|i| i8::try_from(i + 1).ok())
}

/// A day that comes back every month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MonthDay {
    /// Day 1 to 31; a shorter month ends earlier.
    On(i8),
    /// The last day.
    Last,
}

impl MonthDay {
    /// A day of the month by number.
    #[must_use]
    pub fn new(day: i64) -> Option<Self> {
        i8::try_from(day).ok().filter(|d| (1..=31).contains(d)).map(Self::On)
    }

    /// This day in the month of a date.
    #[must_use]
    pub fn within(self, month: Date) -> Date {
        let last = month.last_of_month();
        match self {
            Self::On(day) => Date::new(month.year(), month.month(), day).unwrap_or(last),
            Self::Last => last,
        }
    }
}

impl Date {
    /// As one writes it in Dutch: `7 april 2026`.
    #[must_use]
    pub fn written(self) -> String {
        format!("{} {} {}", self.day(), month_name(self.month()), self.year())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl Length {
    /// The same length backwards in time.
    #[must_use]
    pub const fn negated(self) -> Self {
        match self {
            Self::Months(n) => Self::Months(n.saturating_neg()),
            Self::Days(n) => Self::Days(n.saturating_neg()),
        }
    }
}

impl Period {
    /// The calendar year a date lies in.
    #[must_use]
    pub fn year_of(date: Date) -> Self {
        let start = date.first_of_year();
        let end = date.year().checked_add(1).and_then(|year| Date::new(year, 1, 1));
        Self { start, end: end.unwrap_or(start) }
    }

    /// The calendar month a date lies in.
    #[must_use]
    pub fn month_of(date: Date) -> Self {
        Self { start: date.first_of_month(), end: date.next_month() }
    }

    /// The `count` calendar months before the month of `date`.
    #[must_use]
    pub fn months_before(date: Date, count: i32) -> Option<Self> {
        let end = date.first_of_month();
        Some(Self { start: end.minus(Length::Months(count))?, end })
    }

    /// Whether a date lies in the period.
    #[must_use]
    pub fn contains(self, date: Date) -> bool {
        self.start <= date && date < self.end
    }

    /// The first days of the calendar months that the period touches, at most `most` of them.
    pub fn months(self, most: usize) -> impl Iterator<Item = Self> {
        let mut next = Self::month_of(self.start);
        std::iter::from_fn(move || {
            (next.start < self.end && next.start < next.end).then(|| {
                let current = next;
                next = Self::month_of(current.end);
                current
            })
        })
        .take(most)
    }

    /// Days in the period.
    #[must_use]
    pub fn days(self) -> i64 {
        self.start.days_until(self.end)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} tot {}", self.start, self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn months_keep_the_day_cut_to_the_end_of_the_month() {
        assert_eq!(d("2026-01-31").plus(Length::Months(1)), Some(d("2026-02-28")));
        assert_eq!(d("2026-03-31").minus(Length::Months(1)), Some(d("2026-02-28")));
        assert_eq!(d("2026-02-10").plus(Length::Days(28)), Some(d("2026-03-10")));
    }

    #[test]
    fn a_leap_day_child_is_older_on_the_first_of_march() {
        let born = d("2008-02-29");
        assert_eq!(born.completed_years(d("2026-02-28")), 17);
        assert_eq!(born.completed_years(d("2026-03-01")), 18);
    }

    #[test]
    fn twelve_months_before_are_calendar_months() {
        let p = Period::months_before(d("2026-03-17"), 12).unwrap();
        assert_eq!((p.start, p.end), (d("2025-03-01"), d("2026-03-01")));
        assert_eq!(p.months(100).count(), 12);
    }

    #[test]
    fn dates_are_read_strictly() {
        for bad in ["2026-2-1", "1-1-2015", "2026-02-30", "2026-02-01-", ""] {
            assert_eq!(Date::parse(bad), None, "{bad}");
        }
    }
}
