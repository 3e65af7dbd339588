//! B03: outcomes and facts that require each other in a circle, so that nothing can begin.
//!
//! Nodes are rights and facts of a person. A right requires what was said to come first, and the facts and rights that
//! its failing ground names; a fact requires the rights with which it can be arranged. What can still be reached is
//! found first: a fact that anyone can change freely, a right that nothing blocks. A strongly connected component among
//! what cannot be reached is a circle.

use super::refusal::{Refusal, refusals};
use super::{Code, Desk, Effect, Finding, Needed, Says, Severity, Side, Standing, touched};
use crate::case::FactState;
use crate::eval::{Condition, Outcome, Verdict};
use crate::ir::{SymId, SymKind};
use crate::room::Touched;
use crate::value::{Entity, Value};
use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};

/// What something requires.
struct Requires {
    what: Needed,
    person: Entity,
    /// All of these.
    all: Vec<Needed>,
    /// One of these.
    any: Vec<Needed>,
    /// It was only said, or the law asks it.
    steps: Vec<(Needed, bool)>,
}

pub(super) fn find(desk: &Desk<'_>) -> Vec<Finding> {
    let refusals = refusals(desk);
    let nodes = nodes(desk, &refusals);
    let reached = reached(&nodes);
    let mut graph: DiGraph<usize, ()> = DiGraph::new();
    let indexes: Vec<NodeIndex> = (0..nodes.len()).map(|i| graph.add_node(i)).collect();
    for (i, n) in nodes.iter().enumerate() {
        for need in n.all.iter().chain(&n.any) {
            let to = nodes.iter().position(|m| m.person == n.person && m.what == *need);
            let (Some(to), Some(from)) = (to, indexes.get(i)) else { continue };
            let blocked = |i: usize| !reached.get(i).copied().unwrap_or(true);
            if let Some(end) = indexes.get(to)
                && blocked(i)
                && blocked(to)
            {
                graph.update_edge(*from, *end, ());
            }
        }
    }
    let circles = tarjan_scc(&graph).into_iter().filter(|c| c.len() > 1);
    let mut out: Vec<Finding> = Vec::new();
    for circle in circles {
        let mut inside: Vec<&Requires> =
            circle.iter().filter_map(|i| graph.node_weight(*i)).filter_map(|i| nodes.get(*i)).collect();
        inside.sort_by_key(|n| nodes.iter().position(|m| m.what == n.what && m.person == n.person));
        out.extend(finding(desk, &refusals, &inside));
    }
    out
}

/// Everything that requires something, and what it requires.
fn nodes(desk: &Desk<'_>, refusals: &[Refusal<'_>]) -> Vec<Requires> {
    let mut out: Vec<Requires> = Vec::new();
    for o in &desk.assessment.outcomes {
        let mut n = Requires {
            what: Needed::Right(o.right),
            person: o.holder,
            all: Vec::new(),
            any: Vec::new(),
            steps: Vec::new(),
        };
        for r in refusals.iter().filter(|r| r.of == touched(o)) {
            if let Some(first) = r.first {
                n.needs(desk.needed(first, o.holder), true);
            }
        }
        if matches!(o.verdict, Verdict::No | Verdict::NoUnless) {
            for (what, person) in o.unmet.iter().filter(|u| !u.obstacle).filter_map(|u| named(&u.condition)) {
                n.needs(desk.needed(what, person), false);
            }
        }
        if !n.all.is_empty() && !desk.provided(touched(o)) {
            out.push(n);
        }
    }
    let mut facts: Vec<(SymId, Entity)> = Vec::new();
    for need in out.iter().flat_map(|n| &n.all) {
        if let Needed::Fact(fact, person) = need
            && !facts.contains(&(*fact, *person))
        {
            facts.push((*fact, *person));
        }
    }
    for (fact, person) in facts {
        let any = desk.program.arranged(fact).into_iter().map(Needed::Right).collect();
        let what = Needed::Fact(fact, person);
        out.push(Requires { what, person, all: Vec::new(), any, steps: Vec::new() });
    }
    out
}

