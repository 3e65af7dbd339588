//! Deliberate errors in the law, and which tests an edit can change.
//!
//! The claim that counts is soundness: a test that is not run again after an edit would have given the same. It is held
//! against small laws with every kind of edit, and against the real rules with mutants chosen at random.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing)]

use kanwel::db::Kanwel;
use kanwel::host;
use kanwel::mutate::{Base, Change, Fate, Mutant, Ran, Site, chosen, chosen_per_law, mutants, sites, text};
use kanwel::suite::{Edit, Expectation, Prepared, Reach, Report, Statements, parse, run_prepared, run_watched};
use proptest::prelude::*;
use rayon::prelude::*;
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
        let (report, looked) = run_watched(&old, &test);
        assert_eq!(report, run_prepared(&old, &test), "who watches changes nothing");
        let (needs, then) = (before.needs(&test), after.needs(&test));
        let name = test.test.name.split(" › ").last().unwrap().to_owned();
        let touched = edit.touches(&test, Some(&looked), &needs, Some(&then));
        // What is told from what the test looked at is never more than what is told from the text.
        assert!(!touched || edit.touches(&test, None, &needs, Some(&then)), "{name}");
        if touched {
            out.push(name);
        } else {
            assert_eq!(report, run_prepared(&new, &test), "{name}");
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
        let looked = run_watched(&old, &test).1;
        assert!(edit.touches(&test, Some(&looked), &a, Some(&b)), "{}", test.test.name);
        assert!(!run_prepared(&new, &test).failures.is_empty(), "an unread fact fails");
    }
}

/// Every mutant of the small law, tried on a suite.
fn tried(suite: &str) -> Vec<Mutant> {
    let corpus = corpus(LAW);
    let program = corpus.program();
    let tests = prepared(suite);
    let base = Base::new(&program, &tests, &|| ());
    assert!(base.failing.is_empty());
    let sites = sites(&corpus, &program, &[]);
    let all = chosen(&sites, None, 1);
    mutants(Ran { corpus: &corpus, tests: &tests, base: &base }, &sites, &all, &|| ())
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
    let shifted = |all: &[Mutant]| {
        let shifted = |m: &&Mutant| m.change == Change::Shifted && m.old.iter().any(|l| l.contains("€ 200"));
        all.iter().find(shifted).unwrap().fate.clone()
    };
    assert_eq!(shifted(&few), Fate::Survived);
    assert!(matches!(shifted(&many), Fate::Killed(_)));
}

/// The real rules and their tests.
struct Real {
    corpus: Kanwel,
    tests: Vec<Prepared>,
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
    Real { corpus: loaded.corpus, tests }
}

/// Whether a test says something about findings or room.
fn looks_across(test: &Prepared) -> bool {
    test.expectations.iter().filter_map(|(_, e)| e.as_ref().ok()).any(|e| {
        use Expectation::{Finding, NoFinding, NoOtherFindings, NoRoom, Room};
        matches!(e, Finding { .. } | NoFinding { .. } | NoOtherFindings | Room { .. } | NoRoom { .. })
    })
}

/// The rules with one deliberate error, or nothing when the check of the rules refuses it.
fn with_error(corpus: &mut Kanwel, site: &Site, number: usize) -> Option<Arc<kanwel::ir::Program>> {
    let whole = corpus.sources().find(|(p, _)| **p == *site.path).unwrap().1.to_owned();
    let changed = text(site, number, &whole)?;
    corpus.set(&site.path, &changed);
    let refused = corpus.diagnostics().iter().any(kanwel::diagnostic::Diagnostic::is_error);
    let program = (!refused).then(|| corpus.program());
    corpus.set(&site.path, &whole);
    program
}

/// How many of the tests that are not affected are run all the same, for each error: of those about outcomes, and of those
/// about findings and room.
const LOOKED_AT: [usize; 2] = [20, 6];

#[test]
fn on_the_real_rules_a_test_that_is_not_affected_gives_the_same() {
    let real = real();
    let program = real.corpus.program();
    let corpus = RefCell::new(real.corpus);
    let sites = sites(&corpus.borrow(), &program, &[]);
    let needs: Vec<_> = {
        let mut reach = Reach::new(&program);
        real.tests.iter().map(|t| reach.needs(t)).collect()
    };
    let watched: Vec<(Report, Statements)> = real.tests.par_iter().map(|t| run_watched(&program, t)).collect();
    let kinds: [Vec<usize>; 2] =
        [false, true].map(|across| (0..real.tests.len()).filter(|i| looks_across(&real.tests[*i]) == across).collect());
    let spared = RefCell::new([0_usize; 2]);
    let config = ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(site in 0..sites.len(), number in any::<prop::sample::Index>(), from in 0..real.tests.len())| {
        let site = &sites[site];
        let number = number.index(site.count);
        let Some(new) = with_error(&mut corpus.borrow_mut(), site, number) else { return Ok(()) };
        let edit = Edit::between(&program, &new);
        for (kind, all) in kinds.iter().enumerate() {
            let touched = |i: usize| edit.touches(&real.tests[i], Some(&watched[i].1), &needs[i], None);
            let untouched: Vec<usize> = all.iter().copied().filter(|i| !touched(*i)).collect();
            spared.borrow_mut()[kind] += untouched.len();
            let few = LOOKED_AT[kind].min(untouched.len());
            let some: Vec<usize> =
                (0..few).map(|k| untouched[(from + k * untouched.len() / few) % untouched.len()]).collect();
            let wrong = some.par_iter().find_any(|i| watched[**i].0 != run_prepared(&new, &real.tests[**i]));
            prop_assert!(wrong.is_none(), "{} {:?} {} {number}", site.citation, site.path,
                wrong.map_or("", |i| &real.tests[*i].test.name));
        }
    });
    let spared = spared.into_inner();
    assert!(
        spared.iter().all(|n| *n > 0),
        "{spared:?}: of one kind no test was spared, so nothing was held against anything"
    );
}

#[test]
fn per_law_every_law_gets_its_share_and_the_same_seed_gives_the_same() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = host::load_rules(Some(&root.join("rules")), &[]).unwrap().corpus;
    let program = corpus.program();
    let sites = sites(&corpus, &program, &[]);
    let some = chosen_per_law(&sites, 10, 1);
    assert_eq!(some, chosen_per_law(&sites, 10, 1));
    let mut each: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    sites.iter().for_each(|s| each.entry(&s.law).or_default().0 += s.count);
    some.iter().for_each(|(site, _)| each.entry(&sites[*site].law).or_default().1 += 1);
    for (law, (possible, got)) in each {
        assert_eq!(got, possible.min(10), "{law}");
    }
    // A law is chosen from as if it stood alone: what is added to another changes nothing here.
    let alone: Vec<Site> = sites.iter().filter(|s| &*s.law == "Zt").cloned().collect();
    let of_zt: Vec<(&str, usize, usize)> = some
        .iter()
        .map(|(i, n)| (&sites[*i], n))
        .filter(|(s, _)| &*s.law == "Zt")
        .map(|(s, n)| (&*s.citation, s.statement, *n))
        .collect();
    let expected = chosen(&alone, Some(10), 1);
    assert_eq!(
        of_zt,
        expected.iter().map(|(i, n)| (&*alone[*i].citation, alone[*i].statement, *n)).collect::<Vec<_>>()
    );
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
