//! Choosing tests by a text: a name, a file, a law, or a provision.

use super::expect::Expectation;
use super::prepare::Prepared;
use crate::case::{parse_citation, rules_at};
use crate::ir::{Program, SymId};

/// Whether a test is meant by a text: its name, file or expectations have it; or the text cites a provision and the test
/// asks for something that provision decides.
#[must_use]
pub fn selected(program: &Program, test: &Prepared, text: &str) -> bool {
    let wanted = text.to_lowercase();
    let has = |s: &str| s.to_lowercase().contains(&wanted);
    if has(&test.test.name) || has(&format!("{}:{}", test.file, test.test.line)) {
        return true;
    }
    if program.regulation(text).is_some() {
        let of_law = |(_, e): &(usize, String)| {
            let mut words = e.split([' ', ',']);
            words.any(|w| w == text || w.split_once('.').is_some_and(|(law, _)| law == text))
        };
        return test.test.expectations.iter().any(of_law);
    }
    let Some(citation) = parse_citation(text) else {
        return test.test.expectations.iter().any(|(_, e)| has(e));
    };
    let cites = |(_, e): &(usize, String)| {
        let cited = e.split(", ").filter_map(|part| part.find(text).and_then(|i| part.get(i + text.len()..)));
        // `artikel 3` does not cite `artikel 35`.
        cited.into_iter().any(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
    };
    let decided: Vec<SymId> = rules_at(program, &citation)
        .into_iter()
        .filter_map(|r| program.rule(r))
        .flat_map(|l| l.rule.body.about())
        .collect();
    let asks = |e: &Expectation| match e {
        Expectation::Verdict { right: name, .. }
        | Expectation::Amount { right: name, .. }
        | Expectation::Count(name, _)
        | Expectation::Value { what: name, .. } => program.find(name).is_some_and(|s| decided.contains(&s)),
        _ => false,
    };
    test.test.expectations.iter().any(cites) || test.expectations.iter().filter_map(|(_, e)| e.as_ref().ok()).any(asks)
}
