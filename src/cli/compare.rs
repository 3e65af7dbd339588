//! `kanwel vergelijk`

use super::args::{Compare, Comparison, Global, Subject};
use super::ready::impossible_diagnostics;
use super::{exit, usable_rules};
use crate::case::{Case, Node, parse_toml, read, without_facts};
use crate::compare::{Depth, Ledger, Side, Waivers, baseline, compare, waivers};
use crate::diagnostic::{Diagnostic, code, nearest};
use crate::eval::{Settings, impossible};
use crate::host::{self, HostError, Progress};
use crate::ir::{Bill, Program, SymId, SymKind};
use crate::render::{
    Household, Made, Options, Outline, baseline_text, comparison_markdown, comparison_text, diagnostics,
};
use crate::synthesis::{Maker, assumptions, profile, read_by, thresholds};
use crate::value::{Date, PERSON, Type};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The two bodies of law and what differs in their names.
pub(super) struct Laws {
    pub before: Arc<Program>,
    pub after: Arc<Program>,
    versions: (String, String),
    /// Facts that only the bill knows.
    new: Vec<Arc<str>>,
    /// First with the bill, then the law in force.
    pub reverse: bool,
    pub bills: Vec<Bill>,
    target: Option<SymId>,
}

pub(super) fn run(global: &Global, args: &Compare) -> Result<u8, HostError> {
    let Some(known) = settled(args.basislijn.as_deref(), baseline)? else { return Ok(exit::INVALID) };
    let Some(waived) = settled(args.ontheffingen.as_deref(), waivers)? else {
        return Ok(exit::INVALID);
    };
    compared_with(global, &args.subject, |all| {
        let households = all.households;
        let today = args.vandaag.or_else(|| households.iter().map(|h| h.date).max());
        let ledger = Ledger::new(points(households), &known, &waived, today.unwrap_or(all.date));
        let settled = Settled { ledger: &ledger, waivers: &waived, today };
        let view = all.outline(&args.subject, settled, args.alles).view();
        host::print(&match args.formaat {
            Comparison::Json => format!("{}\n", serde_json::to_string_pretty(&view).unwrap_or_default()),
            Comparison::Md => comparison_markdown(&view, args.alles),
            Comparison::Basislijn => baseline_text(&view),
            Comparison::Tekst => {
                comparison_text(&view, Options { all: args.alles, colour: host::colour(), width: host::width() })
            }
        })?;
        let fails = ledger.fails() && args.formaat != Comparison::Basislijn;
        Ok(if fails { exit::FINDINGS } else { exit::OK })
    })
}

/// The laws and the households that were compared under them.
pub(super) struct AllCompared<'a> {
    pub laws: &'a Laws,
    /// Cases first.
    pub households: &'a [Household],
    /// How the made-up ones were made.
    made: Option<Made<'a>>,
    /// The day on which made-up households are looked at.
    date: Date,
}

/// What is known of what is new or worse.
pub(super) struct Settled<'a> {
    pub ledger: &'a Ledger,
    pub waivers: &'a Waivers,
    pub today: Option<Date>,
}

impl<'a> AllCompared<'a> {
    /// Everything the comparison is shown from.
    pub(super) fn outline(self, args: &'a Subject, settled: Settled<'a>, all: bool) -> Outline<'a> {
        let Laws { before, after, versions, reverse, bills, .. } = self.laws;
        Outline {
            reverse: *reverse,
            programs: if *reverse { (after, before) } else { (before, after) },
            versions: (&versions.0, &versions.1),
            bills: bills.clone(),
            target: args.doelgroep.as_deref(),
            households: self.households,
            made: self.made,
            ledger: settled.ledger,
            waivers: settled.waivers,
            today: settled.today,
            all,
        }
    }
}

