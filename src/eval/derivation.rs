//! The derivation as data: how every answer came about, shared sub-answers once.

use super::engine::{Answer, Arg, Evaluator, Key};
use super::outcome::{About, Reason, Tri, Val};
use super::trace;
use super::verdict::Verdict;
use crate::ir::{RuleId, SymId};
use crate::value::{Date, Entity, Exact, Rounding, Value};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Position of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub u32);

/// How answers came about. Nodes are shared: what two rules read appears once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Derivation {
    /// Nodes by position.
    pub nodes: Vec<Node>,
    /// Where to start reading.
    pub root: Option<NodeId>,
    /// Steps of the amount, outside any node.
    pub amount: Vec<Step>,
}

/// The derivation of one answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What was asked.
    pub what: SymId,
    /// About whom or what.
    pub about: Vec<Value>,
    /// On which date.
    pub date: Date,
    /// What was found.
    pub found: Found,
    /// How.
    pub steps: Vec<Step>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A value.
    Known(Value),
    /// Yes.
    Yes,
    /// No.
    No,
    /// Open, with reasons; the flag is what holds unless an exception applies.
    Open(Vec<Reason>, Option<bool>),
    /// Members of a set, certain or not.
    Members(Vec<(Entity, bool)>),
    /// The verdict on a right.
    Verdict(Verdict),
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Another answer was asked.
    Call(NodeId),
    /// A rule was considered.
    Rule(RuleId, Found),
    /// An exception to a rule was considered.
    Exception {
        /// The rule.
        of: RuleId,
        /// The exception.
        by: RuleId,
        /// Whether it applies.
        found: Found,
    },
    /// A statement was set aside by a power that was used.
    Lifted {
        /// The statement.
        of: RuleId,
        /// The power.
        by: RuleId,
    },
    /// A fact was read.
    Fact {
        /// Fact.
        fact: SymId,
        /// About.
        about: About,
        /// On.
        date: Date,
        /// Value; `None` when missing.
        value: Option<Value>,
        /// First day of the month, for a date known only to the month.
        month: Option<Date>,
        /// Whether the value is the default of the fact.
        assumed: bool,
    },
    /// A judgment was read.
    Norm {
        /// Norm.
        norm: SymId,
        /// About.
        about: About,
        /// Judgment and who gave it; `None` when nobody judged.
        judged: Option<(bool, Arc<str>)>,
    },
    /// An amount was read.
    Amount {
        /// Series or table.
        of: SymId,
        /// The statement that holds it.
        rule: RuleId,
        /// Column.
        column: Option<Arc<str>>,
        /// Value.
        value: Value,
        /// Source.
        source: Arc<str>,
    },
    /// A number was rounded.
    Rounded {
        /// How.
        mode: Rounding,
        /// From.
        from: Exact,
        /// To.
        to: Exact,
    },
    /// A decision on file was read.
    Decision(SymId, Entity, bool),
}

impl Evaluator<'_> {
    /// The derivation of a right, as far as it was recorded. Loose steps since the last call go to the amount.
    pub(super) fn derivation(&mut self, root: Option<Key>) -> Derivation {
        let Some(trace) = self.trace.take() else { return Derivation::default() };
        let mut out = Derivation::default();
        let mut seen: FxHashMap<Key, NodeId> = FxHashMap::default();
        let mut todo: Vec<Key> = Vec::new();
        out.root = root.map(|k| visit(k, &mut seen, &mut todo));
        out.amount = trace.loose.iter().filter_map(|s| self.step(s, &mut seen, &mut todo)).collect();
        let mut next = 0;
        while let Some(key) = todo.get(next).cloned() {
            next += 1;
            let recorded = trace.nodes.get(&key);
            let steps = recorded.map(|n| n.steps.as_slice()).unwrap_or_default();
            let steps = steps.iter().filter_map(|s| self.step(s, &mut seen, &mut todo)).collect();
            let found = match recorded.and_then(|n| n.answer.as_ref()) {
                Some(answer) => self.found(answer),
                None => Found::Open(Vec::new(), None),
            };
            let about = key
                .args
                .iter()
                .map(|a| match a {
                    Arg::Entity(e) => Value::Entity(*e),
                    Arg::Value(v) => (**v).clone(),
                })
                .collect();
            out.nodes.push(Node { what: key.what, about, date: key.date, found, steps });
        }
        let mut trace = trace;
        trace.loose.clear();
        self.trace = Some(trace);
        out
    }

    fn step(&self, step: &trace::Step, seen: &mut FxHashMap<Key, NodeId>, todo: &mut Vec<Key>) -> Option<Step> {
        Some(match step {
            trace::Step::Call(key) => Step::Call(visit(key.clone(), seen, todo)),
            trace::Step::Rule(rule, t) => Step::Rule(*rule, self.truth(t)),
            trace::Step::Exception(of, by, t) => Step::Exception { of: *of, by: *by, found: self.truth(t) },
            trace::Step::Lifted(of, by) => Step::Lifted { of: *of, by: *by },
            trace::Step::Fact { fact, about, date, value, month, assumed } => Step::Fact {
                fact: *fact,
                about: about.clone(),
                date: *date,
                value: value.clone(),
                month: *month,
                assumed: *assumed,
            },
            trace::Step::Norm { norm, about, judged } => {
                Step::Norm { norm: *norm, about: about.clone(), judged: judged.clone() }
            }
            trace::Step::Amount { of, rule, column, value, source } => Step::Amount {
                of: *of,
                rule: *rule,
                column: column.clone(),
                value: value.clone(),
                source: source.clone(),
            },
            trace::Step::Rounded { mode, from, to } => Step::Rounded { mode: *mode, from: *from, to: *to },
            trace::Step::Decision(right, person, held) => Step::Decision(*right, *person, *held),
            trace::Step::Waits(..) => return None,
        })
    }

    fn truth(&self, t: &Tri) -> Found {
        match t {
            Tri::True => Found::Yes,
            Tri::False => Found::No,
            Tri::Open(d) => Found::Open(self.reasons_of(&d.reasons), d.lean),
        }
    }

    pub(super) fn found(&self, answer: &Answer) -> Found {
        match answer {
            Answer::Right(r) => Found::Verdict(r.verdict),
            Answer::Value(Val::Truth(t)) => self.truth(t),
            Answer::Value(Val::Known(v)) => Found::Known(v.clone()),
            Answer::Value(Val::Open(o)) => Found::Open(self.reasons_of(&o.reasons), None),
            Answer::Value(Val::Set(m)) => Found::Members(m.list.iter().map(|(e, t)| (*e, *t == Tri::True)).collect()),
        }
    }
}

