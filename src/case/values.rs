//! Values of facts as they are written in a case.

use super::model::FactState;
use super::read::Reader;
use super::tree::{Node, NodeKind};
use crate::diagnostic::{Diagnostic, code};
use crate::ir::{Scope, Signature, SymKind};
use crate::syntax::ast::Literal;
use crate::syntax::parse_literal;
use crate::value::{Base, Clock, Date, Exact, Length, Type, Unit, Value, dutch_money};
use std::sync::Arc;

impl Reader<'_> {
    /// The value of a fact, in the type it was declared with.
    pub(super) fn value(&mut self, signature: &Signature, node: &Node) -> Option<FactState> {
        let value = match (&signature.result, &node.kind) {
            (Type::Truth, NodeKind::Bool(b)) => Value::Truth(*b),
            (Type::Truth, NodeKind::Text(t)) if matches!(&**t, "ja" | "nee" | "waar" | "onwaar" | "true" | "false") => {
                let right = matches!(&**t, "ja" | "waar" | "true");
                return self.misshapen(
                    node,
                    "Hier hoort ja of nee, zonder aanhalingstekens",
                    &format!("Schrijf `{right}`. `true` is ja, `false` is nee."),
                );
            }
            (Type::Truth, _) => return self.wrong(node, "`true` (ja) of `false` (nee)"),
            (Type::Date, NodeKind::Date(d)) => Value::Date(*d),
            (Type::Date, NodeKind::Text(t)) => match month(t) {
                Some((first, last)) => return Some(FactState::InMonth(first, last)),
                None => return self.wrong(node, "een datum `2026-03-01`, of alleen een maand `\"1988-05\"`"),
            },
            (Type::Number(unit), _) => self.number(*unit, node)?,
            (Type::Length(clock), NodeKind::Text(t)) => self.length(*clock, t, node)?,
            (Type::Municipality, NodeKind::Text(t)) => Value::Municipality(t.clone()),
            (Type::Kind(kind), NodeKind::Text(t)) => self.member(kind, t, node)?,
            (Type::Entity(sort), NodeKind::Text(t)) => Value::Entity(self.entity(t, &node.place, Some(sort))?),
            (Type::Nil, _) => return None,
            (Type::Date, _) => return self.wrong(node, "een datum, zoals `2026-03-01`"),
            (Type::Length(_), _) => return self.wrong(node, "een duur als tekst, zoals `\"6 weken\"`"),
            (Type::Kind(kind), _) => return self.wrong(node, &format!("een woord van de soort {kind}")),
            (Type::Entity(sort), _) => return self.wrong(node, &format!("het label van een {sort}")),
            (Type::Municipality, _) => return self.wrong(node, "de naam van een gemeente"),
            (Type::Period | Type::Set(_), _) => return self.wrong(node, "iets dat een casus niet kan bevatten"),
        };
        self.bounded(signature, value, node)
    }

    fn number(&mut self, unit: Unit, node: &Node) -> Option<Value> {
        let example = example(unit);
        match &node.kind {
            NodeKind::Int(n) if unit == Unit::NUMBER => Some(Value::Number(Exact::int(*n))),
            NodeKind::Text(t) => match parse_literal(t) {
                Some(l) if literal_unit(&l) == Some(unit) => crate::ir::constant(&l),
                Some(l) => {
                    let got = literal_unit(&l).map_or_else(|| "iets anders".to_owned(), |u| u.to_string());
                    self.out.push(
                        Diagnostic::error(
                            code::CASE_VALUE,
                            node.place.clone(),
                            format!("Hier hoort {unit}, maar dit is {got}"),
                        )
                        .why("kanwel rekent nooit stil om tussen maand en jaar.")
                        .help(format!("Schrijf bijvoorbeeld `\"{example}\"`.")),
                    );
                    None
                }
                None if t.contains('.') && t.contains(|c: char| c.is_ascii_digit()) => self.misshapen(
                    node,
                    &format!("Hier hoort een waarde in {unit}, en dit bedrag of getal is niet goed geschreven"),
                    &format!("Zet een punt om de drie cijfers en een komma voor de centen: `\"{example}\"`."),
                ),
                None => self.wrong(node, &format!("een waarde in {unit}, zoals `\"{example}\"`")),
            },
            NodeKind::Int(n) => {
                let n = dutch_money(Exact::int(*n));
                let written = if unit.is_money() { example.replace("€ 540,00", &n) } else { example.clone() };
                self.misshapen(
                    node,
                    "Hier ontbreekt de eenheid",
                    &format!("Schrijf `\"{written}\"`, tussen aanhalingstekens."),
                )
            }
            NodeKind::Float(_) => {
                self.wrong(node, &format!("een waarde als tekst met een komma, zoals `\"{example}\"`"))
            }
            _ => self.wrong(node, &format!("een waarde in {unit}, zoals `\"{example}\"`")),
        }
    }

    fn length(&mut self, clock: Clock, text: &str, node: &Node) -> Option<Value> {
        match (clock, parse_literal(text)) {
            (Clock::Months, Some(Literal::Length(l @ Length::Months(_), _)))
            | (Clock::Days, Some(Literal::Length(l @ Length::Days(_), _))) => Some(Value::Length(l)),
            (Clock::Months, _) => self.wrong(node, "een duur in maanden of jaren, zoals `\"18 maanden\"`"),
            (Clock::Days, _) => self.wrong(node, "een duur in dagen of weken, zoals `\"6 weken\"`"),
        }
    }

    fn member(&mut self, kind: &Arc<str>, text: &Arc<str>, node: &Node) -> Option<Value> {
        if self.program.index.member(text).contains(kind) {
            return Some(Value::Kind(text.clone()));
        }
        let members: Vec<Arc<str>> = self
            .program
            .index
            .kinds()
            .iter()
            .find(|k| k.name == *kind)
            .map(|k| k.members.iter().map(|(m, _)| m.clone()).collect())
            .unwrap_or_default();
        let list = members.iter().map(|m| format!("`{m}`")).collect::<Vec<_>>().join(", ");
        self.out.push(
            Diagnostic::error(code::CASE_VALUE, node.place.clone(), format!("`{text}` hoort niet bij de soort {kind}"))
                .why("Een onbekend woord zou met geen enkele regel overeenkomen.")
                .help(format!("Kies: {list}."))
                .suggest(text, members.iter().map(|m| &**m)),
        );
        None
    }

    /// The question and type of a fact, for messages.
    pub(super) fn is_fact(&self, signature: &Signature) -> bool {
        matches!(signature.kind, SymKind::Fact(_))
    }
}

/// First and last day of a month written `1988-05`.
fn month(text: &str) -> Option<(Date, Date)> {
    let first = Date::parse(&format!("{text}-01"))?;
    Some((first, first.next_month().minus(Length::Days(1))?))
}

fn literal_unit(l: &Literal) -> Option<Unit> {
    Some(match l {
        Literal::Money(_, per) => per.iter().fold(Unit::EURO, |u, b| u.per(*b)),
        Literal::Percent(_) => Unit::PERCENT,
        Literal::Number(_) => Unit::NUMBER,
        Literal::Hours(_, per) => per.iter().fold(Unit::NUMBER.of(Base::Hour), |u, b| u.per(*b)),
        _ => return None,
    })
}

/// An example of a value in a unit.
fn example(unit: Unit) -> String {
    let per = unit.base().map_or(String::new(), |b| format!(" per {}", b.word()));
    if unit.is_money() {
        format!("€ 540,00{per}")
    } else if unit.is_percent() {
        "12,5 %".to_owned()
    } else if unit == Unit::NUMBER {
        "3".to_owned()
    } else {
        format!("32 uur{per}")
    }
}
