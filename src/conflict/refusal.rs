//! What was refused in practice: refusals heard, and decisions on file.

use super::{Desk, touched};
use crate::case::DecisionKind;
use crate::eval::Outcome;
use crate::ir::{RuleId, SymId};
use crate::reply::{Cited, Named, carriers, cited};
use crate::room::Touched;
use crate::value::PERSON;
use std::sync::Arc;

/// A refusal in practice.
pub(super) struct Refusal<'a> {
    /// What was refused.
    pub of: Touched,
    /// How the law assesses it.
    pub outcome: &'a Outcome,
    /// Who refused.
    pub organ: Option<Arc<str>>,
    /// What was cited, and what it is worth.
    pub cited: Option<Cited>,
    /// What must come first, as was said.
    pub first: Option<SymId>,
}

/// The refusals of rights that were not granted since.
pub(super) fn refusals<'a>(desk: &Desk<'a>) -> Vec<Refusal<'a>> {
    let mut out: Vec<Refusal<'a>> = Vec::new();
    let mut add = |outcome: &'a Outcome, organ: Option<Arc<str>>, text: Option<Arc<str>>, first: Option<SymId>| {
        let of = touched(outcome);
        if !desk.provided(of) {
            let all = carriers(desk.program, outcome);
            let cited = text.map(|t| cited(desk.program, desk.date(), &t, outcome, &all));
            out.push(Refusal { of, outcome, organ, cited, first });
        }
    };
    for h in &desk.case.heard {
        let person = h.person.or_else(|| desk.case.of_sort(PERSON).next());
        let (Some(right), Some(person)) = (h.asked, person) else { continue };
        if let Some(outcome) = desk.outcome(right, person, h.subject) {
            add(outcome, h.organ.clone(), h.cited.clone(), h.first);
        }
    }
    for d in desk.case.decisions.iter().filter(|d| d.kind == DecisionKind::Refused && d.from <= desk.date()) {
        if let Some(outcome) = d.right.and_then(|right| desk.outcome(right, d.person, d.subject)) {
            let organ = outcome.organ.as_ref().map(|o| o.name.clone());
            add(outcome, organ, d.ground.as_ref().map(|c| c.to_string().into()), None);
        }
    }
    out
}

impl Refusal<'_> {
    /// The statements at the place cited; none where only a law was named.
    pub(super) fn places(&self, desk: &Desk<'_>) -> Vec<RuleId> {
        let Some(cited) = self.cited.as_ref().filter(|c| matches!(c.named, Named::Place(_))) else {
            return Vec::new();
        };
        let rules = (0_u32..).map(RuleId).zip(&desk.program.rules);
        rules.filter(|(_, l)| cited.provisions.contains(&l.provision)).map(|(id, _)| id).collect()
    }
}
