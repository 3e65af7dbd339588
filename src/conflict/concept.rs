//! B04: one relation that two laws qualify differently, to the household's loss.
//!
//! Concepts that `telt als partner` answer the same question in different laws. Where one certainly says yes and
//! another certainly no about the same two persons, each is supposed to follow the other and the case is assessed
//! anew: only a difference that costs the household a right or an amount is a finding.

use super::{About, Code, Desk, Effect, Finding, Says, Severity, Side, Standing, touched};
use crate::eval::{Evaluator, Found, Outcome, Settings, Verdict, assess};
use crate::ir::{CountsAs, RuleId, SymId};
use crate::value::{Base, Entity, Exact, PERSON};

/// An outcome now, and as it would be if one law followed the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The concept that would follow.
    pub concept: SymId,
    /// Now.
    pub now: Standing,
    /// Then.
    pub then: Standing,
}

pub(super) fn find(desk: &Desk<'_>) -> Vec<Finding> {
    let people: Vec<Entity> = desk.case.of_sort(PERSON).collect();
    let concepts = desk.counting(CountsAs::Partner);
    // One evaluator for all pairs: what they share is worked out once.
    let mut ev = desk.evaluator().with_trace();
    let duties: Vec<Looks> = desk.assessment.duties.iter().map(|d| (d.person, ev.read_by_duty(d.rule).1)).collect();
    let mut out = Vec::new();
    for (i, a) in people.iter().enumerate() {
        for b in people.iter().skip(i + 1) {
            out.extend(pair(desk, &mut ev, (&concepts, &duties), (*a, *b)));
        }
    }
    out
}

/// Whom a duty is about, and what it looks at.
type Looks = (Option<Entity>, Vec<SymId>);

/// What a law says about two persons.
struct Answered {
    concept: SymId,
    about: About,
    holds: bool,
    rules: Vec<RuleId>,
}

fn pair(
    desk: &Desk<'_>,
    ev: &mut Evaluator<'_>,
    (concepts, duties): (&[SymId], &[Looks]),
    both: (Entity, Entity),
) -> Option<Finding> {
    let looked = concepts.iter().filter(|c| matters(desk, duties, **c, both));
    let all: Vec<Answered> = looked.filter_map(|c| says(desk, ev, *c, both)).collect();
    if !all.iter().any(|s| s.holds) || all.iter().all(|s| s.holds) {
        return None;
    }
    let changed: Vec<Changed> = all.iter().flat_map(|s| follows(desk, s)).collect();
    if changed.is_empty() {
        return None;
    }
    let mut touches: Vec<_> = changed.iter().map(|c| c.now.of).collect();
    touches.dedup();
    let side = |s: Answered| Side { rules: s.rules, says: Says::Qualifies(s.concept, s.about, s.holds) };
    let sides = all.into_iter().map(side).collect();
    Some(Finding::new(Code::B04, Severity::Serious, sides, Effect::Differs(changed), touches))
}

/// Whether a right or duty of one of the two looks at the concept. What a pension for the old says of two young people
/// does not matter to them.
fn matters(desk: &Desk<'_>, duties: &[Looks], concept: SymId, (a, b): (Entity, Entity)) -> bool {
    let bound = |(who, read): &Looks| who.is_some_and(|p| p == a || p == b) && read.contains(&concept);
    if duties.iter().any(bound) {
        return true;
    }
    let of = desk.assessment.outcomes.iter().filter(|o| o.holder == a || o.holder == b || o.jointly.contains(&a));
    of.flat_map(|o| &o.derivation.nodes).any(|n| n.what == concept)
}

/// What a concept says about two persons, in either order; `None` when it is open.
fn says(desk: &Desk<'_>, ev: &mut Evaluator<'_>, concept: SymId, (a, b): (Entity, Entity)) -> Option<Answered> {
    let symmetric = desk.program.signature(concept)?.symmetric;
    let mut found = None;
    for about in [[a, b], [b, a]].into_iter().take(if symmetric { 1 } else { 2 }) {
        let asked = ev.asked(concept, about.to_vec());
        let holds = match asked.found {
            Found::Yes => true,
            Found::No => false,
            _ => return None,
        };
        let about: About = about.into_iter().collect();
        let rules = asked.derivation.reason();
        let this = Answered { concept, about, holds, rules };
        if holds {
            return Some(this);
        }
        found.get_or_insert(this);
    }
    found
}

/// What changes if this concept gave the other answer; nothing when the household as a whole does not gain by it.
fn follows(desk: &Desk<'_>, s: &Answered) -> Vec<Changed> {
    let mut settings: Settings = desk.settings.clone();
    settings.supposed.insert((s.concept, s.about.clone()), !s.holds);
    if let [a, b] = s.about.as_slice() {
        settings.supposed.insert((s.concept, [*b, *a].into_iter().collect()), !s.holds);
    }
    let again = assess(desk.program, desk.case, &settings, None, false);
    let mut out: Vec<Changed> = Vec::new();
    let (mut before, mut after) = (Exact::ZERO, Exact::ZERO);
    for now in &desk.assessment.outcomes {
        let Some(then) = again.outcomes.iter().find(|x| touched(x) == touched(now)) else { continue };
        // What is open, now or then, can be compared with nothing.
        if !certain(now) || !certain(then) {
            continue;
        }
        let (Some(a), Some(b)) = (before.plus(yearly(now)), after.plus(yearly(then))) else { return Vec::new() };
        (before, after) = (a, b);
        if now.verdict != then.verdict || now.amount != then.amount {
            out.push(Changed { concept: s.concept, now: Standing::of(now), then: Standing::of(then) });
        }
    }
    // Two who share one right may each have had their own: only the household as a whole can lose.
    if after > before || after == before && out.iter().any(arises) { out } else { Vec::new() }
}

/// Whether an outcome says what is given: a right that stands with what it comes to, or one that is refused.
pub(super) fn certain(o: &Outcome) -> bool {
    match o.verdict {
        Verdict::Must | Verdict::May => o.missing.is_empty(),
        Verdict::No | Verdict::NoUnless => true,
        _ => false,
    }
}

/// Whether a right that is not money stands where it did not.
fn arises(c: &Changed) -> bool {
    let stands = |s: &Standing| matches!(s.verdict, Verdict::Must | Verdict::May);
    stands(&c.then) && !stands(&c.now) && c.then.amount.is_none()
}

/// What a right that stands comes to, in € per year; a lump sum counts as it is.
pub(super) fn yearly(o: &Outcome) -> Exact {
    let Some(amount) = o.amount.filter(|_| o.verdict == Verdict::Must) else { return Exact::ZERO };
    let times = match amount.unit.base() {
        Some(Base::Month) => 12,
        Some(Base::Week) => 52,
        _ => 1,
    };
    amount.value.times(Exact::int(times)).unwrap_or(Exact::ZERO)
}
