//! Units and types. `€ per maand` and `€ per jaar` are different types; nothing converts silently.

use super::Exact;
use std::fmt;
use std::sync::Arc;

/// A base of time in a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Base {
    /// Hour.
    Hour,
    /// Day.
    Day,
    /// Week.
    Week,
    /// Month.
    Month,
    /// Year.
    Year,
}

impl Base {
    /// All bases, in the order in which exponents are stored.
    pub const ALL: [Self; 5] = [Self::Hour, Self::Day, Self::Week, Self::Month, Self::Year];

    /// The Dutch word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Hour => "uur",
            Self::Day => "dag",
            Self::Week => "week",
            Self::Month => "maand",
            Self::Year => "jaar",
        }
    }

    /// Reads the Dutch word, singular.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|b| b.word() == word)
    }
}

/// The unit of a number: powers of the euro and of the bases of time, and whether it is written in per cent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Unit {
    euro: i8,
    time: [i8; 5],
    percent: bool,
}

impl Unit {
    /// A plain number or count.
    pub const NUMBER: Self = Self { euro: 0, time: [0; 5], percent: false };
    /// A percentage.
    pub const PERCENT: Self = Self { euro: 0, time: [0; 5], percent: true };
    /// An amount of money at a moment.
    pub const EURO: Self = Self { euro: 1, time: [0; 5], percent: false };

    /// This unit per base of time: `€` becomes `€ per maand`.
    #[must_use]
    pub fn per(mut self, base: Base) -> Self {
        if let Some(e) = self.time.get_mut(base as usize) {
            *e -= 1;
        }
        self
    }

    /// This unit times a base of time: `uur`.
    #[must_use]
    pub fn of(mut self, base: Base) -> Self {
        if let Some(e) = self.time.get_mut(base as usize) {
            *e += 1;
        }
        self
    }

    /// The unit of a product.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        self.combine(other, i8::saturating_add)
    }

    /// The unit of a quotient.
    #[must_use]
    pub fn over(self, other: Self) -> Self {
        let mut unit = self.combine(other, i8::saturating_sub);
        unit.percent = self.percent && !other.percent && unit.is_plain();
        unit
    }

    fn combine(self, other: Self, f: fn(i8, i8) -> i8) -> Self {
        let mut time = self.time;
        for (e, o) in time.iter_mut().zip(other.time) {
            *e = f(*e, o);
        }
        let unit = Self { euro: f(self.euro, other.euro), time, percent: false };
        Self { percent: (self.percent || other.percent) && unit.is_plain(), ..unit }
    }

    /// Whether the unit has neither money nor time in it (a number or a percentage).
    #[must_use]
    pub fn is_plain(self) -> bool {
        self.euro == 0 && self.time == [0; 5]
    }

    /// Whether this is money (with or without a base of time).
    #[must_use]
    pub fn is_money(self) -> bool {
        self.euro == 1
    }

    /// Whether numbers are written in per cent.
    #[must_use]
    pub fn is_percent(self) -> bool {
        self.percent
    }

    /// The single base of time this is "per", if that is all there is.
    #[must_use]
    pub fn base(self) -> Option<Base> {
        let mut found = Base::ALL.into_iter().zip(self.time).filter(|(_, e)| *e != 0);
        match (found.next(), found.next()) {
            (Some((base, -1)), None) => Some(base),
            _ => None,
        }
    }

    /// An amount in this unit, per month; `None` for what is not per month or year.
    #[must_use]
    pub fn per_month(self, amount: Exact) -> Option<Exact> {
        match self.base() {
            Some(Base::Month) => Some(amount),
            Some(Base::Year) => amount.over(Exact::int(12)),
            _ => None,
        }
    }

    /// The unit with its single "per" taken off or replaced.
    #[must_use]
    pub fn with_base(self, base: Option<Base>) -> Self {
        let bare = Self { time: [0; 5], ..self };
        base.map_or(bare, |b| bare.per(b))
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut above: Vec<&str> = vec!["€"; usize::try_from(self.euro).unwrap_or(0)];
        let mut below: Vec<&str> = vec!["€"; usize::try_from(-i16::from(self.euro)).unwrap_or(0)];
        for (base, e) in Base::ALL.into_iter().zip(self.time) {
            let list = if e > 0 { &mut above } else { &mut below };
            list.extend(std::iter::repeat_n(base.word(), usize::from(e.unsigned_abs())));
        }
        if above.is_empty() {
            above.push(if self.percent { "%" } else { "getal" });
        }
        f.write_str(&above.join(" × "))?;
        for word in below {
            write!(f, " per {word}")?;
        }
        Ok(())
    }
}

