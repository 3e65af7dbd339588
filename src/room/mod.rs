//! The room the law leaves on a case: every power, hardship clause, open norm, right on request and right of the
//! citizen that touches it, with who decides, on what it turns, and whether it was used.
//!
//! Nothing here decides: it reads outcomes, the program and the case. One module per code; `docs/ruimte/` explains them.

mod citizen;
mod coming;
mod hardship;
mod individual;
mod norm;
mod other_law;
mod page;
mod policy;
mod power;
mod proportion;
mod request;

pub use page::page;
pub use request::asked_on;

use crate::case::{Case, DecisionKind};
use crate::eval::{Amount, Assessment, Evaluator, Force, Outcome, Reason, Route, Settings, Step, Verdict};
use crate::ir::rule::Body;
use crate::ir::{Linked, Program, RuleId, SymId};
use crate::law::{Rank, Target};
use crate::value::{Date, Entity};
use std::sync::Arc;

/// The organ of a rule that binds every organ.
pub const ANY_ORGAN: &str = "bestuursorgaan";

/// The kinds of room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// Unused power.
    R01,
    /// Unused hardship clause.
    R02,
    /// Open norm not assessed, or without its factors.
    R03,
    /// Departure from a policy rule.
    R04,
    /// Proportionality.
    R05,
    /// Right on request that was not requested.
    R06,
    /// Duty to individualise.
    R07,
    /// Another law carries it.
    R08,
    /// Unused right of the citizen.
    R09,
    /// Coming change.
    R10,
}

impl Code {
    /// Every code.
    pub const ALL: [Self; 10] =
        [Self::R01, Self::R02, Self::R03, Self::R04, Self::R05, Self::R06, Self::R07, Self::R08, Self::R09, Self::R10];

    /// As users write it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::R01 => "R01",
            Self::R02 => "R02",
            Self::R03 => "R03",
            Self::R04 => "R04",
            Self::R05 => "R05",
            Self::R06 => "R06",
            Self::R07 => "R07",
            Self::R08 => "R08",
            Self::R09 => "R09",
            Self::R10 => "R10",
        }
    }
}

/// Whether the room was used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// Nobody used it.
    Unused,
    /// It was used.
    Used,
    /// It cannot help here.
    Excluded,
    /// It does not apply.
    NotApplicable,
}

impl Status {
    /// As users see it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unused => "ongebruikt",
            Self::Used => "gebruikt",
            Self::Excluded => "uitgesloten",
            Self::NotApplicable => "n.v.t.",
        }
    }
}

/// The outcome a piece of room touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Touched {
    /// Right.
    pub right: SymId,
    /// Holder.
    pub holder: Entity,
    /// Thing it is for.
    pub subject: Option<Entity>,
}

impl Touched {
    fn of(o: &Outcome) -> Self {
        Self { right: o.right, holder: o.holder, subject: o.subject }
    }
}

/// Why it has its status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The conditions are met and nobody used it.
    Open,
    /// It turns on the criterion.
    Depends,
    /// It cannot set this aside.
    Fails(Arc<str>),
    /// The conditions are not met.
    NotMet,
    /// A decision used it.
    Used(Date),
    /// A decision considered it and did not use it.
    Considered(Date),
    /// A decision used it although its conditions fail.
    Void(Date),
    /// Nobody judged the norm.
    Unjudged,
    /// The norm was judged without these factors.
    Without(Date, Vec<Arc<str>>),
    /// The norm was judged with all its factors.
    Judged(Date, bool),
    /// How strong the appeal is: what refuses, its force and rank.
    Strength(RuleId, Option<Force>, Rank),
    /// It only works on request, and the case shows none.
    NotAsked,
    /// A duty that applies; the case does not show that it was performed.
    NotPerformed,
    /// A right of another law stands like this.
    Elsewhere(SymId, Verdict),
    /// Open up to and including this day.
    Until(Date),
    /// The last day has passed.
    Passed(Date),
    /// The answer changes on this day: before and after.
    Changes(Date, (Verdict, Option<Amount>), (Verdict, Option<Amount>)),
}

