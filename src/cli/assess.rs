//! `kanwel beoordeel`

use super::args::{Assess, Global, Shape};
use super::{exit, usable_rules};
use crate::case::{Case, Node, read};
use crate::conflict::conflicts;
use crate::diagnostic::{Diagnostic, code, nearest};
use crate::eval::{Impossible, Settings, Verdict, assess, impossible};
use crate::host::{self, HostError};
use crate::ir::{Form, Program, SymId, rule::Body};
use crate::render::{Names, Options, Showing, diagnostics, markdown, text};
use crate::room::room;
use crate::text::Place;
use crate::value::Date;
use std::collections::BTreeMap;
use std::path::Path;
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
        Shape::Json => format!("{}\n", serde_json::to_string_pretty(&view).unwrap_or_default()),
        Shape::Md => markdown(&view, args.alles),
        Shape::Tekst => {
            let first: Vec<String> = asked.iter().map(|r| names.symbol(*r)).collect();
            text(&view, &first, Options { all: args.alles, colour: host::colour(), width: host::width() })
        }
    };
    host::print(&shown)?;
    let unknown = outcome.outcomes.iter().any(|o| o.verdict == Verdict::Unknown && asked.contains(&o.right));
    Ok(if unknown { exit::INCOMPLETE } else { exit::OK })
}

/// A case without errors with its settings; `None` after showing what is wrong.
pub(super) fn usable_case(
    program: &Program,
    path: &Path,
    date: Option<Date>,
    readings: BTreeMap<Arc<str>, Arc<str>>,
) -> Result<Option<(Case, Settings)>, HostError> {
    let file = host::read_case(path)?;
    let mut found = file.diagnostics.clone();
    let case = file.root.as_ref().and_then(|root| {
        let reading = read(program, root);
        found.extend(reading.diagnostics);
        reading.case
    });
    let date = date.or_else(|| case.as_ref().and_then(|c| c.date));
    if let (Some(_), None) = (&case, date) {
        found.push(no_date(path));
    }
    let settings = date.map(|date| Settings { readings, ..Settings::on(date) });
    if let (Some(case), Some(settings), Some(root)) = (&case, &settings, &file.root) {
        let broken = impossible(program, case, settings);
        found.extend(impossible_diagnostics(program, case, &broken, root));
    }
    if !found.is_empty() {
        host::eprint(&diagnostics(&found, &file, host::colour(), host::width()))?;
    }
    Ok(case.zip(settings).filter(|_| !found.iter().any(Diagnostic::is_error)))
}

fn no_date(path: &Path) -> Diagnostic {
    Diagnostic::error(code::CASE_MISSING, host::top_of(&host::name_of(path)), "Er is geen peildatum")
        .why("Wetten en bedragen verschillen per dag; zonder datum is er geen antwoord.")
        .help("Zet `peildatum = 2026-03-01` in de casus, of geef `--peildatum 2026-03-01`.")
}

/// What cannot be, as diagnostics at the persons and things it is about.
pub(super) fn impossible_diagnostics(
    program: &Program,
    case: &Case,
    found: &[Impossible],
    root: &Node,
) -> Vec<Diagnostic> {
    found
        .iter()
        .filter_map(|i| {
            let linked = program.rule(i.rule)?;
            let Body::Impossible { text } = &linked.rule.body else { return None };
            let who: Vec<String> = i.about.iter().map(|e| format!("`{}`", case.name(*e))).collect();
            let mut places = i.about.iter().filter_map(|e| label_place(root, &case.name(*e)));
            let first = places.next().unwrap_or_else(|| root.place.clone());
            let what =
                Diagnostic::error(code::CASE_IMPOSSIBLE, first, format!("Dit kan niet: {text} ({})", who.join(", ")))
                    .why("Een onmogelijke situatie geeft onzinnige uitkomsten; bijna altijd is een feit verwisseld of verkeerd getikt.")
                    .help(format!("Controleer de feiten van {}.", who.join(" en ")));
            Some(places.fold(what, |d, p| d.also(p, "")))
        })
        .collect()
}

/// Where a label is introduced: a key of a table of persons, addresses or things.
fn label_place(root: &Node, label: &str) -> Option<Place> {
    root.entries().iter().filter(|(key, _, _)| &**key != "relaties").find_map(|(_, _, group)| {
        group.entries().iter().find(|(key, _, _)| &**key == label).map(|(_, place, _)| place.clone())
    })
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
