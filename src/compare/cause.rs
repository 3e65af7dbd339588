//! Which provisions make the difference between two outcomes.
//!
//! The two derivations are walked side by side, from the right downward, into what comes out otherwise. A statement
//! decides when the two bodies of law differ in it and it stands where the derivations part; one that holds must also
//! change the outcome when it is left out. What was only read, and what comes out the same on both sides, decides
//! nothing.

use super::{Deciding, Side};
use crate::eval::{
    Answered, Derivation, Evaluator, Found, Node, NodeId, Outcome, Reason, Settings, Step, Wanted, Without, assess_some,
};
use crate::ir::rule::{Body, Origin};
use crate::ir::{Order, RuleId, Sym, SymId, SymKind, same_words};
use crate::value::{Entity, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Most questions that are walked into.
const MOST: usize = 2_000;

/// What a question is called under both bodies of law: name, whom it is about, date.
type Key = (Sym, Vec<Arc<str>>, crate::value::Date);

/// How an outcome came about on one side.
struct Tree<'a> {
    side: Side<'a>,
    outcome: Option<&'a Outcome>,
    at: BTreeMap<Key, NodeId>,
    ev: Option<Evaluator<'a>>,
}

/// A statement in which the two bodies of law differ, where the derivations part.
struct Parting {
    rule: RuleId,
    after: bool,
    holds: bool,
    /// The amount that was read in it: series or table, column, value.
    amount: Option<(Sym, Option<Arc<str>>, Value)>,
}

fn name(side: Side<'_>, v: &Value) -> Arc<str> {
    match v {
        Value::Entity(e) => side.case.name(*e),
        other => format!("{other:?}").into(),
    }
}

/// What was found, in names that both sides share.
fn written(side: Side<'_>, found: &Found) -> String {
    match found {
        Found::Known(v) => format!("is {}", name(side, v)),
        Found::Yes => "ja".to_owned(),
        Found::No => "nee".to_owned(),
        Found::Open(reasons, lean) => {
            let mut all: Vec<String> = reasons.iter().map(|r| reason(side, r)).collect();
            all.sort();
            format!("open {lean:?} {}", all.join("; "))
        }
        Found::Members(all) => {
            let mut all: Vec<String> = all.iter().map(|(e, sure)| format!("{} {sure}", side.case.name(*e))).collect();
            all.sort();
            format!("leden {}", all.join("; "))
        }
        Found::Verdict(v) => v.word().to_owned(),
    }
}

/// A reason in names that both sides share.
fn reason(side: Side<'_>, r: &Reason) -> String {
    let sym = |s: SymId| side.program.signature(s).map_or_else(String::new, |s| s.sym.to_string());
    let about = |all: &[Entity]| all.iter().map(|e| side.case.name(*e).to_string()).collect::<Vec<_>>().join(", ");
    match r {
        Reason::Fact(s, a) => format!("feit {} {}", sym(*s), about(a)),
        Reason::Imprecise(s, a) => format!("maand {} {}", sym(*s), about(a)),
        Reason::Norm(s, a) => format!("norm {} {}", sym(*s), about(a)),
        Reason::Decision(s, e) => format!("besluit {} {}", sym(*s), about(&[*e])),
        Reason::Discretion(s, e) => format!("ruimte {} {}", sym(*s), about(&[*e])),
        Reason::NoRule(s) => format!("geen regel {}", sym(*s)),
        Reason::NoAmount(s, why) => format!("geen bedrag {} {why:?}", sym(*s)),
        Reason::EmptySlot(s) => format!("leeg {}", sym(*s)),
        Reason::Circular(s) => format!("kring {}", sym(*s)),
        Reason::Clash(all) => {
            let cited = all.iter().filter_map(|r| side.program.provision_of(*r)).map(|p| p.citation.to_string());
            format!("botst {}", cited.collect::<Vec<_>>().join(", "))
        }
        Reason::Incomplete(_) | Reason::Silent(_) | Reason::Arithmetic | Reason::Absent => format!("{r:?}"),
    }
}

impl<'a> Tree<'a> {
    fn new(side: Side<'a>, outcome: Option<&'a Outcome>) -> Self {
        let mut out = Self { side, outcome, at: BTreeMap::new(), ev: None };
        let nodes = outcome.map(|o| o.derivation.nodes.as_slice()).unwrap_or_default();
        for (i, node) in nodes.iter().enumerate() {
            if let (Some(key), Ok(i)) = (out.key(node), u32::try_from(i)) {
                out.at.entry(key).or_insert(NodeId(i));
            }
        }
        out
    }

    fn key(&self, node: &Node) -> Option<Key> {
        let sym = self.side.program.signature(node.what)?.sym.clone();
        Some((sym, node.about.iter().map(|v| name(self.side, v)).collect(), node.date))
    }

