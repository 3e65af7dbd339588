//! Conditions.

use super::engine::Evaluator;
use super::frame::Frame;
use super::outcome::{Bounds, Reason, Reasons, Tri, Val, order, union};
use super::trace::Step;
use crate::ir::expr::{Compare, Expr, Scan};
use crate::ir::{ExceptionAt, Linked, SymId};
use crate::value::{Date, Entity, Exact, Period, Value};
use std::cmp::Ordering;

/// Longest period, in months, over which a condition is read: a hundred years.
const MONTHS: usize = 1200;

impl<'p> Evaluator<'p> {
    /// The truth of a condition.
    pub(super) fn test(&mut self, e: &'p Expr<SymId>, f: &mut Frame<'p>) -> Tri {
        let t = stacker::maybe_grow(64 * 1024, 2 * 1024 * 1024, || self.test_inner(e, f));
        if self.seen.is_some() {
            self.saw_condition(e, f, &t);
        }
        t
    }

    fn test_inner(&mut self, e: &'p Expr<SymId>, f: &mut Frame<'p>) -> Tri {
        if !self.settings.without.is_empty() && self.set_aside(e, f) {
            return Tri::True;
        }
        match e {
            Expr::All(all) => self.all(all, f),
            Expr::Any(all) => self.any(all, f),
            Expr::Not(e) => self.test(e, f).not(),
            // A point outside a list of conditions.
            Expr::Point(_, e) => self.test(e, f),
            Expr::Compare(compare, a, b) => {
                let (a, b) = (self.value(a, f), self.value(b, f));
                self.compare(*compare, &a, &b)
            }
            Expr::Present(e) => self.present(e, f),
            Expr::Member(e, set) => self.member(e, set, f),
            Expr::Exists(scan, compare, n) => self.exists(scan, *compare, *n, f),
            Expr::ForAll(scan) => self.for_all(scan, f),
            Expr::Months { period, condition, count } => self.months(period, condition, *count, f),
            Expr::Entitled(right, args) => self.entitled(*right, args, f),
            Expr::Receives(right, args) => self.receives(*right, args, f),
            _ => match self.value(e, f) {
                Val::Truth(t) => t,
                Val::Known(Value::Truth(t)) => Tri::from_bool(t),
                Val::Open(o) => Tri::open(o.reasons.clone()),
                // Not applicable or absent: nothing makes it true.
                Val::Known(_) | Val::Set(_) => Tri::False,
            },
        }
    }

    /// Whether a counterfactual sets this condition aside.
    fn set_aside(&self, e: &Expr<SymId>, f: &Frame<'p>) -> bool {
        let listed = conditions(f.rule);
        self.settings.without.iter().any(|w| match w {
            super::Without::Condition(rule, n) => *rule == f.id && listed.get(*n).is_some_and(|c| std::ptr::eq(c, e)),
            _ => false,
        })
    }

    pub(super) fn all(&mut self, all: &'p [Expr<SymId>], f: &mut Frame<'p>) -> Tri {
        let mut result = Tri::True;
        for e in all {
            let mut t = self.test(e, f);
            if t != Tri::True {
                t = t.or(self.lapsed(e, f));
            }
            if t == Tri::False {
                return Tri::False;
            }
            result = result.and(t);
        }
        result
    }

    fn any(&mut self, all: &'p [Expr<SymId>], f: &mut Frame<'p>) -> Tri {
        let mut result = Tri::False;
        for e in all {
            let mut t = self.test(e, f);
            if t != Tri::False {
                t = t.unless(self.lapsed(e, f));
            }
            if t == Tri::True {
                return Tri::True;
            }
            result = result.or(t);
        }
        result
    }

    /// Whether an exception takes a point out of its list: a condition less to meet, or a ground less to rely on.
    fn lapsed(&mut self, e: &'p Expr<SymId>, f: &mut Frame<'p>) -> Tri {
        let Expr::Point(n, _) = e else { return Tri::False };
        let (rule, id) = (f.rule, f.id);
        let mut result = Tri::False;
        for ExceptionAt { rule: exception, point } in &rule.exceptions {
            if *point == Some(*n) {
                let hit = self.exception_holds(*exception, f);
                if let Some(t) = &mut self.trace {
                    t.step(Step::Exception(id, *exception, hit.clone()));
                }
                result = result.or(hit);
            }
        }
        result
    }

    pub(super) fn compare(&mut self, compare: Compare, a: &Val, b: &Val) -> Tri {
        if let (Val::Known(x), Val::Known(y)) = (a, b) {
            return known(compare, x, y);
        }
        // What is absent equals nothing and is neither more nor less, whatever the other turns out to be.
        if [a, b].into_iter().any(|v| *v == Val::Known(Value::Nobody)) {
            return known(compare, &Value::Nobody, &Value::Nobody);
        }
        let (x, y) = (a.bounds(), b.bounds());
        if let Some(decided) = by_bounds(compare, &x, &y) {
            return Tri::from_bool(decided);
        }
        Tri::open(self.both(a, b))
    }

