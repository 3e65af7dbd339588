//! What a programmer would write without a rules engine: the same formulas, the same exact numbers, the same roundings
//! and the same tests of partner, income and capital, for the years 2024 to 2026. No reasons, no articles, no ways out.

#![allow(clippy::expect_used, reason = "a figure of the law that cannot be read is a mistake in this file")]

mod clinic;

pub use clinic::{Answer, Clinic, Costs, Figures as ClinicFigures, Results, clinic};

use kanwel::value::{Date, Exact, Period, Rounding};

/// A person, as far as health care allowance looks.
#[derive(Clone)]
pub struct Person {
    /// First and last possible day of birth.
    pub born: (Date, Date),
    pub address: Option<u32>,
    pub lawful: bool,
    pub insured: bool,
    pub treaty_care: bool,
    pub care_costs_abroad: Exact,
    pub assessed: bool,
    pub statement: bool,
    pub invited: bool,
    pub income: Exact,
    pub wages: Exact,
    pub income_abroad: Exact,
    pub waived_debt: Exact,
    pub waiver_on_request: bool,
    pub savings: Exact,
    pub suspected_of_leaving: bool,
    pub applied: Option<Date>,
}

/// Why two persons are partners, and since when.
pub struct Tie {
    pub between: (usize, usize),
    pub kind: TieKind,
    pub from: Date,
}

/// What makes partners.
#[allow(dead_code, reason = "the households that are measured have no ties; the tests of them stay")]
pub enum TieKind {
    Married,
    Notarial,
    Child,
    Pension,
    House,
}

/// Everyone, and who belongs together.
pub struct Household {
    pub people: Vec<Person>,
    pub ties: Vec<Tie>,
}

/// The figures of one year.
struct Year {
    premium: Exact,
    threshold: Exact,
    alone: Exact,
    together: Exact,
    above: Exact,
    capital_alone: Exact,
    capital_together: Exact,
    smallest: Exact,
}

/// The figures of the law.
pub struct Figures {
    years: [Year; 3],
    half: Exact,
    twelve: Exact,
}

pub fn number(text: &str) -> Exact {
    Exact::parse_decimal(text).expect("a number")
}

impl Figures {
    pub fn new() -> Self {
        let year = |f: [&str; 8]| {
            let [premium, threshold, alone, together, above, capital_alone, capital_together, smallest] = f.map(number);
            Year { premium, threshold, alone, together, above, capital_alone, capital_together, smallest }
        };
        let years = [
            ["1987", "26819", "0.01879", "0.04256", "0.13670", "140213", "177301", "24"],
            ["2112", "28406", "0.01896", "0.04273", "0.13700", "141896", "179429", "24"],
            ["2119", "29736", "0.01912", "0.04289", "0.13730", "146011", "184633", "24"],
        ];
        Self { years: years.map(year), half: number("0.5"), twelve: number("12") }
    }

    fn on(&self, date: Date) -> Option<&Year> {
        self.years.get(usize::try_from(date.year() - 2024).ok()?)
    }
}

/// Whether a person has reached an age; `None` when that hangs on the day of birth.
pub fn reached(born: (Date, Date), age: i32, on: Date) -> Option<bool> {
    let (first, last) = (born.0.completed_years(on) >= age, born.1.completed_years(on) >= age);
    (first == last).then_some(first)
}

impl Household {
    fn same_address(&self, p: &Person, q: &Person) -> bool {
        p.address.is_some() && p.address == q.address
    }

    fn tied(&self, tie: &Tie, p: usize, q: usize, date: Date) -> Option<bool> {
        if tie.from > date || tie.between != (p, q) && tie.between != (q, p) {
            return Some(false);
        }
        let (a, b) = (self.people.get(p)?, self.people.get(q)?);
        Some(match tie.kind {
            TieKind::Married => true,
            TieKind::Notarial => self.same_address(a, b) && reached(a.born, 18, date)? && reached(b.born, 18, date)?,
            TieKind::Child | TieKind::Pension | TieKind::House => self.same_address(a, b),
        })
    }