    fn derivation(&self) -> Option<&'a Derivation> {
        self.outcome.map(|o| &o.derivation)
    }

    fn node(&self, key: &Key) -> Option<&'a Node> {
        self.derivation()?.node(*self.at.get(key)?)
    }

    /// Where to start: the right itself, and the steps of its amount.
    fn roots(&self) -> Vec<Key> {
        let Some(d) = self.derivation() else { return Vec::new() };
        let calls = d.amount.iter().filter_map(|s| self.called(s));
        d.root.and_then(|r| self.key(d.node(r)?)).into_iter().chain(calls).collect()
    }

    fn called(&self, step: &Step) -> Option<Key> {
        match step {
            Step::Call(id) => self.key(self.derivation()?.node(*id)?),
            _ => None,
        }
    }

    fn steps(&self, key: &Key) -> &'a [Step] {
        self.node(key).map(|n| n.steps.as_slice()).unwrap_or_default()
    }

    /// What this body of law says to a question that the outcome did not need; `None` when it cannot be asked alone.
    fn asked(&mut self, key: &Key) -> Option<String> {
        let (sym, about, date) = key;
        let Side { program, case, settings } = self.side;
        let id = program.ids.get(sym).copied()?;
        let about: Vec<Entity> = about.iter().map(|n| case.entity(n)).collect::<Option<_>>()?;
        if *date != settings.date {
            return None;
        }
        let ev = self.ev.get_or_insert_with(|| Evaluator::new(program, case, settings));
        if let (Some(SymKind::Right { .. }), Some(holder)) = (program.signature(id).map(|s| &s.kind), about.first()) {
            return Some(ev.verdict(id, *holder, about.get(1).copied()).word().to_owned());
        }
        let found = match ev.ask_about(id, &about) {
            Answered::Known(Value::Truth(true)) => Found::Yes,
            Answered::Known(Value::Truth(false)) => Found::No,
            Answered::Known(v) => Found::Known(v),
            Answered::Open(reasons, ..) => Found::Open(reasons, None),
        };
        Some(written(self.side, &found))
    }

    /// The outcome without some statements is another.
    fn turns_without(&self, rules: &[RuleId]) -> bool {
        let Some(o) = self.outcome else { return false };
        let Side { program, case, settings } = self.side;
        let mut settings: Settings = settings.clone();
        settings.without.extend(rules.iter().map(|r| Without::Statement(*r)));
        let wanted = Wanted { rights: vec![o.right], ..Wanted::default() };
        let found = assess_some(program, case, &settings, &wanted, false);
        let same = |f: &&Outcome| f.holder == o.holder && f.subject == o.subject;
        found.outcomes.iter().find(same).is_none_or(|f| {
            (f.verdict, f.amount, f.between, &f.form) != (o.verdict, o.amount, o.between, &o.form)
                || f.missing != o.missing
                || f.norms != o.norms
        })
    }
}

/// Whether the other body of law does not have a statement in force.
fn only_here(here: Side<'_>, there: Side<'_>, rule: RuleId) -> bool {
    let Some(linked) = here.program.rule(rule) else { return false };
    let date = there.settings.date;
    !there.program.rules.iter().any(|l| l.rule.place == linked.rule.place && l.validity.contains(date))
}

struct Walk<'a> {
    trees: (Tree<'a>, Tree<'a>),
    partings: Vec<Parting>,
}

impl<'a> Walk<'a> {
    /// Whether a question comes out otherwise.
    fn differs(&mut self, key: &Key) -> bool {
        let (a, b) = &mut self.trees;
        let found = |t: &Tree<'_>| t.node(key).map(|n| written(t.side, &n.found));
        match (found(a), found(b)) {
            (Some(was), Some(is)) => was != is,
            (Some(was), None) => b.asked(key).is_none_or(|is| is != was),
            (None, Some(is)) => a.asked(key).is_none_or(|was| is != was),
            (None, None) => false,
        }
    }

    /// The amounts that the bills change by an order of their own.
    fn amended(&self, of: SymId, after: bool) -> bool {
        let (here, there) = if after { (&self.trees.1, &self.trees.0) } else { (&self.trees.0, &self.trees.1) };
        let Some(sym) = here.side.program.signature(of).map(|s| &s.sym) else { return false };
        let ordered =
            |t: &Tree<'_>| t.side.program.orders.iter().any(|o| matches!(o, Order::Amount { of, .. } if of == sym));
        ordered(here) != ordered(there)
    }

    /// The statements among the steps of one side that the other side does not have.
    fn own(&self, steps: &[Step], after: bool) -> Vec<Parting> {
        let (here, there) = if after { (&self.trees.1, &self.trees.0) } else { (&self.trees.0, &self.trees.1) };
        let mut out = Vec::new();
        for step in steps {
            let (rule, holds, amount) = match step {
                Step::Rule(rule, f) | Step::Exception { by: rule, found: f, .. } => (*rule, *f != Found::No, None),
                Step::Lifted { by, .. } => (*by, true, None),
                Step::Amount { of, rule, column, value, .. } => {
                    let Some(sym) = here.side.program.signature(*of).map(|s| s.sym.clone()) else { continue };
                    if self.amended(*of, after) {
                        out.push(Parting { rule: *rule, after, holds: true, amount: None });
                        continue;
                    }
                    (*rule, true, Some((sym, column.clone(), value.clone())))
                }
                _ => continue,
            };
            if only_here(here.side, there.side, rule) {
                out.push(Parting { rule, after, holds, amount });
            }
        }
        out
    }

