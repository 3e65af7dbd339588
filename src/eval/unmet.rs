//! Why a ground fails: the conditions it names that are not met, and those that stand in its way.

use super::engine::Evaluator;
use super::frame::Frame;
use super::outcome::{Tri, Val};
use crate::ir::expr::Expr;
use crate::ir::{RuleId, SymId};
use crate::value::{Date, Value};

/// A condition of a ground that fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmet {
    /// Fact, concept, norm or right.
    pub what: SymId,
    /// About.
    pub about: Vec<Value>,
    /// It holds and should not; otherwise it should hold and does not.
    pub obstacle: bool,
}

impl<'p> Evaluator<'p> {
    /// The named conditions that make a ground fail. Comparisons and choices are in the derivation.
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
    fn failing(&mut self, e: &'p Expr<SymId>, wanted: bool, f: &mut Frame<'p>, out: &mut Vec<Unmet>) {
        if self.test(e, f) != Tri::from_bool(!wanted) {
            return;
        }
        match e {
            Expr::Point(_, e) => self.failing(e, wanted, f, out),
            Expr::Not(e) => self.failing(e, !wanted, f, out),
            Expr::All(all) => all.iter().for_each(|e| self.failing(e, wanted, f, out)),
            Expr::Any(all) if !wanted => all.iter().for_each(|e| self.failing(e, wanted, f, out)),
            Expr::Call(what, args) | Expr::Entitled(what, args) | Expr::Receives(what, args) => {
                let about: Vec<Value> = args
                    .iter()
                    .filter_map(|a| match self.value(a, f) {
                        Val::Known(v) => Some(v),
                        _ => None,
                    })
                    .collect();
                if about.len() == args.len() {
                    out.push(Unmet { what: *what, about, obstacle: !wanted });
                }
            }
            _ => {}
        }
    }
}
