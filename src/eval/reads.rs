//! What an answer read, as levers: for questions of which the deciding part cannot be told from the rest.

use super::engine::{Arg, Evaluator, Key};
use super::lever::{Chosen, Lever, Levers, Reach, Standing};
use super::outcome::{About, Reason, Tri, Val};
use super::probe::{Change, Probe};
use super::trace::Step;
use crate::ir::rule::{Body, Ground};
use crate::ir::{FactInfo, RuleId, SymId, SymKind};
use crate::value::{Date, Type, Value};

impl<'p> Evaluator<'p> {
    /// Everything that was read to answer a probe, through concepts, each once; and the reasons why it is open.
    fn read_by(&mut self, probe: &Probe<'p>) -> Read {
        let (found, steps, seen) = self.gathered(|ev| probe.look(ev));
        let reasons = found.reasons().map(|r| self.reasons_of(r)).unwrap_or_default();
        let presumed = seen.iter().filter(|k| self.presumes(k)).map(|k| (k.what, entities(k))).collect();
        Read { steps, reasons, presumed }
    }

    /// The known facts that were read to find whether a duty applies, and the concepts and rights on the way; nothing
    /// when derivations are not recorded.
    pub fn read_by_duty(&mut self, id: RuleId) -> (Vec<(SymId, About)>, Vec<SymId>) {
        let (_, steps, seen) = self.gathered(|ev| ev.duty(id));
        let facts = steps.into_iter().filter_map(|s| match s {
            Step::Fact { fact, about, value: Some(_), assumed: false, .. } => Some((fact, about)),
            _ => None,
        });
        (facts.collect(), seen.into_iter().map(|k| k.what).collect())
    }

    /// What was read while something was worked out: leaves in the order they were met last, and everything asked.
    fn gathered<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> (T, Vec<Step>, rustc_hash::FxHashSet<Key>) {
        let mut seen: rustc_hash::FxHashSet<Key> = rustc_hash::FxHashSet::default();
        let outer = self.trace.as_mut().map(|t| std::mem::take(&mut t.loose));
        let found = work(self);
        let (Some(outer), Some(trace)) = (outer, &mut self.trace) else { return (found, Vec::new(), seen) };
        let mut todo = std::mem::replace(&mut trace.loose, outer);
        let mut out: Vec<Step> = Vec::new();
        while let Some(step) = todo.pop() {
            match step {
                Step::Call(key) => {
                    let node = trace.nodes.get(&key).filter(|_| seen.insert(key.clone()));
                    todo.extend(node.into_iter().flat_map(|n| n.steps.iter().cloned()));
                }
                Step::Waits(..) | Step::Fact { .. } | Step::Norm { .. } | Step::Decision(..)
                    if !out.contains(&step) =>
                {
                    out.push(step)
                }
                _ => {}
            }
        }
        (found, out, seen)
    }

    /// Whether a rebuttable presumption is a ground of a question.
    fn presumes(&self, key: &Key) -> bool {
        let Some(symbol) = self.program.symbol(key.what) else { return false };
        let about = entities(key);
        let rebutted = self.case.rebutted.iter().any(|(s, a)| *s == key.what && (*a == about));
        !rebutted
            && self
                .in_force(&symbol.rules, key.date)
                .iter()
                .any(|(_, l)| matches!(l.rule.body, Body::Ground { kind: Ground::Presumption(true), .. }))
    }
}

/// What was read to answer a probe.
#[derive(Default)]
struct Read {
    steps: Vec<Step>,
    /// Why the answer is open.
    reasons: Vec<Reason>,
    /// Presumptions that can be rebutted.
    presumed: Vec<(SymId, About)>,
}

fn entities(key: &Key) -> About {
    let entity = |a: &Arg| match a {
        Arg::Entity(e) => Some(*e),
        Arg::Value(_) => None,
    };
    key.args.iter().filter_map(entity).collect()
}

