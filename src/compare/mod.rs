//! One household under the law in force and under a bill: what it gains and loses over a year, which verdicts turn and
//! by which provisions, and which conflicts come, grow or go.
//!
//! Nothing here decides: both sides are assessed in full, and only what differs is told. An amount that is not certain
//! counts between nothing and what it can be, so that a gain or a loss is only called so when it is one in every case.

mod cause;
mod duty;
mod finding;
mod right;
mod waiver;

pub use duty::{DutyChange, Owed};
pub use finding::{FindingChange, Turn};
pub use right::{Deciding, RightChange, Stand};
pub use waiver::{Expired, Known, Ledger, Waiver, Waivers, baseline, waivers};

use crate::case::Case;
use crate::conflict::{Code, Finding};
use crate::eval::{Answered, Assessment, Evaluator, Settings, assess};
use crate::ir::{Program, SymId};
use crate::value::{Exact, PERSON, Value};
use std::sync::Arc;

/// The conflicts that leave a household without help.
pub const BETWEEN: [Code; 4] = [Code::B02, Code::B03, Code::B08, Code::B10];

/// A household under one body of law.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// The law.
    pub program: &'a Program,
    /// The household.
    pub case: &'a Case,
    /// Date and readings.
    pub settings: &'a Settings,
}

/// How far to look for conflicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Depth<'a> {
    /// The kinds to look for.
    pub kinds: &'a [Code],
    /// Also the deciding facts, the room and the repair address of what comes, grows or goes.
    pub complete: bool,
}

impl Depth<'_> {
    /// Every kind, with deciding facts and room.
    pub const FULL: Self = Self { kinds: &Code::ALL, complete: true };
    /// Every kind, counted only.
    pub const COUNT: Self = Self { kinds: &Code::ALL, complete: false };
    /// The kinds that leave a household without help, counted only.
    pub const BETWEEN: Self = Self { kinds: &BETWEEN, complete: false };
}

/// How a household comes out of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// A right is lost that nothing replaces, or a conflict comes that leaves it without help.
    Between,
    /// It is certainly not better off, and worse off or less sure of what it has.
    Loses,
    /// Something changes, and whether it is for better or worse depends on what is open.
    Open,
    /// It is certainly not worse off, and better off or surer of what it has.
    Gains,
    /// Nothing changes.
    Same,
}

impl Class {
    /// Every class, the most serious first.
    pub const ALL: [Self; 5] = [Self::Between, Self::Loses, Self::Open, Self::Gains, Self::Same];

    /// The Dutch word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Between => "valt ertussen",
            Self::Loses => "verliest",
            Self::Open => "niet te zeggen",
            Self::Gains => "wint",
            Self::Same => "gelijk",
        }
    }
}

/// An amount between bounds, in €; no upper bound when nothing is known of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// Certain at least.
    pub low: Option<Exact>,
    /// Certain at most.
    pub high: Option<Exact>,
}

impl Range {
    /// Nothing.
    pub const NIL: Self = Self { low: Some(Exact::ZERO), high: Some(Exact::ZERO) };

    /// The sum; a bound that is missing on one side is missing in the sum.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let sum = |a: Option<Exact>, b: Option<Exact>| a?.plus(b?);
        Self { low: sum(self.low, other.low), high: sum(self.high, other.high) }
    }

    /// What it can be more than another.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        let less = |a: Option<Exact>, b: Option<Exact>| a?.minus(b?);
        Self { low: less(self.low, other.high), high: less(self.high, other.low) }
    }

    /// Whether it is one known amount.
    #[must_use]
    pub fn exact(self) -> Option<Exact> {
        self.low.filter(|l| self.high == Some(*l))
    }
}

/// One kind of money, before and after, in €.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flow {
    /// What comes regularly, over a year, before.
    pub before: Range,
    /// The same, after.
    pub after: Range,
    /// The difference over a year; what did not change counts as nothing, known or not.
    pub yearly: Range,
    /// The difference in what comes once.
    pub once: Range,
}

impl Flow {
    fn new<T>(totals: (Range, Range), all: &[T], yearly: fn(&T) -> Range, once: fn(&T) -> Range) -> Self {
        let sum = |one: fn(&T) -> Range| all.iter().fold(Range::NIL, |sum, x| sum.plus(one(x)));
        Self { before: totals.0, after: totals.1, yearly: sum(yearly), once: sum(once) }
    }

    /// The whole difference of a year.
    #[must_use]
    pub fn difference(&self) -> Range {
        self.yearly.plus(self.once)
    }
}

/// A household before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// How it comes out.
    pub class: Class,
    /// What rights bring to keep.
    pub kept: Flow,
    /// What rights lend: to pay back, so no income.
    pub lent: Flow,
    /// What there is to pay: duties with an amount.
    pub owed: Flow,
    /// Duties with an amount that stand otherwise.
    pub duties: Vec<DutyChange>,
    /// Rights that stand otherwise.
    pub rights: Vec<RightChange>,
    /// Rights that are lost and that nothing replaces: positions in `rights`.
    pub lost: Vec<usize>,
    /// Conflicts that come, grow or go.
    pub findings: Vec<FindingChange>,
    /// Whether someone belongs to the target of the bill; `None` without a target or when it is open.
    pub in_target: Option<bool>,
}

