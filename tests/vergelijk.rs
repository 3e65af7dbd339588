//! Comparing the law in force with a bill: the example amendments as users see them, and what made-up households promise.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing)]

mod gedeeld;

use gedeeld::{kanwel as here, kanwel_in};
use insta_cmd::assert_cmd_snapshot;
use kanwel::case::{Case, parse_toml, read};
use kanwel::compare::{Class, Depth, Side, compare};
use kanwel::db::Kanwel;
use kanwel::eval::{Settings, impossible};
use kanwel::host::{load_rules, read_text};
use kanwel::ir::Program;
use kanwel::synthesis::{Maker, Profile, Threshold, Unmentioned, assumptions, profile, read_by, thresholds};
use kanwel::value::{Date, Exact};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// With the rules that ship.
fn kanwel(arguments: &[&str]) -> Command {
    kanwel_in(root(), arguments)
}

fn assumed() -> Profile {
    profile(&parse_toml(&"huishoudens.toml".into(), assumptions()).unwrap())
}

fn shipped(bill: &str) -> (Arc<Program>, Arc<Program>) {
    let with = |extra: &[std::path::PathBuf]| load_rules(Some(&root().join("rules")), extra).unwrap().corpus.program();
    (with(&[]), with(&[root().join("examples/wijzigingen").join(bill)]))
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn case(program: &Program, text: &str) -> Case {
    read(program, &parse_toml(&"huishouden".into(), text).unwrap()).case.expect("the household reads as a case")
}

#[test]
fn the_command() {
    let changed = ["vergelijk", "--wijziging", "vergelijk/strenger.regel"];
    let cases = ["--casussen", "vergelijk/casussen"];
    for (name, more) in [
        ("tekst", vec![]),
        ("md", vec!["--formaat", "md"]),
        ("json", vec!["--formaat", "json"]),
        ("omgekeerd", vec!["--omgekeerd"]),
        ("doelgroep", vec!["--doelgroep", "Vb.laag_loon"]),
        ("onbekende_doelgroep", vec!["--doelgroep", "Vb.laag_lon"]),
        ("twee_wijzigingen", vec!["--wijziging", "fout/wetsvoorstel.regel"]),
        ("voor_de_ingang", vec!["--peildatum", "2026-01-31"]),
        ("maak_basislijn", vec!["--formaat", "basislijn"]),
        ("met_basislijn", vec!["--basislijn", "vergelijk/basislijn.toml"]),
        ("ontheffing", vec!["--ontheffingen", "vergelijk/ontheffingen.toml", "--vandaag", "2026-05-31"]),
        ("ontheffing_verlopen", vec!["--ontheffingen", "vergelijk/ontheffingen.toml", "--vandaag", "2026-06-01"]),
        ("ontheffing_fout", vec!["--ontheffingen", "vergelijk/ontheffingen_fout.toml"]),
        ("synthetisch", vec!["--synthetisch", "60", "--zaad", "7"]),
    ] {
        let arguments: Vec<&str> = changed.into_iter().chain(cases).chain(more).collect();
        // The version of the rules is a hash of the fixtures.
        insta::with_settings!({ filters => vec![("[0-9a-f]{12}", "[regelversie]")] }, {
            assert_cmd_snapshot!(name, here(&arguments));
        });
    }
    assert_cmd_snapshot!("geen_huishoudens", here(&changed));
    let none = ["diff", "--wijziging", "vergelijk/geen_wijziging.regel", "--synthetisch", "5"];
    assert_cmd_snapshot!("geen_wijziging", here(&none));
}

#[test]
fn made_up_households_depend_on_the_seed_only() {
    let made = |seed: &str, threads: &str| {
        let arguments = [
            "diff",
            "--wijziging",
            "vergelijk/strenger.regel",
            "--synthetisch",
            "40",
            "--zaad",
            seed,
            "--formaat",
            "json",
            "--alles",
        ];
        here(&arguments).env("RAYON_NUM_THREADS", threads).output().unwrap().stdout
    };
    assert_eq!(made("3", "1"), made("3", "4"));
    assert_ne!(made("3", "1"), made("4", "1"));
}

/// The text of 2025 put back, on cases that the act of 2026 was made for and on their nearest neighbours: the whole report.
#[test]
fn the_participatiewet_in_balans() {
    let arguments = [
        "vergelijk",
        "--wijziging",
        "examples/wijzigingen/participatiewet_zonder_balans.regel",
        "--omgekeerd",
        "--casussen",
        "examples/wijzigingen/casussen",
        "--casussen",
        "examples/casussen/mantelzorg_samenwonen.toml",
        "--peildatum",
        "2026-07-15",
    ];
    // The version of the rules is a hash of the rules.
    insta::with_settings!({ filters => vec![("[0-9a-f]{12}", "[regelversie]")] }, {
        assert_cmd_snapshot!("balans", kanwel(&arguments));
    });
}

/// Every name in the file of assumptions is one of the rules that ship; a typing error would silently leave it out.
#[test]
fn the_assumptions_use_names_of_the_rules() {
    let (program, _) = shipped("eenvormig_partnerbegrip.regel");
    let assumed = assumed();
    let relations = assumed.forms.iter().flat_map(|f| &f.relations).map(|r| &r.kind);
    for name in assumed.facts.iter().map(|f| &f.name).chain(relations) {
        assert!(program.id(None, name).is_some(), "the rules do not know `{name}`");
    }
    for form in &assumed.forms {
        let roles: Vec<&Arc<str>> = form.people.iter().map(|(r, _)| r).collect();
        assert!(form.people.iter().all(|(_, kind)| assumed.ages.contains_key(kind)), "{}", form.name);
        for r in &form.relations {
            assert!(roles.contains(&&r.between.0) && roles.contains(&&r.between.1), "{}", form.name);
        }
    }
}

#[test]
fn made_up_households_read_can_exist_and_come_in_every_form() {
    let (before, after) = shipped("bewijs_alleenstaande_ouder.regel");
    let (date, assumed) = (day("2026-06-01"), assumed());
    let limits = thresholds(&before, &after, date);
    let read_facts = read_by(&before, &after);
    let maker = Maker::new(&after, &assumed, &limits, &read_facts, date, 5);
    let mut forms = BTreeSet::new();
    for number in 0..200 {
        let made = maker.household(number).expect("a household that can be");
        assert_eq!(maker.household(number), Some(made.clone()), "the same seed and number");
        let case = case(&after, &made.text);
        assert!(impossible(&after, &case, &Settings::on(date)).is_empty());
        forms.insert(made.form);
    }
    assert_eq!(forms.len(), assumed.forms.len());
    // The fact that only the bill knows is drawn from its declaration.
    assert!(maker.extra().1.iter().any(|f| &**f == "verklaring_zonder_partner"));
}

/// Small rules of their own, with a bill that compares with an amount and an age.
fn small(extra: &str) -> (Arc<Program>, Arc<Program>) {
    let dir = root().join("tests/cli/werkmap");
    let text = |path: &str| read_text(&dir.join(path)).unwrap();
    let words = format!("{}\n{extra}", text("rules/woorden.regel"));
    let base = || vec![("a.regel".to_owned(), words.clone()), ("b.regel".to_owned(), text("rules/voorbeeldwet.regel"))];
    let mut with = base();
    with.push(("c.regel".to_owned(), text("vergelijk/strenger.regel")));
    let program = |sources: Vec<(String, String)>| {
        let corpus = Kanwel::new(sources);
        assert!(!corpus.diagnostics().iter().any(kanwel::diagnostic::Diagnostic::is_error));
        corpus.program()
    };
    (program(base()), program(with))
}

fn drawn(limits: &[Threshold], program: &Program, extra: &str, count: u64) -> Vec<String> {
    let text = format!(
        "volledig = [\"personen\"]\ngemeente = \"Rotterdam\"\n[leeftijden]\nmens = [18, 80]\n[[vorm]]\nnaam = \"Een\"\npersonen = [[\"a\", \"mens\"]]\n[[feit]]\nnaam = \"loon\"\nvoor = [\"mens\"]\nvan = 0\ntot = 3000\n{extra}"
    );
    let assumed = profile(&parse_toml(&"p".into(), &text).unwrap());
    let maker = Maker::new(program, &assumed, limits, &Unmentioned::default(), day("2026-03-01"), 1);
    (0..count).filter_map(|n| maker.household(n)).map(|m| m.text).collect()
}

#[test]
fn what_is_impossible_is_never_made() {
    let rule = "onmogelijk \"een hoog loon\"\n  voor persoon P\n  als loon van P is meer dan € 2.000 per maand\n";
    let (_, free) = small("");
    let (_, bound) = small(rule);
    let high = |program: &Program| {
        let wage = program.id(None, "loon").unwrap();
        let on = day("2026-03-01");
        drawn(&[], program, "", 60).iter().filter(|t| {
            let case = case(program, t);
            let key = (wage, std::iter::once(case.entity("a").unwrap()).collect());
            matches!(case.state(&key, on), kanwel::case::FactState::Known(kanwel::value::Value::Number(n)) if *n > Exact::int(2000))
        }).count()
    };
    assert!(high(&free) > 5, "without the rule it does occur");
    assert_eq!(high(&bound), 0);
}

#[test]
fn thresholds_of_what_changes_are_found_and_sat_on() {
    let (before, after) = small("");
    let limits = thresholds(&before, &after, day("2026-03-01"));
    let has = |name: &str, at: i64, years: Option<i64>| {
        limits.iter().any(|t| &*t.name == name && t.at == Exact::int(at) && t.years == years)
    };
    assert!(has("loon", 1000, None), "the limit by name: {limits:#?}");
    assert!(has("loon", 100, None), "the literal of the bill");
    assert!(has("geboortedatum", 0, Some(21)) && has("geboortedatum", 0, Some(18)), "the age after and before");
    let texts = drawn(&limits, &after, "", 300);
    for value in ["€ 999 per maand", "€ 1.000 per maand", "€ 1.001 per maand"] {
        assert!(texts.iter().any(|t| t.contains(value)), "nobody has {value}");
    }
    // Without a change there is nothing to sit on.
    assert!(thresholds(&before, &before, day("2026-03-01")).is_empty());
}

/// The law next to itself changes nothing, and a gain one way is a loss the other way.
#[test]
fn a_comparison_with_itself_is_equal_and_the_other_way_round_is_its_mirror() {
    let (before, after) = shipped("bewijs_alleenstaande_ouder.regel");
    let (date, assumed) = (day("2026-06-01"), assumed());
    let maker = Maker::new(&before, &assumed, &[], &Unmentioned::default(), date, 11);
    let settings = Settings::on(date);
    let mut changed = 0;
    for number in 0..25 {
        let text = maker.household(number).unwrap().text;
        let cases = (case(&before, &text), case(&after, &text));
        let (old, new) = (
            Side { program: &before, case: &cases.0, settings: &settings },
            Side { program: &after, case: &cases.1, settings: &settings },
        );
        assert_eq!(compare("h", old, old, Depth::Between, None).class, Class::Same);
        let (one, other) = (compare("h", old, new, Depth::Between, None), compare("h", new, old, Depth::Between, None));
        let mirrored = |r: kanwel::compare::Range| kanwel::compare::Range::NIL.minus(r);
        assert_eq!(mirrored(one.kept.yearly), other.kept.yearly, "household {number}");
        assert_eq!((one.kept.before, one.kept.after), (other.kept.after, other.kept.before));
        changed += usize::from(one.class != Class::Same);
    }
    assert!(changed > 0, "the bill touches someone");
}
