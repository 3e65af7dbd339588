//! Typed expressions. Names are resolved, units are checked; running one cannot fail with a type error.
//!
//! `S` is how a symbol is named: by law and name ([`Sym`](super::Sym)) in a lowered block, by number
//! ([`SymId`](super::SymId)) in a linked program.

use crate::value::{Base, Exact, Rounding, Value};
use std::sync::Arc;

pub use crate::syntax::ast::{Bound, Compare};

/// A variable of a rule, by position.
pub type Slot = u16;

/// A typed expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr<S> {
    /// A known value.
    Const(Value),
    /// A variable.
    Slot(Slot),
    /// Kleene conjunction.
    All(Vec<Self>),
    /// Kleene disjunction.
    Any(Vec<Self>),
    /// Negation.
    Not(Box<Self>),
    /// A point of a list; exceptions may aim at it.
    Point(u16, Box<Self>),
    /// A comparison of two ordered or equal things.
    Compare(Compare, Box<Self>, Box<Self>),
    /// A fact, concept, norm or amount.
    Call(S, Vec<Self>),
    /// A function of the language itself.
    Builtin(Builtin, Vec<Self>),
    /// Whether a person exists where one may be absent.
    Present(Box<Self>),
    /// Whether an entity is in a set.
    Member(Box<Self>, Box<Self>),
    /// A count over a set compared with a number: `er is een`, `er zijn ten minste 2`.
    Exists(Box<Scan<S>>, Compare, Exact),
    /// `voor elk`: the filter of the scan is what must hold.
    ForAll(Box<Scan<S>>),
    /// A condition over months.
    Months {
        /// The months.
        period: Box<Self>,
        /// What must hold in a month.
        condition: Box<Self>,
        /// In how many: every month, or a compared number.
        count: Option<(Compare, Exact)>,
    },
    /// `heeft recht op`: holder first, then the thing it is for.
    Entitled(S, Vec<Self>),
    /// `ontvangt`: a decision on file.
    Receives(S, Vec<Self>),
    /// Arithmetic.
    Arith(Arith, Box<Self>, Box<Self>),
    /// `maar ten minste` / `maar ten hoogste`
    Bounded(Bound, Box<Self>, Box<Self>),
    /// Rounding to a multiple of a step.
    Round(Rounding, Exact, Box<Self>),
    /// `deel van … boven … tot en met …`
    Slice(Box<Self>, Box<Self>, Option<Box<Self>>),
    /// Sum of a value over a set.
    Sum(Box<Scan<S>>, Box<Self>),
    /// Number of members of a set.
    Count(Box<Scan<S>>),
    /// Sum of events of a fact in a period.
    TotalEvents(S, Vec<Self>, Box<Self>),
    /// Sum over a period of an amount per base of time.
    TotalFlow(Box<Self>, Base, Box<Self>),
    /// Smallest.
    Least(Vec<Self>),
    /// Largest.
    Greatest(Vec<Self>),
    /// Unordered cases; two true cases with different values clash.
    Choice(Vec<(Self, Self)>, Box<Self>),
    /// The law is silent.
    Silent(Arc<str>),
    /// The first that exists.
    InOrder(Vec<Self>),
    /// Evaluation on another date: facts and law.
    On(Box<Self>, Box<Self>),
    /// Evaluation on 1 January of a year.
    InYear(Box<Self>, Box<Self>),
    /// A column of a table, for a key or for the date.
    Column(S, u16, Option<Box<Self>>),
    /// Everyone or everything of a sort; with an owner, what belongs to that owner.
    Everyone(Arc<str>, Option<Box<Self>>),
    /// Those for whom a relation holds; `None` marks the open place.
    Related(S, Vec<Option<Self>>),
    /// Members of a set for whom a condition holds.
    Filter(Box<Scan<S>>),
    /// The single member of a set.
    Single(Box<Self>),
    /// Union; a single person counts as a set of one, an absent one as none.
    Together(Vec<Self>),
}

/// A walk over a set with a variable and a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scan<S> {
    /// The variable, if anything refers to it.
    pub slot: Option<Slot>,
    /// The set.
    pub domain: Expr<S>,
    /// The condition.
    pub filter: Option<Expr<S>>,
}