    /// The reasons of two values.
    pub(super) fn both(&mut self, a: &Val, b: &Val) -> Reasons {
        match (a.reasons(), b.reasons()) {
            (Some(a), Some(b)) => union(a, b),
            (Some(r), None) | (None, Some(r)) => r.clone(),
            (None, None) => self.because(Reason::Arithmetic),
        }
    }

    fn present(&mut self, e: &'p Expr<SymId>, f: &mut Frame<'p>) -> Tri {
        if let Expr::Single(set) = e {
            let members = self.set(set, f);
            let mut result = members.more.clone().map_or(Tri::False, Tri::open);
            for (_, t) in &members.list {
                result = t.clone().or(result);
            }
            return result;
        }
        match self.value(e, f) {
            Val::Known(Value::Nobody) => Tri::False,
            Val::Known(_) => Tri::True,
            Val::Open(o) => Tri::open(o.reasons.clone()),
            Val::Truth(t) => t,
            Val::Set(m) => Tri::from_bool(!m.list.is_empty()),
        }
    }

    fn member(&mut self, e: &'p Expr<SymId>, set: &'p Expr<SymId>, f: &mut Frame<'p>) -> Tri {
        let members = self.set(set, f);
        match self.value(e, f) {
            Val::Known(Value::Entity(entity)) => match members.list.iter().find(|(m, _)| *m == entity) {
                Some((_, t)) => t.clone(),
                None => members.more.clone().map_or(Tri::False, Tri::open),
            },
            Val::Open(o) => Tri::open(o.reasons.clone()),
            _ => Tri::False,
        }
    }

    /// A count of members compared with a number, decided as soon as the bounds decide it.
    fn exists(&mut self, scan: &'p Scan<SymId>, compare: Compare, n: Exact, f: &mut Frame<'p>) -> Tri {
        let (members, more) = self.scan(scan, f);
        if (compare, n) == (Compare::AtLeast, Exact::ONE) {
            let start = more.map_or(Tri::False, Tri::open);
            return members.into_iter().fold(start, |result, (_, t)| t.or(result));
        }
        let count = self.count_of(&members, more);
        self.compare(compare, &count, &Val::Known(Value::Number(n)))
    }

    fn for_all(&mut self, scan: &'p Scan<SymId>, f: &mut Frame<'p>) -> Tri {
        let set = self.set(&scan.domain, f);
        let mut result = Tri::True;
        for (entity, belongs) in &set.list {
            let holds =
                self.with_member(scan, *entity, f, |ev, f| scan.filter.as_ref().map_or(Tri::True, |c| ev.test(c, f)));
            result = result.and(belongs.clone().not().or(holds));
        }
        match &set.more {
            Some(more) if result != Tri::False => result.and(Tri::open(more.clone())),
            _ => result,
        }
    }

