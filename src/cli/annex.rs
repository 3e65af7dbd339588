//! `kanwel bijlage`

use super::args::{Annex, Global, Paper, Purpose, Subject};
use super::compare::{AllCompared, Settled, case_files, compared_with};
use super::coverage::encoded;
use super::ready::json;
use super::{exit, usable_rules};
use crate::annex::{Household, Laws, changes, execution, household, relations};
use crate::compare::{Ledger, Waivers};
use crate::coverage::LawCoverage;
use crate::eval::Settings;
use crate::host::{self, HostError, Progress};
use crate::ir::location;
use crate::render::{Annexed, Member, Reproduction, Template, annex_html, annex_markdown};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::PathBuf;

pub(super) fn run(global: &Global, args: &Annex) -> Result<u8, HostError> {
    let loaded = match usable_rules(global, &[])? {
        Ok(loaded) => loaded,
        Err(code) => return Ok(code),
    };
    let Some(coverage) = encoded(global, &loaded, None)? else { return Ok(exit::INVALID) };
    compared_with(global, &args.subject, |all| written(global, args, &coverage, all))
}

fn written(global: &Global, args: &Annex, coverage: &[LawCoverage], all: AllCompared<'_>) -> Result<u8, HostError> {
    let own = all.laws;
    let (before, after) = if own.reverse { (&own.after, &own.before) } else { (&own.before, &own.after) };
    let laws = Laws { before, after, bills: &own.bills, reverse: own.reverse };
    let changes = changes(laws);
    let (relations, execution) = (relations(laws, &changes), execution(laws, &changes));
    let files: Vec<_> = all.households.iter().filter(|h| h.made.is_none()).collect();
    let bar = Progress::new(files.len(), "casussen voor de bijlage");
    let found: Vec<Household> = files
        .par_iter()
        .map(|h| {
            let settings = Settings::on(h.date);
            let out = household(laws, (&h.cases.0, &h.cases.1), &settings, &h.compared);
            bar.step();
            out
        })
        .collect();
    drop(bar);
    let members: Vec<Member<'_>> = files.iter().zip(&found).map(|(h, found)| member(h, found)).collect();
    let touched: BTreeSet<_> = changes
        .iter()
        .flat_map(|c| c.old.iter().map(|r| (before, r)).chain(c.new.iter().map(|r| (after, r))))
        .filter_map(|(p, r)| location(p.provision_of(*r)?).code().cloned())
        .collect();
    let coverage: Vec<LawCoverage> = coverage.iter().filter(|l| touched.contains(&l.law)).cloned().collect();
    let reproduction = Reproduction {
        command: command(global, args),
        bills: hashed(&args.subject.wijziging)?,
        cases: hashed(&case_files(&args.subject)?)?,
        coverage: &coverage,
    };
    let (ledger, waivers) = (Ledger::default(), Waivers::default());
    let settled = Settled { ledger: &ledger, waivers: &waivers, today: None };
    let comparison = all.outline(&args.subject, settled, true).view();
    let annexed = Annexed {
        laws,
        comparison,
        changes: &changes,
        relations: &relations,
        execution: &execution,
        members: &members,
        reproduction,
    };
    let view = annexed.view();
    let template = match args.sjabloon {
        Purpose::Mvt => Template::Memorandum,
        Purpose::Uitvoeringstoets => Template::Execution,
        Purpose::Doenvermogen => Template::Capacity,
    };
    host::print(&match args.formaat {
        Paper::Md => annex_markdown(&view, template),
        Paper::Html => annex_html(&view, template),
        Paper::Json => json(&view),
    })?;
    Ok(exit::OK)
}

fn member<'a>(h: &'a crate::render::Household, found: &'a Household) -> Member<'a> {
    Member {
        name: &h.name,
        title: &h.title,
        date: h.date,
        cases: (&h.cases.0, &h.cases.1),
        rights: &h.compared.rights,
        found,
    }
}

fn hashed(files: &[PathBuf]) -> Result<Vec<(String, String)>, HostError> {
    files.iter().map(|f| Ok((host::name_of(f), host::fingerprint(f)?))).collect()
}

/// The command that gives the same annex.
fn command(global: &Global, args: &Annex) -> String {
    let Subject { wijziging, casussen, synthetisch, zaad, peildatum, omgekeerd, doelgroep } = &args.subject;
    let mut out = vec!["kanwel".to_owned()];
    let mut add = |option: &str, value: String| out.extend([option.to_owned(), quoted(value)]);
    if let Some(dir) = &global.regels {
        add("--regels", host::name_of(dir));
    }
    add("bijlage --sjabloon", args.sjabloon.word().to_owned());
    wijziging.iter().for_each(|f| add("--wijziging", host::name_of(f)));
    casussen.iter().for_each(|f| add("--casussen", host::name_of(f)));
    if let Some(n) = synthetisch {
        add("--synthetisch", n.to_string());
        add("--zaad", zaad.to_string());
    }
    peildatum.iter().for_each(|d| add("--peildatum", d.to_string()));
    doelgroep.iter().for_each(|d| add("--doelgroep", d.clone()));
    if *omgekeerd {
        out.push("--omgekeerd".to_owned());
    }
    out.join(" ")
}

/// A value as one types it: between quotes when it has a space.
fn quoted(value: String) -> String {
    if value.contains(char::is_whitespace) { format!("'{value}'") } else { value }
}
