//! B08: a time in between. Either a term ends after the event that help should prevent, or months pass without any
//! livelihood between two schemes.
//!
//! Livelihood is a right or a monthly income that `telt als inkomen`; the event is a fact that `telt als te_voorkomen`.

use super::{Code, Desk, Effect, Finding, Says, Severity, Side, Standing, touched};
use crate::case::{Decision, DecisionKind, FactState};
use crate::eval::{Answered, Evaluator, Outcome, Settings, Verdict, assess};
use crate::ir::rule::Body;
use crate::ir::{CountsAs, RuleId, SymId, SymKind};
use crate::room::Touched;
use crate::value::{Base, Date, Entity, Exact, Length, PERSON, Value};

/// Months looked back.
const BACK: i32 = 3;
/// Months looked at, back and ahead.
const MONTHS: usize = 16;

pub(super) fn find(desk: &Desk<'_>) -> Vec<Finding> {
    let mut out = too_late(desk);
    out.extend(gaps(desk));
    out
}

/// Terms of an organ that run, and end on or after the day of the event.
fn too_late(desk: &Desk<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for threat in desk.counting(CountsAs::Threat) {
        for person in desk.case.of_sort(PERSON) {
            let key = (threat, std::iter::once(person).collect());
            let FactState::Known(Value::Date(day)) = desk.case.state(&key, desk.date()) else { continue };
            let late: Vec<(RuleId, Date)> = desk
                .assessment
                .deadlines
                .iter()
                .filter(|t| t.person == person && t.reasons.is_empty() && !t.passed && t.ends >= *day)
                .filter(|t| organ_bound(desk, t.rule) && *day >= desk.date())
                .map(|t| (t.rule, t.ends))
                .collect();
            if late.is_empty() {
                continue;
            }
            let mut sides = vec![Side { rules: Vec::new(), says: Says::Threat(threat, person, *day) }];
            sides.extend(late.iter().map(|(rule, ends)| Side { rules: vec![*rule], says: Says::Ends(*rule, *ends) }));
            let laws: Vec<_> = late.iter().map(|(rule, _)| desk.law_of_rule(*rule)).collect();
            let touches = waiting(desk, person, &laws);
            let after = after(desk, &touches);
            let effect = Effect::TooLate { event: threat, day: *day, after };
            out.push(Finding::new(Code::B08, Severity::Serious, sides, effect, touches));
        }
    }
    out
}

fn organ_bound(desk: &Desk<'_>, rule: RuleId) -> bool {
    desk.program.rule(rule).is_some_and(|l| matches!(l.rule.body, Body::Term { organ: Some(_), .. }))
}

/// The rights of those laws that stand and are not received yet.
fn waiting(desk: &Desk<'_>, person: Entity, laws: &[Option<crate::law::Code>]) -> Vec<Touched> {
    let stands = |v: Verdict| !matches!(v, Verdict::No | Verdict::Unknown);
    desk.assessment
        .outcomes
        .iter()
        .filter(|o| o.holder == person && stands(o.verdict) && laws.contains(&desk.law_of(o.right)))
        .filter(|o| !desk.provided(touched(o)))
        .map(touched)
        .collect()
}

/// Rights of the same laws that are refused now, and are not once these are given.
fn after(desk: &Desk<'_>, given: &[Touched]) -> Vec<Standing> {
    let mut case = desk.case.clone();
    for of in given {
        let date = desk.date();
        let (right, ground) = (Some(of.right), None);
        let (person, subject) = (of.holder, of.subject);
        let kind = DecisionKind::Granted;
        case.decisions.push(Decision {
            kind,
            right,
            power: None,
            person,
            subject,
            date,
            from: date,
            until: None,
            ground,
        });
    }
    let laws: Vec<_> = given.iter().map(|t| desk.law_of(t.right)).collect();
    let refused =
        |o: &&Outcome| matches!(o.verdict, Verdict::No | Verdict::NoUnless) && laws.contains(&desk.law_of(o.right));
    let now: Vec<&Outcome> = desk
        .assessment
        .outcomes
        .iter()
        .filter(refused)
        .filter(|o| given.iter().any(|t| t.holder == o.holder))
        .collect();
    let rights: Vec<SymId> = now.iter().map(|o| o.right).collect();
    let then = assess(desk.program, &case, desk.settings, Some(&rights), false);
    let begins = |o: &&Outcome| {
        !matches!(o.verdict, Verdict::No | Verdict::NoUnless) && now.iter().any(|n| touched(n) == touched(o))
    };
    then.outcomes.iter().filter(begins).map(Standing::of).collect()
}

