//! The verdict on a right.
//!
//! Order of resolution, always the same: validity → scope → competence → explicit exception → rank. What the
//! statement gives is compared with what refuses; then every way out of a refusal is examined, and each that fails is
//! kept with the reason, so that a *nee* carries its own proof.

use super::concept::entity;
use super::engine::{Evaluator, Key};
use super::frame::Frame;
use super::outcome::{Reason, Reasons, Tri, Val, union};
use super::trace::Step;
use super::verdict::Verdict;
use crate::case::{Decision, DecisionKind};
use crate::ir::expr::Expr;
use crate::ir::rule::{Body, Empty, NotFor, PowerAct};
use crate::ir::{Linked, RuleId, SymId};
use crate::law::{Citation, Rank, Target};
use crate::syntax::ast::Effect;
use crate::value::{Date, Entity, Value};
use smallvec::SmallVec;
use std::sync::Arc;

/// Whether a statement holds, as kept in an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Weighed {
    pub rule: RuleId,
    pub holds: Tri,
}

/// Why a statement refuses, or how much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refused {
    pub rule: RuleId,
    pub holds: Tri,
    /// The organ must refuse, may refuse, or a lower rule says so.
    pub force: Force,
}

/// The force of a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Force {
    /// Must refuse.
    Bound,
    /// May refuse, or need not provide.
    Free,
    /// A rule of lower rank, which cannot take away what a higher rule gives.
    Lower,
}

/// A way out of a refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Escape {
    pub rule: RuleId,
    pub kind: EscapeKind,
    pub state: EscapeState,
}

/// The kinds of way out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EscapeKind {
    /// An exception that turns on missing facts or norms.
    Exception,
    /// An exception or exclusion that only works on request.
    Request,
    /// A power to grant or depart.
    Power,
    /// A hardship clause.
    Hardship,
}

/// Whether a way out is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum EscapeState {
    /// The conditions are met.
    Open,
    /// It turns on these reasons.
    Depends(Reasons),
    /// It fails, because.
    Fails(Arc<str>),
}

/// The answer to a right, without its amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RightAnswer {
    pub verdict: Verdict,
    pub reasons: Option<Reasons>,
    pub grounds: Vec<Weighed>,
    pub refusals: Vec<Refused>,
    pub escapes: Vec<Escape>,
    /// No statement in force gives this right.
    pub baseless: bool,
    /// Whether the right exists is undecided, and nothing but a rule of lower rank refuses it.
    pub only_lower: bool,
}

impl RightAnswer {
    pub(super) fn unknown(reasons: Reasons) -> Self {
        Self {
            verdict: Verdict::Unknown,
            reasons: Some(reasons),
            grounds: Vec::new(),
            refusals: Vec::new(),
            escapes: Vec::new(),
            baseless: false,
            only_lower: false,
        }
    }
}

impl<'p> Evaluator<'p> {
    /// `heeft recht op`: true for *moet*, false for *nee*, otherwise open.
    pub(super) fn entitled(&mut self, right: SymId, args: &'p [Expr<SymId>], f: &mut Frame<'p>) -> Tri {
        let mut vals: Vec<Val> = args.iter().map(|e| self.value(e, f)).collect();
        let wanted = self.program.signature(right).map_or(1, |s| s.params.len());
        if vals.len() == wanted {
            return match self.call(right, &vals, f) {
                Val::Truth(t) => t,
                other => other.reasons().cloned().map_or(Tri::False, Tri::open),
            };
        }
        // A right for separate things, asked in general: for any of the holder's things.
        let Some(holder) = vals.first().and_then(entity) else { return Tri::False };
        let things = self.subjects(right, holder);
        let mut result = match self.program.signature(right).and_then(|s| s.params.get(1)).map(|p| p.ty.clone()) {
            Some(crate::value::Type::Entity(sort)) => self.incomplete(&sort).map_or(Tri::False, Tri::open),
            _ => Tri::False,
        };
        for thing in things {
            vals.truncate(1);
            vals.push(Val::Known(Value::Entity(thing)));
            if let Val::Truth(t) = self.call(right, &vals, f) {
                result = result.or(t);
            }
        }
        result
    }

    /// The things of a holder that a right can be for.
    pub(super) fn subjects(&self, right: SymId, holder: Entity) -> Vec<Entity> {
        match self.program.signature(right).and_then(|s| s.params.get(1)).map(|p| &p.ty) {
            Some(crate::value::Type::Entity(sort)) => self
                .case
                .of_sort(sort)
                .filter(|e| *e != holder && self.case.member(*e).is_some_and(|m| m.owner.is_none_or(|o| o == holder)))
                .collect(),
            _ => Vec::new(),
        }
    }

