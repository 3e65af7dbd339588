//! Values.

use super::engine::Evaluator;
use super::frame::Frame;
use super::outcome::{Bounds, Interval, Reason, Tri, Val, from_interval, interval, union};
use super::trace::Step;
use crate::ir::SymId;
use crate::ir::expr::{Arith, Bound, Builtin, Expr, Slot};
use crate::value::{Base, Date, Exact, Length, Period, Rounding, Value};

impl<'p> Evaluator<'p> {
    /// The value of an expression.
    pub(super) fn value(&mut self, e: &'p Expr<SymId>, f: &mut Frame<'p>) -> Val {
        match e {
            Expr::Const(v) => Val::Known(v.clone()),
            Expr::Slot(s) => self.slot(*s, f),
            _ => stacker::maybe_grow(64 * 1024, 2 * 1024 * 1024, || self.value_inner(e, f)),
        }
    }

    fn value_inner(&mut self, e: &'p Expr<SymId>, f: &mut Frame<'p>) -> Val {
        match e {
            Expr::Call(symbol, args) => {
                let args = args.iter().map(|a| self.value(a, f)).collect::<smallvec::SmallVec<[Val; 3]>>();
                self.call(*symbol, &args, f)
            }
            Expr::Builtin(builtin, args) => self.builtin(*builtin, args, f),
            Expr::Arith(op, a, b) => {
                let (a, b) = (self.value(a, f), self.value(b, f));
                self.arith(*op, &a, &b)
            }
            Expr::Bounded(bound, a, b) => {
                let (a, b) = (self.value(a, f), self.value(b, f));
                self.extreme(*bound == Bound::AtLeast, vec![a, b])
            }
            Expr::Round(mode, step, e) => {
                let v = self.value(e, f);
                self.round(*mode, *step, v)
            }
            Expr::Slice(of, above, upto) => self.slice(of, above, upto.as_deref(), f),
            Expr::Sum(scan, of) => self.sum(scan, of, f),
            Expr::Count(scan) => {
                let (members, more) = self.scan(scan, f);
                self.count_of(&members, more)
            }
            Expr::TotalEvents(fact, args, period) => self.total_events(*fact, args, period, f),
            Expr::TotalFlow(of, base, period) => self.total_flow(of, *base, period, f),
            Expr::Least(all) | Expr::Greatest(all) => {
                let all = all.iter().map(|e| self.value(e, f)).collect();
                self.extreme(matches!(e, Expr::Greatest(_)), all)
            }
            Expr::Choice(cases, otherwise) => self.choice(cases, otherwise, f),
            Expr::Silent(text) => Val::open(self.because(Reason::Silent(text.clone()))),
            Expr::InOrder(all) => self.in_order(all, f),
            Expr::On(of, date) => match self.value(date, f) {
                Val::Known(Value::Date(date)) => self.value(of, &mut f.on(date)),
                Val::Open(o) => Val::open(o.reasons.clone()),
                _ => Val::open(self.because(Reason::Absent)),
            },
            Expr::InYear(of, year) => self.in_year(of, year, f),
            Expr::Column(table, column, key) => self.column(*table, *column, key.as_deref(), f),
            Expr::Single(set) => self.single(set, f),
            Expr::Everyone(..) | Expr::Related(..) | Expr::Filter(_) | Expr::Together(_) => Val::Set(self.set(e, f)),
            Expr::Const(v) => Val::Known(v.clone()),
            Expr::Slot(s) => self.slot(*s, f),
            _ => Val::Truth(self.test(e, f)),
        }
    }

