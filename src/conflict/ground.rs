//! B12: a refusal that cites a provision that does not carry it, another law than the one asked, or none.
//!
//! Whether a citation carries the refusal is worked out by `reply`. What is not encoded is never called wrong.

use super::refusal::{Refusal, refusals};
use super::{Code, Desk, Effect, Finding, Says, Severity, Side, Standing};
use crate::eval::Verdict;
use crate::ir::RuleId;
use crate::law::{Citation, Code as Law};
use crate::reply::{Argument, Bears, Belongs, Named, Standing as Force};
use crate::room::Touched;

/// What is wrong with the ground of a refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// No provision was cited, but a reason of this kind, or none.
    Nothing(Argument),
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
    let all = refusals(desk);
    // A decision that rests on the right provision is not undone by words heard beside it.
    let grounded = |of: Touched| all.iter().any(|r| r.of == of && r.cited.is_some() && flaw(desk, r).is_none());
    all.iter().filter(|r| !grounded(r.of)).filter_map(|r| finding(desk, r)).collect()
}

fn finding(desk: &Desk<'_>, r: &Refusal<'_>) -> Option<Finding> {
    let flaw = flaw(desk, r)?;
    let severity = match r.outcome.verdict {
        // The no is right; only its ground is not.
        Verdict::No => Severity::Remark,
        Verdict::NoUnless | Verdict::Unknown | Verdict::Judgement => Severity::Attention,
        _ => Severity::Serious,
    };
    let said = Side { rules: r.places(desk), says: Says::Refused(r.said()) };
    let mut rules: Vec<RuleId> = r.outcome.carrying.clone();
    if r.outcome.verdict != Verdict::No {
        rules.extend(r.outcome.grounds.iter().map(|g| g.rule).filter(|g| !r.outcome.carrying.contains(g)));
    }
    let law = Side { rules, says: Says::Stands(r.of, r.outcome.verdict) };
    let effect = Effect::NoGround(flaw, Standing::of(r.outcome));
    Some(Finding::new(Code::B12, severity, vec![said, law], effect, vec![r.of]))
}

fn flaw(desk: &Desk<'_>, r: &Refusal<'_>) -> Option<Flaw> {
    let Some(cited) = &r.cited else { return Some(Flaw::Nothing(r.argument)) };
    // Words that point at nothing encoded cannot be judged.
    if matches!(cited.standing, Force::NotEncoded) || matches!(cited.named, Named::Other) {
        return None;
    }
    // A lower rule that refuses is cited rightly; that it may not take this away is B06.
    let places = r.places(desk);
    let lower = r.outcome.refusals.iter().any(|x| x.holds == Some(true) && places.contains(&x.rule));
    let carries = lower || matches!(cited.bears, Bears::Carries | Bears::Would);
    match (&cited.named, cited.belongs) {
        (Named::Law(law), Belongs::Own) => Some(Flaw::NoPlace(law.clone())),
        (Named::Law(law), _) => (!carries).then(|| Flaw::OtherLaw(law.clone())),
        (Named::Place(c), _) if matches!(cited.standing, Force::NotInForce(_)) => Some(Flaw::NotInForce(c.clone())),
        (_, _) if carries => None,
        (Named::Place(c), Belongs::Other) => {
            Some(c.code().map_or_else(|| Flaw::DoesNotCarry(c.clone()), |law| Flaw::OtherLaw(law.clone())))
        }
        (Named::Place(c), _) => Some(Flaw::DoesNotCarry(c.clone())),
        (Named::Other, _) => None,
    }
}
