//! Five hundred tests in one run, and what is left to do after an edit of one provision.

#![allow(clippy::expect_used, clippy::print_stdout, reason = "a bench prints and stops when its input is broken")]
#![allow(missing_docs, reason = "a bench has no interface")]

mod shared;

use criterion::{Criterion, criterion_group};
use kanwel::host;
use kanwel::ir::Program;
use kanwel::suite::{Edit, Needs, Prepared, Reach, Statements, parse, run_all, watch_all};
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

/// How many tests run.
const TESTS: usize = 500;
/// Edits of one provision: what for, the file, what stands in it and what takes its place. The first amount stands behind
/// the income of nearly every household, the second behind that of students.
const EDITS: [(&str, &str, &str, &str); 2] = [
    ("premie", "rules/wet/zorgtoeslag.regel", "€ 2.119   bron", "€ 2.120   bron"),
    ("studie", "rules/wet/wsf/bedragen.regel", "2026   € 327,15 ", "2026   € 328,15 "),
];

/// Tests of the suites of real law, at equal distances so that every law has its part. All of them hold.
fn tests(program: &Program) -> Vec<Prepared> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all: Vec<Prepared> = Vec::new();
    for file in host::files_below(&root.join("tests/suite"), "md").expect("the suites are there") {
        let suite = parse(&host::read_text(&file).expect("a suite reads"));
        let bases = |name: &str| host::read_base(&file, name);
        let name: Arc<str> = host::name_of(&file).into();
        all.extend(suite.tests.into_iter().map(|t| Prepared::new(&name, t, &bases)));
    }
    let count = all.len();
    assert!(count >= TESTS);
    let every = |i: usize| (i * TESTS) / count != ((i + 1) * TESTS) / count;
    let some: Vec<Prepared> = all.into_iter().enumerate().filter(|(i, _)| every(*i)).map(|(_, t)| t).collect();
    assert_eq!(some.len(), TESTS);
    let reports = run_all(program, &some.iter().collect::<Vec<_>>(), &|| ());
    assert!(reports.iter().all(|r| r.failures.is_empty()), "a failing test runs twice");
    some
}

fn everything(program: &Program, tests: &[Prepared]) {
    let all: Vec<&Prepared> = tests.iter().collect();
    black_box(run_all(program, &all, &|| ()));
}

/// Rules with an edit, and the tests that are left to run.
struct Edited {
    old: Arc<Program>,
    new: Arc<Program>,
}

impl Edited {
    fn new((_, file, from, to): (&str, &str, &str, &str)) -> Self {
        let sources = shared::sources();
        let text = sources.iter().find(|(p, _)| p == file).map(|(_, t)| t.clone()).expect("the file is there");
        assert!(text.contains(from));
        let mut corpus = shared::cold(&sources);
        let old = corpus.program();
        corpus.set(file, &text.replacen(from, to, 1));
        Self { old, new: corpus.program() }
    }

    /// What the tests need, and what they looked at before the edit.
    fn before(&self, tests: &[Prepared]) -> Vec<(Needs, Statements)> {
        let mut reach = Reach::new(&self.old);
        let all: Vec<&Prepared> = tests.iter().collect();
        let looked = watch_all(&self.old, &all, &|| ()).into_iter().map(|(_, looked)| looked);
        tests.iter().map(|t| reach.needs(t)).zip(looked).collect()
    }

    /// Finds what can change and runs it, as watching does; gives how many tests that were.
    fn again(&self, tests: &[Prepared], needs: &[(Needs, Statements)]) -> usize {
        let edit = Edit::between(&self.old, &self.new);
        let mut reach = Reach::new(&self.new);
        let left: Vec<&Prepared> = tests
            .iter()
            .zip(needs)
            .filter(|(t, (n, looked))| edit.touches(t, Some(looked), n, Some(&reach.needs(t))))
            .map(|(t, _)| t)
            .collect();
        black_box(watch_all(&self.new, &left, &|| ()));
        left.len()
    }
}

fn toets(c: &mut Criterion) {
    let mut group = c.benchmark_group("toets");
    group.sample_size(10);
    for (i, edit) in EDITS.into_iter().enumerate() {
        let edited = Edited::new(edit);
        let tests = tests(&edited.old);
        let needs = edited.before(&tests);
        if i == 0 {
            group.bench_function("all", |b| b.iter(|| everything(&edited.old, &tests)));
        }
        group.bench_function(format!("edit/{}", edit.0), |b| b.iter(|| edited.again(&tests, &needs)));
    }
    group.finish();
}

fn ratios() {
    println!("\ntoets: {TESTS} tests in one run, next to what is left after an edit of one provision");
    for edit in EDITS {
        let edited = Edited::new(edit);
        let tests = tests(&edited.old);
        let needs = edited.before(&tests);
        let left = edited.again(&tests, &needs);
        let mut whole = || everything(&edited.old, &tests);
        let mut part = || {
            black_box(edited.again(&tests, &needs));
        };
        let [all, again] = shared::nanoseconds([1, 1], [&mut whole, &mut part]);
        let (name, ratio) = (edit.0, shared::ratio(all, again));
        println!("  {name:<8} all {}, edit {} for {left} tests, {ratio} times", shared::time(all), shared::time(again));
    }
}

criterion_group!(benches, toets);

fn main() {
    benches();
    Criterion::default().configure_from_args().final_summary();
    if shared::measuring() {
        ratios();
    }
}
