//! Money from rights: by decision, or by the rules alone.

use super::gather::Desk;
use super::when::{covers, days, months, paid_in, quarter};
use super::{DayFrom, Flow, Source, Standing, Why};
use crate::case::{Every, PaidFor, Payment};
use crate::eval::{Evaluator, Outcome, Verdict};
use crate::ir::{SymId, SymKind};
use crate::law::{Citation, Target};
use crate::syntax::ast::{PayMonth, PayRule, PayTime};
use crate::value::{Base, Date, Entity, Exact, Length, MonthDay, Period};
use std::collections::BTreeMap;

/// Months looked back for a payment after a quarter: the longest term and the quarter itself.
const BACK: i32 = 15;

/// The rhythm of a right without `uitbetaling`.
const PLAIN: PayRule = PayRule { when: PayTime::Month(PayMonth::Same, None), later: None };

/// One right of one household in one month.
struct Due<'o> {
    outcome: &'o Outcome,
    standing: Standing,
    amount: Exact,
    rule: PayRule,
    place: Option<Target>,
}

impl Desk<'_> {
    pub(super) fn rights(&mut self) -> Option<()> {
        let one = Length::Months(1);
        let around = Period { start: self.period.start.minus(one)?, end: self.period.end.plus(one)? };
        for month in months(around) {
            for outcome in self.chosen(month) {
                self.monthly(&outcome, month)?;
            }
        }
        let back = Period { start: self.period.start.minus(Length::Months(BACK))?, end: self.period.end };
        for over in months(back).into_iter().filter_map(quarter) {
            for outcome in self.chosen(over.start) {
                self.quarterly(&outcome, over)?;
            }
        }
        for outcome in self.chosen(self.settings.date.first_of_month()) {
            self.at_once(&outcome)?;
        }
        self.kept()
    }

    /// The outcomes of this household for a month, without one that stands in two places.
    fn chosen(&mut self, month: Date) -> Vec<Outcome> {
        let all = self.outcomes(month);
        let day = self.day_of(month);
        let mut ours: Vec<&Outcome> = all.iter().filter(|o| holders(o).any(|p| self.people.contains(&p))).collect();
        // Of those who cannot both have it, the one with a decision comes first.
        ours.sort_by_key(|o| self.standing(o, day) != Standing::Decided);
        let mut out: Vec<Outcome> = Vec::new();
        let mut double: Vec<(SymId, Option<Entity>, Entity)> = Vec::new();
        for o in ours {
            let shared = |x: &&Outcome| x.right == o.right && x.subject == o.subject;
            let same = out.iter().filter(shared).any(|x| holders(x).any(|p| holders(o).any(|q| p == q)));
            if o.exclusive && out.iter().any(|x| x.right == o.right && x.exclusive) {
                double.push((o.right, o.subject, o.holder));
            } else if !same {
                out.push(o.clone());
            }
        }
        for (right, subject, holder) in double {
            self.leave(Some(Source::Right(right, subject)), Some(holder), Why::OnlyOne);
        }
        out
    }

    fn standing(&self, o: &Outcome, day: Date) -> Standing {
        let granted = holders(o).any(|p| self.case.receives(o.right, p, o.subject, day).is_some());
        if granted { Standing::Decided } else { Standing::ByRule }
    }

    /// What is due of a right for a month; notes why nothing is.
    fn due<'o>(&mut self, o: &'o Outcome, month: Date) -> Option<Due<'o>> {
        let standing = self.standing(o, self.day_of(month));
        let amount = o.amount.filter(|a| a.value > Exact::ZERO)?.value;
        let settled = standing == Standing::Decided || o.verdict == Verdict::Must;
        let source = Some(Source::Right(o.right, o.subject));
        if !settled {
            return None;
        }
        if let Some(fact) = self.named_in(o, month) {
            self.leave(source, Some(o.holder), Why::Within(fact));
            return None;
        }
        if let (Some(form), Standing::ByRule) = (&o.form, standing) {
            self.leave(source, Some(o.holder), Why::Form(form.clone()));
            return None;
        }
        let (rule, place) = self.pay_rule(o);
        Some(Due { outcome: o, standing, amount, rule, place })
    }

    /// The fact about a holder in which the money of this right is counted already.
    fn named_in(&self, o: &Outcome, month: Date) -> Option<SymId> {
        let settings = self.settings_of(month);
        let sym = &self.program.signature(o.right)?.sym;
        let mut ev = Evaluator::new(self.program, self.case, &settings);
        self.program.counting(crate::ir::CountsAs::Income).find(|what| {
            let arranged = match self.program.signature(*what).map(|s| &s.kind) {
                Some(SymKind::Fact(info)) => info.arranged.contains(sym),
                _ => false,
            };
            arranged && holders(o).any(|p| ev.per_month(*what, p).is_some_and(|n| n > Exact::ZERO))
        })
    }

    /// When a right is paid, from the first statement that gives it, and the place that says so.
    fn pay_rule(&self, o: &Outcome) -> (PayRule, Option<Target>) {
        let mut grounds: Vec<_> = o.grounds.iter().collect();
        grounds.sort_by_key(|g| g.holds != Some(true));
        let found = grounds.into_iter().find_map(|g| {
            let linked = self.program.rule(g.rule)?;
            let (rule, by) = linked.rule.body.benefit()?.paid.clone()?;
            let own = self.program.provision(linked.provision).and_then(|p| match &p.citation {
                Citation::Law { law, address } => {
                    Some(Target::Place { law: law.clone(), address: address.clone(), upto: None })
                }
                _ => None,
            });
            Some((rule, by.or(own)))
        });
        found.unwrap_or((PLAIN, None))
    }

    /// The payments of the case for a right.
    fn payments(&self, o: &Outcome) -> Vec<(usize, Payment)> {
        let hit = |p: &&Payment| {
            p.what == PaidFor::Right(o.right)
                && p.about.is_some_and(|who| holders(o).any(|h| h == who))
                && (p.subject.is_none() || p.subject == o.subject)
        };
        (0..).zip(&self.case.payments).filter(|(_, p)| hit(p)).map(|(i, p)| (i, p.clone())).collect()
    }

    fn monthly(&mut self, o: &Outcome, month: Date) -> Option<()> {
        let PayTime::Month(which, day) = self.pay_rule(o).0.when else { return Some(()) };
        let pay_month = paid_in(month, which)?;
        if !self.period.contains(pay_month) {
            return Some(());
        }
        self.unsettled(o, month);
        if o.amount.is_none_or(|a| a.unit.base() != Some(Base::Month)) {
            return Some(());
        }
        let Some(mut due) = self.due(o, month) else { return Some(()) };
        if let Some((part, _)) = due.rule.later {
            due.amount = due.amount.times(Exact::ONE.minus(part)?)?;
        }
        let over = (which != PayMonth::Same).then(|| Period::month_of(month));
        let flow = self.in_month(&due, Source::Right(o.right, o.subject), pay_month, day);
        self.flows.push(Flow { over, ..flow });
        Some(())
    }

    /// A payment in a month: on the day of the case, else of the rule, else on some day.
    fn in_month(&mut self, due: &Due<'_>, source: Source, month: Date, day: Option<MonthDay>) -> Flow {
        let within = Period::month_of(month);
        let own = self.payments(due.outcome).into_iter().find_map(|(at, p)| {
            let monthly = matches!(p.every, Every::Months(1, _));
            days(&p, within).first().filter(|_| monthly).map(|d| (at, *d))
        });
        let (first, last, from) = match (own, day) {
            (Some((at, day)), _) => {
                self.used.insert(at);
                (day, day, DayFrom::Case)
            }
            (None, Some(day)) => (day.within(month), day.within(month), DayFrom::Rule),
            (None, None) => {
                let from = if due.place.is_some() { DayFrom::Term } else { DayFrom::Nobody };
                (within.start, within.start.last_of_month(), from)
            }
        };
        self.flow(due, source, (first, last), from)
    }

    fn flow(&self, due: &Due<'_>, source: Source, (first, last): (Date, Date), day: DayFrom) -> Flow {
        Flow {
            source,
            about: Some(due.outcome.holder),
            jointly: due.outcome.jointly.clone(),
            incoming: true,
            amount: due.amount,
            worst: last,
            best: first,
            standing: due.standing,
            day,
            place: due.place.clone(),
            over: None,
        }
    }

    fn quarterly(&mut self, o: &Outcome, over: Period) -> Option<()> {
        let (PayRule { when: PayTime::Quarter(n), .. }, _) = self.pay_rule(o) else { return Some(()) };
        let window = Period { start: over.end, end: over.end.plus(Length::Months(n))? };
        if window.end <= self.period.start || window.start >= self.period.end {
            return Some(());
        }
        self.unsettled(o, over.start);
        let Some(due) = self.due(o, over.start) else { return Some(()) };
        let source = Source::Right(o.right, o.subject);
        let next = Period { start: over.end, end: over.end.plus(Length::Months(3))? };
        let own = self.payments(o).into_iter().filter(|(_, p)| matches!(p.every, Every::Months(3, _)));
        for (at, p) in own.collect::<Vec<_>>() {
            if !covers(&p, next) {
                continue;
            }
            self.used.insert(at);
            if let Some(day) = days(&p, next).first().filter(|d| self.period.contains(**d)) {
                let flow = self.flow(&due, source, (*day, *day), DayFrom::Case);
                self.flows.push(Flow { over: Some(over), ..flow });
            }
            return Some(());
        }
        let last = window.end.minus(Length::Days(1))?;
        if window.start < self.period.start || window.end > self.period.end {
            self.leave(Some(source), Some(o.holder), Why::Between(due.amount, window.start, last));
            return Some(());
        }
        let flow = self.flow(&due, source, (window.start, last), DayFrom::Term);
        self.flows.push(Flow { over: Some(over), ..flow });
        Some(())
    }

    /// An amount at once or per year: on the days of the case.
    fn at_once(&mut self, o: &Outcome) -> Option<()> {
        let base = o.amount.and_then(|a| a.unit.base());
        let regular = base == Some(Base::Month) || matches!(self.pay_rule(o).0.when, PayTime::Quarter(_));
        if o.amount.is_none() || regular {
            return Some(());
        }
        let Some(due) = self.due(o, self.settings.date) else { return Some(()) };
        let source = Source::Right(o.right, o.subject);
        let own =
            self.payments(o).into_iter().filter(|(_, p)| matches!(p.every, Every::Once(_) | Every::Months(12, _)));
        let own: Vec<(usize, Payment)> = own.collect();
        for (at, p) in &own {
            self.used.insert(*at);
            for day in days(p, self.period) {
                let flow = self.flow(&due, source.clone(), (day, day), DayFrom::Case);
                self.flows.push(flow);
            }
        }
        if own.is_empty() {
            self.leave(Some(source), Some(o.holder), Why::NoDay(due.amount));
        }
        Some(())
    }

    /// A right that has been granted without a known amount, or that nobody has settled yet.
    fn unsettled(&mut self, o: &Outcome, month: Date) {
        let decided = self.standing(o, self.day_of(month)) == Standing::Decided;
        let source = Some(Source::Right(o.right, o.subject));
        let some = o.amount.is_some_and(|a| a.value > Exact::ZERO);
        match o.verdict {
            _ if o.amount.is_some() && o.verdict == Verdict::Must => {}
            Verdict::Must => self.leave(source, Some(o.holder), Why::NoAmount(month)),
            _ if decided && !some => self.leave(source, Some(o.holder), Why::NoAmount(month)),
            // What came in before does not end because a later year is not encoded yet.
            Verdict::Unknown if self.flows.iter().any(|f| Some(&f.source) == source.as_ref()) => {
                self.leave(source, Some(o.holder), Why::NoAmount(month));
            }
            Verdict::May | Verdict::Provided | Verdict::Judgement | Verdict::Clash
                if !decided && (some || o.amount.is_none()) =>
            {
                self.leave(source, Some(o.holder), Why::Undecided(o.verdict));
            }
            _ => {}
        }
    }

    /// The part kept back over the twelve months before, where a decision granted the right.
    fn kept(&mut self) -> Option<()> {
        for month in months(self.period) {
            let start = month.minus(Length::Months(12))?;
            let mut sums: BTreeMap<(SymId, Option<Entity>, Entity), (Exact, Outcome)> = BTreeMap::new();
            let paying = self.chosen(month).iter().any(|o| self.kept_in(o, month).is_some());
            let before = Period { start, end: month };
            for earlier in months(before).into_iter().filter(|_| paying) {
                for o in self.chosen(earlier) {
                    let Some(part) = self.kept_in(&o, month) else { continue };
                    let Some(due) = self.due(&o, earlier).filter(|d| d.standing == Standing::Decided) else { continue };
                    let part = due.amount.times(part)?;
                    let key = (o.right, o.subject, o.holder);
                    let sum = sums.get(&key).map_or(Some(part), |(sum, _)| sum.plus(part))?;
                    sums.insert(key, (sum, o));
                }
            }
            for ((right, subject, _), (amount, outcome)) in sums {
                let (rule, place) = self.pay_rule(&outcome);
                let due = Due { outcome: &outcome, standing: Standing::Decided, amount, rule, place };
                let flow = self.in_month(&due, Source::Kept(right, subject), month, None);
                self.flows.push(Flow { over: Some(before), ..flow });
            }
        }
        Some(())
    }

    /// The fraction of a right that is paid in a month, over the months before.
    fn kept_in(&self, o: &Outcome, month: Date) -> Option<Exact> {
        let (part, when) = self.pay_rule(o).0.later?;
        (when == month.month()).then_some(part)
    }
}

/// Everyone who has the right.
fn holders(o: &Outcome) -> impl Iterator<Item = Entity> + '_ {
    std::iter::once(o.holder).chain(o.jointly.iter().copied())
}
