//! Depth and width. Nothing here is timed: an exponential algorithm could not end on 60 diamonds or 200 levels.

use super::sources;
use kanwel::case::{parse_json, parse_toml, read};
use kanwel::db::Kanwel;
use kanwel::diagnostic::{Diagnostic, code};
use kanwel::eval::{Settings, assess};
use kanwel::explain::argue;
use kanwel::render::{Names, Options, Showing, text};
use kanwel::syntax::{Parsed, format_file, parse_block};
use kanwel::value::Date;
use std::fmt::Write as _;

const HEAD: &str = "artikel 90 \"Diep\"\n  geldig van 2020-01-01\n  gelezen 2026-01-01\n  kern \"Diep.\"\n";

/// A provision whose duty has this condition.
fn condition(what: &str) -> String {
    format!("{HEAD}  plicht tot iets van college jegens persoon P\n    als {what}\n")
}

fn parsed(text: &str) -> Parsed {
    parse_block(&"diep".into(), text)
}

fn codes(text: &str) -> Vec<&'static str> {
    parsed(text).diagnostics.iter().map(|d: &Diagnostic| d.code.0).collect()
}

/// Ways to nest a condition or value, `n` deep.
fn nestings(n: usize) -> Vec<(&'static str, String)> {
    let wrap = |open: &str, inner: &str, close: &str| format!("{}{inner}{}", open.repeat(n), close.repeat(n));
    let mut lists = String::new();
    for i in 0..n {
        let (word, mark) = if i % 2 == 0 { ("een van", "a.") } else { ("elk van", "1°") };
        let _ = write!(lists, "{word}\n{:indent$}{mark} ", "", indent = 6 + 2 * i.min(300));
    }
    let truth = "P is student";
    vec![
        ("haakjes", condition(&wrap("(", truth, ")"))),
        ("niet met haakjes", condition(&wrap("niet (", truth, ")"))),
        ("lijsten", condition(&format!("{lists}{truth}"))),
        ("lijsten met haakjes", condition(&wrap("(een van\n        a. ", truth, ")"))),
        ("van", condition(&format!("leeftijd van {}P is meer dan 18 jaar", "eigen_partner van ".repeat(n)))),
        (
            "waarden in haakjes",
            condition(&format!("{} is meer dan € 1 per maand", wrap("(", "loon van P", " + € 1 per maand)"))),
        ),
        ("keuzes", condition(&format!("{} is meer dan € 1", wrap("(als P is student dan ", "€ 1", " anders € 2)")))),
        ("laagste van", condition(&format!("{} is meer dan € 1", wrap("laagste van (", "€ 1", "; € 2)")))),
        ("er is", condition(&wrap("er is een persoon Q waarvoor (", truth, ")"))),
    ]
}

#[test]
fn two_hundred_levels_parse_and_format() {
    for (name, text) in nestings(200) {
        let result = parsed(&text);
        let said: Vec<&str> = result.diagnostics.iter().map(|d| d.title.as_str()).collect();
        assert!(result.block.is_some(), "{name}: {said:?}");
        let once = format_file(&text);
        assert_eq!(format_file(&once), once, "{name}");
    }
}

/// Beyond the limit there is a message about depth, not a syntax error with nothing expected, and no exhausted stack.
#[test]
fn beyond_the_limit_the_message_is_about_depth() {
    for n in [300, 10_000] {
        for (name, text) in nestings(n) {
            // Lists and `van` count for less than brackets; just above the limit they may still be read.
            if n == 300 && parsed(&text).block.is_some() {
                continue;
            }
            assert_eq!(codes(&text), [code::LIMIT.0], "{name}, {n} levels");
            assert_eq!(parsed(&text).diagnostics[0].title, "Dit is te diep genest", "{name}");
        }
    }
}

/// What is long but not deep is read, or refused with a message.
#[test]
fn long_is_not_deep() {
    let n = 1_500;
    let chain = |word: &str| vec!["P is student"; n].join(&format!("\n     {word} "));
    let numbers: Vec<String> = (0..n).map(|i| format!("€ {i}")).collect();
    for (name, text) in [
        ("en", condition(&chain("en"))),
        ("of", condition(&chain("of"))),
        ("plus", condition(&format!("{} is meer dan € 1", numbers.join(" + ")))),
        ("laagste", condition(&format!("laagste van ({}) is meer dan € 1", numbers.join("; ")))),
        ("tekst", format!("{HEAD}  toelichting \"{}\"\n", "woord ".repeat(20 * n))),
        ("teksten", format!("{HEAD}  toelichting {}\n", "\"woord\" ".repeat(n))),
        ("opmerkingen", format!("{HEAD}{}", "  # regel\n".repeat(n))),
        (
            "plussen in haakjes",
            condition(&format!(
                "{}€ 1{} is meer dan € 1",
                "(".repeat(150),
                format!("{})", " + € 1".repeat(150)).repeat(150)
            )),
        ),
        ("grenzen", condition(&format!("€ 1{} is meer dan € 1", " maar ten minste € 1".repeat(n)))),
    ] {
        let result = parsed(&text);
        assert!(result.block.is_some() || codes(&text) == [code::LIMIT.0], "{name}: {:?}", result.diagnostics);
        let once = format_file(&text);
        assert_eq!(format_file(&once), once, "{name}");
        let corpus =
            Kanwel::new(sources().into_iter().chain([("diep.regel".to_owned(), format!("vervolg van Vb\n\n{text}"))]));
        let _ = corpus.diagnostics();
    }
}

