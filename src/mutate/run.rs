//! Making mutants one by one and looking which test notices.

use super::choose::Site;
use super::operator::Change;
use crate::db::Kanwel;
use crate::diagnostic::Diagnostic;
use crate::ir::Program;
use crate::law::Code;
use crate::suite::{Edit, Needs, Prepared, Reach, Statements, run_prepared, watch_all};
use crate::syntax::format_block;
use crate::syntax::walk_mut::statements;
use crate::text::LineIndex;
use rayon::prelude::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

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
    /// The other tests, those that looked at least first.
    tests: Vec<Known>,
}

/// What is known of a test.
#[derive(Debug)]
struct Known {
    number: usize,
    looked: Statements,
    needs: Needs,
}

impl Base {
    /// Runs every test once.
    #[must_use]
    pub fn new(program: &Program, tests: &[Prepared], done: &(dyn Fn() + Sync)) -> Self {
        let all: Vec<&Prepared> = tests.iter().collect();
        let reports = watch_all(program, &all, done);
        let mut reach = Reach::new(program);
        let mut failing = Vec::new();
        let mut known = Vec::new();
        for (number, (test, (report, looked))) in tests.iter().zip(reports).enumerate() {
            if report.failures.is_empty() {
                known.push(Known { number, looked, needs: reach.needs(test) });
            } else {
                failing.push(number);
            }
        }
        known.sort_by_cached_key(|k| (k.looked.len(), k.number));
        Self { failing, tests: known }
    }
}

/// Rules, tests and what they give.
pub struct Ran<'a> {
    /// The rules.
    pub corpus: &'a Kanwel,
    /// Tests.
    pub tests: &'a [Prepared],
    /// The tests without mutants.
    pub base: &'a Base,
}

/// Makes each chosen mutant and runs the tests that can depend on it until one fails. Mutants are tried next to each
/// other, each in rules of its own; they stand in the order chosen, whatever the number of threads.
#[must_use]
pub fn mutants(ran: Ran<'_>, sites: &[Site], chosen: &[(usize, usize)], done: &(dyn Fn() + Sync)) -> Vec<Mutant> {
    let Ran { corpus, tests, base } = ran;
    let sources: Vec<(String, String)> = corpus.sources().map(|(p, t)| (p.to_owned(), t.to_owned())).collect();
    let next = AtomicUsize::new(0);
    let worker = |_| {
        let mut corpus = Kanwel::new(sources.iter().cloned());
        let before = corpus.program();
        let mut out: Vec<(usize, Mutant)> = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some((site, number)) = chosen.get(at) else { return out };
            let made = sites.get(*site).and_then(|site| tried(&mut corpus, &before, tests, base, site, *number));
            out.extend(made.map(|m| (at, m)));
            done();
        }
    };
    let workers = rayon::current_num_threads().min(chosen.len());
    let mut all: Vec<(usize, Mutant)> = (0..workers).into_par_iter().flat_map_iter(worker).collect();
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, m)| m).collect()
}

/// A mutant with what became of it; the rules are as they were when this is done.
fn tried(
    corpus: &mut Kanwel,
    before: &Program,
    tests: &[Prepared],
    base: &Base,
    site: &Site,
    number: usize,
) -> Option<Mutant> {
    let Made { mut mutant, text } = made(corpus, site, number)?;
    let whole = corpus.sources().find(|(p, _)| **p == *site.path).map(|(_, text)| text.to_owned())?;
    corpus.set(&site.path, &placed(site, &text, &whole));
    judge(corpus, before, tests, base, &mut mutant);
    corpus.set(&site.path, &whole);
    Some(mutant)
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
    let touched = |k: &&Known| tests.get(k.number).is_some_and(|t| edit.touches(t, Some(&k.looked), &k.needs, None));
    let affected: Vec<&Known> = base.tests.iter().filter(touched).collect();
    mutant.tests = affected.len();
    let fails = |k: &&&Known| tests.get(k.number).is_some_and(|t| !run_prepared(&program, t).failures.is_empty());
    if let Some(first) = affected.iter().find(fails) {
        mutant.fate = Fate::Killed(first.number);
    }
}
