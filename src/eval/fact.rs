//! Facts, judgments and amounts: what is read instead of computed.

use super::engine::Evaluator;
use super::frame::Frame;
use super::outcome::{About, Reason, Tri, Val, dates, order, union};
use super::trace::Step;
use crate::case::FactState;
use crate::ir::expr::Expr;
use crate::ir::rule::{Body, Row, TableKey, TableRow};
use crate::ir::{FactInfo, RuleId, SymId, SymKind};
use crate::syntax::ast::Flow;
use crate::value::{Date, Entity, Exact, Period, Type, Value};
use std::cmp::Ordering;

impl<'p> Evaluator<'p> {
    /// A fact about known entities on a date.
    pub(super) fn fact(&mut self, fact: SymId, args: &[Val], date: Date) -> Val {
        let Some(signature) = self.program.signature(fact) else { return self.silent_value(fact) };
        let SymKind::Fact(info) = &signature.kind else { return self.silent_value(fact) };
        let truth = signature.result == Type::Truth;
        let about = match entities(args) {
            Ok(about) => about,
            Err(Some(reasons)) => return if truth { Val::Truth(Tri::open(reasons)) } else { Val::open(reasons) },
            Err(None) => return absent(truth),
        };
        // Nobody stands in a relation to themselves.
        if let [a, b] = about.as_slice()
            && a == b
        {
            return absent(truth);
        }
        self.read(fact, &about);
        if signature.symmetric {
            self.read(fact, &about.iter().rev().copied().collect());
        }
        let state = self.state(fact, &about, signature.symmetric, info, date);
        let mut month = None;
        let (value, assumed) = match state {
            State::Known(v) => (Ok(v), false),
            State::Assumed(v) => (Ok(v), true),
            State::Between(low, high) => {
                month = Some(low);
                let reasons = self.because(Reason::Imprecise(fact, about.clone()));
                (Err(Val::bounded(reasons, dates(low, high))), false)
            }
            State::Missing => {
                let reasons = self.because(Reason::Fact(fact, about.clone()));
                (Err(if truth { Val::Truth(Tri::open(reasons)) } else { Val::open(reasons) }), false)
            }
            State::Absent => (Err(absent(truth)), false),
        };
        if assumed {
            self.assumed.insert((fact, about.clone()));
        }
        if let Some(reads) = &mut self.reads {
            reads.insert(fact);
        }
        if let Some(t) = &mut self.trace {
            t.step(Step::Fact { fact, about, date, value: value.as_ref().ok().cloned(), month, assumed });
        }
        match value {
            Ok(Value::Truth(t)) => Val::Truth(Tri::from_bool(t)),
            Ok(v) => Val::Known(v),
            Err(v) => v,
        }
    }

    fn state(&self, fact: SymId, about: &About, symmetric: bool, info: &FactInfo, date: Date) -> State {
        if info.flow == Flow::Event {
            return self.latest_event(fact, about, info, date);
        }
        let mut state = self.case.state(&(fact, about.clone()), date);
        if symmetric && *state == FactState::NotAsked {
            let mut turned = about.clone();
            turned.reverse();
            state = self.case.state(&(fact, turned), date);
        }
        match state {
            FactState::Known(v) => State::Known(v.clone()),
            FactState::InMonth(low, high) => State::Between(*low, *high),
            FactState::Unknown => State::Missing,
            FactState::NotApplicable => State::Absent,
            FactState::NotAsked => self.unasked(fact, about, info),
        }
    }

    /// What holds when a case is silent: a listed group is complete, a default is assumed, otherwise it is missing.
    fn unasked(&self, fact: SymId, about: &About, info: &FactInfo) -> State {
        let Some(signature) = self.program.signature(fact) else { return State::Missing };
        let relation = about.len() > 1 && (self.case.is_complete("personen") || self.case.is_complete("relaties"));
        let group = info.group.as_ref().is_some_and(|g| self.case.is_complete(g));
        if relation || group || self.case.is_complete(&signature.sym.name) {
            return match signature.result {
                Type::Truth => State::Known(Value::Truth(false)),
                Type::Number(_) if !relation => State::Known(Value::Number(Exact::ZERO)),
                _ => State::Absent,
            };
        }
        match &info.default {
            Some((value, _)) => State::Assumed(value.clone()),
            None => State::Missing,
        }
    }

