//! Citations and addresses as written.

use super::super::Rule;
use super::super::ast::{Citation, CitationKind, PlaceRef};
use super::{Built, Pest, kids, name, span_of, str_of};
use crate::law::{Address, Mark, Part, Unit};

pub(super) const ORDINALS: [&str; 6] = ["eerste", "tweede", "derde", "vierde", "vijfde", "zesde"];

pub(super) fn citations(pair: Pest<'_>) -> Built<Vec<Citation>> {
    kids(pair).all(Rule::verwijzing).into_iter().map(citation).collect()
}

pub(super) fn citation(pair: Pest<'_>) -> Built<Citation> {
    let span = span_of(&pair);
    let mut inner = kids(pair);
    let kind = if inner.word(Rule::k_deze_regeling) {
        CitationKind::ThisRegulation
    } else if let Some(p) = inner.maybe(Rule::ecli) {
        CitationKind::Ecli(str_of(&p))
    } else if let Some(p) = inner.maybe(Rule::naam) {
        CitationKind::EveryOf(name(&p))
    } else {
        let law = inner.maybe(Rule::wetcode).map(|p| str_of(&p));
        match (law, inner.maybe(Rule::plaats)) {
            (law, Some(p)) => CitationKind::Place { law, place: place(p)? },
            (Some(law), None) => CitationKind::Regulation(law),
            (None, None) => return inner.gap(),
        }
    };
    Ok(Citation { kind, span })
}

pub(super) fn place(pair: Pest<'_>) -> Built<PlaceRef> {
    let span = span_of(&pair);
    let mut inner = kids(pair);
    let unit = if inner.word(Rule::k_bijlage) { Unit::Annex } else { Unit::Article };
    let mut address = Address { unit, number: str_of(&inner.take(Rule::artnr)?), opening: false, parts: Vec::new() };
    let mut upto = inner.maybe(Rule::artnr).map(|p| str_of(&p));
    for part in inner.rest() {
        match part.as_rule() {
            Rule::lid => {
                let mut numbers = kids(part);
                address.parts.push(Part::Paragraph(str_of(&numbers.take(Rule::lidnr)?)));
                upto = numbers.maybe(Rule::lidnr).map(|p| str_of(&p));
            }
            Rule::aanhef => address.opening = true,
            Rule::onder => upto = item(part, &mut address)?,
            Rule::zin => {
                let word = kids(part).take(Rule::rangtelwoord)?;
                let n = ORDINALS.iter().position(|o| *o == word.as_str()).unwrap_or(0) + 1;
                address.parts.push(Part::Sentence(u8::try_from(n).unwrap_or(1)));
            }
            Rule::omschrijving => {
                address.parts.push(Part::Definition(str_of(&kids(part).take(Rule::naam)?)));
            }
            _ => {}
        }
    }
    Ok(PlaceRef { address, upto, span })
}

/// `onder c 2°`, `onder a tot en met c`: pushes the marks and returns the end of the range.
fn item(pair: Pest<'_>, address: &mut Address) -> Built<Option<std::sync::Arc<str>>> {
    let mut inner = kids(pair);
    let mut range = false;
    let mut upto = None;
    loop {
        inner.word(Rule::k_onder);
        range |= inner.word(Rule::k_tot_en_met);
        let Some(p) = inner.next() else { break };
        if range {
            upto = Some(str_of(&p));
        } else {
            address.parts.push(Part::Item(mark(&p)));
        }
    }
    Ok(upto)
}

/// A mark from `a`, `a.` or `1°`.
pub(super) fn mark(pair: &Pest<'_>) -> Mark {
    let text = pair.as_str().trim_end_matches(['.', '°']);
    text.parse().map_or_else(|_| Mark::Letter(text.into()), Mark::Degree)
}
