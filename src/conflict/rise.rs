//! B09, second form: a rise in income, or money that came in at once, that several schemes count against, so that
//! together they take more than came in. Each one alone may be right.
//!
//! A rise is a fact that `telt als inkomen` and was lower earlier this year; money at once is a fact that `telt als
//! eenmalig_inkomen`, which the yearly income contains. The case is assessed anew without it: what the rights would
//! give more, and what would be deducted less, is what the schemes take. One scheme alone is a cliff (B07).

use super::concept::{certain, yearly};
use super::stack::{Taken, taken};
use super::{Code, Desk, Effect, Finding, Says, Severity, Side, Standing, touched};
use crate::case::{Case, FactKey, FactState, Segment, Timeline};
use crate::eval::assess;
use crate::ir::{CountsAs, SymId, SymKind};
use crate::reply::carriers;
use crate::room::Touched;
use crate::value::{Base, Entity, Exact, PERSON, Unit, Value};

/// Months in a year.
const YEAR: i64 = 12;

pub(super) fn find(desk: &Desk<'_>) -> Vec<Finding> {
    let mut all: Vec<Extra> = desk.case.of_sort(PERSON).flat_map(|p| extras(desk, p)).collect();
    all.retain(|e| e.amount > Exact::ZERO);
    all.iter().filter_map(|e| finding(desk, e)).collect()
}

/// What came in for someone.
struct Extra {
    fact: SymId,
    person: Entity,
    /// In € per year.
    amount: Exact,
    /// The case without it.
    without: Case,
}

fn extras(desk: &Desk<'_>, person: Entity) -> Vec<Extra> {
    let rises = desk.counting(CountsAs::Income).into_iter().filter_map(|f| rise(desk, f, person));
    let at_once = desk.counting(CountsAs::OneOff).into_iter().filter_map(|f| at_once(desk, f, person));
    rises.chain(at_once).collect()
}

/// The unit of time of a fact about one person.
fn base(desk: &Desk<'_>, fact: SymId) -> Option<Base> {
    let signature = desk.program.signature(fact)?;
    let about_one = matches!(signature.kind, SymKind::Fact(_)) && signature.params.len() == 1;
    signature.result.unit().and_then(Unit::base).filter(|_| about_one)
}

fn key(fact: SymId, person: Entity) -> FactKey {
    (fact, std::iter::once(person).collect())
}

/// An income that was lower before, and rose this year.
fn rise(desk: &Desk<'_>, fact: SymId, person: Entity) -> Option<Extra> {
    let base = base(desk, fact)?;
    let line = desk.case.facts.get(&key(fact, person))?;
    let day = desk.date();
    let holds = |s: &Segment| s.from.is_some_and(|f| f <= day) && s.until.is_none_or(|u| day < u);
    let now = line.iter().position(holds)?;
    let start = line.get(now)?.from.filter(|f| *f >= day.first_of_year())?;
    let before = line.iter().find(|s| s.until == Some(start))?;
    let more = number(&line.get(now)?.state)?.minus(number(&before.state)?)?;
    let mut lower: Timeline = line.clone();
    lower.get_mut(now)?.state = before.state.clone();
    let mut without = desk.case.clone();
    without.facts.insert(key(fact, person), lower);
    let times = if base == Base::Month { YEAR } else { 1 };
    Some(Extra { fact, person, amount: more.times(Exact::int(times))?, without })
}

/// Money at once: without it, it is nothing and the yearly incomes that contain it are as much lower.
fn at_once(desk: &Desk<'_>, fact: SymId, person: Entity) -> Option<Extra> {
    let amount = number(desk.case.state(&key(fact, person), desk.date()))?;
    let mut without = desk.case.clone();
    lower(&mut without, &key(fact, person), amount);
    for income in desk.counting(CountsAs::Income) {
        if base(desk, income) == Some(Base::Year) {
            lower(&mut without, &key(income, person), amount);
        }
    }
    Some(Extra { fact, person, amount, without })
}

