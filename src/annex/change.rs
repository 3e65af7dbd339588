//! What the orders of a bill change: per place the statements that were there and those that come.

use super::{Laws, bill_of};
use crate::ir::{Order, Program, RuleId, location};
use crate::law::{Citation, Code, Target};
use crate::value::Date;

/// What happens at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum What {
    /// Another text.
    Replaced,
    /// The text goes.
    Lapsed,
    /// A new text.
    Inserted,
    /// An amount gets another value.
    Amount,
}

impl What {
    /// The Dutch word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Replaced => "vervangen",
            Self::Lapsed => "vervalt",
            Self::Inserted => "nieuw",
            Self::Amount => "ander bedrag",
        }
    }
}

/// A change at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What happens.
    pub what: What,
    /// Where, as one cites it; the name of the amount.
    pub place: String,
    /// The bill.
    pub bill: Code,
    /// First day.
    pub from: Date,
    /// The statements that were there, of the law that comes first.
    pub old: Vec<RuleId>,
    /// The statements that are there, of the law that comes after.
    pub new: Vec<RuleId>,
}

/// What the bills change, in order of the day they begin.
#[must_use]
pub fn changes(laws: Laws<'_>) -> Vec<Change> {
    let mut out = Vec::new();
    for order in laws.amended().orders.iter().filter(|o| !laws.base().orders.contains(o)) {
        let bill = order.bill();
        let (base, bills) = (in_base(laws, order), in_bill(laws, order));
        let what = match (order, base.is_empty(), bills.is_empty()) {
            (Order::Amount { .. }, ..) => What::Amount,
            (Order::Insert { .. }, ..) | (_, true, false) => {
                if laws.reverse {
                    What::Lapsed
                } else {
                    What::Inserted
                }
            }
            (_, false, true) => {
                if laws.reverse {
                    What::Inserted
                } else {
                    What::Lapsed
                }
            }
            _ => What::Replaced,
        };
        let (old, new) = if laws.reverse { (bills, base) } else { (base, bills) };
        out.push(Change { what, place: order.what(), bill: bill.code.clone(), from: bill.from, old, new });
    }
    out
}

fn ids(program: &Program) -> impl Iterator<Item = RuleId> {
    (0_u32..).map(RuleId).take(program.rules.len())
}

/// The statements in force at the place of an order in the law without the bills.
fn in_base(laws: Laws<'_>, order: &Order) -> Vec<RuleId> {
    let program = laws.base();
    let from = order.bill().from;
    match order {
        Order::Insert { .. } => Vec::new(),
        Order::Amount { of, .. } => amounts(program, of),
        Order::Lapse { target, .. } => ids(program)
            .filter(|id| {
                let rule = program.rule(*id).filter(|l| l.validity.contains(from));
                let provision = rule.and_then(|l| program.provision(l.provision));
                rule.zip(provision)
                    .is_some_and(|(l, p)| p.status.applies() && target.reaches(location(p), Some(l.rank)))
            })
            .collect(),
    }
}

/// The statements that the bill itself writes at the place of an order.
fn in_bill(laws: Laws<'_>, order: &Order) -> Vec<RuleId> {
    let program = laws.amended();
    let at = match order {
        Order::Amount { of, .. } => return amounts(program, of),
        Order::Lapse { target, .. } => target.clone(),
        Order::Insert { law, new, .. } => Target::Place { law: law.clone(), address: new.clone(), upto: None },
    };
    let code = &*order.bill().code;
    let there = |id: &RuleId| {
        bill_of(program, *id) == Some(code)
            && program.rule(*id).zip(program.provision_of(*id)).is_some_and(|(l, p)| reaches(&at, &p.citation, l.rank))
    };
    ids(program).filter(there).collect()
}

fn reaches(at: &Target, citation: &Citation, rank: crate::law::Rank) -> bool {
    at.reaches(citation, Some(rank))
}

fn amounts(program: &Program, of: &crate::ir::Sym) -> Vec<RuleId> {
    let id = program.ids.get(of).copied();
    id.and_then(|id| program.symbol(id)).map(|s| s.rules.clone()).unwrap_or_default()
}