/// In what a length of time is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Clock {
    /// Months and years.
    Months,
    /// Days and weeks.
    Days,
}

/// The static type of a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Type {
    /// Yes or no.
    Truth,
    /// A number with a unit.
    Number(Unit),
    /// `nihil`: zero in whatever unit is wanted.
    Nil,
    /// A date.
    Date,
    /// A length of time, in months or in days; the two do not compare.
    Length(Clock),
    /// A period.
    Period,
    /// A municipality.
    Municipality,
    /// A member of an enumeration (`soort`).
    Kind(Arc<str>),
    /// A person, an address or another declared entity.
    Entity(Arc<str>),
    /// A set of entities of one sort.
    Set(Arc<str>),
}

/// The entity sort of persons.
pub const PERSON: &str = "persoon";
/// The entity sort of addresses.
pub const ADDRESS: &str = "adres";

impl Type {
    /// An amount of money, per base of time if given.
    #[must_use]
    pub fn money(base: Option<Base>) -> Self {
        Self::Number(Unit::EURO.with_base(base))
    }

    /// A person.
    #[must_use]
    pub fn person() -> Self {
        Self::Entity(PERSON.into())
    }

    /// The unit, for numbers.
    #[must_use]
    pub const fn unit(&self) -> Option<Unit> {
        match self {
            Self::Number(unit) => Some(*unit),
            _ => None,
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truth => f.write_str("ja of nee"),
            Self::Number(unit) => unit.fmt(f),
            Self::Nil => f.write_str("nihil"),
            Self::Date => f.write_str("datum"),
            Self::Length(Clock::Months) => f.write_str("maanden"),
            Self::Length(Clock::Days) => f.write_str("dagen"),
            Self::Period => f.write_str("periode"),
            Self::Municipality => f.write_str("gemeente"),
            Self::Kind(name) | Self::Entity(name) => f.write_str(name),
            Self::Set(name) if &**name == PERSON => f.write_str("personen"),
            Self::Set(name) => write!(f, "groep van {name}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_multiply_and_divide() {
        let month = Unit::EURO.per(Base::Month);
        let hourly = Unit::EURO.per(Base::Hour);
        let hours = Unit::NUMBER.of(Base::Hour).per(Base::Month);
        assert_eq!(hourly.times(hours), month);
        assert_eq!(Unit::PERCENT.times(month), month);
        assert_eq!(Unit::PERCENT.times(Unit::NUMBER), Unit::PERCENT);
        assert_eq!(month.over(month), Unit::NUMBER);
        assert_eq!(Unit::PERCENT.over(Unit::NUMBER), Unit::PERCENT);
        assert_eq!(Unit::PERCENT.over(Unit::PERCENT), Unit::NUMBER);
    }

    #[test]
    fn units_read_as_dutch() {
        let shown =
            [Unit::EURO.per(Base::Month), Unit::PERCENT, Unit::NUMBER, Unit::NUMBER.of(Base::Hour).per(Base::Month)]
                .map(|u| u.to_string());
        assert_eq!(shown, ["€ per maand", "%", "getal", "uur per maand"]);
    }
}
