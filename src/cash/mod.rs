//! Money through the month: what comes in and goes out, on which day, and whether the balance holds.
//!
//! Money comes from rights that stand, from monthly facts that `telt als inkomen`, and from `[[betalingen]]` of the
//! case; it goes to facts and duties that `telt als inhouding` or `vaste_last`. A day comes from the case, else from the
//! rule that gives the right; where neither knows it, the calendar is worked out twice: with the worst days and with
//! the best. Amounts are exact, in €; nothing is rounded and no day is moved.

mod fact;
mod gather;
mod household;
mod outlook;
mod right;
mod when;

use crate::case::Case;
use crate::eval::{Settings, Verdict};
use crate::ir::{Program, RuleId, SymId};
use crate::law::Target;
use crate::value::{Date, Entity, Exact, Length, Period};
use std::sync::Arc;

/// The most months one calendar can show.
pub const MOST_MONTHS: i32 = 24;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// A day in the first month.
    pub month: Date,
    /// Number of months, from 1 to [`MOST_MONTHS`].
    pub months: i32,
    /// Balance at the beginning of the first day, in €.
    pub begin: Exact,
    /// Whose money; empty for everyone who lives where the applicant lives.
    pub people: Vec<Entity>,
}

/// What money is for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Source {
    /// A right, with the thing it is for.
    Right(SymId, Option<Entity>),
    /// The part of a right that was kept back during a year.
    Kept(SymId, Option<Entity>),
    /// A fact or concept.
    Fact(SymId),
    /// A duty.
    Duty(RuleId),
    /// Something of the household's own.
    Own(Arc<str>),
}

/// On what an amount rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Standing {
    /// The case says so.
    Stated,
    /// A decision on file grants it; the rules give the amount.
    Decided,
    /// The rules give it, and no decision on file does.
    ByRule,
}

/// Where the day comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DayFrom {
    /// `[[betalingen]]`.
    Case,
    /// The rule names the day.
    Rule,
    /// The rule names the month or the term, not the day.
    Term,
    /// It is taken from income, so it moves with the income.
    Income,
    /// Nothing says it.
    Nobody,
}

/// Money that comes in or goes out once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// What it is for.
    pub source: Source,
    /// Whose it is.
    pub about: Option<Entity>,
    /// Who has the same right jointly.
    pub jointly: Vec<Entity>,
    /// Whether it comes in.
    pub incoming: bool,
    /// Amount in €, above zero.
    pub amount: Exact,
    /// The day on which it hurts most: late for what comes in, early for what goes out.
    pub worst: Date,
    /// The day on which it helps most.
    pub best: Date,
    /// On what the amount rests.
    pub standing: Standing,
    /// Where the day comes from.
    pub day: DayFrom,
    /// The place in the law that says when it is paid.
    pub place: Option<Target>,
    /// The time it is for, where that is another time than the month of payment.
    pub over: Option<Period>,
}

impl Flow {
    /// First and last possible day.
    #[must_use]
    pub fn window(&self) -> (Date, Date) {
        (self.worst.min(self.best), self.worst.max(self.best))
    }
}

/// Why something is not in the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is not filled in.
    NotStated,
    /// The right stands or stood, but from this month on its amount is not known.
    NoAmount(Date),
    /// It has not been decided, and the rules do not settle it.
    Undecided(Verdict),
    /// It is no gift: a loan or another form, and it has not been granted.
    Form(Arc<str>),
    /// Another holder at the same address can have it instead.
    OnlyOne,
    /// The same money is in a fact already.
    Within(SymId),
    /// It is paid between two days, and not certainly within this time.
    Between(Exact, Date, Date),
    /// An amount at once or per year, of which no day is known.
    NoDay(Exact),
    /// A monthly amount in the case that nothing calls money that comes in or goes out.
    NoPart(Exact),
    /// The case says when it is paid, but there is nothing to pay, or it is paid in another rhythm.
    Idle,
    /// This person lives elsewhere.
    Elsewhere,
}

/// Something that is not in the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// What it is; `None` for everything of a person.
    pub source: Option<Source>,
    /// About whom.
    pub about: Option<Entity>,
    /// Why it is left out.
    pub why: Why,
}

