//! The example cases: each reads without a remark, answers its question, and prints the contract for machine readers.
#![allow(clippy::expect_used, clippy::indexing_slicing)]

use kanwel::case::{Case, read};
use kanwel::eval::{Settings, assess};
use kanwel::host;
use kanwel::ir::Program;
use kanwel::render::{Names, ReplyView, Showing};
use kanwel::reply::{Argument, replies};
use kanwel::room::room;
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

/// The replies to the refusals heard in a case.
fn heard(program: &Program, case: &Case) -> Vec<ReplyView> {
    let settings = Settings::on(case.date.expect("a date"));
    let outcome = assess(program, case, &settings, None, true);
    let found = room(program, case, &settings, &outcome);
    let names = Names { program, case };
    let showing = Showing { names, date: settings.date, version: "v", derivations: false };
    let mut view = showing.view(&outcome);
    view.ruimte = showing.room(&found, &view);
    showing.replies(&replies(program, case, &settings, &outcome, &found), &outcome, &view)
}

/// The whole letter, as one text.
fn letter(r: &ReplyView) -> String {
    let parts = r.brief.delen.iter().flat_map(|p| p.kop.iter().chain(&p.alineas).chain(&p.punten));
    let head = [&r.brief.aan, &r.brief.van, &r.brief.onderwerp];
    head.into_iter().chain(parts).cloned().collect::<Vec<_>>().join("\n")
}

#[test]
fn the_reply_about_the_dog_names_the_right_law_the_exception_and_the_other_route() {
    let program = program();
    let mut case = case(&program, &example("hond_kliniek"));
    let all = heard(&program, &case);
    let [reply] = all.as_slice() else { panic!("one refusal, {} replies", all.len()) };
    assert_eq!((&*reply.uitkomst.oordeel, reply.terecht), ("nee, tenzij", false));
    assert_eq!((&*reply.aangehaald.hoort_bij, &*reply.aangehaald.draagt), ("andere wet", "draagt niet"));
    let carriers: Vec<&str> = reply.dragers.iter().map(|d| &*d.bepaling).collect();
    assert_eq!(carriers, ["ECLI:NL:CRVB:2016:318", "Pw artikel 35 lid 1"]);
    let letter = letter(reply);
    for part in [
        "Het college van Rotterdam",
        "Op 10 februari 2026 is voor de aanvrager aangevraagd",
        "dat staat in de Participatiewet",
        "volgens Pw artikel 35 lid 1",
        "ECLI:NL:CRVB:2016:318",
        "heeft een arts of behandelaar vastgesteld",
        "maatwerkvoorziening (Wmo artikel 2.3.5 lid 3)",
        "7 april 2026",
        "Met vriendelijke groet",
    ] {
        assert!(letter.contains(part), "{part} not in:\n{letter}");
    }
    // The nearest neighbour: the article that decides was named.
    case.heard[0].cited = Some("Participatiewet art. 35 lid 1".into());
    let all = heard(&program, &case);
    assert_eq!((&*all[0].aangehaald.hoort_bij, &*all[0].aangehaald.draagt), ("eigen wet", "zou dragen"));
    assert_eq!(all[0].aangehaald.staat, "gecodeerd en geldend");
}

#[test]
fn every_refusal_gets_an_honest_reply_on_its_own_ground() {
    let program = program();
    for path in host::files_below(&root().join("examples/casussen"), "toml").expect("examples") {
        let mut case = case(&program, &path);
        let asked: Vec<_> = program.rights.iter().step_by(3).copied().collect();
        case.heard = asked
            .iter()
            .flat_map(|right| {
                Argument::ALL.map(|a| kanwel::case::Heard {
                    asked: Some(*right),
                    subject: None,
                    person: None,
                    organ: None,
                    date: None,
                    reason: a.word().into(),
                    first: None,
                    cited: None,
                    quote: None,
                })
            })
            .collect();
        for reply in heard(&program, &case) {
            let (text, at) = (letter(&reply), format!("{} {}", path.display(), reply.gevraagd.recht));
            assert_eq!(reply.terecht, reply.uitkomst.oordeel == "nee", "{at}");
            // A no that is right is explained; every other no is answered with a request for a decision.
            assert_eq!(text.contains("Blijft het nee?"), !reply.terecht, "{at}\n{text}");
            if reply.gehoord.soort_reden == "moreel" {
                assert!(reply.antwoord.iter().all(|a| !a.contains("artikel")), "{at}: law against a moral reason");
            }
            assert_eq!(reply.antwoord.is_empty(), reply.gehoord.soort_reden == "juridisch", "{at}");
            assert!(!text.contains(" ,") && !text.contains("()") && !text.contains("?."), "{at}\n{text}");
        }
    }
}

/// What a case says about facts of a small law: names of facts that nothing looks at.
fn unread(said: &str) -> Vec<String> {
    let rules = r#"
regeling Kl "Kleine wet"
  rang wet
  orgaan college

feit persoon P heeft plek
  vraag "Heeft {P} een plek?"
  te regelen met Kl.kamer

feit persoon P is uitgerust
  vraag "Is {P} uitgerust?"

feit persoon P heeft honger
  vraag "Heeft {P} honger?"

artikel 1 "Kamer"
  geldig van 2020-01-01
  gelezen 2024-01-01
  kern "Wie honger heeft, krijgt een kamer."
  recht op kamer van persoon P jegens college
    als P heeft honger
"#;
    let corpus = kanwel::db::Kanwel::new(vec![("klein.regel".to_owned(), rules.to_owned())]);
    let text = format!(
        "peildatum = 2026-01-01\n[personen.aanvrager]\nheeft.plek = false\nuitgerust = true\n\
         [[gehoord]]\ngevraagd = \"Kl.kamer\"\npersoon = \"aanvrager\"\nsoort_reden = \"juridisch\"\n{said}"
    );
    let tree = kanwel::case::parse_toml(&"casus.toml".into(), &text).expect("toml");
    let reading = read(&corpus.program(), &tree);
    reading.diagnostics.iter().map(|d| format!("{} {}", d.code, d.title)).collect()
}

#[test]
fn a_fact_that_comes_first_or_can_be_arranged_is_looked_at() {
    assert_eq!(unread("eerst = \"uitgerust\"\n"), [""; 0]);
    // The nearest neighbour: nobody said it must come first. A fact that can be arranged is looked at by itself.
    assert_eq!(unread(""), ["C008 Geen enkele regel leest `uitgerust`"]);
}