    /// The statements in which the two bodies of law differ, among the steps of both sides at one place. What was only
    /// written anew, in the same words or with the same amount, is no difference.
    fn part(&mut self, before: &[Step], after: &[Step]) {
        let mut old = self.own(before, false);
        let mut new = self.own(after, true);
        let programs = (self.trees.0.side.program, self.trees.1.side.program);
        let same = |a: &Parting, b: &Parting| match (&a.amount, &b.amount) {
            (None, None) => same_words((programs.0, a.rule), (programs.1, b.rule)),
            (a, b) => a == b,
        };
        let kept: Vec<bool> = new.iter().map(|b| !old.iter().any(|a| same(a, b))).collect();
        old.retain(|a| !new.iter().any(|b| same(a, b)));
        let mut kept = kept.into_iter();
        new.retain(|_| kept.next().unwrap_or(true));
        for p in old.into_iter().chain(new) {
            if !self.partings.iter().any(|q| q.rule == p.rule && q.after == p.after) {
                self.partings.push(p);
            }
        }
    }

    fn walk(&mut self) {
        let mut todo: Vec<Key> = self.trees.0.roots();
        todo.extend(self.trees.1.roots());
        let loose = |t: &Tree<'a>| t.derivation().map(|d| d.amount.as_slice()).unwrap_or_default();
        let (before, after) = (loose(&self.trees.0), loose(&self.trees.1));
        self.part(before, after);
        let mut seen: BTreeSet<Key> = BTreeSet::new();
        while let Some(key) = todo.pop().filter(|_| seen.len() < MOST) {
            // The right itself differs, if only in its amount.
            if !seen.insert(key.clone()) || !(self.is_root(&key) || self.differs(&key)) {
                continue;
            }
            let (before, after) = (self.trees.0.steps(&key), self.trees.1.steps(&key));
            todo.extend(before.iter().filter_map(|s| self.trees.0.called(s)));
            todo.extend(after.iter().filter_map(|s| self.trees.1.called(s)));
            self.part(before, after);
        }
    }

    fn is_root(&self, key: &Key) -> bool {
        let root = |t: &Tree<'_>| t.derivation().and_then(|d| t.key(d.node(d.root?)?)).as_ref() == Some(key);
        root(&self.trees.0) || root(&self.trees.1)
    }
}

/// The provisions that make the difference. First what the bills wrote, then what no longer decides.
pub(super) fn deciding<'a>(
    (old, before): (Side<'a>, Option<&'a Outcome>),
    (new, after): (Side<'a>, Option<&'a Outcome>),
) -> Vec<Deciding> {
    let mut walk = Walk { trees: (Tree::new(old, before), Tree::new(new, after)), partings: Vec::new() };
    walk.walk();
    let Walk { trees, partings } = walk;
    let tree = |after: bool| if after { &trees.1 } else { &trees.0 };
    // What holds decides when the outcome turns without it. Statements that stand in for each other turn it together.
    let holding: Vec<&Parting> = partings.iter().filter(|p| p.holds).collect();
    let mut chosen: Vec<&Parting> =
        holding.iter().copied().filter(|p| tree(p.after).turns_without(&[p.rule])).collect();
    if chosen.is_empty() {
        chosen = holding;
    }
    // Where a new text holds for nobody, it is what decides after: the old one did hold.
    if !chosen.iter().any(|p| p.after) {
        chosen.extend(partings.iter().filter(|p| p.after && !p.holds));
    }
    if chosen.is_empty() {
        chosen = partings.iter().collect();
    }
    let mut out: Vec<Deciding> = Vec::new();
    for p in chosen {
        let side = tree(p.after).side;
        let Some(provision) = side.program.provision_of(p.rule) else { continue };
        let bill = match &provision.origin {
            Origin::Bill(code) => Some(code.clone()),
            _ => amended_by(side, p.rule),
        };
        let one = Deciding { citation: provision.citation.clone(), bill, after: p.after };
        if !out.contains(&one) {
            out.push(one);
        }
    }
    out.sort_by_key(|d| (!d.after, d.bill.is_none()));
    out
}

/// The bill that changes the amount a statement holds.
fn amended_by(side: Side<'_>, rule: RuleId) -> Option<crate::law::Code> {
    let (Body::Amount { of, .. } | Body::Table { of, .. }) = &side.program.rule(rule)?.rule.body else { return None };
    side.program.orders.iter().find_map(|o| match o {
        Order::Amount { of: changed, bill, .. } if side.program.ids.get(changed) == Some(of) => Some(bill.code.clone()),
        _ => None,
    })
}
