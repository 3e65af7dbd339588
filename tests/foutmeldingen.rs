//! Every message as a user reads it: the source and what kanwel says about it, in one snapshot a lawyer can review.
//!
//! `tests/fouten/regels/*.regel` are mistakes of a legal author, each on top of `tests/fouten/rules`;
//! `tests/fouten/casussen/*` are mistakes of a case worker.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing)]

use insta_cmd::get_cargo_bin;
use kanwel::db::Kanwel;
use kanwel::diagnostic::{Diagnostic, Sources};
use kanwel::host::{files_below, read_text};
use kanwel::render::diagnostics;
use std::path::{Path, PathBuf};
use std::process::Command;

/// As wide as a terminal usually is.
const WIDTH: usize = 110;

fn dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fouten")
}

/// The words and the small law that are right.
fn base() -> Vec<(String, String)> {
    ["basis.regel", "wet.regel"].map(|f| (f.to_owned(), read_text(&dir().join("rules").join(f)).unwrap())).to_vec()
}

/// Source and messages together. Colours and codes for terminals stay out.
fn snapshot(prefix: &str, path: &Path, source: &str, messages: &str) {
    let name = format!("{prefix}_{}", path.file_stem().unwrap().to_string_lossy());
    let numbered: String = source.lines().enumerate().map(|(i, l)| format!("{:>2} │ {l}\n", i + 1)).collect();
    insta::with_settings!({ snapshot_path => "fouten/snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, format!("{numbered}\n{messages}"));
    });
}

#[test]
fn the_base_is_right() {
    let corpus = Kanwel::new(base());
    let found = corpus.diagnostics();
    assert!(found.is_empty(), "{}", diagnostics(&found, &corpus, false, WIDTH));
}

#[test]
fn mistakes_of_a_legal_author() {
    let files = files_below(&dir().join("regels"), "regel").unwrap();
    assert!(files.len() >= 10);
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = read_text(&path).unwrap();
        let corpus = Kanwel::new(base().into_iter().chain([(name.clone(), text.clone())]));
        let found = corpus.diagnostics();
        assert!(!found.is_empty(), "{name} is accepted");
        let here = |d: &Diagnostic| corpus.locate(&d.labels[0].place).is_some_and(|(file, _)| file == name);
        assert!(
            found.iter().all(here),
            "{name} is blamed on another file:\n{}",
            diagnostics(&found, &corpus, false, WIDTH)
        );
        snapshot("regel", &path, &text, &diagnostics(&found, &corpus, false, WIDTH));
    }
}

#[test]
fn mistakes_of_a_case_worker() {
    let mut files = files_below(&dir().join("casussen"), "toml").unwrap();
    files.extend(files_below(&dir().join("casussen"), "json").unwrap());
    assert!(files.len() >= 10);
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let out = Command::new(get_cargo_bin("kanwel"))
            .current_dir(dir().join("casussen"))
            .args(["beoordeel", &name, "--regels", "../rules"])
            .env("COLUMNS", WIDTH.to_string())
            .env("NO_COLOR", "1")
            .output()
            .unwrap();
        assert_eq!(out.status.code(), Some(3), "{name} is accepted");
        snapshot("casus", &path, &read_text(&path).unwrap(), &String::from_utf8(out.stderr).unwrap());
    }
}
