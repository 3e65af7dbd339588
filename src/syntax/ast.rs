//! The syntax tree of one block: plain values, no meaning.
//!
//! Spans count from the start of the block. Nothing here knows other blocks.

use crate::law::{Address, Mark, Moment, Rank};
use crate::text::{Span, Spanned};
use crate::value::{Base, Date, Exact, Length, Rounding};
use std::sync::Arc;

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
    Organs(Vec<Name>),
    /// `peilmoment …`
    Moment(Moment),
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
        /// Organ bound.
        organ: Name,
        /// Person it runs towards.
        holder: Binder,
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

/// A clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// What it says.
    pub kind: ClauseKind,
    /// Where it stands.
    pub span: Span,
}

/// How a right or exception comes into effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Manner {
    /// `ambtshalve`
    OfOwnMotion,
    /// `op aanvraag`
    OnApplication,
    /// `op verzoek`
    OnRequest,
    /// `op gezamenlijk verzoek`
    OnJointRequest,
    /// `ambtshalve of op aanvraag`
    OwnMotionOrApplication,
    /// `ambtshalve of op verzoek`
    OwnMotionOrRequest,
}

/// What a concurrence leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// `moet toch verlenen`
    MustProvide,
    /// `hoeft niet te verlenen`
    NeedNotProvide,
    /// `kan weigeren`
    MayRefuse,
    /// `moet weigeren`
    MustRefuse,
    /// `sanctioneert niet dubbel`
    NoDoubleSanction,
}

/// How a fact runs through time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Flow {
    /// `stand`: a state at a moment.
    #[default]
    State,
    /// `stroom`: an amount per base of time.
    Stream,
    /// `gebeurtenis`: something that happens on a day.
    Event,
}

/// What holds while a delegated slot is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhileEmpty {
    /// `geen recht op X`
    NoRight(QName),
    /// `geldt waarde`
    Value(Box<Expr>),
    /// `onbekend`
    Unknown,
    /// `geen bevoegdheid "…"`
    NoPower(Text),
}

/// The clauses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClauseKind {
    /// `op verzoek van P met "…"`
    Manner {
        /// How.
        manner: Manner,
        /// By whom.
        by: Option<Name>,
        /// With which proof.
        proof: Option<Text>,
    },
    /// `ten hoogste eenmaal per …`
    Once(Name),
    /// `gezamenlijk met …`
    Jointly(Expr),
    /// `bevoegd elk college` / `bevoegd college van …`
    Competent(Name, Option<Expr>),
    /// `in afwijking van …`
    Derogates(Vec<Citation>),
    /// `onverminderd …`
    WithoutPrejudice(Vec<Citation>),
    /// `behoudens …`
    SubjectTo(Vec<Citation>),
    /// `met inachtneming van …`
    Observing(Vec<Citation>),
    /// `met overeenkomstige toepassing van … lees X voor Y`
    Applying(Vec<Citation>, Option<(QName, QName)>),
    /// `voor zover …`
    ToTheExtent(Expr),
    /// `niet voor begrip …`
    NotForConcepts(Vec<QName>),
    /// `niet voor persoon P als …`
    NotForPersons(Binder, Expr),
    /// `niet voor artikel …`
    NotForPlaces(Vec<Citation>),
    /// `waarbij V = …`
    Where(Name, Expr),
    /// `als …`
    If(Expr),
    /// `tenzij …`
    Unless(Expr),
    /// `is …`
    Is(Expr),
    /// `hoogte …`
    Amount(Expr),
    /// `vorm …`
    Form(Name),
    /// `prestatie "…"`
    Performance(Text),
    /// `ingang …`
    Starts(Expr),
    /// `einde …`
    Ends(Expr),
    /// `bewijs "…"`
    Proof(Text),
    /// `toetsing …`
    Review(Name),
    /// `gevolg college …`
    Effect(Name, Effect),
    /// `onweerlegbaar` / `weerlegbaar`
    Rebuttable(bool),
    /// `wederkerig`
    Symmetric,
    /// `omgekeerd kind (meervoud kinderen)`
    Inverse(Name, Option<Name>),
    /// `vraag "…"`
    Question(Text),
    /// `waarom "…"`
    Why(Text),
    /// `beoordeling door … met/zonder beoordelingsruimte`
    JudgedBy(Name, Option<bool>),
    /// `gezichtspunt "…" als …`
    Factor(Text, Option<Expr>),
    /// `wijzigbaar door …` / `niet wijzigbaar`
    Changeable(Option<Name>),
    /// `verloop …`
    Flow(Flow),
    /// `grens …`
    Bounds(Vec<(Bound, Expr)>),
    /// `standaard … omdat "…"`
    Default(Expr, Text),
    /// `onderdeel van …`
    PartOf(Name),
    /// `voor persoon P met persoon Q`
    For(Vec<Binder>),
    /// `moet regelen …` / `kan regelen …`
    Regulate(bool, Head),
    /// `maar ten hoogste …`
    But(Bound, Expr),
    /// `zolang leeg …`
    WhileEmpty(WhileEmpty),
    /// `begint …`
    Begins(Expr),
    /// `duur …`
    Lasts(Option<Bound>, Spanned<Literal>),
    /// `daarna …`
    AfterwardsText(Text),
    /// `daarna persoon P mag …`
    AfterwardsMay(Binder, Name),
    /// `algemene termijnenwet niet van toepassing`
    NoTermsAct,
}

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

/// Properties of regulations, for readers that need only those.
#[must_use]
pub fn rank_of(properties: &[Property]) -> Option<Rank> {
    properties.iter().find_map(|p| match &p.kind {
        PropertyKind::Rank(name) => Rank::parse(&name.node),
        _ => None,
    })
}
