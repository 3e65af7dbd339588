//! What can be moved towards a right, the conditions of a power, and an amount.

use super::Without;
use super::engine::Evaluator;
use super::frame::Frame;
use super::lever::{Lever, Levers, Reach};
use super::outcome::{Reason, Tri, Val, interval};
use super::probe::Probe;
use super::right::{Force, Refused};
use super::verdict::Verdict;
use crate::ir::rule::{Body, NotFor, PowerAct};
use crate::ir::{Linked, RuleId, SymId};
use crate::value::{Date, Entity, Exact, Value};

/// What is wanted of a right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Want {
    /// The organ must give it.
    Must,
    /// The organ must or may give it.
    May,
}

impl Want {
    /// Whether a verdict is what is wanted.
    #[must_use]
    pub const fn met(self, verdict: Verdict) -> bool {
        matches!((self, verdict), (_, Verdict::Must) | (Self::May, Verdict::May))
    }

    pub(super) fn met_by(self, ev: &mut Evaluator<'_>, right: SymId, args: &[Val], date: Date) -> Tri {
        let mut entities = args.iter().filter_map(super::concept::entity);
        let Some(holder) = entities.next() else { return Tri::False };
        let answer = ev.right_of(right, holder, entities.next(), date);
        match answer.verdict {
            v if self.met(v) => Tri::True,
            Verdict::No => Tri::False,
            _ => Tri::open(answer.reasons.clone().unwrap_or_else(|| ev.because(Reason::Discretion(right, holder)))),
        }
    }
}

impl Evaluator<'_> {
    /// The verdict on a right with the amount, on the reference date.
    pub fn stands(
        &mut self,
        right: SymId,
        holder: Entity,
        subject: Option<Entity>,
    ) -> (Verdict, Option<super::Amount>) {
        let date = self.settings.date;
        let verdict = self.right_of(right, holder, subject, date).verdict;
        let args: Vec<Val> = std::iter::once(holder).chain(subject).map(|e| Val::Known(Value::Entity(e))).collect();
        let net = self.net(right, &args, date, verdict);
        let amount = net.and_then(|n| match n.value {
            Val::Known(Value::Number(value)) => Some(super::Amount { value, unit: n.unit }),
            _ => None,
        });
        (verdict, amount)
    }

    /// Whether a right pays at least an amount.
    pub(super) fn pays(&mut self, right: SymId, args: &[Val], date: Date, least: Exact) -> Tri {
        let mut entities = args.iter().filter_map(super::concept::entity);
        let Some(holder) = entities.next() else { return Tri::False };
        let verdict = self.right_of(right, holder, entities.next(), date).verdict;
        let Some(net) = self.net(right, args, date, verdict) else { return Tri::False };
        match interval(&net.value.bounds()) {
            (Some(low), _) if low >= least => Tri::True,
            (_, Some(high)) if high < least => Tri::False,
            _ => match net.value.reasons() {
                Some(reasons) => Tri::open(reasons.clone()),
                None => Tri::False,
            },
        }
    }

    /// Whether a power may be used for someone now, and what it still turns on.
    pub fn may_use(&mut self, power: RuleId, about: &[Entity]) -> (Option<bool>, Vec<Reason>) {
        let args: Vec<Val> = about.iter().map(|e| Val::Known(Value::Entity(*e))).collect();
        let date = self.settings.date;
        let Some(linked) = self.program.rule(power) else { return (Some(false), Vec::new()) };
        if !linked.validity.contains(date) || self.inactive.contains(&power) {
            return (Some(false), Vec::new());
        }
        match self.power_holds(power, linked, &args, date) {
            Tri::True => (Some(true), Vec::new()),
            Tri::False => (Some(false), Vec::new()),
            Tri::Open(d) => (None, self.reasons_of(&d.reasons)),
        }
    }
}

