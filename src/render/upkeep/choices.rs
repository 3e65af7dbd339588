//! Chosen readings and what flips under another, for readers.

use super::SpotView;
use super::sheet::{Entry, Sheet};
use crate::case::Case;
use crate::eval::{Amount, Verdict};
use crate::ir::Program;
use crate::render::Names;
use crate::render::build::amount_written;
use crate::render::entangled::count;
use crate::upkeep::{ChoiceAt, Flip};
use schemars::JsonSchema;
use serde::Serialize;

/// The interpretations of the rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ChoicesView {
    /// De keuzes, in volgorde van bestand en plaats.
    pub keuzes: Vec<ChoiceView>,
    /// Aantal casussen dat met elke andere lezing is doorgerekend; leeg zonder `--casussen`.
    pub casussen: Option<usize>,
}

/// An interpretation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ChoiceView {
    /// Naam, zoals bij `--lezing`.
    pub naam: String,
    /// Waar het over gaat.
    pub titel: String,
    /// Bepaling die wordt gelezen.
    pub bepaling: Option<String>,
    /// Waar de keuze staat.
    pub plaats: SpotView,
    /// De lezing die geldt.
    pub gekozen: String,
    /// Waarom.
    pub reden: String,
    /// Alle lezingen.
    pub lezingen: Vec<ReadingView>,
}

/// A reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReadingView {
    /// Naam.
    pub naam: String,
    /// Wat zij inhoudt.
    pub tekst: String,
    /// Wat er in de casussen anders wordt onder deze lezing.
    pub omslagen: Vec<FlipView>,
}

/// An outcome that is another under another reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FlipView {
    /// Bestand van de casus.
    pub casus: String,
    /// Recht, als `Wet.naam`.
    pub recht: String,
    /// Voor wie, en zo nodig waarvoor.
    pub voor: String,
    /// Uitkomst onder de gekozen lezing.
    pub was: String,
    /// Uitkomst onder deze lezing.
    pub wordt: String,
    /// Naam van de keuze.
    #[serde(skip)]
    pub keuze: String,
    /// Naam van deze lezing.
    #[serde(skip)]
    pub lezing: String,
}

/// The JSON Schema of the output of `keuzes`.
#[must_use]
pub fn choices_schema() -> serde_json::Value {
    schemars::schema_for!(ChoicesView).to_value()
}

impl FlipView {
    /// A flip in the words of a case.
    #[must_use]
    pub fn new(program: &Program, case: &Case, file: &str, flip: &Flip) -> Self {
        let names = Names { program, case };
        let thing = flip.subject.map_or_else(String::new, |s| format!(", {}", names.entity(s)));
        Self {
            casus: file.to_owned(),
            recht: names.symbol(flip.right),
            voor: format!("{}{thing}", names.entity(flip.holder)),
            was: outcome(flip.before),
            wordt: outcome(flip.after),
            keuze: flip.choice.to_string(),
            lezing: flip.reading.to_string(),
        }
    }

    fn line(&self) -> String {
        format!("{}: {} van {} van `{}` naar `{}`", self.casus, self.recht, self.voor, self.was, self.wordt)
    }
}

fn outcome(result: Option<(Verdict, Option<Amount>)>) -> String {
    match result {
        None => "geen uitkomst".to_owned(),
        Some((verdict, None)) => verdict.word().to_owned(),
        Some((verdict, Some(amount))) => format!("{}, {}", verdict.word(), amount_written(amount)),
    }
}

impl ChoicesView {
    /// Choices with what flips; `cases` is how many cases were worked out, if any were given.
    #[must_use]
    pub fn new(choices: &[ChoiceAt], flips: &[FlipView], cases: Option<usize>) -> Self {
        let reading = |c: &ChoiceAt, r: &crate::upkeep::ReadingAt| ReadingView {
            naam: r.name.to_string(),
            tekst: r.text.to_string(),
            omslagen: flips.iter().filter(|f| *f.keuze == *c.name && *f.lezing == *r.name).cloned().collect(),
        };
        let choice = |c: &ChoiceAt| ChoiceView {
            naam: c.name.to_string(),
            titel: c.caption.to_string(),
            bepaling: c.at.as_ref().map(ToString::to_string),
            plaats: SpotView::new(&c.spot),
            gekozen: c.chosen.to_string(),
            reden: c.reason.to_string(),
            lezingen: c.readings.iter().map(|r| reading(c, r)).collect(),
        };
        Self { keuzes: choices.iter().map(choice).collect(), casussen: cases }
    }

    fn sheet(&self) -> Sheet {
        let mut sheet =
            Sheet { title: count(self.keuzes.len(), "keuze in de uitleg", "keuzes in de uitleg"), ..Sheet::default() };
        let mut flips = 0;
        for c in &self.keuzes {
            let at = c.bepaling.as_ref().map_or_else(String::new, |b| format!(" bij {b}"));
            let mut entries = vec![Entry {
                head: format!("{}{at} ({})", c.naam, c.plaats),
                lines: vec![format!("gekozen: {}", c.gekozen), format!("reden: {}", c.reden)],
            }];
            for r in &c.lezingen {
                flips += r.omslagen.len();
                let chosen = if r.naam == c.gekozen { " (geldt)" } else { "" };
                let lines = r.omslagen.iter().map(FlipView::line).collect();
                entries.push(Entry { head: format!("lezing {}{chosen}: {}", r.naam, r.tekst), lines });
            }
            sheet.part(&c.titel, entries);
        }
        sheet.foot.push(match self.casussen {
            Some(n) => format!(
                "{} doorgerekend, met elke andere lezing apart: {}.",
                count(n, "casus", "casussen"),
                count(flips, "uitkomst verandert", "uitkomsten veranderen")
            ),
            None => "Met `--casussen MAP` ziet u welke uitkomsten omslaan onder een andere lezing.".to_owned(),
        });
        sheet
    }

    /// Text for people.
    #[must_use]
    pub fn text(&self, width: usize) -> String {
        self.sheet().text(width)
    }

    /// Markdown.
    #[must_use]
    pub fn markdown(&self) -> String {
        self.sheet().markdown()
    }
}
