//! How a right stands before and after, what the difference is in money, and which provisions decide it.

use super::cause::deciding;
use super::{Range, Side};
use crate::case::Case;
use crate::eval::{Amount, Assessment, Outcome, Reason, Verdict};
use crate::ir::{Program, Sym, SymId};
use crate::law::{Citation, Code};
use crate::value::{Base, Exact};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The form of what must be paid back, a word of the rule language.
const LOAN: &str = "lening";

/// How a right stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stand {
    /// The verdict.
    pub verdict: Verdict,
    /// The amount, where known.
    pub amount: Option<Amount>,
    /// Lowest and highest amount, where it is bounded only.
    pub between: Option<(Amount, Amount)>,
    /// The form, when it is no ordinary payment.
    pub form: Option<Arc<str>>,
    /// The right is held jointly and shown with another holder.
    pub joint: bool,
    /// What it turns on or lacks, as reasons of its own program.
    pub open: Vec<Reason>,
}

/// A provision that makes the difference: left out, the outcome is another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Deciding {
    /// The provision.
    pub citation: Citation,
    /// The bill that gave this text.
    pub bill: Option<Code>,
    /// Whether it decides after; before otherwise.
    pub after: bool,
}

/// A right that stands otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RightChange {
    /// The right.
    pub right: Sym,
    /// Role of the holder.
    pub holder: Arc<str>,
    /// Label of the thing it is for.
    pub subject: Option<Arc<str>>,
    /// Before.
    pub before: Stand,
    /// After.
    pub after: Stand,
    /// The unit in which it is paid; `None` when it is not money.
    pub paid: Option<Option<Base>>,
    /// The provisions that make the difference.
    pub deciding: Vec<Deciding>,
    /// It is as sure as it was and turns on the same facts and norms, so that it is given on both sides or on neither.
    pub same_condition: bool,
}

/// How sure a right is, by its verdict; `None` when it is undecided.
const fn strength(v: Verdict) -> Option<u8> {
    match v {
        Verdict::Must => Some(5),
        Verdict::May => Some(4),
        Verdict::Provided => Some(3),
        Verdict::Judgement => Some(2),
        Verdict::NoUnless => Some(1),
        Verdict::No => Some(0),
        Verdict::Unknown | Verdict::Clash => None,
    }
}

/// Whether the organ gives it, or may give it now.
const fn given(v: Verdict) -> bool {
    matches!(v, Verdict::Must | Verdict::May)
}

impl Stand {
    /// Whether it must be paid back.
    #[must_use]
    pub fn is_loan(&self) -> bool {
        self.form.as_deref() == Some(LOAN)
    }

    /// What it brings to keep, in the unit of the right.
    fn range(&self) -> Range {
        if self.form.is_some() { Range::NIL } else { self.paid() }
    }

    /// What it lends, in the unit of the right.
    fn lent(&self) -> Range {
        if self.is_loan() { self.paid() } else { Range::NIL }
    }

    fn paid(&self) -> Range {
        let refused = matches!(self.verdict, Verdict::No | Verdict::NoUnless);
        if refused || self.joint {
            return Range::NIL;
        }
        let (low, high) = match (self.amount, self.between) {
            (Some(a), _) => (Some(a.value), Some(a.value)),
            (None, Some((low, high))) => (Some(low.value), Some(high.value)),
            (None, None) => (Some(Exact::ZERO), None),
        };
        if self.verdict == Verdict::Must { Range { low, high } } else { Range { low: Some(Exact::ZERO), high } }
    }
}

impl RightChange {
    /// The difference over a year.
    #[must_use]
    pub fn yearly(&self) -> Range {
        let Some(Some(base)) = self.paid else { return Range::NIL };
        scaled(self.difference(), base)
    }

    /// The difference in what is paid once.
    #[must_use]
    pub fn once(&self) -> Range {
        if self.paid == Some(None) { self.difference() } else { Range::NIL }
    }

    /// The difference over a year in what is lent.
    #[must_use]
    pub fn lent_yearly(&self) -> Range {
        self.paid.flatten().map_or(Range::NIL, |base| scaled(self.lent(), base))
    }

    /// The difference in what is lent once.
    #[must_use]
    pub fn lent_once(&self) -> Range {
        if self.paid == Some(None) { self.lent() } else { Range::NIL }
    }

    fn lent(&self) -> Range {
        self.after.lent().minus(self.before.lent())
    }