    /// A variable; `waarbij` is evaluated when first needed.
    fn slot(&mut self, slot: Slot, f: &mut Frame<'p>) -> Val {
        if let Some(Some(v)) = f.slots.get(usize::from(slot)) {
            return v.clone();
        }
        let rule = f.rule;
        let Some((_, e)) = rule.rule.lets.iter().find(|(s, _)| *s == slot) else {
            return Val::open(self.because(Reason::Absent));
        };
        // A `waarbij` is read on the dates of the rule, whatever shift it is used under.
        let mut own = f.clone();
        own.date = own.entry;
        own.at = own.rule.moment.of(own.entry);
        let v = self.value(e, &mut own);
        if let Some(place) = f.slots.get_mut(usize::from(slot)) {
            *place = Some(v.clone());
        }
        v
    }

    fn builtin(&mut self, builtin: Builtin, args: &'p [Expr<SymId>], f: &mut Frame<'p>) -> Val {
        match builtin {
            Builtin::ReferenceDate => return Val::Known(Value::Date(f.entry)),
            Builtin::CalendarYear => return Val::Known(Value::Period(Period::year_of(f.at))),
            _ => {}
        }
        let Some(first) = args.first() else { return Val::open(self.because(Reason::Absent)) };
        let v = self.value(first, f);
        if builtin == Builtin::Age {
            return self.age(&v, f.at);
        }
        if builtin == Builtin::MonthsBefore {
            let count = match args.get(1) {
                Some(Expr::Const(Value::Length(Length::Months(n)))) => *n,
                _ => 0,
            };
            return match v {
                Val::Known(Value::Date(d)) => match Period::months_before(d, count) {
                    Some(p) => Val::Known(Value::Period(p)),
                    None => Val::open(self.because(Reason::Arithmetic)),
                },
                Val::Known(Value::Nobody) => v,
                other => self.absent_or_open(&other),
            };
        }
        let shift = |v: &Value| match (builtin, v) {
            (Builtin::CalendarMonth, Value::Date(d)) => Some(Value::Period(Period::month_of(*d))),
            (Builtin::YearOf, Value::Date(d)) => Some(Value::Number(Exact::int(i64::from(d.year())))),
            (Builtin::DayOfMonth, Value::Date(d)) => Some(Value::Number(Exact::int(i64::from(d.day())))),
            (Builtin::FirstOfMonth, Value::Date(d)) => Some(Value::Date(d.first_of_month())),
            (Builtin::FirstOfNextMonth, Value::Date(d)) => Some(Value::Date(d.next_month())),
            (Builtin::FirstDay, Value::Period(p)) => Some(Value::Date(p.start)),
            (Builtin::LastDay, Value::Period(p)) => p.end.minus(Length::Days(1)).map(Value::Date),
            _ => None,
        };
        match &v {
            // A date of something that never happened has no month, no year and no day after.
            Val::Known(Value::Nobody) => v,
            Val::Known(known) => match shift(known) {
                Some(v) => Val::Known(v),
                None => Val::open(self.because(Reason::Absent)),
            },
            // The other functions of dates rise with the date, so bounds carry over; the day of the month does not.
            Val::Open(o) if builtin != Builtin::DayOfMonth => {
                let bounds =
                    Bounds { low: o.bounds.low.as_ref().and_then(shift), high: o.bounds.high.as_ref().and_then(shift) };
                match (&bounds.low, &bounds.high) {
                    (Some(a), Some(b)) if a == b => Val::Known(a.clone()),
                    _ => Val::bounded(o.reasons.clone(), bounds),
                }
            }
            other => self.absent_or_open(other),
        }
    }

    pub(super) fn absent_or_open(&mut self, v: &Val) -> Val {
        match v.reasons() {
            Some(r) => Val::open(r.clone()),
            None => Val::open(self.because(Reason::Absent)),
        }
    }

