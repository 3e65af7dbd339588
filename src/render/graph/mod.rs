//! The provision graph for readers: as data, as DOT, as a drawing.

mod dot;
mod layout;
mod svg;

pub use dot::dot;
pub(super) use svg::escaped;
pub use svg::{MOST_DRAWN, svg};

use crate::graph::{Graph, Node, Tie};
use crate::ir::rule::Origin;
use crate::ir::{Program, RuleId};
use crate::law::Validity;
use crate::value::Date;
use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::Serialize;

/// A provision graph.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GraphView {
    /// Bepalingen, begrippen, rechten en feiten.
    pub knopen: Vec<NodeView>,
    /// Wat zij met elkaar te maken hebben.
    pub pijlen: Vec<ArrowView>,
}

/// A node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NodeView {
    /// Uniek in deze graaf.
    pub id: String,
    /// `bepaling`, `recht`, `begrip`, `open norm`, `bedrag`, `tabel`, `te regelen begrip` of `feit`.
    pub soort: String,
    /// Vindplaats of naam.
    pub naam: String,
    /// Opschrift van een bepaling (van ons).
    pub opschrift: Option<String>,
    /// Wet; leeg bij een feit.
    pub wet: Option<String>,
    /// Geldigheid van een bepaling.
    pub geldig: Option<String>,
}

/// An arrow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ArrowView {
    /// `id` van de knoop waar de pijl begint.
    pub van: String,
    /// `id` van de knoop waar hij naar wijst.
    pub naar: String,
    /// `bepaalt`, `leest`, `vereist`, `verwijst`, `gaat voor`, `sluit uit`, `wijkt af`, `delegeert` of `vult in`.
    pub soort: String,
    /// De regels die het zeggen: `id` van hun bepaling, een streep en het nummer van de regel daarin.
    pub regels: Vec<String>,
}

/// The JSON Schema of the output of `graaf`.
#[must_use]
pub fn graph_schema() -> serde_json::Value {
    schemars::schema_for!(GraphView).to_value()
}

/// The names of the nodes of a program: the same in every part of its graph.
struct Ids<'p> {
    program: &'p Program,
    provisions: Vec<String>,
    rules: FxHashMap<RuleId, String>,
}

impl<'p> Ids<'p> {
    fn new(program: &'p Program) -> Self {
        let mut seen: FxHashMap<String, usize> = FxHashMap::default();
        let provisions: Vec<String> = program
            .provisions
            .iter()
            .map(|p| {
                let from = Some(p.validity.from).filter(|d| *d != Date::FIRST);
                let name = from.map_or_else(|| name(p), |d| format!("{}@{d}", name(p)));
                let n = seen.entry(name.clone()).or_default();
                *n += 1;
                if *n == 1 { name } else { format!("{name}~{n}") }
            })
            .collect();
        let mut next: FxHashMap<u32, usize> = FxHashMap::default();
        let mut rules = FxHashMap::default();
        for (id, linked) in (0_u32..).map(RuleId).zip(&program.rules) {
            let n = next.entry(linked.provision.0).or_default();
            *n += 1;
            let of = provisions.get(linked.provision.0 as usize).map_or("?", String::as_str);
            rules.insert(id, format!("{of}/{n}"));
        }
        Self { program, provisions, rules }
    }

    fn node(&self, node: Node) -> String {
        match node {
            Node::Provision(p) => self.provisions.get(p.0 as usize).cloned().unwrap_or_default(),
            Node::Symbol(s) => self.program.signature(s).map_or_else(String::new, |s| s.sym.to_string()),
        }
    }
}

/// What a provision is called: its citation, or the name of the reading.
fn name(provision: &crate::ir::rule::Provision) -> String {
    match &provision.origin {
        Origin::Reading { choice, reading, .. } => format!("lezing {choice}={reading}"),
        _ => provision.citation.to_string(),
    }
}

impl GraphView {
    /// A graph as data.
    #[must_use]
    pub fn new(program: &Program, graph: &Graph) -> Self {
        let ids = Ids::new(program);
        // Bills may end a rule earlier than its file says.
        let mut lasting: FxHashMap<u32, Validity> = FxHashMap::default();
        for linked in &program.rules {
            lasting.entry(linked.provision.0).or_insert(linked.validity);
        }
        let mut nodes: Vec<Node> = graph.net.node_weights().copied().collect();
        nodes.sort();
        let knopen = nodes
            .into_iter()
            .map(|node| {
                let provision = match node {
                    Node::Provision(p) => program.provision(p).map(|found| (p, found)),
                    Node::Symbol(_) => None,
                };
                NodeView {
                    id: ids.node(node),
                    soort: node.word(program).to_owned(),
                    naam: provision.map_or_else(|| ids.node(node), |(_, p)| name(p)),
                    opschrift: provision.map(|(_, p)| p.caption.to_string()),
                    wet: node.law(program).map(ToString::to_string),
                    geldig: provision.map(|(id, p)| lasting.get(&id.0).copied().unwrap_or(p.validity).to_string()),
                }
            })
            .collect();
        let mut arrows: Vec<(Node, Tie, Node, Vec<String>)> = graph
            .net
            .edge_indices()
            .filter_map(|e| {
                let (a, b) = graph.net.edge_endpoints(e)?;
                let arrow = graph.net.edge_weight(e)?;
                let rules = arrow.rules.iter().filter_map(|r| ids.rules.get(r).cloned()).collect();
                Some((*graph.net.node_weight(a)?, arrow.tie, *graph.net.node_weight(b)?, rules))
            })
            .collect();
        arrows.sort();
        let pijlen = arrows
            .into_iter()
            .map(|(a, tie, b, regels)| ArrowView {
                van: ids.node(a),
                naar: ids.node(b),
                soort: tie.word().to_owned(),
                regels,
            })
            .collect();
        Self { knopen, pijlen }
    }

    /// The laws in order of first appearance, with their number: the colour of their nodes.
    fn laws(&self) -> Vec<&str> {
        let mut out: Vec<&str> = Vec::new();
        for law in self.knopen.iter().filter_map(|k| k.wet.as_deref()) {
            if !out.contains(&law) {
                out.push(law);
            }
        }
        out
    }

    /// The fill colour of a node.
    fn fill(&self, laws: &[&str], node: &NodeView) -> &'static str {
        let at = laws.iter().position(|l| node.wet.as_deref() == Some(*l));
        at.and_then(|i| FILLS.get(i % FILLS.len())).copied().unwrap_or("#ffffff")
    }
}

/// Fill colours of laws: light, so that black text stays readable.
const FILLS: [&str; 10] =
    ["#cfe3f7", "#fbe3c0", "#d3efd0", "#f6d1dc", "#e0d6f2", "#d2f0ee", "#f2efc4", "#e5dccf", "#dde3ea", "#f9d8c6"];

/// Colour and dashes of a kind of arrow.
fn stroke(tie: &str) -> (&'static str, &'static str) {
    match tie {
        "bepaalt" => ("#1d4f91", ""),
        "vereist" => ("#7a1fa2", ""),
        "verwijst" => ("#555555", "2 4"),
        "gaat voor" => ("#b35900", ""),
        "sluit uit" => ("#b00020", "10 3"),
        "wijkt af" => ("#00695c", "8 3 2 3"),
        "delegeert" => ("#4e6b00", "12 4"),
        "vult in" => ("#4e6b00", ""),
        _ => ("#555555", ""),
    }
}
