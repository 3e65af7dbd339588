//! Steps on a route, and what they do to a case.

use crate::case::{Case, Decision, DecisionKind, Judgment, Request};
use crate::eval::{Chosen, Lever, Settings, Standing, set_fact};
use crate::ir::rule::Body;
use crate::ir::{Program, RuleId};
use crate::law::{Rank, Target};
use crate::value::{Date, Entity, Value};
use std::sync::Arc;

/// A step on a route.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Move {
    /// What is moved.
    pub lever: Lever,
}

/// The kinds of step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Something unknown is established.
    Establish,
    /// Something assumed turns out to be otherwise.
    Overturn,
    /// A fact is changed by whoever may.
    Change,
    /// A request is made.
    Ask,
    /// A presumption is rebutted.
    Prove,
    /// A person judges an open norm.
    Judge,
    /// A power is used.
    Power,
    /// A hardship clause is used.
    Hardship,
    /// A policy rule is departed from.
    Depart,
}

/// How strong the ground is that a route ends on, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// A right to which the organ is bound.
    Bound,
    /// A power.
    Power,
    /// A hardship clause.
    Hardship,
    /// Departure from a policy rule.
    Policy,
}

impl Class {
    /// The class of a power.
    #[must_use]
    pub fn of(program: &Program, power: RuleId) -> Self {
        match program.rule(power).map(|l| &l.rule.body) {
            Some(Body::Power { reach, .. }) if reach.iter().any(|t| matches!(t, Target::EveryOf(Rank::PolicyRule))) => {
                Self::Policy
            }
            Some(Body::Power { hardship: true, .. }) => Self::Hardship,
            _ => Self::Power,
        }
    }
}

/// What an entity besides those in the case is called, such as an address elsewhere.
const ELSEWHERE: &str = "elders";

impl Move {
    /// The kind of step.
    #[must_use]
    pub fn kind(&self, program: &Program) -> Kind {
        match &self.lever {
            Lever::Fact { standing: Standing::Changeable(_), .. } => Kind::Change,
            Lever::Fact { standing: Standing::Assumed, .. } => Kind::Overturn,
            Lever::Fact { .. } | Lever::Decision(..) | Lever::Complete(_) => Kind::Establish,
            Lever::Norm(..) => Kind::Judge,
            Lever::Request(..) => Kind::Ask,
            Lever::Rebut(..) => Kind::Prove,
            Lever::Use(power, _) => match Class::of(program, *power) {
                Class::Hardship => Kind::Hardship,
                Class::Policy => Kind::Depart,
                _ => Kind::Power,
            },
        }
    }

    /// Who can take the step: an organ, or a party of the case; `None` when nothing says so.
    #[must_use]
    pub fn by(&self, program: &Program) -> Option<Arc<str>> {
        match &self.lever {
            Lever::Fact { standing: Standing::Changeable(who), .. } => Some(who.clone()),
            Lever::Norm(norm, ..) => {
                let rules = &program.symbol(*norm)?.rules;
                rules.iter().find_map(|id| match &program.rule(*id)?.rule.body {
                    Body::Norm { judge, .. } => judge.clone(),
                    _ => None,
                })
            }
            Lever::Use(power, _) => match &program.rule(*power)?.rule.body {
                Body::Power { organ, .. } => Some(organ.clone()),
                _ => None,
            },
            _ => None,
        }
    }

    /// The statement the step rests on, for a request or the use of a power.
    #[must_use]
    pub const fn rule(&self) -> Option<RuleId> {
        match &self.lever {
            Lever::Use(rule, _) | Lever::Request(rule, _) => Some(*rule),
            _ => None,
        }
    }

    /// The case after the step; `None` when it cannot be taken.
    #[must_use]
    pub fn apply(&self, program: &Program, settings: &Settings, case: &Case) -> Option<Case> {
        let mut case = case.clone();
        let date = settings.date;
        match &self.lever {
            Lever::Fact { fact, about, to, standing } => {
                let value = match to {
                    Chosen::Value(value) => value.clone(),
                    Chosen::Another(sort) => Value::Entity(case.another(ELSEWHERE, sort)?),
                };
                let from = matches!(standing, Standing::Changeable(_)).then_some(date);
                set_fact(program, &mut case, *fact, about, value, from);
            }
            Lever::Norm(norm, about, holds) => {
                let by = self.by(program).unwrap_or_else(|| "".into());
                let about = about.clone();
                case.judgments.push(Judgment { norm: *norm, about, holds: *holds, by, date, factors: Vec::new() });
            }
            Lever::Use(power, about) => {
                let cited = program.provision_of(*power)?.citation.clone();
                let power = Some((cited, vec![*power]));
                case.decisions.push(decision(DecisionKind::Used(None), None, power, *about.first()?, date));
            }
            Lever::Request(rule, by) => {
                let about = program.provision_of(*rule)?.citation.clone();
                case.requests.push(Request { about, by: by.clone(), date });
            }
            Lever::Rebut(what, about) => case.rebutted.push((*what, about.clone())),
            Lever::Decision(right, person, granted) => {
                let kind = if *granted { DecisionKind::Granted } else { DecisionKind::Refused };
                // Since when is not known either; it is about what already is.
                case.decisions.push(decision(kind, Some(*right), None, *person, date.first_of_year()));
            }
            Lever::Complete(what) => {
                case.complete.insert(what.clone());
            }
        }
        Some(case)
    }
}

fn decision(
    kind: DecisionKind,
    right: Option<crate::ir::SymId>,
    power: Option<(crate::law::Citation, Vec<RuleId>)>,
    person: Entity,
    date: Date,
) -> Decision {
    Decision { kind, right, power, person, subject: None, date, from: date, until: None, ground: None }
}

/// The case after all steps.
#[must_use]
pub fn apply_all(program: &Program, settings: &Settings, case: &Case, moves: &[Move]) -> Option<Case> {
    let mut out = case.clone();
    for step in moves {
        out = step.apply(program, settings, &out)?;
    }
    Some(out)
}
