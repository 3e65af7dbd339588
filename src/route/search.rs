//! The search: sets of steps, smallest first, grown only by levers of what still stands in the way.

use super::goal::{Goal, Standing};
use super::moves::{Move, apply_all};
use super::trial::Trials;
use crate::case::Case;
use crate::eval::{Block, Evaluator, Impossible, Lever, Levers, Reach, Reason, Recall, Settings, impossible};
use crate::ir::Program;
use rustc_hash::{FxHashMap, FxHashSet};

/// How far a search goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most steps of a route.
    pub steps: usize,
    /// Most sets of steps that are tried.
    pub tries: usize,
    /// Whether what is only assumed may turn out to be otherwise.
    pub doubt: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self { steps: 3, tries: 3_000, doubt: false }
    }
}

/// A set of steps after which nothing more can be done, with what stands in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The steps.
    pub moves: Vec<Move>,
    /// The law in the way, outermost first.
    pub blocks: Vec<Block>,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Searched {
    /// Minimal sets of steps that reach the goals, smallest first.
    pub found: Vec<Vec<Move>>,
    /// Every step that was considered.
    pub considered: Vec<Move>,
    /// How many sets of steps were tried.
    pub tried: usize,
    /// Whether every set within the limits was tried, or ruled out.
    pub complete: bool,
    /// The number of steps up to which every set was tried, or ruled out.
    pub complete_to: usize,
    /// Whether a route of more steps is not ruled out.
    pub longer: bool,
    /// Where paths ended.
    pub stops: Vec<Stop>,
    /// What could be moved, and the law in the way, before any step.
    pub first: Reach,
}

impl Searched {
    /// Whether nothing was found, everything was tried, and more steps could help.
    #[must_use]
    pub const fn worth_deepening(&self) -> bool {
        self.found.is_empty() && self.longer && self.complete
    }
}

/// What a set of steps comes to.
pub(super) struct Tried {
    /// Levers towards what is not yet reached; `None` when everything is.
    pub open: Option<Reach>,
    /// The walk for levers was cut short.
    pub cut: bool,
}

/// A search on a case.
pub(super) struct Search<'a> {
    pub program: &'a Program,
    pub case: &'a Case,
    pub settings: &'a Settings,
    pub goals: &'a [Goal],
    pub limits: Limits,
    /// Combinations that were impossible to begin with.
    before: Vec<Impossible>,
    /// What is known of the case before any step: to see how it stands, and to try values.
    standing: Trials,
    probing: Trials,
}

impl<'a> Search<'a> {
    pub(super) fn new(
        program: &'a Program,
        case: &'a Case,
        settings: &'a Settings,
        goals: &'a [Goal],
        limits: Limits,
    ) -> Self {
        let before = impossible(program, case, settings);
        let (standing, probing) = (Trials::with_trace(), Trials::default());
        Self { program, case, settings, goals, limits, before, standing, probing }
    }

    /// Whether a set of steps reaches every goal, uses only powers whose conditions are met, and leaves a possible case.
    pub(super) fn solves(&self, moves: &[Move]) -> bool {
        self.attempt(moves, false).is_some_and(|t| t.open.is_none())
    }

    /// Tries a set of steps; with `look`, also what could be moved next.
    pub(super) fn attempt(&self, moves: &[Move], look: bool) -> Option<Tried> {
        let case = apply_all(self.program, self.settings, self.case, moves)?;
        Some(self.standing.on(moves, |recall| {
            let mut ev = Evaluator::recalling(self.program, &case, self.settings, recall);
            let tried = self.tried(&mut ev, moves, look);
            (tried, ev.into_recall())
        }))
    }

    /// What a set of steps comes to, on the case after it.
    fn tried(&self, ev: &mut Evaluator<'_>, moves: &[Move], look: bool) -> Tried {
        let standings: Vec<Standing> = self.goals.iter().map(|g| g.standing(ev)).collect();
        let unlawful: Vec<&Lever> = moves.iter().map(|m| &m.lever).filter(|l| !lawful(ev, l)).collect();
        let mut broken: Vec<Impossible> = Vec::new();
        if standings.iter().all(|s| s.met) && unlawful.is_empty() {
            broken = ev.impossible();
            broken.retain(|b| !self.before.contains(b));
            if broken.is_empty() {
                return Tried { open: None, cut: false };
            }
        }
        if !look {
            return Tried { open: Some(Reach::default()), cut: false };
        }
        self.probing.on(moves, |recall| self.reach(ev, recall, (&standings, unlawful, broken)))
    }

