//! Amounts that run out, for readers.

use super::sheet::{Entry, Sheet};
use super::{SpotView, placed};
use crate::render::entangled::count;
use crate::upkeep::{Amounts, Gap, RunsOut, Shown};
use crate::value::{Date, Length, Period};
use schemars::JsonSchema;
use serde::Serialize;

/// Amounts and tables that end without a successor, and unknown ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AmountsView {
    /// De dag vanaf welke is gekeken, `jjjj-mm-dd`.
    pub op: String,
    /// Of die dag is gevraagd; anders is het de jongste leesdatum in de regels.
    pub gevraagd: bool,
    /// De laatste dag tot welke is vooruitgekeken, `jjjj-mm-dd`.
    pub tot_en_met: String,
    /// Aantal bedragen en tabellen met een periode.
    pub reeksen: usize,
    /// Bedragen en tabellen zonder opvolger; wat het eerst eindigt eerst.
    pub verlopen: Vec<EndingView>,
    /// Perioden waarin een bedrag onbekend is.
    pub onbekend: Vec<UnknownView>,
}

/// An amount or table that stops.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EndingView {
    /// Naam, als `Wet.naam`.
    pub naam: String,
    /// `verlopen` of `verloopt`.
    pub stand: String,
    /// Laatste dag met een bekende waarde, `jjjj-mm-dd`.
    pub laatste_dag: String,
    /// De laatste waarde, of het aantal rijen van een tabel.
    pub laatste_waarde: String,
    /// Bepaling.
    pub bepaling: String,
    /// Waar zij staat.
    pub plaats: Option<SpotView>,
}

/// An unknown amount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct UnknownView {
    /// Naam, als `Wet.naam`.
    pub naam: String,
    /// Kolom van de tabel, als het om één kolom gaat.
    pub kolom: Option<String>,
    /// Periode, zoals `2026` of `2026-01-01 tot en met 2026-06-30`.
    pub periode: Option<String>,
    /// Waarom het bedrag onbekend is.
    pub reden: String,
    /// Of de periode voorbij is.
    pub voorbij: bool,
    /// Bepaling.
    pub bepaling: String,
    /// Waar zij staat.
    pub plaats: Option<SpotView>,
}

/// The JSON Schema of the output of `bedragen`.
#[must_use]
pub fn amounts_schema() -> serde_json::Value {
    schemars::schema_for!(AmountsView).to_value()
}

/// A year, or its days.
fn period(p: Period) -> String {
    if p == Period::year_of(p.start) {
        return p.start.year().to_string();
    }
    let last = p.end.minus(Length::Days(1)).unwrap_or(p.end);
    format!("{} tot en met {last}", p.start)
}

impl EndingView {
    fn new(r: &RunsOut) -> Self {
        Self {
            naam: r.name.clone(),
            stand: (if r.ended { "verlopen" } else { "verloopt" }).to_owned(),
            laatste_dag: r.last_day().to_string(),
            laatste_waarde: match &r.last {
                Shown::Value(v) => v.clone(),
                Shown::Rows(n) => count(*n, "rij", "rijen"),
            },
            bepaling: r.provision.to_string(),
            plaats: r.spot.as_ref().map(SpotView::new),
        }
    }

    fn entry(&self) -> Entry {
        let lines =
            vec![format!("laatste waarde: {}", self.laatste_waarde), placed(&self.bepaling, self.plaats.as_ref())];
        Entry { head: format!("{}: tot en met {}", self.naam, self.laatste_dag), lines }
    }
}

impl UnknownView {
    fn new(g: &Gap) -> Self {
        Self {
            naam: g.name.clone(),
            kolom: g.column.as_ref().map(ToString::to_string),
            periode: g.period.map(period),
            reden: g.reason.to_string(),
            voorbij: g.past,
            bepaling: g.provision.to_string(),
            plaats: g.spot.as_ref().map(SpotView::new),
        }
    }

    fn entry(&self) -> Entry {
        let column = self.kolom.as_ref().map_or_else(String::new, |k| format!(" (kolom {k})"));
        let when = self.periode.as_ref().map_or_else(String::new, |p| format!(", {p}"));
        let head = format!("{}{column}{when}: {}", self.naam, self.reden);
        Entry { head, lines: vec![placed(&self.bepaling, self.plaats.as_ref())] }
    }
}

impl AmountsView {
    /// What was found, in words.
    #[must_use]
    pub fn new(found: &Amounts, on: Date, until: Date, asked: bool) -> Self {
        Self {
            op: on.to_string(),
            gevraagd: asked,
            tot_en_met: until.to_string(),
            reeksen: found.series,
            verlopen: found.ending.iter().map(EndingView::new).collect(),
            onbekend: found.unknown.iter().map(UnknownView::new).collect(),
        }
    }

    /// Whether an author has something to do.
    #[must_use]
    pub fn work(&self) -> bool {
        !self.verlopen.is_empty() || self.onbekend.iter().any(|u| !u.voorbij)
    }

    fn sheet(&self, all: bool) -> Sheet {
        let mut sheet = Sheet {
            title: format!("Bedragen en tabellen op {}, vooruitgekeken tot en met {}", self.op, self.tot_en_met),
            ..Sheet::default()
        };
        if !self.gevraagd {
            sheet.lead.push(format!(
                "kanwel heeft geen klok: {} is de jongste leesdatum in de regels. Met `--op` kiest u een dag.",
                self.op
            ));
        }
        let ending = |stand: &str| self.verlopen.iter().filter(|v| v.stand == stand).map(EndingView::entry).collect();
        sheet.part("Verlopen: er is al geen bekend bedrag meer", ending("verlopen"));
        sheet.part("Verloopt zonder opvolger", ending("verloopt"));
        let unknown = |past: bool| self.onbekend.iter().filter(move |u| u.voorbij == past);
        sheet.part("Onbekend", unknown(false).map(UnknownView::entry).collect());
        if all {
            sheet.part("Onbekend in een periode die voorbij is", unknown(true).map(UnknownView::entry).collect());
        } else if unknown(true).next().is_some() {
            sheet.foot.push(format!(
                "Nog {} keer onbekend in een periode die voorbij is; `--alles` toont die ook.",
                unknown(true).count()
            ));
        }
        if sheet.parts.is_empty() {
            sheet.lead.push("Niets verloopt en niets is onbekend.".to_owned());
        }
        sheet.foot.push(format!(
            "Nagekeken: {}. Wat een vervallen bepaling noemde, telt niet mee.",
            count(self.reeksen, "bedrag of tabel", "bedragen en tabellen")
        ));
        sheet
    }

    /// Text for people; `all` also shows what is unknown in the past.
    #[must_use]
    pub fn text(&self, all: bool, width: usize) -> String {
        self.sheet(all).text(width)
    }

    /// Markdown.
    #[must_use]
    pub fn markdown(&self, all: bool) -> String {
        self.sheet(all).markdown()
    }
}
