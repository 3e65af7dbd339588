//! How entangled the outcomes of a household are: what was looked at behind each of them, as counts and names.

use crate::eval::{About, Assessment, Outcome, Step, Verdict};
use crate::graph::{Graph, Node, Tie, circles};
use crate::ir::{Program, RuleId, SymId, SymKind};
use crate::law::Code;
use rustc_hash::FxHashSet;
use std::collections::{BTreeMap, BTreeSet};

/// What was looked at for one or more outcomes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Facts, concepts, norms, amounts, tables and rights.
    pub symbols: BTreeSet<SymId>,
    /// Facts about someone or something: the inputs.
    pub inputs: BTreeSet<(SymId, About)>,
    /// Statements.
    pub rules: BTreeSet<RuleId>,
}

impl Touched {
    /// What was looked at for an outcome, whether it held or not.
    #[must_use]
    pub fn by(outcome: &Outcome) -> Self {
        let mut out = Self::default();
        out.symbols.insert(outcome.right);
        out.symbols.extend(outcome.derivation.nodes.iter().map(|n| n.what));
        out.rules.extend(&outcome.carrying);
        out.rules.extend(outcome.grounds.iter().chain(&outcome.refusals).map(|c| c.rule));
        out.rules.extend(outcome.routes.iter().map(|r| r.rule));
        let steps = outcome.derivation.nodes.iter().flat_map(|n| &n.steps).chain(&outcome.derivation.amount);
        for step in steps {
            match step {
                Step::Rule(rule, _) => {
                    out.rules.insert(*rule);
                }
                Step::Exception { of, by, .. } | Step::Lifted { of, by } => out.rules.extend([of, by]),
                Step::Fact { fact, about, .. } => {
                    out.symbols.insert(*fact);
                    out.inputs.insert((*fact, about.clone()));
                }
                Step::Norm { norm, .. } => {
                    out.symbols.insert(*norm);
                }
                Step::Amount { of, rule, .. } => {
                    out.symbols.insert(*of);
                    out.rules.insert(*rule);
                }
                Step::Decision(right, ..) => {
                    out.symbols.insert(*right);
                }
                Step::Call(_) | Step::Rounded { .. } => {}
            }
        }
        out
    }

    /// Adds what was looked at for another outcome.
    pub fn extend(&mut self, other: &Self) {
        self.symbols.extend(&other.symbols);
        self.inputs.extend(other.inputs.iter().cloned());
        self.rules.extend(&other.rules);
    }

    /// The part of the provision graph that was looked at.
    #[must_use]
    pub fn graph(&self, program: &Program, whole: &Graph) -> Graph {
        let rules: FxHashSet<RuleId> = self.rules.iter().copied().collect();
        let places = self.rules.iter().filter_map(|r| program.rule(*r)).map(|l| Node::Provision(l.provision));
        let nodes: FxHashSet<Node> = places.chain(self.symbols.iter().map(|s| Node::Symbol(*s))).collect();
        whole.touched(&nodes, &rules)
    }
}

/// What stands behind outcomes, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Facts about someone or something.
    pub inputs: usize,
    /// Different facts.
    pub facts: usize,
    /// Concepts and slots that are worked out.
    pub concepts: usize,
    /// Open norms.
    pub norms: usize,
    /// Amounts and tables.
    pub amounts: usize,
    /// Rights and decisions on rights.
    pub rights: usize,
    /// Provisions, rulings and readings.
    pub provisions: usize,
    /// Laws.
    pub laws: usize,
    /// Arrows from one law to another.
    pub links: usize,
    /// Circles.
    pub circles: usize,
}

/// One right, with its verdicts and what stands behind them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PerRight {
    /// The right.
    pub right: SymId,
    /// The verdicts, one for each holder and thing.
    pub verdicts: Vec<Verdict>,
    /// What stands behind them.
    pub counts: Counts,
}

/// One law reading another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The law that reads.
    pub law: Code,
    /// The law that is read.
    pub of: Code,
    /// What is read.
    pub what: Vec<SymId>,
}

