//! From derivation to argument: a tree of claims with what supports them, as data without layout.
//!
//! A derivation shares nodes; an argument is read from top to bottom. The first time a claim is read it is unfolded,
//! after that it is only named.

mod entangled;

pub use entangled::{Counts, Entangled, PerRight, Reading, Touched, entangled};

use crate::eval::{Derivation, Found, NodeId, Step};
use crate::ir::{Program, RuleId, SymId, SymKind};
use crate::value::{Date, Exact, Rounding, Value};
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// A claim with its supports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// What is claimed about whom.
    pub what: SymId,
    /// About.
    pub about: Vec<Value>,
    /// On which date, when it is not the date of the question.
    pub date: Option<Date>,
    /// What was found.
    pub found: Found,
    /// Why.
    pub supports: Vec<Support>,
    /// Unfolded earlier in the same argument.
    pub repeated: bool,
}

/// What supports a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Support {
    /// A statement that holds, fails or is open.
    Provision(RuleId, Found),
    /// An exception that applies, does not apply, or is open.
    Exception {
        /// The statement it is aimed at.
        of: RuleId,
        /// The exception.
        by: RuleId,
        /// Whether it applies.
        found: Found,
    },
    /// A fact.
    Fact {
        /// Fact.
        fact: SymId,
        /// About.
        about: Vec<Value>,
        /// Value; `None` when missing.
        value: Option<Value>,
        /// First day of the month, for a date known only to the month.
        month: Option<Date>,
        /// Taken from its default.
        assumed: bool,
    },
    /// A judgment on an open norm.
    Norm {
        /// Norm.
        norm: SymId,
        /// About.
        about: Vec<Value>,
        /// Judgment and who gave it.
        judged: Option<(bool, Arc<str>)>,
    },
    /// An amount.
    Amount {
        /// Series or table.
        of: SymId,
        /// Column.
        column: Option<Arc<str>>,
        /// Value.
        value: Value,
        /// Source.
        source: Arc<str>,
    },
    /// A rounding.
    Rounded {
        /// How.
        mode: Rounding,
        /// From.
        from: Exact,
        /// To.
        to: Exact,
    },
    /// A decision on file.
    Decision(SymId, Value, bool),
    /// Another claim.
    Claim(Argument),
}

/// Deepest level that is unfolded.
const DEPTH: usize = 40;

/// The argument for an outcome or answer; `None` when no derivation was recorded.
#[must_use]
pub fn argue(program: &Program, derivation: &Derivation, date: Date) -> Option<Argument> {
    let mut reader = Reader { program, derivation, date, seen: FxHashSet::default() };
    let mut argument = reader.claim(derivation.root?, 0)?;
    let amount: Vec<Support> = derivation.amount.iter().filter_map(|s| reader.support(s, 1)).collect();
    argument.supports.extend(amount);
    Some(argument)
}

struct Reader<'d> {
    program: &'d Program,
    derivation: &'d Derivation,
    date: Date,
    seen: FxHashSet<NodeId>,
}

impl Reader<'_> {
    fn claim(&mut self, id: NodeId, depth: usize) -> Option<Argument> {
        let node = self.derivation.node(id)?;
        let repeated = !self.seen.insert(id);
        let steps = if repeated || depth > DEPTH { &[] } else { node.steps.as_slice() };
        let supports = steps.iter().filter_map(|s| self.support(s, depth + 1)).collect();
        Some(Argument {
            what: node.what,
            about: node.about.clone(),
            date: (node.date != self.date).then_some(node.date),
            found: node.found.clone(),
            supports,
            repeated,
        })
    }

    fn support(&mut self, step: &Step, depth: usize) -> Option<Support> {
        let entities = |about: &crate::eval::About| about.iter().map(|e| Value::Entity(*e)).collect();
        Some(match step {
            Step::Call(id) => {
                // Facts read inside functions of the language appear as facts; the functions themselves do not.
                let node = self.derivation.node(*id)?;
                let hidden =
                    matches!(self.program.signature(node.what).map(|s| &s.kind), None | Some(SymKind::Fact(_)));
                if hidden {
                    return None;
                }
                Support::Claim(self.claim(*id, depth)?)
            }
            Step::Rule(rule, found) => Support::Provision(*rule, found.clone()),
            Step::Lifted { of, by } => Support::Exception { of: *of, by: *by, found: Found::Yes },
            Step::Exception { of, by, found } => Support::Exception { of: *of, by: *by, found: found.clone() },
            Step::Fact { fact, about, value, month, assumed, .. } => Support::Fact {
                fact: *fact,
                about: entities(about),
                value: value.clone(),
                month: *month,
                assumed: *assumed,
            },
            Step::Norm { norm, about, judged } => {
                Support::Norm { norm: *norm, about: entities(about), judged: judged.clone() }
            }
            Step::Amount { of, column, value, source, .. } => {
                Support::Amount { of: *of, column: column.clone(), value: value.clone(), source: source.clone() }
            }
            Step::Rounded { mode, from, to } => Support::Rounded { mode: *mode, from: *from, to: *to },
            Step::Decision(right, person, held) => Support::Decision(*right, Value::Entity(*person), *held),
        })
    }
}
