//! Literate tests: the suites of real law, the semantic decisions of the language, and the language guide.
//!
//! * `tests/suite/**/*.md`, and Markdown next to the rules, run against the rules that ship.
//! * `tests/semantiek/*.md` bring rules of their own, on top of `basis.regel`.
//! * `docs/taal.md` brings rules too; every example in it must compile, every wrong example must be refused.

#![allow(clippy::expect_used)]

use kanwel::case::Node;
use kanwel::db::Kanwel;
use kanwel::diagnostic::Severity;
use kanwel::host;
use kanwel::ir::Program;
use kanwel::render::diagnostics;
use kanwel::suite::{Rules, Suite, Test, parse, run};
use libtest_mimic::{Arguments, Failed, Trial};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn main() -> std::process::ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut trials = Vec::new();
    let shipped = host::load_rules(Some(&root.join("rules")), &[]).expect("the rules load").corpus.program();
    for file in markdown(&root.join("tests/suite")).into_iter().chain(markdown(&root.join("rules"))) {
        let suite = parse(&host::read_text(&file).expect("readable"));
        add(&mut trials, &file, suite, &shipped);
    }
    let base = host::read_text(&root.join("tests/semantiek/basis.regel")).expect("readable");
    for file in markdown(&root.join("tests/semantiek")) {
        standalone(&mut trials, &file, Some(&base), false);
    }
    standalone(&mut trials, &root.join("docs/taal.md"), None, true);
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn markdown(dir: &Path) -> Vec<PathBuf> {
    host::files_below(dir, "md").expect("the directory exists")
}

/// A file with rules of its own: they must be accepted (without a warning, if `spotless`), the wrong ones refused.
fn standalone(trials: &mut Vec<Trial>, file: &Path, base: Option<&str>, spotless: bool) {
    let mut suite = parse(&host::read_text(file).expect("readable"));
    let (wrong, good): (Vec<Rules>, Vec<Rules>) =
        std::mem::take(&mut suite.rules).into_iter().partition(|r| r.refused.is_some());
    let mut sources: BTreeMap<String, String> = BTreeMap::new();
    sources.extend(base.map(|text| ("basis.regel".to_owned(), text.to_owned())));
    for rules in good {
        let text = sources.entry(rules.file).or_default();
        text.push('\n');
        text.push_str(&rules.text);
    }
    let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let corpus = Kanwel::new(sources.clone());
    let program = corpus.program();
    trials.push(Trial::test(format!("{name} › regels"), move || accepted(&corpus, spotless)));
    for rules in wrong {
        let mut sources = sources.clone();
        let title = format!("{name}:{} › geweigerd met {}", rules.line, rules.refused.as_deref().unwrap_or_default());
        trials.push(Trial::test(title, move || {
            let text = sources.entry(rules.file).or_default();
            text.push('\n');
            text.push_str(&rules.text);
            let found: Vec<String> =
                Kanwel::new(sources).diagnostics().iter().map(|d| format!("{} {}", d.code, d.title)).collect();
            let code = rules.refused.unwrap_or_default();
            let there = found.iter().any(|f| f.starts_with(&code));
            if there { Ok(()) } else { Err(Failed::from(format!("not refused with {code}: {found:#?}"))) }
        }));
    }
    add(trials, file, suite, &program);
}

fn accepted(corpus: &Kanwel, spotless: bool) -> Result<(), Failed> {
    let wrong: Vec<_> =
        corpus.diagnostics().into_iter().filter(|d| spotless || d.severity == Severity::Error).collect();
    if wrong.is_empty() {
        return Ok(());
    }
    Err(diagnostics(&wrong, corpus, false, 120).into())
}

fn add(trials: &mut Vec<Trial>, file: &Path, suite: Suite, program: &Arc<Program>) {
    let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    for (line, message) in suite.faults {
        trials.push(Trial::test(format!("{name}:{line}"), move || Err(Failed::from(message))));
    }
    for test in suite.tests {
        let (program, file) = (program.clone(), file.to_owned());
        trials
            .push(Trial::test(format!("{name}:{} › {}", test.line, test.name), move || one(&program, &test, &file)));
    }
}

fn one(program: &Program, test: &Test, file: &Path) -> Result<(), Failed> {
    let bases = |name: &str| -> Result<Node, String> { host::read_base(file, name) };
    let report = run(program, test, &bases);
    if report.failures.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> =
        report.failures.iter().map(|f| format!("{}:{}: {}", file.display(), f.line, f.message)).collect();
    Err(lines.join("\n").into())
}
