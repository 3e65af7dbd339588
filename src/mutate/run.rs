//! Making mutants one by one and looking which test notices.

use super::choose::Site;
use super::operator::Change;
use crate::db::Kanwel;
use crate::diagnostic::Diagnostic;
use crate::ir::Program;
use crate::law::Code;
use crate::suite::{Edit, Needs, Prepared, Reach, first_failing, run_all};
use crate::syntax::format_block;
use crate::syntax::walk_mut::statements;
use crate::text::LineIndex;
use std::sync::Arc;

/// A mutant and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mutant {
    /// Law.
    pub law: Code,
    /// Provision.
    pub citation: String,
    /// File.
    pub path: Arc<str>,
    /// First line that differs, from 1.
    pub line: usize,
    /// What was changed.
    pub change: Change,
    /// The lines as they are.
    pub old: Vec<String>,
    /// The lines as they were tried.
    pub new: Vec<String>,
    /// How many tests can depend on it.
    pub tests: usize,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a mutant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// A test fails: its number in the order the tests were given.
    Killed(usize),
    /// No test fails.
    Survived,
    /// The rules are refused: the check of the rules notices, no test is needed. The first error.
    Refused(String),
}

/// The tests as they are without any mutant.
#[derive(Debug)]
pub struct Base {
    /// Numbers of the tests that fail already; they cannot notice anything.
    pub failing: Vec<usize>,
    /// What every other test can depend on, those that need least first.
    needs: Vec<(usize, Needs)>,
}

impl Base {
    /// Runs every test once.
    #[must_use]
    pub fn new(program: &Program, tests: &[Prepared], done: &(dyn Fn() + Sync)) -> Self {
        let all: Vec<&Prepared> = tests.iter().collect();
        let reports = run_all(program, &all, done);
        let failed = |i: &usize| reports.get(*i).is_some_and(|r| !r.failures.is_empty());
        let failing: Vec<usize> = (0..tests.len()).filter(failed).collect();
        let mut reach = Reach::new(program);
        let mut needs: Vec<(usize, Needs)> =
            tests.iter().enumerate().filter(|(i, _)| !failed(i)).map(|(i, t)| (i, reach.needs(t))).collect();
        needs.sort_by_cached_key(|(i, n)| match n {
            Needs::Only(rules) => (0, rules.len(), *i),
            Needs::Everything => (1, 0, *i),
        });
        Self { failing, needs }
    }
}

/// Rules, tests and what they give.
pub struct Ran<'a> {
    /// The rules; they are as they were when this is done.
    pub corpus: &'a mut Kanwel,
    /// Tests.
    pub tests: &'a [Prepared],
    /// The tests without mutants.
    pub base: &'a Base,
}

/// Makes each chosen mutant and runs the tests that can depend on it until one fails.
#[must_use]
pub fn mutants(ran: Ran<'_>, sites: &[Site], chosen: &[(usize, usize)], done: &mut dyn FnMut()) -> Vec<Mutant> {
    let Ran { corpus, tests, base } = ran;
    let before = corpus.program();
    let mut out = Vec::new();
    for (site, number) in chosen {
        if let Some(site) = sites.get(*site)
            && let Some(mut mutant) = made(corpus, site, *number)
        {
            let whole = corpus.sources().find(|(p, _)| **p == *site.path).map(|(_, text)| text.to_owned());
            if let Some(whole) = whole {
                corpus.set(&site.path, &placed(site, &mutant.text, &whole));
                judge(corpus, &before, tests, base, &mut mutant.mutant);
                corpus.set(&site.path, &whole);
                out.push(mutant.mutant);
            }
        }
        done();
    }
    out
}

/// A file with a block in the place of that of a site.
fn placed(site: &Site, block: &str, whole: &str) -> String {
    let end = site.offset + site.text.len();
    format!("{}{block}{}", whole.get(..site.offset).unwrap_or_default(), whole.get(end..).unwrap_or_default())
}

/// The text of a file with one mutant in it; `None` when there is no such mutant.
#[must_use]
pub fn text(site: &Site, number: usize, whole: &str) -> Option<String> {
    let (_, block) = block(site, number)?;
    Some(placed(site, &block, whole))
}

struct Made {
    mutant: Mutant,
    text: String,
}

/// The block of a site with one change, in the rule language.
fn block(site: &Site, number: usize) -> Option<(Change, String)> {
    let (change, changed) = site.changes().into_iter().nth(number)?;
    let mut block = (*site.block).clone();
    let mut skip = site.statement;
    for list in statements(&mut block) {
        if skip >= list.len() {
            skip -= list.len();
            continue;
        }
        match changed {
            Some(statement) => *list.get_mut(skip)? = statement,
            None => {
                list.remove(skip);
            }
        }
        break;
    }
    Some((change, format_block(&block, &site.text)))
}

/// The mutant of a site.
fn made(corpus: &Kanwel, site: &Site, number: usize) -> Option<Made> {
    let (change, text) = block(site, number)?;
    let old = format_block(&site.block, &site.text);
    if old == text {
        return None;
    }
    let (at, old_lines, new) = difference(&old, &text);
    let (_, whole) = corpus.sources().find(|(p, _)| **p == *site.path)?;
    let index = LineIndex::new(whole);
    let first = index.line(u32::try_from(site.offset).ok()?);
    // In another layout than ours the lines of the block do not count, so the statement itself is named.
    let line = if old.trim_end() == site.text.trim_end() {
        first + at
    } else {
        let span = crate::syntax::walk::statements(&site.block).get(site.statement)?.span;
        index.line(span.shifted(site.offset).start)
    };
    let mutant = Mutant {
        law: site.law.clone(),
        citation: site.citation.clone(),
        path: site.path.clone(),
        line,
        change,
        old: old_lines,
        new,
        tests: 0,
        fate: Fate::Survived,
    };
    Some(Made { mutant, text })
}

/// The lines that differ, and how many come before them.
fn difference(old: &str, new: &str) -> (usize, Vec<String>, Vec<String>) {
    let (a, b): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let rest = a.len().min(b.len()) - same;
    let tail = a.iter().rev().zip(b.iter().rev()).take(rest).take_while(|(x, y)| x == y).count();
    let part = |all: &[&str]| -> Vec<String> {
        all.get(same..all.len() - tail).unwrap_or_default().iter().map(|l| (*l).to_owned()).collect()
    };
    (same, part(&a), part(&b))
}

fn judge(corpus: &Kanwel, before: &Program, tests: &[Prepared], base: &Base, mutant: &mut Mutant) {
    if let Some(error) = corpus.diagnostics().into_iter().find(Diagnostic::is_error) {
        mutant.fate = Fate::Refused(format!("{} {}", error.code, error.title));
        return;
    }
    let program = corpus.program();
    let edit = Edit::between(before, &program);
    // A change only takes away or turns round; it never makes a statement rest on more than it did.
    let affected: Vec<usize> = base
        .needs
        .iter()
        .filter(|(i, needs)| tests.get(*i).is_some_and(|t| edit.touches(t, needs, None)))
        .map(|(i, _)| *i)
        .collect();
    mutant.tests = affected.len();
    let run: Vec<&Prepared> = affected.iter().filter_map(|i| tests.get(*i)).collect();
    if let Some(first) = first_failing(&program, &run).and_then(|n| affected.get(n)) {
        mutant.fate = Fate::Killed(*first);
    }
}
