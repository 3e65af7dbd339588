//! B10: a need for which no scheme has a possible outcome. Either a stated need is read by rights that are all refused
//! without a way out, or the law that should give a value says nothing for this household.

use super::{About, Code, Desk, Effect, Finding, Says, Severity, Side, Standing, touched};
use crate::case::FactState;
use crate::eval::{Outcome, Reason, Step, Verdict};
use crate::ir::{CountsAs, RuleId, SymId};
use crate::value::Value;

pub(super) fn find(desk: &Desk<'_>) -> Vec<Finding> {
    let mut out = needs(desk);
    // One gap in the law can leave several rights open: it is named with the first.
    let mut gaps: Vec<Vec<Reason>> = Vec::new();
    for o in &desk.assessment.outcomes {
        let gap = o.missing.clone();
        if let Some(found) = silent(desk, o)
            && !gaps.contains(&gap)
        {
            gaps.push(gap);
            out.push(found);
        }
    }
    out
}

/// Needs the case states and that every right that looks at them refuses.
fn needs(desk: &Desk<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for need in desk.counting(CountsAs::Need) {
        for person in desk.case.of_sort(crate::value::PERSON) {
            let about: About = std::iter::once(person).collect();
            let stated = *desk.case.state(&(need, about.clone()), desk.date()) == FactState::Known(Value::Truth(true));
            if !stated {
                continue;
            }
            let reading: Vec<&Outcome> =
                desk.assessment.outcomes.iter().filter(|o| o.holder == person && reads(o, need, &about)).collect();
            let helps = |o: &&Outcome| o.verdict != Verdict::No || desk.provided(touched(o));
            if reading.is_empty() || reading.iter().any(helps) {
                continue;
            }
            let mut sides = vec![Side { rules: Vec::new(), says: Says::Need(need, person) }];
            sides.extend(
                reading.iter().map(|o| Side { rules: o.carrying.clone(), says: Says::Stands(touched(o), o.verdict) }),
            );
            let touches = reading.iter().map(|o| touched(o)).collect();
            out.push(Finding::new(Code::B10, Severity::Serious, sides, Effect::NoAnswer(None), touches));
        }
    }
    out
}

fn reads(o: &Outcome, need: SymId, about: &About) -> bool {
    let steps = o.derivation.nodes.iter().flat_map(|n| &n.steps);
    steps
        .chain(&o.derivation.amount)
        .any(|s| matches!(s, Step::Fact { fact, about: a, .. } if *fact == need && a == about))
}

/// A right of which the law itself gives no value for this household.
fn silent(desk: &Desk<'_>, o: &Outcome) -> Option<Finding> {
    let said = o.missing.iter().any(|r| matches!(r, Reason::Silent(_)));
    let refused = matches!(o.verdict, Verdict::No | Verdict::NoUnless);
    // Where other things are missing as well, the law may still turn out to speak.
    let only = o.missing.iter().all(|r| matches!(r, Reason::Silent(_)));
    if !said || refused || !only {
        return None;
    }
    let mut rules: Vec<RuleId> = o.carrying.clone();
    rules.extend(o.provisions().into_iter().filter(|r| !o.carrying.contains(r)).take(6));
    let sides = vec![Side { rules, says: Says::Stands(touched(o), o.verdict) }];
    let severity = if desk.provided(touched(o)) { Severity::Serious } else { Severity::Attention };
    Some(Finding::new(Code::B10, severity, sides, Effect::NoAnswer(Some(Standing::of(o))), vec![touched(o)]))
}
