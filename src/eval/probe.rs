//! Trying values: at which value of a fact a question gets another answer.

use super::Settings;
use super::engine::Evaluator;
use super::frame::Frame;
use super::lever::Chosen;
use super::outcome::{About, Tri, Val};
use super::recall::Recall;
use super::right_lever::Want;
use crate::case::{Case, FactState};
use crate::ir::expr::Expr;
use crate::ir::{FactInfo, Program, RuleId, SymId};
use crate::syntax::ast::Flow;
use crate::value::{Clock, Date, Entity, Exact, Length, PERSON, Type, Unit, Value};
use std::cell::RefCell;

/// A yes-or-no question that can be asked of any case.
#[derive(Clone)]
pub(super) enum Probe<'p> {
    /// A condition.
    Test(&'p Expr<SymId>, Frame<'p>),
    /// A condition, of which only a part is looked at.
    Part(&'p Expr<SymId>, &'p Expr<SymId>, Frame<'p>),
    /// Whether a concept gives this person or thing.
    Gives(SymId, Vec<Val>, Date, Entity),
    /// Whether a local rule reaches someone.
    Territory(RuleId, Vec<Val>, Date),
    /// Whether a right stands.
    Right(SymId, Vec<Val>, Date, Want),
    /// Whether the amount of a right is at least this.
    Amount(SymId, Vec<Val>, Date, Exact),
}

impl<'p> Probe<'p> {
    /// The answer in the case of an evaluator.
    pub(super) fn ask<'q>(&self, ev: &mut Evaluator<'q>) -> Tri
    where
        'p: 'q,
    {
        match self {
            Self::Test(e, f) | Self::Part(e, _, f) => ev.test(e, &mut fresh(f)),
            Self::Gives(what, args, date, who) => match ev.ask(*what, args, *date) {
                Val::Known(value) => Tri::from_bool(value == Value::Entity(*who)),
                other => match other.reasons() {
                    Some(reasons) => Tri::open(reasons.clone()),
                    None => Tri::False,
                },
            },
            Self::Territory(rule, args, date) => match ev.program.rule(*rule) {
                Some(linked) => ev.in_territory(linked, args, *date),
                None => Tri::False,
            },
            Self::Right(right, args, date, want) => want.met_by(ev, *right, args, *date),
            Self::Amount(right, args, date, least) => ev.pays(*right, args, *date, *least),
        }
    }

    /// Reads what the answer rests on.
    pub(super) fn look(&self, ev: &mut Evaluator<'p>) -> Val {
        match self {
            Self::Part(_, part, f) => ev.value(part, &mut fresh(f)),
            _ => Val::Truth(self.ask(ev)),
        }
    }
}

/// A frame in which `waarbij` is worked out again.
fn fresh<'p>(f: &Frame<'p>) -> Frame<'p> {
    let mut out = f.clone();
    for (slot, _) in &f.rule.rule.lets {
        if let Some(place) = out.slots.get_mut(usize::from(*slot)) {
            *place = None;
        }
    }
    out
}

/// A case in which a fact is different.
#[derive(Clone, Copy)]
pub(super) struct Change<'a> {
    pub program: &'a Program,
    pub settings: &'a Settings,
    pub case: &'a Case,
    pub fact: SymId,
    pub about: &'a About,
    /// It was known, and is changed from the reference date on; otherwise it is filled in.
    pub changed: bool,
    /// It is known to lie in the month that begins on this day.
    pub month: Option<Date>,
    /// What is known of the case as it is.
    pub recall: &'a RefCell<Recall>,
}