/// A piece of room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Room {
    /// Kind.
    pub code: Code,
    /// The statement that gives it; reach, exclusions and standard of review are in its body.
    pub rule: RuleId,
    /// Who decides.
    pub organ: Option<Arc<str>>,
    /// On what it turns: open norms and missing facts.
    pub criterion: Vec<Reason>,
    /// The organ is bound, or free; `None` where the text does not say.
    pub bound: Option<bool>,
    /// Whether it was used.
    pub status: Status,
    /// Why.
    pub why: Why,
    /// For whom.
    pub person: Option<Entity>,
    /// Outcome it touches.
    pub touches: Option<Touched>,
}

impl Room {
    /// Room of which nothing but the essentials is known yet.
    fn new(code: Code, rule: RuleId, status: Status, why: Why) -> Self {
        Self { code, rule, organ: None, criterion: Vec::new(), bound: None, status, why, person: None, touches: None }
    }

    fn touching(mut self, o: &Outcome) -> Self {
        self.person = Some(o.holder);
        self.touches = Some(Touched::of(o));
        if self.organ.is_none() {
            self.organ = o.organ.as_ref().map(|c| c.name.clone());
        }
        self
    }
}

/// What the analyses read.
struct Desk<'a> {
    program: &'a Program,
    case: &'a Case,
    settings: &'a Settings,
    assessment: &'a Assessment,
}

/// The room on a case that was assessed with derivations, in order of code.
#[must_use]
pub fn room(program: &Program, case: &Case, settings: &Settings, assessment: &Assessment) -> Vec<Room> {
    let desk = Desk { program, case, settings, assessment };
    let mut ev = Evaluator::new(program, case, settings);
    let mut all = power::find(&desk, &mut ev);
    all.extend(hardship::find(&desk));
    all.extend(norm::find(&desk, &mut ev));
    all.extend(policy::find(&desk));
    all.extend(proportion::find(&desk, &mut ev));
    all.extend(request::find(&desk));
    all.extend(individual::find(&desk, &mut ev));
    all.extend(other_law::find(&desk));
    all.extend(citizen::find(&desk, &mut ev));
    all.extend(coming::find(&desk));
    let mut out: Vec<Room> = Vec::new();
    for one in all {
        let same = |r: &Room| {
            r.code == one.code
                && desk.provision(r.rule) == desk.provision(one.rule)
                && r.person == one.person
                && r.touches == one.touches
                && r.criterion == one.criterion
                && r.why == one.why
        };
        if !out.iter().any(same) {
            out.push(one);
        }
    }
    out
}

