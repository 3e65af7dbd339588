//! What stands above and below a change, and which other laws read what it says.

use super::{Change, Laws, about};
use crate::graph::{Graph, Node, Tie};
use crate::ir::rule::Body;
use crate::ir::{Program, ProvisionId, RuleId, Sym, SymId, SymKind};
use crate::law::{Citation, Rank};
use crate::value::Date;
use petgraph::Direction;
use petgraph::visit::EdgeRef;
use std::collections::{BTreeMap, BTreeSet};

/// What a change does to a rule of a higher rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Above {
    /// It goes before it.
    SetsAside,
    /// It refuses what the higher rule gives.
    Refuses,
    /// It fills in what the higher rule leaves open.
    Fills,
}

/// How a change stands in the hierarchy of rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// Position of the change.
    pub change: usize,
    /// Rank of its regulation.
    pub rank: Rank,
    /// Provisions of a higher rank that it touches, of the law that comes after.
    pub above: Vec<(Above, Citation)>,
    /// Provisions of a lower rank that rest on what it says.
    pub below: BTreeSet<String>,
}

/// A concept that is changed, or that a changed text reads, with who reads it in another law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// The concept.
    pub symbol: Sym,
    /// Provisions that read it before.
    pub before: BTreeSet<String>,
    /// Provisions that read it after.
    pub after: BTreeSet<String>,
}

/// What a bill touches besides its own places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Relations {
    /// Above and below, per change.
    pub ranked: Vec<Ranked>,
    /// The highest rank of which anything is encoded.
    pub highest: Option<Rank>,
    /// Concepts and rights that become otherwise within the changed laws and that other laws read.
    pub readers: Vec<Reader>,
    /// Concepts of other laws that the changed texts read themselves, where that differs.
    pub reads: Vec<Reader>,
    /// Rights that can come out otherwise, by name.
    pub rights: BTreeSet<Sym>,
    /// Those of them that powers can grant or change, with the powers, of the law that comes after.
    pub powers: Vec<(Sym, Vec<RuleId>)>,
}

/// What a bill touches besides its own places.
#[must_use]
pub fn relations(laws: Laws<'_>, changes: &[Change]) -> Relations {
    let on = laws.bills.iter().map(|b| b.from).max();
    let sides = [Half::new(laws.before, on), Half::new(laws.after, on)];
    let [before, after] = &sides;
    let all = |after: bool| changes.iter().flat_map(move |c| if after { &c.new } else { &c.old }).copied();
    let (old, new): (Vec<RuleId>, Vec<RuleId>) = (all(false).collect(), all(true).collect());
    let mut rights = before.rights(&old);
    rights.extend(after.rights(&new));
    Relations {
        ranked: changes.iter().enumerate().map(|(i, c)| ranked(laws, after, before, i, c)).collect(),
        highest: laws.after.rules.iter().map(|l| l.rank).min(),
        readers: readers(before, after, &old, &new),
        reads: own_reads(before, after, &old, &new),
        powers: powers(laws.after, &rights),
        rights,
    }
}

fn powers(program: &Program, rights: &BTreeSet<Sym>) -> Vec<(Sym, Vec<RuleId>)> {
    let of = |sym: &Sym| {
        let symbol = program.symbol(*program.ids.get(sym)?)?;
        (!symbol.powers.is_empty()).then(|| (sym.clone(), symbol.powers.clone()))
    };
    rights.iter().filter_map(of).collect()
}

/// The rules of one side with their graph.
struct Half<'a> {
    program: &'a Program,
    graph: Graph,
    nodes: BTreeMap<Node, petgraph::graph::NodeIndex>,
}

/// Whether an arrow says that its origin looks at its end.
const fn looks(tie: Tie) -> bool {
    matches!(tie, Tie::Reads | Tie::Requires)
}

impl<'a> Half<'a> {
    fn new(program: &'a Program, on: Option<Date>) -> Self {
        let graph = Graph::of(program, on);
        let nodes = graph.net.node_indices().filter_map(|i| Some((*graph.net.node_weight(i)?, i))).collect();
        Self { program, graph, nodes }
    }

