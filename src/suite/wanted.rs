//! What of a case a test asks: the rest need not be worked out.

use super::expect::Expectation;
use crate::case::Case;
use crate::eval::Wanted;
use crate::ir::rule::Body;
use crate::ir::{Program, RuleId};

/// The rights, duties, deadlines and values that lines are about.
pub(super) fn wanted<'e>(
    program: &Program,
    case: &Case,
    expectations: impl Iterator<Item = &'e Expectation>,
) -> Wanted {
    let mut out = Wanted::default();
    let named = |rules: &[RuleId], is: &dyn Fn(&Body<crate::ir::SymId>) -> bool| -> Vec<RuleId> {
        rules.iter().copied().filter(|id| program.rule(*id).is_some_and(|l| is(&l.rule.body))).collect()
    };
    let same = |a: &str, b: &str| a.replace('_', " ") == b.replace('_', " ");
    for e in expectations {
        match e {
            Expectation::Verdict { right, .. } | Expectation::Amount { right, .. } | Expectation::Count(right, _) => {
                out.rights.extend(program.find(right));
            }
            Expectation::Duty { act: wanted, .. } => {
                out.duties
                    .extend(named(&program.duties, &|b| matches!(b, Body::Duty { act, .. } if same(act, wanted))));
            }
            Expectation::Deadline(wanted, _) => {
                out.terms
                    .extend(named(&program.terms, &|b| matches!(b, Body::Term { name, .. } if same(name, wanted))));
            }
            Expectation::Value { what, about, .. } => {
                let about: Option<Vec<_>> = about.iter().map(|l| case.entity(l)).collect();
                out.values.extend(program.find(what).zip(about));
            }
            _ => {}
        }
    }
    out.rights.sort_unstable();
    out.rights.dedup();
    out.duties.sort_unstable();
    out.duties.dedup();
    out.terms.sort_unstable();
    out.terms.dedup();
    out
}
