//! Conflicts on a case: where provisions, refusals and duties of several laws collide. One module per code;
//! `docs/bevindingen/` explains them.
//!
//! Nothing here decides: every analysis reads outcomes, the program and the case. What it finds is verified: the
//! facts named with a finding are a smallest set with which it is found again when the case is evaluated anew.

mod between;
mod circle;
mod clash;
mod cliff;
mod concept;
mod duties;
mod gap;
mod ground;
mod lower;
mod mend;
mod minimal;
mod nobody;
mod page;
mod practice;
mod refusal;
mod rise;
mod stack;

pub use concept::Changed;
pub use ground::Flaw;
pub use page::page;

use crate::case::Case;
use crate::eval::{Assessment, Evaluator, Outcome, Recall, Settings, Verdict};
use crate::ir::{CountsAs, Program, ProvisionId, RuleId, SymId};
use crate::law::{Code as Law, Rank};
use crate::room::{Room, Touched};
use crate::value::{Date, Entity, Exact};
use smallvec::SmallVec;
use std::sync::Arc;

/// Who or what a fact or concept is about.
pub type About = SmallVec<[Entity; 2]>;

/// The kinds of conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// Two provisions contradict and nothing settles it.
    B01,
    /// Each scheme points to another and none provides.
    B02,
    /// Outcomes or facts require each other in a circle.
    B03,
    /// Two laws qualify one relation differently, to the household's loss.
    B04,
    /// Duties that cannot all be met.
    B05,
    /// A lower rule refuses what a higher law gives or leaves open.
    B06,
    /// One more euro costs the household more than it brings.
    B07,
    /// A time without livelihood, or a term that ends too late.
    B08,
    /// Deductions together leave less than the protected amount.
    B09,
    /// A need for which no scheme has a possible outcome.
    B10,
    /// A published practice departs from the provision.
    B11,
    /// A refusal cites a provision that does not carry it.
    B12,
}

impl Code {
    /// Every code.
    pub const ALL: [Self; 12] = [
        Self::B01,
        Self::B02,
        Self::B03,
        Self::B04,
        Self::B05,
        Self::B06,
        Self::B07,
        Self::B08,
        Self::B09,
        Self::B10,
        Self::B11,
        Self::B12,
    ];

    /// As users write it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::B01 => "B01",
            Self::B02 => "B02",
            Self::B03 => "B03",
            Self::B04 => "B04",
            Self::B05 => "B05",
            Self::B06 => "B06",
            Self::B07 => "B07",
            Self::B08 => "B08",
            Self::B09 => "B09",
            Self::B10 => "B10",
            Self::B11 => "B11",
            Self::B12 => "B12",
        }
    }

    /// What it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::B01 => "tegenstrijdig",
            Self::B02 => "wal en schip",
            Self::B03 => "kringverwijzing",
            Self::B04 => "begripsbotsing",
            Self::B05 => "plichtenbotsing",
            Self::B06 => "lager strenger",
            Self::B07 => "klif",
            Self::B08 => "tijdgat",
            Self::B09 => "stapeling",
            Self::B10 => "niemandsland",
            Self::B11 => "praktijk wijkt af",
            Self::B12 => "weigering zonder grond",
        }
    }
}

/// How much it weighs for the household.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// It costs the household money or access now.
    Serious,
    /// It may cost the household something.
    Attention,
    /// It costs the household nothing, and is still not right.
    Remark,
}

impl Severity {
    /// The Dutch word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Serious => "ernstig",
            Self::Attention => "let op",
            Self::Remark => "opmerking",
        }
    }
}

/// The lowest level that can mend it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Address {
    /// Within the rules as they are.
    Rules,
    /// Policy rule, work instruction or municipal ordinance.
    Policy,
    /// Order in council or ministerial regulation.
    Order,
    /// Act of parliament.
    Act,
}

impl Address {
    /// The level that can change a rule of a rank.
    #[must_use]
    pub const fn of_rank(rank: Rank) -> Self {
        match rank {
            Rank::WorkInstruction | Rank::PolicyRule | Rank::Ordinance => Self::Policy,
            Rank::MinisterialRegulation | Rank::OrderInCouncil => Self::Order,
            Rank::Act | Rank::Treaty => Self::Act,
        }
    }

    /// As users see it.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Rules => "1 binnen de regels",
            Self::Policy => "2 beleidsregel, werkinstructie of verordening",
            Self::Order => "3 algemene maatregel van bestuur of ministeriële regeling",
            Self::Act => "4 wet",
        }
    }
}

/// One side of a conflict: who says what, on the ground of which statements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// The statements, the most telling first; empty for something said without a provision.
    pub rules: Vec<RuleId>,
    /// What it says.
    pub says: Says,
}

