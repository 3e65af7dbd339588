//! What authors of rules keep up: the official text, review marks, amounts and new provisions, each with its nearest
//! neighbour, and that bad or hostile files give a message and nothing else.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "../gedeeld/mod.rs"]
mod gedeeld;
mod opdrachten;

use kanwel::db::Kanwel;
use kanwel::upkeep::{
    Drift, Marks, Record, Role, Standing, UnitKey, amounts, asked, compare, official, read_marks, read_record,
    reviewable, reviews, scaffold, sign, write_marks, write_record, written,
};
use kanwel::value::Date;
use proptest::prelude::*;

const HEAD: &str = "regeling Vb \"Voorbeeldwet\"\n  rang wet\n  bron BWBR1\n  orgaan college\n\n\
    feit loon van persoon P geeft € per maand\n  vraag \"Hoeveel loon heeft {P}?\"\n  verloop stroom\n\n";

const RULE: &str = "artikel 2 lid 1 \"Hulp\"\n  geldig van 2026-01-01\n  gelezen 2026-01-01\n  kern \"Wie weinig verdient, krijgt hulp.\"\n  \
    recht op hulp van persoon P jegens college\n    op aanvraag\n    als loon van P is minder dan € 1.000 per maand\n    hoogte € 50 per maand\n";

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn corpus(rules: &str) -> Kanwel {
    let corpus = Kanwel::new([("vb.regel".to_owned(), format!("{HEAD}{rules}"))]);
    let wrong: Vec<String> =
        corpus.diagnostics().iter().filter(|d| d.is_error()).map(|d| d.title.to_string()).collect();
    assert_eq!(wrong, Vec::<String>::new());
    corpus
}

/// The sum of what `artikel 2 lid 1` says.
fn sum(rules: &str) -> String {
    let corpus = corpus(rules);
    let program = corpus.program();
    let all = reviewable(&program, &written(&program, &corpus));
    all.into_iter().find(|r| r.version.0 == "Vb artikel 2 lid 1").unwrap().hash
}

#[test]
fn only_what_a_provision_says_changes_its_sum() {
    let was = sum(RULE);
    for same in [
        RULE.replace("  gelezen 2026-01-01\n", "  gelezen 2026-07-01\n"),
        RULE.replace("als loon van P is minder", "als   loon  van P\n      is minder"),
        RULE.replace("    op aanvraag\n", "    # waarom op aanvraag?\n    op aanvraag   # ja\n"),
        format!(
            "# boven\n{RULE}\n\nartikel 3 \"Ander\"\n  geldig van 2026-01-01\n  gelezen 2026-01-01\n  kern \"Ander.\"\n"
        ),
    ] {
        assert_eq!(sum(&same), was, "{same}");
    }
    for other in [
        RULE.replace("minder dan", "ten hoogste"),
        RULE.replace("€ 1.000", "€ 1.001"),
        RULE.replace("    op aanvraag\n", "    ambtshalve\n"),
        RULE.replace("geldig van 2026-01-01", "geldig van 2026-01-01 tot 2027-01-01"),
        RULE.replace("Wie weinig verdient", "Wie niets verdient"),
    ] {
        assert_ne!(sum(&other), was, "{other}");
    }
}

#[test]
fn two_marks_of_two_people_review_and_a_change_loses_them() {
    let corpus_ = corpus(RULE);
    let program = corpus_.program();
    let all = reviewable(&program, &written(&program, &corpus_));
    let of = all[0].clone();
    let standing = |marks: &Marks| reviews(vec![of.clone()], marks).0[0].standing;
    let mut marks = Marks::default();
    assert_eq!(standing(&marks), Standing::Never);
    sign(&mut marks, &of, Role::Writer, "jurist 1", day("2026-11-22")).unwrap();
    assert_eq!(standing(&marks), Standing::OneReader);
    let same = sign(&mut marks, &of, Role::Reader, " Jurist  1 ", day("2026-11-23")).unwrap_err();
    assert!(same.what.contains("al als schrijver"), "{same}");
    assert_eq!(standing(&marks), Standing::OneReader, "a refusal sets no mark");
    sign(&mut marks, &of, Role::Reader, "jurist 2", day("2026-11-23")).unwrap();
    assert_eq!(standing(&marks), Standing::Reviewed);
    assert_eq!(read_marks("m", &write_marks(&marks)).unwrap(), marks);

    let mut changed = of.clone();
    changed.hash = sum(&RULE.replace("minder dan", "ten hoogste"));
    assert_eq!(reviews(vec![changed.clone()], &marks).0[0].standing, Standing::Changed);
    // Who read the old text may write the new one; the mark that was lost counts for nothing.
    sign(&mut marks, &changed, Role::Writer, "jurist 2", day("2026-12-01")).unwrap();
    assert_eq!(reviews(vec![changed.clone()], &marks).0[0].standing, Standing::Changed);
    sign(&mut marks, &changed, Role::Reader, "jurist 1", day("2026-12-02")).unwrap();
    assert_eq!(reviews(vec![changed], &marks).0[0].standing, Standing::Reviewed);
    // One name on both lines, written by hand, is one reader.
    let by_hand = write_marks(&marks).replace("jurist 1", "JURIST 2");
    let marks = read_marks("m", &by_hand.replace(&sum(&RULE.replace("minder dan", "ten hoogste")), &of.hash)).unwrap();
    assert_eq!(standing(&marks), Standing::OneReader);
    for (name, by) in [("leeg", " "), ("lang", &*"x".repeat(61)), ("mail", "piet@voorbeeld.nl")] {
        assert!(sign(&mut Marks::default(), &of, Role::Writer, by, day("2026-11-22")).is_err(), "{name}");
    }
}

