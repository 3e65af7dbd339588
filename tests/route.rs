//! Routes: each replays, none has a step too many, and a search over every combination of the same steps finds no other.
//! A no comes with what would open a way, next to the neighbour that has one.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing)]

use kanwel::case::{Case, parse_toml, read};
use kanwel::db::Kanwel;
use kanwel::eval::{Lever, Settings, Standing as Why, Verdict, Want};
use kanwel::host;
use kanwel::ir::Program;
use kanwel::route::{
    Class, Goal, Kind, Level, Limits, Move, Obstacle, Routes, apply_all, knots, proof, routes, standings, wanted,
};
use kanwel::value::Value;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

static REAL: LazyLock<Arc<Program>> =
    LazyLock::new(|| host::load_rules(Some(&root().join("rules")), &[]).unwrap().corpus.program());

fn case_of(program: &Program, text: &str) -> Case {
    let node = parse_toml(&"casus.toml".into(), text).expect("toml");
    let reading = read(program, &node);
    assert!(reading.diagnostics.is_empty(), "{:?}", reading.diagnostics);
    reading.case.unwrap()
}

fn example(name: &str, change: impl Fn(String) -> String) -> (Case, Settings) {
    let text = host::read_text(&root().join("examples/casussen").join(name)).unwrap();
    let case = case_of(&REAL, &change(text));
    let settings = Settings::on(case.date.unwrap());
    (case, settings)
}

fn search(case: &Case, settings: &Settings, goals: &[Goal], steps: usize, tries: usize) -> Routes {
    routes(&REAL, case, settings, goals, Limits { steps, tries, doubt: false })
}

/// The one goal on a right of which the case heard a refusal, or that is named.
fn goal(program: &Program, case: &Case, right: &str) -> Goal {
    let all = Goal::on(program, case, program.find(right).unwrap(), case.entity("aanvrager"), case.entity("pension"));
    assert_eq!(all.len(), 1, "{all:?}");
    all[0].clone()
}

fn met(program: &Program, case: &Case, settings: &Settings, goals: &[Goal], moves: &[Move]) -> bool {
    let changed = apply_all(program, settings, case, moves).unwrap();
    standings(program, &changed, settings, goals).iter().all(|s| s.met)
}

/// Every route reaches the goals, and no longer does without any one of its steps.
fn sound_and_minimal(program: &Program, case: &Case, settings: &Settings, goals: &[Goal], found: &Routes) {
    for route in &found.routes {
        assert!(met(program, case, settings, goals, &route.moves), "{:?}", route.moves);
        for skipped in 0..route.moves.len() {
            let mut fewer = route.moves.clone();
            fewer.remove(skipped);
            let enough = lawful(program, case, settings, &fewer) && met(program, case, settings, goals, &fewer);
            assert!(!enough, "step {skipped} is not needed: {:?}", route.moves);
        }
    }
}

#[test]
fn every_route_of_every_example_replays_and_is_minimal() {
    let mut routes = 0;
    for path in host::files_below(&root().join("examples/casussen"), "toml").unwrap() {
        // A case may build on another one, so it is read as a file.
        let file = host::read_case(&path).unwrap_or_else(|e| panic!("{}", e.what));
        let case = read(&REAL, file.root.as_ref().unwrap()).case.unwrap();
        let settings = Settings::on(case.date.unwrap());
        for goal in wanted(&REAL, &case, &settings) {
            let goals = [goal];
            let found = search(&case, &settings, &goals, 4, 6);
            sound_and_minimal(&REAL, &case, &settings, &goals, &found);
            routes += found.routes.len();
        }
    }
    assert!(routes >= 10, "the examples have routes: {routes}");
}

#[test]
fn the_same_case_gives_the_same_routes() {
    let (case, settings) = example("student_zonder_wsf.toml", |t| t);
    let open = |g: &Goal| !standings(&REAL, &case, &settings, std::slice::from_ref(g)).iter().all(|s| s.met);
    let goals: Vec<Goal> = wanted(&REAL, &case, &settings).into_iter().filter(open).take(1).collect();
    let once = search(&case, &settings, &goals, 2, 60);
    assert_eq!(once, search(&case, &settings, &goals, 2, 60));
    assert!(!once.routes.is_empty());
}

fn kinds(moves: &[Move]) -> Vec<Kind> {
    let mut all: Vec<Kind> = moves.iter().map(|m| m.kind(&REAL)).collect();
    all.sort();
    all
}

