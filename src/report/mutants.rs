//! The mirror of a run of mutants.

use crate::mutate::{Base, Fate, Mutant};
use crate::suite::Prepared;
use schemars::JsonSchema;
use serde::Serialize;

/// A run of mutants.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MutantsView {
    /// Hoeveel mutanten zijn geprobeerd, zonder de geweigerde.
    pub mutanten: usize,
    /// Hoeveel een toets opmerkte.
    pub gedood: usize,
    /// Hoeveel geen toets opmerkte.
    pub overleefd: usize,
    /// Hoeveel de controle van de regels al weigerde; die tellen niet mee.
    pub geweigerd: usize,
    /// Deel dat is opgemerkt, in hele procenten naar beneden; leeg als er geen mutanten zijn.
    pub score: Option<usize>,
    /// Hoeveel mutanten er kunnen zijn.
    pub mogelijk: usize,
    /// Het getal waarmee de keuze begint.
    pub zaad: u64,
    /// Hoeveel toetsen er draaien, zonder die al mislukken.
    pub toetsen: usize,
    /// Toetsen die zonder mutant al mislukken; die merken niets op.
    pub al_mislukt: Vec<String>,
    /// Per wet.
    pub wetten: Vec<LawView>,
    /// Elke mutant, in volgorde van bestand en regel.
    pub uitkomsten: Vec<MutantView>,
}

/// A law.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LawView {
    /// Code.
    pub wet: String,
    /// Mutanten die een toets opmerkte.
    pub gedood: usize,
    /// Mutanten die geen toets opmerkte.
    pub overleefd: usize,
    /// Deel dat is opgemerkt, in hele procenten naar beneden; leeg als er geen mutanten zijn.
    pub score: Option<usize>,
    /// Per bepaling, die met de meeste overlevers eerst.
    pub bepalingen: Vec<PlaceScoreView>,
}

/// A provision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PlaceScoreView {
    /// Vindplaats.
    pub bepaling: String,
    /// Mutanten die een toets opmerkte.
    pub gedood: usize,
    /// Mutanten die geen toets opmerkte.
    pub overleefd: usize,
}

/// A mutant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MutantView {
    /// Code van de wet.
    pub wet: String,
    /// Vindplaats.
    pub bepaling: String,
    /// Bestand.
    pub bestand: String,
    /// Regel, vanaf 1.
    pub regel: usize,
    /// `voorwaarde weg`, `mogelijkheid weg`, `grens`, `getal`, `moet of kan`, `uitzondering weg` of `omgekeerd`.
    pub soort: String,
    /// Wat er is veranderd, als zin.
    pub zin: String,
    /// De regels zoals ze er staan.
    pub oud: Vec<String>,
    /// De regels zoals ze zijn geprobeerd.
    pub nieuw: Vec<String>,
    /// `gedood`, `overleefd` of `geweigerd`.
    pub lot: String,
    /// De toets die het opmerkte, of de fout waarmee de regels zijn geweigerd.
    pub door: Option<String>,
    /// Hoeveel toetsen ervan kunnen afhangen.
    pub toetsen: usize,
}

/// The JSON schema of a run of mutants.
#[must_use]
pub fn mutants_schema() -> serde_json::Value {
    schemars::schema_for!(MutantsView).to_value()
}

fn place(test: &Prepared) -> String {
    format!("{}:{}", test.file, test.test.line)
}

/// Whole percents, rounded down, so that 100 means all.
pub(super) fn score(killed: usize, survived: usize) -> Option<usize> {
    (killed * 100).checked_div(killed + survived)
}

impl MutantsView {
    /// The mirror of mutants.
    #[must_use]
    pub fn of(all: &[Mutant], tests: &[Prepared], base: &Base, possible: usize, seed: u64) -> Self {
        let mut wetten: Vec<LawView> = Vec::new();
        for m in all {
            let (killed, survived) = match m.fate {
                Fate::Killed(_) => (1, 0),
                Fate::Survived => (0, 1),
                Fate::Refused(_) => continue,
            };
            let law = find(
                &mut wetten,
                |l| l.wet == *m.law,
                || LawView { wet: m.law.to_string(), gedood: 0, overleefd: 0, score: None, bepalingen: Vec::new() },
            );
            let Some(law) = law else { continue };
            law.gedood += killed;
            law.overleefd += survived;
            law.score = score(law.gedood, law.overleefd);
            let place = find(
                &mut law.bepalingen,
                |p| p.bepaling == m.citation,
                || PlaceScoreView { bepaling: m.citation.clone(), gedood: 0, overleefd: 0 },
            );
            if let Some(place) = place {
                place.gedood += killed;
                place.overleefd += survived;
            }
        }
        wetten.sort_by(|a, b| a.wet.cmp(&b.wet));
        wetten.iter_mut().for_each(|l| l.bepalingen.sort_by_key(|p| std::cmp::Reverse(p.overleefd)));
        let (gedood, overleefd) = wetten.iter().fold((0, 0), |(k, s), l| (k + l.gedood, s + l.overleefd));
        Self {
            mutanten: gedood + overleefd,
            gedood,
            overleefd,
            geweigerd: all.len() - gedood - overleefd,
            score: score(gedood, overleefd),
            mogelijk: possible,
            zaad: seed,
            toetsen: tests.len() - base.failing.len(),
            al_mislukt: base.failing.iter().filter_map(|i| tests.get(*i)).map(place).collect(),
            wetten,
            uitkomsten: all.iter().map(|m| one(m, tests)).collect(),
        }
    }
}

fn one(m: &Mutant, tests: &[Prepared]) -> MutantView {
    let (fate, by) = match &m.fate {
        Fate::Killed(by) => ("gedood", tests.get(*by).map(place)),
        Fate::Survived => ("overleefd", None),
        Fate::Refused(error) => ("geweigerd", Some(error.clone())),
    };
    MutantView {
        wet: m.law.to_string(),
        bepaling: m.citation.clone(),
        bestand: m.path.to_string(),
        regel: m.line,
        soort: m.change.word().to_owned(),
        zin: m.change.sentence().to_owned(),
        oud: m.old.clone(),
        nieuw: m.new.clone(),
        lot: fate.to_owned(),
        door: by,
        toetsen: m.tests,
    }
}

/// The element that fits, or a new one.
fn find<T>(all: &mut Vec<T>, fits: impl Fn(&T) -> bool, new: impl FnOnce() -> T) -> Option<&mut T> {
    let at = all.iter().position(&fits).unwrap_or_else(|| {
        all.push(new());
        all.len() - 1
    });
    all.get_mut(at)
}
