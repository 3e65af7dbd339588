//! The syntax tree of one block: plain values, no meaning.
//!
//! Spans count from the start of the block. Nothing here knows other blocks.

use crate::law::{Address, Moment};
use crate::text::{Span, Spanned};
use crate::value::Date;
use std::sync::Arc;

mod clause;
mod expr;
mod payment;
mod statement;

pub use clause::{Clause, ClauseKind, Effect, Flow, Manner, WhileEmpty};
pub use expr::{
    Arg, Compare, Expr, ExprKind, Link, ListKind, Negation, Operator, PeriodExpr, Point, Precision, PredicateForm,
    Quantity, Range,
};
pub use payment::{PayMonth, PayRule, PayTime};
pub use statement::{
    Act, Adjustment, AmountRow, Binder, Bound, Cell, Column, ColumnKind, Head, HeadForm, Literal, Param, Party,
    PeriodRef, Statement, StatementKind, TypeRef,
};

/// Shared text.
pub type Str = Arc<str>;
/// A name with its place.
pub type Name = Spanned<Str>;

/// A name, possibly qualified with the code of another law.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct QName {
    /// Code of the law, if written.
    pub law: Option<Str>,
    /// The name.
    pub name: Str,
    /// Where it stands.
    pub span: Span,
}

/// One block of a rule file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What the block is.
    pub item: Item,
    /// Comments inside the block, in order.
    pub comments: Vec<Comment>,
}

/// A comment, with the `#`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Text from `#` to the end of the line, without trailing blanks.
    pub text: Str,
    /// Where it stands.
    pub span: Span,
    /// Whether nothing but blanks stands before it on its line.
    pub own_line: bool,
}

/// The kinds of block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// `regeling Pw "…"`
    Regulation {
        /// Code.
        code: Name,
        /// Title.
        title: Text,
        /// Properties.
        properties: Vec<Property>,
    },
    /// `vervolg van Pw`
    Continuation {
        /// Code.
        code: Name,
    },
    /// `soort verblijf is …`
    Kind {
        /// Name.
        name: Name,
        /// Members with their optional explanation.
        members: Vec<(Name, Option<Text>)>,
    },
    /// `entiteit kosten "…"`
    Entity {
        /// Plural name.
        name: Name,
        /// Singular, when it differs.
        singular: Option<Name>,
        /// What it is.
        text: Text,
    },
    /// `feit …`
    Fact {
        /// Head.
        head: Head,
        /// Clauses.
        clauses: Vec<Clause>,
    },
    /// `onmogelijk "…"`
    Impossible {
        /// What is impossible.
        text: Text,
        /// Clauses.
        clauses: Vec<Clause>,
    },
    /// A provision, anchored to its citation.
    Provision(Provision),
    /// `rechtspraak ECLI:… bij …`
    CaseLaw {
        /// ECLI.
        ecli: Name,
        /// The provision it reads.
        at: Citation,
        /// Caption.
        caption: Text,
        /// Properties.
        properties: Vec<Property>,
        /// Statements.
        statements: Vec<Statement>,
    },
    /// `interpretatie naam bij …`
    Interpretation {
        /// Name of the choice.
        name: Name,
        /// The provision it reads.
        at: Citation,
        /// Caption.
        caption: Text,
        /// Properties.
        properties: Vec<Property>,
        /// Readings.
        readings: Vec<Reading>,
    },
    /// `afgeleide norm naam "…"`
    DerivedNorm {
        /// Name.
        name: Name,
        /// Caption.
        caption: Text,
        /// Properties.
        properties: Vec<Property>,
        /// Statements.
        statements: Vec<Statement>,
    },
    /// `wijziging Code "…" met ingang van …`
    Amendment {
        /// Code of the bill.
        code: Name,
        /// Title.
        title: Text,
        /// First day in force.
        from: Spanned<Date>,
        /// Properties.
        properties: Vec<Property>,
    },
    /// `Pw artikel 3 wordt vervangen door …` and `Pw artikel 3 vervalt`
    Order {
        /// Law to change.
        law: Name,
        /// Place to change.
        place: PlaceRef,
        /// New text; `None` for `vervalt`.
        replacement: Option<Provision>,
    },
    /// `na Pw artikel 36 wordt ingevoegd artikel 36c …`
    Insertion {
        /// Law to change.
        law: Name,
        /// Place after which the new provision comes.
        after: PlaceRef,
        /// The new provision.
        provision: Provision,
    },
    /// `bedrag Pw.x wordt € 1`
    AmountOrder {
        /// Amount to change.
        name: QName,
        /// New value.
        value: Spanned<Literal>,
        /// Its source.
        source: Option<Source>,
    },
}

