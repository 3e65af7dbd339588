//! Blocks: what stands in column 1.

use super::super::Rule;
use super::super::ast::{Clause, Item, Organ, Property, PropertyKind, Provision, Reading, Text};
use super::citation::{citation, citations, place};
use super::clause::clause;
use super::literal::{date, literal, year};
use super::statement::{code, head, qualified, statements};
use super::{Built, Kids, Pest, kids, name, source, span_of, text};
use crate::law::{Certainty, Moment, Status};
use crate::text::Spanned;

/// The item of a `blok_inhoud` pair.
pub(in crate::syntax) fn item(pair: Pest<'_>) -> Built<Item> {
    let block = kids(pair).one()?;
    let rule = block.as_rule();
    let mut inner = kids(block);
    Ok(match rule {
        Rule::regeling => {
            let (code, title) = (code(&mut inner)?, text(inner.take(Rule::tekst)?));
            Item::Regulation { code, title, properties: body(inner)?.0 }
        }
        Rule::vervolg => Item::Continuation { code: code(&mut inner)? },
        Rule::soort => {
            let name_ = name(&inner.take(Rule::naam)?);
            let members = inner
                .all(Rule::soortlid)
                .into_iter()
                .map(|p| {
                    let mut parts = kids(p);
                    Ok((name(&parts.take(Rule::naam)?), parts.maybe(Rule::tekst).map(text)))
                })
                .collect::<Built<_>>()?;
            Item::Kind { name: name_, members }
        }
        Rule::entiteit => {
            let name_ = name(&inner.take(Rule::naam)?);
            let singular = inner.maybe(Rule::enkelvoud).map(|p| kids(p).take(Rule::naam)).transpose()?;
            Item::Entity { name: name_, singular: singular.map(|p| name(&p)), text: text(inner.take(Rule::tekst)?) }
        }
        Rule::feit => Item::Fact { head: head(inner.take(Rule::kop)?)?, clauses: clauses(inner)? },
        Rule::onmogelijk => Item::Impossible { text: text(inner.take(Rule::tekst)?), clauses: clauses(inner)? },
        Rule::bepaling => Item::Provision(provision(&mut inner)?.finish(inner)?),
        Rule::rechtspraak => {
            let ecli = name(&inner.take(Rule::ecli)?);
            let at = citation(inner.take(Rule::verwijzing)?)?;
            let caption = text(inner.take(Rule::tekst)?);
            let (properties, statements) = body(inner)?;
            Item::CaseLaw { ecli, at, caption, properties, statements }
        }
        Rule::interpretatie => {
            let name_ = name(&inner.take(Rule::naam)?);
            let at = citation(inner.take(Rule::verwijzing)?)?;
            let caption = text(inner.take(Rule::tekst)?);
            let (readings, rest): (Vec<_>, Vec<_>) =
                inner.rest().into_iter().partition(|p| p.as_rule() == Rule::lezing);
            let properties = rest.into_iter().map(property).collect::<Built<_>>()?;
            let readings = readings.into_iter().map(reading).collect::<Built<_>>()?;
            Item::Interpretation { name: name_, at, caption, properties, readings }
        }
        Rule::afgeleide_norm => {
            let name = name(&inner.take(Rule::naam)?);
            let caption = text(inner.take(Rule::tekst)?);
            let (properties, statements) = body(inner)?;
            Item::DerivedNorm { name, caption, properties, statements }
        }
        Rule::wijziging => {
            let (code, title) = (code(&mut inner)?, text(inner.take(Rule::tekst)?));
            let written = inner.take(Rule::datum)?;
            let from = Spanned::new(date(&written)?, span_of(&written));
            Item::Amendment { code, title, from, properties: body(inner)?.0 }
        }
        Rule::opdracht => {
            let law = code(&mut inner)?;
            let place = place(inner.take(Rule::plaats)?)?;
            let replacement = match inner.maybe(Rule::tekst) {
                Some(caption) => Some(Opening { place: place.clone(), caption: text(caption) }.finish(inner)?),
                None => None,
            };
            Item::Order { law, place, replacement }
        }
        Rule::invoeging => {
            let law = code(&mut inner)?;
            let after = place(inner.take(Rule::plaats)?)?;
            let provision = provision(&mut inner)?.finish(inner)?;
            Item::Insertion { law, after, provision }
        }
        Rule::bedragwijziging => {
            let name = qualified(&mut inner)?;
            let written = inner.take(Rule::bedrag_of_getal)?;
            let at = span_of(&written);
            let value = Spanned::new(literal(written)?, at);
            Item::AmountOrder { name, value, source: inner.maybe(Rule::bron).map(source).transpose()? }
        }
        _ => return inner.gap(),
    })
}

/// Place and caption of a provision, before its body is read.
struct Opening {
    place: super::super::ast::PlaceRef,
    caption: Text,
}

fn provision(inner: &mut Kids<'_>) -> Built<Opening> {
    Ok(Opening { place: place(inner.take(Rule::plaats)?)?, caption: text(inner.take(Rule::tekst)?) })
}

impl Opening {
    fn finish(self, inner: Kids<'_>) -> Built<Provision> {
        let (properties, statements) = body(inner)?;
        Ok(Provision { place: self.place, caption: self.caption, properties, statements })
    }
}

