//! Who carries a bill out, with what room, which hardship clause reaches it, and what its text leaves unsaid.

use super::{Change, Laws};
use crate::ir::rule::{Body, NotFor};
use crate::ir::{Program, RuleId, SymId, SymKind};
use crate::law::{Certainty, Target};
use crate::value::Date;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What an organ has to do with a statement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TaskKind {
    /// It decides on a right.
    Decides(SymId),
    /// It may do something.
    May,
    /// It may set something aside out of hardship.
    Hardship,
    /// It judges an open norm; `None` where the text does not say whether there is a margin.
    Judges(SymId, Option<bool>),
    /// It has a duty.
    Owes(Arc<str>),
    /// It is bound by a term.
    Term(Arc<str>),
}

/// A task of an organ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Organ; `None` where the text names nobody.
    pub organ: Option<Arc<str>>,
    /// The statement.
    pub rule: RuleId,
    /// Of the law that comes after; before otherwise.
    pub after: bool,
    /// What it has to do.
    pub kind: TaskKind,
}

/// A hardship clause or other power to depart that reaches a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// The clause.
    pub rule: RuleId,
    /// It is a hardship clause.
    pub hardship: bool,
    /// It names what it is not for, and that covers the place.
    pub excluded: bool,
    /// It reaches a whole regulation.
    pub whole: bool,
}

/// What the text of a new statement leaves unsaid, or asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Point {
    /// An amount is not known from a day on; with the reason.
    NoAmount(SymId, Date, Arc<str>),
    /// An open norm without someone who judges.
    NoJudge(SymId),
    /// An open norm without factors.
    NoFactors(SymId),
    /// A power without condition and without standard of review.
    NoCriterion,
    /// A hardship clause that reaches a whole regulation.
    Unbounded,
    /// A term whose end has no consequence.
    NoConsequence(Arc<str>),
    /// The encoding is uncertain; with the reason.
    Uncertain(Option<Arc<str>>),
}

/// A point of attention on a statement of the law that comes after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attention {
    /// The statement.
    pub rule: RuleId,
    /// The point.
    pub point: Point,
}

/// What a bill asks of those who carry it out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Execution {
    /// Tasks by the changed statements, before and after.
    pub tasks: Vec<Task>,
    /// Per change the hardship clauses and other powers to depart that reach it.
    pub clauses: Vec<(usize, Vec<Clause>)>,
    /// What the new text leaves unsaid.
    pub attention: Vec<Attention>,
    /// Facts that the changed text asks and the old one did not, of the law that comes after.
    pub asked: Vec<SymId>,
    /// Facts that the old text asked and the changed one does not, of the law that comes before.
    pub dropped: Vec<SymId>,
}

/// What a bill asks of those who carry it out.
#[must_use]
pub fn execution(laws: Laws<'_>, changes: &[Change]) -> Execution {
    let all = |after: bool| changes.iter().flat_map(move |c| if after { &c.new } else { &c.old }).copied();
    let mut out = Execution::default();
    for after in [false, true] {
        let program = laws.program(after);
        let own = all(after).filter_map(|rule| task(program, rule, after));
        out.tasks.extend(own);
    }
    let program = laws.after;
    let (was, is) = (facts(laws.before, all(false)), facts(program, all(true)));
    out.asked = only(program, &is, laws.before, &was);
    out.dropped = only(laws.before, &was, program, &is);
    out.clauses =
        (0..).zip(changes).filter(|(_, c)| !c.new.is_empty()).map(|(i, c)| (i, clauses(program, &c.new))).collect();
    let dated = changes.iter().flat_map(|c| c.new.iter().map(|r| (*r, c.from)));
    for (rule, from) in dated {
        let mut new: Vec<Attention> =
            points(program, rule, from).into_iter().map(|point| Attention { rule, point }).collect();
        // A doubt about a provision is told once, not with each of its statements.
        new.retain(|a| !out.attention.iter().any(|b| b.point == a.point && same_provision(program, a.rule, b.rule)));
        out.attention.extend(new);
    }
    out
}

fn same_provision(program: &Program, a: RuleId, b: RuleId) -> bool {
    program.rule(a).map(|l| l.provision) == program.rule(b).map(|l| l.provision)
}

