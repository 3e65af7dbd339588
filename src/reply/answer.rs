//! What there is to say to each kind of reason, on its own ground. Only a legal reason is answered with law; to the other
//! reasons the rules can only tell whether they know such a ground, and what the organ owes the person all the same.
//!
//! Drafting words pick the duties and norms out of the program, as for the rights of the citizen in a procedure.

use super::Argument;
use crate::case::Case;
use crate::eval::{Assessment, Outcome, Reason, Settings};
use crate::ir::rule::Body;
use crate::ir::{Linked, Program, RuleId, SymId, expressions};
use crate::room::{Code, Room, Status, says};
use std::sync::Arc;

/// Names by which rules would say that there is no money left: a ceiling, a budget that is used up.
const CEILINGS: [&str; 5] = ["plafond", "begroting", "uitgeput", "beschikbaar_budget", "beschikbare_middelen"];

/// Words by which a norm asks what somebody can do alone.
const ALONE: [&str; 4] = ["eigen kracht", "zelf kan", "zelfredzaam", "handhaven"];

/// The answer to a kind of reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The law: answered by what was cited and by what carries.
    Law,
    /// Equal treatment.
    Equality {
        /// Duties to fit the decision to the person (R07).
        individual: Vec<RuleId>,
        /// On what the provisions make cases differ.
        points: Vec<SymId>,
    },
    /// Fear of a precedent.
    Precedent {
        /// On what the provisions make cases differ.
        points: Vec<SymId>,
    },
    /// No money.
    Means {
        /// Rules about this right that know a ceiling or a budget.
        ceilings: Vec<RuleId>,
        /// The organ is bound when the conditions are met.
        bound: bool,
    },
    /// People must do it themselves.
    SelfReliance {
        /// The norms that ask this, with whether they were judged and on what.
        norms: Vec<Asked>,
    },
    /// A moral reason.
    Moral {
        /// The organ is bound when the conditions are met.
        bound: bool,
    },
    /// No time or staff.
    Capacity,
}

/// A norm about what somebody can do alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The norm, about whom and what.
    pub norm: Reason,
    /// Whether somebody judged it; `None` when nobody did.
    pub judged: Option<bool>,
    /// Factors that were not weighed.
    pub missing: Vec<Arc<str>>,
}

/// What an answer is worked out from.
pub(super) struct Desk<'a> {
    pub program: &'a Program,
    pub case: &'a Case,
    pub settings: &'a Settings,
    pub assessment: &'a Assessment,
    pub room: &'a [Room],
}

