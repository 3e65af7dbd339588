//! The outside world: files, standard input, the terminal. The only module that does IO.

#![expect(clippy::disallowed_methods, reason = "host is the one place that touches files and the environment")]

mod rules;

pub use rules::{Loaded, load_rules, version};

use crate::case::{Node, merge, parse_json, parse_toml};
use crate::diagnostic::{Diagnostic, Sources, code};
use crate::text::{Place, Span};
use rustc_hash::FxHashMap;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Largest file that is read.
const MAX_READ: u64 = 64 << 20;

/// An error of the outside world, as one Dutch sentence.
#[derive(Debug, PartialEq, Eq)]
pub struct HostError(pub String);

impl std::fmt::Display for HostError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Reads a text file; `-` is standard input.
///
/// # Errors
/// A Dutch sentence when the file does not exist, cannot be read, is too large, or is not UTF-8.
pub fn read_text(path: &Path) -> Result<String, HostError> {
    let fail = |e: &io::Error| HostError(format!("{} is niet te lezen: {}.", path.display(), reason(e)));
    if path == Path::new("-") {
        let mut text = String::new();
        io::stdin().take(MAX_READ).read_to_string(&mut text).map_err(|e| fail(&e))?;
        return Ok(text);
    }
    let size = fs::metadata(path).map_err(|e| fail(&e))?;
    if size.is_dir() {
        return Err(HostError(format!("{} is een map, geen bestand.", path.display())));
    }
    if size.len() > MAX_READ {
        return Err(HostError(format!("{} is te groot.", path.display())));
    }
    fs::read_to_string(path).map_err(|e| fail(&e))
}

/// Replaces a file in one step, so that a failure never leaves half a file.
///
/// # Errors
/// A Dutch sentence when the file cannot be written.
pub fn write_text(path: &Path, text: &str) -> Result<(), HostError> {
    let fail = |e: &io::Error| HostError(format!("{} is niet te schrijven: {}.", path.display(), reason(e)));
    let mut beside = path.as_os_str().to_owned();
    beside.push(".nieuw");
    let beside = PathBuf::from(beside);
    fs::write(&beside, text).map_err(|e| fail(&e))?;
    fs::rename(&beside, path).map_err(|e| {
        let _ = fs::remove_file(&beside);
        fail(&e)
    })
}

/// Why something failed, in Dutch.
fn reason(e: &io::Error) -> &'static str {
    match e.kind() {
        io::ErrorKind::NotFound => "het bestaat niet",
        io::ErrorKind::PermissionDenied => "u hebt er geen rechten op",
        io::ErrorKind::InvalidData => "het is geen tekst in UTF-8",
        io::ErrorKind::StorageFull => "de schijf is vol",
        _ => "het systeem weigert",
    }
}

/// Whether a path is a directory.
#[must_use]
pub fn is_dir(path: &Path) -> bool {
    path.is_dir()
}

/// The `.regel` files below a path, in order; the path itself when it is a file.
///
/// # Errors
/// A Dutch sentence when a directory cannot be read.
pub fn rule_files(path: &Path) -> Result<Vec<PathBuf>, HostError> {
    files_below(path, "regel")
}

/// The files with an extension below a path, in order; the path itself when it is a file.
///
/// # Errors
/// A Dutch sentence when a directory cannot be read.
pub fn files_below(path: &Path, extension: &str) -> Result<Vec<PathBuf>, HostError> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut out = Vec::new();
    let mut todo = vec![(path.to_owned(), 0)];
    while let Some((dir, depth)) = todo.pop() {
        let entries = fs::read_dir(&dir)
            .map_err(|e| HostError(format!("{} is niet te lezen: {}.", dir.display(), reason(&e))))?;
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() && depth < 16 {
                todo.push((path, depth + 1));
            } else if path.extension().is_some_and(|e| e == extension) {
                out.push(path);
            }
        }
    }
    out.sort();
    Ok(out)
}

/// Writes to standard output. A closed pipe is success: the reader has seen enough.
///
/// # Errors
/// A Dutch sentence for any other failure.
pub fn print(text: &str) -> Result<(), HostError> {
    emit(&mut anstream::stdout().lock(), text)
}

/// Writes to standard error, as [`print`] does.
///
/// # Errors
/// A Dutch sentence for any failure but a closed pipe.
pub fn eprint(text: &str) -> Result<(), HostError> {
    emit(&mut anstream::stderr().lock(), text)
}