    /// The latest event up to a date; for a fact that gives a date, that date.
    fn latest_event(&self, fact: SymId, about: &About, info: &FactInfo, date: Date) -> State {
        let latest = self.case.events.iter().rev().find(|e| e.fact == fact && e.about == *about && e.date <= date);
        match latest {
            Some(event) => State::Known(event.value.clone()),
            None if self.case.is_complete("gebeurtenissen") => State::Absent,
            None => match self.unasked(fact, about, info) {
                State::Known(Value::Number(_)) | State::Absent => State::Absent,
                other => other,
            },
        }
    }

    /// Sum of the events of a fact in a period.
    pub(super) fn events_in(&mut self, fact: SymId, about: &[Entity], within: Period) -> Val {
        let Some(signature) = self.program.signature(fact) else { return self.silent_value(fact) };
        let SymKind::Fact(info) = &signature.kind else { return self.silent_value(fact) };
        let zero = match signature.result {
            Type::Length(crate::value::Clock::Days) => Value::Length(crate::value::Length::Days(0)),
            Type::Length(crate::value::Clock::Months) => Value::Length(crate::value::Length::Months(0)),
            _ => Value::Number(Exact::ZERO),
        };
        let mut total = Val::Known(zero);
        self.read(fact, &about.into());
        let case = self.case;
        for event in case.events.iter().filter(|e| e.fact == fact && *e.about == *about && within.contains(e.date)) {
            total = self.arith(crate::ir::expr::Arith::Plus, &total, &Val::Known(event.value.clone()));
        }
        let group = info.group.as_ref().is_some_and(|g| self.case.is_complete(g));
        if group || self.case.is_complete("gebeurtenissen") || self.case.is_complete(&signature.sym.name) {
            return total;
        }
        if let (Some((Value::Number(n), _)), Val::Known(Value::Number(t))) = (&info.default, &total)
            && n.is_zero()
            && t.is_zero()
        {
            self.assumed.insert((fact, about.into()));
            return total;
        }
        // There may be more events; when none can be negative, what is known is a lower bound.
        let reasons = self.because(Reason::Incomplete(signature.sym.name.clone()));
        let bounds = total.bounds();
        let rising = info.bounds.0.as_ref().and_then(Value::number).is_some_and(|n| !n.is_negative());
        let low = if rising { bounds.low } else { None };
        Val::bounded(reasons, super::outcome::Bounds { low, high: None })
    }

    /// Whether a person judged an open norm, about these entities.
    pub(super) fn judged(&mut self, norm: SymId, about: &About) -> Tri {
        self.read(norm, about);
        let latest = self
            .case
            .judgments
            .iter()
            .filter(|j| j.norm == norm && j.about == *about && j.date <= self.settings.date)
            .max_by_key(|j| j.date);
        let judged = latest.map(|j| (j.holds, j.by.clone()));
        let result = match &judged {
            Some((holds, _)) => Tri::from_bool(*holds),
            None => Tri::open(self.because(Reason::Norm(norm, about.clone()))),
        };
        if let Some(t) = &mut self.trace {
            t.step(Step::Norm { norm, about: about.clone(), judged });
        }
        self.saw_norm(norm, about, latest.map(|j| j.holds));
        result
    }

    /// The amount of a series on a date.
    pub(super) fn amount(&mut self, of: SymId, rule: RuleId, date: Date, rows: &[Row]) -> Val {
        let Some(row) = rows.iter().find(|r| r.period.contains(date)) else {
            return Val::open(self.because(Reason::NoAmount(of, None)));
        };
        match &row.value {
            Ok(v) => {
                if let Some(t) = &mut self.trace {
                    t.step(Step::Amount { of, rule, column: None, value: v.clone(), source: row.source.clone() });
                }
                self.saw(rule, &Tri::True);
                Val::Known(v.clone())
            }
            Err(why) => Val::open(self.because(Reason::NoAmount(of, Some(why.clone())))),
        }
    }

