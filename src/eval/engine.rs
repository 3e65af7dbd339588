//! Demand-driven evaluation with a memo, and the least fixpoint for circles between laws.
//!
//! A key is computed once. When a key is asked while it is being computed, the asker gets the current approximation,
//! which starts as *unknown*; the key is then computed again until nothing changes. Because every operation is
//! monotone in the order of information, this ends in the least fixpoint, whichever key was asked first. What
//! depended on an approximation is not kept until the circle is settled.

use super::Settings;
use super::outcome::{Reason, Reasons, Tri, Val};
use super::recall::{Marks, Recording, Whole, WholeOf};
use super::right::RightAnswer;
use super::trace::Trace;
use crate::case::Case;
use crate::ir::{Program, RuleId, SymId};
use crate::value::{Date, Entity, Type, Value};
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;
use std::collections::BTreeSet;
use std::rc::Rc;

/// An argument in a key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Arg {
    Entity(Entity),
    Value(Rc<Value>),
}

/// What is asked: a symbol about certain arguments on a date.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub what: SymId,
    pub args: SmallVec<[Arg; 2]>,
    pub date: Date,
}

/// An answer to a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Value(Val),
    Right(Rc<RightAnswer>),
}

/// Which requests count as made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Requests {
    /// Those in the case.
    AsFiled,
    /// Every one.
    All,
    /// Those in the case and the one for this statement.
    Also(RuleId),
}

impl Requests {
    pub(super) fn include(self, rule: RuleId) -> bool {
        match self {
            Self::AsFiled => false,
            Self::All => true,
            Self::Also(one) => one == rule,
        }
    }
}

/// A key being computed: the current approximation, once somebody asked for it.
type Active = Option<Answer>;

/// Rounds after which a circle is taken as it is; monotone circles settle in a handful.
const ROUNDS: usize = 64;

/// Evaluates one case on demand.
pub struct Evaluator<'p> {
    pub(super) program: &'p Program,
    pub(super) case: &'p Case,
    pub(super) settings: &'p Settings,
    pub(super) memo: FxHashMap<Key, Answer>,
    /// What answers rest on, while it is recorded.
    pub(super) rests: FxHashMap<Key, Marks>,
    /// Whole outcomes, while it is recorded what they rest on.
    pub(super) wholes: FxHashMap<WholeOf, (Whole, Marks)>,
    pub(super) provisional: FxHashMap<Key, (Answer, usize)>,
    pub(super) log: Vec<Key>,
    pub(super) active: FxHashMap<Key, usize>,
    pub(super) stack: Vec<Active>,
    pub(super) low: usize,
    pub(super) reasons: Vec<Reason>,
    pub(super) numbers: FxHashMap<Reason, u32>,
    pub(super) inactive: FxHashSet<RuleId>,
    /// Facts taken from their default.
    pub(super) assumed: FxHashSet<(SymId, SmallVec<[Entity; 2]>)>,
    /// Powers that a decision used although their conditions fail.
    pub(super) void: BTreeSet<(RuleId, Entity)>,
    /// Which requests count as made.
    pub(super) requests: Requests,
    /// Statements on request that would have applied, had they been requested.
    pub(super) pending: Vec<RuleId>,
    /// The same case with every request made.
    pub(super) granted: Option<Box<Self>>,
    /// The same case with one more request made.
    pub(super) also: Vec<(RuleId, Self)>,
    /// Symbols read, for `niet voor begrip`.
    pub(super) reads: Option<FxHashSet<SymId>>,
    pub(super) trace: Option<Trace>,
    /// Notes what every answer rests on.
    pub(super) recording: Option<Recording>,
    /// What was looked at, for tests of rules.
    pub(super) seen: Option<super::Seen>,
    pub(super) depth: usize,
}

impl<'p> Evaluator<'p> {
    /// An evaluator for a case.
    #[must_use]
    pub fn new(program: &'p Program, case: &'p Case, settings: &'p Settings) -> Self {
        Self {
            program,
            case,
            settings,
            memo: FxHashMap::default(),
            rests: FxHashMap::default(),
            wholes: FxHashMap::default(),
            provisional: FxHashMap::default(),
            log: Vec::new(),
            active: FxHashMap::default(),
            stack: Vec::new(),
            low: usize::MAX,
            reasons: Vec::new(),
            numbers: FxHashMap::default(),
            inactive: super::inactive(program, settings),
            assumed: FxHashSet::default(),
            void: BTreeSet::new(),
            requests: Requests::AsFiled,
            pending: Vec::new(),
            granted: None,
            also: Vec::new(),
            reads: None,
            trace: None,
            recording: None,
            seen: None,
            depth: 0,
        }
    }

