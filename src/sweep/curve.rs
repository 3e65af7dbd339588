//! A curve: what the household has to spend at each value, its cliffs and its steep ranges.

use super::Axis;
use crate::ir::CountsAs;
use crate::value::Exact;
use std::collections::BTreeMap;

/// A point: whole euros of the fact, and what the household has to spend in € per year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// Value of the fact, in its own unit.
    pub at: i64,
    /// Spending money in € per year; `None` where it is open.
    pub spends: Option<Exact>,
}

/// One more euro that costs more than it brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cliff {
    /// The last value before the drop; one euro more is over it.
    pub at: i64,
    /// What that euro costs, in € per year.
    pub loss: Exact,
}

/// A range over which more of the fact leaves less to spend: marginal pressure above 100 %.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Steep {
    /// First value.
    pub from: i64,
    /// Last value.
    pub to: i64,
    /// Marginal pressure as a share: 1.2 is 120 %.
    pub pressure: Exact,
}

/// What the household has to spend as a function of one fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Curve {
    /// Points at which the function bends, jumps, begins or ends.
    pub points: Vec<Point>,
    /// Drops.
    pub cliffs: Vec<Cliff>,
    /// Ranges above 100 % marginal pressure.
    pub steep: Vec<Steep>,
    /// Highest marginal pressure outside the drops, as a share; `None` when nothing is known.
    pub highest: Option<Steep>,
    /// Whether the whole range became linear pieces.
    pub complete: bool,
}

impl Curve {
    pub(super) fn new(axis: &Axis, known: &BTreeMap<i64, Option<Exact>>, complete: bool) -> Self {
        let all: Vec<Point> = known.iter().map(|(at, spends)| Point { at: *at, spends: *spends }).collect();
        let mut out = Self { points: Vec::new(), cliffs: Vec::new(), steep: Vec::new(), highest: None, complete };
        let slopes: Vec<Option<Exact>> = all.windows(2).map(|w| slope(w.first()?, w.last()?)).collect();
        for (i, point) in all.iter().enumerate() {
            let before = i.checked_sub(1).and_then(|i| slopes.get(i)).copied().flatten();
            let after = slopes.get(i).copied().flatten();
            // A point inside a straight piece says nothing.
            if before.is_none() || before != after {
                out.points.push(*point);
            }
        }
        let pieces = out.points.windows(2).filter_map(|w| Some((*w.first()?, *w.last()?)));
        for (a, b) in pieces.collect::<Vec<_>>() {
            out.piece(axis, a, b);
        }
        out
    }

    /// Sorts a straight piece: a drop, a steep range, or neither.
    fn piece(&mut self, axis: &Axis, a: Point, b: Point) {
        let (Some(slope), Some(from), Some(to)) = (slope(&a, &b), a.spends, b.spends) else { return };
        // In assets a euro is kept as well as counted; income is already in what is spent.
        let own = if axis.part == CountsAs::Assets { Exact::ONE } else { Exact::ZERO };
        let Some(gain) = slope.plus(own) else { return };
        let loss = from.minus(to).and_then(|l| l.minus(own.times(Exact::int(b.at - a.at))?));
        let jump = b.at - a.at == 1;
        if jump && gain < Exact::ZERO && slope < Exact::int(-DROP) {
            self.cliffs.extend(loss.map(|loss| Cliff { at: a.at, loss }));
            return;
        }
        // A euro of assets that costs nothing is no pressure at all.
        let unit = Exact::int(axis.yearly);
        let per_euro = if axis.part == CountsAs::Assets { Some(Exact::ZERO) } else { slope.over(unit) };
        let pressure = match axis.part {
            CountsAs::Assets => Exact::ZERO.minus(slope),
            _ => per_euro.and_then(|s| Exact::ONE.minus(s)),
        };
        let Some(pressure) = pressure else { return };
        let this = Steep { from: a.at, to: b.at, pressure };
        if b.at - a.at > 1 && self.highest.is_none_or(|h| h.pressure < pressure) {
            self.highest = Some(this);
        }
        if pressure > Exact::ONE {
            match self.steep.last_mut() {
                Some(last) if last.to == a.at && last.pressure == pressure => last.to = b.at,
                _ => self.steep.push(this),
            }
        }
    }

    /// The drop, or the top, from which less of the fact would leave more to spend than the value `now` does.
    #[must_use]
    pub fn better_below(&self, axis: &Axis, now: i64) -> Option<(Point, Exact)> {
        let worth = |p: &Point| {
            let own = if axis.part == CountsAs::Assets { Exact::int(p.at) } else { Exact::ZERO };
            p.spends?.plus(own)
        };
        let here = self.points.iter().find(|p| p.at == now).and_then(worth)?;
        let below = self.points.iter().filter(|p| p.at < now).filter_map(|p| Some((*p, worth(p)?)));
        let best = below.fold(None, |best: Option<(Point, Exact)>, (p, w)| match best {
            Some((_, b)) if b > w => best,
            _ => Some((p, w)),
        })?;
        let gain = best.1.minus(here)?;
        (gain > Exact::ONE).then_some((best.0, gain))
    }
}

/// A fall per euro steeper than this is a drop, in € per year.
const DROP: i64 = 2;

fn slope(a: &Point, b: &Point) -> Option<Exact> {
    let width = b.at.checked_sub(a.at).filter(|w| *w > 0)?;
    b.spends?.minus(a.spends?)?.over(Exact::int(width))
}
