//! `kanwel leguit`

use super::args::{Explain, Global, Shape};
use super::{exit, usable_rules};
use crate::diagnostic::Sources;
use crate::host::{self, HostError};
use crate::render::{Explained, explain};
use crate::syntax::split;
use crate::value::Date;

pub(super) fn run(global: &Global, args: &Explain) -> Result<u8, HostError> {
    let what = args.what.join(" ");
    // A code needs no rules, and must be explained even when the rules are broken.
    if let Some(page) = crate::diagnostic::page(&what.to_uppercase()) {
        show(&Explained::Page(page), args.formaat)?;
        return Ok(exit::OK);
    }
    let loaded = match usable_rules(global, &[])? {
        Ok(loaded) => loaded,
        Err(code) => return Ok(code),
    };
    let program = loaded.corpus.program();
    let block = |place: &crate::text::Place| {
        let (path, span) = loaded.corpus.locate(place)?;
        let text = loaded.corpus.text(&path)?;
        let start = span.start as usize;
        split(text).blocks.into_iter().rev().find(|b| b.offset <= start).map(|b| b.text.to_string())
    };
    // Without a date every version is shown; the latest read date tells which is current.
    let date = args.peildatum.or_else(|| program.provisions.iter().filter_map(|p| p.read).max());
    let date = date.unwrap_or(Date::FIRST);
    match explain(&program, &what, date, &block) {
        Some(found) => {
            show(&found, args.formaat)?;
            Ok(exit::OK)
        }
        None => Err(HostError(format!(
            "`{what}` is geen gecodeerde bepaling, naam of code. Schrijf bijvoorbeeld `kanwel leguit Pw artikel 13 lid 2 onder c`, `kanwel leguit Pw.algemene_bijstand` of `kanwel leguit K101`."
        ))),
    }
}

fn show(found: &Explained, shape: Shape) -> Result<(), HostError> {
    match shape {
        Shape::Json => host::print(&format!("{}\n", serde_json::to_string_pretty(found).unwrap_or_default())),
        Shape::Tekst | Shape::Md => host::print(&found.text()),
    }
}
