//! Duties, prohibitions and deadlines.

use super::assess::{Amount, Considered};
use super::engine::Evaluator;
use super::frame::Frame;
use super::outcome::{Reason, Tri, Val};
use super::questions::parameters;
use super::term::deadline;
use crate::ir::rule::Body;
use crate::ir::{CountsAs, Program, RuleId};
use crate::value::{Date, Entity, Exact, Value};

/// A duty or prohibition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutyOutcome {
    /// The rule.
    pub rule: RuleId,
    /// The person it is about.
    pub person: Option<Entity>,
    /// Whether it applies; `None` when open.
    pub holds: Option<bool>,
    /// Why it is open.
    pub reasons: Vec<Reason>,
    /// Amount due.
    pub amount: Option<Amount>,
}

impl DutyOutcome {
    /// What a duty that applies takes from income, in € per month: an amount that `telt als inhouding`.
    #[must_use]
    pub fn deduction(&self, program: &Program) -> Option<Exact> {
        let linked = program.rule(self.rule).filter(|_| self.holds == Some(true))?;
        match &linked.rule.body {
            Body::Duty { counts: Some(CountsAs::Deduction), .. } => {
                self.amount.and_then(|a| a.unit.per_month(a.value)).filter(|a| *a > Exact::ZERO)
            }
            _ => None,
        }
    }
}

/// A deadline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The rule.
    pub rule: RuleId,
    /// The person it runs towards.
    pub person: Entity,
    /// When it began.
    pub begins: Date,
    /// Last day.
    pub ends: Date,
    /// The last day lies before the reference date.
    pub passed: bool,
    /// What it depends on, if it is not certain that it runs.
    pub reasons: Vec<Reason>,
}

impl Evaluator<'_> {
    /// Whether the conditions of a power are met, for everyone and everything it can be used for.
    #[must_use]
    pub fn power(&mut self, id: RuleId) -> Vec<(Vec<Entity>, Considered)> {
        let program = self.program;
        let date = self.settings.date;
        let Some(linked) = program.rule(id) else { return Vec::new() };
        if !linked.validity.contains(date) || self.inactive.contains(&id) {
            return Vec::new();
        }
        let mut out = Vec::new();
        for about in self.bindings(parameters(linked)) {
            let args: Vec<Val> = about.iter().map(|e| Val::Known(Value::Entity(*e))).collect();
            let holds = self.power_holds(id, linked, &args, date);
            let considered = self.considered(id, &holds, None);
            out.push((about, considered));
        }
        out
    }

    /// A duty or prohibition, for everyone to whom it applies or may apply.
    #[must_use]
    pub fn duty(&mut self, id: RuleId) -> Vec<DutyOutcome> {
        let program = self.program;
        let date = self.settings.date;
        let Some(linked) = program.rule(id) else { return Vec::new() };
        let Body::Duty { amount, .. } = &linked.rule.body else { return Vec::new() };
        if !linked.validity.contains(date) || self.inactive.contains(&id) {
            return Vec::new();
        }
        let mut out = Vec::new();
        for about in self.bindings(parameters(linked)) {
            let args: Vec<Val> = about.iter().map(|e| Val::Known(Value::Entity(*e))).collect();
            let mut holds = self.holds(id, &args, date);
            if holds == Tri::True && self.lifted(id, linked, &args, date) {
                holds = Tri::False;
            }
            if holds == Tri::False {
                continue;
            }
            let considered = self.considered(id, &holds, None);
            let mut frame = Frame::new(linked, id, &args, date);
            let amount = amount.as_ref().and_then(|p| match self.value(&p.value, &mut frame) {
                Val::Known(Value::Number(n)) => Some(Amount { value: n, unit: p.unit }),
                _ => None,
            });
            out.push(DutyOutcome {
                rule: id,
                person: about.first().copied(),
                holds: considered.holds,
                reasons: considered.reasons,
                amount,
            });
        }
        out
    }

    /// A deadline, for everyone towards whom it runs or may run.
    #[must_use]
    pub fn term(&mut self, id: RuleId) -> Vec<Deadline> {
        let program = self.program;
        let date = self.settings.date;
        let Some(linked) = program.rule(id) else { return Vec::new() };
        let Body::Term { begins, length, extends, .. } = &linked.rule.body else { return Vec::new() };
        if !linked.validity.contains(date) || self.inactive.contains(&id) {
            return Vec::new();
        }
        let mut out = Vec::new();
        for about in self.bindings(parameters(linked)) {
            let args: Vec<Val> = about.iter().map(|e| Val::Known(Value::Entity(*e))).collect();
            let holds = self.holds(id, &args, date);
            if holds == Tri::False {
                continue;
            }
            let mut frame = Frame::new(linked, id, &args, date);
            let (Val::Known(Value::Date(start)), Some(person)) = (self.value(begins, &mut frame), about.first()) else {
                continue;
            };
            if let Some(ends) = deadline(start, *length, *extends) {
                let reasons = self.considered(id, &holds, None).reasons;
                out.push(Deadline { rule: id, person: *person, begins: start, ends, passed: ends < date, reasons });
            }
        }
        out
    }
}
