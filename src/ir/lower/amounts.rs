//! Dated amounts and tables.

use super::super::declare::literal;
use super::super::index::{Role, Scope, resolve_type, unknown_type};
use super::super::rule::{Body, Row, Rule, TableKey, TableRow};
use super::super::signature::{Context, Sym, SymKind};
use super::env::Env;
use super::expr::fits;
use super::{Lowered, Order};
use crate::diagnostic::{Diagnostic, code};
use crate::law::{Certainty, Citation};
use crate::syntax::ast::{AmountRow, Cell, Column, ColumnKind, Literal, Name, PeriodRef, QName, Source, TypeRef};
use crate::text::{Place, Span, Spanned};
use crate::value::{Base, Clock, Date, Period, Type, Unit, Value};
use std::sync::Arc;

fn period(written: PeriodRef) -> Option<Period> {
    Some(match written {
        PeriodRef::Year(y) => Period { start: Date::new(y, 1, 1)?, end: Date::new(y.checked_add(1)?, 1, 1)? },
        PeriodRef::Dates(start, end) => Period { start, end },
    })
}

/// The type of a literal.
pub(super) fn literal_type(l: &Literal) -> Type {
    match l {
        Literal::Money(_, per) => Type::Number(per.iter().fold(Unit::EURO, |u, b| u.per(*b))),
        Literal::Percent(_) => Type::Number(Unit::PERCENT),
        Literal::Number(_) => Type::Number(Unit::NUMBER),
        Literal::Hours(_, per) => Type::Number(per.iter().fold(Unit::NUMBER.of(Base::Hour), |u, b| u.per(*b))),
        Literal::Length(_, Base::Month | Base::Year) => Type::Length(Clock::Months),
        Literal::Length(..) => Type::Length(Clock::Days),
        Literal::Date(_) => Type::Date,
        Literal::Nil => Type::Nil,
        Literal::Truth(_) => Type::Truth,
    }
}

/// A cell that holds a value of a type. Money in a column `in € per maand` is written without `per maand`.
fn value(cx: &Context, cell: &Spanned<Cell>, ty: &Type, out: &mut Vec<Diagnostic>) -> Option<Result<Value, Arc<str>>> {
    let l = match &cell.node {
        Cell::Unknown(reason) => return Some(Err(reason.clone())),
        Cell::Literal(l) => l,
        // A bare number of four digits reads as a year.
        Cell::Period(PeriodRef::Year(y)) => &Literal::Number(crate::value::Exact::int(i64::from(*y))),
        _ => {
            out.push(wrong_cell(cx, cell.span, ty));
            return None;
        }
    };
    let bare_money = matches!((l, ty), (Literal::Money(_, per), Type::Number(u)) if per.is_empty() && u.is_money());
    if !bare_money && !fits(&literal_type(l), ty) {
        out.push(wrong_cell(cx, cell.span, ty));
        return None;
    }
    literal(l).map(Ok)
}

fn wrong_cell(cx: &Context, span: Span, ty: &Type) -> Diagnostic {
    Diagnostic::error(code::UNITS, cx.at(span), format!("Hier hoort een waarde in {ty}"))
        .why("Een bedrag in de verkeerde eenheid werkt in elke berekening door.")
        .help("Pas de waarde aan, of de eenheid achter `in`. Is de waarde niet te vinden? Schrijf dan `onbekend \"waarom\"`.")
}

fn uncited(cx: &Context, span: Span) -> Diagnostic {
    Diagnostic::error(code::UNCITED, cx.at(span), "Dit bedrag heeft geen bron")
        .why("Een bedrag dat niemand kan nazoeken, kan niemand vertrouwen.")
        .help("Zet `bron \"…\"` achter de regel, boven de reeks, of in een kolom `bron`.")
}

fn doubt(
    cx: &Context,
    certainty: Option<&(Certainty, Option<crate::syntax::ast::Text>)>,
    span: Span,
    out: &mut Vec<Diagnostic>,
) -> Certainty {
    match certainty {
        Some((Certainty::Low, None)) => {
            out.push(super::properties::doubt_without_reason(cx, span));
            Certainty::Low
        }
        Some((degree, _)) => *degree,
        None => Certainty::High,
    }
}

type AmountParts<'p> = (&'p Name, &'p TypeRef, Option<&'p Source>, &'p [AmountRow]);

