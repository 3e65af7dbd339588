//! `kanwel kas`

use super::args::{Cash, CashShape, Global};
use super::assess::usable_case;
use super::{exit, usable_rules};
use crate::case::Case;
use crate::cash::{Question, calendar};
use crate::diagnostic::nearest;
use crate::host::{self, HostError};
use crate::render::{Names, Options, Showing, cash_markdown, cash_svg, cash_text};
use crate::value::{Entity, Exact, PERSON};
use std::collections::BTreeMap;

pub(super) fn run(global: &Global, args: &Cash) -> Result<u8, HostError> {
    let loaded = match usable_rules(global, &[])? {
        Ok(loaded) => loaded,
        Err(code) => return Ok(code),
    };
    let program = loaded.corpus.program();
    let Some((case, settings)) = usable_case(&program, &args.case, args.peildatum, BTreeMap::new())? else {
        return Ok(exit::INVALID);
    };
    let question = Question {
        month: args.maand.unwrap_or(settings.date),
        months: args.maanden,
        begin: args.begin.unwrap_or(Exact::ZERO),
        people: people(&case, &args.persoon)?,
    };
    let Some(found) = calendar(&program, &case, &settings, &question) else {
        return Err(HostError::new(
            "Deze kalender is niet te maken: een bedrag is te groot, of de maanden vallen buiten de kalender.",
            "Controleer de bedragen onder `[[betalingen]]`, `--begin` en `--maand`.",
        ));
    };
    let version = host::version(&loaded.corpus);
    let names = Names { program: &program, case: &case };
    let view = Showing { names, date: settings.date, version: &version, derivations: false }.cash(&found);
    let shown = match args.formaat {
        CashShape::Json => format!("{}\n", serde_json::to_string_pretty(&view).unwrap_or_default()),
        CashShape::Md => cash_markdown(&view),
        CashShape::Svg => cash_svg(&view),
        CashShape::Tekst => cash_text(&view, Options { all: false, colour: host::colour(), width: host::width() }),
    };
    host::print(&shown)?;
    Ok(exit::OK)
}

/// The persons asked for.
fn people(case: &Case, given: &[String]) -> Result<Vec<Entity>, HostError> {
    let known: Vec<String> = case.of_sort(PERSON).map(|p| case.name(p).to_string()).collect();
    let one = |role: &String| {
        let found = case.entity(role).filter(|_| known.contains(role));
        found.ok_or_else(|| {
            let hint = nearest(role, known.iter().map(String::as_str))
                .map_or_else(|| format!("Kies uit: {}.", known.join(", ")), |n| format!("Bedoelde u `{n}`?"));
            HostError::new(format!("Er is geen persoon `{role}` in deze casus."), hint)
        })
    };
    given.iter().map(one).collect()
}
