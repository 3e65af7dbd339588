//! Which tests an edit can change.
//!
//! A test reads its expectations; those rest on symbols, symbols on statements, and statements on what they read, on
//! what is laid over them (exceptions, derogations, powers that reach them) and on what they name. What a test does not
//! reach in this way cannot change its result. A test about findings or room can look at everything; what it did look at
//! shows when it runs.

use super::expect::Expectation;
use super::prepare::Prepared;
use crate::case::{Node, NodeKind, parse_citation, rules_at};
use crate::ir::rule::{Body, Empty, NotFor};
use crate::ir::{Linked, Program, RuleId, SymId, expressions};
use crate::syntax::ast::Manner;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// A set of statements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statements(Vec<bool>);

impl Statements {
    pub(super) fn none(program: &Program) -> Self {
        Self(vec![false; program.rules.count()])
    }

    /// What was looked at in a program that is watched; everything in one that is not.
    pub(super) fn looked_at(program: &Program) -> Self {
        Self(program.rules.looked_at().unwrap_or_else(|| vec![true; program.rules.count()]))
    }

    /// Adds a statement; whether it was new.
    pub(super) fn add(&mut self, id: RuleId) -> bool {
        self.0.get_mut(id.0 as usize).is_some_and(|there| !std::mem::replace(there, true))
    }

    /// Whether a statement is in the set.
    #[must_use]
    pub fn contains(&self, id: RuleId) -> bool {
        self.0.get(id.0 as usize) == Some(&true)
    }

    /// Whether the sets share a statement.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(a, b)| *a && *b)
    }

    fn unite(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(a, b)| *a |= *b);
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.iter().filter(|there| **there).count()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.0.contains(&true)
    }
}

/// What a test can depend on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Every statement.
    Everything,
    /// These.
    Only(Box<Statements>),
}

/// What statements rest on, for one program.
pub struct Reach<'p> {
    program: &'p Program,
    /// For every statement the powers whose reach holds it.
    powers: Vec<Vec<RuleId>>,
    /// Statements that only work on request.
    on_request: Vec<RuleId>,
    /// What is reached from one symbol or statement.
    known: FxHashMap<Root, Arc<Statements>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Root {
    Symbol(SymId),
    Rule(RuleId),
}

pub(super) fn ids(program: &Program) -> impl Iterator<Item = (RuleId, &Linked)> {
    (0_u32..).map(RuleId).zip(&program.rules)
}

impl<'p> Reach<'p> {
    /// Prepares a program.
    #[must_use]
    pub fn new(program: &'p Program) -> Self {
        let mut powers = vec![Vec::new(); program.rules.len()];
        for id in &program.powers {
            let Some(Body::Power { reach, .. }) = program.rule(*id).map(|l| &l.rule.body) else { continue };
            for (rule, reached) in (0_u32..).map(RuleId).zip(&mut powers) {
                if program.within(reach, rule) {
                    reached.push(*id);
                }
            }
        }
        let asked = |l: &Linked| {
            matches!(l.rule.manner, Some((Manner::OnRequest | Manner::OnJointRequest | Manner::OnApplication, _)))
                && matches!(l.rule.body, Body::Ground { .. } | Body::Exception { .. })
        };
        let on_request = ids(program).filter(|(_, l)| asked(l)).map(|(id, _)| id).collect();
        Self { program, powers, on_request, known: FxHashMap::default() }
    }

    /// What a test can depend on.
    #[must_use]
    pub fn needs(&mut self, test: &Prepared) -> Needs {
        let program = self.program;
        let mut roots: Vec<Root> = program.impossible.iter().copied().map(Root::Rule).collect();
        for (_, e) in test.expectations.iter().filter_map(|(line, e)| Some((line, e.as_ref().ok()?))) {
            match e {
                Expectation::Finding { .. }
                | Expectation::NoFinding { .. }
                | Expectation::NoOtherFindings
                | Expectation::Room { .. }
                | Expectation::NoRoom { .. } => return Needs::Everything,
                Expectation::Verdict { right: name, .. }
                | Expectation::Amount { right: name, .. }
                | Expectation::Count(name, _)
                | Expectation::Value { what: name, .. } => roots.extend(program.find(name).map(Root::Symbol)),
                Expectation::Duty { act, .. } => roots.extend(self.named(&program.duties, act)),
                Expectation::Deadline(name, _) => roots.extend(self.named(&program.terms, name)),
                // Which requests are named may hang on any statement that works on request.
                Expectation::Route(..) | Expectation::Sentence(_) => {
                    roots.extend(self.on_request.iter().copied().map(Root::Rule));
                }
                _ => {}
            }
        }
        let mut out = Statements::none(program);
        for root in roots {
            let reached = self.reached(root);
            out.unite(&reached);
        }
        // A decision in the case names a place that must have statements.
        let mut cited = Vec::new();
        if let Ok(tree) = &test.tree {
            texts(tree, &mut |text| cited.extend(parse_citation(text)));
        }
        for citation in cited {
            rules_at(program, &citation).into_iter().for_each(|id| {
                out.add(id);
            });
        }
        Needs::Only(Box::new(out))
    }

