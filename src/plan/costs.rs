//! The figures of a plan: what acting and what doing nothing costs, per payer. The user supplies every figure with its
//! source; nothing is estimated here.

use super::compare::Mark;
use crate::case::{Node, NodeKind, personal_data};
use crate::diagnostic::{Diagnostic, code};
use crate::ir::constant;
use crate::syntax::ast::Literal;
use crate::syntax::parse_literal;
use crate::text::Place;
use crate::value::{Base, Exact, Length, Value};
use std::sync::Arc;

/// Most lines in a file of figures.
const MOST: usize = 200;

/// Which course a line belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scenario {
    /// The plan is carried out.
    Plan,
    /// Everything goes on as it does.
    Present,
}

impl Scenario {
    /// As a file of figures writes it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Present => "nu",
        }
    }
}

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Course.
    pub scenario: Scenario,
    /// What it is for.
    pub what: Arc<str>,
    /// Who pays.
    pub payer: Arc<str>,
    /// Euros, at once or per base of time.
    pub amount: Exact,
    /// The base of time, if it is not paid at once.
    pub per: Option<Base>,
    /// How long it runs, if it is not paid at once.
    pub length: Option<Length>,
    /// Euros in all.
    pub total: Exact,
    /// Where the figure comes from.
    pub source: Arc<str>,
}

/// What a payer pays in each course, in euros.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payer {
    /// Who.
    pub name: Arc<str>,
    /// In the plan.
    pub plan: Exact,
    /// As things are.
    pub present: Exact,
}

/// The figures of a plan, with what household and professional say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Lines, in order of the file.
    pub lines: Vec<Line>,
    /// What the household says.
    pub household: Option<Arc<str>>,
    /// What the professional says.
    pub professional: Option<Arc<str>>,
    /// How both judge involvement: the plan against the present course.
    pub involvement: Option<Mark>,
}

impl Figures {
    /// The payers, in order of the file.
    #[must_use]
    pub fn payers(&self) -> Vec<Payer> {
        let mut out: Vec<Payer> = Vec::new();
        for l in &self.lines {
            let same = |p: &Payer| p.name.to_lowercase() == l.payer.to_lowercase();
            let at = out.iter().position(same).unwrap_or_else(|| {
                out.push(Payer { name: l.payer.clone(), plan: Exact::ZERO, present: Exact::ZERO });
                out.len() - 1
            });
            let Some(payer) = out.get_mut(at) else { continue };
            let sum = match l.scenario {
                Scenario::Plan => &mut payer.plan,
                Scenario::Present => &mut payer.present,
            };
            *sum = sum.plus(l.total).unwrap_or(*sum);
        }
        out
    }

    /// Euros in all; `None` when the file has no line for that course.
    #[must_use]
    pub fn total(&self, scenario: Scenario) -> Option<Exact> {
        let mut own = self.lines.iter().filter(|l| l.scenario == scenario).map(|l| l.total).peekable();
        own.peek()?;
        own.try_fold(Exact::ZERO, Exact::plus)
    }

    /// Who pays more under the plan, and who pays less. Both are named when they are not the same.
    #[must_use]
    pub fn pockets(&self) -> (Vec<Payer>, Vec<Payer>) {
        let payers = self.payers();
        let more = payers.iter().filter(|p| p.plan > p.present).cloned().collect();
        let less = payers.iter().filter(|p| p.plan < p.present).cloned().collect();
        (more, less)
    }

    /// Lines that are paid over time run over different lengths, so that totals do not compare as they are.
    #[must_use]
    pub fn uneven(&self) -> bool {
        let mut lengths: Vec<Length> = self.lines.iter().filter_map(|l| l.length).collect();
        lengths.sort();
        lengths.dedup();
        lengths.len() > 1
    }
}

