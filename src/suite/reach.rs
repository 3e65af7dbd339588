//! Which tests an edit can change.
//!
//! A test reads its expectations; those rest on symbols, symbols on statements, and statements on what they read, on
//! what is laid over them (exceptions, derogations, powers that reach them) and on what they name. What a test does not
//! reach in this way cannot change its result. A test about findings or room looks at everything.
//! `tests/mutaties.rs` changes the real rules at random and sees that only affected tests change.

use super::expect::Expectation;
use super::prepare::Prepared;
use crate::case::{Node, NodeKind, parse_citation, rules_at};
use crate::ir::rule::{Body, Empty, NotFor, Rule};
use crate::ir::{Linked, Program, RuleId, SymId, expressions, facts_read, location};
use crate::law::Target;
use crate::syntax::ast::Manner;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// A set of statements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statements(Vec<bool>);

impl Statements {
    fn none(program: &Program) -> Self {
        Self(vec![false; program.rules.len()])
    }

    /// Adds a statement; whether it was new.
    fn add(&mut self, id: RuleId) -> bool {
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

fn ids(program: &Program) -> impl Iterator<Item = (RuleId, &Linked)> {
    (0_u32..).map(RuleId).zip(&program.rules)
}

impl<'p> Reach<'p> {
    /// Prepares a program.
    #[must_use]
    pub fn new(program: &'p Program) -> Self {
        let mut powers = vec![Vec::new(); program.rules.len()];
        for id in &program.powers {
            let Some(Body::Power { reach, .. }) = program.rule(*id).map(|l| &l.rule.body) else { continue };
            for (linked, reached) in program.rules.iter().zip(&mut powers) {
                if holds(program, reach, linked) {
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

/// Whether targets reach a statement.
fn holds(program: &Program, reach: &[Target], linked: &Linked) -> bool {
    let Some(provision) = program.provision(linked.provision) else { return false };
    reach.iter().any(|t| t.reaches(location(provision), Some(linked.rank)))
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

/// Whether a case has one of these keys.
fn has_key(node: &Node, names: &FxHashSet<Arc<str>>) -> bool {
    match &node.kind {
        NodeKind::List(all) => all.iter().any(|n| has_key(n, names)),
        NodeKind::Table(entries) => entries.iter().any(|(k, _, n)| names.contains(k) || has_key(n, names)),
        NodeKind::Text(text) => names.contains(text),
        _ => false,
    }
}

/// What differs between two programs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Names, kinds or regulations: every test may come out differently.
    Everywhere,
    /// Some statements.
    Some(Box<Differences>),
}

/// The statements that differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differences {
    /// Those of the old program.
    old: Statements,
    /// Those of the new one.
    new: Statements,
    /// Facts that are read now and were not, or the other way round.
    facts: FxHashSet<Arc<str>>,
    /// Something differs.
    any: bool,
}

impl Edit {
    /// What differs between a program and the one before it.
    #[must_use]
    pub fn between(old: &Program, new: &Program) -> Self {
        if !Arc::ptr_eq(&old.index, &new.index) && !old.index.alike(&new.index) {
            return Self::Everywhere;
        }
        let Some(to) = paired(old, new) else { return Self::Everywhere };
        let mut differences = Differences {
            old: Statements::none(old),
            new: Statements(vec![true; new.rules.len()]),
            facts: FxHashSet::default(),
            any: old.provisions != new.provisions,
        };
        for ((id, linked), other) in ids(old).zip(&to) {
            let there = other.and_then(|o| new.rule(o));
            if let (Some(other), Some(there)) = (other, there)
                && same(old, linked, new, there, &to)
            {
                if let Some(changed) = differences.new.0.get_mut(other.0 as usize) {
                    *changed = false;
                }
            } else {
                differences.old.add(id);
            }
        }
        let (before, after) = (facts_read(old), facts_read(new));
        let names = before.symmetric_difference(&after).filter_map(|s| old.signature(*s));
        differences.facts = names.map(|s| s.sym.name.clone()).collect();
        differences.any |= !differences.old.is_empty() || !differences.new.is_empty();
        Self::Some(Box::new(differences))
    }

    /// Whether a test can come out differently, by what it needed before and needs now; without the latter when the edit
    /// makes no statement rest on more than it did.
    #[must_use]
    pub fn touches(&self, test: &Prepared, before: &Needs, after: Option<&Needs>) -> bool {
        let Self::Some(d) = self else { return true };
        let meets = |needs: &Needs, changed: &Statements| match needs {
            Needs::Everything => d.any,
            Needs::Only(rules) => rules.meets(changed),
        };
        meets(before, &d.old)
            || after.is_some_and(|needs| meets(needs, &d.new))
            || !d.facts.is_empty() && test.tree.as_ref().is_ok_and(|tree| has_key(tree, &d.facts))
    }
}

/// For every old statement the new one at the same place; `None` when their order changed.
fn paired(old: &Program, new: &Program) -> Option<Vec<Option<RuleId>>> {
    let mut seen: FxHashMap<&Arc<str>, Vec<RuleId>> = FxHashMap::default();
    for (id, linked) in ids(new) {
        seen.entry(&linked.rule.place.block).or_default().push(id);
    }
    let mut taken: FxHashMap<&Arc<str>, usize> = FxHashMap::default();
    let mut last = None;
    let mut out = Vec::with_capacity(old.rules.len());
    for linked in &old.rules {
        let block = &linked.rule.place.block;
        let n = taken.entry(block).or_default();
        let other = seen.get(block).and_then(|all| all.get(*n)).copied();
        *n += 1;
        if let (Some(a), Some(b)) = (last, other)
            && b <= a
        {
            return None;
        }
        last = other.or(last);
        out.push(other);
    }
    Some(out)
}

/// Whether two statements say the same, with the same laid over them.
fn same(old: &Program, a: &Linked, new: &Program, b: &Linked, to: &[Option<RuleId>]) -> bool {
    let now = |id: &RuleId| to.get(id.0 as usize).copied().flatten();
    let text = Arc::ptr_eq(&a.rule, &b.rule)
        || Rule { place: b.rule.place.clone(), ..(*a.rule).clone() } == *b.rule
            && match (old.provision(a.provision), new.provision(b.provision)) {
                (Some(x), Some(y)) => crate::ir::rule::Provision { place: y.place.clone(), ..x.clone() } == *y,
                _ => false,
            };
    let exceptions = || {
        a.exceptions.len() == b.exceptions.len()
            && a.exceptions.iter().zip(&b.exceptions).all(|(x, y)| x.point == y.point && now(&x.rule) == Some(y.rule))
    };
    let derogations = || {
        a.derogations.len() == b.derogations.len()
            && a.derogations.iter().zip(&b.derogations).all(|(x, y)| now(x) == Some(*y))
    };
    text && (a.validity, &a.territory, a.rank, a.moment) == (b.validity, &b.territory, b.rank, b.moment)
        && exceptions()
        && derogations()
}
