//! Time against the number of provisions read: chains, in which every provision reads the one before, and diamonds, in
//! which two provisions read both of the two before, so that without sharing the work would double at every step.

#![allow(clippy::expect_used, clippy::print_stdout, reason = "a bench prints and stops when its input is broken")]
#![allow(missing_docs, reason = "a bench has no interface")]

mod shared;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group};
use kanwel::case::Case;
use kanwel::db::Kanwel;
use kanwel::eval::{Answered, Evaluator, Settings};
use kanwel::ir::{Program, SymId};
use kanwel::value::{Date, Entity, Exact, Value};
use std::fmt::Write;
use std::hint::black_box;
use std::sync::Arc;

const SIZES: [u32; 4] = [100, 200, 400, 800];

const HEAD: &str = r#"regeling Keten "Wet op de keten"
  rang wet
  bron BWBR0000001
  orgaan college
  peilmoment elke dag

feit begin van persoon P geeft €
  vraag "Met welk bedrag begint {P}?"
"#;

const CASE: &str = r#"
formaat = 1
titel = "Keten"
peildatum = 2026-03-01
volledig = ["personen"]
[personen.aanvrager]
begin = "€ 1"
"#;

/// One provision: a value of a person.
fn provision(out: &mut String, number: u32, name: &str, is: &str) {
    writeln!(
        out,
        "\nartikel {number} \"Schakel\"\n  geldig van 2024-01-01\n  gelezen 2026-01-01\n  kern \"Een schakel.\"\n  \
         begrip {name} van persoon P geeft €\n    is {is}"
    )
    .expect("text grows");
}

/// `size` provisions in a row, and the value at the end.
fn chain(size: u32) -> (String, &'static str, Exact) {
    let mut out = HEAD.to_owned();
    for n in 1..size {
        let before = if n == 1 { "begin".to_owned() } else { format!("schakel_{}", n - 1) };
        provision(&mut out, n, &format!("schakel_{n}"), &format!("{before} van P + € 1"));
    }
    provision(&mut out, size, "laatste_schakel", &format!("schakel_{} van P + € 1", size - 1));
    (out, "Keten.laatste_schakel", Exact::int(i64::from(size) + 1))
}

/// `size` provisions in pairs, and the value at the end: half of the sum of a pair, and a euro.
fn diamond(size: u32) -> (String, &'static str, Exact) {
    let mut out = HEAD.to_owned();
    for level in 0..size / 2 {
        let is = match level.checked_sub(1) {
            None => "begin van P + € 1".to_owned(),
            Some(b) => format!("(links_{b} van P + rechts_{b} van P) × 50 % + € 1"),
        };
        let left = if level + 1 == size / 2 { "laatste_schakel".to_owned() } else { format!("links_{level}") };
        provision(&mut out, 2 * level + 1, &left, &is);
        provision(&mut out, 2 * level + 2, &format!("rechts_{level}"), &is);
    }
    (out, "Keten.laatste_schakel", Exact::int(i64::from(size / 2) + 1))
}

type Shape = fn(u32) -> (String, &'static str, Exact);

const SHAPES: [(&str, Shape); 2] = [("chain", chain), ("diamond", diamond)];

/// A program, its case, and the concept at its end.
struct Ready {
    program: Arc<Program>,
    case: Case,
    settings: Settings,
    end: SymId,
}

impl Ready {
    fn new(shape: Shape, size: u32) -> Self {
        let (text, end, value) = shape(size);
        let corpus = Kanwel::new([("keten.regel".to_owned(), text)]);
        let errors: Vec<_> =
            corpus.diagnostics().into_iter().filter(kanwel::diagnostic::Diagnostic::is_error).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        let program = corpus.program();
        let end = program.find(end).expect("the chain has an end");
        let case = shared::case(&program, CASE);
        let settings = Settings::on(Date::new(2026, 3, 1).expect("a day"));
        let ready = Self { program, case, settings, end };
        assert_eq!(ready.evaluate(), Answered::Known(Value::Number(value)));
        ready
    }

    fn evaluate(&self) -> Answered {
        Evaluator::new(&self.program, &self.case, &self.settings).ask_about(self.end, &[Entity(0)])
    }
}

fn linear(c: &mut Criterion) {
    for (name, shape) in SHAPES {
        let mut group = c.benchmark_group(format!("linear/{name}"));
        for size in SIZES {
            let ready = Ready::new(shape, size);
            group.throughput(Throughput::Elements(u64::from(size)));
            group.bench_function(BenchmarkId::from_parameter(size), |b| b.iter(|| black_box(ready.evaluate())));
        }
        group.finish();
    }
}

/// The time of one provision, at every size.
fn ratios() {
    println!("\nlinear: time per provision (aim: the same at every size)");
    for (name, shape) in SHAPES {
        let all = SIZES.map(|size| Ready::new(shape, size));
        let [a, b, c, d] = &all;
        let mut work = [a, b, c, d].map(|ready| {
            move || {
                black_box(ready.evaluate());
            }
        });
        let [a, b, c, d] = &mut work;
        let taken = shared::nanoseconds(SIZES.map(|s| 40_000 / s), [a, b, c, d]);
        for (size, taken) in SIZES.into_iter().zip(taken) {
            let each = taken / u128::from(size);
            println!("  {name:<8} {size:>4} provisions {:>10}, {:>9} each", shared::time(taken), shared::time(each));
        }
    }
}

criterion_group!(benches, linear);

fn main() {
    benches();
    Criterion::default().configure_from_args().final_summary();
    if shared::measuring() {
        ratios();
    }
}
