//! B05: duties and prohibitions of one person that cannot all be met: two duties that each claim the working week, or
//! an act that one provision orders and another forbids.

use super::{Code, Desk, Effect, Finding, Says, Severity, Side, touched};
use crate::eval::DutyOutcome;
use crate::ir::rule::Body;
use crate::ir::{CountsAs, RuleId};
use crate::room::Touched;
use crate::value::Entity;
use std::sync::Arc;

/// What a duty or prohibition asks.
struct Act {
    name: Arc<str>,
    forbidden: bool,
    week: bool,
}

pub(super) fn find(desk: &Desk<'_>) -> Vec<Finding> {
    let certain = desk.assessment.duties.iter().filter(|d| d.holds == Some(true));
    let all: Vec<(&DutyOutcome, Entity, Act)> =
        certain.filter_map(|d| Some((d, d.person?, act(desk, d.rule)?))).collect();
    let mut out = Vec::new();
    for (i, (a, person, x)) in all.iter().enumerate() {
        for (b, other, y) in all.iter().skip(i + 1) {
            let opposed = x.name == y.name && x.forbidden != y.forbidden;
            let both = x.week && y.week && x.name != y.name;
            if person == other && (opposed || both) {
                out.push(finding(desk, *person, a.rule, b.rule));
            }
        }
    }
    out
}

/// The act of a duty that binds the person.
fn act(desk: &Desk<'_>, rule: RuleId) -> Option<Act> {
    match &desk.program.rule(rule)?.rule.body {
        Body::Duty { act, forbidden, organ: None, counts, .. } => {
            Some(Act { name: act.clone(), forbidden: *forbidden, week: *counts == Some(CountsAs::FullWeek) })
        }
        _ => None,
    }
}

fn finding(desk: &Desk<'_>, person: Entity, a: RuleId, b: RuleId) -> Finding {
    let sides = [a, b].map(|r| Side { rules: vec![r], says: Says::Duty }).to_vec();
    // The rights of this person in the laws of the duties are at stake.
    let laws = [desk.law_of_rule(a), desk.law_of_rule(b)];
    let at_stake = desk.assessment.outcomes.iter().filter(|o| {
        let stands = !matches!(o.verdict, crate::eval::Verdict::No | crate::eval::Verdict::NoUnless);
        o.holder == person && stands && laws.contains(&desk.law_of(o.right))
    });
    let touches: Vec<Touched> = at_stake.map(touched).collect();
    Finding::new(Code::B05, Severity::Serious, sides, Effect::NotAll(person), touches)
}
