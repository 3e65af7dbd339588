//! B11: a published practice that departs from the provision. An interpretation of which one reading is called
//! `praktijk` is assessed under that reading and under the others; where an outcome differs, the practice departs.

use super::{Code, Desk, Effect, Finding, Says, Severity, Side, Standing, touched};
use crate::eval::{Assessment, Outcome, Settings, assess};
use crate::ir::rule::Origin;
use crate::ir::{RuleId, SymId};
use std::sync::Arc;

/// The name of a reading that is what an organ does, not what the text says.
const PRACTICE: &str = "praktijk";

pub(super) fn find(desk: &Desk<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for choice in desk.program.choices.iter().filter(|c| c.readings.iter().any(|r| &**r == PRACTICE)) {
        let chosen = desk.settings.readings.get(&choice.name).unwrap_or(&choice.chosen);
        let rests: Vec<&Outcome> =
            desk.assessment.outcomes.iter().filter(|o| rests_on(desk, o, &choice.name)).collect();
        for other in choice.readings.iter().filter(|r| *r != chosen && (&***r == PRACTICE || &**chosen == PRACTICE)) {
            let again = under(desk, &rests, &choice.name, other);
            out.extend(rests.iter().filter_map(|o| differs(desk, o, &choice.name, (chosen, other), &again)));
        }
    }
    out
}

/// Whether an outcome was found with a reading of an interpretation.
fn rests_on(desk: &Desk<'_>, o: &Outcome, choice: &Arc<str>) -> bool {
    let steps = o.derivation.nodes.iter().flat_map(|n| &n.steps).chain(&o.derivation.amount);
    let read = |rule: &RuleId| desk.program.provision_of(*rule).is_some_and(|p| of_choice(&p.origin, choice));
    steps.into_iter().any(|s| matches!(s, crate::eval::Step::Rule(rule, _) if read(rule)))
}

fn of_choice(origin: &Origin, wanted: &Arc<str>) -> bool {
    matches!(origin, Origin::Reading { choice, .. } if choice == wanted)
}

/// The rights of these outcomes under another reading.
fn under(desk: &Desk<'_>, rests: &[&Outcome], choice: &Arc<str>, reading: &Arc<str>) -> Assessment {
    let mut settings: Settings = desk.settings.clone();
    settings.readings.insert(choice.clone(), reading.clone());
    let mut rights: Vec<SymId> = rests.iter().map(|o| o.right).collect();
    rights.sort_unstable();
    rights.dedup();
    assess(desk.program, desk.case, &settings, Some(&rights), false)
}

fn differs(
    desk: &Desk<'_>,
    o: &Outcome,
    choice: &Arc<str>,
    (chosen, other): (&Arc<str>, &Arc<str>),
    again: &Assessment,
) -> Option<Finding> {
    let then = again.outcomes.iter().find(|x| touched(x) == touched(o))?;
    if then.verdict == o.verdict && then.amount == o.amount {
        return None;
    }
    let side = |reading: &Arc<str>, o: &Outcome| Side {
        rules: rules(desk, choice, reading),
        says: Says::Reads(choice.clone(), reading.clone(), Standing::of(o)),
    };
    let sides = vec![side(chosen, o), side(other, then)];
    let effect = Effect::TwoOutcomes(Standing::of(o), Standing::of(then));
    Some(Finding::new(Code::B11, Severity::Attention, sides, effect, vec![touched(o)]))
}

/// The statements of a reading.
fn rules(desk: &Desk<'_>, choice: &Arc<str>, reading: &Arc<str>) -> Vec<RuleId> {
    let of = |rule: &RuleId| {
        desk.program.provision_of(*rule).is_some_and(
            |p| matches!(&p.origin, Origin::Reading { choice: c, reading: r, .. } if c == choice && r == reading),
        )
    };
    desk.program.conditional.iter().copied().filter(of).collect()
}
