//! What was worked out about a case, kept for when a few of its facts become other ones.
//!
//! An evaluator that records notes for every answer which facts and judgments it rests on, down through everything it
//! asked. What rests on none of those that changed holds in the changed case as well, and is not worked out again.

use super::Settings;
use super::duty::{Deadline, DutyOutcome};
use super::engine::{Answer, Evaluator, Key, Requests};
use super::outcome::{About, Reason};
use super::trace::{Node, Trace};
use crate::case::{Case, FactKey};
use crate::ir::{Program, RuleId, SymId};
use crate::value::Entity;
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;
use std::collections::BTreeSet;

/// A set of numbers, as bits.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks(SmallVec<[u64; 8]>);

impl Marks {
    fn add(&mut self, number: u32) {
        let word = (number / u64::BITS) as usize;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        if let Some(w) = self.0.get_mut(word) {
            *w |= 1 << (number % u64::BITS);
        }
    }

    pub(super) fn join(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        self.0.iter_mut().zip(&other.0).for_each(|(a, b)| *a |= b);
    }

    fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(a, b)| a & b != 0)
    }
}

/// Notes what is read while an answer is worked out.
#[derive(Debug, Default)]
pub(super) struct Recording {
    numbers: FxHashMap<FactKey, u32>,
    /// What was read so far, for each answer that is being worked out.
    open: Vec<Marks>,
}

impl Recording {
    pub(super) fn begin(&mut self) {
        self.open.push(Marks::default());
    }

    /// What was read since the last beginning; whoever asked read it too.
    pub(super) fn end(&mut self) -> Marks {
        let marks = self.open.pop().unwrap_or_default();
        self.rests(&marks);
        marks
    }

    fn rests(&mut self, marks: &Marks) {
        if let Some(open) = self.open.last_mut() {
            open.join(marks);
        }
    }

    fn read(&mut self, what: SymId, about: &About) {
        let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry((what, about.clone())).or_insert(next);
        if let Some(open) = self.open.last_mut() {
            open.add(number);
        }
    }

    fn marks(&self, facts: &[FactKey]) -> Marks {
        let mut out = Marks::default();
        facts.iter().filter_map(|f| self.numbers.get(f)).for_each(|n| out.add(*n));
        out
    }
}

/// Whole outcomes are kept besides answers: of a right, a duty or a term, for everyone in the case.
#[derive(Clone, Debug)]
pub(super) enum Whole {
    Right(Vec<super::Outcome>),
    Duty(Vec<DutyOutcome>),
    Term(Vec<Deadline>),
}

/// What a whole is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum WholeOf {
    Right(SymId),
    Rule(RuleId),
}

/// What an evaluator knows of a case, without the case. It belongs to one program and one set of settings, and to cases
/// that differ in nothing but facts that were forgotten in between.
#[derive(Debug, Default)]
pub struct Recall {
    known: Known,
    reasons: Vec<Reason>,
    numbers: FxHashMap<Reason, u32>,
    inactive: Option<FxHashSet<RuleId>>,
    assumed: FxHashSet<(SymId, About)>,
    void: BTreeSet<(RuleId, Entity)>,
    requests: Option<Requests>,
    pending: Vec<RuleId>,
    granted: Option<Box<Self>>,
    also: Vec<(RuleId, Self)>,
    traced: bool,
    recording: Recording,
}

/// Answers, with what they rest on and how they came about.
#[derive(Debug, Default)]
struct Known {
    memo: FxHashMap<Key, Answer>,
    rests: FxHashMap<Key, Marks>,
    wholes: FxHashMap<WholeOf, (Whole, Marks)>,
    nodes: FxHashMap<Key, Node>,
}

/// What was forgotten, to be put back when the facts are as they were.
#[derive(Debug, Default)]
pub struct Forgotten {
    facts: Vec<FactKey>,
    own: Known,
    granted: Option<Box<Self>>,
    also: Vec<(RuleId, Self)>,
}

impl Known {
    /// Takes out what rests on any of the marked facts.
    fn without(&mut self, marks: &Marks) -> Self {
        let mut out = Self::default();
        let stale: Vec<Key> = self.rests.iter().filter(|(_, m)| m.meets(marks)).map(|(k, _)| k.clone()).collect();
        for key in stale {
            out.nodes.extend(self.nodes.remove(&key).map(|n| (key.clone(), n)));
            out.memo.extend(self.memo.remove(&key).map(|a| (key.clone(), a)));
            out.rests.extend(self.rests.remove(&key).map(|m| (key, m)));
        }
        let stale: Vec<WholeOf> = self.wholes.iter().filter(|(_, (_, m))| m.meets(marks)).map(|(of, _)| *of).collect();
        out.wholes.extend(stale.into_iter().filter_map(|of| Some((of, self.wholes.remove(&of)?))));
        out
    }

    fn add(&mut self, more: Self) {
        self.memo.extend(more.memo);
        self.rests.extend(more.rests);
        self.wholes.extend(more.wholes);
        self.nodes.extend(more.nodes);
    }
}

