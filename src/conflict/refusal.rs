//! What was refused in practice: refusals heard, and decisions on file.

use super::{Desk, touched};
use crate::case::{DecisionKind, parse_citation};
use crate::eval::Outcome;
use crate::ir::{RuleId, SymId, location};
use crate::law::{Citation, Code as Law};
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
    /// What was cited, as it was said.
    pub cited: Option<Arc<str>>,
    /// The law that was cited.
    pub law: Option<Law>,
    /// The place that was cited.
    pub citation: Option<Citation>,
    /// What must come first, as was said.
    pub first: Option<SymId>,
}

/// The refusals of rights that were not granted since.
pub(super) fn refusals<'a>(desk: &Desk<'a>) -> Vec<Refusal<'a>> {
    let mut out: Vec<Refusal<'a>> = Vec::new();
    let mut add = |refusal: Refusal<'a>| {
        if !desk.provided(refusal.of) {
            out.push(refusal);
        }
    };
    for h in &desk.case.heard {
        let person = h.person.or_else(|| desk.case.of_sort(PERSON).next());
        let (Some(right), Some(person)) = (h.asked, person) else { continue };
        let Some(outcome) = desk.outcome(right, person, h.subject) else { continue };
        let citation = h.cited.as_deref().and_then(parse_citation);
        let law = h.cited.as_deref().and_then(|text| cited_law(desk, text, citation.as_ref()));
        let (organ, cited, first) = (h.organ.clone(), h.cited.clone(), h.first);
        add(Refusal { of: touched(outcome), outcome, organ, cited, law, citation, first });
    }
    for d in desk.case.decisions.iter().filter(|d| d.kind == DecisionKind::Refused && d.from <= desk.date()) {
        let Some(right) = d.right else { continue };
        let Some(outcome) = desk.outcome(right, d.person, d.subject) else { continue };
        let law = d.ground.as_ref().and_then(|c| c.code().cloned());
        let cited = d.ground.as_ref().map(|c| c.to_string().into());
        let organ = outcome.organ.as_ref().map(|o| o.name.clone());
        add(Refusal { of: touched(outcome), outcome, organ, cited, law, citation: d.ground.clone(), first: None });
    }
    out
}

/// The law that words point at: by citation, by code or by title.
fn cited_law(desk: &Desk<'_>, text: &str, citation: Option<&Citation>) -> Option<Law> {
    if let Some(code) = citation.and_then(Citation::code) {
        return Some(code.clone());
    }
    let said = text.to_lowercase();
    let words: Vec<&str> = said.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let regulations = desk.program.index.regulations();
    let by_code = regulations.iter().find(|r| words.contains(&r.code.to_lowercase().as_str()));
    by_code.or_else(|| regulations.iter().find(|r| said.contains(&r.title.to_lowercase()))).map(|r| r.code.clone())
}

impl Refusal<'_> {
    /// The encoded statements at the place cited.
    pub(super) fn places(&self, desk: &Desk<'_>) -> Vec<RuleId> {
        let Some(citation) = &self.citation else { return Vec::new() };
        let hit = |rule: &RuleId| {
            desk.program.provision_of(*rule).is_some_and(|p| match (location(p), citation) {
                (Citation::Law { law: a, address: x }, Citation::Law { law: b, address: y }) => {
                    a == b && (y.contains(x) || x.contains(y))
                }
                (_, other) => p.citation == *other,
            })
        };
        let all = u32::try_from(desk.program.rules.len()).unwrap_or(u32::MAX);
        (0..all).map(RuleId).filter(hit).collect()
    }
}
