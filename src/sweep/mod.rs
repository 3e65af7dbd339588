//! What one more euro brings: the money a household has to spend as a function of one fact.
//!
//! The spending money is a concept that `telt als inkomen`, in € per year. It is a piecewise linear function of the
//! fact that is varied, with jumps where a limit is crossed. A piece is taken as linear when the first and last euro
//! and the chord rise equally; else it is split where the tangents meet, or in the middle. So a bend is found exactly
//! and a jump to the euro.

mod curve;

pub use curve::{Cliff, Curve, Point, Steep};

use crate::case::{Case, FactKey, FactState, Segment};
use crate::eval::{Answered, Evaluator, Recall, Settings, Step};
use crate::ir::{CountsAs, Program, SymId, SymKind};
use crate::value::{Base, Date, Entity, Exact, Rounding, Value};
use std::collections::BTreeMap;

/// Most evaluations of one sweep. A function that does not become linear is left unfinished, and says so.
pub const MOST: usize = 4_000;

/// Parts into which a range is cut before anything is known of it.
const PARTS: i64 = 24;

/// What is varied for whom, and what it is measured by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Axis {
    /// The fact.
    pub fact: FactKey,
    /// Its part: income in € per month or year, or assets in €.
    pub part: CountsAs,
    /// The person whose spending money is looked at.
    pub person: Entity,
    /// The concept that gives the spending money, in € per year.
    pub measure: SymId,
    /// How much a unit of the fact is in € per year: 12 for € per month, 1 otherwise.
    pub yearly: i64,
    /// The value in the case.
    pub now: Exact,
}

/// How far a curve goes when nobody says: € per year, € per month, and € of savings.
const YEARLY: i64 = 100_000;
const MONTHLY: i64 = 6_000;
const SAVED: i64 = 160_000;

impl Axis {
    /// Where a curve ends when nobody says: past the value of the case, and far enough to pass the usual limits; in the
    /// unit of the fact.
    #[must_use]
    pub fn far(&self) -> i64 {
        let usual = match (self.part, self.yearly) {
            (CountsAs::Assets, _) => SAVED,
            (_, 12) => MONTHLY,
            _ => YEARLY,
        };
        let now = self.now.rounded(Rounding::Up, Exact::ONE).and_then(Exact::as_int).unwrap_or(0);
        usual.max(now.saturating_add(now / 4))
    }
}

/// The facts of a case that can be varied: known incomes and savings of people of whom spending money is known.
#[must_use]
pub fn axes(program: &Program, case: &Case, settings: &Settings) -> Vec<Axis> {
    let people: Vec<Entity> = case.of_sort(crate::value::PERSON).collect();
    axes_of(program, case, settings, &people)
}

/// A fact as it can be varied, if it can.
#[must_use]
pub fn axis(program: &Program, case: &Case, settings: &Settings, fact: &FactKey) -> Option<Axis> {
    axes_of(program, case, settings, &fact.1).into_iter().find(|a| a.fact == *fact)
}

fn axes_of(program: &Program, case: &Case, settings: &Settings, people: &[Entity]) -> Vec<Axis> {
    let symbols = || (0_u32..).map(SymId).zip(&program.symbols).map(|(id, s)| (id, &*s.signature));
    let measure = symbols().find(|(_, s)| {
        s.counts == Some(CountsAs::Income)
            && matches!(s.kind, SymKind::Concept)
            && s.params.len() == 1
            && s.result.unit().and_then(crate::value::Unit::base) == Some(Base::Year)
    });
    let Some((measure, _)) = measure else { return Vec::new() };
    // One evaluator for everyone: what they share is worked out once.
    let mut ev = Evaluator::new(program, case, settings).with_trace();
    let read: Vec<(Entity, Vec<FactKey>)> = people.iter().map(|p| (*p, facts_of(&mut ev, measure, *p))).collect();
    let mut out = Vec::new();
    for (fact, s) in symbols() {
        let Some(part @ (CountsAs::Income | CountsAs::Assets)) = s.counts else { continue };
        if !matches!(s.kind, SymKind::Fact(_)) || s.params.len() != 1 {
            continue;
        }
        let monthly = s.result.unit().and_then(crate::value::Unit::base) == Some(Base::Month);
        for (person, read) in &read {
            let (person, key): (Entity, FactKey) = (*person, (fact, std::iter::once(*person).collect()));
            if !read.contains(&key) {
                continue;
            }
            if let FactState::Known(Value::Number(now)) = case.state(&key, settings.date) {
                let yearly = if monthly { 12 } else { 1 };
                out.push(Axis { fact: key, part, person, measure, yearly, now: *now });
            }
        }
    }
    out
}

/// The facts that someone's spending money rests on.
fn facts_of(ev: &mut Evaluator<'_>, measure: SymId, person: Entity) -> Vec<FactKey> {
    let asked = ev.asked(measure, vec![person]);
    let steps = asked.derivation.nodes.iter().flat_map(|n| &n.steps);
    let fact = |s: &Step| match s {
        Step::Fact { fact, about, .. } => Some((*fact, about.clone())),
        _ => None,
    };
    steps.filter_map(fact).collect()
}

