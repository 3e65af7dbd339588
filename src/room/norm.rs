//! R03: an open norm that an outcome turns on and nobody judged, or that was judged without a factor it lists. A factor
//! that the facts rule out need not be weighed.

use super::{Code, Desk, Room, Status, Why, steps};
use crate::case::Judgment;
use crate::eval::{Evaluator, Outcome, Reason, Step};
use crate::ir::rule::Body;
use crate::ir::{RuleId, SymId};
use crate::value::Value;
use std::sync::Arc;

pub(super) fn find(desk: &Desk<'_>, ev: &mut Evaluator<'_>) -> Vec<Room> {
    let mut out = Vec::new();
    for o in &desk.assessment.outcomes {
        // The criterion of a power or hardship clause is reported with that power.
        let elsewhere = |r: &Reason| o.routes.iter().any(|route| route.depends.contains(r));
        for reason in o.norms.iter().filter(|r| !elsewhere(r)) {
            let Reason::Norm(norm, _) = reason else { continue };
            out.extend(item(desk, o, *norm, reason.clone(), Status::Unused, Why::Unjudged));
        }
        for j in judged(desk, o) {
            let reason = Reason::Norm(j.norm, j.about.clone());
            let missing = not_weighed(desk, ev, j, &reason);
            let (status, why) = if missing.is_empty() {
                (Status::Used, Why::Judged(j.date, j.holds))
            } else {
                (Status::Unused, Why::Without(j.date, missing))
            };
            out.extend(item(desk, o, j.norm, reason, status, why));
        }
    }
    out
}

fn item(desk: &Desk<'_>, o: &Outcome, norm: SymId, reason: Reason, status: Status, why: Why) -> Option<Room> {
    let rule = first(desk, norm)?;
    let bound = match &desk.program.rule(rule)?.rule.body {
        Body::Norm { margin, .. } => margin.map(|m| !m),
        _ => None,
    };
    let organ = desk.organ_of(rule);
    Some(Room { organ, criterion: vec![reason], bound, ..Room::new(Code::R03, rule, status, why).touching(o) })
}

/// The statement of a norm that says who judges; else the first.
fn first(desk: &Desk<'_>, norm: SymId) -> Option<RuleId> {
    let rules = &desk.program.symbol(norm)?.rules;
    let stated = |id: &&RuleId| desk.in_force(**id).is_some_and(|l| matches!(l.rule.body, Body::Norm { .. }));
    let asks = |id: &&RuleId| desk.organ_of(**id).is_some();
    rules.iter().filter(stated).find(asks).or_else(|| rules.iter().find(stated)).copied()
}

/// The judgments an outcome rests on.
fn judged<'d>(desk: &'d Desk<'_>, o: &Outcome) -> Vec<&'d Judgment> {
    let read = |j: &Judgment| {
        steps(o).any(|s| matches!(s, Step::Norm { norm, about, .. } if *norm == j.norm && *about == j.about))
            || o.derivation
                .nodes
                .iter()
                .any(|n| n.what == j.norm && n.about.iter().zip(&j.about).all(|(v, e)| *v == Value::Entity(*e)))
    };
    desk.case.judgments.iter().filter(|j| j.date <= desk.date() && read(j)).collect()
}

/// The factors that a judgment does not name and the facts do not rule out.
fn not_weighed(desk: &Desk<'_>, ev: &mut Evaluator<'_>, j: &Judgment, reason: &Reason) -> Vec<Arc<str>> {
    let clear = ev.factors(reason);
    let plain = |text: &str| text.trim().trim_end_matches('.').to_lowercase();
    let mut out = Vec::new();
    for id in desk.program.symbol(j.norm).map(|s| s.rules.clone()).unwrap_or_default() {
        let Some(linked) = desk.in_force(id) else { continue };
        let Body::Norm { factors, .. } = &linked.rule.body else { continue };
        for (index, (text, _)) in factors.iter().enumerate() {
            if clear.iter().any(|f| f.rule == id && f.index == index && !f.present) {
                continue;
            }
            let vars = linked.rule.vars.iter().zip(&j.about);
            let filled = vars.fold(text.to_string(), |t, (v, e)| {
                t.replace(&format!("{{{}}}", v.name), &desk.case.name(*e).replace('_', " "))
            });
            if !j.factors.iter().any(|f| plain(f) == plain(&filled) || plain(f) == plain(text)) {
                out.push(filled.into());
            }
        }
    }
    out
}
