//! How entangled the outcomes of a household are, for readers.

use super::names::words;
use super::sentence::join;
use super::text::{paragraph, wrap};
use crate::explain::{Counts, Entangled};
use crate::ir::{Program, SymId};
use schemars::JsonSchema;
use serde::Serialize;
use std::fmt::Write as _;

/// How many facts are named in text.
const NAMED: usize = 12;
/// How many names stand behind a law that is read.
const EXAMPLES: usize = 4;

/// How entangled the outcomes of a household are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EntangledView {
    /// Titel van de casus.
    pub titel: String,
    /// Datum waarop is beoordeeld, `jjjj-mm-dd`.
    pub peildatum: String,
    /// Aantal uitkomsten: rechten, per persoon en zaak.
    pub uitkomsten: usize,
    /// Wat er achter alle uitkomsten samen staat.
    pub totaal: CountsView,
    /// Hetzelfde per recht.
    pub rechten: Vec<RightView>,
    /// Welke wet welke andere wet leest.
    pub wetten: Vec<ReadingView>,
    /// Feiten, met het aantal uitkomsten dat eraan hangt; de meeste eerst.
    pub feiten: Vec<FactView>,
    /// Begrippen en rechten die op elkaar wachten.
    pub kringen: Vec<Vec<String>>,
}

/// Numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CountsView {
    /// Gegevens: een feit over iemand of iets.
    pub gegevens: usize,
    /// Verschillende feiten.
    pub feiten: usize,
    /// Begrippen die worden uitgerekend of afgeleid.
    pub begrippen: usize,
    /// Open normen.
    pub open_normen: usize,
    /// Vaste bedragen en tabellen.
    pub bedragen: usize,
    /// Rechten waarnaar is gekeken, ook als voorwaarde of als besluit.
    pub rechten: usize,
    /// Bepalingen, uitspraken en lezingen.
    pub bepalingen: usize,
    /// Wetten en andere regelingen.
    pub wetten: usize,
    /// Verbanden van de ene wet naar de andere.
    pub verbanden: usize,
    /// Kringen.
    pub kringen: usize,
}

/// A right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RightView {
    /// Recht.
    pub recht: String,
    /// Oordelen, elk één keer.
    pub oordelen: Vec<String>,
    /// Aantal uitkomsten.
    pub uitkomsten: usize,
    /// Wat erachter staat.
    pub achter: CountsView,
}

/// One law reading another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReadingView {
    /// Wet die leest.
    pub wet: String,
    /// Wet die wordt gelezen.
    pub leest: String,
    /// Wat zij leest.
    pub wat: Vec<String>,
}

/// A fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FactView {
    /// Feit.
    pub feit: String,
    /// Aantal uitkomsten dat eraan hangt.
    pub uitkomsten: usize,
}

/// The JSON Schema of the output of `verweven`.
#[must_use]
pub fn entangled_schema() -> serde_json::Value {
    schemars::schema_for!(EntangledView).to_value()
}

impl From<Counts> for CountsView {
    fn from(c: Counts) -> Self {
        Self {
            gegevens: c.inputs,
            feiten: c.facts,
            begrippen: c.concepts,
            open_normen: c.norms,
            bedragen: c.amounts,
            rechten: c.rights,
            bepalingen: c.provisions,
            wetten: c.laws,
            verbanden: c.links,
            kringen: c.circles,
        }
    }
}

/// A number with its noun.
pub(super) fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

impl EntangledView {
    /// What was counted, with names.
    #[must_use]
    pub fn new(program: &Program, found: &Entangled, title: &str, date: &str) -> Self {
        let name = |id: &SymId| program.signature(*id).map_or_else(String::new, |s| s.sym.to_string());
        let rechten = found.rights.iter().map(|r| {
            let mut oordelen: Vec<String> = Vec::new();
            for word in r.verdicts.iter().map(|v| v.word().to_owned()) {
                if !oordelen.contains(&word) {
                    oordelen.push(word);
                }
            }
            RightView { recht: name(&r.right), oordelen, uitkomsten: r.verdicts.len(), achter: r.counts.into() }
        });
        let wetten = found.readings.iter().map(|r| ReadingView {
            wet: r.law.to_string(),
            leest: r.of.to_string(),
            wat: r.what.iter().map(&name).collect(),
        });
        Self {
            titel: title.to_owned(),
            peildatum: date.to_owned(),
            uitkomsten: found.outcomes,
            totaal: found.total.into(),
            rechten: rechten.collect(),
            wetten: wetten.collect(),
            feiten: found.facts.iter().map(|(f, n)| FactView { feit: name(f), uitkomsten: *n }).collect(),
            kringen: found.circles.iter().map(|c| c.iter().map(name).collect()).collect(),
        }
    }

    /// The first line: what it comes down to.
    fn summary(&self) -> String {
        let t = &self.totaal;
        format!(
            "Achter {} van dit huishouden staan {}, {} en {} uit {}.",
            count(self.uitkomsten, "uitkomst", "uitkomsten"),
            count(t.gegevens, "gegeven", "gegevens"),
            count(t.begrippen + t.open_normen + t.bedragen, "begrip of bedrag", "begrippen en bedragen"),
            count(t.bepalingen, "bepaling", "bepalingen"),
            count(t.wetten, "wet of regeling", "wetten en regelingen")
        )
    }