    /// Completed years. A birth month without a day is decided outside that month.
    fn age(&mut self, person: &Val, on: Date) -> Val {
        let (Val::Known(Value::Entity(_)), Some(birth)) = (person, self.program.birth) else {
            return self.absent_or_open(person);
        };
        let years = |born: Date| Value::Length(Length::Months(born.completed_years(on).saturating_mul(12)));
        match self.fact(birth, std::slice::from_ref(person), on) {
            Val::Known(Value::Date(born)) => Val::Known(years(born)),
            Val::Open(o) => match (&o.bounds.low, &o.bounds.high) {
                // Born earlier is older: the bounds change places.
                (Some(Value::Date(low)), Some(Value::Date(high))) => {
                    let (youngest, oldest) = (years(*high), years(*low));
                    if youngest == oldest {
                        return Val::Known(youngest);
                    }
                    Val::bounded(o.reasons.clone(), Bounds { low: Some(youngest), high: Some(oldest) })
                }
                _ => Val::open(o.reasons.clone()),
            },
            other => self.absent_or_open(&other),
        }
    }

    pub(super) fn arith(&mut self, op: Arith, a: &Val, b: &Val) -> Val {
        if let (Val::Known(x), Val::Known(y)) = (a, b) {
            return match known(op, x, y) {
                Some(v) => Val::Known(v),
                None if matches!((x, y), (Value::Nobody, Value::Length(_))) => Val::Known(Value::Nobody),
                None if matches!((x, y), (Value::Nobody, _) | (_, Value::Nobody)) => {
                    Val::open(self.because(Reason::Absent))
                }
                None => Val::open(self.because(Reason::Arithmetic)),
            };
        }
        if a.reasons().is_none() && b.reasons().is_none() {
            return Val::open(self.because(Reason::Absent));
        }
        let reasons = self.both(a, b);
        let (x, y) = (a.bounds(), b.bounds());
        let dates = matches!(x.low.as_ref().or(x.high.as_ref()), Some(Value::Date(_) | Value::Length(_)));
        let bounds = if dates {
            let each = |x: &Option<Value>, y: &Option<Value>| known(op, x.as_ref()?, y.as_ref()?);
            match op {
                Arith::Minus => Bounds { low: each(&x.low, &y.high), high: each(&x.high, &y.low) },
                _ => Bounds { low: each(&x.low, &y.low), high: each(&x.high, &y.high) },
            }
        } else {
            from_interval(between(op, interval(&x), interval(&y)))
        };
        Val::bounded(reasons, bounds)
    }

    pub(super) fn round(&mut self, mode: Rounding, step: Exact, v: Val) -> Val {
        let rounded = |n: Exact| n.rounded(mode, step);
        if self.settings.unrounded {
            return v;
        }
        match v {
            Val::Known(Value::Number(n)) => match rounded(n) {
                Some(to) => {
                    if let Some(t) = &mut self.trace
                        && n != to
                    {
                        t.step(Step::Rounded { mode, from: n, to });
                    }
                    Val::Known(Value::Number(to))
                }
                None => Val::open(self.because(Reason::Arithmetic)),
            },
            // Every mode of rounding rises with its argument.
            Val::Open(o) => {
                let (low, high) = interval(&o.bounds);
                Val::bounded(o.reasons.clone(), from_interval((low.and_then(rounded), high.and_then(rounded))))
            }
            other => self.absent_or_open(&other),
        }
    }

    /// `max(0; min(of; upto) - above)`
    fn slice(
        &mut self,
        of: &'p Expr<SymId>,
        above: &'p Expr<SymId>,
        upto: Option<&'p Expr<SymId>>,
        f: &mut Frame<'p>,
    ) -> Val {
        let mut v = self.value(of, f);
        if let Some(upto) = upto {
            let upto = self.value(upto, f);
            v = self.extreme(false, vec![v, upto]);
        }
        let above = self.value(above, f);
        let rest = self.arith(Arith::Minus, &v, &above);
        self.extreme(true, vec![rest, Val::Known(Value::Number(Exact::ZERO))])
    }

