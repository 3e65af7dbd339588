//! Ways out of a refusal.

use super::engine::{Evaluator, Requests};
use super::outcome::{Reason, Tri, Val};
use super::right::{Escape, EscapeKind, EscapeState, Force, RightAnswer};
use super::verdict::Verdict;
use crate::ir::rule::{Body, NotFor, PowerAct};
use crate::ir::{Linked, RuleId, SymId};
use crate::value::Date;
use std::sync::Arc;

/// A power that sets aside only some of what fails.
struct Partial {
    power: RuleId,
    sets_aside: Vec<RuleId>,
    holds: Tri,
}

impl<'p> Evaluator<'p> {
    /// Examines every power and hardship clause that could set the failing statements aside.
    pub(super) fn ways_out(&mut self, right: SymId, args: &[Val], date: Date, answer: &mut RightAnswer) {
        let program = self.program;
        // What must be set aside: failing grounds, and refusals that hold or may hold.
        let mut failing: Vec<RuleId> = Vec::new();
        let holds = answer.grounds.iter().any(|w| w.holds != Tri::False);
        if !holds {
            failing.extend(answer.grounds.iter().map(|w| w.rule));
        }
        failing
            .extend(answer.refusals.iter().filter(|r| r.holds == Tri::True && r.force != Force::Free).map(|r| r.rule));
        if failing.is_empty() {
            // Only an undecided exception stands in the way; its reasons are already named.
            failing.extend(
                answer
                    .refusals
                    .iter()
                    .filter(|r| matches!(r.holds, Tri::Open(_)) && r.force != Force::Free)
                    .map(|r| r.rule),
            );
            failing.extend(answer.grounds.iter().filter(|w| w.holds.lean() == Some(false)).map(|w| w.rule));
        }
        let mut partial: Vec<Partial> = Vec::new();
        for (id, linked) in self.in_force(&program.powers, date) {
            let Body::Power { act, reach, not_for, hardship, .. } = &linked.rule.body else { continue };
            let about = match act {
                PowerAct::Grant(rights) => rights.contains(&right),
                PowerAct::Depart => true,
                PowerAct::Adjust(..) => false,
            };
            if !about || reach.is_empty() {
                continue;
            }
            let kind = if *hardship { EscapeKind::Hardship } else { EscapeKind::Power };
            let statements: Vec<(RuleId, &Linked)> =
                failing.iter().filter_map(|r| Some((*r, program.rule(*r)?))).collect();
            let grants = matches!(act, PowerAct::Grant(_));
            let (inside, outside): (Vec<_>, Vec<_>) = statements.into_iter().partition(|(_, l)| self.reached(reach, l));
            if inside.is_empty() && !grants {
                continue;
            }
            if let Some((rule, _)) = outside.first() {
                let clear = self.blocked(not_for, &inside, args, date).is_none();
                let holds = if clear { self.power_holds(id, linked, args, date) } else { Tri::False };
                if holds != Tri::False && !inside.is_empty() {
                    let sets_aside = inside.iter().map(|(r, _)| *r).collect();
                    partial.push(Partial { power: id, sets_aside, holds });
                }
                let place = program.provision_of(*rule).map_or_else(String::new, |p| p.citation.to_string());
                answer.escapes.push(Escape {
                    rule: id,
                    kind,
                    state: EscapeState::Fails(format!("dit kan {place} niet opzijzetten").into()),
                });
                continue;
            }
            if let Some(why) = self.blocked(not_for, &inside, args, date) {
                answer.escapes.push(Escape { rule: id, kind, state: EscapeState::Fails(why) });
                continue;
            }
            let holds = self.power_holds(id, linked, args, date);
            answer.escapes.push(escape(id, kind, &holds, "de voorwaarden zijn niet vervuld"));
        }
        self.combined(right, args, &failing, &partial, answer);
    }

