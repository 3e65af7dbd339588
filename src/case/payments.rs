//! `[[betalingen]]`: on which days money comes in and goes out.

use super::model::{Every, PaidFor, Payment};
use super::read::Reader;
use super::tree::{Node, NodeKind};
use crate::diagnostic::{Diagnostic, code};
use crate::ir::{CountsAs, Form, Signature, SymId, SymKind};
use crate::syntax::ast::Literal;
use crate::text::Place;
use crate::value::{Base, Date, Entity, Exact, MonthDay, PERSON, Type, Unit};
use std::sync::Arc;

const KEYS: [&str; 11] =
    ["wat", "persoon", "voor", "richting", "bedrag", "elke", "dag", "datum", "van", "tot", "toelichting"];

impl Reader<'_> {
    pub(super) fn payments(&mut self, root: &Node) {
        self.each(root, "betalingen", &KEYS, Self::payment);
    }

    fn payment(&mut self, item: &Node) -> Option<()> {
        let (what, about, subject, incoming) = self.paid_for(item)?;
        let every = self.every(item)?;
        let (from, until) = (self.maybe_date(item, "van"), self.maybe_date(item, "tot"));
        if let (Some(a), Some(b)) = (from, until)
            && b <= a
        {
            return self.misshapen(
                item,
                "Deze betaling eindigt voordat zij begint",
                "`tot` is de eerste dag waarop er niet meer wordt betaald.",
            );
        }
        let payment = Payment { what, about, subject, incoming, every, from, until };
        if self.case.payments.iter().any(|p| overlaps(p, &payment)) {
            return self.misshapen(
                item,
                "Deze betaling staat er twee keer",
                "Laat er één staan. Verandert de dag, laat dan de eerste eindigen met `tot` en de tweede beginnen met `van`.",
            );
        }
        self.case.payments.push(payment);
        Some(())
    }

    /// What it is, whom it is about, the thing it is for, and whether it comes in.
    fn paid_for(&mut self, item: &Node) -> Option<(PaidFor, Option<Entity>, Option<Entity>, bool)> {
        let node = self.need(item, "wat")?;
        let written = self.text(node)?;
        let direction = self.direction(item)?;
        let known = self.known(&written);
        if let Some((id, signature)) = known {
            if let Some(amount) = item.get("bedrag") {
                return self.misshapen(
                    amount,
                    "Een recht of feit heeft hier geen eigen bedrag",
                    "Haal `bedrag` weg: van een recht volgt het uit de regels, van een feit uit de casus. Gaat het om iets anders, geef het dan een eigen naam.",
                );
            }
            let about = self.about_whom(item, &signature)?;
            if signature.form == Form::Right {
                let subject = self.subject(item);
                return match direction {
                    Some(false) => self.misshapen(
                        item,
                        "Een recht komt altijd binnen",
                        "Schrijf `richting = \"in\"`, of laat het weg.",
                    ),
                    _ => Some((PaidFor::Right(id), Some(about), subject, true)),
                };
            }
            let incoming = self.fact_direction(item, &signature, direction)?;
            self.paid_by_time(item, &signature)?;
            return Some((PaidFor::Fact(id), Some(about), None, incoming));
        }
        let Some(amount) = item.get("bedrag") else { return self.unknown_payment(&written, &node.place) };
        let amount = self.euros(amount)?;
        let Some(incoming) = direction else {
            self.need(item, "richting");
            return None;
        };
        let about = match item.get("persoon") {
            Some(_) => Some(self.person(item, "persoon")?),
            None => None,
        };
        Some((PaidFor::Own(written, amount), about, None, incoming))
    }

    fn known(&self, written: &str) -> Option<(SymId, Arc<Signature>)> {
        let id = self.program.find(written)?;
        let signature = self.program.symbol(id)?.signature.clone();
        let fact = matches!(signature.kind, SymKind::Fact(_)) && signature.params.len() == 1;
        let money = signature.result.unit().is_some_and(Unit::is_money);
        (signature.form == Form::Right || fact && money).then_some((id, signature))
    }

    fn unknown_payment<T>(&mut self, written: &Arc<str>, place: &Place) -> Option<T> {
        let known: Vec<Arc<str>> = self
            .program
            .symbols
            .iter()
            .map(|s| &s.signature)
            .filter(|s| {
                let money = s.result.unit().is_some_and(Unit::is_money);
                s.form == Form::Right || matches!(s.kind, SymKind::Fact(_)) && money && s.params.len() == 1
            })
            .map(|s| s.sym.to_string().into())
            .collect();
        self.unknown_reference(
            place,
            format!("`{written}` is geen recht en geen feit in euro's"),
            "Is het iets van dit huishouden zelf? Geef er dan een `bedrag` bij, zoals `bedrag = \"€ 45\"`.".to_owned(),
            written,
            &known,
        )
    }

    /// `richting`: whether it comes in; `None` when it is not written.
    fn direction(&mut self, item: &Node) -> Option<Option<bool>> {
        let Some(node) = item.get("richting") else { return Some(None) };
        match self.text(node)?.as_ref() {
            "in" => Some(Some(true)),
            "uit" => Some(Some(false)),
            _ => self.misshapen(
                node,
                "Hier hoort `\"in\"` of `\"uit\"`",
                "`in` is geld dat binnenkomt, `uit` is geld dat eruit gaat.",
            ),
        }
    }

    fn fact_direction(&mut self, item: &Node, signature: &Signature, written: Option<bool>) -> Option<bool> {
        let own = match signature.counts {
            Some(CountsAs::Income) => Some(true),
            Some(CountsAs::Deduction | CountsAs::Expense) => Some(false),
            _ => None,
        };
        match (own, written) {
            (Some(own), Some(other)) if own != other => {
                let right = if own { "in" } else { "uit" };
                self.misshapen(
                    item,
                    "Dit feit gaat de andere kant op",
                    &format!("Schrijf `richting = \"{right}\"`, of laat het weg."),
                )
            }
            (Some(own), _) | (None, Some(own)) => Some(own),
            (None, None) => {
                self.need(item, "richting");
                None
            }
        }
    }

    /// Whom a right or fact is about: `persoon`, or `voor` for a fact about a thing.
    fn about_whom(&mut self, item: &Node, signature: &Signature) -> Option<Entity> {
        match signature.params.first().map(|p| &p.ty) {
            Some(Type::Entity(sort)) if &**sort != PERSON => {
                let node = self.need(item, "voor")?;
                let label = self.text(node)?;
                let sort = sort.clone();
                self.entity(&label, &node.place, Some(&sort))
            }
            _ => self.person(item, "persoon"),
        }
    }

    /// A yearly income is what counted over a year; it is not paid on a day. A total in € is paid once.
    fn paid_by_time(&mut self, item: &Node, signature: &Signature) -> Option<()> {
        let base = signature.result.unit().and_then(Unit::base);
        let often = item.get("elke").and_then(Node::text).is_none_or(|t| &**t != "eenmalig");
        match base {
            Some(Base::Year) if signature.counts == Some(CountsAs::Income) => self.misshapen(
                item,
                "Een inkomen per jaar wordt niet op een dag betaald",
                "Kies het feit met het inkomen per maand.",
            ),
            Some(Base::Month | Base::Year) => Some(()),
            None if !often => Some(()),
            _ => {
                self.misshapen(item, "Dit feit is een bedrag ineens", "Schrijf `elke = \"eenmalig\"` met een `datum`.")
            }
        }
    }

    fn euros(&mut self, node: &Node) -> Option<Exact> {
        match node.text().and_then(|t| crate::syntax::parse_literal(t)) {
            Some(Literal::Money(n, per)) if per.is_empty() && n > Exact::ZERO => Some(n),
            Some(Literal::Money(_, per)) if !per.is_empty() => self.misshapen(
                node,
                "Hier hoort het bedrag per keer",
                "Haal `per …` weg; `elke` zegt hoe vaak het wordt betaald.",
            ),
            _ => self.misshapen(
                node,
                "Hier hoort een bedrag in euro's, meer dan nul",
                "Schrijf het als tekst, zoals `\"€ 45\"` of `\"€ 12,50\"`.",
            ),
        }
    }

    fn every(&mut self, item: &Node) -> Option<Every> {
        let often = match item.get("elke") {
            Some(node) => Some((self.text(node)?, node)),
            None => None,
        };
        let months = match often.as_ref().map(|(t, _)| &**t) {
            None | Some("maand") => 1,
            Some("kwartaal") => 3,
            Some("jaar") => 12,
            Some("week") => return self.weekly(item),
            Some("eenmalig") => return self.once(item),
            Some(other) => {
                let node = often.as_ref().map_or(item, |(_, n)| n);
                self.out.push(
                    Diagnostic::error(code::CASE_VALUE, node.place.clone(), format!("`elke = \"{other}\"` kan niet"))
                        .why("kanwel moet elke betaling op een dag van de kalender kunnen zetten.")
                        .help("Kies `week`, `maand`, `kwartaal`, `jaar` of `eenmalig`.")
                        .suggest(other, ["week", "maand", "kwartaal", "jaar", "eenmalig"]),
                );
                return None;
            }
        };
        if let Some(node) = item.get("datum") {
            return self.misshapen(
                node,
                "`datum` hoort bij een betaling die één keer komt",
                "Schrijf `elke = \"eenmalig\"`, of geef in plaats van `datum` de `dag` van de maand.",
            );
        }
        if months == 12 && item.get("van").is_none() {
            return self.misshapen(
                item,
                "Bij een betaling per jaar ontbreekt `van`",
                "Schrijf met `van` de eerste dag, zoals `van = 2026-05-01`; de maand ervan komt elk jaar terug.",
            );
        }
        let node = self.need(item, "dag")?;
        Some(Every::Months(months, self.month_day(node)?))
    }

    fn weekly(&mut self, item: &Node) -> Option<Every> {
        if let Some(node) = item.get("dag").or_else(|| item.get("datum")) {
            let help =
                "Schrijf met `van` de eerste dag, zoals `van = 2026-03-06`; daarna komt elke zeven dagen een betaling.";
            return self.misshapen(node, "Bij een betaling per week hoort geen `dag` of `datum`", help);
        }
        let node = self.need(item, "van")?;
        Some(Every::Weekly(self.date(node)?))
    }

    fn once(&mut self, item: &Node) -> Option<Every> {
        if let Some(node) = item.get("dag") {
            return self.misshapen(
                node,
                "Bij een betaling die één keer komt, hoort geen `dag`",
                "Schrijf `datum = 2026-03-12`.",
            );
        }
        let node = self.need(item, "datum")?;
        let date: Date = self.date(node)?;
        Some(Every::Once(date))
    }

    fn month_day(&mut self, node: &Node) -> Option<MonthDay> {
        let day = match &node.kind {
            NodeKind::Int(n) => MonthDay::new(*n),
            NodeKind::Text(t) if &**t == "laatste" => Some(MonthDay::Last),
            _ => None,
        };
        match day {
            Some(day) => Some(day),
            None => self.misshapen(
                node,
                "Hier hoort een dag van de maand",
                "Schrijf een getal van 1 tot en met 31, of `\"laatste\"`. Heeft een maand die dag niet, dan telt de laatste dag.",
            ),
        }
    }
}

/// Whether two payments of one right or fact can fall on one day. What has an own name may come twice.
fn overlaps(a: &Payment, b: &Payment) -> bool {
    let same = a.what == b.what && a.about == b.about && a.subject == b.subject && !matches!(a.what, PaidFor::Own(..));
    let regular = |p: &Payment| !matches!(p.every, Every::Once(_));
    let before = |a: &Payment, b: &Payment| a.until.zip(b.from).is_some_and(|(end, start)| end <= start);
    let apart = regular(a) && regular(b) && (before(a, b) || before(b, a));
    let once = matches!((a.every, b.every), (Every::Once(x), Every::Once(y)) if x != y);
    same && !apart && !once
}
