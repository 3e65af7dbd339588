//! Rules: the statements of provisions with names resolved and types checked.

use super::expr::{Bound, Expr, Slot};
use crate::law::{Address, Certainty, Citation, Code, Mark, Status, Target, Validity};
use crate::syntax::ast::{Effect, Manner, PayRule};
use crate::text::Place;
use crate::value::{Date, Length, Period, Type, Unit, Value};
use std::sync::Arc;

/// Where a group of rules comes from: a provision, a ruling, a reading or a derived norm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provision {
    /// What to cite.
    pub citation: Citation,
    /// Law whose file states it and whose moment of looking it uses.
    pub law: Code,
    /// Caption (ours).
    pub caption: Arc<str>,
    /// When it is in force.
    pub validity: Validity,
    /// Its standing.
    pub status: Status,
    /// How sure the encoding is, with the reason for doubt.
    pub certainty: (Certainty, Option<Arc<str>>),
    /// Date of the text that was checked.
    pub read: Option<Date>,
    /// One sentence in plain Dutch.
    pub gist: Option<Arc<str>>,
    /// What kind of source it is.
    pub origin: Origin,
    /// Slot it fills.
    pub fills: Option<Citation>,
    /// Where it stands.
    pub place: Place,
}

/// The kinds of source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A provision of a regulation.
    Text,
    /// A ruling that reads a provision.
    CaseLaw {
        /// The provision it reads.
        at: Citation,
        /// How far it was seen: only `volledig` and `samenvatting` may change an outcome.
        decisive: bool,
    },
    /// A reading of an interpretation.
    Reading {
        /// The provision it reads.
        at: Citation,
        /// The interpretation.
        choice: Arc<str>,
        /// The reading.
        reading: Arc<str>,
    },
    /// A norm that follows from several provisions.
    Derived {
        /// The provisions.
        from: Vec<Citation>,
    },
    /// Part of a bill.
    Bill(Code),
}

/// A variable of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Var {
    /// Name.
    pub name: Arc<str>,
    /// Type.
    pub ty: Type,
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule<S> {
    /// What it says.
    pub body: Body<S>,
    /// Variables by slot; parameters first.
    pub vars: Vec<Var>,
    /// How many of them are parameters.
    pub params: usize,
    /// `waarbij`: slots with their value.
    pub lets: Vec<(Slot, Expr<S>)>,
    /// `als`
    pub when: Option<Expr<S>>,
    /// `tenzij`
    pub unless: Option<Expr<S>>,
    /// What must be shown.
    pub proof: Option<Arc<str>>,
    /// How it comes into effect.
    pub manner: Option<(Manner, Option<Arc<str>>)>,
    /// Connectives.
    pub links: Links,
    /// Paths of the list points, by point number.
    pub points: Vec<Vec<Mark>>,
    /// Where the statement stands.
    pub place: Place,
}

impl<S> Rule<S> {
    /// A statement without parameters or conditions.
    #[must_use]
    pub fn bare(body: Body<S>, place: Place) -> Self {
        Self {
            body,
            vars: Vec::new(),
            params: 0,
            lets: Vec::new(),
            when: None,
            unless: None,
            proof: None,
            manner: None,
            links: Links::default(),
            points: Vec::new(),
            place,
        }
    }
}

/// Connectives of a rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// `in afwijking van`
    pub derogates: Vec<Target>,
    /// `behoudens`
    pub subject_to: Vec<Target>,
    /// `onverminderd`
    pub without_prejudice: Vec<Target>,
    /// `met inachtneming van` and `met overeenkomstige toepassing van`, with the right whose rules are imported.
    pub imports: Vec<(Vec<Target>, Option<super::Sym>)>,
}

