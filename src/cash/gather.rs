//! Collects the flows of a household.

use super::when::months;
use super::{DayFrom, Flow, Left, Source, Why};
use crate::case::Case;
use crate::eval::{Evaluator, Outcome, Settings, assess};
use crate::ir::{Program, SymId};
use crate::value::{Date, Entity, Exact, PERSON, Period};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// What the collectors read, and what they found.
pub(super) struct Desk<'a> {
    pub program: &'a Program,
    pub case: &'a Case,
    pub settings: &'a Settings,
    pub period: Period,
    pub people: Vec<Entity>,
    /// Payments of the case that set a day, by position.
    pub used: BTreeSet<usize>,
    pub flows: Vec<Flow>,
    /// Positions in `flows` of what is taken from income.
    pub taken: Vec<usize>,
    pub left: Vec<Left>,
    /// Rights that can be an amount of money.
    paying: Vec<SymId>,
    assessed: BTreeMap<Date, Rc<Vec<Outcome>>>,
}

impl<'a> Desk<'a> {
    pub(super) fn new(
        program: &'a Program,
        case: &'a Case,
        settings: &'a Settings,
        period: Period,
        people: Vec<Entity>,
    ) -> Self {
        let (used, assessed) = (BTreeSet::new(), BTreeMap::new());
        let (flows, taken, left) = (Vec::new(), Vec::new(), Vec::new());
        let paying = program.rights.iter().copied().filter(|r| pays(program, *r)).collect();
        Self { program, case, settings, period, people, used, flows, taken, left, paying, assessed }
    }

    /// Everything; `None` when an amount is too large.
    pub(super) fn gather(&mut self) -> Option<()> {
        for person in self.case.of_sort(PERSON) {
            if !self.people.contains(&person) {
                self.leave(None, Some(person), Why::Elsewhere);
            }
        }
        self.rights()?;
        self.facts()?;
        self.duties();
        self.own();
        self.move_with_income();
        self.idle();
        Some(())
    }

    pub(super) fn done(self) -> (Vec<Entity>, Vec<Flow>, Vec<Left>) {
        (self.people, self.flows, self.left)
    }

    /// The day on which a month is assessed: the reference date in its own month, else the first day.
    pub(super) fn day_of(&self, month: Date) -> Date {
        let date = self.settings.date;
        if date.first_of_month() == month.first_of_month() { date } else { month.first_of_month() }
    }

    pub(super) fn settings_of(&self, month: Date) -> Settings {
        Settings { date: self.day_of(month), ..self.settings.clone() }
    }

    /// The outcomes for a month of every right that can be money.
    pub(super) fn outcomes(&mut self, month: Date) -> Rc<Vec<Outcome>> {
        if let Some(known) = self.assessed.get(&month) {
            return known.clone();
        }
        let settings = self.settings_of(month);
        let found = Rc::new(assess(self.program, self.case, &settings, Some(&self.paying), false).outcomes);
        self.assessed.insert(month, found.clone());
        found
    }

    /// Notes something that is left out, once.
    pub(super) fn leave(&mut self, source: Option<Source>, about: Option<Entity>, why: Why) {
        if !self.left.iter().any(|l| l.source == source && l.about == about) {
            self.left.push(Left { source, about, why });
        }
    }

    /// Duties to pay that are taken from income.
    fn duties(&mut self) {
        for month in months(self.period) {
            let settings = self.settings_of(month);
            let mut ev = Evaluator::new(self.program, self.case, &settings);
            for rule in &self.program.duties {
                for duty in ev.duty(*rule) {
                    let Some(amount) = duty.deduction(self.program) else { continue };
                    if duty.person.is_some_and(|p| self.people.contains(&p)) {
                        self.take(Source::Duty(*rule), duty.person, amount, month);
                    }
                }
            }
        }
    }

    /// What is taken from a person's income comes off on the day of some income of that person: not before the first,
    /// not after the last. More than there is income cannot come off it, and then any day of the month is possible.
    fn move_with_income(&mut self) {
        let taken = std::mem::take(&mut self.taken);
        let moved: Vec<(usize, Date, Date)> = taken
            .iter()
            .filter_map(|at| self.with_income(*at, &taken).map(|(worst, best)| (*at, worst, best)))
            .collect();
        for (at, worst, best) in moved {
            if let Some(flow) = self.flows.get_mut(at) {
                (flow.worst, flow.best, flow.day) = (worst, best, DayFrom::Income);
            }
        }
    }

    /// The worst and the best day for something that is taken from income.
    fn with_income(&self, at: usize, taken: &[usize]) -> Option<(Date, Date)> {
        let flow = self.flows.get(at)?;
        let month = Period::month_of(flow.worst);
        let same = |f: &&Flow| f.about == flow.about && month.contains(f.worst);
        let sum = |sum: Exact, f: &Flow| sum.plus(f.amount);
        let income: Vec<&Flow> = self.flows.iter().filter(|f| f.incoming).filter(same).collect();
        let off = taken.iter().filter_map(|i| self.flows.get(*i)).filter(same).try_fold(Exact::ZERO, sum)?;
        let enough = income.iter().copied().try_fold(Exact::ZERO, sum)? >= off;
        let first = income.iter().map(|f| f.worst).min()?;
        let last = income.iter().map(|f| f.best).max()?;
        enough.then_some((first, last))
    }
}

/// Whether some statement gives the right as money.
fn pays(program: &Program, right: SymId) -> bool {
    let Some(symbol) = program.symbol(right) else { return false };
    let money = |id| program.rule(id).and_then(|l| l.rule.body.benefit()).is_some_and(|b| b.amount.is_some());
    symbol.rules.iter().chain(&symbol.powers).copied().any(money)
}
