//! Expressions: conditions and values.

use super::super::Rule;
use super::super::ast::{
    Arg, Bound, Compare, Expr, ExprKind, Link, ListKind, Negation, Operator, PeriodExpr, Point, Precision,
    PredicateForm, Quantity, Range,
};
use super::citation::mark;
use super::literal::{base, count, literal, number};
use super::{Built, Kids, Pest, kids, name, qname, span_of, str_of, text};
use crate::text::{Span, Spanned};
use crate::value::Rounding;

fn boxed(pair: Pest<'_>) -> Built<Box<Expr>> {
    expr(pair).map(Box::new)
}

fn at(span: Span, kind: ExprKind) -> Expr {
    Expr { kind, span }
}

/// Any expression rule. Deep nesting grows the stack instead of overflowing it; the parser bounds the depth.
pub(super) fn expr(pair: Pest<'_>) -> Built<Expr> {
    stacker::maybe_grow(64 * 1024, 1024 * 1024, || build(pair))
}

fn build(pair: Pest<'_>) -> Built<Expr> {
    let span = span_of(&pair);
    let rule = pair.as_rule();
    let mut inner = kids(pair.clone());
    let kind = match rule {
        Rule::uitdrukking | Rule::conditie | Rule::primair | Rule::keuze_los | Rule::argument | Rule::waarvoor => {
            return expr(inner.one()?);
        }
        Rule::voorwaarde => return chain(span, inner),
        Rule::ontkenning => ExprKind::Not(boxed(inner.one()?)?),
        Rule::beoordeeld => ExprKind::Judge(boxed(inner.one()?)?),
        Rule::lijst => list(inner)?,
        Rule::kwantor => quantifier(inner)?,
        Rule::voor_elk => ExprKind::ForAll(range(inner.take(Rule::bereik_kaal)?)?, boxed(inner.one()?)?),
        Rule::maandkwantor => months(inner)?,
        Rule::basis => return basis(span, inner),
        Rule::waarde => return value(span, inner),
        Rule::som | Rule::product => return operation(span, inner),
        Rule::factor => {
            let first = expr(inner.one()?)?;
            return shifted(span, first, inner);
        }
        Rule::haakjes => ExprKind::Paren(boxed(inner.one()?)?),
        Rule::letterlijk => ExprKind::Literal(literal(pair)?),
        Rule::variabele => ExprKind::Var(str_of(&pair)),
        Rule::gebruik => ExprKind::Call(qname(inner.take(Rule::begripnaam)?)?, args(&mut inner)?),
        Rule::tabelgebruik => {
            let column = name(&inner.take(Rule::naam)?);
            let table = qname(inner.take(Rule::begripnaam)?)?;
            ExprKind::Table(column, table, inner.next().map(boxed).transpose()?)
        }
        Rule::aantal => ExprKind::Count(range_of(inner)?),
        Rule::som_van => ExprKind::Sum(boxed(inner.one()?)?, range(inner.take(Rule::bereik)?)?),
        Rule::totaal => ExprKind::Total(boxed(inner.one()?)?, period(inner.take(Rule::tijdvak)?)?),
        Rule::deel => {
            let (of, above) = (boxed(inner.one()?)?, boxed(inner.one()?)?);
            ExprKind::Slice(of, above, inner.next().map(boxed).transpose()?)
        }
        Rule::uiterste => {
            let least = inner.any_word() == Some(Rule::k_laagste_van);
            let items = inner.rest().into_iter().map(expr).collect::<Built<Vec<_>>>()?;
            if least { ExprKind::Least(items) } else { ExprKind::Greatest(items) }
        }
        Rule::verzameling => ExprKind::The(range(inner.take(Rule::bereik)?)?),
        Rule::keuze => {
            let mut cases = Vec::new();
            for case in inner.all(Rule::geval) {
                let mut parts = kids(case);
                cases.push((expr(parts.one()?)?, expr(parts.one()?)?));
            }
            ExprKind::Choice(cases, boxed(inner.one()?)?)
        }
        Rule::onbepaald => ExprKind::Undefined(text(inner.take(Rule::tekst)?)),
        Rule::in_volgorde => ExprKind::InOrder(inner.rest().into_iter().map(point).collect::<Built<_>>()?),
        _ => return inner.gap(),
    };
    Ok(at(span, kind))
}

fn chain(span: Span, mut inner: Kids<'_>) -> Built<Expr> {
    let first = expr(inner.one()?)?;
    let Some(tail) = inner.next() else { return Ok(first) };
    let link = if tail.as_rule() == Rule::en_staart { Link::And } else { Link::Or };
    let mut items = vec![first];
    for item in kids(tail).rest() {
        items.push(expr(item)?);
    }
    Ok(at(span, ExprKind::Chain(link, items)))
}