    /// What was given to keep must be paid back now; the other way round with `false`.
    #[must_use]
    pub fn to_loan(&self) -> Option<bool> {
        let refused = |s: &Stand| matches!(s.verdict, Verdict::No | Verdict::NoUnless);
        let turned = self.before.is_loan() != self.after.is_loan() && !refused(&self.before) && !refused(&self.after);
        turned.then(|| self.after.is_loan())
    }

    /// The difference in the unit of the right.
    fn difference(&self) -> Range {
        let (before, after) = (self.before.range(), self.after.range());
        let both = self.before.amount.zip(self.after.amount).filter(|_| self.same_condition);
        match both.and_then(|(a, b)| b.value.minus(a.value)) {
            Some(d) => Range { low: Some(d.min(Exact::ZERO)), high: Some(d.max(Exact::ZERO)) },
            None => after.minus(before),
        }
    }

    /// Whether it is surer than it was.
    #[must_use]
    pub fn stronger(&self) -> bool {
        self.turned().is_some_and(|(a, b)| b > a)
    }

    /// Whether it is less sure than it was.
    #[must_use]
    pub fn weaker(&self) -> bool {
        self.turned().is_some_and(|(a, b)| b < a)
    }

    /// Whether the verdict is the same.
    #[must_use]
    pub fn same_strength(&self) -> bool {
        self.before.verdict == self.after.verdict
    }

    fn turned(&self) -> Option<(u8, u8)> {
        Some((strength(self.before.verdict)?, strength(self.after.verdict)?))
    }

    /// Whether it was given and is refused now.
    fn gone(&self) -> bool {
        given(self.before.verdict) && matches!(self.after.verdict, Verdict::No | Verdict::NoUnless) && !self.after.joint
    }

    /// Whether it comes in the place of another: given where it was not, or more money.
    fn comes(&self) -> bool {
        let more = |r: Range| r.high.is_none_or(|h| h > Exact::ZERO);
        !given(self.before.verdict) && given(self.after.verdict) || more(self.yearly()) || more(self.once())
    }

    /// The key of a right that is lost.
    #[must_use]
    pub fn key(&self, name: &str) -> Arc<str> {
        let subject = self.subject.as_ref().map_or(String::new(), |s| format!(", {s}"));
        format!("{name} ertussen {}({}{subject})", self.right, self.holder).into()
    }
}

pub(super) fn scaled(range: Range, base: Base) -> Range {
    let times = match base {
        Base::Year => 1,
        Base::Month => 12,
        Base::Week | Base::Day | Base::Hour => return range_unknown(range),
    };
    let each = |n: Option<Exact>| n.and_then(|n| n.times(Exact::int(times)));
    Range { low: each(range.low), high: each(range.high) }
}

/// A number of days or hours in a year is not fixed: only the sign can be told.
fn range_unknown(range: Range) -> Range {
    let zero = Exact::ZERO;
    Range { low: range.low.filter(|n| *n >= zero).map(|_| zero), high: range.high.filter(|n| *n <= zero).map(|_| zero) }
}

/// A right, its holder and the thing it is for, by name: what is the same under two programs.
type Key = (Sym, Arc<str>, Option<Arc<str>>);

fn key(side: Side<'_>, o: &Outcome, holder: crate::value::Entity) -> Option<Key> {
    let sym = side.program.signature(o.right)?.sym.clone();
    Some((sym, side.case.name(holder), o.subject.map(|s| side.case.name(s))))
}

fn stand(o: &Outcome, joint: bool) -> Stand {
    let open = o.missing.iter().chain(&o.norms).cloned().collect();
    let (amount, between, form) = (o.amount, o.between, o.form.clone());
    Stand { verdict: o.verdict, amount, between, form, joint, open }
}

/// How every right stands for every holder.
fn standing<'a>(side: Side<'_>, all: &'a Assessment) -> BTreeMap<Key, (Stand, &'a Outcome)> {
    let mut out = BTreeMap::new();
    for o in &all.outcomes {
        if let Some(k) = key(side, o, o.holder) {
            out.insert(k, (stand(o, false), o));
        }
    }
    for o in &all.outcomes {
        for other in &o.jointly {
            if let Some(k) = key(side, o, *other) {
                out.entry(k).or_insert_with(|| (stand(o, true), o));
            }
        }
    }
    out
}

/// The unit in which a right is paid, `None` when it is not money.
fn paid(program: &Program, right: SymId) -> Option<Option<Base>> {
    let symbol = program.symbol(right)?;
    let mut all = symbol.rules.iter().chain(&symbol.powers).filter_map(|id| program.rule(*id));
    let unit = all.find_map(|l| Some(l.rule.body.benefit()?.amount.as_ref()?.unit))?;
    unit.is_money().then(|| unit.base())
}

