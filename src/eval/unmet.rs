//! Why a ground fails: the conditions it names that are not met, and those that stand in its way.

use super::engine::Evaluator;
use super::frame::Frame;
use super::outcome::{Tri, Val};
use crate::ir::expr::{Compare, Expr};
use crate::ir::{RuleId, SymId};
use crate::value::{Date, Value};

/// A condition of a ground that fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmet {
    /// What is asked.
    pub condition: Condition,
    /// It holds and should not; otherwise it should hold and does not.
    pub obstacle: bool,
}

/// A condition in terms a reader knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// A fact, concept, norm or right, about.
    Named(SymId, Vec<Value>),
    /// Two values that were compared.
    Compared(Side, Compare, Side),
}

/// One side of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// What it is the value of, about; `None` for a number in the text.
    pub of: Option<(SymId, Vec<Value>)>,
    /// The value; `None` when it is open and its bounds decided.
    pub value: Option<Value>,
}

impl<'p> Evaluator<'p> {
    /// The conditions that make a ground fail, as far as they can be named; the rest is in the derivation.
    pub(super) fn unmet(&mut self, rule: RuleId, args: &[Val], date: Date) -> Vec<Unmet> {
        let Some(linked) = self.program.rule(rule) else { return Vec::new() };
        let given = args.get(..linked.rule.params).unwrap_or(args);
        let mut frame = Frame::new(linked, rule, given, date);
        let mut out = Vec::new();
        if let Some(e) = &linked.rule.when {
            self.failing(e, true, &mut frame, &mut out);
        }
        if let Some(e) = &linked.rule.unless {
            self.failing(e, false, &mut frame, &mut out);
        }
        out.dedup();
        out
    }

    /// Walks the parts that decide: what should hold and does not, or should not and does.
    pub(super) fn failing(&mut self, e: &'p Expr<SymId>, wanted: bool, f: &mut Frame<'p>, out: &mut Vec<Unmet>) {
        if self.test(e, f) != Tri::from_bool(!wanted) {
            return;
        }
        match e {
            Expr::Point(_, e) => self.failing(e, wanted, f, out),
            Expr::Not(e) => self.failing(e, !wanted, f, out),
            Expr::All(all) => all.iter().for_each(|e| self.failing(e, wanted, f, out)),
            Expr::Any(all) if !wanted => all.iter().for_each(|e| self.failing(e, wanted, f, out)),
            Expr::Call(what, args) | Expr::Entitled(what, args) | Expr::Receives(what, args) => {
                let about = self.all_known(args, f);
                out.extend(about.map(|about| Unmet { condition: Condition::Named(*what, about), obstacle: !wanted }));
            }
            Expr::Compare(compare, a, b) => {
                let sides = self.side(a, f).zip(self.side(b, f));
                out.extend(
                    sides
                        .filter(|(a, b)| a.of.is_some() || b.of.is_some())
                        .map(|(a, b)| Unmet { condition: Condition::Compared(a, *compare, b), obstacle: !wanted }),
                );
            }
            _ => {}
        }
    }

    /// The conditions that leave a ground undecided, as far as they can be named.
    pub(super) fn undecided(&mut self, e: &'p Expr<SymId>, wanted: bool, f: &mut Frame<'p>, out: &mut Vec<Unmet>) {
        if self.test(e, f) == Tri::from_bool(wanted) {
            return;
        }
        match e {
            Expr::Point(_, e) => self.undecided(e, wanted, f, out),
            Expr::Not(e) => self.undecided(e, !wanted, f, out),
            Expr::All(all) | Expr::Any(all) => all.iter().for_each(|e| self.undecided(e, wanted, f, out)),
            Expr::Call(what, args) | Expr::Entitled(what, args) | Expr::Receives(what, args) => {
                let about = self.all_known(args, f);
                out.extend(about.map(|about| Unmet { condition: Condition::Named(*what, about), obstacle: !wanted }));
            }
            _ => {}
        }
    }

    fn all_known(&mut self, args: &'p [Expr<SymId>], f: &mut Frame<'p>) -> Option<Vec<Value>> {
        args.iter()
            .map(|a| match self.value(a, f) {
                Val::Known(v) => Some(v),
                _ => None,
            })
            .collect()
    }

    /// A side of a comparison that a reader can name.
    fn side(&mut self, e: &'p Expr<SymId>, f: &mut Frame<'p>) -> Option<Side> {
        let value = match self.value(e, f) {
            Val::Known(value) => Some(value),
            Val::Open(_) => None,
            _ => return None,
        };
        let of = match e {
            Expr::Const(_) => None,
            Expr::Call(what, args) => Some((*what, self.all_known(args, f)?)),
            _ => return None,
        };
        Some(Side { of, value })
    }
}
