//! What could mend a conflict: the room for it, and the lowest level that can.

use super::{Address, Code, Desk, Effect, Finding, Says};
use crate::case::Request;
use crate::eval::{Evaluator, Found, Lever, Levers, Outcome};
use crate::ir::rule::{Adjust, Body, PowerAct};
use crate::ir::{RuleId, SymId, location};
use crate::room::{self, Room, Status, Why};
use crate::value::Entity;

/// Room aimed at what collides first; then unused room that touches an outcome of the finding. A coming change and
/// another law that carries it are no room to mend this refusal; they are reported by themselves.
pub(super) fn room(desk: &Desk<'_>, finding: &Finding, all: &[Room]) -> Vec<Room> {
    let mut out = aimed(desk, finding);
    // What is taken together is mended where it is taken, not where it is given.
    if finding.code == Code::B09 && !out.is_empty() {
        return out;
    }
    for r in all.iter().filter(|r| helps(desk, finding, r)) {
        if !out.iter().any(|o| desk.provision(o.rule) == desk.provision(r.rule)) {
            out.push(r.clone());
        }
    }
    out
}

fn helps(desk: &Desk<'_>, finding: &Finding, r: &Room) -> bool {
    let body = desk.program.rule(r.rule).map(|l| &l.rule.body);
    let lowers = matches!(body, Some(Body::Power { act: PowerAct::Adjust(_, Adjust::Lower | Adjust::Withdraw), .. }));
    let aside = match (finding.code, r.code) {
        (_, room::Code::R09 | room::Code::R10) => true,
        // A right that was not asked for yet says nothing of who counts as a partner.
        (Code::B04, room::Code::R06) => matches!(body, Some(Body::Right { .. })),
        // Where the law gives no value, a judgment that was given does not bring it back.
        (Code::B10, room::Code::R03) => !matches!(r.why, Why::Unjudged),
        _ => false,
    };
    let touches = r.touches.is_some_and(|t| finding.touches.contains(&t));
    r.status == Status::Unused && !lowers && !aside && touches
}

/// Room that no outcome shows: a power to lift one of two duties, to raise the amount that is protected, a request with
/// which a concept gets the other answer.
fn aimed(desk: &Desk<'_>, finding: &Finding) -> Vec<Room> {
    let mut ev = desk.evaluator().with_trace();
    let mut out = Vec::new();
    for side in &finding.sides {
        match (&side.says, &finding.effect) {
            (Says::Duty, Effect::NotAll(person)) => {
                for duty in &side.rules {
                    out.extend(powers(desk, &mut ev, *person, |act, reach| {
                        matches!(act, PowerAct::Depart) && reach(*duty)
                    }));
                }
            }
            (Says::Protects(what, person, _), _) => {
                out.extend(powers(
                    desk,
                    &mut ev,
                    *person,
                    |act, _| matches!(act, PowerAct::Adjust(of, Adjust::Raise | Adjust::Set(_)) if of == what),
                ));
            }
            (Says::Qualifies(what, about, holds), Effect::Differs(changed))
                if changed.iter().any(|c| c.concept == *what) =>
            {
                out.extend(requests(desk, &mut ev, *what, about, !holds));
            }
            _ => {}
        }
    }
    out
}

