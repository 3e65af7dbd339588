//! Numbers, dates and other literals in Dutch notation.

use super::super::Rule;
use super::super::ast::{Cell, Literal, PeriodRef, TypeRef};
use super::{Built, Fault, Gap, Pest, kids, span_of, str_of, text};
use crate::text::Spanned;
use crate::value::{Base, Date, Exact, Length};

/// Reads a number with dots between thousands and a comma before the fraction.
pub(super) fn number(pair: &Pest<'_>) -> Built<Exact> {
    let plain = pair.as_str().replace('.', "").replace(',', ".");
    Exact::parse_decimal(&plain).ok_or_else(|| Gap { span: span_of(pair), fault: Fault::Number })
}

/// A number small enough to count with.
pub(super) fn count(pair: &Pest<'_>) -> Built<i32> {
    let n = number(pair)?.as_int().and_then(|n| i32::try_from(n).ok()).filter(|n| *n <= 100_000);
    n.ok_or_else(|| Gap { span: span_of(pair), fault: Fault::Number })
}

pub(super) fn date(pair: &Pest<'_>) -> Built<Date> {
    Date::parse(pair.as_str()).ok_or_else(|| Gap { span: span_of(pair), fault: Fault::Date })
}

pub(super) fn year(pair: &Pest<'_>) -> Built<i16> {
    pair.as_str().parse().map_err(|_| Gap { span: span_of(pair), fault: Fault::Date })
}

pub(super) fn base(pair: &Pest<'_>) -> Built<Base> {
    Base::parse(pair.as_str()).ok_or_else(|| Gap { span: span_of(pair), fault: Fault::Shape })
}

fn bases(pairs: Vec<Pest<'_>>) -> Built<Vec<Base>> {
    pairs.into_iter().map(|p| base(&kids(p).take(Rule::eenheid)?)).collect()
}

pub(super) fn period(pair: Pest<'_>) -> Built<PeriodRef> {
    let mut inner = kids(pair);
    if let Some(y) = inner.maybe(Rule::jaar) {
        return Ok(PeriodRef::Year(year(&y)?));
    }
    let (from, until) = (inner.take(Rule::datum)?, inner.take(Rule::datum)?);
    let (first, end) = (date(&from)?, date(&until)?);
    if first < end { Ok(PeriodRef::Dates(first, end)) } else { Err(Gap { span: span_of(&until), fault: Fault::Date }) }
}

/// `letterlijk`, `bedrag_of_getal`, or one of their alternatives.
pub(super) fn literal(pair: Pest<'_>) -> Built<Literal> {
    let span = span_of(&pair);
    match pair.as_rule() {
        Rule::letterlijk | Rule::bedrag_of_getal => {
            let mut inner = kids(pair);
            if inner.word(Rule::k_nihil) { Ok(Literal::Nil) } else { literal(inner.one()?) }
        }
        Rule::geld => {
            let mut inner = kids(pair);
            Ok(Literal::Money(number(&inner.take(Rule::bedraggetal)?)?, bases(inner.all(Rule::perlos))?))
        }
        Rule::procent => Ok(Literal::Percent(number(&kids(pair).take(Rule::procentgetal)?)?)),
        Rule::getal => Ok(Literal::Number(number(&pair)?)),
        Rule::datum => Ok(Literal::Date(date(&pair)?)),
        Rule::duur => length(pair),
        Rule::hoeveelheid => {
            let mut inner = kids(pair);
            let hours = number(&inner.take(Rule::getal)?)?;
            inner.take(Rule::uurwoord)?;
            Ok(Literal::Hours(hours, bases(inner.all(Rule::perlos))?))
        }
        _ => Err(Gap { span, fault: Fault::Shape }),
    }
}

pub(super) fn length(pair: Pest<'_>) -> Built<Literal> {
    let mut inner = kids(pair);
    let n = count(&inner.take(Rule::getal)?)?;
    let word = inner.take(Rule::tijdwoord)?;
    Ok(match word.as_str() {
        "jaar" | "jaren" => Literal::Length(Length::Months(n.saturating_mul(12)), Base::Year),
        "maand" | "maanden" => Literal::Length(Length::Months(n), Base::Month),
        "week" | "weken" => Literal::Length(Length::Days(n.saturating_mul(7)), Base::Week),
        _ => Literal::Length(Length::Days(n), Base::Day),
    })
}

pub(super) fn type_ref(pair: Pest<'_>) -> Built<TypeRef> {
    let span = span_of(&pair);
    let (written, begins) = (pair.as_str(), pair.as_span().start());
    let bases: Vec<Pest<'_>> = kids(pair).rest().into_iter().filter(|p| p.as_rule() == Rule::per).collect();
    // `€per maand` has no blank behind the sign, so the first base says where the word ends.
    let ends = bases.first().map_or(written.len(), |p| p.as_span().start() - begins);
    let word = written.get(..ends).and_then(|w| w.split_whitespace().next()).unwrap_or_default();
    let per = bases.into_iter().map(|p| base(&kids(p).take(Rule::eenheid)?)).collect::<Built<_>>()?;
    Ok(TypeRef { word: word.into(), per, span })
}

/// A cell of a table, or the value of an amount row.
pub(super) fn cell(pair: Pest<'_>) -> Built<Spanned<Cell>> {
    let span = span_of(&pair);
    let node = match pair.as_rule() {
        Rule::cel => {
            let mut inner = kids(pair);
            if inner.word(Rule::k_daarboven) { Cell::Above } else { return cell(inner.one()?) }
        }
        Rule::periode => Cell::Period(period(pair)?),
        Rule::onbekend => {
            let reason = kids(pair).take(Rule::tekst)?;
            Cell::Unknown(text(reason).joined())
        }
        Rule::tekst => Cell::Text(text(pair).joined()),
        Rule::naam | Rule::bronwoord => Cell::Word(str_of(&pair)),
        _ => Cell::Literal(literal(pair)?),
    };
    Ok(Spanned::new(node, span))
}
