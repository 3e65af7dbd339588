//! B01: two provisions in force that derive incompatible outcomes on one subject, while nothing settles it.

use super::{Code, Desk, Effect, Finding, Says, Severity, Side, Standing, touched};
use crate::eval::{Found, Outcome, Reason, Step};
use crate::ir::RuleId;
use crate::value::{Entity, Value};

pub(super) fn find(desk: &Desk<'_>) -> Vec<Finding> {
    let mut out: Vec<Finding> = Vec::new();
    for o in &desk.assessment.outcomes {
        for rules in clashes(o) {
            let mut sides: Vec<Side> = rules.iter().map(|r| Side { rules: vec![*r], says: Says::Collides }).collect();
            if let [only] = rules.as_slice() {
                sides.extend(candidates(desk, o, *only));
            }
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

/// What a statement found that may hold once, and holds more often: one side for each.
fn candidates(desk: &Desk<'_>, o: &Outcome, rule: RuleId) -> Vec<Side> {
    let considers = |s: &Step| matches!(s, Step::Rule(r, _) if *r == rule);
    let asked = o.derivation.nodes.iter().filter(|n| n.steps.iter().any(considers) && clashed(&n.found, rule));
    let mut out: Vec<Side> = Vec::new();
    for step in asked.flat_map(|n| &n.steps) {
        let Step::Call(id) = step else { continue };
        let Some(node) = o.derivation.node(*id).filter(|n| n.found == Found::Yes) else { continue };
        let about: Option<Vec<Entity>> = node.about.iter().map(entity).collect();
        let Some(about) = about else { continue };
        let says = Says::Qualifies(node.what, about.iter().copied().collect(), true);
        if !out.iter().any(|s| s.says == says) {
            let rules = desk.evaluator().with_trace().asked(node.what, about).derivation.reason();
            out.push(Side { rules, says });
        }
    }
    if out.len() > 1 { out } else { Vec::new() }
}

fn clashed(found: &Found, rule: RuleId) -> bool {
    matches!(found, Found::Open(reasons, _) if reasons.iter().any(|r| matches!(r, Reason::Clash(all) if all[..] == [rule])))
}

const fn entity(value: &Value) -> Option<Entity> {
    match value {
        Value::Entity(e) => Some(*e),
        _ => None,
    }
}
