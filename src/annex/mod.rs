//! What a bill does, as the annex to its explanatory memorandum needs it.
//!
//! One half looks at the rules only: what is changed ([`changes`]), what stands above and below it and which other laws
//! read it ([`relations`]), who carries it out and with what room ([`execution`]). The other half looks at one household
//! under both laws ([`household`]): steps, proofs and terms on the way to a right, what one more euro brings, and which
//! worse outcomes nothing can set aside. Nothing here decides; what is told is what the rules and the outcomes say.

mod change;
mod execution;
mod household;
mod relation;

pub use change::{Change, What, changes};
pub use execution::{Attention, Clause, Execution, Point, Task, TaskKind, execution};
pub use household::{Course, Hard, Household, Line, Way, household};
pub use relation::{Above, Ranked, Reader, Relations, relations};

use crate::ir::rule::Origin;
use crate::ir::{Bill, Program, RuleId, SymId};

/// The law without and with the bills, in the order in which they are compared.
#[derive(Clone, Copy)]
pub struct Laws<'a> {
    /// What comes first.
    pub before: &'a Program,
    /// What comes after.
    pub after: &'a Program,
    /// The bills.
    pub bills: &'a [Bill],
    /// The bills are in what comes first: they put an old text back.
    pub reverse: bool,
}

impl<'a> Laws<'a> {
    /// The law without the bills.
    const fn base(&self) -> &'a Program {
        if self.reverse { self.after } else { self.before }
    }

    /// The law with the bills.
    const fn amended(&self) -> &'a Program {
        if self.reverse { self.before } else { self.after }
    }

    /// The program of a side.
    #[must_use]
    pub const fn program(&self, after: bool) -> &'a Program {
        if after { self.after } else { self.before }
    }
}

/// The bill that wrote a rule.
fn bill_of(program: &Program, id: RuleId) -> Option<&str> {
    match &program.provision_of(id)?.origin {
        Origin::Bill(code) => Some(code),
        _ => None,
    }
}

/// What a rule says something about: the symbols that become otherwise with it.
fn about(program: &Program, id: RuleId) -> Vec<SymId> {
    program.rule(id).map(|l| l.rule.body.about()).unwrap_or_default()
}