    /// The duties or deadlines of a name.
    fn named(&self, all: &[RuleId], name: &str) -> Vec<Root> {
        let plain = |n: &str| n.replace('_', " ");
        let is = |id: &&RuleId| match self.program.rule(**id).map(|l| &l.rule.body) {
            Some(Body::Duty { act, .. }) => plain(act) == plain(name),
            Some(Body::Term { name: own, .. }) => plain(own) == plain(name),
            _ => false,
        };
        all.iter().filter(is).copied().map(Root::Rule).collect()
    }

    fn reached(&mut self, root: Root) -> Arc<Statements> {
        if let Some(known) = self.known.get(&root) {
            return known.clone();
        }
        let found = Arc::new(self.walk(root));
        self.known.insert(root, found.clone());
        found
    }

    fn walk(&self, root: Root) -> Statements {
        let program = self.program;
        let mut followed = Statements::none(program);
        let mut looked_at = Statements::none(program);
        let mut symbols: FxHashSet<SymId> = FxHashSet::default();
        let mut todo = vec![root];
        while let Some(next) = todo.pop() {
            match next {
                Root::Symbol(id) => {
                    if symbols.insert(id) {
                        self.of_symbol(id, &mut |r| todo.push(Root::Rule(r)));
                    }
                }
                Root::Rule(id) => {
                    if followed.add(id) {
                        self.of_rule(id, &mut |next| todo.push(next), &mut |r| {
                            looked_at.add(r);
                        });
                    }
                }
            }
        }
        followed.unite(&looked_at);
        followed
    }

    /// The statements about a symbol.
    fn of_symbol(&self, id: SymId, f: &mut dyn FnMut(RuleId)) {
        let Some(symbol) = self.program.symbol(id) else { return };
        let own = [&symbol.rules, &symbol.refusals, &symbol.concurrences, &symbol.powers];
        own.into_iter().flatten().for_each(|r| f(*r));
        for slot in &self.program.needed {
            let body = self.program.rule(*slot).map(|l| &l.rule.body);
            if matches!(body, Some(Body::Delegation { empty: Empty::NoRight(right), .. }) if *right == id) {
                f(*slot);
            }
        }
    }

    /// What a statement rests on; `look` gets statements of which only the text counts.
    fn of_rule(&self, id: RuleId, f: &mut dyn FnMut(Root), look: &mut dyn FnMut(RuleId)) {
        let Some(linked) = self.program.rule(id) else { return };
        expressions(&linked.rule, &mut |e| e.symbols(&mut |s: &SymId, _| f(Root::Symbol(*s))));
        linked
            .exceptions
            .iter()
            .map(|e| e.rule)
            .chain(linked.derogations.iter().copied())
            .for_each(|r| f(Root::Rule(r)));
        self.powers.get(id.0 as usize).into_iter().flatten().for_each(|r| f(Root::Rule(*r)));
        match &linked.rule.body {
            Body::Concurrence { with, .. } => with.iter().for_each(|s| f(Root::Symbol(*s))),
            // Whether a slot is filled.
            Body::Delegation { of, .. } => f(Root::Symbol(*of)),
            Body::Power { not_for, .. } => {
                for n in not_for {
                    if let NotFor::Concept(s) = n {
                        f(Root::Symbol(*s));
                    }
                }
            }
            // Whether any organ is competent for what is refused.
            Body::Refusal { of, .. } => {
                of.iter().filter_map(|s| self.program.symbol(*s)).flat_map(|s| &s.rules).for_each(|r| look(*r));
            }
            _ => {}
        }
    }
}

/// Calls `f` for every text of a case.
fn texts(node: &Node, f: &mut dyn FnMut(&str)) {
    match &node.kind {
        NodeKind::Text(text) => f(text),
        NodeKind::List(all) => all.iter().for_each(|n| texts(n, f)),
        NodeKind::Table(entries) => entries.iter().for_each(|(_, _, n)| texts(n, f)),
        _ => {}
    }
}