/// `bedrag …`
pub(super) fn amount(
    cx: &Context,
    scope: &dyn Scope,
    fills: Option<&Citation>,
    parts: AmountParts<'_>,
    place: Place,
    out: &mut Vec<Diagnostic>,
) -> Option<Rule<Sym>> {
    let (name, ty, source, rows) = parts;
    let Some(ty_) = resolve_type(scope, ty) else {
        out.push(unknown_type(scope, ty, &cx.block));
        return None;
    };
    let law = fills.and_then(Citation::code).unwrap_or(&cx.law);
    let mut lowered: Vec<(Row, Span)> = Vec::new();
    for row in rows {
        let Some(period) = period(row.period.node) else { continue };
        let Some(value) = value(cx, &row.value, &ty_, out) else { continue };
        let cited = row.source.as_ref().or(source);
        if cited.is_none() && value.is_ok() {
            out.push(uncited(cx, row.value.span));
        }
        let certainty = doubt(cx, row.certainty.as_ref(), row.value.span, out);
        let source = cited.map_or_else(|| "".into(), |s| s.text.clone());
        if let Some((other, span)) = lowered.iter().find(|(r, _)| overlaps(r.period, period)) {
            out.push(overlap(cx, row.period.span, *span, other.period));
        }
        lowered.push((Row { period, value, source, certainty }, row.period.span));
    }
    let of = Sym { law: Some(law.clone()), name: name.node.clone() };
    Some(Rule::bare(Body::Amount { of, rows: lowered.into_iter().map(|(r, _)| r).collect() }, place))
}

fn overlaps(a: Period, b: Period) -> bool {
    a.start < b.end && b.start < a.end
}

fn overlap(cx: &Context, here: Span, there: Span, period: Period) -> Diagnostic {
    Diagnostic::error(code::OVERLAP, cx.at(here), format!("Deze periode overlapt met {period}"))
        .also(cx.at(there), "deze rij geldt dan ook")
        .why("Op één dag kan maar één bedrag gelden.")
        .help("Laat de ene periode eindigen waar de andere begint.")
}

type TableParts<'p> = (&'p Name, Option<&'p Source>, &'p [Column], &'p [Vec<Spanned<Cell>>]);

/// `tabel …`
pub(super) fn table(
    cx: &Context,
    scope: &dyn Scope,
    parts: TableParts<'_>,
    place: Place,
    out: &mut Vec<Diagnostic>,
) -> Option<Rule<Sym>> {
    let (name, source, columns, rows) = parts;
    let mut types = Vec::new();
    for column in columns {
        types.push(match &column.kind {
            ColumnKind::Value(ty) => match resolve_type(scope, ty) {
                Some(ty) => Some(ty),
                None => {
                    out.push(unknown_type(scope, ty, &cx.block));
                    return None;
                }
            },
            _ => None,
        });
    }
    let key = columns
        .iter()
        .find_map(|c| match c.kind {
            ColumnKind::UpTo => Some(TableKey::UpTo),
            ColumnKind::From => Some(TableKey::From),
            ColumnKind::Equal => Some(TableKey::Equal),
            _ => None,
        })
        .unwrap_or(TableKey::Period);
    let mut lowered: Vec<(TableRow, Span)> = Vec::new();
    for row in rows {
        let span = row.first().map(|c| c.span).unwrap_or_default();
        if row.len() != columns.len() {
            out.push(
                Diagnostic::error(
                    code::UNREADABLE,
                    cx.at(span),
                    format!("Deze rij heeft {} cellen, de kop {}", row.len(), columns.len()),
                )
                .why("Een verschoven rij zet elk bedrag in de verkeerde kolom.")
                .help("Vul aan, of haal een streep weg."),
            );
            continue;
        }
        let mut new =
            TableRow { period: None, key: None, cells: Vec::new(), source: "".into(), certainty: Certainty::High };
        for ((cell, column), ty) in row.iter().zip(columns).zip(&types) {
            match (&column.kind, &cell.node, ty) {
                (ColumnKind::Value(_), _, Some(ty)) => new.cells.push(value(cx, cell, ty, out)?),
                (ColumnKind::Period, Cell::Period(p), _) => new.period = period(*p),
                (ColumnKind::UpTo | ColumnKind::From, Cell::Above, _) => {}
                (ColumnKind::UpTo | ColumnKind::From | ColumnKind::Equal, Cell::Literal(l), _) => new.key = literal(l),
                (ColumnKind::UpTo | ColumnKind::From | ColumnKind::Equal, Cell::Period(PeriodRef::Year(y)), _) => {
                    new.key = Some(Value::Number(crate::value::Exact::int(i64::from(*y))));
                }
                (ColumnKind::Equal, Cell::Word(w), _) => new.key = Some(Value::Kind(w.clone())),
                (ColumnKind::Source, Cell::Text(t) | Cell::Word(t), _) => new.source = t.clone(),
                (ColumnKind::Certainty, Cell::Word(w), _) => new.certainty = certainty_word(w),
                _ => out.push(
                    Diagnostic::error(
                        code::UNREADABLE,
                        cx.at(cell.span),
                        format!("Dit past niet in de kolom `{}`", column.name.node),
                    )
                    .why("De kop van de kolom zegt wat erin staat.")
                    .help("Controleer of de cellen onder de goede kop staan."),
                ),
            }
        }
        if new.source.is_empty() {
            new.source = source.map_or_else(|| "".into(), |s| s.text.clone());
        }
        if new.source.is_empty() && new.cells.iter().any(Result::is_ok) {
            out.push(uncited(cx, span));
        }
        let clash = |r: &TableRow| match (r.period, new.period) {
            (Some(a), Some(b)) => overlaps(a, b) && r.key == new.key,
            _ => r.key == new.key,
        };
        if let Some((other, there)) = lowered.iter().find(|(r, _)| clash(r)) {
            out.push(match other.period {
                Some(p) => overlap(cx, span, *there, p),
                None => Diagnostic::error(code::OVERLAP, cx.at(span), "Deze sleutel staat al in de tabel")
                    .also(cx.at(*there), "hier")
                    .why("Op één sleutel kan maar één rij gelden.")
                    .help("Haal een van beide weg."),
            });
        }
        lowered.push((new, span));
    }
    if matches!(key, TableKey::UpTo | TableKey::From) {
        steps_rise(cx, key, &lowered, out);
    }
    let of = Sym { law: Some(cx.law.clone()), name: name.node.clone() };
    let names =
        columns.iter().filter(|c| matches!(c.kind, ColumnKind::Value(_))).map(|c| c.name.node.clone()).collect();
    let rows = lowered.into_iter().map(|(r, _)| r).collect();
    Some(Rule::bare(Body::Table { of, columns: names, rows, key }, place))
}

