//! The provision graph: which provision decides, reads, requires, sets aside or fills which.
//!
//! [`Graph`] is built from a linked program, for one date or for all versions, and cut down to a law, to the
//! surroundings of a name, or to what a case touches. The [circles](circles) use the same reads.

mod build;
mod circle;
mod select;

pub use circle::{check, circles};
pub use select::{Start, start};

use crate::ir::{Program, ProvisionId, RuleId, SymId, SymKind};
use crate::law::Code;
use petgraph::graph::DiGraph;

/// What a node stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Node {
    /// One version of a provision, a ruling, a reading or a derived norm.
    Provision(ProvisionId),
    /// A right, concept, open norm, amount, table, delegated slot or fact.
    Symbol(SymId),
}

/// What an arrow says of the node it leaves about the node it points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tie {
    /// Lays down or grants it.
    Decides,
    /// Reads its value or truth.
    Reads,
    /// Asks for a verdict on it, or for a decision on file.
    Requires,
    /// Refers to it: `onverminderd`, `met inachtneming van`, readings, case law.
    RefersTo,
    /// Goes before it: an exception, a derogation, `behoudens`.
    GoesBefore,
    /// Refuses or denies it.
    Excludes,
    /// May set it aside or change it: the reach of a power or hardship clause.
    DepartsFrom,
    /// Leaves it to a lower rule.
    Delegates,
    /// Fills what it leaves open.
    Fills,
}

impl Tie {
    /// Every tie, in the order of reports.
    pub const ALL: [Self; 9] = [
        Self::Decides,
        Self::Reads,
        Self::Requires,
        Self::RefersTo,
        Self::GoesBefore,
        Self::Excludes,
        Self::DepartsFrom,
        Self::Delegates,
        Self::Fills,
    ];

    /// What it is called.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Decides => "bepaalt",
            Self::Reads => "leest",
            Self::Requires => "vereist",
            Self::RefersTo => "verwijst",
            Self::GoesBefore => "gaat voor",
            Self::Excludes => "sluit uit",
            Self::DepartsFrom => "wijkt af",
            Self::Delegates => "delegeert",
            Self::Fills => "vult in",
        }
    }

    /// Whether the node pointed at hangs on the node the arrow leaves, instead of the other way round.
    #[must_use]
    pub const fn determines(self) -> bool {
        matches!(self, Self::Decides | Self::GoesBefore | Self::Excludes | Self::DepartsFrom)
    }
}

/// An arrow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrow {
    /// What it says.
    pub tie: Tie,
    /// The rules that say it.
    pub rules: Vec<RuleId>,
}

/// The provision graph of a program, or a part of it.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// Nodes and arrows.
    pub net: DiGraph<Node, Arrow>,
}

impl Graph {
    /// The arrows as values, in order of origin, kind and end.
    #[must_use]
    pub fn arrows(&self) -> Vec<(Node, Tie, Node)> {
        let mut out: Vec<(Node, Tie, Node)> = self
            .net
            .edge_indices()
            .filter_map(|e| {
                let (a, b) = self.net.edge_endpoints(e)?;
                Some((*self.net.node_weight(a)?, self.net.edge_weight(e)?.tie, *self.net.node_weight(b)?))
            })
            .collect();
        out.sort();
        out
    }
}

impl Node {
    /// The law it belongs to; `None` for facts.
    #[must_use]
    pub fn law(self, program: &Program) -> Option<&Code> {
        match self {
            Self::Provision(p) => program.provision(p).map(|p| &p.law),
            Self::Symbol(s) => program.signature(s).and_then(|s| s.sym.law.as_ref()),
        }
    }

    /// What it is called: `bepaling`, or the word for the kind of symbol.
    #[must_use]
    pub fn word(self, program: &Program) -> &'static str {
        match self {
            Self::Provision(_) => "bepaling",
            Self::Symbol(s) => program.signature(s).map_or("begrip", |s| s.kind.word()),
        }
    }

    /// Whether it is a fact.
    #[must_use]
    pub fn is_fact(self, program: &Program) -> bool {
        matches!(self, Self::Symbol(s) if program.signature(s).is_some_and(|s| matches!(s.kind, SymKind::Fact(_))))
    }
}
