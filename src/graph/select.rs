//! Parts of the graph: one law, the surroundings of a node, what a case touches.

use super::{Arrow, Graph, Node, build};
use crate::ir::{Program, RuleId};
use crate::law::Citation;
use petgraph::graph::NodeIndex;
use rustc_hash::FxHashSet;

/// Where to start looking around.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start<'a> {
    /// A cited place.
    Place(&'a Citation),
    /// `Wet.naam`, or the name of a fact.
    Name(&'a str),
}

/// The nodes a citation or name stands for; empty when it is neither.
#[must_use]
pub fn start(program: &Program, what: &Start<'_>) -> Vec<Node> {
    match what {
        Start::Place(citation) => build::cited(program, citation).into_iter().map(Node::Provision).collect(),
        Start::Name(name) => program.find(name).map(Node::Symbol).into_iter().collect(),
    }
}

impl Graph {
    /// The graph with only some nodes and arrows.
    #[must_use]
    fn only(&self, node: impl Fn(NodeIndex) -> bool, arrow: impl Fn(&Arrow) -> Option<Arrow>) -> Self {
        let net = self.net.filter_map(|i, n| node(i).then_some(*n), |_, a| arrow(a));
        Self { net }
    }

    /// What belongs to a law, with what its arrows point at and what points at it.
    #[must_use]
    pub fn law(&self, program: &Program, code: &str) -> Self {
        let own: FxHashSet<NodeIndex> = self
            .net
            .node_indices()
            .filter(|i| self.net.node_weight(*i).is_some_and(|n| n.law(program).is_some_and(|l| &**l == code)))
            .collect();
        let near = |i: NodeIndex| own.contains(&i) || self.net.neighbors_undirected(i).any(|n| own.contains(&n));
        let mut out = self.only(near, |a| Some(a.clone()));
        // Neighbours are there for their ties with this law, not for those with each other.
        let of = |out: &Self, i| out.net.node_weight(i).is_some_and(|n| n.law(program).is_some_and(|l| &**l == code));
        let keep: FxHashSet<_> = out
            .net
            .edge_indices()
            .filter(|e| out.net.edge_endpoints(*e).is_some_and(|(a, b)| of(&out, a) || of(&out, b)))
            .collect();
        out.net.retain_edges(|_, e| keep.contains(&e));
        out
    }

    /// What lies within a number of steps of some nodes, in either direction.
    #[must_use]
    pub fn around(&self, from: &[Node], steps: usize) -> Self {
        let mut seen: FxHashSet<NodeIndex> =
            self.net.node_indices().filter(|i| self.net.node_weight(*i).is_some_and(|n| from.contains(n))).collect();
        let mut edge: Vec<NodeIndex> = seen.iter().copied().collect();
        for _ in 0..steps {
            let next: Vec<NodeIndex> = edge.iter().flat_map(|i| self.net.neighbors_undirected(*i)).collect();
            edge = next.into_iter().filter(|i| seen.insert(*i)).collect();
            if edge.is_empty() {
                break;
            }
        }
        self.only(|i| seen.contains(&i), |a| Some(a.clone()))
    }

    /// The given nodes, with the arrows that the given rules draw.
    #[must_use]
    pub fn touched(&self, nodes: &FxHashSet<Node>, rules: &FxHashSet<RuleId>) -> Self {
        let arrow = |a: &Arrow| {
            let rules: Vec<RuleId> = a.rules.iter().copied().filter(|r| rules.contains(r)).collect();
            (!rules.is_empty()).then_some(Arrow { tie: a.tie, rules })
        };
        self.only(|i| self.net.node_weight(i).is_some_and(|n| nodes.contains(n)), arrow)
    }
}
