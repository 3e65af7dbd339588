//! R07: a duty to individualise that applies and of which the case shows no performance. The drafting word is
//! `afstemmen` (as in Pw 18(1) and Wmo 2.3.5(5)): a duty of an organ whose act begins with it. It counts as performed when a
//! decision used, or considered, a power of the same provision, or a norm of that provision was judged.

use super::{Code, Desk, Room, Status, Why};
use crate::eval::{DutyOutcome, Evaluator, Verdict};
use crate::ir::RuleId;
use crate::ir::rule::Body;
use crate::law::Code as Law;
use crate::value::Entity;

pub(super) fn find(desk: &Desk<'_>, ev: &mut Evaluator<'_>) -> Vec<Room> {
    let mut out = Vec::new();
    for id in &desk.program.duties {
        let Some(linked) = desk.in_force(*id) else { continue };
        let Body::Duty { act, forbidden: false, organ: Some(_), .. } = &linked.rule.body else { continue };
        if !act.starts_with("afstemmen") {
            continue;
        }
        for duty in ev.duty(*id) {
            let Some(person) = duty.person else { continue };
            out.extend(items(desk, &duty, person));
        }
    }
    out
}

fn items(desk: &Desk<'_>, duty: &DutyOutcome, person: Entity) -> Vec<Room> {
    let law = |rule: RuleId| -> Option<Law> { desk.program.provision_of(rule)?.citation.code().cloned() };
    let (status, why) = performed(desk, duty.rule, person).unwrap_or(match duty.holds {
        Some(_) => (Status::Unused, Why::NotPerformed),
        None => (Status::Unused, Why::Depends),
    });
    let mut room = Room::new(Code::R07, duty.rule, status, why);
    room.organ = desk.organ_of(duty.rule);
    room.criterion.clone_from(&duty.reasons);
    room.bound = Some(true);
    room.person = Some(person);
    // It bears on what the same law gives this person.
    let own = desk.assessment.outcomes.iter().filter(|o| {
        let of = desk.program.signature(o.right).and_then(|s| s.sym.law.clone());
        o.holder == person && of.is_some() && of == law(duty.rule) && o.verdict != Verdict::No
    });
    let touched: Vec<Room> = own.map(|o| room.clone().touching(o)).collect();
    if touched.is_empty() { vec![room] } else { touched }
}

fn performed(desk: &Desk<'_>, rule: RuleId, person: Entity) -> Option<(Status, Why)> {
    let place = desk.provision(rule);
    let beside = desk.program.powers.iter().filter(|p| desk.provision(**p) == place);
    for power in beside {
        match desk.decided(*power, person) {
            Some((_, Why::Considered(date))) => return Some((Status::Used, Why::Considered(date))),
            Some(done) => return Some(done),
            None => {}
        }
    }
    let norms = desk.norms_at(rule);
    let judged = desk.case.judgments.iter().find(|j| norms.contains(&j.norm) && j.about.contains(&person))?;
    Some((Status::Used, Why::Judged(judged.date, judged.holds)))
}
