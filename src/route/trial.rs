//! Many sets of steps tried on one case: what a set does not touch is worked out once.

use super::moves::Move;
use crate::case::FactKey;
use crate::eval::{Chosen, Lever, Recall};
use std::cell::RefCell;

/// What is known of a case before any step.
#[derive(Debug, Default)]
pub(super) struct Trials {
    recall: RefCell<Recall>,
    traced: bool,
}

impl Trials {
    /// With how every answer came about.
    pub(super) fn with_trace() -> Self {
        Self { recall: RefCell::new(Recall::with_trace()), traced: true }
    }

    /// Works with what is known of the case after a set of steps; the work gives back what it knows at the end.
    pub(super) fn on<T>(&self, moves: &[Move], work: impl FnOnce(Recall) -> (T, Recall)) -> T {
        let Some(facts) = touched(moves) else {
            return work(if self.traced { Recall::with_trace() } else { Recall::default() }).0;
        };
        let mut recall = self.recall.take();
        let forgotten = recall.forget(&facts);
        let (out, mut recall) = work(recall);
        recall.restore(forgotten);
        self.recall.replace(recall);
        out
    }
}

/// The facts, judgments and rebuttals that steps touch; `None` when one of them touches more of the case.
fn touched(moves: &[Move]) -> Option<Vec<FactKey>> {
    let mut out = Vec::new();
    for step in moves {
        let (what, about) = match &step.lever {
            Lever::Fact { fact, about, to: Chosen::Value(_), .. } => (*fact, about),
            Lever::Norm(norm, about, _) => (*norm, about),
            Lever::Rebut(what, about) => (*what, about),
            _ => return None,
        };
        out.push((what, about.iter().rev().copied().collect()));
        out.push((what, about.clone()));
    }
    Some(out)
}
