//! The frame in which a rule is evaluated.

use super::outcome::Val;
use crate::ir::{Linked, RuleId};
use crate::value::Date;
use smallvec::SmallVec;

/// Variables and dates of one rule under evaluation.
#[derive(Clone)]
pub(super) struct Frame<'p> {
    pub rule: &'p Linked,
    pub id: RuleId,
    pub slots: SmallVec<[Option<Val>; 6]>,
    /// Date at which law and own concepts are read.
    pub date: Date,
    /// Date at which facts and foreign concepts are read: the law's moment of looking, or an explicit shift.
    pub at: Date,
    /// `peildatum`: the date on which this rule was asked.
    pub entry: Date,
}

impl<'p> Frame<'p> {
    /// A frame with the parameters filled in.
    pub(super) fn new(rule: &'p Linked, id: RuleId, args: &[Val], date: Date) -> Self {
        let mut slots: SmallVec<[Option<Val>; 6]> = args.iter().cloned().map(Some).collect();
        slots.resize(rule.rule.vars.len(), None);
        Self { rule, id, slots, date, at: rule.moment.of(date), entry: date }
    }

    /// The same frame on another date, which holds for law and facts alike.
    pub(super) fn on(&self, date: Date) -> Self {
        Self { date, at: date, ..self.clone() }
    }
}