const INDICATION: &str = "heeft.medische_of_psychosociale_indicatie_voor_dier = ";

#[test]
fn the_dog_and_the_clinic_without_knowing_of_an_indication() {
    let (case, settings) = example("hond_kliniek.toml", |t| t);
    let goals = [goal(&REAL, &case, "Pw.bijzondere_bijstand")];
    let found = search(&case, &settings, &goals, 4, 200);
    assert!(found.searched.complete);
    assert_eq!(found.routes.len(), 1);
    let route = &found.routes[0];
    assert_eq!(kinds(&route.moves), [Kind::Establish, Kind::Judge, Kind::Judge, Kind::Judge]);
    assert_eq!((route.class, route.reached[0].verdict), (Class::Bound, Some(Verdict::Must)));
    // The nearest neighbour: with three steps there is none, and the search does not say there never is.
    let shorter = search(&case, &settings, &goals, 3, 200);
    assert!(shorter.routes.is_empty() && shorter.searched.complete && shorter.searched.longer);
}

#[test]
fn with_an_indication_only_judgements_are_left() {
    let (case, settings) =
        example("hond_kliniek.toml", |t| t.replace(&format!("{INDICATION}\"onbekend\""), &format!("{INDICATION}true")));
    let goals = [goal(&REAL, &case, "Pw.bijzondere_bijstand")];
    let found = search(&case, &settings, &goals, 3, 200);
    assert_eq!(found.routes.len(), 1);
    assert_eq!(kinds(&found.routes[0].moves), [Kind::Judge; 3]);
}

#[test]
fn without_an_indication_the_citizen_must_get_one_first() {
    let (case, settings) = example("hond_kliniek.toml", |t| {
        t.replace(&format!("{INDICATION}\"onbekend\""), &format!("{INDICATION}false"))
    });
    let goals = [goal(&REAL, &case, "Pw.bijzondere_bijstand")];
    let found = search(&case, &settings, &goals, 4, 200);
    assert_eq!(found.routes.len(), 1);
    assert_eq!(kinds(&found.routes[0].moves), [Kind::Change, Kind::Judge, Kind::Judge, Kind::Judge]);
}

#[test]
fn a_rule_on_assistance_dogs_does_not_take_away_what_the_act_gives() {
    // Costs of a vet: the policy rule asks for an assistance dog, of which there is none.
    let (case, settings) = example("hond_kliniek.toml", |t| t.replace("\"huisdier\"", "\"dierenarts\""));
    let goals = [goal(&REAL, &case, "Pw.bijzondere_bijstand")];
    let found = search(&case, &settings, &goals, 4, 200);
    assert_eq!(found.routes.len(), 1);
    let dog = REAL.find("hulphond").unwrap();
    let read = |m: &Move| matches!(&m.lever, Lever::Fact { fact, .. } if *fact == dog);
    assert!(!found.routes[0].moves.iter().any(read), "{:?}", found.routes[0].moves);
}

#[test]
fn a_no_names_what_refuses_and_what_would_open_a_way() {
    let residence = |t: String| t.replace("\"nederlander\"", "\"geen_verblijf\"");
    let (case, settings) = example("alleenstaande_bijstand.toml", residence);
    let goals = [goal(&REAL, &case, "Pw.algemene_bijstand")];
    let limits = Limits::default();
    let found = routes(&REAL, &case, &settings, &goals, limits);
    assert!(found.routes.is_empty() && found.searched.complete && !found.searched.longer);
    let proof = proof(&REAL, &case, &settings, &goals, &found.searched, limits);
    assert!(proof.complete);
    let cited = |r| REAL.provision_of(r).unwrap().citation.to_string();
    let in_the_way: Vec<String> = proof.blocks.iter().map(|b| cited(b.part.rule())).collect();
    // The exclusion, and the exclusion from the hardship clause.
    assert!(in_the_way.contains(&"Pw artikel 11 lid 1".to_owned()), "{in_the_way:?}");
    assert!(in_the_way.contains(&"Pw artikel 16 lid 2".to_owned()), "{in_the_way:?}");
    // What opens a way does so: without it, the steps reach the goal; with it, they do not.
    assert!(!proof.openings.is_empty());
    for opening in &proof.openings {
        assert_eq!(opening.level, Level::Act);
        let mut without = settings.clone();
        without.without.push(opening.block.part);
        assert!(met(&REAL, &case, &without, &goals, &opening.moves));
        assert!(!met(&REAL, &case, &settings, &goals, &opening.moves));
    }
    // The nearest neighbour: the same person as a national needs no route.
    let (case, settings) = example("alleenstaande_bijstand.toml", |t| t);
    assert!(standings(&REAL, &case, &settings, &goals)[0].met);
}

