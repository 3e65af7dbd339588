//! R01: a power whose conditions are met or turn on a judgment, and that nobody used: to depart from what refuses, to
//! grant a right, or to change a value that an outcome reads.

use super::{Code, Desk, Room, Status, Why, reads};
use crate::eval::{Considered, Evaluator, Outcome, Verdict};
use crate::ir::rule::{Body, PowerAct};
use crate::ir::{RuleId, SymId};
use crate::value::Entity;

pub(super) fn find(desk: &Desk<'_>, ev: &mut Evaluator<'_>) -> Vec<Room> {
    let mut out = desk.powers(Code::R01);
    for o in &desk.assessment.outcomes {
        out.extend(
            o.grounds.iter().filter(|g| desk.code_of(g.rule) == Some(Code::R01)).filter_map(|g| granting(desk, o, g)),
        );
    }
    for id in &desk.program.powers {
        let adjusts = match desk.in_force(*id).map(|l| &l.rule.body) {
            Some(Body::Power { act: PowerAct::Adjust(what, _), .. }) => *what,
            _ => continue,
        };
        if desk.code_of(*id) != Some(Code::R01) {
            continue;
        }
        for (about, met) in ev.power(*id) {
            let Some(person) = about.first() else { continue };
            out.extend(adjusting(desk, *id, adjusts, *person, &met));
        }
    }
    out
}

/// The power behind a right that may be granted.
fn granting(desk: &Desk<'_>, o: &Outcome, met: &Considered) -> Option<Room> {
    // A ground that is also a way out of a refusal was reported there.
    if o.routes.iter().any(|r| r.rule == met.rule) {
        return None;
    }
    let granted = desk.case.receives(o.right, o.holder, o.subject, desk.date());
    let by_file = desk.decided(met.rule, o.holder).or(granted.map(|d| (Status::Used, Why::Used(d.date))));
    let refused = matches!(o.verdict, Verdict::No | Verdict::NoUnless);
    let (status, why) = by_file.unwrap_or(match met.holds {
        Some(true) if refused => (Status::Excluded, Why::Fails("een weigering gaat voor".into())),
        other => state(other),
    });
    Some(Room {
        organ: desk.organ_of(met.rule),
        criterion: met.reasons.clone(),
        bound: Some(false),
        ..Room::new(Code::R01, met.rule, status, why).touching(o)
    })
}

/// A power to change a value, for every outcome that reads the value of that person.
fn adjusting(desk: &Desk<'_>, id: RuleId, what: SymId, person: Entity, met: &Considered) -> Vec<Room> {
    let touched = desk.assessment.outcomes.iter().filter(|o| o.holder == person && o.verdict != Verdict::No);
    touched
        .filter(|o| reads(o, what))
        .map(|o| {
            let (status, why) = desk.decided(id, person).unwrap_or(state(met.holds));
            Room {
                organ: desk.organ_of(id),
                criterion: met.reasons.clone(),
                bound: Some(false),
                ..Room::new(Code::R01, id, status, why).touching(o)
            }
        })
        .collect()
}

fn state(holds: Option<bool>) -> (Status, Why) {
    match holds {
        Some(true) => (Status::Unused, Why::Open),
        None => (Status::Unused, Why::Depends),
        Some(false) => (Status::NotApplicable, Why::NotMet),
    }
}
