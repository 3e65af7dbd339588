//! Which provisions carry a refusal, would carry it, or give the right.

use crate::eval::{Force, Outcome, Verdict};
use crate::ir::rule::Body;
use crate::ir::{Program, RuleId};

/// What a provision does for an outcome, the firmest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It refuses, and holds.
    Refuses(Force),
    /// It excludes what the ground of the right asks for.
    Excludes,
    /// It should give the right, and its conditions are not met.
    Fails,
    /// It refuses if what is open turns out that way.
    MayRefuse(Force),
    /// It gives the right or not: what it turns on is open.
    InDoubt,
    /// It gives the right.
    Gives,
}

impl Role {
    /// Place in the order, the firmest first.
    pub(super) const fn rank(self) -> u8 {
        match self {
            Self::Refuses(Force::Bound) => 0,
            Self::Refuses(_) => 1,
            Self::Excludes => 2,
            Self::Fails => 3,
            Self::MayRefuse(_) => 4,
            Self::InDoubt => 5,
            Self::Gives => 6,
        }
    }
}

/// A provision that matters for the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Carrier {
    /// The rule.
    pub rule: RuleId,
    /// What it does.
    pub role: Role,
}

/// The carriers of an outcome, the firmest first.
#[must_use]
pub fn carriers(program: &Program, o: &Outcome) -> Vec<Carrier> {
    let refused = matches!(o.verdict, Verdict::No | Verdict::NoUnless);
    let mut out: Vec<Carrier> = Vec::new();
    let mut add = |rule: RuleId, role: Role| {
        if !out.iter().any(|c| c.rule == rule) {
            out.push(Carrier { rule, role });
        }
    };
    for r in o.refusals.iter().filter(|r| r.holds != Some(false)) {
        let force = r.force.unwrap_or(Force::Bound);
        // What a lower rule refuses does not carry a no to what a higher rule must give.
        if force == Force::Lower && o.verdict == Verdict::Must {
            continue;
        }
        add(r.rule, if r.holds == Some(true) { Role::Refuses(force) } else { Role::MayRefuse(force) });
    }
    if let Some(rule) = refused.then(|| o.refusing(program)).flatten()
        && program.rule(rule).is_some_and(|l| matches!(l.rule.body, Body::Ground { .. }))
    {
        add(rule, Role::Excludes);
    }
    let given = o.grounds.iter().any(|g| g.holds == Some(true));
    for g in &o.grounds {
        match g.holds {
            Some(true) => add(g.rule, Role::Gives),
            None => add(g.rule, Role::InDoubt),
            Some(false) if !given && refused => add(g.rule, Role::Fails),
            Some(false) => {}
        }
    }
    out.sort_by_key(|c| c.role.rank());
    out
}