/// Arithmetic operators. Dates and lengths add and subtract too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Arith {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `×`
    Times,
    /// `/`
    Over,
}

/// Functions of the language itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Builtin {
    /// `peildatum`: the date on which this rule is asked.
    ReferenceDate,
    /// `kalenderjaar`, `berekeningsjaar`
    CalendarYear,
    /// `kalendermaand van D`
    CalendarMonth,
    /// `de 12 maanden voor D`
    MonthsBefore,
    /// `leeftijd van P`, in completed years
    Age,
    /// `jaartal van D`
    YearOf,
    /// `eerste_dag van T`
    FirstDay,
    /// `laatste_dag van T`
    LastDay,
    /// `eerste_dag_van_maand van D`
    FirstOfMonth,
    /// `eerste_dag_volgende_maand van D`
    FirstOfNextMonth,
    /// `dag_van_maand van D`
    DayOfMonth,
}

impl<S> Expr<S> {
    /// The same expression with other names for its symbols.
    pub fn map<T>(&self, f: &mut impl FnMut(&S) -> T) -> Expr<T> {
        use Expr as E;
        fn boxed<S, T>(e: &Expr<S>, f: &mut impl FnMut(&S) -> T) -> Box<Expr<T>> {
            Box::new(e.map(f))
        }
        fn each<S, T>(all: &[Expr<S>], f: &mut impl FnMut(&S) -> T) -> Vec<Expr<T>> {
            all.iter().map(|e| e.map(f)).collect()
        }
        fn scan<S, T>(s: &Scan<S>, f: &mut impl FnMut(&S) -> T) -> Box<Scan<T>> {
            Box::new(Scan { slot: s.slot, domain: s.domain.map(f), filter: s.filter.as_ref().map(|e| e.map(f)) })
        }
        match self {
            Self::Const(v) => E::Const(v.clone()),
            Self::Slot(s) => E::Slot(*s),
            Self::All(all) => E::All(each(all, f)),
            Self::Any(all) => E::Any(each(all, f)),
            Self::Not(e) => E::Not(boxed(e, f)),
            Self::Point(i, e) => E::Point(*i, boxed(e, f)),
            Self::Compare(c, a, b) => E::Compare(*c, boxed(a, f), boxed(b, f)),
            Self::Call(s, args) => E::Call(f(s), each(args, f)),
            Self::Builtin(b, args) => E::Builtin(*b, each(args, f)),
            Self::Present(e) => E::Present(boxed(e, f)),
            Self::Member(a, b) => E::Member(boxed(a, f), boxed(b, f)),
            Self::Exists(s, c, n) => E::Exists(scan(s, f), *c, *n),
            Self::ForAll(s) => E::ForAll(scan(s, f)),
            Self::Months { period, condition, count } => {
                E::Months { period: boxed(period, f), condition: boxed(condition, f), count: *count }
            }
            Self::Entitled(s, args) => E::Entitled(f(s), each(args, f)),
            Self::Receives(s, args) => E::Receives(f(s), each(args, f)),
            Self::Arith(o, a, b) => E::Arith(*o, boxed(a, f), boxed(b, f)),
            Self::Bounded(o, a, b) => E::Bounded(*o, boxed(a, f), boxed(b, f)),
            Self::Round(m, step, e) => E::Round(*m, *step, boxed(e, f)),
            Self::Slice(a, b, c) => E::Slice(boxed(a, f), boxed(b, f), c.as_ref().map(|c| boxed(c, f))),
            Self::Sum(s, e) => E::Sum(scan(s, f), boxed(e, f)),
            Self::Count(s) => E::Count(scan(s, f)),
            Self::TotalEvents(s, args, p) => E::TotalEvents(f(s), each(args, f), boxed(p, f)),
            Self::TotalFlow(e, base, p) => E::TotalFlow(boxed(e, f), *base, boxed(p, f)),
            Self::Least(all) => E::Least(each(all, f)),
            Self::Greatest(all) => E::Greatest(each(all, f)),
            Self::Choice(cases, otherwise) => {
                E::Choice(cases.iter().map(|(c, v)| (c.map(f), v.map(f))).collect(), boxed(otherwise, f))
            }
            Self::Silent(t) => E::Silent(t.clone()),
            Self::InOrder(all) => E::InOrder(each(all, f)),
            Self::On(e, d) => E::On(boxed(e, f), boxed(d, f)),
            Self::InYear(e, d) => E::InYear(boxed(e, f), boxed(d, f)),
            Self::Column(s, i, key) => E::Column(f(s), *i, key.as_ref().map(|k| boxed(k, f))),
            Self::Everyone(sort, owner) => E::Everyone(sort.clone(), owner.as_ref().map(|o| boxed(o, f))),
            Self::Related(s, args) => E::Related(f(s), args.iter().map(|a| a.as_ref().map(|e| e.map(f))).collect()),
            Self::Filter(s) => E::Filter(scan(s, f)),
            Self::Single(e) => E::Single(boxed(e, f)),
            Self::Together(all) => E::Together(each(all, f)),
        }
    }

