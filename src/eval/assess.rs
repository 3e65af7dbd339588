//! A whole case on one date: every right, duty and deadline.

use super::duty::{Deadline, DutyOutcome};
use super::engine::{Arg, Evaluator, Key};
use super::factor::Factor;
use super::outcome::{About, Reason, Tri, Val, interval};
use super::particulars::exclusive;
use super::questions::{Asked, parameters};
use super::recall::{Whole, WholeOf};
use super::right::{EscapeKind, EscapeState, Force, RightAnswer};
use super::unmet::{Condition, Unmet};
use super::verdict::Verdict;
use super::{Derivation, Settings};
use crate::case::Case;
use crate::ir::rule::{Body, Ground};
use crate::ir::{Program, RuleId, SymId};
use crate::syntax::ast::Manner;
use crate::value::{Date, Entity, Exact, PERSON, Unit, Value};
use std::sync::Arc;

/// An amount with its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// Number of euros.
    pub value: Exact,
    /// Unit, such as € per month.
    pub unit: Unit,
}

/// A statement that was considered for a right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Considered {
    /// The rule.
    pub rule: RuleId,
    /// Whether it holds; `None` when open.
    pub holds: Option<bool>,
    /// Why it is open.
    pub reasons: Vec<Reason>,
    /// Force, for refusals.
    pub force: Option<Force>,
}

/// A way out of a refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The power, the hardship clause, or the statement that works on request.
    pub rule: RuleId,
    /// Kind.
    pub kind: EscapeKind,
    /// Whether it is open now.
    pub open: bool,
    /// What it turns on.
    pub depends: Vec<Reason>,
    /// Why it fails.
    pub fails: Option<Arc<str>>,
}

/// Who decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organ {
    /// Organ.
    pub name: Arc<str>,
    /// Municipality, if one is competent.
    pub municipality: Option<Arc<str>>,
    /// The one addressed is another: it must pass the request on (Awb 2:3).
    pub forward: bool,
}

/// The outcome for one right of one holder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Right.
    pub right: SymId,
    /// Holder.
    pub holder: Entity,
    /// Others who hold the same right jointly.
    pub jointly: Vec<Entity>,
    /// Thing it is for.
    pub subject: Option<Entity>,
    /// Verdict.
    pub verdict: Verdict,
    /// Amount, where known.
    pub amount: Option<Amount>,
    /// Lowest and highest possible amount, where it is not known but bounded on both sides.
    pub between: Option<(Amount, Amount)>,
    /// Only part of it: `voor zover` took the rest.
    pub partial: bool,
    /// Statements that give it.
    pub grounds: Vec<Considered>,
    /// Statements that refuse it.
    pub refusals: Vec<Considered>,
    /// Ways out of a refusal, each with why it fails or what it turns on.
    pub routes: Vec<Route>,
    /// What is missing: facts, rules, amounts.
    pub missing: Vec<Reason>,
    /// Open norms that a person must weigh.
    pub norms: Vec<Reason>,
    /// Which factors of those norms the facts point to, or rule out.
    pub factors: Vec<Factor>,
    /// Nothing in force gives this right.
    pub baseless: bool,
    /// Whether the right exists is undecided, and nothing but a rule of lower rank refuses it.
    pub only_lower: bool,
    /// For a refusal because no ground holds: the conditions that fail.
    pub unmet: Vec<Unmet>,
    /// Who decides.
    pub organ: Option<Organ>,
    /// How to ask.
    pub manner: Option<Manner>,
    /// Form and performance, for things that are not money.
    pub form: Option<Arc<str>>,
    /// What is provided.
    pub performance: Option<Arc<str>>,
    /// First and last day, where the law says so.
    pub starts: Option<Date>,
    /// Last day.
    pub ends: Option<Date>,
    /// Only one of these holders can have it.
    pub exclusive: bool,
    /// Statements that give or refuse it and hold or may hold. What they rest on is in the derivation.
    pub carrying: Vec<RuleId>,
    /// How it came about.
    pub derivation: Derivation,
}