/// The balance in one order of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Track {
    /// Lowest balance at the end of a day, in €.
    pub low: Exact,
    /// The first day with that balance.
    pub low_day: Date,
    /// The first day that ends below zero.
    pub below: Option<Date>,
    /// Number of days that end below zero.
    pub days_below: i64,
    /// Balance at the end, in €.
    pub end: Exact,
}

/// Kinds of shortage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shortage {
    /// Nothing is known to go out, so nothing can be said.
    Unknown,
    /// None.
    None,
    /// Less comes in than goes out.
    Amount,
    /// Enough comes in, but too late on some day.
    Rhythm,
    /// Enough comes in; whether it is in time depends on days that are not known.
    PerhapsRhythm,
    /// Enough comes in, but the balance began below zero and does not get above it.
    StartedBelow,
}

/// What a calendar comes down to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// All that comes in, in €.
    pub incoming: Exact,
    /// All that goes out, in €.
    pub outgoing: Exact,
    /// With the worst days.
    pub worst: Track,
    /// With the best days.
    pub best: Track,
    /// Kind of shortage.
    pub shortage: Shortage,
    /// What the balance at the beginning lacks to stay at or above zero with the worst days, in €.
    pub buffer: Exact,
}

/// One month of a calendar, with the worst days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthSum {
    /// First day.
    pub month: Date,
    /// What comes in, in €.
    pub incoming: Exact,
    /// What goes out, in €.
    pub outgoing: Exact,
    /// Lowest balance at the end of a day, in €.
    pub low: Exact,
    /// Balance at the end, in €.
    pub end: Exact,
}

/// The money of a household through some months.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// The months.
    pub period: Period,
    /// Balance at the beginning of the first day, in €.
    pub begin: Exact,
    /// Whose money.
    pub people: Vec<Entity>,
    /// Every flow, in order of the worst days.
    pub flows: Vec<Flow>,
    /// What it comes down to.
    pub outlook: Outlook,
    /// The same without what has not been granted, if there is such money.
    pub granted: Option<Outlook>,
    /// Month by month.
    pub months: Vec<MonthSum>,
    /// What is not in it.
    pub left: Vec<Left>,
}

/// The money of the household of a case. `None` when the amounts are too large to add up, or the months lie outside
/// the calendar.
#[must_use]
pub fn calendar(program: &Program, case: &Case, settings: &Settings, question: &Question) -> Option<Calendar> {
    let start = question.month.first_of_month();
    let end = start.plus(Length::Months(question.months.clamp(1, MOST_MONTHS)))?;
    let period = Period { start, end };
    let people = household::people(program, case, settings.date, &question.people);
    let mut desk = gather::Desk::new(program, case, settings, period, people);
    desk.gather()?;
    let (people, mut flows, left) = desk.done();
    let label = |f: &Flow| (name(program, case, f), f.about.map(|e| case.name(e)), f.amount, f.over);
    flows.sort_by_cached_key(|f| (f.worst, f.best, !f.incoming, label(f)));
    let all: Vec<&Flow> = flows.iter().collect();
    let granted: Vec<&Flow> = flows.iter().filter(|f| f.standing != Standing::ByRule).collect();
    let outlook = outlook::outlook(&all, question.begin, period)?;
    let without =
        if granted.len() < all.len() { Some(outlook::outlook(&granted, question.begin, period)?) } else { None };
    let months = outlook::months(&all, question.begin, period)?;
    Some(Calendar { period, begin: question.begin, people, flows, outlook, granted: without, months, left })
}

/// A name that does not depend on the order of the file.
fn name(program: &Program, case: &Case, flow: &Flow) -> String {
    let sym = |s: &SymId| program.signature(*s).map_or_else(String::new, |s| s.sym.to_string());
    let thing = |e: &Option<Entity>| e.map_or_else(String::new, |e| case.name(e).to_string());
    match &flow.source {
        Source::Right(s, about) | Source::Kept(s, about) => format!("{} {}", sym(s), thing(about)),
        Source::Fact(s) => sym(s),
        Source::Duty(rule) => program.provision_of(*rule).map_or_else(String::new, |p| p.citation.to_string()),
        Source::Own(label) => label.to_string(),
    }
}
