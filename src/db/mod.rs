//! The incremental database: the only module that knows salsa.
//!
//! Inputs are source files and one corpus. Every query is a thin wrapper around a pure function of another module.
//! A block is interned by its text, so a change elsewhere in a file leaves its tree and its rules as they were; a
//! block asks the rest of the corpus one name at a time, so it is lowered again only when an answer changed.
//! Households are never inputs: [`Kanwel::program`] hands out an `Arc<Program>` to evaluate with.

mod query;
mod scope;

use crate::diagnostic::{Diagnostic, Sources, code};
use crate::ir::Program;
use crate::syntax::MAX_FILE;
use crate::text::{Place, Span};
use rustc_hash::FxHashMap;
use salsa::Setter;
use std::sync::Arc;

/// A rule file.
#[salsa::input]
pub(crate) struct SourceFile {
    /// Path as shown to people.
    #[returns(deref)]
    pub path: String,
    /// Text, with Unix line ends.
    #[returns(deref)]
    pub text: String,
}

/// All rule files, in order of path.
#[salsa::input]
pub(crate) struct Corpus {
    /// The files.
    #[returns(deref)]
    pub files: Vec<SourceFile>,
}

/// What queries need.
#[salsa::db]
pub(crate) trait Db: salsa::Database {}

/// The database.
#[salsa::db]
#[derive(Clone, Default)]
struct Storage {
    storage: salsa::Storage<Self>,
}

#[salsa::db]
impl salsa::Database for Storage {}
#[salsa::db]
impl Db for Storage {}

/// A corpus of rules that can be edited and asked for its program and diagnostics.
pub struct Kanwel {
    db: Storage,
    corpus: Corpus,
    files: FxHashMap<String, SourceFile>,
}

impl Kanwel {
    /// A corpus from paths and texts.
    #[must_use]
    pub fn new(sources: impl IntoIterator<Item = (String, String)>) -> Self {
        Self::with(Storage::default(), sources)
    }

    /// A corpus that tells which queries it runs, each by name and number, for tests of what an edit costs.
    #[doc(hidden)]
    #[must_use]
    pub fn watched(
        sources: impl IntoIterator<Item = (String, String)>,
        seen: impl Fn(&str) + Send + Sync + 'static,
    ) -> Self {
        let storage = salsa::Storage::new(Some(Box::new(move |event: salsa::Event| {
            if let salsa::EventKind::WillExecute { database_key } = event.kind {
                seen(&format!("{database_key:?}"));
            }
        })));
        Self::with(Storage { storage }, sources)
    }

    fn with(db: Storage, sources: impl IntoIterator<Item = (String, String)>) -> Self {
        let corpus = Corpus::new(&db, Vec::new());
        let mut new = Self { db, corpus, files: FxHashMap::default() };
        for (path, text) in sources {
            let file = SourceFile::new(&new.db, path.clone(), unix(&text));
            new.files.insert(path, file);
        }
        new.reorder();
        new
    }

    /// Adds a file or replaces its text.
    pub fn set(&mut self, path: &str, text: &str) {
        if let Some(file) = self.files.get(path) {
            file.set_text(&mut self.db).to(unix(text));
            return;
        }
        let file = SourceFile::new(&self.db, path.to_owned(), unix(text));
        self.files.insert(path.to_owned(), file);
        self.reorder();
    }

    fn reorder(&mut self) {
        let mut paths: Vec<&String> = self.files.keys().collect();
        paths.sort();
        let files = paths.into_iter().filter_map(|p| self.files.get(p).copied()).collect();
        self.corpus.set_files(&mut self.db).to(files);
    }

    /// The linked program; usable when [`Kanwel::diagnostics`] has no errors.
    #[must_use]
    pub fn program(&self) -> Arc<Program> {
        query::program(&self.db, self.corpus).0.clone()
    }

    /// Everything that is wrong, in order of file and place.
    #[must_use]
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut out: Vec<Diagnostic> = Vec::new();
        for file in self.corpus.files(&self.db) {
            if file.text(&self.db).len() > MAX_FILE {
                let place = Place::new(&file.path(&self.db).into(), Span::default());
                out.push(
                    Diagnostic::error(code::LIMIT, place, "Dit bestand is te groot")
                        .why(format!("kanwel leest bestanden tot {} MB, zodat het nooit vastloopt.", MAX_FILE >> 20))
                        .help("Verdeel de wet over meer bestanden met `vervolg van`."),
                );
                continue;
            }
            out.extend(query::file_diagnostics(&self.db, *file).iter().cloned());
            for block in query::blocks(&self.db, *file).iter() {
                out.extend(query::parsed(&self.db, *block).diagnostics.iter().cloned());
                out.extend(query::lowered(&self.db, self.corpus, *block).diagnostics.iter().cloned());
            }
        }
        out.extend(query::index(&self.db, self.corpus).1.iter().cloned());
        // What only shows in the whole is not worth saying while parts are broken.
        if !out.iter().any(Diagnostic::is_error) {
            out.extend(query::program(&self.db, self.corpus).1.iter().cloned());
        }
        let order = self.order();
        out.sort_by_key(|d| {
            let place = d.labels.first().map(|l| &l.place);
            let at = place.and_then(|p| order.get(&*p.block).copied()).unwrap_or(usize::MAX);
            (at, place.map(|p| p.span))
        });
        out.dedup();
        out
    }

    /// Position of every block in the corpus.
    fn order(&self) -> FxHashMap<Arc<str>, usize> {
        let mut order = FxHashMap::default();
        for file in self.corpus.files(&self.db) {
            order.insert(file.path(&self.db).into(), order.len());
            for block in query::blocks(&self.db, *file).iter() {
                order.insert(block.key(&self.db).clone(), order.len());
            }
        }
        order
    }

    /// Paths and texts in order of path.
    pub fn sources(&self) -> impl Iterator<Item = (&str, &str)> {
        self.corpus.files(&self.db).iter().map(|f| (f.path(&self.db), f.text(&self.db)))
    }
}

fn unix(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains('\r') { text.replace("\r\n", "\n") } else { text.to_owned() }
}

impl Sources for Kanwel {
    fn locate(&self, place: &Place) -> Option<(String, Span)> {
        let path = place.block.split('#').next()?;
        let file = self.files.get(path)?;
        let offset = query::offsets(&self.db, *file).get(&place.block).copied().unwrap_or(0);
        Some((path.to_owned(), place.span.shifted(offset)))
    }

    fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(|f| f.text(&self.db))
    }
}
