//! Facts that the assumptions do not mention: drawn from what is declared of them.
//!
//! Facts that only the bill knows are drawn for everyone and everything they can be about, between two people as well:
//! left unknown, nobody could be hit by them for certain. Other facts the bill reads are drawn for adults.

use super::profile::{Form, Thing};
use super::{Draw, Facts, Maker, quoted};
use crate::ir::{FactInfo, Program, Signature, SymId, SymKind};
use crate::syntax::ast::Flow;
use crate::value::{ADDRESS, Exact, Length, PERSON, Type, Value};
use std::fmt::Write as _;
use std::sync::Arc;

/// Highest amount of money that is drawn for a fact without bounds, in €.
const MONEY: i64 = 5_000;

/// Highest other number that is drawn for a fact without bounds.
const NUMBER: i64 = 10;

/// How far back a day is drawn, in months.
const MONTHS: i64 = 24;

/// Facts to draw that no assumption mentions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unmentioned {
    /// Facts about one person that the bill reads.
    pub read: Vec<SymId>,
    /// Facts that only the bill knows.
    pub new: Vec<SymId>,
}

/// What a fact is about, as far as it can be drawn.
enum About<'a> {
    Person,
    Thing(&'a Arc<str>),
    TwoPeople,
}

fn about(signature: &Signature) -> Option<About<'_>> {
    let sorts: Vec<&Arc<str>> = signature
        .params
        .iter()
        .map(|p| match &p.ty {
            Type::Entity(sort) => Some(sort),
            _ => None,
        })
        .collect::<Option<_>>()?;
    match sorts.as_slice() {
        [one] if &***one == PERSON => Some(About::Person),
        [one] if &***one != ADDRESS => Some(About::Thing(one)),
        [a, b] if &***a == PERSON && &***b == PERSON => Some(About::TwoPeople),
        _ => None,
    }
}

fn info(program: &Program, fact: SymId) -> Option<(&Signature, &FactInfo)> {
    let signature = program.signature(fact)?;
    match &signature.kind {
        SymKind::Fact(info) => Some((signature, info)),
        _ => None,
    }
}

impl Maker<'_> {
    /// A value from what is declared: its kind and bounds.
    fn declared(&self, draw: &mut Draw, fact: SymId) -> Option<String> {
        let (signature, info) = info(self.program, fact)?;
        match &signature.result {
            Type::Truth => Some(draw.chance(50).to_string()),
            Type::Kind(kind) => {
                let all = self.program.index.kinds();
                let members = &all.iter().find(|k| k.name == *kind)?.members;
                draw.pick(members).map(|(m, _)| quoted(m))
            }
            Type::Number(unit) => {
                let whole = |v: &Option<Value>| v.as_ref().and_then(Value::number).and_then(Exact::as_int);
                // A percentage is kept as a fraction: nothing or all of it.
                let most = if unit.is_percent() {
                    1
                } else if unit.is_money() {
                    MONEY
                } else {
                    NUMBER
                };
                let low = whole(&info.bounds.0).unwrap_or(0);
                let high = whole(&info.bounds.1).unwrap_or(low.saturating_add(most));
                self.number(fact, Exact::int(draw.between(low, high)))
            }
            Type::Date => {
                let back = i32::try_from(draw.between(0, MONTHS)).ok()?;
                Some(self.date.first_of_month().plus(Length::Months(back).negated())?.to_string())
            }
            _ => None,
        }
    }

    /// The facts about one person that no assumption mentions.
    pub(super) fn undeclared(&self, draw: &mut Draw, facts: &mut Facts, role: &Arc<str>, adult: bool) {
        let read = self.unmentioned.read.iter().filter(|_| adult);
        for fact in read.chain(&self.unmentioned.new) {
            let state = info(self.program, *fact)
                .is_some_and(|(s, info)| info.flow != Flow::Event && matches!(about(s), Some(About::Person)));
            if let Some((name, value)) = self.name(*fact).filter(|_| state).zip(self.declared(draw, *fact)) {
                facts.entry(role.clone()).or_default().insert(name, value);
            }
        }
    }

    /// The new facts about a thing.
    pub(super) fn new_of_thing(&self, draw: &mut Draw, facts: &mut Facts, thing: &Thing) {
        let sort = self.program.index.entities().into_iter().find(|e| e.name == thing.sort);
        for fact in &self.unmentioned.new {
            let meant = self
                .program
                .signature(*fact)
                .is_some_and(|s| matches!((about(s), &sort), (Some(About::Thing(of)), Some(e)) if *of == e.singular));
            if let Some((name, value)) = self.name(*fact).filter(|_| meant).zip(self.declared(draw, *fact)) {
                facts.entry(thing.label.clone()).or_default().insert(name, value);
            }
        }
    }

    /// The new facts between two people, and new events, as a case writes them.
    pub(super) fn new_between(&self, draw: &mut Draw, form: &Form) -> String {
        let mut out = String::new();
        for fact in &self.unmentioned.new {
            let Some((signature, info)) = info(self.program, *fact) else { continue };
            let kind = &signature.sym.name;
            match (about(signature), info.flow) {
                (Some(About::TwoPeople), _) => {
                    for (i, (a, _)) in form.people.iter().enumerate() {
                        for (j, (b, _)) in form.people.iter().enumerate() {
                            let pair = if signature.symmetric { i < j } else { i != j };
                            let Some(value) = self.declared(draw, *fact).filter(|_| pair) else { continue };
                            let (kind, a, b) = (quoted(kind), quoted(a), quoted(b));
                            let _ =
                                write!(out, "\n[[relaties]]\nsoort = {kind}\ntussen = [{a}, {b}]\nwaarde = {value}\n");
                        }
                    }
                }
                (Some(About::Person), Flow::Event) => {
                    for (who, _) in form.people.iter().filter(|_| matches!(signature.result, Type::Number(_))) {
                        let Some(value) = self.declared(draw, *fact).filter(|_| draw.chance(50)) else { continue };
                        let (kind, day) = (quoted(kind), self.date.first_of_year());
                        let _ = write!(
                            out,
                            "\n[[gebeurtenissen]]\nsoort = {kind}\npersoon = {}\ndatum = {day}\nwaarde = {value}\n",
                            quoted(who)
                        );
                    }
                }
                _ => {}
            }
        }
        out
    }
}