impl<'p> Levers<'_, 'p> {
    /// Whatever a probe read can be moved.
    pub(super) fn reads(&mut self, probe: &Probe<'p>, wanted: bool) -> Reach {
        let Read { mut steps, reasons, mut presumed } = self.ev.read_by(probe);
        // In a fixed order, so that the same case gives the same routes.
        steps.reverse();
        presumed.sort_unstable();
        let mut out = Vec::new();
        for step in steps {
            if self.left == 0 {
                break;
            }
            self.left -= 1;
            match step {
                Step::Fact { fact, about, date, value, month, .. } => {
                    let known = (value.as_ref(), month);
                    out.extend(self.fact_moves(fact, &about, date, known, Some(probe), wanted));
                }
                Step::Norm { norm, about, judged: None } => {
                    out.extend([true, false].map(|holds| Lever::Norm(norm, about.clone(), holds)));
                }
                Step::Decision(right, person, _) if reasons.contains(&Reason::Decision(right, person)) => {
                    out.extend([true, false].map(|granted| Lever::Decision(right, person, granted)));
                }
                Step::Waits(rule, by) => out.push(Lever::Request(rule, by)),
                _ => {}
            }
        }
        out.extend(presumed.into_iter().map(|(what, about)| Lever::Rebut(what, about)));
        for reason in reasons {
            if let Reason::Incomplete(what) = reason {
                out.push(Lever::Complete(what));
            }
        }
        out.dedup();
        Reach::of(out)
    }

    /// Towards a yes-or-no fact.
    pub(super) fn fact_becomes(&mut self, fact: SymId, about: &About, date: Date, wanted: bool) -> Reach {
        let args: Vec<Val> = about.iter().map(|e| Val::Known(Value::Entity(*e))).collect();
        let now = match self.ev.fact(fact, &args, date) {
            Val::Truth(Tri::True) => Some(Value::Truth(true)),
            Val::Truth(Tri::False) => Some(Value::Truth(false)),
            _ => None,
        };
        let moves = self.fact_moves(fact, about, date, (now.as_ref(), None), None, wanted);
        let right_way = Chosen::Value(Value::Truth(wanted));
        Reach::of(moves.into_iter().filter(|l| matches!(l, Lever::Fact { to, .. } if *to == right_way)))
    }

    /// The values a fact can get, if it can be moved at all.
    fn fact_moves(
        &self,
        fact: SymId,
        about: &About,
        date: Date,
        (now, month): (Option<&Value>, Option<Date>),
        probe: Option<&Probe<'p>>,
        wanted: bool,
    ) -> Vec<Lever> {
        let ev = &*self.ev;
        let Some(signature) = ev.program.signature(fact) else { return Vec::new() };
        let SymKind::Fact(info) = &signature.kind else { return Vec::new() };
        if let [a, b] = about.as_slice()
            && a == b
        {
            return Vec::new();
        }
        let Some(standing) = ev.standing(fact, about, info, now, date, self.doubt) else { return Vec::new() };
        let changed = matches!(standing, Standing::Changeable(_));
        let (program, settings, case, recall) = (ev.program, ev.settings, ev.case, &self.recall);
        let change = Change { program, settings, case, fact, about, changed, month, recall };
        let values = match (&signature.result, probe) {
            (Type::Truth, _) => {
                let both = [true, false].map(Value::Truth);
                both.into_iter().filter(|v| Some(v) != now).map(Chosen::Value).collect()
            }
            (ty, Some(probe)) => change.values(probe, info, ty, now, wanted),
            _ => Vec::new(),
        };
        // The two directions of a symmetric relation are one fact.
        let mut about = about.clone();
        if signature.symmetric {
            about.sort_unstable();
        }
        values
            .into_iter()
            .map(|to| Lever::Fact { fact, about: about.clone(), to, standing: standing.clone() })
            .collect()
    }
}

impl Evaluator<'_> {
    /// Why a fact can be moved; `None` when it cannot.
    fn standing(
        &self,
        fact: SymId,
        about: &About,
        info: &FactInfo,
        now: Option<&Value>,
        date: Date,
        doubt: bool,
    ) -> Option<Standing> {
        if now.is_none() {
            return Some(Standing::Unknown);
        }
        let assumed = self.assumed.contains(&(fact, about.clone())) && !self.is_stated(fact, about, date);
        let changeable = info.changeable.clone().map(Standing::Changeable);
        changeable.or_else(|| (doubt && assumed).then_some(Standing::Assumed))
    }

    fn is_stated(&self, fact: SymId, about: &About, date: Date) -> bool {
        let symmetric = self.program.signature(fact).is_some_and(|s| s.symmetric);
        let state = super::probe::stated(self.case, fact, about, symmetric, date);
        *state != crate::case::FactState::NotAsked
    }
}
