//! Conflicts before and after, matched by kind and by what they touch.

use super::Side;
use super::right::named;
use crate::conflict::{Effect, Finding};
use crate::value::Exact;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a bill does to a conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Turn {
    /// It was not there.
    New,
    /// It was there and weighs more or costs more.
    Worse,
    /// It is no longer there.
    Solved,
}

impl Turn {
    /// The Dutch word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::New => "nieuw",
            Self::Worse => "erger",
            Self::Solved => "opgelost",
        }
    }
}

/// A conflict that comes, grows or goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingChange {
    /// What happens to it.
    pub turn: Turn,
    /// The conflict: as it was when it is solved, as it is otherwise.
    pub finding: Finding,
    /// The name under which a baseline or a waiver knows it.
    pub key: Arc<str>,
}

/// The outcomes a conflict touches, by name.
fn touched(side: Side<'_>, f: &Finding) -> BTreeSet<String> {
    let one = |t: &crate::room::Touched| {
        let right = side.program.signature(t.right).map_or_else(|| "?".to_owned(), |s| s.sym.to_string());
        let subject = t.subject.map_or(String::new(), |s| format!(", {}", named(side.case, s)));
        format!("{right}({}{subject})", named(side.case, t.holder))
    };
    f.touches.iter().map(one).collect()
}

/// The provisions of its sides, by name.
fn cited(side: Side<'_>, f: &Finding) -> BTreeSet<String> {
    let rules = f.sides.iter().flat_map(|s| &s.rules);
    rules.filter_map(|r| side.program.provision_of(*r)).map(|p| p.citation.to_string()).collect()
}

/// How a conflict is known under any program: household, kind, what it touches.
fn key(name: &str, side: Side<'_>, f: &Finding) -> String {
    let mut about = touched(side, f);
    if about.is_empty() {
        let rules = f.sides.iter().flat_map(|s| s.rules.first());
        about.extend(rules.filter_map(|r| side.program.provision_of(*r)).map(|p| p.citation.to_string()));
    }
    let about: Vec<String> = about.into_iter().collect();
    format!("{name} {} {}", f.code.word(), about.join(" ")).trim_end().to_owned()
}

/// Whether it is the same conflict that touches more or less than it did: `Some(true)` when it touches more.
fn grown((old, was): (Side<'_>, &Finding), (new, is): (Side<'_>, &Finding)) -> Option<bool> {
    let (a, b) = (touched(old, was), touched(new, is));
    let same = was.code == is.code && !a.is_disjoint(&b) && !cited(old, was).is_disjoint(&cited(new, is));
    same.then(|| b.is_superset(&a))
}

/// The conflicts of a side by key; a second one with the same key gets a number.
fn keyed<'f>(name: &str, side: Side<'_>, all: &'f [Finding]) -> BTreeMap<Arc<str>, &'f Finding> {
    let mut out: BTreeMap<Arc<str>, &Finding> = BTreeMap::new();
    for f in all {
        let key = key(name, side, f);
        let free = (1..).map(|n| if n == 1 { key.clone() } else { format!("{key} #{n}") });
        if let Some(free) = free.take(all.len().saturating_add(1)).find(|k| !out.contains_key(k.as_str())) {
            out.insert(free.into(), f);
        }
    }
    out
}

/// What a conflict costs, in € or months, for kinds in which that can be told.
fn cost(f: &Finding) -> Option<Exact> {
    match &f.effect {
        Effect::Drop { gain, .. } => Some(*gain),
        Effect::TooLittle { left, protected, .. } => protected.minus(*left),
        Effect::NoIncome(_, from, until) => Some(Exact::int(from.days_until(*until))),
        _ => None,
    }
}

/// Severity runs from serious to remark, so a smaller one weighs more.
fn worse(was: &Finding, is: &Finding) -> bool {
    is.severity < was.severity
        || is.severity == was.severity && cost(was).zip(cost(is)).is_some_and(|(was, is)| is > was)
}

pub(super) fn changes(
    name: &str,
    (old, before): (Side<'_>, &[Finding]),
    (new, after): (Side<'_>, &[Finding]),
) -> Vec<FindingChange> {
    let (was, is) = (keyed(name, old, before), keyed(name, new, after));
    let mut out: Vec<FindingChange> = Vec::new();
    // A conflict that touches more or less than before is not another one.
    let mut moved: BTreeSet<&Arc<str>> = BTreeSet::new();
    for (key, f) in &is {
        let gone = was.iter().filter(|(k, _)| !is.contains_key(*k) && !moved.contains(k));
        let turn = match was.get(key) {
            Some(w) if worse(w, f) => Turn::Worse,
            Some(_) => continue,
            None => match gone.filter_map(|(k, w)| Some((k, *w, grown((old, w), (new, f))?))).next() {
                None => Turn::New,
                Some((k, w, more)) => {
                    moved.insert(k);
                    if !more && !worse(w, f) {
                        continue;
                    }
                    Turn::Worse
                }
            },
        };
        out.push(FindingChange { turn, finding: (*f).clone(), key: key.clone() });
    }
    for (key, f) in &was {
        if !is.contains_key(key) && !moved.contains(key) {
            out.push(FindingChange { turn: Turn::Solved, finding: (*f).clone(), key: key.clone() });
        }
    }
    out.sort_by(|a, b| (a.turn, &a.key).cmp(&(b.turn, &b.key)));
    out
}