/// Reads a file of figures.
#[must_use]
pub fn read(root: &Node) -> (Figures, Vec<Diagnostic>) {
    let mut r = Reader { out: Vec::new() };
    let mut figures = Figures::default();
    r.keys(root, &["posten", "betrokkenheid"], "Bovenaan");
    if let Some(list) = root.get("posten") {
        match &list.kind {
            NodeKind::List(all) if all.len() <= MOST => {
                figures.lines = all.iter().filter_map(|n| r.line(n)).collect();
            }
            NodeKind::List(_) => r.wrong(
                &list.place,
                &format!("Meer dan {MOST} posten leest kanwel niet"),
                "Tel kleine posten bij elkaar op.",
            ),
            _ => r.wrong(&list.place, "`posten` is een lijst", "Begin elke post met `[[posten]]`."),
        }
    }
    if let Some(node) = root.get("betrokkenheid") {
        r.keys(node, &["huishouden", "professional", "oordeel"], "Onder `[betrokkenheid]`");
        figures.household = r.maybe(node, "huishouden");
        figures.professional = r.maybe(node, "professional");
        figures.involvement = r.mark(node);
    }
    (figures, r.out)
}

struct Reader {
    out: Vec<Diagnostic>,
}

impl Reader {
    fn wrong(&mut self, place: &Place, title: &str, help: &str) {
        self.out.push(
            Diagnostic::error(code::CASE_VALUE, place.clone(), title)
                .why("Een rekensom met een verkeerd gelezen bedrag overtuigt niemand.")
                .help(help),
        );
    }

    fn keys(&mut self, node: &Node, known: &[&str], where_: &str) {
        for (key, place, _) in node.entries().iter().filter(|(k, _, _)| !known.contains(&&**k)) {
            let list: Vec<String> = known.iter().map(|k| format!("`{k}`")).collect();
            self.out.push(
                Diagnostic::error(code::CASE_KEY, place.clone(), format!("De sleutel `{key}` bestaat hier niet"))
                    .why("Wat kanwel niet kent, telt niet mee; dat mag niet ongemerkt gebeuren.")
                    .help(format!("{where_} kan: {}.", list.join(", ")))
                    .suggest(key, known.iter().copied()),
            );
        }
    }

    /// A text that is there, is not empty, and holds no personal data.
    fn maybe(&mut self, node: &Node, key: &str) -> Option<Arc<str>> {
        let value = node.get(key)?;
        let Some(text) = value.text() else {
            self.wrong(&value.place, &format!("Bij `{key}` hoort tekst"), &format!("Schrijf `{key} = \"…\"`."));
            return None;
        };
        if let Some((kind, part)) = personal_data(text) {
            self.out.push(
                Diagnostic::error(code::CASE_PRIVACY, value.place.clone(), format!("`{part}` lijkt op {kind}"))
                    .why("Een plan gaat van hand tot hand; persoonsgegevens horen er niet in.")
                    .help("Haal het weg, of schrijf een rol of een functie."),
            );
            return None;
        }
        (!text.trim().is_empty()).then(|| text.trim().into())
    }

    fn need(&mut self, node: &Node, key: &str, help: &str) -> Option<Arc<str>> {
        let given = node.get(key).is_some();
        let found = self.maybe(node, key);
        let empty = node.get(key).and_then(Node::text).is_some_and(|t| t.trim().is_empty());
        if !given || empty {
            let place = node.get(key).map_or(&node.place, |n| &n.place);
            self.out.push(
                Diagnostic::error(code::CASE_MISSING, place.clone(), format!("Hier ontbreekt `{key}`"))
                    .why("Een cijfer zonder herkomst of betaler is niet na te gaan.")
                    .help(help),
            );
        }
        found
    }

    fn line(&mut self, node: &Node) -> Option<Line> {
        if !matches!(node.kind, NodeKind::Table(_)) {
            self.wrong(&node.place, "Een post heeft sleutels", "Begin elke post met `[[posten]]`.");
            return None;
        }
        self.keys(node, &["scenario", "omschrijving", "betaler", "bedrag", "duur", "bron"], "Onder `[[posten]]`");
        let scenario = self.scenario(node);
        let what = self.need(node, "omschrijving", "Schrijf waarvoor het is: `omschrijving = \"dierenpension\"`.");
        let payer = self.need(node, "betaler", "Schrijf wie betaalt: `betaler = \"gemeente\"`.");
        let source =
            self.need(node, "bron", "Schrijf waar het cijfer vandaan komt: `bron = \"offerte van 2 februari 2026\"`.");
        let money = self.money(node);
        let (amount, per, length, total) = money?;
        Some(Line { scenario: scenario?, what: what?, payer: payer?, amount, per, length, total, source: source? })
    }

