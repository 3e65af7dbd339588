//! `kanwel nieuw`

use super::super::args::{Global, Shape};
use super::super::ready::json;
use super::super::{exit, usable_rules};
use super::args::New;
use super::refused;
use crate::diagnostic::{Diagnostic, Sources};
use crate::host::{self, HostError, Loaded};
use crate::render::ScaffoldView;
use crate::upkeep::{asked, scaffold, written};
use std::path::Path;

pub(super) fn run(global: &Global, args: &New) -> Result<u8, HostError> {
    let place = asked(&args.what).map_err(refused)?;
    let loaded = match usable_rules(global, &[])? {
        Ok(loaded) => loaded,
        Err(code) => return Ok(code),
    };
    let program = loaded.corpus.program();
    // Required by the command line.
    let Some(read) = args.gelezen else { return Ok(exit::USAGE) };
    let all = written(&program, &loaded.corpus);
    let new = scaffold(&program, &all, &place, args.geldig, read).map_err(refused)?;
    if args.schrijf {
        let text = new.put_in(loaded.corpus.text(&new.file).unwrap_or_default());
        write(global, loaded, &new.file, &text)?;
    }
    let view = ScaffoldView::new(&new, args.schrijf);
    host::print(&match args.formaat {
        Shape::Json => json(&view),
        Shape::Tekst | Shape::Md => view.text(),
    })?;
    Ok(exit::OK)
}

/// Writes a rule file, after checking that the rules are still free of errors with it.
fn write(global: &Global, mut loaded: Loaded, file: &str, text: &str) -> Result<(), HostError> {
    host::writable(global.regels.as_deref())?;
    loaded.corpus.set(file, text);
    if let Some(wrong) = loaded.corpus.diagnostics().into_iter().find(Diagnostic::is_error) {
        let what = format!("Met deze bepaling erbij kloppen de regels niet meer: {}.", wrong.title);
        return Err(HostError::new(what, "Laat `--schrijf` weg en zet de bepaling zelf op haar plaats."));
    }
    host::write_text(Path::new(file), text)
}