impl Desk<'_> {
    fn date(&self) -> Date {
        self.settings.date
    }

    fn provision(&self, rule: RuleId) -> Option<crate::ir::ProvisionId> {
        self.program.rules.place(rule)
    }

    fn in_force(&self, rule: RuleId) -> Option<&Linked> {
        self.program.rule(rule).filter(|l| l.validity.contains(self.date()))
    }

    /// Which code the use of a power has: policy rule, hardship clause or ordinary power.
    fn code_of(&self, rule: RuleId) -> Option<Code> {
        let Body::Power { hardship, reach, .. } = &self.program.rule(rule)?.rule.body else { return None };
        Some(if reach.iter().any(|t| matches!(t, Target::EveryOf(Rank::PolicyRule))) {
            Code::R04
        } else if *hardship {
            Code::R02
        } else {
            Code::R01
        })
    }

    fn organ_of(&self, rule: RuleId) -> Option<Arc<str>> {
        match &self.program.rule(rule)?.rule.body {
            Body::Power { organ, .. } | Body::Concurrence { organ, .. } => Some(organ.clone()),
            Body::Duty { organ, .. } | Body::Term { organ, .. } => organ.clone(),
            Body::Right { against, .. } => against.clone(),
            Body::Norm { judge, .. } => judge.clone(),
            _ => None,
        }
    }

    /// What the decisions on file did with a power.
    fn decided(&self, rule: RuleId, person: Entity) -> Option<(Status, Why)> {
        if let Some(d) = self.case.used(rule, person, self.date()) {
            let void = self.assessment.void.contains(&(rule, person));
            return Some(if void { (Status::Excluded, Why::Void(d.date)) } else { (Status::Used, Why::Used(d.date)) });
        }
        let about = |rules: &[RuleId]| rules.iter().any(|r| self.provision(*r) == self.provision(rule));
        self.case
            .decisions
            .iter()
            .rev()
            .find(|d| {
                d.kind == DecisionKind::NotUsed
                    && d.person == person
                    && d.from <= self.date()
                    && d.power.as_ref().is_some_and(|(_, rules)| about(rules))
            })
            .map(|d| (Status::Unused, Why::Considered(d.date)))
    }

    /// A way out of a refusal as room.
    fn route(&self, code: Code, o: &Outcome, route: &Route) -> Room {
        let (status, why) = self.decided(route.rule, o.holder).unwrap_or_else(|| match &route.fails {
            Some(why) => (Status::Excluded, Why::Fails(why.clone())),
            None if route.open => (Status::Unused, Why::Open),
            None => (Status::Unused, Why::Depends),
        });
        Room {
            organ: self.organ_of(route.rule),
            criterion: route.depends.clone(),
            bound: Some(false),
            ..Room::new(code, route.rule, status, why).touching(o)
        }
    }

    /// Powers of a kind among the ways out of refusals, and those a decision used.
    fn powers(&self, code: Code) -> Vec<Room> {
        let mut out: Vec<Room> = Vec::new();
        for o in &self.assessment.outcomes {
            let routes = o.routes.iter().filter(|r| self.code_of(r.rule) == Some(code));
            out.extend(routes.map(|r| self.route(code, o, r)));
        }
        for d in &self.case.decisions {
            let rules = d.power.iter().flat_map(|(_, rules)| rules);
            for rule in rules.filter(|r| self.code_of(**r) == Some(code) && self.in_force(**r).is_some()) {
                let known =
                    out.iter().any(|r| r.person == Some(d.person) && self.provision(r.rule) == self.provision(*rule));
                let (false, Some((status, why))) = (known, self.decided(*rule, d.person)) else { continue };
                let touches = d.right.map(|right| Touched { right, holder: d.person, subject: d.subject });
                out.push(Room {
                    organ: self.organ_of(*rule),
                    bound: Some(false),
                    person: Some(d.person),
                    touches,
                    ..Room::new(code, *rule, status, why)
                });
            }
        }
        out
    }

    /// The open norms that a provision states.
    fn norms_at(&self, rule: RuleId) -> Vec<SymId> {
        let place = self.provision(rule);
        let here = self.program.rules.places().filter(|(_, p)| Some(*p) == place);
        let norm = |l: &Linked| if let Body::Norm { of, .. } = &l.rule.body { Some(*of) } else { None };
        here.filter_map(|(id, _)| self.program.rule(id).and_then(norm)).collect()
    }
}

/// Whether a right is refused, or refused unless.
fn refused(o: &Outcome) -> bool {
    matches!(o.verdict, Verdict::No | Verdict::NoUnless)
}

/// The steps by which an outcome came about.
fn steps(o: &Outcome) -> impl Iterator<Item = &Step> {
    o.derivation.nodes.iter().flat_map(|n| &n.steps).chain(&o.derivation.amount)
}

/// The concepts, rights, norms and amounts that an outcome read, each once.
fn read(o: &Outcome) -> Vec<SymId> {
    let stepped = steps(o).filter_map(|s| match s {
        Step::Amount { of, .. } => Some(*of),
        Step::Norm { norm, .. } => Some(*norm),
        _ => None,
    });
    let mut out: Vec<SymId> = o.derivation.nodes.iter().map(|n| n.what).chain(stepped).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Whether an outcome read a symbol.
fn reads(o: &Outcome, what: SymId) -> bool {
    read(o).contains(&what)
}

/// Whether a name has one of these words in it; names are words joined by `_`.
#[must_use]
pub fn says(name: &str, words: &[&str]) -> bool {
    words.iter().any(|w| name.contains(w))
}
