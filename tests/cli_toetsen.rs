//! What tests laws, as users see it: suites, mutants and a bill next to the law in force. Runs as `tests/cli.rs` does.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing)]

mod gedeeld;

use gedeeld::{fixture, kanwel, kanwel_in};
use insta_cmd::assert_cmd_snapshot;
use kanwel::host::{read_text, write_text};
use std::path::PathBuf;
use std::process::Stdio;

#[test]
fn suites() {
    let wrong = "fout/mislukt.md";
    for (name, arguments) in [
        ("gelukt", vec!["toets"]),
        ("alias_mislukt", vec!["test", wrong]),
        ("json", vec!["toets", wrong, "tests/suite", "--formaat", "json"]),
        ("junit", vec!["toets", wrong, "tests/suite", "--formaat", "junit"]),
        ("sarif", vec!["toets", wrong, "tests/suite", "--formaat", "sarif"]),
        ("github", vec!["toets", wrong, "tests/suite", "--formaat", "github"]),
        ("filter_naam", vec!["toets", wrong, "tests/suite", "--filter", "niet uitkomt"]),
        ("filter_wet", vec!["toets", wrong, "tests/suite", "--filter", "Vb"]),
        ("filter_bepaling", vec!["toets", wrong, "tests/suite", "--filter", "Vb artikel 2 lid 1"]),
        ("filter_andere_bepaling", vec!["toets", wrong, "tests/suite", "--filter", "Vb artikel 2 lid 2"]),
        ("kijken_en_vastleggen", vec!["toets", "--kijk", "--vastleggen"]),
        ("alles_waarvan", vec!["toets", "--alles"]),
        ("streng", vec!["toets", "--streng"]),
        ("streng_json", vec!["toets", "--streng", "--formaat", "json"]),
        ("streng_en_kijken", vec!["toets", "--streng", "--kijk"]),
    ] {
        assert_cmd_snapshot!(format!("toets_{name}"), kanwel(&arguments));
    }
}

/// Without a path the tests next to the rules run too, beside `tests/suite`; Markdown without tests does no harm.
#[test]
fn suites_next_to_the_rules() {
    let dir = tempfile::tempdir().unwrap();
    let from = fixture("werkmap");
    for file in ["rules/voorbeeldwet.regel", "rules/woorden.regel", "casussen/compleet.toml"] {
        std::fs::create_dir_all(dir.path().join(file).parent().unwrap()).unwrap();
        write_text(&dir.path().join(file), &read_text(&from.join(file)).unwrap()).unwrap();
    }
    let told = |dir: &std::path::Path| {
        let out = kanwel_in(dir, &["toets"]).output().unwrap();
        (out.status.code(), String::from_utf8(out.stdout).unwrap() + &String::from_utf8(out.stderr).unwrap())
    };
    let (code, none) = told(dir.path());
    assert!(code == Some(4) && none.contains("tests/suite"), "{none}");
    let suite = |amount: &str| {
        format!(
            "# Bijdrage\n\n```casus\nbasis = \"../casussen/compleet.toml\"\n```\n\n```verwacht\nbedrag Vb.bijdrage van aanvrager: {amount}\n```\n"
        )
    };
    write_text(&dir.path().join("rules/LEESMIJ.md"), "# Over deze regels\n").unwrap();
    write_text(&dir.path().join("rules/voorbeeldwet.md"), &suite("€ 600 per maand")).unwrap();
    let (code, good) = told(dir.path());
    assert!(code == Some(0), "{good}");
    write_text(&dir.path().join("rules/voorbeeldwet.md"), &suite("€ 601 per maand")).unwrap();
    let (code, wrong) = told(dir.path());
    assert!(code == Some(1) && wrong.contains("rules/voorbeeldwet.md"), "{wrong}");
    std::fs::create_dir_all(dir.path().join("tests/suite")).unwrap();
    let base = suite("€ 600 per maand").replace("../casussen", "../../casussen");
    write_text(&dir.path().join("tests/suite/ook.md"), &base).unwrap();
    let (code, both) = told(dir.path());
    assert!(code == Some(1) && both.contains("2 toetsen"), "{both}");
}

/// A directory with the small law and a suite of three expectations that do not come out.
fn wrong_suite() -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let from = fixture("werkmap");
    for file in ["rules/voorbeeldwet.regel", "rules/woorden.regel", "casussen/compleet.toml"] {
        std::fs::create_dir_all(dir.path().join(file).parent().unwrap()).unwrap();
        write_text(&dir.path().join(file), &read_text(&from.join(file)).unwrap()).unwrap();
    }
    let suite = dir.path().join("toets.md");
    let text = "# Toets\n\nBedrag: € 601 per maand.\n\n```casus\nbasis = \"casussen/compleet.toml\"\n```\n\n```verwacht\n\
                oordeel Vb.bijdrage van aanvrager: nee\nbedrag Vb.bijdrage van aanvrager: € 601 per maand\n\
                plicht bestaat_niet\n```\n\n| aanvrager.loon    | bedrag Vb.bijdrage van aanvrager |\n|---|---|\n\
                | € 300 per maand | € 601 per maand |\n";
    write_text(&suite, text).unwrap();
    (dir, suite)
}