#[test]
fn a_file_of_marks_or_sums_that_is_broken_says_where() {
    for (text, part) in [
        ("[[bepaling]", "regel 1"),
        ("x = 1", "`x` hoort hier niet"),
        ("bepaling = 3", "[[bepaling]]"),
        ("[[bepaling]]\nvanaf = 2026-01-01", "ontbreekt `plaats`"),
        ("[[bepaling]]\nplaats = \"a\"\nvanaf = \"morgen\"", "geen datum"),
        ("[[bepaling]]\nplaats = \"a\"\nlezer = { door = \"x\" }", "mist `lezer`"),
        (
            "[[bepaling]]\nplaats = \"a\"\nlezer = { door = \"x\", op = 2026-01-01, som = \"1\" }\n\
             [[bepaling]]\nplaats = \"a\"\nlezer = { door = \"y\", op = 2026-01-01, som = \"1\" }",
            "twee keer",
        ),
    ] {
        let wrong = read_marks("m.toml", text).unwrap_err();
        assert!(wrong.what.contains(part) && !wrong.help.is_empty(), "{text}: {wrong}");
    }
    let good = "regeling = \"BWBR1\"\ntoestand = 2026-01-01\n[tekst]\n\"artikel 2 lid 1\" = \"ab\"\n";
    let record = read_record("r.toml", good).unwrap();
    assert_eq!(read_record("r.toml", &write_record(&record)).unwrap(), record);
    for (from, to, part) in [
        ("regeling", "x", "`regeling` ontbreekt"),
        ("2026-01-01", "3", "geen datum"),
        ("[tekst]", "[woorden]", "`[tekst]` ontbreekt"),
        ("artikel 2 lid 1", "artikel 2 lid", "geen artikel of lid"),
    ] {
        let wrong = read_record("r.toml", &good.replace(from, to)).unwrap_err();
        assert!(wrong.what.contains(part), "{wrong}");
    }
}

/// A text with articles of one paragraph each.
fn text(on: &str, articles: &[(&str, &str)]) -> String {
    let article = |(nr, words): &(&str, &str)| {
        format!("<artikel><kop><nr>{nr}</nr></kop><lid><lidnr>1.</lidnr><al>{words}</al></lid></artikel>")
    };
    let all: String = articles.iter().map(article).collect();
    format!("<toestand bwb-id=\"BWBR1\" inwerkingtreding=\"{on}\"><wettekst>{all}</wettekst></toestand>")
}

/// What moved between two texts, by article.
fn moved(old: &[(&str, &str)], new: &[(&str, &str)]) -> Vec<(String, Drift)> {
    let corpus = corpus(RULE);
    let record = Record::from(&official("oud", &text("2026-01-01", old)).unwrap());
    let new = official("nieuw", &text("2026-07-01", new)).unwrap();
    let report = compare(&corpus.program(), &corpus, &new, Some(&record));
    report.moved.into_iter().map(|m| (m.key.to_string(), m.drift)).collect()
}

fn to(place: &str, taken: bool) -> Drift {
    Drift::Renumbered { to: UnitKey::parse(place).unwrap(), taken }
}

