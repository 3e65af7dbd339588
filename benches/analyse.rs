//! The whole analysis of a household of six over all encoded law, next to one plain evaluation of it.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a bench reads, prints and stops when its input is broken"
)]
#![allow(missing_docs, reason = "a bench has no interface")]

mod shared;

use criterion::{Criterion, criterion_group};
use kanwel::case::Case;
use kanwel::conflict::conflicts;
use kanwel::eval::{Settings, assess};
use kanwel::host;
use kanwel::ir::Program;
use kanwel::room::room;
use kanwel::route::{short_routes, wanted};
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

/// The household, ready to be asked.
struct Six {
    program: Arc<Program>,
    case: Case,
    settings: Settings,
}

impl Six {
    fn new() -> Self {
        let program = shared::cold(&shared::sources()).program();
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/casussen/gezin_van_zes.toml");
        let case = shared::case(&program, &host::read_text(&path).expect("the case is there"));
        let settings = Settings::on(case.date.expect("a date"));
        Self { program, case, settings }
    }

    fn plain(&self) -> usize {
        assess(&self.program, &self.case, &self.settings, None, false).outcomes.len()
    }

    fn findings(&self) -> usize {
        let assessment = assess(&self.program, &self.case, &self.settings, None, true);
        let room = room(&self.program, &self.case, &self.settings, &assessment);
        conflicts(&self.program, &self.case, &self.settings, &assessment, &room).len()
    }

    /// Routes of three steps at most to each right that was asked.
    fn routes(&self) -> usize {
        let goals = wanted(&self.program, &self.case, &self.settings);
        goals
            .iter()
            .map(|g| short_routes(&self.program, &self.case, &self.settings, std::slice::from_ref(g)).routes.len())
            .sum()
    }
}

fn analyse(c: &mut Criterion) {
    let six = Six::new();
    let mut group = c.benchmark_group("analyse");
    group.sample_size(10);
    group.bench_function("plain", |b| b.iter(|| black_box(six.plain())));
    group.bench_function("findings", |b| b.iter(|| black_box(six.findings())));
    group.bench_function("routes", |b| b.iter(|| black_box(six.routes())));
    group.finish();
}

/// What the analyses cost in plain evaluations. Aim: under 2.000 together.
fn ratios() {
    let six = Six::new();
    let mut plain = || {
        black_box(six.plain());
    };
    let mut findings = || {
        black_box(six.findings());
    };
    let mut routes = || {
        black_box(six.routes());
    };
    let [plain, findings, routes] = shared::nanoseconds([20, 1, 1], [&mut plain, &mut findings, &mut routes]);
    println!("\nanalyse: a household of six, in plain evaluations (aim: under 2000 together)");
    println!("  plain evaluation {:>12}", shared::time(plain));
    println!("  findings         {:>12} = {}", shared::time(findings), shared::ratio(findings, plain));
    println!("  routes of three  {:>12} = {}", shared::time(routes), shared::ratio(routes, plain));
    println!("  together         {:>12} = {}", "", shared::ratio(findings + routes, plain));
}

criterion_group!(benches, analyse);

fn main() {
    benches();
    Criterion::default().configure_from_args().final_summary();
    if shared::measuring() {
        ratios();
    }
}
