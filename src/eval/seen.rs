//! What an evaluation looked at: which statements were read, and how each of their conditions came out. Tests of rules ask
//! for it; answers are the same with and without.

use super::Settings;
use super::assess::{Assessment, some};
use super::condition::conditions;
use super::engine::Evaluator;
use super::frame::Frame;
use super::outcome::{About, Tri};
use crate::case::Case;
use crate::ir::expr::Expr;
use crate::ir::rule::Body;
use crate::ir::{Program, RuleId, SymId};
use crate::value::Entity;
use std::collections::{BTreeMap, BTreeSet};

/// How something came out, over one or more evaluations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// It was true, or had a value.
    pub yes: bool,
    /// It was false.
    pub no: bool,
    /// It was open.
    pub open: bool,
}

impl Answers {
    /// Both together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self { yes: self.yes || other.yes, no: self.no || other.no, open: self.open || other.open }
    }

    fn add(&mut self, t: &Tri) {
        match t {
            Tri::True => self.yes = true,
            Tri::False => self.no = true,
            Tri::Open(_) => self.open = true,
        }
    }
}

/// What was looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Statements, and whether they applied.
    pub statements: BTreeMap<RuleId, Answers>,
    /// The conditions a statement lists, by position.
    pub conditions: BTreeMap<(RuleId, usize), Answers>,
    /// What follows `tenzij`.
    pub unless: BTreeMap<RuleId, Answers>,
    /// Open norms, with what they were asked about.
    pub norms: BTreeMap<RuleId, BTreeSet<About>>,
}

/// What of a case is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Rights.
    pub rights: Vec<SymId>,
    /// Duties and prohibitions.
    pub duties: Vec<RuleId>,
    /// Deadlines.
    pub terms: Vec<RuleId>,
    /// Concepts, facts and amounts, about known entities.
    pub values: Vec<(SymId, Vec<Entity>)>,
}

/// What the rules say about the rights, duties and deadlines that are wanted; `derive` records derivations.
#[must_use]
pub fn assess_some(program: &Program, case: &Case, settings: &Settings, wanted: &Wanted, derive: bool) -> Assessment {
    let ev = Evaluator::new(program, case, settings);
    some(&mut if derive { ev.with_trace() } else { ev }, wanted)
}

/// What is looked at to answer what is wanted.
#[must_use]
pub fn seen(program: &Program, case: &Case, settings: &Settings, wanted: &Wanted) -> Seen {
    let mut ev = Evaluator::new(program, case, settings);
    ev.seen = Some(Seen::default());
    some(&mut ev, wanted);
    for (what, about) in &wanted.values {
        ev.ask_about(*what, about);
    }
    ev.seen.unwrap_or_default()
}

impl<'p> Evaluator<'p> {
    /// Notes how a statement came out.
    pub(super) fn saw(&mut self, rule: RuleId, t: &Tri) {
        if let Some(seen) = &mut self.seen {
            seen.statements.entry(rule).or_default().add(t);
        }
    }

    /// Notes how a condition came out, if it is one that its statement lists.
    pub(super) fn saw_condition(&mut self, e: &Expr<SymId>, f: &Frame<'p>, t: &Tri) {
        let Some(seen) = &mut self.seen else { return };
        if let Some(n) = conditions(f.rule).iter().position(|c| std::ptr::eq(c, e)) {
            seen.conditions.entry((f.id, n)).or_default().add(t);
        }
        if f.rule.rule.unless.as_ref().is_some_and(|u| std::ptr::eq(u, e)) {
            seen.unless.entry(f.id).or_default().add(t);
        }
    }

    /// Notes that a norm was read.
    pub(super) fn saw_norm(&mut self, norm: SymId, about: &About, judged: Option<bool>) {
        let (Some(seen), Some(symbol)) = (&mut self.seen, self.program.symbol(norm)) else { return };
        for id in &symbol.rules {
            if self.program.rule(*id).is_some_and(|l| matches!(l.rule.body, Body::Norm { .. })) {
                let answers = seen.statements.entry(*id).or_default();
                match judged {
                    Some(true) => answers.yes = true,
                    Some(false) => answers.no = true,
                    None => answers.open = true,
                }
                seen.norms.entry(*id).or_default().insert(about.clone());
            }
        }
    }
}
