//! From a linked program to its provision graph.

use super::{Arrow, Graph, Node, Tie};
use crate::ir::expr::Use;
use crate::ir::rule::{Body, Empty, Ground, NotFor, Origin, PowerAct, Provision};
use crate::ir::{Linked, Program, ProvisionId, RuleId, SymId, expressions, location};
use crate::law::{Citation, Code, Rank, Status, Target};
use crate::syntax::ast::Effect;
use crate::value::Date;
use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::FxHashMap;

/// Calls `f` for every symbol a rule reads, with how.
pub(super) fn reads(program: &Program, rule: RuleId, f: &mut impl FnMut(SymId, Use)) {
    let Some(linked) = program.rule(rule) else { return };
    expressions(&linked.rule, &mut |e| e.symbols(&mut |s: &SymId, how| f(*s, how)));
}

/// Whether a rule counts on a date: in force, able to decide, and no reading that was not chosen. Every rule counts
/// without a date.
fn counts(program: &Program, linked: &Linked, on: Option<Date>) -> bool {
    let Some(date) = on else { return true };
    let Some(provision) = program.provision(linked.provision) else { return false };
    linked.validity.contains(date) && stands(program, provision)
}

/// Whether a provision can decide anything at all.
fn stands(program: &Program, provision: &Provision) -> bool {
    let chosen =
        |choice: &str, reading: &str| program.choices.iter().any(|c| &*c.name == choice && &*c.chosen == reading);
    provision.status.applies()
        && (provision.status != Status::Proposed || matches!(provision.origin, Origin::Bill(_)))
        && match &provision.origin {
            Origin::Reading { choice, reading, .. } => chosen(choice, reading),
            _ => true,
        }
}

/// Finds the provisions that targets reach, law by law.
struct Places<'p> {
    program: &'p Program,
    /// Provisions with their rules, in order.
    rules: Vec<Vec<RuleId>>,
    rank: Vec<Rank>,
    by_law: FxHashMap<&'p Code, Vec<usize>>,
}

impl<'p> Places<'p> {
    fn new(program: &'p Program, rules: Vec<Vec<RuleId>>) -> Self {
        let mut by_law: FxHashMap<&Code, Vec<usize>> = FxHashMap::default();
        let mut rank = Vec::new();
        for (i, provision) in program.provisions.iter().enumerate() {
            let own = rules.get(i).and_then(|r| program.rule(*r.first()?)).map(|l| l.rank);
            rank.push(
                own.or_else(|| program.regulation(&provision.law).map(|r| r.rank)).unwrap_or(Rank::WorkInstruction),
            );
            for code in [location(provision).code(), Some(&provision.law)].into_iter().flatten() {
                let all = by_law.entry(code).or_default();
                if all.last() != Some(&i) {
                    all.push(i);
                }
            }
        }
        Self { program, rules, rank, by_law }
    }

    /// The provisions a target reaches, wholly or in a point.
    fn reached(&self, target: &Target) -> Vec<usize> {
        let some: Vec<usize> = match target {
            Target::Regulation(law) | Target::Place { law, .. } => self.by_law.get(law).cloned().unwrap_or_default(),
            Target::EveryOf(_) | Target::Case(_) => (0..self.rules.len()).collect(),
        };
        some.into_iter()
            .filter(|i| {
                let Some(provision) = self.program.provisions.get(*i) else { return false };
                let rank = self.rank.get(*i).copied();
                let points = || {
                    let rules = self.rules.get(*i).into_iter().flatten().filter_map(|r| self.program.rule(*r));
                    rules.flat_map(|l| &l.rule.points)
                };
                target.reaches(location(provision), rank)
                    || target.reaches(&provision.citation, rank)
                    || points().any(|p| target.reaches(&provision.cite_point(p), rank))
            })
            .collect()
    }

    /// The provisions at a cited place: those it contains, or else the one it is part of.
    fn cited(&self, citation: &Citation) -> Vec<usize> {
        let target = match citation {
            Citation::Law { law, address } => Target::Place { law: law.clone(), address: address.clone(), upto: None },
            Citation::Case(ecli) => Target::Case(ecli.clone()),
            Citation::Derived { .. } => {
                let own = |(i, p): (usize, &Provision)| (p.citation == *citation).then_some(i);
                return self.program.provisions.iter().enumerate().filter_map(own).collect();
            }
        };
        let found = self.reached(&target);
        if !found.is_empty() {
            return found;
        }
        let Citation::Law { law, address } = citation else { return found };
        let around = |p: &Provision| match &p.citation {
            Citation::Law { law: other, address: whole } => law == other && whole.contains(address),
            _ => false,
        };
        (0..).zip(&self.program.provisions).filter(|(_, p)| around(p)).map(|(i, _)| i).collect()
    }
}

