//! What the evaluator writes down when asked to: one node per key, so that shared sub-rules appear once.

use super::engine::{Answer, Key};
use super::outcome::Tri;
use crate::ir::{RuleId, SymId};
use crate::value::{Date, Entity, Exact, Rounding, Value};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::sync::Arc;

/// One step in the derivation of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Another key was asked.
    Call(Key),
    /// A rule was considered.
    Rule(RuleId, Tri),
    /// An exception or derogation was considered for a rule.
    Exception(RuleId, RuleId, Tri),
    /// A statement was set aside by a power that was used.
    Lifted(RuleId, RuleId),
    /// A fact was read.
    Fact {
        fact: SymId,
        about: SmallVec<[Entity; 2]>,
        date: Date,
        value: Option<Value>,
        month: Option<Date>,
        assumed: bool,
    },
    /// A judgment was read.
    Norm { norm: SymId, about: SmallVec<[Entity; 2]>, judged: Option<(bool, Arc<str>)> },
    /// An amount or cell was read.
    Amount { of: SymId, rule: RuleId, column: Option<Arc<str>>, value: Value, source: Arc<str> },
    /// A number was rounded.
    Rounded { mode: Rounding, from: Exact, to: Exact },
    /// A decision on file was read.
    Decision(SymId, Entity, bool),
    /// A statement waits for a request by these people; nobody reads it but who looks for ways to move the answer.
    Waits(RuleId, Vec<Entity>),
}

/// The derivation of one key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Node {
    pub steps: Vec<Step>,
    pub answer: Option<Answer>,
}

/// The derivations of all keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Trace {
    pub nodes: FxHashMap<Key, Node>,
    open: Vec<(Key, Node)>,
    /// Steps outside any key, such as the amount of a right.
    pub loose: Vec<Step>,
}

impl Trace {
    /// A trace that goes on with known derivations.
    pub(super) fn of(nodes: FxHashMap<Key, Node>) -> Self {
        Self { nodes, ..Self::default() }
    }

    pub(super) fn enter(&mut self, key: &Key) {
        self.open.push((key.clone(), Node::default()));
    }

    pub(super) fn leave(&mut self, key: &Key, answer: &Answer) {
        if let Some((_, mut node)) = self.open.pop() {
            node.answer = Some(answer.clone());
            self.nodes.insert(key.clone(), node);
        }
    }

    pub(super) fn call(&mut self, key: &Key) {
        self.step(Step::Call(key.clone()));
    }

    /// Writes a step under the key being computed; the same step twice is one step.
    pub(super) fn step(&mut self, step: Step) {
        let steps = self.open.last_mut().map_or(&mut self.loose, |(_, n)| &mut n.steps);
        if !steps.contains(&step) {
            steps.push(step);
        }
    }
}
