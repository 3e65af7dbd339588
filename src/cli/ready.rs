//! What every question about a case needs first: rules without errors, a case that can be, and the words to answer in.

use super::args::Global;
use super::{exit, usable_rules};
use crate::case::{Case, Node, read};
use crate::diagnostic::{Diagnostic, code};
use crate::eval::{Impossible, Settings, impossible};
use crate::host::{self, HostError};
use crate::ir::Program;
use crate::ir::rule::Body;
use crate::render::{Names, Options, Showing, diagnostics};
use crate::text::Place;
use crate::value::Date;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// Rules and a case, ready to be asked.
pub(super) struct Ready {
    pub program: Arc<Program>,
    pub case: Case,
    pub settings: Settings,
    /// Of the rules, as shown with every answer.
    pub version: String,
}

impl Ready {
    /// The words to answer in.
    pub(super) fn showing(&self) -> Showing<'_> {
        let names = Names { program: &self.program, case: &self.case };
        Showing { names, date: self.settings.date, version: &self.version, derivations: false }
    }
}

/// Rules and a case without errors; the exit code after showing what is wrong.
pub(super) fn ready(global: &Global, case: &Path, date: Option<Date>) -> Result<Result<Ready, u8>, HostError> {
    let loaded = match usable_rules(global, &[])? {
        Ok(loaded) => loaded,
        Err(code) => return Ok(Err(code)),
    };
    let program = loaded.corpus.program();
    let Some((case, settings)) = usable_case(&program, case, date, BTreeMap::new())? else {
        return Ok(Err(exit::INVALID));
    };
    Ok(Ok(Ready { version: host::version(&loaded.corpus), program, case, settings }))
}

/// An answer as JSON, with a line end.
pub(super) fn json(view: &impl serde::Serialize) -> String {
    format!("{}\n", serde_json::to_string_pretty(view).unwrap_or_default())
}

/// How text is shown on this terminal; `all` shows what is usually left out.
pub(super) fn options(all: bool) -> Options {
    Options { all, colour: host::colour(), width: host::width() }
}

/// A case without errors with its settings; `None` after showing what is wrong.
pub(super) fn usable_case(
    program: &Program,
    path: &Path,
    date: Option<Date>,
    readings: BTreeMap<Arc<str>, Arc<str>>,
) -> Result<Option<(Case, Settings)>, HostError> {
    let file = host::read_case(path)?;
    let mut found = file.diagnostics.clone();
    let case = file.root.as_ref().and_then(|root| {
        let reading = read(program, root);
        found.extend(reading.diagnostics);
        reading.case
    });
    let date = date.or_else(|| case.as_ref().and_then(|c| c.date));
    if let (Some(_), None) = (&case, date) {
        found.push(no_date(path));
    }
    let settings = date.map(|date| Settings { readings, ..Settings::on(date) });
    if let (Some(case), Some(settings), Some(root)) = (&case, &settings, &file.root) {
        let broken = impossible(program, case, settings);
        found.extend(impossible_diagnostics(program, case, &broken, root));
    }
    if !found.is_empty() {
        host::eprint(&diagnostics(&found, &file, host::colour(), host::width()))?;
    }
    Ok(case.zip(settings).filter(|_| !found.iter().any(Diagnostic::is_error)))
}

fn no_date(path: &Path) -> Diagnostic {
    Diagnostic::error(code::CASE_MISSING, host::top_of(&host::name_of(path)), "Er is geen peildatum")
        .why("Wetten en bedragen verschillen per dag; zonder datum is er geen antwoord.")
        .help("Zet `peildatum = 2026-03-01` in de casus, of geef `--peildatum 2026-03-01`.")
}

/// What cannot be, as diagnostics at the persons and things it is about.
pub(super) fn impossible_diagnostics(
    program: &Program,
    case: &Case,
    found: &[Impossible],
    root: &Node,
) -> Vec<Diagnostic> {
    found
        .iter()
        .filter_map(|i| {
            let linked = program.rule(i.rule)?;
            let Body::Impossible { text } = &linked.rule.body else { return None };
            let who: Vec<String> = i.about.iter().map(|e| format!("`{}`", case.name(*e))).collect();
            let mut places = i.about.iter().filter_map(|e| label_place(root, &case.name(*e)));
            let first = places.next().unwrap_or_else(|| root.place.clone());
            let what =
                Diagnostic::error(code::CASE_IMPOSSIBLE, first, format!("Dit kan niet: {text} ({})", who.join(", ")))
                    .why("Een onmogelijke situatie geeft onzinnige uitkomsten; bijna altijd is een feit verwisseld of verkeerd getikt.")
                    .help(format!("Controleer de feiten van {}.", who.join(" en ")));
            Some(places.fold(what, |d, p| d.also(p, "")))
        })
        .collect()
}

/// Where a label is introduced: a key of a table of persons, addresses or things.
fn label_place(root: &Node, label: &str) -> Option<Place> {
    root.entries().iter().filter(|(key, _, _)| &**key != "relaties").find_map(|(_, _, group)| {
        group.entries().iter().find(|(key, _, _)| &**key == label).map(|(_, place, _)| place.clone())
    })
}
