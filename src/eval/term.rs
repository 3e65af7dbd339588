//! Deadlines and the general terms act (Algemene termijnenwet, BWBR0002448).
//!
//! Art. 1(1): a term that ends on a Saturday, Sunday or public holiday runs to the end of the next day that is none.
//! Art. 3(1)-(2) lists the holidays; Good Friday counts as one. Art. 4: not for terms of more than 90 days, twelve
//! weeks or three months, nor for terms in years. (Own knowledge of the text; days that the government designates
//! under art. 3(3) are not included.)

use crate::value::{Date, Length};

/// The last day of a term that starts the day after `start`, extended over weekends and holidays where the act does.
#[must_use]
pub fn deadline(start: Date, length: Length, extends: bool) -> Option<Date> {
    let mut day = start.plus(length)?;
    let short = match length {
        Length::Months(n) => n <= 3,
        Length::Days(n) if n % 7 == 0 => n <= 84,
        Length::Days(n) => n <= 90,
    };
    if extends && short {
        while day.weekday() >= 6 || is_holiday(day) {
            day = day.plus(Length::Days(1))?;
        }
    }
    Some(day)
}

/// Whether a day is a public holiday in the sense of art. 3 of the act.
#[must_use]
pub fn is_holiday(day: Date) -> bool {
    let fixed = matches!((day.month(), day.day()), (1, 1) | (5, 5) | (12, 25 | 26));
    let after_easter = easter(day.year()).map(|e| e.days_until(day));
    // Good Friday, Easter Monday, Ascension Day, Whit Monday.
    fixed || king(day) || matches!(after_easter, Some(-2 | 1 | 39 | 50))
}

/// The day on which the King's birthday is celebrated: 27 April, or 26 April when that is a Sunday (since 2014).
fn king(day: Date) -> bool {
    if day.year() < 2014 {
        // The Queen's birthday: 30 April, or 29 April when that was a Sunday.
        return day.month() == 4 && (day.day() == 30 && day.weekday() != 7 || day.day() == 29 && day.weekday() == 6);
    }
    day.month() == 4 && (day.day() == 27 && day.weekday() != 7 || day.day() == 26 && day.weekday() == 6)
}

/// Easter Sunday in the Gregorian calendar (anonymous algorithm; Meeus, Astronomical Algorithms, ch. 8).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn easter_falls_where_the_calendar_says() {
        for (year, day) in [(2024, "2024-03-31"), (2025, "2025-04-20"), (2026, "2026-04-05"), (2027, "2027-03-28")] {
            assert_eq!(easter(year), Some(d(day)));
        }
    }

    #[test]
    fn a_term_that_ends_in_a_weekend_or_on_a_holiday_runs_on() {
        // Six weeks from Saturday 10 January 2026 end on Saturday 21 February: Monday 23 February.
        assert_eq!(deadline(d("2026-01-10"), Length::Days(42), true), Some(d("2026-02-23")));
        // Two weeks from Monday 23 March 2026 end on Easter Monday 6 April: Tuesday 7 April.
        assert_eq!(deadline(d("2026-03-23"), Length::Days(14), true), Some(d("2026-04-07")));
        assert_eq!(deadline(d("2026-03-23"), Length::Days(14), false), Some(d("2026-04-06")));
    }

    #[test]
    fn long_terms_do_not_run_on() {
        // Thirteen weeks from Saturday 10 January 2026 end on Saturday 11 April and stay there.
        assert_eq!(deadline(d("2026-01-10"), Length::Days(91), true), Some(d("2026-04-11")));
    }

    #[test]
    fn the_kings_birthday_moves_from_a_sunday() {
        assert!(is_holiday(d("2026-04-27")) && is_holiday(d("2025-04-26")) && !is_holiday(d("2025-04-27")));
    }
}