fn task(program: &Program, rule: RuleId, after: bool) -> Option<Task> {
    let (organ, kind) = match &program.rule(rule)?.rule.body {
        Body::Right { of, against, benefit } => {
            let competent = benefit.competent.as_ref().map(|c| c.organ.clone());
            (competent.or_else(|| against.clone()), TaskKind::Decides(*of))
        }
        Body::Power { organ, hardship, .. } => {
            (Some(organ.clone()), if *hardship { TaskKind::Hardship } else { TaskKind::May })
        }
        Body::Norm { of, judge, margin, .. } => (judge.clone(), TaskKind::Judges(*of, *margin)),
        Body::Duty { act, organ: Some(organ), .. } => (Some(organ.clone()), TaskKind::Owes(act.clone())),
        Body::Term { name, organ: Some(organ), .. } => (Some(organ.clone()), TaskKind::Term(name.clone())),
        _ => return None,
    };
    Some(Task { organ, rule, after, kind })
}

/// The facts that rules read.
fn facts(program: &Program, rules: impl Iterator<Item = RuleId>) -> BTreeSet<SymId> {
    let mut out = BTreeSet::new();
    for linked in rules.filter_map(|r| program.rule(r)) {
        crate::ir::expressions(&linked.rule, &mut |e| {
            e.symbols(&mut |s: &SymId, _| {
                out.insert(*s);
            });
        });
    }
    out.retain(|s| program.signature(*s).is_some_and(|s| matches!(s.kind, SymKind::Fact(_))));
    out
}

/// The facts of one program that the other does not read, by name.
fn only(program: &Program, own: &BTreeSet<SymId>, other: &Program, theirs: &BTreeSet<SymId>) -> Vec<SymId> {
    let name = |program: &Program, s: &SymId| program.signature(*s).map(|s| s.sym.clone());
    let known: BTreeSet<_> = theirs.iter().filter_map(|s| name(other, s)).collect();
    own.iter().copied().filter(|s| name(program, s).is_some_and(|n| !known.contains(&n))).collect()
}

/// The hardship clauses and other powers to depart that reach one of some statements.
fn clauses(program: &Program, rules: &[RuleId]) -> Vec<Clause> {
    let mut out = Vec::new();
    for id in &program.powers {
        let Some(Body::Power { hardship, reach, not_for, .. }) = program.rule(*id).map(|l| &l.rule.body) else {
            continue;
        };
        let reached: Vec<&RuleId> = rules.iter().filter(|r| program.within(reach, **r)).collect();
        if reached.is_empty() {
            continue;
        }
        let place = |n: &NotFor<SymId>| match n {
            NotFor::Place(t) => Some(t.clone()),
            _ => None,
        };
        let without: Vec<Target> = not_for.iter().filter_map(place).collect();
        let excluded = reached.iter().all(|r| program.within(&without, **r));
        out.push(Clause { rule: *id, hardship: *hardship, excluded, whole: whole(reach) });
    }
    out
}

fn whole(reach: &[Target]) -> bool {
    reach.iter().any(|t| matches!(t, Target::Regulation(_) | Target::EveryOf(_)))
}

/// What the text of a statement leaves unsaid from a day on.
fn points(program: &Program, rule: RuleId, from: Date) -> Vec<Point> {
    let Some((linked, provision)) = program.rule(rule).zip(program.provision_of(rule)) else { return Vec::new() };
    let mut out = Vec::new();
    match &linked.rule.body {
        Body::Amount { of, rows } => {
            let unknown = rows.iter().filter(|r| r.period.end > from);
            let unknown = unknown.filter_map(|r| Some((r.period.start, r.value.as_ref().err()?.clone())));
            out.extend(unknown.map(|(day, why)| Point::NoAmount(*of, day, why)));
        }
        Body::Norm { of, judge, factors, .. } => {
            out.extend(judge.is_none().then_some(Point::NoJudge(*of)));
            out.extend(factors.is_empty().then_some(Point::NoFactors(*of)));
        }
        Body::Power { hardship, reach, review, .. } => {
            let bare = linked.rule.when.is_none() && linked.rule.unless.is_none() && review.is_none();
            out.extend(bare.then_some(Point::NoCriterion));
            out.extend((*hardship && whole(reach)).then_some(Point::Unbounded));
        }
        Body::Term { name, consequence: None, .. } => out.push(Point::NoConsequence(name.clone())),
        _ => {}
    }
    if provision.certainty.0 == Certainty::Low {
        out.push(Point::Uncertain(provision.certainty.1.clone()));
    }
    out
}