/// The provisions at a cited place.
pub(super) fn cited(program: &Program, citation: &Citation) -> Vec<ProvisionId> {
    let rules = rules_by_provision(program, None);
    Places::new(program, rules).cited(citation).into_iter().map(number).collect()
}

fn number(i: usize) -> ProvisionId {
    ProvisionId(u32::try_from(i).unwrap_or(u32::MAX))
}

/// The rules of every provision that count on a date.
fn rules_by_provision(program: &Program, on: Option<Date>) -> Vec<Vec<RuleId>> {
    let mut out: Vec<Vec<RuleId>> = vec![Vec::new(); program.provisions.len()];
    for (id, linked) in (0_u32..).map(RuleId).zip(&program.rules) {
        if counts(program, linked, on)
            && let Some(rules) = out.get_mut(linked.provision.0 as usize)
        {
            rules.push(id);
        }
    }
    out
}

/// A graph under construction.
struct Builder {
    net: DiGraph<Node, Arrow>,
    nodes: FxHashMap<Node, NodeIndex>,
    arrows: FxHashMap<(Node, Tie, Node), petgraph::graph::EdgeIndex>,
}

impl Builder {
    fn node(&mut self, node: Node) -> NodeIndex {
        *self.nodes.entry(node).or_insert_with(|| self.net.add_node(node))
    }

    fn arrow(&mut self, from: Node, tie: Tie, to: Node, rule: RuleId) {
        if from == to {
            return;
        }
        if let Some(arrow) = self.arrows.get(&(from, tie, to)).and_then(|e| self.net.edge_weight_mut(*e)) {
            if !arrow.rules.contains(&rule) {
                arrow.rules.push(rule);
            }
            return;
        }
        let (a, b) = (self.node(from), self.node(to));
        let edge = self.net.add_edge(a, b, Arrow { tie, rules: vec![rule] });
        self.arrows.insert((from, tie, to), edge);
    }
}

impl Graph {
    /// The graph of a program: on a date, or of all versions.
    #[must_use]
    pub fn of(program: &Program, on: Option<Date>) -> Self {
        let rules = rules_by_provision(program, on);
        let places = Places::new(program, rules);
        // Of a provision that only says something in words, the text is enough; a reading without rules adds nothing.
        let in_words = |p: &Provision| matches!(p.origin, Origin::Text) && on.is_none_or(|d| p.validity.contains(d));
        let mut any = vec![false; program.provisions.len()];
        for linked in &program.rules {
            if let Some(place) = any.get_mut(linked.provision.0 as usize) {
                *place = true;
            }
        }
        let present: Vec<bool> = (program.provisions.iter().zip(&places.rules).zip(&any))
            .map(|((p, r), any)| !r.is_empty() || !any && in_words(p))
            .collect();
        let mut b = Builder { net: DiGraph::new(), nodes: FxHashMap::default(), arrows: FxHashMap::default() };
        for i in (0..present.len()).filter(|i| present.get(*i) == Some(&true)) {
            b.node(Node::Provision(number(i)));
        }
        let here = |i: &usize| present.get(*i) == Some(&true);
        for (i, provision) in program.provisions.iter().enumerate() {
            let own = places.rules.get(i).map(Vec::as_slice).unwrap_or_default();
            for rule in own {
                statement(program, &places, &here, &mut b, (i, *rule));
            }
            let from = Node::Provision(number(i));
            let refers: Vec<&Citation> = match &provision.origin {
                Origin::CaseLaw { at, .. } | Origin::Reading { at, .. } => vec![at],
                Origin::Derived { from } => from.iter().collect(),
                Origin::Text | Origin::Bill(_) => Vec::new(),
            };
            for at in refers.into_iter().flat_map(|c| places.cited(c)).filter(here) {
                // Case law and readings of one place stand at that place; they refer to its text.
                if program.provisions.get(at).is_some_and(|p| matches!(p.origin, Origin::Text | Origin::Bill(_))) {
                    own.iter().for_each(|r| b.arrow(from, Tie::RefersTo, Node::Provision(number(at)), *r));
                }
            }
            for at in provision.fills.iter().flat_map(|c| places.cited(c)).filter(here) {
                let delegates = places
                    .rules
                    .get(at)
                    .into_iter()
                    .flatten()
                    .any(|r| program.rule(*r).is_some_and(|l| matches!(l.rule.body, Body::Delegation { .. })));
                if delegates {
                    own.iter().for_each(|r| b.arrow(from, Tie::Fills, Node::Provision(number(at)), *r));
                }
            }
        }
        Self { net: b.net }
    }
}

