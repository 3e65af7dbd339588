//! Statements and their heads.

use super::super::Rule;
use super::super::ast::{
    Act, Adjustment, AmountRow, Binder, Bound, Column, ColumnKind, Head, HeadForm, Param, Party, Statement,
    StatementKind,
};
use super::citation::citations;
use super::clause::clause;
use super::expr::expr;
use super::item::certainty;
use super::literal::{cell, period, type_ref};
use super::{Built, Kids, Pest, is_clause, kids, name, qname, qnames, source, span_of, str_of};
use crate::text::{Span, Spanned};

pub(super) fn statements(pairs: Vec<Pest<'_>>) -> Built<Vec<Statement>> {
    pairs.into_iter().map(statement).collect()
}

fn statement(pair: Pest<'_>) -> Built<Statement> {
    let span = span_of(&pair);
    let rule = pair.as_rule();
    let clauses: Vec<_> = kids(pair.clone()).rest().into_iter().filter(|p| is_clause(p.as_rule())).collect();
    let head_end = clauses.first().map_or(span.end, |p| span_of(p).start);
    let head_text = pair.as_str().get(..(head_end - span.start) as usize).unwrap_or_default();
    let head_span = Span::new(span.start as usize, span.start as usize + head_text.trim_end().len());
    let mut inner = kids(pair);
    let kind = match rule {
        Rule::begrip => StatementKind::Concept(head(inner.take(Rule::kop)?)?),
        Rule::ook => StatementKind::Also(head(inner.take(Rule::kop)?)?),
        Rule::nooit => StatementKind::Never(head(inner.take(Rule::kop)?)?),
        Rule::vermoeden => StatementKind::Presumption(head(inner.take(Rule::kop)?)?),
        Rule::lees => StatementKind::Read(head(inner.take(Rule::kop)?)?),
        Rule::open_norm => StatementKind::OpenNorm(head(inner.take(Rule::kop)?)?),
        Rule::bedrag => amount(inner)?,
        Rule::tabel => table(inner)?,
        Rule::recht => {
            let name = name(&inner.take(Rule::naam)?);
            let (subject, holder) = subject_and_holder(&mut inner)?;
            StatementKind::Right { name, subject, holder, against: against(&mut inner)? }
        }
        Rule::geen_recht => {
            let names = qnames(inner.take(Rule::namen)?)?;
            let (subject, holder) = subject_and_holder(&mut inner)?;
            StatementKind::NoRight { names, subject, holder }
        }
        Rule::weigering => {
            inner.word(Rule::k_weigering);
            let bound = inner.word(Rule::k_verplicht);
            let names = qnames(inner.take(Rule::namen)?)?;
            let (subject, holder) = subject_and_holder(&mut inner)?;
            let organ = inner.maybe(Rule::naam).map(|p| name(&p));
            StatementKind::Refusal { bound, names, subject, holder, organ }
        }
        Rule::plicht | Rule::verbod => {
            let name = name(&inner.take(Rule::naam)?);
            let subject = subject(&mut inner)?;
            let bearer = party(&mut inner)?;
            StatementKind::Duty {
                forbidden: rule == Rule::verbod,
                name,
                subject,
                bearer,
                against: against(&mut inner)?,
            }
        }
        Rule::bevoegdheid | Rule::hardheidsclausule => {
            let organ = name(&inner.take(Rule::naam)?);
            let hardship = rule == Rule::hardheidsclausule;
            StatementKind::Power { organ, act: act(inner.one()?)?, hardship }
        }
        Rule::uitzondering => {
            let targets = citations(inner.take(Rule::verwijzingen)?)?;
            StatementKind::Exception { targets, binders: binders(&mut inner)? }
        }
        Rule::samenloop => {
            let name = name(&inner.take(Rule::naam)?);
            let (subject, holder) = subject_and_holder(&mut inner)?;
            StatementKind::Concurrence { name, subject, holder, with: qnames(inner.take(Rule::namen)?)? }
        }
        Rule::delegatie => {
            let organ = name(&inner.take(Rule::naam)?);
            StatementKind::Delegation { organ, rank: name(&inner.take(Rule::naam)?) }
        }
        Rule::termijn => {
            let name_ = name(&inner.take(Rule::naam)?);
            StatementKind::Term { name: name_, bearer: party(&mut inner)?, against: against(&mut inner)? }
        }
        _ => return inner.gap(),
    };
    let clauses = clauses.into_iter().map(clause).collect::<Built<_>>()?;
    Ok(Statement { kind, clauses, span, head_span })
}

