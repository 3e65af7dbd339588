//! Three-valued results with their reasons.
//!
//! Logic is Kleene's strong three-valued logic. A doubtful truth may *lean*: when the ground is established and only an
//! exception is undecided, the text says what holds unless the exception applies. The lean is a second Kleene value
//! that never turns doubt into certainty; it only tells `nee, tenzij` from `mits`.

use crate::ir::{RuleId, SymId};
pub(super) use crate::value::order;
use crate::value::{Date, Entity, Exact, Value};
use smallvec::SmallVec;
use std::rc::Rc;
use std::sync::Arc;

/// Arguments of a symbol that matter for a reason.
pub type About = SmallVec<[Entity; 2]>;

/// Why something is open.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// A fact is missing.
    Fact(SymId, About),
    /// A date is only known to the month.
    Imprecise(SymId, About),
    /// An open norm nobody has judged.
    Norm(SymId, About),
    /// The case does not say whether everyone or everything is listed.
    Incomplete(Arc<str>),
    /// No decision on file says whether this is received.
    Decision(SymId, Entity),
    /// The law is silent.
    Silent(Arc<str>),
    /// No version of the rule is in force on the date.
    NoRule(SymId),
    /// No amount is known for the date, with the reason if one was given.
    NoAmount(SymId, Option<Arc<str>>),
    /// A delegated slot nobody has filled.
    EmptySlot(SymId),
    /// It waits on itself.
    Circular(SymId),
    /// A right that turns on a power or exception.
    Discretion(SymId, Entity),
    /// Rules that give different answers and nothing settles it.
    Clash(Vec<RuleId>),
    /// A number that does not fit, or a division by zero.
    Arithmetic,
    /// A person or thing that is absent where one is needed.
    Absent,
}

/// Numbers of reasons, sorted.
pub(super) type Reasons = Rc<[u32]>;

/// A doubtful truth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Doubt {
    pub reasons: Reasons,
    /// What holds unless an undecided exception applies.
    pub lean: Option<bool>,
}

/// A truth: yes, no, or open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tri {
    True,
    False,
    Open(Rc<Doubt>),
}

impl Tri {
    pub(super) fn open(reasons: Reasons) -> Self {
        Self::Open(Rc::new(Doubt { reasons, lean: None }))
    }

    pub(super) fn leaning(reasons: Reasons, lean: Option<bool>) -> Self {
        Self::Open(Rc::new(Doubt { reasons, lean }))
    }

    pub(super) const fn from_bool(b: bool) -> Self {
        if b { Self::True } else { Self::False }
    }

    pub(super) fn reasons(&self) -> Option<&Reasons> {
        match self {
            Self::Open(d) => Some(&d.reasons),
            _ => None,
        }
    }

    /// What holds, or what holds unless an exception applies.
    pub(super) fn lean(&self) -> Option<bool> {
        match self {
            Self::True => Some(true),
            Self::False => Some(false),
            Self::Open(d) => d.lean,
        }
    }

    pub(super) fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            Self::Open(d) => Self::leaning(d.reasons.clone(), d.lean.map(|l| !l)),
        }
    }

    /// Kleene conjunction.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::False, _) | (_, Self::False) => Self::False,
            (Self::True, x) | (x, Self::True) => x,
            (Self::Open(a), Self::Open(b)) => {
                let lean = match (a.lean, b.lean) {
                    (Some(false), _) | (_, Some(false)) => Some(false),
                    (Some(true), Some(true)) => Some(true),
                    _ => None,
                };
                Self::leaning(union(&a.reasons, &b.reasons), lean)
            }
        }
    }

    /// Kleene disjunction.
    pub(super) fn or(self, other: Self) -> Self {
        self.not().and(other.not()).not()
    }

    /// Conjunction with the negation of an exception. When only the exception is undecided, the ground holds unless.
    pub(super) fn unless(self, exception: Self) -> Self {
        match (self, exception) {
            (Self::False, _) | (_, Self::True) => Self::False,
            (ground, Self::False) => ground,
            (Self::True, Self::Open(x)) => Self::leaning(x.reasons.clone(), Some(x.lean != Some(true))),
            (Self::Open(g), Self::Open(x)) => {
                let lean = if x.lean == Some(true) { Some(false) } else { g.lean };
                Self::leaning(union(&g.reasons, &x.reasons), lean)
            }
        }
    }
}

