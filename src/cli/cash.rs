//! `kanwel kas`

use super::args::{Cash, CashShape, Global};
use super::exit;
use super::ready::{Ready, json, options, ready};
use crate::case::Case;
use crate::cash::{Question, calendar};
use crate::diagnostic::nearest;
use crate::host::{self, HostError};
use crate::render::{cash_markdown, cash_svg, cash_text};
use crate::value::{Entity, Exact, PERSON};

pub(super) fn run(global: &Global, args: &Cash) -> Result<u8, HostError> {
    let ready = match ready(global, &args.case, args.peildatum)? {
        Ok(ready) => ready,
        Err(code) => return Ok(code),
    };
    let Ready { program, case, settings, .. } = &ready;
    let question = Question {
        month: args.maand.unwrap_or(settings.date),
        months: args.maanden,
        begin: args.begin.unwrap_or(Exact::ZERO),
        people: people(case, &args.persoon)?,
    };
    let Some(found) = calendar(program, case, settings, &question) else {
        return Err(HostError::new(
            "Deze kalender is niet te maken: een bedrag is te groot, of de maanden vallen buiten de kalender.",
            "Controleer de bedragen onder `[[betalingen]]`, `--begin` en `--maand`.",
        ));
    };
    let view = ready.showing().cash(&found);
    let shown = match args.formaat {
        CashShape::Json => json(&view),
        CashShape::Md => cash_markdown(&view),
        CashShape::Svg => cash_svg(&view),
        CashShape::Tekst => cash_text(&view, options(false)),
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
