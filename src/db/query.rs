//! Tracked wrappers around the pure functions of `syntax` and `ir`.

use super::scope::DbScope;
use super::{Corpus, Db, SourceFile};
use crate::diagnostic::{Diagnostic, code};
use crate::ir::{self, Bill, Context, Declared, Found, Index, Lowered, Numbered, Numbers, Program, SlotDecl, Sort};
use crate::law::{Citation, Regulation, Target};
use crate::syntax::ast::Item;
use crate::syntax::{Parsed, parse_block, split};
use crate::text::Place;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// A block, identified by its name in the file, its text and the law it belongs to.
#[salsa::interned]
pub(super) struct BlockSource<'db> {
    /// `path#head#n`
    pub key: Arc<str>,
    /// Text from column 1.
    pub text: Arc<str>,
    /// Code of the law.
    pub law: Arc<str>,
    /// Whether the file is a bill.
    pub bill: Option<Arc<str>>,
}

/// A name to look up: law (if any) and name.
#[salsa::interned]
struct NameKey<'db> {
    law: Option<Arc<str>>,
    name: Arc<str>,
}

/// A target or citation to look up.
#[salsa::interned]
struct TargetKey<'db> {
    target: Target,
}

#[salsa::interned]
struct CitationKey<'db> {
    citation: Citation,
}

/// The blocks of a file with their offsets.
#[salsa::tracked(returns(ref))]
fn pieces(db: &dyn Db, file: SourceFile) -> crate::syntax::Split {
    split(file.text(db))
}

/// Names every block: the path, its first line, and a number where that line occurs more than once.
fn keys(path: &str, split: &crate::syntax::Split) -> Vec<Arc<str>> {
    let mut seen: FxHashMap<&str, usize> = FxHashMap::default();
    split
        .blocks
        .iter()
        .map(|b| {
            let head = b.text.lines().next().unwrap_or_default();
            let n = seen.entry(head).or_default();
            *n += 1;
            if *n == 1 { format!("{path}#{head}").into() } else { format!("{path}#{head}#{n}").into() }
        })
        .collect()
}

/// The law of a file: the code of its first `regeling`, `vervolg van` or `wijziging`.
fn law_of(split: &crate::syntax::Split) -> (Arc<str>, Option<Arc<str>>) {
    for block in &split.blocks {
        let words: Vec<&str> = block.text.split_whitespace().take(3).collect();
        match words.as_slice() {
            ["regeling", code, ..] | ["vervolg", "van", code] => return ((*code).into(), None),
            ["wijziging", code, ..] => return ((*code).into(), Some(block.text.clone())),
            _ => {}
        }
    }
    ("?".into(), None)
}

/// The law an order of a bill changes.
fn ordered_law(text: &str, own: &Arc<str>) -> Arc<str> {
    let words: Vec<&str> = text.split_whitespace().take(3).collect();
    match words.as_slice() {
        ["na", law, ..] => (*law).into(),
        ["bedrag", name, ..] => name.split('.').next().unwrap_or(own).into(),
        [law, "artikel" | "artikelen" | "bijlage", ..] => (*law).into(),
        _ => own.clone(),
    }
}

#[salsa::tracked(returns(ref))]
pub(super) fn blocks<'db>(db: &'db dyn Db, file: SourceFile) -> Vec<BlockSource<'db>> {
    let split = pieces(db, file);
    let (law, bill) = law_of(split);
    keys(file.path(db), split)
        .into_iter()
        .zip(&split.blocks)
        .map(|(key, chunk)| {
            let own = if bill.is_some() { ordered_law(&chunk.text, &law) } else { law.clone() };
            BlockSource::new(db, key, chunk.text.clone(), own, bill.clone())
        })
        .collect()
}

#[salsa::tracked(returns(ref))]
pub(super) fn offsets(db: &dyn Db, file: SourceFile) -> FxHashMap<Arc<str>, usize> {
    let split = pieces(db, file);
    keys(file.path(db), split).into_iter().zip(split.blocks.iter().map(|b| b.offset)).collect()
}

