//! The annex of a bill: as users see it, and what it says about small laws, each with its nearest neighbour.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing)]

mod gedeeld;

use gedeeld::{kanwel as here, kanwel_in};
use insta_cmd::assert_cmd_snapshot;
use kanwel::annex::{Laws, Point, What, changes, execution, relations};
use kanwel::db::Kanwel;
use kanwel::ir::{Bill, Program};
use std::path::Path;
use std::sync::Arc;

const CASES: [&str; 4] = ["--wijziging", "vergelijk/strenger.regel", "--casussen", "vergelijk/casussen"];

#[test]
fn the_templates() {
    for template in ["mvt", "uitvoeringstoets", "doenvermogen"] {
        let arguments: Vec<&str> = ["bijlage", "--sjabloon", template].into_iter().chain(CASES).collect();
        // Versions and fingerprints are hashes of the fixtures; drawings are looked at on their own.
        let filters = vec![("[0-9a-f]{12}", "[afdruk]"), (r"data:image/svg\+xml,[^)]*", "[tekening]")];
        insta::with_settings!({ filters => filters }, {
            assert_cmd_snapshot!(format!("sjabloon_{template}"), here(&arguments));
        });
    }
    let more = ["bijlage", "--sjabloon", "doenvermogen", "--synthetisch", "12", "--zaad", "2", "--formaat", "json"];
    let arguments: Vec<&str> = more.into_iter().chain(["--doelgroep", "Vb.laag_loon"]).chain(CASES).collect();
    insta::with_settings!({ filters => vec![("[0-9a-f]{12}", "[afdruk]")] }, {
        assert_cmd_snapshot!("bijlage_json", here(&arguments));
    });
    assert_cmd_snapshot!(
        "zonder_sjabloon",
        here(&["bijlage", "--wijziging", "x.regel", "--casussen", "vergelijk/casussen"])
    );
    assert_cmd_snapshot!(
        "onbekend_sjabloon",
        here(&["bijlage", "--sjabloon", "nota", "--casussen", "vergelijk/casussen"])
    );
}

/// The page loads nothing from elsewhere; the drawing is in it, and the same drawing travels with the Markdown.
#[test]
fn the_page_and_its_drawing() {
    let shown = |format: &str| {
        let more = ["bijlage", "--sjabloon", "mvt", "--formaat", format];
        let arguments: Vec<&str> = more.into_iter().chain(CASES).collect();
        String::from_utf8(here(&arguments).output().unwrap().stdout).unwrap()
    };
    let page = shown("html");
    for loads in [" src=", "<link", "@import", "url(", "<script", "<image"] {
        assert!(!page.contains(loads), "{loads}");
    }
    assert_eq!(page.matches("<svg").count(), 1, "one drawing: no line of what one more euro brings differs");
    let drawing = page.split("<figure>").nth(1).unwrap().split("</figure>").next().unwrap();
    // A loss is drawn to the left of nothing, and read aloud.
    assert!(drawing.contains("#b00020") && drawing.contains("zonder_bewijs: € 11.400 per jaar minder"), "{drawing}");
    let markdown = shown("md");
    let data = markdown.split("data:image/svg+xml,").nth(1).unwrap().split(')').next().unwrap();
    let bytes: Vec<u8> = percent_decoded(data);
    assert_eq!(String::from_utf8(bytes).unwrap().trim(), drawing.trim());
}

/// Of made-up households ways, terms and curves are not worked out; the annex says so instead of finding nothing.
#[test]
fn made_up_households_only() {
    let arguments =
        ["bijlage", "--sjabloon", "doenvermogen", "--wijziging", "vergelijk/strenger.regel", "--synthetisch", "12"];
    let text = String::from_utf8(here(&arguments).output().unwrap().stdout).unwrap();
    assert_eq!(text.matches("Er zijn geen casussen uit bestanden.").count(), 4, "{text}");
    assert!(!text.contains("In de casussen") && !text.contains("0 casussen"), "{text}");
}

fn percent_decoded(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = text.bytes();
    while let Some(b) = rest.next() {
        if b == b'%' {
            let two = [rest.next().unwrap(), rest.next().unwrap()];
            out.push(u8::from_str_radix(std::str::from_utf8(&two).unwrap(), 16).unwrap());
        } else {
            out.push(b);
        }
    }
    out
}

