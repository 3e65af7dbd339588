//! Statements.

use super::{Citation, Clause, Expr, Name, QName, Source, Str, Text};
use crate::text::{Span, Spanned};
use crate::value::{Base, Date, Exact, Length};

/// A statement: a head and its clauses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Head.
    pub kind: StatementKind,
    /// Clauses in written order.
    pub clauses: Vec<Clause>,
    /// The whole statement.
    pub span: Span,
    /// The head alone.
    pub head_span: Span,
}

/// A variable with its sort: `persoon P`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Binder {
    /// Sort.
    pub sort: Name,
    /// Variable.
    pub var: Name,
}

/// The kinds of statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StatementKind {
    /// `begrip …`
    Concept(Head),
    /// `ook …`
    Also(Head),
    /// `nooit …`
    Never(Head),
    /// `vermoeden …`
    Presumption(Head),
    /// `lees …`
    Read(Head),
    /// `open norm …`
    OpenNorm(Head),
    /// `bedrag …`
    Amount {
        /// Name.
        name: Name,
        /// Type of every row.
        ty: TypeRef,
        /// Source of rows without one of their own.
        source: Option<Source>,
        /// Rows.
        rows: Vec<AmountRow>,
    },
    /// `tabel …`
    Table {
        /// Name.
        name: Name,
        /// Source of rows without one of their own.
        source: Option<Source>,
        /// Columns.
        columns: Vec<Column>,
        /// Rows.
        rows: Vec<Vec<Spanned<Cell>>>,
    },
    /// `recht op … van … jegens …`
    Right {
        /// Name.
        name: Name,
        /// Thing it is for.
        subject: Option<Binder>,
        /// Holder.
        holder: Binder,
        /// Organ or person it is against.
        against: Option<Party>,
    },
    /// `geen recht op …`
    NoRight {
        /// Rights excluded.
        names: Vec<QName>,
        /// Thing.
        subject: Option<Binder>,
        /// Holder.
        holder: Binder,
    },
    /// `weigering verplicht/toegestaan van …`
    Refusal {
        /// `verplicht`
        bound: bool,
        /// Rights refused.
        names: Vec<QName>,
        /// Thing.
        subject: Option<Binder>,
        /// Holder.
        holder: Binder,
        /// Organ.
        organ: Option<Name>,
    },
    /// `plicht tot …` and `verbod op …`
    Duty {
        /// `verbod op`
        forbidden: bool,
        /// Act.
        name: Name,
        /// Thing.
        subject: Option<Binder>,
        /// Who must or must not.
        bearer: Party,
        /// Towards whom.
        against: Option<Party>,
    },
    /// `bevoegdheid college kan …`
    Power {
        /// Organ.
        organ: Name,
        /// What it may do.
        act: Act,
        /// Whether it is a hardship clause.
        hardship: bool,
    },
    /// `uitzondering op … voor …`
    Exception {
        /// What is set aside.
        targets: Vec<Citation>,
        /// For whom.
        binders: Vec<Binder>,
    },
    /// `samenloop … met …`
    Concurrence {
        /// Right of this law.
        name: Name,
        /// Thing.
        subject: Option<Binder>,
        /// Holder.
        holder: Binder,
        /// Rights or norms it meets.
        with: Vec<QName>,
    },
    /// `delegatie aan … bij …`
    Delegation {
        /// Organ.
        organ: Name,
        /// Rank of the filler.
        rank: Name,
    },
    /// `termijn …`
    Term {
        /// Name.
        name: Name,
        /// Who is bound.
        bearer: Party,
        /// Towards whom.
        against: Option<Party>,
    },
}

/// A person by variable, or an organ by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Party {
    /// `persoon P`
    Person(Binder),
    /// `college`
    Organ(Name),
}

/// What a power allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// `afwijken van … voor persoon P`
    Depart {
        /// From what.
        targets: Vec<Citation>,
        /// For whom.
        binders: Vec<Binder>,
    },
    /// `X verlenen aan persoon P`
    Grant {
        /// Rights.
        names: Vec<QName>,
        /// Thing.
        subject: Option<Binder>,
        /// Holder.
        holder: Binder,
    },
    /// `X van persoon P vaststellen …`
    Adjust {
        /// Concept.
        name: QName,
        /// Parameters.
        params: Vec<Param>,
        /// How.
        how: Adjustment,
    },
}

/// How a power changes a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Adjustment {
    /// `vaststellen`, optionally within a bound
    Set(Option<(Option<Bound>, Box<Expr>)>),
    /// `beperken`
    Limit,
    /// `hoger vaststellen`
    Raise,
    /// `lager vaststellen`
    Lower,
    /// `intrekken`
    Withdraw,
    /// `toestaan`
    Allow,
}

/// A lower or upper bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// `ten minste`
    AtLeast,
    /// `ten hoogste`
    AtMost,
}

/// The head of a concept: its form is how it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Form.
    pub form: HeadForm,
    /// Name.
    pub name: Name,
    /// Plural (truth heads) or singular (value heads).
    pub other: Option<Name>,
    /// Parameters after the name.
    pub params: Vec<Param>,
    /// Where it stands.
    pub span: Span,
}

/// The forms of a head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeadForm {
    /// `persoon P is x`
    Is(Binder),
    /// `persoon P heeft x`
    Has(Binder),
    /// `persoon P doet_x`
    Verb(Binder),
    /// `x van … geeft type`; without `geeft` a truth
    Value(Option<TypeRef>),
}

/// A parameter: `van persoon P`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Param {
    /// Preposition.
    pub prep: Str,
    /// Type.
    pub ty: TypeRef,
    /// Variable.
    pub var: Name,
}

/// A type as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeRef {
    /// `€`, `%` or a name.
    pub word: Str,
    /// Bases of time after `per`.
    pub per: Vec<Base>,
    /// Where it stands.
    pub span: Span,
}

/// A row of an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmountRow {
    /// Period.
    pub period: Spanned<PeriodRef>,
    /// Value, or the reason it is unknown.
    pub value: Spanned<Cell>,
    /// Source.
    pub source: Option<Source>,
    /// Certainty.
    pub certainty: Option<(crate::law::Certainty, Option<Text>)>,
}

/// A period as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodRef {
    /// `2026`
    Year(i16),
    /// `2026-01-01 tot 2026-07-01`
    Dates(Date, Date),
}

/// A column head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Role.
    pub kind: ColumnKind,
    /// Name.
    pub name: Name,
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// A value of this type.
    Value(TypeRef),
    /// The period of the row.
    Period,
    /// `tot en met`: the first row whose bound is not exceeded.
    UpTo,
    /// `vanaf`: the last row whose bound is reached.
    From,
    /// `gelijk aan`
    Equal,
    /// `bron`
    Source,
    /// `zekerheid`
    Certainty,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A number, amount, percentage or length.
    Literal(Literal),
    /// A period.
    Period(PeriodRef),
    /// `daarboven`
    Above,
    /// A name.
    Word(Str),
    /// A text.
    Text(Str),
    /// `onbekend "reden"`
    Unknown(Str),
}

/// A literal value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Literal {
    /// Money with bases of time.
    Money(Exact, Vec<Base>),
    /// A percentage, as written (4,5 is 4,5 %).
    Percent(Exact),
    /// A number.
    Number(Exact),
    /// Hours, with bases of time.
    Hours(Exact, Vec<Base>),
    /// A length.
    Length(Length, Base),
    /// A date.
    Date(Date),
    /// `nihil`
    Nil,
    /// `waar` / `onwaar` (only as the default of a fact)
    Truth(bool),
}