    /// Records how every answer came about. Answers are the same with and without.
    #[must_use]
    pub fn with_trace(mut self) -> Self {
        self.trace = Some(Trace::default());
        self
    }

    pub(super) fn because(&mut self, reason: Reason) -> Reasons {
        let next = u32::try_from(self.reasons.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(reason.clone()).or_insert(next);
        if number == next {
            self.reasons.push(reason);
        }
        Rc::from([number])
    }

    /// The reasons behind numbers, in a fixed order.
    pub(super) fn reasons_of(&self, numbers: &Reasons) -> Vec<Reason> {
        let mut all: Vec<Reason> = numbers.iter().filter_map(|n| self.reasons.get(*n as usize).cloned()).collect();
        all.sort();
        all
    }

    pub(super) fn reason(&self, number: u32) -> Option<&Reason> {
        self.reasons.get(number as usize)
    }

    /// The answer to a key.
    pub(super) fn solve(&mut self, key: Key) -> Answer {
        if let Some(t) = &mut self.trace {
            t.call(&key);
        }
        if let Some(reads) = &mut self.reads {
            reads.insert(key.what);
        }
        if let Some(answer) = self.memo.get(&key).cloned() {
            self.reuse(&key);
            return answer;
        }
        if let Some(position) = self.active.get(&key).copied() {
            self.low = self.low.min(position);
            if let Some(Some(approximation)) = self.stack.get(position) {
                return approximation.clone();
            }
            let bottom = self.bottom(&key);
            if let Some(entry) = self.stack.get_mut(position) {
                *entry = Some(bottom.clone());
            }
            return bottom;
        }
        if let Some((answer, low)) = self.provisional.get(&key).cloned() {
            self.low = self.low.min(low);
            self.reuse(&key);
            return answer;
        }
        stacker::maybe_grow(128 * 1024, 2 * 1024 * 1024, || self.settle(key))
    }

    fn settle(&mut self, key: Key) -> Answer {
        let position = self.stack.len();
        self.stack.push(None);
        self.active.insert(key.clone(), position);
        let outer = std::mem::replace(&mut self.low, usize::MAX);
        let log = self.log.len();
        let mut rounds = 0;
        if let Some(r) = &mut self.recording {
            r.begin();
        }
        let answer = loop {
            self.low = usize::MAX;
            if let Some(t) = &mut self.trace {
                t.enter(&key);
            }
            let answer = self.compute(&key);
            if let Some(t) = &mut self.trace {
                t.leave(&key, &answer);
            }
            let Some(entry) = self.stack.get_mut(position) else { break answer };
            rounds += 1;
            if entry.as_ref().is_none_or(|approximation| *approximation == answer) || rounds > ROUNDS {
                break answer;
            }
            *entry = Some(answer);
            for dropped in self.log.drain(log..) {
                self.provisional.remove(&dropped);
            }
        };
        self.stack.pop();
        self.active.remove(&key);
        let low = self.low;
        let marks = self.recording.as_mut().map(Recording::end);
        if low >= position {
            self.promote(log, position, marks.as_ref());
            if let Some(marks) = marks {
                self.rests.insert(key.clone(), marks);
            }
            self.memo.insert(key, answer.clone());
            self.low = outer;
        } else {
            if let Some(marks) = marks {
                self.rests.insert(key.clone(), marks);
            }
            self.provisional.insert(key.clone(), (answer.clone(), low));
            self.log.push(key);
            self.low = outer.min(low);
        }
        answer
    }

    /// What rested only on keys that are settled now is settled too, and rests on what they rest on.
    fn promote(&mut self, from: usize, position: usize, marks: Option<&Marks>) {
        let later: Vec<Key> = self.log.drain(from..).collect();
        for key in later {
            match self.provisional.remove(&key) {
                Some((answer, low)) if low >= position => {
                    if let (Some(more), Some(own)) = (marks, self.rests.get_mut(&key)) {
                        own.join(more);
                    }
                    self.memo.insert(key, answer);
                }
                Some(kept) => {
                    self.provisional.insert(key.clone(), kept);
                    self.log.push(key);
                }
                None => {}
            }
        }
    }

    fn bottom(&mut self, key: &Key) -> Answer {
        let waits = self.because(Reason::Circular(key.what));
        if self.program.signature(key.what).is_some_and(|s| s.form == crate::ir::Form::Right) {
            return Answer::Right(Rc::new(RightAnswer::unknown(waits)));
        }
        if self.is_truth(key.what) {
            return Answer::Value(Val::Truth(Tri::open(waits)));
        }
        Answer::Value(Val::open(waits))
    }

    pub(super) fn is_truth(&self, what: SymId) -> bool {
        self.program.signature(what).is_some_and(|s| s.result == Type::Truth)
    }
}
