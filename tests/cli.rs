//! The command line as users see it: every command, form and exit code, as snapshots in `tests/snapshots/`.
//!
//! Commands run in `tests/cli/<map>/`, which brings rules and cases of its own; what writes runs in a copy.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing)]

mod gedeeld;

use gedeeld::{fixture, kanwel, kanwel_in};
use insta_cmd::{SpawnExt, assert_cmd_snapshot};
use kanwel::host::{read_text, write_text};
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// A directory with one file of rules in an untidy layout.
fn untidy() -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("slordig.regel");
    write_text(&file, &read_text(&fixture("slordig/rules/slordig.regel")).unwrap()).unwrap();
    (dir, file)
}

#[test]
fn help() {
    assert_cmd_snapshot!("hulp", kanwel(&["--help"]));
    let commands = [
        "controleer",
        "beoordeel",
        "ruimte",
        "kas",
        "klif",
        "weerwoord",
        "plan",
        "leguit",
        "opmaak",
        "toets",
        "dekking",
        "muteer",
        "graaf",
        "verweven",
        "route",
        "knopen",
        "vergelijk",
        "schema",
    ];
    for command in commands {
        assert_cmd_snapshot!(format!("hulp_{command}"), kanwel(&["hulp", command]));
    }
}

#[test]
fn every_way_to_ask_for_help_gives_the_same() {
    let text = |arguments: &[&str]| {
        let out = kanwel(arguments).output().unwrap();
        assert_eq!(out.status.code(), Some(0), "{arguments:?}");
        String::from_utf8(out.stdout).unwrap()
    };
    let whole = text(&["--help"]);
    for ways in [["-h"], ["--hulp"], ["help"], ["hulp"]] {
        assert_eq!(text(&ways), whole, "{ways:?}");
    }
    let one = text(&["beoordeel", "--help"]);
    for ways in [["beoordeel", "-h"], ["beoordeel", "--hulp"], ["eval", "-h"], ["help", "beoordeel"], ["hulp", "eval"]]
    {
        assert_eq!(text(&ways), one, "{ways:?}");
    }
}

#[test]
fn help_has_no_english() {
    let commands = [
        "controleer",
        "beoordeel",
        "ruimte",
        "weerwoord",
        "plan",
        "leguit",
        "opmaak",
        "toets",
        "graaf",
        "verweven",
        "route",
        "knopen",
        "vergelijk",
        "schema",
    ];
    let all = std::iter::once(vec!["--help"]).chain(commands.into_iter().map(|c| vec![c, "--help"]));
    for arguments in all {
        let text = String::from_utf8(kanwel(&arguments).output().unwrap().stdout).unwrap();
        for english in ["OPTIONS", "Options", "Usage", "Possible", "default", "alias", "Commands", "Print", "COMMAND"] {
            assert!(!text.contains(english), "{arguments:?} says `{english}`:\n{text}");
        }
    }
}

#[test]
fn version() {
    for ways in [["--versie"], ["--version"], ["-V"]] {
        let out = kanwel(&ways).output().unwrap();
        let wanted = format!("kanwel {}\n", env!("CARGO_PKG_VERSION"));
        assert_eq!((out.status.code(), String::from_utf8(out.stdout).unwrap()), (Some(0), wanted), "{ways:?}");
    }
}

#[test]
fn usage_errors() {
    for (name, arguments) in [
        ("geen_opdracht", vec![]),
        ("onbekende_opdracht", vec!["beoordel", "x.toml"]),
        ("synoniem", vec!["formatteer"]),
        ("heel_iets_anders", vec!["xyzzy"]),
        ("hulp_bij_niets", vec!["hulp", "xyzzy"]),
        ("onbekende_optie", vec!["beoordeel", "x.toml", "--afleidng"]),
        ("te_veel", vec!["beoordeel", "x.toml", "y.toml"]),
        ("te_weinig", vec!["beoordeel"]),
        ("dubbel", vec!["controleer", "--streng", "--streng"]),
        ("waarde_ontbreekt", vec!["beoordeel", "x.toml", "--peildatum"]),
        ("verkeerde_keuze", vec!["controleer", "--formaat", "xml"]),
        ("geen_datum", vec!["beoordeel", "x.toml", "--peildatum", "2026-02-31"]),
        ("waarde_bij_vlag", vec!["controleer", "--streng=ja"]),
    ] {
        assert_cmd_snapshot!(format!("gebruik_{name}"), kanwel(&arguments));
    }
}

