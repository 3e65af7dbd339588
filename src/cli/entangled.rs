//! `kanwel verweven`

use super::args::{Entangled, Global, Shape};
use super::assess::usable_case;
use super::{exit, usable_rules};
use crate::eval::assess;
use crate::explain;
use crate::graph::Graph;
use crate::host::{self, HostError};
use crate::render::EntangledView;
use std::collections::BTreeMap;

pub(super) fn run(global: &Global, args: &Entangled) -> Result<u8, HostError> {
    let loaded = match usable_rules(global, &[])? {
        Ok(loaded) => loaded,
        Err(code) => return Ok(code),
    };
    let program = loaded.corpus.program();
    let Some((case, settings)) = usable_case(&program, &args.case, args.peildatum, BTreeMap::new())? else {
        return Ok(exit::INVALID);
    };
    let assessment = assess(&program, &case, &settings, None, true);
    let graph = Graph::of(&program, None);
    let found = explain::entangled(&program, &assessment, &graph);
    let view = EntangledView::new(&program, &found, &case.title, &settings.date.to_string());
    let shown = match args.formaat {
        Shape::Json => format!("{}\n", serde_json::to_string_pretty(&view).unwrap_or_default()),
        Shape::Md => view.markdown(),
        Shape::Tekst => view.text(host::width()),
    };
    host::print(&shown)?;
    Ok(exit::OK)
}
