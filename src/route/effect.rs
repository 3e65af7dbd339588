//! What a route does to everything else: all laws, before and after.

use crate::eval::{Amount, Assessment, Outcome, Verdict};
use crate::ir::SymId;
use crate::value::{Base, Entity, Exact, Unit};

/// An outcome that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// Right.
    pub right: SymId,
    /// Holder.
    pub holder: Entity,
    /// Thing it is for.
    pub subject: Option<Entity>,
    /// Verdict and amount before.
    pub before: (Verdict, Option<Amount>),
    /// Verdict and amount after.
    pub after: (Verdict, Option<Amount>),
}

/// What a route does in money, where that is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// Euros per month; amounts per year count for a twelfth.
    pub per_month: Option<Exact>,
    /// Euros once.
    pub once: Option<Exact>,
    /// Outcomes that change and of which the amount is not known on both sides.
    pub unknown: usize,
}

/// The outcomes that differ between two cases, each once.
pub(super) fn effects(before: &Assessment, after: &Assessment) -> Vec<Effect> {
    let mut out = Vec::new();
    for was in &before.outcomes {
        let Some(is) = after.outcomes.iter().find(|o| same(o, was)) else { continue };
        if was.verdict != is.verdict || paid(was).zip(paid(is)).is_some_and(|(a, b)| a != b) || was.amount != is.amount
        {
            out.push(Effect {
                right: was.right,
                holder: was.holder,
                subject: was.subject,
                before: (was.verdict, was.amount),
                after: (is.verdict, is.amount),
            });
        }
    }
    out
}

fn same(a: &Outcome, b: &Outcome) -> bool {
    a.right == b.right && a.subject == b.subject && (a.holder == b.holder || a.jointly.contains(&b.holder))
}

/// The number of euros that an outcome comes to; `None` while that is open.
fn paid(o: &Outcome) -> Option<Exact> {
    value((o.verdict, o.amount))
}

fn value((verdict, amount): (Verdict, Option<Amount>)) -> Option<Exact> {
    match verdict {
        Verdict::No | Verdict::NoUnless => Some(Exact::ZERO),
        Verdict::Must | Verdict::May => amount.map(|a| a.value),
        _ => None,
    }
}

/// The sum of effects in euros.
pub(super) fn total(effects: &[Effect]) -> Total {
    let mut out = Total::default();
    let twelve = Exact::int(12);
    for e in effects {
        // What is not paid in money does not count.
        let Some(unit) = e.after.1.or(e.before.1).map(|a| a.unit).filter(|u| u.is_money()) else { continue };
        let Some(change) = value(e.before).zip(value(e.after)).and_then(|(a, b)| b.minus(a)) else {
            out.unknown += 1;
            continue;
        };
        let add = |sum: Option<Exact>, n: Exact| sum.unwrap_or(Exact::ZERO).plus(n);
        match unit.base() {
            Some(Base::Month) => out.per_month = add(out.per_month, change),
            Some(Base::Year) => {
                out.per_month = change.over(twelve).and_then(|n| add(out.per_month, n)).or(out.per_month);
            }
            None if unit == Unit::EURO => out.once = add(out.once, change),
            _ => out.unknown += 1,
        }
    }
    out
}