/// What a side says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Says {
    /// A right stands like this.
    Stands(Touched, Verdict),
    /// A right was refused in practice.
    Refused(Said),
    /// Before this right, something else must be there; it was only said, or the law says so.
    First(Touched, Needed, bool),
    /// A fact comes about through one of these rights.
    Arranged(SymId, Entity, Vec<SymId>),
    /// A concept about persons: yes or no.
    Qualifies(SymId, About, bool),
    /// A statement refuses.
    Refuses,
    /// A duty or prohibition.
    Duty,
    /// A statement that collides with the other side.
    Collides,
    /// A reading of a provision and the verdict and amount under it.
    Reads(Arc<str>, Arc<str>, Standing),
    /// A stated need.
    Need(SymId, Entity),
    /// A fact of someone, and a lower value in its own unit at which more is left.
    Sweeps(SymId, Entity, Exact),
    /// An event that help should prevent, and its day.
    Threat(SymId, Entity, Date),
    /// A term and its last day.
    Ends(RuleId, Date),
    /// A floor for someone, in € per month.
    Protects(SymId, Entity, Exact),
    /// Something taken from someone, in € per month; a duty when it has no name.
    Takes(Option<SymId>, Entity, Exact),
    /// More came in for someone, in € per year.
    Received(SymId, Entity, Exact),
    /// A right as it stands, and as it would stand without what came in.
    Counts(Standing, Standing),
}

/// A refusal in practice, as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What was refused.
    pub of: Touched,
    /// By whom.
    pub by: Option<Arc<str>>,
    /// When.
    pub on: Option<Date>,
    /// What was cited.
    pub cited: Option<Arc<str>>,
    /// The words.
    pub quote: Option<Arc<str>>,
}

/// Something that must be there first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Needed {
    /// A right of the same person.
    Right(SymId),
    /// A fact about a person.
    Fact(SymId, Entity),
}

/// How a right stands: verdict and amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Right, holder and thing.
    pub of: Touched,
    /// Verdict.
    pub verdict: Verdict,
    /// Amount, where known.
    pub amount: Option<crate::eval::Amount>,
}

impl Standing {
    fn of(o: &Outcome) -> Self {
        Self { of: touched(o), verdict: o.verdict, amount: o.amount }
    }
}

/// What goes wrong for the household.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The cited provision does not carry the refusal, for this reason; how the right really stands.
    NoGround(Flaw, Standing),
    /// None of these provides; those the law does give are named second.
    NobodyProvides(Vec<Touched>, Vec<Standing>),
    /// Nothing in the circle can begin; rights of which the law does not ask what was asked.
    NothingBegins(Vec<Needed>, Vec<Standing>),
    /// What would change if one law followed the other: now and then.
    Differs(Vec<Changed>),
    /// The right is left undecided.
    Undecided(Standing),
    /// These duties cannot all be met.
    NotAll(Entity),
    /// The lower rule refuses; the higher law leaves the right standing like this without it.
    Withheld(Standing, Verdict),
    /// No scheme answers the need, or the law gives no value.
    NoAnswer(Option<Standing>),
    /// With less of a fact, more is left to spend.
    Drop {
        /// The fact.
        fact: crate::case::FactKey,
        /// The lower value, in the unit of the fact.
        at: Exact,
        /// What would be left more, in € per year.
        gain: Exact,
        /// Rights that stand otherwise: now, and with less.
        changed: Vec<(Standing, Standing)>,
    },
    /// The terms end on or after the day of an event.
    TooLate {
        /// The event.
        event: SymId,
        /// Its day.
        day: Date,
        /// Rights that begin once what is waited for is given.
        after: Vec<Standing>,
    },
    /// No livelihood from a month up to another.
    NoIncome(Entity, Date, Date),
    /// Too little remains, all in € per month.
    TooLittle {
        /// For whom.
        person: Entity,
        /// What comes in.
        income: Exact,
        /// What is taken.
        taken: Exact,
        /// What is left.
        left: Exact,
        /// What should be left.
        protected: Exact,
    },
    /// What came in is taken by several schemes together, and more; both in € per year.
    Overtaken {
        /// Who received it.
        person: Entity,
        /// What came in.
        received: Exact,
        /// What the schemes take.
        taken: Exact,
    },
    /// One and the same household gets two outcomes.
    TwoOutcomes(Standing, Standing),
}

/// A conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Kind.
    pub code: Code,
    /// Weight.
    pub severity: Severity,
    /// The sides.
    pub sides: Vec<Side>,
    /// What goes wrong.
    pub effect: Effect,
    /// Facts with which it is found again, and without any one of which it is not.
    pub facts: Vec<(SymId, About)>,
    /// Outcomes it touches.
    pub touches: Vec<Touched>,
    /// Room that could mend it.
    pub room: Vec<Room>,
    /// The lowest level that can mend it.
    pub address: Address,
}