    /// The partner of a person on a date: the outer `None` is doubt.
    fn partner(&self, p: usize, date: Date) -> Option<Option<usize>> {
        for q in (0..self.people.len()).filter(|q| *q != p) {
            for tie in &self.ties {
                if self.tied(tie, p, q, date)? {
                    return Some(Some(q));
                }
            }
        }
        Some(None)
    }

    fn insured(&self, p: &Person, date: Date) -> Option<bool> {
        Some((p.insured || p.treaty_care) && reached(p.born, 18, date)?)
    }

    fn premium(&self, p: &Person, year: &Year) -> Option<Exact> {
        if p.treaty_care { year.premium.times(p.care_costs_abroad) } else { Some(year.premium) }
    }

    fn income(&self, p: &Person) -> Option<Exact> {
        if !p.assessed && !p.statement && !p.invited && p.income_abroad.is_zero() {
            return Some(Exact::ZERO);
        }
        let waived = if p.waived_debt > Exact::ZERO && !p.waiver_on_request { Exact::ZERO } else { p.waived_debt };
        let own = if p.assessed { p.income } else { p.wages };
        own.plus(p.income_abroad)?.minus(waived)
    }

    /// Whether the capital of a person and of everyone who was a partner this year stays below the limits.
    fn within(&self, p: usize, year: Period, alone: Exact, together: Exact) -> Option<bool> {
        let own = self.people.get(p)?.savings;
        let mut all = own;
        for q in (0..self.people.len()).filter(|q| *q != p) {
            let mut was = false;
            for month in year.months(12) {
                was |= self.partner(p, month.start)? == Some(q);
            }
            if was {
                all = all.plus(self.people.get(q)?.savings)?;
            }
        }
        if all <= alone {
            return Some(true);
        }
        if own > together {
            return Some(false);
        }
        let first = self.partner(p, year.start)?;
        for month in year.months(12) {
            if self.partner(p, month.start)? != first {
                return None;
            }
        }
        Some(all <= if first.is_some() { together } else { alone })
    }

    /// The monthly health care allowance of a person: the outer `None` is doubt, the inner one a refusal.
    pub fn allowance(&self, p: usize, on: Date, figures: &Figures) -> Option<Option<Exact>> {
        let date = on.first_of_month();
        let year = figures.on(on)?;
        let calendar = Period::year_of(date);
        let person = self.people.get(p)?;
        if !self.insured(person, date)? {
            return Some(None);
        }
        let partner = self.partner(p, date)?.and_then(|q| self.people.get(q));
        let mut premium = self.premium(person, year)?;
        let mut share = Exact::ONE;
        let mut income = self.income(person)?;
        if let Some(other) = partner {
            let insured = self.insured(other, date)?;
            premium = premium.plus(self.premium(if insured { other } else { person }, year)?)?;
            income = income.plus(self.income(other)?)?;
            if !insured {
                share = figures.half;
            }
            if !other.lawful {
                return Some(None);
            }
        }
        let rate = if partner.is_some() { year.together } else { year.alone };
        let above = income.minus(year.threshold)?.max(Exact::ZERO);
        let norm = rate.times(year.threshold)?.plus(year.above.times(above)?)?;
        if premium <= norm || person.suspected_of_leaving {
            return Some(None);
        }
        if !self.within(p, calendar, year.capital_alone, year.capital_together)? {
            return Some(None);
        }
        let whole = premium.minus(norm)?.times(share)?.rounded(Rounding::HalfUp, Exact::ONE)?;
        if whole < year.smallest || person.applied.is_some_and(|d| d.year() > date.year() + 1) {
            return Some(None);
        }
        Some(Some(whole.over(figures.twelve)?.rounded(Rounding::Down, Exact::ONE)?))
    }
}