impl Recall {
    /// Nothing known yet; answers will be kept with how they came about.
    #[must_use]
    pub fn with_trace() -> Self {
        Self { traced: true, ..Self::default() }
    }

    /// Forgets what rests on any of these facts, because they become other ones.
    pub fn forget(&mut self, facts: &[FactKey]) -> Forgotten {
        let marks = self.recording.marks(facts);
        Forgotten { facts: facts.to_vec(), ..self.take(&marks) }
    }

    /// The facts are again as they were when this was forgotten: what was worked out since and rests on them goes.
    pub fn restore(&mut self, forgotten: Forgotten) {
        let marks = self.recording.marks(&forgotten.facts);
        self.take(&marks);
        self.put(forgotten);
    }

    fn take(&mut self, marks: &Marks) -> Forgotten {
        Forgotten {
            facts: Vec::new(),
            own: self.known.without(marks),
            granted: self.granted.as_mut().map(|g| Box::new(g.take(marks))),
            also: self.also.iter_mut().map(|(rule, r)| (*rule, r.take(marks))).collect(),
        }
    }

    fn put(&mut self, forgotten: Forgotten) {
        self.known.add(forgotten.own);
        if let (Some(mine), Some(theirs)) = (&mut self.granted, forgotten.granted) {
            mine.put(*theirs);
        }
        for (rule, theirs) in forgotten.also {
            if let Some((_, mine)) = self.also.iter_mut().find(|(r, _)| *r == rule) {
                mine.put(theirs);
            }
        }
    }
}

impl<'p> Evaluator<'p> {
    /// An evaluator that goes on with what is known, and records what every new answer rests on.
    #[must_use]
    pub fn recalling(program: &'p Program, case: &'p Case, settings: &'p Settings, recall: Recall) -> Self {
        let inactive = recall.inactive.unwrap_or_else(|| super::inactive(program, settings));
        let again = |r: Recall| Self::recalling(program, case, settings, r);
        Self {
            program,
            case,
            settings,
            memo: recall.known.memo,
            rests: recall.known.rests,
            wholes: recall.known.wholes,
            provisional: FxHashMap::default(),
            log: Vec::new(),
            active: FxHashMap::default(),
            stack: Vec::new(),
            low: usize::MAX,
            reasons: recall.reasons,
            numbers: recall.numbers,
            inactive,
            assumed: recall.assumed,
            void: recall.void,
            requests: recall.requests.unwrap_or(Requests::AsFiled),
            pending: recall.pending,
            granted: recall.granted.map(|g| Box::new(again(*g))),
            also: recall.also.into_iter().map(|(rule, r)| (rule, again(r))).collect(),
            reads: None,
            trace: recall.traced.then(|| Trace::of(recall.known.nodes)),
            seen: None,
            recording: Some(recall.recording),
            depth: 0,
        }
    }

    /// What is known, to go on with in a case of which a few facts are otherwise.
    #[must_use]
    pub fn into_recall(self) -> Recall {
        Recall {
            traced: self.trace.is_some(),
            known: Known {
                memo: self.memo,
                rests: self.rests,
                wholes: self.wholes,
                nodes: self.trace.map(|t| t.nodes).unwrap_or_default(),
            },
            reasons: self.reasons,
            numbers: self.numbers,
            inactive: Some(self.inactive),
            assumed: self.assumed,
            void: self.void,
            requests: Some(self.requests),
            pending: self.pending,
            granted: self.granted.map(|g| Box::new(g.into_recall())),
            also: self.also.into_iter().map(|(rule, ev)| (rule, ev.into_recall())).collect(),
            recording: self.recording.unwrap_or_default(),
        }
    }

    /// Notes that a fact, judgment or rebuttal was read.
    pub(super) fn read(&mut self, what: SymId, about: &About) {
        if let Some(r) = &mut self.recording {
            r.read(what, about);
        }
    }

    /// Notes that a known answer was used.
    pub(super) fn reuse(&mut self, key: &Key) {
        if let (Some(r), Some(marks)) = (&mut self.recording, self.rests.get(key)) {
            r.rests(marks);
        }
    }

    /// Lets another evaluator of the same case work; what it reads is noted here.
    pub(super) fn lend<T>(&mut self, other: &mut Self, work: impl FnOnce(&mut Self) -> T) -> T {
        other.recording = self.recording.take();
        let out = work(other);
        self.recording = other.recording.take();
        out
    }

    /// A whole that is known, or is worked out now.
    pub(super) fn whole(&mut self, of: WholeOf, work: impl FnOnce(&mut Self) -> Whole) -> Whole {
        if let Some((known, _)) = self.wholes.get(&of) {
            return known.clone();
        }
        let Some(r) = &mut self.recording else { return work(self) };
        r.begin();
        let found = work(self);
        if let Some(r) = &mut self.recording {
            let marks = r.end();
            self.wholes.insert(of, (found.clone(), marks));
        }
        found
    }
}