impl Finding {
    /// A finding of which facts, room and repair address are still to be filled in.
    fn new(code: Code, severity: Severity, sides: Vec<Side>, effect: Effect, touches: Vec<Touched>) -> Self {
        let (facts, room) = (Vec::new(), Vec::new());
        Self { code, severity, sides, effect, facts, touches, room, address: Address::Act }
    }

    /// Whether it is the same knot, whatever the amounts.
    fn same(&self, other: &Self) -> bool {
        // What stands behind a candidate of a contradiction does not make it another one.
        let own = |f: &Self, s: &Side| f.code != Code::B01 || s.says == Says::Collides;
        let rules = |f: &Self| f.sides.iter().filter(|s| own(f, s)).map(|s| s.rules.clone()).collect::<Vec<_>>();
        self.code == other.code && self.touches == other.touches && rules(self) == rules(other)
    }
}

/// What the analyses read.
struct Desk<'a> {
    program: &'a Program,
    case: &'a Case,
    settings: &'a Settings,
    assessment: &'a Assessment,
}

/// The conflicts on a case that was assessed with derivations, in order of code.
#[must_use]
pub fn conflicts(
    program: &Program,
    case: &Case,
    settings: &Settings,
    assessment: &Assessment,
    room: &[Room],
) -> Vec<Finding> {
    let mut out = found(program, case, settings, assessment, &Code::ALL);
    complete(program, case, settings, assessment, room, &mut out);
    out
}

/// Fills in the deciding facts, the room and the repair address of conflicts that were only found.
pub fn complete<'f>(
    program: &Program,
    case: &Case,
    settings: &Settings,
    assessment: &Assessment,
    room: &[Room],
    findings: impl IntoIterator<Item = &'f mut Finding>,
) {
    let desk = Desk { program, case, settings, assessment };
    let mut recall = Recall::with_trace();
    for finding in findings {
        finding.facts = minimal::facts(&desk, finding, &mut recall);
        finding.room = mend::room(&desk, finding, room);
        finding.address = mend::address(&desk, finding);
    }
}

/// The conflicts of some kinds, without the deciding facts, the room and the repair address: what it takes to count them.
#[must_use]
pub fn found(
    program: &Program,
    case: &Case,
    settings: &Settings,
    assessment: &Assessment,
    codes: &[Code],
) -> Vec<Finding> {
    let desk = Desk { program, case, settings, assessment };
    let mut out: Vec<Finding> = Vec::new();
    for found in codes.iter().flat_map(|code| desk.find(*code)) {
        if !out.iter().any(|f| f.same(&found)) {
            out.push(found);
        }
    }
    out
}

impl<'a> Desk<'a> {
    fn find(&self, code: Code) -> Vec<Finding> {
        match code {
            Code::B01 => clash::find(self),
            Code::B02 => between::find(self),
            Code::B03 => circle::find(self),
            Code::B04 => concept::find(self),
            Code::B05 => duties::find(self),
            Code::B06 => lower::find(self),
            Code::B07 => cliff::find(self),
            Code::B08 => gap::find(self),
            Code::B09 => stack::find(self).into_iter().chain(rise::find(self)).collect(),
            Code::B10 => nobody::find(self),
            Code::B11 => practice::find(self),
            Code::B12 => ground::find(self),
        }
    }

    fn date(&self) -> Date {
        self.settings.date
    }

    fn evaluator(&self) -> Evaluator<'a> {
        Evaluator::new(self.program, self.case, self.settings)
    }

    /// The outcome of a right for a holder; with a thing, for that thing.
    fn outcome(&self, right: SymId, holder: Entity, subject: Option<Entity>) -> Option<&'a Outcome> {
        self.assessment.outcomes.iter().find(|o| {
            o.right == right
                && (o.holder == holder || o.jointly.contains(&holder))
                && (subject.is_none() || o.subject == subject)
        })
    }

    fn law_of(&self, what: SymId) -> Option<Law> {
        self.program.signature(what).and_then(|s| s.sym.law.clone())
    }

    fn provision(&self, rule: RuleId) -> Option<ProvisionId> {
        self.program.rules.place(rule)
    }

    fn law_of_rule(&self, rule: RuleId) -> Option<Law> {
        self.program.provision_of(rule).map(|p| p.law.clone())
    }

    /// The names that play a part in analyses across laws.
    fn counting(&self, part: CountsAs) -> Vec<SymId> {
        self.program.counting(part).collect()
    }

    /// Whether a right is being received.
    fn provided(&self, of: Touched) -> bool {
        self.case.receives(of.right, of.holder, of.subject, self.date()).is_some()
    }
}

fn touched(o: &Outcome) -> Touched {
    Touched { right: o.right, holder: o.holder, subject: o.subject }
}
