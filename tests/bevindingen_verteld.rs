//! How the conflicts on the example cases are told: what a user reads under *Botsingen*, beside the case it is about.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    missing_docs,
    reason = "a test reads the examples and stops when something is off"
)]

use kanwel::case::read;
use kanwel::conflict::conflicts;
use kanwel::eval::{Settings, assess};
use kanwel::host;
use kanwel::render::{Names, Showing, findings_text};
use kanwel::room::room;
use std::path::Path;

#[test]
fn conflicts_are_told_like_this() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let program = host::load_rules(Some(&root.join("rules")), &[]).unwrap().corpus.program();
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
        let path = root.join(format!("examples/casussen/{name}.toml"));
        let text = host::read_text(&path).unwrap();
        let case = read(&program, &host::read_base(&path, &format!("{name}.toml")).unwrap()).case.unwrap();
        let settings = Settings::on(case.date.unwrap());
        let assessment = assess(&program, &case, &settings, None, true);
        let room = room(&program, &case, &settings, &assessment);
        let found = conflicts(&program, &case, &settings, &assessment, &room);
        let names = Names { program: &program, case: &case };
        let showing = Showing { names, date: settings.date, version: "", derivations: false };
        let told = findings_text(&showing.conflicts(&found), 100);
        let about = text.lines().take_while(|l| l.starts_with('#')).collect::<Vec<_>>().join("\n");
        insta::with_settings!({ description => about, omit_expression => true }, {
            insta::assert_snapshot!(format!("botsingen_{name}"), told);
        });
    }
}
