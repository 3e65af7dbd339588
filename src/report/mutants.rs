//! The mirror of a run of mutants.

use crate::mutate::{Base, Fate, Mutant, Site};
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
    /// Hoeveel er per wet ten hoogste zijn gekozen; leeg als de keuze voor alle wetten samen was.
    pub per_wet: Option<usize>,
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LawView {
    /// Code.
    pub wet: String,
    /// Hoeveel mutanten er kunnen zijn.
    pub mogelijk: usize,
    /// Hoeveel er zijn geprobeerd, met de geweigerde.
    pub geprobeerd: usize,
    /// Mutanten die een toets opmerkte.
    pub gedood: usize,
    /// Mutanten die de controle van de regels al weigerde.
    pub geweigerd: usize,
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

/// How mutants were chosen.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// The number the choice began with.
    pub seed: u64,
    /// How many of each law at most.
    pub per_law: Option<usize>,
}

impl MutantsView {
    /// The mirror of mutants among the sites they were chosen from.
    #[must_use]
    pub fn of(all: &[Mutant], tests: &[Prepared], base: &Base, sites: &[Site], choice: Choice) -> Self {
        let possible = |law: &str| sites.iter().filter(|s| &*s.law == law).map(|s| s.count).sum::<usize>();
        let mut wetten: Vec<LawView> = Vec::new();
        for m in all {
            let (killed, survived, refused) = match m.fate {
                Fate::Killed(_) => (1, 0, 0),
                Fate::Survived => (0, 1, 0),
                Fate::Refused(_) => (0, 0, 1),
            };
            let law = find(
                &mut wetten,
                |l| l.wet == *m.law,
                || LawView { wet: m.law.to_string(), mogelijk: possible(&m.law), ..LawView::default() },
            );
            let Some(law) = law else { continue };
            law.geprobeerd += 1;
            law.geweigerd += refused;
            if refused > 0 {
                continue;
            }
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
            mogelijk: sites.iter().map(|s| s.count).sum(),
            zaad: choice.seed,
            per_wet: choice.per_law,
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
