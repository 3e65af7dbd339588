//! `kanwel bedragen`

use super::super::args::{Global, Shape};
use super::super::ready::json;
use super::super::{exit, usable_rules};
use super::args::Amounts;
use crate::host::{self, HostError};
use crate::render::AmountsView;
use crate::upkeep::amounts;
use crate::value::Date;

pub(super) fn run(global: &Global, args: &Amounts) -> Result<u8, HostError> {
    let loaded = match usable_rules(global, &[])? {
        Ok(loaded) => loaded,
        Err(code) => return Ok(code),
    };
    let program = loaded.corpus.program();
    // There is no clock; the latest day on which a text was read is the nearest thing to now that the rules know.
    let read = || program.provisions.iter().filter_map(|p| p.read).max();
    let on = args.op.or_else(read).unwrap_or(Date::FIRST);
    let until = on.plus(args.verloopt).unwrap_or(on);
    let view = AmountsView::new(&amounts(&program, &loaded.corpus, on, until), on, until, args.op.is_some());
    let shown = match args.formaat {
        Shape::Json => json(&view),
        Shape::Md => view.markdown(args.alles),
        Shape::Tekst => view.text(args.alles, host::width()),
    };
    host::print(&shown)?;
    Ok(if view.work() { exit::FINDINGS } else { exit::OK })
}
