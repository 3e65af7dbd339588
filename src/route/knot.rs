//! The first knot: which single obstacle, once out of the way, unlocks most goals.
//!
//! Every route to a goal is a path from *now* to the goal through the obstacles it takes away. An obstacle that every
//! path passes cannot be avoided: it dominates the goal in the graph of paths. What an obstacle unlocks by itself is
//! never read from the graph; the case is evaluated again without it.

use super::goal::{Goal, standings};
use super::moves::{Move, apply_all};
use super::proof::{Level, proof};
use super::search::{Limits, Search, Searched};
use crate::case::Case;
use crate::eval::{Lever, Settings, Unmet, Verdict, Want, Without, assess};
use crate::ir::{Program, SymId};
use petgraph::algo::dominators;
use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::FxHashMap;

/// Something that stands in the way.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Obstacle {
    /// A step that nobody took yet.
    Step(Move),
    /// A part of the law.
    Law(Without),
}

/// An obstacle with the goals it concerns, by their place in the list of goals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Knot {
    /// The obstacle.
    pub obstacle: Obstacle,
    /// What of it is not met, for a part of the law.
    pub unmet: Vec<Unmet>,
    /// Goals that are reached when only this is out of the way; found by evaluating again.
    pub unlocks: Vec<usize>,
    /// Goals of which every route found passes it.
    pub unavoidable: Vec<usize>,
    /// Goals of which some route found passes it.
    pub on_route: Vec<usize>,
    /// Where it can be changed.
    pub level: Level,
    /// Rights that would settle it, where the law says which.
    pub settled_by: Vec<SymId>,
}

/// Obstacles in order of what they unlock, and what is known of every goal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Knots {
    /// Obstacles, those that unlock most first.
    pub knots: Vec<Knot>,
    /// Whether each goal is reached already.
    pub met: Vec<bool>,
    /// The number of routes found to each goal.
    pub routes: Vec<usize>,
    /// Whether the search for every goal was complete within its limits.
    pub complete: bool,
}

/// The goals when none is named: what the case asks about or heard refused, and every right
/// that is refused unless, or turns on a fact or a judgement.
#[must_use]
pub fn wanted(program: &Program, case: &Case, settings: &Settings) -> Vec<Goal> {
    let mut out = Goal::asked(program, case);
    for o in assess(program, case, settings, None, false).outcomes {
        let goal = Goal::Right { right: o.right, holder: o.holder, subject: o.subject, want: Want::May, least: None };
        let open = matches!(o.verdict, Verdict::NoUnless | Verdict::Provided | Verdict::Judgement);
        if open && !out.contains(&goal) {
            out.push(goal);
        }
    }
    out
}

/// Looks for the knots of a case.
#[must_use]
pub fn knots(program: &Program, case: &Case, settings: &Settings, goals: &[Goal], limits: Limits) -> Knots {
    let met: Vec<bool> = standings(program, case, settings, goals).iter().map(|s| s.met).collect();
    let mut out = Knots { met, complete: true, ..Knots::default() };
    let mut all: Vec<Knot> = Vec::new();
    for (n, goal) in goals.iter().enumerate() {
        let goal = std::slice::from_ref(goal);
        let met = out.met.get(n).copied().unwrap_or(true);
        if met {
            out.routes.push(0);
            continue;
        }
        let searched = deepened(program, case, settings, goal, limits);
        out.complete &= searched.complete;
        out.routes.push(searched.found.len());
        for step in searched.found.iter().flatten() {
            note(&mut all, program, Obstacle::Step(step.clone()), |k| k.on_route.push(n));
        }
        for step in on_every_path(&searched.found) {
            note(&mut all, program, Obstacle::Step(step), |k| k.unavoidable.push(n));
        }
        if searched.found.is_empty() {
            let found = proof(program, case, settings, goal, &searched, limits);
            for opening in found.openings {
                note(&mut all, program, Obstacle::Law(opening.block.part), |k| {
                    k.on_route.push(n);
                    k.unmet = opening.block.unmet;
                });
            }
        }
    }
    for k in &mut all {
        k.on_route.dedup();
        k.unlocks = unlocks(program, case, settings, goals, &out.met, &k.obstacle);
    }
    all.sort_by_key(|k| {
        let most = std::cmp::Reverse((k.unlocks.len(), k.unavoidable.len(), k.on_route.len()));
        (most, k.level)
    });
    out.knots = all;
    out
}