/// The union of two sorted lists of reasons.
pub(super) fn union(a: &Reasons, b: &Reasons) -> Reasons {
    if Rc::ptr_eq(a, b) || b.iter().all(|r| a.binary_search(r).is_ok()) {
        return a.clone();
    }
    let mut all: Vec<u32> = a.iter().chain(b.iter()).copied().collect();
    all.sort_unstable();
    all.dedup();
    all.into()
}

/// Lowest and highest possible value of something open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bounds {
    pub low: Option<Value>,
    pub high: Option<Value>,
}

/// An open value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Open {
    pub reasons: Reasons,
    pub bounds: Bounds,
}

/// Members of a set: each with whether it belongs, and whether there may be others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Members {
    pub list: Vec<(Entity, Tri)>,
    /// Why there may be members that are not listed.
    pub more: Option<Reasons>,
}

/// A value: known, open, or a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Val {
    Known(Value),
    Open(Rc<Open>),
    Set(Rc<Members>),
    Truth(Tri),
}

impl Val {
    pub(super) fn open(reasons: Reasons) -> Self {
        Self::Open(Rc::new(Open { reasons, bounds: Bounds::default() }))
    }

    pub(super) fn bounded(reasons: Reasons, bounds: Bounds) -> Self {
        Self::Open(Rc::new(Open { reasons, bounds }))
    }

    /// Lowest and highest possible value; the same for a known one.
    pub(super) fn bounds(&self) -> Bounds {
        match self {
            Self::Known(v) => Bounds { low: Some(v.clone()), high: Some(v.clone()) },
            Self::Open(o) => o.bounds.clone(),
            _ => Bounds::default(),
        }
    }

    pub(super) fn reasons(&self) -> Option<&Reasons> {
        match self {
            Self::Open(o) => Some(&o.reasons),
            Self::Truth(t) => t.reasons(),
            Self::Set(m) => m.more.as_ref(),
            Self::Known(_) => None,
        }
    }
}

/// A number between bounds, for interval arithmetic.
pub(super) type Interval = (Option<Exact>, Option<Exact>);

/// The bounds as numbers.
pub(super) fn interval(bounds: &Bounds) -> Interval {
    (bounds.low.as_ref().and_then(Value::number), bounds.high.as_ref().and_then(Value::number))
}

/// Bounds from numbers.
pub(super) fn from_interval((low, high): Interval) -> Bounds {
    Bounds { low: low.map(Value::Number), high: high.map(Value::Number) }
}

/// Bounds that are dates.
pub(super) const fn dates(low: Date, high: Date) -> Bounds {
    Bounds { low: Some(Value::Date(low)), high: Some(Value::Date(high)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(n: u32) -> Tri {
        Tri::open(Rc::from([n]))
    }

    #[test]
    fn kleene_tables() {
        assert_eq!(Tri::False.and(open(1)), Tri::False);
        assert_eq!(Tri::True.and(open(1)), open(1));
        assert_eq!(Tri::True.or(open(1)), Tri::True);
        assert_eq!(Tri::False.or(open(1)), open(1));
        assert_eq!(open(1).and(open(2)).reasons().map(|r| r.to_vec()), Some(vec![1, 2]));
    }

    #[test]
    fn an_undecided_exception_leaves_a_lean() {
        assert_eq!(Tri::True.unless(open(1)).lean(), Some(true));
        assert_eq!(open(1).unless(Tri::False).lean(), None);
        let refusal = Tri::True.unless(open(1));
        assert_eq!(Tri::True.unless(refusal.clone()).lean(), Some(false));
        assert_eq!(open(2).unless(refusal.clone()).lean(), Some(false));
        assert_eq!(Tri::True.and(refusal.not()).lean(), Some(false));
    }

    #[test]
    fn a_lean_never_decides() {
        let leaning = Tri::True.unless(open(1));
        assert!(matches!(leaning.clone().and(Tri::True), Tri::Open(_)));
        assert!(matches!(leaning.or(Tri::False), Tri::Open(_)));
    }
}
