//! R10: the answer changes on a known day within two years. The days are those on which a version of a rule that the
//! outcome read begins or ends, or an amount changes. The day is compared with the day before, so that a birthday in
//! between is not called a change of law; a day for which law or amounts are unknown changes nothing.

use super::{Code, Desk, Room, Status, Why, read};
use crate::eval::{Amount, Assessment, Outcome, Settings, Verdict, assess};
use crate::ir::rule::Body;
use crate::ir::{RuleId, SymId};
use crate::value::{Date, Length};
use std::collections::BTreeMap;

pub(super) fn find(desk: &Desk<'_>) -> Vec<Room> {
    let mut days: BTreeMap<Date, Vec<(usize, Vec<RuleId>)>> = BTreeMap::new();
    for (i, o) in desk.assessment.outcomes.iter().enumerate() {
        for (day, rules) in changes(desk, o) {
            days.entry(day).or_default().push((i, rules));
        }
    }
    let mut out = Vec::new();
    for (day, touched) in days {
        let outcomes: Vec<&Outcome> = touched.iter().filter_map(|(i, _)| desk.assessment.outcomes.get(*i)).collect();
        let Some(eve) = day.plus(Length::Days(-1)) else { continue };
        let Some((before, after)) = around(desk, eve, day, &outcomes) else { continue };
        for (i, rules) in touched {
            let Some(o) = desk.assessment.outcomes.get(i) else { continue };
            let (Some(was), Some(is)) = (answer(&before, o), answer(&after, o)) else { continue };
            let (was_by, is_by) = (was.provisions(), is.provisions());
            let (was, is) = (told(was), told(is));
            let carries = |r: &&RuleId| is_by.contains(r) || was_by.contains(r);
            let amount = |r: &&RuleId| {
                let body = desk.program.rule(**r).map(|l| &l.rule.body);
                matches!(body, Some(Body::Amount { .. } | Body::Table { .. }))
            };
            // An amount explains another amount; the rule that carries one of the two answers another verdict.
            let both = |r: &&RuleId| carries(r) && amount(r);
            let first = rules.iter().find(both).or_else(|| rules.iter().find(amount));
            let rule = first.filter(|_| was.0 == is.0).or_else(|| rules.iter().find(carries)).or_else(|| rules.first());
            if let (true, Some(rule)) = (differs(was, is), rule.copied()) {
                let status = if better(was, is) { Status::Unused } else { Status::NotApplicable };
                out.push(Room::new(Code::R10, rule, status, Why::Changes(day, was, is)).touching(o));
            }
        }
    }
    out
}

/// The days on which something that an outcome read changes, with the rules; new versions go before old ones.
fn changes(desk: &Desk<'_>, o: &Outcome) -> BTreeMap<Date, Vec<RuleId>> {
    let today = desk.date();
    let end = today.plus(Length::Months(24)).unwrap_or(today);
    let soon = |d: &Date| today < *d && *d <= end;
    let mut read = read(o);
    if !read.contains(&o.right) {
        read.push(o.right);
    }
    let mut out: BTreeMap<Date, Vec<RuleId>> = BTreeMap::new();
    let mut ended: Vec<(Date, RuleId)> = Vec::new();
    for symbol in read.iter().filter_map(|s| desk.program.symbol(*s)) {
        let all = symbol.rules.iter().chain(&symbol.refusals).chain(&symbol.concurrences).chain(&symbol.powers);
        for id in all {
            let Some(linked) = desk.program.rule(*id) else { continue };
            if desk.program.provision(linked.provision).is_none_or(|p| !p.status.applies()) {
                continue;
            }
            let mut starts = vec![linked.validity.from];
            match &linked.rule.body {
                Body::Amount { rows, .. } => starts.extend(rows.iter().map(|r| r.period.start)),
                Body::Table { rows, .. } => starts.extend(rows.iter().filter_map(|r| Some(r.period?.start))),
                _ => {}
            }
            starts.into_iter().filter(soon).for_each(|day| out.entry(day).or_default().push(*id));
            ended.extend(linked.validity.until.filter(soon).map(|day| (day, *id)));
        }
    }
    for (day, id) in ended {
        out.entry(day).or_default().push(id);
    }
    out
}

/// The day before and the day itself, for the rights of outcomes that differ between the two. Only those are looked at
/// again with how they came about.
fn around(desk: &Desk<'_>, eve: Date, day: Date, outcomes: &[&Outcome]) -> Option<(Assessment, Assessment)> {
    let on = |date, of: &[&Outcome], derive| {
        let mut rights: Vec<SymId> = of.iter().map(|o| o.right).collect();
        rights.sort_unstable();
        rights.dedup();
        let settings = Settings { date, ..desk.settings.clone() };
        assess(desk.program, desk.case, &settings, Some(&rights), derive)
    };
    let (before, after) = (on(eve, outcomes, false), on(day, outcomes, false));
    let changes =
        |o: &&Outcome| answer(&before, o).zip(answer(&after, o)).is_some_and(|(was, is)| differs(told(was), told(is)));
    let other: Vec<&Outcome> = outcomes.iter().copied().filter(changes).collect();
    (!other.is_empty()).then(|| (on(eve, &other, true), on(day, &other, true)))
}

type Answer = (Verdict, Option<Amount>);

fn answer<'a>(all: &'a Assessment, o: &Outcome) -> Option<&'a Outcome> {
    let same = |other: &&Outcome| {
        other.right == o.right
            && other.subject == o.subject
            && (other.holder == o.holder || other.jointly.contains(&o.holder))
    };
    all.outcomes.iter().find(same)
}

const fn told(o: &Outcome) -> Answer {
    (o.verdict, o.amount)
}

/// Both are known, and the verdict is another, or the amount of a right that is not refused.
fn differs(was: Answer, is: Answer) -> bool {
    if was.0 == Verdict::Unknown || is.0 == Verdict::Unknown {
        return false;
    }
    let refused = matches!(is.0, Verdict::No | Verdict::NoUnless);
    was.0 != is.0 || !refused && matches!((was.1, is.1), (Some(a), Some(b)) if a != b)
}

/// Whether the later answer is the better one for the holder.
fn better(was: Answer, is: Answer) -> bool {
    let rank = |v: Verdict| match v {
        Verdict::Must => 0,
        Verdict::May => 1,
        Verdict::Provided | Verdict::Judgement => 2,
        Verdict::NoUnless | Verdict::Clash | Verdict::Unknown => 3,
        Verdict::No => 4,
    };
    match rank(is.0).cmp(&rank(was.0)) {
        std::cmp::Ordering::Equal => matches!((was.1, is.1), (Some(a), Some(b)) if b.value > a.value),
        order => order.is_lt(),
    }
}
