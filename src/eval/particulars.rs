//! Who decides, how to ask, with whom a right is shared, and whether only one can have it.

use super::assess::{Organ, Outcome};
use super::concept::entity;
use super::engine::Evaluator;
use super::frame::Frame;
use super::outcome::{Tri, Val};
use super::right::{RightAnswer, Weighed};
use super::verdict::Verdict;
use crate::case::Case;
use crate::ir::rule::{Benefit, Body};
use crate::ir::{Program, SymId};
use crate::value::{Date, Value};

impl<'p> Evaluator<'p> {
    /// Who decides, how to ask, and with whom it is shared: from the first statement that gives the right, or may.
    pub(super) fn particulars(&mut self, answer: &RightAnswer, args: &[Val], out: &mut Outcome) {
        let date = self.settings.date;
        let program = self.program;
        let likely = |w: &&Weighed| match w.holds {
            Tri::True => 0,
            Tri::Open(_) => 1,
            Tri::False => 2,
        };
        let mut grounds: Vec<&Weighed> = answer.grounds.iter().collect();
        grounds.sort_by_key(likely);
        for ground in grounds {
            let Some(linked) = program.rule(ground.rule) else { continue };
            if out.manner.is_none() {
                out.manner = linked.rule.manner.as_ref().map(|(m, _)| *m);
            }
            let given: Vec<Val> = args.iter().take(linked.rule.params).cloned().collect();
            let mut frame = Frame::new(linked, ground.rule, &given, date);
            let (organ, Benefit { jointly, competent, form, performance, starts, ends, .. }) = match &linked.rule.body {
                Body::Right { against, benefit, .. } => (against.as_ref(), &**benefit),
                Body::Power { organ, benefit, .. } => (Some(organ), &**benefit),
                _ => continue,
            };
            if let Some(organ) = organ {
                out.organ = Some(Organ { name: organ.clone(), municipality: None, forward: false });
            }
            if let Some(e) = jointly {
                out.jointly.extend(entity(&self.value(e, &mut frame)));
            }
            if let Some(c) = competent {
                let municipality = match c.of.as_ref().map(|e| self.value(e, &mut frame)) {
                    Some(Val::Known(Value::Municipality(name))) => Some(name),
                    _ => None,
                };
                let forward = matches!((&municipality, &self.case.municipality), (Some(a), Some(b)) if a != b);
                out.organ = Some(Organ { name: c.organ.clone(), municipality, forward });
            }
            out.form = form.clone();
            out.performance = performance.clone();
            let mut day =
                |e: &'p Option<crate::ir::expr::Expr<SymId>>| match e.as_ref().map(|e| self.value(e, &mut frame)) {
                    Some(Val::Known(Value::Date(d))) => Some(d),
                    _ => None,
                };
            out.starts = day(starts);
            out.ends = day(ends);
            break;
        }
        // The trace of these extras does not belong to the derivation of the next right.
        if let Some(t) = &mut self.trace {
            t.loose.clear();
        }
    }
}

/// `ten hoogste eenmaal per …`: of several holders with one key, only one can have the right.
pub(super) fn exclusive(program: &Program, case: &Case, date: Date, outcomes: &mut [Outcome]) {
    let unit_of = |o: &Outcome| {
        o.grounds.iter().filter_map(|g| program.rule(g.rule)).find_map(|l| l.rule.body.benefit()?.once.clone())
    };
    let address = program.id(None, "woonadres");
    let key = |o: &Outcome, unit: &str| match unit {
        "woning" => address.map(|a| case.state(&(a, [o.holder].as_slice().into()), date).clone()),
        _ => None,
    };
    let possible = |o: &Outcome| !matches!(o.verdict, Verdict::No);
    let flags: Vec<bool> = outcomes
        .iter()
        .enumerate()
        .map(|(i, o)| {
            let Some(unit) = unit_of(o) else { return false };
            possible(o)
                && outcomes.iter().enumerate().any(|(j, other)| {
                    i != j
                        && o.right == other.right
                        && possible(other)
                        && o.holder != other.holder
                        && key(o, &unit) == key(other, &unit)
                })
        })
        .collect();
    for (o, flag) in outcomes.iter_mut().zip(flags) {
        o.exclusive = flag;
    }
}