fn point(pair: Pest<'_>) -> Built<Point> {
    let mut inner = kids(pair);
    let written = inner.one()?;
    Ok(Point { mark: Spanned::new(mark(&written), span_of(&written)), expr: expr(inner.one()?)? })
}

fn list(mut inner: Kids<'_>) -> Built<ExprKind> {
    let kind = match inner.any_word() {
        Some(Rule::k_elk_van) => ListKind::All,
        Some(Rule::k_een_van) => ListKind::Any,
        _ => ListKind::None,
    };
    Ok(ExprKind::List(kind, inner.rest().into_iter().map(point).collect::<Built<_>>()?))
}

fn quantifier(mut inner: Kids<'_>) -> Built<ExprKind> {
    let quantity = match inner.any_word() {
        Some(Rule::k_er_is_een) => Quantity::Some,
        Some(Rule::k_er_is_geen) => Quantity::None,
        _ => Quantity::Count(compare(inner.take(Rule::vergelijker)?), number(&inner.take(Rule::getal)?)?),
    };
    Ok(ExprKind::Exists(quantity, range(inner.take(Rule::bereik)?)?))
}

fn months(mut inner: Kids<'_>) -> Built<ExprKind> {
    let quantity = match inner.any_word() {
        Some(Rule::k_in_elke_maand_van) => Quantity::Every,
        Some(Rule::k_in_een_maand_van) => Quantity::Some,
        Some(Rule::k_gedurende) => Quantity::During,
        _ => Quantity::Count(compare(inner.take(Rule::vergelijker)?), number(&inner.take(Rule::getal)?)?),
    };
    Ok(ExprKind::Months(quantity, period(inner.take(Rule::tijdvak)?)?, boxed(inner.one()?)?))
}

fn period(pair: Pest<'_>) -> Built<PeriodExpr> {
    let mut inner = kids(pair);
    if let Some(n) = inner.maybe(Rule::getal) {
        return Ok(PeriodExpr::MonthsBefore(count(&n)?, boxed(inner.one()?)?));
    }
    Ok(PeriodExpr::Value(boxed(inner.one()?)?))
}

fn range(pair: Pest<'_>) -> Built<Range> {
    range_of(kids(pair))
}

fn range_of(mut inner: Kids<'_>) -> Built<Range> {
    let name_ = qname(inner.take(Rule::begripnaam)?)?;
    let var = inner.maybe(Rule::variabele).map(|p| name(&p));
    let args = args(&mut inner)?;
    let filter = inner.maybe(Rule::waarvoor).map(boxed).transpose()?;
    Ok(Range { name: name_, var, args, filter })
}

fn args(inner: &mut Kids<'_>) -> Built<Vec<Arg>> {
    inner
        .all(Rule::arg)
        .into_iter()
        .map(|p| {
            let mut parts = kids(p);
            Ok(Arg { prep: str_of(&parts.take(Rule::voorzetsel)?), value: expr(parts.one()?)? })
        })
        .collect()
}

fn basis(span: Span, mut inner: Kids<'_>) -> Built<Expr> {
    let subject = expr(inner.one()?)?;
    let Some(next) = inner.next() else { return Ok(subject) };
    let (rule, here) = (next.as_rule(), span_of(&next));
    if rule == Rule::verschuiving {
        return shift(span, subject, next);
    }
    let whole = subject.span.to(here);
    let first = if rule == Rule::vergelijking {
        let mut tests = Vec::new();
        for test in kids(next).rest() {
            let mut parts = kids(test);
            tests.push((compare(parts.take(Rule::vergelijker)?), expr(parts.one()?)?));
        }
        at(whole, ExprKind::Compare(Box::new(subject), tests))
    } else {
        predicate(whole, Box::new(subject), kids(next).one()?)?
    };
    shifted(span, first, inner)
}

fn predicate(span: Span, subject: Box<Expr>, pair: Pest<'_>) -> Built<Expr> {
    let rule = pair.as_rule();
    let mut inner = kids(pair);
    let form = match rule {
        Rule::heeft | Rule::heeft_recht => PredicateForm::Has,
        Rule::is_gezegde => PredicateForm::Is,
        _ => PredicateForm::Verb,
    };
    if rule != Rule::werkwoord {
        inner.any_word();
    }
    let mut negation = match (inner.word(Rule::k_geen), inner.word(Rule::k_niet)) {
        (true, _) => Negation::Geen,
        (_, true) => Negation::Niet,
        _ => Negation::No,
    };
    let name = qname(inner.take(Rule::begripnaam)?)?;
    let kind = match rule {
        Rule::heeft_recht | Rule::ontvangt => {
            let over = inner.maybe(Rule::argument).map(boxed).transpose()?;
            let negated = negation == Negation::Geen;
            if rule == Rule::ontvangt {
                ExprKind::Receives { subject, negated, name, over }
            } else {
                ExprKind::Entitled { subject, negated, name, over }
            }
        }
        _ => {
            let args = args(&mut inner)?;
            if inner.word(Rule::k_niet) {
                negation = Negation::Niet;
            }
            ExprKind::Predicate { subject, form, negation, name, args }
        }
    };
    Ok(at(span, kind))
}

