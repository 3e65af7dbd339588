//! R09: a right of the citizen in the procedure that the case does not show used: an own plan, independent support, a
//! hearing, objection, an advance payment. Rules name them in drafting words; those words pick them out of the duties
//! towards a person, the rights and the deadlines.

use super::{Code, Desk, Room, Status, Why, says};
use crate::eval::{DutyOutcome, Evaluator, Outcome, Verdict};
use crate::ir::rule::Body;

/// The drafting words of what a citizen can call on in a procedure.
const WORDS: [&str; 5] = ["persoonlijk_plan", "clientondersteuning", "horen", "bezwaar", "voorschot"];

/// A duty to take along what the citizen brought applies once the citizen brought it.
const TAKES_ALONG: &str = "betrekken_";

pub(super) fn find(desk: &Desk<'_>, ev: &mut Evaluator<'_>) -> Vec<Room> {
    let mut out: Vec<Room> = Vec::new();
    for id in &desk.program.duties {
        let Some(linked) = desk.in_force(*id) else { continue };
        let Body::Duty { act, forbidden: false, organ: Some(_), .. } = &linked.rule.body else { continue };
        if says(act, &WORDS) {
            out.extend(ev.duty(*id).iter().map(|d| duty(desk, d, act.starts_with(TAKES_ALONG))));
        }
    }
    for id in &desk.program.terms {
        let Some(linked) = desk.in_force(*id) else { continue };
        let Body::Term { name, .. } = &linked.rule.body else { continue };
        // Only a deadline the citizen must keep: the other ones are reported as deadlines.
        if !says(name, &["bezwaar"]) {
            continue;
        }
        for t in ev.term(*id) {
            let (status, why) =
                if t.passed { (Status::Excluded, Why::Passed(t.ends)) } else { (Status::Unused, Why::Until(t.ends)) };
            let mut room = Room::new(Code::R09, t.rule, status, why);
            room.organ = desk.organ_of(t.rule);
            room.criterion = t.reasons;
            room.person = Some(t.person);
            out.push(room);
        }
    }
    out.extend(desk.assessment.outcomes.iter().filter_map(|o| right(desk, o)));
    out
}

fn duty(desk: &Desk<'_>, d: &DutyOutcome, brought: bool) -> Room {
    let (status, why) = match (d.holds, brought) {
        (Some(_), true) => (Status::Used, Why::Open),
        (Some(_), false) => (Status::Unused, Why::NotPerformed),
        (None, _) => (Status::Unused, Why::Depends),
    };
    let mut room = Room::new(Code::R09, d.rule, status, why);
    room.organ = desk.organ_of(d.rule);
    room.criterion.clone_from(&d.reasons);
    room.bound = Some(true);
    room.person = d.person;
    room
}

fn right(desk: &Desk<'_>, o: &Outcome) -> Option<Room> {
    let name = &desk.program.signature(o.right)?.sym.name;
    let stands = matches!(o.verdict, Verdict::Must | Verdict::May | Verdict::Judgement | Verdict::Provided);
    if !stands || !says(name, &WORDS) {
        return None;
    }
    let granted = desk.case.receives(o.right, o.holder, o.subject, desk.date());
    let (status, why) = match granted {
        Some(d) => (Status::Used, Why::Used(d.date)),
        None if matches!(o.verdict, Verdict::Must | Verdict::May) => (Status::Unused, Why::Open),
        None => (Status::Unused, Why::Depends),
    };
    let mut room = Room::new(Code::R09, *o.carrying.first()?, status, why).touching(o);
    room.criterion = o.norms.iter().chain(&o.missing).cloned().collect();
    room.bound = Some(o.verdict == Verdict::Must);
    Some(room)
}