/// What is wrong with a file as a whole.
#[salsa::tracked(returns(ref))]
pub(super) fn file_diagnostics(db: &dyn Db, file: SourceFile) -> Vec<Diagnostic> {
    let split = pieces(db, file);
    let path: Arc<str> = file.path(db).into();
    let mut out: Vec<Diagnostic> = split
        .stray
        .iter()
        .map(|span| {
            Diagnostic::error(code::STRAY, Place::new(&path, *span), "Deze regel springt in, maar hoort bij geen blok")
                .why("Wat inspringt, hoort bij het blok erboven; hier staat nog geen blok.")
                .help("Zet de kop van het blok in kolom 1.")
        })
        .collect();
    let named = law_of(split).0;
    if &*named == "?" && !split.blocks.is_empty() {
        out.push(
            Diagnostic::error(
                code::PROPERTY,
                Place::new(&path, crate::text::Span::default()),
                "Dit bestand hoort bij geen wet",
            )
            .why("Zonder wet heeft een artikelnummer geen betekenis.")
            .help("Begin met `regeling Code \"Naam\"` of `vervolg van Code`."),
        );
    }
    out
}

#[salsa::tracked(returns(ref))]
pub(super) fn parsed<'db>(db: &'db dyn Db, block: BlockSource<'db>) -> Parsed {
    parse_block(block.key(db), block.text(db))
}

#[salsa::tracked(returns(clone))]
fn context<'db>(db: &'db dyn Db, block: BlockSource<'db>) -> Arc<Context> {
    let bill = block.bill(db).as_ref().and_then(|head| match parse_block(&"wijziging".into(), head).block?.item {
        Item::Amendment { code, title, from, .. } => {
            Some(Arc::new(Bill { code: code.node, title: title.joined(), from: from.node }))
        }
        _ => None,
    });
    Arc::new(Context { block: block.key(db).clone(), law: block.law(db).clone(), amendment: bill })
}

#[salsa::tracked(returns(clone))]
fn declared<'db>(db: &'db dyn Db, block: BlockSource<'db>) -> Arc<Declared> {
    let cx = context(db, block);
    Arc::new(parsed(db, block).block.as_ref().map(|b| ir::declare(&cx, b)).unwrap_or_default())
}

/// What a file declares. An edit that declares the same ends here: the index is not built again.
#[salsa::tracked(returns(ref))]
fn declarations(db: &dyn Db, file: SourceFile) -> Vec<Arc<Declared>> {
    blocks(db, file).iter().map(|b| declared(db, *b)).collect()
}

#[salsa::tracked(returns(clone))]
pub(super) fn index(db: &dyn Db, corpus: Corpus) -> (Arc<Index>, Arc<[Diagnostic]>) {
    let all = corpus.files(db).iter().flat_map(|f| declarations(db, *f));
    let (index, diagnostics) = Index::build(all.map(|d| &**d));
    (Arc::new(index), diagnostics.into())
}

#[salsa::tracked(returns(clone))]
fn found<'db>(db: &'db dyn Db, corpus: Corpus, key: NameKey<'db>) -> Arc<[Found]> {
    use crate::ir::Scope;
    index(db, corpus).0.find(key.law(db).as_deref(), key.name(db))
}

#[salsa::tracked(returns(clone))]
fn members<'db>(db: &'db dyn Db, corpus: Corpus, key: NameKey<'db>) -> Arc<[Arc<str>]> {
    use crate::ir::Scope;
    index(db, corpus).0.member(key.name(db))
}

#[salsa::tracked(returns(clone))]
fn sort_of<'db>(db: &'db dyn Db, corpus: Corpus, key: NameKey<'db>) -> Option<Sort> {
    use crate::ir::Scope;
    index(db, corpus).0.sort(key.name(db))
}