impl Change<'_> {
    pub(super) fn to(&self, value: Value) -> Case {
        let mut case = self.case.clone();
        set_fact(self.program, &mut case, self.fact, self.about, value, self.changed.then_some(self.settings.date));
        case
    }

    fn asked(&self, probe: &Probe<'_>, value: Value) -> Tri {
        let case = self.to(value);
        let turned = self.about.iter().rev().copied().collect();
        let mut recall = self.recall.take();
        let forgotten = recall.forget(&[(self.fact, self.about.clone()), (self.fact, turned)]);
        let mut ev = Evaluator::recalling(self.program, &case, self.settings, recall);
        let found = probe.ask(&mut ev);
        let mut recall = ev.into_recall();
        recall.restore(forgotten);
        self.recall.replace(recall);
        found
    }

    /// The values that matter: those that give the wanted answer; failing that, those that leave it open.
    pub(super) fn values(
        &self,
        probe: &Probe<'_>,
        info: &FactInfo,
        ty: &Type,
        now: Option<&Value>,
        wanted: bool,
    ) -> Vec<Chosen> {
        let listed: Vec<Value> = match ty {
            Type::Truth => {
                let both = [true, false].map(Value::Truth);
                return both.into_iter().filter(|v| Some(v) != now).map(Chosen::Value).collect();
            }
            Type::Number(_) | Type::Date | Type::Length(_) => return self.thresholds(probe, info, ty, now, wanted),
            Type::Kind(name) => {
                let kinds = self.program.index.kinds();
                let members = kinds.iter().filter(|k| k.name == *name).flat_map(|k| k.members.iter());
                members.map(|(m, _)| Value::Kind(m.clone())).collect()
            }
            Type::Municipality => self.case.municipality.iter().cloned().map(Value::Municipality).collect(),
            Type::Entity(sort) => self.case.of_sort(sort).map(Value::Entity).collect(),
            _ => return Vec::new(),
        };
        let others = listed.into_iter().filter(|v| Some(v) != now).take(MOST);
        let tried: Vec<(Tri, Value)> = others.map(|v| (self.asked(probe, v.clone()), v)).collect();
        let fits = |t: &Tri| *t == Tri::from_bool(wanted);
        let some = tried.iter().any(|(t, _)| fits(t));
        let kept = tried.into_iter().filter(|(t, _)| if some { fits(t) } else { matches!(t, Tri::Open(_)) });
        let mut out: Vec<Chosen> = kept.map(|(_, v)| Chosen::Value(v)).collect();
        if let (Type::Entity(sort), Some(Value::Entity(_))) = (ty, now)
            && **sort != *PERSON
            && !some
        {
            out.push(Chosen::Another(sort.clone()));
        }
        out
    }

    /// The value nearest to the present one at which the answer becomes the wanted one.
    fn thresholds(
        &self,
        probe: &Probe<'_>,
        info: &FactInfo,
        ty: &Type,
        now: Option<&Value>,
        wanted: bool,
    ) -> Vec<Chosen> {
        let Some(mut scale) = Scale::of(ty, info, self.settings.date) else { return Vec::new() };
        if let Some(first) = self.month {
            scale.low = self.settings.date.days_until(first);
            scale.high = self.settings.date.days_until(first.next_month()) - 1;
        }
        let goal = Tri::from_bool(wanted);
        let ask = |n: i64| scale.value(n).map_or(Tri::False, |v| self.asked(probe, v));
        let ends = [scale.low, scale.high].map(|n| (n, ask(n)));
        let start = now.and_then(|v| scale.place(v));
        let mut found: Vec<i64> = Vec::new();
        match (start, &ends) {
            (Some(start), _) => {
                found.extend(ends.iter().filter(|(_, t)| *t == goal).map(|(n, _)| nearest(*n, start, &goal, &ask)));
            }
            (None, [(low, a), (high, b)]) => match (*a == goal, *b == goal) {
                (true, true) => found.push(*low),
                (true, false) => found.push(nearest(*low, *high, &goal, &ask)),
                (false, true) => found.push(nearest(*high, *low, &goal, &ask)),
                // Another fact is needed too: the end that leaves it open.
                (false, false) => found.extend(ends.iter().find(|(_, t)| matches!(t, Tri::Open(_))).map(|(n, _)| *n)),
            },
        }
        found.dedup();
        found.into_iter().filter_map(|n| scale.value(n)).map(Chosen::Value).collect()
    }
}

/// Most values of an enumeration that are tried.
const MOST: usize = 24;

/// Between a place that gives the wanted answer and one that does not: the last that still does.
fn nearest(mut good: i64, mut bad: i64, goal: &Tri, ask: &impl Fn(i64) -> Tri) -> i64 {
    while good.abs_diff(bad) > 1 {
        let middle = i64::midpoint(good, bad);
        if ask(middle) == *goal {
            good = middle;
        } else {
            bad = middle;
        }
    }
    good
}