#[test]
fn files_that_cannot_be_used() {
    for (name, arguments) in [
        ("bestaat_niet", vec!["beoordeel", "nergens.toml"]),
        ("is_een_map", vec!["beoordeel", "casussen"]),
        ("regels_bestaan_niet", vec!["controleer", "--regels", "nergens"]),
        ("map_zonder_regels", vec!["controleer", "--regels", "casussen"]),
        ("andere_soort", vec!["controleer", "brief.docx"]),
        ("geen_toetsen", vec!["toets", "casussen"]),
        ("toetsen_bestaan_niet", vec!["toets", "nergens.md"]),
        ("opmaak_bestaat_niet", vec!["opmaak", "nergens.regel"]),
        ("erbij_bestaat_niet", vec!["beoordeel", "casussen/compleet.toml", "--erbij", "nergens.regel"]),
        ("onbekend_recht", vec!["beoordeel", "casussen/compleet.toml", "--recht", "Vb.bijdrag"]),
        ("onbekend_recht_ver", vec!["beoordeel", "casussen/compleet.toml", "--recht", "zorg"]),
        ("onbekende_lezing", vec!["beoordeel", "casussen/compleet.toml", "--lezing", "grens_lezing=ruimm"]),
        ("onbekend_woord", vec!["leguit", "bijdrag"]),
        ("onbekende_plaats", vec!["leguit", "Vb", "artikel", "99"]),
        ("graaf_onbekende_wet", vec!["graaf", "--wet", "vb"]),
        ("graaf_onbekende_naam", vec!["graaf", "--rond", "bijdrag"]),
        ("graaf_niets", vec!["graaf", "--wet", "Vb", "--op", "1900-01-01"]),
        ("graaf_diep_zonder_rond", vec!["graaf", "--diep", "2"]),
        ("graaf_casus_bestaat_niet", vec!["graaf", "--casus", "nergens.toml"]),
    ] {
        assert_cmd_snapshot!(format!("bestand_{name}"), kanwel(&arguments));
    }
}

#[test]
fn text_that_is_not_utf8_and_input_without_end() {
    assert_cmd_snapshot!(
        "invoer_geen_utf8",
        kanwel(&["beoordeel", "-"]).pass_stdin(b"titel = \"x\"\nnaam = \"\xff\"\n")
    );
    // A device has no size; reading must stop at the limit.
    #[cfg(unix)]
    assert_cmd_snapshot!("bestand_zonder_einde", kanwel(&["beoordeel", "/dev/zero"]));
}

#[test]
fn a_case_above_the_limit_is_refused() {
    let long = format!("titel = \"{}\"\n", "a".repeat(1 << 20));
    let out = {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("lang.toml");
        write_text(&file, &long).unwrap();
        kanwel(&["beoordeel", &file.display().to_string()]).output().unwrap()
    };
    let said = String::from_utf8(out.stderr).unwrap();
    assert_eq!(out.status.code(), Some(3));
    assert!(said.contains("Deze casus is te groot") && said.len() < 2_000, "{} bytes", said.len());
}

#[test]
fn check() {
    for (name, dir, arguments) in [
        ("in_orde", "werkmap", vec!["controleer"]),
        ("alias", "werkmap", vec!["check", "--formaat", "json"]),
        ("casus", "werkmap", vec!["controleer", "casussen/compleet.toml"]),
        ("map_met_casussen", "werkmap", vec!["controleer", "casussen"]),
        ("casus_met_tikfout", "werkmap", vec!["controleer", "fout/tikfout.toml"]),
        ("casus_kan_niet", "werkmap", vec!["controleer", "fout/kan_niet.toml"]),
        (
            "casussen_json",
            "werkmap",
            vec!["controleer", "fout/tikfout.toml", "fout/kan_niet.toml", "--formaat", "json"],
        ),
        ("fout", "fout", vec!["controleer"]),
        ("fout_json", "fout", vec!["controleer", "--formaat", "json"]),
        ("fout_md", "fout", vec!["controleer", "--formaat", "md"]),
        (
            "fout_in_een_bestand",
            "werkmap",
            vec!["controleer", "../fout/rules/fout.regel", "--regels", "../slordig/rules"],
        ),
        ("waarschuwing", "slordig", vec!["controleer"]),
        ("waarschuwing_streng", "slordig", vec!["controleer", "--streng"]),
    ] {
        assert_cmd_snapshot!(format!("controleer_{name}"), kanwel_in(&fixture(dir), &arguments));
    }
}