impl Requires {
    fn needs(&mut self, need: Needed, said: bool) {
        if !self.all.contains(&need) {
            self.all.push(need);
            self.steps.push((need, said));
        }
    }
}

/// A fact or right that a failing condition names, and about whom.
fn named(condition: &Condition) -> Option<(SymId, Entity)> {
    match condition {
        Condition::Named(what, about) => match about.first() {
            Some(Value::Entity(e)) => Some((*what, *e)),
            _ => None,
        },
        Condition::Compared(..) => None,
    }
}

impl Desk<'_> {
    fn needed(&self, what: SymId, person: Entity) -> Needed {
        match self.program.signature(what).map(|s| &s.kind) {
            Some(SymKind::Right { .. }) => Needed::Right(what),
            _ => Needed::Fact(what, person),
        }
    }
}

/// What can still be reached, as the least fixpoint: a fact nothing is known to arrange can be changed by someone, a
/// right that is not among the nodes is not blocked by what comes first.
fn reached(nodes: &[Requires]) -> Vec<bool> {
    let mut reached = vec![false; nodes.len()];
    loop {
        let open = |need: &Needed, person: Entity, reached: &[bool]| match nodes
            .iter()
            .position(|m| m.person == person && m.what == *need)
        {
            Some(i) => reached.get(i).copied().unwrap_or(true),
            None => true,
        };
        let mut changed = false;
        for (i, n) in nodes.iter().enumerate() {
            let all = n.all.iter().all(|x| open(x, n.person, &reached));
            let any = n.any.is_empty() || n.any.iter().any(|x| open(x, n.person, &reached));
            if all
                && any
                && let Some(r) = reached.get_mut(i)
                && !*r
            {
                *r = true;
                changed = true;
            }
        }
        if !changed {
            return reached;
        }
    }
}

fn finding(desk: &Desk<'_>, refusals: &[Refusal<'_>], inside: &[&Requires]) -> Option<Finding> {
    let person = inside.first()?.person;
    let mut sides = Vec::new();
    let mut outcomes: Vec<&Outcome> = Vec::new();
    for n in inside {
        match n.what {
            Needed::Right(right) => {
                let o = desk.outcome(right, person, None)?;
                outcomes.push(o);
                for (need, said) in n.steps.iter().filter(|(need, _)| inside.iter().any(|m| m.what == *need)) {
                    sides.push(Side { rules: o.carrying.clone(), says: Says::First(touched(o), *need, *said) });
                }
            }
            Needed::Fact(fact, who) => {
                let by = n.any.iter().filter_map(|x| match x {
                    Needed::Right(r) => Some(*r),
                    Needed::Fact(..) => None,
                });
                sides.push(Side { rules: Vec::new(), says: Says::Arranged(fact, who, by.collect()) });
            }
        }
    }
    // Already so, whatever was said: then there is no circle.
    if inside.iter().any(|n| matches!(n.what, Needed::Fact(f, p) if holds(desk, f, p))) {
        return None;
    }
    let touches: Vec<Touched> = outcomes.iter().map(|o| touched(o)).collect();
    // What was only said, of a right that the law does not refuse.
    let asked = |o: &&&Outcome| refusals.iter().any(|r| r.of == touched(o) && r.first.is_some());
    let by_law = |o: &&&Outcome| matches!(o.verdict, Verdict::Must | Verdict::May);
    let given = outcomes.iter().filter(asked).filter(by_law).map(|o| Standing::of(o)).collect();
    let needs = inside.iter().map(|n| n.what).collect();
    Some(Finding::new(Code::B03, Severity::Serious, sides, Effect::NothingBegins(needs, given), touches))
}

fn holds(desk: &Desk<'_>, fact: SymId, person: Entity) -> bool {
    let key = (fact, std::iter::once(person).collect());
    *desk.case.state(&key, desk.date()) == FactState::Known(Value::Truth(true))
}