#[test]
fn the_clinic_and_the_shelter_turn_on_judgements_of_the_wmo() {
    let (case, settings) = example("hond_kliniek.toml", |t| t);
    let goals = [goal(&REAL, &case, "Wmo.opvang")];
    let found = search(&case, &settings, &goals, 2, 100);
    assert!(!found.routes.is_empty());
    assert!(found.routes.iter().all(|r| kinds(&r.moves).contains(&Kind::Judge)), "{:?}", found.routes);
    sound_and_minimal(&REAL, &case, &settings, &goals, &found);
}

#[test]
fn the_hardship_clause_is_a_route_and_says_so() {
    let (case, settings) = example("student_mbo.toml", |t| t);
    let mut goal = goal(&REAL, &case, "Pw.algemene_bijstand");
    let found = search(&case, &settings, std::slice::from_ref(&goal), 1, 50);
    assert_eq!(found.routes.len(), 1);
    assert_eq!((kinds(&found.routes[0].moves), found.routes[0].class), (vec![Kind::Judge], Class::Hardship));
    // *May* is reached by the judgement; for *must* the clause has to be used as well.
    if let Goal::Right { want, .. } = &mut goal {
        *want = Want::Must;
    }
    let found = search(&case, &settings, std::slice::from_ref(&goal), 2, 50);
    assert!(found.routes.iter().any(|r| kinds(&r.moves) == [Kind::Judge, Kind::Hardship]), "{:?}", found.routes);
}

#[test]
fn the_brother_is_no_partner_with_a_request_and_a_judgement_on_the_rent() {
    let (case, settings) = example("broer_ingetrokken.toml", |t| t);
    let (sister, brother) = (case.entity("aanvrager").unwrap(), case.entity("broer").unwrap());
    let what = REAL.find("Awir.partner").unwrap();
    let goals = [Goal::Truth { what, about: vec![sister, brother], who: None, wanted: false }];
    let found = search(&case, &settings, &goals, 2, 60);
    assert!(found.routes.iter().any(|r| kinds(&r.moves) == [Kind::Ask, Kind::Judge]), "{:?}", found.routes);
    assert!(found.routes.iter().any(|r| kinds(&r.moves) == [Kind::Change]), "one of the two moves out");
    // Another law gains by it: the health care allowance returns, with an amount.
    let allowance = REAL.find("Zt.zorgtoeslag").unwrap();
    let first = &found.routes[0];
    assert!(first.effects.iter().any(|e| e.right == allowance && e.after.0 == Verdict::Must));
    assert!(first.total.per_month.is_some());
    sound_and_minimal(&REAL, &case, &settings, &goals, &found);
}

// ---------------------------------------------------------------- small laws, every combination

const FACTS: &str = r#"regeling Kern "Feiten"
  rang werkinstructie

feit persoon P is ziek
  vraag "Is {P} ziek?"
  niet wijzigbaar

feit persoon P is student
  vraag "Is {P} student?"
  wijzigbaar door burger

feit persoon P is dakloos
  vraag "Is {P} dakloos?"
  wijzigbaar door burger

feit persoon P is verzekerd
  vraag "Is {P} verzekerd?"

feit loon van persoon P geeft € per maand
  vraag "Hoeveel loon heeft {P} per maand?"
  wijzigbaar door burger
  grens ten minste € 0 per maand en ten hoogste € 10.000 per maand

onmogelijk "student en dakloos tegelijk"
  voor persoon P
  als P is student en P is dakloos
"#;

fn article(number: &str, statements: &str) -> String {
    let head =
        format!("\nartikel {number} \"Bepaling\"\n  geldig van 2020-01-01\n  gelezen 2024-01-01\n  kern \"Toets.\"\n");
    let lines: Vec<String> = statements.lines().map(|l| format!("  {l}\n")).collect();
    head + &lines.concat()
}

