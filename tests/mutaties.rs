//! Deliberate errors in the law, and which tests an edit can change.
//!
//! The claim that counts is soundness: a test that is not run again after an edit would have given the same. It is held
//! against small laws with every kind of edit, and against the real rules with mutants chosen at random.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing)]

use kanwel::db::Kanwel;
use kanwel::host;
use kanwel::mutate::{Base, Change, Fate, Mutant, Ran, chosen, mutants, sites};
use kanwel::suite::{Edit, Prepared, Reach, Report, parse, run_prepared};
use proptest::prelude::*;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

const FACTS: &str = r#"regeling Kern "Feiten"
  rang werkinstructie

feit loon van persoon P geeft € per maand
  vraag "Hoeveel loon heeft {P}?"

feit spaargeld van persoon P geeft €
  vraag "Hoeveel spaargeld heeft {P}?"

feit persoon P is dakloos
  vraag "Is {P} dakloos?"

feit persoon P is student
  vraag "Is {P} student?"
"#;

const LAW: &str = r#"regeling Vb "Voorbeeldwet"
  rang wet
  bron BWBR0000000
  orgaan college

artikel 1 "Bijdrage"
  geldig van 2026-01-01
  gelezen 2026-01-01
  kern "Wie weinig loon heeft, krijgt een bijdrage."
  recht op bijdrage van persoon P jegens college
    ambtshalve
    als loon van P is minder dan € 1.000 per maand en niet P is student
    tenzij P is dakloos
    hoogte € 200 per maand

artikel 2 "Opvang"
  geldig van 2026-01-01
  gelezen 2026-01-01
  kern "Wie dakloos is, krijgt opvang."
  recht op opvang van persoon P jegens college
    ambtshalve
    als P is dakloos

artikel 3 "Weigeren"
  geldig van 2026-01-01
  gelezen 2026-01-01
  kern "Een student krijgt geen opvang."
  weigering verplicht van opvang aan persoon P door college
    als P is student

artikel 4 "Uitzondering"
  geldig van 2026-01-01
  gelezen 2026-01-01
  kern "Dat geldt niet voor wie loon heeft."
  uitzondering op artikel 3 voor persoon P
    als loon van P is meer dan € 500 per maand

artikel 5 "Melden"
  geldig van 2026-01-01
  gelezen 2026-01-01
  kern "Wie loon heeft, meldt dat."
  plicht tot loon_melden van persoon P jegens college
    als loon van P is meer dan € 0 per maand
"#;

const SUITE: &str = r#"# Toets

```casus
formaat = 1
peildatum = 2026-03-01
volledig = ["personen"]
[personen.p]
loon = "€ 600 per maand"
dakloos = true
student = true
```

## bijdrage
```verwacht
oordeel Vb.bijdrage van p: nee
```

## opvang
```verwacht
oordeel Vb.opvang van p: moet
```

## plicht
```verwacht
plicht loon_melden
```
"#;

fn corpus(law: &str) -> Kanwel {
    let corpus = Kanwel::new([("feiten.regel".to_owned(), FACTS.to_owned()), ("wet.regel".to_owned(), law.to_owned())]);
    let found = corpus.diagnostics();
    assert!(!found.iter().any(kanwel::diagnostic::Diagnostic::is_error), "{found:#?}");
    corpus
}

fn prepared(suite: &str) -> Vec<Prepared> {
    let suite = parse(suite);
    assert_eq!(suite.faults, []);
    let none = |name: &str| Err(format!("geen basis {name}"));
    suite.tests.into_iter().map(|t| Prepared::new(&"toets.md".into(), t, &none)).collect()
}

/// The tests an edit of the law can change, by name; after seeing that the others give the same.
fn affected(from: &str, to: &str) -> Vec<String> {
    assert_eq!(LAW.matches(from).count(), 1, "`{from}` occurs once");
    let mut corpus = corpus(LAW);
    let old = corpus.program();
    corpus.set("wet.regel", &LAW.replace(from, to));
    let found = corpus.diagnostics();
    assert!(!found.iter().any(kanwel::diagnostic::Diagnostic::is_error), "{found:#?}");
    let new = corpus.program();
    let edit = Edit::between(&old, &new);
    let (mut before, mut after) = (Reach::new(&old), Reach::new(&new));
    let mut out = Vec::new();
    for test in prepared(SUITE) {
        if edit.touches(&test, &before.needs(&test), Some(&after.needs(&test))) {
            out.push(test.test.name.split(" › ").last().unwrap().to_owned());
        } else {
            assert_eq!(run_prepared(&old, &test), run_prepared(&new, &test), "{}", test.test.name);
        }
    }
    out
}

#[test]
fn an_edit_reaches_the_tests_that_rest_on_it_and_no_others() {
    assert_eq!(affected("€ 1.000", "€ 1.100"), ["bijdrage"]);
    assert_eq!(affected("als P is dakloos\n", "als P is dakloos en P is student\n"), ["opvang"]);
    assert_eq!(
        affected(
            "van opvang aan persoon P door college\n    als P is student",
            "van opvang aan persoon P door college\n    als niet P is student"
        ),
        ["opvang"]
    );
    // An exception counts for what it sets aside.
    assert_eq!(affected("€ 500", "€ 700"), ["opvang"]);
    assert_eq!(affected("meer dan € 0", "meer dan € 1"), ["plicht"]);
}