    /// The nodes on the other end of arrows.
    fn ends(&self, node: Node, way: Direction, tie: impl Fn(Tie) -> bool) -> Vec<Node> {
        let Some(at) = self.nodes.get(&node) else { return Vec::new() };
        let far = |e: petgraph::graph::EdgeReference<'_, crate::graph::Arrow>| match way {
            Direction::Outgoing => e.target(),
            Direction::Incoming => e.source(),
        };
        let edges = self.graph.net.edges_directed(*at, way).filter(|e| tie(e.weight().tie));
        edges.filter_map(|e| self.graph.net.node_weight(far(e)).copied()).collect()
    }

    fn provisions(&self, rules: &[RuleId]) -> BTreeSet<Node> {
        rules.iter().filter_map(|r| self.program.rule(*r)).map(|l| Node::Provision(l.provision)).collect()
    }

    /// The symbols that can come out otherwise when these rules do; from rules outside some laws nothing is followed
    /// further. Rule by rule: a provision may say more than what hangs on the change.
    fn reached(&self, rules: &[RuleId], inside: Option<&BTreeSet<&str>>) -> BTreeSet<SymId> {
        let law = |r: &RuleId| self.program.provision_of(*r).map(|p| &*p.law);
        let own = |r: &RuleId| inside.is_none_or(|laws| law(r).is_some_and(|l| laws.contains(l)));
        let mut seen: BTreeSet<RuleId> = rules.iter().copied().collect();
        let mut symbols: BTreeSet<SymId> = BTreeSet::new();
        let mut todo = rules.to_vec();
        while let Some(rule) = todo.pop() {
            let (ends, beside) = self.hangs(rule);
            let new: Vec<SymId> = ends.into_iter().filter(|s| symbols.insert(*s)).collect();
            let looked = new.into_iter().flat_map(|s| self.looked_at_by(s));
            todo.extend(looked.chain(beside).filter(|r| own(r) && seen.insert(*r)));
        }
        symbols
    }

    /// The symbols that hang on a rule, and the rules of provisions that it goes before.
    fn hangs(&self, rule: RuleId) -> (Vec<SymId>, Vec<RuleId>) {
        // An amount is changed without its provision.
        let mut symbols = about(self.program, rule);
        let mut rules = Vec::new();
        let at = self.program.rule(rule).and_then(|l| self.nodes.get(&Node::Provision(l.provision)));
        for e in at.into_iter().flat_map(|at| self.graph.net.edges_directed(*at, Direction::Outgoing)) {
            if !e.weight().tie.determines() || !e.weight().rules.contains(&rule) {
                continue;
            }
            match self.graph.net.node_weight(e.target()) {
                Some(Node::Symbol(s)) => symbols.push(*s),
                Some(Node::Provision(p)) => {
                    rules.extend(self.program.rules.places().filter(|(_, q)| q == p).map(|(r, _)| r))
                }
                None => {}
            }
        }
        (symbols, rules)
    }

    /// The rules that read or require a symbol.
    fn looked_at_by(&self, symbol: SymId) -> Vec<RuleId> {
        let at = self.nodes.get(&Node::Symbol(symbol));
        let edges = at.into_iter().flat_map(|at| self.graph.net.edges_directed(*at, Direction::Incoming));
        edges.filter(|e| looks(e.weight().tie)).flat_map(|e| e.weight().rules.iter().copied()).collect()
    }

    /// The names that a law gives, with whether each is a right.
    fn named(&self, symbols: &BTreeSet<SymId>) -> impl Iterator<Item = (Sym, bool)> {
        let all = symbols.iter().filter_map(|s| self.program.signature(*s));
        all.filter(|s| s.sym.law.is_some()).map(|s| (s.sym.clone(), matches!(s.kind, SymKind::Right { .. })))
    }

    /// The rights that can come out otherwise when these rules do.
    fn rights(&self, rules: &[RuleId]) -> BTreeSet<Sym> {
        self.named(&self.reached(rules, None)).filter(|(_, right)| *right).map(|(s, _)| s).collect()
    }

    fn cite(&self, id: ProvisionId) -> Option<(&Citation, &str)> {
        self.program.provision(id).map(|p| (&p.citation, &*p.law))
    }

    /// Provisions of other laws that read a symbol.
    fn readers(&self, symbol: SymId) -> BTreeSet<String> {
        let own = self.program.signature(symbol).and_then(|s| s.sym.law.clone());
        let from = self.ends(Node::Symbol(symbol), Direction::Incoming, looks);
        let cited = |n: Node| match n {
            Node::Provision(p) => {
                self.cite(p).filter(|(_, law)| own.as_deref() != Some(law)).map(|(c, _)| c.to_string())
            }
            Node::Symbol(_) => None,
        };
        from.into_iter().filter_map(cited).collect()
    }

    fn find(&self, sym: &Sym) -> Option<SymId> {
        self.program.ids.get(sym).copied()
    }

    /// The concepts and rights that become otherwise with rules, within the laws of those rules.
    fn concepts(&self, rules: &[RuleId]) -> BTreeSet<Sym> {
        let laws: BTreeSet<&str> =
            rules.iter().filter_map(|r| self.program.provision_of(*r)).map(|p| &*p.law).collect();
        self.named(&self.reached(rules, Some(&laws))).map(|(s, _)| s).collect()
    }

    /// Concepts of other laws that rules read, with where.
    fn foreign(&self, rules: &[RuleId]) -> BTreeMap<Sym, BTreeSet<String>> {
        let mut out: BTreeMap<Sym, BTreeSet<String>> = BTreeMap::new();
        for node in self.provisions(rules) {
            let Node::Provision(p) = node else { continue };
            let Some((citation, law)) = self.cite(p) else { continue };
            for read in self.ends(node, Direction::Outgoing, looks) {
                let Node::Symbol(s) = read else { continue };
                let Some(s) = self.program.signature(s) else { continue };
                if s.sym.law.as_ref().is_some_and(|l| **l != *law) {
                    out.entry(s.sym.clone()).or_default().insert(citation.to_string());
                }
            }
        }
        out
    }
}