    /// Largest (or smallest) of several values. A known one can decide alone when the bounds of the others allow.
    pub(super) fn extreme(&mut self, largest: bool, all: Vec<Val>) -> Val {
        use super::outcome::order;
        let better = |a: &Value, b: &Value| order(a, b).is_some_and(|o| if largest { o.is_ge() } else { o.is_le() });
        let pick = |a: Option<Value>, b: Option<Value>| match (a, b) {
            (Some(a), Some(b)) => Some(if better(&a, &b) { a } else { b }),
            _ => None,
        };
        if all.iter().any(|v| matches!(v, Val::Known(Value::Nobody))) {
            return Val::open(self.because(Reason::Absent));
        }
        let mut values = all.iter();
        let Some(first) = values.next() else { return Val::open(self.because(Reason::Absent)) };
        let mut bounds = first.bounds();
        let mut reasons = first.reasons().cloned();
        for v in values {
            let b = v.bounds();
            // The near side needs only one bound: the largest is at least every lower bound.
            let (near, far) = if largest {
                ((bounds.low, b.low), (bounds.high, b.high))
            } else {
                ((bounds.high, b.high), (bounds.low, b.low))
            };
            let near = match near {
                (Some(a), Some(b)) => pick(Some(a), Some(b)),
                (a, b) => a.or(b),
            };
            let far = pick(far.0, far.1);
            bounds = if largest { Bounds { low: near, high: far } } else { Bounds { low: far, high: near } };
            reasons = match (reasons, v.reasons()) {
                (Some(a), Some(b)) => Some(union(&a, b)),
                (a, b) => a.or_else(|| b.cloned()),
            };
        }
        match (reasons, bounds) {
            (None, Bounds { low: Some(v), .. }) => Val::Known(v),
            (Some(_), Bounds { low: Some(a), high: Some(b) }) if a == b => Val::Known(a),
            (Some(r), bounds) => Val::bounded(r, bounds),
            (None, _) => Val::open(self.because(Reason::Absent)),
        }
    }

    fn choice(
        &mut self,
        cases: &'p [(Expr<SymId>, Expr<SymId>)],
        otherwise: &'p Expr<SymId>,
        f: &mut Frame<'p>,
    ) -> Val {
        let mut held: Option<Val> = None;
        let mut maybe: Vec<Val> = Vec::new();
        let mut doubt = None;
        for (condition, value) in cases {
            match self.test(condition, f) {
                Tri::False => {}
                Tri::True => {
                    let v = self.value(value, f);
                    match &held {
                        Some(before) if *before != v => {
                            return if before.reasons().is_none() && v.reasons().is_none() {
                                Val::open(self.because(Reason::Clash(vec![f.id])))
                            } else {
                                let both = self.both(before, &v);
                                Val::open(both)
                            };
                        }
                        _ => held = Some(v),
                    }
                }
                Tri::Open(d) => {
                    doubt = Some(doubt.map_or_else(|| d.reasons.clone(), |r| union(&r, &d.reasons)));
                    maybe.push(self.value(value, f));
                }
            }
        }
        let Some(doubt) = doubt else {
            return match held {
                Some(v) => v,
                None => self.value(otherwise, f),
            };
        };
        let base = match held {
            Some(v) => v,
            None => self.value(otherwise, f),
        };
        self.agree(base, maybe, doubt)
    }

    /// A condition whose branches agree does not need its guard.
    pub(super) fn agree(&mut self, base: Val, others: Vec<Val>, doubt: super::outcome::Reasons) -> Val {
        let known = matches!(base, Val::Known(_) | Val::Truth(Tri::True | Tri::False));
        if known && others.iter().all(|v| *v == base) {
            return base;
        }
        let mut reasons = doubt;
        let mut bounds = Some(interval(&base.bounds()));
        for v in std::iter::once(&base).chain(&others) {
            if let Some(r) = v.reasons() {
                reasons = union(&reasons, r);
            }
            bounds = bounds.map(|b| hull(b, interval(&v.bounds())));
        }
        if matches!(base, Val::Truth(_)) {
            return Val::Truth(Tri::open(reasons));
        }
        Val::bounded(reasons, from_interval(bounds.unwrap_or_default()))
    }

