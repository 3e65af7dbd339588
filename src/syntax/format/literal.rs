//! Literals, types, citations and names on one line.

use super::lines::Lines;
use crate::syntax::ast::{
    Binder, Bound, Cell, Citation, CitationKind, Compare, Head, HeadForm, Literal, Param, PeriodRef, PlaceRef,
    Precision, QName, Source, Text, TypeRef,
};
use crate::text::Span;
use crate::value::{Base, Exact, Length, Rounding, dutch_money, dutch_number};

pub(super) fn qname(name: &QName) -> String {
    name.law.as_ref().map_or_else(|| name.name.to_string(), |law| format!("{law}.{}", name.name))
}

pub(super) fn qnames(names: &[QName]) -> String {
    names.iter().map(qname).collect::<Vec<_>>().join(", ")
}

/// A literal as it was written, with dots between the thousands of money and single blanks.
pub(super) fn literal(lines: &Lines<'_>, value: &Literal, span: Span) -> String {
    // What stands nowhere in the source was put into the tree.
    if span.start == span.end {
        return written(value);
    }
    let raw = lines.source(span);
    let Some(rest) = raw.strip_prefix('€') else {
        return match raw.strip_suffix('%') {
            Some(number) => format!("{} %", number.trim()),
            None => raw,
        };
    };
    let rest = rest.trim_start();
    let end = rest.find(' ').unwrap_or(rest.len());
    let (number, tail) = rest.split_at(end);
    let (sign, number) = number.strip_prefix('-').map_or(("", number), |n| ("-", n));
    let (whole, cents) = number.split_once(',').map_or((number, String::new()), |(w, c)| (w, format!(",{c}")));
    let digits: Vec<char> = whole.chars().filter(char::is_ascii_digit).collect();
    let mut grouped = String::new();
    for (i, digit) in digits.iter().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(*digit);
    }
    format!("€ {sign}{grouped}{cents}{tail}")
}

/// A literal that was not written by anyone.
fn written(value: &Literal) -> String {
    let per = |bases: &[Base]| bases.iter().map(|b| format!(" per {}", b.word())).collect::<String>();
    let plain = |n: &Exact| n.as_int().map_or_else(|| dutch_number(*n), |n| n.to_string());
    match value {
        Literal::Money(n, bases) => format!("{}{}", dutch_money(*n), per(bases)),
        Literal::Percent(n) => format!("{} %", dutch_number(*n)),
        Literal::Number(n) => plain(n),
        Literal::Hours(n, bases) => format!("{} uur{}", plain(n), per(bases)),
        Literal::Length(Length::Months(n), Base::Year) => format!("{} jaar", n / 12),
        Literal::Length(Length::Months(n), _) => format!("{n} {}", if *n == 1 { "maand" } else { "maanden" }),
        Literal::Length(Length::Days(n), Base::Week) => format!("{} weken", n / 7),
        Literal::Length(Length::Days(n), _) => format!("{n} {}", if *n == 1 { "dag" } else { "dagen" }),
        Literal::Date(d) => d.to_string(),
        Literal::Nil => "nihil".to_owned(),
        Literal::Truth(is) => if *is { "waar" } else { "onwaar" }.to_owned(),
    }
}

pub(super) fn type_ref(ty: &TypeRef) -> String {
    ty.per.iter().fold(ty.word.to_string(), |text, base| format!("{text} per {}", base.word()))
}

pub(super) fn text(text: &Text) -> String {
    text.pieces.iter().map(|p| format!("\"{p}\"")).collect::<Vec<_>>().join(" ")
}

pub(super) fn source(source: &Source) -> String {
    if source.pieces.is_empty() {
        return format!("bron {}", source.text);
    }
    format!("bron {}", source.pieces.iter().map(|p| format!("\"{p}\"")).collect::<Vec<_>>().join(" "))
}

pub(super) fn place(place: &PlaceRef) -> String {
    let Some(upto) = &place.upto else { return place.address.to_string() };
    if place.address.parts.is_empty() {
        format!("artikelen {} tot en met {upto}", place.address.number)
    } else {
        format!("{} tot en met {upto}", place.address)
    }
}

