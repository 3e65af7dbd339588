//! The thresholds of what a bill changes: amounts and ages with which its rules, and those it replaces, compare a fact.

use super::Unmentioned;
use crate::ir::expr::{Builtin, Expr};
use crate::ir::rule::{Body, Origin};
use crate::ir::{Order, Program, RuleId, SymId, SymKind, expressions, location};
use crate::law::Code;
use crate::syntax::ast::Flow;
use crate::value::{Date, Exact, Length, Type, Value};
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// Most thresholds that are used.
const MOST: usize = 60;

/// How deep concepts are followed to the facts behind them.
const DEEP: usize = 3;

/// A value of a fact at which something may turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Threshold {
    /// The fact.
    pub fact: SymId,
    /// Its name.
    pub name: Arc<str>,
    /// The value, in the unit of the fact; nothing for an age.
    pub at: Exact,
    /// The age in years, when it is about an age.
    pub years: Option<i64>,
    /// Whether the fact is about events.
    pub event: bool,
    /// The provision that compares, as it is cited.
    pub cited: Arc<str>,
}

/// The statements a bill changes: its own in the second program, and those it replaces or whose amount it changes.
fn changed<'a>(before: &'a Program, after: &'a Program) -> Vec<(&'a Program, RuleId)> {
    let new: Vec<&Order> = after.orders.iter().filter(|o| !before.orders.contains(o)).collect();
    let bills: FxHashSet<&Code> = new.iter().map(|o| &o.bill().code).collect();
    let ids = |p: &Program| (0_u32..).map(RuleId).take(p.rules.len()).collect::<Vec<_>>();
    let mut out = Vec::new();
    for id in ids(after) {
        let own = after.provision_of(id).is_some_and(|p| matches!(&p.origin, Origin::Bill(b) if bills.contains(b)));
        let amount = after.rule(id).is_some_and(|l| {
            let mut uses = false;
            expressions(&l.rule, &mut |e| {
                e.symbols(&mut |s, _| {
                    uses |= new.iter().any(|o| matches!(o, Order::Amount { of, .. } if after.ids.get(of) == Some(s)))
                });
            });
            uses
        });
        if own || amount {
            out.push((after, id));
        }
    }
    for id in ids(before) {
        let Some((linked, provision)) = before.rule(id).zip(before.provision_of(id)) else { continue };
        let gone = new.iter().any(|o| match o {
            Order::Lapse { target, bill, .. } => {
                linked.validity.contains(bill.from)
                    && (target.reaches(location(provision), Some(linked.rank))
                        || linked
                            .rule
                            .points
                            .iter()
                            .any(|m| target.reaches(&provision.cite_point(m), Some(linked.rank))))
            }
            _ => false,
        });
        if gone {
            out.push((before, id));
        }
    }
    out
}

/// The thresholds of what a bill changes, in order. Facts are numbered as in the second program.
#[must_use]
pub fn thresholds(before: &Program, after: &Program, date: Date) -> Vec<Threshold> {
    let mut out: Vec<Threshold> = Vec::new();
    for (program, id) in changed(before, after) {
        let Some(linked) = program.rule(id) else { continue };
        let cited: Arc<str> = program.provision_of(id).map_or_else(String::new, |p| p.citation.to_string()).into();
        let mut finder = Finder { program, date, found: Vec::new() };
        expressions(&linked.rule, &mut |e| finder.walk(e, 1));
        for (fact, at, years) in finder.found {
            let Some(sym) = program.signature(fact).map(|s| &s.sym) else { continue };
            let Some((fact, signature)) = after.ids.get(sym).and_then(|id| Some((*id, after.signature(*id)?))) else {
                continue;
            };
            let event = matches!(&signature.kind, SymKind::Fact(info) if info.flow == Flow::Event);
            let one = Threshold { fact, name: sym.name.clone(), at, years, event, cited: cited.clone() };
            let same = |t: &Threshold| t.fact == one.fact && t.at == one.at && t.years == one.years;
            if !out.iter().any(same) && out.len() < MOST {
                out.push(one);
            }
        }
    }
    out
}