#[test]
fn assess() {
    for (name, arguments) in [
        ("tekst", vec!["beoordeel", "casussen/compleet.toml"]),
        ("alias_md", vec!["eval", "casussen/compleet.toml", "--formaat", "md"]),
        ("json", vec!["beoordeel", "casussen/compleet.json", "--formaat", "json", "--recht", "Vb.bijdrage"]),
        ("alles_afleiding", vec!["beoordeel", "casussen/compleet.toml", "--alles", "--afleiding"]),
        ("lezing", vec!["beoordeel", "casussen/compleet.toml", "--lezing", "grens_lezing=ruim"]),
        ("erbij", vec!["beoordeel", "casussen/compleet.toml", "--erbij", "fout/wetsvoorstel.regel"]),
        ("peildatum", vec!["beoordeel", "casussen/compleet.toml", "--peildatum", "2025-12-31"]),
        ("onvolledig", vec!["beoordeel", "casussen/onvolledig.toml"]),
        ("onvolledig_recht", vec!["beoordeel", "casussen/onvolledig.toml", "--recht", "Vb.bijdrage"]),
        ("ongeldige_casus", vec!["beoordeel", "fout/tikfout.toml"]),
        ("onmogelijke_casus", vec!["beoordeel", "fout/kan_niet.toml"]),
        ("ongeldige_regels", vec!["beoordeel", "casussen/compleet.toml", "--regels", "../fout/rules"]),
    ] {
        // The version of the rules is a hash of the fixtures.
        insta::with_settings!({ filters => vec![("regels `?[0-9a-f]{12}`?|\"regelversie\": \"[0-9a-f]{12}\"", "[regelversie]")] }, {
            assert_cmd_snapshot!(format!("beoordeel_{name}"), kanwel(&arguments));
        });
    }
}

#[test]
fn graphs() {
    for (name, arguments) in [
        ("dot", vec!["graaf", "--wet", "Vb"]),
        ("alias_json", vec!["graph", "--rond", "Vb artikel 2 lid 2", "--formaat", "json"]),
        ("svg", vec!["graaf", "--rond", "Vb.tekort", "--diep", "1", "--op", "2026-03-01", "--formaat", "svg"]),
        ("casus", vec!["graaf", "--casus", "casussen/compleet.toml"]),
        ("ongeldige_casus", vec!["graaf", "--casus", "fout/tikfout.toml"]),
    ] {
        assert_cmd_snapshot!(format!("graaf_{name}"), kanwel(&arguments));
    }
    // The built-in rules are more than a drawing can show.
    let dir = tempfile::tempdir().unwrap();
    let out = kanwel_in(dir.path(), &["graaf", "--formaat", "svg"]).output().unwrap();
    let said = String::from_utf8(out.stderr).unwrap();
    assert_eq!((out.status.code(), out.stdout.len()), (Some(4), 0));
    assert!(said.contains("een tekening is leesbaar tot 120") && said.contains("doe: Kies een kleiner deel"), "{said}");
}