/// What rights bring over a year, before and after.
#[derive(Clone, Copy, Debug)]
pub(super) struct Totals {
    /// To keep.
    pub kept: (Range, Range),
    /// To pay back.
    pub lent: (Range, Range),
}

impl Default for Totals {
    fn default() -> Self {
        Self { kept: (Range::NIL, Range::NIL), lent: (Range::NIL, Range::NIL) }
    }
}

/// What the rights bring and what they lend over a year on each side, and the rights that stand otherwise.
pub(super) fn changes(
    (old, before): (Side<'_>, &Assessment),
    (new, after): (Side<'_>, &Assessment),
) -> (Totals, Vec<RightChange>) {
    let (was, is) = (standing(old, before), standing(new, after));
    let mut totals = Totals::default();
    let mut out = Vec::new();
    let keys: std::collections::BTreeSet<&Key> = was.keys().chain(is.keys()).collect();
    for k in keys {
        let (a, b) = (was.get(k), is.get(k));
        let paid = b.and_then(|(_, o)| paid(new.program, o.right)).or_else(|| paid(old.program, a?.1.right));
        if let Some(Some(base)) = paid {
            let of = |s: Option<&(Stand, &Outcome)>, range: fn(&Stand) -> Range| {
                s.map_or(Range::NIL, |(s, _)| scaled(range(s), base))
            };
            totals.kept = (totals.kept.0.plus(of(a, Stand::range)), totals.kept.1.plus(of(b, Stand::range)));
            totals.lent = (totals.lent.0.plus(of(a, Stand::lent)), totals.lent.1.plus(of(b, Stand::lent)));
        }
        let nothing =
            || Stand { verdict: Verdict::No, amount: None, between: None, form: None, joint: false, open: Vec::new() };
        let (before, after) = (a.map_or_else(nothing, |s| s.0.clone()), b.map_or_else(nothing, |s| s.0.clone()));
        if !differs(&before, &after) {
            continue;
        }
        let open = !matches!(after.verdict, Verdict::Must | Verdict::Unknown | Verdict::Clash);
        let same_condition = open
            && before.verdict == after.verdict
            && !(before.joint || after.joint || before.form.is_some() || after.form.is_some())
            && conditions(old, &before.open).is_some_and(|was| conditions(new, &after.open) == Some(was));
        let deciding = deciding((old, a.map(|s| s.1)), (new, b.map(|s| s.1)));
        let (right, holder, subject) = k.clone();
        out.push(RightChange { right, holder, subject, before, after, paid, deciding, same_condition });
    }
    (totals, out)
}

/// What a right turns on, by name: facts and norms only; `None` when it turns on anything else.
fn conditions(side: Side<'_>, open: &[Reason]) -> Option<Vec<(Sym, Vec<Arc<str>>)>> {
    let one = |r: &Reason| match r {
        Reason::Fact(what, about) | Reason::Norm(what, about) => {
            let sym = side.program.signature(*what)?.sym.clone();
            Some((sym, about.iter().map(|e| side.case.name(*e)).collect()))
        }
        _ => None,
    };
    let mut out: Vec<(Sym, Vec<Arc<str>>)> = open.iter().map(one).collect::<Option<_>>()?;
    out.sort();
    Some(out)
}

/// Whether it stands otherwise for the household. What is only shown with another holder is no difference by itself.
fn differs(a: &Stand, b: &Stand) -> bool {
    if a.joint && b.joint {
        return false;
    }
    let refused = |s: &Stand| matches!(s.verdict, Verdict::No | Verdict::NoUnless);
    let money = |s: &Stand| (!refused(s)).then_some((s.amount, s.between, s.form.clone(), s.joint));
    a.verdict != b.verdict || money(a) != money(b)
}

/// Rights that were given and are refused, when nothing comes in their place and the household is not better off.
pub(super) fn lost(rights: &[RightChange], difference: Range) -> Vec<usize> {
    let better = difference.high.is_none_or(|h| h > Exact::ZERO);
    if better || rights.iter().any(RightChange::comes) {
        return Vec::new();
    }
    rights.iter().enumerate().filter(|(_, r)| r.gone()).map(|(i, _)| i).collect()
}

/// Someone of a case by role, for what is told about them.
#[must_use]
pub(super) fn named(case: &Case, e: crate::value::Entity) -> Arc<str> {
    case.name(e)
}
