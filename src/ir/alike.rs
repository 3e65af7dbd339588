//! Whether two corpora declare the same, wherever it stands.

use super::index::Index;
use super::signature::{EntityDecl, KindDecl, Signature, SlotDecl};
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
