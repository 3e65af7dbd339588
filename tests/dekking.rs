//! Coverage: a statement is decisive when a test fails without it, and not when none does; the lists of articles that ship fit
//! the rules that ship.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing)]

mod gedeeld;

use gedeeld::{fixture, kanwel_in};
use insta_cmd::assert_cmd_snapshot;
use kanwel::coverage::{ArticleList, PartKind, State, TestedStatement, laws, list, tests};
use kanwel::db::Kanwel;
use kanwel::host;
use kanwel::ir::{Program, RuleId};
use kanwel::suite::{Prepared, Stated, parse};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

const WORDS: &str = "regeling Kern \"Woorden\"\n  rang werkinstructie\n\nfeit persoon P is arm\n  vraag \"Is {P} arm?\"\n\nfeit persoon P is ziek\n  vraag \"Is {P} ziek?\"\n\nfeit persoon P is rijk\n  vraag \"Is {P} rijk?\"\n";

const LAW: &str = "regeling Wh \"Wet\"\n  rang wet\n  bron BWBR0000000\n  orgaan college\n\nartikel 1 lid 1 \"Hulp\"\n  geldig van 2026-01-01\n  gelezen 2026-01-01\n  kern \"Wie arm en ziek is, krijgt hulp.\"\n  recht op hulp van persoon P jegens college\n    ambtshalve\n    als P is arm en P is ziek\n    tenzij P is rijk\n\nartikel 1 lid 2 \"Toch niet\"\n  geldig van 2026-01-01\n  gelezen 2026-01-01\n  kern \"Nooit.\"\n  geen recht op hulp van persoon P\n    als ter beoordeling P heeft pech\n  open norm persoon P heeft pech\n    vraag \"Heeft {P} pech?\"\n    beoordeling door college\n";

fn program() -> Arc<Program> {
    let corpus = Kanwel::new([("w.regel".to_owned(), LAW.to_owned()), ("k.regel".to_owned(), WORDS.to_owned())]);
    let wrong: Vec<String> = corpus.diagnostics().iter().map(|d| d.title.clone()).collect();
    assert!(corpus.diagnostics().iter().all(|d| !d.is_error()), "{wrong:?}");
    corpus.program()
}

/// What tests of rows show: arm, ziek, rijk, judgment, verdict.
fn shown(rows: &[(bool, bool, bool, bool, &str)]) -> Vec<TestedStatement> {
    let program = program();
    let suites: Vec<_> = rows
        .iter()
        .map(|(poor, ill, rich, luck, verdict)| {
            parse(&format!(
                "```casus\n[personen.x]\narm = {poor}\nziek = {ill}\nrijk = {rich}\n[[oordelen]]\nopen_norm = \"Wh.pech\"\nover = \"x\"\noordeel = {luck}\ndoor = \"college\"\ndatum = 2026-01-01\n```\n```verwacht\nop 2026-03-01\noordeel Wh.hulp van x: {verdict}\n```\n"
            ))
        })
        .collect();
    let none = |_: &str| Err(String::new());
    let trials: Vec<Stated<'_>> = suites
        .iter()
        .flat_map(|s| &s.tests)
        .map(|t| {
            Stated::new(&program, &Prepared::new(&"toets".into(), t.clone(), &none), t.name.clone())
                .expect("the test holds")
        })
        .collect();
    let (found, wrong) = laws(&program, &[], Some("Wh"));
    assert!(wrong.is_empty());
    let statements: Vec<RuleId> = found.iter().flat_map(|l| l.statements()).collect();
    tests(&program, &trials, &statements).into_values().collect()
}

#[test]
fn a_ground_is_decisive_when_the_right_is_given() {
    let given = shown(&[(true, true, false, false, "moet")]);
    assert_eq!(given[0].decisive, Some(0));
    // Its conditions were never false: no test shows that they matter.
    assert!(given[0].parts.iter().all(|p| p.decisive.is_none() && !(p.answers.yes && p.answers.no)));
    let refused = shown(&[(false, true, false, false, "nee")]);
    assert_eq!(refused[0].decisive, None);
}

#[test]
fn a_condition_is_decisive_when_it_alone_fails() {
    let ill_only = shown(&[(false, true, false, false, "nee")]);
    let decisive = |s: &TestedStatement| s.parts.iter().map(|p| p.decisive.is_some()).collect::<Vec<_>>();
    assert_eq!(decisive(&ill_only[0]), [true, false, false]);
    // Both fail: leaving out either changes nothing.
    let neither = shown(&[(false, false, false, false, "nee")]);
    assert_eq!(decisive(&neither[0]), [false, false, false]);
    let rich = shown(&[(true, true, true, false, "nee")]);
    assert_eq!(decisive(&rich[0]), [false, false, true]);
    assert_eq!(rich[0].parts[2].part, PartKind::Unless);
}

#[test]
fn an_open_norm_is_decisive_when_its_answer_matters() {
    let matters = shown(&[(true, true, false, true, "nee")]);
    assert_eq!([matters[1].decisive, matters[2].decisive], [Some(0), Some(0)]);
    // Nothing to refuse: the answer changes nothing.
    let idle = shown(&[(false, true, false, true, "nee")]);
    assert_eq!([idle[1].decisive, idle[2].decisive], [None, None]);
}

#[test]
fn the_first_decisive_test_is_named_whatever_the_number_of_threads() {
    let rows =
        [(false, true, false, false, "nee"), (true, true, false, false, "moet"), (true, true, false, false, "moet")];
    assert_eq!(shown(&rows)[0].decisive, Some(1));
    assert_eq!(shown(&rows), shown(&rows));
}