/// Whether someone has a livelihood on a day; `None` when that is not known.
fn livelihood(desk: &Desk<'_>, ev: &mut Evaluator<'_>, person: Entity, day: Date) -> Option<bool> {
    let mut known = true;
    for what in desk.counting(CountsAs::Income) {
        match desk.program.signature(what).map(|s| (&s.kind, s.params.len(), s.result.unit().and_then(|u| u.base()))) {
            Some((SymKind::Right { .. }, 1, _)) => {
                if desk.case.receives(what, person, None, day).is_some() {
                    return Some(true);
                }
                match ev.verdict(what, person, None) {
                    Verdict::Must => return Some(true),
                    Verdict::No | Verdict::NoUnless => {}
                    _ => known = false,
                }
            }
            Some((SymKind::Fact(_), 1, Some(Base::Month))) => match ev.ask_about(what, &[person]) {
                Answered::Known(Value::Number(n)) if n > Exact::ZERO => return Some(true),
                Answered::Known(_) => {}
                Answered::Open(..) => known = false,
            },
            _ => {}
        }
    }
    known.then_some(false)
}

/// For everyone, the months without livelihood. On each day one evaluator answers for all.
fn gaps(desk: &Desk<'_>) -> Vec<Finding> {
    let Some(start) = desk.date().first_of_month().minus(Length::Months(BACK)) else { return Vec::new() };
    if desk.counting(CountsAs::Income).is_empty() {
        return Vec::new();
    }
    let days = std::iter::successors(Some(start), |day| Some(day.next_month())).take(MONTHS);
    let people: Vec<Entity> = desk.case.of_sort(PERSON).collect();
    let mut months: Vec<Vec<(Date, Option<bool>)>> = vec![Vec::new(); people.len()];
    for day in days {
        let settings = Settings { date: day, ..desk.settings.clone() };
        let mut ev = Evaluator::new(desk.program, desk.case, &settings);
        for (person, months) in people.iter().zip(&mut months) {
            months.push((day, livelihood(desk, &mut ev, *person, day)));
        }
    }
    people.iter().zip(months).filter_map(|(person, months)| without(desk, *person, &months)).collect()
}

/// Months without livelihood that have a month with it before and after.
fn without(desk: &Desk<'_>, person: Entity, months: &[(Date, Option<bool>)]) -> Option<Finding> {
    let start = months.windows(2).position(|w| matches!(w, [(_, Some(true)), (_, Some(false))]))? + 1;
    let rest = months.get(start..)?;
    let length = rest.iter().position(|(_, has)| *has != Some(false))?;
    if rest.get(length).and_then(|(_, has)| *has) != Some(true) {
        return None;
    }
    let (from, until) = (rest.first()?.0, rest.get(length)?.0);
    let rights: Vec<SymId> = desk.counting(CountsAs::Income);
    let touches: Vec<Touched> = desk
        .assessment
        .outcomes
        .iter()
        .filter(|o| o.holder == person && rights.contains(&o.right))
        .map(touched)
        .collect();
    let sides = touches
        .iter()
        .filter_map(|t| desk.outcome(t.right, person, t.subject))
        .map(|o| Side { rules: o.carrying.clone(), says: Says::Stands(touched(o), o.verdict) })
        .collect();
    Some(Finding::new(Code::B08, Severity::Serious, sides, Effect::NoIncome(person, from, until), touches))
}
