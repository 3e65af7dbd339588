//! `kanwel leguit`

use super::args::{Explain, Global, Shape};
use super::{exit, usable_rules};
use crate::diagnostic::{Sources, nearest};
use crate::host::{self, HostError};
use crate::ir::Program;
use crate::render::{Explained, explain};
use crate::syntax::split;
use crate::value::Date;

pub(super) fn run(global: &Global, args: &Explain) -> Result<u8, HostError> {
    let what = args.what.join(" ");
    // A code needs no rules, and must be explained even when the rules are broken.
    let code = what.to_uppercase();
    let page = crate::diagnostic::page(&code)
        .or_else(|| crate::room::page(&code).or_else(|| crate::conflict::page(&code)).map(|p| p.trim_end().to_owned()));
    if let Some(page) = page {
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
        None => Err(HostError::new(
            format!("`{what}` is geen gecodeerde bepaling, naam of code."),
            unknown(&program, &what),
        )),
    }
}

/// What to write instead of something unknown: the nearest name, or how each kind is written.
fn unknown(program: &Program, what: &str) -> String {
    match near(program, what) {
        Some(name) => format!("Bedoelde u `{name}`?"),
        None => "Schrijf bijvoorbeeld `kanwel leguit Pw artikel 13 lid 2 onder c`, `kanwel leguit Pw.algemene_bijstand` of `kanwel leguit K101`.".to_owned(),
    }
}

/// The name nearest to something unknown, with or without its law.
pub(super) fn near(program: &Program, what: &str) -> Option<String> {
    let names: Vec<String> = program.symbols.iter().map(|s| s.signature.sym.to_string()).collect();
    let bare = |n: &str| n.rsplit('.').next().unwrap_or_default().to_owned();
    nearest(what, names.iter().map(String::as_str))
        .map(str::to_owned)
        .or_else(|| names.iter().find(|n| bare(n) == what).cloned())
        .or_else(|| {
            let last: Vec<String> = names.iter().map(|n| bare(n)).collect();
            let best = nearest(what, last.iter().map(String::as_str))?.to_owned();
            names.iter().find(|n| bare(n) == best).cloned()
        })
}

fn show(found: &Explained, shape: Shape) -> Result<(), HostError> {
    match shape {
        Shape::Json => host::print(&format!("{}\n", serde_json::to_string_pretty(found).unwrap_or_default())),
        Shape::Tekst | Shape::Md => host::print(&found.text(host::width())),
    }
}