/// A shipped amendment on some of its cases.
fn shipped(template: &str, bill: &str, cases: &[&str], more: &[&str]) -> std::process::Command {
    let bill = format!("examples/wijzigingen/{bill}.regel");
    let mut arguments = vec!["bijlage", "--sjabloon", template, "--wijziging", &bill];
    let cases: Vec<String> = cases.iter().map(|c| format!("examples/wijzigingen/casussen/{c}.toml")).collect();
    arguments.extend(cases.iter().flat_map(|c| ["--casussen", c.as_str()]));
    arguments.extend(more);
    kanwel_in(Path::new(env!("CARGO_MANIFEST_DIR")), &arguments)
}

/// What the act of 2026 changed in the Participatiewet; and a proof that a widow must bring and a couple need not: the way
/// back to the amount she had, and the lines that move.
#[test]
fn amendments_that_ship() {
    let filters = vec![("[0-9a-f]{12}", "[afdruk]"), (r"data:image/svg\+xml,[^)]*", "[tekening]")];
    insta::with_settings!({ filters => filters }, {
        let back = ["--omgekeerd", "--peildatum", "2026-07-15"];
        let command = shipped("uitvoeringstoets", "participatiewet_zonder_balans", &["balans/kleine_giften"], &back);
        assert_cmd_snapshot!("balans", { command });
        let cases = ["bewijs/weduwe", "bewijs/getrouwd_stel"];
        let target = ["--peildatum", "2026-06-01", "--doelgroep", "Wkgb.woont_met_andere_volwassene"];
        let command = shipped("mvt", "bewijs_alleenstaande_ouder", &cases, &target);
        assert_cmd_snapshot!("bewijs", { command });
    });
}

const WORDS: &str = "regeling Kern \"Woorden\"\n  rang werkinstructie\n\nfeit persoon P is arm\n  vraag \"Is {P} arm?\"\n\nfeit persoon P is ziek\n  vraag \"Is {P} ziek?\"\n";

const LAW: &str = r#"regeling Wh "Wet"
  rang wet
  bron BWBR0000000
  orgaan college

artikel 1 lid 1 "Arm"
  geldig van 2026-01-01
  gelezen 2026-01-01
  kern "Arm is wie arm is."
  begrip persoon P is behoeftig
    als P is arm

artikel 1 lid 2 "Bedrag"
  geldig van 2026-01-01
  gelezen 2026-01-01
  kern "Een vast bedrag."
  bedrag bijdrage in € per maand
    2026   € 100   bron "Besluit"

artikel 2 "Hulp"
  geldig van 2026-01-01
  gelezen 2026-01-01
  kern "Wie behoeftig is, krijgt hulp."
  recht op hulp van persoon P jegens college
    op aanvraag
    als P is behoeftig
    hoogte bijdrage

artikel 3 "Hardheid"
  geldig van 2026-01-01
  gelezen 2026-01-01
  kern "Het college kan van artikel 2 afwijken."
  hardheidsclausule college kan afwijken van artikel 2 voor persoon P
    in afwijking van artikel 2
    als P is ziek
"#;

const OTHER: &str = r#"regeling Wa "Andere wet"
  rang wet
  bron BWBR0000001
  orgaan college

artikel 1 "Korting"
  geldig van 2026-01-01
  gelezen 2026-01-01
  kern "Wie behoeftig is, krijgt korting."
  recht op korting van persoon P jegens college
    op aanvraag
    als P is Wh.behoeftig
  begrip persoon P is zielig
    als P is ziek

artikel 2 "Los"
  geldig van 2026-01-01
  gelezen 2026-01-01
  kern "Wie zielig is, krijgt zorg."
  recht op zorg van persoon P jegens college
    op aanvraag
    als P is zielig
"#;

const LOWER: &str = r#"regeling Vo "Verordening"
  rang verordening
  grondslag Wh artikel 2
  orgaan college

artikel 1 "Toeslag"
  geldig van 2026-01-01
  gelezen 2026-01-01
  kern "Wie behoeftig is, krijgt een toeslag."
  recht op toeslag van persoon P jegens college
    op aanvraag
    als P is Wh.behoeftig