#[salsa::tracked(returns(clone))]
fn regulation_of<'db>(db: &'db dyn Db, corpus: Corpus, key: NameKey<'db>) -> Option<Arc<Regulation>> {
    use crate::ir::Scope;
    index(db, corpus).0.regulation(key.name(db))
}

#[salsa::tracked(returns(clone))]
fn reached<'db>(db: &'db dyn Db, corpus: Corpus, key: TargetKey<'db>) -> bool {
    use crate::ir::Scope;
    index(db, corpus).0.reaches(key.target(db))
}

#[salsa::tracked(returns(clone))]
fn slots_of<'db>(db: &'db dyn Db, corpus: Corpus, key: CitationKey<'db>) -> Arc<[SlotDecl]> {
    use crate::ir::Scope;
    index(db, corpus).0.slots(key.citation(db))
}

/// The questions a block asks, each a query of its own.
pub(super) mod ask {
    use super::{
        Arc, Citation, CitationKey, Corpus, Db, Found, NameKey, Regulation, SlotDecl, Sort, Target, TargetKey,
    };

    pub(in crate::db) fn find(db: &dyn Db, corpus: Corpus, law: Option<&str>, name: &str) -> Arc<[Found]> {
        super::found(db, corpus, NameKey::new(db, law.map(Arc::from), Arc::from(name)))
    }
    pub(in crate::db) fn member(db: &dyn Db, corpus: Corpus, name: &str) -> Arc<[Arc<str>]> {
        super::members(db, corpus, NameKey::new(db, None, Arc::from(name)))
    }
    pub(in crate::db) fn sort(db: &dyn Db, corpus: Corpus, name: &str) -> Option<Sort> {
        super::sort_of(db, corpus, NameKey::new(db, None, Arc::from(name)))
    }
    pub(in crate::db) fn regulation(db: &dyn Db, corpus: Corpus, code: &str) -> Option<Arc<Regulation>> {
        super::regulation_of(db, corpus, NameKey::new(db, None, Arc::from(code)))
    }
    pub(in crate::db) fn reaches(db: &dyn Db, corpus: Corpus, target: &Target) -> bool {
        super::reached(db, corpus, TargetKey::new(db, target.clone()))
    }
    pub(in crate::db) fn slots(db: &dyn Db, corpus: Corpus, citation: &Citation) -> Arc<[SlotDecl]> {
        super::slots_of(db, corpus, CitationKey::new(db, citation.clone()))
    }
}

#[salsa::tracked(returns(clone))]
pub(super) fn lowered<'db>(db: &'db dyn Db, corpus: Corpus, block: BlockSource<'db>) -> Arc<Lowered> {
    let scope = DbScope { db, corpus };
    let cx = context(db, block);
    Arc::new(parsed(db, block).block.as_ref().map(|b| ir::lower(&cx, b, &scope)).unwrap_or_default())
}

/// The numbers of symbols: as long as the names stay the same, so do these.
#[salsa::tracked(returns(clone))]
fn numbers(db: &dyn Db, corpus: Corpus) -> Arc<Numbers> {
    Arc::new(ir::numbers(&index(db, corpus).0))
}

#[salsa::tracked(returns(clone))]
fn numbered<'db>(db: &'db dyn Db, corpus: Corpus, block: BlockSource<'db>) -> Arc<Numbered> {
    Arc::new(ir::numbered(&lowered(db, corpus, block), &numbers(db, corpus)))
}

/// Linked and checked. Nothing but the caller reads it, so it is not compared with the one before.
#[salsa::tracked(returns(ref), no_eq)]
pub(super) fn program(db: &dyn Db, corpus: Corpus) -> (Arc<Program>, Arc<[Diagnostic]>) {
    let all: Vec<Arc<Numbered>> =
        corpus.files(db).iter().flat_map(|f| blocks(db, *f).iter().map(|b| numbered(db, corpus, *b))).collect();
    let (program, mut diagnostics) = ir::link(index(db, corpus).0, numbers(db, corpus), &all);
    diagnostics.extend(crate::graph::check(&program));
    (Arc::new(program), diagnostics.into())
}
