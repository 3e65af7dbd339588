//! The amount of a right: what the ground that holds gives, less what measured refusals take.

use super::engine::Evaluator;
use super::frame::Frame;
use super::outcome::{Reason, Reasons, Tri, Val, union};
use super::right::{Force, Weighed};
use super::verdict::Verdict;
use crate::ir::expr::{Arith, Compare, Expr};
use crate::ir::rule::Body;
use crate::ir::{RuleId, SymId};
use crate::value::{Date, Entity, Exact, Unit, Value};

/// What is left of an amount after measured refusals.
pub(super) struct Net {
    pub value: Val,
    pub unit: Unit,
    /// Some refusal takes a part.
    pub partial: bool,
}

const fn zero() -> Val {
    Val::Known(Value::Number(Exact::ZERO))
}

impl<'p> Evaluator<'p> {
    /// A measured refusal takes the whole right when its measure reaches the amount.
    pub(super) fn takes_all(&mut self, right: SymId, refusal: RuleId, args: &[Val], date: Date) -> Tri {
        let Some((amount, _)) = self.gross(right, args, date) else { return Tri::False };
        let Some(measure) = self.measure(refusal, args, date) else { return Tri::False };
        self.compare(Compare::AtLeast, &measure, &amount)
    }

    /// Whether the measured part that a ground gives is nothing.
    pub(super) fn nothing_left(&mut self, ground: RuleId, args: &[Val], date: Date) -> Tri {
        match self.measure(ground, args, date) {
            Some(measure) => self.compare(Compare::AtMost, &measure, &zero()),
            None => Tri::False,
        }
    }

    /// The measure of `voor zover`; a part of a ground that exists on judgement has none.
    pub(super) fn measure(&mut self, rule: RuleId, args: &[Val], date: Date) -> Option<Val> {
        let linked = self.program.rule(rule)?;
        let extent = match &linked.rule.body {
            Body::Refusal { extent, .. } => extent.as_ref()?,
            body => body.benefit()?.extent.as_ref().filter(|e| !e.judged)?,
        };
        Some(self.part_of(rule, &extent.measure, args, date))
    }

    /// An expression of a statement, for the arguments of the right it is about.
    fn part_of(&mut self, rule: RuleId, e: &'p Expr<SymId>, args: &[Val], date: Date) -> Val {
        let Some(linked) = self.program.rule(rule) else { return Val::open(self.because(Reason::Absent)) };
        let given = args.get(..linked.rule.params).unwrap_or(args);
        let mut frame = Frame::new(linked, rule, given, date);
        self.value(e, &mut frame)
    }

    /// Statements that give an amount: those that hold, or else those that may, or else all; grounds before powers.
    fn paying(&mut self, right: SymId, args: &[Val], date: Date) -> Vec<Weighed> {
        let program = self.program;
        let Some(symbol) = program.symbol(right) else { return Vec::new() };
        for rules in [&symbol.rules, &symbol.powers] {
            let mut all: Vec<Weighed> = Vec::new();
            for (rule, linked) in self.in_force(rules, date) {
                if linked.rule.body.benefit().is_some_and(|b| b.amount.is_some()) {
                    let given = args.get(..linked.rule.params).unwrap_or(args);
                    all.push(Weighed { rule, holds: self.holds(rule, given, date) });
                }
            }
            if all.iter().any(|w| w.holds == Tri::True) {
                all.retain(|w| w.holds == Tri::True);
            } else if all.iter().any(|w| w.holds != Tri::False) {
                all.retain(|w| w.holds != Tri::False);
            }
            if !all.is_empty() {
                return all;
            }
        }
        Vec::new()
    }

    /// The amount before measured refusals. Grounds that hold together and give different amounts clash.
    fn gross(&mut self, right: SymId, args: &[Val], date: Date) -> Option<(Val, Unit)> {
        let program = self.program;
        let paying = self.paying(right, args, date);
        let certain = paying.iter().all(|w| w.holds == Tri::True);
        let mut values: Vec<Val> = Vec::new();
        let mut unit = None;
        for w in &paying {
            let Some(benefit) = program.rule(w.rule).and_then(|l| l.rule.body.benefit()) else { continue };
            let Some(payment) = &benefit.amount else { continue };
            let mut value = self.part_of(w.rule, &payment.value, args, date);
            if let Some(measure) = self.measure(w.rule, args, date) {
                value = self.extreme(false, vec![value, measure]);
            }
            unit.get_or_insert(payment.unit);
            if !values.contains(&value) {
                values.push(value);
            }
        }
        let unit = unit?;
        let first = values.first()?.clone();
        if values.len() == 1 {
            return Some((first, unit));
        }
        let reasons = if certain && values.iter().all(|v| matches!(v, Val::Known(_))) {
            self.because(Reason::Clash(paying.iter().map(|w| w.rule).collect()))
        } else {
            let doubts = paying.iter().filter_map(|w| w.holds.reasons()).chain(values.iter().filter_map(Val::reasons));
            let all =
                doubts.fold(None, |all: Option<Reasons>, r| Some(all.map_or_else(|| r.clone(), |a| union(&a, r))));
            all.unwrap_or_else(|| self.because(Reason::Absent))
        };
        Some((self.agree(first, values.split_off(1), reasons), unit))
    }

    /// The amount after measured refusals. A rule of lower rank takes no part of what a higher rule gives for certain.
    pub(super) fn net(&mut self, right: SymId, args: &[Val], date: Date, verdict: Verdict) -> Option<Net> {
        let (mut value, unit) = self.gross(right, args, date)?;
        let mut partial = false;
        let symbol = self.program.symbol(right)?;
        for (id, linked) in self.in_force(&symbol.refusals, date) {
            let Body::Refusal { extent: Some(_), .. } = &linked.rule.body else { continue };
            let given = args.get(..linked.rule.params).unwrap_or(args);
            let holds = self.holds(id, given, date);
            let force = self.force(right, id);
            let overruled = force == Some(Force::Lower) && verdict == Verdict::Must;
            if holds == Tri::False || overruled || self.lifted(id, linked, args, date) {
                continue;
            }
            let Some(measure) = self.measure(id, args, date) else { continue };
            partial |= measure != zero();
            let rest = self.arith(Arith::Minus, &value, &measure);
            let rest = self.extreme(true, vec![rest, zero()]);
            // What the organ may take, or may have to take, leaves the amount between the two.
            let doubt = match (&holds, force) {
                (Tri::Open(d), _) => Some(d.reasons.clone()),
                (_, Some(Force::Free)) => {
                    let person = args.iter().find_map(super::concept::entity).unwrap_or(Entity(0));
                    Some(self.because(Reason::Discretion(right, person)))
                }
                _ => None,
            };
            value = match doubt {
                Some(reasons) => self.agree(value, vec![rest], reasons),
                None => rest,
            };
        }
        Some(Net { value, unit, partial })
    }
}
