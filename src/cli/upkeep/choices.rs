//! `kanwel keuzes`

use super::super::args::{Global, Shape};
use super::super::ready::{json, usable_case};
use super::super::{exit, usable_rules};
use super::args::Choices;
use crate::host::{self, HostError};
use crate::ir::Program;
use crate::render::{ChoicesView, FlipView};
use crate::upkeep::{choices, flips, written};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Most cases that are worked out, each once for every other reading.
const MOST: usize = 500;

pub(super) fn run(global: &Global, args: &Choices) -> Result<u8, HostError> {
    let loaded = match usable_rules(global, &[])? {
        Ok(loaded) => loaded,
        Err(code) => return Ok(code),
    };
    let program = loaded.corpus.program();
    let all = choices(&program, &written(&program, &loaded.corpus));
    let files = cases(args)?;
    let mut found = Vec::new();
    for file in &files {
        let Some(some) = flipped(args, &program, file)? else { return Ok(exit::INVALID) };
        found.extend(some);
    }
    let view = ChoicesView::new(&all, &found, (!args.casussen.is_empty()).then_some(files.len()));
    host::print(&match args.formaat {
        Shape::Json => json(&view),
        Shape::Md => view.markdown(),
        Shape::Tekst => view.text(host::width()),
    })?;
    Ok(exit::OK)
}

/// The case files asked for.
fn cases(args: &Choices) -> Result<Vec<PathBuf>, HostError> {
    let mut out = Vec::new();
    for path in &args.casussen {
        if host::is_dir(path) {
            out.extend(host::files_below(path, "toml")?);
            out.extend(host::files_below(path, "json")?);
        } else {
            out.push(path.clone());
        }
    }
    let names = || args.casussen.iter().map(|p| host::name_of(p)).collect::<Vec<_>>().join(", ");
    if out.len() > MOST {
        let what = format!("In {} staan {} casussen; kanwel rekent er hooguit {MOST} door.", names(), out.len());
        return Err(HostError::new(what, "Kies een kleinere map."));
    }
    if out.is_empty() && !args.casussen.is_empty() {
        let help = "Een casus eindigt op `.toml` of `.json`.";
        return Err(HostError::new(format!("In {} staan geen casussen.", names()), help));
    }
    Ok(out)
}

/// What flips on a case; `None` after showing what is wrong with it.
fn flipped(args: &Choices, program: &Program, file: &Path) -> Result<Option<Vec<FlipView>>, HostError> {
    let Some((case, settings)) = usable_case(program, file, args.peildatum, BTreeMap::new())? else { return Ok(None) };
    let name = host::name_of(file);
    let all = flips(program, &case, &settings);
    Ok(Some(all.iter().map(|f| FlipView::new(program, &case, &name, f)).collect()))
}