#[test]
fn replies() {
    let complete = "casussen/compleet.toml";
    for (name, arguments) in [
        ("tekst", vec!["weerwoord", "weerwoord/gehoord.toml"]),
        ("alias_md", vec!["reply", "weerwoord/gehoord.toml", "--formaat", "md"]),
        ("json", vec!["weerwoord", complete, "--gevraagd", "Vb.noodhulp", "--formaat", "json"]),
        ("nee_klopt", vec!["weerwoord", complete, "--gevraagd", "Vb.noodhulp", "--artikel", "Vb artikel 2 lid 2"]),
        (
            "geldt_nog_niet",
            vec![
                "weerwoord",
                complete,
                "--gevraagd",
                "Vb.bijdrage",
                "--artikel",
                "Vb 2 lid 1",
                "--peildatum",
                "2025-12-31",
            ],
        ),
        ("niet_gecodeerd", vec!["weerwoord", complete, "--gevraagd", "Vb.bijdrage", "--artikel", "Vb artikel 99"]),
        ("geen_artikel", vec!["weerwoord", complete, "--gevraagd", "Vb.bijdrage"]),
        ("niets_gehoord", vec!["weerwoord", complete]),
        ("onbekend_recht", vec!["weerwoord", complete, "--gevraagd", "Vb.noodhul"]),
        ("onbekende_persoon", vec!["weerwoord", complete, "--gevraagd", "Vb.noodhulp", "--persoon", "aanvragr"]),
        ("reden_zonder_vraag", vec!["weerwoord", complete, "--reden", "moreel"]),
    ] {
        // The version of the rules is a hash of the fixtures.
        insta::with_settings!({ filters => vec![("regels `?[0-9a-f]{12}`?|\"regelversie\": \"[0-9a-f]{12}\"", "[regelversie]")] }, {
            assert_cmd_snapshot!(format!("weerwoord_{name}"), kanwel(&arguments));
        });
    }
}

#[test]
fn plans() {
    let (complete, goal) = ("casussen/compleet.toml", ["--doel", "Vb.bijdrage"]);
    let with = |case: &'static str, more: &[&'static str]| [&["plan", case], goal.as_slice(), more].concat();
    for (name, arguments) in [
        ("md", with("weerwoord/gehoord.toml", &["--kosten", "weerwoord/kosten.toml"])),
        ("html", with("weerwoord/gehoord.toml", &["--kosten", "weerwoord/kosten.toml", "--formaat", "html"])),
        ("json", with("casussen/onvolledig.toml", &["--formaat", "json"])),
        ("route", vec!["plan", "weerwoord/gehoord.toml", "--doel", "Vb.noodhulp"]),
        ("route_bestaat_niet", vec!["plan", "weerwoord/gehoord.toml", "--doel", "Vb.noodhulp", "--route", "9"]),
        ("kosten_fout", with(complete, &["--kosten", "weerwoord/fout.toml"])),
        ("kosten_bestaan_niet", with(complete, &["--kosten", "nergens.toml"])),
        ("zonder_doel", vec!["plan", complete]),
    ] {
        insta::with_settings!({ filters => vec![("regels `?[0-9a-f]{12}`?|\"regelversie\": \"[0-9a-f]{12}\"", "[regelversie]")] }, {
            assert_cmd_snapshot!(format!("plan_{name}"), kanwel(&arguments));
        });
    }
}

#[test]
fn entangled() {
    for (name, arguments) in [
        ("tekst", vec!["verweven", "casussen/compleet.toml"]),
        ("alias_md", vec!["entangled", "casussen/compleet.toml", "--formaat", "md"]),
        ("json", vec!["verweven", "casussen/onvolledig.toml", "--formaat", "json"]),
        ("peildatum", vec!["verweven", "casussen/compleet.toml", "--peildatum", "2025-12-31"]),
        ("ongeldige_casus", vec!["verweven", "fout/tikfout.toml"]),
    ] {
        assert_cmd_snapshot!(format!("verweven_{name}"), kanwel(&arguments));
    }
}

#[test]
fn a_case_from_standard_input() {
    let toml = read_text(&fixture("werkmap/casussen/compleet.toml")).unwrap();
    let json = read_text(&fixture("werkmap/casussen/compleet.json")).unwrap();
    let out = |arguments: &[&str], text: &str| {
        let (info, out) =
            (arguments.join(" "), insta_cmd::Spawn::spawn_with_info(&mut kanwel(arguments).pass_stdin(text), None).1);
        assert_eq!(out.status.code(), Some(0), "{info}");
        String::from_utf8(out.stdout).unwrap()
    };
    let from_file =
        String::from_utf8(kanwel(&["beoordeel", "casussen/compleet.toml"]).output().unwrap().stdout).unwrap();
    assert_eq!(out(&["beoordeel", "-"], &toml), from_file);
    assert!(out(&["beoordeel", "-"], &json).contains("€ 600 per maand"));
    assert_eq!(out(&["controleer", "-"], &toml), "invoer: in orde.\n");
    assert_cmd_snapshot!(
        "invoer_met_tikfout",
        kanwel(&["beoordeel", "-"]).pass_stdin("[personen.aanvrager]\nlon = 3\n")
    );
    assert_cmd_snapshot!("invoer_leeg", kanwel(&["beoordeel", "-"]).pass_stdin(""));
}

