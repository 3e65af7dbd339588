//! What the benches share: rules and cases in memory, and ratios in whole numbers.

#![allow(dead_code, reason = "every bench uses its own part")]
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a bench measures time, prints what it measured and stops when its input is broken"
)]

use kanwel::case::{Case, parse_toml, read};
use kanwel::db::Kanwel;
use kanwel::host;
use kanwel::ir::Program;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

/// Names and texts of the rules that ship.
pub fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = host::rule_files(&root.join("rules")).expect("the rules are there");
    files
        .into_iter()
        .map(|p| {
            let name = p.strip_prefix(root).unwrap_or(&p).display().to_string();
            (name, host::read_text(&p).expect("readable"))
        })
        .collect()
}

/// Loads and checks rules from nothing; returns how much was found, so that no work can be left out.
pub fn cold(sources: &[(String, String)]) -> Kanwel {
    let corpus = Kanwel::new(sources.iter().cloned());
    black_box(corpus.diagnostics().len());
    black_box(corpus.program());
    corpus
}

/// A case from its text.
pub fn case(program: &Program, text: &str) -> Case {
    let root = parse_toml(&"casus".into(), text).expect("the case parses");
    let reading = read(program, &root);
    reading.case.unwrap_or_else(|| panic!("the case is usable: {:#?}", reading.diagnostics))
}

/// Whether this is a real measurement, and not a list of benches or a trial run.
pub fn measuring() -> bool {
    let args: Vec<String> = std::env::args().collect();
    let has = |flag: &str| args.iter().any(|a| a == flag);
    has("--bench") && !["--test", "--list", "--profile-time"].into_iter().any(has)
}

/// Rounds of which the median counts.
const ROUNDS: usize = 15;

/// Nanoseconds per thousand calls of each piece of work, taken in turns, so that a busy moment hits all alike.
pub fn nanoseconds<const N: usize>(calls: [u32; N], work: [&mut dyn FnMut(); N]) -> [u128; N] {
    in_rounds(ROUNDS, calls, work)
}

/// The same in another number of rounds, for work that takes long.
pub fn in_rounds<const N: usize>(rounds: usize, calls: [u32; N], mut work: [&mut dyn FnMut(); N]) -> [u128; N] {
    let mut taken = [const { Vec::new() }; N];
    for _ in 0..rounds {
        for ((work, taken), calls) in work.iter_mut().zip(&mut taken).zip(calls) {
            let start = Instant::now();
            for _ in 0..calls {
                work();
            }
            taken.push(start.elapsed().as_nanos() * 1000 / u128::from(calls));
        }
    }
    taken.map(|mut all| {
        all.sort_unstable();
        all.get(rounds / 2).copied().unwrap_or_default()
    })
}

/// A ratio with one decimal.
pub fn ratio(of: u128, to: u128) -> String {
    let tenths = of * 10 / to.max(1);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// A time per call, from nanoseconds per thousand calls.
pub fn time(thousand: u128) -> String {
    match thousand {
        0..10_000_000 => format!("{}.{:02} ns", thousand / 1000, thousand % 1000 / 10),
        10_000_000..10_000_000_000 => format!("{}.{:02} µs", thousand / 1_000_000, thousand / 10_000 % 100),
        _ => format!("{}.{:02} ms", thousand / 1_000_000_000, thousand / 10_000_000 % 100),
    }
}
