//! `kanwel controleer`

use super::args::{Check, Global, Shape};
use super::{exit, usable_rules};
use crate::diagnostic::{Diagnostic, Sources};
use crate::eval::{Settings, impossible};
use crate::host::{self, HostError};
use crate::render::{diagnostics, views};
use std::path::{Path, PathBuf};

pub(super) fn run(global: &Global, args: &Check) -> Result<u8, HostError> {
    let is_case = |p: &Path| p.extension().is_some_and(|e| e == "toml" || e == "json");
    let (cases, rules): (Vec<PathBuf>, Vec<PathBuf>) = args.paths.iter().cloned().partition(|p| is_case(p));
    let mut worst = exit::OK;
    if !rules.is_empty() || cases.is_empty() {
        worst = worst.max(check_rules(global, args, &rules)?);
    }
    for case in cases {
        worst = worst.max(check_case(global, args, &case)?);
    }
    Ok(worst)
}

/// Checks rules: a directory stands on its own, single files are checked together with the rules they belong to.
fn check_rules(global: &Global, args: &Check, paths: &[PathBuf]) -> Result<u8, HostError> {
    let dirs: Vec<&PathBuf> = paths.iter().filter(|p| host::is_dir(p)).collect();
    let files: Vec<PathBuf> = paths.iter().filter(|p| !host::is_dir(p)).cloned().collect();
    let dir = dirs.first().map(|p| p.as_path()).or(global.regels.as_deref());
    let loaded = host::load_rules(dir, &files)?;
    let mut all = loaded.corpus.diagnostics();
    if !files.is_empty() {
        let names: Vec<String> = files.iter().map(|f| f.display().to_string()).collect();
        all.retain(|d| {
            d.labels.iter().any(|l| loaded.corpus.locate(&l.place).is_some_and(|(path, _)| names.contains(&path)))
        });
    }
    let count = loaded.corpus.sources().count();
    let program = loaded.corpus.program();
    let fine = format!(
        "{count} bestanden, {} bepalingen, {} uitspraken: in orde.\n",
        program.provisions.len(),
        program.rules.len()
    );
    report(args, &all, &loaded.corpus, &fine)
}

fn check_case(global: &Global, args: &Check, path: &Path) -> Result<u8, HostError> {
    let loaded = match usable_rules(global, &[])? {
        Ok(loaded) => loaded,
        Err(code) => return Ok(code),
    };
    let mut file = host::read_case(path)?;
    let mut all = std::mem::take(&mut file.diagnostics);
    if let Some(root) = &file.root {
        let program = loaded.corpus.program();
        let reading = crate::case::read(&program, root);
        all.extend(reading.diagnostics);
        if let Some(case) = &reading.case
            && let Some(date) = case.date
        {
            let found = impossible(&program, case, &Settings::on(date));
            all.extend(super::assess::impossible_diagnostics(&program, case, &found, path));
        }
    }
    report(args, &all, &file, &format!("{}: in orde.\n", path.display()))
}

fn report(args: &Check, all: &[Diagnostic], sources: &dyn Sources, fine: &str) -> Result<u8, HostError> {
    let errors = all.iter().any(Diagnostic::is_error);
    match args.formaat {
        Shape::Json => {
            let json = serde_json::to_string_pretty(&views(all, sources)).unwrap_or_default();
            host::print(&format!("{json}\n"))?;
        }
        Shape::Md => {
            for d in views(all, sources) {
                let place =
                    d.plaatsen.first().map_or(String::new(), |p| format!(" ({}:{}:{})", p.bestand, p.regel, p.kolom));
                host::print(&format!("- **{} {}**{place}: {}\n", d.code, d.titel, d.doe.unwrap_or_default()))?;
            }
        }
        Shape::Tekst if all.is_empty() => host::print(fine)?,
        Shape::Tekst => host::print(&diagnostics(all, sources, host::colour(), host::width()))?,
    }
    Ok(if errors {
        exit::INVALID
    } else if args.streng && !all.is_empty() {
        exit::FINDINGS
    } else {
        exit::OK
    })
}