/// The arrows of one statement.
fn statement(
    program: &Program,
    places: &Places<'_>,
    here: &dyn Fn(&usize) -> bool,
    b: &mut Builder,
    (at, rule): (usize, RuleId),
) {
    let Some(linked) = program.rule(rule) else { return };
    let from = Node::Provision(number(at));
    let each = |targets: &[Target]| -> Vec<Node> {
        let mut out: Vec<usize> =
            targets.iter().flat_map(|t| places.reached(t)).filter(|i| here(i) && *i != at).collect();
        out.sort_unstable();
        out.dedup();
        out.into_iter().map(|i| Node::Provision(number(i))).collect()
    };
    reads(program, rule, &mut |symbol, how| {
        let tie = if matches!(how, Use::Verdict | Use::Decision) { Tie::Requires } else { Tie::Reads };
        b.arrow(from, tie, Node::Symbol(symbol), rule);
    });
    let mut to = |tie: Tie, symbol: SymId| b.arrow(from, tie, Node::Symbol(symbol), rule);
    match &linked.rule.body {
        Body::Ground { of, kind: Ground::Never, .. } => to(Tie::Excludes, *of),
        Body::Ground { of, .. }
        | Body::Value { of, .. }
        | Body::Norm { of, .. }
        | Body::Amount { of, .. }
        | Body::Table { of, .. }
        | Body::Right { of, .. } => to(Tie::Decides, *of),
        Body::Refusal { of, .. } => of.iter().for_each(|s| to(Tie::Excludes, *s)),
        Body::Concurrence { of, with, effect, .. } => {
            let refuses = matches!(effect, Effect::MayRefuse | Effect::MustRefuse | Effect::NeedNotProvide);
            to(if refuses { Tie::Excludes } else { Tie::RefersTo }, *of);
            with.iter().for_each(|s| to(Tie::Requires, *s));
        }
        Body::Delegation { of, empty, .. } => {
            to(Tie::Delegates, *of);
            if let Empty::NoRight(right) = empty {
                to(Tie::Excludes, *right);
            }
        }
        Body::Power { act, reach, not_for, .. } => {
            match act {
                PowerAct::Grant(rights) => rights.iter().for_each(|s| to(Tie::Decides, *s)),
                PowerAct::Adjust(of, _) => to(Tie::DepartsFrom, *of),
                PowerAct::Depart => {}
            }
            for not in not_for {
                if let NotFor::Concept(s) = not {
                    to(Tie::RefersTo, *s);
                }
            }
            // What is excluded from the reach is named, not departed from.
            let places = not_for.iter().filter_map(|n| if let NotFor::Place(t) = n { Some(t.clone()) } else { None });
            let kept = each(&places.collect::<Vec<_>>());
            kept.iter().for_each(|p| b.arrow(from, Tie::RefersTo, *p, rule));
            for p in each(reach).into_iter().filter(|p| !kept.contains(p)) {
                b.arrow(from, Tie::DepartsFrom, p, rule);
            }
        }
        Body::Exception { targets } => each(targets).into_iter().for_each(|p| b.arrow(from, Tie::GoesBefore, p, rule)),
        Body::Duty { .. } | Body::Term { .. } | Body::Impossible { .. } => {}
    }
    let links = &linked.rule.links;
    if !matches!(linked.rule.body, Body::Power { .. }) {
        each(&links.derogates).into_iter().for_each(|p| b.arrow(from, Tie::GoesBefore, p, rule));
    }
    each(&links.subject_to).into_iter().for_each(|p| b.arrow(p, Tie::GoesBefore, from, rule));
    let refers = links.without_prejudice.iter().chain(links.imports.iter().flat_map(|(targets, _)| targets));
    let refers: Vec<Target> = refers.cloned().collect();
    each(&refers).into_iter().for_each(|p| b.arrow(from, Tie::RefersTo, p, rule));
}