impl<'p> Levers<'_, 'p> {
    /// Towards a right that stands.
    #[must_use]
    pub fn right(&mut self, right: SymId, holder: Entity, subject: Option<Entity>, want: Want) -> Reach {
        let args: Vec<Val> = std::iter::once(holder).chain(subject).map(|e| Val::Known(Value::Entity(e))).collect();
        let date = self.ev.settings.date;
        self.right_for(right, &args, date, want)
    }

    /// Towards the conditions of a power.
    #[must_use]
    pub fn power(&mut self, power: RuleId, about: &[Entity]) -> Reach {
        let args: Vec<Val> = about.iter().map(|e| Val::Known(Value::Entity(*e))).collect();
        let date = self.ev.settings.date;
        self.ev.program.rule(power).map_or_else(Reach::default, |l| self.power_for(power, l, &args, date))
    }

    /// Towards an amount that is at least this.
    #[must_use]
    pub fn amount(&mut self, right: SymId, holder: Entity, subject: Option<Entity>, least: Exact) -> Reach {
        let args: Vec<Val> = std::iter::once(holder).chain(subject).map(|e| Val::Known(Value::Entity(e))).collect();
        let date = self.ev.settings.date;
        self.reads(&Probe::Amount(right, args, date, least), true)
    }

    pub(super) fn right_for(&mut self, right: SymId, args: &[Val], date: Date, want: Want) -> Reach {
        let mut entities = args.iter().filter_map(super::concept::entity);
        let (Some(holder), subject) = (entities.next(), entities.next()) else { return Reach::default() };
        let answer = self.ev.right_of(right, holder, subject, date);
        if want.met(answer.verdict) || self.left == 0 {
            return Reach::default();
        }
        self.left -= 1;
        // What a power may set aside now stands in the way of nothing but a duty to give.
        let (mut parts, mut aside): (Vec<Reach>, Vec<Reach>) = (Vec::new(), Vec::new());
        let granting = |id: RuleId, p: &'p crate::ir::Program| {
            p.rule(id).is_some_and(|l| matches!(l.rule.body, Body::Power { .. }))
        };
        let program = self.ev.program;
        let grounds: Vec<_> = answer.grounds.iter().filter(|w| !granting(w.rule, program)).collect();
        let only_powers = grounds.is_empty();
        let open_power = want == Want::May && answer.grounds.iter().any(|w| w.holds == Tri::True);
        let held = grounds.iter().any(|w| w.holds == Tri::True) || open_power && only_powers;
        if !held {
            let mut options = Vec::new();
            for w in &answer.grounds {
                options.push(if granting(w.rule, program) {
                    self.granting(w.rule, &w.holds, args, date)
                } else {
                    Reach::any([self.ground(w.rule, args, date), self.lifts(right, w.rule, args, date)])
                });
            }
            let may_go = want == Want::May
                && answer.grounds.iter().all(|w| w.holds == Tri::False)
                && answer.grounds.iter().any(|w| self.may_set_aside(right, w.rule, args, date));
            if may_go { aside.push(Reach::any(options)) } else { parts.push(Reach::any(options)) }
        }
        let of = |force: Force| -> Vec<&Refused> {
            answer.refusals.iter().filter(|r| r.force == force && r.holds != Tri::False).collect()
        };
        let (bound, free, lower) = (of(Force::Bound), of(Force::Free), of(Force::Lower));
        for refused in bound {
            let part = self.refusal(right, refused, args, date);
            let may_go = want == Want::May && self.may_set_aside(right, refused.rule, args, date);
            if may_go { aside.push(part) } else { parts.push(part) }
        }
        if want == Want::Must || only_powers {
            let rest = free.iter().filter(|_| want == Want::Must).chain(lower.iter().filter(|_| only_powers));
            let all: Vec<Reach> = rest.map(|r| self.refusal(right, r, args, date)).collect();
            parts.extend(all);
        } else if !free.is_empty() {
            // Refusing may be free; then whether it applies must be settled, and no lower rule may refuse as well.
            let settle: Vec<Reach> = free
                .iter()
                .filter(|r| matches!(r.holds, Tri::Open(_)))
                .map(|r| self.rule(r.rule, args_of(program, r.rule, args), date, true))
                .collect();
            let gone: Vec<Reach> = free.iter().map(|r| self.refusal(right, r, args, date)).collect();
            let below: Vec<Reach> = lower.iter().map(|r| self.refusal(right, r, args, date)).collect();
            parts.push(Reach::any(settle.into_iter().chain([Reach::all(gone)]).chain(below)));
        }
        // Powers that each reach only some of what refuses: one of them must be used before another can carry the rest.
        if parts.is_empty() { Reach::any(aside) } else { Reach::all(parts) }
    }

    /// Towards a ground, and towards something left of what it measures.
    fn ground(&mut self, id: RuleId, args: &[Val], date: Date) -> Reach {
        let given = args_of(self.ev.program, id, args);
        if self.ev.holds(id, given, date) == Tri::True {
            return self.reads(&Probe::Right(self.right_at(id), args.to_vec(), date, Want::May), true);
        }
        self.rule(id, given, date, true)
    }

    fn right_at(&self, id: RuleId) -> SymId {
        match self.ev.program.rule(id).map(|l| &l.rule.body) {
            Some(Body::Right { of, .. }) => *of,
            Some(Body::Refusal { of, .. }) => of.first().copied().unwrap_or(SymId(0)),
            _ => SymId(0),
        }
    }

    /// A refusal that falls away: its conditions, or a power that sets it aside.
    fn refusal(&mut self, right: SymId, refused: &Refused, args: &[Val], date: Date) -> Reach {
        let given = args_of(self.ev.program, refused.rule, args);
        let mut options = vec![self.rule(refused.rule, given, date, false)];
        let measured = matches!(
            self.ev.program.rule(refused.rule).map(|l| &l.rule.body),
            Some(Body::Refusal { extent: Some(_), .. })
        );
        if measured {
            options.push(self.reads(&Probe::Right(right, args.to_vec(), date, Want::May), true));
        }
        options.push(self.lifts(right, refused.rule, args, date));
        Reach::any(options).blocked_by(Without::Statement(refused.rule), Vec::new())
    }

    /// A power that grants by itself: its conditions; when they are met, its use.
    fn granting(&mut self, id: RuleId, holds: &Tri, args: &[Val], date: Date) -> Reach {
        if *holds == Tri::True {
            return Reach::of([Lever::Use(id, about(self.ev.program, id, args))]);
        }
        let linked = self.ev.program.rule(id);
        linked.map_or_else(Reach::default, |l| self.power_for(id, l, args, date))
    }

    /// Powers that can set a statement aside: their conditions, and their use when those are met.
    fn lifts(&mut self, right: SymId, of: RuleId, args: &[Val], date: Date) -> Reach {
        let mut options = Vec::new();
        for (id, linked) in self.lifting(right, of, args, date) {
            options.push(match self.ev.power_holds(id, linked, args, date) {
                Tri::True => Reach::of([Lever::Use(id, about(self.ev.program, id, args))]),
                _ => self.power_for(id, linked, args, date),
            });
        }
        Reach::any(options)
    }

    /// Whether the conditions of a power that can set a statement aside are met.
    fn may_set_aside(&mut self, right: SymId, of: RuleId, args: &[Val], date: Date) -> bool {
        let all = self.lifting(right, of, args, date);
        all.into_iter().any(|(id, linked)| self.ev.power_holds(id, linked, args, date) == Tri::True)
    }

    /// Powers that reach a statement, and do not leave it out.
    fn lifting(&mut self, right: SymId, of: RuleId, args: &[Val], date: Date) -> Vec<(RuleId, &'p Linked)> {
        let program = self.ev.program;
        let Some(target) = program.rule(of) else { return Vec::new() };
        let mut out = Vec::new();
        for (id, linked) in self.ev.in_force(&program.powers, date) {
            let Body::Power { act, reach, not_for, .. } = &linked.rule.body else { continue };
            let about = match act {
                PowerAct::Grant(rights) => rights.contains(&right),
                PowerAct::Depart => true,
                PowerAct::Adjust(..) => false,
            };
            if about
                && self.ev.reached(reach, target)
                && self.ev.blocked(not_for, &[(of, target)], args, date).is_none()
            {
                out.push((id, linked));
            }
        }
        out
    }

    fn power_for(&mut self, id: RuleId, linked: &'p Linked, args: &[Val], date: Date) -> Reach {
        let given = args_of(self.ev.program, id, args);
        let mut parts = Vec::new();
        if self.ev.holds(id, given, date) != Tri::True {
            parts.push(self.rule(id, given, date, true));
        }
        let Body::Power { not_for, .. } = &linked.rule.body else { return Reach::all(parts) };
        for n in not_for {
            let NotFor::Person(e) = n else { continue };
            let mut frame = Frame::new(linked, id, given, date);
            if self.ev.test(e, &mut frame) != Tri::False {
                parts.push(self.condition(e, false, &mut frame));
            }
        }
        Reach::all(parts)
    }
}

/// The arguments of a right that a statement about it has parameters for.
fn args_of<'a>(program: &crate::ir::Program, id: RuleId, args: &'a [Val]) -> &'a [Val] {
    program.rule(id).and_then(|l| args.get(..l.rule.params)).unwrap_or(args)
}

fn about(program: &crate::ir::Program, id: RuleId, args: &[Val]) -> Vec<Entity> {
    args_of(program, id, args).iter().filter_map(super::concept::entity).collect()
}
