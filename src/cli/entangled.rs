//! `kanwel verweven`

use super::args::{Entangled, Global, Shape};
use super::exit;
use super::ready::{Ready, json, ready};
use crate::eval::assess;
use crate::explain;
use crate::graph::Graph;
use crate::host::{self, HostError};
use crate::render::EntangledView;

pub(super) fn run(global: &Global, args: &Entangled) -> Result<u8, HostError> {
    let ready = match ready(global, &args.case, args.peildatum)? {
        Ok(ready) => ready,
        Err(code) => return Ok(code),
    };
    let Ready { program, case, settings, .. } = &ready;
    let assessment = assess(program, case, settings, None, true);
    let graph = Graph::of(program, None);
    let found = explain::entangled(program, &assessment, &graph);
    let view = EntangledView::new(program, &found, &case.title, &settings.date.to_string());
    let shown = match args.formaat {
        Shape::Json => json(&view),
        Shape::Md => view.markdown(),
        Shape::Tekst => view.text(host::width()),
    };
    host::print(&shown)?;
    Ok(exit::OK)
}
