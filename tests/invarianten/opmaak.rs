//! The formatter.

use super::robuust::mutated_block;
use super::{files, root};
use kanwel::host::read_text;
use kanwel::syntax::{format_file, parse_block, split};
use proptest::prelude::*;

/// What may not change: every sign of the text, and every comment. Blanks may; so may the dots between thousands.
/// A comment behind a clause may move with it, so comments are compared apart and in order of the alphabet.
fn contents(text: &str) -> (String, Vec<String>) {
    let (mut signs, mut comments) = (String::new(), Vec::new());
    for line in text.lines() {
        let (code, comment) = apart(line);
        signs.extend(code.chars().filter(|c| !c.is_whitespace() && *c != '.'));
        comments.extend(comment.map(|c| c.trim_end().to_owned()));
    }
    comments.sort();
    (signs, comments)
}

/// A line and the comment on it; a `#` inside a text is none.
fn apart(line: &str) -> (&str, Option<&str>) {
    let mut quoted = false;
    for (i, c) in line.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '#' if !quoted => return (&line[..i], Some(&line[i..])),
            _ => {}
        }
    }
    (line, None)
}

fn holds(text: &str) -> Result<(), TestCaseError> {
    let once = format_file(text);
    prop_assert_eq!(&format_file(&once), &once, "formatting twice");
    prop_assert_eq!(contents(&once), contents(text), "signs and comments");
    let readable = |t: &str| -> Vec<bool> {
        split(t).blocks.iter().map(|b| parse_block(&"x".into(), &b.text).block.is_some()).collect()
    };
    prop_assert_eq!(readable(&once), readable(text), "what could be read can still be read");
    Ok(())
}

#[test]
fn every_rule_file_keeps_its_contents() {
    let mut all = files(&root().join("rules"));
    all.extend(files(&root().join("tests")));
    assert!(all.len() > 40);
    for path in all {
        holds(&read_text(&path).unwrap()).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    }
}

#[test]
fn comments_stay_where_they_were() {
    let text = "vervolg van Vb\n\n# los\nartikel 1 \"x\" # kop\n  # voor geldig\n  geldig van 2026-01-01   # achter geldig\n  gelezen 2026-01-01\n  kern \"k # geen commentaar\"\n  begrip persoon P is a_b\n    als P is c_d # eerste\n     en P is e_f\n    # slot\n";
    let once = format_file(text);
    assert_eq!(contents(&once), contents(text));
    assert_eq!(format_file(&once), once);
    assert!(once.contains("  # voor geldig\n  geldig van 2026-01-01   # achter geldig\n"), "{once}");
}

/// The sign of a currency needs no blank behind it; it stays one word.
#[test]
fn a_unit_without_a_blank_is_the_same_unit() {
    let text = |unit: &str| {
        format!("feit loon van persoon P geeft {unit}\n  vraag \"Hoeveel loon heeft {{P}}?\"\n  verloop stroom\n")
    };
    holds(&text("€per maand")).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(format_file(&text("€per maand")), text("€ per maand"));
}

/// A tab is no blank of the language, so a block with one cannot be read; neither can it after formatting.
#[test]
fn a_blank_that_is_none_stays_wherever_it_stands() {
    let text = read_text(&root().join("tests/invarianten/rules/wet.regel")).unwrap();
    let words: Vec<usize> = text.match_indices([' ', '\n']).map(|(at, _)| at + 1).step_by(7).collect();
    assert!(words.len() > 50);
    for at in words {
        let (before, behind) = text.split_at(at);
        for bit in ["\t ", "\t", " \t\n"] {
            for changed in [format!("{before}{bit}{behind}"), format!("{before}{bit}"), format!("{before}\n{bit}")] {
                let from = changed[..at].rfind("\n\n").unwrap_or_default();
                let until = changed[at..].find("\n\n").map_or(changed.len(), |i| at + i);
                holds(&changed[from..until]).unwrap_or_else(|e| panic!("{e}\n{:?}", &changed[from..until]));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mutated_rules_keep_their_contents(text in mutated_block()) {
        holds(&text)?;
    }
}
