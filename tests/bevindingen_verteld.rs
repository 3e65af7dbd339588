//! How the conflicts on the example cases are told: what a user reads under *Botsingen*, beside the case it is about.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    missing_docs,
    reason = "a test reads the examples and stops when something is off"
)]

use kanwel::case::{Case, read};
use kanwel::conflict::conflicts;
use kanwel::eval::{Settings, assess};
use kanwel::host;
use kanwel::ir::Program;
use kanwel::render::{Names, Showing, findings_text};
use kanwel::reply::replies;
use kanwel::room::room;
use std::path::Path;
use std::sync::{Arc, LazyLock};

static PROGRAM: LazyLock<Arc<Program>> = LazyLock::new(|| {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    host::load_rules(Some(&rules), &[]).unwrap().corpus.program()
});

fn example(name: &str) -> (String, Case) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("examples/casussen/{name}.toml"));
    let text = host::read_text(&path).unwrap();
    let case = read(&PROGRAM, &host::read_base(&path, &format!("{name}.toml")).unwrap()).case.unwrap();
    (text, case)
}

/// Who is no administrative authority takes no decision: it is asked for its rule, the authority for its article.
#[test]
fn a_letter_asks_a_private_party_for_no_decision() {
    let (_, case) = example("ptss_driehoek");
    let settings = Settings::on(case.date.unwrap());
    let assessment = assess(&PROGRAM, &case, &settings, None, true);
    let found = room(&PROGRAM, &case, &settings, &assessment);
    let names = Names { program: &PROGRAM, case: &case };
    let showing = Showing { names, date: settings.date, version: "", derivations: false };
    let mut view = showing.view(&assessment);
    view.ruimte = showing.room(&found, &view);
    let all = replies(&PROGRAM, &case, &settings, &assessment, &found);
    let letters = showing.replies(&all, &assessment, &view);
    let to = |organ: &str| {
        let n = all.iter().position(|r| r.heard.organ.as_deref() == Some(organ)).unwrap();
        letters[n]
            .brief
            .delen
            .iter()
            .flat_map(|p| p.alineas.iter().chain(&p.punten))
            .cloned()
            .collect::<Vec<_>>()
            .join("\n")
    };
    let (provider, benefits) = (to("zorgaanbieder"), to("uwv"));
    assert!(provider.contains("de regel of voorwaarde") && !provider.contains("besluit op papier"), "{provider}");
    assert!(benefits.contains("besluit op papier") && benefits.contains("Awb artikel 3:46"), "{benefits}");
}

#[test]
fn conflicts_are_told_like_this() {
    let program = &*PROGRAM;
    for name in [
        "beslag_zonder_adres",
        "broer_ingetrokken",
        "hond_kliniek",
        "huurschuld_ontruiming",
        "inburgering_en_werk",
        "mantelzorg_samenwonen",
        "ptss_driehoek",
        "regiobinding_opvang",
        "vermogensgrens",
        "verpleeghuis",
        "wmo_wlz",
    ] {
        let (text, case) = example(name);
        let settings = Settings::on(case.date.unwrap());
        let assessment = assess(program, &case, &settings, None, true);
        let room = room(program, &case, &settings, &assessment);
        let found = conflicts(program, &case, &settings, &assessment, &room);
        let names = Names { program, case: &case };
        let showing = Showing { names, date: settings.date, version: "", derivations: false };
        let told = findings_text(&showing.conflicts(&found), 100);
        let about = text.lines().take_while(|l| l.starts_with('#')).collect::<Vec<_>>().join("\n");
        insta::with_settings!({ description => about, omit_expression => true }, {
            insta::assert_snapshot!(format!("botsingen_{name}"), told);
        });
    }
}
