//! An official text next to what was read of it, for readers.

use super::sheet::{Entry, Sheet};
use super::{SpotView, placed};
use crate::render::entangled::count;
use crate::upkeep::{Drift, Moved, Report};
use schemars::JsonSchema;
use serde::Serialize;

/// What moved between the official text and what was read of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SourceView {
    /// Nummer van de regeling, zoals `BWBR0015703`.
    pub regeling: String,
    /// Dag van de tekst die nu is vergeleken, `jjjj-mm-dd`.
    pub toestand: String,
    /// Dag van de tekst die is vastgelegd, `jjjj-mm-dd`; leeg als er nog niets is vastgelegd.
    pub vastgelegd: Option<String>,
    /// Codes van de gecodeerde regelingen met dit nummer.
    pub wetten: Vec<String>,
    /// Aantal artikelen en leden met dezelfde woorden.
    pub ongewijzigd: usize,
    /// Artikelen en leden die aandacht vragen.
    pub verschillen: Vec<DriftView>,
}

/// An article or paragraph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DriftView {
    /// Artikel, en lid.
    pub plaats: String,
    /// `gewijzigd`, `vernummerd`, `vervallen`, `nieuw`, `komt`, `na lezing` of `ontbreekt`.
    pub wat: String,
    /// Hetzelfde als zin.
    pub uitleg: String,
    /// Bepalingen die erover gaan.
    pub regels: Vec<RuleView>,
    /// Toetsen van een recht waarbij deze bepalingen zijn bekeken; leeg als er geen toetsen zijn doorgerekend.
    pub toetsen: Vec<AffectedTestView>,
}

/// A provision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RuleView {
    /// Bepaling.
    pub bepaling: String,
    /// Waar zij staat.
    pub plaats: Option<SpotView>,
    /// Dag van de tekst die is gelezen.
    pub gelezen: Option<String>,
}

/// A test.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AffectedTestView {
    /// Naam.
    pub naam: String,
    /// Bestand.
    pub bestand: String,
    /// Regel, vanaf 1.
    pub regel: usize,
}

/// The JSON Schema of the output of `bron`.
#[must_use]
pub fn source_schema() -> serde_json::Value {
    schemars::schema_for!(SourceView).to_value()
}

/// A word for machines, and a sentence for people.
fn told(drift: &Drift) -> (&'static str, String) {
    match drift {
        Drift::Changed => ("gewijzigd", "De woorden zijn anders dan is vastgelegd.".to_owned()),
        Drift::Renumbered { to, taken } => {
            let rest = if *taken { " Op de oude plaats staat nu een andere tekst." } else { "" };
            ("vernummerd", format!("Dezelfde woorden staan nu in {to}.{rest}"))
        }
        Drift::Lapsed => ("vervallen", "Staat niet meer in de geldende tekst.".to_owned()),
        Drift::New => ("nieuw", "Is niet vastgelegd en staat nu in de tekst.".to_owned()),
        Drift::Coming(since) => {
            let when = since.map_or_else(|| "een latere dag".to_owned(), |d| d.to_string());
            ("komt", format!("Gepubliceerd, maar geldt pas vanaf {when}."))
        }
        Drift::AfterReading(since) => {
            ("na lezing", format!("Het artikel heeft een versie van {since}, van na de dag waarop is gelezen."))
        }
        Drift::Missing => ("ontbreekt", "Is gecodeerd als geldend, maar staat niet in de tekst.".to_owned()),
    }
}

const HEADINGS: [(&str, &str); 7] = [
    ("gewijzigd", "Gewijzigd"),
    ("vernummerd", "Vernummerd"),
    ("vervallen", "Vervallen"),
    ("ontbreekt", "Gecodeerd, maar niet in de tekst"),
    ("na lezing", "Versie van na de leesdatum"),
    ("nieuw", "Nieuw"),
    ("komt", "Komt nog"),
];

/// Tests named below one article in text.
const TESTS_SHOWN: usize = 5;

