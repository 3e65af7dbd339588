//! Baselines and waivers: what is known already, and what someone answers for until a day. Neither hides anything: both
//! are counted, and an expired waiver no longer covers.

use crate::case::{Node, NodeKind, personal_data};
use crate::diagnostic::{Diagnostic, code};
use crate::text::Place;
use crate::value::Date;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Most entries of a file.
const MOST: usize = 10_000;

/// What a baseline knows, by key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known(pub BTreeSet<Arc<str>>);

/// One waiver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// Its name.
    pub name: Arc<str>,
    /// The key of what it covers.
    pub key: Arc<str>,
    /// Why.
    pub reason: Arc<str>,
    /// The role of who answers for it.
    pub role: Arc<str>,
    /// First day on which it no longer covers.
    pub expires: Date,
}

/// The waivers of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waivers(pub Vec<Waiver>);

/// A waiver whose day has passed.
pub type Expired = Waiver;

/// What is left after baseline and waivers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// New or worse, and nobody answers for it.
    pub open: Vec<Arc<str>>,
    /// In the baseline.
    pub known: Vec<Arc<str>>,
    /// Covered by a waiver, with its position.
    pub waived: Vec<(Arc<str>, usize)>,
    /// Waivers that have expired, whether or not they cover something.
    pub expired: Vec<usize>,
    /// Waivers in force that cover nothing any more.
    pub idle: Vec<usize>,
}

impl Ledger {
    /// Sorts what was found. `today` is the day on which waivers are looked at.
    #[must_use]
    pub fn new(points: impl IntoIterator<Item = Arc<str>>, known: &Known, waivers: &Waivers, today: Date) -> Self {
        let mut out = Self::default();
        for key in points {
            let cover = waivers.0.iter().position(|w| w.key == key && today < w.expires);
            match cover {
                _ if known.0.contains(&key) => out.known.push(key),
                Some(i) => out.waived.push((key, i)),
                None => out.open.push(key),
            }
        }
        for (i, w) in waivers.0.iter().enumerate() {
            if today >= w.expires {
                out.expired.push(i);
            } else if !out.waived.iter().any(|(_, by)| *by == i) {
                out.idle.push(i);
            }
        }
        out
    }

    /// Whether the comparison fails.
    #[must_use]
    pub fn fails(&self) -> bool {
        !self.open.is_empty() || !self.expired.is_empty()
    }
}

struct Reader {
    out: Vec<Diagnostic>,
}

impl Reader {
    fn wrong(&mut self, place: &Place, title: impl Into<String>, help: impl Into<String>) {
        self.out.push(
            Diagnostic::error(code::CASE_VALUE, place.clone(), title)
                .why("Een basislijn of ontheffing die half wordt gelezen, dekt te veel of te weinig.")
                .help(help),
        );
    }

    /// The tables under one key, and nothing else in the file.
    fn list<'n>(&mut self, root: &'n Node, key: &str, keys: &[&str]) -> Vec<&'n Node> {
        let mut out = Vec::new();
        for (k, place, node) in root.entries() {
            match &node.kind {
                NodeKind::List(all) if **k == *key && all.len() <= MOST => out.extend(all),
                _ if **k == *key => self.wrong(
                    place,
                    format!("`{key}` is geen lijst die te lezen is"),
                    format!("Begin elk deel met `[[{key}]]`."),
                ),
                _ => self.wrong(
                    place,
                    format!("`{k}` hoort hier niet"),
                    format!("Dit bestand bestaat uit delen `[[{key}]]`."),
                ),
            }
        }
        for (k, place, _) in out.iter().flat_map(|n| n.entries()) {
            if !keys.contains(&&**k) {
                self.wrong(place, format!("`{k}` hoort hier niet"), format!("Kies uit: {}.", keys.join(", ")));
            }
        }
        out
    }

    fn text(&mut self, node: &Node, key: &str, help: &str) -> Option<Arc<str>> {
        match node.get(key).map(|n| (n, n.text())) {
            Some((_, Some(t))) if !t.trim().is_empty() => Some(t.clone()),
            Some((n, _)) => {
                self.wrong(&n.place.clone(), format!("`{key}` is leeg of geen tekst"), help);
                None
            }
            None => {
                self.wrong(&node.place.clone(), format!("Hier ontbreekt `{key}`"), help);
                None
            }
        }
    }

    fn waiver(&mut self, node: &Node) -> Option<Waiver> {
        let name = self.text(node, "naam", "Geef de ontheffing een naam.");
        let key = self.text(node, "sleutel", "Neem de sleutel over uit de uitvoer van `kanwel vergelijk`.");
        let reason = self.text(node, "reden", "Schrijf waarom dit mag blijven.");
        let role = self.text(node, "rol", "Noem de rol van wie ervoor instaat, zoals `projectleider`; geen naam.");
        for (field, text) in [("naam", &name), ("reden", &reason), ("rol", &role)] {
            if let Some((what, part)) = text.as_ref().and_then(|t| personal_data(t)) {
                let place = node.get(field).map_or(&node.place, |n| &n.place).clone();
                self.wrong(&place, format!("`{part}` lijkt op {what}"), "Noem een rol, geen persoon.");
            }
        }
        let expires = match node.get("verloopt").map(|n| &n.kind) {
            Some(NodeKind::Date(d)) => Some(*d),
            _ => {
                let place = node.get("verloopt").map_or(&node.place, |n| &n.place).clone();
                self.wrong(
                    &place,
                    "Hier ontbreekt een dag waarop de ontheffing verloopt",
                    "Schrijf `verloopt = 2027-06-01`.",
                );
                None
            }
        };
        Some(Waiver { name: name?, key: key?, reason: reason?, role: role?, expires: expires? })
    }
}