#[test]
fn explain() {
    for (name, arguments) in [
        ("bepaling", vec!["leguit", "Vb", "artikel", "2", "lid", "1"]),
        ("alias_begrip", vec!["explain", "Vb.tekort"]),
        ("recht_json", vec!["leguit", "Vb.bijdrage", "--formaat", "json"]),
        ("feit", vec!["leguit", "loon"]),
        ("code", vec!["leguit", "k001"]),
        ("datum", vec!["leguit", "Vb artikel 1", "--peildatum", "2025-01-01"]),
    ] {
        assert_cmd_snapshot!(format!("leguit_{name}"), kanwel(&arguments));
    }
}

#[test]
fn a_code_is_explained_while_the_rules_are_broken() {
    let out = kanwel_in(&fixture("fout"), &["leguit", "K101"]).output().unwrap();
    assert_eq!(out.status.code(), Some(0));
    assert!(String::from_utf8(out.stdout).unwrap().starts_with("## K101"));
}

#[test]
fn format_checks_then_writes_then_is_content() {
    let (dir, file) = untidy();
    let name = "slordig.regel";
    assert_cmd_snapshot!("opmaak_controleer", kanwel_in(dir.path(), &["opmaak", "--controleer", name]));
    assert_cmd_snapshot!("opmaak_schrijft", kanwel_in(dir.path(), &["fmt", name]));
    insta::assert_snapshot!("opmaak_resultaat", read_text(&file).unwrap());
    assert_cmd_snapshot!("opmaak_tevreden", kanwel_in(dir.path(), &["opmaak", "--controleer", name]));
}

#[test]
fn format_as_a_filter() {
    let text = read_text(&fixture("slordig/rules/slordig.regel")).unwrap();
    assert_cmd_snapshot!("opmaak_invoer", kanwel(&["opmaak", "-"]).pass_stdin(text.clone()));
    assert_cmd_snapshot!("opmaak_invoer_controleer", kanwel(&["opmaak", "-", "--controleer"]).pass_stdin(text));
}

#[test]
fn schemas() {
    assert_cmd_snapshot!("schema_casus", kanwel(&["schema", "casus"]));
    let json = |arguments: &[&str]| -> serde_json::Value {
        let out = kanwel(arguments).output().unwrap();
        assert_eq!(out.status.code(), Some(0));
        serde_json::from_slice(&out.stdout).unwrap()
    };
    for arguments in [
        &["beoordeel", "casussen/compleet.toml", "--formaat", "json"][..],
        &["graaf", "--formaat", "json"],
        &["verweven", "casussen/compleet.toml", "--formaat", "json"],
        &["kas", "casussen/compleet.toml", "--formaat", "json"],
        &["dekking", "--formaat", "json"],
        &["toets", "--formaat", "json"],
        &["muteer", "--budget", "1", "--formaat", "json"],
        &[
            "vergelijk",
            "--wijziging",
            "vergelijk/strenger.regel",
            "--synthetisch",
            "20",
            "--omgekeerd",
            "--formaat",
            "json",
        ],
    ] {
        let schema = json(&["schema", arguments[0]]);
        let outcome = json(arguments);
        let described = schema["properties"].as_object().unwrap();
        for key in outcome.as_object().unwrap().keys() {
            assert!(described.contains_key(key), "the schema does not describe `{key}`");
        }
        for required in schema["required"].as_array().unwrap() {
            assert!(outcome.get(required.as_str().unwrap()).is_some(), "the outcome lacks {required}");
        }
    }
    // A list; its parts are described by name.
    let (schema, rooms) =
        (json(&["schema", "ruimte"]), json(&["ruimte", "casussen/compleet.toml", "--formaat", "json"]));
    let described = schema["$defs"]["RoomView"]["properties"].as_object().unwrap();
    let first = rooms.as_array().unwrap()[0].as_object().unwrap();
    assert!(first.keys().all(|key| described.contains_key(key)), "{first:?}");
}