fn visit(key: Key, seen: &mut FxHashMap<Key, NodeId>, todo: &mut Vec<Key>) -> NodeId {
    if let Some(id) = seen.get(&key) {
        return *id;
    }
    let id = NodeId(u32::try_from(todo.len()).unwrap_or(u32::MAX));
    seen.insert(key.clone(), id);
    todo.push(key);
    id
}

impl Derivation {
    /// A node.
    #[must_use]
    pub fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.0 as usize)
    }

    /// The rules an answer rests on directly: what holds, down through what is true; when nothing does, the rules about
    /// the question itself, which fail.
    #[must_use]
    pub fn reason(&self) -> Vec<RuleId> {
        let Some(root) = self.root else { return Vec::new() };
        let (mut out, mut seen, mut todo) = (Vec::new(), vec![root], vec![root]);
        let refused = self.node(root).is_some_and(|n| n.found == Found::No);
        while let Some(node) = todo.pop().and_then(|id| self.node(id)) {
            for step in &node.steps {
                match step {
                    Step::Rule(rule, found) | Step::Exception { by: rule, found, .. }
                        if (refused || *found != Found::No) && !out.contains(rule) =>
                    {
                        out.push(*rule);
                    }
                    Step::Call(id) if !refused && !seen.contains(id) => {
                        seen.push(*id);
                        let open = |n: &Node| matches!(n.found, Found::Yes | Found::Open(..));
                        todo.extend(self.node(*id).filter(|n| open(n)).map(|_| *id));
                    }
                    _ => {}
                }
            }
        }
        out
    }

    /// The rules that certainly hold, in order of reading.
    #[must_use]
    pub fn established(&self) -> Vec<RuleId> {
        let steps = self.nodes.iter().flat_map(|n| &n.steps);
        let holds = |s: &Step| match s {
            Step::Rule(rule, Found::Yes) => Some(*rule),
            _ => None,
        };
        steps.filter_map(holds).collect()
    }

    /// The facts that were taken from their default, each once.
    #[must_use]
    pub fn assumed(&self) -> Vec<(SymId, About)> {
        let mut out: Vec<(SymId, About)> = Vec::new();
        for step in self.nodes.iter().flat_map(|n| &n.steps).chain(&self.amount) {
            if let Step::Fact { fact, about, assumed: true, .. } = step {
                out.push((*fact, about.clone()));
            }
        }
        out.sort();
        out.dedup();
        out
    }

    /// The rules that carried the answer: those that hold or may hold, in order of reading, each once.
    #[must_use]
    pub fn carrying(&self) -> Vec<RuleId> {
        let steps = || self.nodes.iter().flat_map(|n| &n.steps).chain(&self.amount);
        let lifted: Vec<RuleId> = steps()
            .filter_map(|s| match s {
                Step::Lifted { of, .. } => Some(*of),
                _ => None,
            })
            .collect();
        let mut out = Vec::new();
        let mut add = |rule: &RuleId| {
            if !out.contains(rule) {
                out.push(*rule);
            }
        };
        let mut step = |step: &Step, valued: bool| match step {
            Step::Rule(rule, _) if lifted.contains(rule) => {}
            Step::Lifted { by, .. } => add(by),
            // An amount that a truth only compared with does not carry it; the statement that compared does.
            Step::Amount { rule, .. } if valued => add(rule),
            Step::Rule(rule, found) | Step::Exception { by: rule, found, .. } if *found != Found::No => add(rule),
            _ => {}
        };
        for node in &self.nodes {
            let valued = matches!(node.found, Found::Known(_));
            node.steps.iter().for_each(|s| step(s, valued));
        }
        self.amount.iter().for_each(|s| step(s, true));
        out
    }
}
