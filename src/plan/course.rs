//! What a plan does: the strongest route to the goal, or that there is none.

use crate::case::Case;
use crate::eval::{Outcome, Settings, Verdict, Want};
use crate::ir::Program;
use crate::route::{Goal, Kind, Limits, Proof, Route, Routes, proof, routes};

/// Most sets of steps that are tried for a route, and for each change of the rules that would open one.
const TRIES: usize = 1_000;

/// The course a plan takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Course {
    /// Nothing is needed but to ask for what the rules give.
    Stands,
    /// A route, replayed through all laws, with the number of others.
    Route(Box<Route>, usize),
    /// No route of at most so many steps. The search was complete, or it reached its limit.
    None {
        /// Most steps of a route.
        steps: usize,
        /// Whether everything within that number was examined.
        complete: bool,
        /// Where every path ends.
        proof: Box<Proof>,
    },
}

/// The course towards an outcome: a route with the fewest steps, or the one of this rank. Routes that ask nobody to live
/// otherwise go before those that do; then the strongest goes first.
#[must_use]
pub fn course(
    program: &Program,
    case: &Case,
    settings: &Settings,
    o: &Outcome,
    steps: usize,
    rank: Option<usize>,
) -> Option<Course> {
    if matches!(o.verdict, Verdict::Must | Verdict::May) {
        return Some(Course::Stands);
    }
    let goals = [Goal::Right { right: o.right, holder: o.holder, subject: o.subject, want: Want::May, least: None }];
    let limited = |steps| Limits { steps, tries: TRIES, ..Limits::default() };
    let mut found = Routes::default();
    for most in 1..=steps {
        found = routes(program, case, settings, &goals, limited(most));
        if !found.routes.is_empty() || !found.searched.complete {
            break;
        }
    }
    if found.routes.is_empty() {
        let proof = proof(program, case, settings, &goals, &found.searched, limited(1));
        return Some(Course::None { steps, complete: found.searched.complete, proof: Box::new(proof) });
    }
    let others = found.routes.len() - 1;
    // A plan that asks nobody to live otherwise goes first; then one that only doubts what was assumed.
    let of = |r: &Route, kind: Kind| r.moves.iter().filter(|m| m.kind(program) == kind).count();
    found.routes.sort_by_key(|r| (of(r, Kind::Change), of(r, Kind::Overturn)));
    let mut route = found.routes.into_iter().nth(rank.unwrap_or_default())?;
    // What must be found out comes before what is asked, weighed and used.
    route.moves.sort_by_key(|m| m.kind(program));
    Some(Course::Route(Box::new(route), others))
}
