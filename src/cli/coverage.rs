//! `kanwel dekking`

use super::args::{Coverage as Args, Global, Report};
use super::suite::found;
use super::{exit, usable_rules};
use crate::coverage::{ArticleList, LawCoverage, Trial, laws, list, tests};
use crate::diagnostic::{Diagnostic, Sources, nearest};
use crate::host::{self, ArticleFiles, HostError, Loaded};
use crate::ir::{Program, RuleId};
use crate::render::{Covered, TestView, coverage_html, coverage_markdown, coverage_text, diagnostics};
use crate::suite::{Prepared, Stated, parse};
use crate::text::{Place, Span};
use std::path::Path;

pub(super) fn run(global: &Global, args: &Args) -> Result<u8, HostError> {
    let loaded = match usable_rules(global, &[])? {
        Ok(loaded) => loaded,
        Err(code) => return Ok(code),
    };
    let program = loaded.corpus.program();
    let Some(laws) = encoded(global, &loaded, args.wet.as_deref())? else { return Ok(exit::INVALID) };
    if let (Some(code), []) = (&args.wet, laws.as_slice()) {
        return Err(unknown_law(&program, code));
    }
    let (trials, unused) = trials(&program, args, loaded.dir.as_deref())?;
    let statements: Vec<RuleId> = laws.iter().flat_map(LawCoverage::statements).collect();
    let tested = tests(&program, &trials, &statements);
    let named: Vec<TestView> = trials.iter().map(named).collect();
    let sources = &loaded.corpus;
    let covered = Covered { program: &program, sources, laws: &laws, tested: &tested, tests: &named, unused };
    let view = covered.view();
    host::print(&match args.formaat {
        Report::Tekst => coverage_text(&view, host::width()),
        Report::Json => format!("{}\n", serde_json::to_string_pretty(&view).unwrap_or_default()),
        Report::Html => coverage_html(&view),
        Report::Md => coverage_markdown(&view),
    })?;
    Ok(exit::OK)
}

/// How much of each law is encoded, or of one; `None` after showing what is wrong with the lists of articles.
pub(super) fn encoded(
    global: &Global,
    loaded: &Loaded,
    only: Option<&str>,
) -> Result<Option<Vec<LawCoverage>>, HostError> {
    let files = host::article_files(global.regels.as_deref())?;
    let (lists, mut wrong) = read(&files);
    let (laws, unlisted) = laws(&loaded.corpus.program(), &lists, only);
    wrong.extend(unlisted);
    if wrong.is_empty() {
        return Ok(Some(laws));
    }
    let sources = Both { rules: &loaded.corpus, files: &files };
    host::eprint(&diagnostics(&wrong, &sources, host::colour(), host::width()))?;
    Ok(None)
}

/// The lists, with what is wrong with those that cannot be read.
fn read(files: &ArticleFiles) -> (Vec<ArticleList>, Vec<Diagnostic>) {
    let (mut lists, mut wrong) = (Vec::new(), Vec::new());
    for (path, text) in &files.0 {
        match list(path, text) {
            Ok(list) => lists.push(list),
            Err(found) => wrong.extend(found),
        }
    }
    (lists, wrong)
}

/// Every test that states an outcome and holds, and how many there are besides.
fn trials<'p>(program: &'p Program, args: &Args, rules: Option<&Path>) -> Result<(Vec<Stated<'p>>, usize), HostError> {
    let given = if args.paths.is_empty() { found(rules) } else { args.paths.clone() };
    let (mut out, mut unused) = (Vec::new(), 0);
    for path in &given {
        for file in host::files_below(path, "md")? {
            let name = host::name_of(&file);
            for test in parse(&host::read_text(&file)?).tests {
                let bases = |base: &str| host::read_base(&file, base);
                let told = format!("{}\n{name}", test.name);
                match Stated::new(program, &Prepared::new(&name.as_str().into(), test, &bases), told) {
                    Some(trial) => out.push(trial),
                    None => unused += 1,
                }
            }
        }
    }
    Ok((out, unused))
}

fn named(trial: &Stated<'_>) -> TestView {
    let (name, file) = trial.name().rsplit_once('\n').unwrap_or((trial.name(), ""));
    TestView { naam: name.to_owned(), plaats: format!("{file}:{}", trial.line()) }
}

fn unknown_law(program: &Program, code: &str) -> HostError {
    let all: std::collections::BTreeSet<&str> = program.provisions.iter().map(|p| &*p.law).collect();
    let near = all.iter().find(|c| c.eq_ignore_ascii_case(code)).copied();
    let help = match near.or_else(|| nearest(code, all.iter().copied())) {
        Some(near) => format!("Bedoelde u `{near}`?"),
        None => format!("Kies uit: {}.", all.into_iter().collect::<Vec<_>>().join(", ")),
    };
    HostError::new(format!("De wet `{code}` is niet gecodeerd."), help)
}

/// Places in rules and in lists.
struct Both<'a> {
    rules: &'a dyn Sources,
    files: &'a ArticleFiles,
}

impl Sources for Both<'_> {
    fn locate(&self, place: &Place) -> Option<(String, Span)> {
        match self.files.text(&place.block) {
            Some(_) => Some((place.block.to_string(), place.span)),
            None => self.rules.locate(place),
        }
    }

    fn text(&self, path: &str) -> Option<&str> {
        self.files.text(path).or_else(|| self.rules.text(path))
    }
}
