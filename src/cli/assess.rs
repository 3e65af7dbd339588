//! `kanwel beoordeel`

use super::args::{Assess, Global, Shape};
use super::ready::{json, options, usable_case};
use super::{exit, usable_rules};
use crate::conflict::conflicts;
use crate::diagnostic::nearest;
use crate::eval::{Verdict, assess};
use crate::host::{self, HostError};
use crate::ir::{Form, Program, SymId};
use crate::render::{Names, Showing, markdown, text};
use crate::room::room;
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) fn run(global: &Global, args: &Assess) -> Result<u8, HostError> {
    let loaded = match usable_rules(global, &args.erbij)? {
        Ok(loaded) => loaded,
        Err(code) => return Ok(code),
    };
    let program = loaded.corpus.program();
    let rights = rights(&program, &args.recht)?;
    let readings = readings(&program, &args.lezing)?;
    let Some((case, settings)) = usable_case(&program, &args.case, args.peildatum, readings)? else {
        return Ok(exit::INVALID);
    };
    let outcome = assess(&program, &case, &settings, rights.as_deref(), true);
    let asked: Vec<SymId> = rights.clone().unwrap_or_else(|| case.rights_asked().collect());
    let version = host::version(&loaded.corpus);
    let names = Names { program: &program, case: &case };
    let showing = Showing { names, date: settings.date, version: &version, derivations: args.afleiding };
    let mut view = showing.view(&outcome);
    let found = room(&program, &case, &settings, &outcome);
    view.ruimte = showing.room(&found, &view);
    if rights.is_none() {
        // With a choice of rights only part of the household was looked at.
        view.bevindingen = showing.conflicts(&conflicts(&program, &case, &settings, &outcome, &found));
    }
    let shown = match args.formaat {
        Shape::Json => json(&view),
        Shape::Md => markdown(&view, args.alles),
        Shape::Tekst => {
            let first: Vec<String> = asked.iter().map(|r| names.symbol(*r)).collect();
            text(&view, &first, options(args.alles))
        }
    };
    host::print(&shown)?;
    let unknown = outcome.outcomes.iter().any(|o| o.verdict == Verdict::Unknown && asked.contains(&o.right));
    Ok(if unknown { exit::INCOMPLETE } else { exit::OK })
}

/// `KEUZE=LEZING`
fn readings(program: &Program, given: &[String]) -> Result<BTreeMap<Arc<str>, Arc<str>>, HostError> {
    let mut out = BTreeMap::new();
    for text in given {
        let known: Vec<String> =
            program.choices.iter().flat_map(|c| c.readings.iter().map(|r| format!("{}={r}", c.name))).collect();
        if !known.contains(text) {
            let hint = nearest(text, known.iter().map(String::as_str))
                .map_or_else(|| possible(&known), |n| format!("Bedoelde u `{n}`?"));
            return Err(HostError::new(format!("De lezing `{text}` bestaat niet."), hint));
        }
        if let Some((choice, reading)) = text.split_once('=') {
            out.insert(choice.into(), reading.into());
        }
    }
    Ok(out)
}

/// The unit in which a right is paid, if it is paid in money.
pub(super) fn paid_in(program: &Program, right: SymId) -> Option<crate::value::Unit> {
    let symbol = program.symbol(right)?;
    let mut all = symbol.rules.iter().chain(&symbol.powers).filter_map(|id| program.rule(*id));
    all.find_map(|l| Some(l.rule.body.benefit()?.amount.as_ref()?.unit))
}

/// What may be chosen, as a remedy.
fn possible(all: &[String]) -> String {
    if all.is_empty() { "Deze regels hebben er geen.".to_owned() } else { format!("Kies uit: {}.", all.join(", ")) }
}

/// The rights asked for; `None` for all.
pub(super) fn rights(program: &Program, given: &[String]) -> Result<Option<Vec<SymId>>, HostError> {
    if given.is_empty() {
        return Ok(None);
    }
    let all: Vec<String> =
        program.rights.iter().filter_map(|r| program.signature(*r)).map(|s| s.sym.to_string()).collect();
    given
        .iter()
        .map(|name| {
            let right = program.find(name).filter(|id| program.signature(*id).is_some_and(|s| s.form == Form::Right));
            right.ok_or_else(|| {
                let hint = nearest(name, all.iter().map(String::as_str))
                    .map_or_else(|| possible(&all), |n| format!("Bedoelde u `{n}`?"));
                HostError::new(format!("Het recht `{name}` bestaat niet."), hint)
            })
        })
        .collect::<Result<Vec<_>, _>>()
        .map(Some)
}