#[test]
fn recording_writes_what_was_agreed_to_and_nothing_else() {
    let (dir, suite) = wrong_suite();
    let before = read_text(&suite).unwrap();
    assert_cmd_snapshot!(
        "toets_vastleggen_gevraagd",
        kanwel_in(dir.path(), &["toets", "toets.md", "--vastleggen"]).pass_stdin("j\nmisschien\nn\n")
    );
    insta::assert_snapshot!("toets_vastleggen_bestand", read_text(&suite).unwrap());
    assert_cmd_snapshot!(
        "toets_vastleggen_alles",
        kanwel_in(dir.path(), &["toets", "toets.md", "--vastleggen", "--alles"])
    );
    let after = read_text(&suite).unwrap();
    assert_eq!(after.lines().count(), before.lines().count(), "no line is added");
    assert!(after.contains("Bedrag: € 601 per maand."), "prose stays");
    assert!(after.contains("plicht bestaat_niet"), "what is no value stays");
    assert!(after.contains("| € 300 per maand | € 700 per maand |"), "{after}");
}

#[test]
fn watching_runs_again_what_an_edit_can_change() {
    use std::io::{BufRead, BufReader};
    let (dir, suite) = wrong_suite();
    let right = read_text(&suite).unwrap().split("| aanvrager").next().unwrap().replace("plicht bestaat_niet\n", "");
    write_text(&suite, &right.replace(": nee", ": moet").replace("601", "600")).unwrap();
    let mut child = kanwel_in(dir.path(), &["toets", "toets.md", "--kijk"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut until = |text: &str| -> Vec<String> {
        let mut seen = Vec::new();
        for line in lines.by_ref() {
            seen.push(line.unwrap());
            if seen.last().unwrap().contains(text) {
                break;
            }
        }
        seen
    };
    assert_eq!(until("Kijkt naar"), ["1 toets, 0 mislukt.", "Kijkt naar wijzigingen; Ctrl-C stopt."]);
    let law = dir.path().join("rules/voorbeeldwet.regel");
    let text = read_text(&law).unwrap();
    // A comment changes no test, so the next thing told is about the amount.
    write_text(&law, &format!("# opmerking\n{text}")).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(1500));
    write_text(&law, &text.replace("€ 1.000   bron", "€ 900   bron")).unwrap();
    let told = until("mislukt.").join("\n");
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(told.contains("1 toets van 1 opnieuw gedraaid."), "{told}");
    assert!(told.contains("uitkomst    € 500 per maand"), "{told}");
    assert!(told.ends_with("1 toets, 1 mislukt."), "{told}");
}

/// One reader is not enough, and neither is the same person twice; two are.
#[test]
fn strict_asks_two_readers_of_every_provision() {
    let (dir, suite) = wrong_suite();
    let right = read_text(&suite).unwrap().split("| aanvrager").next().unwrap().replace("plicht bestaat_niet\n", "");
    write_text(&suite, &right.replace(": nee", ": moet").replace("601", "600")).unwrap();
    let strict = || {
        let out = kanwel_in(dir.path(), &["toets", "toets.md", "--streng"]).output().unwrap();
        (out.status.code(), String::from_utf8(out.stdout).unwrap())
    };
    let (code, told) = strict();
    let places: Vec<String> = told.lines().filter_map(|l| l.strip_prefix("  ")).map(str::to_owned).collect();
    assert!(code == Some(1) && places.len() > 1, "{told}");
    let sign = |by: &str, part: &str| {
        for place in &places {
            let name = place.split(" (vanaf").next().unwrap();
            let arguments = ["beoordeling", "--teken", name, "--door", by, "--als", part, "--op", "2026-11-22"];
            let out = kanwel_in(dir.path(), &arguments).output().unwrap();
            assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        }
    };
    sign("schrijver 1", "schrijver");
    assert_eq!(strict(), (code, told));
    sign("lezer 2", "lezer");
    let (code, told) = strict();
    assert_eq!(code, Some(0), "{told}");
    assert!(told.ends_with(&format!("{} bepalingen zijn door twee lezers beoordeeld.\n", places.len())), "{told}");
    // A change of what a provision says takes its marks away.
    let law = dir.path().join("rules/voorbeeldwet.regel");
    let text = read_text(&law).unwrap();
    write_text(&law, &text.replace("ten minste 18 jaar", "ten minste 17 jaar")).unwrap();
    let (code, told) = strict();
    assert!(code == Some(1) && told.contains("beoordeeld: 1 van"), "{told}");
}

#[test]
fn mutants() {
    for (name, arguments) in [
        ("tekst", vec!["muteer"]),
        ("alias_json", vec!["mutate", "--wet", "Vb", "--budget", "2", "--zaad", "3", "--formaat", "json"]),
        ("al_mislukt", vec!["muteer", "fout/mislukt.md", "--budget", "1"]),
        ("onbekende_wet", vec!["muteer", "--wet", "Vbb"]),
        ("per_wet", vec!["muteer", "--per-wet", "4"]),
        ("per_wet_md", vec!["muteer", "--per-wet", "4", "--zaad", "2", "--formaat", "md"]),
        ("per_wet_en_budget", vec!["muteer", "--per-wet", "4", "--budget", "2"]),
    ] {
        assert_cmd_snapshot!(format!("muteer_{name}"), kanwel(&arguments));
    }
}
