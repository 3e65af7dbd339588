//! `kanwel ruimte`

use super::args::{Global, Room, Shape};
use super::assess::rights;
use super::exit;
use super::ready::{Ready, json, options, ready};
use crate::eval::assess;
use crate::host::{self, HostError};
use crate::render::{room_markdown, room_text};
use crate::room::room;

pub(super) fn run(global: &Global, args: &Room) -> Result<u8, HostError> {
    let ready = match ready(global, &args.case, args.peildatum)? {
        Ok(ready) => ready,
        Err(code) => return Ok(code),
    };
    let Ready { program, case, settings, .. } = &ready;
    let wanted = rights(program, &args.recht)?;
    // Another law may carry what one law refuses, so everything is assessed, whatever is shown.
    let outcome = assess(program, case, settings, None, true);
    let mut found = room(program, case, settings, &outcome);
    if let Some(wanted) = wanted {
        found.retain(|r| r.touches.is_some_and(|t| wanted.contains(&t.right)));
    }
    let showing = ready.showing();
    let mut view = showing.view(&outcome);
    view.ruimte = showing.room(&found, &view);
    let shown = match args.formaat {
        Shape::Json => json(&view.ruimte),
        Shape::Md => room_markdown(&view, args.alles),
        Shape::Tekst => room_text(&view, options(args.alles)),
    };
    host::print(&shown)?;
    Ok(exit::OK)
}
