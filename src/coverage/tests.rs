//! What the tests show: which statements they read, how each condition came out, and which test fails without it.

use crate::eval::{About, Answers, Seen, Settings, Without, conditions};
use crate::ir::rule::Body;
use crate::ir::{Program, RuleId};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// A test that can be asked what it read, and whether it still holds under other settings.
pub trait Trial: Sync {
    /// Name, for people.
    fn name(&self) -> &str;
    /// Line in its file, from 1.
    fn line(&self) -> usize;
    /// Its own settings.
    fn settings(&self) -> &Settings;
    /// What it reads.
    fn seen(&self) -> Seen;
    /// Whether one of the outcomes it states is different under these settings.
    fn fails(&self, settings: &Settings) -> bool;
}

/// A part of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartKind {
    /// One of the conditions it lists, by position.
    Condition(usize),
    /// What follows `tenzij`.
    Unless,
}

/// A part with what the tests show of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestedPart {
    /// Which part.
    pub part: PartKind,
    /// How it came out.
    pub answers: Answers,
    /// Position of the first test that fails without it.
    pub decisive: Option<usize>,
}

/// A statement with what the tests show of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestedStatement {
    /// How many tests read it.
    pub read: usize,
    /// How it came out.
    pub answers: Answers,
    /// Position of the first test that fails without it; for an open norm, the first in which the answer matters.
    pub decisive: Option<usize>,
    /// Its conditions and exception.
    pub parts: Vec<TestedPart>,
}

/// What the tests show of each statement.
pub type Tested = BTreeMap<RuleId, TestedStatement>;

/// A question for the trials: does this part matter?
struct Probe {
    rule: RuleId,
    part: Option<PartKind>,
    among: Vec<usize>,
}

/// Asks the trials about statements. The answer does not depend on how many threads there are: every part looks for its
/// own first decisive trial.
#[must_use]
pub fn tests<T: Trial>(program: &Program, trials: &[T], statements: &[RuleId]) -> Tested {
    let seen: Vec<Seen> = trials.par_iter().map(Trial::seen).collect();
    let probes: Vec<Probe> = statements.iter().flat_map(|rule| probes(program, &seen, *rule)).collect();
    let decisive: Vec<Option<usize>> = probes
        .par_iter()
        .map(|p| {
            let decides = |n: &usize| trials.get(*n).zip(seen.get(*n)).is_some_and(|(t, s)| decides(t, s, program, p));
            p.among.iter().copied().find(decides)
        })
        .collect();
    let mut out: Tested = statements.iter().map(|rule| (*rule, statement(program, &seen, *rule))).collect();
    for (probe, found) in probes.iter().zip(decisive) {
        let Some(statement) = out.get_mut(&probe.rule) else { continue };
        match probe.part {
            None => statement.decisive = found,
            Some(part) => statement.parts.iter_mut().filter(|p| p.part == part).for_each(|p| p.decisive = found),
        }
    }
    out
}

fn parts(program: &Program, rule: RuleId) -> Vec<PartKind> {
    let Some(linked) = program.rule(rule) else { return Vec::new() };
    let listed = (0..conditions(linked).len()).map(PartKind::Condition);
    listed.chain(linked.rule.unless.as_ref().map(|_| PartKind::Unless)).collect()
}

fn answers(seen: &Seen, rule: RuleId, part: PartKind) -> Answers {
    let found = match part {
        PartKind::Condition(n) => seen.conditions.get(&(rule, n)),
        PartKind::Unless => seen.unless.get(&rule),
    };
    found.copied().unwrap_or_default()
}

/// What the trials read of a statement, before asking whether it matters.
fn statement(program: &Program, seen: &[Seen], rule: RuleId) -> TestedStatement {
    let read: Vec<Answers> = seen.iter().filter_map(|s| s.statements.get(&rule).copied()).collect();
    let all = |answers: &mut dyn Iterator<Item = Answers>| answers.fold(Answers::default(), Answers::and);
    TestedStatement {
        read: read.len(),
        answers: all(&mut read.iter().copied()),
        decisive: None,
        parts: parts(program, rule)
            .into_iter()
            .map(|part| {
                let answers = all(&mut seen.iter().map(|s| answers(s, rule, part)));
                TestedPart { part, answers, decisive: None }
            })
            .collect(),
    }
}

/// Which trials may turn on a statement and on each of its parts. A statement that does not apply in a test cannot be what
/// decides it, unless it is a power: that it fails can be what a test states. A condition that is met adds nothing.
fn probes(program: &Program, seen: &[Seen], rule: RuleId) -> Vec<Probe> {
    let Some(linked) = program.rule(rule) else { return Vec::new() };
    let power = matches!(linked.rule.body, Body::Power { .. });
    let norm = matches!(linked.rule.body, Body::Norm { .. });
    let among = |keep: &dyn Fn(&Seen) -> bool| -> Vec<usize> {
        seen.iter().enumerate().filter(|(_, s)| keep(s)).map(|(n, _)| n).collect()
    };
    let applies = |s: &Seen| s.statements.get(&rule).is_some_and(|a| power || norm || a.yes || a.open);
    let mut out = vec![Probe { rule, part: None, among: among(&applies) }];
    for part in parts(program, rule) {
        let matters = |s: &Seen| {
            let a = answers(s, rule, part);
            match part {
                PartKind::Condition(_) => a.no || a.open,
                PartKind::Unless => a.yes || a.open,
            }
        };
        out.push(Probe { rule, part: Some(part), among: among(&matters) });
    }
    out
}

fn decides(trial: &impl Trial, seen: &Seen, program: &Program, probe: &Probe) -> bool {
    let mut settings = trial.settings().clone();
    let rule = probe.rule;
    let norm = program.rule(rule).and_then(|l| if let Body::Norm { of, .. } = &l.rule.body { Some(*of) } else { None });
    if let (None, Some(norm)) = (probe.part, norm) {
        let asked = seen.norms.get(&rule).into_iter().flatten();
        return asked.flat_map(|about| [true, false].map(|t| (about, t))).any(|(about, truth): (&About, bool)| {
            settings.supposed = trial.settings().supposed.clone();
            settings.supposed.insert((norm, about.clone()), truth);
            trial.fails(&settings)
        });
    }
    settings.without.push(match probe.part {
        None => Without::Statement(rule),
        Some(PartKind::Condition(n)) => Without::Condition(rule, n),
        Some(PartKind::Unless) => Without::Unless(rule),
    });
    trial.fails(&settings)
}
