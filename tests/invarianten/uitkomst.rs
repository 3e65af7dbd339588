//! What may not matter to an outcome: the derivation, the order of the file, facts no rule reads. And what must:
//! knowing more never takes back what was certain.

use super::PROGRAM;
use kanwel::case::{Case, Node, parse_json, parse_toml, read};
use kanwel::diagnostic::Diagnostic;
use kanwel::eval::{Assessment, Derivation, Settings, Verdict, assess};
use kanwel::render::{Names, Showing};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::hash::{DefaultHasher, Hash, Hasher};

/// One person; `None` is a fact the case does not mention.
#[derive(Clone, Debug)]
struct Person {
    born: Option<(u16, u8)>,
    wage: Option<u32>,
    savings: Option<u32>,
    address: Option<u8>,
    student: Option<bool>,
    detained: bool,
    costs: Option<u16>,
}

/// A generated household.
#[derive(Clone, Debug)]
pub struct Household {
    date: (u16, u8, u8),
    people: Vec<Person>,
    married: bool,
    parents: Vec<(usize, usize)>,
    hard: Option<bool>,
    complete: bool,
}

const ROLES: [&str; 5] = ["aanvrager", "tweede", "kind1", "kind2", "huisgenoot"];

/// A section of a case: its head, and keys with values.
type Section = (String, Vec<(&'static str, Value)>);

impl Household {
    /// A married couple with a child.
    pub fn example() -> Self {
        let adult = |wage, savings| Person {
            born: Some((1985, 2)),
            wage: Some(wage),
            savings: Some(savings),
            address: Some(1),
            student: Some(false),
            detained: false,
            costs: Some(120),
        };
        let child = Person { born: Some((2016, 7)), wage: Some(0), student: None, costs: None, ..adult(0, 0) };
        Self {
            date: (2026, 3, 1),
            people: vec![adult(900, 1_000), adult(400, 0), child],
            married: true,
            parents: vec![(0, 2), (1, 2)],
            hard: Some(true),
            complete: true,
        }
    }

    fn sections(&self) -> Vec<Section> {
        let mut out: Vec<Section> = Vec::new();
        for (role, p) in ROLES.iter().zip(&self.people) {
            let mut keys: Vec<(&'static str, Value)> = vec![("gedetineerd", json!(p.detained))];
            keys.extend(p.born.map(|(y, m)| ("geboortedatum", json!(format!("{y}-{m:02}")))));
            keys.extend(p.wage.map(|n| ("loon", json!(format!("€ {n} per maand")))));
            keys.extend(p.savings.map(|n| ("spaargeld", json!(format!("€ {n}")))));
            keys.extend(p.address.map(|n| ("adres_van_inschrijving", json!(format!("huis{n}")))));
            keys.extend(p.student.map(|b| ("student", json!(b))));
            out.push((format!("[personen.{role}]"), keys));
            if let Some(n) = p.costs {
                out.push((
                    format!("[personen.{role}.kosten.post_{role}]"),
                    vec![("bedrag_van_kosten", json!(format!("€ {n}")))],
                ));
            }
        }
        let relation = |kind: &str, a: usize, b: usize| {
            ("[[relaties]]".to_owned(), vec![("soort", json!(kind)), ("tussen", json!([ROLES[a], ROLES[b]]))])
        };
        if self.married && self.people.len() > 1 {
            out.push(relation("getrouwd", 0, 1));
        }
        out.extend(self.parents.iter().map(|(a, b)| relation("ouder", *a, *b)));
        out.extend(self.hard.map(|hard| {
            let keys = vec![
                ("open_norm", json!("Vb.lijdt_onder_grote_hardheid")),
                ("over", json!(["aanvrager"])),
                ("oordeel", json!(hard)),
                ("door", json!("college")),
                ("datum", json!("2023-01-01")),
            ];
            ("[[oordelen]]".to_owned(), keys)
        }));
        out
    }

    fn top(&self) -> String {
        let (y, m, d) = self.date;
        let complete = if self.complete { "volledig = [\"personen\", \"relaties\"]\n" } else { "" };
        format!("peildatum = {y}-{m:02}-{d:02}\n{complete}")
    }

    /// The case as TOML, as written.
    pub fn toml(&self) -> String {
        Self::written(&self.top(), &self.sections())
    }

    /// The same case in another order of sections and keys.
    fn shuffled(&self, seed: u64) -> String {
        let order = |what: &str| {
            let mut h = DefaultHasher::new();
            (seed, what).hash(&mut h);
            h.finish()
        };
        let mut all = self.sections();
        all.sort_by_key(|(head, keys)| order(&format!("{head}{keys:?}")));
        for (_, keys) in &mut all {
            keys.sort_by_key(|(key, _)| order(key));
        }
        Self::written(&self.top(), &all)
    }

    fn written(top: &str, all: &[Section]) -> String {
        // A whole date has no quotes in TOML; a month and all other values do.
        let shown = |k: &str, v: &Value| if k == "datum" { v.as_str().unwrap().to_owned() } else { v.to_string() };
        let lines =
            |keys: &[(&str, Value)]| keys.iter().map(|(k, v)| format!("{k} = {}\n", shown(k, v))).collect::<String>();
        all.iter().fold(top.to_owned(), |text, (head, keys)| format!("{text}\n{head}\n{}", lines(keys)))
    }

    /// The case as JSON.
    pub fn json(&self) -> String {
        let (y, m, d) = self.date;
        let mut people = serde_json::Map::new();
        for (role, (_, keys)) in ROLES.iter().zip(self.sections().iter().filter(|(h, _)| h.matches('.').count() == 1)) {
            people.insert((*role).to_owned(), keys.iter().map(|(k, v)| ((*k).to_owned(), v.clone())).collect());
        }
        json!({ "peildatum": format!("{y}-{m:02}-{d:02}"), "personen": people }).to_string()
    }
}

prop_compose! {
    fn person()(
        born in prop::option::weighted(0.9, (1940_u16..2026, 1_u8..13)),
        wage in prop::option::weighted(0.8, prop_oneof![Just(0_u32), 100..3_000_u32, 3_000..9_000_u32]),
        savings in prop::option::weighted(0.8, prop_oneof![Just(0_u32), 6_990..7_010_u32]),
        address in prop::option::weighted(0.8, 0_u8..2),
        student in prop::option::weighted(0.8, any::<bool>()),
        detained in prop::bool::weighted(0.1),
        costs in prop::option::weighted(0.3, 1_u16..500),
    ) -> Person {
        Person { born, wage, savings, address, student, detained, costs }
    }
}

prop_compose! {
    pub(super) fn household()(
        date in (2024_u16..2027, 1_u8..13, 1_u8..29),
        people in prop::collection::vec(person(), 1..5),
        married in any::<bool>(),
        parents in prop::collection::btree_set((0_usize..2, 2_usize..4), 0..4),
        hard in prop::option::of(any::<bool>()),
        complete in prop::bool::weighted(0.8),
    ) -> Household {
        let n = people.len();
        let parents = parents.into_iter().filter(|(a, b)| *a < n && *b < n).collect();
        Household { date, people, married, parents, hard, complete }
    }
}

fn case_of(root: &Node) -> (Case, Settings) {
    let reading = read(&PROGRAM, root);
    let wrong: Vec<_> = reading.diagnostics.iter().filter(|d| Diagnostic::is_error(d)).collect();
    let case = reading.case.unwrap_or_else(|| panic!("{wrong:#?}"));
    let settings = Settings::on(case.date.unwrap());
    (case, settings)
}

pub(super) fn assessed(toml: &str, derive: bool) -> (Case, Settings, Assessment) {
    let (case, settings) = case_of(&parse_toml(&"proef".into(), toml).unwrap());
    let outcome = assess(&PROGRAM, &case, &settings, None, derive);
    (case, settings, outcome)
}

/// What a machine reads of the outcome.
fn view(toml: &str) -> Value {
    let (case, settings, outcome) = assessed(toml, true);
    let names = Names { program: &PROGRAM, case: &case };
    serde_json::to_value(Showing { names, date: settings.date, version: "", derivations: false }.view(&outcome))
        .unwrap()
}

/// The same with every list in order of its text: the order of persons in the file shows in the order of answers.
fn unordered(value: Value) -> Value {
    match value {
        Value::Array(all) => {
            let mut all: Vec<Value> = all.into_iter().map(unordered).collect();
            all.sort_by_key(ToString::to_string);
            Value::Array(all)
        }
        Value::Object(mut all) => {
            // A joint right is told once, under the name of the holder that comes first in the file, and the
            // provisions are the ones that decide for that holder.
            if all.get("gezamenlijk_met").is_some_and(|j| j.as_array().is_some_and(|j| !j.is_empty())) {
                let holder = all.remove("houder").unwrap();
                all["gezamenlijk_met"].as_array_mut().unwrap().push(holder);
                for of_one_holder in ["bepalingen", "bronnen", "niet_voldaan", "uitwegen"] {
                    all.remove(of_one_holder);
                }
            }
            // A sentence lists what is missing in the order of the persons; the lists beside it hold the same.
            Value::Object(all.into_iter().filter(|(k, _)| k != "zin").map(|(k, v)| (k, unordered(v))).collect())
        }
        other => other,
    }
}

/// Right, holder, thing and verdict.
fn verdicts(a: &Assessment, case: &Case) -> Vec<(String, String, Option<String>, Verdict)> {
    let names = Names { program: &PROGRAM, case };
    a.outcomes
        .iter()
        .map(|o| {
            let subject = o.subject.map(|s| case.name(s).to_string());
            (names.symbol(o.right), case.name(o.holder).to_string(), subject, o.verdict)
        })
        .collect()
}

fn bare(mut a: Assessment) -> Assessment {
    for o in &mut a.outcomes {
        o.derivation = Derivation::default();
    }
    a
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_derivation_changes_nothing(h in household()) {
        let toml = h.toml();
        prop_assert_eq!(bare(assessed(&toml, true).2), assessed(&toml, false).2, "{}", toml);
    }

    #[test]
    fn the_same_case_twice_gives_the_same_bytes(h in household()) {
        prop_assert_eq!(view(&h.toml()).to_string(), view(&h.toml()).to_string());
    }

    #[test]
    fn the_order_of_the_file_changes_nothing(h in household(), seed in any::<u64>()) {
        let (a, b) = (h.toml(), h.shuffled(seed));
        prop_assert_eq!(unordered(view(&a)), unordered(view(&b)), "{}\n---\n{}", a, b);
    }

    #[test]
    fn facts_no_rule_reads_change_nothing(h in household(), shoe in 20_u8..50, coffee in any::<bool>()) {
        let plain = h.toml();
        let facts = format!("schoenmaat = {shoe}\nhoudt_van_koffie = {coffee}\n");
        let more = plain.replace("]\ngedetineerd", &format!("]\n{facts}gedetineerd"));
        prop_assert!(more.len() > plain.len());
        prop_assert_eq!(view(&plain), view(&more));
    }

    /// Filling in what was open never turns a certain yes or no around.
    #[test]
    fn knowing_more_takes_nothing_back(h in household(), fill in person()) {
        let mut full = h.clone();
        for p in &mut full.people {
            p.born = p.born.or(fill.born).or(Some((1980, 1)));
            p.wage = p.wage.or(fill.wage).or(Some(500));
            p.savings = p.savings.or(fill.savings).or(Some(0));
            p.address = p.address.or(fill.address).or(Some(1));
            p.student = p.student.or(fill.student).or(Some(false));
        }
        full.hard = h.hard.or(Some(fill.detained));
        let (less_case, _, less) = assessed(&h.toml(), false);
        let (more_case, _, more) = assessed(&full.toml(), false);
        let known = verdicts(&more, &more_case);
        for (right, who, thing, verdict) in verdicts(&less, &less_case) {
            if !matches!(verdict, Verdict::Must | Verdict::No) {
                continue;
            }
            // A right that is joint with someone may be told under the other's name.
            let now = known.iter().find(|(r, w, t, _)| (r, w, t) == (&right, &who, &thing)).map(|(.., v)| *v);
            prop_assert!(
                now.is_none_or(|v| v == verdict),
                "{} of {}: {:?} became {:?}\n{}\n---\n{}", right, who, verdict, now, h.toml(), full.toml()
            );
        }
    }
}

/// The generator makes cases in which every verdict that matters occurs; otherwise the properties would be hollow.
#[test]
fn the_generator_reaches_yes_no_and_open() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..80 {
        let h = household().new_tree(&mut runner).unwrap().current();
        let (case, _, outcome) = assessed(&h.toml(), false);
        seen.extend(verdicts(&outcome, &case).into_iter().map(|v| v.3));
    }
    for wanted in [Verdict::Must, Verdict::No, Verdict::NoUnless, Verdict::Unknown, Verdict::Provided] {
        assert!(seen.contains(&wanted), "{wanted:?} never occurs: {seen:?}");
    }
}

#[test]
fn toml_and_json_give_the_same_case() {
    let mut h = Household::example();
    (h.married, h.hard, h.complete) = (false, None, false);
    h.parents.clear();
    h.people.iter_mut().for_each(|p| p.costs = None);
    let (toml, settings) = case_of(&parse_toml(&"a".into(), &h.toml()).unwrap());
    let (json, _) = case_of(&parse_json(&"a".into(), &h.json()).unwrap());
    assert_eq!(
        bare(assess(&PROGRAM, &toml, &settings, None, true)),
        bare(assess(&PROGRAM, &json, &settings, None, true))
    );
}
