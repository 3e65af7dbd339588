//! Money that the case names itself: monthly facts, and `[[betalingen]]` of its own.

use super::gather::Desk;
use super::when::{covers, days, months};
use super::{DayFrom, Flow, Source, Standing, Why};
use crate::case::{Every, FactState, PaidFor, Payment};
use crate::eval::{Answered, Evaluator};
use crate::ir::{CountsAs, SymId, SymKind};
use crate::value::{Base, Date, Entity, Exact, PERSON, Period, Unit, Value};

/// The parts in which a fact is money by itself, and whether it comes in.
const PARTS: [(CountsAs, bool); 3] =
    [(CountsAs::Income, true), (CountsAs::Deduction, false), (CountsAs::Expense, false)];

impl Desk<'_> {
    pub(super) fn facts(&mut self) -> Option<()> {
        for (part, incoming) in PARTS {
            for what in self.program.counting(part).collect::<Vec<_>>() {
                if !self.regular(what) {
                    continue;
                }
                for person in self.people.clone() {
                    self.fact(what, person, incoming, part == CountsAs::Deduction)?;
                }
                self.missing(what, part);
            }
        }
        let others: Vec<(SymId, Entity, bool)> = self.named();
        for (what, about, incoming) in others {
            self.fact(what, about, incoming, false)?;
        }
        self.without_part();
        Some(())
    }

    /// Money per month about a person; a yearly amount says what counted over the year, not what is paid.
    fn regular(&self, what: SymId) -> bool {
        self.program.signature(what).is_some_and(|s| {
            let base = s.result.unit().and_then(Unit::base);
            let plain = matches!(s.kind, SymKind::Fact(_)) || s.counts == Some(CountsAs::Deduction);
            plain && s.params.len() == 1 && base == Some(Base::Month)
        })
    }

    /// Facts that only `[[betalingen]]` makes a flow of money.
    fn named(&self) -> Vec<(SymId, Entity, bool)> {
        let mut out: Vec<(SymId, Entity, bool)> = Vec::new();
        for p in &self.case.payments {
            let (PaidFor::Fact(what), Some(about)) = (&p.what, p.about) else { continue };
            let part = self.program.signature(*what).and_then(|s| s.counts);
            let counted = PARTS.iter().any(|(c, _)| part == Some(*c)) && self.regular(*what);
            let person = self.case.member(about).is_some_and(|m| &*m.sort == PERSON);
            let one = (*what, about, p.incoming);
            if !counted && !out.contains(&one) && (!person || self.people.contains(&about)) {
                out.push(one);
            }
        }
        out
    }

    /// The flows of one fact about one person or thing.
    fn fact(&mut self, what: SymId, about: Entity, incoming: bool, taken: bool) -> Option<()> {
        let case = self.case;
        let own: Vec<(usize, &Payment)> = (0..)
            .zip(&case.payments)
            .filter(|(_, p)| p.what == PaidFor::Fact(what) && p.about == Some(about))
            .collect();
        let base = self.program.signature(what).and_then(|s| s.result.unit()).and_then(Unit::base);
        for month in months(self.period) {
            let within = Period::month_of(month);
            let Some(value) = self.value(what, about, month).filter(|v| *v > Exact::ZERO) else { continue };
            let mut flow = Flow {
                source: Source::Fact(what),
                about: Some(about),
                jointly: Vec::new(),
                incoming,
                amount: value,
                worst: month,
                best: month,
                standing: Standing::Stated,
                day: DayFrom::Case,
                place: None,
                over: None,
            };
            let running: Vec<&(usize, &Payment)> = own.iter().filter(|(_, p)| covers(p, within)).collect();
            for (at, payment) in &running {
                self.used.insert(*at);
                let all = days(payment, within);
                for day in &all {
                    flow.amount = per_time(value, base, payment.every, all.len())?;
                    (flow.worst, flow.best) = (*day, *day);
                    self.flows.push(flow.clone());
                }
            }
            if !running.is_empty() || own.iter().any(|(_, p)| matches!(p.every, Every::Once(_))) {
                continue;
            }
            if taken {
                self.take(Source::Fact(what), Some(about), value, month);
            } else {
                self.some_day(flow, within);
            }
        }
        Some(())
    }

    /// A flow of which only the month is known.
    fn some_day(&mut self, flow: Flow, month: Period) {
        let (first, last) = (month.start, month.start.last_of_month());
        let (worst, best) = if flow.incoming { (last, first) } else { (first, last) };
        self.flows.push(Flow { worst, best, day: DayFrom::Nobody, ..flow });
    }

    /// Something taken from income in a month.
    pub(super) fn take(&mut self, source: Source, about: Option<Entity>, amount: Exact, month: Date) {
        self.taken.push(self.flows.len());
        let flow = Flow {
            source,
            about,
            jointly: Vec::new(),
            incoming: false,
            amount,
            worst: month,
            best: month,
            standing: Standing::Stated,
            day: DayFrom::Nobody,
            place: None,
            over: None,
        };
        self.some_day(flow, Period::month_of(month));
    }

    /// The value of a fact or concept for a month, in its own unit.
    fn value(&self, what: SymId, about: Entity, month: Date) -> Option<Exact> {
        let settings = self.settings_of(month);
        match Evaluator::new(self.program, self.case, &settings).ask_about(what, &[about]) {
            Answered::Known(Value::Number(n)) => Some(n),
            _ => None,
        }
    }

    /// What nobody filled in: income of each person, a cost only when nobody names it.
    fn missing(&mut self, what: SymId, part: CountsAs) {
        let month = self.period.start;
        let known: Vec<bool> = self.people.iter().map(|p| self.value(what, *p, month).is_some()).collect();
        let anyone = known.contains(&true);
        for (person, known) in self.people.clone().into_iter().zip(known) {
            if !known && (part != CountsAs::Expense || !anyone) {
                self.leave(Some(Source::Fact(what)), Some(person), Why::NotStated);
            }
        }
    }

    /// Monthly amounts in the case that nothing calls money that comes in or goes out.
    fn without_part(&mut self) {
        let date = self.settings.date;
        let mut found: Vec<(SymId, Entity, Exact)> = Vec::new();
        for (what, about) in self.case.facts.keys() {
            let [person] = about.as_slice() else { continue };
            let Some(s) = self.program.signature(*what) else { continue };
            let monthly = s.result.unit().is_some_and(|u| u.is_money() && u.base() == Some(Base::Month));
            let named = self.case.payments.iter().any(|p| p.what == PaidFor::Fact(*what));
            if let FactState::Known(Value::Number(n)) = self.case.state(&(*what, about.clone()), date)
                && monthly
                && !named
                && s.counts.is_none()
                && *n > Exact::ZERO
                && self.people.contains(person)
            {
                found.push((*what, *person, *n));
            }
        }
        found.sort();
        for (what, person, n) in found {
            self.leave(Some(Source::Fact(what)), Some(person), Why::NoPart(n));
        }
    }

    /// Payments with a name and amount of their own.
    pub(super) fn own(&mut self) {
        for p in &self.case.payments {
            let PaidFor::Own(label, amount) = &p.what else { continue };
            if p.about.is_some_and(|who| !self.people.contains(&who)) {
                continue;
            }
            for day in days(p, self.period) {
                self.flows.push(Flow {
                    source: Source::Own(label.clone()),
                    about: p.about,
                    jointly: Vec::new(),
                    incoming: p.incoming,
                    amount: *amount,
                    worst: day,
                    best: day,
                    standing: Standing::Stated,
                    day: DayFrom::Case,
                    place: None,
                    over: None,
                });
            }
        }
    }

    /// Payments of the case that fall in this time and set no day: nothing to pay, or another rhythm.
    pub(super) fn idle(&mut self) {
        for (at, p) in (0..).zip(&self.case.payments) {
            if self.used.contains(&at) || days(p, self.period).is_empty() {
                continue;
            }
            let source = match &p.what {
                PaidFor::Right(right) => Source::Right(*right, p.subject),
                PaidFor::Fact(what) => Source::Fact(*what),
                PaidFor::Own(..) => continue,
            };
            let here = p
                .about
                .is_none_or(|e| self.people.contains(&e) || self.case.member(e).is_some_and(|m| &*m.sort != PERSON));
            if here {
                self.leave(Some(source), p.about, Why::Idle);
            }
        }
    }
}

/// What is paid at a time, of an amount in its own unit; `times` a month.
fn per_time(value: Exact, base: Option<Base>, every: Every, times: usize) -> Option<Exact> {
    let times = Exact::int(i64::try_from(times).ok()?);
    match (every, base) {
        (Every::Weekly(_), Some(Base::Month)) => value.over(times),
        (Every::Weekly(_), Some(Base::Year)) => value.over(times.times(Exact::int(12))?),
        (Every::Months(step, _), Some(Base::Month)) => value.times(Exact::int(i64::from(step))),
        (Every::Months(step, _), Some(Base::Year)) => value.times(Exact::ratio(i128::from(step), 12)?),
        _ => Some(value),
    }
}