fn read(text: &str) -> ArticleList {
    list("w.toml", text).expect("readable")
}

#[test]
fn a_paragraph_is_encoded_left_out_or_missing() {
    let program = program();
    let text = "wet = \"Wh\"\nvolledig = true\nartikel = [\n{ nummer = \"1\", leden = [\"1\", \"2\", \"3\", \"4\"], weggelaten = { 3 = \"boete\" } },\n{ nummer = \"2\" },\n]\n";
    let (found, wrong) = laws(&program, &[read(text)], None);
    assert!(wrong.is_empty());
    let states: Vec<&State> = found[0].articles.iter().flat_map(|a| &a.units).map(|u| &u.state).collect();
    assert!(matches!(
        states.as_slice(),
        [State::Encoded(_), State::OpenNorm(_), State::LeftOut(r), State::Missing, State::Missing] if &**r == "boete"
    ));
}

#[test]
fn the_lists_that_ship_fit_the_rules_that_ship() {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let program = host::load_rules(Some(&rules), &[]).unwrap().corpus.program();
    let files = host::article_files(Some(&rules)).unwrap();
    let lists: Vec<ArticleList> = files.0.iter().map(|(path, text)| list(path, text).expect("readable")).collect();
    let (found, wrong) = laws(&program, &lists, None);
    let wrong: Vec<&str> = wrong.iter().map(|d| d.title.as_str()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    // Every law has a list; only files of shared words and facts have none.
    let without: Vec<&str> =
        found.iter().filter(|l| l.list.is_none() && l.statements().next().is_some()).map(|l| &*l.law).collect();
    assert!(without.is_empty(), "laws without a list of articles: {without:?}");
}

/// The half of `docs/dekking.md` that needs no tests to be run: a line per law, with the paragraphs counted.
#[test]
fn the_page_has_the_numbers_of_the_lists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rules = root.join("rules");
    let program = host::load_rules(Some(&rules), &[]).unwrap().corpus.program();
    let files = host::article_files(Some(&rules)).unwrap();
    let lists: Vec<ArticleList> = files.0.iter().map(|(path, text)| list(path, text).expect("readable")).collect();
    let page = host::read_text(&root.join("docs/dekking.md")).unwrap();
    for law in laws(&program, &lists, None).0 {
        let units = || law.articles.iter().flat_map(|a| &a.units);
        let (all, coded) = (units().count(), units().filter(|u| u.state.encoded()).count());
        let row = format!("| {} | {all} | {coded} (", law.law);
        let help = "run `cargo run --release -- dekking --formaat md > docs/dekking.md`";
        assert!(page.contains(&row), "docs/dekking.md lacks `{row}`: {help}");
    }
}

/// `kanwel` in `tests/cli/dekking`, as users see it.
#[test]
fn the_command_as_users_see_it() {
    for (name, arguments) in [
        ("tekst", vec!["dekking"]),
        ("een_wet", vec!["dekking", "--wet", "Vb"]),
        ("json", vec!["coverage", "--formaat", "json"]),
        ("md", vec!["dekking", "--formaat", "md"]),
        ("html", vec!["dekking", "--formaat", "html"]),
        ("wet_onbekend", vec!["dekking", "--wet", "vb"]),
        ("lijst_onbekend", vec!["dekking", "--regels", "onbekend"]),
        ("lijst_weggelaten", vec!["dekking", "--regels", "weggelaten"]),
        ("geen_lijst", vec!["dekking", "--regels", "../werkmap/rules"]),
    ] {
        assert_cmd_snapshot!(name, kanwel_in(&fixture("dekking"), &arguments));
    }
}

/// The tests of the suites that state an outcome and hold.
fn stated(program: &Program) -> Vec<Stated<'_>> {
    let mut all = Vec::new();
    for file in host::files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite"), "md").unwrap() {
        let name: Arc<str> = host::name_of(&file).as_str().into();
        let bases = |base: &str| host::read_base(&file, base);
        let suite = parse(&host::read_text(&file).unwrap());
        all.extend(suite.tests.into_iter().map(|t| Prepared::new(&name, t, &bases)));
    }
    all.par_iter().filter_map(|t| Stated::new(program, t, t.test.name.clone())).collect()
}

/// For every file of rules a test must fail without one of its statements; else nobody would notice that the file is gone.
#[test]
fn every_file_of_rules_has_a_test_that_turns_on_it() {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let program = host::load_rules(Some(&rules), &[]).unwrap().corpus.program();
    let mut files: BTreeMap<&str, Vec<RuleId>> = BTreeMap::new();
    for law in laws(&program, &[], None).0 {
        for id in law.statements() {
            let block: &str = &program.rule(id).unwrap().rule.place.block;
            files.entry(block.split('#').next().unwrap()).or_default().push(id);
        }
    }
    assert!(files.len() > 20, "{:?}", files.keys());
    let trials = stated(&program);
    // Without tests nothing turns on anything.
    let first: Vec<RuleId> = files.values().flatten().copied().take(20).collect();
    assert!(tests::<Stated<'_>>(&program, &[], &first).values().all(|s| s.decisive.is_none()));
    // A few statements of each file mostly settle it; the rest is only asked where they do not.
    for most in [3, usize::MAX] {
        let asked: Vec<RuleId> = files.values().flat_map(|all| all.iter().copied().take(most)).collect();
        let found = tests(&program, &trials, &asked);
        files.retain(|_, all| !all.iter().any(|id| found.get(id).is_some_and(|s| s.decisive.is_some())));
    }
    let short: Vec<&str> = files.into_keys().collect();
    assert!(short.is_empty(), "no test turns on any statement of {short:#?}");
}
