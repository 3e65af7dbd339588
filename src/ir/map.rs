//! Structure-preserving walks over the bodies of rules.

use super::expr::Expr;
use super::rule::{Adjust, Benefit, Body, Competent, Empty, Extent, NotFor, Payment, PowerAct};

fn extent<S, T>(e: &Extent<S>, f: &mut impl FnMut(&S) -> T) -> Extent<T> {
    Extent { measure: e.measure.map(f), judged: e.judged }
}

fn payment<S, T>(p: Option<&Payment<S>>, f: &mut impl FnMut(&S) -> T) -> Option<Payment<T>> {
    p.map(|p| Payment { value: p.value.map(f), unit: p.unit })
}

fn option<S, T>(e: Option<&Expr<S>>, f: &mut impl FnMut(&S) -> T) -> Option<Expr<T>> {
    e.map(|e| e.map(f))
}

/// The same body with other names for its symbols.
pub(super) fn body<S, T>(body: &Body<S>, f: &mut impl FnMut(&S) -> T) -> Body<T> {
    match body {
        Body::Ground { of, kind, replaces } => Body::Ground { of: f(of), kind: *kind, replaces: *replaces },
        Body::Value { of, is, replaces } => Body::Value { of: f(of), is: is.map(f), replaces: *replaces },
        Body::Norm { of, question, judge, margin, factors } => Body::Norm {
            of: f(of),
            question: question.clone(),
            judge: judge.clone(),
            margin: *margin,
            factors: factors.iter().map(|(t, e)| (t.clone(), option(e.as_ref(), f))).collect(),
        },
        Body::Amount { of, rows } => Body::Amount { of: f(of), rows: rows.clone() },
        Body::Table { of, columns, rows, key } => {
            Body::Table { of: f(of), columns: columns.clone(), rows: rows.clone(), key: *key }
        }
        Body::Right { of, against, benefit: b } => {
            Body::Right { of: f(of), against: against.clone(), benefit: Box::new(benefit(b, f)) }
        }
        Body::Refusal { of, bound, extent: part, kind } => Body::Refusal {
            of: of.iter().map(&mut *f).collect(),
            bound: *bound,
            extent: part.as_ref().map(|e| extent(e, f)),
            kind: *kind,
        },
        Body::Duty { act, forbidden, organ, towards, amount, performance, counts } => Body::Duty {
            act: act.clone(),
            forbidden: *forbidden,
            organ: organ.clone(),
            towards: towards.clone(),
            amount: payment(amount.as_ref(), f),
            performance: performance.clone(),
            counts: *counts,
        },
        Body::Power { organ, act, hardship, reach, not_for, benefit: b, review } => Body::Power {
            organ: organ.clone(),
            act: power(act, f),
            hardship: *hardship,
            reach: reach.clone(),
            not_for: not_for
                .iter()
                .map(|n| match n {
                    NotFor::Concept(s) => NotFor::Concept(f(s)),
                    NotFor::Person(e) => NotFor::Person(e.map(f)),
                    NotFor::Place(t) => NotFor::Place(t.clone()),
                })
                .collect(),
            benefit: Box::new(benefit(b, f)),
            review: review.clone(),
        },
        Body::Exception { targets } => Body::Exception { targets: targets.clone() },
        Body::Concurrence { of, with, effect, organ } => Body::Concurrence {
            of: f(of),
            with: with.iter().map(&mut *f).collect(),
            effect: *effect,
            organ: organ.clone(),
        },
        Body::Delegation { of, limits, empty } => Body::Delegation {
            of: f(of),
            limits: limits.iter().map(|(b, e)| (*b, e.map(f))).collect(),
            empty: match empty {
                Empty::NoRight(s) => Empty::NoRight(f(s)),
                Empty::Value(e) => Empty::Value(e.map(f)),
                Empty::Unknown => Empty::Unknown,
                Empty::NoPower(t) => Empty::NoPower(t.clone()),
            },
        },
        Body::Term { name, organ, towards, begins, length, consequence, extends } => Body::Term {
            name: name.clone(),
            organ: organ.clone(),
            towards: towards.clone(),
            begins: begins.map(f),
            length: *length,
            consequence: consequence.clone(),
            extends: *extends,
        },
        Body::Impossible { text } => Body::Impossible { text: text.clone() },
    }
}

fn power<S, T>(act: &PowerAct<S>, f: &mut impl FnMut(&S) -> T) -> PowerAct<T> {
    match act {
        PowerAct::Depart => PowerAct::Depart,
        PowerAct::Grant(rights) => PowerAct::Grant(rights.iter().map(f).collect()),
        PowerAct::Adjust(s, how) => PowerAct::Adjust(
            f(s),
            match how {
                Adjust::Set(to) => Adjust::Set(to.as_ref().map(|(b, e)| (*b, e.map(f)))),
                Adjust::Lower => Adjust::Lower,
                Adjust::Raise => Adjust::Raise,
                Adjust::Withdraw => Adjust::Withdraw,
                Adjust::Allow => Adjust::Allow,
            },
        ),
    }
}

fn benefit<S, T>(b: &Benefit<S>, f: &mut impl FnMut(&S) -> T) -> Benefit<T> {
    Benefit {
        jointly: option(b.jointly.as_ref(), f),
        competent: b.competent.as_ref().map(|c| Competent { organ: c.organ.clone(), of: option(c.of.as_ref(), f) }),
        once: b.once.clone(),
        extent: b.extent.as_ref().map(|e| extent(e, f)),
        amount: payment(b.amount.as_ref(), f),
        form: b.form.clone(),
        performance: b.performance.clone(),
        starts: option(b.starts.as_ref(), f),
        ends: option(b.ends.as_ref(), f),
        paid: b.paid.clone(),
    }
}

fn of_benefit<'a, S>(b: &'a Benefit<S>, f: &mut impl FnMut(&'a Expr<S>)) {
    let of = b.competent.as_ref().and_then(|c| c.of.as_ref());
    let part = b.extent.as_ref().map(|e| &e.measure);
    [b.jointly.as_ref(), of, part, b.amount.as_ref().map(|a| &a.value), b.starts.as_ref(), b.ends.as_ref()]
        .into_iter()
        .flatten()
        .for_each(f);
}

/// Calls `f` for every expression of a body.
pub(super) fn expressions<'a, S>(body: &'a Body<S>, f: &mut impl FnMut(&'a Expr<S>)) {
    match body {
        Body::Value { is, .. } => f(is),
        Body::Norm { factors, .. } => factors.iter().filter_map(|(_, e)| e.as_ref()).for_each(f),
        Body::Right { benefit, .. } => of_benefit(benefit, f),
        Body::Refusal { extent, .. } => extent.iter().for_each(|e| f(&e.measure)),
        Body::Duty { amount, .. } => amount.iter().for_each(|a| f(&a.value)),
        Body::Power { act, not_for, benefit, .. } => {
            if let PowerAct::Adjust(_, Adjust::Set(Some((_, e)))) = act {
                f(e);
            }
            for n in not_for {
                if let NotFor::Person(e) = n {
                    f(e);
                }
            }
            of_benefit(benefit, f);
        }
        Body::Delegation { limits, empty, .. } => {
            limits.iter().for_each(|(_, e)| f(e));
            if let Empty::Value(e) = empty {
                f(e);
            }
        }
        Body::Term { begins, .. } => f(begins),
        Body::Ground { .. }
        | Body::Amount { .. }
        | Body::Table { .. }
        | Body::Exception { .. }
        | Body::Concurrence { .. }
        | Body::Impossible { .. } => {}
    }
}
