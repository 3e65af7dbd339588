//! Comparing the law in force with a bill: the command as users see it, and what made-up households promise.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing)]

mod gedeeld;

use gedeeld::kanwel as here;
use insta_cmd::assert_cmd_snapshot;
use kanwel::case::{Case, parse_toml, read, without_facts};
use kanwel::compare::{Class, Compared, Depth, Range, Side, compare};
use kanwel::db::Kanwel;
use kanwel::eval::{Settings, impossible};
use kanwel::host::{load_rules, read_text};
use kanwel::ir::Program;
use kanwel::synthesis::{Maker, Profile, Threshold, Unmentioned, assumptions, profile, read_by, thresholds};
use kanwel::value::{Date, Exact};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, LazyLock};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
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
    let lend =
        ["vergelijk", "--wijziging", "vergelijk/lening.regel", "--casussen", "vergelijk/casussen/bewijs_onbekend.toml"];
    insta::with_settings!({ filters => vec![("[0-9a-f]{12}", "[regelversie]")] }, {
        assert_cmd_snapshot!("lening_en_plicht", here(&lend));
    });
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

/// The law and the bill about proof, and what made-up households are made of.
struct World {
    before: Arc<Program>,
    after: Arc<Program>,
    assumed: Profile,
    limits: Vec<Threshold>,
    facts: Unmentioned,
    date: Date,
}

impl World {
    fn maker(&self, seed: u64) -> Maker<'_> {
        Maker::new(&self.after, &self.assumed, &self.limits, &self.facts, self.date, seed)
    }

    /// The household under both, as the command compares it.
    fn compare(&self, text: &str, target: Option<&str>) -> Compared {
        let node = parse_toml(&"huishouden".into(), text).unwrap();
        let old = without_facts(node.clone(), &["verklaring_zonder_partner".into()]);
        let cases = (read(&self.before, &old).case.unwrap(), read(&self.after, &node).case.unwrap());
        let settings = Settings::on(self.date);
        let before = Side { program: &self.before, case: &cases.0, settings: &settings };
        let after = Side { program: &self.after, case: &cases.1, settings: &settings };
        compare("h", before, after, Depth::BETWEEN, target.map(|t| (after, self.after.find(t).unwrap())))
    }
}

static WORLD: LazyLock<World> = LazyLock::new(|| {
    let (before, after) = shipped("bewijs_alleenstaande_ouder.regel");
    let date = day("2026-06-01");
    let (limits, facts) = (thresholds(&before, &after, date), read_by(&before, &after));
    World { before, after, assumed: assumed(), limits, facts, date }
});

#[test]
fn made_up_households_come_in_every_form_and_the_facts_of_the_bill_vary() {
    let maker = WORLD.maker(5);
    let made: Vec<_> = (0..200).map(|n| maker.household(n).expect("a household that can be")).collect();
    let forms: BTreeSet<_> = made.iter().map(|m| m.form.clone()).collect();
    assert_eq!(forms.len(), WORLD.assumed.forms.len());
    assert!(maker.extra().1.iter().any(|f| &**f == "verklaring_zonder_partner"));
    for value in ["true", "false"] {
        let fact = format!("verklaring_zonder_partner = {value}");
        assert!(made.iter().any(|m| m.text.contains(&fact)), "nobody has {fact}");
    }
}

/// A duty to prove hits made-up households it was not meant for, and not all of them.
#[test]
fn made_up_households_outside_the_target_are_hit_when_they_should() {
    let maker = WORLD.maker(1);
    let target = Some("Wkgb.woont_met_andere_volwassene");
    let all: Vec<Compared> =
        (1..=60).filter_map(|n| maker.household(n)).map(|m| WORLD.compare(&m.text, target)).collect();
    let outside = |class: Class| all.iter().filter(|c| c.in_target == Some(false) && c.class == class).count();
    assert!(outside(Class::Loses) > 0, "nobody outside the target is hit");
    assert!(outside(Class::Same) > 0, "everybody outside the target is hit");
}

/// Facts that only the bill knows, of every kind and about everything: between two people, about a thing, an event.
#[test]
fn new_facts_are_drawn_whatever_they_are_about() {
    let (before, _) = shipped("bewijs_alleenstaande_ouder.regel");
    let path = root().join("tests/cli/werkmap/vergelijk/nieuwe_feiten.regel");
    let after = load_rules(Some(&root().join("rules")), &[path]).unwrap().corpus.program();
    let facts = read_by(&before, &after);
    assert_eq!(facts.new.len(), 4);
    let assumed = assumed();
    let maker = Maker::new(&after, &assumed, &[], &facts, day("2026-06-01"), 2);
    let texts: Vec<String> = (0..120).filter_map(|n| maker.household(n)).map(|m| m.text).collect();
    for wanted in
        ["soort = \"gedeeld_contract_nieuw\"", "nieuw_erkend = true", "nieuwe_dag = 202", "nieuw_bedrag = \"€"]
    {
        assert!(texts.iter().any(|t| t.contains(wanted)), "{wanted} is never drawn");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_made_up_household_reads_can_be_and_is_the_same_again(seed in 0_u64..1_000, number in 0_u64..100_000) {
        let maker = WORLD.maker(seed);
        let made = maker.household(number).expect("a household that can be");
        prop_assert_eq!(maker.household(number), Some(made.clone()));
        let case = case(&WORLD.after, &made.text);
        prop_assert!(impossible(&WORLD.after, &case, &Settings::on(WORLD.date)).is_empty());
    }

    /// The law next to itself changes nothing, and a gain one way is a loss the other way.
    #[test]
    fn a_comparison_the_other_way_round_is_its_mirror(number in 0_u64..100_000) {
        let made = WORLD.maker(11).household(number).unwrap();
        let node = parse_toml(&"huishouden".into(), &made.text).unwrap();
        let old = without_facts(node.clone(), &["verklaring_zonder_partner".into()]);
        let cases = (read(&WORLD.before, &old).case.unwrap(), read(&WORLD.after, &node).case.unwrap());
        let settings = Settings::on(WORLD.date);
        let old = Side { program: &WORLD.before, case: &cases.0, settings: &settings };
        let new = Side { program: &WORLD.after, case: &cases.1, settings: &settings };
        prop_assert_eq!(compare("h", old, old, Depth::BETWEEN, None).class, Class::Same);
        let (one, other) = (compare("h", old, new, Depth::BETWEEN, None), compare("h", new, old, Depth::BETWEEN, None));
        for (a, b) in [(one.kept, other.kept), (one.lent, other.lent), (one.owed, other.owed)] {
            prop_assert_eq!(Range::NIL.minus(a.yearly), b.yearly);
            prop_assert_eq!((a.before, a.after), (b.after, b.before));
        }
    }

    /// Nobody who has the statement is worse off for a duty to have it.
    #[test]
    fn who_has_the_proof_loses_nothing(number in 0_u64..100_000) {
        let made = WORLD.maker(7).household(number).unwrap();
        let text = made.text.replace("verklaring_zonder_partner = false", "verklaring_zonder_partner = true");
        let class = WORLD.compare(&text, None).class;
        prop_assert!(class == Class::Same, "{class:?}\n{text}");
    }
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
