//! Circles: what waits on itself.
//!
//! Inside one law a circle is an authoring error, found here. Between laws a circle is a fact of life: the evaluator
//! takes the least fixpoint.

use super::build::reads;
use crate::diagnostic::{Diagnostic, code};
use crate::ir::expr::Use;
use crate::ir::{Program, RuleId, SymId, SymKind};
use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::FxHashMap;

/// The circles of concepts inside one law, each reported once at its first concept.
#[must_use]
pub fn check(program: &Program) -> Vec<Diagnostic> {
    let inside = |a: SymId, b: SymId| {
        let law = |id: SymId| program.signature(id).and_then(|s| s.sym.law.as_ref());
        law(a).is_some() && law(a) == law(b)
    };
    let mut out: Vec<Diagnostic> =
        circles(program, inside, |_| true).iter().filter_map(|circle| report(program, circle)).collect();
    out.sort_by(|a, b| a.labels.first().map(|l| &l.place).cmp(&b.labels.first().map(|l| &l.place)));
    out
}

/// Concepts and rights that wait on each other: strongly connected by reads of values and verdicts that `counts`, in
/// rules that `used`. A decision on file or a fact breaks a circle.
#[must_use]
pub fn circles(
    program: &Program,
    counts: impl Fn(SymId, SymId) -> bool,
    used: impl Fn(RuleId) -> bool,
) -> Vec<Vec<SymId>> {
    let mut graph: DiGraph<SymId, ()> = DiGraph::new();
    let mut nodes: FxHashMap<SymId, NodeIndex> = FxHashMap::default();
    let mut edges: Vec<(SymId, SymId)> = Vec::new();
    for (i, symbol) in program.symbols.iter().enumerate() {
        let id = SymId(u32::try_from(i).unwrap_or(u32::MAX));
        let own = symbol.rules.iter().chain(&symbol.refusals).chain(&symbol.concurrences);
        for (rule, linked) in own.filter(|r| used(**r)).filter_map(|r| Some((*r, program.rule(*r)?))) {
            let mut read = |to: SymId, how: Use| {
                let fact = program.signature(to).is_none_or(|s| matches!(s.kind, SymKind::Fact(_)));
                if !fact && matches!(how, Use::Value | Use::Verdict) && counts(id, to) {
                    edges.push((id, to));
                }
            };
            reads(program, rule, &mut read);
            for exception in linked.exceptions.iter().filter(|e| used(e.rule)) {
                reads(program, exception.rule, &mut read);
            }
        }
    }
    for (from, to) in &edges {
        for id in [from, to] {
            nodes.entry(*id).or_insert_with(|| graph.add_node(*id));
        }
    }
    for (from, to) in &edges {
        if let (Some(a), Some(b)) = (nodes.get(from), nodes.get(to)) {
            graph.update_edge(*a, *b, ());
        }
    }
    let mut out: Vec<Vec<SymId>> = tarjan_scc(&graph)
        .into_iter()
        .filter(|c| c.len() > 1 || c.first().is_some_and(|n| graph.contains_edge(*n, *n)))
        .map(|c| {
            let mut ids: Vec<SymId> = c.into_iter().filter_map(|n| graph.node_weight(n).copied()).collect();
            ids.sort();
            ids
        })
        .collect();
    out.sort();
    out
}

fn report(program: &Program, circle: &[SymId]) -> Option<Diagnostic> {
    let signatures: Vec<_> = circle.iter().filter_map(|id| program.signature(*id)).collect();
    let first = signatures.first()?;
    let names: Vec<String> = signatures.iter().map(|s| format!("`{}`", s.sym)).collect();
    let mut diagnostic =
        Diagnostic::error(code::CIRCLE, first.place.clone()?, format!("Kring binnen één wet: {}", names.join(" → ")))
            .label("begint hier")
            .why("Elk van deze begrippen wacht op het andere, dus geen van alle krijgt ooit een waarde.")
            .help("Haal een van de verwijzingen weg, of lees een feit of een besluit in plaats van het begrip.");
    for s in signatures.iter().skip(1) {
        if let Some(place) = &s.place {
            diagnostic = diagnostic.also(place.clone(), "hoort bij de kring");
        }
    }
    Some(diagnostic)
}