/// A provision: citation, caption, properties, statements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provision {
    /// Where it stands in its law.
    pub place: PlaceRef,
    /// Caption (ours, not the statute's).
    pub caption: Text,
    /// Properties.
    pub properties: Vec<Property>,
    /// Statements.
    pub statements: Vec<Statement>,
}

/// A text, joined from one or more quoted pieces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The pieces as written.
    pub pieces: Vec<Str>,
    /// Where they stand.
    pub span: Span,
}

impl Text {
    /// The pieces joined by a blank.
    #[must_use]
    pub fn joined(&self) -> Str {
        self.pieces.join(" ").into()
    }
}

/// A place in a law as cited, possibly a range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceRef {
    /// First place.
    pub address: Address,
    /// Last number or mark of a range.
    pub upto: Option<Str>,
    /// Where it stands.
    pub span: Span,
}

/// A citation as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// What is cited.
    pub kind: CitationKind,
    /// Where it stands.
    pub span: Span,
}

/// The forms of a citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CitationKind {
    /// `ECLI:…`
    Ecli(Str),
    /// `deze regeling`
    ThisRegulation,
    /// `elke beleidsregel`
    EveryOf(Name),
    /// `Pw`
    Regulation(Str),
    /// `Pw artikel 3`, or `artikel 3` of this law
    Place {
        /// Code; `None` for this law.
        law: Option<Str>,
        /// The place.
        place: PlaceRef,
    },
}

/// A source: a text or a code word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The source.
    pub text: Str,
    /// The quoted pieces; empty when it is a bare code.
    pub pieces: Vec<Str>,
    /// Where it stands.
    pub span: Span,
}

/// An organ that decides under a regulation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organ {
    /// Name.
    pub name: Name,
    /// It is an administrative authority, whose decisions the general rules on them bind.
    pub authority: bool,
}

/// A property line of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    /// What it says.
    pub kind: PropertyKind,
    /// Where it stands.
    pub span: Span,
}

/// The property lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PropertyKind {
    /// `geldig van … tot …`
    Valid(Date, Option<Date>),
    /// `geldig 2026`
    ValidYear(i16),
    /// `gelezen …`
    Read(Date),
    /// `status …`
    Status(crate::law::Status),
    /// `zekerheid laag "…"`
    Certainty(crate::law::Certainty, Option<Text>),
    /// `kern "…"`
    Gist(Text),
    /// `vult in …`
    Fills(Citation),
    /// `rang …`
    Rank(Name),
    /// `bron …`
    Source(Source),
    /// `grondslag …`
    Basis(Vec<Citation>),
    /// `gebied gemeente …`
    Territory(Name),
    /// `orgaan …`
    Organs(Vec<Organ>),
    /// `peilmoment …`
    Moment(Moment),
    /// `kaderwet`: its concepts are meant for other laws.
    Framework,
    /// `toelichting "…"`
    Note(Text),
    /// `uitspraak …`
    Ruling(Date),
    /// `gezien …`
    Seen(Name),
    /// `richting …`
    Direction(Name),
    /// `gekozen …`
    Chosen(Name),
    /// `reden "…"`
    Reason(Text),
    /// `volgt uit …`
    FollowsFrom(Vec<Citation>),
}

/// One reading of an interpretation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Name.
    pub name: Name,
    /// What it holds.
    pub text: Text,
    /// Statements.
    pub statements: Vec<Statement>,
    /// Where it stands.
    pub span: Span,
}
