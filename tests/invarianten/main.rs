//! Properties that hold for every rule file and every case, not only for the ones somebody wrote.
//!
//! * `opmaak`: the formatter changes layout only, and has nothing left to do the second time.
//! * `robuust`: no text makes kanwel panic, hang or exhaust the stack.
//! * `bevindingen`: findings on the example cases rest on their deciding facts and on nothing else.
//! * `weerwoord`: a reply agrees with the outcome, and names no provision that is not behind it.
//! * `plan`: a plan leads where it says, its figures add up, and nobody's word is missing from its verdict.
//! * `diep`: depth and width have limits with messages, and nothing below the limits is exponential.
//! * `uitkomst`: what may not matter does not matter to an outcome.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing)]

mod bevindingen;
mod diep;
mod herinnering;
mod opmaak;
mod plan;
mod robuust;
mod uitkomst;
mod weerwoord;

use kanwel::db::Kanwel;
use kanwel::host::{files_below, read_text};
use kanwel::ir::Program;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The small laws of these tests, with every shape of rule that a household can meet.
fn sources() -> Vec<(String, String)> {
    files(&root().join("tests/invarianten/rules"))
        .into_iter()
        .map(|p| (p.file_name().unwrap().to_string_lossy().into_owned(), read_text(&p).unwrap()))
        .collect()
}

fn files(dir: &Path) -> Vec<PathBuf> {
    files_below(dir, "regel").unwrap()
}

/// The program of the small laws.
static PROGRAM: LazyLock<Arc<Program>> = LazyLock::new(|| {
    let corpus = Kanwel::new(sources());
    assert!(corpus.diagnostics().is_empty());
    corpus.program()
});
