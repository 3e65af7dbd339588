//! The command line: translates arguments to questions and answers to text. It decides nothing.

mod annex;
mod args;
mod assess;
mod cash;
mod check;
mod cliff;
mod compare;
mod coverage;
mod entangled;
mod explain;
mod format;
mod graph;
mod mutate;
mod plan;
mod ready;
mod record;
mod reply;
mod room;
mod route;
mod schema;
mod suite;
mod upkeep;
mod usage;
mod watch;

use crate::host::{self, HostError, Loaded};
use crate::render::diagnostics;
use args::{Command, Global};
use std::ffi::OsString;
use std::path::PathBuf;

/// Exit codes.
pub mod exit {
    /// Fine.
    pub const OK: u8 = 0;
    /// Findings above the threshold, or files that need formatting.
    pub const FINDINGS: u8 = 1;
    /// The case lacks facts that a right asked for cannot do without.
    pub const INCOMPLETE: u8 = 2;
    /// Invalid rules or an invalid case.
    pub const INVALID: u8 = 3;
    /// Wrong use of the command line, or a file that cannot be read.
    pub const USAGE: u8 = 4;
}

/// Runs the command line and gives the exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let cli = match args::parse(arguments) {
        Ok(cli) => cli,
        Err(stop) => return stop,
    };
    let result = match cli.command {
        Command::Controleer(a) => check::run(&cli.global, &a),
        Command::Beoordeel(a) => assess::run(&cli.global, &a),
        Command::Ruimte(a) => room::run(&cli.global, &a),
        Command::Klif(a) => cliff::run(&cli.global, &a),
        Command::Weerwoord(a) => reply::run(&cli.global, &a),
        Command::Plan(a) => plan::run(&cli.global, &a),
        Command::Kas(a) => cash::run(&cli.global, &a),
        Command::Leguit(a) => explain::run(&cli.global, &a),
        Command::Opmaak(a) => format::run(&a),
        Command::Dekking(a) => coverage::run(&cli.global, &a),
        Command::Graaf(a) => graph::run(&cli.global, &a),
        Command::Verweven(a) => entangled::run(&cli.global, &a),
        Command::Route(a) => route::run(&cli.global, &a),
        Command::Knopen(a) => route::knots(&cli.global, &a),
        Command::Vergelijk(a) => compare::run(&cli.global, &a),
        Command::Bijlage(a) => annex::run(&cli.global, &a),
        Command::Schema(a) => schema::run(&cli.global, &a),
        Command::Toets(a) => suite::run(&cli.global, &a),
        Command::Muteer(a) => mutate::run(&cli.global, &a),
        Command::Onderhoud(a) => upkeep::run(&cli.global, &a),
    };
    result.unwrap_or_else(|e| {
        let _ = host::eprint(&complaint(&e.what, &e.help));
        exit::USAGE
    })
}

/// A number with its noun.
fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// A usage error: what is wrong, and what to do on a line of its own.
fn complaint(what: &str, help: &str) -> String {
    if help.is_empty() { format!("fout: {what}\n") } else { format!("fout: {what}\n doe: {help}\n") }
}

/// Rules that are free of errors, or the exit code after showing what is wrong.
fn usable_rules(global: &Global, extra: &[PathBuf]) -> Result<Result<Loaded, u8>, HostError> {
    let loaded = host::load_rules(global.regels.as_deref(), extra)?;
    let all = loaded.corpus.diagnostics();
    let errors: Vec<_> = all.into_iter().filter(crate::diagnostic::Diagnostic::is_error).collect();
    if errors.is_empty() {
        return Ok(Ok(loaded));
    }
    let shown = diagnostics(&errors, &loaded.corpus, host::colour(), host::width());
    host::eprint(&shown)?;
    Ok(Err(exit::INVALID))
}