    fn in_order(&mut self, all: &'p [Expr<SymId>], f: &mut Frame<'p>) -> Val {
        for e in all {
            match self.value(e, f) {
                Val::Known(Value::Nobody) => {}
                other => return other,
            }
        }
        Val::Known(Value::Nobody)
    }

    fn in_year(&mut self, of: &'p Expr<SymId>, year: &'p Expr<SymId>, f: &mut Frame<'p>) -> Val {
        let v = self.value(year, f);
        let date = match &v {
            Val::Known(Value::Number(n)) => {
                n.as_int().and_then(|y| i16::try_from(y).ok()).and_then(|y| Date::new(y, 1, 1))
            }
            Val::Known(Value::Period(p)) => Some(p.start.first_of_year()),
            _ => None,
        };
        match date {
            Some(date) => self.value(of, &mut f.on(date)),
            None => self.absent_or_open(&v),
        }
    }

    /// An amount per base of time, summed over a period.
    fn total_flow(&mut self, of: &'p Expr<SymId>, base: Base, period: &'p Expr<SymId>, f: &mut Frame<'p>) -> Val {
        let months = match self.months_of(period, f) {
            Ok(months) => months,
            Err(reasons) => return Val::open(reasons),
        };
        let daily = f.rule.moment == crate::law::Moment::EveryDay;
        let whole = match self.value(period, f) {
            Val::Known(Value::Period(p)) => p,
            other => return self.absent_or_open(&other),
        };
        let mut total = Val::Known(Value::Number(Exact::ZERO));
        for month in months {
            let stretches: Vec<(Date, Exact)> =
                if daily { days(month, whole, base) } else { vec![(month.start, monthly(base, month))] };
            for (day, share) in stretches {
                let v = self.value(of, &mut f.on(day));
                let part = self.arith(Arith::Times, &v, &Val::Known(Value::Number(share)));
                total = self.arith(Arith::Plus, &total, &part);
            }
        }
        total
    }

    fn total_events(
        &mut self,
        fact: SymId,
        args: &'p [Expr<SymId>],
        period: &'p Expr<SymId>,
        f: &mut Frame<'p>,
    ) -> Val {
        let about = match self.entities(args, f) {
            Ok(about) => about,
            Err(Tri::Open(d)) => return Val::open(d.reasons.clone()),
            Err(_) => return Val::open(self.because(Reason::Absent)),
        };
        let within = match self.value(period, f) {
            Val::Known(Value::Period(p)) => p,
            other => return self.absent_or_open(&other),
        };
        self.events_in(fact, &about, within)
    }
}

/// The days of a month that lie in a period, each with its share of an amount per base of time.
fn days(month: Period, within: Period, base: Base) -> Vec<(Date, Exact)> {
    let mut out = Vec::new();
    let mut day = month.start.max(within.start);
    while day < month.end.min(within.end) {
        let parts = match base {
            Base::Month => month.days(),
            Base::Year => Period::year_of(day).days(),
            Base::Week => 7,
            Base::Day | Base::Hour => 1,
        };
        out.push((day, Exact::ratio(1, i128::from(parts)).unwrap_or(Exact::ONE)));
        let Some(next) = day.plus(Length::Days(1)) else { break };
        day = next;
    }
    out
}

/// The share of a whole month.
fn monthly(base: Base, month: Period) -> Exact {
    match base {
        Base::Month => Some(Exact::ONE),
        Base::Year => Exact::ratio(1, 12),
        Base::Week => Exact::ratio(i128::from(month.days()), 7),
        Base::Day | Base::Hour => Some(Exact::int(month.days())),
    }
    .unwrap_or(Exact::ONE)
}