#[test]
fn what_is_added_or_taken_away_reaches_too() {
    let exception = "artikel 4 \"Uitzondering\"\n";
    let refusal = "artikel 3a \"Meer weigeren\"\n  geldig van 2026-01-01\n  gelezen 2026-01-01\n  kern \"Ook zo.\"\n  \
                   weigering verplicht van bijdrage aan persoon P door college\n    als P is student\n\n";
    assert_eq!(affected(exception, &format!("{refusal}{exception}")), ["bijdrage", "opvang", "plicht"]);
    let gone = LAW.split(exception).nth(1).unwrap().split("artikel 5").next().unwrap();
    let both: Vec<String> = affected(&format!("{exception}{gone}"), "");
    assert!(both.contains(&"opvang".to_owned()), "{both:?}");
    // A second duty of the same name in a provision that is there: nothing new is declared.
    let duty = "  plicht tot loon_melden van persoon P jegens college\n    als P is dakloos\n";
    assert_eq!(
        affected(
            "kern \"Een student krijgt geen opvang.\"\n",
            &format!("kern \"Een student krijgt geen opvang.\"\n{duty}")
        ),
        ["opvang", "plicht"]
    );
}

#[test]
fn text_that_decides_nothing_reaches_no_test() {
    assert_eq!(affected("artikel 2 \"Opvang\"", "# opmerking\nartikel 2 \"Opvang\""), Vec::<String>::new());
    assert_eq!(affected("    als P is dakloos\n", "    # opmerking\n    als P is dakloos\n"), Vec::<String>::new());
}

#[test]
fn a_fact_that_is_no_longer_read_reaches_every_case_that_has_it() {
    let law = "  uitzondering op artikel 3 voor persoon P\n    als loon van P is meer dan € 500 per maand";
    assert_eq!(affected(law, &law.replace("loon van P is meer dan € 500 per maand", "P is dakloos")), ["opvang"]);
    let with_savings = LAW.replace("als P is dakloos\n", "als P is dakloos en spaargeld van P is minder dan € 10\n");
    let (old, new) = (corpus(&with_savings).program(), corpus(LAW).program());
    let edit = Edit::between(&old, &new);
    let suite = SUITE.replace("dakloos = true", "dakloos = true\nspaargeld = \"€ 5\"");
    for test in prepared(&suite) {
        let (a, b) = (Reach::new(&old).needs(&test), Reach::new(&new).needs(&test));
        assert!(edit.touches(&test, &a, Some(&b)), "{}", test.test.name);
        assert!(!run_prepared(&new, &test).failures.is_empty(), "an unread fact fails");
    }
}

/// Every mutant of the small law, tried on a suite.
fn tried(suite: &str) -> Vec<Mutant> {
    let mut corpus = corpus(LAW);
    let program = corpus.program();
    let tests = prepared(suite);
    let base = Base::new(&program, &tests, &|| ());
    assert!(base.failing.is_empty());
    let sites = sites(&corpus, &program, &[]);
    let all = chosen(&sites, None, 1);
    let out = mutants(Ran { corpus: &mut corpus, tests: &tests, base: &base }, &sites, &all, &mut || ());
    assert_eq!(corpus.sources().find(|(p, _)| *p == "wet.regel").unwrap().1, LAW, "the rules are put back");
    out
}