pub(super) fn citation(citation: &Citation) -> String {
    match &citation.kind {
        CitationKind::Ecli(ecli) => ecli.to_string(),
        CitationKind::ThisRegulation => "deze regeling".to_owned(),
        CitationKind::EveryOf(rank) => format!("elke {}", rank.node),
        CitationKind::Regulation(law) => law.to_string(),
        CitationKind::Place { law: None, place: p } => place(p),
        CitationKind::Place { law: Some(law), place: p } => format!("{law} {}", place(p)),
    }
}

pub(super) fn citations(all: &[Citation]) -> String {
    let mut words: Vec<String> = all.iter().map(citation).collect();
    match words.pop() {
        Some(last) if !words.is_empty() => format!("{} en {last}", words.join(", ")),
        last => last.unwrap_or_default(),
    }
}

pub(super) fn binder(binder: &Binder) -> String {
    format!("{} {}", binder.sort.node, binder.var.node)
}

pub(super) fn param(param: &Param) -> String {
    format!(" {} {} {}", param.prep, type_ref(&param.ty), param.var.node)
}

pub(super) fn head(head: &Head) -> String {
    let (before, verb, noun) = match &head.form {
        HeadForm::Is(who) => (binder(who) + " ", "is ", "meervoud"),
        HeadForm::Has(who) => (binder(who) + " ", "heeft ", "meervoud"),
        HeadForm::Verb(who) => (binder(who) + " ", "", "meervoud"),
        HeadForm::Value(_) => (String::new(), "", "enkelvoud"),
    };
    let other = head.other.as_ref().map_or(String::new(), |o| format!(" ({noun} {})", o.node));
    let params: String = head.params.iter().map(param).collect();
    let gives = match &head.form {
        HeadForm::Value(Some(ty)) => format!(" geeft {}", type_ref(ty)),
        _ => String::new(),
    };
    format!("{before}{verb}{}{other}{params}{gives}", head.name.node)
}

pub(super) fn period(period: PeriodRef) -> String {
    match period {
        PeriodRef::Year(y) => y.to_string(),
        PeriodRef::Dates(from, until) => format!("{from} tot {until}"),
    }
}

pub(super) fn cell(lines: &Lines<'_>, cell: &crate::text::Spanned<Cell>) -> String {
    match &cell.node {
        Cell::Literal(value) => literal(lines, value, cell.span),
        Cell::Period(p) => period(*p),
        Cell::Above => "daarboven".to_owned(),
        Cell::Word(word) => word.to_string(),
        Cell::Text(text) => format!("\"{text}\""),
        Cell::Unknown(reason) => format!("onbekend \"{reason}\""),
    }
}

pub(super) const fn bound(bound: Bound) -> &'static str {
    match bound {
        Bound::AtLeast => "ten minste",
        Bound::AtMost => "ten hoogste",
    }
}

/// The comparison as it was written: dates have words of their own.
pub(super) fn compare(lines: &Lines<'_>, compare: Compare, gap: Span) -> &'static str {
    let written = lines.source(gap);
    let dates = ["eerder dan", "later dan", "uiterlijk", "op zijn vroegst"];
    if dates.into_iter().any(|w| written.contains(w)) { compare.words_for_dates() } else { compare.words() }
}

pub(super) const fn mode(mode: Rounding) -> &'static str {
    match mode {
        Rounding::Up => "naar boven",
        Rounding::Down => "naar beneden",
        Rounding::HalfUp => "rekenkundig",
        Rounding::TowardsZero => "naar nul toe",
        Rounding::AwayFromZero => "van nul af",
    }
}

pub(super) fn precision(precision: &Precision) -> String {
    match precision {
        Precision::WholeEuros => "hele euro's".to_owned(),
        Precision::Cents => "centen".to_owned(),
        Precision::Step(n) => crate::value::dutch_money(*n),
        Precision::Decimals(n) => format!("{n} decimalen"),
    }
}