/// An impossible combination in a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Impossible {
    /// The rule.
    pub rule: RuleId,
    /// Whom it is about.
    pub about: Vec<Entity>,
}

/// Everything the rules say about a case on a date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assessment {
    /// Rights, in order of law, name and holder.
    pub outcomes: Vec<Outcome>,
    /// What the case asks about concepts.
    pub answers: Vec<Asked>,
    /// Duties and prohibitions that apply or may apply.
    pub duties: Vec<DutyOutcome>,
    /// Running and passed deadlines.
    pub deadlines: Vec<Deadline>,
    /// Facts taken from their default.
    pub assumed: Vec<(SymId, About)>,
    /// Powers that a decision used for someone although their conditions fail; they had no effect.
    pub void: Vec<(RuleId, Entity)>,
}

impl Outcome {
    /// Every rule that carries the outcome: first what gives or refuses it, then what the derivation rests on.
    #[must_use]
    pub fn provisions(&self) -> Vec<RuleId> {
        let mut out = self.carrying.clone();
        for id in self.derivation.carrying() {
            if !out.contains(&id) {
                out.push(id);
            }
        }
        out
    }

    /// What refuses: the refusal that holds, the organ's own duty first; else an exclusion behind the failing ground;
    /// else the ground that fails.
    #[must_use]
    pub fn refusing(&self, program: &Program) -> Option<RuleId> {
        let weight = |f: Option<Force>| match f {
            Some(Force::Bound) => 0,
            Some(Force::Lower) => 1,
            _ => 2,
        };
        let refusal = self.refusals.iter().filter(|r| r.holds == Some(true)).min_by_key(|r| weight(r.force));
        // When a ground fails: an exclusion that certainly takes away what it asks for; one that is undecided decides
        // nothing. When the ground is only in doubt: the exclusion behind the doubt.
        let doubt = self.unmet.is_empty();
        let asked =
            |of: SymId| doubt || self.unmet.iter().any(|u| matches!(&u.condition, Condition::Named(s, _) if *s == of));
        let candidates = if doubt { self.derivation.carrying() } else { self.derivation.established() };
        let excludes = |id: &RuleId| {
            let body = program.rule(*id).map(|l| &l.rule.body);
            matches!(body, Some(Body::Ground { of, kind: Ground::Never, .. }) if asked(*of))
        };
        let failing = || self.grounds.iter().find(|g| g.holds != Some(true)).map(|g| g.rule);
        refusal.map(|r| r.rule).or_else(|| candidates.into_iter().find(excludes)).or_else(failing)
    }
}

/// Adds what is not there yet.
fn add_new<T: PartialEq>(to: &mut Vec<T>, more: Vec<T>) {
    for one in more {
        if !to.contains(&one) {
            to.push(one);
        }
    }
}

/// Evaluates a case. With `rights`, only those rights; `derive` records derivations.
#[must_use]
pub fn assess(
    program: &Program,
    case: &Case,
    settings: &Settings,
    rights: Option<&[SymId]>,
    derive: bool,
) -> Assessment {
    let mut ev = Evaluator::new(program, case, settings);
    if derive {
        ev = ev.with_trace();
    }
    let mut out = ev.rights(rights.unwrap_or(&program.rights));
    if rights.is_none() {
        out.answers = ev.questions();
    }
    out.assumed = ev.assumed.iter().cloned().collect();
    out.assumed.sort();
    out.void = ev.void.iter().copied().collect();
    if rights.is_none() {
        ev.duties(&mut out);
    }
    out
}

/// Some rights, duties and deadlines.
pub(super) fn some(ev: &mut Evaluator<'_>, wanted: &super::Wanted) -> Assessment {
    let mut out = Assessment::default();
    for right in &wanted.rights {
        out.outcomes.extend(ev.outcomes(*right));
    }
    exclusive(ev.program, ev.case, ev.settings.date, &mut out.outcomes);
    for id in &wanted.duties {
        out.duties.extend(ev.duty(*id));
    }
    for id in &wanted.terms {
        out.deadlines.extend(ev.term(*id));
    }
    out
}

