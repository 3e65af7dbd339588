//! From grounds, refusals and ways out to a verdict.

use super::engine::Evaluator;
use super::outcome::{Doubt, Reason, Tri, Val, union};
use super::right::{EscapeKind, EscapeState, Force, Refused, RightAnswer, Weighed};
use super::ways_out::escape;
use crate::ir::rule::Body;
use crate::ir::{Linked, SymId};
use crate::law::{Status, Target};
use crate::value::Date;

/// The verdict on a right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// The right exists and the organ is bound.
    Must,
    /// The organ has the power to grant now.
    May,
    /// Yes, if the named yes-or-no facts hold.
    Provided,
    /// Turns on open norms that a person must weigh.
    Judgement,
    /// Refused, but named exceptions, powers or hardship clauses could still carry it.
    NoUnless,
    /// Refused, and every way out fails.
    No,
    /// Facts or rules are missing that no branch can do without.
    Unknown,
    /// Provisions collide and nothing settles it.
    Clash,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 8] =
        [Self::Must, Self::May, Self::Provided, Self::Judgement, Self::NoUnless, Self::No, Self::Unknown, Self::Clash];

    /// The Dutch word, as users see it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Must => "moet",
            Self::May => "mag",
            Self::Provided => "mits",
            Self::Judgement => "oordeel",
            Self::NoUnless => "nee, tenzij",
            Self::No => "nee",
            Self::Unknown => "onbekend",
            Self::Clash => "botst",
        }
    }
}

