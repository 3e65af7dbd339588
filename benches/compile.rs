//! Loading all rules from nothing, next to loading them again after an edit of one provision.

#![allow(clippy::expect_used, clippy::print_stdout, reason = "a bench prints and stops when its input is broken")]
#![allow(missing_docs, reason = "a bench has no interface")]

mod shared;

use criterion::{Criterion, criterion_group};
use kanwel::db::Kanwel;
use std::hint::black_box;

/// The file that is edited.
const FILE: &str = "rules/wet/zorgtoeslag.regel";

/// An edit of one provision: what stands in the text, and what takes its place the nth time. Every text is new, so nothing that was
/// remembered of an earlier one helps.
struct Edit {
    name: &'static str,
    from: &'static str,
    to: fn(u32) -> String,
}

const EDITS: [Edit; 3] = [
    Edit {
        name: "amount", from: "€ 2.119   bron", to: |n| format!("€ {}.{:03}   bron", 2 + n / 1000 % 8, n % 1000)
    },
    Edit {
        name: "condition",
        from: "als P heeft zorgverzekering en leeftijd van P is ten minste 18 jaar",
        to: |n| format!("als P heeft zorgverzekering en leeftijd van P is ten minste {n} maanden"),
    },
    Edit {
        name: "moved",
        from: "standaardpremie_huishouden van P is meer dan normpremie van P",
        to: |n| {
            // Of another length each time, so that the declarations below it move.
            let cents = if n % 2 == 0 { "" } else { ",00" };
            format!("standaardpremie_huishouden van P is meer dan normpremie van P + € {n}{cents} per jaar")
        },
    },
];

fn text() -> String {
    shared::sources().into_iter().find(|(path, _)| path == FILE).map(|(_, text)| text).expect("the file is there")
}

/// Edits the file and loads the rules again.
fn edited(corpus: &mut Kanwel, text: &str, edit: &Edit, n: u32) {
    corpus.set(FILE, &text.replacen(edit.from, &(edit.to)(n), 1));
    black_box(corpus.diagnostics().len());
    black_box(corpus.program());
}

fn compile(c: &mut Criterion) {
    let sources = shared::sources();
    let text = text();
    let mut group = c.benchmark_group("compile");
    group.sample_size(10);
    group.bench_function("cold", |b| b.iter_with_large_drop(|| shared::cold(&sources)));
    for edit in &EDITS {
        assert!(text.contains(edit.from), "{}", edit.name);
        let mut corpus = shared::cold(&sources);
        let mut n = 20;
        group.bench_function(format!("edit/{}", edit.name), |b| {
            b.iter(|| {
                n += 1;
                edited(&mut corpus, &text, edit, n);
            });
        });
        let errors = corpus.diagnostics().into_iter().filter(kanwel::diagnostic::Diagnostic::is_error).count();
        assert_eq!(errors, 0, "{}", edit.name);
    }
    group.finish();
}

/// Every edit, next to loading from nothing.
fn ratios() {
    let sources = shared::sources();
    let text = text();
    println!("\ncompile: a load from nothing takes this many times as long as a load after an edit (aim: 20)");
    for edit in &EDITS {
        let mut corpus = shared::cold(&sources);
        let mut n = 10_000;
        let mut whole = || {
            black_box(shared::cold(&sources));
        };
        let mut part = || {
            n += 1;
            edited(&mut corpus, &text, edit, n);
        };
        let [cold, again] = shared::nanoseconds([1, 10], [&mut whole, &mut part]);
        println!(
            "  {:<18} {:>10} / {:>10} = {}",
            edit.name,
            shared::time(cold),
            shared::time(again),
            shared::ratio(cold, again)
        );
    }
}

criterion_group!(benches, compile);

fn main() {
    benches();
    Criterion::default().configure_from_args().final_summary();
    if shared::measuring() {
        ratios();
    }
}