/// The curve between two values of the fact, in whole euros. Rounding is left out: with it no amount is linear.
#[must_use]
pub fn curve(program: &Program, case: &Case, settings: &Settings, axis: &Axis, (from, to): (i64, i64)) -> Curve {
    let settings = Settings { unrounded: true, ..settings.clone() };
    Sweep::new(program, case, &settings, axis).explore(from, to)
}

/// Evaluates the spending money at values of a fact.
pub struct Sweep<'a> {
    program: &'a Program,
    case: Case,
    settings: &'a Settings,
    axis: &'a Axis,
    known: BTreeMap<i64, Option<Exact>>,
    /// What does not rest on the fact is worked out once.
    recall: Recall,
}

impl<'a> Sweep<'a> {
    /// A sweep over a fact of a case.
    #[must_use]
    pub fn new(program: &'a Program, case: &Case, settings: &'a Settings, axis: &'a Axis) -> Self {
        Self { program, case: case.clone(), settings, axis, known: BTreeMap::new(), recall: Recall::default() }
    }

    /// The spending money in € per year when the fact is a whole number of euros; `None` when it is open.
    pub fn at(&mut self, euros: i64) -> Option<Exact> {
        if let Some(known) = self.known.get(&euros) {
            return *known;
        }
        let value = Value::Number(Exact::int(euros));
        let (from, until): (Option<Date>, Option<Date>) = (None, None);
        self.case.facts.insert(self.axis.fact.clone(), vec![Segment { from, until, state: FactState::Known(value) }]);
        let mut recall = std::mem::take(&mut self.recall);
        recall.forget(std::slice::from_ref(&self.axis.fact));
        let mut ev = Evaluator::recalling(self.program, &self.case, self.settings, recall);
        let found = match ev.ask_about(self.axis.measure, &[self.axis.person]) {
            Answered::Known(Value::Number(n)) => Some(n),
            _ => None,
        };
        self.recall = ev.into_recall();
        self.known.insert(euros, found);
        found
    }

    /// How many evaluations were made.
    #[must_use]
    pub fn made(&self) -> usize {
        self.known.len()
    }

    fn explore(mut self, from: i64, to: i64) -> Curve {
        let mut todo: Vec<(i64, i64)> = Vec::new();
        let step = (to.saturating_sub(from) / PARTS).max(1);
        let mut low = from;
        while low < to {
            let high = low.saturating_add(step).min(to);
            todo.push((low, high));
            low = high;
        }
        let mut complete = true;
        while let Some((low, high)) = todo.pop() {
            if high.saturating_sub(low) <= 1 {
                self.at(low);
                self.at(high);
                continue;
            }
            if self.made() >= MOST {
                complete = false;
                break;
            }
            let mut left = low;
            for split in self.bend(low, high) {
                todo.push((left, split));
                left = split;
            }
            if left > low {
                todo.push((left, high));
            }
        }
        Curve::new(self.axis, &self.known, complete)
    }

    /// Where a piece must be split; nowhere when it is linear or open.
    fn bend(&mut self, low: i64, high: i64) -> Vec<i64> {
        self.bent(low, high).unwrap_or_default()
    }

    fn bent(&mut self, low: i64, high: i64) -> Option<Vec<i64>> {
        let middle = low.saturating_add((high - low) / 2);
        let (Some(a), Some(b)) = (self.at(low), self.at(high)) else {
            // Where it is open on one side only, the border is looked for.
            let (left, right) = (self.at(low).is_some(), self.at(high).is_some());
            return (left != right).then(|| vec![middle]);
        };
        let width = Exact::int(high - low);
        let first = self.at(low + 1).and_then(|n| n.minus(a))?;
        let last = self.at(high - 1).and_then(|n| b.minus(n))?;
        let chord = b.minus(a).and_then(|d| d.over(width))?;
        if first == chord && last == chord {
            return None;
        }
        // Where the first and the last tangent meet, if that lies inside.
        let meet = first.minus(last).filter(|d| !d.is_zero()).and_then(|d| {
            let rise = b.minus(a)?.minus(last.times(width)?)?;
            rise.over(d)?.rounded(Rounding::Down, Exact::ONE)?.as_int()
        });
        let inside = meet.map(|m| low.saturating_add(m)).filter(|m| *m > low && *m < high);
        match inside {
            // The bend itself lies between two whole euros.
            Some(m) if m + 1 < high && !self.known.contains_key(&m) && self.on_tangent(low, a, first, m) => {
                Some(vec![m, m + 1])
            }
            _ => Some(vec![middle]),
        }
    }

    /// Whether the function still follows its first tangent at a value.
    fn on_tangent(&mut self, low: i64, start: Exact, slope: Exact, x: i64) -> bool {
        let expected = slope.times(Exact::int(x - low)).and_then(|d| start.plus(d));
        self.at(x).is_some() && self.at(x) == expected
    }
}
