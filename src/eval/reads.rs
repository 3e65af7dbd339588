//! What an answer read, as levers: for questions of which the deciding part cannot be told from the rest.

use super::engine::{Evaluator, Key};
use super::lever::{Chosen, Lever, Levers, Reach, Standing};
use super::outcome::{About, Reason, Tri, Val};
use super::probe::{Change, Probe};
use super::trace::Step;
use crate::ir::{FactInfo, SymId, SymKind};
use crate::value::{Date, Type, Value};

impl<'p> Evaluator<'p> {
    /// Everything that was read to answer a probe, through concepts, each once; and the reasons why it is open.
    fn read_by(&mut self, probe: &Probe<'p>) -> (Vec<Step>, Vec<Reason>) {
        let outer = self.trace.as_mut().map(|t| std::mem::take(&mut t.loose));
        let found = probe.look(self);
        let (Some(outer), Some(trace)) = (outer, &mut self.trace) else { return (Vec::new(), Vec::new()) };
        let mut todo = std::mem::replace(&mut trace.loose, outer);
        let mut seen: rustc_hash::FxHashSet<Key> = rustc_hash::FxHashSet::default();
        let mut out: Vec<Step> = Vec::new();
        while let Some(step) = todo.pop() {
            match step {
                Step::Call(key) => {
                    if seen.insert(key.clone())
                        && let Some(node) = trace.nodes.get(&key)
                    {
                        todo.extend(node.steps.iter().cloned());
                    }
                }
                Step::Fact { .. } | Step::Norm { .. } | Step::Decision(..) if !out.contains(&step) => out.push(step),
                _ => {}
            }
        }
        let reasons = found.reasons().map(|r| self.reasons_of(r)).unwrap_or_default();
        (out, reasons)
    }
}

impl<'p> Levers<'_, 'p> {
    /// Whatever a probe read can be moved.
    pub(super) fn reads(&mut self, probe: &Probe<'p>, wanted: bool) -> Reach {
        let (steps, reasons) = self.ev.read_by(probe);
        let mut out = Vec::new();
        for step in steps {
            if self.left == 0 {
                break;
            }
            self.left -= 1;
            match step {
                Step::Fact { fact, about, date, value, .. } => {
                    out.extend(self.fact_moves(fact, &about, date, value.as_ref(), Some(probe), wanted));
                }
                Step::Norm { norm, about, judged: None } => {
                    out.extend([true, false].map(|holds| Lever::Norm(norm, about.clone(), holds)));
                }
                Step::Decision(right, person, _) if reasons.contains(&Reason::Decision(right, person)) => {
                    out.extend([true, false].map(|granted| Lever::Decision(right, person, granted)));
                }
                _ => {}
            }
        }
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
        let moves = self.fact_moves(fact, about, date, now.as_ref(), None, wanted);
        let right_way = Chosen::Value(Value::Truth(wanted));
        Reach::of(moves.into_iter().filter(|l| matches!(l, Lever::Fact { to, .. } if *to == right_way)))
    }

    /// The values a fact can get, if it can be moved at all.
    fn fact_moves(
        &self,
        fact: SymId,
        about: &About,
        date: Date,
        now: Option<&Value>,
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
        let Some(standing) = ev.standing(fact, about, info, now, date) else { return Vec::new() };
        let changed = matches!(standing, Standing::Changeable(_));
        let change = Change { program: ev.program, settings: ev.settings, case: ev.case, fact, about, changed };
        let values = match (&signature.result, probe) {
            (Type::Truth, _) => {
                let both = [true, false].map(Value::Truth);
                both.into_iter().filter(|v| Some(v) != now).map(Chosen::Value).collect()
            }
            (ty, Some(probe)) => change.values(probe, info, ty, now, wanted),
            _ => Vec::new(),
        };
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
    ) -> Option<Standing> {
        if now.is_none() {
            return Some(Standing::Unknown);
        }
        if self.assumed.contains(&(fact, about.clone())) && !self.is_stated(fact, about, date) {
            return Some(Standing::Assumed);
        }
        info.changeable.clone().map(Standing::Changeable)
    }

    fn is_stated(&self, fact: SymId, about: &About, date: Date) -> bool {
        let symmetric = self.program.signature(fact).is_some_and(|s| s.symmetric);
        let state = super::probe::stated(self.case, fact, about, symmetric, date);
        *state != crate::case::FactState::NotAsked
    }
}
