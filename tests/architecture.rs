//! The layers of `ARCHITECTURE.md`, enforced: who may use whom, where salsa and IO may be, how long a file may get.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing)]

use kanwel::host::{files_below, read_text};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Longest file written by hand.
const MAX_LINES: usize = 600;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A row of the table: a module and the modules it may use, in the order of the page.
struct Layer {
    module: String,
    may_use: Vec<String>,
}

/// The first table of the page whose last column is `may use`.
fn layers() -> Vec<Layer> {
    let page = read_text(&root().join("ARCHITECTURE.md")).unwrap();
    page.lines()
        .skip_while(|l| !(l.starts_with("| module") && l.contains("| may use")))
        .skip(2)
        .take_while(|l| l.starts_with('|'))
        .map(|row| {
            let cells: Vec<&str> = row.trim_matches('|').split('|').collect();
            assert_eq!(cells.len(), 3, "a row has three cells: {row}");
            Layer { module: names(cells[0])[0].clone(), may_use: names(cells[2]) }
        })
        .collect()
}

/// What stands between backticks.
fn names(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Every source file with its top module and its text.
fn sources() -> Vec<(PathBuf, String, String)> {
    let src = root().join("src");
    let files = files_below(&src, "rs").unwrap();
    assert!(files.len() > 50, "the sources are found");
    files
        .into_iter()
        .map(|path| {
            let first = path.strip_prefix(&src).unwrap().components().next().unwrap();
            let module = first.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned();
            let text = read_text(&path).unwrap();
            (path, module, text)
        })
        .collect()
}

/// The text without comments; a `//` inside a string cuts a line short, which hides nothing that is a path.
fn code(text: &str) -> String {
    text.lines().map(|l| l.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// The modules named in `crate::x` and `crate::{x, y::{…}}`, with their lines.
fn used(text: &str) -> Vec<(usize, String)> {
    let code = code(text);
    let mut out = Vec::new();
    for (at, found) in code.match_indices("crate::") {
        let line = code[..at].lines().count().max(1);
        let rest = &code[at + found.len()..];
        let word = |s: &str| s.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
        match rest.strip_prefix('{') {
            None => out.push((line, word(rest))),
            Some(group) => {
                let mut depth = 0_usize;
                let mut start = true;
                for (i, c) in group.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => start = true,
                        c if start && !c.is_whitespace() => {
                            out.push((line, word(&group[i..])));
                            start = false;
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    out
}

#[test]
fn groups_and_inline_paths_are_seen() {
    let text = "use crate::{ir::{Program, SymId}, eval, text::Span};\nlet x = crate::db::y(); // crate::cli\n";
    let names: Vec<String> = used(text).into_iter().map(|(_, n)| n).collect();
    assert_eq!(names, ["ir", "eval", "text", "db"]);
}

#[test]
fn the_table_names_every_module_and_only_points_up() {
    let layers = layers();
    let mut above = BTreeSet::new();
    for layer in &layers {
        for used in &layer.may_use {
            assert!(
                above.contains(used.as_str()),
                "`{}` may use `{used}`, which does not stand above it",
                layer.module
            );
        }
        assert!(above.insert(layer.module.as_str()), "`{}` stands in the table twice", layer.module);
    }
    let real: BTreeSet<String> =
        sources().into_iter().map(|(_, module, _)| module).filter(|m| m != "lib" && m != "main").collect();
    let real: BTreeSet<&str> = real.iter().map(String::as_str).collect();
    assert_eq!(above, real, "the table of ARCHITECTURE.md and the modules in src/");
}

#[test]
fn nothing_uses_a_layer_it_may_not() {
    let may: BTreeMap<String, Vec<String>> = layers().into_iter().map(|l| (l.module, l.may_use)).collect();
    let mut wrong = Vec::new();
    for (path, module, text) in sources() {
        let Some(allowed) = may.get(&module) else { continue };
        for (line, name) in used(&text) {
            if name != module && !allowed.contains(&name) {
                wrong.push(format!("{}:{line}: `{module}` uses `{name}`", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "arrows that are not in ARCHITECTURE.md:\n{}", wrong.join("\n"));
}

#[test]
fn every_arrow_of_the_table_exists() {
    let mut real: BTreeSet<(String, String)> = BTreeSet::new();
    for (_, module, text) in sources() {
        real.extend(used(&text).into_iter().map(|(_, name)| (module.clone(), name)));
    }
    for layer in layers() {
        for used in layer.may_use {
            let arrow = (layer.module.clone(), used);
            assert!(real.contains(&arrow), "`{}` does not use `{}`; take it out of the table", arrow.0, arrow.1);
        }
    }
}

/// Files, other than those of `home`, whose code has one of `words`.
fn outside(home: &str, words: &[&str]) -> Vec<String> {
    sources()
        .into_iter()
        .filter(|(_, module, _)| module != home)
        .flat_map(|(path, _, text)| {
            let code = code(&text);
            let found: Vec<String> =
                words.iter().filter(|w| code.contains(**w)).map(|w| format!("{} has `{w}`", path.display())).collect();
            found
        })
        .collect()
}

#[test]
fn salsa_stays_in_db() {
    assert_eq!(outside("db", &["salsa"]), Vec::<String>::new());
}

#[test]
fn io_stays_in_host() {
    // Clippy refuses the calls; this refuses switching clippy off, and the streams it does not know.
    let words = [
        "disallowed_methods",
        "std::fs",
        "fs::",
        "stdin()",
        "stdout()",
        "stderr()",
        "std::net",
        "std::process::Command",
    ];
    assert_eq!(outside("host", &words), Vec::<String>::new());
}

#[test]
fn no_file_is_too_long() {
    let mut files = files_below(&root().join("src"), "rs").unwrap();
    files.extend(files_below(&root().join("tests"), "rs").unwrap());
    files.extend(files_below(&root().join("examples"), "rs").unwrap());
    files.extend(files_below(&root().join("rules"), "regel").unwrap());
    files.extend(["kanwel.pest", "woorden.pest"].map(|f| root().join("grammar").join(f)));
    let long: Vec<String> = files
        .iter()
        .map(|path| (path, read_text(path).unwrap().lines().count()))
        .filter(|(_, lines)| *lines > MAX_LINES)
        .map(|(path, lines)| format!("{}: {lines} lines", path.display()))
        .collect();
    assert!(long.is_empty(), "longer than {MAX_LINES} lines:\n{}", long.join("\n"));
}