    fn scenario(&mut self, node: &Node) -> Option<Scenario> {
        let word = self.need(
            node,
            "scenario",
            "Schrijf `scenario = \"plan\"`, of `scenario = \"nu\"` voor zoals het nu gaat.",
        )?;
        let found = [Scenario::Plan, Scenario::Present].into_iter().find(|s| s.word() == &*word);
        if found.is_none() {
            let place = node.get("scenario").map_or(&node.place, |n| &n.place).clone();
            self.wrong(&place, &format!("`{word}` is geen scenario"), "Kies `plan`, of `nu` voor zoals het nu gaat.");
        }
        found
    }

    /// An amount with its length and total.
    fn money(&mut self, node: &Node) -> Option<(Exact, Option<Base>, Option<Length>, Exact)> {
        let Some(value) = node.get("bedrag") else {
            self.need(node, "bedrag", "Schrijf `bedrag = \"€ 540\"`, of `\"€ 80 per week\"` met `duur = \"9 weken\"`.");
            return None;
        };
        let place = &value.place;
        let Some(Literal::Money(amount, per)) = value.text().and_then(|t| parse_literal(t)) else {
            let help = "Schrijf `\"€ 540\"`, `\"€ 1.250,50\"` of `\"€ 80 per week\"`, tussen aanhalingstekens.";
            self.wrong(place, "Dit is geen bedrag in euro's", help);
            return None;
        };
        if amount.is_negative() {
            let help = "Schrijf nul of meer. Een besparing is een lagere post in het andere scenario.";
            self.wrong(place, "Een bedrag kan hier niet onder nul zijn", help);
            return None;
        }
        match (per.as_slice(), node.get("duur")) {
            ([], None) => Some((amount, None, None, amount)),
            ([], Some(length)) => {
                let help = "Laat `duur` weg, of schrijf het bedrag per week, maand of jaar.";
                self.wrong(&length.place, "Een bedrag ineens heeft geen duur", help);
                None
            }
            ([base], Some(length)) => {
                let Some(Value::Length(l)) = length.text().and_then(|t| parse_literal(t)).and_then(|l| constant(&l))
                else {
                    self.wrong(
                        &length.place,
                        "Dit is geen duur",
                        "Schrijf `\"9 weken\"`, `\"6 maanden\"` of `\"1 jaar\"`.",
                    );
                    return None;
                };
                let total = times(l, *base).and_then(|n| amount.times(n));
                if total.is_none() {
                    let fits =
                        if matches!(base, Base::Month | Base::Year) { "maanden of jaren" } else { "dagen of weken" };
                    let help = format!(
                        "Schrijf de duur in {fits}, of het bedrag per andere tijd. kanwel rekent nooit stil om."
                    );
                    self.wrong(
                        &length.place,
                        &format!("Deze duur past niet bij een bedrag per {}", base.word()),
                        &help,
                    );
                }
                Some((amount, Some(*base), Some(l), total?))
            }
            ([base], None) => {
                let help = format!("Voeg `duur = \"…\"` toe: hoelang wordt dit per {} betaald?", base.word());
                self.wrong(place, "Bij een bedrag per tijd ontbreekt de duur", &help);
                None
            }
            _ => {
                self.wrong(place, "Dit bedrag heeft meer dan één tijd", "Schrijf het per dag, week, maand of jaar.");
                None
            }
        }
    }

    fn mark(&mut self, node: &Node) -> Option<Mark> {
        let word = self.maybe(node, "oordeel")?;
        let found = [Mark::Better, Mark::Equal, Mark::Worse].into_iter().find(|m| m.word() == &*word);
        if found.is_none() {
            let place = node.get("oordeel").map_or(&node.place, |n| &n.place).clone();
            self.wrong(
                &place,
                &format!("`{word}` is geen oordeel"),
                "Kies `beter`, `gelijk` of `slechter`, of laat het weg.",
            );
        }
        found
    }
}