/// What was found about both sides, to compare.
struct Assessed {
    assessment: Assessment,
    findings: Vec<Finding>,
}

fn look(side: Side<'_>, depth: Depth<'_>) -> Assessed {
    let Side { program, case, settings } = side;
    let assessment = assess(program, case, settings, None, true);
    let findings = crate::conflict::found(program, case, settings, &assessment, depth.kinds);
    Assessed { assessment, findings }
}

/// Fills in what is told of conflicts, each on the side where it is.
fn complete(side: Side<'_>, found: &Assessed, solved: bool, changes: &mut [FindingChange]) {
    let here: Vec<&mut Finding> =
        changes.iter_mut().filter(|c| (c.turn == Turn::Solved) == solved).map(|c| &mut c.finding).collect();
    if here.is_empty() {
        return;
    }
    let Side { program, case, settings } = side;
    let room = crate::room::room(program, case, settings, &found.assessment);
    crate::conflict::complete(program, case, settings, &found.assessment, &room, here);
}

/// Compares a household under two bodies of law. `target` is a truth about one person, and the side that knows it.
#[must_use]
pub fn compare(
    name: &str,
    before: Side<'_>,
    after: Side<'_>,
    depth: Depth<'_>,
    target: Option<(Side<'_>, SymId)>,
) -> Compared {
    let (old, new) = (look(before, depth), look(after, depth));
    let (totals, rights) = right::changes((before, &old.assessment), (after, &new.assessment));
    let (due, duties) = duty::changes((before, &old.assessment.duties), (after, &new.assessment.duties));
    let mut findings = finding::changes(name, (before, &old.findings), (after, &new.findings));
    if depth.complete {
        complete(before, &old, true, &mut findings);
        complete(after, &new, false, &mut findings);
    }
    let kept = Flow::new(totals.kept, &rights, RightChange::yearly, RightChange::once);
    let lent = Flow::new(totals.lent, &rights, RightChange::lent_yearly, RightChange::lent_once);
    let owed = Flow::new(due, &duties, DutyChange::yearly, DutyChange::once);
    // What must be paid is a loss; a loan is neither a gain nor a loss.
    let difference = kept.difference().minus(owed.difference());
    let lost = right::lost(&rights, difference);
    let falls = findings.iter().any(|f| f.turn == Turn::New && BETWEEN.contains(&f.finding.code));
    let class = if falls || !lost.is_empty() {
        Class::Between
    } else if rights.is_empty() && duties.is_empty() {
        Class::Same
    } else {
        class(&rights, difference, lent.difference())
    };
    let in_target = target.and_then(|(side, t)| member(side, t));
    Compared { class, kept, lent, owed, duties, rights, lost, findings, in_target }
}

/// By the money; when that says nothing, by the verdicts and by what can be borrowed.
fn class(rights: &[RightChange], difference: Range, lent: Range) -> Class {
    let zero = Exact::ZERO;
    let more = |r: Range| r.low.is_some_and(|l| l > zero);
    let less = |r: Range| r.high.is_some_and(|h| h < zero);
    let stronger = rights.iter().any(RightChange::stronger) || more(lent);
    let weaker = rights.iter().any(RightChange::weaker) || less(lent);
    let at_least = difference.low.is_some_and(|l| l >= zero);
    let at_most = difference.high.is_some_and(|h| h <= zero);
    match (at_least, at_most) {
        (true, true) => match (stronger, weaker) {
            (true, false) => Class::Gains,
            (false, true) => Class::Loses,
            // Verdicts may differ in the reasons only, with the same money.
            (false, false) if rights.iter().all(RightChange::same_strength) => Class::Same,
            _ => Class::Open,
        },
        (true, false) => Class::Gains,
        (false, true) => Class::Loses,
        (false, false) => Class::Open,
    }
}

/// Whether a truth holds for someone of the household.
fn member(side: Side<'_>, target: SymId) -> Option<bool> {
    let mut ev = Evaluator::new(side.program, side.case, side.settings);
    let mut open = false;
    for person in side.case.of_sort(PERSON) {
        match ev.ask_about(target, &[person]) {
            Answered::Known(Value::Truth(true)) => return Some(true),
            Answered::Known(_) => {}
            _ => open = true,
        }
    }
    (!open).then_some(false)
}

impl Compared {
    /// What may need an answer: each with the key by which a baseline or a waiver names it.
    pub fn points<'a>(&'a self, name: &'a str) -> impl Iterator<Item = Arc<str>> + 'a {
        let lost = self.lost.iter().filter_map(|i| self.rights.get(*i)).map(move |r| r.key(name));
        let found = self.findings.iter().filter(|f| f.turn != Turn::Solved).map(|f| f.key.clone());
        lost.chain(found)
    }
}
