//! The facts that decide a finding: a set with which the finding is found again, and of which no fact can be missed.
//!
//! Facts are taken out one by one. A fact whose absence leaves the finding in place is left out for good; so every
//! step is verified by evaluating anew what of the finding rests on the fact.

use super::{About, Code, Desk, Effect, Finding, Says, Side};
use crate::case::Case;
use crate::eval::{Derivation, Evaluator, Outcome, Recall, Step};
use crate::ir::SymId;

/// Most facts that are tried; a household of which more are read keeps the rest unexamined.
const TRIED: usize = 120;

/// The deciding facts among those that the outcomes of the finding read. What is known of the case is the same after
/// as before, for the next finding.
pub(super) fn facts(desk: &Desk<'_>, finding: &Finding, recall: &mut Recall) -> Vec<(SymId, About)> {
    let candidates = read(desk, finding);
    if candidates.is_empty() {
        return candidates;
    }
    let rights = rights(finding);
    let mut case = desk.case.clone();
    if !still(desk, &case, &rights, finding, recall) {
        return candidates;
    }
    let mut kept = Vec::new();
    let mut left_out = Vec::new();
    for key in candidates.into_iter().take(TRIED) {
        let Some(timeline) = case.facts.remove(&key) else { continue };
        let forgotten = recall.forget(std::slice::from_ref(&key));
        if still(desk, &case, &rights, finding, recall) {
            left_out.push(forgotten);
        } else {
            case.facts.insert(key.clone(), timeline);
            recall.restore(forgotten);
            kept.push(key);
        }
    }
    left_out.into_iter().rev().for_each(|f| recall.restore(f));
    // What the sides are about first; then what few outcomes look at, because that says most about this one.
    let about: Vec<(SymId, About)> = finding.sides.iter().filter_map(|s| named(desk, s)).collect();
    kept.sort_by_cached_key(|key| {
        (!about.contains(key), desk.assessment.outcomes.iter().filter(|o| looks(o, key)).count())
    });
    kept
}

/// Whether an outcome read a fact.
fn looks(o: &Outcome, (wanted, of): &(SymId, About)) -> bool {
    let steps = o.derivation.nodes.iter().flat_map(|n| &n.steps).chain(&o.derivation.amount);
    steps.into_iter().any(|s| matches!(s, Step::Fact { fact, about, .. } if fact == wanted && about == of))
}

fn rights(finding: &Finding) -> Vec<SymId> {
    let mut out: Vec<SymId> = finding.touches.iter().map(|t| t.right).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Whether the finding is found again in a case, of which something may be known already.
fn still(desk: &Desk<'_>, case: &Case, rights: &[SymId], finding: &Finding, recall: &mut Recall) -> bool {
    if finding.code == Code::B07 {
        let nothing = crate::eval::Assessment::default();
        return super::cliff::still(&Desk { case, assessment: &nothing, ..*desk }, finding);
    }
    let mut ev = Evaluator::recalling(desk.program, case, desk.settings, std::mem::take(recall));
    let all = finding.needs_all();
    let mut assessment = ev.rights(if all { &desk.program.rights } else { rights });
    if all {
        ev.duties(&mut assessment);
    }
    *recall = ev.into_recall();
    let again = Desk { case, assessment: &assessment, ..*desk };
    let found = match finding.effect {
        Effect::TooLittle { .. } => super::stack::find(&again),
        Effect::Overtaken { .. } => super::rise::find(&again),
        _ => again.find(finding.code),
    };
    found.iter().any(|f| f.same(finding))
}

/// The facts that the outcomes of a finding read and that the case states.
fn read(desk: &Desk<'_>, finding: &Finding) -> Vec<(SymId, About)> {
    let touched = |o: &&Outcome| finding.touches.iter().any(|t| t.right == o.right && t.holder == o.holder);
    let outcomes = desk.assessment.outcomes.iter().filter(touched).map(|o| &o.derivation);
    let asked: Vec<Derivation> = finding.sides.iter().filter_map(|s| concept(desk, s)).collect();
    let mut out: Vec<(SymId, About)> = finding.sides.iter().filter_map(|s| named(desk, s)).collect();
    let mut ev = desk.evaluator().with_trace();
    let duties = finding.sides.iter().filter(|s| s.says == Says::Duty).flat_map(|s| &s.rules);
    let bound: Vec<(SymId, About)> = duties.flat_map(|rule| ev.read_by_duty(*rule).0).collect();
    let derived = outcomes.chain(&asked).flat_map(|d| d.nodes.iter().flat_map(|n| &n.steps).chain(&d.amount));
    let read = derived.filter_map(|step| match step {
        Step::Fact { fact, about, value: Some(_), assumed: false, .. } => Some((*fact, about.clone())),
        _ => None,
    });
    for key in read.chain(bound) {
        if desk.case.facts.contains_key(&key) && !out.contains(&key) {
            out.push(key);
        }
    }
    out
}

/// The fact that a side is about.
fn named(desk: &Desk<'_>, side: &Side) -> Option<(SymId, About)> {
    let (what, person) = match &side.says {
        Says::Takes(Some(what), person, _) | Says::Threat(what, person, _) => (*what, *person),
        Says::Need(what, person) | Says::Sweeps(what, person, _) | Says::Received(what, person, _) => (*what, *person),
        _ => return None,
    };
    let key = (what, std::iter::once(person).collect());
    desk.case.facts.contains_key(&key).then_some(key)
}

/// How the answer of a side that rests on a concept came about.
fn concept(desk: &Desk<'_>, side: &Side) -> Option<Derivation> {
    let (what, about) = match &side.says {
        Says::Qualifies(what, about, _) => (*what, about.to_vec()),
        Says::Protects(what, person, _) | Says::Takes(Some(what), person, _) => (*what, vec![*person]),
        _ => return None,
    };
    Some(desk.evaluator().with_trace().asked(what, about).derivation)
}

impl Finding {
    /// Whether it rests on more than the rights it touches: duties, or what other rights look at.
    fn needs_all(&self) -> bool {
        matches!(self.code, Code::B04 | Code::B05 | Code::B08 | Code::B09)
    }
}
