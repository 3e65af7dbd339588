//! `kanwel bron`

use super::super::args::{Global, Shape};
use super::super::ready::json;
use super::super::{count, exit, usable_rules};
use super::args::Source;
use super::refused;
use crate::eval::Outcome;
use crate::explain::Touched;
use crate::host::{self, HostError};
use crate::ir::{Program, ProvisionId};
use crate::render::{AffectedTestView, SourceView};
use crate::suite::{assessed, parse};
use crate::upkeep::{Moved, Official, Record, Report, compare, official, read_record, write_record};
use std::collections::BTreeSet;
use std::path::Path;

pub(super) fn run(global: &Global, args: &Source) -> Result<u8, HostError> {
    let loaded = match usable_rules(global, &[])? {
        Ok(loaded) => loaded,
        Err(code) => return Ok(code),
    };
    let program = loaded.corpus.program();
    let xml = host::read_text(&args.toestand)?;
    let text = official(&host::name_of(&args.toestand), &xml).map_err(refused)?;
    let file = host::beside(global.regels.as_deref(), &format!("bron/{}.toml", text.id))?;
    let record = match &file.text {
        Some(old) => Some(read_record(&file.name, old).map_err(refused)?),
        None => None,
    };
    let report = compare(&program, &loaded.corpus, &text, record.as_ref());
    if report.laws.is_empty() {
        return Err(not_encoded(&program, &text));
    }
    if args.vastleggen {
        if let Some(later) = record.filter(|r| r.on > text.on) {
            return Err(HostError::new(
                format!("Deze tekst is van {}; vastgelegd is al die van {}.", text.on, later.on),
                format!("Neem een nieuwere tekst, of haal {} eerst weg.", file.name),
            ));
        }
        let new = Record::from(&text);
        file.write(&write_record(&new))?;
        let what = count(new.units.len(), "artikel of lid", "artikelen en leden");
        host::print(&format!("Vastgelegd: {what} van de tekst van {}, in {}.\n", text.on, file.name))?;
        return Ok(exit::OK);
    }
    let tests = concerned(args, &program, &report)?;
    let view = SourceView::new(&report, |m| touching(&tests, m));
    let shown = match args.formaat {
        Shape::Json => json(&view),
        Shape::Md => view.markdown(args.alles),
        Shape::Tekst => view.text(args.alles, host::width()),
    };
    host::print(&shown)?;
    Ok(if view.work() { exit::FINDINGS } else { exit::OK })
}

fn not_encoded(program: &Program, text: &Official) -> HostError {
    let known: Vec<String> =
        program.index.regulations().iter().filter_map(|r| Some(r.source.as_ref()?.to_string())).collect();
    HostError::new(
        format!("Geen gecodeerde regeling heeft `bron {}`.", text.id),
        format!("Zet `bron {}` bij de regeling. Bekend zijn: {}.", text.id, known.join(", ")),
    )
}

/// A test with the provisions it touches.
type Test = (AffectedTestView, BTreeSet<ProvisionId>);

/// The tests that touch something that moved.
fn concerned(args: &Source, program: &Program, report: &Report) -> Result<Vec<Test>, HostError> {
    let moved: BTreeSet<ProvisionId> = report.moved.iter().flat_map(|m| &m.rules).map(|c| c.id).collect();
    let default = Path::new("tests/suite");
    let path = args.toetsen.clone().or_else(|| host::is_dir(default).then(|| default.to_owned()));
    let (Some(path), false) = (path, moved.is_empty()) else { return Ok(Vec::new()) };
    let mut out = Vec::new();
    for file in host::files_below(&path, "md")? {
        out.extend(of_file(program, &file, &moved)?);
    }
    Ok(out)
}

fn of_file(program: &Program, file: &Path, moved: &BTreeSet<ProvisionId>) -> Result<Vec<Test>, HostError> {
    let suite = parse(&host::read_text(file)?);
    let mut out = Vec::new();
    for test in &suite.tests {
        let Some(assessment) = assessed(program, test, &|name| host::read_base(file, name)) else { continue };
        // A test is about the rights it names; every other right was looked at too.
        let named = |right: &str| {
            let name = |c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.'));
            test.expectations.iter().any(|(_, text)| text.split(name).any(|word| word == right))
        };
        let about = |o: &&Outcome| program.signature(o.right).is_some_and(|s| named(&s.sym.to_string()));
        let rules = assessment.outcomes.iter().filter(about).flat_map(|o| Touched::by(o).rules);
        let all: BTreeSet<ProvisionId> = rules.filter_map(|r| Some(program.rule(r)?.provision)).collect();
        if !all.is_disjoint(moved) {
            out.push((
                AffectedTestView { naam: test.name.clone(), bestand: host::name_of(file), regel: test.line },
                all,
            ));
        }
    }
    Ok(out)
}

fn touching(tests: &[Test], moved: &Moved) -> Vec<AffectedTestView> {
    let own: BTreeSet<ProvisionId> = moved.rules.iter().map(|c| c.id).collect();
    tests.iter().filter(|(_, all)| !all.is_disjoint(&own)).map(|(view, _)| view.clone()).collect()
}