#[test]
fn words_decide_what_moved() {
    let base = [("2", "een"), ("3", "twee")];
    assert_eq!(moved(&base, &base), []);
    assert_eq!(moved(&base, &[("2", " een\n"), ("3", "twee")]), []);
    assert_eq!(moved(&base, &[("2", "eén"), ("3", "twee")]), [("artikel 2 lid 1".to_owned(), Drift::Changed)]);
    assert_eq!(moved(&base, &[("2", "een")]), [("artikel 3 lid 1".to_owned(), Drift::Lapsed)]);
    let new = [("2", "een"), ("3", "twee"), ("4", "drie")];
    assert_eq!(moved(&base, &new), [("artikel 4 lid 1".to_owned(), Drift::New)]);
    // A new paragraph before two others: both moved on, and the first number holds new words.
    assert_eq!(
        moved(&base, &[("2", "nul"), ("3", "een"), ("4", "twee")]),
        [
            ("artikel 2 lid 1".to_owned(), to("artikel 3 lid 1", true)),
            ("artikel 3 lid 1".to_owned(), to("artikel 4 lid 1", false)),
        ]
    );
    // Two that change places hold no new words.
    assert_eq!(
        moved(&base, &[("2", "twee"), ("3", "een")]),
        [
            ("artikel 2 lid 1".to_owned(), to("artikel 3 lid 1", false)),
            ("artikel 3 lid 1".to_owned(), to("artikel 2 lid 1", false)),
        ]
    );
}

#[test]
fn an_article_that_gets_paragraphs_changed_and_did_not_lapse() {
    let corpus = corpus(RULE);
    let whole = "<toestand bwb-id=\"BWBR1\" inwerkingtreding=\"2026-01-01\"><artikel><kop><nr>2</nr></kop><al>een</al></artikel></toestand>";
    let record = Record::from(&official("oud", whole).unwrap());
    let new = official("nieuw", &text("2026-07-01", &[("2", "anders")])).unwrap();
    let report = compare(&corpus.program(), &corpus, &new, Some(&record));
    let found: Vec<_> = report.moved.iter().map(|m| (m.key.to_string(), m.drift.clone(), m.rules.len())).collect();
    assert_eq!(found, [("artikel 2".to_owned(), Drift::Changed, 1), ("artikel 2 lid 1".to_owned(), Drift::New, 1)]);
}

#[test]
fn a_text_that_cannot_be_used_says_why() {
    let deep = format!(
        "<toestand bwb-id=\"B\" inwerkingtreding=\"2026-01-01\">{}</toestand>",
        "<a>".repeat(300) + &"</a>".repeat(300)
    );
    let very = "<a>".repeat(200_000) + &"</a>".repeat(200_000);
    let laughs = "<!DOCTYPE t [<!ENTITY a \"x\"><!ENTITY b \"&a;&a;\">]><toestand>&b;</toestand>";
    for (xml, part) in [
        ("", "geen goede XML"),
        ("<toestand>", "geen goede XML"),
        ("<toestand/>", "geen geconsolideerde wettekst"),
        ("<wet bwb-id=\"BWBR1\" inwerkingtreding=\"2026-01-01\"/>", "geen geconsolideerde wettekst"),
        ("<toestand bwb-id=\"../x\" inwerkingtreding=\"2026-01-01\"/>", "geen geconsolideerde wettekst"),
        ("<toestand bwb-id=\"BWBR1\" inwerkingtreding=\"2026-01-01\"/>", "geen artikelen"),
        (&deep, "te diep"),
        (&very, "te diep"),
        (laughs, "DTD"),
    ] {
        let wrong = official("wet.xml", xml).unwrap_err();
        assert!(wrong.what.contains(part) && !wrong.help.is_empty(), "{wrong}");
    }
}

#[test]
fn an_amount_runs_out_only_when_nothing_follows() {
    let all = |rows: &str, valid: &str, until: &str| {
        let rules = format!(
            "artikel 1 \"Grens\"\n  geldig van {valid}\n  gelezen 2026-01-01\n  kern \"De grens.\"\n  bedrag grens_voorbeeld in € per maand\n{rows}"
        );
        let corpus = corpus(&rules);
        amounts(&corpus.program(), &corpus, day("2026-11-22"), day(until))
    };
    let found = |rows: &str, valid: &str, until: &str| {
        let all = all(rows, valid, until);
        (all.ending.iter().map(|e| (e.last_day().to_string(), e.ended)).collect::<Vec<_>>(), all.unknown.len())
    };
    let past = |rows: &str| all(rows, "2025-01-01", "2026-12-01").unknown.iter().map(|g| g.past).collect::<Vec<_>>();
    let (y25, y26, y27) =
        ("    2025   € 1   bron \"a\"\n", "    2026   € 2   bron \"b\"\n", "    2027   € 3   bron \"c\"\n");
    let last = |d: &str, ended| (vec![(d.to_owned(), ended)], 0);
    assert_eq!(found(&[y25, y26].concat(), "2025-01-01", "2027-01-21"), last("2026-12-31", false));
    assert_eq!(found(&[y25, y26].concat(), "2025-01-01", "2026-12-31"), last("2026-12-31", false));
    assert_eq!(found(&[y25, y26].concat(), "2025-01-01", "2026-12-30"), (vec![], 0));
    assert_eq!(found(&[y25, y26, y27].concat(), "2025-01-01", "2027-01-21"), (vec![], 0));
    assert_eq!(found(y25, "2025-01-01", "2027-01-21"), last("2025-12-31", true));
    // The provision itself ends then: nothing is missing.
    assert_eq!(found(y25, "2025-01-01 tot 2026-01-01", "2027-01-21"), (vec![], 0));
    // What ended unknown is as open as what ended known.
    let closed = "    2025   onbekend \"nooit gezien\"\n";
    assert_eq!(past(closed), [false]);
    assert_eq!(past(&[closed, y26].concat()), [true]);
    // Unknown is no successor.
    let open = "    2027   onbekend \"nog niet bekend\"\n";
    assert_eq!(found(&[y26, open].concat(), "2025-01-01", "2027-01-21"), (vec![("2026-12-31".to_owned(), false)], 1));
}

