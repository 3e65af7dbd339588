//! B06: a lower rule that refuses what a higher law gives, leaves room for, or wants assessed for each person.
//!
//! The evaluator already gives such a refusal no force against a certain right of higher law. What this analysis adds
//! is that the rule is there, that the desk may go by it, and what the right would be without it.

use super::{Code, Desk, Effect, Finding, Says, Severity, Side, Standing, touched};
use crate::eval::{Considered, Force, Outcome, Verdict};
use crate::ir::RuleId;

pub(super) fn find(desk: &Desk<'_>) -> Vec<Finding> {
    desk.assessment.outcomes.iter().filter_map(|o| finding(desk, o)).collect()
}

fn finding(desk: &Desk<'_>, o: &Outcome) -> Option<Finding> {
    let lower: Vec<RuleId> = o.refusals.iter().filter(|r| refuses(r)).map(|r| r.rule).collect();
    // Where higher law refuses as well, or gives nothing, the lower rule takes nothing away.
    let higher_refuses = o.refusals.iter().any(|r| r.force == Some(Force::Bound) && r.holds == Some(true));
    let higher: Vec<RuleId> = o.grounds.iter().filter(|g| g.holds != Some(false)).map(|g| g.rule).collect();
    if lower.is_empty() || higher_refuses || higher.is_empty() {
        return None;
    }
    let without = match o.verdict {
        Verdict::NoUnless if o.grounds.iter().any(|g| g.holds.is_none()) => Verdict::Judgement,
        Verdict::NoUnless if desk.only_powers(&higher) => Verdict::May,
        Verdict::NoUnless => Verdict::Must,
        other => other,
    };
    // A certain right is lost only when the desk goes by the lower rule; an undecided one may fail without it too.
    let sent_away = desk.case.heard.iter().any(|h| h.asked == Some(o.right));
    let severity = match (without, sent_away) {
        (Verdict::Must, true) => Severity::Serious,
        _ => Severity::Attention,
    };
    let sides = vec![
        Side { rules: lower, says: Says::Refuses },
        Side { rules: higher, says: Says::Stands(touched(o), without) },
    ];
    let effect = Effect::Withheld(Standing::of(o), without);
    Some(Finding::new(Code::B06, severity, sides, effect, vec![touched(o)]))
}

fn refuses(r: &Considered) -> bool {
    r.force == Some(Force::Lower) && r.holds == Some(true)
}

impl Desk<'_> {
    /// Whether all of these are powers.
    fn only_powers(&self, rules: &[RuleId]) -> bool {
        let power = |r: &RuleId| {
            self.program.rule(*r).is_some_and(|l| matches!(l.rule.body, crate::ir::rule::Body::Power { .. }))
        };
        rules.iter().all(power)
    }
}
