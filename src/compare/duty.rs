//! Duties with an amount, before and after: what someone must pay, or what an organ must take from them.
//!
//! What an organ pays is a right. So the amount of a duty is always money that goes out, whoever is bound by it.

use super::right::scaled;
use super::{Range, Side};
use crate::eval::{Amount, DutyOutcome};
use crate::ir::rule::Body;
use crate::ir::{Program, RuleId};
use crate::law::{Citation, Code};
use crate::value::{Base, Exact};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How a duty with an amount stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    /// Whether it certainly applies; open otherwise.
    pub certain: bool,
    /// The amount, where known.
    pub amount: Option<Amount>,
    /// The provision.
    pub citation: Citation,
}

/// A duty with an amount that stands otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutyChange {
    /// The law.
    pub law: Code,
    /// What must be done.
    pub act: Arc<str>,
    /// Role of who pays.
    pub payer: Arc<str>,
    /// Before; `None` when there is no such duty.
    pub before: Option<Owed>,
    /// After.
    pub after: Option<Owed>,
    /// The unit of time of the amount; `None` when it is due once.
    pub per: Option<Base>,
}

impl Owed {
    fn range(&self) -> Range {
        let low = self.amount.filter(|_| self.certain).map_or(Exact::ZERO, |a| a.value);
        Range { low: Some(low), high: self.amount.map(|a| a.value) }
    }
}

fn range(owed: Option<&Owed>) -> Range {
    owed.map_or(Range::NIL, Owed::range)
}

impl DutyChange {
    fn difference(&self) -> Range {
        range(self.after.as_ref()).minus(range(self.before.as_ref()))
    }

    /// What there is more to pay over a year.
    #[must_use]
    pub fn yearly(&self) -> Range {
        self.per.map_or(Range::NIL, |base| scaled(self.difference(), base))
    }

    /// What there is more to pay once.
    #[must_use]
    pub fn once(&self) -> Range {
        if self.per.is_none() { self.difference() } else { Range::NIL }
    }
}

/// Law, act, payer, and the unit of time.
type Key = (Code, Arc<str>, Arc<str>, Option<Base>);

fn money(program: &Program, id: RuleId) -> Option<(&Arc<str>, Option<Base>)> {
    match &program.rule(id)?.rule.body {
        Body::Duty { act, forbidden: false, amount: Some(pay), .. } if pay.unit.is_money() => {
            Some((act, pay.unit.base()))
        }
        _ => None,
    }
}

/// Every duty with an amount. Of two statements about one act for one person the certain and higher one counts.
fn owed(side: Side<'_>, all: &[DutyOutcome]) -> BTreeMap<Key, Owed> {
    let mut out: BTreeMap<Key, Owed> = BTreeMap::new();
    for d in all {
        let (Some((act, per)), Some(person)) = (money(side.program, d.rule), d.person) else { continue };
        let Some(provision) = side.program.provision_of(d.rule) else { continue };
        let one = Owed { certain: d.holds == Some(true), amount: d.amount, citation: provision.citation.clone() };
        let key = (provision.law.clone(), act.clone(), side.case.name(person), per);
        let weight = |o: &Owed| (o.certain, o.amount.map(|a| a.value));
        match out.get(&key) {
            Some(there) if weight(there) >= weight(&one) => {}
            _ => {
                out.insert(key, one);
            }
        }
    }
    out
}

/// What there is to pay over a year on each side, and the duties that stand otherwise.
pub(super) fn changes(
    (old, before): (Side<'_>, &[DutyOutcome]),
    (new, after): (Side<'_>, &[DutyOutcome]),
) -> ((Range, Range), Vec<DutyChange>) {
    let (was, is) = (owed(old, before), owed(new, after));
    let mut totals = (Range::NIL, Range::NIL);
    let mut out = Vec::new();
    let keys: std::collections::BTreeSet<&Key> = was.keys().chain(is.keys()).collect();
    for k in keys {
        let (a, b) = (was.get(k), is.get(k));
        let (law, act, payer, per) = k.clone();
        if let Some(base) = per {
            totals.0 = totals.0.plus(scaled(range(a), base));
            totals.1 = totals.1.plus(scaled(range(b), base));
        }
        let stands = |o: Option<&Owed>| o.map(|o| (o.certain, o.amount));
        if stands(a) != stands(b) {
            out.push(DutyChange { law, act, payer, before: a.cloned(), after: b.cloned(), per });
        }
    }
    (totals, out)
}