impl Desk<'_> {
    pub(super) fn answer(&self, argument: Argument, o: &Outcome) -> Answer {
        match argument {
            Argument::Law => Answer::Law,
            Argument::Equality => Answer::Equality { individual: self.individual(o), points: self.points(o) },
            Argument::Precedent => Answer::Precedent { points: self.points(o) },
            Argument::Means => Answer::Means { ceilings: self.ceilings(o), bound: self.bound(o) },
            Argument::SelfReliance => Answer::SelfReliance { norms: self.alone(o) },
            Argument::Moral => Answer::Moral { bound: self.bound(o) },
            Argument::Capacity => Answer::Capacity,
        }
    }

    fn in_force(&self, id: RuleId) -> Option<&Linked> {
        self.program.rule(id).filter(|l| l.validity.contains(self.settings.date))
    }

    /// The rules in force about a right: what gives it, refuses it, limits it or lets an organ give it.
    fn about(&self, o: &Outcome) -> Vec<RuleId> {
        let Some(symbol) = self.program.symbol(o.right) else { return Vec::new() };
        let all = symbol.rules.iter().chain(&symbol.refusals).chain(&symbol.concurrences).chain(&symbol.powers);
        all.copied().filter(|id| self.in_force(*id).is_some()).collect()
    }

    /// Duties to fit the decision to the person, of the law that was asked.
    fn individual(&self, o: &Outcome) -> Vec<RuleId> {
        let law = self.program.signature(o.right).and_then(|s| s.sym.law.clone());
        let of = |id: RuleId| self.program.provision_of(id).map(|p| p.law.clone());
        let found = self.room.iter().filter(|r| r.code == Code::R07 && r.person == Some(o.holder) && of(r.rule) == law);
        let mut out: Vec<RuleId> = found.map(|r| r.rule).collect();
        out.sort();
        out.dedup();
        out
    }

    /// What the statements that carry the outcome look at: on these points cases are alike, or differ.
    fn points(&self, o: &Outcome) -> Vec<SymId> {
        let mut rules = o.carrying.clone();
        rules.extend(o.refusing(self.program).filter(|r| !o.carrying.contains(r)));
        let mut out: Vec<SymId> = Vec::new();
        for linked in rules.iter().filter_map(|r| self.in_force(*r)) {
            for e in linked.rule.when.iter().chain(&linked.rule.unless) {
                e.symbols(&mut |s, _| {
                    if !out.contains(s) {
                        out.push(*s);
                    }
                });
            }
        }
        out
    }

    fn ceilings(&self, o: &Outcome) -> Vec<RuleId> {
        let names = |l: &Linked| {
            let mut found = false;
            expressions(&l.rule, &mut |e| {
                e.symbols(&mut |s, _| {
                    found |= self.program.signature(*s).is_some_and(|s| says(&s.sym.name, &CEILINGS));
                });
            });
            found
        };
        self.about(o).into_iter().filter(|id| self.in_force(*id).is_some_and(names)).collect()
    }

    /// Whether the text that gives the right binds the organ; a power leaves it a choice.
    fn bound(&self, o: &Outcome) -> bool {
        let right = |id: &RuleId| self.program.rule(*id).is_some_and(|l| matches!(l.rule.body, Body::Right { .. }));
        o.grounds.iter().any(|g| right(&g.rule))
    }

    /// The norms behind an outcome that ask what somebody can do alone.
    fn alone(&self, o: &Outcome) -> Vec<Asked> {
        let mut out: Vec<Asked> = Vec::new();
        let mut add = |norm: Reason, judged: Option<bool>, missing: Vec<Arc<str>>| {
            if !out.iter().any(|a| a.norm == norm) {
                out.push(Asked { norm, judged, missing });
            }
        };
        for norm in o.norms.iter().filter(|n| self.asks_alone(n)) {
            add(norm.clone(), None, Vec::new());
        }
        let own =
            |r: &&Room| r.touches.is_some_and(|t| t.right == o.right && t.holder == o.holder && t.subject == o.subject);
        for room in self.room.iter().filter(|r| r.code == Code::R03).filter(own) {
            for norm in room.criterion.iter().filter(|n| self.asks_alone(n)) {
                let Reason::Norm(what, about) = norm else { continue };
                let judgment = self.case.judgments.iter().find(|j| j.norm == *what && j.about == *about);
                let missing = match (&room.why, room.status) {
                    (crate::room::Why::Without(_, factors), Status::Unused) => factors.clone(),
                    _ => Vec::new(),
                };
                add(norm.clone(), judgment.map(|j| j.holds), missing);
            }
        }
        out
    }

    fn asks_alone(&self, norm: &Reason) -> bool {
        let Reason::Norm(what, _) = norm else { return false };
        let Some(symbol) = self.program.symbol(*what) else { return false };
        let rules = symbol.rules.iter().filter_map(|id| self.in_force(*id));
        let says_so = |text: &str| says(&text.replace('_', " "), &ALONE);
        says_so(&symbol.signature.sym.name)
            || rules.into_iter().any(|l| match &l.rule.body {
                Body::Norm { question, factors, .. } => {
                    question.as_deref().is_some_and(says_so) || factors.iter().any(|(text, _)| says_so(text))
                }
                _ => false,
            })
    }

    /// The first duty of an organ towards a person whose act has one of these drafting words.
    pub(super) fn duty(&self, o: &Outcome, words: &[&str]) -> Option<RuleId> {
        let of = |d: &&crate::eval::DutyOutcome| d.person == Some(o.holder) && d.holds != Some(false);
        self.assessment.duties.iter().filter(of).map(|d| d.rule).find(|id| {
            matches!(self.program.rule(*id).map(|l| &l.rule.body),
                Some(Body::Duty { act, forbidden: false, organ: Some(_), .. }) if says(act, words))
        })
    }
}
