//! `kanwel ruimte`

use super::args::{Global, Room, Shape};
use super::assess::{rights, usable_case};
use super::{exit, usable_rules};
use crate::eval::assess;
use crate::host::{self, HostError};
use crate::render::{Names, Options, Showing, room_markdown, room_text};
use crate::room::room;
use std::collections::BTreeMap;

pub(super) fn run(global: &Global, args: &Room) -> Result<u8, HostError> {
    let loaded = match usable_rules(global, &[])? {
        Ok(loaded) => loaded,
        Err(code) => return Ok(code),
    };
    let program = loaded.corpus.program();
    let wanted = rights(&program, &args.recht)?;
    let Some((case, settings)) = usable_case(&program, &args.case, args.peildatum, BTreeMap::new())? else {
        return Ok(exit::INVALID);
    };
    // Another law may carry what one law refuses, so everything is assessed, whatever is shown.
    let outcome = assess(&program, &case, &settings, None, true);
    let mut found = room(&program, &case, &settings, &outcome);
    if let Some(wanted) = wanted {
        found.retain(|r| r.touches.is_some_and(|t| wanted.contains(&t.right)));
    }
    let version = host::version(&loaded.corpus);
    let names = Names { program: &program, case: &case };
    let showing = Showing { names, date: settings.date, version: &version, derivations: false };
    let mut view = showing.view(&outcome);
    view.ruimte = showing.room(&found, &view);
    let shown = match args.formaat {
        Shape::Json => format!("{}\n", serde_json::to_string_pretty(&view.ruimte).unwrap_or_default()),
        Shape::Md => room_markdown(&view, args.alles),
        Shape::Tekst => room_text(&view, Options { all: args.alles, colour: host::colour(), width: host::width() }),
    };
    host::print(&shown)?;
    Ok(exit::OK)
}