/// The facts about one person that a bill reads itself, and every fact that only the bill knows.
#[must_use]
pub fn read_by(before: &Program, after: &Program) -> Unmentioned {
    let mut out: Vec<SymId> = Vec::new();
    for (program, id) in changed(before, after) {
        let Some(linked) = program.rule(id).filter(|_| std::ptr::eq(program, after)) else { continue };
        expressions(&linked.rule, &mut |e| {
            e.symbols(&mut |s, _| {
                let fact =
                    program.signature(*s).is_some_and(|s| matches!(s.kind, SymKind::Fact(_)) && s.params.len() == 1);
                if fact && !out.contains(s) {
                    out.push(*s);
                }
            });
        });
    }
    out.sort_unstable();
    let fresh = |s: &SymId| {
        after.signature(*s).is_some_and(|s| matches!(s.kind, SymKind::Fact(_)) && !before.ids.contains_key(&s.sym))
    };
    let new = (0_u32..).map(SymId).take(after.symbols.len()).filter(fresh).collect();
    Unmentioned { read: out, new }
}

struct Finder<'a> {
    program: &'a Program,
    date: Date,
    found: Vec<(SymId, Exact, Option<i64>)>,
}

impl Finder<'_> {
    fn walk(&mut self, e: &Expr<SymId>, depth: usize) {
        match e {
            Expr::Compare(_, a, b) | Expr::Bounded(_, a, b) => {
                self.pair(a, b);
                self.pair(b, a);
            }
            Expr::Slice(a, low, high) => {
                self.pair(a, low);
                if let Some(high) = high {
                    self.pair(a, high);
                }
            }
            Expr::Call(s, _) if depth > 0 => self.inside(*s, |f, e| f.walk(e, depth - 1)),
            _ => {}
        }
        e.parts(&mut |p| self.walk(p, depth));
    }

    /// The expressions behind a concept.
    fn inside(&mut self, s: SymId, mut f: impl FnMut(&mut Self, &Expr<SymId>)) {
        let program = self.program;
        let Some(symbol) = program.symbol(s).filter(|s| matches!(s.signature.kind, SymKind::Concept)) else { return };
        let (rules, date) = (symbol.rules.iter().filter_map(|id| program.rule(*id)), self.date);
        for linked in rules.filter(|l| l.validity.contains(date)) {
            expressions(&linked.rule, &mut |e| f(self, e));
        }
    }

    /// A side with facts against a side with known values.
    fn pair(&mut self, facts: &Expr<SymId>, known: &Expr<SymId>) {
        if let (Expr::Builtin(Builtin::Age, _), Expr::Const(Value::Length(Length::Months(m)))) = (facts, known) {
            if let Some(birth) = self.program.birth.filter(|_| m % 12 == 0) {
                self.found.push((birth, Exact::ZERO, Some(i64::from(m / 12))));
            }
            return;
        }
        let values = self.values(known);
        if values.is_empty() {
            return;
        }
        let single = matches!(facts, Expr::Call(..) | Expr::TotalEvents(..));
        let mut all = Vec::new();
        self.facts(facts, DEEP, &mut all);
        for fact in all {
            let money = self.program.signature(fact).and_then(|s| s.result.unit()).is_some_and(|u| u.is_money());
            let number = self.program.signature(fact).is_some_and(|s| matches!(s.result, Type::Number(_)));
            if number && (single || money) {
                self.found.extend(values.iter().map(|v| (fact, *v, None)));
            }
        }
    }

    fn facts(&mut self, e: &Expr<SymId>, depth: usize, out: &mut Vec<SymId>) {
        if let Expr::Call(s, _) | Expr::TotalEvents(s, _, _) = e {
            let one = self.program.signature(*s).is_some_and(|s| s.params.len() == 1);
            if one && matches!(self.program.signature(*s).map(|s| &s.kind), Some(SymKind::Fact(_))) {
                out.push(*s);
            } else if depth > 0 {
                self.inside(*s, |f, e| f.facts(e, depth - 1, out));
            }
        }
        e.parts(&mut |p| self.facts(p, depth, out));
    }

    /// The value of a literal or of an amount on the date.
    fn values(&self, e: &Expr<SymId>) -> Vec<Exact> {
        match e {
            Expr::Const(Value::Number(n)) => vec![*n],
            Expr::Call(s, _) => {
                let rules = self.program.symbol(*s).map(|s| s.rules.as_slice()).unwrap_or_default();
                let rows = rules.iter().filter_map(|id| match &self.program.rule(*id)?.rule.body {
                    Body::Amount { rows, .. } => Some(rows),
                    _ => None,
                });
                let now = rows.flatten().filter(|r| r.period.contains(self.date));
                now.filter_map(|r| r.value.as_ref().ok()?.number()).collect()
            }
            _ => Vec::new(),
        }
    }
}