/// Most steps when a goal has no shorter route.
const DEEPEST: usize = 6;

/// A search with more steps for as long as nothing is found and more steps can help.
fn deepened(program: &Program, case: &Case, settings: &Settings, goal: &[Goal], mut limits: Limits) -> Searched {
    loop {
        let searched = Search::new(program, case, settings, goal, limits).run();
        if !searched.worth_deepening() || limits.steps >= DEEPEST {
            return searched;
        }
        limits.steps += 1;
    }
}

/// Writes something about an obstacle, which is new when it was not seen before.
fn note(all: &mut Vec<Knot>, program: &Program, obstacle: Obstacle, write: impl FnOnce(&mut Knot)) {
    if let Some(known) = all.iter_mut().find(|k| k.obstacle == obstacle) {
        return write(known);
    }
    let (level, settled_by) = match &obstacle {
        Obstacle::Step(step) => (Level::Rules, settling(program, step)),
        Obstacle::Law(part) => (program.rule(part.rule()).map_or(Level::Act, |l| Level::of(l.rank)), Vec::new()),
    };
    let mut new =
        Knot { obstacle, unmet: vec![], unlocks: vec![], unavoidable: vec![], on_route: vec![], level, settled_by };
    write(&mut new);
    all.push(new);
}

/// The goals not yet reached that are reached when an obstacle alone is out of the way.
fn unlocks(
    program: &Program,
    case: &Case,
    settings: &Settings,
    goals: &[Goal],
    met: &[bool],
    obstacle: &Obstacle,
) -> Vec<usize> {
    let mut other = settings.clone();
    let changed = match obstacle {
        Obstacle::Step(step) => apply_all(program, settings, case, std::slice::from_ref(step)),
        Obstacle::Law(part) => {
            other.without.push(*part);
            Some(case.clone())
        }
    };
    let Some(changed) = changed else { return Vec::new() };
    let after = standings(program, &changed, &other, goals);
    let new = |(n, s): (usize, &super::Standing)| (s.met && met.get(n) == Some(&false)).then_some(n);
    after.iter().enumerate().filter_map(new).collect()
}

/// The steps that every route passes: those that dominate the end in the graph of paths. The steps of a route are put
/// in one order for all routes, so that joining paths at a step makes no path that avoids a step they share.
fn on_every_path(routes: &[Vec<Move>]) -> Vec<Move> {
    let mut steps: Vec<&Move> = Vec::new();
    for step in routes.iter().flatten() {
        if !steps.contains(&step) {
            steps.push(step);
        }
    }
    let mut graph: DiGraph<Option<&Move>, ()> = DiGraph::new();
    let (start, end) = (graph.add_node(None), graph.add_node(None));
    let nodes: FxHashMap<&Move, NodeIndex> = steps.iter().map(|s| (*s, graph.add_node(Some(s)))).collect();
    for route in routes {
        let passed = steps.iter().filter(|s| route.contains(s)).filter_map(|s| nodes.get(*s).copied());
        let mut at = start;
        for next in passed.chain([end]) {
            graph.update_edge(at, next, ());
            at = next;
        }
    }
    let dominated = dominators::simple_fast(&graph, start);
    let before = dominated.strict_dominators(end).into_iter().flatten();
    before.filter_map(|n| graph.node_weight(n).copied().flatten().cloned()).collect()
}

/// The rights that would settle the fact behind a step. A fact says so itself when the language has a word for it; a
/// question whether a right is received is settled by that right.
fn settling(program: &Program, step: &Move) -> Vec<SymId> {
    match &step.lever {
        Lever::Decision(right, ..) => vec![*right],
        Lever::Fact { fact, .. } => program.arranged(*fact),
        _ => Vec::new(),
    }
}
