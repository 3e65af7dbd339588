//! The commands for who keeps up rules, as users see them: snapshots of runs in a copy of `tests/cli/onderhoud`.

use super::gedeeld::{fixture, kanwel_in};
use insta_cmd::assert_cmd_snapshot;
use kanwel::host::{read_text, write_text};

/// A copy of the directory with rules to keep up, with the first text on record.
fn kept_up(recorded: bool) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let from = fixture("onderhoud");
    for ending in ["regel", "toml", "xml", "md"] {
        for file in kanwel::host::files_below(&from, ending).unwrap() {
            let to = dir.path().join(file.strip_prefix(&from).unwrap());
            std::fs::create_dir_all(to.parent().unwrap()).unwrap();
            write_text(&to, &read_text(&file).unwrap()).unwrap();
        }
    }
    if recorded {
        let out =
            kanwel_in(dir.path(), &["bron", "--toestand", "toestand/eerste.xml", "--vastleggen"]).output().unwrap();
        assert_eq!(out.status.code(), Some(0));
    }
    dir
}

#[test]
fn help() {
    for command in ["bedragen", "beoordeling", "bron", "nieuw", "keuzes"] {
        let out = kanwel_in(&fixture("onderhoud"), &["hulp", command]).output().unwrap();
        let text = String::from_utf8(out.stdout).unwrap();
        for english in ["Options", "Usage", "Possible", "default", "alias", "Commands", "Print"] {
            assert!(!text.contains(english), "{command} says `{english}`:\n{text}");
        }
        insta::assert_snapshot!(format!("hulp_{command}"), text);
    }
}

#[test]
fn amounts_that_run_out() {
    let dir = kept_up(false);
    for (name, arguments) in [
        ("tekst", vec!["bedragen", "--verloopt", "60d", "--op", "2026-11-22"]),
        ("zonder_dag", vec!["bedragen", "--verloopt", "1m"]),
        ("alles_md", vec!["amounts", "--op", "2027-03-01", "--alles", "--formaat", "md"]),
        ("json", vec!["bedragen", "--op", "2026-11-22", "--formaat", "json"]),
        ("geen_tijd", vec!["bedragen", "--verloopt", "morgen"]),
    ] {
        assert_cmd_snapshot!(format!("bedragen_{name}"), kanwel_in(dir.path(), &arguments));
    }
}

#[test]
fn review_marks() {
    let dir = kept_up(false);
    let sign = |place: &'static str, by: &'static str, part: &'static str| {
        vec!["beoordeling", "--teken", place, "--door", by, "--als", part, "--op", "2026-11-22"]
    };
    for (name, arguments) in [
        ("nooit", vec!["beoordeling"]),
        ("schrijver", sign("Vb artikel 2 lid 1", "jurist 1", "schrijver")),
        ("dezelfde", sign("Vb 2 lid 1", "Jurist 1", "lezer")),
        ("lezer", sign("Vb 2 lid 1", "jurist 2", "lezer")),
        ("een", sign("Vb artikel 3", "jurist 1", "schrijver")),
        ("onbekend", sign("Vb artikel 33", "jurist 1", "schrijver")),
        ("zonder_wie", vec!["beoordeling", "--teken", "Vb artikel 3"]),
        ("nergens", vec!["beoordeling", "casussen"]),
    ] {
        assert_cmd_snapshot!(format!("beoordeling_{name}"), kanwel_in(dir.path(), &arguments));
    }
    insta::assert_snapshot!("beoordeling_bestand", read_text(&dir.path().join("rules/beoordeling.toml")).unwrap());
    // Blanks and a remark keep the marks, another condition loses them.
    let file = dir.path().join("rules/voorbeeldwet.regel");
    let rules = read_text(&file).unwrap();
    write_text(&file, &rules.replace("    op aanvraag\n", "    # een opmerking\n    op   aanvraag\n")).unwrap();
    assert_cmd_snapshot!("beoordeling_gelijk", kanwel_in(dir.path(), &["beoordeling", "./rules"]));
    write_text(&file, &rules.replace("ten minste 18 jaar en loon", "ten minste 21 jaar en loon")).unwrap();
    assert_cmd_snapshot!("beoordeling_gewijzigd", kanwel_in(dir.path(), &["beoordeling", "--alles"]));
    assert_cmd_snapshot!("beoordeling_json", kanwel_in(dir.path(), &["reviews", "--formaat", "json"]));
    write_text(&dir.path().join("rules/beoordeling.toml"), "[[bepaling]]\nlezer = 3\n").unwrap();
    assert_cmd_snapshot!("beoordeling_kapot", kanwel_in(dir.path(), &["beoordeling"]));
}

