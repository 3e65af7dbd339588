//! B01: two provisions in force that derive incompatible outcomes on one subject, while nothing settles it.

use super::{Code, Desk, Effect, Finding, Says, Severity, Side, Standing, touched};
use crate::eval::{Found, Outcome, Reason};
use crate::ir::RuleId;

pub(super) fn find(desk: &Desk<'_>) -> Vec<Finding> {
    let mut out: Vec<Finding> = Vec::new();
    for o in &desk.assessment.outcomes {
        for rules in clashes(o) {
            let sides = rules.iter().map(|r| Side { rules: vec![*r], says: Says::Collides }).collect();
            let effect = Effect::Undecided(Standing::of(o));
            out.push(Finding::new(Code::B01, Severity::Serious, sides, effect, vec![touched(o)]));
        }
    }
    out
}

/// The statements that contradict each other somewhere behind an outcome.
fn clashes(o: &Outcome) -> Vec<Vec<RuleId>> {
    let open = o.derivation.nodes.iter().filter_map(|n| match &n.found {
        Found::Open(reasons, _) => Some(reasons),
        _ => None,
    });
    let mut out: Vec<Vec<RuleId>> = Vec::new();
    for reason in open.flatten().chain(&o.missing) {
        if let Reason::Clash(rules) = reason
            && !out.contains(rules)
        {
            out.push(rules.clone());
        }
    }
    out
}
