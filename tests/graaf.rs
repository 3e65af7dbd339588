//! The provision graph on small laws: every kind of arrow, next to the nearest text that does not draw it; parts of the
//! graph; what DOT, JSON and SVG hold.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing)]

use kanwel::db::Kanwel;
use kanwel::eval::{Settings, assess};
use kanwel::explain::entangled;
use kanwel::graph::{Graph, Start, circles, start};
use kanwel::ir::Program;
use kanwel::render::{GraphView, dot, svg};
use kanwel::value::Date;
use std::sync::Arc;

const BASE: &str = r#"regeling Kern "Feiten"
  rang werkinstructie

feit geboortedatum van persoon P geeft datum
  vraag "Wanneer is {P} geboren?"

feit woongemeente van persoon P geeft gemeente
  vraag "In welke gemeente woont {P}?"

feit persoon P is ziek
  vraag "Is {P} ziek?"

feit persoon P is student
  vraag "Is {P} student?"
"#;

/// A provision of the test law; `number` may name a paragraph.
fn article(number: &str, statements: &str) -> String {
    let kop =
        format!("\nartikel {number} \"Bepaling\"\n  geldig van 2020-01-01\n  gelezen 2024-01-01\n  kern \"Toets.\"\n");
    let lines: Vec<String> = statements.lines().map(|l| format!("  {l}\n")).collect();
    kop + &lines.concat()
}

fn law(code: &str, rank: &str, articles: &[String]) -> (String, String) {
    let head = format!("regeling {code} \"Wet {code}\"\n  rang {rank}\n  orgaan college, gemeenteraad\n");
    (format!("{code}.regel"), head + &articles.concat())
}

fn program(laws: &[(String, String)]) -> Arc<Program> {
    let mut sources = vec![("kern.regel".to_owned(), BASE.to_owned())];
    sources.extend(laws.iter().cloned());
    let corpus = Kanwel::new(sources);
    let errors = corpus.diagnostics().into_iter().filter(kanwel::diagnostic::Diagnostic::is_error);
    let errors: Vec<String> = errors.map(|d| format!("{} {:?}", d.title, d.help)).collect();
    assert!(errors.is_empty(), "{errors:#?} in {laws:#?}");
    corpus.program()
}

/// The arrows of one kind, as `van → naar` without versions.
fn arrows(program: &Program, kind: &str) -> Vec<String> {
    let bare = |id: &str| id.split('@').next().unwrap().to_owned();
    let view = GraphView::new(program, &Graph::of(program, None));
    let of_kind = view.pijlen.iter().filter(|p| p.soort == kind);
    of_kind.map(|p| format!("{} → {}", bare(&p.van), bare(&p.naar))).collect()
}

fn one(articles: &[String]) -> Arc<Program> {
    program(&[law("Aw", "wet", articles)])
}

const RIGHT: &str = "recht op hulp van persoon P jegens college\n  als P is ziek";

#[test]
fn a_provision_decides_what_it_lays_down_and_reads_what_it_asks() {
    let p = one(&[article("1", RIGHT)]);
    assert_eq!(arrows(&p, "bepaalt"), ["Aw artikel 1 → Aw.hulp"]);
    assert_eq!(arrows(&p, "leest"), ["Aw artikel 1 → ziek"]);
    // A condition that reads nothing draws nothing.
    let p = one(&[article("1", "recht op hulp van persoon P jegens college\n  als peildatum is uiterlijk 2030-01-01")]);
    assert!(arrows(&p, "leest").is_empty());
}

#[test]
fn a_right_or_a_decision_asked_for_is_required_a_concept_is_read() {
    let with = |condition: &str| {
        let second = format!("recht op reis van persoon P jegens college\n  als {condition}");
        one(&[article("1", &format!("{RIGHT}\nbegrip persoon P heeft nood\n  als P is ziek")), article("2", &second)])
    };
    for condition in ["P heeft recht op hulp", "P ontvangt hulp"] {
        assert_eq!(arrows(&with(condition), "vereist"), ["Aw artikel 2 → Aw.hulp"], "{condition}");
    }
    let near = with("P heeft nood");
    assert!(arrows(&near, "vereist").is_empty());
    assert!(arrows(&near, "leest").contains(&"Aw artikel 2 → Aw.nood".to_owned()));
}