    pub(super) fn as_truth(&mut self, right: SymId, answer: &RightAnswer, args: &[Val]) -> Tri {
        match answer.verdict {
            Verdict::Must => Tri::True,
            Verdict::No => Tri::False,
            verdict => {
                let person = args.iter().find_map(entity).unwrap_or(Entity(0));
                let own = self.because(Reason::Discretion(right, person));
                let reasons = match &answer.reasons {
                    Some(r) if verdict != Verdict::May => r.clone(),
                    Some(r) => union(r, &own),
                    None => own,
                };
                Tri::leaning(reasons, (verdict == Verdict::NoUnless).then_some(false))
            }
        }
    }

    /// The verdict on a right for a holder (and a thing) on a date.
    pub(super) fn right(&mut self, right: SymId, args: &[Val], date: Date) -> RightAnswer {
        let program = self.program;
        let Some(symbol) = program.symbol(right) else {
            let reasons = self.because(Reason::NoRule(right));
            return RightAnswer::unknown(reasons);
        };
        let grounds = self.grounds(&symbol.rules, args, date);
        let refusals = self.refusals(right, args, date);
        let powers = self.granting(&symbol.powers, args, date);
        let mut answer = self.decide(right, args, date, grounds, refusals, powers);
        if matches!(answer.verdict, Verdict::No | Verdict::NoUnless) {
            self.on_request(right, args, date, &mut answer);
        }
        answer
    }

    pub(super) fn in_force(&self, ids: &[RuleId], date: Date) -> SmallVec<[(RuleId, &'p Linked); 4]> {
        let program = self.program;
        ids.iter()
            .filter(|id| program.rules.validity(**id).is_some_and(|v| v.contains(date)) && !self.inactive.contains(id))
            .filter_map(|id| Some((*id, program.rule(*id)?)))
            .collect()
    }

    fn grounds(&mut self, rules: &[RuleId], args: &[Val], date: Date) -> Vec<Weighed> {
        let mut out = Vec::new();
        for (id, linked) in self.in_force(rules, date) {
            if !matches!(linked.rule.body, Body::Right { .. }) {
                continue;
            }
            let mut holds = self.holds(id, args, date);
            // A hardship clause that was used carries the ground it reaches.
            if holds != Tri::True && self.lifted(id, linked, args, date) {
                holds = Tri::True;
            }
            if holds != Tri::False {
                let nothing = self.nothing_left(id, args, date);
                holds = holds.unless(nothing);
            }
            out.push(Weighed { rule: id, holds });
        }
        out
    }

    /// Everything that refuses: refusals, concurrences, empty slots that mean "no right".
    fn refusals(&mut self, right: SymId, args: &[Val], date: Date) -> Vec<Refused> {
        let program = self.program;
        let Some(symbol) = program.symbol(right) else { return Vec::new() };
        let mut out = Vec::new();
        for (id, linked) in self.in_force(&symbol.refusals, date) {
            let Body::Refusal { extent, .. } = &linked.rule.body else { continue };
            let given = args.get(..linked.rule.params).unwrap_or(args);
            let mut holds = self.holds(id, given, date);
            if holds != Tri::False && self.lifted(id, linked, args, date) {
                holds = Tri::False;
            }
            if extent.is_some() && holds != Tri::False {
                let whole = self.takes_all(right, id, args, date);
                holds = holds.and(whole);
            }
            let Some(force) = self.force(right, id) else { continue };
            out.push(Refused { rule: id, holds, force });
        }
        for (id, linked) in self.in_force(&symbol.concurrences, date) {
            let Body::Concurrence { effect, .. } = &linked.rule.body else { continue };
            let force = match effect {
                Effect::MustRefuse | Effect::NoDoubleSanction => Force::Bound,
                Effect::MayRefuse | Effect::NeedNotProvide => Force::Free,
                Effect::MustProvide => continue,
            };
            let given = args.get(..linked.rule.params).unwrap_or(args);
            let mut holds = self.holds(id, given, date);
            if holds != Tri::False && self.lifted(id, linked, args, date) {
                holds = Tri::False;
            }
            out.push(Refused { rule: id, holds, force });
        }
        out.extend(self.empty_slots(right, args, date));
        out
    }

    /// The force of a refusal of a right.
    pub(super) fn force(&self, right: SymId, refusal: RuleId) -> Option<Force> {
        let program = self.program;
        let linked = program.rule(refusal)?;
        let Body::Refusal { bound, .. } = &linked.rule.body else { return None };
        let law = program.signature(right)?.sym.law.as_ref().and_then(|l| program.regulation(l));
        // A rule that fills a delegated slot speaks with the authority of the law that delegates.
        let delegated = program.provision(linked.provision).is_some_and(|p| p.fills.is_some());
        Some(if linked.rank > law.map_or(Rank::Act, |r| r.rank) && !delegated {
            Force::Lower
        } else if *bound {
            Force::Bound
        } else {
            Force::Free
        })
    }

    /// `zolang leeg geen recht op X`
    fn empty_slots(&mut self, right: SymId, args: &[Val], date: Date) -> Vec<Refused> {
        let program = self.program;
        let mut out = Vec::new();
        for (id, linked) in self.in_force(&program.needed, date) {
            let Body::Delegation { of, empty: Empty::NoRight(refused), .. } = &linked.rule.body else { continue };
            if *refused != right {
                continue;
            }
            let given = args.get(..linked.rule.params).unwrap_or(args);
            let empty = self.empty_slot(*of, given, date);
            let holds = match empty {
                None => Tri::False,
                Some(Val::Open(o)) if self.only_empty(&o.reasons, *of) => Tri::True,
                Some(other) => other.reasons().cloned().map_or(Tri::True, Tri::open),
            };
            out.push(Refused { rule: id, holds, force: Force::Bound });
        }
        out
    }

    fn only_empty(&self, reasons: &Reasons, slot: SymId) -> bool {
        reasons.iter().all(|r| self.reason(*r) == Some(&Reason::EmptySlot(slot)))
    }

    /// Powers that grant the right by themselves.
    fn granting(&mut self, powers: &[RuleId], args: &[Val], date: Date) -> Vec<Weighed> {
        let mut out = Vec::new();
        for (id, linked) in self.in_force(powers, date) {
            let Body::Power { act: PowerAct::Grant(_), reach, .. } = &linked.rule.body else { continue };
            if reach.is_empty() {
                let holds = self.power_holds(id, linked, args, date);
                out.push(Weighed { rule: id, holds });
            }
        }
        out
    }

    /// Whether the conditions of a power are met for a person.
    pub(super) fn power_holds(&mut self, id: RuleId, linked: &'p Linked, args: &[Val], date: Date) -> Tri {
        let given = args.get(..linked.rule.params).unwrap_or(args);
        let mut holds = self.holds(id, given, date);
        let Body::Power { not_for, .. } = &linked.rule.body else { return holds };
        for n in not_for {
            if let NotFor::Person(e) = n {
                let mut frame = Frame::new(linked, id, given, date);
                let excluded = self.test(e, &mut frame);
                holds = holds.unless(excluded);
            }
        }
        holds
    }

    /// The decision in which the organ used a power for a person. A power whose conditions fail was not there to use.
    pub(super) fn exercised(&mut self, power: RuleId, args: &[Val], date: Date) -> Option<&'p Decision> {
        let (program, case) = (self.program, self.case);
        let person = args.iter().find_map(entity)?;
        let decision = case.used(power, person, date)?;
        let linked = program.rule(power)?;
        if self.power_holds(power, linked, args, date) == Tri::False {
            self.void.insert((power, person));
            return None;
        }
        Some(decision)
    }

