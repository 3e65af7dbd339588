//! R05: proportionality. The rules say it as a prohibition of something `onevenredig` towards a person (Awb 3:4(2), Awir
//! 13b(2)): the one of the organ that decides goes before the general one. How strong the appeal is follows from what
//! refuses: a free refusal or a rule below an act leaves much, a bound refusal in an act little.

use super::{ANY_ORGAN, Code, Desk, Room, Status, Why, refused, says};
use crate::eval::{DutyOutcome, Evaluator, Force, Outcome};
use crate::ir::RuleId;
use crate::ir::rule::Body;
use crate::law::Rank;

pub(super) fn find(desk: &Desk<'_>, ev: &mut Evaluator<'_>) -> Vec<Room> {
    let mut all: Vec<DutyOutcome> = Vec::new();
    for id in &desk.program.duties {
        let Some(linked) = desk.in_force(*id) else { continue };
        let Body::Duty { act, forbidden: true, .. } = &linked.rule.body else { continue };
        if says(act, &["onevenredig"]) {
            all.extend(ev.duty(*id));
        }
    }
    let outcomes = desk.assessment.outcomes.iter().filter(|o| refused(o) && !o.baseless);
    outcomes.filter_map(|o| item(desk, &all, o)).collect()
}

fn item(desk: &Desk<'_>, all: &[DutyOutcome], o: &Outcome) -> Option<Room> {
    let (by, force, rank) = refusing(desk, o)?;
    let own = o.organ.as_ref().map(|c| c.name.clone());
    let mine = || all.iter().filter(|d| d.person == Some(o.holder));
    let of = |name: &str| mine().find(|d| desk.organ_of(d.rule).as_deref() == Some(name));
    let general = own.as_deref().is_none_or(|o| !desk.program.is_private(o));
    let duty = own.as_deref().and_then(of).or_else(|| if general { of(ANY_ORGAN) } else { None })?;
    let norms = desk.norms_at(duty.rule);
    let judged = desk.case.judgments.iter().find(|j| norms.contains(&j.norm) && j.about.contains(&o.holder));
    let (status, why) = match judged {
        Some(j) => (Status::Used, Why::Judged(j.date, j.holds)),
        None => (Status::Unused, Why::Strength(by, force, rank)),
    };
    let mut room = Room::new(Code::R05, duty.rule, status, why).touching(o);
    room.criterion.clone_from(&duty.reasons);
    room.bound = Some(force != Some(Force::Free));
    Some(room)
}

/// What refuses most firmly, with its force and rank. A right whose ground fails is refused by its own conditions; only
/// a right the case asks about is worth naming then.
fn refusing(desk: &Desk<'_>, o: &Outcome) -> Option<(RuleId, Option<Force>, Rank)> {
    let weight = |f: Option<Force>| match f {
        Some(Force::Bound) => 0,
        Some(Force::Lower) => 1,
        _ => 2,
    };
    let holding = o.refusals.iter().filter(|r| r.holds != Some(false)).min_by_key(|r| weight(r.force));
    let asked = || desk.case.rights_asked().any(|r| r == o.right);
    // Where the right itself does not exist, a refusal on top of that decides nothing.
    let exists = o.grounds.iter().any(|g| g.holds != Some(false));
    let (rule, force) = match holding {
        Some(r) if exists || asked() => (r.rule, r.force),
        None if asked() => (o.grounds.first()?.rule, None),
        _ => return None,
    };
    Some((rule, force, desk.program.rule(rule)?.rank))
}