fn value(span: Span, mut inner: Kids<'_>) -> Built<Expr> {
    let mut result = expr(inner.one()?)?;
    while let Some(next) = inner.maybe(Rule::nabewerking) {
        let here = span_of(&next);
        let step = kids(next).one()?;
        let rule = step.as_rule();
        let mut parts = kids(step);
        let before = Box::new(result);
        let kind = match rule {
            Rule::ondergrens => {
                parts.word(Rule::k_maar);
                let bound = bound(&mut parts);
                ExprKind::Bounded(before, bound, boxed(parts.one()?)?)
            }
            Rule::afronding => rounding(before, parts)?,
            _ => {
                let per = kids(parts.take(Rule::per)?).take(Rule::eenheid)?;
                ExprKind::Converted(before, base(&per)?)
            }
        };
        result = at(Span { start: span.start, end: here.end }, kind);
    }
    Ok(result)
}

pub(super) fn bound(inner: &mut Kids<'_>) -> Bound {
    if inner.any_word() == Some(Rule::k_ten_minste) { Bound::AtLeast } else { Bound::AtMost }
}

fn rounding(before: Box<Expr>, mut parts: Kids<'_>) -> Built<ExprKind> {
    let mode = match kids(parts.take(Rule::afrondwijze)?).any_word() {
        Some(Rule::k_naar_boven) => Rounding::Up,
        Some(Rule::k_naar_beneden) => Rounding::Down,
        Some(Rule::k_naar_nul_toe) => Rounding::TowardsZero,
        Some(Rule::k_van_nul_af) => Rounding::AwayFromZero,
        _ => Rounding::HalfUp,
    };
    parts.word(Rule::k_op);
    let precision = match parts.any_word() {
        Some(Rule::k_hele_euros) => Precision::WholeEuros,
        Some(Rule::k_centen) => Precision::Cents,
        _ => {
            let step = parts.one()?;
            if step.as_rule() == Rule::geld {
                match literal(step)? {
                    super::super::ast::Literal::Money(n, _) => Precision::Step(n),
                    _ => return parts.gap(),
                }
            } else {
                Precision::Decimals(u32::try_from(count(&step)?).unwrap_or(0))
            }
        }
    };
    Ok(ExprKind::Rounded(before, mode, precision))
}

fn operation(span: Span, mut inner: Kids<'_>) -> Built<Expr> {
    let first = expr(inner.one()?)?;
    let mut rest = Vec::new();
    while let Some(sign) = inner.next() {
        let operator = match sign.as_str() {
            "+" => Operator::Plus,
            "-" => Operator::Minus,
            "×" | "*" => Operator::Times,
            "/" => Operator::Over,
            _ => Operator::Together,
        };
        rest.push((operator, expr(inner.one()?)?));
    }
    Ok(if rest.is_empty() { first } else { at(span, ExprKind::Operation(Box::new(first), rest)) })
}

fn shifted(span: Span, first: Expr, mut inner: Kids<'_>) -> Built<Expr> {
    let mut result = first;
    while let Some(next) = inner.maybe(Rule::verschuiving) {
        result = shift(span, result, next)?;
    }
    Ok(result)
}

fn shift(span: Span, of: Expr, pair: Pest<'_>) -> Built<Expr> {
    let end = span_of(&pair).end;
    let mut inner = kids(pair);
    let year = inner.any_word() == Some(Rule::k_in_jaar);
    let to = boxed(inner.one()?)?;
    let of = Box::new(of);
    let kind = if year { ExprKind::InYear(of, to) } else { ExprKind::On(of, to) };
    Ok(at(Span { start: span.start, end }, kind))
}

fn compare(pair: Pest<'_>) -> Compare {
    match kids(pair).any_word() {
        Some(Rule::k_ten_minste | Rule::k_op_zijn_vroegst) => Compare::AtLeast,
        Some(Rule::k_ten_hoogste | Rule::k_uiterlijk) => Compare::AtMost,
        Some(Rule::k_meer_dan | Rule::k_later_dan) => Compare::More,
        Some(Rule::k_minder_dan | Rule::k_eerder_dan) => Compare::Less,
        Some(Rule::k_ongelijk_aan) => Compare::Unequal,
        _ => Compare::Equal,
    }
}