#[test]
fn without_rules_nearby_the_built_in_rules_answer() {
    let dir = tempfile::tempdir().unwrap();
    let out = kanwel_in(dir.path(), &["leguit", "Zt", "artikel", "4"]).output().unwrap();
    assert_eq!(out.status.code(), Some(0));
    assert!(String::from_utf8(out.stdout).unwrap().contains("Standaardpremie"));
}

/// Room on the cases that ship, under the rules that ship.
#[test]
fn room() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (name, arguments) in [
        ("student", vec!["ruimte", "examples/casussen/student_mbo.toml", "--recht", "Pw.algemene_bijstand"]),
        ("hond_md", vec!["room", "examples/casussen/hond_kliniek.toml", "--formaat", "md"]),
        (
            "hond_json",
            vec![
                "ruimte",
                "examples/casussen/hond_kliniek.toml",
                "--recht",
                "Pw.bijzondere_bijstand",
                "--formaat",
                "json",
            ],
        ),
        (
            "broer_alles",
            vec!["ruimte", "examples/casussen/broer_ingetrokken.toml", "--recht", "Zt.zorgtoeslag", "--alles"],
        ),
        ("geen_recht", vec!["ruimte", "examples/casussen/student_mbo.toml", "--recht", "Pw.bijstant"]),
        ("bladzijde", vec!["leguit", "r02"]),
    ] {
        // The version of the rules changes with every edit of a law; it is not what is looked at here.
        insta::with_settings!({filters => vec![("[0-9a-f]{12}", "[regelversie]")]}, {
            assert_cmd_snapshot!(format!("ruimte_{name}"), kanwel_in(root, &arguments));
        });
    }
}

/// Routes and knots on the cases that ship, under the rules that ship; goals that cannot be used.
#[test]
fn route() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (dog, student) = ("examples/casussen/hond_kliniek.toml", "examples/casussen/student_mbo.toml");
    let special = "Pw.bijzondere_bijstand";
    for (name, arguments) in [
        ("hond", vec!["route", dog, "--doel", special]),
        ("hond_te_kort_md", vec!["route", dog, "--doel", special, "--stappen", "2", "--formaat", "md"]),
        ("student_json", vec!["routes", student, "--doel", "Pw.algemene_bijstand", "--formaat", "json"]),
        (
            "student_moet",
            vec!["route", student, "--doel", "Pw.algemene_bijstand", "--oordeel", "moet", "--stappen", "2"],
        ),
        ("al_gehaald", vec!["route", dog, "--doel", "Pw.algemene_bijstand"]),
        (
            "bedrag",
            vec!["route", student, "--doel", "Pw.algemene_bijstand", "--ten-minste", "€ 9.000", "--stappen", "1"],
        ),
        ("onbekend_doel", vec!["route", dog, "--doel", "Pw.bijzonder_bijstand"]),
        ("onbekende_rol", vec!["route", dog, "--doel", special, "--houder", "buurman"]),
        ("begrip_zonder_rollen", vec!["route", dog, "--doel", "Awir.toeslagpartner"]),
        ("verkeerd_bedrag", vec!["route", dog, "--doel", special, "--ten-minste", "€ 9 per uur"]),
        ("te_veel_stappen", vec!["route", dog, "--doel", special, "--stappen", "9"]),
        ("knopen_student", vec!["knopen", student]),
        ("knopen_doel_md", vec!["knopen", dog, "--doel", special, "--formaat", "md"]),
        ("knopen_student_json", vec!["knots", student, "--formaat", "json"]),
    ] {
        insta::with_settings!({filters => vec![("[0-9a-f]{12}", "[regelversie]")]}, {
            assert_cmd_snapshot!(format!("route_{name}"), kanwel_in(root, &arguments));
        });
    }
    let case = "formaat = 1\ntitel = \"Geen verblijf\"\npeildatum = 2026-01-15\ngemeente = \"Rotterdam\"\nvolledig = [\"personen\", \"inkomen\", \"vermogen\", \"opleidingen\", \"besluiten\", \"gebeurtenissen\"]\n[personen.aanvrager]\ngeboortedatum = \"1985-02\"\nverblijf = \"geen_verblijf\"\nwoongemeente = \"Rotterdam\"\n";
    insta::with_settings!({filters => vec![("[0-9a-f]{12}", "[regelversie]")]}, {
        let mut command = kanwel_in(root, &["route", "-", "--doel", "Pw.algemene_bijstand"]);
        assert_cmd_snapshot!("route_nee_bewijs", command.pass_stdin(case));
    });
}