/// Numbered places for the values of a type: cents, days, months.
struct Scale {
    low: i64,
    high: i64,
    kind: Kind,
}

enum Kind {
    /// Parts of one: money is counted in hundredths.
    Number(i128),
    /// Days from a date.
    Date(Date),
    Length(Clock),
}

impl Scale {
    fn of(ty: &Type, info: &FactInfo, date: Date) -> Option<Self> {
        let (kind, low, high) = match ty {
            Type::Number(unit) if unit.is_money() => (Kind::Number(100), 0, 100_000_000),
            Type::Number(unit) if unit.is_percent() => (Kind::Number(10_000), 0, 10_000),
            Type::Number(Unit::NUMBER) => (Kind::Number(1), 0, 1_000),
            Type::Number(_) => (Kind::Number(1), 0, 168),
            Type::Date => (Kind::Date(date), -45_000, 800),
            Type::Length(Clock::Months) => (Kind::Length(Clock::Months), 0, 1_200),
            Type::Length(Clock::Days) => (Kind::Length(Clock::Days), 0, 36_500),
            _ => return None,
        };
        let mut scale = Self { low, high, kind };
        let bound = |v: &Option<Value>| v.as_ref().and_then(|v| scale.place(v));
        let (low, high) = (bound(&info.bounds.0), bound(&info.bounds.1));
        scale.low = low.unwrap_or(scale.low);
        scale.high = high.unwrap_or(scale.high).max(scale.low);
        Some(scale)
    }

    fn value(&self, n: i64) -> Option<Value> {
        Some(match &self.kind {
            Kind::Number(parts) => Value::Number(Exact::ratio(i128::from(n), *parts)?),
            Kind::Date(from) => Value::Date(from.plus(Length::Days(i32::try_from(n).ok()?))?),
            Kind::Length(Clock::Months) => Value::Length(Length::Months(i32::try_from(n).ok()?)),
            Kind::Length(Clock::Days) => Value::Length(Length::Days(i32::try_from(n).ok()?)),
        })
    }

    fn place(&self, value: &Value) -> Option<i64> {
        match (&self.kind, value) {
            (Kind::Number(parts), Value::Number(n)) => {
                let (a, b) = n.parts();
                i64::try_from(a.checked_mul(*parts)?.checked_div(b)?).ok()
            }
            (Kind::Date(from), Value::Date(d)) => Some(from.days_until(*d)),
            (Kind::Length(Clock::Months), Value::Length(Length::Months(n)))
            | (Kind::Length(Clock::Days), Value::Length(Length::Days(n))) => Some(i64::from(*n)),
            _ => None,
        }
    }
}

/// Gives a fact a value: filled in where it was not known, or changed from a day on.
pub fn set_fact(program: &Program, case: &mut Case, fact: SymId, about: &[Entity], value: Value, from: Option<Date>) {
    let Some(signature) = program.signature(fact) else { return };
    let mut key = (fact, About::from(about));
    let turned = (fact, about.iter().rev().copied().collect::<About>());
    if signature.symmetric && !case.facts.contains_key(&key) && case.facts.contains_key(&turned) {
        key = turned;
    }
    let event = matches!(&signature.kind, crate::ir::SymKind::Fact(info) if info.flow == Flow::Event);
    match (event, &value, from) {
        (true, Value::Date(day), _) => case.happen(key, value.clone(), *day),
        (true, _, Some(day)) => case.happen(key, value, day),
        (true, ..) => {}
        (false, _, Some(day)) => case.change(key, value, day),
        (false, _, None) => case.establish(key, value),
    }
}

/// What a case says about a fact, when it says something.
pub(super) fn stated<'c>(case: &'c Case, fact: SymId, about: &About, symmetric: bool, date: Date) -> &'c FactState {
    let state = case.state(&(fact, about.clone()), date);
    if symmetric && *state == FactState::NotAsked {
        return case.state(&(fact, about.iter().rev().copied().collect()), date);
    }
    state
}