/// The impossible combinations in a case, on a date.
#[must_use]
pub fn impossible(program: &Program, case: &Case, settings: &Settings) -> Vec<Impossible> {
    Evaluator::new(program, case, settings).impossible()
}

impl<'p> Evaluator<'p> {
    /// The outcomes of rights, and nothing else: what a question about what would follow looks at.
    pub fn rights(&mut self, rights: &[SymId]) -> Assessment {
        let mut out = Assessment::default();
        for right in rights {
            let found = self.whole(WholeOf::Right(*right), |ev| Whole::Right(ev.outcomes(*right)));
            if let Whole::Right(outcomes) = found {
                out.outcomes.extend(outcomes);
            }
        }
        exclusive(self.program, self.case, self.settings.date, &mut out.outcomes);
        out
    }

    /// The impossible combinations in the case.
    #[must_use]
    pub fn impossible(&mut self) -> Vec<Impossible> {
        let program = self.program;
        let mut out = Vec::new();
        for id in &program.impossible {
            let Some(linked) = program.rule(*id) else { continue };
            for about in self.bindings(parameters(linked)) {
                let args: Vec<Val> = about.iter().map(|e| Val::Known(Value::Entity(*e))).collect();
                if self.holds(*id, &args, self.settings.date) == Tri::True {
                    out.push(Impossible { rule: *id, about });
                }
            }
        }
        out
    }

    /// Adds all duties and deadlines.
    pub fn duties(&mut self, out: &mut Assessment) {
        let program = self.program;
        for id in &program.duties {
            if let Whole::Duty(duties) = self.whole(WholeOf::Rule(*id), |ev| Whole::Duty(ev.duty(*id))) {
                out.duties.extend(duties);
            }
        }
        for id in &program.terms {
            if let Whole::Term(terms) = self.whole(WholeOf::Rule(*id), |ev| Whole::Term(ev.term(*id))) {
                out.deadlines.extend(terms);
            }
        }
    }

    fn outcomes(&mut self, right: SymId) -> Vec<Outcome> {
        let people: Vec<Entity> = self.case.of_sort(PERSON).collect();
        let separate = self.program.signature(right).is_some_and(|s| s.params.len() > 1);
        let mut out: Vec<Outcome> = Vec::new();
        for person in people {
            let subjects: Vec<Option<Entity>> =
                if separate { self.subjects(right, person).into_iter().map(Some).collect() } else { vec![None] };
            for subject in subjects {
                let outcome = self.outcome(right, person, subject);
                // One joint right with one outcome is shown once.
                let same = |o: &Outcome| {
                    o.jointly.contains(&person)
                        && outcome.jointly.contains(&o.holder)
                        && o.subject == subject
                        && o.verdict == outcome.verdict
                        && o.amount == outcome.amount
                };
                match out.iter().position(same).and_then(|i| out.get_mut(i)) {
                    // What only the other holder lacks must be asked too.
                    Some(shown) => {
                        add_new(&mut shown.missing, outcome.missing);
                        add_new(&mut shown.norms, outcome.norms);
                        add_new(&mut shown.carrying, outcome.carrying);
                    }
                    None => out.push(outcome),
                }
            }
        }
        out
    }

