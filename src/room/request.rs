//! R06: what works only on request and was not requested: an exception that would change a refusal, or a right that
//! stands and of which the case shows no request, no decision and no refusal heard.

use super::{Code, Desk, Room, Status, Why, says};
use crate::case::DecisionKind;
use crate::eval::{EscapeKind, Outcome, Verdict};
use crate::ir::{RuleId, SymId, expressions};
use crate::law::Citation;
use crate::value::Entity;

/// The manners in which nothing happens of itself.
const ONLY_ON_REQUEST: [&str; 3] = ["op aanvraag", "op verzoek", "op gezamenlijk verzoek"];

pub(super) fn find(desk: &Desk<'_>) -> Vec<Room> {
    let mut out = Vec::new();
    for o in &desk.assessment.outcomes {
        for r in o.routes.iter().filter(|r| r.kind == EscapeKind::Request) {
            let mut room = Room::new(Code::R06, r.rule, Status::Unused, Why::NotAsked).touching(o);
            room.bound = Some(true);
            out.push(room);
        }
        out.extend(right(desk, o));
    }
    out
}

fn right(desk: &Desk<'_>, o: &Outcome) -> Option<Room> {
    let stands = matches!(o.verdict, Verdict::Must | Verdict::May);
    if !stands || !o.manner.is_some_and(|m| ONLY_ON_REQUEST.contains(&m.words())) {
        return None;
    }
    let rule = o.grounds.iter().find(|g| g.holds == Some(true))?.rule;
    let (status, why) = match asked(desk, o, rule) {
        true => (Status::Used, Why::Open),
        false => (Status::Unused, Why::NotAsked),
    };
    let mut room = Room::new(Code::R06, rule, status, why).touching(o);
    room.bound = Some(o.verdict == Verdict::Must);
    Some(room)
}

/// Whether the case shows that a right was asked for.
fn asked(desk: &Desk<'_>, o: &Outcome, rule: RuleId) -> bool {
    let place = desk.program.provision_of(rule).map(|p| &p.citation);
    let covers = |cited: &Citation| match (cited, place) {
        (Citation::Law { law: a, address: x }, Some(Citation::Law { law: b, address: y })) => a == b && x.contains(y),
        _ => false,
    };
    let mine = |e| e == o.holder || o.jointly.contains(&e);
    let decided = desk.case.decisions.iter().any(|d| {
        d.right == Some(o.right) && mine(d.person) && matches!(d.kind, DecisionKind::Granted | DecisionKind::Refused)
    });
    let heard = desk.case.heard.iter().any(|h| h.asked == Some(o.right) && h.person.is_none_or(mine));
    decided
        || heard
        || applied(desk, o)
        || desk.case.requests.iter().any(|r| r.by.iter().any(|e| mine(*e)) && covers(&r.about))
}

/// Whether an event is an application of this holder on which the law of the right builds.
fn applied(desk: &Desk<'_>, o: &Outcome) -> bool {
    let law = desk.program.signature(o.right).and_then(|s| s.sym.law.clone());
    let mine = |e: &Entity| *e == o.holder || o.jointly.contains(e);
    desk.case.events.iter().filter(|e| e.date <= desk.date() && e.about.iter().any(mine)).any(|e| {
        let name = desk.program.signature(e.fact).map(|s| s.sym.name.clone());
        name.is_some_and(|n| says(&n, &["aanvraag", "verzoek"])) && read_by(desk, e.fact, law.as_deref())
    })
}

/// Whether a law reads a fact in one of its rules.
fn read_by(desk: &Desk<'_>, fact: SymId, law: Option<&str>) -> bool {
    desk.program.rules.iter().any(|l| {
        let of = desk.program.provision(l.provision).map(|p| &*p.law);
        let mut found = false;
        if law.is_some() && of == law {
            expressions(&l.rule, &mut |e| e.symbols(&mut |s, _| found |= *s == fact));
        }
        found
    })
}
