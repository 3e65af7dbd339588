//! Exceptions and derogations: what sets a statement aside.

use super::engine::Evaluator;
use super::frame::Frame;
use super::outcome::{Tri, Val};
use super::trace::Step;
use crate::ir::rule::Body;
use crate::ir::{Linked, RuleId};
use crate::value::{Type, Value};

impl<'p> Evaluator<'p> {
    /// The same two persons in the other order, for a symmetric concept.
    pub(super) fn turned(&self, linked: &Linked, args: &[Val]) -> Option<Vec<Val>> {
        let of = match &linked.rule.body {
            Body::Ground { of, .. } => *of,
            _ => return None,
        };
        let symmetric = self.program.signature(of).is_some_and(|s| s.symmetric);
        (symmetric && args.len() == 2).then(|| args.iter().rev().cloned().collect())
    }

    /// Exceptions to the whole rule, and derogations from it.
    pub(super) fn except(&mut self, id: RuleId, linked: &'p Linked, result: Tri, frame: &Frame<'p>) -> Tri {
        let mut result = result;
        for exception in linked.exceptions.iter().filter(|e| e.point.is_none()) {
            if result == Tri::False {
                return result;
            }
            let hit = self.exception_holds(exception.rule, frame);
            if let Some(t) = &mut self.trace {
                t.step(Step::Exception(id, exception.rule, hit.clone()));
            }
            result = result.unless(hit);
        }
        for derogation in &linked.derogations {
            if result == Tri::False {
                return result;
            }
            let hit = self.derogates(*derogation, linked, frame);
            if let Some(t) = &mut self.trace {
                t.step(Step::Exception(id, *derogation, hit.clone()));
            }
            result = result.unless(hit);
        }
        result
    }

    /// A derogation applies where its own condition does; one refusal that derogates from another replaces it outright,
    /// because it lays down another test for the same consequence.
    pub(super) fn derogates(&mut self, by: RuleId, from: &Linked, frame: &Frame<'p>) -> Tri {
        let program = self.program;
        let Some(linked) = program.rule(by) else { return Tri::False };
        if !linked.validity.contains(frame.date) || self.inactive.contains(&by) {
            return Tri::False;
        }
        let replaces = matches!((&linked.rule.body, &from.rule.body), (Body::Refusal { .. }, Body::Refusal { .. }));
        if replaces {
            let args = self.args_for(linked, frame);
            return self.in_territory(linked, &args, frame.date);
        }
        self.exception_holds(by, frame)
    }

    /// Whether an exception applies to what a frame is about.
    pub(super) fn exception_holds(&mut self, exception: RuleId, frame: &Frame<'p>) -> Tri {
        let program = self.program;
        let Some(linked) = program.rule(exception) else { return Tri::False };
        if !linked.validity.contains(frame.date) || self.inactive.contains(&exception) {
            return Tri::False;
        }
        let args = self.args_for(linked, frame);
        let mut result = self.holds(exception, &args, frame.date);
        if let Some(turned) = self.turned(frame.rule, &args).filter(|a| a.len() == 2 && result != Tri::True) {
            result = result.or(self.holds(exception, &turned, frame.date));
        }
        result
    }

    /// The parameters of another rule, filled from a frame by sort and order.
    pub(super) fn args_for(&self, linked: &Linked, frame: &Frame<'p>) -> Vec<Val> {
        let theirs = frame.rule.rule.vars.iter().take(frame.rule.rule.params).zip(&frame.slots);
        let mut free: Vec<(&Type, &Val)> = theirs.filter_map(|(v, s)| Some((&v.ty, s.as_ref()?))).collect();
        linked
            .rule
            .vars
            .iter()
            .take(linked.rule.params)
            .map(|v| match free.iter().position(|(ty, _)| **ty == v.ty) {
                Some(i) => free.remove(i).1.clone(),
                None => Val::Known(Value::Nobody),
            })
            .collect()
    }
}
