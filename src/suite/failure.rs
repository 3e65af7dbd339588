//! What did not come out as expected, in parts that a report can lay out.

/// Something that did not come out as expected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Failure {
    /// Line in the suite, from 1.
    pub line: usize,
    /// What was expected and what came out, in Dutch.
    pub message: String,
    /// The expectation as written; empty when the test as a whole is wrong.
    pub written: String,
    /// For a verdict, amount or value: what was expected and what came out.
    pub differs: Option<(String, String)>,
    /// The provision that decides it.
    pub cited: Option<Cited>,
    /// The first sentence of the outcome.
    pub because: Option<String>,
}

/// A provision, by citation and in one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// Citation.
    pub citation: String,
    /// Its sentence (`kern`).
    pub gist: Option<String>,
}

/// The result of a test.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What failed; nothing when the test passed.
    pub failures: Vec<Failure>,
}

impl Failure {
    pub(super) fn plain(line: usize, message: String) -> Self {
        Self { line, message, ..Self::default() }
    }
}

/// A failure that does not know its line yet.
pub(super) struct Miss(Box<Failure>);

impl From<String> for Miss {
    fn from(message: String) -> Self {
        Self(Box::new(Failure::plain(0, message)))
    }
}

impl Miss {
    pub(super) fn value(message: String, expected: &str, got: &str) -> Self {
        let mut miss = Self::from(message);
        miss.0.differs = Some((expected.to_owned(), got.to_owned()));
        miss
    }

    /// With the provision it comes from, and the first sentence of the outcome.
    pub(super) fn by(mut self, cited: Option<Cited>, because: Option<&String>) -> Self {
        self.0.cited = cited;
        self.0.because = because.cloned();
        self
    }

    pub(super) fn at(self, line: usize, written: &str) -> Failure {
        Failure { line, written: written.to_owned(), ..*self.0 }
    }
}
