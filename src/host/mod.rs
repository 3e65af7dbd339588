//! The outside world: files, standard input, the terminal. The only module that does IO.

#![expect(clippy::disallowed_methods, reason = "host is the one place that touches files and the environment")]

mod progress;
mod rules;
mod watch;

pub use progress::Progress;
pub use rules::{ArticleFiles, Beside, Loaded, article_files, beside, fingerprint, load_rules, version, writable};
pub use watch::watch;

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

/// An error of the outside world in Dutch: what is wrong, and what to do.
#[derive(Debug, PartialEq, Eq)]
pub struct HostError {
    /// What is wrong, with the reason, as one sentence.
    pub what: String,
    /// What to do.
    pub help: String,
}

impl HostError {
    /// An error with its remedy.
    pub fn new(what: impl Into<String>, help: impl Into<String>) -> Self {
        Self { what: what.into(), help: help.into() }
    }

    fn io(path: &Path, verb: &str, e: &io::Error) -> Self {
        let (reason, help) = reason(e);
        Self::new(format!("{} is niet te {verb}: {reason}.", shown(path)), help)
    }
}

impl std::fmt::Display for HostError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.what)
    }
}

/// The name of a file as people see it; `-` is standard input.
#[must_use]
pub fn name_of(path: &Path) -> String {
    if path == Path::new("-") { "invoer".to_owned() } else { path.display().to_string() }
}

/// The name at the start of a sentence.
fn shown(path: &Path) -> String {
    if path == Path::new("-") { "De invoer".to_owned() } else { name_of(path) }
}

/// Reads a text file; `-` is standard input.
///
/// # Errors
/// A [`HostError`] when the file does not exist, cannot be read, is too large, or is not UTF-8.
pub fn read_text(path: &Path) -> Result<String, HostError> {
    if path == Path::new("-") {
        return read_limited(path, io::stdin().lock());
    }
    if path.is_dir() {
        let help = "Noem een bestand in die map.";
        return Err(HostError::new(format!("{} is een map, geen bestand.", path.display()), help));
    }
    read_limited(path, fs::File::open(path).map_err(|e| HostError::io(path, "lezen", &e))?)
}

/// Reads to the end, or to the limit: a device or a pipe has no size to ask beforehand.
fn read_limited(path: &Path, from: impl Read) -> Result<String, HostError> {
    let mut bytes = Vec::new();
    from.take(MAX_READ + 1).read_to_end(&mut bytes).map_err(|e| HostError::io(path, "lezen", &e))?;
    if bytes.len() as u64 > MAX_READ {
        let what = format!("{} is te groot: kanwel leest bestanden tot {} MB.", shown(path), MAX_READ >> 20);
        return Err(HostError::new(what, "Controleer of dit het goede bestand is."));
    }
    String::from_utf8(bytes).map_err(|e| {
        let valid = e.as_bytes().get(..e.utf8_error().valid_up_to()).unwrap_or_default();
        let line = valid.iter().filter(|b| **b == b'\n').count() + 1;
        HostError::new(
            format!("{} is niet te lezen: regel {line} is geen tekst in UTF-8.", shown(path)),
            "Bewaar het bestand opnieuw als UTF-8. Een tekstprogramma noemt dat vaak `codering` of `encoding`.",
        )
    })
}

/// Replaces a file in one step, so that a failure never leaves half a file.
///
/// # Errors
/// A [`HostError`] when the file cannot be written.
pub fn write_text(path: &Path, text: &str) -> Result<(), HostError> {
    let fail = |e: &io::Error| HostError::io(path, "schrijven", e);
    let mut beside = path.as_os_str().to_owned();
    beside.push(".nieuw");
    let beside = PathBuf::from(beside);
    fs::write(&beside, text).map_err(|e| fail(&e))?;
    fs::rename(&beside, path).map_err(|e| {
        let _ = fs::remove_file(&beside);
        fail(&e)
    })
}

