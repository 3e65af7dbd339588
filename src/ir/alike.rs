//! Whether two corpora declare the same, wherever it stands, and whether two statements say the same.

use super::index::Index;
use super::link::{Program, RuleId, SymId};
use super::rule::Rule;
use super::signature::{EntityDecl, KindDecl, Signature, SlotDecl, Sym};
use rustc_hash::FxHashMap;
use std::hash::Hash;
use std::sync::Arc;

impl Index {
    /// Whether two indexes declare the same names, with the same meaning; where they stand does not count.
    #[must_use]
    pub fn alike(&self, other: &Self) -> bool {
        let slots = |all: &[SlotDecl]| -> Vec<_> {
            all.iter().map(|s| (s.sym.clone(), s.address.clone(), s.rank, s.organ.clone())).collect()
        };
        self.choices == other.choices
            && self.members == other.members
            && self.regulations == other.regulations
            && slots(&self.slots) == slots(&other.slots)
            && same(&self.signatures, &other.signatures, &|a, b| Arc::ptr_eq(a, b) || signatures(a, b))
            && same(&self.kinds, &other.kinds, &|a, b| kinds(a, b))
            && same(&self.entities, &other.entities, &|(a, x), (b, y)| x == y && entities(a, b))
            && same(&self.places, &other.places, &|a, b| {
                let plain = |p: &super::PlaceDecl| (p.address.clone(), p.validity);
                a.iter().map(plain).eq(b.iter().map(plain))
            })
    }
}

/// Whether two statements say the same, each with the names of its own program; where they stand does not count.
#[must_use]
pub fn same_words((a, one): (&Program, RuleId), (b, other): (&Program, RuleId)) -> bool {
    let named = |program: &Program, id: RuleId| -> Option<Rule<Option<Sym>>> {
        let rule = &program.rule(id)?.rule;
        Some(super::number::rule(rule, &mut |s: &SymId| program.signature(*s).map(|s| s.sym.clone())))
    };
    let (Some(one), Some(other)) = (named(a, one), named(b, other)) else { return false };
    let place = one.place.clone();
    one == Rule { place, ..other }
}

fn same<K: Eq + Hash, V>(a: &FxHashMap<K, V>, b: &FxHashMap<K, V>, alike: &dyn Fn(&V, &V) -> bool) -> bool {
    a.len() == b.len() && a.iter().all(|(key, value)| b.get(key).is_some_and(|other| alike(value, other)))
}

fn signatures(a: &Signature, b: &Signature) -> bool {
    Signature { place: None, ..a.clone() } == Signature { place: None, ..b.clone() }
}

fn kinds(a: &KindDecl, b: &KindDecl) -> bool {
    a.name == b.name && a.members == b.members
}

fn entities(a: &EntityDecl, b: &EntityDecl) -> bool {
    (&a.name, &a.singular, &a.text) == (&b.name, &b.singular, &b.text)
}