/// Powers for a person of which the conditions are met, or turn on something.
fn powers(
    desk: &Desk<'_>,
    ev: &mut Evaluator<'_>,
    person: Entity,
    wanted: impl Fn(&PowerAct<SymId>, &dyn Fn(RuleId) -> bool) -> bool,
) -> Vec<Room> {
    let mut out = Vec::new();
    for id in &desk.program.powers {
        let in_force = desk.program.rules.validity(*id).is_some_and(|v| v.contains(desk.date()));
        let Some(linked) = desk.program.rule(*id).filter(|_| in_force) else { continue };
        let Body::Power { act, reach, hardship, organ, .. } = &linked.rule.body else { continue };
        let reaches = |rule: RuleId| {
            let rank = desk.program.rule(rule).map(|l| l.rank);
            let place = desk.program.provision_of(rule).map(location);
            place.is_some_and(|p| reach.iter().any(|t| t.reaches(p, rank)))
        };
        if !wanted(act, &reaches) {
            continue;
        }
        let met = ev.power(*id).into_iter().find(|(about, _)| about.first() == Some(&person));
        let Some((_, met)) = met.filter(|(_, met)| met.holds != Some(false)) else { continue };
        out.push(Room {
            code: if *hardship { room::Code::R02 } else { room::Code::R01 },
            rule: *id,
            organ: Some(organ.clone()),
            why: if met.holds == Some(true) { Why::Open } else { Why::Depends },
            criterion: met.reasons,
            bound: Some(false),
            status: Status::Unused,
            person: Some(person),
            touches: None,
        });
    }
    out
}

/// Requests with which a concept no longer gets the present answer; each tried.
fn requests(desk: &Desk<'_>, ev: &mut Evaluator<'_>, what: SymId, about: &[Entity], wanted: bool) -> Vec<Room> {
    let reach = Levers::new(ev, false).truth(what, about, wanted);
    let mut out: Vec<Room> = Vec::new();
    for (lever, _) in reach.levers {
        let Lever::Request(rule, by) = lever else { continue };
        let Some(provision) = desk.program.provision_of(rule) else { continue };
        let mut case = desk.case.clone();
        let person = by.first().copied();
        case.requests.push(Request { about: provision.citation.clone(), by, date: desk.date() });
        let asked = Evaluator::new(desk.program, &case, desk.settings).asked(what, about.to_vec());
        let present = if wanted { Found::No } else { Found::Yes };
        if asked.found == present || out.iter().any(|r| r.rule == rule) {
            continue;
        }
        out.push(Room {
            code: room::Code::R06,
            rule,
            organ: None,
            criterion: Vec::new(),
            bound: Some(true),
            status: Status::Unused,
            why: Why::NotAsked,
            person,
            touches: None,
        });
    }
    out
}

/// Room that is open mends within the rules; so does a refusal that no rule carries. Else the lowest rank among the
/// statements that collide.
pub(super) fn address(desk: &Desk<'_>, finding: &Finding) -> Address {
    let within = match &finding.effect {
        // An organ may decide before the last day of its term, and must leave what is protected.
        Effect::NoGround(..) | Effect::Withheld(..) | Effect::TooLate { .. } | Effect::TooLittle { .. } => true,
        Effect::NobodyProvides(_, given) | Effect::NothingBegins(_, given) => !given.is_empty(),
        _ => false,
    };
    // What the law does not say, only the law can say.
    let silent = matches!(finding.effect, Effect::NoAnswer(Some(_)));
    if within || !silent && finding.room.iter().any(|r| open(desk, r)) {
        return Address::Rules;
    }
    let ranks = finding.sides.iter().flat_map(|s| &s.rules).filter_map(|r| desk.program.rule(*r)).map(|l| l.rank);
    let lowest = ranks.map(Address::of_rank).min().unwrap_or(Address::Act);
    // A power of someone else than who decides on the right is used for groups, in a regulation of its own.
    let elsewhere = finding.room.iter().any(|r| matches!(r.code, room::Code::R01 | room::Code::R02));
    if elsewhere && !silent { lowest.min(Address::Order) } else { lowest }
}

/// Whether room can be used by who decides on the outcome, or by the household.
fn open(desk: &Desk<'_>, r: &Room) -> bool {
    match r.code {
        room::Code::R06 | room::Code::R08 => true,
        room::Code::R01 | room::Code::R02 | room::Code::R04 => {
            let decides = |o: &Outcome| o.organ.as_ref().map(|o| o.name.clone());
            let own = r.touches.and_then(|t| desk.outcome(t.right, t.holder, t.subject)).and_then(decides);
            match (own, &r.organ) {
                (Some(own), Some(by)) => own == *by || &**by == room::ANY_ORGAN,
                _ => true,
            }
        }
        _ => false,
    }
}