    /// Whether a power that was used sets a statement aside.
    pub(super) fn lifted(&mut self, of: RuleId, target: &Linked, args: &[Val], date: Date) -> bool {
        if !self.case.decisions.iter().any(|d| matches!(d.kind, DecisionKind::Used(_))) {
            return false;
        }
        let program = self.program;
        for id in &program.powers {
            let in_force = program.rules.validity(*id).is_some_and(|v| v.contains(date));
            let Some(linked) = program.rule(*id).filter(|_| in_force && !self.inactive.contains(id)) else { continue };
            let Body::Power { reach, .. } = &linked.rule.body else { continue };
            if self.reached(reach, target) && self.exercised(*id, args, date).is_some() {
                if let Some(t) = &mut self.trace {
                    t.step(Step::Lifted(of, *id));
                }
                return true;
            }
        }
        false
    }

    pub(super) fn reached(&self, reach: &[Target], target: &Linked) -> bool {
        let Some(place) = self.place(target) else { return false };
        reach.iter().any(|t| t.reaches(place, Some(target.rank)))
    }

    /// Where a statement counts as standing.
    pub(super) fn place(&self, linked: &Linked) -> Option<&'p Citation> {
        self.program.provision(linked.provision).map(crate::ir::location)
    }

    /// The answer for a right as kept in the memo.
    pub(super) fn right_of(
        &mut self,
        right: SymId,
        holder: Entity,
        subject: Option<Entity>,
        date: Date,
    ) -> std::rc::Rc<RightAnswer> {
        use super::engine::{Answer, Arg};
        let args = std::iter::once(holder).chain(subject).map(Arg::Entity).collect();
        match self.solve(Key { what: right, args, date }) {
            Answer::Right(r) => r,
            Answer::Value(_) => {
                let reasons = self.because(Reason::NoRule(right));
                std::rc::Rc::new(RightAnswer::unknown(reasons))
            }
        }
    }
}