    /// Levers towards what is not yet reached, for steps that may not be taken yet, and away from what cannot be.
    fn reach(
        &self,
        ev: &mut Evaluator<'_>,
        recall: Recall,
        (standings, unlawful, broken): (&[Standing], Vec<&Lever>, Vec<Impossible>),
    ) -> (Tried, Recall) {
        let mut parts = Vec::new();
        let mut levers = Levers::new(ev, self.limits.doubt).knowing(recall);
        for (goal, now) in self.goals.iter().zip(standings) {
            if !now.met {
                parts.push(goal.reach(&mut levers, now));
            }
        }
        for lever in unlawful {
            if let Lever::Use(power, about) = lever {
                parts.push(levers.power(*power, about));
            }
        }
        for b in broken {
            parts.push(levers.possible(b.rule, &b.about));
        }
        let cut = levers.cut_short();
        (Tried { open: Some(Reach::all(parts)), cut }, levers.into_recall())
    }

    /// Every minimal set of at most so many steps.
    pub(super) fn run(&self) -> Searched {
        let mut out = Searched { complete: true, ..Searched::default() };
        let mut numbers: FxHashMap<Move, usize> = FxHashMap::default();
        let mut seen: FxHashSet<Vec<usize>> = FxHashSet::default();
        let mut found: Vec<Vec<usize>> = Vec::new();
        let mut level: Vec<Vec<usize>> = vec![Vec::new()];
        for size in 0..=self.limits.steps {
            let mut next: Vec<Vec<usize>> = Vec::new();
            for set in level {
                if found.iter().any(|f| f.iter().all(|m| set.contains(m))) {
                    continue;
                }
                if out.tried >= self.limits.tries {
                    out.complete = false;
                    return out;
                }
                out.tried += 1;
                let moves: Vec<Move> = set.iter().filter_map(|n| out.considered.get(*n).cloned()).collect();
                let Some(tried) = self.attempt(&moves, size < self.limits.steps) else { continue };
                out.complete &= !tried.cut;
                let Some(reach) = tried.open else {
                    out.found.push(self.smallest(moves));
                    found.push(set);
                    continue;
                };
                if size == self.limits.steps {
                    out.longer = true;
                    continue;
                }
                if reach.levers.is_empty() {
                    out.stops.push(Stop { moves, blocks: reach.blocks.clone() });
                }
                for (lever, least) in &reach.levers {
                    let step = Move { lever: lever.clone() };
                    let n = *numbers.entry(step.clone()).or_insert_with(|| {
                        out.considered.push(step);
                        out.considered.len() - 1
                    });
                    let clashes = |m: &usize| out.considered.get(*m).is_some_and(|m| m.lever.same_thing(lever));
                    let clashes = set.iter().any(clashes);
                    out.longer |= !clashes && size + least > self.limits.steps;
                    if clashes || size + least > self.limits.steps {
                        continue;
                    }
                    let mut grown = set.clone();
                    grown.push(n);
                    let mut key = grown.clone();
                    key.sort_unstable();
                    if seen.insert(key) {
                        next.push(grown);
                    }
                }
                if size == 0 {
                    out.first = reach;
                }
            }
            if out.complete {
                out.complete_to = size;
            }
            level = next;
        }
        out.found.dedup();
        out
    }

    /// The same set without steps that turn out not to be needed.
    fn smallest(&self, mut moves: Vec<Move>) -> Vec<Move> {
        let mut at = 0;
        while at < moves.len() {
            let mut fewer = moves.clone();
            fewer.remove(at);
            if self.solves(&fewer) {
                moves = fewer;
                at = 0;
            } else {
                at += 1;
            }
        }
        moves
    }
}

/// Whether the conditions of a power that a step uses are met. What no fact and no judgment can settle does not count.
fn lawful(ev: &mut Evaluator<'_>, lever: &Lever) -> bool {
    let Lever::Use(power, about) = lever else { return true };
    let settles =
        |r: &Reason| matches!(r, Reason::Fact(..) | Reason::Imprecise(..) | Reason::Norm(..) | Reason::Decision(..));
    match ev.may_use(*power, about) {
        (Some(met), _) => met,
        (None, on) => !on.iter().any(settles),
    }
}
