//! Citations as people write them in a case: `Pw artikel 13 lid 2 onder c`, `ECLI:NL:CRVB:2016:318`.

use crate::law::Citation;
use crate::syntax::ast::CitationKind;

/// Reads a citation of one place; `None` when it does not read as one.
#[must_use]
pub fn parse_citation(text: &str) -> Option<Citation> {
    match crate::syntax::parse_citation(text)?.kind {
        CitationKind::Ecli(ecli) => Some(Citation::Case(ecli)),
        CitationKind::Place { law: Some(law), place } if place.upto.is_none() => {
            Some(Citation::law(&law, place.address))
        }
        _ => None,
    }
}
