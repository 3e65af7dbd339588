//! The whole analysis of a household of six over all encoded law, next to one plain evaluation of it; and that of one
//! household over laws of which there are ever more.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a bench reads, prints and stops when its input is broken"
)]
#![allow(missing_docs, reason = "a bench has no interface")]

#[path = "shared/grown.rs"]
mod grown;
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

/// A household, ready to be asked.
struct Asked {
    program: Arc<Program>,
    case: Case,
    settings: Settings,
}

impl Asked {
    fn six() -> Self {
        let program = shared::cold(&shared::sources()).program();
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/casussen/gezin_van_zes.toml");
        let case = shared::case(&program, &host::read_text(&path).expect("the case is there"));
        Self::new(program, case)
    }

    /// The household of `grown` under so many provisions. It must have findings and routes.
    fn grown(provisions: u32) -> Self {
        let corpus = shared::cold(&grown::laws(provisions));
        let errors: Vec<_> =
            corpus.diagnostics().into_iter().filter(kanwel::diagnostic::Diagnostic::is_error).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        let program = corpus.program();
        let case = shared::case(&program, &grown::household());
        let asked = Self::new(program, case);
        assert_eq!((asked.findings(), asked.routes()), (GROWN_FINDINGS, GROWN_ROUTES), "{provisions} provisions");
        asked
    }

    fn new(program: Arc<Program>, case: Case) -> Self {
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
    let six = Asked::six();
    let mut group = c.benchmark_group("analyse");
    group.sample_size(10);
    group.bench_function("plain", |b| b.iter(|| black_box(six.plain())));
    group.bench_function("findings", |b| b.iter(|| black_box(six.findings())));
    group.bench_function("routes", |b| b.iter(|| black_box(six.routes())));
    group.finish();
}

/// What the analyses cost in plain evaluations. Aim: under 2.000 together.
fn ratios() {
    let six = Asked::six();
    let mut plain = || {
        black_box(six.plain());
    };
    let mut findings = || {
        black_box(six.findings());
    };
    let mut routes = || {
        black_box(six.routes());
    };
    let [plain, findings, routes] = shared::in_rounds(3, [5, 1, 1], [&mut plain, &mut findings, &mut routes]);
    println!("\nanalyse: a household of six, in plain evaluations (aim: under 2000 together)");
    println!("  plain evaluation {:>12}", shared::time(plain));
    println!("  findings         {:>12} = {}", shared::time(findings), shared::ratio(findings, plain));
    println!("  routes of three  {:>12} = {}", shared::time(routes), shared::ratio(routes, plain));
    println!("  together         {:>12} = {}", "", shared::ratio(findings + routes, plain));
}

/// Findings and routes of the household of `grown`, however many laws there are.
const GROWN_FINDINGS: usize = 9;
const GROWN_ROUTES: usize = 6;

/// Provisions of the corpora.
const SIZES: [u32; 4] = [120, 240, 480, 960];

/// The time of findings and routes together per provision, while the number of provisions doubles.
fn scales() {
    println!("\nanalyse: one household, ever more law; time per provision (aim: the same at every size)");
    let all = SIZES.map(Asked::grown);
    let [a, b, c, d] = &all;
    let mut work = [a, b, c, d].map(|asked| {
        move || {
            black_box(asked.findings() + asked.routes());
        }
    });
    let [a, b, c, d] = &mut work;
    let taken = shared::in_rounds(5, [8, 4, 2, 1], [a, b, c, d]);
    for (size, taken) in SIZES.into_iter().zip(taken) {
        println!(
            "  {size:>4} provisions {:>12}, {:>10} each",
            shared::time(taken),
            shared::time(taken / u128::from(size))
        );
    }
}

criterion_group!(benches, analyse);

fn main() {
    benches();
    Criterion::default().configure_from_args().final_summary();
    if shared::measuring() {
        ratios();
        scales();
    }
}
