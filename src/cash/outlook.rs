//! What the flows come down to.

use super::when::months as months_of;
use super::{Flow, MonthSum, Outlook, Shortage, Track};
use crate::value::{Date, Exact, Period};
use std::collections::BTreeMap;

/// The net change of the balance by day.
type Net = BTreeMap<Date, Exact>;

fn sum<'f>(flows: impl Iterator<Item = &'f &'f Flow>) -> Option<Exact> {
    flows.into_iter().try_fold(Exact::ZERO, |sum, f| sum.plus(f.amount))
}

fn net(flows: &[&Flow], start: Date, day: impl Fn(&Flow) -> Date) -> Option<Net> {
    let mut net: Net = std::iter::once((start, Exact::ZERO)).collect();
    for f in flows {
        let on = net.entry(day(f)).or_insert(Exact::ZERO);
        *on = if f.incoming { on.plus(f.amount)? } else { on.minus(f.amount)? };
    }
    Some(net)
}

/// Follows the balance from the first day to the end of a period.
fn track(net: &Net, begin: Exact, period: Period) -> Option<Track> {
    let mut balance = begin;
    let mut out: Option<Track> = None;
    let mut days = net.iter().peekable();
    while let Some((day, change)) = days.next() {
        balance = balance.plus(*change)?;
        let mut t = out.unwrap_or(Track { low: balance, low_day: *day, below: None, days_below: 0, end: balance });
        if balance < t.low {
            (t.low, t.low_day) = (balance, *day);
        }
        if balance.is_negative() {
            t.below = t.below.or(Some(*day));
            t.days_below += day.days_until(days.peek().map_or(period.end, |(next, _)| **next));
        }
        t.end = balance;
        out = Some(t);
    }
    out
}

pub(super) fn outlook(flows: &[&Flow], begin: Exact, period: Period) -> Option<Outlook> {
    let incoming = sum(flows.iter().filter(|f| f.incoming))?;
    let outgoing = sum(flows.iter().filter(|f| !f.incoming))?;
    let worst = track(&net(flows, period.start, |f| f.worst)?, begin, period)?;
    let best = track(&net(flows, period.start, |f| f.best)?, begin, period)?;
    let shortage = if outgoing.is_zero() {
        Shortage::Unknown
    } else if incoming < outgoing {
        Shortage::Amount
    } else if !worst.low.is_negative() {
        Shortage::None
    } else if !best.low.is_negative() {
        Shortage::PerhapsRhythm
    } else if worst.end.is_negative() {
        Shortage::StartedBelow
    } else {
        Shortage::Rhythm
    };
    let buffer = if worst.low.is_negative() { Exact::ZERO.minus(worst.low)? } else { Exact::ZERO };
    Some(Outlook { incoming, outgoing, worst, best, shortage, buffer })
}

pub(super) fn months(flows: &[&Flow], begin: Exact, period: Period) -> Option<Vec<MonthSum>> {
    let mut balance = begin;
    let mut out = Vec::new();
    for month in months_of(period) {
        let within = Period::month_of(month);
        let own: Vec<&Flow> = flows.iter().copied().filter(|f| within.contains(f.worst)).collect();
        let found = outlook(&own, balance, within)?;
        balance = found.worst.end;
        let Outlook { incoming, outgoing, worst, .. } = found;
        out.push(MonthSum { month, incoming, outgoing, low: worst.low, end: worst.end });
    }
    Some(out)
}