    /// Calls `f` for every symbol, with how it is used.
    pub fn symbols(&self, f: &mut impl FnMut(&S, Use)) {
        let how = match self {
            Self::Entitled(..) => Use::Verdict,
            Self::Receives(..) => Use::Decision,
            Self::Column(..) => Use::Table,
            _ => Use::Value,
        };
        match self {
            Self::Call(s, _)
            | Self::Entitled(s, _)
            | Self::Receives(s, _)
            | Self::Column(s, _, _)
            | Self::Related(s, _)
            | Self::TotalEvents(s, _, _) => f(s, how),
            _ => {}
        }
        self.parts(&mut |e| e.symbols(f));
    }

    /// Calls `f` for every direct part.
    pub fn parts<'a>(&'a self, f: &mut impl FnMut(&'a Self)) {
        fn scan<'a, S>(s: &'a Scan<S>, f: &mut impl FnMut(&'a Expr<S>)) {
            f(&s.domain);
            s.filter.iter().for_each(f);
        }
        match self {
            Self::Const(_) | Self::Slot(_) | Self::Silent(_) => {}
            Self::All(all)
            | Self::Any(all)
            | Self::Call(_, all)
            | Self::Builtin(_, all)
            | Self::Entitled(_, all)
            | Self::Receives(_, all)
            | Self::Least(all)
            | Self::Greatest(all)
            | Self::InOrder(all)
            | Self::Together(all) => all.iter().for_each(f),
            Self::Not(e) | Self::Point(_, e) | Self::Present(e) | Self::Round(_, _, e) | Self::Single(e) => f(e),
            Self::Compare(_, a, b)
            | Self::Member(a, b)
            | Self::Arith(_, a, b)
            | Self::Bounded(_, a, b)
            | Self::On(a, b)
            | Self::InYear(a, b)
            | Self::TotalFlow(a, _, b) => {
                f(a);
                f(b);
            }
            Self::Exists(s, _, _) | Self::ForAll(s) | Self::Count(s) | Self::Filter(s) => scan(s, f),
            Self::Sum(s, e) => {
                scan(s, f);
                f(e);
            }
            Self::Months { period, condition, .. } => {
                f(period);
                f(condition);
            }
            Self::Slice(a, b, c) => {
                f(a);
                f(b);
                c.iter().for_each(|c| f(c));
            }
            Self::TotalEvents(_, args, p) => {
                args.iter().for_each(&mut *f);
                f(p);
            }
            Self::Choice(cases, otherwise) => {
                for (c, v) in cases {
                    f(c);
                    f(v);
                }
                f(otherwise);
            }
            Self::Column(_, _, key) => key.iter().for_each(|k| f(k)),
            Self::Everyone(_, owner) => owner.iter().for_each(|o| f(o)),
            Self::Related(_, args) => args.iter().flatten().for_each(f),
        }
    }
}

/// How an expression uses a symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Use {
    /// Its value or truth.
    Value,
    /// The verdict of a right.
    Verdict,
    /// A decision on file.
    Decision,
    /// A row of a table.
    Table,
}
