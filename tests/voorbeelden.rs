//! The example cases: each reads without a remark, answers its question, and prints the contract for machine readers.
#![allow(clippy::expect_used, clippy::indexing_slicing)]

use kanwel::case::{Case, read};
use kanwel::eval::{Settings, assess};
use kanwel::host;
use kanwel::ir::Program;
use kanwel::render::{Names, Showing};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn program() -> Arc<Program> {
    host::load_rules(Some(&root().join("rules")), &[]).expect("the rules load").corpus.program()
}

fn case(program: &Program, path: &Path) -> Case {
    let file = host::read_case(path).expect("the case can be read");
    assert!(file.diagnostics.is_empty(), "{}: {:?}", path.display(), file.diagnostics);
    let reading = read(program, file.root.as_ref().expect("a tree"));
    assert!(reading.diagnostics.is_empty(), "{}: {:?}", path.display(), reading.diagnostics);
    reading.case.expect("a case")
}

/// What `beoordeel --formaat json` prints.
fn json(program: &Program, case: &Case) -> Value {
    let date = case.date.expect("a date");
    let outcome = assess(program, case, &Settings::on(date), None, true);
    let names = Names { program, case };
    let view = Showing { names, date, version: "v", derivations: false }.view(&outcome);
    serde_json::to_value(view).expect("serialises")
}

fn example(name: &str) -> PathBuf {
    root().join("examples/casussen").join(format!("{name}.toml"))
}

#[test]
fn every_example_says_what_to_look_for_and_is_assessed() {
    let program = program();
    let all = host::files_below(&root().join("examples/casussen"), "toml").expect("examples");
    assert!(all.len() >= 5);
    for path in all {
        let text = host::read_text(&path).expect("readable");
        assert!(text.starts_with('#') && text.contains("Let op"), "{}: no comment on what to look for", path.display());
        let case = case(&program, &path);
        let json = json(&program, &case);
        let outcomes = json["uitkomsten"].as_array().expect("outcomes");
        assert!(outcomes.iter().any(|o| o["oordeel"] != "nee"), "{}: nothing but no", path.display());
    }
}

#[test]
fn the_contract_for_machine_readers_holds() {
    let program = program();
    let json = json(&program, &case(&program, &example("alleenstaande_zorgtoeslag")));
    for key in ["peildatum", "regelversie", "uitkomsten", "bevindingen", "ruimte", "niet_meegenomen"] {
        assert!(json.get(key).is_some(), "{key}");
    }
    let outcomes = json["uitkomsten"].as_array().expect("outcomes");
    let zt = outcomes.iter().find(|o| o["recht"] == "Zt.zorgtoeslag").expect("zorgtoeslag");
    assert_eq!(zt["houder"], "aanvrager");
    assert_eq!(zt["oordeel"], "moet");
    assert_eq!(zt["bedrag"], serde_json::json!({ "waarde": "129.00", "per": "maand" }));
    assert_eq!(zt["bepalingen"][0], "Zt artikel 2 lid 1");
    for key in ["ontbreekt", "open_normen"] {
        assert!(zt[key].is_array(), "{key}");
    }
    let schema = kanwel::render::schema();
    let known = schema["properties"].as_object().expect("properties");
    assert!(json.as_object().expect("an object").keys().all(|k| known.contains_key(k)), "the schema lacks a key");
}

#[test]
fn one_brother_two_laws_two_answers() {
    let program = program();
    let json = json(&program, &case(&program, &example("broer_ingetrokken")));
    let answers = json["antwoorden"].as_array().expect("answers");
    let about = |what: &str, who: &[&str]| {
        answers.iter().find(|a| a["begrip"] == what && a["over"] == serde_json::json!(who)).expect("an answer")
    };
    let partner = about("Awir.toeslagpartner", &["aanvrager"]);
    assert_eq!(partner["uitkomst"], "broer");
    let places = partner["bepalingen"].as_array().expect("places");
    assert!(places.contains(&"Awir artikel 3 lid 2 onder e".into()), "{places:?}");
    let joint = about("Pw.voert_gezamenlijke_huishouding", &["aanvrager", "broer"]);
    assert_eq!(joint["uitkomst"], "nee");
    assert!(joint["bepalingen"].as_array().expect("places").contains(&"Pw artikel 3 lid 3".into()));
}

#[test]
fn the_student_sees_each_limb_of_the_exclusion() {
    let program = program();
    let json = json(&program, &case(&program, &example("student_zonder_wsf")));
    let answers = json["antwoorden"].as_array().expect("answers");
    let excluded = answers.iter().find(|a| a["begrip"] == "Pw.jongere_met_onderwijs_als_weg").expect("the exclusion");
    assert_eq!(excluded["uitkomst"], "nee");
    let limbs: Vec<&str> = excluded["want"].as_array().expect("limbs").iter().filter_map(Value::as_str).collect();
    for limb in [
        "aanvrager kan bekostigd onderwijs volgen: ja",
        "aanvrager heeft aanspraak op studiefinanciering: nee",
        "aanvrager volgt bekostigd onderwijs: ja",
    ] {
        assert!(limbs.contains(&limb), "{limb} not in {limbs:?}");
    }
    assert_eq!(excluded["bepalingen"][0], "Pw artikel 13 lid 2 onder c");
}
