//! What is wanted: a predicate over outcomes on a date.

use crate::case::Case;
use crate::eval::{Amount, Answered, Evaluator, Levers, Reach, Settings, Verdict, Want};
use crate::ir::{Program, SymId};
use crate::value::{Entity, Exact, Value};

/// Something wanted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Goal {
    /// A right stands.
    Right {
        /// Right.
        right: SymId,
        /// Holder.
        holder: Entity,
        /// Thing it is for.
        subject: Option<Entity>,
        /// Whether *mag* is enough.
        want: Want,
        /// Least amount, in the unit of the right.
        least: Option<Exact>,
    },
    /// A concept, norm or fact is true, or is not.
    Truth {
        /// Concept.
        what: SymId,
        /// About.
        about: Vec<Entity>,
        /// For a concept that gives a person or thing: the one it must give, or must not give.
        who: Option<Entity>,
        /// Whether it must be true.
        wanted: bool,
    },
}

/// How a goal stands in a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Whether the goal is reached.
    pub met: bool,
    /// The verdict, for a right.
    pub verdict: Option<Verdict>,
    /// The amount, for a right, where it is known.
    pub amount: Option<Amount>,
    /// The truth, for a concept; `None` while it is open.
    pub truth: Option<bool>,
}

impl Goal {
    /// The right or concept.
    #[must_use]
    pub const fn what(&self) -> SymId {
        match self {
            Self::Right { right, .. } => *right,
            Self::Truth { what, .. } => *what,
        }
    }

    /// How it stands.
    #[must_use]
    pub fn standing(&self, ev: &mut Evaluator<'_>) -> Standing {
        match self {
            Self::Right { right, holder, subject, want, least } => {
                let (verdict, amount) = ev.stands(*right, *holder, *subject);
                let enough = least.is_none_or(|n| amount.is_some_and(|a| a.value >= n));
                Standing { met: want.met(verdict) && enough, verdict: Some(verdict), amount, truth: None }
            }
            Self::Truth { what, about, who, wanted } => {
                let truth = match (ev.ask_about(*what, about), who) {
                    (Answered::Known(Value::Truth(t)), None) => Some(t),
                    (Answered::Known(value), Some(who)) => Some(value == Value::Entity(*who)),
                    _ => None,
                };
                Standing { met: truth == Some(*wanted), verdict: None, amount: None, truth }
            }
        }
    }

    /// What can be moved towards it.
    #[must_use]
    pub fn reach(&self, levers: &mut Levers<'_, '_>, now: &Standing) -> Reach {
        match self {
            Self::Right { right, holder, subject, want, least } => match (now.verdict, least) {
                (Some(v), Some(least)) if want.met(v) => levers.amount(*right, *holder, *subject, *least),
                _ => levers.right(*right, *holder, *subject, *want),
            },
            Self::Truth { what, about, who: Some(who), wanted } => levers.gives(*what, about, *who, *wanted),
            Self::Truth { what, about, who: None, wanted } => levers.truth(*what, about, *wanted),
        }
    }

    /// The goals of a case that names none: the rights it asks about or heard refused, for those they are about.
    #[must_use]
    pub fn asked(program: &Program, case: &Case) -> Vec<Self> {
        let mut out: Vec<Self> = Vec::new();
        let heard = case.heard.iter().filter_map(|h| Some((h.asked?, h.person, h.subject)));
        for (right, person, subject) in heard.chain(case.questions.iter().map(|q| (*q, None, None))) {
            for goal in Self::on(program, case, right, person, subject) {
                if !out.contains(&goal) {
                    out.push(goal);
                }
            }
        }
        out
    }

    /// A right as a goal, for a holder and a thing; those not named are all of the case. Things go with their owner.
    #[must_use]
    pub fn on(
        program: &Program,
        case: &Case,
        right: SymId,
        holder: Option<Entity>,
        subject: Option<Entity>,
    ) -> Vec<Self> {
        let Some(signature) = program.signature(right).filter(|s| s.form == crate::ir::Form::Right) else {
            return Vec::new();
        };
        let holders: Vec<Entity> =
            holder.map_or_else(|| case.of_sort(crate::value::PERSON).collect(), |holder| vec![holder]);
        let thing = signature.params.get(1).map(|p| &p.ty);
        let mut out = Vec::new();
        for holder in holders {
            let owned = |e: &Entity| case.member(*e).is_some_and(|m| m.owner.is_none_or(|o| o == holder));
            let subjects: Vec<Option<Entity>> = match (thing, subject) {
                (None, _) => vec![None],
                (Some(_), Some(subject)) => vec![Some(subject)],
                (Some(crate::value::Type::Entity(sort)), None) => {
                    case.of_sort(sort).filter(|e| *e != holder && owned(e)).map(Some).collect()
                }
                _ => Vec::new(),
            };
            out.extend(subjects.into_iter().map(|subject| Self::Right {
                right,
                holder,
                subject,
                want: Want::May,
                least: None,
            }));
        }
        out
    }
}

/// How goals stand in a case.
#[must_use]
pub fn standings(program: &Program, case: &Case, settings: &Settings, goals: &[Goal]) -> Vec<Standing> {
    let mut ev = Evaluator::new(program, case, settings);
    goals.iter().map(|g| g.standing(&mut ev)).collect()
}