/// What a rule says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body<S> {
    /// A ground for or against a truth.
    Ground {
        /// The truth.
        of: S,
        /// Which kind of ground.
        kind: Ground,
        /// Whether a reading replaces the other grounds.
        replaces: bool,
    },
    /// The value of a concept.
    Value {
        /// The concept.
        of: S,
        /// Its value.
        is: Expr<S>,
        /// Whether a reading replaces other definitions.
        replaces: bool,
    },
    /// An open norm.
    Norm {
        /// The norm.
        of: S,
        /// The question put to a person.
        question: Option<Arc<str>>,
        /// Who judges.
        judge: Option<Arc<str>>,
        /// Whether there is a margin of judgement; `None` when the text does not say.
        margin: Option<bool>,
        /// Factors to weigh, with the facts that point to them.
        factors: Vec<(Arc<str>, Option<Expr<S>>)>,
    },
    /// Dated amounts.
    Amount {
        /// The series.
        of: S,
        /// Rows.
        rows: Vec<Row>,
    },
    /// A table.
    Table {
        /// The table.
        of: S,
        /// Column names with the columns that hold values.
        columns: Vec<Arc<str>>,
        /// Rows.
        rows: Vec<TableRow>,
        /// How keys choose a row.
        key: TableKey,
    },
    /// A right.
    Right {
        /// The right.
        of: S,
        /// Organ it is against.
        against: Option<Arc<str>>,
        /// What it consists of.
        benefit: Box<Benefit<S>>,
    },
    /// A ground on which rights are refused.
    Refusal {
        /// The rights.
        of: Vec<S>,
        /// Whether the organ must refuse.
        bound: bool,
        /// Part that is refused.
        extent: Option<Extent<S>>,
        /// What the statement is called in reports.
        kind: Refusal,
    },
    /// A duty or prohibition.
    Duty {
        /// The act.
        act: Arc<str>,
        /// Prohibition.
        forbidden: bool,
        /// Organ that is bound; `None` when the first parameter is.
        organ: Option<Arc<str>>,
        /// Organ it is owed to.
        towards: Option<Arc<str>>,
        /// Amount.
        amount: Option<Payment<S>>,
        /// What is due.
        performance: Option<Arc<str>>,
        /// The part it plays in analyses across laws.
        counts: Option<super::CountsAs>,
    },
    /// A power or hardship clause.
    Power {
        /// Organ that has it.
        organ: Arc<str>,
        /// What it may do.
        act: PowerAct<S>,
        /// Whether it is a hardship clause.
        hardship: bool,
        /// What it sets aside.
        reach: Vec<Target>,
        /// What it does not reach.
        not_for: Vec<NotFor<S>>,
        /// What is granted.
        benefit: Box<Benefit<S>>,
        /// Standard of review.
        review: Option<Arc<str>>,
    },
    /// An exception to other statements.
    Exception {
        /// What it sets aside.
        targets: Vec<Target>,
    },
    /// Concurrence of a right with others.
    Concurrence {
        /// The right.
        of: S,
        /// What it meets.
        with: Vec<S>,
        /// What follows.
        effect: Effect,
        /// Organ.
        organ: Arc<str>,
    },
    /// A delegated slot.
    Delegation {
        /// The slot.
        of: S,
        /// Lowest and highest value the filler may choose.
        limits: Vec<(Bound, Expr<S>)>,
        /// What holds while it is empty.
        empty: Empty<S>,
    },
    /// A deadline.
    Term {
        /// Name.
        name: Arc<str>,
        /// Organ bound; `None` when the person is.
        organ: Option<Arc<str>>,
        /// Organ it is observed towards.
        towards: Option<Arc<str>>,
        /// Start.
        begins: Expr<S>,
        /// Length.
        length: Length,
        /// What follows when it passes.
        consequence: Option<Arc<str>>,
        /// Whether weekends and holidays extend it.
        extends: bool,
    },
    /// A combination of facts that cannot be.
    Impossible {
        /// What is impossible.
        text: Arc<str>,
    },
}

impl<S> Body<S> {
    /// What a right or power consists of.
    #[must_use]
    pub fn benefit(&self) -> Option<&Benefit<S>> {
        match self {
            Self::Right { benefit, .. } | Self::Power { benefit, .. } => Some(benefit),
            _ => None,
        }
    }
}

impl<S: Copy> Body<S> {
    /// What it says something about: names that become otherwise with it.
    #[must_use]
    pub fn about(&self) -> Vec<S> {
        match self {
            Self::Ground { of, .. }
            | Self::Value { of, .. }
            | Self::Norm { of, .. }
            | Self::Amount { of, .. }
            | Self::Table { of, .. }
            | Self::Right { of, .. }
            | Self::Concurrence { of, .. }
            | Self::Delegation { of, .. }
            | Self::Power { act: PowerAct::Adjust(of, _), .. } => vec![*of],
            Self::Refusal { of, .. } | Self::Power { act: PowerAct::Grant(of), .. } => of.clone(),
            Self::Power { act: PowerAct::Depart, .. }
            | Self::Duty { .. }
            | Self::Exception { .. }
            | Self::Term { .. }
            | Self::Impossible { .. } => Vec::new(),
        }
    }
}

