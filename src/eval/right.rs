//! The verdict on a right.
//!
//! Order of resolution, always the same: validity → scope → competence → explicit exception → rank. What the
//! statement gives is compared with what refuses; then every way out of a refusal is examined, and each that fails is
//! kept with the reason, so that a *nee* carries its own proof.

use super::concept::entity;
use super::engine::{Evaluator, Key};
use super::frame::Frame;
use super::outcome::{Reason, Reasons, Tri, Val, union};
use crate::ir::expr::{Compare, Expr};
use crate::ir::rule::{Body, Empty, NotFor, PowerAct};
use crate::ir::{Linked, RuleId, SymId};
use crate::law::{Citation, Rank, Target};
use crate::syntax::ast::Effect;
use crate::value::{Date, Entity, Exact, Value};
use std::sync::Arc;

/// The verdict on a right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// The right exists and the organ is bound.
    Must,
    /// The organ has the power to grant now.
    May,
    /// Yes, if the named yes-or-no facts hold.
    Provided,
    /// Turns on open norms that a person must weigh.
    Judgement,
    /// Refused, but named exceptions, powers or hardship clauses could still carry it.
    NoUnless,
    /// Refused, and every way out fails.
    No,
    /// Facts or rules are missing that no branch can do without.
    Unknown,
    /// Provisions collide and nothing settles it.
    Clash,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 8] =
        [Self::Must, Self::May, Self::Provided, Self::Judgement, Self::NoUnless, Self::No, Self::Unknown, Self::Clash];

    /// The Dutch word, as users see it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Must => "moet",
            Self::May => "mag",
            Self::Provided => "mits",
            Self::Judgement => "oordeel",
            Self::NoUnless => "nee, tenzij",
            Self::No => "nee",
            Self::Unknown => "onbekend",
            Self::Clash => "botst",
        }
    }
}

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
    pub rule: Option<RuleId>,
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
                .filter(|e| self.case.member(*e).is_some_and(|m| m.owner.is_none_or(|o| o == holder)))
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
        let pending = std::mem::replace(&mut self.pending, false);
        let grounds = self.grounds(&symbol.rules, args, date);
        let refusals = self.refusals(right, args, date);
        let powers = self.granting(&symbol.powers, args, date);
        let mut answer = self.decide(right, args, date, grounds, refusals, powers);
        if matches!(answer.verdict, Verdict::No | Verdict::NoUnless) && self.pending {
            self.on_request(right, args, date, &mut answer);
        }
        self.pending |= pending;
        answer
    }

    fn in_force(&self, ids: &[RuleId], date: Date) -> Vec<(RuleId, &'p Linked)> {
        let program = self.program;
        ids.iter()
            .filter_map(|id| Some((*id, program.rule(*id)?)))
            .filter(|(id, l)| l.validity.contains(date) && !self.inactive.contains(id))
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
            if holds != Tri::True && self.lifted(linked, args, date) {
                holds = Tri::True;
            }
            out.push(Weighed { rule: id, holds });
        }
        out
    }

    /// Everything that refuses: refusals, concurrences, empty slots that mean "no right".
    fn refusals(&mut self, right: SymId, args: &[Val], date: Date) -> Vec<Refused> {
        let program = self.program;
        let Some(symbol) = program.symbol(right) else { return Vec::new() };
        let own_rank =
            symbol.signature.sym.law.as_ref().and_then(|l| program.regulation(l)).map_or(Rank::Act, |r| r.rank);
        let mut out = Vec::new();
        for (id, linked) in self.in_force(&symbol.refusals, date) {
            let Body::Refusal { bound, extent, .. } = &linked.rule.body else { continue };
            let given: Vec<Val> = args.iter().take(linked.rule.params).cloned().collect();
            let mut holds = self.holds(id, &given, date);
            if holds != Tri::False && self.lifted(linked, args, date) {
                holds = Tri::False;
            }
            if extent.is_some() && holds != Tri::False {
                let whole = self.takes_all(right, id, args, date);
                holds = holds.and(whole);
            }
            let force = if linked.rank > own_rank {
                Force::Lower
            } else if *bound {
                Force::Bound
            } else {
                Force::Free
            };
            out.push(Refused { rule: id, holds, force });
        }
        for (id, linked) in self.in_force(&symbol.concurrences, date) {
            let Body::Concurrence { effect, .. } = &linked.rule.body else { continue };
            let force = match effect {
                Effect::MustRefuse | Effect::NoDoubleSanction => Force::Bound,
                Effect::MayRefuse | Effect::NeedNotProvide => Force::Free,
                Effect::MustProvide => continue,
            };
            let given: Vec<Val> = args.iter().take(linked.rule.params).cloned().collect();
            let mut holds = self.holds(id, &given, date);
            if holds != Tri::False && self.lifted(linked, args, date) {
                holds = Tri::False;
            }
            out.push(Refused { rule: id, holds, force });
        }
        out.extend(self.empty_slots(right, args, date));
        out
    }

    /// `zolang leeg geen recht op X`
    fn empty_slots(&mut self, right: SymId, args: &[Val], date: Date) -> Vec<Refused> {
        let program = self.program;
        let mut out = Vec::new();
        for (i, linked) in program.rules.iter().enumerate() {
            let Body::Delegation { of, empty: Empty::NoRight(refused), .. } = &linked.rule.body else { continue };
            let id = RuleId(u32::try_from(i).unwrap_or(u32::MAX));
            if *refused != right || !linked.validity.contains(date) || self.inactive.contains(&id) {
                continue;
            }
            let given: Vec<Val> = args.iter().take(linked.rule.params).cloned().collect();
            let empty = self.empty_slot(*of, &given, date);
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
    fn power_holds(&mut self, id: RuleId, linked: &'p Linked, args: &[Val], date: Date) -> Tri {
        let given: Vec<Val> = args.iter().take(linked.rule.params).cloned().collect();
        let mut holds = self.holds(id, &given, date);
        let Body::Power { not_for, .. } = &linked.rule.body else { return holds };
        for n in not_for {
            if let NotFor::Person(e) = n {
                let mut frame = Frame::new(linked, id, &given, date, self.moment_at(linked, date));
                let excluded = self.test(e, &mut frame);
                holds = holds.unless(excluded);
            }
        }
        holds
    }

    /// Whether a power that was used sets a statement aside.
    fn lifted(&mut self, target: &Linked, args: &[Val], date: Date) -> bool {
        if self.case.decisions.is_empty() {
            return false;
        }
        let Some(person) = args.iter().find_map(entity) else { return false };
        let program = self.program;
        for id in &program.powers {
            let Some(linked) = program.rule(*id) else { continue };
            let Body::Power { reach, .. } = &linked.rule.body else { continue };
            let used = linked.validity.contains(date)
                && !self.inactive.contains(id)
                && self.case.used(*id, person, date).is_some();
            if used && self.reached(reach, target) {
                return true;
            }
        }
        false
    }

    /// Whether a power that was used sets a duty or prohibition aside.
    pub(super) fn set_aside(&mut self, target: &Linked, args: &[Val], date: Date) -> bool {
        self.lifted(target, args, date)
    }

    fn reached(&self, reach: &[Target], target: &Linked) -> bool {
        let Some(place) = self.place(target) else { return false };
        reach.iter().any(|t| t.reaches(&place, Some(target.rank)))
    }

    /// Where a statement counts as standing.
    fn place(&self, linked: &Linked) -> Option<Citation> {
        use crate::ir::rule::Origin;
        let provision = self.program.provision(linked.provision)?;
        Some(match &provision.origin {
            Origin::CaseLaw { at, .. } | Origin::Reading { at, .. } => at.clone(),
            _ => provision.citation.clone(),
        })
    }

    /// A measured refusal takes the whole right when its measure reaches the amount.
    fn takes_all(&mut self, right: SymId, refusal: RuleId, args: &[Val], date: Date) -> Tri {
        let Some(amount) = self.gross(right, args, date) else { return Tri::False };
        let Some(measure) = self.measure(refusal, args, date) else { return Tri::False };
        self.compare(Compare::AtLeast, &measure, &amount)
    }

    /// The measure of a refusal or right with `voor zover`.
    pub(super) fn measure(&mut self, rule: RuleId, args: &[Val], date: Date) -> Option<Val> {
        let program = self.program;
        let linked = program.rule(rule)?;
        let (Body::Refusal { extent, .. } | Body::Right { extent, .. }) = &linked.rule.body else { return None };
        let given: Vec<Val> = args.iter().take(linked.rule.params).cloned().collect();
        let mut frame = Frame::new(linked, rule, &given, date, self.moment_at(linked, date));
        Some(self.value(&extent.as_ref()?.measure, &mut frame))
    }

    /// The amount before measured refusals, of the first ground that has one.
    pub(super) fn gross(&mut self, right: SymId, args: &[Val], date: Date) -> Option<Val> {
        let program = self.program;
        let symbol = program.symbol(right)?;
        let rules: Vec<RuleId> = symbol.rules.iter().chain(&symbol.powers).copied().collect();
        for (id, linked) in self.in_force(&rules, date) {
            let (Body::Right { amount: Some(p), .. } | Body::Power { amount: Some(p), .. }) = &linked.rule.body else {
                continue;
            };
            let given: Vec<Val> = args.iter().take(linked.rule.params).cloned().collect();
            let mut frame = Frame::new(linked, id, &given, date, self.moment_at(linked, date));
            return Some(self.value(&p.value, &mut frame));
        }
        None
    }

    /// The amount after measured refusals, and whether some were partial.
    pub(super) fn net(&mut self, right: SymId, args: &[Val], date: Date) -> Option<(Val, bool)> {
        use crate::ir::expr::Arith;
        let mut amount = self.gross(right, args, date)?;
        let mut partial = false;
        let symbol = self.program.symbol(right)?;
        for (id, linked) in self.in_force(&symbol.refusals, date) {
            let Body::Refusal { extent: Some(_), .. } = &linked.rule.body else { continue };
            let given: Vec<Val> = args.iter().take(linked.rule.params).cloned().collect();
            let holds = self.holds(id, &given, date);
            if holds == Tri::False {
                continue;
            }
            let Some(mut measure) = self.measure(id, args, date) else { continue };
            if let Tri::Open(d) = &holds {
                measure = Val::open(measure.reasons().map_or_else(|| d.reasons.clone(), |r| union(r, &d.reasons)));
            }
            partial |= measure != Val::Known(Value::Number(Exact::ZERO));
            let rest = self.arith(Arith::Minus, &amount, &measure);
            amount = self.extreme(true, vec![rest, Val::Known(Value::Number(Exact::ZERO))]);
        }
        Some((amount, partial))
    }

    fn decide(
        &mut self,
        right: SymId,
        args: &[Val],
        date: Date,
        grounds: Vec<Weighed>,
        refusals: Vec<Refused>,
        powers: Vec<Weighed>,
    ) -> RightAnswer {
        let any = |all: &[Weighed]| all.iter().fold(Tri::False, |r, w| r.or(w.holds.clone()));
        let of =
            |force: Force| refusals.iter().filter(|r| r.force == force).fold(Tri::False, |t, r| t.or(r.holds.clone()));
        let (bound, free, lower) = (of(Force::Bound), of(Force::Free), of(Force::Lower));
        let exercised = self.exercised(&powers, args, date);
        let ground = if exercised { Tri::True } else { any(&grounds) };
        let base = ground.clone().unless(bound.clone());
        let power = any(&powers).unless(bound.clone());
        let only_powers = grounds.is_empty() && !exercised;
        let baseless = only_powers && powers.is_empty();
        let mut answer =
            RightAnswer { verdict: Verdict::No, reasons: None, grounds, refusals, escapes: Vec::new(), baseless };
        answer.grounds.extend(powers.iter().cloned());
        let subject = if only_powers { &power } else { &base };
        let (verdict, reasons) = match subject {
            Tri::True if only_powers => (Verdict::May, None),
            Tri::True => match (&free, &lower) {
                (_, Tri::True) => (Verdict::NoUnless, None),
                (_, Tri::Open(d)) => (self.open_verdict(d), Some(d.reasons.clone())),
                (Tri::True, _) => (Verdict::May, None),
                (Tri::Open(d), _) => (self.open_verdict(d), Some(d.reasons.clone())),
                _ => (Verdict::Must, None),
            },
            Tri::False => (Verdict::No, None),
            Tri::Open(d) if d.lean == Some(false) => (Verdict::NoUnless, Some(d.reasons.clone())),
            Tri::Open(_) if lower == Tri::True => (Verdict::NoUnless, subject.reasons().cloned()),
            Tri::Open(d) => (self.open_verdict(d), Some(d.reasons.clone())),
        };
        answer.verdict = verdict;
        answer.reasons = reasons;
        if !only_powers && matches!(verdict, Verdict::No | Verdict::NoUnless) {
            for w in &powers {
                answer.escapes.push(escape(w.rule, EscapeKind::Power, &w.holds, "de voorwaarden zijn niet vervuld"));
            }
        }
        if matches!(verdict, Verdict::No | Verdict::NoUnless) {
            self.ways_out(right, args, date, &mut answer);
            self.after_ways_out(&mut answer);
        }
        answer
    }

    /// Whether the organ used a power to grant.
    fn exercised(&self, powers: &[Weighed], args: &[Val], date: Date) -> bool {
        let Some(person) = args.iter().find_map(entity) else { return false };
        powers.iter().any(|w| self.case.used(w.rule, person, date).is_some())
    }

    /// A refusal stands, falls to a power whose conditions are met, or could still fall.
    fn after_ways_out(&mut self, answer: &mut RightAnswer) {
        let lean_open = answer.verdict == Verdict::NoUnless && answer.reasons.is_some();
        if answer.escapes.iter().any(|e| e.state == EscapeState::Open) && answer.verdict == Verdict::No {
            answer.verdict = Verdict::May;
            return;
        }
        let depends = answer.escapes.iter().filter_map(|e| match &e.state {
            EscapeState::Depends(r) => Some(r.clone()),
            _ => None,
        });
        let all = depends.fold(answer.reasons.clone(), |all, r| Some(all.map_or_else(|| r.clone(), |a| union(&a, &r))));
        let open = answer.escapes.iter().any(|e| !matches!(e.state, EscapeState::Fails(_)));
        answer.verdict = if lean_open || open { Verdict::NoUnless } else { Verdict::No };
        answer.reasons = all;
    }

    /// Names an open truth: collision, missing value, missing yes-or-no fact, or open norm.
    fn open_verdict(&self, doubt: &super::outcome::Doubt) -> Verdict {
        let mut verdict = Verdict::Judgement;
        for reason in doubt.reasons.iter().filter_map(|n| self.reason(*n)) {
            let own = match reason {
                Reason::Clash(_) => return Verdict::Clash,
                Reason::Norm(..) => Verdict::Judgement,
                Reason::Fact(fact, _) if self.is_truth(*fact) => Verdict::Provided,
                Reason::Decision(..) | Reason::Discretion(..) => Verdict::Provided,
                _ => Verdict::Unknown,
            };
            verdict = match (verdict, own) {
                (Verdict::Unknown, _) | (_, Verdict::Unknown) => Verdict::Unknown,
                (Verdict::Provided, _) | (_, Verdict::Provided) => Verdict::Provided,
                _ => Verdict::Judgement,
            };
        }
        verdict
    }

    /// Examines every power and hardship clause that could set the failing statements aside.
    fn ways_out(&mut self, right: SymId, args: &[Val], date: Date, answer: &mut RightAnswer) {
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
                let place = program.provision_of(*rule).map_or_else(String::new, |p| p.citation.to_string());
                answer.escapes.push(Escape {
                    rule: Some(id),
                    kind,
                    state: EscapeState::Fails(format!("{place} ligt buiten het bereik").into()),
                });
                continue;
            }
            if let Some(why) = self.blocked(not_for, &inside, args, date) {
                answer.escapes.push(Escape { rule: Some(id), kind, state: EscapeState::Fails(why) });
                continue;
            }
            let holds = self.power_holds(id, linked, args, date);
            answer.escapes.push(escape(id, kind, &holds, "de voorwaarden zijn niet vervuld"));
        }
    }

    /// `niet voor artikel …` and `niet voor begrip …`
    fn blocked(
        &mut self,
        not_for: &[NotFor<SymId>],
        failing: &[(RuleId, &'p Linked)],
        args: &[Val],
        date: Date,
    ) -> Option<Arc<str>> {
        for n in not_for {
            match n {
                NotFor::Place(target) => {
                    if failing.iter().any(|(_, l)| self.place(l).is_some_and(|p| target.reaches(&p, Some(l.rank)))) {
                        return Some(format!("{target} is uitgezonderd").into());
                    }
                }
                NotFor::Concept(concept) => {
                    for (id, linked) in failing {
                        let given: Vec<Val> = args.iter().take(linked.rule.params).cloned().collect();
                        if self.rests_on(*id, &given, date, *concept) {
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
    fn rests_on(&self, rule: RuleId, args: &[Val], date: Date, concept: SymId) -> bool {
        let mut fresh = Evaluator::new(self.program, self.case, self.settings);
        fresh.reads = Some(rustc_hash::FxHashSet::default());
        fresh.holds(rule, args, date);
        fresh.reads.is_some_and(|r| r.contains(&concept))
    }

    /// An exception on request would change the outcome: evaluated as if every request had been made.
    fn on_request(&mut self, right: SymId, args: &[Val], date: Date, answer: &mut RightAnswer) {
        if self.settings.assume_requests {
            return;
        }
        let settings = super::Settings { assume_requests: true, ..self.settings.clone() };
        let mut other = Evaluator::new(self.program, self.case, &settings);
        let would = other.right(right, args, date);
        if would.verdict == answer.verdict || would.verdict == Verdict::No {
            return;
        }
        answer.escapes.push(Escape { rule: None, kind: EscapeKind::Request, state: EscapeState::Open });
        answer.verdict = Verdict::NoUnless;
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

fn escape(rule: RuleId, kind: EscapeKind, holds: &Tri, fails: &str) -> Escape {
    let state = match holds {
        Tri::True => EscapeState::Open,
        Tri::Open(d) => EscapeState::Depends(d.reasons.clone()),
        Tri::False => EscapeState::Fails(fails.into()),
    };
    Escape { rule: Some(rule), kind, state }
}