/// Why something failed, and what to do.
fn reason(e: &io::Error) -> (&'static str, &'static str) {
    match e.kind() {
        io::ErrorKind::NotFound => ("het bestaat niet", "Controleer de naam en de map."),
        io::ErrorKind::PermissionDenied => ("u hebt er geen rechten op", "Vraag de eigenaar om rechten."),
        io::ErrorKind::StorageFull => ("de schijf is vol", "Maak eerst ruimte vrij."),
        io::ErrorKind::ReadOnlyFilesystem => ("de schijf is alleen te lezen", "Kies een andere plaats."),
        io::ErrorKind::NotADirectory => ("een deel van het pad is geen map", "Controleer de naam en de map."),
        _ => ("het systeem weigert", "Controleer of het een gewoon bestand is."),
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
/// A [`HostError`] when a directory cannot be read.
pub fn rule_files(path: &Path) -> Result<Vec<PathBuf>, HostError> {
    files_below(path, "regel")
}

/// The files with an extension below a path, in order; the path itself when it is a file.
///
/// # Errors
/// A [`HostError`] when a directory cannot be read.
pub fn files_below(path: &Path, extension: &str) -> Result<Vec<PathBuf>, HostError> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut out = Vec::new();
    let mut todo = vec![(path.to_owned(), 0)];
    while let Some((dir, depth)) = todo.pop() {
        let entries = fs::read_dir(&dir).map_err(|e| HostError::io(&dir, "lezen", &e))?;
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
/// A [`HostError`] for any other failure.
pub fn print(text: &str) -> Result<(), HostError> {
    emit(&mut anstream::stdout().lock(), text)
}

/// Writes to standard error, as [`print`] does.
///
/// # Errors
/// A [`HostError`] for any failure but a closed pipe.
pub fn eprint(text: &str) -> Result<(), HostError> {
    emit(&mut anstream::stderr().lock(), text)
}

fn emit(to: &mut impl Write, text: &str) -> Result<(), HostError> {
    match to.write_all(text.as_bytes()).and_then(|()| to.flush()) {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => {
            let (reason, help) = reason(&e);
            Err(HostError::new(format!("De uitvoer is niet te schrijven: {reason}."), help))
        }
        _ => Ok(()),
    }
}

/// Asks a question on standard output and reads a line; `None` when the input has ended.
///
/// # Errors
/// A [`HostError`] when the question cannot be written or the answer cannot be read.
pub fn ask(question: &str) -> Result<Option<String>, HostError> {
    print(question)?;
    let mut line = String::new();
    let read = io::stdin().read_line(&mut line).map_err(|e| HostError::io(Path::new("-"), "lezen", &e))?;
    Ok((read > 0).then(|| line.trim().to_owned()))
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
/// A [`HostError`] when the file itself cannot be read; anything inside it is a diagnostic.
pub fn read_case(path: &Path) -> Result<CaseFile, HostError> {
    let mut out = CaseFile { root: None, diagnostics: Vec::new(), sources: FxHashMap::default() };
    let text = read_text(path)?;
    let root = parse(&mut out, path, text);
    out.root = root.and_then(|r| with_base(&mut out, path, r, &mut vec![path.to_owned()]));
    Ok(out)
}

fn parse(out: &mut CaseFile, path: &Path, text: String) -> Option<Node> {
    let name: Arc<str> = name_of(path).into();
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
        Err(e) => return fail(out, place, e.what, "Het pad telt vanaf de map van deze casus."),
    };
    let under = parse(out, &base, text)?;
    let under = with_base(out, &base, under, seen)?;
    Some(merge(under, root))
}

/// The base of a case in a suite; its path counts from the suite.
///
/// # Errors
/// A [`HostError`] when it cannot be read.
pub fn read_base(suite: &Path, name: &str) -> Result<Node, String> {
    let path = suite.parent().unwrap_or(Path::new("")).join(name);
    let file = read_case(&path).map_err(|e| e.what)?;
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