impl Evaluator<'_> {
    pub(super) fn decide(
        &mut self,
        right: SymId,
        args: &[Val],
        date: Date,
        grounds: Vec<Weighed>,
        refusals: Vec<Refused>,
        powers: Vec<Weighed>,
    ) -> RightAnswer {
        let any = |all: &[Weighed]| all.iter().fold(Tri::False, |r, w| r.or(w.holds.clone()));
        let of =
            |force: Force| refusals.iter().filter(|r| r.force == force).fold(Tri::False, |t, r| t.or(r.holds.clone()));
        let (bound, free, lower) = (of(Force::Bound), of(Force::Free), of(Force::Lower));
        let exercised = powers.iter().any(|w| self.exercised(w.rule, args, date).is_some());
        let ground = if exercised { Tri::True } else { any(&grounds) };
        let base = ground.clone().unless(bound.clone());
        let power = any(&powers).unless(bound.clone());
        let only_powers = grounds.is_empty() && !exercised;
        let baseless = only_powers && powers.is_empty();
        if baseless && self.begins_later(right, date) {
            let reasons = self.because(Reason::NoRule(right));
            return RightAnswer::unknown(reasons);
        }
        let mut answer = RightAnswer {
            verdict: Verdict::No,
            reasons: None,
            grounds,
            refusals,
            escapes: Vec::new(),
            baseless,
            only_lower: false,
        };
        answer.grounds.extend(powers.iter().cloned());
        let subject = if only_powers { &power } else { &base };
        let (verdict, reasons) = match subject {
            // Policy may guide a power, but it cannot take away what a higher rule gives.
            Tri::True if only_powers => match &lower {
                Tri::True => (Verdict::NoUnless, None),
                Tri::Open(d) => (self.open_verdict(d), Some(d.reasons.clone())),
                Tri::False => (Verdict::May, None),
            },
            Tri::True => match (&free, &lower) {
                (Tri::True, Tri::True) => (Verdict::NoUnless, None),
                (Tri::True, Tri::False) => (Verdict::May, None),
                (Tri::Open(d), _) | (Tri::True, Tri::Open(d)) => (self.open_verdict(d), Some(d.reasons.clone())),
                (Tri::False, _) => (Verdict::Must, None),
            },
            Tri::False => (Verdict::No, None),
            Tri::Open(d) if d.lean == Some(false) => (Verdict::NoUnless, Some(d.reasons.clone())),
            Tri::Open(_) if lower == Tri::True => (Verdict::NoUnless, subject.reasons().cloned()),
            Tri::Open(d) => (self.open_verdict(d), Some(d.reasons.clone())),
        };
        answer.verdict = verdict;
        answer.reasons = reasons;
        // Whether the right exists is undecided, and nothing but a rule of lower rank refuses it.
        answer.only_lower = !only_powers && matches!(subject, Tri::Open(_)) && lower == Tri::True;
        if !only_powers && matches!(verdict, Verdict::No | Verdict::NoUnless) {
            for w in &powers {
                answer.escapes.push(escape(w.rule, EscapeKind::Power, &w.holds, "de voorwaarden zijn niet vervuld"));
            }
        }
        if matches!(verdict, Verdict::No | Verdict::NoUnless) {
            self.ways_out(right, args, date, &mut answer);
            self.after_ways_out(&mut answer);
            // A refusal that may be set aside is no yes while the ground itself is undecided, or another refusal that
            // stays out of reach.
            let open = match &ground {
                Tri::Open(d) if any(&powers) != Tri::True => Some(d.clone()),
                _ => self.beyond_reach(&answer),
            };
            if let (Some(d), Verdict::May) = (open, answer.verdict) {
                answer.verdict = self.open_verdict(&d);
                answer.reasons = Some(d.reasons.clone());
            }
        }
        answer
    }

    /// An undecided bound refusal that no power with met conditions reaches.
    fn beyond_reach(&self, answer: &RightAnswer) -> Option<std::rc::Rc<Doubt>> {
        let reaching: Vec<&[Target]> = answer
            .escapes
            .iter()
            .filter(|e| e.state == EscapeState::Open)
            .filter_map(|e| match &self.program.rule(e.rule)?.rule.body {
                Body::Power { reach, .. } => Some(reach.as_slice()),
                _ => None,
            })
            .collect();
        answer.refusals.iter().filter(|r| r.force == Force::Bound).find_map(|r| {
            let (Tri::Open(d), Some(target)) = (&r.holds, self.program.rule(r.rule)) else { return None };
            (!reaching.iter().any(|reach| self.reached(reach, target))).then(|| d.clone())
        })
    }

    /// Whether what gives a right is only encoded from a later date on. Then nothing is known of the law before that
    /// date: no ground is not the same as no right. What has lapsed, or is only proposed, gives no right.
    fn begins_later(&self, right: SymId, date: Date) -> bool {
        let Some(symbol) = self.program.symbol(right) else { return false };
        // A hardship clause or a power to depart reaches what another statement gives; it is no ground of its own.
        let grants = |l: &&Linked| !matches!(&l.rule.body, Body::Power { reach, .. } if !reach.is_empty());
        let all = symbol.rules.iter().chain(&symbol.powers).filter(|id| !self.inactive.contains(id));
        let mut giving = all.filter_map(|id| self.program.rule(*id)).filter(grants).peekable();
        giving.peek().is_some()
            && giving.all(|l| {
                let proposed = self.program.provision(l.provision).is_some_and(|p| p.status == Status::Proposed);
                !proposed && l.validity.from > date
            })
    }

    /// A refusal stands, falls to a power whose conditions are met, or could still fall.
    pub(super) fn after_ways_out(&mut self, answer: &mut RightAnswer) {
        let lean_open = answer.verdict == Verdict::NoUnless && answer.reasons.is_some();
        if answer.escapes.iter().any(|e| e.state == EscapeState::Open) && answer.verdict == Verdict::No {
            answer.verdict = Verdict::May;
            return;
        }
        let depends = answer.escapes.iter().filter_map(|e| match &e.state {
            EscapeState::Depends(r) => Some(r.clone()),
            _ => None,
        });
        let all = depends.fold(answer.reasons.clone(), |all, r| Some(all.map_or_else(|| r.clone(), |a| union(&a, &r))));
        let open = answer.escapes.iter().any(|e| !matches!(e.state, EscapeState::Fails(_)));
        answer.verdict = if lean_open || open { Verdict::NoUnless } else { Verdict::No };
        answer.reasons = all;
    }

    /// Names an open truth: collision, missing value, missing yes-or-no fact, or open norm.
    pub(super) fn open_verdict(&self, doubt: &super::outcome::Doubt) -> Verdict {
        let mut verdict = Verdict::Judgement;
        for reason in doubt.reasons.iter().filter_map(|n| self.reason(*n)) {
            let own = match reason {
                Reason::Clash(_) => return Verdict::Clash,
                Reason::Norm(..) => Verdict::Judgement,
                Reason::Fact(fact, _) if self.is_truth(*fact) => Verdict::Provided,
                Reason::Decision(..) | Reason::Discretion(..) => Verdict::Provided,
                _ => Verdict::Unknown,
            };
            verdict = match (verdict, own) {
                (Verdict::Unknown, _) | (_, Verdict::Unknown) => Verdict::Unknown,
                (Verdict::Provided, _) | (_, Verdict::Provided) => Verdict::Provided,
                _ => Verdict::Judgement,
            };
        }
        verdict
    }
}
