//! What law is made of: regulations and their rank, addresses and citations, validity and status.

mod address;
mod citation;
mod link;

pub use address::{Address, Mark, Part, Unit};
pub use citation::{Citation, Target};
pub use link::deep_link;

use crate::value::Date;
use std::fmt;
use std::sync::Arc;

/// Short code of a regulation, such as `Pw` or `Awir`.
pub type Code = Arc<str>;

/// Rank in the hierarchy of rules, highest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rank {
    /// Treaty.
    Treaty,
    /// Act of parliament.
    Act,
    /// Order in council (algemene maatregel van bestuur).
    OrderInCouncil,
    /// Ministerial regulation.
    MinisterialRegulation,
    /// Municipal or provincial ordinance.
    Ordinance,
    /// Policy rule (Awb 4:81).
    PolicyRule,
    /// Work instruction; binds nobody outside the organisation.
    WorkInstruction,
}

impl Rank {
    /// Every rank, highest first.
    pub const ALL: [Self; 7] = [
        Self::Treaty,
        Self::Act,
        Self::OrderInCouncil,
        Self::MinisterialRegulation,
        Self::Ordinance,
        Self::PolicyRule,
        Self::WorkInstruction,
    ];

    /// The word of the rule language.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Treaty => "verdrag",
            Self::Act => "wet",
            Self::OrderInCouncil => "amvb",
            Self::MinisterialRegulation => "ministeriele_regeling",
            Self::Ordinance => "verordening",
            Self::PolicyRule => "beleidsregel",
            Self::WorkInstruction => "werkinstructie",
        }
    }

    /// Reads the word of the rule language.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.word() == word)
    }
}

/// When a provision is in force: from the first day up to, not including, the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Validity {
    /// First day in force.
    pub from: Date,
    /// First day no longer in force.
    pub until: Option<Date>,
}

impl Validity {
    /// From before every rule, without end.
    pub const ALWAYS: Self = Self { from: Date::FIRST, until: None };

    /// Whether the provision is in force on a date.
    #[must_use]
    pub fn contains(self, date: Date) -> bool {
        self.from <= date && self.until.is_none_or(|end| date < end)
    }

    /// Whether two validities share a day.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.until.is_none_or(|end| other.from < end) && other.until.is_none_or(|end| self.from < end)
    }
}

impl fmt::Display for Validity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.until) {
            (Date::FIRST, None) => f.write_str("altijd"),
            (Date::FIRST, Some(end)) => write!(f, "tot {end}"),
            (from, None) => write!(f, "vanaf {from}"),
            (from, Some(end)) => write!(f, "vanaf {from} tot {end}"),
        }
    }
}

/// The standing of a provision.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Status {
    /// In force.
    #[default]
    InForce,
    /// Lapsed.
    Lapsed,
    /// Published, not yet in force.
    NotYet,
    /// The letter says no, a published letter tolerates it.
    Tolerated(Arc<str>),
    /// Proposed law.
    Proposed,
}

impl Status {
    /// Whether statements of the provision can decide an outcome.
    #[must_use]
    pub const fn applies(&self) -> bool {
        !matches!(self, Self::Lapsed | Self::NotYet)
    }
}

/// How sure the encoding is of its source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Certainty {
    /// Official text or two independent sources.
    #[default]
    High,
    /// One secondary source.
    Middle,
    /// Memory or inference; the reason stands beside it.
    Low,
}

impl Certainty {
    /// The word of the rule language.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::High => "hoog",
            Self::Middle => "middel",
            Self::Low => "laag",
        }
    }
}

/// The moment at which a regulation looks at facts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Moment {
    /// Every day counts.
    #[default]
    EveryDay,
    /// The state on the first day of the month counts for the month (Awir 5, WSF 1.2).
    FirstOfMonth,
    /// The state on 1 January counts for the year.
    FirstOfYear,
}

impl Moment {
    /// The date at which facts are looked up for an evaluation on `date`.
    #[must_use]
    pub fn of(self, date: Date) -> Date {
        match self {
            Self::EveryDay => date,
            Self::FirstOfMonth => date.first_of_month(),
            Self::FirstOfYear => date.first_of_year(),
        }
    }
}

/// What is known of a regulation as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Regulation {
    /// Short code.
    pub code: Code,
    /// Full title.
    pub title: Arc<str>,
    /// Rank.
    pub rank: Rank,
    /// Official identifier (`BWBR…`, `CVDR…`), if there is one.
    pub source: Option<Arc<str>>,
    /// Provisions it rests on.
    pub basis: Vec<Citation>,
    /// Municipality it is limited to.
    pub territory: Option<Arc<str>>,
    /// Organs that decide under it.
    pub organs: Vec<Arc<str>>,
    /// Those of them that are an administrative authority: general administrative law binds their decisions.
    pub authorities: Vec<Arc<str>>,
    /// When it looks at facts.
    pub moment: Moment,
    /// Whether its concepts are meant for other laws.
    pub framework: bool,
}