#[test]
fn a_new_provision_stands_in_order_and_reads() {
    let rules = format!(
        "{RULE}\n# over lid 3\nartikel 2 lid 3 \"Meer\"\n  geldig van 2026-01-01\n  gelezen 2026-01-01\n  kern \"Meer.\"\n"
    );
    let corpus = corpus(&rules);
    let program = corpus.program();
    let all = written(&program, &corpus);
    let make = |what: &str| {
        let words: Vec<String> = what.split(' ').map(str::to_owned).collect();
        asked(&words).and_then(|a| scaffold(&program, &all, &a, None, day("2026-11-22")))
    };
    let source = format!("{HEAD}{rules}");
    for (what, before, after) in [
        ("artikel Vb 1", None, Some("artikel 2 lid 1")),
        ("artikel Vb 2 lid 2", Some("artikel 2 lid 1"), Some("artikel 2 lid 3")),
        ("Vb 2 lid 1 onder a", Some("artikel 2 lid 1"), Some("artikel 2 lid 3")),
        ("Vb artikel 10a", Some("artikel 2 lid 3"), None),
        ("bijlage Vb 1", Some("artikel 2 lid 3"), None),
    ] {
        let new = make(what).unwrap();
        let file = new.put_in(&source);
        let heads: Vec<&str> = file.lines().filter(|l| l.starts_with("artikel") || l.starts_with("bijlage")).collect();
        let at = heads.iter().position(|h| h.contains("Titel in eigen woorden")).unwrap();
        let near = |i: Option<usize>| i.and_then(|i| heads.get(i)).map(|h| h.split(" \"").next().unwrap());
        assert_eq!((near(at.checked_sub(1)), near(Some(at + 1))), (before, after), "{what}");
        let errors: Vec<_> = Kanwel::new([("vb.regel".to_owned(), file.clone())]).diagnostics();
        assert!(errors.iter().all(|d| !d.is_error()), "{what}: {errors:?}");
        assert_eq!(kanwel::syntax::format_file(&file), file, "{what}");
        assert!(file.contains("# over lid 3\nartikel 2 lid 3"), "a remark stays with its provision: {what}");
    }
    for (what, part) in [
        ("artikel Vb 2", "al gecodeerd"),
        ("artikel Vb 2 lid 1", "al gecodeerd"),
        ("artikel Vc 2", "niet gecodeerd"),
        ("artikel", "geen plaats"),
        ("hallo daar allemaal", "geen plaats"),
    ] {
        let wrong = make(what).unwrap_err();
        assert!(wrong.what.contains(part) && !wrong.help.is_empty(), "{what}: {wrong}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Blanks, marks and quotation marks between the same words change no sum; another word does.
    #[test]
    fn only_words_count(words in prop::collection::vec("[a-z]{1,8}", 1..8), blanks in prop::collection::vec("[ \n\t\u{a0}]{1,4}", 8), at in any::<prop::sample::Index>()) {
        let hash = |words: &str| {
            let text = official("x", &text("2026-01-01", &[("2", words)])).unwrap();
            text.units.values().next().unwrap().hash.clone()
        };
        let plain = words.join(" ");
        let spread: String = words.iter().zip(&blanks).map(|(w, b)| format!("{b}<nadruk>{w}</nadruk>")).collect();
        prop_assert_eq!(hash(&plain), hash(&spread));
        let mut other = words.clone();
        other[at.index(words.len())].push('x');
        prop_assert_ne!(hash(&plain), hash(&other.join(" ")));
    }

    /// Whatever is in the file: a message, and no panic.
    #[test]
    fn any_text_is_refused_or_read(bytes in "\\PC{0,200}", name in "[a-z]{1,8}") {
        let _ = official(&name, &bytes);
        let _ = official(&name, &format!("<toestand bwb-id=\"B\" inwerkingtreding=\"2026-01-01\"><artikel><kop><nr>{bytes}</nr></kop></artikel></toestand>"));
        let _ = read_marks(&name, &bytes);
        let _ = read_record(&name, &bytes);
        let _ = asked(&[bytes]);
    }
}