/// The keys of a step table rise, and `daarboven` comes last.
fn steps_rise(cx: &Context, key: TableKey, rows: &[(TableRow, Span)], out: &mut Vec<Diagnostic>) {
    for ((a, _), (b, span)) in rows.iter().zip(rows.iter().skip(1)) {
        if a.period != b.period {
            continue;
        }
        let rises = match (&a.key, &b.key) {
            (Some(Value::Number(x)), Some(Value::Number(y))) => x < y,
            (Some(_), None) => key == TableKey::UpTo,
            (None, Some(_)) => false,
            _ => true,
        };
        if !rises {
            out.push(
                Diagnostic::error(code::OVERLAP, cx.at(*span), "De treden van deze tabel lopen niet op")
                    .why("De eerste rij die past telt; een lagere trede erna wordt nooit bereikt.")
                    .help("Zet de treden in oplopende volgorde, met `daarboven` als laatste."),
            );
        }
    }
}

fn certainty_word(word: &str) -> Certainty {
    match word {
        "laag" => Certainty::Low,
        "middel" => Certainty::Middle,
        _ => Certainty::High,
    }
}

/// `bedrag X wordt …` of a bill.
pub(super) fn order(
    cx: &Context,
    scope: &dyn Scope,
    name: &QName,
    new: &Spanned<Literal>,
    source: Option<&Source>,
    out: &mut Lowered,
) {
    let Some(bill) = &cx.amendment else {
        return out.diagnostics.push(super::outside_bill(cx, name.span));
    };
    let mut env = Env::new(cx, scope, &mut out.diagnostics);
    let Some(found) = env.resolve(name) else { return };
    let Some(f) = found.iter().find(|f| f.role == Role::Itself && f.signature.kind == SymKind::Amount) else {
        out.diagnostics.push(
            Diagnostic::error(code::AMENDMENT, cx.at(name.span), format!("`{}` is geen bedrag", name.name))
                .why("Alleen een `bedrag` kan met deze opdracht een andere waarde krijgen.")
                .help("Vervang anders de bepaling: `… wordt vervangen door …`."),
        );
        return;
    };
    let ty = f.signature.result.clone();
    let cell = Spanned::new(Cell::Literal(new.node.clone()), new.span);
    let Some(source) = source else {
        return out.diagnostics.push(uncited(cx, new.span));
    };
    if let Some(Ok(value)) = value(cx, &cell, &ty, &mut out.diagnostics) {
        let place = cx.at(name.span);
        out.orders.push(Order::Amount {
            bill: bill.clone(),
            of: f.signature.sym.clone(),
            value,
            source: source.text.clone(),
            place,
        });
    }
}
