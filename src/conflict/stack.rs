//! B09, first form: what is taken from an income, all together, leaves less than the protected amount. Each one alone may be right.
//!
//! Taken are the facts, concepts and duties that `telt als inhouding`; protected is a concept that `telt als
//! beschermd_bedrag`; income is what `telt als inkomen`: monthly facts, and rights that are received.

use super::{Code, Desk, Effect, Finding, Says, Severity, Side, touched};
use crate::ir::{CountsAs, RuleId, SymId, SymKind, expressions};
use crate::room::Touched;
use crate::value::{Base, Entity, Exact, PERSON, Unit};

pub(super) fn find(desk: &Desk<'_>) -> Vec<Finding> {
    desk.case.of_sort(PERSON).filter_map(|p| finding(desk, p)).collect()
}

/// Something that is taken, in € per month.
pub(super) struct Taken {
    pub rules: Vec<RuleId>,
    pub says: Says,
    pub amount: Exact,
}

fn finding(desk: &Desk<'_>, person: Entity) -> Option<Finding> {
    let taken = taken(desk, person);
    let total = taken.iter().try_fold(Exact::ZERO, |sum, t| sum.plus(t.amount))?;
    if total <= Exact::ZERO {
        return None;
    }
    let (income, touches) = income(desk, person)?;
    let left = income.minus(total)?;
    let (floor, amount) =
        floors(desk, person).into_iter().max_by(|a, b| a.1.partial_cmp(&b.1).unwrap_or(std::cmp::Ordering::Equal))?;
    if left >= amount {
        return None;
    }
    let asked = desk.evaluator().with_trace().asked(floor, vec![person]);
    let mut sides = vec![Side { rules: asked.derivation.carrying(), says: Says::Protects(floor, person, amount) }];
    sides.extend(taken.into_iter().map(|t| Side { rules: t.rules, says: t.says }));
    let effect = Effect::TooLittle { person, income, taken: total, left, protected: amount };
    Some(Finding::new(Code::B09, Severity::Serious, sides, effect, touches))
}

/// What is taken from someone.
pub(super) fn taken(desk: &Desk<'_>, person: Entity) -> Vec<Taken> {
    let mut out: Vec<Taken> = Vec::new();
    for what in desk.counting(CountsAs::Deduction) {
        if let Some(amount) = desk.evaluator().per_month(what, person).filter(|a| *a > Exact::ZERO) {
            let mut rules = desk.evaluator().with_trace().asked(what, vec![person]).derivation.reason();
            rules.extend(bounds(desk, what, person));
            out.push(Taken { rules, says: Says::Takes(Some(what), person, amount), amount });
        }
    }
    for d in desk.assessment.duties.iter().filter(|d| d.person == Some(person)) {
        if let Some(amount) = d.deduction(desk.program) {
            out.push(Taken { rules: vec![d.rule], says: Says::Takes(None, person, amount), amount });
        }
    }
    out
}

/// The duties and prohibitions that say how far something may be taken.
fn bounds(desk: &Desk<'_>, what: SymId, person: Entity) -> Vec<RuleId> {
    let mut out: Vec<RuleId> = Vec::new();
    for d in desk.assessment.duties.iter().filter(|d| d.person == Some(person) && d.holds == Some(true)) {
        let Some(linked) = desk.program.rule(d.rule) else { continue };
        let mut reads = false;
        expressions(&linked.rule, &mut |e| e.symbols(&mut |s, _| reads |= *s == what));
        if reads && !out.contains(&d.rule) {
            out.push(d.rule);
        }
    }
    out
}

/// What comes in, in € per month, and the rights it rests on; `None` when nothing is known to come in.
fn income(desk: &Desk<'_>, person: Entity) -> Option<(Exact, Vec<Touched>)> {
    let mut sum = Exact::ZERO;
    let mut touches = Vec::new();
    for what in desk.counting(CountsAs::Income) {
        let signature = desk.program.signature(what)?;
        match &signature.kind {
            SymKind::Right { .. } => {
                for o in desk.assessment.outcomes.iter().filter(|o| o.right == what && o.holder == person) {
                    let amount = o.amount.filter(|_| desk.provided(touched(o)));
                    if let Some(amount) = amount.and_then(|a| a.unit.per_month(a.value)) {
                        sum = sum.plus(amount)?;
                        touches.push(touched(o));
                    }
                }
            }
            // A yearly income says what counted over the year, not what comes in now.
            SymKind::Fact(_) if signature.result.unit().and_then(Unit::base) == Some(Base::Month) => {
                sum = sum.plus(desk.evaluator().per_month(what, person).unwrap_or(Exact::ZERO))?;
            }
            _ => {}
        }
    }
    (sum > Exact::ZERO).then_some((sum, touches))
}

/// The amounts that must remain.
fn floors(desk: &Desk<'_>, person: Entity) -> Vec<(SymId, Exact)> {
    let all = desk.counting(CountsAs::Protected);
    all.into_iter().filter_map(|what| Some((what, desk.evaluator().per_month(what, person)?))).collect()
}