/// How entangled the outcomes are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entangled {
    /// Number of outcomes.
    pub outcomes: usize,
    /// Behind all of them together.
    pub total: Counts,
    /// Per right, in the order of the assessment.
    pub rights: Vec<PerRight>,
    /// Which laws read which, most first.
    pub readings: Vec<Reading>,
    /// Facts with the number of outcomes that hang on them, most first.
    pub facts: Vec<(SymId, usize)>,
    /// What waits on itself.
    pub circles: Vec<Vec<SymId>>,
}

/// Counts what stands behind the outcomes of an assessment that recorded derivations.
#[must_use]
pub fn entangled(program: &Program, assessment: &Assessment, whole: &Graph) -> Entangled {
    let mut out = Entangled { outcomes: assessment.outcomes.len(), ..Entangled::default() };
    let mut total = Touched::default();
    let mut facts: BTreeMap<SymId, usize> = BTreeMap::new();
    let mut groups: Vec<(SymId, Vec<Verdict>, Touched)> = Vec::new();
    for outcome in &assessment.outcomes {
        let touched = Touched::by(outcome);
        total.extend(&touched);
        for fact in touched.symbols.iter().filter(|s| is_fact(program, **s)) {
            *facts.entry(*fact).or_default() += 1;
        }
        match groups.iter_mut().find(|(right, ..)| *right == outcome.right) {
            Some((_, verdicts, all)) => {
                verdicts.push(outcome.verdict);
                all.extend(&touched);
            }
            None => groups.push((outcome.right, vec![outcome.verdict], touched)),
        }
    }
    for (right, verdicts, touched) in groups {
        out.rights.push(PerRight { right, verdicts, counts: counts(program, whole, &touched) });
    }
    out.total = counts(program, whole, &total);
    out.circles = waiting(program, &total);
    out.facts = facts.into_iter().collect();
    out.facts.sort_by_key(|(fact, n)| (usize::MAX - n, *fact));
    let mut readings: BTreeMap<(&Code, &Code), BTreeSet<SymId>> = BTreeMap::new();
    let part = total.graph(program, whole);
    for (from, tie, to) in part.arrows() {
        if let (Tie::Reads | Tie::Requires, Some(a), Some(b), Node::Symbol(what)) =
            (tie, from.law(program), to.law(program), to)
            && a != b
        {
            readings.entry((a, b)).or_default().insert(what);
        }
    }
    out.readings = readings
        .into_iter()
        .map(|((a, b), what)| Reading { law: a.clone(), of: b.clone(), what: what.into_iter().collect() })
        .collect();
    out.readings.sort_by_key(|r| usize::MAX - r.what.len());
    out
}

fn is_fact(program: &Program, symbol: SymId) -> bool {
    Node::Symbol(symbol).is_fact(program)
}

/// Circles among the rules that were looked at.
fn waiting(program: &Program, touched: &Touched) -> Vec<Vec<SymId>> {
    circles(program, |_, to| touched.symbols.contains(&to), |rule| touched.rules.contains(&rule))
}

fn counts(program: &Program, whole: &Graph, touched: &Touched) -> Counts {
    let mut out = Counts { inputs: touched.inputs.len(), ..Counts::default() };
    for symbol in touched.symbols.iter().filter_map(|s| program.signature(*s)) {
        match symbol.kind {
            SymKind::Fact(_) => out.facts += 1,
            SymKind::Concept | SymKind::Slot => out.concepts += 1,
            SymKind::OpenNorm => out.norms += 1,
            SymKind::Amount | SymKind::Table(_) => out.amounts += 1,
            SymKind::Right { .. } => out.rights += 1,
        }
    }
    let provisions: BTreeSet<_> =
        touched.rules.iter().filter_map(|r| program.provision_of(*r)).map(|p| &p.citation).collect();
    let laws: BTreeSet<&Code> = touched.rules.iter().filter_map(|r| program.provision_of(*r)).map(|p| &p.law).collect();
    (out.provisions, out.laws) = (provisions.len(), laws.len());
    let part = touched.graph(program, whole);
    let across = |a: Node, b: Node| matches!((a.law(program), b.law(program)), (Some(a), Some(b)) if a != b);
    out.links = part.arrows().into_iter().filter(|(a, _, b)| across(*a, *b)).count();
    out.circles = waiting(program, touched).len();
    out
}