pub(super) fn binder(pair: Pest<'_>) -> Built<Binder> {
    let mut inner = kids(pair);
    Ok(Binder { sort: name(&inner.take(Rule::naam)?), var: name(&inner.take(Rule::variabele)?) })
}

fn binders(inner: &mut Kids<'_>) -> Built<Vec<Binder>> {
    inner.all(Rule::deelnemer).into_iter().map(binder).collect()
}

fn subject(inner: &mut Kids<'_>) -> Built<Option<Binder>> {
    inner.maybe(Rule::over_zaak).map(|p| binder(kids(p).take(Rule::deelnemer)?)).transpose()
}

fn subject_and_holder(inner: &mut Kids<'_>) -> Built<(Option<Binder>, Binder)> {
    Ok((subject(inner)?, binder(inner.take(Rule::deelnemer)?)?))
}

fn party(inner: &mut Kids<'_>) -> Built<Party> {
    match inner.maybe(Rule::deelnemer) {
        Some(p) => Ok(Party::Person(binder(p)?)),
        None => Ok(Party::Organ(name(&inner.take(Rule::naam)?))),
    }
}

fn against(inner: &mut Kids<'_>) -> Built<Option<Party>> {
    inner.maybe(Rule::jegens).map(|p| party(&mut kids(p))).transpose()
}

fn act(pair: Pest<'_>) -> Built<Act> {
    let rule = pair.as_rule();
    let mut inner = kids(pair);
    match rule {
        Rule::afwijken => {
            Ok(Act::Depart { targets: citations(inner.take(Rule::verwijzingen)?)?, binders: binders(&mut inner)? })
        }
        Rule::verlenen => {
            let names = qnames(inner.take(Rule::namen)?)?;
            let (subject, holder) = subject_and_holder(&mut inner)?;
            Ok(Act::Grant { names, subject, holder })
        }
        _ => {
            let name = qname(inner.take(Rule::begripnaam)?)?;
            let params = params(&mut inner)?;
            let how = match inner.any_word() {
                Some(Rule::k_beperken) => Adjustment::Limit,
                Some(Rule::k_hoger_vaststellen) => Adjustment::Raise,
                Some(Rule::k_lager_vaststellen) => Adjustment::Lower,
                Some(Rule::k_intrekken) => Adjustment::Withdraw,
                Some(Rule::k_toestaan) => Adjustment::Allow,
                _ => set(inner.take(Rule::vaststellen)?)?,
            };
            Ok(Act::Adjust { name, params, how })
        }
    }
}

fn set(pair: Pest<'_>) -> Built<Adjustment> {
    let mut inner = kids(pair);
    inner.word(Rule::k_vaststellen);
    inner.word(Rule::k_op);
    let bound = match inner.any_word() {
        Some(Rule::k_ten_minste) => Some(Bound::AtLeast),
        Some(Rule::k_ten_hoogste) => Some(Bound::AtMost),
        _ => None,
    };
    let to = inner.next().map(expr).transpose()?;
    Ok(Adjustment::Set(to.map(|e| (bound, Box::new(e)))))
}

pub(super) fn head(pair: Pest<'_>) -> Built<Head> {
    let span = span_of(&pair);
    let form = kids(pair).one()?;
    let truth = form.as_rule() == Rule::kop_waar;
    let mut inner = kids(form);
    if truth {
        let who = binder(inner.take(Rule::deelnemer)?)?;
        let form = match inner.any_word() {
            Some(Rule::k_is) => HeadForm::Is(who),
            Some(Rule::k_heeft) => HeadForm::Has(who),
            _ => HeadForm::Verb(who),
        };
        let name_ = name(&inner.take(Rule::naam)?);
        let other = inner.maybe(Rule::meervoud).map(|p| kids(p).take(Rule::naam)).transpose()?;
        return Ok(Head { form, name: name_, other: other.map(|p| name(&p)), params: params(&mut inner)?, span });
    }
    let name_ = name(&inner.take(Rule::naam)?);
    let other = inner.maybe(Rule::enkelvoud).map(|p| kids(p).take(Rule::naam)).transpose()?;
    let params = params(&mut inner)?;
    let ty = inner.maybe(Rule::soortwaarde).map(type_ref).transpose()?;
    Ok(Head { form: HeadForm::Value(ty), name: name_, other: other.map(|p| name(&p)), params, span })
}