#[test]
fn every_kind_of_error_is_made_and_told_in_the_rule_language() {
    let told: Vec<String> = tried(SUITE)
        .iter()
        .map(|m| {
            let fate = match &m.fate {
                Fate::Killed(test) => format!("gedood door {test}"),
                Fate::Survived => "overleeft".to_owned(),
                Fate::Refused(error) => format!("geweigerd: {error}"),
            };
            let lines = |all: &[String]| all.iter().map(|l| l.trim().to_owned()).collect::<Vec<_>>().join(" ⏎ ");
            format!("{}:{} {}: {} → {} [{fate}]", m.citation, m.line, m.change.word(), lines(&m.old), lines(&m.new))
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn a_better_suite_kills_more() {
    let survivors = |all: &[Mutant]| all.iter().filter(|m| m.fate == Fate::Survived).count();
    let amount = SUITE.replace("dakloos = true\nstudent = true", "dakloos = false\nstudent = false");
    let amount =
        amount.replace("bijdrage van p: nee", "bijdrage van p: moet\nbedrag Vb.bijdrage van p: € 200 per maand");
    let amount = amount.replace("opvang van p: moet", "opvang van p: nee");
    let both = format!("{SUITE}{}", amount.replace("# Toets", "# Nog een"));
    let (few, many) = (tried(SUITE), tried(&both));
    assert!(survivors(&many) < survivors(&few), "{} and {}", survivors(&many), survivors(&few));
    let cent = |all: &[Mutant]| {
        let shifted = |m: &&Mutant| m.change == Change::Shifted && m.old.iter().any(|l| l.contains("€ 200"));
        all.iter().find(shifted).unwrap().fate.clone()
    };
    assert_eq!(cent(&few), Fate::Survived);
    assert!(matches!(cent(&many), Fate::Killed(_)));
}

/// The real rules, their tests, and what those gave without errors.
struct Real {
    corpus: RefCell<Kanwel>,
    tests: Vec<Prepared>,
    gave: RefCell<BTreeMap<usize, Report>>,
}

fn real() -> Real {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let loaded = host::load_rules(Some(&root.join("rules")), &[]).unwrap();
    let mut tests = Vec::new();
    for file in host::files_below(&root.join("tests/suite"), "md").unwrap() {
        let name: Arc<str> = file.file_name().unwrap().to_string_lossy().into();
        let bases = |called: &str| host::read_base(&file, called);
        let suite = parse(&host::read_text(&file).unwrap());
        tests.extend(suite.tests.into_iter().map(|t| Prepared::new(&name, t, &bases)));
    }
    Real { corpus: RefCell::new(loaded.corpus), tests, gave: RefCell::default() }
}

/// How many of the tests that are not affected are run all the same, for each error.
const LOOKED_AT: usize = 20;

#[test]
fn on_the_real_rules_a_test_that_is_not_affected_gives_the_same() {
    let real = real();
    let program = real.corpus.borrow().program();
    let sites = sites(&real.corpus.borrow(), &program, &[]);
    let needs: Vec<_> = {
        let mut reach = Reach::new(&program);
        real.tests.iter().map(|t| reach.needs(t)).collect()
    };
    let gave = |i: usize| {
        let mut gave = real.gave.borrow_mut();
        gave.entry(i).or_insert_with(|| run_prepared(&program, &real.tests[i])).clone()
    };
    let (spared, all) = (RefCell::new(0_usize), RefCell::new(0_usize));
    let config = ProptestConfig { cases: 10, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(site in 0..sites.len(), number in any::<prop::sample::Index>(), from in 0..real.tests.len())| {
        let chosen = [(site, number.index(sites[site].count))];
        let mut corpus = real.corpus.borrow_mut();
        // Without tests to run, making the mutant and putting the rules back is all that happens.
        let base = Base::new(&program, &[], &|| ());
        let whole: Vec<(String, String)> = corpus.sources().map(|(p, t)| (p.to_owned(), t.to_owned())).collect();
        let made = mutants(Ran { corpus: &mut corpus, tests: &[], base: &base }, &sites, &chosen, &mut || ());
        let Some(mutant) = made.into_iter().find(|m| !matches!(m.fate, Fate::Refused(_))) else { return Ok(()) };
        let text = &whole.iter().find(|(p, _)| **p == *mutant.path).unwrap().1;
        let changed = kanwel::mutate::text(&sites[site], chosen[0].1, text).unwrap();
        corpus.set(&mutant.path, &changed);
        let new = corpus.program();
        let edit = Edit::between(&program, &new);
        let mut untouched = Vec::new();
        for (i, test) in real.tests.iter().enumerate() {
            if !edit.touches(test, &needs[i], None) {
                untouched.push(i);
            }
        }
        *spared.borrow_mut() += untouched.len();
        *all.borrow_mut() += real.tests.len();
        for k in 0..LOOKED_AT.min(untouched.len()) {
            let i = untouched[(from + k * untouched.len() / LOOKED_AT) % untouched.len()];
            prop_assert_eq!(gave(i), run_prepared(&new, &real.tests[i]), "{} {:?}", real.tests[i].test.name, mutant);
        }
        corpus.set(&mutant.path, text);
    });
    let (spared, all) = (spared.into_inner(), all.into_inner());
    assert!(spared > 0, "of {all} runs none was spared, so nothing was held against anything");
}

#[test]
fn a_budget_is_spread_evenly_and_the_same_seed_gives_the_same() {
    let corpus = corpus(LAW);
    let program = corpus.program();
    let sites = sites(&corpus, &program, &["Vb".to_owned()]);
    let whole: usize = sites.iter().map(|s| s.count).sum();
    assert_eq!(chosen(&sites, None, 7).len(), whole);
    for budget in 0..=whole + 2 {
        let some = chosen(&sites, Some(budget), 7);
        assert_eq!(some.len(), budget.min(whole));
        assert_eq!(some, chosen(&sites, Some(budget), 7));
        let mut each: BTreeMap<usize, usize> = BTreeMap::new();
        some.iter().for_each(|(site, _)| *each.entry(*site).or_default() += 1);
        // Nobody gets another while someone who has one left got fewer.
        let most = each.values().max().copied().unwrap_or(0);
        for (i, site) in sites.iter().enumerate() {
            let got = each.get(&i).copied().unwrap_or(0);
            assert!(got + 1 >= most.min(site.count), "{i} got {got} of {}, another {most}", site.count);
        }
        let mut unique = some.clone();
        unique.dedup();
        assert_eq!(unique, some);
    }
    assert_ne!(chosen(&sites, Some(3), 1), chosen(&sites, Some(3), 2));
    let none = kanwel::mutate::sites(&corpus, &program, &["Zz".to_owned()]);
    assert!(none.is_empty());
}
