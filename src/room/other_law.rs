//! R08: not under this law, but under that one. A refused right, and a right of another law for the same holder that
//! stands or is open. Two rights belong together when one was read in deciding the other, when they meet in a rule of
//! concurrence, when they are for the same thing, or when the refusal heard named that other law.

use super::{Code, Desk, Room, Status, Why, reads, refused};
use crate::eval::{Outcome, Verdict};
use crate::ir::SymId;
use crate::ir::rule::Body;

pub(super) fn find(desk: &Desk<'_>) -> Vec<Room> {
    let all = &desk.assessment.outcomes;
    let mut out = Vec::new();
    for o in all.iter().filter(|o| refused(o) && !o.baseless) {
        for other in all.iter().filter(|other| open(other) && belongs(desk, o, other)) {
            let Some(rule) = other.carrying.first() else { continue };
            let granted = desk.case.receives(other.right, other.holder, other.subject, desk.date());
            let status = if granted.is_some() { Status::Used } else { Status::Unused };
            let why = Why::Elsewhere(other.right, other.verdict);
            let mut room = Room::new(Code::R08, *rule, status, why);
            room.organ = other.organ.as_ref().map(|c| c.name.clone());
            room.criterion.clone_from(&other.norms);
            room.bound = Some(other.verdict == Verdict::Must);
            out.push(room.touching(o));
        }
    }
    out
}

fn open(o: &Outcome) -> bool {
    matches!(o.verdict, Verdict::Must | Verdict::May | Verdict::Provided | Verdict::Judgement)
}

fn belongs(desk: &Desk<'_>, o: &Outcome, other: &Outcome) -> bool {
    let law = |right: SymId| desk.program.signature(right).and_then(|s| s.sym.law.clone());
    let (own, their) = (law(o.right), law(other.right));
    if own == their || !(other.holder == o.holder || other.jointly.contains(&o.holder)) {
        return false;
    }
    let same_thing = o.subject.is_some() && o.subject == other.subject;
    let named = desk.case.heard.iter().any(|h| {
        let cited = h.cited.as_deref().and_then(|c| c.split_whitespace().next());
        h.asked == Some(o.right)
            && h.person.is_none_or(|p| p == o.holder)
            && h.subject.is_none_or(|s| o.subject == Some(s))
            && cited.is_some()
            && cited == their.as_deref()
    });
    same_thing || named || reads(o, other.right) || reads(other, o.right) || meet(desk, o.right, other.right)
}

/// Whether a rule of concurrence names both rights.
fn meet(desk: &Desk<'_>, a: SymId, b: SymId) -> bool {
    [a, b].into_iter().filter_map(|s| desk.program.symbol(s)).flat_map(|s| &s.concurrences).any(|id| {
        matches!(desk.in_force(*id).map(|l| &l.rule.body), Some(Body::Concurrence { of, with, .. })
            if (*of == a && with.contains(&b)) || (*of == b && with.contains(&a)))
    })
}