#[test]
fn an_exception_goes_before_what_it_names() {
    let refusal = "geen recht op hulp van persoon P\n  als P is student";
    let exception = article("3", "uitzondering op artikel 2 voor persoon P\n  als P is ziek");
    let p = one(&[article("1", RIGHT), article("2", refusal), exception]);
    assert_eq!(arrows(&p, "gaat voor"), ["Aw artikel 3 → Aw artikel 2"]);
    assert_eq!(arrows(&p, "sluit uit"), ["Aw artikel 2 → Aw.hulp"]);
    let p = one(&[article("1", RIGHT), article("2", refusal)]);
    assert!(arrows(&p, "gaat voor").is_empty());
}

/// `in afwijking van`, `behoudens` and `onverminderd` on the same concept.
#[test]
fn derogation_and_behoudens_go_before_and_onverminderd_refers() {
    let with = |link: &str| {
        let second = format!("begrip norm van persoon P geeft %\n  {link}\n  als P is ziek\n  is 10 %");
        one(&[article("1", "begrip norm van persoon P geeft %\n  als P is student\n  is 5 %"), article("2", &second)])
    };
    let p = with("in afwijking van artikel 1");
    assert_eq!((arrows(&p, "gaat voor"), arrows(&p, "verwijst")), (vec!["Aw artikel 2 → Aw artikel 1".into()], vec![]));
    let p = with("behoudens artikel 1");
    assert_eq!((arrows(&p, "gaat voor"), arrows(&p, "verwijst")), (vec!["Aw artikel 1 → Aw artikel 2".into()], vec![]));
    // Two rights need no order; `onverminderd` says so.
    let second = "recht op reis van persoon P jegens college\n  onverminderd artikel 1\n  als P is ziek";
    let p = one(&[article("1", RIGHT), article("2", second)]);
    assert_eq!((arrows(&p, "gaat voor"), arrows(&p, "verwijst")), (vec![], vec!["Aw artikel 2 → Aw artikel 1".into()]));
    let second = "recht op reis van persoon P jegens college\n  met inachtneming van artikel 1\n  als P is ziek";
    let p = one(&[article("1", RIGHT), article("2", second)]);
    assert_eq!(arrows(&p, "verwijst"), ["Aw artikel 2 → Aw artikel 1"]);
}

#[test]
fn case_law_and_readings_refer_to_what_they_read() {
    let text = "begrip persoon P heeft nood\n  als P is ziek";
    let reading = "\ninterpretatie keuze bij artikel 1 \"Telt studie?\"\n  gekozen nauw\n  reden \"Toets.\"\n  lezing nauw \"Nee.\"\n  lezing ruim \"Ja.\"\n    ook persoon P heeft nood\n      als P is student\n";
    let p = one(&[article("1", text), reading.to_owned()]);
    assert!(arrows(&p, "verwijst").contains(&"lezing keuze=ruim → Aw artikel 1".to_owned()));
    // On a date only the chosen reading counts.
    let on = GraphView::new(&p, &Graph::of(&p, Date::parse("2026-01-01")));
    assert!(on.knopen.iter().all(|k| !k.id.starts_with("lezing keuze=ruim")));
}

#[test]
fn nooit_excludes_ook_decides() {
    let with = |word: &str| {
        let second = format!("{word} persoon P heeft nood\n  als P is student");
        one(&[article("1", "begrip persoon P heeft nood\n  als P is ziek"), article("2", &second)])
    };
    assert_eq!(arrows(&with("nooit"), "sluit uit"), ["Aw artikel 2 → Aw.nood"]);
    let near = with("ook");
    assert!(arrows(&near, "sluit uit").is_empty());
    assert!(arrows(&near, "bepaalt").contains(&"Aw artikel 2 → Aw.nood".to_owned()));
}

