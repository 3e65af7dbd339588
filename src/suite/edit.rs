//! What differs between two versions of the rules, and which tests can come out differently.
//!
//! `tests/mutaties.rs` changes the real rules at random and sees that only affected tests change.

use super::prepare::Prepared;
use super::reach::{Needs, Statements, ids};
use crate::case::{Node, NodeKind};
use crate::ir::rule::{Provision, Rule};
use crate::ir::{Linked, Program, RuleId};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

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
    /// Nothing but what statements say differs: the same statements, at the same places, in force on the same days.
    in_place: bool,
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
            new: Statements::none(new),
            facts: FxHashSet::default(),
            any: old.provisions != new.provisions,
            in_place: in_place(old, new, &to),
        };
        let mut kept = Statements::none(new);
        for ((id, linked), other) in ids(old).zip(&to) {
            let there = other.and_then(|o| new.rule(o));
            if let (Some(other), Some(there)) = (other, there)
                && same(old, linked, new, there, &to)
            {
                kept.add(*other);
            } else {
                differences.old.add(id);
            }
        }
        ids(new).filter(|(id, _)| !kept.contains(*id)).for_each(|(id, _)| {
            differences.new.add(id);
        });
        let names = old.read.symmetric_difference(&new.read).filter_map(|s| old.signature(*s));
        differences.facts = names.map(|s| s.sym.name.clone()).collect();
        differences.any |= !differences.old.is_empty() || !differences.new.is_empty();
        Self::Some(Box::new(differences))
    }

    /// Whether a test can come out differently.
    ///
    /// By what it needed before and needs now; without the latter when the edit makes no statement rest on more than it
    /// did. Where only the words of statements differ, what a test looked at when it ran says it more closely: it takes
    /// the same way again until it meets a statement that differs.
    #[must_use]
    pub fn touches(&self, test: &Prepared, looked: Option<&Statements>, before: &Needs, after: Option<&Needs>) -> bool {
        let Self::Some(d) = self else { return true };
        if !d.facts.is_empty() && test.tree.as_ref().is_ok_and(|tree| has_key(tree, &d.facts)) {
            return true;
        }
        if let Some(looked) = looked.filter(|_| d.in_place) {
            return looked.meets(&d.old);
        }
        let meets = |needs: &Needs, changed: &Statements| match needs {
            Needs::Everything => d.any,
            Needs::Only(rules) => rules.meets(changed),
        };
        meets(before, &d.old) || after.is_some_and(|needs| meets(needs, &d.new))
    }

    /// Whether statements have the numbers they had, and what was looked at before the edit still says something.
    #[must_use]
    pub fn in_place(&self) -> bool {
        matches!(self, Self::Some(d) if d.in_place)
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

/// Whether two programs differ in nothing but what their statements say.
fn in_place(old: &Program, new: &Program, to: &[Option<RuleId>]) -> bool {
    // Taken apart, so that what a program gets besides is not forgotten here.
    let Program {
        index: _,
        symbols,
        provisions,
        rules,
        ids: numbers,
        orders,
        choices,
        rights,
        powers,
        duties,
        terms,
        impossible,
        needed,
        conditional,
        // Which of these differ is told apart.
        read: _,
        birth,
        municipality,
    } = old;
    let numbered = || (0_u32..).map(RuleId).zip(to).all(|(id, other)| *other == Some(id));
    let placed = || {
        rules.places().eq(new.rules.places())
            && rules.places().all(|(id, _)| rules.validity(id) == new.rules.validity(id))
    };
    let spoken_of = || {
        symbols.len() == new.symbols.len()
            && symbols.iter().zip(&new.symbols).all(|(a, b)| {
                (&a.signature.sym, a.moment) == (&b.signature.sym, b.moment)
                    && (&a.rules, &a.refusals) == (&b.rules, &b.refusals)
                    && (&a.concurrences, &a.powers) == (&b.concurrences, &b.powers)
            })
    };
    let described =
        || provisions.len() == new.provisions.len() && provisions.iter().zip(&new.provisions).all(|(a, b)| alike(a, b));
    rules.count() == new.rules.count()
        && numbered()
        && placed()
        && spoken_of()
        && described()
        && (Arc::ptr_eq(numbers, &new.ids) || *numbers == new.ids)
        && (orders, choices) == (&new.orders, &new.choices)
        && (rights, powers, duties, terms) == (&new.rights, &new.powers, &new.duties, &new.terms)
        && (impossible, needed, conditional) == (&new.impossible, &new.needed, &new.conditional)
        && (birth, municipality) == (&new.birth, &new.municipality)
}

/// Whether provisions are the same, wherever they stand in their file.
fn alike(a: &Provision, b: &Provision) -> bool {
    Provision { place: b.place.clone(), ..a.clone() } == *b
}

/// Whether two statements say the same, with the same laid over them.
fn same(old: &Program, a: &Linked, new: &Program, b: &Linked, to: &[Option<RuleId>]) -> bool {
    let now = |id: &RuleId| to.get(id.0 as usize).copied().flatten();
    let text = Arc::ptr_eq(&a.rule, &b.rule)
        || Rule { place: b.rule.place.clone(), ..(*a.rule).clone() } == *b.rule
            && match (old.provision(a.provision), new.provision(b.provision)) {
                (Some(x), Some(y)) => alike(x, y),
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
