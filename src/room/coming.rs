//! R10: the answer changes on a known day within two years. The days are those on which a version of a rule that the
//! outcome read begins or ends, or an amount changes. The day is compared with the day before, so that a birthday in
//! between is not called a change of law; a day for which law or amounts are unknown changes nothing.

use super::{Code, Desk, Room, Status, Why};
use crate::eval::{Amount, Assessment, Outcome, Settings, Verdict, assess};
use crate::ir::rule::Body;
use crate::ir::{RuleId, SymId};
use crate::value::{Date, Length};
use std::collections::BTreeMap;

pub(super) fn find(desk: &Desk<'_>) -> Vec<Room> {
    let mut days: BTreeMap<Date, Vec<(usize, RuleId)>> = BTreeMap::new();
    for (i, o) in desk.assessment.outcomes.iter().enumerate() {
        for (day, rule) in changes(desk, o) {
            days.entry(day).or_default().push((i, rule));
        }
    }
    let mut out = Vec::new();
    for (day, touched) in days {
        let mut rights: Vec<SymId> =
            touched.iter().filter_map(|(i, _)| Some(desk.assessment.outcomes.get(*i)?.right)).collect();
        rights.sort_unstable();
        rights.dedup();
        let Some(eve) = day.plus(Length::Days(-1)) else { continue };
        let (before, after) = (on(desk, eve, &rights), on(desk, day, &rights));
        for (i, rule) in touched {
            let Some(o) = desk.assessment.outcomes.get(i) else { continue };
            let (Some(was), Some(is)) = (answer(&before, o), answer(&after, o)) else { continue };
            if differs(was, is) {
                let status = if better(was, is) { Status::Unused } else { Status::NotApplicable };
                out.push(Room::new(Code::R10, rule, status, Why::Changes(day, was, is)).touching(o));
            }
        }
    }
    out
}

/// The days on which something that an outcome read changes, with the rule; a new version goes before an old one.
fn changes(desk: &Desk<'_>, o: &Outcome) -> Vec<(Date, RuleId)> {
    let today = desk.date();
    let end = today.plus(Length::Months(24)).unwrap_or(today);
    let soon = |d: Date| today < d && d <= end;
    let mut read: Vec<SymId> = o.derivation.nodes.iter().map(|n| n.what).collect();
    read.push(o.right);
    read.sort_unstable();
    read.dedup();
    let mut out: BTreeMap<Date, RuleId> = BTreeMap::new();
    let mut ended: Vec<(Date, RuleId)> = Vec::new();
    for symbol in read.iter().filter_map(|s| desk.program.symbol(*s)) {
        let all = symbol.rules.iter().chain(&symbol.refusals).chain(&symbol.concurrences).chain(&symbol.powers);
        for id in all {
            let Some(linked) = desk.program.rule(*id) else { continue };
            let applies = desk.program.provision(linked.provision).is_some_and(|p| p.status.applies());
            if applies && soon(linked.validity.from) {
                out.entry(linked.validity.from).or_insert(*id);
            }
            ended.extend(linked.validity.until.filter(|d| soon(*d)).map(|d| (d, *id)));
            if let Body::Amount { rows, .. } = &linked.rule.body {
                for row in rows.iter().filter(|r| soon(r.period.start)) {
                    out.entry(row.period.start).or_insert(*id);
                }
            }
        }
    }
    for (day, id) in ended {
        out.entry(day).or_insert(id);
    }
    out.into_iter().collect()
}

fn on(desk: &Desk<'_>, date: Date, rights: &[SymId]) -> Assessment {
    let settings = Settings { date, ..desk.settings.clone() };
    assess(desk.program, desk.case, &settings, Some(rights), false)
}

type Answer = (Verdict, Option<Amount>);

fn answer(all: &Assessment, o: &Outcome) -> Option<Answer> {
    let same = |other: &&Outcome| {
        other.right == o.right
            && other.subject == o.subject
            && (other.holder == o.holder || other.jointly.contains(&o.holder))
    };
    all.outcomes.iter().find(same).map(|o| (o.verdict, o.amount))
}

/// Both are known, and the verdict or the amount is another.
fn differs(was: Answer, is: Answer) -> bool {
    if was.0 == Verdict::Unknown || is.0 == Verdict::Unknown {
        return false;
    }
    was.0 != is.0 || matches!((was.1, is.1), (Some(a), Some(b)) if a != b)
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