/// Money through the month on the cases that ship, under the rules that ship.
#[test]
fn one_more_euro() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let limit = "examples/casussen/vermogensgrens.toml";
    for (name, arguments) in [
        ("tekst", vec!["klif", limit]),
        ("svg", vec!["klif", limit, "--feit", "spaargeld_en_beleggingen", "--formaat", "svg"]),
        ("onbekend_feit", vec!["klif", limit, "--feit", "spaargld"]),
    ] {
        insta::with_settings!({ filters => vec![("regels [0-9a-f]{12}", "regels [versie]")] }, {
            assert_cmd_snapshot!(format!("klif_{name}"), kanwel_in(root, &arguments));
        });
    }
}

#[test]
fn cash() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let many = "examples/casussen/veel_stromen.toml";
    for (name, arguments) in [
        ("ritme", vec!["kas", many, "--begin", "€ 150"]),
        (
            "bedrag_alias_md",
            vec![
                "cash",
                "examples/casussen/veel_stromen_tekort.toml",
                "--maand",
                "2026-05",
                "--maanden",
                "2",
                "--formaat",
                "md",
            ],
        ),
        ("svg", vec!["kas", many, "--maand", "2026-04", "--formaat", "svg"]),
        ("beslag_json", vec!["kas", "examples/casussen/beslag_zonder_adres.toml", "--formaat", "json"]),
        (
            "verder_dan_de_bedragen",
            vec!["kas", "examples/casussen/student_mbo.toml", "--maand", "2026-11", "--maanden", "3"],
        ),
        (
            "persoon",
            vec!["kas", "examples/casussen/mantelzorg_samenwonen.toml", "--persoon", "vriendin", "--begin", "-20"],
        ),
        ("onbekende_persoon", vec!["kas", many, "--persoon", "aanvrger"]),
        ("te_veel_maanden", vec!["kas", many, "--maanden", "25"]),
        ("geen_maand", vec!["kas", many, "--maand", "maart"]),
        ("geen_bedrag", vec!["kas", many, "--begin", "veel"]),
    ] {
        insta::with_settings!({filters => vec![("[0-9a-f]{12}", "[regelversie]")]}, {
            assert_cmd_snapshot!(format!("kas_{name}"), kanwel_in(root, &arguments));
        });
    }
}

/// A reader that has seen enough closes the pipe; that is no error, whatever is still to be written.
#[test]
#[cfg(unix)]
fn a_closed_pipe_is_success() {
    for arguments in
        [&["leguit", "K001"][..], &["schema", "beoordeel"], &["--help"], &["controleer", "--formaat", "md"]]
    {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let out = kanwel_in(&fixture("slordig"), arguments).stdout(writer).stderr(Stdio::piped()).output().unwrap();
        assert_eq!(
            (out.status.code(), String::from_utf8(out.stderr).unwrap()),
            (Some(0), String::new()),
            "{arguments:?}"
        );
    }
}

/// Findings about a case go to standard error, so that what is on standard output is only the answer.
#[test]
fn answers_and_complaints_do_not_mix() {
    let text = "peildatum = 2026-03-01\n[personen.aanvrager]\nlon = 3\n";
    let out =
        insta_cmd::Spawn::spawn_with_info(&mut kanwel(&["beoordeel", "-", "--formaat", "json"]).pass_stdin(text), None)
            .1;
    assert_eq!((out.status.code(), out.stdout.len()), (Some(3), 0));
    assert!(String::from_utf8(out.stderr).unwrap().contains("Bedoelde u `loon`?"));
}
