//! Findings on the example cases: what may not matter does not matter, and the deciding facts decide.

use super::root;
use kanwel::case::{Case, Node, NodeKind, read};
use kanwel::conflict::{Finding, conflicts};
use kanwel::eval::{Settings, assess};
use kanwel::host;
use kanwel::ir::Program;
use kanwel::render::{FindingView, Names, Showing};
use kanwel::room::room;
use proptest::prelude::*;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, LazyLock, OnceLock};

pub(super) static LAWS: LazyLock<Arc<Program>> = LazyLock::new(|| {
    let loaded = host::load_rules(Some(&root().join("rules")), &[]);
    loaded.unwrap_or_else(|e| panic!("{}", e.what)).corpus.program()
});

/// The example cases as trees, by name.
pub(super) static CASES: LazyLock<Vec<(String, Node)>> = LazyLock::new(|| {
    let files = host::files_below(&root().join("examples/casussen"), "toml").unwrap();
    let tree = |p: &std::path::PathBuf| {
        let name = p.file_stem().unwrap().to_string_lossy().into_owned();
        (name, host::read_case(p).unwrap_or_else(|e| panic!("{}", e.what)).root.unwrap())
    };
    files.iter().map(tree).collect()
});

/// The findings on every example, worked out once for all tests.
static FOUND: LazyLock<Vec<OnceLock<Vec<Finding>>>> = LazyLock::new(|| CASES.iter().map(|_| OnceLock::new()).collect());

fn found_on(i: usize) -> &'static [Finding] {
    FOUND[i].get_or_init(|| found(&case(&CASES[i].1)))
}

pub(super) fn case(node: &Node) -> Case {
    read(&LAWS, node).case.expect("a case")
}

fn found(case: &Case) -> Vec<Finding> {
    let settings = Settings::on(case.date.unwrap());
    let assessment = assess(&LAWS, case, &settings, None, true);
    conflicts(&LAWS, case, &settings, &assessment, &room(&LAWS, case, &settings, &assessment))
}

fn views(case: &Case, found: &[Finding]) -> Vec<FindingView> {
    let names = Names { program: &LAWS, case };
    Showing { names, date: case.date.unwrap(), version: "", derivations: false }.conflicts(found)
}

fn views_on(i: usize) -> Vec<FindingView> {
    views(&case(&CASES[i].1), found_on(i))
}

/// What must stay the same, in no order.
fn gist(all: &[FindingView]) -> Vec<(String, String, Vec<String>)> {
    let sorted = |mut list: Vec<String>| {
        list.sort();
        list
    };
    let one = |f: &FindingView| (f.code.clone(), f.hersteladres.clone(), sorted(f.bepalingen.clone()));
    let mut out: Vec<_> = all.iter().map(one).collect();
    out.sort();
    out
}

/// The same tree with the entries of every table below the top in another order. Who comes first in a case is whom it is
/// about, so the persons keep their place.
pub(super) fn shuffled(node: &Node, seed: u64, keep: bool) -> Node {
    let NodeKind::Table(entries) = &node.kind else { return node.clone() };
    let order = |key: &str| {
        let mut h = DefaultHasher::new();
        (seed, key).hash(&mut h);
        h.finish()
    };
    let mut entries: Vec<_> =
        entries.iter().map(|(k, p, v)| (k.clone(), p.clone(), shuffled(v, seed, &**k == "personen"))).collect();
    if !keep {
        entries.sort_by_key(|(k, _, _)| order(k));
    }
    Node { kind: NodeKind::Table(entries), place: node.place.clone() }
}

/// Someone at another address whom nothing ties to the household.
fn stranger(node: &Node, age: u16, wage: u32) -> Node {
    let NodeKind::Table(mut entries) = node.kind.clone() else { return node.clone() };
    for (key, _, people) in &mut entries {
        if let (true, NodeKind::Table(all)) = (&**key == "personen", &mut people.kind) {
            let text = |t: String| NodeKind::Text(t.into());
            let facts = [
                ("geboortedatum", text(format!("{}-05", 2026 - age))),
                ("verblijf", text("nederlander".to_owned())),
                ("woonadres", text("heel_ergens_anders".to_owned())),
                ("hoofdverblijf", text("heel_ergens_anders".to_owned())),
                ("arbeidsinkomen", text(format!("€ {wage} per maand"))),
                ("jaarinkomen", text(format!("€ {} per jaar", wage * 12))),
            ];
            let facts = facts
                .into_iter()
                .map(|(k, v)| (k.into(), node.place.clone(), Node { kind: v, place: node.place.clone() }));
            let person = Node { kind: NodeKind::Table(facts.collect()), place: node.place.clone() };
            all.push(("onbekende".into(), node.place.clone(), person));
        }
    }
    Node { kind: NodeKind::Table(entries), place: node.place.clone() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_a_case_does_not_matter(i in 0_usize..1000, seed in any::<u64>()) {
        let i = i % CASES.len();
        let (name, node) = &CASES[i];
        let other = case(&shuffled(node, seed, false));
        prop_assert_eq!(gist(&views_on(i)), gist(&views(&other, &found(&other))), "{}", name);
    }

    #[test]
    fn a_stranger_changes_no_finding(i in 0_usize..1000, age in 30_u16..60, wage in 1500_u32..4000) {
        let i = i % CASES.len();
        let (name, node) = &CASES[i];
        let other = case(&stranger(node, age, wage));
        let who = other.entity("onbekende").unwrap();
        // What is about the stranger alone is not about the household.
        let mine: Vec<Finding> =
            found(&other).into_iter().filter(|f| f.touches.is_empty() || f.touches.iter().any(|t| t.holder != who)).collect();
        prop_assert_eq!(gist(&views_on(i)), gist(&views(&other, &mine)), "{}", name);
    }

    #[test]
    fn without_a_deciding_fact_there_is_no_such_finding(i in 0_usize..1000, pick in any::<prop::sample::Index>()) {
        let i = i % CASES.len();
        let (name, node) = &CASES[i];
        let whole = case(node);
        let decided: Vec<&Finding> = found_on(i).iter().filter(|f| !f.facts.is_empty()).collect();
        prop_assume!(!decided.is_empty());
        let finding = pick.get(&decided);
        // Only the deciding facts among those that were read, and then one less.
        let read_first = &finding.facts[pick.index(finding.facts.len())];
        let mut less = whole.clone();
        less.facts.remove(read_first);
        let sides = |f: &Finding| f.sides.iter().map(|s| s.rules.clone()).collect::<Vec<_>>();
        let same = |f: &Finding| f.code == finding.code && f.touches == finding.touches && sides(f) == sides(finding);
        let kept = found(&less).iter().filter(|f| same(f)).all(|f| f.facts != finding.facts);
        prop_assert!(kept, "{}: {:?} does not decide", name, finding.code);
    }
}