fn small(articles: &[(&str, &str)]) -> Arc<Program> {
    let law: String = articles.iter().map(|(n, s)| article(n, s)).collect();
    let law = format!("regeling Tw \"Toetswet\"\n  rang wet\n  orgaan college\n{law}");
    let corpus = Kanwel::new(vec![("kern.regel".to_owned(), FACTS.to_owned()), ("tw.regel".to_owned(), law)]);
    let errors = corpus.diagnostics().into_iter().filter(kanwel::diagnostic::Diagnostic::is_error);
    let errors: Vec<String> = errors.map(|d| format!("{} {:?}", d.title, d.help)).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    corpus.program()
}

fn household(program: &Program, facts: &str) -> (Case, Settings) {
    let text = format!(
        "formaat = 1\ntitel = \"Toets\"\npeildatum = 2026-03-01\nvolledig = [\"personen\"]\n\n[personen.aanvrager]\n{facts}\n"
    );
    let case = case_of(program, &text);
    let settings = Settings::on(case.date.unwrap());
    (case, settings)
}

/// The minimal solving combinations of at most so many of these steps, each as a set of positions.
fn by_force(
    program: &Program,
    case: &Case,
    settings: &Settings,
    goals: &[Goal],
    pool: &[Move],
    steps: usize,
) -> BTreeSet<BTreeSet<usize>> {
    let mut found: BTreeSet<BTreeSet<usize>> = BTreeSet::new();
    let mut all: Vec<u32> = (0..1_u32 << pool.len()).filter(|m| m.count_ones() as usize <= steps).collect();
    all.sort_by_key(|m| m.count_ones());
    for mask in all {
        let set: BTreeSet<usize> = (0..pool.len()).filter(|i| mask >> i & 1 == 1).collect();
        let moves: Vec<Move> = set.iter().map(|i| pool[*i].clone()).collect();
        let twice = moves.iter().enumerate().any(|(i, a)| moves[i + 1..].iter().any(|b| a.lever.same_thing(&b.lever)));
        let larger = found.iter().any(|f| f.is_subset(&set));
        if !twice && !larger && lawful(program, case, settings, &moves) && met(program, case, settings, goals, &moves) {
            found.insert(set);
        }
    }
    found
}

/// No power whose conditions are not met, and nothing impossible.
fn lawful(program: &Program, case: &Case, settings: &Settings, moves: &[Move]) -> bool {
    let changed = apply_all(program, settings, case, moves).unwrap();
    let mut ev = kanwel::eval::Evaluator::new(program, &changed, settings);
    let used = moves.iter().all(|m| match &m.lever {
        Lever::Use(power, about) => ev.may_use(*power, about).0 == Some(true),
        _ => true,
    });
    used && kanwel::eval::impossible(program, &changed, settings).is_empty()
}

fn agrees_with_force(program: &Program, case: &Case, settings: &Settings, goals: &[Goal], steps: usize) -> usize {
    let found = routes(program, case, settings, goals, Limits { steps, ..Limits::default() });
    assert!(found.searched.complete);
    // Every step a search of one more step considers, so that the pool holds what this one may have missed.
    let wider = routes(program, case, settings, goals, Limits { steps: steps + 1, ..Limits::default() });
    let pool = wider.searched.considered;
    assert!(pool.len() <= 14, "small: {}", pool.len());
    let sets = |r: &kanwel::route::Route| -> BTreeSet<usize> {
        r.moves.iter().map(|m| pool.iter().position(|p| p == m).unwrap()).collect()
    };
    let mut by_search: BTreeSet<BTreeSet<usize>> = found.routes.iter().map(sets).collect();
    if found.now.iter().all(|s| s.met) {
        by_search.insert(BTreeSet::new());
    }
    assert_eq!(by_search, by_force(program, case, settings, goals, &pool, steps), "{pool:#?}");
    sound_and_minimal(program, case, settings, goals, &found);
    found.routes.len()
}

