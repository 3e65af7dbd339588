//! Expectations about findings. A test that names a finding fails on every finding it does not name.

use super::expect::Expectation;
use crate::conflict::Code;
use crate::render::FindingView;

/// Whether an expectation is about findings.
pub(super) const fn about(e: &Expectation) -> bool {
    matches!(e, Expectation::Finding { .. } | Expectation::NoFinding { .. } | Expectation::NoOtherFindings)
}

/// Whether an expectation says something about every finding.
const fn strict(e: &Expectation) -> bool {
    matches!(e, Expectation::Finding { .. } | Expectation::NoOtherFindings)
}

/// The kinds that must be looked for.
pub(super) fn kinds(expectations: &[&Expectation]) -> Vec<Code> {
    let all = expectations.iter().any(|e| strict(e));
    let absent = |code: &Code| {
        expectations.iter().any(|e| matches!(e, Expectation::NoFinding { code: c, .. } if c == code.word()))
    };
    Code::ALL.into_iter().filter(|code| all || absent(code)).collect()
}

/// Fails when the finding is not there.
pub(super) fn present(all: &[FindingView], code: &str, place: Option<&str>) -> Result<(), String> {
    if all.iter().any(|f| fits(f, code, place)) {
        return Ok(());
    }
    let place = place.map_or(String::new(), |p| format!(" op {p}"));
    Err(format!("Bevinding {code}{place} is er niet. Wel gevonden: {}.", told(all.iter())))
}

/// Fails when the finding is there.
pub(super) fn absent(all: &[FindingView], code: &str, place: Option<&str>) -> Result<(), String> {
    let found: Vec<&FindingView> = all.iter().filter(|f| fits(f, code, place)).collect();
    if found.is_empty() { Ok(()) } else { Err(format!("Bevinding {code} is er toch: {}.", told(found.into_iter()))) }
}

/// The findings no line names, where a test names any, or says there are no others.
pub(super) fn unexpected(all: &[FindingView], expectations: &[&Expectation]) -> Option<String> {
    if !expectations.iter().any(|e| strict(e)) {
        return None;
    }
    let named = |f: &&FindingView| {
        expectations
            .iter()
            .any(|e| matches!(e, Expectation::Finding { code, place } if fits(f, code, place.as_deref())))
    };
    let rest: Vec<&FindingView> = all.iter().filter(|f| !named(f)).collect();
    (!rest.is_empty()).then(|| format!("Onverwachte bevinding: {}.", told(rest.into_iter())))
}

fn fits(f: &FindingView, code: &str, place: Option<&str>) -> bool {
    f.code == code && place.is_none_or(|p| f.bepalingen.iter().any(|b| b == p))
}

fn told<'f>(all: impl Iterator<Item = &'f FindingView>) -> String {
    let told: Vec<String> = all.map(|f| format!("{} ({}) op {}", f.code, f.gevolg, f.bepalingen.join(", "))).collect();
    if told.is_empty() { "niets".to_owned() } else { told.join("; ") }
}