    /// A cell of a table, for a date and possibly a key.
    pub(super) fn column(&mut self, table: SymId, column: u16, key: Option<&'p Expr<SymId>>, f: &mut Frame<'p>) -> Val {
        let key = key.map(|k| self.value(k, f));
        if let Some(Val::Open(o)) = &key {
            return Val::open(o.reasons.clone());
        }
        let program = self.program;
        let Some(symbol) = program.symbol(table) else { return self.silent_value(table) };
        let SymKind::Table(names) = &symbol.signature.kind else { return self.silent_value(table) };
        let name = names.get(usize::from(column)).map(|(n, _)| n.clone());
        let known = match &key {
            Some(Val::Known(v)) => Some(v),
            _ => None,
        };
        for id in &symbol.rules {
            let Some(linked) = program.rule(*id) else { continue };
            if !linked.validity.contains(f.date) || self.inactive.contains(id) {
                continue;
            }
            let Body::Table { columns, rows, key: how, .. } = &linked.rule.body else { continue };
            let Some(row) = pick(rows, *how, known, f.date) else { continue };
            let at = name.as_ref().and_then(|n| columns.iter().position(|c| c == n));
            match at.and_then(|i| row.cells.get(i)) {
                Some(Ok(v)) => {
                    if let Some(t) = &mut self.trace {
                        t.step(Step::Amount {
                            of: table,
                            rule: *id,
                            column: name,
                            value: v.clone(),
                            source: row.source.clone(),
                        });
                    }
                    self.saw(*id, &Tri::True);
                    return Val::Known(v.clone());
                }
                Some(Err(why)) => return Val::open(self.because(Reason::NoAmount(table, Some(why.clone())))),
                None => {}
            }
        }
        Val::open(self.because(Reason::NoAmount(table, None)))
    }

    fn silent_value(&mut self, of: SymId) -> Val {
        Val::open(self.because(Reason::NoRule(of)))
    }
}

enum State {
    Known(Value),
    Assumed(Value),
    Between(Date, Date),
    Missing,
    Absent,
}

/// What an inapplicable fact gives: a truth is not true, a value is nobody.
const fn absent(truth: bool) -> Val {
    if truth { Val::Truth(Tri::False) } else { Val::Known(Value::Nobody) }
}

/// The entities of arguments; `Err(None)` when one is absent.
pub(super) fn entities(args: &[Val]) -> Result<About, Option<super::outcome::Reasons>> {
    let mut out = About::new();
    let mut open = None;
    for a in args {
        match a {
            Val::Known(Value::Entity(e)) => out.push(*e),
            Val::Open(o) => {
                open = Some(open.map_or_else(|| o.reasons.clone(), |r| union(&r, &o.reasons)));
            }
            _ => return Err(None),
        }
    }
    match open {
        Some(reasons) => Err(Some(reasons)),
        None => Ok(out),
    }
}

/// The row of a table for a key, among the rows of the date.
fn pick<'r>(rows: &'r [TableRow], how: TableKey, key: Option<&Value>, date: Date) -> Option<&'r TableRow> {
    let mut current = rows.iter().filter(|r| r.period.is_none_or(|p| p.contains(date)));
    match how {
        TableKey::Period => current.next(),
        TableKey::Equal => current.find(|r| r.key.as_ref() == key),
        TableKey::UpTo => {
            let key = key?;
            current.find(|r| r.key.as_ref().is_none_or(|bound| order(key, bound).is_some_and(Ordering::is_le)))
        }
        TableKey::From => {
            let key = key?;
            current.rfind(|r| r.key.as_ref().and_then(|bound| order(bound, key)).is_some_and(Ordering::is_le))
        }
    }
}
