//! Clauses of statements.

use super::super::Rule;
use super::super::ast::{
    Bound, Clause, ClauseKind, Effect, Flow, Literal, Manner, PayMonth, PayRule, PayTime, WhileEmpty,
};
use super::citation::{citation, citations};
use super::expr::{bound, expr};
use super::literal::{count, length, number};
use super::statement::{binder, head};
use super::{Built, Fault, Gap, Kids, Pest, kids, name, qname, qnames, span_of, text};
use crate::text::Spanned;
use crate::value::{Exact, Length, MonthDay, month_number};

pub(super) fn clause(pair: Pest<'_>) -> Built<Clause> {
    let span = span_of(&pair);
    let rule = pair.as_rule();
    let mut inner = kids(pair);
    let kind = match rule {
        Rule::c_wijze => manner(inner)?,
        Rule::c_frequentie => ClauseKind::Once(name(&inner.take(Rule::naam)?)),
        Rule::c_gezamenlijk => ClauseKind::Jointly(expr(inner.one()?)?),
        Rule::c_bevoegd => {
            let organ = name(&inner.take(Rule::naam)?);
            ClauseKind::Competent(organ, inner.next().map(expr).transpose()?)
        }
        Rule::c_afwijking => ClauseKind::Derogates(citations(inner.one()?)?),
        Rule::c_onverminderd => ClauseKind::WithoutPrejudice(citations(inner.one()?)?),
        Rule::c_behoudens => ClauseKind::SubjectTo(citations(inner.one()?)?),
        Rule::c_inachtneming => ClauseKind::Observing(citations(inner.one()?)?),
        Rule::c_toepassing => {
            let at = citations(inner.one()?)?;
            let names = inner.all(Rule::begripnaam).into_iter().map(qname).collect::<Built<Vec<_>>>()?;
            let mut names = names.into_iter();
            ClauseKind::Applying(at, names.next().zip(names.next()))
        }
        Rule::c_voor_zover => ClauseKind::ToTheExtent(expr(inner.one()?)?),
        Rule::c_niet_voor => not_for(inner)?,
        Rule::c_waarbij => ClauseKind::Where(name(&inner.take(Rule::variabele)?), expr(inner.one()?)?),
        Rule::c_als => ClauseKind::If(expr(inner.one()?)?),
        Rule::c_tenzij => ClauseKind::Unless(expr(inner.one()?)?),
        Rule::c_is => ClauseKind::Is(expr(inner.one()?)?),
        Rule::c_hoogte => ClauseKind::Amount(expr(inner.one()?)?),
        Rule::c_vorm => match inner.maybe(Rule::naam) {
            Some(form) => ClauseKind::Form(name(&form)),
            None => ClauseKind::Form(Spanned::new("om niet".into(), span)),
        },
        Rule::c_prestatie => ClauseKind::Performance(text(inner.one()?)),
        Rule::c_ingang => ClauseKind::Starts(expr(inner.one()?)?),
        Rule::c_einde => ClauseKind::Ends(expr(inner.one()?)?),
        Rule::c_uitbetaling => paid_out(inner)?,
        Rule::c_bewijs => ClauseKind::Proof(text(inner.one()?)),
        Rule::c_toetsing => ClauseKind::Review(name(&inner.take(Rule::naam)?)),
        Rule::c_gevolg => effect(inner)?,
        Rule::c_weerlegbaar => ClauseKind::Rebuttable(inner.word(Rule::k_weerlegbaar)),
        Rule::c_wederkerig => ClauseKind::Symmetric,
        Rule::c_omgekeerd => {
            let one = name(&inner.take(Rule::naam)?);
            let many = inner.maybe(Rule::meervoud).map(|p| kids(p).take(Rule::naam)).transpose()?;
            ClauseKind::Inverse(one, many.map(|p| name(&p)))
        }
        Rule::c_vraag => ClauseKind::Question(text(inner.one()?)),
        Rule::c_waarom => ClauseKind::Why(text(inner.one()?)),
        Rule::c_beoordeling => {
            inner.any_word();
            let organ = name(&inner.take(Rule::naam)?);
            let margin = inner.any_word().map(|word| word == Rule::k_met);
            ClauseKind::JudgedBy(organ, margin)
        }
        Rule::c_gezichtspunt => {
            let factor = text(inner.one()?);
            ClauseKind::Factor(factor, inner.next().map(expr).transpose()?)
        }
        Rule::c_wijzigbaar => ClauseKind::Changeable(inner.next().map(|p| name(&p))),
        Rule::c_verloop => ClauseKind::Flow(flow(inner)),
        Rule::c_grens => ClauseKind::Bounds(
            inner
                .all(Rule::grensdeel)
                .into_iter()
                .map(|p| {
                    let mut part = kids(p);
                    Ok((bound(&mut part), expr(part.one()?)?))
                })
                .collect::<Built<_>>()?,
        ),
        Rule::c_standaard => default(inner, span)?,
        Rule::c_onderdeel => ClauseKind::PartOf(name(&inner.take(Rule::naam)?)),
        Rule::c_telt => ClauseKind::CountsAs(name(&inner.take(Rule::naam)?)),
        Rule::c_te_regelen => ClauseKind::ArrangedBy(qnames(inner.take(Rule::namen)?)?),
        Rule::c_voor => ClauseKind::For(inner.all(Rule::deelnemer).into_iter().map(binder).collect::<Built<_>>()?),
        Rule::c_regelen => {
            let must = inner.any_word() == Some(Rule::k_moet_regelen);
            ClauseKind::Regulate(must, head(inner.take(Rule::kop)?)?)
        }
        Rule::c_maar => {
            inner.word(Rule::k_maar);
            let bound = bound(&mut inner);
            ClauseKind::But(bound, expr(inner.one()?)?)
        }
        Rule::c_zolang => ClauseKind::WhileEmpty(while_empty(inner)?),
        Rule::c_begint => ClauseKind::Begins(expr(inner.one()?)?),
        Rule::c_duur => {
            inner.word(Rule::k_duur);
            let bound =
                inner.any_word().map(|word| if word == Rule::k_ten_minste { Bound::AtLeast } else { Bound::AtMost });
            let written = inner.take(Rule::duur)?;
            let at = span_of(&written);
            ClauseKind::Lasts(bound, Spanned::new(length(written)?, at))
        }
        Rule::c_daarna => match inner.maybe(Rule::deelnemer) {
            Some(who) => ClauseKind::AfterwardsMay(binder(who)?, name(&inner.take(Rule::naam)?)),
            None => ClauseKind::AfterwardsText(text(inner.take(Rule::tekst)?)),
        },
        Rule::c_termijnenwet => ClauseKind::NoTermsAct,
        _ => return inner.gap(),
    };
    Ok(Clause { kind, span })
}