/// Grounds for or against a truth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ground {
    /// `begrip`
    Concept,
    /// `ook`
    Also,
    /// `nooit`
    Never,
    /// `vermoeden`; rebuttable or not
    Presumption(bool),
}

/// How a refusal reads in reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// `geen recht op`
    NoRight,
    /// `weigering`
    Refusal,
}

/// What a right or a granting power consists of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Benefit<S> {
    /// Whose partner shares it.
    pub jointly: Option<Expr<S>>,
    /// Who decides.
    pub competent: Option<Competent<S>>,
    /// Unit within which only one may have it.
    pub once: Option<Arc<str>>,
    /// Part that is carved out.
    pub extent: Option<Extent<S>>,
    /// Amount.
    pub amount: Option<Payment<S>>,
    /// Form, such as a loan.
    pub form: Option<Arc<str>>,
    /// What is provided, when it is not money.
    pub performance: Option<Arc<str>>,
    /// First day.
    pub starts: Option<Expr<S>>,
    /// Last day.
    pub ends: Option<Expr<S>>,
    /// When it is paid, with the place that says so.
    pub paid: Option<(PayRule, Option<Target>)>,
}

impl<S> Default for Benefit<S> {
    fn default() -> Self {
        Self {
            jointly: None,
            competent: None,
            once: None,
            extent: None,
            amount: None,
            form: None,
            performance: None,
            starts: None,
            ends: None,
            paid: None,
        }
    }
}

/// An amount with its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment<S> {
    /// The amount.
    pub value: Expr<S>,
    /// Its unit, such as € per month.
    pub unit: Unit,
}

/// What a power may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PowerAct<S> {
    /// Depart from what the reach names.
    Depart,
    /// Grant rights.
    Grant(Vec<S>),
    /// Change a value.
    Adjust(S, Adjust<S>),
}

/// How a power changes a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Adjust<S> {
    /// To a value of its choice, within a bound.
    Set(Option<(Option<Bound>, Expr<S>)>),
    /// Downward.
    Lower,
    /// Upward.
    Raise,
    /// To nothing.
    Withdraw,
    /// To allowed.
    Allow,
}

/// What a power does not reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotFor<S> {
    /// Refusals that rest on a concept.
    Concept(S),
    /// Persons for whom a condition holds.
    Person(Expr<S>),
    /// Places.
    Place(Target),
}

/// Who decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Competent<S> {
    /// Organ.
    pub organ: Arc<str>,
    /// Municipality; `None` for any organ of that name.
    pub of: Option<Expr<S>>,
}

/// A measured part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extent<S> {
    /// The amount of the part.
    pub measure: Expr<S>,
    /// Whether the part only exists on judgement.
    pub judged: bool,
}

/// What holds while a slot is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Empty<S> {
    /// No right.
    NoRight(S),
    /// A value.
    Value(Expr<S>),
    /// Unknown.
    Unknown,
    /// No power; the text says why.
    NoPower(Arc<str>),
}

/// A row of an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Period.
    pub period: Period,
    /// Value, or why it is unknown.
    pub value: Result<Value, Arc<str>>,
    /// Source.
    pub source: Arc<str>,
    /// How sure.
    pub certainty: Certainty,
}

/// How a table chooses a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TableKey {
    /// By date only.
    Period,
    /// The first row whose bound is not exceeded.
    UpTo,
    /// The last row whose bound is reached.
    From,
    /// The row with the same key.
    Equal,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRow {
    /// Period, if the table has one.
    pub period: Option<Period>,
    /// Key; `None` for `daarboven`.
    pub key: Option<Value>,
    /// Cells by column.
    pub cells: Vec<Result<Value, Arc<str>>>,
    /// Source.
    pub source: Arc<str>,
    /// How sure.
    pub certainty: Certainty,
}

impl Provision {
    /// The address, for provisions of a regulation.
    #[must_use]
    pub const fn address(&self) -> Option<&Address> {
        match &self.citation {
            Citation::Law { address, .. } => Some(address),
            _ => None,
        }
    }

    /// The citation of a list point of a rule of this provision.
    #[must_use]
    pub fn cite_point(&self, marks: &[Mark]) -> Citation {
        match &self.citation {
            Citation::Law { law, address } => Citation::Law { law: law.clone(), address: address.below(marks) },
            other => other.clone(),
        }
    }
}
