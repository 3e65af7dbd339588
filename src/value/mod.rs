//! Exact values: numbers, dates, units and how Dutch writes them.

mod date;
mod exact;
mod format;
mod unit;

pub use date::{Date, Length, MonthDay, Period, month_name, month_number};
pub use exact::{Exact, Rounding};
pub use format::{decimal, dutch_length, dutch_money, dutch_number, dutch_percent, dutch_value};
pub use unit::{ADDRESS, Base, Clock, PERSON, Type, Unit};

use std::cmp::Ordering;
use std::sync::Arc;

/// An entity of a case: its position in the list of persons, addresses and other entities of that case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Entity(pub u32);

/// A known value. Its [`Type`] is known statically; a number does not carry its unit.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// Yes or no.
    Truth(bool),
    /// A number: money in euros, percentages as fractions (4 % is 1/25).
    Number(Exact),
    /// A date.
    Date(Date),
    /// A length of time.
    Length(Length),
    /// A period.
    Period(Period),
    /// A municipality, by name.
    Municipality(Arc<str>),
    /// A member of an enumeration, by name.
    Kind(Arc<str>),
    /// A person, an address or another entity.
    Entity(Entity),
    /// Known to be absent: no partner, no address, not applicable.
    Nobody,
}

impl Value {
    /// The number, if it is one.
    #[must_use]
    pub const fn number(&self) -> Option<Exact> {
        match self {
            Self::Number(n) => Some(*n),
            _ => None,
        }
    }

    /// The truth value, if it is one.
    #[must_use]
    pub const fn truth(&self) -> Option<bool> {
        match self {
            Self::Truth(t) => Some(*t),
            _ => None,
        }
    }
}

/// Order of two values of one type; `None` where there is none.
#[must_use]
pub fn order(a: &Value, b: &Value) -> Option<Ordering> {
    match (a, b) {
        (Value::Number(x), Value::Number(y)) => Some(x.cmp(y)),
        (Value::Date(x), Value::Date(y)) => Some(x.cmp(y)),
        (Value::Length(x), Value::Length(y)) => Some(x.cmp(y)),
        _ => None,
    }
}
