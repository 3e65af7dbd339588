//! Diagnostics as values: what is wrong, why it matters, what to do. Rendering happens elsewhere.

mod codes;

pub use codes::list as code;
pub use codes::{CODES, Code, page};

use crate::text::{Place, Span};
use std::fmt::Write as _;

/// Finds the file and bytes of a place, and the text of a file.
pub trait Sources {
    /// File and bytes.
    fn locate(&self, place: &Place) -> Option<(String, Span)>;
    /// Text of a file.
    fn text(&self, path: &str) -> Option<&str>;
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Stops the rules or the case from being used.
    Error,
    /// Suspicious; the rest goes on.
    Warning,
}

/// A labelled place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What stands there, in one short sentence; may be empty.
    pub text: String,
    /// Whether this is the place to mend.
    pub primary: bool,
}

/// One message. The title alone must make sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable code, explained by `kanwel leguit`.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub title: String,
    /// Places, the primary one first.
    pub labels: Vec<Label>,
    /// Why it matters.
    pub why: Option<String>,
    /// What to do.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(code: Code, place: Place, title: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            title: title.into(),
            labels: vec![Label { place, text: String::new(), primary: true }],
            why: None,
            help: None,
        }
    }

    /// A warning at a place.
    pub fn warning(code: Code, place: Place, title: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, place, title) }
    }

    /// Says what stands at the primary place.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        if let Some(first) = self.labels.first_mut() {
            first.text = text.into();
        }
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn also(mut self, place: Place, text: impl Into<String>) -> Self {
        self.labels.push(Label { place, text: text.into(), primary: false });
        self
    }

    /// Says why it matters.
    #[must_use]
    pub fn why(mut self, text: impl Into<String>) -> Self {
        self.why = Some(text.into());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Suggests the nearest of `candidates` to a misspelt `word`, if one is near enough.
    #[must_use]
    pub fn suggest<'a>(self, word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Self {
        match nearest(word, candidates) {
            Some(best) => {
                let mut help = format!("Bedoelde u `{best}`?");
                if let Some(old) = &self.help {
                    let _ = write!(help, " {old}");
                }
                self.help(help)
            }
            None => self,
        }
    }

    /// Whether this stops the rules or the case from being used.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// The candidate most like `word`, if the likeness is convincing. Ties go to the first in alphabetical order.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = word.chars().count().div_ceil(3).min(4);
    candidates
        .into_iter()
        .filter(|c| *c != word)
        .map(|c| (strsim::osa_distance(word, c), c))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, c)| c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_finds_typing_errors_and_nothing_else() {
        let known = ["hoofdverblijf", "woonadres", "toetsingsinkomen"];
        assert_eq!(nearest("hofdverblijf", known), Some("hoofdverblijf"));
        assert_eq!(nearest("wonadres", known), Some("woonadres"));
        assert_eq!(nearest("inkomen", known), None);
    }

    #[test]
    fn every_code_has_a_page_with_what_why_and_remedy() {
        for code in CODES {
            let page = page(code.0).unwrap_or_default();
            for part in ["**Wat**", "**Waarom**", "**Wat te doen**"] {
                assert!(page.contains(part), "docs/meldingen.md: {code} mist {part}");
            }
        }
    }

    #[test]
    fn every_page_has_a_code() {
        for heading in codes::PAGES.lines().filter_map(|l| l.strip_prefix("## ")) {
            let word = heading.split(' ').next().unwrap_or_default();
            assert!(CODES.iter().any(|c| c.0 == word), "docs/meldingen.md beschrijft {word}, dat niet bestaat");
        }
    }
}
