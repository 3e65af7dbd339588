//! The case as the evaluator sees it.

use crate::ir::{ProvisionId, RuleId, SymId};
use crate::law::Citation;
use crate::value::{Date, Entity, Exact, MonthDay, Value};
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;
use std::sync::Arc;

/// A fact about certain entities.
pub type FactKey = (SymId, SmallVec<[Entity; 2]>);

/// A person, address or other entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Role or label.
    pub name: Arc<str>,
    /// Sort: `persoon`, `adres` or a declared entity.
    pub sort: Arc<str>,
    /// The person it belongs to.
    pub owner: Option<Entity>,
}

/// What a case says about a fact. Missing, zero, not asked and not applicable are four different things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactState {
    /// A value.
    Known(Value),
    /// A date known to lie in a month: first and last possible day.
    InMonth(Date, Date),
    /// Asked, and nobody knows.
    Unknown,
    /// Not asked.
    NotAsked,
    /// Does not apply.
    NotApplicable,
}

/// A stretch of time in which a fact has one state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// First day; `None` for always.
    pub from: Option<Date>,
    /// First day no longer.
    pub until: Option<Date>,
    /// The state.
    pub state: FactState,
}

/// A fact through time.
pub type Timeline = Vec<Segment>;

/// Something that happened on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The fact it is an event of.
    pub fact: SymId,
    /// Whom it is about.
    pub about: SmallVec<[Entity; 2]>,
    /// When.
    pub date: Date,
    /// Its value; for facts that give a date, the date itself.
    pub value: Value,
}

/// A request made: `op verzoek` has effect from here on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// What was asked for.
    pub about: Citation,
    /// By whom.
    pub by: Vec<Entity>,
    /// When.
    pub date: Date,
}

/// What a decision did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecisionKind {
    /// A right was granted.
    Granted,
    /// A right was refused.
    Refused,
    /// A power was used; the value is what was chosen.
    Used(Option<Value>),
    /// A power was considered and not used.
    NotUsed,
}

/// A decision on file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What it did.
    pub kind: DecisionKind,
    /// The right it is about.
    pub right: Option<SymId>,
    /// The provision with the power used, and its rules.
    pub power: Option<(Citation, Vec<RuleId>)>,
    /// For whom.
    pub person: Entity,
    /// For which thing.
    pub subject: Option<Entity>,
    /// When it was taken.
    pub date: Date,
    /// First day it has effect.
    pub from: Date,
    /// First day it no longer has.
    pub until: Option<Date>,
    /// The ground cited.
    pub ground: Option<Citation>,
}

/// A judgment on an open norm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgment {
    /// The norm.
    pub norm: SymId,
    /// Whom and what it is about.
    pub about: SmallVec<[Entity; 2]>,
    /// The judgment.
    pub holds: bool,
    /// Who judged.
    pub by: Arc<str>,
    /// When.
    pub date: Date,
    /// Factors weighed.
    pub factors: Vec<Arc<str>>,
}

/// A refusal heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// What was asked.
    pub asked: Option<SymId>,
    /// For which thing.
    pub subject: Option<Entity>,
    /// By whom.
    pub person: Option<Entity>,
    /// Who said no.
    pub organ: Option<Arc<str>>,
    /// When.
    pub date: Option<Date>,
    /// Kind of reason.
    pub reason: Arc<str>,
    /// What was cited.
    pub cited: Option<Arc<str>>,
    /// What must be there first, as was said: a right or a fact.
    pub first: Option<SymId>,
    /// What was said.
    pub quote: Option<Arc<str>>,
}

/// What money is paid for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PaidFor {
    /// A right; its amount follows from the rules.
    Right(SymId),
    /// A fact; its value is the amount.
    Fact(SymId),
    /// Something of the household's own, with its amount in €.
    Own(Arc<str>, Exact),
}

/// How often money is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Every {
    /// So many months apart, counted from the month of the first day, or from January.
    Months(i32, MonthDay),
    /// Every week, counted from a first day. A monthly amount is divided over the weeks of its month.
    Weekly(Date),
    /// Once, on a day.
    Once(Date),
}

/// Money that comes in or goes out on known days.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Payment {
    /// What it is.
    pub what: PaidFor,
    /// Holder of the right, or whom or what the fact is about.
    pub about: Option<Entity>,
    /// Thing the right is for.
    pub subject: Option<Entity>,
    /// Whether it comes in.
    pub incoming: bool,
    /// On which days.
    pub every: Every,
    /// First day.
    pub from: Option<Date>,
    /// First day no longer.
    pub until: Option<Date>,
}

