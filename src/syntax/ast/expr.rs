//! Expressions.

use super::{Bound, Literal, Name, QName, Str, Text};
use crate::law::Mark;
use crate::text::{Span, Spanned};
use crate::value::{Base, Exact, Rounding};

/// An expression: a value or a condition; types decide which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands.
    pub span: Span,
}

/// `en` or `of`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Link {
    /// `en`
    And,
    /// `of`
    Or,
}

/// The head word of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ListKind {
    /// `elk van`
    All,
    /// `een van`
    Any,
    /// `geen van`
    None,
}

/// A comparison word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Compare {
    /// `ten minste` (dates: `op zijn vroegst`)
    AtLeast,
    /// `ten hoogste` (dates: `uiterlijk`)
    AtMost,
    /// `meer dan` (dates: `later dan`)
    More,
    /// `minder dan` (dates: `eerder dan`)
    Less,
    /// `gelijk aan`
    Equal,
    /// `ongelijk aan`
    Unequal,
}

impl Compare {
    /// As written for numbers; dates have words of their own.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::AtLeast => "ten minste",
            Self::AtMost => "ten hoogste",
            Self::More => "meer dan",
            Self::Less => "minder dan",
            Self::Equal => "gelijk aan",
            Self::Unequal => "ongelijk aan",
        }
    }

    /// As read for dates.
    #[must_use]
    pub const fn words_for_dates(self) -> &'static str {
        match self {
            Self::AtLeast => "op zijn vroegst",
            Self::AtMost => "uiterlijk",
            Self::More => "later dan",
            Self::Less => "eerder dan",
            _ => self.words(),
        }
    }
}

/// Where a negation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Negation {
    /// None.
    No,
    /// `niet`
    Niet,
    /// `geen`
    Geen,
}

/// The forms of a predicate in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PredicateForm {
    /// `is x`
    Is,
    /// `heeft x`
    Has,
    /// `doet_x`
    Verb,
}

/// An argument: `van P`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arg {
    /// Preposition.
    pub prep: Str,
    /// Value.
    pub value: Expr,
}

/// A range a quantifier runs over: `kind K van P waarvoor …`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    /// Noun.
    pub name: QName,
    /// Variable; absent after `aantal` when nothing refers to it.
    pub var: Option<Name>,
    /// Arguments.
    pub args: Vec<Arg>,
    /// Condition.
    pub filter: Option<Box<Expr>>,
}

/// How a quantifier counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quantity {
    /// `er is een`
    Some,
    /// `er is geen`
    None,
    /// `er zijn ten minste n`
    Count(Compare, Exact),
    /// `voor elk`, `in elke maand van`
    Every,
    /// `gedurende`
    During,
}

/// A period in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PeriodExpr {
    /// `de 12 maanden voor D`
    MonthsBefore(i32, Box<Expr>),
    /// A value of type period, or a year.
    Value(Box<Expr>),
}

/// Arithmetic and set operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `×`
    Times,
    /// `/`
    Over,
    /// `samen met`
    Together,
}

/// A point of a list, with its mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// Mark.
    pub mark: Spanned<Mark>,
    /// What it holds.
    pub expr: Expr,
}

/// Precision of a rounding.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Precision {
    /// `hele euro's`
    WholeEuros,
    /// `centen`
    Cents,
    /// `€ 50`
    Step(Exact),
    /// `2 decimalen`
    Decimals(u32),
}

/// The expressions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExprKind {
    /// A chain with one connective.
    Chain(Link, Vec<Expr>),
    /// A marked list.
    List(ListKind, Vec<Point>),
    /// `niet …`
    Not(Box<Expr>),
    /// `ter beoordeling …`
    Judge(Box<Expr>),
    /// `er is een …` and its kin
    Exists(Quantity, Range),
    /// `voor elk … geldt …`
    ForAll(Range, Box<Expr>),
    /// `in elke maand van … geldt …` and its kin
    Months(Quantity, PeriodExpr, Box<Expr>),
    /// `x is ten minste … en minder dan …`
    Compare(Box<Expr>, Vec<(Compare, Expr)>),
    /// `P is x`, `P heeft x`, `P doet_x`
    Predicate {
        /// Subject.
        subject: Box<Expr>,
        /// Form.
        form: PredicateForm,
        /// Negation.
        negation: Negation,
        /// Name.
        name: QName,
        /// Arguments.
        args: Vec<Arg>,
    },
    /// `P heeft recht op X`
    Entitled {
        /// Subject.
        subject: Box<Expr>,
        /// `geen`
        negated: bool,
        /// Right.
        name: QName,
        /// Thing.
        over: Option<Box<Expr>>,
    },
    /// `P ontvangt X`
    Receives {
        /// Subject.
        subject: Box<Expr>,
        /// `geen`
        negated: bool,
        /// Right.
        name: QName,
        /// Thing.
        over: Option<Box<Expr>>,
    },
    /// `naam van …`
    Call(QName, Vec<Arg>),
    /// `kolom uit tabel bij sleutel`
    Table(Name, QName, Option<Box<Expr>>),
    /// A variable.
    Var(Str),
    /// A literal.
    Literal(Literal),
    /// Operands with the operators between them, one precedence.
    Operation(Box<Expr>, Vec<(Operator, Expr)>),
    /// `… op D`
    On(Box<Expr>, Box<Expr>),
    /// `… in jaar J`
    InYear(Box<Expr>, Box<Expr>),
    /// `… maar ten minste …`
    Bounded(Box<Expr>, Bound, Box<Expr>),
    /// `… afgerond …`
    Rounded(Box<Expr>, Rounding, Precision),
    /// `… omgerekend per …`
    Converted(Box<Expr>, Base),
    /// `deel van … boven … tot en met …`
    Slice(Box<Expr>, Box<Expr>, Option<Box<Expr>>),
    /// `som van … over …`
    Sum(Box<Expr>, Range),
    /// `aantal …`
    Count(Range),
    /// `totaal van … in …`
    Total(Box<Expr>, PeriodExpr),
    /// `laagste van (…)`
    Least(Vec<Expr>),
    /// `hoogste van (…)`
    Greatest(Vec<Expr>),
    /// `de … waarvoor …`
    The(Range),
    /// `als … dan … anders …`
    Choice(Vec<(Expr, Expr)>, Box<Expr>),
    /// `onbepaald "…"`
    Undefined(Text),
    /// `in volgorde a. … b. …`
    InOrder(Vec<Point>),
    /// Brackets.
    Paren(Box<Expr>),
}