    /// What is counted, each with its number and what it means.
    fn rows(&self) -> [(usize, &'static str); 10] {
        let t = &self.totaal;
        [
            (t.gegevens, "gegevens: een feit over iemand of iets, ingevuld of nog te vragen"),
            (t.feiten, "verschillende feiten"),
            (t.begrippen, "begrippen die kanwel uitrekent of afleidt"),
            (t.open_normen, "open normen, waarover een mens oordeelt"),
            (t.bedragen, "vaste bedragen en tabellen"),
            (t.rechten, "rechten waarnaar is gekeken"),
            (t.bepalingen, "bepalingen, uitspraken en lezingen"),
            (t.wetten, "wetten en andere regelingen"),
            (t.verbanden, "verbanden van de ene wet naar de andere"),
            (t.kringen, "kringen: begrippen die op elkaar wachten"),
        ]
    }

    fn readings(&self) -> Vec<String> {
        let line = |r: &ReadingView| {
            let mut what: Vec<String> =
                r.wat.iter().take(EXAMPLES).map(|w| words(w.split_once('.').map_or(w, |(_, n)| n))).collect();
            if r.wat.len() > EXAMPLES {
                what.push(format!("nog {}", r.wat.len() - EXAMPLES));
            }
            format!("{} leest {}: {}", r.wet, r.leest, join(&what, "en"))
        };
        self.wetten.iter().map(line).collect()
    }

    fn circles(&self) -> Vec<String> {
        self.kringen.iter().map(|c| c.join(" → ")).collect()
    }

    /// Text for people, on lines of at most `width` letters where it is not a table.
    #[must_use]
    pub fn text(&self, width: usize) -> String {
        let mut out = format!("{}\n\n", wrap(&self.summary(), width.max(40)).join("\n"));
        for (n, what) in self.rows() {
            let _ = writeln!(out, "{n:>6}  {what}");
        }
        let widest = self.rechten.iter().map(|r| r.recht.chars().count()).max().unwrap_or(0).max(9);
        let row = |a: &str, [b, c, d, e]: [&str; 4], f: &str| {
            format!("{}\n", format!("{a:<widest$} {b:>9} {c:>9} {d:>10} {e:>6}  {f}").trim_end())
        };
        out.push('\n');
        out.push_str(&row("Per recht", ["gegevens", "begrippen", "bepalingen", "wetten"], ""));
        out.push('\n');
        for r in &self.rechten {
            let a = &r.achter;
            let numbers = [a.gegevens, a.begrippen + a.open_normen + a.bedragen, a.bepalingen, a.wetten];
            let numbers = numbers.map(|n| n.to_string());
            out.push_str(&row(&r.recht, numbers.each_ref().map(String::as_str), &r.oordelen.join(" · ")));
        }
        for (title, lines) in [("Welke wet leest welke", self.readings()), ("Kringen", self.circles())] {
            if !lines.is_empty() {
                let _ = writeln!(out, "\n{title}\n");
                lines.iter().for_each(|l| out.push_str(&format!("  {l}\n")));
            }
        }
        if !self.feiten.is_empty() {
            out.push_str("\nFeiten waaraan de meeste uitkomsten hangen\n\n");
            for f in self.feiten.iter().take(NAMED) {
                let _ = writeln!(out, "  {:>4}  {}", f.uitkomsten, words(&f.feit));
            }
            if self.feiten.len() > NAMED {
                let _ = writeln!(out, "        en nog {}", count(self.feiten.len() - NAMED, "feit", "feiten"));
            }
        }
        let foot = "Geteld is waarnaar is gekeken, ook als het antwoord nee was. Het zegt niet wat de doorslag gaf.";
        out.push_str(&paragraph(foot, width));
        out
    }

    /// Markdown.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut out = format!("# Hoe verweven is dit?\n\n{}\n\n| aantal | wat |\n|---:|---|\n", self.summary());
        for (n, what) in self.rows() {
            let _ = writeln!(out, "| {n} | {what} |");
        }
        out.push_str("\n## Per recht\n\n| recht | oordeel | gegevens | begrippen | bepalingen | wetten |\n|---|---|---:|---:|---:|---:|\n");
        for r in &self.rechten {
            let a = &r.achter;
            let concepts = a.begrippen + a.open_normen + a.bedragen;
            let verdicts = r.oordelen.join(" · ");
            let _ = writeln!(
                out,
                "| `{}` | {verdicts} | {} | {concepts} | {} | {} |",
                r.recht, a.gegevens, a.bepalingen, a.wetten
            );
        }
        let facts = self
            .feiten
            .iter()
            .take(NAMED)
            .map(|f| format!("{}: {}", words(&f.feit), count(f.uitkomsten, "uitkomst", "uitkomsten")));
        for (title, lines) in [
            ("Welke wet leest welke", self.readings()),
            ("Kringen", self.circles()),
            ("Feiten waaraan de meeste uitkomsten hangen", facts.collect()),
        ] {
            if !lines.is_empty() {
                let _ = writeln!(out, "\n## {title}\n");
                lines.iter().for_each(|l| out.push_str(&format!("- {l}\n")));
            }
        }
        out.push_str(
            "\n*Geteld is waarnaar is gekeken, ook als het antwoord nee was. Het zegt niet wat de doorslag gaf.*\n",
        );
        out
    }
}
