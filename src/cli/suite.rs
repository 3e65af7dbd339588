//! `kanwel toets`

use super::args::{Global, ReportShape, Suites};
use super::{count, exit, record, upkeep, usable_rules, watch};
use crate::case::Node;
use crate::host::{self, HostError, Loaded};
use crate::ir::Program;
use crate::report::{FaultView, Paper, TestsView, annotations, junit, sarif, tests_text};
use crate::suite::{Prepared, Report, parse, run_all, selected};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(super) fn run(global: &Global, args: &Suites) -> Result<u8, HostError> {
    let loaded = match usable_rules(global, &[])? {
        Ok(loaded) => loaded,
        Err(code) => return Ok(code),
    };
    if args.kijk {
        return watch::run(loaded, args);
    }
    let program = loaded.corpus.program();
    let gathered = Gathered::new(&args.paths, loaded.dir.as_deref())?.filtered(&program, args.filter.as_deref())?;
    let reports = gathered.run(&program);
    if args.vastleggen {
        return record::run(&loaded, args, &gathered, &reports);
    }
    let view = gathered.view(&reports);
    host::print(&match args.formaat {
        ReportShape::Tekst => tests_text(&view, paper()),
        ReportShape::Json => format!("{}\n", serde_json::to_string_pretty(&view).unwrap_or_default()),
        ReportShape::Junit => junit(&view),
        ReportShape::Sarif => sarif(&view, env!("CARGO_PKG_VERSION")),
        ReportShape::Github => annotations(&view),
    })?;
    let unread = if args.streng { unreviewed(global, &loaded, args.formaat)? } else { false };
    Ok(if unread { exit::FINDINGS } else { verdict(&view) })
}

/// Tells which provisions two readers have not reviewed as they now stand; whether there are any. What another program
/// reads stays as it is: then it is told beside it.
fn unreviewed(global: &Global, loaded: &Loaded, shape: ReportShape) -> Result<bool, HostError> {
    let (short, all) = upkeep::short(global, loaded)?;
    let text = match short.as_slice() {
        [] => format!("{} door twee lezers beoordeeld.\n", count(all, "bepaling is", "bepalingen zijn")),
        names => {
            let list: String = names.iter().map(|n| format!("  {n}\n")).collect();
            let all = count(all, "bepaling", "bepalingen");
            format!("\nNiet door twee lezers beoordeeld: {} van {all}.\n{list}", names.len())
        }
    };
    if shape == ReportShape::Tekst {
        host::print(&text)?
    } else {
        host::eprint(&text)?
    }
    Ok(!short.is_empty())
}

pub(super) fn verdict(view: &TestsView) -> u8 {
    if view.mislukt == 0 { exit::OK } else { exit::FINDINGS }
}

pub(super) fn paper() -> Paper {
    Paper { width: host::width(), colour: host::colour() }
}

/// The paths given, or else where tests stand.
pub(super) fn places(given: &[PathBuf], rules: Option<&Path>) -> Vec<PathBuf> {
    match (given, found(rules)) {
        // The place where one expects them, for the message.
        ([], found) if found.is_empty() => vec![PathBuf::from(SUITE)],
        ([], found) => found,
        (given, _) => given.to_vec(),
    }
}

/// Where tests stand when nobody says.
const SUITE: &str = "tests/suite";

/// `tests/suite`, and the Markdown files next to the rules of a directory, as far as they are there.
pub(super) fn found(rules: Option<&Path>) -> Vec<PathBuf> {
    let suite = PathBuf::from(SUITE);
    let beside = rules.and_then(|dir| host::files_below(dir, "md").ok()).unwrap_or_default();
    Some(suite).filter(|s| host::is_dir(s)).into_iter().chain(beside).collect()
}

/// The tests of some files, read.
pub(super) struct Gathered {
    pub tests: Vec<Prepared>,
    pub faults: Vec<FaultView>,
}

impl Gathered {
    /// Reads the tests of files and directories.
    pub(super) fn new(given: &[PathBuf], rules: Option<&Path>) -> Result<Self, HostError> {
        let given = places(given, rules);
        let mut out = Self { tests: Vec::new(), faults: Vec::new() };
        let bases: RefCell<FxHashMap<PathBuf, Result<Node, String>>> = RefCell::default();
        for path in &given {
            for file in host::files_below(path, "md")? {
                let name: Arc<str> = file.display().to_string().into();
                let suite = parse(&host::read_text(&file)?);
                out.faults.extend(suite.faults.into_iter().map(|(regel, zin)| FaultView {
                    bestand: name.to_string(),
                    regel,
                    zin,
                }));
                // Many tests share a base; it is read once.
                let base = |called: &str| {
                    let key = file.parent().unwrap_or(Path::new("")).join(called);
                    bases.borrow_mut().entry(key).or_insert_with(|| host::read_base(&file, called)).clone()
                };
                out.tests.extend(suite.tests.into_iter().map(|t| Prepared::new(&name, t, &base)));
            }
        }
        if out.tests.is_empty() && out.faults.is_empty() {
            let names: Vec<String> = given.iter().map(|p| host::name_of(p)).collect();
            let help = "Een toets is een Markdown-bestand (`.md`) met blokken `casus` en `verwacht`.";
            return Err(HostError::new(format!("In {} staan geen toetsen.", names.join(", ")), help));
        }
        Ok(out)
    }

    /// Only what a text means.
    pub(super) fn filtered(mut self, program: &Program, text: Option<&str>) -> Result<Self, HostError> {
        let Some(text) = text else { return Ok(self) };
        self.tests.retain(|t| selected(program, t, text));
        self.faults.retain(|f| f.bestand.contains(text));
        if self.tests.is_empty() && self.faults.is_empty() {
            let help = "Filter op een naam, een bestand, een wet (`Zt`) of een bepaling (`Zt artikel 2 lid 1`).";
            return Err(HostError::new(format!("Geen toets past bij `{text}`."), help));
        }
        Ok(self)
    }

    pub(super) fn run(&self, program: &Program) -> Vec<Report> {
        let all: Vec<&Prepared> = self.tests.iter().collect();
        let bar = host::Progress::new(all.len(), "Toetsen");
        run_all(program, &all, &|| bar.step())
    }

    pub(super) fn view(&self, reports: &[Report]) -> TestsView {
        TestsView::of(self.tests.iter().zip(reports), self.faults.clone())
    }
}
