//! What was refused in practice: refusals heard, and decisions on file.

use super::{Desk, Said, touched};
use crate::case::DecisionKind;
use crate::eval::Outcome;
use crate::ir::{RuleId, SymId};
use crate::reply::{Argument, Cited, Named, carriers, cited};
use crate::room::Touched;
use crate::value::{Date, PERSON};
use std::sync::Arc;

/// A refusal in practice.
pub(super) struct Refusal<'a> {
    /// What was refused.
    pub of: Touched,
    /// How the law assesses it.
    pub outcome: &'a Outcome,
    /// Who refused.
    pub organ: Option<Arc<str>>,
    /// When.
    pub on: Option<Date>,
    /// The words.
    pub quote: Option<Arc<str>>,
    /// The kind of reason that was given.
    pub argument: Argument,
    /// What was cited, and what it is worth.
    pub cited: Option<Cited>,
    /// What must come first, as was said.
    pub first: Option<SymId>,
}

/// The refusals of rights that were not granted since.
pub(super) fn refusals<'a>(desk: &Desk<'a>) -> Vec<Refusal<'a>> {
    let mut out: Vec<Refusal<'a>> = Vec::new();
    let mut add = |outcome: &'a Outcome, text: Option<Arc<str>>, said: Refusal<'a>| {
        if !desk.provided(said.of) {
            let all = carriers(desk.program, outcome);
            let cited = text.map(|t| cited(desk.program, desk.date(), &t, outcome, &all));
            out.push(Refusal { cited, ..said });
        }
    };
    for h in &desk.case.heard {
        let person = h.person.or_else(|| desk.case.of_sort(PERSON).next());
        let (Some(right), Some(person)) = (h.asked, person) else { continue };
        let Some(outcome) = desk.outcome(right, person, h.subject) else { continue };
        let said = Refusal {
            organ: h.organ.clone(),
            on: h.date,
            quote: h.quote.clone(),
            argument: Argument::parse(&h.reason).unwrap_or(Argument::Law),
            first: h.first,
            ..Refusal::of(outcome)
        };
        add(outcome, h.cited.clone(), said);
    }
    for d in desk.case.decisions.iter().filter(|d| d.kind == DecisionKind::Refused && d.from <= desk.date()) {
        let Some(outcome) = d.right.and_then(|right| desk.outcome(right, d.person, d.subject)) else { continue };
        let organ = outcome.organ.as_ref().map(|o| o.name.clone());
        let said = Refusal { organ, on: Some(d.date), ..Refusal::of(outcome) };
        add(outcome, d.ground.as_ref().map(|c| c.to_string().into()), said);
    }
    out
}

impl<'a> Refusal<'a> {
    fn of(outcome: &'a Outcome) -> Self {
        let of = touched(outcome);
        Self { of, outcome, organ: None, on: None, quote: None, argument: Argument::Law, cited: None, first: None }
    }

    /// As a side of a conflict.
    pub(super) fn said(&self) -> Said {
        let cited = self.cited.as_ref().map(|c| c.text.clone());
        Said { of: self.of, by: self.organ.clone(), on: self.on, cited, quote: self.quote.clone() }
    }

    /// The statements at the place cited; none where only a law was named.
    pub(super) fn places(&self, desk: &Desk<'_>) -> Vec<RuleId> {
        let Some(cited) = self.cited.as_ref().filter(|c| matches!(c.named, Named::Place(_))) else {
            return Vec::new();
        };
        let places = desk.program.rules.places();
        places.filter(|(_, place)| cited.provisions.contains(place)).map(|(id, _)| id).collect()
    }
}
