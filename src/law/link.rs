//! Deep links to official publications.

use super::{Address, Citation, Mark, Part, Regulation, Unit};
use crate::value::Date;

/// The official web address of a cited place on a date: wetten.overheid.nl for national law (`jci1.3`),
/// lokaleregelgeving.overheid.nl for local rules and the ECLI resolver for rulings.
/// `None` when the regulation has no official identifier.
#[must_use]
pub fn deep_link(citation: &Citation, regulation: Option<&Regulation>, date: Date) -> Option<String> {
    match citation {
        Citation::Case(ecli) => Some(format!("https://deeplink.rechtspraak.nl/uitspraak?id={ecli}")),
        Citation::Derived { .. } => None,
        Citation::Law { address, .. } => {
            let source = regulation?.source.as_deref()?;
            if source.starts_with("BWB") {
                Some(format!("https://wetten.overheid.nl/jci1.3:c:{source}{}&z={date}&g={date}", fragment(address)))
            } else {
                source.starts_with("CVDR").then(|| format!("https://lokaleregelgeving.overheid.nl/{source}"))
            }
        }
    }
}

/// Article, paragraph and item in the notation of the `jci` standard.
fn fragment(address: &Address) -> String {
    let mut out = match address.unit {
        Unit::Article => format!("&artikel={}", address.number),
        Unit::Annex => format!("&bijlage={}", address.number),
    };
    for part in &address.parts {
        match part {
            Part::Paragraph(n) => out.push_str(&format!("&lid={n}")),
            Part::Item(Mark::Letter(l)) => out.push_str(&format!("&o={l}")),
            Part::Item(Mark::Degree(n)) => out.push_str(&format!("&o={n}")),
            Part::Sentence(_) | Part::Definition(_) => {}
        }
    }
    out
}
