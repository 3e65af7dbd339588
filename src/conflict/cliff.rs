//! B07: a household that would have more to spend with less. One euro of income or savings more cost it more than it
//! brought; or it stands on a range of more than 100 % marginal pressure.
//!
//! The spending money is swept exactly from nothing to where the household stands. What lies above is no finding yet:
//! `kanwel klif` shows the whole curve.

use super::{Code, Desk, Effect, Finding, Says, Severity, Side, Standing, touched};
use crate::case::{Case, FactState, Segment};
use crate::eval::{Assessment, Found, Settings, Step, assess};
use crate::ir::{CountsAs, Program, RuleId};
use crate::room::Touched;
use crate::sweep::{Axis, Sweep, axes, axis, curve};
use crate::value::{Exact, Rounding, Value};
use rustc_hash::FxHashMap;

pub(super) fn find(desk: &Desk<'_>) -> Vec<Finding> {
    axes(desk.program, desk.case, desk.settings).iter().filter_map(|axis| finding(desk, axis)).collect()
}

fn finding(desk: &Desk<'_>, axis: &Axis) -> Option<Finding> {
    let now = axis.now.rounded(Rounding::Down, Exact::ONE)?.as_int().filter(|n| *n > 0)?;
    let curve = curve(desk.program, desk.case, desk.settings, axis, (0, now));
    let (better, _) = curve.better_below(axis, now)?;
    // Again with every rounding in place.
    let gain = gain(desk, axis, now, better.at).filter(|g| *g > Exact::ONE)?;
    let below = with(desk.case, axis, better.at);
    let then = assess(desk.program, &below, desk.settings, None, false);
    let changed = changed(desk, &then);
    let touches: Vec<Touched> = changed.iter().map(|(now, _)| now.of).collect();
    let mut sides = vec![Side {
        rules: turned(desk, axis, &below),
        says: Says::Sweeps(axis.fact.0, axis.person, Exact::int(better.at)),
    }];
    let here = touches.iter().filter_map(|t| desk.outcome(t.right, t.holder, t.subject));
    sides.extend(here.map(|o| Side { rules: o.carrying.clone(), says: Says::Stands(touched(o), o.verdict) }));
    let effect = Effect::Drop { fact: axis.fact.clone(), at: Exact::int(better.at), gain, changed };
    Some(Finding::new(Code::B07, Severity::Serious, sides, effect, touches))
}

/// The same case with another value of the fact.
fn with(case: &Case, axis: &Axis, euros: i64) -> Case {
    let mut case = case.clone();
    let state = FactState::Known(Value::Number(Exact::int(euros)));
    case.facts.insert(axis.fact.clone(), vec![Segment { from: None, until: None, state }]);
    case
}

/// Rights that stand otherwise: now, and with less.
fn changed(desk: &Desk<'_>, then: &Assessment) -> Vec<(Standing, Standing)> {
    let pairs = desk.assessment.outcomes.iter().filter_map(|now| {
        let then = then.outcomes.iter().find(|o| touched(o) == touched(now))?;
        let moved = now.verdict != then.verdict || now.amount != then.amount;
        moved.then(|| (Standing::of(now), Standing::of(then)))
    });
    pairs.collect()
}

/// The statements that hold here and not below, or below and not here.
fn turned(desk: &Desk<'_>, axis: &Axis, below: &Case) -> Vec<RuleId> {
    let here = held(desk.program, desk.case, desk.settings, axis);
    let there = held(desk.program, below, desk.settings, axis);
    let mut out: Vec<RuleId> = here
        .iter()
        .filter(|(rule, holds)| there.get(rule).is_some_and(|h| h != *holds))
        .map(|(rule, _)| *rule)
        .collect();
    out.sort_unstable_by_key(|r| r.0);
    // The articles say more than the norm that was derived from them.
    let derived = |r: &RuleId| {
        desk.program.provision_of(*r).is_some_and(|p| matches!(p.origin, crate::ir::rule::Origin::Derived { .. }))
    };
    if !out.iter().all(derived) {
        out.retain(|r| !derived(r));
    }
    out
}

/// Which statements hold on the way to the spending money.
fn held(program: &Program, case: &Case, settings: &Settings, axis: &Axis) -> FxHashMap<RuleId, bool> {
    let asked =
        crate::eval::Evaluator::new(program, case, settings).with_trace().asked(axis.measure, vec![axis.person]);
    let steps = asked.derivation.nodes.into_iter().flat_map(|n| n.steps);
    steps
        .filter_map(|s| match s {
            Step::Rule(rule, found) => Some((rule, found == Found::Yes)),
            _ => None,
        })
        .collect()
}

/// Whether less of the fact still leaves more to spend, in a case that differs: two evaluations.
pub(super) fn still(desk: &Desk<'_>, finding: &Finding) -> bool {
    let Effect::Drop { fact, at, .. } = &finding.effect else { return false };
    let Some(axis) = axis(desk.program, desk.case, desk.settings, fact) else { return false };
    let whole = |n: Exact| n.rounded(Rounding::Down, Exact::ONE).and_then(Exact::as_int);
    let (Some(now), Some(below)) = (whole(axis.now), whole(*at)) else { return false };
    gain(desk, &axis, now, below).is_some_and(|gain| gain > Exact::ONE)
}

/// What is left more with less of the fact, in € per year. Savings that are gone are no gain.
fn gain(desk: &Desk<'_>, axis: &Axis, now: i64, below: i64) -> Option<Exact> {
    let mut sweep = Sweep::new(desk.program, desk.case, desk.settings, axis);
    let (here, there) = (sweep.at(now)?, sweep.at(below)?);
    let kept = if axis.part == CountsAs::Assets { Exact::int(now - below) } else { Exact::ZERO };
    there.minus(here)?.minus(kept)
}
