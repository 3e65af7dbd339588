//! Evaluates a case on a date: pure, exact, three-valued with reasons.
//!
//! [`assess`] gives every right, duty and deadline; [`Evaluator`] answers single questions. The same program is
//! evaluated with and without a derivation; the outcomes are identical.

mod amount;
mod assess;
mod concept;
mod condition;
mod derivation;
mod duty;
mod engine;
mod exception;
mod fact;
mod factor;
mod frame;
mod lever;
mod outcome;
mod particulars;
mod probe;
mod questions;
mod reads;
mod recall;
mod right;
mod right_lever;
mod seen;
mod set;
mod set_lever;
mod slot;
mod term;
mod trace;
mod unmet;
mod value;
mod verdict;
mod ways_out;

pub use assess::{Amount, Assessment, Considered, Impossible, Organ, Outcome, Route, assess, impossible};
pub use condition::conditions;
pub use derivation::{Derivation, Found, Node, NodeId, Step};
pub use duty::{Deadline, DutyOutcome};
pub use engine::Evaluator;
pub use factor::Factor;
pub use lever::{Block, Chosen, Lever, Levers, Reach, Standing};
pub use outcome::{About, Reason};
pub use probe::set_fact;
pub use questions::Asked;
pub use recall::{Forgotten, Recall};
pub use right::{EscapeKind, Force};
pub use right_lever::Want;
pub use seen::{Answers, Seen, Wanted, assess_some, seen};
pub use term::{deadline, is_holiday};
pub use unmet::{Condition, Side, Unmet};
pub use verdict::Verdict;

use crate::ir::rule::Origin;
use crate::ir::{Program, RuleId, SymId};
use crate::law::Status;
use crate::value::{Date, Exact, Value};
use outcome::{Tri, Val};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How to evaluate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Reference date.
    pub date: Date,
    /// Readings other than the chosen ones, by interpretation.
    pub readings: BTreeMap<Arc<str>, Arc<str>>,
    /// Truths taken as given instead of derived, to see what another answer would change.
    pub supposed: BTreeMap<(SymId, About), bool>,
    /// Leaves out every rounding, so that amounts are piecewise linear in what they rest on.
    pub unrounded: bool,
    /// Parts of the law that are set aside, to ask what would follow without them. Nothing but that question fills it.
    pub without: Vec<Without>,
}

/// A part of the law that a counterfactual sets aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Without {
    /// A whole statement: a refusal, an exclusion, an exception.
    Statement(RuleId),
    /// One of the conditions a statement lists, by position.
    Condition(RuleId, usize),
    /// What follows `tenzij` in a statement.
    Unless(RuleId),
}

impl Without {
    /// The statement it is about.
    #[must_use]
    pub const fn rule(self) -> RuleId {
        match self {
            Self::Statement(rule) | Self::Condition(rule, _) | Self::Unless(rule) => rule,
        }
    }
}

impl Settings {
    /// The chosen readings, on a date.
    #[must_use]
    pub fn on(date: Date) -> Self {
        Self { date, readings: BTreeMap::new(), supposed: BTreeMap::new(), unrounded: false, without: Vec::new() }
    }
}

/// Rules that cannot decide anything: lapsed, not yet in force, of a reading not chosen, or of a ruling not seen.
fn inactive(program: &Program, settings: &Settings) -> FxHashSet<RuleId> {
    let chosen = |choice: &Arc<str>| {
        settings
            .readings
            .get(choice)
            .cloned()
            .or_else(|| program.choices.iter().find(|c| c.name == *choice).map(|c| c.chosen.clone()))
    };
    let set_aside = settings.without.iter().filter_map(|w| match w {
        Without::Statement(rule) => Some(*rule),
        _ => None,
    });
    program
        .conditional
        .iter()
        .copied()
        .filter(|id| {
            program.provision_of(*id).is_some_and(|p| {
                !p.status.applies()
                    // A proposal only applies as part of a bill that is laid over the law.
                    || p.status == Status::Proposed && !matches!(p.origin, Origin::Bill(_))
                    || match &p.origin {
                        Origin::CaseLaw { decisive, .. } => !decisive,
                        Origin::Reading { choice, reading, .. } => chosen(choice).as_ref() != Some(reading),
                        _ => false,
                    }
            })
        })
        .chain(set_aside)
        .collect()
}

/// A value asked for by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answered {
    /// Known.
    Known(Value),
    /// Open, with the reasons and the lowest and highest possible value.
    Open(Vec<Reason>, Option<Value>, Option<Value>),
}

impl Evaluator<'_> {
    /// The value or truth of a concept or fact about known entities, on the date of the settings.
    pub fn ask_about(&mut self, what: SymId, about: &[crate::value::Entity]) -> Answered {
        let args: Vec<Val> = about.iter().map(|e| Val::Known(Value::Entity(*e))).collect();
        let date = self.settings.date;
        let kind = self.program.signature(what).map(|s| &s.kind);
        let v = match kind {
            Some(crate::ir::SymKind::Fact(_)) => self.fact(what, &args, date),
            Some(crate::ir::SymKind::Amount) => self.series_on(what, date),
            _ => self.ask(what, &args, date),
        };
        match v {
            Val::Known(v) => Answered::Known(v),
            Val::Truth(Tri::True) => Answered::Known(Value::Truth(true)),
            Val::Truth(Tri::False) => Answered::Known(Value::Truth(false)),
            Val::Truth(Tri::Open(d)) => Answered::Open(self.reasons_of(&d.reasons), None, None),
            Val::Open(o) => Answered::Open(self.reasons_of(&o.reasons), o.bounds.low.clone(), o.bounds.high.clone()),
            Val::Set(members) => match (members.list.as_slice(), &members.more) {
                ([(one, Tri::True)], None) => Answered::Known(Value::Entity(*one)),
                ([], None) => Answered::Known(Value::Nobody),
                (_, more) => Answered::Open(more.as_ref().map(|r| self.reasons_of(r)).unwrap_or_default(), None, None),
            },
        }
    }

    /// The value of a name about one person, in € per month; `None` when it is unknown or no amount per time.
    pub fn per_month(&mut self, what: SymId, person: crate::value::Entity) -> Option<Exact> {
        let signature = self.program.signature(what).filter(|s| s.params.len() == 1)?;
        match self.ask_about(what, &[person]) {
            Answered::Known(Value::Number(n)) => signature.result.unit()?.per_month(n),
            _ => None,
        }
    }

    /// The entities for whom a set or relation certainly holds.
    pub fn members(&mut self, what: SymId, about: &[crate::value::Entity]) -> Vec<crate::value::Entity> {
        let args: Vec<Val> = about.iter().map(|e| Val::Known(Value::Entity(*e))).collect();
        match self.ask(what, &args, self.settings.date) {
            Val::Set(m) => m.list.iter().filter(|(_, t)| *t == Tri::True).map(|(e, _)| *e).collect(),
            Val::Known(Value::Entity(e)) => vec![e],
            _ => Vec::new(),
        }
    }

    /// The verdict on a right.
    pub fn verdict(
        &mut self,
        right: SymId,
        holder: crate::value::Entity,
        subject: Option<crate::value::Entity>,
    ) -> Verdict {
        self.right_of(right, holder, subject, self.settings.date).verdict
    }
}