    /// Powers of which none sets aside everything that fails, while together they do.
    fn combined(
        &mut self,
        right: SymId,
        args: &[Val],
        failing: &[RuleId],
        partial: &[Partial],
        answer: &mut RightAnswer,
    ) {
        let alone = answer.escapes.iter().any(|e| !matches!(e.state, EscapeState::Fails(_)));
        let covered = |r: &RuleId| partial.iter().any(|p| p.sets_aside.contains(r));
        if alone || failing.is_empty() || !failing.iter().all(covered) {
            return;
        }
        let holder = args.iter().find_map(super::concept::entity).unwrap_or(crate::value::Entity(0));
        let own = self.because(Reason::Discretion(right, holder));
        for p in partial {
            let reasons = p.holds.reasons().cloned().unwrap_or_else(|| own.clone());
            for e in answer.escapes.iter_mut().filter(|e| e.rule == p.power) {
                e.state = EscapeState::Depends(reasons.clone());
            }
        }
    }

    /// `niet voor artikel …` and `niet voor begrip …`
    pub(super) fn blocked(
        &mut self,
        not_for: &[NotFor<SymId>],
        failing: &[(RuleId, &'p Linked)],
        args: &[Val],
        date: Date,
    ) -> Option<Arc<str>> {
        for n in not_for {
            match n {
                NotFor::Place(target) => {
                    if failing.iter().any(|(_, l)| self.place(l).is_some_and(|p| target.reaches(p, Some(l.rank)))) {
                        return Some(format!("{target} is uitgezonderd").into());
                    }
                }
                NotFor::Concept(concept) => {
                    for (id, linked) in failing {
                        let given = args.get(..linked.rule.params).unwrap_or(args);
                        if self.rests_on(*id, given, date, *concept) {
                            let name = self.program.signature(*concept).map_or_else(String::new, |s| s.sym.to_string());
                            return Some(format!("de weigering rust op het begrip {name}, dat is uitgezonderd").into());
                        }
                    }
                }
                NotFor::Person(_) => {}
            }
        }
        None
    }

    /// Whether a concept was read in evaluating a statement; found by evaluating it afresh.
    pub(super) fn rests_on(&mut self, rule: RuleId, args: &[Val], date: Date, concept: SymId) -> bool {
        let mut fresh = Evaluator::new(self.program, self.case, self.settings);
        fresh.reads = Some(rustc_hash::FxHashSet::default());
        self.lend(&mut fresh, |ev| ev.holds(rule, args, date));
        fresh.reads.is_some_and(|r| r.contains(&concept))
    }

    /// Requests that nobody made and that would change the outcome, each tried by itself.
    pub(super) fn on_request(&mut self, right: SymId, args: &[Val], date: Date, answer: &mut RightAnswer) {
        if self.pending.is_empty() || self.requests != Requests::AsFiled {
            return;
        }
        let helps = |verdict: Verdict| verdict != answer.verdict && verdict != Verdict::No;
        let mut granted = self.granted.take().unwrap_or_else(|| Box::new(self.with_requests(Requests::All)));
        let would = self.lend(&mut granted, |ev| ev.right(right, args, date)).verdict;
        self.granted = Some(granted);
        if !helps(would) {
            return;
        }
        let mut deciding: Vec<RuleId> = Vec::new();
        for rule in self.pending.clone() {
            let known = self.also.iter().position(|(r, _)| *r == rule).map(|at| self.also.swap_remove(at).1);
            let mut other = known.unwrap_or_else(|| self.with_requests(Requests::Also(rule)));
            if helps(self.lend(&mut other, |ev| ev.right(right, args, date)).verdict) {
                deciding.push(rule);
            }
            self.also.push((rule, other));
        }
        if deciding.is_empty() {
            deciding.clone_from(&self.pending);
        }
        let escape = |rule| Escape { rule, kind: EscapeKind::Request, state: EscapeState::Open };
        answer.escapes.extend(deciding.into_iter().map(escape));
        answer.verdict = Verdict::NoUnless;
    }

    /// The same case in which other requests count as made.
    fn with_requests(&self, requests: Requests) -> Self {
        let mut other = Self::new(self.program, self.case, self.settings);
        other.requests = requests;
        other
    }
}

pub(super) fn escape(rule: RuleId, kind: EscapeKind, holds: &Tri, fails: &str) -> Escape {
    let state = match holds {
        Tri::True => EscapeState::Open,
        Tri::Open(d) => EscapeState::Depends(d.reasons.clone()),
        Tri::False => EscapeState::Fails(fails.into()),
    };
    Escape { rule, kind, state }
}
