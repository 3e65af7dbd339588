//! The mirror of a run of tests: the contract for machine readers, and what every other form is written from.

use crate::suite::{Failure, Prepared, Report};
use schemars::JsonSchema;
use serde::Serialize;

/// A run of tests.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TestsView {
    /// Hoeveel toetsen er draaiden.
    pub toetsen: usize,
    /// Hoeveel er mislukten, met de bestanden waarin iets niet te lezen is.
    pub mislukt: usize,
    /// Elke toets, in volgorde van bestand en regel.
    pub uitkomsten: Vec<TestView>,
    /// Wat er aan de bestanden zelf niet klopt.
    pub bestandsfouten: Vec<FaultView>,
}

/// A test.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TestView {
    /// Bestand.
    pub bestand: String,
    /// Regel waar de toets begint, vanaf 1.
    pub regel: usize,
    /// De koppen erboven, en voor een tabel de rij.
    pub naam: String,
    /// Of alles uitkwam.
    pub gelukt: bool,
    /// Wat niet uitkwam.
    pub fouten: Vec<FailureView>,
}

/// Something that did not come out as expected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FailureView {
    /// Regel in het bestand, vanaf 1.
    pub regel: usize,
    /// Wat er niet klopt, in één zin.
    pub zin: String,
    /// De verwachting zoals zij er staat; leeg als de hele toets niet klopt.
    pub verwachting: Option<String>,
    /// Verwachte waarde, bij een oordeel, bedrag of waarde.
    pub verwacht: Option<String>,
    /// Waarde die eruit kwam.
    pub uitkomst: Option<String>,
    /// Bepaling die beslist.
    pub bepaling: Option<String>,
    /// Die bepaling in één zin.
    pub kern: Option<String>,
    /// Eerste zin van de uitkomst.
    pub waarom: Option<String>,
}

/// Something wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FaultView {
    /// Bestand.
    pub bestand: String,
    /// Regel, vanaf 1.
    pub regel: usize,
    /// Wat er niet klopt.
    pub zin: String,
}

/// The JSON schema of a run of tests.
#[must_use]
pub fn tests_schema() -> serde_json::Value {
    schemars::schema_for!(TestsView).to_value()
}

impl TestsView {
    /// The mirror of tests with their reports, in the same order.
    #[must_use]
    pub fn of<'a>(all: impl IntoIterator<Item = (&'a Prepared, &'a Report)>, faults: Vec<FaultView>) -> Self {
        let uitkomsten: Vec<TestView> = all.into_iter().map(|(test, report)| one(test, report)).collect();
        Self {
            toetsen: uitkomsten.len(),
            mislukt: uitkomsten.iter().filter(|t| !t.gelukt).count() + faults.len(),
            uitkomsten,
            bestandsfouten: faults,
        }
    }

    /// The failures with the test they belong to.
    pub(super) fn failures(&self) -> impl Iterator<Item = (&TestView, &FailureView)> {
        self.uitkomsten.iter().flat_map(|t| t.fouten.iter().map(move |f| (t, f)))
    }
}

fn one(test: &Prepared, report: &Report) -> TestView {
    TestView {
        bestand: test.file.to_string(),
        regel: test.test.line,
        naam: test.test.name.clone(),
        gelukt: report.failures.is_empty(),
        fouten: report.failures.iter().map(failure).collect(),
    }
}

fn failure(f: &Failure) -> FailureView {
    FailureView {
        regel: f.line,
        zin: f.message.clone(),
        verwachting: (!f.written.is_empty()).then(|| f.written.clone()),
        verwacht: f.differs.as_ref().map(|(expected, _)| expected.clone()),
        uitkomst: f.differs.as_ref().map(|(_, got)| got.clone()),
        bepaling: f.cited.as_ref().map(|c| c.citation.clone()),
        kern: f.cited.as_ref().and_then(|c| c.gist.clone()),
        waarom: f.because.clone(),
    }
}