    fn outcome(&mut self, right: SymId, holder: Entity, subject: Option<Entity>) -> Outcome {
        let date = self.settings.date;
        let answer = self.right_of(right, holder, subject, date);
        let args: Vec<Val> = std::iter::once(holder).chain(subject).map(|e| Val::Known(Value::Entity(e))).collect();
        let mut amount = None;
        let mut between = None;
        let mut partial = false;
        let mut more: Vec<Reason> = Vec::new();
        if !matches!(answer.verdict, Verdict::No)
            && let Some(net) = self.net(right, &args, date, answer.verdict)
        {
            partial = net.partial;
            match &net.value {
                Val::Known(Value::Number(n)) => amount = Some(Amount { value: *n, unit: net.unit }),
                other => {
                    more = other.reasons().map(|r| self.reasons_of(r)).unwrap_or_default();
                    if let (Some(low), Some(high)) = interval(&other.bounds()) {
                        let amount = |value| Amount { value, unit: net.unit };
                        between = (low < high).then(|| (amount(low), amount(high)));
                    }
                }
            }
        }
        let root = Key { what: right, args: std::iter::once(holder).chain(subject).map(Arg::Entity).collect(), date };
        let derivation = self.derivation(Some(root));
        let carrying = carrying(&answer);
        let mut reasons = answer.reasons.as_ref().map(|r| self.reasons_of(r)).unwrap_or_default();
        if answer.verdict != Verdict::NoUnless {
            reasons.extend(more);
        }
        reasons.sort();
        reasons.dedup();
        let (norms, missing): (Vec<Reason>, Vec<Reason>) =
            reasons.into_iter().partition(|r| matches!(r, Reason::Norm(..)));
        let mut out = Outcome {
            right,
            holder,
            jointly: Vec::new(),
            subject,
            verdict: answer.verdict,
            amount,
            between,
            partial,
            grounds: answer.grounds.iter().map(|w| self.considered(w.rule, &w.holds, None)).collect(),
            refusals: answer.refusals.iter().map(|r| self.considered(r.rule, &r.holds, Some(r.force))).collect(),
            routes: answer.escapes.iter().map(|e| self.route(e)).collect(),
            missing,
            factors: norms.iter().flat_map(|n| self.factors(n)).collect(),
            norms,
            baseless: answer.baseless,
            only_lower: answer.only_lower,
            unmet: self.why_not(&answer, &args),
            organ: None,
            manner: None,
            form: None,
            performance: None,
            starts: None,
            ends: None,
            exclusive: false,
            carrying,
            derivation,
        };
        self.particulars(&answer, &args, &mut out);
        out
    }

    /// The conditions that make the right fail: of the ground that comes nearest.
    fn why_not(&mut self, answer: &RightAnswer, args: &[Val]) -> Vec<Unmet> {
        let refused = matches!(answer.verdict, Verdict::No | Verdict::NoUnless);
        if !refused || answer.grounds.iter().any(|w| w.holds != Tri::False) {
            return Vec::new();
        }
        let date = self.settings.date;
        let failing = answer.grounds.iter().map(|w| self.unmet(w.rule, args, date));
        failing.filter(|all| !all.is_empty()).min_by_key(Vec::len).unwrap_or_default()
    }

    pub(super) fn considered(&self, rule: RuleId, holds: &Tri, force: Option<Force>) -> Considered {
        let (holds, reasons) = match holds {
            Tri::True => (Some(true), Vec::new()),
            Tri::False => (Some(false), Vec::new()),
            Tri::Open(d) => (None, self.reasons_of(&d.reasons)),
        };
        Considered { rule, holds, reasons, force }
    }

    fn route(&self, e: &super::right::Escape) -> Route {
        let (open, depends, fails) = match &e.state {
            EscapeState::Open => (true, Vec::new(), None),
            EscapeState::Depends(r) => (false, self.reasons_of(r), None),
            EscapeState::Fails(why) => (false, Vec::new(), Some(why.clone())),
        };
        Route { rule: e.rule, kind: e.kind, open, depends, fails }
    }
}

/// What gives or refuses a right and holds or may hold; for a refusal also the grounds that fail.
fn carrying(answer: &RightAnswer) -> Vec<RuleId> {
    let refused = matches!(answer.verdict, Verdict::No | Verdict::NoUnless);
    let mut out: Vec<RuleId> = Vec::new();
    let grounds = answer.grounds.iter().filter(|w| w.holds != Tri::False || refused).map(|w| w.rule);
    // What a lower rule refuses does not carry a yes that it cannot take away.
    let refuses = |r: &&super::right::Refused| {
        r.holds != Tri::False && !(r.force == Force::Lower && answer.verdict == Verdict::Must)
    };
    for id in grounds.chain(answer.refusals.iter().filter(refuses).map(|r| r.rule)) {
        if !out.contains(&id) {
            out.push(id);
        }
    }
    out
}