/// Reads a baseline: `[[bekend]]` with `sleutel`, and a note if one likes.
#[must_use]
pub fn baseline(root: &Node) -> (Known, Vec<Diagnostic>) {
    let mut reader = Reader { out: Vec::new() };
    let all = reader.list(root, "bekend", &["sleutel", "toelichting"]);
    let help = "Neem de sleutel over uit de uitvoer van `kanwel vergelijk`.";
    let known = all.into_iter().filter_map(|n| reader.text(n, "sleutel", help)).collect();
    (Known(known), reader.out)
}

/// Reads waivers: `[[ontheffing]]` with `naam`, `sleutel`, `reden`, `rol` and `verloopt`.
#[must_use]
pub fn waivers(root: &Node) -> (Waivers, Vec<Diagnostic>) {
    let mut reader = Reader { out: Vec::new() };
    let all = reader.list(root, "ontheffing", &["naam", "sleutel", "reden", "rol", "verloopt"]);
    let waivers = all.into_iter().filter_map(|n| reader.waiver(n)).collect();
    (Waivers(waivers), reader.out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::parse_toml;

    fn read(text: &str) -> (Waivers, Vec<Diagnostic>) {
        waivers(&parse_toml(&"ontheffingen.toml".into(), text).unwrap())
    }

    const ONE: &str = "[[ontheffing]]\nnaam = \"overgang\"\nsleutel = \"a B02\"\nreden = \"overgangsrecht volgt\"\nrol = \"projectleider\"\n";

    #[test]
    fn a_waiver_covers_until_its_day_and_then_fails() {
        let (all, wrong) = read(&format!("{ONE}verloopt = 2027-01-01\n"));
        assert!(wrong.is_empty());
        let on = |day: &str| {
            let keys = [Arc::from("a B02")];
            Ledger::new(keys, &Known::default(), &all, Date::parse(day).unwrap())
        };
        assert!(!on("2026-12-31").fails() && on("2026-12-31").waived.len() == 1);
        assert!(on("2027-01-01").fails() && on("2027-01-01").expired == [0]);
    }

    #[test]
    fn an_expired_waiver_fails_even_when_it_covers_nothing() {
        let (all, _) = read(&format!("{ONE}verloopt = 2027-01-01\n"));
        let on = |day: &str| Ledger::new([], &Known::default(), &all, Date::parse(day).unwrap());
        assert!(!on("2026-12-31").fails() && on("2026-12-31").idle == [0]);
        assert!(on("2027-01-01").fails());
    }

    #[test]
    fn what_the_baseline_knows_needs_no_waiver_and_what_it_does_not_know_fails() {
        let known = Known([Arc::from("a B02")].into());
        let ledger = |key: &str| Ledger::new([Arc::from(key)], &known, &Waivers::default(), Date::FIRST);
        assert!(!ledger("a B02").fails());
        assert!(ledger("a B03").fails());
    }

    #[test]
    fn a_waiver_without_a_day_a_reason_or_with_a_number_of_a_person_is_refused() {
        assert_eq!(read(ONE).1.len(), 1);
        assert_eq!(read(&format!("{}verloopt = 2027-01-01\n", ONE.replace("overgangsrecht volgt", " "))).1.len(), 1);
        assert!(!read(&format!("{}verloopt = 2027-01-01\n", ONE.replace("projectleider", "111222333"))).1.is_empty());
    }
}