fn readers(before: &Half<'_>, after: &Half<'_>, old: &[RuleId], new: &[RuleId]) -> Vec<Reader> {
    let mut all = before.concepts(old);
    all.extend(after.concepts(new));
    let read = |half: &Half<'_>, sym: &Sym| half.find(sym).map(|s| half.readers(s)).unwrap_or_default();
    let one = |symbol: Sym| Reader { before: read(before, &symbol), after: read(after, &symbol), symbol };
    all.into_iter().map(one).filter(|r| !r.before.is_empty() || !r.after.is_empty()).collect()
}

fn own_reads(before: &Half<'_>, after: &Half<'_>, old: &[RuleId], new: &[RuleId]) -> Vec<Reader> {
    let (was, is) = (before.foreign(old), after.foreign(new));
    let all: BTreeSet<&Sym> = was.keys().chain(is.keys()).collect();
    let of = |map: &BTreeMap<Sym, BTreeSet<String>>, sym: &Sym| map.get(sym).cloned().unwrap_or_default();
    let one = |sym: &Sym| Reader { symbol: sym.clone(), before: of(&was, sym), after: of(&is, sym) };
    all.into_iter().map(one).filter(|r| r.before.is_empty() != r.after.is_empty()).collect()
}

fn ranked(laws: Laws<'_>, after: &Half<'_>, before: &Half<'_>, i: usize, change: &Change) -> Ranked {
    let program = laws.after;
    let rank_of = |program: &Program, r: &RuleId| program.rule(*r).map(|l| l.rank);
    let of_new = change.new.first().and_then(|r| rank_of(program, r));
    let of_old = || change.old.first().and_then(|r| rank_of(laws.before, r));
    let rank = of_new.or_else(of_old).unwrap_or(Rank::Act);
    let mut below = resting(after, &change.new, rank);
    below.extend(resting(before, &change.old, rank));
    Ranked { change: i, rank, above: above(program, &change.new, rank), below }
}

/// What rules do to rules of a higher rank.
fn above(program: &Program, rules: &[RuleId], rank: Rank) -> Vec<(Above, Citation)> {
    let mut out: Vec<(Above, Citation)> = Vec::new();
    let mut add = |how: Above, id: RuleId| {
        let higher = program.rule(id).filter(|l| l.rank < rank).and_then(|l| program.provision(l.provision));
        if let Some(p) = higher.filter(|p| !out.contains(&(how, p.citation.clone()))) {
            out.push((how, p.citation.clone()));
        }
    };
    for (id, linked) in (0_u32..).map(RuleId).zip(&program.rules) {
        let over = linked.exceptions.iter().map(|e| e.rule).chain(linked.derogations.iter().copied());
        if over.into_iter().any(|r| rules.contains(&r)) {
            add(Above::SetsAside, id);
        }
    }
    for rule in rules {
        if let Some(Body::Refusal { of, .. }) = program.rule(*rule).map(|l| &l.rule.body) {
            let given = of.iter().filter_map(|s| program.symbol(*s)).flat_map(|s| &s.rules);
            given.for_each(|r| add(Above::Refuses, *r));
        }
        if let Some(fills) = program.provision_of(*rule).and_then(|p| p.fills.as_ref()) {
            crate::case::rules_at(program, fills).into_iter().for_each(|r| add(Above::Fills, r));
        }
    }
    out
}

/// Provisions of a lower rank that read or fill what rules say.
fn resting(half: &Half<'_>, rules: &[RuleId], rank: Rank) -> BTreeSet<String> {
    let program = half.program;
    let of: BTreeSet<SymId> = rules.iter().flat_map(|r| about(program, *r)).collect();
    let places: Vec<&Citation> = rules.iter().filter_map(|r| program.provision_of(*r)).map(|p| &p.citation).collect();
    let rests = |id: &RuleId| {
        let Some((linked, p)) = program.rule(*id).zip(program.provision_of(*id)) else { return false };
        let mut reads = false;
        crate::ir::expressions(&linked.rule, &mut |e| e.symbols(&mut |s: &SymId, _| reads |= of.contains(s)));
        linked.rank > rank && (reads || p.fills.as_ref().is_some_and(|f| places.contains(&f)))
    };
    let all = (0_u32..).map(RuleId).take(program.rules.len());
    all.filter(rests).filter_map(|r| program.provision_of(r)).map(|p| p.citation.to_string()).collect()
}