"#;

fn program(extra: &[&str]) -> Arc<Program> {
    let own = [("wh.regel", LAW), ("wa.regel", OTHER), ("vo.regel", LOWER), ("kern.regel", WORDS)];
    let all = own.into_iter().map(|(n, t)| (n.to_owned(), t.to_owned()));
    let more = extra.iter().enumerate().map(|(i, t)| (format!("zz{i}.regel"), (*t).to_owned()));
    let corpus = Kanwel::new(all.chain(more));
    let wrong: Vec<String> =
        corpus.diagnostics().iter().filter(|d| d.is_error()).map(|d| format!("{}: {:?}", d.title, d.why)).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    corpus.program()
}

/// The law without and with a bill, read forwards or backwards.
fn with<T>(orders: &str, reverse: bool, then: impl FnOnce(Laws<'_>) -> T) -> T {
    let bill = format!("wijziging Vs \"Voorstel\" met ingang van 2026-05-01\n  status voorstel\n\n{orders}");
    let (base, amended) = (program(&[]), program(&[&bill]));
    let bills: Vec<Bill> = amended.orders.iter().map(|o| o.bill().clone()).take(1).collect();
    let (before, after) = if reverse { (&amended, &base) } else { (&base, &amended) };
    then(Laws { before, after, bills: &bills, reverse })
}

const REPLACED: &str = "Wh artikel 1 lid 1 wordt vervangen door \"Arm\"\n  kern \"Behoeftig is wie arm en ziek is.\"\n  begrip persoon P is behoeftig\n    als P is arm en P is ziek\n";
const LAPSED: &str = "Wh artikel 3 vervalt\n";
const INSERTED: &str = "na Wh artikel 2 wordt ingevoegd artikel 2a \"Weigering\"\n  kern \"Wie ziek is, krijgt geen hulp.\"\n  geen recht op hulp van persoon P\n    als P is ziek\n";
const AMOUNT: &str = "bedrag Wh.bijdrage wordt € 120 per maand bron \"voorstel\"\n";

#[test]
fn what_happens_at_a_place() {
    let told = |orders: &str, reverse: bool| {
        with(orders, reverse, |laws| {
            let all = changes(laws);
            all.into_iter().map(|c| (c.what, c.old.len(), c.new.len())).collect::<Vec<_>>()
        })
    };
    assert_eq!(told(REPLACED, false), [(What::Replaced, 1, 1)]);
    assert_eq!(told(LAPSED, false), [(What::Lapsed, 1, 0)]);
    assert_eq!(told(INSERTED, false), [(What::Inserted, 0, 1)]);
    assert_eq!(told(AMOUNT, false), [(What::Amount, 1, 1)]);
    // Read backwards, what the bill takes away comes, and what it brings goes.
    assert_eq!(told(REPLACED, true), [(What::Replaced, 1, 1)]);
    assert_eq!(told(LAPSED, true), [(What::Inserted, 0, 1)]);
    assert_eq!(told(INSERTED, true), [(What::Lapsed, 1, 0)]);
}

#[test]
fn which_laws_read_a_change() {
    let told = |orders: &str| {
        with(orders, false, |laws| {
            let found = relations(laws, &changes(laws));
            let rights: Vec<String> = found.rights.iter().map(ToString::to_string).collect();
            let readers: Vec<(String, Vec<String>)> =
                found.readers.iter().map(|r| (r.symbol.to_string(), r.after.iter().cloned().collect())).collect();
            let below: Vec<String> = found.ranked.iter().flat_map(|r| r.below.iter().cloned()).collect();
            (rights, readers, below)
        })
    };
    let (rights, readers, below) = told(REPLACED);
    // The right that rests on another statement of a provision that reads it is not among them.
    assert_eq!(rights, ["Vo.toeslag", "Wa.korting", "Wh.hulp"]);
    assert_eq!(readers, [("Wh.behoeftig".to_owned(), vec!["Vo artikel 1".to_owned(), "Wa artikel 1".to_owned()])]);
    assert_eq!(below, ["Vo artikel 1"]);
    let (rights, readers, below) = told(AMOUNT);
    assert_eq!((rights, readers.len(), below.len()), (vec!["Wh.hulp".to_owned()], 0, 0));
}

/// A refusal in a lower rule of what an act gives touches higher law; the same refusal in the act does not.
#[test]
fn higher_law_is_touched_from_below_only() {
    let above = |orders: &str| {
        with(orders, false, |laws| {
            let found = relations(laws, &changes(laws));
            found.ranked.iter().flat_map(|r| r.above.iter().map(|(_, c)| c.to_string())).collect::<Vec<_>>()
        })
    };
    let lower = "na Vo artikel 1 wordt ingevoegd artikel 2 \"Weigering\"\n  kern \"Wie ziek is, krijgt geen hulp.\"\n  geen recht op Wh.hulp van persoon P\n    als P is ziek\n";
    assert_eq!(above(lower), ["Wh artikel 2"]);
    assert!(above(INSERTED).is_empty());
}

/// The clause reaches article 2 and what is put below it, not article 1, and not a new article beside it.
#[test]
fn a_hardship_clause_is_there_or_missing() {
    let reached = |orders: &str| {
        with(orders, false, |laws| {
            let found = execution(laws, &changes(laws));
            found.clauses.iter().map(|(_, c)| c.iter().filter(|c| c.hardship).count()).collect::<Vec<_>>()
        })
    };
    let replaced = "Wh artikel 2 wordt vervangen door \"Hulp\"\n  kern \"Wie behoeftig is, krijgt hulp.\"\n  recht op hulp van persoon P jegens college\n    op aanvraag\n    als P is behoeftig en P is ziek\n    hoogte bijdrage\n";
    assert_eq!(reached(replaced), [1]);
    assert_eq!(reached(REPLACED), [0]);
    assert_eq!(reached(INSERTED), [0]);
    // Nothing new is written: there is nothing to reach.
    assert!(reached(LAPSED).is_empty());
}

#[test]
fn what_a_text_leaves_unsaid() {
    let points = |orders: &str| {
        with(orders, false, |laws| {
            let found = execution(laws, &changes(laws));
            found.attention.into_iter().map(|a| a.point).collect::<Vec<_>>()
        })
    };
    let norm = |more: &str| {
        format!(
            "Wh artikel 1 lid 1 wordt vervangen door \"Arm\"\n  kern \"Naar oordeel.\"\n  begrip persoon P is behoeftig\n    als ter beoordeling P is in_nood\n  open norm persoon P is in_nood\n    vraag \"Is {{P}} in nood?\"\n{more}"
        )
    };
    let bare = points(&norm("    beoordeling door college\n"));
    assert!(matches!(bare.as_slice(), [Point::NoFactors(_)]), "{bare:?}");
    let whole = points(&norm("    beoordeling door college\n    gezichtspunt \"de ernst\"\n"));
    assert!(whole.is_empty(), "{whole:?}");

    let power = |more: &str| {
        format!(
            "na Wh artikel 2 wordt ingevoegd artikel 2a \"Macht\"\n  kern \"Het college kan hulp verlenen.\"\n  bevoegdheid college kan hulp verlenen aan persoon P\n{more}"
        )
    };
    let free = points(&power(""));
    assert!(matches!(free.as_slice(), [Point::NoCriterion]), "{free:?}");
    assert!(points(&power("    als P is ziek\n")).is_empty());

    let clause = |reach: &str| {
        format!(
            "Wh artikel 3 wordt vervangen door \"Hardheid\"\n  kern \"Afwijken kan.\"\n  hardheidsclausule college kan afwijken van {reach} voor persoon P\n    in afwijking van {reach}\n    als P is ziek\n"
        )
    };
    let wide = points(&clause("deze regeling"));
    assert!(matches!(wide.as_slice(), [Point::Unbounded]), "{wide:?}");
    assert!(points(&clause("artikel 2")).is_empty());
}

/// What is asked anew, and what no longer.
#[test]
fn what_is_asked() {
    let asked = |reverse: bool| {
        with(REPLACED, reverse, |laws| {
            let found = execution(laws, &changes(laws));
            (found.asked.len(), found.dropped.len())
        })
    };
    assert_eq!(asked(false), (1, 0));
    assert_eq!(asked(true), (0, 1));
}
