//! R06: what works only on request and was not requested: an exception that would change a refusal, or a right that
//! stands and of which the case shows no request, no decision and no refusal heard.

use super::{ANY_ORGAN, Code, Desk, Room, Status, Why, says};
use crate::case::{Case, DecisionKind};
use crate::eval::{EscapeKind, Outcome, Verdict};
use crate::ir::{Program, RuleId, SymId, expressions};
use crate::law::Citation;
use crate::value::{Date, Entity};

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
    let mine = |e| e == o.holder || o.jointly.contains(&e);
    let decided = desk.case.decisions.iter().any(|d| {
        d.right == Some(o.right) && mine(d.person) && matches!(d.kind, DecisionKind::Granted | DecisionKind::Refused)
    });
    let heard = desk.case.heard.iter().any(|h| h.asked == Some(o.right) && h.person.is_none_or(mine));
    let law = desk.program.signature(o.right).and_then(|s| s.sym.law.clone());
    let applied = || applied(desk.program, desk.case, o, desk.date(), law.as_deref()).is_some();
    decided || heard || applied() || requested(desk.program, desk.case, o, &[rule]).is_some()
}

/// When a right was asked for, as far as the case shows: by a request for the provision that gives it, by an application
/// on which its law builds, or by one on which a law for every organ builds. The latest counts.
#[must_use]
pub fn asked_on(program: &Program, case: &Case, o: &Outcome, until: Date) -> Option<Date> {
    let grounds: Vec<RuleId> = o.grounds.iter().map(|g| g.rule).collect();
    let own = program.signature(o.right).and_then(|s| s.sym.law.clone());
    let all = program.index.regulations();
    let mut general: Vec<_> = all.into_iter().filter(|r| r.organs.iter().any(|o| &**o == ANY_ORGAN)).collect();
    general.sort_by(|a, b| a.code.cmp(&b.code));
    requested(program, case, o, &grounds)
        .filter(|d| *d <= until)
        .or_else(|| applied(program, case, o, until, own.as_deref()))
        .or_else(|| general.iter().find_map(|r| applied(program, case, o, until, Some(&r.code))))
}

/// The last request of a holder for what these rules say.
fn requested(program: &Program, case: &Case, o: &Outcome, rules: &[RuleId]) -> Option<Date> {
    let covers = |cited: &Citation, place: &Citation| match (cited, place) {
        (Citation::Law { law: a, address: x }, Citation::Law { law: b, address: y }) => a == b && x.contains(y),
        _ => false,
    };
    let places = || rules.iter().filter_map(|r| program.provision_of(*r)).map(|p| &p.citation);
    let mine = |e: &Entity| *e == o.holder || o.jointly.contains(e);
    let own = case.requests.iter().rev().filter(|r| r.by.iter().any(mine));
    own.into_iter().find(|r| places().any(|p| covers(&r.about, p))).map(|r| r.date)
}

/// The last event that is an application of this holder on which a law builds.
fn applied(program: &Program, case: &Case, o: &Outcome, until: Date, law: Option<&str>) -> Option<Date> {
    let mine = |e: &Entity| *e == o.holder || o.jointly.contains(e);
    let own = case.events.iter().rev().filter(|e| e.date <= until && e.about.iter().any(mine));
    let asks = |fact: SymId| program.signature(fact).is_some_and(|s| says(&s.sym.name, &["aanvraag", "verzoek"]));
    own.into_iter().find(|e| asks(e.fact) && read_by(program, e.fact, law)).map(|e| e.date)
}

/// Whether a law reads a fact in one of its rules.
fn read_by(program: &Program, fact: SymId, law: Option<&str>) -> bool {
    let of_law = |place| law.is_some() && program.provision(place).map(|p| &*p.law) == law;
    program.rules.places().filter(|(_, place)| of_law(*place)).filter_map(|(id, _)| program.rule(id)).any(|l| {
        let mut found = false;
        expressions(&l.rule, &mut |e| e.symbols(&mut |s, _| found |= *s == fact));
        found
    })
}
