//! What the authors of rules keep up: amounts that run out, who reviewed what, how far the official text moved away from
//! what was read, which readings were chosen, and new provisions.
//!
//! Everything here is a function of rules, texts and a date that is given: there is no clock.

mod amounts;
mod blocks;
mod choices;
mod compare;
mod marks;
mod official;
mod record;
mod review;
mod scaffold;

pub use amounts::{Amounts, Gap, RunsOut, Shown, amounts};
pub use blocks::{Spot, Written, spot, written};
pub use choices::{ChoiceAt, Flip, ReadingAt, choices, flips};
pub use compare::{Concerned, Drift, Moved, Report, compare};
pub use marks::{Mark, Marks, Role, Version, read_marks, write_marks};
pub use official::{MAX_XML, Official, Standing as TextStanding, UnitKey, UnitText, official};
pub use record::{Record, read_record, write_record};
pub use review::{Review, Reviewable, Standing, reviewable, reviews, sign};
pub use scaffold::{Asked, Scaffold, asked, scaffold};

use std::fmt;

/// Why something an author asked for cannot be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What is wrong, as a sentence.
    pub what: String,
    /// What to do.
    pub help: String,
}

impl Refused {
    fn new(what: impl Into<String>, help: impl Into<String>) -> Self {
        Self { what: what.into(), help: help.into() }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

/// A hash short enough to read in a difference of two files: sixteen digits of the SHA-256.
fn digest(text: &str) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(text.as_bytes()).iter().take(8).map(|b| format!("{b:02x}")).collect()
}
