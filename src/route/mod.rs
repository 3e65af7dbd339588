//! From a goal to routes: the minimal sets of steps that reach it, and the proof when there is none.
//!
//! A step is something that can be moved in a case: an unknown fact that is established, a fact that someone may
//! change, an open norm that is judged, a request, proof, the use of a power. [`routes`] finds every minimal set of at
//! most so many steps; each is replayed through all laws. Where there is none, [`proof`] says where every path ends
//! and which single part of the law would open one. [`knots`] asks which obstacle unlocks most goals.

mod effect;
mod goal;
mod knot;
mod moves;
mod proof;
mod search;
mod trial;

pub use effect::{Effect, Total};
pub use goal::{Goal, Standing, standings};
pub use knot::{Knot, Knots, Obstacle, knots, wanted};
pub use moves::{Class, Kind, Move, apply_all};
pub use proof::{Level, Opening, Proof, proof};
pub use search::{Limits, Searched, Stop};

use crate::case::Case;
use crate::eval::{Assessment, Evaluator, Factor, Lever, Outcome, Reason, Settings, Verdict, assess};
use crate::ir::Program;
use search::Search;
use std::cmp::Reverse;
use trial::Trials;

/// A route: steps that together reach the goals, and what else they change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The steps, in an order in which they can be taken.
    pub moves: Vec<Move>,
    /// How strong the ground is on which it ends.
    pub class: Class,
    /// How each goal stands at the end.
    pub reached: Vec<Standing>,
    /// What is still open about the goals: it decides nothing about reaching them, such as the amount.
    pub open: Vec<Reason>,
    /// Every outcome that changes, the goals among them.
    pub effects: Vec<Effect>,
    /// What that comes to in money.
    pub total: Total,
    /// Factors of the norms to be judged that the facts point to, or rule out.
    pub factors: Vec<Factor>,
}

/// Routes to goals, with how they were looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Routes {
    /// How each goal stands now.
    pub now: Vec<Standing>,
    /// Routes, the best first.
    pub routes: Vec<Route>,
    /// How they were looked for.
    pub searched: Searched,
}

/// Routes of at most three steps, within the usual limits.
#[must_use]
pub fn short_routes(program: &Program, case: &Case, settings: &Settings, goals: &[Goal]) -> Routes {
    routes(program, case, settings, goals, Limits::default())
}

/// Every minimal route to all goals together, the best first.
#[must_use]
pub fn routes(program: &Program, case: &Case, settings: &Settings, goals: &[Goal], limits: Limits) -> Routes {
    let searched = Search::new(program, case, settings, goals, limits).run();
    let now = standings(program, case, settings, goals);
    let trials = Trials::default();
    let before = trials.on(&[], |recall| {
        let mut ev = Evaluator::recalling(program, case, settings, recall);
        (ev.rights(&program.rights), ev.into_recall())
    });
    let mut all: Vec<Route> = searched
        .found
        .iter()
        .filter(|moves| !moves.is_empty())
        .filter_map(|moves| {
            let changed = apply_all(program, settings, case, moves)?;
            trials.on(moves, |recall| {
                let mut ev = Evaluator::recalling(program, &changed, settings, recall);
                (replayed(program, &mut ev, goals, moves, &before), ev.into_recall())
            })
        })
        .collect();
    all.sort_by_key(|r| order(program, r));
    Routes { now, routes: all, searched }
}

/// The same, with more steps for as long as nothing is found and more steps can help.
#[must_use]
pub fn first_routes(
    program: &Program,
    case: &Case,
    settings: &Settings,
    goals: &[Goal],
    mut limits: Limits,
    most: usize,
) -> (Routes, usize) {
    loop {
        let found = routes(program, case, settings, goals, limits);
        if !found.searched.worth_deepening() || limits.steps >= most {
            return (found, limits.steps);
        }
        limits.steps += 1;
    }
}

/// A route walked through all laws; `None` when it does not reach the goals after all.
fn replayed(
    program: &Program,
    ev: &mut Evaluator<'_>,
    goals: &[Goal],
    moves: &[Move],
    before: &Assessment,
) -> Option<Route> {
    let reached: Vec<Standing> = goals.iter().map(|g| g.standing(ev)).collect();
    if !reached.iter().all(|s| s.met) {
        return None;
    }
    let after = ev.rights(&program.rights);
    let outcomes: Vec<&Outcome> = goals.iter().filter_map(|g| outcome_of(&after, g)).collect();
    let ends = outcomes.iter().map(|o| class_of(program, o));
    let used = moves.iter().filter_map(|m| match &m.lever {
        Lever::Use(power, _) => Some(Class::of(program, *power)),
        _ => None,
    });
    let class = ends.chain(used).max().unwrap_or(Class::Bound);
    let mut open: Vec<Reason> = outcomes.iter().flat_map(|o| o.missing.iter().chain(&o.norms)).cloned().collect();
    open.sort();
    open.dedup();
    let effects = effect::effects(before, &after);
    let total = effect::total(&effects);
    let judged = moves.iter().filter_map(|m| match &m.lever {
        Lever::Norm(norm, about, _) => Some(Reason::Norm(*norm, about.clone())),
        _ => None,
    });
    let factors = judged.flat_map(|r| ev.factors(&r)).collect();
    Some(Route { moves: moves.to_vec(), class, reached, open, effects, total, factors })
}

/// The outcome that a goal is about.
#[must_use]
pub fn outcome_of<'a>(all: &'a Assessment, goal: &Goal) -> Option<&'a Outcome> {
    let Goal::Right { right, holder, subject, .. } = goal else { return None };
    all.outcomes
        .iter()
        .find(|o| o.right == *right && o.subject == *subject && (o.holder == *holder || o.jointly.contains(holder)))
}

/// The outcome of a goal in a case, with its derivation.
#[must_use]
pub fn outcome(program: &Program, case: &Case, settings: &Settings, goal: &Goal) -> Option<Outcome> {
    let Goal::Right { right, .. } = goal else { return None };
    outcome_of(&assess(program, case, settings, Some(&[*right]), true), goal).cloned()
}

/// On what an outcome that stands rests: a bound right, or the strongest power that is open.
fn class_of(program: &Program, o: &Outcome) -> Class {
    if o.verdict == Verdict::Must {
        return Class::Bound;
    }
    o.routes.iter().filter(|r| r.open).map(|r| Class::of(program, r.rule)).min().unwrap_or(Class::Power)
}

/// The strongest ground first; then what must be rather than may be given, few unknowns, few steps.
fn order(program: &Program, r: &Route) -> (Class, Reverse<usize>, [usize; 5]) {
    let kinds: Vec<Kind> = r.moves.iter().map(|m| m.kind(program)).collect();
    let of = |wanted: Kind| kinds.iter().filter(|k| **k == wanted).count();
    let must = r.reached.iter().filter(|s| s.verdict == Some(Verdict::Must)).count();
    // What was assumed is the least likely to be otherwise; what nobody has to change in life goes first.
    let steps = [of(Kind::Overturn), of(Kind::Establish), of(Kind::Change), kinds.len(), r.effects.len()];
    (r.class, Reverse(must), steps)
}