#[test]
fn a_concurrence_that_refuses_excludes_one_that_provides_does_not() {
    let with = |effect: &str| {
        let other = law("Bw", "wet", &[article("1", "recht op zorg van persoon P jegens college\n  als P is ziek")]);
        let second = format!(
            "samenloop hulp van persoon P met Bw.zorg\n  als P heeft recht op Bw.zorg\n  gevolg college {effect}"
        );
        program(&[law("Aw", "wet", &[article("1", RIGHT), article("2", &second)]), other])
    };
    for effect in ["moet weigeren", "kan weigeren", "hoeft niet te verlenen"] {
        let p = with(effect);
        assert_eq!(arrows(&p, "sluit uit"), ["Aw artikel 2 → Aw.hulp"], "{effect}");
        assert_eq!(arrows(&p, "vereist"), ["Aw artikel 2 → Bw.zorg"], "{effect}");
    }
    assert!(arrows(&with("moet toch verlenen"), "sluit uit").is_empty());
}

#[test]
fn a_power_departs_from_its_reach_and_from_nothing_else() {
    let refusal = |subject: &str| format!("geen recht op hulp van persoon P\n  als P is {subject}");
    let power = article("4", "bevoegdheid college kan afwijken van artikel 2 voor persoon P\n  als P is ziek");
    let p = one(&[article("1", RIGHT), article("2", &refusal("student")), article("3", &refusal("ziek")), power]);
    assert_eq!(arrows(&p, "wijkt af"), ["Aw artikel 4 → Aw artikel 2"]);
}

#[test]
fn a_slot_is_delegated_and_filled() {
    let open = "delegatie aan gemeenteraad bij verordening\n  moet regelen bonus van persoon P geeft % \n  zolang leeg geen bevoegdheid \"leeg\"";
    let filler = |clause: &str, name: &str| {
        let text = format!("{clause}begrip {name} van persoon P geeft %\n  is 80 %");
        let (file, text) = law("Vr", "verordening", &[article("1", &text)]);
        let head = "  orgaan college, gemeenteraad\n";
        (file, text.replace(head, "  grondslag Aw artikel 1\n  gebied gemeente Rotterdam\n  orgaan gemeenteraad\n"))
    };
    let a = law("Aw", "wet", &[article("1", &open.replace("% \n", "%\n"))]);
    let p = program(&[a.clone(), filler("vult in Aw artikel 1\n", "bonus")]);
    assert_eq!(arrows(&p, "delegeert"), ["Aw artikel 1 → Aw.bonus"]);
    assert_eq!(arrows(&p, "vult in"), ["Vr artikel 1 → Aw artikel 1"]);
    let p = program(&[a, filler("", "eigen_bonus")]);
    assert!(arrows(&p, "vult in").is_empty());
}

/// Two laws that read each other: a circle, and no circle when one of them stops.
fn two(condition: &str) -> Arc<Program> {
    let a = law("Aw", "wet", &[article("1", "begrip persoon P heeft nood\n  als P is ziek en P heeft Bw.gebrek")]);
    let b = law("Bw", "wet", &[article("1", &format!("begrip persoon P heeft gebrek\n  als {condition}"))]);
    program(&[a, b])
}

#[test]
fn a_circle_across_laws_is_found_and_ends_with_a_fact() {
    let found = |p: &Program| circles(p, |_, _| true, |_| true).len();
    assert_eq!(found(&two("P heeft Aw.nood")), 1);
    assert_eq!(found(&two("P is student")), 0);
}

#[test]
fn a_date_leaves_out_what_is_not_in_force() {
    let p = two("P is student");
    let on = |date: &str| Graph::of(&p, Date::parse(date)).net.node_count();
    assert_eq!(on("2019-12-31"), 0);
    assert_eq!(on("2020-01-01"), Graph::of(&p, None).net.node_count());
}

#[test]
fn parts_a_law_and_the_surroundings_of_a_place() {
    let p = two("P is student");
    let whole = Graph::of(&p, None);
    let names = |g: &Graph| -> Vec<String> { GraphView::new(&p, g).knopen.into_iter().map(|k| k.naam).collect() };
    let law_b = names(&whole.law(&p, "Bw"));
    assert!(law_b.contains(&"Aw artikel 1".to_owned()), "A reads B: {law_b:?}");
    assert!(!law_b.contains(&"ziek".to_owned()), "a fact only A reads: {law_b:?}");
    let citation = kanwel::case::parse_citation("Bw artikel 1").unwrap();
    let from = start(&p, &Start::Place(&citation));
    assert_eq!(names(&whole.around(&from, 0)), ["Bw artikel 1"]);
    assert_eq!(names(&whole.around(&from, 1)), ["Bw artikel 1", "student", "Bw.gebrek"]);
    assert_eq!(start(&p, &Start::Name("Bw.gebrek")).len(), 1);
    assert!(start(&p, &Start::Name("Bw.bestaat_niet")).is_empty());
}

