//! What authors of rules keep up, for readers.

mod amounts;
mod choices;
mod reviews;
mod scaffold;
mod sheet;
mod source;

pub use amounts::{AmountsView, amounts_schema};
pub use choices::{ChoicesView, FlipView, choices_schema};
pub use reviews::{ReviewsView, reviews_schema};
pub use scaffold::ScaffoldView;
pub use source::{AffectedTestView, SourceView, source_schema};

use crate::upkeep::Spot;
use schemars::JsonSchema;
use serde::Serialize;

/// A line of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SpotView {
    /// Bestand.
    pub bestand: String,
    /// Regel, vanaf 1.
    pub regel: usize,
}

impl SpotView {
    fn new(spot: &Spot) -> Self {
        Self { bestand: spot.file.clone(), regel: spot.line }
    }
}

impl std::fmt::Display for SpotView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.bestand, self.regel)
    }
}

/// A provision and where it stands, on one line.
fn placed(what: &str, spot: Option<&SpotView>) -> String {
    spot.map_or_else(|| what.to_owned(), |s| format!("{what} ({s})"))
}
