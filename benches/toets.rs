//! Five hundred tests in one run, and what is left to do after an edit of one provision.

#![allow(clippy::expect_used, clippy::print_stdout, reason = "a bench prints and stops when its input is broken")]
#![allow(missing_docs, reason = "a bench has no interface")]

mod shared;

use criterion::{Criterion, criterion_group};
use kanwel::host;
use kanwel::ir::Program;
use kanwel::suite::{Edit, Needs, Prepared, Reach, Statements, parse, run_all, watch_all};
use std::fmt::Write;
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

/// How many tests run.
const TESTS: usize = 500;
/// The file that is edited, what stands in it, and what takes its place the nth time.
const FILE: &str = "rules/wet/zorgtoeslag.regel";
const FROM: &str = "€ 2.119   bron";

/// A suite of two allowances: half of the tests can depend on the edit.
fn tests() -> Vec<Prepared> {
    let mut text = "# Bench\n\n```casus\nbasis = \"basis.toml\"\n```\n\n".to_owned();
    for (right, from) in [("Zt.zorgtoeslag", 20_000), ("Akw.kinderbijslag", 20_000)] {
        writeln!(text, "| op | aanvrager.jaarinkomen | oordeel {right} van aanvrager |\n|--|--|--|").expect("fits");
        for n in 0..TESTS / 2 {
            writeln!(text, "| 2026-03-01 | € {} per jaar | moet |", from + 40 * n).expect("fits");
        }
        text.push('\n');
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let suite = parse(&text);
    let base = host::read_base(&root.join("examples/casussen/bench.md"), "alleenstaande_zorgtoeslag.toml");
    let base = base.expect("the base is there");
    let bases = |_: &str| Ok(base.clone());
    let file: Arc<str> = "bench.md".into();
    let all: Vec<Prepared> = suite.tests.into_iter().map(|t| Prepared::new(&file, t, &bases)).collect();
    assert_eq!(all.len(), TESTS);
    all
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
    fn new() -> Self {
        let sources = shared::sources();
        let text = sources.iter().find(|(p, _)| p == FILE).map(|(_, t)| t.clone()).expect("the file is there");
        assert!(text.contains(FROM));
        let mut corpus = shared::cold(&sources);
        let old = corpus.program();
        corpus.set(FILE, &text.replacen(FROM, "€ 2.120   bron", 1));
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
    let tests = tests();
    let edited = Edited::new();
    let needs = edited.before(&tests);
    let mut group = c.benchmark_group("toets");
    group.sample_size(10);
    group.bench_function("all", |b| b.iter(|| everything(&edited.old, &tests)));
    group.bench_function("edit", |b| b.iter(|| edited.again(&tests, &needs)));
    group.finish();
}

fn ratios() {
    let tests = tests();
    let edited = Edited::new();
    let needs = edited.before(&tests);
    let left = edited.again(&tests, &needs);
    let mut whole = || everything(&edited.old, &tests);
    let mut part = || {
        black_box(edited.again(&tests, &needs));
    };
    let [all, again] = shared::nanoseconds([1, 1], [&mut whole, &mut part]);
    println!("\ntoets: {TESTS} tests take {}; after an edit {left} are left", shared::time(all));
    println!("  all / edit = {}", shared::ratio(all, again));
}

criterion_group!(benches, toets);

fn main() {
    benches();
    Criterion::default().configure_from_args().final_summary();
    if shared::measuring() {
        ratios();
    }
}