fn paid_out(mut inner: Kids<'_>) -> Built<ClauseKind> {
    let moment = inner.one()?;
    let mut span = span_of(&moment);
    let when = pay_time(moment)?;
    let later = match inner.maybe(Rule::deel_later) {
        Some(part) => {
            span.end = span_of(&part).end;
            Some(later(part)?)
        }
        None => None,
    };
    let by = match inner.maybe(Rule::verwijzing) {
        Some(place) => Some(citation(place)?),
        None => None,
    };
    Ok(ClauseKind::PaidOut(Spanned::new(PayRule { when, later }, span), by))
}

fn pay_time(pair: Pest<'_>) -> Built<PayTime> {
    let (rule, mut inner) = (pair.as_rule(), kids(pair));
    if rule == Rule::na_kwartaal {
        let written = inner.take(Rule::duur)?;
        let at = span_of(&written);
        return match length(written)? {
            Literal::Length(Length::Months(n), _) if (1..=12).contains(&n) => Ok(PayTime::Quarter(n)),
            _ => Err(Gap { span: at, fault: Fault::Payment }),
        };
    }
    let last = inner.maybe(Rule::laatste_dag).is_some();
    let day = match inner.maybe(Rule::getal) {
        Some(n) => {
            let day = MonthDay::new(i64::from(count(&n)?));
            Some(day.ok_or_else(|| Gap { span: span_of(&n), fault: Fault::Payment })?)
        }
        None => last.then_some(MonthDay::Last),
    };
    let month = match inner.take(Rule::betaalmaand)?.as_str() {
        "ervoor" => PayMonth::Before,
        "erna" => PayMonth::After,
        _ => PayMonth::Same,
    };
    Ok(PayTime::Month(month, day))
}

