//! B12: a refusal that cites a provision that does not carry it, another law than the one asked, or none.
//!
//! A provision carries a refusal when one of its statements refuses the right and holds, or when the right fails and
//! the failing ground rests on it. What is not encoded is never called wrong.

use super::refusal::{Refusal, refusals};
use super::{Code, Desk, Effect, Finding, Says, Severity, Side, Standing};
use crate::eval::{Outcome, Verdict};
use crate::ir::RuleId;
use crate::law::{Citation, Code as Law};

/// What is wrong with the ground of a refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// No provision was cited.
    Nothing,
    /// Another law than the one that gives the right, and nothing in it refuses here.
    OtherLaw(Law),
    /// A law without a place in it.
    NoPlace(Law),
    /// The provision is not in force on the date.
    NotInForce(Citation),
    /// The provision does not carry this refusal.
    DoesNotCarry(Citation),
}

pub(super) fn find(desk: &Desk<'_>) -> Vec<Finding> {
    refusals(desk).iter().filter_map(|r| finding(desk, r)).collect()
}

fn finding(desk: &Desk<'_>, r: &Refusal<'_>) -> Option<Finding> {
    let flaw = flaw(desk, r)?;
    let refused = matches!(r.outcome.verdict, Verdict::No);
    let severity = match r.outcome.verdict {
        // The no is right; only its ground is not.
        Verdict::No => Severity::Remark,
        Verdict::NoUnless | Verdict::Unknown | Verdict::Judgement => Severity::Attention,
        _ => Severity::Serious,
    };
    let cited: Vec<RuleId> = r.places(desk);
    let said = Side { rules: cited, says: Says::Refused(r.of, r.organ.clone(), r.cited.clone()) };
    let mut rules = r.outcome.carrying.clone();
    if !refused {
        rules.extend(r.outcome.grounds.iter().map(|g| g.rule).filter(|g| !r.outcome.carrying.contains(g)));
    }
    let law = Side { rules, says: Says::Stands(r.of, r.outcome.verdict) };
    let effect = Effect::NoGround(flaw, Standing::of(r.outcome));
    Some(Finding::new(Code::B12, severity, vec![said, law], effect, vec![r.of]))
}

fn flaw(desk: &Desk<'_>, r: &Refusal<'_>) -> Option<Flaw> {
    let Some(law) = &r.law else {
        // Words that point at nothing encoded cannot be judged; no words at all can.
        return r.cited.is_none().then_some(Flaw::Nothing);
    };
    let own = desk.law_of(r.of.right).as_ref() == Some(law);
    let Some(citation) = &r.citation else {
        let carries = against(r.outcome).iter().any(|rule| desk.law_of_rule(*rule).as_ref() == Some(law));
        return if own { Some(Flaw::NoPlace(law.clone())) } else { (!carries).then(|| Flaw::OtherLaw(law.clone())) };
    };
    let places = r.places(desk);
    if places.is_empty() {
        return None;
    }
    let in_force = |rule: &RuleId| desk.program.rule(*rule).is_some_and(|l| l.validity.contains(desk.date()));
    if !places.iter().any(in_force) {
        return Some(Flaw::NotInForce(citation.clone()));
    }
    let against = against(r.outcome);
    if places.iter().any(|p| against.contains(p)) {
        return None;
    }
    Some(if own { Flaw::DoesNotCarry(citation.clone()) } else { Flaw::OtherLaw(law.clone()) })
}

/// The statements that speak against a right: refusals that hold, and what a failing ground rests on.
fn against(o: &Outcome) -> Vec<RuleId> {
    let mut out: Vec<RuleId> = o.refusals.iter().filter(|r| r.holds == Some(true)).map(|r| r.rule).collect();
    if matches!(o.verdict, Verdict::No | Verdict::NoUnless) {
        let failing = o.grounds.iter().all(|g| g.holds == Some(false));
        if failing {
            out.extend(o.provisions());
            out.extend(considered(o));
        }
    }
    out
}

/// Every statement that was considered on the way to a failing ground.
fn considered(o: &Outcome) -> impl Iterator<Item = RuleId> + '_ {
    o.derivation.nodes.iter().flat_map(|n| &n.steps).filter_map(|s| match s {
        crate::eval::Step::Rule(rule, _) => Some(*rule),
        _ => None,
    })
}