/// What stands behind one right of one person, counted: the fact, the concepts of both laws, and their circle.
#[test]
fn what_stands_behind_an_outcome_is_counted() {
    let behind = |condition: &str| {
        let right = article("2", "recht op hulp van persoon P jegens college\n  als P heeft nood");
        let unread = article("3", "begrip persoon P heeft rust\n  als P is student");
        let nood = article("1", "begrip persoon P heeft nood\n  als P is ziek en P heeft Bw.gebrek");
        let b = law("Bw", "wet", &[article("1", &format!("begrip persoon P heeft gebrek\n  als {condition}"))]);
        let p = program(&[law("Aw", "wet", &[nood, right, unread]), b]);
        let text = "peildatum = 2026-01-01\n[personen.aanvrager]\nziek = true\n";
        let root = kanwel::case::parse_toml(&"casus.toml".into(), text).unwrap();
        let case = kanwel::case::read(&p, &root).case.unwrap();
        let outcome = assess(&p, &case, &Settings::on(case.date.unwrap()), None, true);
        let found = entangled(&p, &outcome, &Graph::of(&p, None));
        let named: Vec<String> = found.facts.iter().map(|(f, _)| p.signature(*f).unwrap().sym.to_string()).collect();
        (found, named)
    };
    let (circle, facts) = behind("P heeft Aw.nood");
    assert_eq!((circle.outcomes, circle.rights.len(), facts), (1, 1, vec!["ziek".to_owned()]));
    let t = circle.total;
    assert_eq!((t.inputs, t.facts, t.concepts, t.provisions, t.laws), (1, 1, 2, 3, 2), "{t:?}");
    assert_eq!((t.links, t.circles, circle.readings.len()), (2, 1, 2), "each law reads the other");
    let (straight, facts) = behind("P is student");
    assert_eq!((straight.total.circles, straight.readings.len()), (0, 1));
    assert_eq!(facts, ["student", "ziek"]);
}

/// Every opening tag has its end, and every reference its target.
fn well_formed(svg: &str) {
    let mut open: Vec<&str> = Vec::new();
    for piece in svg.split('<').skip(1) {
        let (tag, _) = piece.split_once('>').expect("a tag ends");
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !tag.ends_with('/') {
            open.push(name);
        }
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
    }
    assert!(open.is_empty(), "{open:?}");
    for piece in svg.split('&').skip(1) {
        assert!(["amp;", "lt;", "gt;", "quot;"].iter().any(|e| piece.starts_with(e)), "{piece:.20}");
    }
}

#[test]
fn exports_can_be_read_back() {
    let p = two("P heeft Aw.nood");
    let view = GraphView::new(&p, &Graph::of(&p, None));
    let ids: Vec<&str> = view.knopen.iter().map(|k| &*k.id).collect();
    for arrow in &view.pijlen {
        assert!(ids.contains(&&*arrow.van) && ids.contains(&&*arrow.naar), "{arrow:?}");
        assert!(!arrow.regels.is_empty(), "{arrow:?}");
    }
    let json = serde_json::to_value(&view).unwrap();
    assert_eq!(json["knopen"].as_array().unwrap().len(), view.knopen.len());
    let drawn = svg(&view, "Wet & <\"regel\">");
    well_formed(&drawn);
    assert!(drawn.contains("<title id=\"titel\">Wet &amp; &lt;&quot;regel&quot;&gt;</title>"));
    assert_eq!(drawn.matches("<g>").count(), view.knopen.len());
    let text = dot(&view);
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("digraph") && lines.last() == Some(&"}"));
    assert_eq!(lines.iter().filter(|l| l.contains("\" -> \"")).count(), view.pijlen.len());
    for line in lines {
        assert_eq!(line.replace("\\\"", "").matches('"').count() % 2, 0, "{line}");
    }
}