/// `waarvan 5 % in juni`
fn later(pair: Pest<'_>) -> Built<(Exact, i8)> {
    let mut inner = kids(pair);
    let (part, month) = (inner.take(Rule::procent)?, inner.take(Rule::maandnaam)?);
    let gap = |p: &Pest<'_>| Gap { span: span_of(p), fault: Fault::Payment };
    let percent = number(&kids(part.clone()).take(Rule::procentgetal)?)?;
    let fraction = percent.over(Exact::int(100)).filter(|f| *f > Exact::ZERO && *f < Exact::ONE);
    let fraction = fraction.ok_or_else(|| gap(&part))?;
    Ok((fraction, month_number(month.as_str()).ok_or_else(|| gap(&month))?))
}

fn manner(mut inner: Kids<'_>) -> Built<ClauseKind> {
    let manner = match inner.any_word() {
        Some(Rule::k_ambtshalve) => Manner::OfOwnMotion,
        Some(Rule::k_op_aanvraag) => Manner::OnApplication,
        Some(Rule::k_op_gezamenlijk_verzoek) => Manner::OnJointRequest,
        Some(Rule::k_ambtshalve_of_op_aanvraag) => Manner::OwnMotionOrApplication,
        Some(Rule::k_ambtshalve_of_op_verzoek) => Manner::OwnMotionOrRequest,
        _ => Manner::OnRequest,
    };
    let by = inner.maybe(Rule::variabele).map(|p| name(&p));
    Ok(ClauseKind::Manner { manner, by, proof: inner.maybe(Rule::tekst).map(text) })
}

fn not_for(mut inner: Kids<'_>) -> Built<ClauseKind> {
    let next = inner.one()?;
    Ok(match next.as_rule() {
        Rule::namen => ClauseKind::NotForConcepts(qnames(next)?),
        Rule::deelnemer => ClauseKind::NotForPersons(binder(next)?, expr(inner.one()?)?),
        _ => ClauseKind::NotForPlaces(citations(next)?),
    })
}

fn effect(mut inner: Kids<'_>) -> Built<ClauseKind> {
    let organ = name(&inner.take(Rule::naam)?);
    let effect = match inner.any_word() {
        Some(Rule::k_moet_toch_verlenen) => Effect::MustProvide,
        Some(Rule::k_hoeft_niet_te_verlenen) => Effect::NeedNotProvide,
        Some(Rule::k_kan_weigeren) => Effect::MayRefuse,
        Some(Rule::k_moet_weigeren) => Effect::MustRefuse,
        _ => Effect::NoDoubleSanction,
    };
    Ok(ClauseKind::Effect(organ, effect))
}

fn flow(mut inner: Kids<'_>) -> Flow {
    inner.word(Rule::k_verloop);
    match inner.any_word() {
        Some(Rule::k_stroom) => Flow::Stream,
        Some(Rule::k_gebeurtenis) => Flow::Event,
        _ => Flow::State,
    }
}

fn default(mut inner: Kids<'_>, span: crate::text::Span) -> Built<ClauseKind> {
    use super::super::ast::{Expr, ExprKind, Literal};
    inner.word(Rule::k_standaard);
    let truth = match (inner.word(Rule::k_waar), inner.word(Rule::k_onwaar)) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    };
    let value = match truth {
        Some(truth) => Expr { kind: ExprKind::Literal(Literal::Truth(truth)), span },
        None => expr(inner.one()?)?,
    };
    Ok(ClauseKind::Default(value, text(inner.one()?)))
}

fn while_empty(mut inner: Kids<'_>) -> Built<WhileEmpty> {
    inner.word(Rule::k_zolang_leeg);
    Ok(match inner.any_word() {
        Some(Rule::k_geen_recht_op) => WhileEmpty::NoRight(qname(inner.take(Rule::begripnaam)?)?),
        Some(Rule::k_geldt) => WhileEmpty::Value(Box::new(expr(inner.one()?)?)),
        Some(Rule::k_geen_bevoegdheid) => WhileEmpty::NoPower(text(inner.take(Rule::tekst)?)),
        _ => WhileEmpty::Unknown,
    })
}
