//! What a plan does: steps, where they lead, and what else they change.

use crate::eval::{About, Amount, Outcome, Reason, Verdict};
use crate::ir::rule::Body;
use crate::ir::{Program, RuleId, SymId};
use crate::value::{Entity, Value};
use std::sync::Arc;

/// What is done in a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// A fact is found out, with the answer the plan needs, if only one will do.
    Find(SymId, About, Option<Value>),
    /// A fact is changed by whoever may.
    Change(SymId, About, Value),
    /// An open norm is judged.
    Judge(SymId, About),
    /// A request is made.
    Request(RuleId),
    /// A presumption is rebutted with proof.
    Prove(SymId, About),
    /// A power or hardship clause is used.
    Use(RuleId),
    /// Something else must become clear.
    Settle(Reason),
    /// Nothing is needed but to ask for what is due.
    Claim,
}

/// A step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What is done.
    pub act: Act,
    /// Who does it: an organ or a party; `None` for the household and its professional.
    pub by: Option<Arc<str>>,
    /// The statement it rests on.
    pub rule: Option<RuleId>,
}

/// An outcome that changes along the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// Right.
    pub right: SymId,
    /// Holder.
    pub holder: Entity,
    /// Thing it is for.
    pub subject: Option<Entity>,
    /// Verdict and amount before.
    pub before: (Verdict, Option<Amount>),
    /// Verdict and amount after.
    pub after: (Verdict, Option<Amount>),
}

/// The course a plan takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// Steps, in an order in which they can be taken; empty when there is none.
    pub steps: Vec<Step>,
    /// Where they lead, when they were replayed through all laws.
    pub reaches: Option<(Verdict, Option<Amount>)>,
    /// Every outcome that changes, the goal among them.
    pub effects: Vec<Effect>,
}

/// The steps that an outcome names itself. They were not replayed: whether they suffice is not certain.
#[must_use]
pub fn named(program: &Program, o: &Outcome) -> Course {
    let mut steps: Vec<Step> = Vec::new();
    let mut add = |act: Act, by: Option<Arc<str>>, rule: Option<RuleId>| {
        if !steps.iter().any(|s| s.act == act) {
            steps.push(Step { act, by, rule });
        }
    };
    if matches!(o.verdict, Verdict::Must | Verdict::May) {
        let giving = o.grounds.iter().find(|g| g.holds == Some(true)).map(|g| g.rule);
        add(Act::Claim, o.organ.as_ref().map(|c| c.name.clone()), giving);
    } else {
        for r in o.routes.iter().filter(|r| r.fails.is_none()) {
            let organ = match program.rule(r.rule).map(|l| &l.rule.body) {
                Some(Body::Power { organ, .. }) => Some(organ.clone()),
                _ => None,
            };
            let request = matches!(r.kind, crate::eval::EscapeKind::Request);
            add(if request { Act::Request(r.rule) } else { Act::Use(r.rule) }, organ, Some(r.rule));
        }
        for reason in o.missing.iter().chain(&o.norms) {
            let act = match reason {
                Reason::Fact(fact, about) | Reason::Imprecise(fact, about) => Act::Find(*fact, about.clone(), None),
                Reason::Norm(norm, about) => Act::Judge(*norm, about.clone()),
                other => Act::Settle(other.clone()),
            };
            let by = match reason {
                Reason::Norm(norm, _) => judge(program, *norm),
                _ => None,
            };
            add(act, by, None);
        }
    }
    // What must be found out comes before what is weighed and used.
    steps.sort_by_key(|s| match s.act {
        Act::Find(..) | Act::Change(..) | Act::Settle(_) | Act::Prove(..) => 0,
        Act::Request(_) | Act::Claim => 1,
        Act::Judge(..) => 2,
        Act::Use(_) => 3,
    });
    Course { steps, reaches: None, effects: Vec::new() }
}

/// Who judges a norm.
#[must_use]
pub fn judge(program: &Program, norm: SymId) -> Option<Arc<str>> {
    let rules = &program.symbol(norm)?.rules;
    rules.iter().find_map(|id| match &program.rule(*id)?.rule.body {
        Body::Norm { judge, .. } => judge.clone(),
        _ => None,
    })
}