/// How many times a base of time fits in a length; `None` when they do not convert.
fn times(length: Length, base: Base) -> Option<Exact> {
    match (length, base) {
        (Length::Months(n), Base::Month) | (Length::Days(n), Base::Day) => Some(Exact::int(i64::from(n))),
        (Length::Months(n), Base::Year) => Exact::ratio(i128::from(n), 12),
        (Length::Days(n), Base::Week) => Exact::ratio(i128::from(n), 7),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::parse_toml;

    fn figures(text: &str) -> (Figures, Vec<String>) {
        let root = parse_toml(&"kosten.toml".into(), text).unwrap();
        let (figures, found) = read(&root);
        (figures, found.into_iter().map(|d| d.title).collect())
    }

    fn line(scenario: &str, payer: &str, money: &str) -> String {
        format!(
            "[[posten]]\nscenario = \"{scenario}\"\nomschrijving = \"x\"\nbetaler = \"{payer}\"\nbron = \"y\"\n{money}\n"
        )
    }

    #[test]
    fn amounts_over_time_are_counted_exactly() {
        let n = |t: &str| Exact::parse_decimal(t).unwrap();
        for (money, total) in [
            ("bedrag = \"€ 540\"", "540"),
            ("bedrag = \"€ 60 per week\"\nduur = \"9 weken\"", "540"),
            ("bedrag = \"€ 80.000 per jaar\"\nduur = \"6 maanden\"", "40000"),
            ("bedrag = \"€ 10,50 per dag\"\nduur = \"2 weken\"", "147"),
            ("bedrag = \"€ 100 per maand\"\nduur = \"1 jaar\"", "1200"),
        ] {
            let (f, wrong) = figures(&line("plan", "gemeente", money));
            assert_eq!((f.total(Scenario::Plan), wrong.as_slice()), (Some(n(total)), [].as_slice()), "{money}");
        }
    }

    #[test]
    fn what_does_not_convert_or_has_no_length_is_refused() {
        for (money, said) in [
            ("bedrag = \"€ 80.000 per jaar\"\nduur = \"9 weken\"", "Deze duur past niet bij een bedrag per jaar"),
            ("bedrag = \"€ 60 per week\"\nduur = \"2 maanden\"", "Deze duur past niet bij een bedrag per week"),
            ("bedrag = \"€ 60 per week\"", "Bij een bedrag per tijd ontbreekt de duur"),
            ("bedrag = \"€ 540\"\nduur = \"9 weken\"", "Een bedrag ineens heeft geen duur"),
            ("bedrag = 540", "Dit is geen bedrag in euro's"),
            ("bedrag = \"€ 540.5\"", "Dit is geen bedrag in euro's"),
            ("bedrag = \"€ -5\"", "Een bedrag kan hier niet onder nul zijn"),
            ("duur = \"1 jaar\"", "Hier ontbreekt `bedrag`"),
        ] {
            let (f, wrong) = figures(&line("plan", "gemeente", money));
            assert_eq!((f.lines.len(), wrong), (0, vec![said.to_owned()]), "{money}");
        }
    }

    #[test]
    fn a_figure_without_source_or_payer_does_not_count() {
        for key in ["bron", "betaler", "omschrijving", "scenario"] {
            let whole = line("plan", "gemeente", "bedrag = \"€ 1\"");
            let text: String = whole.lines().filter(|l| !l.starts_with(key)).map(|l| format!("{l}\n")).collect();
            let (f, wrong) = figures(&text);
            assert_eq!((f.lines.len(), wrong), (0, vec![format!("Hier ontbreekt `{key}`")]));
        }
        let (_, wrong) = figures("[betrokkenheid]\nhuishouden = \"bel 06-12345678\"\n");
        assert!(wrong.first().is_some_and(|w| w.contains("telefoonnummer")), "{wrong:?}");
    }

    #[test]
    fn another_pocket_is_one_that_pays_less_while_somebody_else_pays_more() {
        let money = |n: u32| format!("bedrag = \"€ {n}\"");
        let text =
            [line("plan", "gemeente", &money(500)), line("nu", "Gemeente", &money(100)), line("nu", "zorg", &money(9))];
        let (more, less) = figures(&text.concat()).0.pockets();
        let names = |all: Vec<Payer>| all.into_iter().map(|p| p.name.to_string()).collect::<Vec<_>>();
        assert_eq!((names(more), names(less)), (vec!["gemeente".to_owned()], vec!["zorg".to_owned()]));
        // One payer that saves what it spends has no other pocket.
        let text = [line("plan", "gemeente", &money(500)), line("nu", "gemeente", &money(900))];
        let (more, less) = figures(&text.concat()).0.pockets();
        assert_eq!((more.len(), names(less)), (0, vec!["gemeente".to_owned()]));
    }
}