#[test]
fn a_very_long_line_and_a_file_beyond_the_limit() {
    let long = format!("{HEAD}  {}\n", "a".repeat(1 << 18));
    assert_eq!(codes(&long).len(), 1);
    let corpus = Kanwel::new([("groot.regel".to_owned(), "# vol\n".repeat(1 << 20))]);
    let found: Vec<&str> = corpus.diagnostics().iter().map(|d| d.code.0).collect();
    assert_eq!(found, [code::LIMIT.0]);
}

/// Cases: dotted keys, arrays and tables, nested beyond any use.
#[test]
fn deep_cases_are_refused() {
    for n in [40, 79, 300, 30_000] {
        let toml = [
            format!("x = {}{}\n", "[".repeat(n), "]".repeat(n)),
            format!("x = {}1{}\n", "{a=".repeat(n), "}".repeat(n)),
            format!("{}a = 1\n", "a.".repeat(n)),
            format!("[{}a]\nx = 1\n", "a.".repeat(n)),
        ];
        for text in toml {
            let said = parse_toml(&"diep".into(), &text).expect_err("deep TOML is refused");
            assert_eq!(said.code, code::CASE_UNREADABLE);
        }
        let json = [
            format!("{{\"x\":{}{}}}", "[".repeat(n), "]".repeat(n)),
            format!("{}1{}", "{\"a\":".repeat(n), "}".repeat(n)),
        ];
        for text in json {
            let said = parse_json(&"diep".into(), &text).expect_err("deep JSON is refused");
            assert_eq!(said.code, code::CASE_UNREADABLE);
        }
    }
}

/// A law of `n` diamonds: every concept reads the one below it twice.
fn diamonds(n: usize) -> String {
    let mut out = String::from("regeling Dm \"Ruiten\"\n  rang wet\n  orgaan college\n\n");
    let head = |i: usize| {
        format!("artikel {} \"Ruit\"\n  geldig van 2020-01-01\n  gelezen 2026-01-01\n  kern \"Ruit.\"\n", i + 1)
    };
    for i in 0..=n {
        let _ = write!(out, "{}  begrip waarde_{i} van persoon P geeft €\n    is ", head(i));
        let _ = match i.checked_sub(1) {
            None => writeln!(out, "spaargeld van P"),
            Some(j) => writeln!(out, "(waarde_{j} van P + waarde_{j} van P) / 2"),
        };
        let _ = write!(out, "  begrip persoon P is waar_{i}\n    als ");
        let _ = match i.checked_sub(1) {
            None => writeln!(out, "P is student\n"),
            Some(j) => writeln!(out, "(P is waar_{j} of P is waar_{j}) en (P is waar_{j} of P is gedetineerd)\n"),
        };
    }
    let _ = write!(
        out,
        "artikel 900 \"Top\"\n  geldig van 2020-01-01\n  gelezen 2026-01-01\n  kern \"Top.\"\n  recht op ruit van persoon P jegens college\n    ambtshalve\n    als P is waar_{n}\n    hoogte waarde_{n} van P\n"
    );
    out
}

#[test]
fn sixty_diamonds_evaluate_and_explain() {
    let corpus = Kanwel::new(sources().into_iter().chain([("ruiten.regel".to_owned(), diamonds(60))]));
    let found = corpus.diagnostics();
    assert!(found.is_empty(), "{:?}", found.first());
    let program = corpus.program();
    for facts in ["student = true\nspaargeld = \"€ 5\"", "student = true", "spaargeld = \"€ 5\"", ""] {
        let root = parse_toml(&"c".into(), &format!("[personen.aanvrager]\n{facts}\n")).unwrap();
        let case = read(&program, &root).case.unwrap();
        let date = Date::parse("2026-03-01").unwrap();
        let right = program.find("Dm.ruit").unwrap();
        let outcome = assess(&program, &case, &Settings::on(date), Some(&[right]), true);
        // Every concept once, however often it is read.
        let nodes = outcome.outcomes[0].derivation.nodes.len();
        assert!(nodes < 60 * 4, "{nodes} nodes");
        assert!(argue(&program, &outcome.outcomes[0].derivation, date).is_some());
        let names = Names { program: &program, case: &case };
        let view = Showing { names, date, version: "", derivations: true }.view(&outcome);
        let shown = text(&view, &[], Options { all: true, colour: false, width: 100 });
        assert!(shown.lines().count() < 2_000, "{} lines", shown.lines().count());
    }
}

/// A ladder of two thousand concepts: depth of evaluation is no depth of the stack.
#[test]
fn a_long_ladder_evaluates() {
    let mut law = String::from("regeling La \"Ladder\"\n  rang wet\n  orgaan college\n\n");
    law.push_str("artikel 1 \"Ladder\"\n  geldig van 2020-01-01\n  gelezen 2026-01-01\n  kern \"Ladder.\"\n");
    law.push_str("  begrip persoon P is sport_0\n    als P is student\n");
    for i in 1..2_000 {
        let _ = writeln!(law, "  begrip persoon P is sport_{i}\n    als P is sport_{}", i - 1);
    }
    law.push_str("  recht op uitzicht van persoon P jegens college\n    ambtshalve\n    als P is sport_1999\n");
    let corpus = Kanwel::new(sources().into_iter().chain([("ladder.regel".to_owned(), law)]));
    assert!(corpus.diagnostics().is_empty());
    let program = corpus.program();
    let root = parse_toml(&"c".into(), "[personen.aanvrager]\nstudent = true\n").unwrap();
    let case = read(&program, &root).case.unwrap();
    let right = program.find("La.uitzicht").unwrap();
    let outcome = assess(&program, &case, &Settings::on(Date::parse("2026-03-01").unwrap()), Some(&[right]), true);
    assert_eq!(outcome.outcomes[0].verdict.word(), "moet");
}