/// Compares every household that is asked for and hands it on; the exit code after showing what is wrong.
pub(super) fn compared_with(
    global: &Global,
    args: &Subject,
    then: impl FnOnce(AllCompared<'_>) -> Result<u8, HostError>,
) -> Result<u8, HostError> {
    let Some(laws) = laws(global, args)? else { return Ok(exit::INVALID) };
    let Some(cases) = cases(&laws, args)? else { return Ok(exit::INVALID) };
    let mut households = compared(&laws, cases);
    let start = laws.bills.iter().map(|b| b.from).max().unwrap_or(Date::FIRST);
    let date = args.peildatum.unwrap_or(start);
    let assumed = parse_toml(&"huishoudens.toml".into(), assumptions()).map(|root| profile(&root)).unwrap_or_default();
    let limits = thresholds(&laws.before, &laws.after, date);
    let maker = Maker::new(&laws.after, &assumed, &limits, &read_by(&laws.before, &laws.after), date, args.zaad);
    let made = args.synthetisch.map(|asked| {
        households.extend(synthetic(&laws, &maker, asked, date));
        let extra = maker.extra();
        Made { seed: args.zaad, asked, date, thresholds: &limits, profile: &assumed, extra }
    });
    then(AllCompared { laws: &laws, households: &households, made, date })
}

/// What is new or worse, each once: made-up households share one name, so that one key stands for all of a kind.
fn points(households: &[Household]) -> BTreeSet<Arc<str>> {
    let name = |h: &Household| if h.made.is_some() { MADE.to_owned() } else { h.name.to_string() };
    households.iter().flat_map(|h| h.compared.points(&name(h)).collect::<Vec<_>>()).collect()
}

/// The name under which made-up households are known in keys.
const MADE: &str = "synthetisch";

fn laws(global: &Global, args: &Subject) -> Result<Option<Laws>, HostError> {
    let (Ok(base), Ok(changed)) = (usable_rules(global, &[])?, usable_rules(global, &args.wijziging)?) else {
        return Ok(None);
    };
    let (before, after) = (base.corpus.program(), changed.corpus.program());
    let mut bills: Vec<Bill> = Vec::new();
    for order in after.orders.iter().filter(|o| !before.orders.contains(o)) {
        if !bills.contains(order.bill()) {
            bills.push(order.bill().clone());
        }
    }
    if bills.is_empty() {
        let names: Vec<String> = args.wijziging.iter().map(|f| host::name_of(f)).collect();
        return Err(HostError::new(
            format!("In {} staat geen wijziging die iets verandert.", names.join(", ")),
            "Begin het bestand met `wijziging Code \"…\" met ingang van jjjj-mm-dd`, en zet er opdrachten onder.",
        ));
    }
    let fact = |p: &Program| -> BTreeSet<Arc<str>> {
        let all = p.symbols.iter().filter(|s| matches!(s.signature.kind, SymKind::Fact(_)));
        all.map(|s| s.signature.sym.name.clone()).collect()
    };
    let new = fact(&after).difference(&fact(&before)).cloned().collect();
    let target = args.doelgroep.as_deref().map(|t| target(&after, t)).transpose()?;
    let versions = (host::version(&base.corpus), host::version(&changed.corpus));
    Ok(Some(Laws { before, after, versions, new, reverse: args.omgekeerd, bills, target }))
}

/// A truth about one person.
fn target(program: &Program, written: &str) -> Result<SymId, HostError> {
    let fits = |id: &SymId| {
        program.signature(*id).is_some_and(|s| {
            s.result == Type::Truth
                && matches!(s.params.as_slice(), [p] if matches!(&p.ty, Type::Entity(e) if &**e == PERSON))
        })
    };
    program.find(written).filter(fits).ok_or_else(|| {
        let all: Vec<String> = (0_u32..)
            .map(SymId)
            .take(program.symbols.len())
            .filter(fits)
            .filter_map(|id| program.signature(id).map(|s| s.sym.to_string()))
            .collect();
        let help = nearest(written, all.iter().map(String::as_str))
            .map_or_else(|| "Noem een ja-of-nee-begrip over één persoon.".to_owned(), |n| format!("Bedoelde u `{n}`?"));
        HostError::new(format!("De doelgroep `{written}` bestaat niet."), help)
    })
}

/// A household under both laws, still to be compared.
struct Pair {
    name: Arc<str>,
    date: Date,
    cases: (Case, Case),
    made: Option<(Option<crate::synthesis::At>, String)>,
    title: Arc<str>,
}

/// The household under both laws; what only the bill knows is left out before.
fn both(laws: &Laws, root: &Node) -> (Option<(Case, Case)>, Vec<Diagnostic>) {
    let after = read(&laws.after, root);
    let before = read(&laws.before, &without_facts(root.clone(), &laws.new));
    (before.case.zip(after.case), after.diagnostics)
}

/// The files with cases, in order.
pub(super) fn case_files(args: &Subject) -> Result<Vec<PathBuf>, HostError> {
    let mut files: Vec<PathBuf> = Vec::new();
    for path in &args.casussen {
        let mut below = host::files_below(path, "toml")?;
        if host::is_dir(path) {
            below.extend(host::files_below(path, "json")?);
            below.sort();
        }
        if below.is_empty() {
            let what = format!("In {} staan geen casussen.", host::name_of(path));
            return Err(HostError::new(what, "Een casus eindigt op `.toml` of `.json`."));
        }
        files.extend(below);
    }
    files.dedup();
    Ok(files)
}

fn cases(laws: &Laws, args: &Subject) -> Result<Option<Vec<Pair>>, HostError> {
    let files = case_files(args)?;
    let mut out = Vec::new();
    let mut fine = true;
    for path in &files {
        match pair(laws, path, args.peildatum)? {
            Some(pair) => out.push(pair),
            None => fine = false,
        }
    }
    Ok(fine.then_some(out))
}

/// One case of a file; `None` after showing what is wrong.
fn pair(laws: &Laws, path: &Path, date: Option<Date>) -> Result<Option<Pair>, HostError> {
    let file = host::read_case(path)?;
    let mut found = file.diagnostics.clone();
    let mut made = None;
    if let Some(root) = &file.root {
        let (cases, diagnostics) = both(laws, root);
        found.extend(diagnostics);
        if let Some(cases) = cases {
            match date.or(cases.1.date) {
                Some(date) => {
                    let broken = impossible(&laws.after, &cases.1, &Settings::on(date));
                    found.extend(impossible_diagnostics(&laws.after, &cases.1, &broken, root));
                    let name =
                        path.file_stem().map_or_else(|| host::name_of(path), |n| n.to_string_lossy().into_owned());
                    made = Some(Pair { name: name.into(), date, title: cases.1.title.clone(), cases, made: None });
                }
                None => found.push(
                    Diagnostic::error(code::CASE_MISSING, host::top_of(&host::name_of(path)), "Er is geen peildatum")
                        .why("Wetten en bedragen verschillen per dag; zonder datum is er geen antwoord.")
                        .help("Zet `peildatum = 2026-03-01` in de casus, of geef `--peildatum 2026-03-01`."),
                ),
            }
        }
    }
    // Warnings are for `controleer`; here only what stops the comparison is told.
    found.retain(Diagnostic::is_error);
    if found.is_empty() {
        return Ok(made);
    }
    host::eprint(&diagnostics(&found, &file, host::colour(), host::width()))?;
    Ok(None)
}

fn one(laws: &Laws, pair: Pair, depth: Depth<'_>) -> Household {
    let settings = Settings::on(pair.date);
    let side = |program, case| Side { program, case, settings: &settings };
    let name = if pair.made.is_some() { MADE } else { &pair.name };
    let sides = (side(&laws.before, &pair.cases.0), side(&laws.after, &pair.cases.1));
    let (before, after) = if laws.reverse { (sides.1, sides.0) } else { sides };
    let target = laws.target.map(|t| (sides.1, t));
    let compared = compare(name, before, after, depth, target);
    let Pair { name, date, cases, made, title } = pair;
    let cases = if laws.reverse { (cases.1, cases.0) } else { cases };
    Household { name, title, date, cases, compared, made }
}

fn compared(laws: &Laws, cases: Vec<Pair>) -> Vec<Household> {
    let bar = Progress::new(cases.len(), "Casussen");
    let done = cases.into_par_iter().map(|p| {
        let out = one(laws, p, Depth::FULL);
        bar.step();
        out
    });
    let done: Vec<Household> = done.collect();
    done
}

fn synthetic(laws: &Laws, maker: &Maker<'_>, asked: u64, date: Date) -> Vec<Household> {
    let bar = Progress::new(usize::try_from(asked).unwrap_or(usize::MAX), "Verzonnen huishoudens");
    let make = |number: u64| {
        let made = maker.household(number);
        bar.step();
        let made = made?;
        let root = parse_toml(&"huishouden".into(), &made.text).ok()?;
        let cases = both(laws, &root).0?;
        let name = format!("{MADE}-{number:05}").into();
        Some(one(laws, Pair { name, date, cases, title: made.form, made: Some((made.at, made.text)) }, Depth::COUNT))
    };
    let out: Vec<Household> = (1..=asked).into_par_iter().filter_map(make).collect();
    out
}

/// A baseline or a file of waivers; nothing without a file, `None` after showing what is wrong.
fn settled<T: Default>(
    path: Option<&Path>,
    read: impl Fn(&Node) -> (T, Vec<Diagnostic>),
) -> Result<Option<T>, HostError> {
    let Some(path) = path else { return Ok(Some(T::default())) };
    let file = host::read_case(path)?;
    let mut found = file.diagnostics.clone();
    let value = file.root.as_ref().map(|root| {
        let (value, diagnostics) = read(root);
        found.extend(diagnostics);
        value
    });
    if found.is_empty() {
        return Ok(value);
    }
    host::eprint(&diagnostics(&found, &file, host::colour(), host::width()))?;
    Ok(None)
}