fn params(inner: &mut Kids<'_>) -> Built<Vec<Param>> {
    inner
        .all(Rule::parameter)
        .into_iter()
        .map(|p| {
            let mut parts = kids(p);
            let prep = str_of(&parts.take(Rule::voorzetsel)?);
            Ok(Param { prep, ty: type_ref(parts.take(Rule::soortwaarde)?)?, var: name(&parts.take(Rule::variabele)?) })
        })
        .collect()
}

fn amount(mut inner: Kids<'_>) -> Built<StatementKind> {
    let name = name(&inner.take(Rule::naam)?);
    let ty = type_ref(inner.take(Rule::soortwaarde)?)?;
    let source_ = inner.maybe(Rule::bron).map(source).transpose()?;
    let rows = inner.all(Rule::bedragrij).into_iter().map(amount_row).collect::<Built<_>>()?;
    Ok(StatementKind::Amount { name, ty, source: source_, rows })
}

fn amount_row(pair: Pest<'_>) -> Built<AmountRow> {
    let mut inner = kids(pair);
    let written = inner.take(Rule::periode)?;
    let at = span_of(&written);
    let period = Spanned::new(period(written)?, at);
    let value = cell(inner.one()?)?;
    let source = inner.maybe(Rule::bron).map(source).transpose()?;
    let certainty = inner.maybe(Rule::zekerheid).map(certainty).transpose()?;
    Ok(AmountRow { period, value, source, certainty })
}

fn table(mut inner: Kids<'_>) -> Built<StatementKind> {
    let name = name(&inner.take(Rule::naam)?);
    let source_ = inner.maybe(Rule::bron).map(source).transpose()?;
    let columns = kids(inner.take(Rule::kopregel)?).all(Rule::kolom).into_iter().map(column).collect::<Built<_>>()?;
    let rows = inner
        .all(Rule::rij)
        .into_iter()
        .map(|row| kids(row).all(Rule::cel).into_iter().map(cell).collect())
        .collect::<Built<_>>()?;
    Ok(StatementKind::Table { name, source: source_, columns, rows })
}

fn column(pair: Pest<'_>) -> Built<Column> {
    let (span, written) = (span_of(&pair), str_of(&pair));
    let mut inner = kids(pair);
    match inner.any_word() {
        Some(Rule::k_bron) => return Ok(Column { kind: ColumnKind::Source, name: Spanned::new(written, span) }),
        Some(_) => return Ok(Column { kind: ColumnKind::Certainty, name: Spanned::new(written, span) }),
        None => {}
    }
    let name = name(&inner.take(Rule::naam)?);
    let kind = match inner.any_word() {
        Some(Rule::k_tot_en_met) => ColumnKind::UpTo,
        Some(Rule::k_vanaf) => ColumnKind::From,
        Some(Rule::k_gelijk_aan) => ColumnKind::Equal,
        _ => match inner.maybe(Rule::soortwaarde) {
            Some(ty) => ColumnKind::Value(type_ref(ty)?),
            None => ColumnKind::Period,
        },
    };
    Ok(Column { kind, name })
}

/// The name of a law as a `Name`, for the item builder.
pub(super) fn code(inner: &mut Kids<'_>) -> Built<super::super::ast::Name> {
    Ok(name(&inner.take(Rule::wetcode)?))
}

/// A qualified name, for the item builder.
pub(super) fn qualified(inner: &mut Kids<'_>) -> Built<super::super::ast::QName> {
    qname(inner.take(Rule::begripnaam)?)
}
