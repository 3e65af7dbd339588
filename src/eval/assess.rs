//! A whole case on one date: every right, duty and deadline.

use super::concept::entity;
use super::engine::{Arg, Evaluator, Key};
use super::frame::Frame;
use super::outcome::{About, Reason, Tri, Val, interval};
use super::questions::{Asked, parameters};
use super::right::{EscapeKind, EscapeState, Force, RightAnswer};
use super::term::deadline;
use super::unmet::Unmet;
use super::verdict::Verdict;
use super::{Derivation, Settings};
use crate::case::Case;
use crate::ir::rule::{Benefit, Body};
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
    let mut out = Assessment::default();
    let wanted = rights.unwrap_or(&program.rights);
    for right in wanted {
        out.outcomes.extend(ev.outcomes(*right));
    }
    exclusive(program, case, settings.date, &mut out.outcomes);
    if rights.is_none() {
        out.answers = ev.questions();
    }
    out.assumed = ev.assumed.iter().cloned().collect();
    out.assumed.sort();
    if rights.is_none() {
        for id in &program.duties {
            out.duties.extend(ev.duty(*id));
        }
        for id in &program.terms {
            out.deadlines.extend(ev.term(*id));
        }
    }
    out
}

/// The impossible combinations in a case, on a date.
#[must_use]
pub fn impossible(program: &Program, case: &Case, settings: &Settings) -> Vec<Impossible> {
    let mut ev = Evaluator::new(program, case, settings);
    let mut out = Vec::new();
    for id in &program.impossible {
        let Some(linked) = program.rule(*id) else { continue };
        for about in ev.bindings(parameters(linked)) {
            let args: Vec<Val> = about.iter().map(|e| Val::Known(Value::Entity(*e))).collect();
            if ev.holds(*id, &args, settings.date) == Tri::True {
                out.push(Impossible { rule: *id, about });
            }
        }
    }
    out
}

impl<'p> Evaluator<'p> {
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
                if !out.iter().any(same) {
                    out.push(outcome);
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

    /// The conditions that make every ground fail.
    fn why_not(&mut self, answer: &RightAnswer, args: &[Val]) -> Vec<Unmet> {
        let refused = matches!(answer.verdict, Verdict::No | Verdict::NoUnless);
        if !refused || answer.grounds.iter().any(|w| w.holds != Tri::False) {
            return Vec::new();
        }
        let mut out: Vec<Unmet> = Vec::new();
        for w in &answer.grounds {
            for u in self.unmet(w.rule, args, self.settings.date) {
                if !out.contains(&u) {
                    out.push(u);
                }
            }
        }
        out
    }

    /// Who decides, how to ask, and with whom it is shared: from the first statement that gives the right, or may.
    fn particulars(&mut self, answer: &RightAnswer, args: &[Val], out: &mut Outcome) {
        let date = self.settings.date;
        let program = self.program;
        let likely = |w: &&super::right::Weighed| match w.holds {
            Tri::True => 0,
            Tri::Open(_) => 1,
            Tri::False => 2,
        };
        let mut grounds: Vec<&super::right::Weighed> = answer.grounds.iter().collect();
        grounds.sort_by_key(likely);
        for ground in grounds {
            let Some(linked) = program.rule(ground.rule) else { continue };
            if out.manner.is_none() {
                out.manner = linked.rule.manner.as_ref().map(|(m, _)| *m);
            }
            let given = args.get(..linked.rule.params).unwrap_or(args);
            let mut frame = Frame::new(linked, ground.rule, given, date);
            let (organ, Benefit { jointly, competent, form, performance, starts, ends, .. }) = match &linked.rule.body {
                Body::Right { against, benefit, .. } => (against.as_ref(), &**benefit),
                Body::Power { organ, benefit, .. } => (Some(organ), &**benefit),
                _ => continue,
            };
            if let Some(organ) = organ {
                out.organ = Some(Organ { name: organ.clone(), municipality: None, forward: false });
            }
            if let Some(e) = jointly {
                out.jointly.extend(entity(&self.value(e, &mut frame)));
            }
            if let Some(c) = competent {
                let municipality = match c.of.as_ref().map(|e| self.value(e, &mut frame)) {
                    Some(Val::Known(Value::Municipality(name))) => Some(name),
                    _ => None,
                };
                let forward = matches!((&municipality, &self.case.municipality), (Some(a), Some(b)) if a != b);
                out.organ = Some(Organ { name: c.organ.clone(), municipality, forward });
            }
            out.form = form.clone();
            out.performance = performance.clone();
            let mut day =
                |e: &'p Option<crate::ir::expr::Expr<SymId>>| match e.as_ref().map(|e| self.value(e, &mut frame)) {
                    Some(Val::Known(Value::Date(d))) => Some(d),
                    _ => None,
                };
            out.starts = day(starts);
            out.ends = day(ends);
            break;
        }
        // The trace of these extras does not belong to the derivation of the next right.
        if let Some(t) = &mut self.trace {
            t.loose.clear();
        }
    }

    fn considered(&self, rule: RuleId, holds: &Tri, force: Option<Force>) -> Considered {
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

    fn duty(&mut self, id: RuleId) -> Vec<DutyOutcome> {
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

    fn term(&mut self, id: RuleId) -> Vec<Deadline> {
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

/// What gives or refuses a right and holds or may hold; for a refusal also the grounds that fail.
fn carrying(answer: &RightAnswer) -> Vec<RuleId> {
    let refused = matches!(answer.verdict, Verdict::No | Verdict::NoUnless);
    let mut out: Vec<RuleId> = Vec::new();
    let grounds = answer.grounds.iter().filter(|w| w.holds != Tri::False || refused).map(|w| w.rule);
    for id in grounds.chain(answer.refusals.iter().filter(|r| r.holds != Tri::False).map(|r| r.rule)) {
        if !out.contains(&id) {
            out.push(id);
        }
    }
    out
}

/// `ten hoogste eenmaal per …`: of several holders with one key, only one can have the right.
fn exclusive(program: &Program, case: &Case, date: Date, outcomes: &mut [Outcome]) {
    let unit_of = |o: &Outcome| {
        o.grounds.iter().filter_map(|g| program.rule(g.rule)).find_map(|l| l.rule.body.benefit()?.once.clone())
    };
    let address = program.id(None, "woonadres");
    let key = |o: &Outcome, unit: &str| match unit {
        "woning" => address.map(|a| case.state(&(a, [o.holder].as_slice().into()), date).clone()),
        _ => None,
    };
    let possible = |o: &Outcome| !matches!(o.verdict, Verdict::No);
    let flags: Vec<bool> = outcomes
        .iter()
        .enumerate()
        .map(|(i, o)| {
            let Some(unit) = unit_of(o) else { return false };
            possible(o)
                && outcomes.iter().enumerate().any(|(j, other)| {
                    i != j
                        && o.right == other.right
                        && possible(other)
                        && o.holder != other.holder
                        && key(o, &unit) == key(other, &unit)
                })
        })
        .collect();
    for (o, flag) in outcomes.iter_mut().zip(flags) {
        o.exclusive = flag;
    }
}
