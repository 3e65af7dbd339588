//! After any series of edits, the program and the diagnostics are those of a load from nothing.

#![allow(clippy::expect_used)]

use kanwel::db::Kanwel;
use kanwel::host;
use std::collections::BTreeMap;
use std::path::Path;

const ALLOWANCE: &str = "rules/wet/zorgtoeslag.regel";
const FACTS: &str = "rules/feiten/zorg.regel";

fn sources() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = host::rule_files(&root.join("rules")).expect("the rules are there");
    let name = |p: &Path| p.strip_prefix(root).unwrap_or(p).display().to_string();
    files.iter().map(|p| (name(p), host::read_text(p).expect("readable"))).collect()
}

/// Edits of the allowance, one on top of the other: path, what stands there, what comes there.
const EDITS: [(&str, &str, &str); 9] = [
    (ALLOWANCE, "2026   € 2.119", "2026   € 2.200"),
    (ALLOWANCE, "ten minste 18 jaar", "ten minste 19 jaar"),
    // Declarations move, and one gets another name.
    (ALLOWANCE, "is meer dan normpremie van P", "is meer dan normpremie van P + € 1 per jaar"),
    (ALLOWANCE, "jaarbedrag_zorgtoeslag", "zorgtoeslag_per_jaar"),
    // An error, and its repair.
    (ALLOWANCE, "deel_bij_onverzekerde_partner van P\n", "deel_dat_niet_bestaat van P\n"),
    (ALLOWANCE, "deel_dat_niet_bestaat van P\n", "deel_bij_onverzekerde_partner van P\n"),
    // A statement more, a fact less, and the first amount again.
    (
        ALLOWANCE,
        "artikel 5 \"Uitvoering\"",
        "artikel 6 \"Extra\"\n  geldig van 2024-01-01\n  gelezen 2026-01-01\n  kern \"Extra.\"\n  geen recht op zorgtoeslag van persoon P\n    als P is vermist\n\nartikel 5 \"Uitvoering\"",
    ),
    (FACTS, "vraag \"", "vraag \"Nog eens: "),
    (ALLOWANCE, "2026   € 2.200", "2026   € 2.119"),
];

#[test]
fn edits_end_in_the_program_of_a_cold_load() {
    let mut texts = sources();
    let mut corpus = Kanwel::new(texts.clone());
    let _ = (corpus.diagnostics(), corpus.program());
    for (path, from, to) in EDITS {
        let text = texts.get_mut(path).expect("the file is there");
        assert!(text.contains(from), "{from}");
        *text = text.replace(from, to);
        corpus.set(path, text);
        let cold = Kanwel::new(texts.clone());
        assert_eq!(corpus.diagnostics(), cold.diagnostics(), "{from}");
        assert!(corpus.program() == cold.program(), "the program differs after: {from}");
    }
}

#[test]
fn a_file_that_comes_later_joins_the_others() {
    let texts = sources();
    let mut corpus = Kanwel::new(texts.iter().filter(|(p, _)| *p != ALLOWANCE).map(|(p, t)| (p.clone(), t.clone())));
    let _ = corpus.diagnostics();
    corpus.set(ALLOWANCE, texts.get(ALLOWANCE).expect("the file is there"));
    let cold = Kanwel::new(texts);
    assert_eq!(corpus.diagnostics(), cold.diagnostics());
    assert!(corpus.program() == cold.program());
}
