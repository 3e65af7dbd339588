//! One household under both laws: the way to each right that changes, the terms that run, what one more euro brings,
//! and what got worse without anything that can set it aside.

use super::Laws;
use crate::case::Case;
use crate::compare::{Compared, RightChange, Side};
use crate::eval::{Amount, Deadline, Settings, Verdict, Want, assess};
use crate::room::{Code as RoomCode, Room, Status, room};
use crate::route::{Goal, Limits, Route, first_routes, standings};
use crate::sweep::{Axis, Curve, axes, curve};
use crate::value::{Entity, Exact};

/// Most sets of steps that are tried for one way and one number of steps: an annex holds many ways.
const TRIES: usize = 200;

/// The way to a right under one law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// It is given already.
    pub met: bool,
    /// The best route, when it is not given and there is one.
    pub route: Option<Route>,
    /// Most steps that were looked at.
    pub steps: usize,
    /// Whether every set of so many steps was looked at.
    pub complete: bool,
    /// Whether more steps could still help.
    pub longer: bool,
}

/// The way to a right before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// Position of the right among those that change.
    pub right: usize,
    /// The amount that is looked for, when the right was given and the amount got lower or open.
    pub least: Option<Amount>,
    /// Before; `None` when the right does not exist there.
    pub before: Option<Course>,
    /// After.
    pub after: Option<Course>,
}

/// A right that got worse, with the room there is to set that aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hard {
    /// Position of the right among those that change.
    pub right: usize,
    /// Room that is open, after; empty when nothing can help.
    pub room: Vec<Room>,
}

/// What one more euro brings under both laws, where that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What is varied, in the law that comes after.
    pub axis: Axis,
    /// The same, in the law that comes before.
    pub axis_before: Axis,
    /// Before.
    pub before: Curve,
    /// After.
    pub after: Curve,
}

/// What an annex tells of one household.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Household {
    /// Ways to the rights that change.
    pub ways: Vec<Way>,
    /// Terms that run before.
    pub terms_before: Vec<Deadline>,
    /// Terms that run after.
    pub terms_after: Vec<Deadline>,
    /// Rights that got worse.
    pub hard: Vec<Hard>,
    /// Curves that differ.
    pub lines: Vec<Line>,
}

/// What an annex tells of one household; `compared` is what the comparison of the two cases gave.
#[must_use]
pub fn household(laws: Laws<'_>, cases: (&Case, &Case), settings: &Settings, compared: &Compared) -> Household {
    let before = Side { program: laws.before, case: cases.0, settings };
    let after = Side { program: laws.after, case: cases.1, settings };
    let mut out = Household::default();
    for (i, change) in compared.rights.iter().enumerate() {
        let least = kept(change);
        let way = |side: Side<'_>| course(side, change, least.map(|a| a.value));
        let way = Way { right: i, least, before: way(before), after: way(after) };
        let met = |c: &Option<Course>| c.as_ref().is_some_and(|c| c.met);
        if !(met(&way.before) && met(&way.after)) {
            out.ways.push(way);
        }
    }
    out.terms_before = terms(before);
    out.terms_after = terms(after);
    out.hard = hard(after, compared);
    if !compared.rights.is_empty() {
        out.lines = lines(before, after);
    }
    out
}

/// What the household had and may lose: the way back to it is what the bill asks of people.
fn kept(change: &RightChange) -> Option<Amount> {
    let given = matches!(change.before.verdict, Verdict::Must | Verdict::May);
    let had = change.before.amount.filter(|_| given)?;
    let less = change.after.amount.is_none_or(|a| a.value < had.value);
    less.then_some(had)
}

fn course(side: Side<'_>, change: &RightChange, least: Option<Exact>) -> Option<Course> {
    let Side { program, case, settings } = side;
    let right = program.ids.get(&change.right).copied()?;
    let holder = case.entity(&change.holder)?;
    let subject = match &change.subject {
        Some(s) => Some(case.entity(s)?),
        None => None,
    };
    let goal = Goal::Right { right, holder, subject, want: Want::May, least };
    let goals = std::slice::from_ref(&goal);
    let met = standings(program, case, settings, goals).first().is_some_and(|s| s.met);
    if met {
        return Some(Course { met, route: None, steps: 0, complete: true, longer: false });
    }
    let limits = Limits { steps: 1, tries: TRIES, ..Limits::default() };
    let (found, steps) = first_routes(program, case, settings, goals, limits, Limits::default().steps);
    let (complete, longer) = (found.searched.complete, found.searched.longer);
    Some(Course { met, route: found.routes.into_iter().next(), steps, complete, longer })
}

fn terms(side: Side<'_>) -> Vec<Deadline> {
    assess(side.program, side.case, side.settings, None, false).deadlines
}

/// The rights that got worse for certain, with the room that nobody used and that touches them.
fn hard(after: Side<'_>, compared: &Compared) -> Vec<Hard> {
    let worse =
        |r: &RightChange| r.weaker() || [r.yearly(), r.once()].iter().any(|d| d.high.is_some_and(|h| h.is_negative()));
    let worse: Vec<(usize, &RightChange)> = compared.rights.iter().enumerate().filter(|(_, r)| worse(r)).collect();
    if worse.is_empty() {
        return Vec::new();
    }
    let Side { program, case, settings } = after;
    let found = room(program, case, settings, &assess(program, case, settings, None, true));
    let touches = |room: &Room, r: &RightChange| {
        let name = |e: Entity| case.name(e);
        room.touches.is_some_and(|t| {
            program.signature(t.right).is_some_and(|s| s.sym == r.right)
                && name(t.holder) == r.holder
                && t.subject.map(name) == r.subject
        })
    };
    // A coming change of law is no way to set an outcome aside.
    let helps = |room: &&Room| room.status == Status::Unused && room.code != RoomCode::R10;
    let one = |(right, r): (usize, &RightChange)| Hard {
        right,
        room: found.iter().filter(helps).filter(|x| touches(x, r)).cloned().collect(),
    };
    worse.into_iter().map(one).collect()
}

/// The facts that can be varied under both laws, with curves that differ.
fn lines(before: Side<'_>, after: Side<'_>) -> Vec<Line> {
    let name = |side: Side<'_>, a: &Axis| {
        let sym = side.program.signature(a.fact.0).map(|s| s.sym.clone());
        (sym, side.case.name(a.person))
    };
    let old = axes(before.program, before.case, before.settings);
    let mut out = Vec::new();
    for axis in axes(after.program, after.case, after.settings) {
        let Some(was) = old.iter().find(|a| name(before, a) == name(after, &axis)) else { continue };
        let drawn = |side: Side<'_>, a: &Axis| curve(side.program, side.case, side.settings, a, (0, a.far()));
        let (first, second) = (drawn(before, was), drawn(after, &axis));
        if first != second {
            out.push(Line { axis, axis_before: was.clone(), before: first, after: second });
        }
    }
    out
}
