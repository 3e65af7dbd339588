//! Review marks, for readers.

use super::SpotView;
use super::sheet::{Entry, Sheet};
use crate::render::entangled::count;
use crate::upkeep::{Review, Standing};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// Which provisions were reviewed as they now stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReviewsView {
    /// Aantal bepalingen per stand.
    pub aantallen: CountsView,
    /// De bepalingen, in volgorde van bestand en plaats.
    pub bepalingen: Vec<ReviewView>,
    /// Merken bij een bepaling die er niet meer is.
    pub merken_zonder_bepaling: Vec<String>,
}

/// Numbers of provisions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CountsView {
    /// Geschreven en gelezen door twee, zoals de bepaling nu luidt.
    pub beoordeeld: usize,
    /// Gewijzigd nadat een merk is gezet.
    pub gewijzigd: usize,
    /// Merk van één persoon.
    pub een_lezer: usize,
    /// Geen merk.
    pub nooit: usize,
}

/// A provision with its marks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReviewView {
    /// Bepaling.
    pub bepaling: String,
    /// Eerste dag van deze versie, `jjjj-mm-dd`.
    pub vanaf: Option<String>,
    /// Waar zij staat.
    pub plaats: SpotView,
    /// `beoordeeld`, `gewijzigd`, `een lezer` of `nooit`.
    pub stand: String,
    /// De merken.
    pub merken: Vec<MarkView>,
}

/// A mark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MarkView {
    /// `schrijver` of `lezer`.
    pub als: String,
    /// Rol of initialen.
    pub door: String,
    /// Dag, `jjjj-mm-dd`.
    pub op: String,
    /// Of het merk nog telt: de bepaling luidt nog zo.
    pub telt: bool,
}

/// The JSON Schema of the output of `beoordeling`.
#[must_use]
pub fn reviews_schema() -> serde_json::Value {
    schemars::schema_for!(ReviewsView).to_value()
}

const fn word(standing: Standing) -> &'static str {
    match standing {
        Standing::Reviewed => "beoordeeld",
        Standing::Changed => "gewijzigd",
        Standing::OneReader => "een lezer",
        Standing::Never => "nooit",
    }
}

impl ReviewView {
    fn new(review: &Review) -> Self {
        let mark = |(role, m, counts): &(crate::upkeep::Role, crate::upkeep::Mark, bool)| MarkView {
            als: role.word().to_owned(),
            door: m.by.clone(),
            op: m.on.to_string(),
            telt: *counts,
        };
        Self {
            bepaling: review.of.version.0.clone(),
            vanaf: review.of.version.1.map(|d| d.to_string()),
            plaats: SpotView::new(&review.of.spot),
            stand: word(review.standing).to_owned(),
            merken: review.marks.iter().map(mark).collect(),
        }
    }

    fn entry(&self) -> Entry {
        let from = self.vanaf.as_ref().map_or_else(String::new, |d| format!(", versie vanaf {d}"));
        let mark = |m: &MarkView| {
            let lost = if m.telt { "" } else { "; telt niet meer" };
            format!("{}: {} op {}{lost}", m.als, m.door, m.op)
        };
        let lines = self.merken.iter().map(mark).collect();
        Entry { head: format!("{}{from} ({})", self.bepaling, self.plaats), lines }
    }
}

impl ReviewsView {
    /// Reviews in words, with the marks that hang loose.
    #[must_use]
    pub fn new(reviews: &[Review], stray: Vec<String>) -> Self {
        let number = |s: Standing| reviews.iter().filter(|r| r.standing == s).count();
        Self {
            aantallen: CountsView {
                beoordeeld: number(Standing::Reviewed),
                gewijzigd: number(Standing::Changed),
                een_lezer: number(Standing::OneReader),
                nooit: number(Standing::Never),
            },
            bepalingen: reviews.iter().map(ReviewView::new).collect(),
            merken_zonder_bepaling: stray,
        }
    }

    fn with(&self, standing: Standing) -> Vec<Entry> {
        self.bepalingen.iter().filter(|b| b.stand == word(standing)).map(ReviewView::entry).collect()
    }

    fn sheet(&self, all: bool) -> Sheet {
        let n = self.aantallen;
        let total = self.bepalingen.len();
        let mut sheet = Sheet {
            title: format!("Beoordeling van {}", count(total, "bepaling", "bepalingen")),
            lead: vec![format!(
                "Beoordeeld door twee: {}. Gewijzigd sinds het merk: {}. Merk van één: {}. Nooit: {}.",
                n.beoordeeld, n.gewijzigd, n.een_lezer, n.nooit
            )],
            ..Sheet::default()
        };
        sheet.part("Gewijzigd sinds het merk: opnieuw beoordelen", self.with(Standing::Changed));
        sheet.part("Merk van één: er moet nog iemand anders naar kijken", self.with(Standing::OneReader));
        if all {
            sheet.part("Nooit beoordeeld", self.with(Standing::Never));
            sheet.part("Beoordeeld", self.with(Standing::Reviewed));
        } else if n.nooit > 0 {
            let mut files: BTreeMap<&str, usize> = BTreeMap::new();
            for b in self.bepalingen.iter().filter(|b| b.stand == word(Standing::Never)) {
                *files.entry(&b.plaats.bestand).or_default() += 1;
            }
            let head = |(file, n): (&str, usize)| Entry {
                head: format!("{file}: {}", count(n, "bepaling", "bepalingen")),
                lines: Vec::new(),
            };
            sheet.part(
                "Nooit beoordeeld, per bestand (`--alles` noemt elke bepaling)",
                files.into_iter().map(head).collect(),
            );
        }
        let stray = self.merken_zonder_bepaling.iter().map(|s| Entry { head: s.clone(), lines: Vec::new() });
        sheet.part("Merken bij een bepaling die er niet meer is", stray.collect());
        sheet.foot.push(
            "Een merk telt zolang de bepaling hetzelfde zegt. Witruimte, opmerkingen en de leesdatum maken niet uit."
                .to_owned(),
        );
        sheet
    }

    /// Text for people; `all` names every provision.
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