#[test]
fn the_official_text() {
    let dir = kept_up(false);
    let second = ["bron", "--toestand", "toestand/tweede.xml", "--toetsen", "toetsen"];
    assert_cmd_snapshot!("bron_niets_vastgelegd", kanwel_in(dir.path(), &second));
    let dir = kept_up(true);
    for (name, arguments) in [
        ("gelijk", vec!["bron", "--toestand", "toestand/eerste.xml"]),
        ("tekst", second.to_vec()),
        ("alles_md", [&second[..], &["--alles", "--formaat", "md"]].concat()),
        ("json", [&second[..], &["--formaat", "json"]].concat()),
        ("geen_xml", vec!["source", "--toestand", "rules/voorbeeldwet.regel"]),
        ("bestaat_niet", vec!["bron", "--toestand", "nergens.xml"]),
    ] {
        assert_cmd_snapshot!(format!("bron_{name}"), kanwel_in(dir.path(), &arguments));
    }
    assert_cmd_snapshot!(
        "bron_vastleggen",
        kanwel_in(dir.path(), &["bron", "--toestand", "toestand/tweede.xml", "--vastleggen"])
    );
    assert_cmd_snapshot!(
        "bron_ouder",
        kanwel_in(dir.path(), &["bron", "--toestand", "toestand/eerste.xml", "--vastleggen"])
    );
    // Only sums are kept: no word of the text.
    let record = read_text(&dir.path().join("rules/bron/BWBR0000000.toml")).unwrap();
    assert!(record.contains("artikel 2 lid 3") && !record.contains("woning") && !record.contains("grens"), "{record}");
    let other = read_text(&dir.path().join("toestand/eerste.xml")).unwrap().replace("BWBR0000000", "BWBR9999999");
    write_text(&dir.path().join("toestand/ander.xml"), &other).unwrap();
    assert_cmd_snapshot!("bron_niet_gecodeerd", kanwel_in(dir.path(), &["bron", "--toestand", "toestand/ander.xml"]));
}

#[test]
fn a_new_provision() {
    let dir = kept_up(false);
    let read = ["--gelezen", "2026-07-01"];
    let new = |more: &[&'static str]| [&["nieuw", "artikel", "Vb"], more, &read[..]].concat();
    for (name, arguments) in [
        ("toont", new(&["2", "lid", "3"])),
        ("bestaat_al", new(&["2", "lid", "1"])),
        ("geen_leesdatum", vec!["nieuw", "artikel", "Vb", "5"]),
        ("onbekende_wet", vec!["nieuw", "artikel", "Vc", "5", "--gelezen", "2026-07-01"]),
        ("json", new(&["5", "--geldig", "2026-01-01", "--formaat", "json"])),
        ("schrijft", new(&["5", "--geldig", "2026-01-01", "--schrijf"])),
        ("tweede_keer", new(&["5"])),
    ] {
        assert_cmd_snapshot!(format!("nieuw_{name}"), kanwel_in(dir.path(), &arguments));
    }
    let check = kanwel_in(dir.path(), &["controleer"]).output().unwrap();
    assert_eq!(check.status.code(), Some(0), "{}", String::from_utf8_lossy(&check.stdout));
    let tidy = kanwel_in(dir.path(), &["opmaak", "--controleer", "rules"]).output().unwrap();
    assert_eq!(tidy.status.code(), Some(0), "{}", String::from_utf8_lossy(&tidy.stdout));
    // The rules that were built in can be looked at, not written.
    let empty = tempfile::tempdir().unwrap();
    let out = kanwel_in(empty.path(), &["nieuw", "artikel", "Awb", "1:2", "--gelezen", "2026-01-01", "--schrijf"])
        .output()
        .unwrap();
    let said = String::from_utf8(out.stderr).unwrap();
    assert!(out.status.code() == Some(4) && said.contains("ingebouwde regels"), "{said}");
}

#[test]
fn chosen_readings() {
    let dir = kept_up(false);
    for (name, arguments) in [
        ("tekst", vec!["keuzes"]),
        ("casussen", vec!["keuzes", "--casussen", "casussen"]),
        ("niets_slaat_om", vec!["choices", "--casussen", "casussen/kind.toml", "--formaat", "md"]),
        ("json", vec!["keuzes", "--casussen", "casussen", "--formaat", "json"]),
        ("geen_casussen", vec!["keuzes", "--casussen", "rules"]),
    ] {
        assert_cmd_snapshot!(format!("keuzes_{name}"), kanwel_in(dir.path(), &arguments));
    }
}

#[test]
fn what_is_kept_up_fits_its_schema() {
    let dir = kept_up(true);
    for (what, arguments) in [
        ("bedragen", vec!["bedragen", "--op", "2026-11-22"]),
        ("beoordeling", vec!["beoordeling"]),
        ("bron", vec!["bron", "--toestand", "toestand/tweede.xml"]),
        ("keuzes", vec!["keuzes", "--casussen", "casussen"]),
    ] {
        let json = |arguments: &[&str]| -> serde_json::Value {
            serde_json::from_slice(&kanwel_in(dir.path(), arguments).output().unwrap().stdout).unwrap()
        };
        let schema = json(&["schema", what]);
        let answer = json(&[&arguments[..], &["--formaat", "json"]].concat());
        let described: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
        let given: Vec<&String> = answer.as_object().unwrap().keys().collect();
        assert_eq!(given, described, "{what}");
    }
}