fn known(op: Arith, a: &Value, b: &Value) -> Option<Value> {
    match (op, a, b) {
        (Arith::Plus, Value::Number(x), Value::Number(y)) => x.plus(*y).map(Value::Number),
        (Arith::Minus, Value::Number(x), Value::Number(y)) => x.minus(*y).map(Value::Number),
        (Arith::Times, Value::Number(x), Value::Number(y)) => x.times(*y).map(Value::Number),
        (Arith::Over, Value::Number(x), Value::Number(y)) => x.over(*y).map(Value::Number),
        (Arith::Plus, Value::Date(d), Value::Length(l)) => d.plus(*l).map(Value::Date),
        (Arith::Minus, Value::Date(d), Value::Length(l)) => d.minus(*l).map(Value::Date),
        (Arith::Minus, Value::Date(x), Value::Date(y)) => {
            i32::try_from(y.days_until(*x)).ok().map(|n| Value::Length(Length::Days(n)))
        }
        (Arith::Plus, Value::Length(x), Value::Length(y)) => lengths(*x, *y, i32::checked_add),
        (Arith::Minus, Value::Length(x), Value::Length(y)) => lengths(*x, *y, i32::checked_sub),
        (Arith::Times, Value::Length(l), Value::Number(n)) => {
            let n = i32::try_from(n.as_int()?).ok()?;
            Some(Value::Length(match l {
                Length::Months(m) => Length::Months(m.checked_mul(n)?),
                Length::Days(d) => Length::Days(d.checked_mul(n)?),
            }))
        }
        _ => None,
    }
}

fn lengths(a: Length, b: Length, f: fn(i32, i32) -> Option<i32>) -> Option<Value> {
    Some(Value::Length(match (a, b) {
        (Length::Months(x), Length::Months(y)) => Length::Months(f(x, y)?),
        (Length::Days(x), Length::Days(y)) => Length::Days(f(x, y)?),
        _ => return None,
    }))
}

/// Interval arithmetic.
fn between(op: Arith, a: Interval, b: Interval) -> Interval {
    let both = |x: Option<Exact>, y: Option<Exact>, f: fn(Exact, Exact) -> Option<Exact>| f(x?, y?);
    match op {
        Arith::Plus => (both(a.0, b.0, Exact::plus), both(a.1, b.1, Exact::plus)),
        Arith::Minus => (both(a.0, b.1, Exact::minus), both(a.1, b.0, Exact::minus)),
        Arith::Times | Arith::Over => {
            let f = if op == Arith::Times { Exact::times } else { Exact::over };
            // Only scaling by a known number keeps one-sided bounds; otherwise all four corners are needed.
            if let (Some(x), true) = (b.0, b.0 == b.1) {
                let (low, high) = (a.0.and_then(|l| f(l, x)), a.1.and_then(|h| f(h, x)));
                return if x.is_negative() { (high, low) } else { (low, high) };
            }
            if let (Arith::Times, Some(x), true) = (op, a.0, a.0 == a.1) {
                return between(op, b, (Some(x), Some(x)));
            }
            let divides_by_zero =
                op == Arith::Over && !(b.0.is_some_and(|l| l > Exact::ZERO) || b.1.is_some_and(Exact::is_negative));
            if divides_by_zero {
                return (None, None);
            }
            let corners: Option<Vec<Exact>> =
                [(a.0, b.0), (a.0, b.1), (a.1, b.0), (a.1, b.1)].into_iter().map(|(x, y)| f(x?, y?)).collect();
            corners.map_or((None, None), |c| (c.iter().min().copied(), c.iter().max().copied()))
        }
    }
}

fn hull(a: Interval, b: Interval) -> Interval {
    let join = |x: Option<Exact>, y: Option<Exact>, f: fn(Exact, Exact) -> Exact| Some(f(x?, y?));
    (join(a.0, b.0, Ord::min), join(a.1, b.1, Ord::max))
}
