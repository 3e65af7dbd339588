//! What an edit costs: one changed provision is parsed and lowered again, and of the others only those that asked for
//! something that now has another answer. Counted in queries, not in time.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing)]

use kanwel::db::Kanwel;
use kanwel::host::{files_below, read_text};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

type Sources = Vec<(String, String)>;

/// The small laws of the property tests.
fn sources() -> Sources {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/invarianten/rules");
    let files = files_below(&dir, "regel").unwrap();
    files.iter().map(|p| (p.file_name().unwrap().to_string_lossy().into_owned(), read_text(p).unwrap())).collect()
}

/// A corpus with a log of the queries it runs.
struct Watched {
    corpus: Kanwel,
    log: Arc<Mutex<Vec<String>>>,
}

impl Watched {
    fn new(sources: Sources) -> Self {
        let log = Arc::new(Mutex::new(Vec::new()));
        let seen = log.clone();
        let corpus = Kanwel::watched(sources, move |query| seen.lock().unwrap().push(query.to_owned()));
        let new = Self { corpus, log };
        assert!(new.corpus.diagnostics().is_empty());
        new
    }

    /// How often each query ran since the last time.
    fn counts(&self) -> BTreeMap<String, usize> {
        let mut out = BTreeMap::new();
        for query in self.log.lock().unwrap().drain(..) {
            let name = query.split('(').next().unwrap().to_owned();
            *out.entry(name).or_default() += 1;
        }
        out
    }

    /// Edits a file and asks for everything again.
    fn edit(&mut self, file: &str, from: &str, to: &str) -> BTreeMap<String, usize> {
        let old = self.corpus.sources().find(|(path, _)| *path == file).unwrap().1.to_owned();
        assert_eq!(old.matches(from).count(), 1, "`{from}` occurs once in {file}");
        let _ = self.counts();
        self.corpus.set(file, &old.replace(from, to));
        let _ = (self.corpus.diagnostics(), self.corpus.program());
        self.counts()
    }
}

fn of(counts: &BTreeMap<String, usize>, query: &str) -> usize {
    counts.get(query).copied().unwrap_or(0)
}

#[test]
fn the_first_time_everything_runs_and_the_second_time_nothing() {
    let watched = Watched::new(sources());
    let first = watched.counts();
    let blocks = of(&first, "lowered");
    assert!(blocks > 20, "{first:?}");
    assert_eq!(of(&first, "parsed"), blocks);
    let _ = (watched.corpus.diagnostics(), watched.corpus.program());
    assert_eq!(watched.counts(), BTreeMap::new());
}

#[test]
fn another_amount_lowers_one_provision() {
    let mut watched = Watched::new(sources());
    let counts = watched.edit("wet.regel", "€ 7.000", "€ 8.000");
    assert_eq!((of(&counts, "parsed"), of(&counts, "lowered"), of(&counts, "program")), (1, 1, 1), "{counts:?}");
}

#[test]
fn a_comment_above_a_block_lowers_nothing() {
    let mut watched = Watched::new(sources());
    let counts = watched.edit("wet.regel", "artikel 3 lid 2 \"", "# opmerking\n\nartikel 3 lid 2 \"");
    assert_eq!((of(&counts, "parsed"), of(&counts, "lowered"), of(&counts, "program")), (0, 0, 0), "{counts:?}");
}

#[test]
fn another_unit_lowers_what_reads_it_and_nothing_else() {
    let mut watched = Watched::new(sources());
    let all = of(&watched.counts(), "lowered");
    // Spaargeld is read by one provision only; its declaration and that provision are lowered again.
    let counts = watched.edit(
        "woorden.regel",
        "feit spaargeld van persoon P geeft €\n",
        "feit spaargeld van persoon P geeft getal\n",
    );
    assert_eq!(of(&counts, "parsed"), 1, "{counts:?}");
    assert!((2..=3).contains(&of(&counts, "lowered")), "{counts:?} of {all}");
}

#[test]
fn a_new_provision_lowers_itself_only() {
    let mut watched = Watched::new(sources());
    let new = "artikel 9 \"Nieuw\"\n  geldig van 2026-01-01\n  gelezen 2026-01-01\n  kern \"Nieuw.\"\n  plicht tot groeten van persoon P jegens college\n    als P is student\n\nartikel 3 lid 2 \"";
    let counts = watched.edit("wet.regel", "artikel 3 lid 2 \"", new);
    assert_eq!((of(&counts, "parsed"), of(&counts, "lowered")), (1, 1), "{counts:?}");
}

/// After any row of edits the corpus says what a fresh corpus with the same texts says.
#[test]
fn edits_and_a_fresh_start_agree() {
    let mut watched = Watched::new(sources());
    for (file, from, to) in [
        ("wet.regel", "€ 7.000", "€ 9.000"),
        ("wet.regel", "tenzij P is student", "tenzij P is studentt"),
        ("woorden.regel", "feit persoon P is student\n", "feit persoon P is studentt\n"),
        ("andere_wet.regel", "€ 200 per maand", "€ 200 per jaar"),
        ("woorden.regel", "feit persoon P is studentt\n", "feit persoon P is student\n"),
        ("wet.regel", "tenzij P is studentt", "tenzij P is student"),
        ("andere_wet.regel", "€ 200 per jaar", "€ 200 per maand"),
    ] {
        let _ = watched.edit(file, from, to);
        let texts: Sources = watched.corpus.sources().map(|(p, t)| (p.to_owned(), t.to_owned())).collect();
        let fresh = Kanwel::new(texts);
        assert_eq!(watched.corpus.diagnostics(), fresh.diagnostics(), "after {to}");
        assert_eq!(watched.corpus.program(), fresh.program(), "after {to}");
    }
    assert!(watched.corpus.diagnostics().is_empty());
}

// After any series of edits of the real laws, program and diagnostics are those of a load from nothing.

const ALLOWANCE: &str = "rules/wet/zorgtoeslag.regel";
const FACTS: &str = "rules/feiten/zorg.regel";

fn all_laws() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = kanwel::host::rule_files(&root.join("rules")).expect("the rules are there");
    let name = |p: &Path| p.strip_prefix(root).unwrap_or(p).display().to_string();
    files.iter().map(|p| (name(p), read_text(p).expect("readable"))).collect()
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
    let mut texts = all_laws();
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
    let texts = all_laws();
    let mut corpus = Kanwel::new(texts.iter().filter(|(p, _)| *p != ALLOWANCE).map(|(p, t)| (p.clone(), t.clone())));
    let _ = corpus.diagnostics();
    corpus.set(ALLOWANCE, texts.get(ALLOWANCE).expect("the file is there"));
    let cold = Kanwel::new(texts);
    assert_eq!(corpus.diagnostics(), cold.diagnostics());
    assert!(corpus.program() == cold.program());
}