fn emit(to: &mut impl Write, text: &str) -> Result<(), HostError> {
    match to.write_all(text.as_bytes()).and_then(|()| to.flush()) {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => {
            Err(HostError("De uitvoer is niet te schrijven.".to_owned()))
        }
        _ => Ok(()),
    }
}

/// Whether output goes to a terminal that can show colour.
#[must_use]
pub fn colour() -> bool {
    anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
}

/// The columns of the terminal; 100 when output is not a terminal.
#[must_use]
pub fn width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
    columns.filter(|c| (40..=400).contains(c)).unwrap_or(100)
}

/// A case file with the cases it builds on, read and merged.
#[derive(Debug)]
pub struct CaseFile {
    /// The tree; `None` when something could not be read.
    pub root: Option<Node>,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts by path, for showing places.
    pub sources: FxHashMap<Arc<str>, String>,
}

impl Sources for CaseFile {
    fn locate(&self, place: &Place) -> Option<(String, Span)> {
        Some((place.block.to_string(), place.span))
    }

    fn text(&self, path: &str) -> Option<&str> {
        self.sources.get(path).map(String::as_str)
    }
}

/// Longest chain of base cases.
const BASES: usize = 8;

/// Reads a case and its bases.
///
/// # Errors
/// A Dutch sentence when the file itself cannot be read; anything inside it is a diagnostic.
pub fn read_case(path: &Path) -> Result<CaseFile, HostError> {
    let mut out = CaseFile { root: None, diagnostics: Vec::new(), sources: FxHashMap::default() };
    let text = read_text(path)?;
    let root = parse(&mut out, path, text);
    out.root = root.and_then(|r| with_base(&mut out, path, r, &mut vec![path.to_owned()]));
    Ok(out)
}

fn parse(out: &mut CaseFile, path: &Path, text: String) -> Option<Node> {
    let name: Arc<str> = path.display().to_string().into();
    let json =
        path.extension().is_some_and(|e| e == "json") || (path == Path::new("-") && text.trim_start().starts_with('{'));
    let text = text.replace("\r\n", "\n");
    let parsed = if json { parse_json(&name, &text) } else { parse_toml(&name, &text) };
    out.sources.insert(name, text);
    match parsed {
        Ok(node) => Some(node),
        Err(diagnostic) => {
            out.diagnostics.push(*diagnostic);
            None
        }
    }
}

fn with_base(out: &mut CaseFile, path: &Path, root: Node, seen: &mut Vec<PathBuf>) -> Option<Node> {
    let Some(node) = root.get("basis") else { return Some(root) };
    let fail = |out: &mut CaseFile, place: Place, title: String, help: &str| {
        out.diagnostics.push(
            Diagnostic::error(code::CASE_BASE, place, title)
                .why("Deze casus noemt alleen de verschillen met een andere; zonder die andere is zij niet volledig.")
                .help(help),
        );
        None
    };
    let place = node.place.clone();
    let Some(name) = node.text() else {
        return fail(
            out,
            place,
            "`basis` is de naam van een bestand".to_owned(),
            "Schrijf bijvoorbeeld `basis = \"basis_alleenstaande.toml\"`.",
        );
    };
    let base = path.parent().unwrap_or(Path::new("")).join(&**name);
    if seen.contains(&base) || seen.len() > BASES {
        return fail(
            out,
            place,
            format!("`{name}` verwijst in een kring of te ver door"),
            "Laat `basis` verwijzen naar een casus zonder `basis`.",
        );
    }
    seen.push(base.clone());
    let text = match read_text(&base) {
        Ok(text) => text,
        Err(e) => return fail(out, place, e.0, "Het pad telt vanaf de map van deze casus."),
    };
    let under = parse(out, &base, text)?;
    let under = with_base(out, &base, under, seen)?;
    Some(merge(under, root))
}

/// The base of a case in a suite; its path counts from the suite.
///
/// # Errors
/// A Dutch sentence when it cannot be read.
pub fn read_base(suite: &Path, name: &str) -> Result<Node, String> {
    let path = suite.parent().unwrap_or(Path::new("")).join(name);
    let file = read_case(&path).map_err(|e| e.0)?;
    match (file.root, file.diagnostics.first()) {
        (Some(root), _) => Ok(root),
        (None, Some(d)) => Err(format!("{}: {}", path.display(), d.title)),
        (None, None) => Err(format!("{} is niet te lezen.", path.display())),
    }
}

/// A place at the top of a file that has no better place.
#[must_use]
pub fn top_of(path: &str) -> Place {
    Place::new(&path.into(), Span::default())
}
