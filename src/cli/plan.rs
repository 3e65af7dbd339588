//! `kanwel plan`

use super::args::{Global, Paper, Plan};
use super::exit;
use super::ready::{Ready, json, ready};
use super::reply::{Said, heard, nothing, right};
use crate::diagnostic::Diagnostic;
use crate::eval::assess;
use crate::host::{self, HostError};
use crate::plan::{Figures, costs, course, plan};
use crate::render::{diagnostics, plan_html, plan_markdown};
use crate::reply::about;
use crate::room::room;
use std::path::Path;

pub(super) fn run(global: &Global, args: &Plan) -> Result<u8, HostError> {
    let ready = match ready(global, &args.case, args.peildatum)? {
        Ok(ready) => ready,
        Err(code) => return Ok(code),
    };
    let Ready { program, case, settings, .. } = &ready;
    let goal = right(program, &args.doel)?;
    let figures = match args.kosten.as_deref().map(figures).transpose()? {
        Some(None) => return Ok(exit::INVALID),
        Some(Some(figures)) => figures,
        None => Figures::default(),
    };
    let said = Said { person: args.houder.clone(), subject: args.voor.clone(), ..Said::default() };
    let heard = heard(case, goal, &said)?;
    // Side effects and other laws count too, so everything is assessed.
    let outcome = assess(program, case, settings, None, true);
    let found = room(program, case, settings, &outcome);
    let Some(reply) = about(program, case, settings, &outcome, &found, &heard).into_iter().next() else {
        return Err(nothing(program, goal));
    };
    let Some(o) = outcome.outcomes.get(reply.outcome) else { return Err(nothing(program, goal)) };
    let rank = args.route.map(|n| n.saturating_sub(1));
    let Some(steps) = course(program, case, settings, o, args.stappen, rank) else {
        let what = format!("Een route {} is er niet.", args.route.unwrap_or_default());
        return Err(HostError::new(what, "`kanwel route` toont de routes; zonder `--route` neemt het plan de eerste."));
    };
    let Some(made) = plan(program, case, &outcome, reply.outcome, steps, figures) else {
        return Err(nothing(program, goal));
    };
    let showing = ready.showing();
    let mut view = showing.view(&outcome);
    view.ruimte = showing.room(&found, &view);
    let Some(shown) = showing.plan(&made, &reply, &outcome, &view) else { return Err(nothing(program, goal)) };
    host::print(&match args.formaat {
        Paper::Md => plan_markdown(&shown),
        Paper::Html => plan_html(&shown),
        Paper::Json => json(&shown),
    })?;
    Ok(exit::OK)
}

/// The figures in a file; `None` after showing what is wrong.
fn figures(path: &Path) -> Result<Option<Figures>, HostError> {
    let file = host::read_case(path)?;
    let mut found = file.diagnostics.clone();
    let read = file.root.as_ref().map(costs::read);
    let figures = read.map(|(figures, diagnostics)| {
        found.extend(diagnostics);
        figures
    });
    if !found.is_empty() {
        host::eprint(&diagnostics(&found, &file, host::colour(), host::width()))?;
    }
    Ok(figures.filter(|_| !found.iter().any(Diagnostic::is_error)))
}