impl DriftView {
    fn new(moved: &Moved, tests: Vec<AffectedTestView>) -> Self {
        let (word, sentence) = told(&moved.drift);
        let rule = |c: &crate::upkeep::Concerned| RuleView {
            bepaling: c.name.clone(),
            plaats: c.spot.as_ref().map(SpotView::new),
            gelezen: c.read.map(|d| d.to_string()),
        };
        Self {
            plaats: moved.key.to_string(),
            wat: word.to_owned(),
            uitleg: sentence,
            regels: moved.rules.iter().map(rule).collect(),
            toetsen: tests,
        }
    }

    fn entry(&self) -> Entry {
        let read = |r: &RuleView| r.gelezen.as_ref().map_or_else(String::new, |d| format!(", gelezen {d}"));
        let mut rules: Vec<String> = Vec::new();
        for (i, r) in self.regels.iter().enumerate() {
            // The readings of one interpretation are told as one.
            if !self.regels.iter().take(i).any(|b| b.bepaling == r.bepaling && b.gelezen == r.gelezen) {
                rules.push(format!("{}{}", placed(&r.bepaling, r.plaats.as_ref()), read(r)));
            }
        }
        let tests = self.toetsen.iter().take(TESTS_SHOWN);
        let tests = tests.map(|t| format!("toets: {} ({}:{})", t.naam, t.bestand, t.regel));
        let more = self.toetsen.len().saturating_sub(TESTS_SHOWN);
        let more = (more > 0).then(|| format!("en nog {}", count(more, "toets", "toetsen")));
        Entry {
            head: format!("{}: {}", self.plaats, self.uitleg),
            lines: rules.into_iter().chain(tests).chain(more).collect(),
        }
    }
}

impl SourceView {
    /// A report in words; `tests` gives the tests that touch what is encoded of an article.
    #[must_use]
    pub fn new(report: &Report, tests: impl Fn(&Moved) -> Vec<AffectedTestView>) -> Self {
        Self {
            regeling: report.id.clone(),
            toestand: report.on.to_string(),
            vastgelegd: report.recorded.map(|d| d.to_string()),
            wetten: report.laws.iter().map(ToString::to_string).collect(),
            ongewijzigd: report.unchanged,
            verschillen: report.moved.iter().map(|m| DriftView::new(m, tests(m))).collect(),
        }
    }

    /// Whether something that is encoded needs a look.
    #[must_use]
    pub fn work(&self) -> bool {
        self.verschillen.iter().any(|v| !v.regels.is_empty())
    }

    fn sheet(&self, all: bool) -> Sheet {
        let mut sheet = Sheet {
            title: format!("{} ({}): de tekst van {}", self.wetten.join(", "), self.regeling, self.toestand),
            ..Sheet::default()
        };
        sheet.lead.push(match &self.vastgelegd {
            Some(date) => format!(
                "Vergeleken met wat is vastgelegd van de tekst van {date}: {} ongewijzigd.",
                count(self.ongewijzigd, "artikel of lid is", "artikelen en leden zijn")
            ),
            None => "Er is nog niets vastgelegd; alleen de nummers en de leesdatums zijn vergeleken. `--vastleggen` bewaart sommen van deze tekst.".to_owned(),
        });
        for (word, heading) in HEADINGS {
            let mine = self.verschillen.iter().filter(|v| v.wat == word && (all || !v.regels.is_empty()));
            sheet.part(heading, mine.map(DriftView::entry).collect());
        }
        if sheet.parts.is_empty() {
            sheet.lead.push("Van wat is gecodeerd, vraagt niets om aandacht.".to_owned());
        }
        let rest = self.verschillen.iter().filter(|v| v.regels.is_empty()).count();
        if rest > 0 && !all {
            let what = count(
                rest,
                "artikel of lid dat niet is gecodeerd, verschilt ook",
                "artikelen en leden die niet zijn gecodeerd, verschillen ook",
            );
            sheet.foot.push(format!("{what}; `--alles` toont ze."));
        }
        sheet.foot.push("Vergeleken zijn de woorden, niet de betekenis: lees wat hier staat zelf na.".to_owned());
        sheet
    }

    /// Text for people; `all` also shows what is not encoded.
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