/// One household.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    /// Title.
    pub title: Arc<str>,
    /// Reference date in the file.
    pub date: Option<Date>,
    /// Municipality that was addressed.
    pub municipality: Option<Arc<str>>,
    /// Persons, addresses and other entities.
    pub members: Vec<Member>,
    /// Facts.
    pub facts: FxHashMap<FactKey, Timeline>,
    /// Events, in order of date.
    pub events: Vec<Event>,
    /// Requests, in order of date.
    pub requests: Vec<Request>,
    /// Decisions, in order of date.
    pub decisions: Vec<Decision>,
    /// Judgments.
    pub judgments: Vec<Judgment>,
    /// Presumptions rebutted with proof.
    pub rebutted: Vec<(SymId, SmallVec<[Entity; 2]>)>,
    /// Refusals heard.
    pub heard: Vec<Heard>,
    /// On which days money comes in and goes out.
    pub payments: Vec<Payment>,
    /// What the case wants to know: rights, which are shown first, and concepts.
    pub questions: Vec<SymId>,
    /// What the case calls complete: `personen`, `gebeurtenissen`, `besluiten`, sorts, groups and facts by name.
    pub complete: FxHashSet<Arc<str>>,
}

impl Case {
    /// An entity.
    #[must_use]
    pub fn member(&self, entity: Entity) -> Option<&Member> {
        self.members.get(entity.0 as usize)
    }

    /// How an entity is called.
    #[must_use]
    pub fn name(&self, entity: Entity) -> Arc<str> {
        self.member(entity).map_or_else(|| "?".into(), |m| m.name.clone())
    }

    /// An entity by its label.
    #[must_use]
    pub fn entity(&self, name: &str) -> Option<Entity> {
        self.members.iter().position(|m| &*m.name == name).and_then(|i| u32::try_from(i).ok()).map(Entity)
    }

    /// All entities of a sort, in order of the file.
    pub fn of_sort<'a>(&'a self, sort: &'a str) -> impl Iterator<Item = Entity> + 'a {
        (0_u32..).zip(&self.members).filter(move |(_, m)| &*m.sort == sort).map(|(i, _)| Entity(i))
    }

    /// The rights the case asks about, or of which it heard a refusal.
    pub fn rights_asked(&self) -> impl Iterator<Item = SymId> + '_ {
        self.questions.iter().copied().chain(self.heard.iter().filter_map(|h| h.asked))
    }

    /// Whether the case calls something complete.
    #[must_use]
    pub fn is_complete(&self, what: &str) -> bool {
        self.complete.contains(what)
    }

    /// The state of a fact on a date; `NotAsked` when the case is silent.
    #[must_use]
    pub fn state(&self, key: &FactKey, date: Date) -> &FactState {
        let segments = self.facts.get(key).map(Vec::as_slice).unwrap_or_default();
        segments
            .iter()
            .find(|s| s.from.is_none_or(|f| f <= date) && s.until.is_none_or(|u| date < u))
            .map_or(&FactState::NotAsked, |s| &s.state)
    }

    /// Whether a power of a provision was used for a person on a date, and with what value.
    #[must_use]
    pub fn used(&self, rule: RuleId, person: Entity, date: Date) -> Option<&Decision> {
        self.decisions.iter().rev().find(|d| {
            matches!(d.kind, DecisionKind::Used(_))
                && d.person == person
                && d.from <= date
                && d.until.is_none_or(|u| date < u)
                && d.power.as_ref().is_some_and(|(_, rules)| rules.contains(&rule))
        })
    }

    /// Whether a right is being received on a date, by a decision on file.
    #[must_use]
    pub fn receives(&self, right: SymId, person: Entity, subject: Option<Entity>, date: Date) -> Option<&Decision> {
        self.decisions.iter().rev().find(|d| {
            d.kind == DecisionKind::Granted
                && d.right == Some(right)
                && d.person == person
                && (subject.is_none() || d.subject == subject)
                && d.from <= date
                && d.until.is_none_or(|u| date < u)
        })
    }
}

/// The provisions of a program by citation, for decisions that cite one.
#[must_use]
pub fn rules_at(program: &crate::ir::Program, citation: &Citation) -> Vec<RuleId> {
    let hit = |id: ProvisionId| {
        program.provision(id).is_some_and(|p| match (&p.citation, citation) {
            (Citation::Law { law: a, address: x }, Citation::Law { law: b, address: y }) => a == b && y.contains(x),
            (a, b) => a == b,
        })
    };
    program.rules.places().filter(|(_, place)| hit(*place)).map(|(id, _)| id).collect()
}
