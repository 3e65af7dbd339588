//! A test made ready: read once, run against as many programs as needed.

use super::expect::{Expectation, expectation};
use super::parse::Test;
use crate::case::{Node, NodeKind, merge, parse_toml};
use crate::diagnostic::Diagnostic;
use crate::value::Date;
use std::sync::Arc;

/// Loads the base of a case by the name written in the suite.
pub type Bases<'a> = &'a dyn Fn(&str) -> Result<Node, String>;

/// A test with its case and expectations read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    /// File it stands in, as shown to people.
    pub file: Arc<str>,
    /// The test.
    pub test: Test,
    /// The case with its base, or why it cannot be read.
    pub tree: Result<Node, String>,
    /// Lines with their expectations, or what is wrong with them.
    pub expectations: Vec<(usize, Result<Expectation, String>)>,
}

impl Prepared {
    /// Reads a test. Nothing of it depends on the rules.
    #[must_use]
    pub fn new(file: &Arc<str>, test: Test, bases: Bases<'_>) -> Self {
        let tree = tree(&test, bases);
        let expectations = test.expectations.iter().map(|(line, text)| (*line, expectation(text))).collect();
        Self { file: file.clone(), test, tree, expectations }
    }
}

/// The case of a test: its base, what it changes, and what the row sets.
fn tree(test: &Test, bases: Bases<'_>) -> Result<Node, String> {
    let path: Arc<str> = "casus".into();
    let own = parse_toml(&path, &test.case).map_err(|d| said(&d))?;
    let mut root = match own.get("basis").and_then(Node::text).cloned() {
        Some(name) => merge(bases(&name)?, own),
        None => own,
    };
    for (role, fact, value) in &test.facts {
        root = merge(root, Node::at(&path, &["personen", role, fact], scalar(value)));
    }
    Ok(root)
}

/// A cell of a table as a value of a case.
fn scalar(cell: &str) -> NodeKind {
    match (cell, Date::parse(cell)) {
        ("true" | "ja", _) => NodeKind::Bool(true),
        ("false" | "nee", _) => NodeKind::Bool(false),
        (_, Some(date)) => NodeKind::Date(date),
        _ => NodeKind::Text(cell.into()),
    }
}

/// A diagnostic as one line.
pub(super) fn said(d: &Diagnostic) -> String {
    format!("{} {}.{}", d.code, d.title, d.help.as_ref().map_or(String::new(), |h| format!(" {h}")))
}