fn body(inner: Kids<'_>) -> Built<(Vec<Property>, Vec<super::super::ast::Statement>)> {
    let rest = inner.rest();
    let split = rest.iter().position(|p| !is_property(p.as_rule())).unwrap_or(rest.len());
    let mut rest = rest.into_iter();
    let properties = rest.by_ref().take(split).map(property).collect::<Built<_>>()?;
    Ok((properties, statements(rest.collect())?))
}

fn clauses(inner: Kids<'_>) -> Built<Vec<Clause>> {
    inner.rest().into_iter().map(clause).collect()
}

fn organ(pair: Pest<'_>) -> Built<Organ> {
    let mut inner = kids(pair);
    let name = name(&inner.take(Rule::naam)?);
    let authority = !inner.word(Rule::k_geen_bestuursorgaan);
    Ok(Organ { name, authority })
}

fn reading(pair: Pest<'_>) -> Built<Reading> {
    let span = span_of(&pair);
    let mut inner = kids(pair);
    let name = name(&inner.take(Rule::naam)?);
    let text = text(inner.take(Rule::teksten)?);
    Ok(Reading { name, text, statements: statements(inner.rest())?, span })
}

const PROPERTIES: [Rule; 20] = [
    Rule::geldig,
    Rule::gelezen,
    Rule::status,
    Rule::zekerheid,
    Rule::kern,
    Rule::vult_in,
    Rule::rang,
    Rule::bron,
    Rule::grondslag,
    Rule::gebied,
    Rule::orgaan,
    Rule::peilmoment,
    Rule::kaderwet,
    Rule::toelichting,
    Rule::uitspraakdatum,
    Rule::gezien,
    Rule::richting,
    Rule::gekozen,
    Rule::reden,
    Rule::volgt_uit,
];

fn is_property(rule: Rule) -> bool {
    PROPERTIES.contains(&rule)
}

/// `zekerheid laag "…"`
pub(super) fn certainty(pair: Pest<'_>) -> Built<(Certainty, Option<Text>)> {
    let mut inner = kids(pair);
    let degree = match inner.take(Rule::graad_zeker)?.as_str() {
        "hoog" => Certainty::High,
        "middel" => Certainty::Middle,
        _ => Certainty::Low,
    };
    Ok((degree, inner.maybe(Rule::teksten).map(text)))
}

fn property(pair: Pest<'_>) -> Built<Property> {
    let span = span_of(&pair);
    let rule = pair.as_rule();
    if rule == Rule::bron {
        return Ok(Property { kind: PropertyKind::Source(source(pair)?), span });
    }
    if rule == Rule::zekerheid {
        let (degree, reason) = certainty(pair)?;
        return Ok(Property { kind: PropertyKind::Certainty(degree, reason), span });
    }
    let mut inner = kids(pair);
    let kind = match rule {
        Rule::geldig => match inner.maybe(Rule::jaar) {
            Some(y) => PropertyKind::ValidYear(year(&y)?),
            None => {
                let from = date(&inner.take(Rule::datum)?)?;
                PropertyKind::Valid(from, inner.maybe(Rule::datum).map(|p| date(&p)).transpose()?)
            }
        },
        Rule::gelezen => PropertyKind::Read(date(&inner.take(Rule::datum)?)?),
        Rule::status => status(inner)?,
        Rule::kern => PropertyKind::Gist(text(inner.one()?)),
        Rule::vult_in => PropertyKind::Fills(citation(inner.one()?)?),
        Rule::rang => PropertyKind::Rank(name(&inner.one()?)),
        Rule::grondslag => PropertyKind::Basis(citations(inner.one()?)?),
        Rule::gebied => PropertyKind::Territory(name(&inner.take(Rule::eigennaam)?)),
        Rule::orgaan => {
            let all = inner.all(Rule::orgaannaam).into_iter();
            PropertyKind::Organs(all.map(organ).collect::<Result<_, _>>()?)
        }
        Rule::peilmoment => {
            inner.word(Rule::k_peilmoment);
            PropertyKind::Moment(match inner.any_word() {
                Some(Rule::k_eerste_dag_van_de_maand) => Moment::FirstOfMonth,
                Some(Rule::k_eerste_dag_van_het_jaar | Rule::k_kalenderjaar) => Moment::FirstOfYear,
                _ => Moment::EveryDay,
            })
        }
        Rule::kaderwet => PropertyKind::Framework,
        Rule::toelichting => PropertyKind::Note(text(inner.one()?)),
        Rule::uitspraakdatum => PropertyKind::Ruling(date(&inner.one()?)?),
        Rule::gezien => PropertyKind::Seen(name(&inner.one()?)),
        Rule::richting => PropertyKind::Direction(name(&inner.one()?)),
        Rule::gekozen => PropertyKind::Chosen(name(&inner.one()?)),
        Rule::reden => PropertyKind::Reason(text(inner.one()?)),
        Rule::volgt_uit => PropertyKind::FollowsFrom(citations(inner.one()?)?),
        _ => return inner.gap(),
    };
    Ok(Property { kind, span })
}

fn status(mut inner: Kids<'_>) -> Built<PropertyKind> {
    inner.word(Rule::k_status);
    let word = inner.any_word();
    Ok(PropertyKind::Status(match word {
        Some(Rule::k_vervallen) => Status::Lapsed,
        Some(Rule::k_nog_niet_in_werking) => Status::NotYet,
        Some(Rule::k_voorstel) => Status::Proposed,
        Some(Rule::k_gedoogd) => Status::Tolerated(text(inner.take(Rule::tekst)?).joined()),
        _ => Status::InForce,
    }))
}
