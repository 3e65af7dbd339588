//! Slots that lower rules fill, and powers that adjust a value.

use super::engine::Evaluator;
use super::frame::Frame;
use super::outcome::{Reason, Tri, Val};
use crate::case::DecisionKind;
use crate::ir::expr::Bound;
use crate::ir::rule::{Adjust, Body, Empty, PowerAct};
use crate::ir::{Linked, RuleId, SymId};
use crate::value::{Date, Exact, Value};

impl<'p> Evaluator<'p> {
    /// The delegation of a slot that is in force.
    pub(super) fn delegation(&self, what: SymId, date: Date) -> Option<(RuleId, &'p Linked)> {
        let program = self.program;
        let symbol = program.symbol(what)?;
        symbol.rules.iter().filter_map(|id| Some((*id, program.rule(*id)?))).find(|(id, l)| {
            matches!(l.rule.body, Body::Delegation { .. }) && l.validity.contains(date) && !self.inactive.contains(id)
        })
    }

    /// What holds when no competent lower rule fills a slot for this person; `None` when one does.
    pub(super) fn empty_slot(&mut self, what: SymId, args: &[Val], date: Date) -> Option<Val> {
        let program = self.program;
        let symbol = program.symbol(what)?;
        let mut filled = Tri::False;
        for id in &symbol.rules {
            let Some(linked) = program.rule(*id) else { continue };
            let fills = matches!(linked.rule.body, Body::Ground { .. } | Body::Value { .. } | Body::Amount { .. });
            if fills && linked.validity.contains(date) && !self.inactive.contains(id) {
                let here = self.in_territory(linked, args, date);
                filled = filled.or(here);
            }
        }
        match filled {
            Tri::True => None,
            Tri::Open(d) => Some(Val::open(d.reasons.clone())),
            Tri::False => Some(self.while_empty(what, args, date)),
        }
    }

    pub(super) fn while_empty(&mut self, what: SymId, args: &[Val], date: Date) -> Val {
        let Some((id, linked)) = self.delegation(what, date) else {
            return Val::open(self.because(Reason::NoRule(what)));
        };
        let Body::Delegation { empty, .. } = &linked.rule.body else {
            return Val::open(self.because(Reason::NoRule(what)));
        };
        self.saw(id, &Tri::True);
        match empty {
            Empty::Value(e) => {
                let mut frame = Frame::new(linked, id, args, date);
                self.value(e, &mut frame)
            }
            // Without a rule there is no power, so nothing is imposed.
            Empty::NoPower(_) if self.is_truth(what) => Val::Truth(Tri::False),
            Empty::NoPower(_) => Val::Known(Value::Number(Exact::ZERO)),
            Empty::Unknown | Empty::NoRight(_) => Val::open(self.because(Reason::EmptySlot(what))),
        }
    }

    /// A value outside the limits of its delegation is ignored: the slot counts as empty.
    pub(super) fn limited(&mut self, what: SymId, value: Val, args: &[Val], date: Date) -> Val {
        let Some((id, linked)) = self.delegation(what, date) else { return value };
        let Body::Delegation { limits, .. } = &linked.rule.body else { return value };
        self.saw(id, &Tri::True);
        for (bound, limit) in limits {
            let mut frame = Frame::new(linked, id, args, date);
            let limit = self.value(limit, &mut frame);
            let compare = match bound {
                Bound::AtLeast => crate::ir::expr::Compare::AtLeast,
                Bound::AtMost => crate::ir::expr::Compare::AtMost,
            };
            if self.compare(compare, &value, &limit) == Tri::False {
                return self.while_empty(what, args, date);
            }
        }
        value
    }

    /// A value changed by a power that was used, within what the power allows.
    pub(super) fn adjusted(&mut self, what: SymId, value: Val, args: &[Val], date: Date) -> Val {
        let program = self.program;
        let Some(symbol) = program.symbol(what) else { return value };
        let mut value = value;
        for id in &symbol.powers {
            let Some(linked) = program.rule(*id) else { continue };
            if !linked.validity.contains(date) || self.inactive.contains(id) {
                continue;
            }
            let Some(decision) = self.exercised(*id, args, date) else { continue };
            let DecisionKind::Used(chosen) = &decision.kind else { continue };
            let Body::Power { act: PowerAct::Adjust(_, how), .. } = &linked.rule.body else { continue };
            let chosen = chosen.clone().map(Val::Known);
            let mut frame = Frame::new(linked, *id, args, date);
            value = match (how, chosen) {
                (Adjust::Withdraw, _) => Val::Known(Value::Number(Exact::ZERO)),
                (Adjust::Set(Some((bound, limit))), Some(chosen)) => {
                    let limit = self.value(limit, &mut frame);
                    match bound {
                        Some(b) => self.extreme(*b == Bound::AtLeast, vec![chosen, limit]),
                        None => limit,
                    }
                }
                (Adjust::Set(None), Some(chosen)) => chosen,
                (Adjust::Lower, Some(chosen)) => self.extreme(false, vec![value, chosen]),
                (Adjust::Raise, Some(chosen)) => self.extreme(true, vec![value, chosen]),
                (_, _) => value,
            };
        }
        value
    }
}
