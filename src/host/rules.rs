//! Where rules come from: a directory, or the rules that were built in.

use super::{HostError, read_text, rule_files, write_text};
use crate::db::Kanwel;
use include_dir::{Dir, include_dir};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// Rules with where they came from.
pub struct Loaded {
    /// The corpus.
    pub corpus: Kanwel,
    /// For people: `rules/` or `ingebouwd`.
    pub origin: String,
    /// The directory they were read from; `None` when they are built in.
    pub dir: Option<PathBuf>,
    /// Files that were added.
    pub extra: Vec<PathBuf>,
}

impl Loaded {
    /// Reads the rules again. What did not change keeps what was worked out about it.
    ///
    /// # Errors
    /// As [`load_rules`]; the rules stay as they were.
    pub fn refresh(&mut self) -> Result<(), HostError> {
        let sources = sources(self.dir.as_deref(), &self.extra)?.0;
        if sources.iter().map(|(p, _)| p.as_str()).eq(self.corpus.sources().map(|(p, _)| p)) {
            for (path, text) in sources {
                if self.corpus.sources().any(|(p, old)| p == path && old != text) {
                    self.corpus.set(&path, &text);
                }
            }
        } else {
            self.corpus = Kanwel::new(sources);
        }
        Ok(())
    }
}

/// Loads rules: from `dir` when given, else from `rules/` below the current directory when it is there, else built in.
/// Then adds `extra` files.
///
/// # Errors
/// A [`HostError`] when a directory or file cannot be read, or holds no rules.
pub fn load_rules(dir: Option<&Path>, extra: &[PathBuf]) -> Result<Loaded, HostError> {
    let local = local(dir);
    let (sources, origin) = sources(local, extra)?;
    Ok(Loaded { corpus: Kanwel::new(sources), origin, dir: local.map(Path::to_owned), extra: extra.to_vec() })
}

/// Paths and texts, in order of path, and where they came from.
type Sources = (Vec<(String, String)>, String);

fn sources(dir: Option<&Path>, extra: &[PathBuf]) -> Result<Sources, HostError> {
    let (mut sources, origin) = match dir {
        Some(dir) => (from_disk(dir)?, dir.display().to_string()),
        None => (built_in(&BUILT_IN), "ingebouwd".to_owned()),
    };
    for path in extra {
        let name = path.display().to_string();
        sources.retain(|(p, _)| {
            *p != name && Path::new(p).canonicalize().ok().is_none_or(|p| Some(p) != path.canonicalize().ok())
        });
        sources.push((name, read_text(path)?));
    }
    sources.sort();
    Ok((sources, origin))
}

/// The directory with rules: the one given, or `rules/` when it holds any; `None` for the built-in rules.
fn local(dir: Option<&Path>) -> Option<&Path> {
    let here = Path::new("rules");
    dir.or_else(|| (here.is_dir() && rule_files(here).is_ok_and(|f| !f.is_empty())).then_some(here))
}

/// The lists of articles that stand beside the rules, in `artikelen/`: path and text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleFiles(pub Vec<(String, String)>);

impl ArticleFiles {
    /// The text of a list.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<&str> {
        self.0.iter().find(|(p, _)| p == path).map(|(_, text)| text.as_str())
    }
}

/// The lists of articles that belong to the rules that [`load_rules`] would load. Rules may have none.
///
/// # Errors
/// A [`HostError`] when a file cannot be read.
pub fn article_files(dir: Option<&Path>) -> Result<ArticleFiles, HostError> {
    let Some(dir) = local(dir) else {
        let lists = BUILT_IN.get_dir("artikelen").into_iter().flat_map(Dir::files);
        let mut out: Vec<(String, String)> = lists
            .filter_map(|f| Some((format!("rules/{}", f.path().display()), f.contents_utf8()?.to_owned())))
            .collect();
        out.sort();
        return Ok(ArticleFiles(out));
    };
    let beside = dir.join("artikelen");
    if !beside.is_dir() {
        return Ok(ArticleFiles::default());
    }
    let files = super::files_below(&beside, "toml")?;
    let texts = files.into_iter().map(|p| Ok((p.display().to_string(), read_text(&p)?)));
    Ok(ArticleFiles(texts.collect::<Result<_, HostError>>()?))
}

