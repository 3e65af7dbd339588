//! The plan: one goal, what blocks it, the steps towards it, what they cost and change, and what to fall back on.
//!
//! Nothing here decides. The steps are those of `route` ([`Course`]); the figures and what people say come from the user ([`costs`]), each
//! with its source; the comparison ([`compare`]) gives no score.

pub mod compare;
pub mod costs;
mod course;

pub use compare::{Comparison, Lawful, Mark, Point, Whole};
pub use costs::{Figures, Line, Payer, Scenario};
pub use course::{Course, course};

use crate::case::{Case, DecisionKind};
use crate::eval::{Assessment, Found, Outcome, Reason};
use crate::ir::{Program, RuleId, SymId};
use crate::reply::{Carrier, Role, carriers};
use crate::value::Value;

/// A plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Position of the outcome it is about.
    pub outcome: usize,
    /// What stands in the way, the firmest first.
    pub knot: Vec<Carrier>,
    /// What is done.
    pub course: Course,
    /// The reasoning: each provision with its conditions.
    pub reasoning: Vec<Limb>,
    /// The figures.
    pub figures: Figures,
    /// The plan against the present course.
    pub comparison: Comparison,
}

/// A provision of the reasoning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limb {
    /// The rule.
    pub rule: RuleId,
    /// What it looks at, in order of the text.
    pub conditions: Vec<Condition>,
}

/// Something a provision looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Fact, concept, norm or right.
    pub what: SymId,
    /// About.
    pub about: Vec<Value>,
    /// How it stands.
    pub state: State,
}

/// How a condition stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// It has this value.
    Is(Value),
    /// A person must weigh it.
    Weigh(Reason),
    /// It is open.
    Open,
}

/// The plan for an outcome of a case that was assessed with derivations.
#[must_use]
pub fn plan(
    program: &Program,
    case: &Case,
    assessment: &Assessment,
    outcome: usize,
    course: Course,
    figures: Figures,
) -> Option<Plan> {
    let o = assessment.outcomes.get(outcome)?;
    let all = carriers(program, o);
    let comparison = compare::compare(refused(case, o), &course, &figures);
    let reasoning = all.iter().map(|c| Limb { rule: c.rule, conditions: conditions(program, o, c.rule) }).collect();
    let knot = all.into_iter().filter(|c| c.role != Role::Gives).collect();
    Some(Plan { outcome, knot, course, reasoning, figures, comparison })
}

/// Whether somebody said no, on file or in words.
fn refused(case: &Case, o: &Outcome) -> bool {
    let mine = |e| e == o.holder || o.jointly.contains(&e);
    let about = |s: Option<crate::value::Entity>| s.is_none() || s == o.subject;
    let on_file = |d: &crate::case::Decision| {
        d.right == Some(o.right) && d.kind == DecisionKind::Refused && mine(d.person) && about(d.subject)
    };
    case.decisions.iter().any(on_file)
        || case.heard.iter().any(|h| h.asked == Some(o.right) && h.person.is_none_or(mine) && about(h.subject))
}

/// What a rule looks at, with how that stands in the derivation of an outcome.
fn conditions(program: &Program, o: &Outcome, rule: RuleId) -> Vec<Condition> {
    let Some(linked) = program.rule(rule) else { return Vec::new() };
    let mut read: Vec<SymId> = Vec::new();
    for e in linked.rule.when.iter().chain(&linked.rule.unless) {
        e.symbols(&mut |s, _| {
            if !read.contains(s) {
                read.push(*s);
            }
        });
    }
    read.into_iter().filter_map(|what| condition(o, what)).collect()
}

/// How something stands in the derivation of an outcome; `None` when it was not looked at.
fn condition(o: &Outcome, what: SymId) -> Option<Condition> {
    let open = |about: Vec<Value>| {
        let norm = o.norms.iter().find(|r| matches!(r, Reason::Norm(n, _) if *n == what));
        Condition { what, about, state: norm.map_or(State::Open, |r| State::Weigh(r.clone())) }
    };
    if let Some(node) = o.derivation.nodes.iter().find(|n| n.what == what) {
        let about = node.about.clone();
        return Some(match &node.found {
            Found::Yes => Condition { what, about, state: State::Yes },
            Found::No => Condition { what, about, state: State::No },
            Found::Known(v) => Condition { what, about, state: State::Is(v.clone()) },
            _ => open(about),
        });
    }
    let steps = || o.derivation.nodes.iter().flat_map(|n| &n.steps);
    steps().find_map(|s| match s {
        crate::eval::Step::Fact { fact, about, value, .. } if *fact == what => {
            let about: Vec<Value> = about.iter().map(|e| Value::Entity(*e)).collect();
            Some(match value {
                Some(Value::Truth(true)) => Condition { what, about, state: State::Yes },
                Some(Value::Truth(false)) => Condition { what, about, state: State::No },
                Some(v) => Condition { what, about, state: State::Is(v.clone()) },
                None => open(about),
            })
        }
        crate::eval::Step::Norm { norm, about, judged } if *norm == what => {
            let about: Vec<Value> = about.iter().map(|e| Value::Entity(*e)).collect();
            Some(match judged {
                Some((true, _)) => Condition { what, about, state: State::Yes },
                Some((false, _)) => Condition { what, about, state: State::No },
                None => open(about),
            })
        }
        _ => None,
    })
}
