//! What tests and mutants gave, as people and machines read it: text, JSON, JUnit, SARIF, annotations on a change.

mod annotation;
mod junit;
mod mutants;
mod mutants_markdown;
mod mutants_text;
mod sarif;
mod tests;
mod tests_text;

pub use annotation::annotations;
pub use junit::junit;
pub use mutants::{Choice, LawView, MutantView, MutantsView, PlaceScoreView, mutants_schema};
pub use mutants_markdown::mutants_markdown;
pub use mutants_text::mutants_text;
pub use sarif::sarif;
pub use tests::{FailureView, FaultView, TestView, TestsView, tests_schema};
pub use tests_text::{failures_text, tests_text};

/// Columns and colour of a terminal.
#[derive(Clone, Copy, Debug)]
pub struct Paper {
    /// Columns.
    pub width: usize,
    /// Whether it shows colour.
    pub colour: bool,
}

impl Paper {
    const BOLD: &str = "\u{1b}[1m";
    const RED: &str = "\u{1b}[31m";
    const GREEN: &str = "\u{1b}[32m";

    fn styled(self, style: &str, text: &str) -> String {
        if self.colour { format!("{style}{text}\u{1b}[0m") } else { text.to_owned() }
    }

    /// A label with its text beside it, wrapped.
    fn labelled(self, label: &str, text: &str) -> String {
        const LABEL: usize = 12;
        let lines = crate::render::wrap(text, self.width.saturating_sub(LABEL + 2).max(30));
        let row = |(i, line): (usize, &String)| format!("  {:LABEL$}{line}\n", if i == 0 { label } else { "" });
        lines.iter().enumerate().map(row).collect()
    }
}