/// Takes an amount from a fact, wherever it is that high.
fn lower(case: &mut Case, key: &FactKey, amount: Exact) {
    for segment in case.facts.get_mut(key).into_iter().flatten() {
        let less = number(&segment.state).and_then(|n| n.minus(amount)).filter(|n| *n >= Exact::ZERO);
        if let Some(less) = less {
            segment.state = FactState::Known(Value::Number(less));
        }
    }
}

const fn number(state: &FactState) -> Option<Exact> {
    match state {
        FactState::Known(Value::Number(n)) => Some(*n),
        _ => None,
    }
}

fn finding(desk: &Desk<'_>, extra: &Extra) -> Option<Finding> {
    let assessment = assess(desk.program, &extra.without, desk.settings, None, false);
    let then = Desk { case: &extra.without, assessment: &assessment, ..*desk };
    let (given, mut sides, touches) = given(desk, &then)?;
    let (kept, deductions) = deducted(desk, &then)?;
    sides.extend(deductions);
    let total = given.plus(kept)?;
    if sides.len() < 2 || total <= extra.amount {
        return None;
    }
    sides.insert(0, Side { rules: Vec::new(), says: Says::Received(extra.fact, extra.person, extra.amount) });
    let effect = Effect::Overtaken { person: extra.person, received: extra.amount, taken: total };
    Some(Finding::new(Code::B09, Severity::Serious, sides, effect, touches))
}

/// What the rights together would give more, in € per year, with a side for each that gives less now. What is open,
/// now or then, takes nothing.
fn given(desk: &Desk<'_>, then: &Desk<'_>) -> Option<(Exact, Vec<Side>, Vec<Touched>)> {
    let (mut sum, mut sides, mut touches) = (Exact::ZERO, Vec::new(), Vec::new());
    for now in &desk.assessment.outcomes {
        let Some(other) = then.assessment.outcomes.iter().find(|o| touched(o) == touched(now)) else { continue };
        let less = yearly(other).minus(yearly(now))?;
        if less.is_zero() || !certain(now) || !certain(other) {
            continue;
        }
        sum = sum.plus(less)?;
        touches.push(touched(now));
        if less > Exact::ZERO {
            let rules = carriers(desk.program, now).into_iter().map(|c| c.rule).collect();
            sides.push(Side { rules, says: Says::Counts(Standing::of(now), Standing::of(other)) });
        }
    }
    Some((sum, sides, touches))
}

/// What is deducted more from everyone together, in € per year, with a side for each deduction that is higher now.
fn deducted(desk: &Desk<'_>, then: &Desk<'_>) -> Option<(Exact, Vec<Side>)> {
    let (mut sum, mut sides) = (Exact::ZERO, Vec::new());
    for person in desk.case.of_sort(PERSON) {
        let (now, mut before) = (taken(desk, person), taken(then, person));
        for t in now {
            let same = before.iter().position(|b| b.same(&t));
            let was = same.map_or(Exact::ZERO, |i| before.swap_remove(i).amount);
            let more = t.amount.minus(was)?;
            sum = sum.plus(more.times(Exact::int(YEAR))?)?;
            if more > Exact::ZERO {
                sides.push(t.taking(more));
            }
        }
        for gone in before {
            sum = sum.minus(gone.amount.times(Exact::int(YEAR))?)?;
        }
    }
    Some((sum, sides))
}

impl Taken {
    /// Whether both take the same thing from the same person, whatever the amounts; duties are told apart by their rule.
    fn same(&self, other: &Self) -> bool {
        match (&self.says, &other.says) {
            (Says::Takes(None, p, _), Says::Takes(None, q, _)) => p == q && self.rules == other.rules,
            (Says::Takes(a, p, _), Says::Takes(b, q, _)) => a == b && p == q,
            _ => false,
        }
    }

    /// A side that takes another amount, in € per month.
    fn taking(self, amount: Exact) -> Side {
        let says = match self.says {
            Says::Takes(what, person, _) => Says::Takes(what, person, amount),
            other => other,
        };
        Side { rules: self.rules, says }
    }
}
