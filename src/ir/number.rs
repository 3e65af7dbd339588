//! Numbers the symbols of lowered blocks. A block depends on the names of the corpus only, so it is numbered again only
//! when it or a name changed.

use super::expr::Expr;
use super::index::Index;
use super::link::SymId;
use super::lower::{Lowered, Order};
use super::rule::{Provision, Rule};
use super::signature::Sym;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Numbers of symbols.
pub type Numbers = FxHashMap<Sym, SymId>;

/// A lowered block with numbers for names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbered {
    /// Provisions with their rules.
    pub provisions: Vec<(Provision, Vec<Arc<Rule<SymId>>>)>,
    /// Orders of a bill.
    pub orders: Vec<Order>,
}

/// Numbers the symbols of a corpus, in order of law and name.
#[must_use]
pub fn numbers(index: &Index) -> Numbers {
    (0_u32..).map(SymId).zip(index.signatures()).map(|(id, s)| (s.sym.clone(), id)).collect()
}

/// A lowered block with numbers for names.
#[must_use]
pub fn numbered(lowered: &Lowered, numbers: &Numbers) -> Numbered {
    // Every name was resolved while lowering, so every symbol has a number.
    let mut number = |s: &Sym| numbers.get(s).copied().unwrap_or(SymId(u32::MAX));
    let provisions = lowered
        .provisions
        .iter()
        .map(|(p, rules)| (p.clone(), rules.iter().map(|r| Arc::new(rule(r, &mut number))).collect()))
        .collect();
    Numbered { provisions, orders: lowered.orders.clone() }
}

/// The same rule with other names for its symbols.
pub(super) fn rule<S, T>(rule: &Rule<S>, f: &mut impl FnMut(&S) -> T) -> Rule<T> {
    Rule {
        body: super::map::body(&rule.body, f),
        vars: rule.vars.clone(),
        params: rule.params,
        lets: rule.lets.iter().map(|(s, e)| (*s, e.map(f))).collect(),
        when: rule.when.as_ref().map(|e| e.map(f)),
        unless: rule.unless.as_ref().map(|e| e.map(f)),
        proof: rule.proof.clone(),
        manner: rule.manner.clone(),
        links: rule.links.clone(),
        points: rule.points.clone(),
        place: rule.place.clone(),
    }
}

/// Calls `f` for every expression of a rule.
pub fn expressions<'a, S>(rule: &'a Rule<S>, f: &mut impl FnMut(&'a Expr<S>)) {
    rule.lets.iter().for_each(|(_, e)| f(e));
    rule.when.iter().for_each(&mut *f);
    rule.unless.iter().for_each(&mut *f);
    super::map::expressions(&rule.body, f);
}
