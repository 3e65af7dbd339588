//! `kanwel toets --kijk`: after every change the tests that can come out differently.

use super::args::Suites;
use super::count;
use super::exit;
use super::suite::{Gathered, paper, places};
use crate::diagnostic::Diagnostic;
use crate::host::{self, HostError, Loaded};
use crate::ir::Program;
use crate::render::diagnostics;
use crate::report::tests_text;
use crate::suite::{Edit, Needs, Prepared, Reach, Report, Statements, watch_all};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// What ran last.
struct Last {
    program: Arc<Program>,
    gathered: Gathered,
    needs: Vec<Needs>,
    /// Each with the statements it looked at, as far as that is known.
    reports: Vec<(Report, Option<Statements>)>,
}

pub(super) fn run(mut loaded: Loaded, args: &Suites) -> Result<u8, HostError> {
    let program = loaded.corpus.program();
    let gathered = Gathered::new(&args.paths, loaded.dir.as_deref())?.filtered(&program, args.filter.as_deref())?;
    let reports = watched(&program, &gathered.tests.iter().collect::<Vec<_>>());
    let needs = needs(&program, &gathered);
    let mut last = Last { program, gathered, needs, reports };
    let mut watched = places(&args.paths, loaded.dir.as_deref());
    watched.extend(loaded.dir.iter().chain(&loaded.extra).cloned());
    show(&last)?;
    host::watch(
        &watched,
        || host::print("Kijkt naar wijzigingen; Ctrl-C stopt.\n"),
        || again(&mut loaded, args, &mut last),
    )?;
    Ok(exit::OK)
}

fn needs(program: &Program, gathered: &Gathered) -> Vec<Needs> {
    let mut reach = Reach::new(program);
    gathered.tests.iter().map(|t| reach.needs(t)).collect()
}

fn watched(program: &Program, tests: &[&Prepared]) -> Vec<(Report, Option<Statements>)> {
    let bar = host::Progress::new(tests.len(), "Toetsen");
    let all = watch_all(program, tests, &|| bar.step());
    all.into_iter().map(|(report, looked)| (report, Some(looked))).collect()
}

/// Reads everything again and runs what can have changed. What cannot be read is told; the last state stays.
fn again(loaded: &mut Loaded, args: &Suites, last: &mut Last) -> Result<(), HostError> {
    if let Err(e) = loaded.refresh() {
        return host::print(&format!("{e} {}\n", e.help));
    }
    let errors: Vec<Diagnostic> = loaded.corpus.diagnostics().into_iter().filter(Diagnostic::is_error).collect();
    if !errors.is_empty() {
        return host::print(&diagnostics(&errors, &loaded.corpus, host::colour(), host::width()));
    }
    let program = loaded.corpus.program();
    let found =
        Gathered::new(&args.paths, loaded.dir.as_deref()).and_then(|g| g.filtered(&program, args.filter.as_deref()));
    let gathered = match found {
        Ok(gathered) => gathered,
        Err(e) => return host::print(&format!("{e} {}\n", e.help)),
    };
    let edit = (!Arc::ptr_eq(&last.program, &program)).then(|| Edit::between(&last.program, &program));
    let needs = needs(&program, &gathered);
    let before: FxHashMap<(&str, usize, &str), usize> =
        last.gathered.tests.iter().enumerate().map(|(i, t)| (key(t), i)).collect();
    // The report of the same test, when nothing it depends on changed.
    let kept: Vec<Option<(Report, Option<Statements>)>> = gathered
        .tests
        .iter()
        .zip(&needs)
        .map(|(test, now)| {
            let i = before.get(&key(test)).copied().filter(|i| last.gathered.tests.get(*i) == Some(test))?;
            let (report, looked) = last.reports.get(i)?;
            let needs = last.needs.get(i)?;
            match &edit {
                None => Some((report.clone(), looked.clone())),
                Some(e) if e.touches(test, looked.as_ref(), needs, Some(now)) => None,
                // What was looked at is told by number.
                Some(e) => Some((report.clone(), looked.clone().filter(|_| e.in_place()))),
            }
        })
        .collect();
    drop(before);
    let run: Vec<&Prepared> = gathered.tests.iter().zip(&kept).filter(|(_, k)| k.is_none()).map(|(t, _)| t).collect();
    if run.is_empty() && gathered.tests.len() == last.gathered.tests.len() && gathered.faults == last.gathered.faults {
        last.program = program;
        return Ok(());
    }
    let mut fresh = watched(&program, &run).into_iter();
    let ran = run.len();
    let reports = kept.into_iter().map(|k| k.or_else(|| fresh.next()).unwrap_or_default()).collect();
    *last = Last { program, gathered, needs, reports };
    let all = last.gathered.tests.len();
    host::print(&format!("\n{} van {all} opnieuw gedraaid.\n", count(ran, "toets", "Toetsen")))?;
    show(last)
}

fn key(test: &Prepared) -> (&str, usize, &str) {
    (&test.file, test.test.line, &test.test.name)
}

fn show(last: &Last) -> Result<(), HostError> {
    host::print(&tests_text(
        &last.gathered.view(&last.reports.iter().map(|(r, _)| r.clone()).collect::<Vec<_>>()),
        paper(),
    ))
}