/// A file kept beside the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// Where it is, or would be; `None` beside the rules that were built in, which nobody can write.
    pub path: Option<PathBuf>,
    /// Its name for people.
    pub name: String,
    /// Its text, if it is there.
    pub text: Option<String>,
}

/// Reads the file of that name beside the rules that [`load_rules`] would load.
///
/// # Errors
/// A [`HostError`] when it is there and cannot be read.
pub fn beside(dir: Option<&Path>, name: &str) -> Result<Beside, HostError> {
    let Some(dir) = local(dir) else {
        let text = BUILT_IN.get_file(name).and_then(|f| f.contents_utf8()).map(str::to_owned);
        return Ok(Beside { path: None, name: format!("rules/{name} (ingebouwd)"), text });
    };
    let dir = if dir.is_dir() { dir } else { dir.parent().unwrap_or(Path::new("")) };
    let path = dir.join(name);
    let text = if path.exists() { Some(read_text(&path)?) } else { None };
    Ok(Beside { name: path.display().to_string(), path: Some(path), text })
}

impl Beside {
    /// Replaces the file, and makes its directory when that is not there yet.
    ///
    /// # Errors
    /// A [`HostError`] when the rules were built in, or the file cannot be written.
    pub fn write(&self, text: &str) -> Result<(), HostError> {
        let Some(path) = &self.path else { return Err(built_in_only()) };
        if let Some(dir) = path.parent() {
            std::fs::create_dir_all(dir).map_err(|e| HostError::io(path, "schrijven", &e))?;
        }
        write_text(path, text)
    }
}

/// Whether the rules that [`load_rules`] would load can be written.
///
/// # Errors
/// A [`HostError`] when they were built in.
pub fn writable(dir: Option<&Path>) -> Result<(), HostError> {
    local(dir).map(|_| ()).ok_or_else(built_in_only)
}

fn built_in_only() -> HostError {
    HostError::new(
        "De ingebouwde regels zijn niet te wijzigen.",
        "Werk in een map met regelbestanden: ga naar de map waar `rules/` staat, of noem haar met `--regels`.",
    )
}

fn from_disk(dir: &Path) -> Result<Vec<(String, String)>, HostError> {
    let files = rule_files(dir)?;
    if files.is_empty() {
        let what = format!("In {} staan geen regelbestanden.", dir.display());
        return Err(HostError::new(what, "Kies een map met bestanden die op `.regel` eindigen."));
    }
    files.into_iter().map(|p| Ok((p.display().to_string(), read_text(&p)?))).collect()
}

fn built_in(dir: &Dir<'_>) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = dir
        .files()
        .filter(|f| f.path().extension().is_some_and(|e| e == "regel"))
        .filter_map(|f| Some((format!("rules/{}", f.path().display()), f.contents_utf8()?.to_owned())))
        .collect();
    for inner in dir.dirs() {
        out.extend(built_in(inner));
    }
    out
}

/// The first twelve digits of the SHA-256 of a file, for who wants to know that it is the same file.
///
/// # Errors
/// As [`read_text`].
pub fn fingerprint(path: &Path) -> Result<String, HostError> {
    Ok(digits(Sha256::new_with_prefix(read_text(path)?)))
}

fn digits(hash: Sha256) -> String {
    hash.finalize().iter().take(6).map(|b| format!("{b:02x}")).collect()
}

/// The version of a set of rules: the first twelve digits of the SHA-256 of names and texts, in order of name.
/// Directories above the rules do not count, so that the same rules have the same version everywhere.
#[must_use]
pub fn version(corpus: &Kanwel) -> String {
    let mut hash = Sha256::new();
    for (path, text) in corpus.sources() {
        let name = Path::new(path).file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        hash.update(name.as_bytes());
        hash.update([0]);
        hash.update(text.as_bytes());
        hash.update([0]);
    }
    digits(hash)
}