    /// Binds the variable of a scan to a member.
    pub(super) fn with_member<T>(
        &mut self,
        scan: &'p Scan<SymId>,
        entity: Entity,
        f: &mut Frame<'p>,
        run: impl FnOnce(&mut Self, &mut Frame<'p>) -> T,
    ) -> T {
        let slot = scan.slot.map(usize::from);
        let before = slot.and_then(|s| f.slots.get_mut(s)).map(|v| v.replace(Val::Known(Value::Entity(entity))));
        let result = run(self, f);
        if let (Some(before), Some(place)) = (before, slot.and_then(|s| f.slots.get_mut(s))) {
            *place = before;
        }
        result
    }

    /// The months of a period, or why they are not known.
    pub(super) fn months_of(&mut self, period: &'p Expr<SymId>, f: &mut Frame<'p>) -> Result<Vec<Period>, Reasons> {
        match self.value(period, f) {
            Val::Known(Value::Period(p)) => Ok(p.months(MONTHS).collect()),
            Val::Open(o) => Err(o.reasons.clone()),
            _ => Err(self.because(Reason::Absent)),
        }
    }

    fn months(
        &mut self,
        period: &'p Expr<SymId>,
        condition: &'p Expr<SymId>,
        count: Option<(Compare, Exact)>,
        f: &mut Frame<'p>,
    ) -> Tri {
        let months = match self.value(period, f) {
            // A period that hangs on something that never happened makes nothing true.
            Val::Known(Value::Nobody) => return Tri::False,
            _ => match self.months_of(period, f) {
                Ok(months) => months,
                Err(reasons) => return Tri::open(reasons),
            },
        };
        let mut each = Vec::with_capacity(months.len());
        for month in months {
            let mut inner = f.on(month.start);
            let t = self.test(condition, &mut inner);
            let settled = match (&t, count) {
                (Tri::False, None) => Some(Tri::False),
                (Tri::True, Some((Compare::AtLeast, n))) if n == Exact::ONE => Some(Tri::True),
                _ => None,
            };
            if let Some(settled) = settled {
                return settled;
            }
            each.push((Entity(0), t));
        }
        match count {
            None => each.into_iter().fold(Tri::True, |result, (_, t)| result.and(t)),
            Some((Compare::AtLeast, n)) if n == Exact::ONE => {
                each.into_iter().fold(Tri::False, |result, (_, t)| result.or(t))
            }
            Some((compare, n)) => {
                let count = self.count_of(&each, None);
                self.compare(compare, &count, &Val::Known(Value::Number(n)))
            }
        }
    }

    fn receives(&mut self, right: SymId, args: &'p [Expr<SymId>], f: &mut Frame<'p>) -> Tri {
        let about = match self.entities(args, f) {
            Ok(about) => about,
            Err(t) => return t,
        };
        let Some(person) = about.first().copied() else { return Tri::False };
        self.receives_on(right, person, about.get(1).copied(), f.at)
    }

    fn receives_on(&mut self, right: SymId, person: Entity, subject: Option<Entity>, date: Date) -> Tri {
        let on_file = self.case.receives(right, person, subject, date).is_some();
        let result = if on_file {
            Tri::True
        } else if self.case.is_complete("besluiten") || self.refused(right, person, date) {
            Tri::False
        } else {
            Tri::open(self.because(Reason::Decision(right, person)))
        };
        if let Some(t) = &mut self.trace {
            t.step(Step::Decision(right, person, result == Tri::True));
        }
        result
    }

    /// Whether the latest decision about a right is a refusal.
    fn refused(&self, right: SymId, person: Entity, date: Date) -> bool {
        use crate::case::DecisionKind;
        let about = |d: &&crate::case::Decision| d.right == Some(right) && d.person == person && d.from <= date;
        self.case.decisions.iter().rev().find(about).is_some_and(|d| d.kind == DecisionKind::Refused)
    }

    /// Entity arguments, or what follows when one is open or absent.
    pub(super) fn entities(&mut self, args: &'p [Expr<SymId>], f: &mut Frame<'p>) -> Result<Vec<Entity>, Tri> {
        let mut out = Vec::with_capacity(args.len());
        for e in args {
            match self.value(e, f) {
                Val::Known(Value::Entity(entity)) => out.push(entity),
                Val::Open(o) => return Err(Tri::open(o.reasons.clone())),
                _ => return Err(Tri::False),
            }
        }
        Ok(out)
    }
}

/// The conditions a statement lists after `als`, one by one.
#[must_use]
pub fn conditions(linked: &Linked) -> &[Expr<SymId>] {
    match &linked.rule.when {
        Some(Expr::All(all)) => all,
        Some(one) => std::slice::from_ref(one),
        None => &[],
    }
}

/// A comparison of two known values. What is absent equals nothing and is neither more nor less.
fn known(compare: Compare, a: &Value, b: &Value) -> Tri {
    let absent = matches!((a, b), (Value::Nobody, _) | (_, Value::Nobody));
    Tri::from_bool(match compare {
        Compare::Equal => !absent && a == b,
        Compare::Unequal => absent || a != b,
        _ if absent => false,
        Compare::AtLeast => order(a, b).is_some_and(Ordering::is_ge),
        Compare::AtMost => order(a, b).is_some_and(Ordering::is_le),
        Compare::More => order(a, b).is_some_and(Ordering::is_gt),
        Compare::Less => order(a, b).is_some_and(Ordering::is_lt),
    })
}

/// Whether the bounds alone decide a comparison.
fn by_bounds(compare: Compare, a: &Bounds, b: &Bounds) -> Option<bool> {
    let pair = |x: &Option<Value>, y: &Option<Value>| order(x.as_ref()?, y.as_ref()?);
    // `below`: every a is below every b; `above`: every a is above every b.
    let highest = pair(&a.high, &b.low);
    let lowest = pair(&a.low, &b.high);
    let (below, at_most) = (highest.is_some_and(Ordering::is_lt), highest.is_some_and(Ordering::is_le));
    let (above, at_least) = (lowest.is_some_and(Ordering::is_gt), lowest.is_some_and(Ordering::is_ge));
    match compare {
        Compare::AtLeast if at_least => Some(true),
        Compare::AtLeast if below => Some(false),
        Compare::AtMost if at_most => Some(true),
        Compare::AtMost if above => Some(false),
        Compare::More if above => Some(true),
        Compare::More if at_most => Some(false),
        Compare::Less if below => Some(true),
        Compare::Less if at_least => Some(false),
        Compare::Equal if below || above => Some(false),
        Compare::Unequal if below || above => Some(true),
        _ => None,
    }
}