static LAW: LazyLock<Arc<Program>> = LazyLock::new(|| {
    small(&[
        (
            "1",
            "recht op hulp van persoon P jegens college\n  op aanvraag\n  als P is dakloos of (P is verzekerd en P is rechthebbende)",
        ),
        (
            "2",
            "begrip persoon P is rechthebbende\n  als loon van P is minder dan € 1.000 per maand\nook persoon P is rechthebbende\n  als ter beoordeling P is kwetsbaar\nopen norm persoon P is kwetsbaar\n  vraag \"Is {P} kwetsbaar?\"\n  beoordeling door college",
        ),
        ("3", "geen recht op hulp van persoon P\n  als P is student"),
        (
            "4",
            "hardheidsclausule college kan afwijken van artikel 3 voor persoon P\n  in afwijking van artikel 3\n  als ter beoordeling P heeft nood\nopen norm persoon P heeft nood\n  vraag \"Is {P} in nood?\"\n  beoordeling door college",
        ),
        ("5", "nooit persoon P is rechthebbende\n  als P is ziek"),
    ])
});

fn fact(name: &str, value: Option<bool>) -> String {
    value.map_or_else(String::new, |v| format!("{name} = {v}\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn the_search_agrees_with_trying_everything(
        ill in any::<Option<bool>>(), student in any::<Option<bool>>(), homeless in any::<Option<bool>>(),
        insured in any::<Option<bool>>(), wage in prop::option::of(0_u32..3_000), must in any::<bool>(), steps in 1_usize..4,
    ) {
        prop_assume!(!(student == Some(true) && homeless == Some(true)));
        let facts = [
            fact("ziek", ill), fact("student", student), fact("dakloos", homeless), fact("verzekerd", insured),
            wage.map_or_else(String::new, |w| format!("loon = \"€ {w} per maand\"\n")),
        ].concat();
        let (case, settings) = household(&LAW, &facts);
        let mut goal = goal(&LAW, &case, "Tw.hulp");
        if let (Goal::Right { want, .. }, true) = (&mut goal, must) {
            *want = Want::Must;
        }
        agrees_with_force(&LAW, &case, &settings, &[goal], steps);
    }
}

#[test]
fn a_refusal_that_may_be_set_aside_is_no_yes_while_the_ground_is_open() {
    let (case, settings) = household(&LAW, "student = true\nverzekerd = true\nziek = false");
    let goals = [goal(&LAW, &case, "Tw.hulp")];
    // The hardship clause alone does not make the right stand: the ground turns on a wage that nobody knows.
    let one = routes(&LAW, &case, &settings, &goals, Limits { steps: 1, ..Limits::default() });
    assert!(one.routes.is_empty(), "{:?}", one.routes);
    // With the wage established as well it does.
    let two = routes(&LAW, &case, &settings, &goals, Limits { steps: 2, ..Limits::default() });
    assert!(two.routes.iter().any(|r| kinds(&r.moves) == [Kind::Establish, Kind::Judge]), "{:?}", two.routes);
    agrees_with_force(&LAW, &case, &settings, &goals, 2);
}

#[test]
fn what_nobody_may_change_is_no_step() {
    let (case, settings) = household(
        &LAW,
        "ziek = true\nstudent = false\ndakloos = false\nverzekerd = true\nloon = \"€ 2.000 per maand\"",
    );
    let goals = [goal(&LAW, &case, "Tw.hulp")];
    let found = routes(&LAW, &case, &settings, &goals, Limits::default());
    // Illness excludes and cannot be changed; only the other ground is left.
    assert_eq!(found.routes.len(), 1);
    let Lever::Fact { fact, standing, .. } = &found.routes[0].moves[0].lever else { panic!("a fact") };
    assert_eq!(LAW.symbol(*fact).unwrap().signature.sym.to_string(), "dakloos");
    assert_eq!(*standing, Why::Changeable("burger".into()));
}

#[test]
fn a_number_changes_to_the_line_and_no_further() {
    let (case, settings) = household(
        &LAW,
        "ziek = false\nstudent = false\nverzekerd = true\nloon = \"€ 2.000 per maand\"\ndakloos = false",
    );
    let goals = [goal(&LAW, &case, "Tw.hulp")];
    let found = routes(&LAW, &case, &settings, &goals, Limits { steps: 1, ..Limits::default() });
    let amounts: Vec<String> = found
        .routes
        .iter()
        .filter_map(|r| match &r.moves[0].lever {
            Lever::Fact { to: kanwel::eval::Chosen::Value(Value::Number(n)), .. } => {
                Some(kanwel::value::dutch_money(*n))
            }
            _ => None,
        })
        .collect();
    assert_eq!(amounts, ["€ 999,99"]);
}

#[test]
fn an_impossible_case_is_no_route() {
    let law = small(&[(
        "1",
        "recht op hulp van persoon P jegens college\n  op aanvraag\n  als P is student en P is dakloos",
    )]);
    let (case, settings) = household(&law, "student = true\ndakloos = false");
    let goals = [goal(&law, &case, "Tw.hulp")];
    assert_eq!(agrees_with_force(&law, &case, &settings, &goals, 2), 0);
    // The nearest neighbour: one of the two is not asked.
    let law = small(&[(
        "1",
        "recht op hulp van persoon P jegens college\n  op aanvraag\n  als P is niet student en P is dakloos",
    )]);
    let (case, settings) = household(&law, "student = true\ndakloos = false");
    let goals = [goal(&law, &case, "Tw.hulp")];
    assert_eq!(agrees_with_force(&law, &case, &settings, &goals, 2), 1);
}

#[test]
fn the_smallest_change_of_law_is_one_provision_with_its_level() {
    let rules = [
        ("1", "recht op hulp van persoon P jegens college\n  op aanvraag\n  als P is verzekerd en P is ziek"),
        ("2", "geen recht op hulp van persoon P\n  als P is ziek"),
    ];
    let law = small(&rules);
    let (case, settings) = household(&law, "ziek = true\nverzekerd = true");
    let goals = [goal(&law, &case, "Tw.hulp")];
    let found = routes(&law, &case, &settings, &goals, Limits::default());
    assert!(found.routes.is_empty() && !found.searched.longer);
    let no = proof(&law, &case, &settings, &goals, &found.searched, Limits::default());
    let cited = |r| law.provision_of(r).unwrap().citation.to_string();
    let opens: Vec<(String, Level, usize)> =
        no.openings.iter().map(|o| (cited(o.block.part.rule()), o.level, o.moves.len())).collect();
    assert!(opens.contains(&("Tw artikel 2".to_owned(), Level::Act, 0)), "{opens:?}");
    // The nearest neighbour: without article 2 the right stands, and there is nothing to prove.
    let law = small(&rules[..1]);
    let (case, settings) = household(&law, "ziek = true\nverzekerd = true");
    let goals = [goal(&law, &case, "Tw.hulp")];
    assert!(standings(&law, &case, &settings, &goals)[0].met);
}

#[test]
fn a_knot_unlocks_what_it_says_and_is_on_every_route() {
    let law = small(&[
        ("1", "recht op hulp van persoon P jegens college\n  op aanvraag\n  als P is verzekerd"),
        ("2", "recht op steun van persoon P jegens college\n  op aanvraag\n  als P is verzekerd en P is dakloos"),
        ("3", "recht op raad van persoon P jegens college\n  op aanvraag\n  als P is student"),
    ]);
    let (case, settings) = household(&law, "dakloos = true\nstudent = false");
    let goals: Vec<Goal> = ["Tw.hulp", "Tw.steun", "Tw.raad"].map(|r| goal(&law, &case, r)).to_vec();
    let found = knots(&law, &case, &settings, &goals, Limits { steps: 2, ..Limits::default() });
    let first = &found.knots[0];
    let Obstacle::Step(step) = &first.obstacle else { panic!("a step") };
    assert!(matches!(&step.lever, Lever::Fact { fact, .. } if Some(*fact) == law.find("verzekerd")));
    assert_eq!((first.unlocks.as_slice(), first.unavoidable.as_slice()), (&[0, 1][..], &[0, 1][..]));
    // Replayed: exactly the goals it unlocks are met.
    let changed = apply_all(&law, &settings, &case, std::slice::from_ref(step)).unwrap();
    let after: Vec<bool> = standings(&law, &changed, &settings, &goals).iter().map(|s| s.met).collect();
    assert_eq!(after, [true, true, false]);
}

#[test]
fn several_goals_are_wanted_together() {
    let law = small(&[
        ("1", "recht op hulp van persoon P jegens college\n  op aanvraag\n  als P is student"),
        ("2", "recht op steun van persoon P jegens college\n  op aanvraag\n  als P is verzekerd"),
    ]);
    let (case, settings) = household(&law, "student = false");
    let goals = [goal(&law, &case, "Tw.hulp"), goal(&law, &case, "Tw.steun")];
    let found = routes(&law, &case, &settings, &goals, Limits { steps: 2, ..Limits::default() });
    assert_eq!(found.routes.len(), 1);
    assert_eq!(found.routes[0].moves.len(), 2);
}
