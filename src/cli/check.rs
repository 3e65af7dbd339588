//! `kanwel controleer`

use super::args::{Check, Global, Shape};
use super::{count, exit, usable_rules};
use crate::diagnostic::{Diagnostic, Sources};
use crate::eval::{Settings, impossible};
use crate::host::{self, HostError, Loaded};
use crate::render::{diagnostics, views};
use std::path::{Path, PathBuf};

/// What one thing that was checked gave.
struct Checked {
    found: Vec<Diagnostic>,
    sources: Box<dyn Sources>,
    /// What to say when nothing was found.
    fine: String,
}

pub(super) fn run(global: &Global, args: &Check) -> Result<u8, HostError> {
    let (mut dirs, mut rules, mut cases) = (Vec::new(), Vec::new(), Vec::new());
    for path in &args.paths {
        match Sort::of(path)? {
            Sort::Rules if host::is_dir(path) => dirs.push(path.clone()),
            Sort::Rules => rules.push(path.clone()),
            Sort::Cases(found) => cases.extend(found),
        }
    }
    let mut all = Vec::new();
    if args.paths.is_empty() || !dirs.is_empty() || !rules.is_empty() {
        all.push(check_rules(global, &dirs, rules)?);
    }
    if !cases.is_empty() {
        let loaded = match usable_rules(global, &[])? {
            Ok(loaded) => loaded,
            Err(code) => return Ok(code),
        };
        for case in &cases {
            all.push(check_case(&loaded, case)?);
        }
    }
    report(args, &all)
}

/// What a path holds.
enum Sort {
    Rules,
    Cases(Vec<PathBuf>),
}

impl Sort {
    /// By its ending; a directory without rules may hold cases.
    fn of(path: &Path) -> Result<Self, HostError> {
        if host::is_dir(path) {
            let below = |ending| host::files_below(path, ending);
            let mut cases = below("toml")?;
            cases.extend(below("json")?);
            return Ok(if below("regel")?.is_empty() && !cases.is_empty() { Self::Cases(cases) } else { Self::Rules });
        }
        match path.extension().and_then(|e| e.to_str()) {
            Some("toml" | "json") => Ok(Self::Cases(vec![path.to_owned()])),
            _ if path == Path::new("-") => Ok(Self::Cases(vec![path.to_owned()])),
            Some("regel") => Ok(Self::Rules),
            _ => Err(HostError::new(
                format!("{} is geen regelbestand en geen casus.", path.display()),
                "Een regelbestand eindigt op `.regel`, een casus op `.toml` of `.json`; `-` leest een casus van de invoer.",
            )),
        }
    }
}

/// Checks rules: a directory stands on its own, single files are checked together with the rules they belong to.
fn check_rules(global: &Global, dirs: &[PathBuf], mut files: Vec<PathBuf>) -> Result<Checked, HostError> {
    for dir in dirs.iter().skip(1) {
        files.extend(host::rule_files(dir)?);
    }
    let loaded = host::load_rules(dirs.first().or(global.regels.as_ref()).map(PathBuf::as_path), &files)?;
    let mut found = loaded.corpus.diagnostics();
    if dirs.is_empty() && !files.is_empty() {
        let names: Vec<String> = files.iter().map(|f| host::name_of(f)).collect();
        found.retain(|d| {
            d.labels.iter().any(|l| loaded.corpus.locate(&l.place).is_some_and(|(path, _)| names.contains(&path)))
        });
    }
    let program = loaded.corpus.program();
    let fine = format!(
        "{}, {}, {}: in orde.\n",
        count(loaded.corpus.sources().count(), "bestand", "bestanden"),
        count(program.provisions.len(), "bepaling", "bepalingen"),
        count(program.rules.len(), "uitspraak", "uitspraken")
    );
    Ok(Checked { found, sources: Box::new(loaded.corpus), fine })
}

fn check_case(loaded: &Loaded, path: &Path) -> Result<Checked, HostError> {
    let mut file = host::read_case(path)?;
    let mut found = std::mem::take(&mut file.diagnostics);
    if let Some(root) = &file.root {
        let program = loaded.corpus.program();
        let reading = crate::case::read(&program, root);
        found.extend(reading.diagnostics);
        if let Some(case) = &reading.case
            && let Some(date) = case.date
        {
            let broken = impossible(&program, case, &Settings::on(date));
            found.extend(super::ready::impossible_diagnostics(&program, case, &broken, root));
        }
    }
    Ok(Checked { found, sources: Box::new(file), fine: format!("{}: in orde.\n", host::name_of(path)) })
}

fn report(args: &Check, all: &[Checked]) -> Result<u8, HostError> {
    match args.formaat {
        Shape::Json => {
            let shown: Vec<_> = all.iter().flat_map(|c| views(&c.found, &*c.sources)).collect();
            host::print(&format!("{}\n", serde_json::to_string_pretty(&shown).unwrap_or_default()))?;
        }
        Shape::Md => {
            for d in all.iter().flat_map(|c| views(&c.found, &*c.sources)) {
                let place =
                    d.plaatsen.first().map_or(String::new(), |p| format!(" ({}:{}:{})", p.bestand, p.regel, p.kolom));
                host::print(&format!("- **{} {}**{place}: {}\n", d.code, d.titel, d.doe.unwrap_or_default()))?;
            }
        }
        Shape::Tekst => {
            for c in all {
                let found = || diagnostics(&c.found, &*c.sources, host::colour(), host::width());
                host::print(&if c.found.is_empty() { c.fine.clone() } else { found() })?;
            }
        }
    }
    let mut found = all.iter().flat_map(|c| &c.found);
    Ok(if found.clone().any(Diagnostic::is_error) {
        exit::INVALID
    } else if args.streng && found.next().is_some() {
        exit::FINDINGS
    } else {
        exit::OK
    })
}
