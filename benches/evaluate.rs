//! One evaluation, next to a hand-written function that answers the same.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a bench reads, prints and stops when its input is broken"
)]
#![allow(missing_docs, reason = "a bench has no interface")]

mod by_hand;
mod shared;

use by_hand::{Answer, Clinic, ClinicFigures, Costs, Figures, Household, Person, Results, clinic};
use criterion::{Criterion, criterion_group};
use kanwel::case::Case;
use kanwel::eval::{Assessment, Outcome, Settings, Verdict, assess};
use kanwel::host;
use kanwel::ir::{Program, SymId};
use kanwel::value::{Date, Exact};
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

/// A single person of whom every fact is known that health care allowance asks.
const SINGLE: &str = r#"
formaat   = 1
titel     = "Alleenstaande, alles bekend"
peildatum = 2026-03-01
volledig  = ["personen", "inkomen", "vermogen", "gebeurtenissen", "besluiten"]

[personen.aanvrager]
geboortedatum                = 1985-02-10
verblijf                     = "nederlander"
woonadres                    = "huis"
jaarinkomen                  = "€ INKOMEN per jaar"
spaargeld_en_beleggingen     = "€ SPAARGELD"
inkomen_buiten_nederland     = "€ 0 per jaar"
kwijtgescholden_ondernemersschuld = "€ 0 per jaar"
krijgt_aanslag               = true
heeft.zorgverzekering        = true
heeft.zorgrecht_via_verdrag  = false
heeft.toeslag_aangevraagd    = false
wordt_verdacht_van_uitreizen = false
"#;

fn day() -> Date {
    Date::new(2026, 3, 1).expect("a day")
}

/// The rules, and how they are asked.
struct Engine {
    program: Arc<Program>,
    settings: Settings,
    allowance: SymId,
}

impl Engine {
    fn new() -> Self {
        let program = shared::cold(&shared::sources()).program();
        let allowance = program.find("Zt.zorgtoeslag").expect("the right is there");
        Self { program, settings: Settings::on(day()), allowance }
    }

    /// A single person with an income and savings, in whole euros.
    fn single(&self, income: u32, savings: u32) -> Case {
        let text = SINGLE.replace("INKOMEN", &income.to_string()).replace("SPAARGELD", &savings.to_string());
        shared::case(&self.program, &text)
    }

    /// The dog and the clinic, with an income over the year and a benefit per month.
    fn clinic(&self, income: u32, benefit: u32) -> Case {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/casussen/hond_kliniek.toml");
        let text = host::read_text(&path).expect("the case is there");
        let from = "jaarinkomen      = \"€ 19.400 per jaar\"";
        assert!(text.contains(from));
        let to = format!("jaarinkomen = \"€ {income} per jaar\"\nuitkering_of_pensioen = \"€ {benefit} per maand\"");
        shared::case(&self.program, &text.replace(from, &to))
    }

    /// Only the allowance, as with `--recht Zt.zorgtoeslag`.
    fn allowance(&self, case: &Case, derive: bool) -> Assessment {
        assess(&self.program, case, &self.settings, Some(&[self.allowance]), derive)
    }

    fn all(&self, case: &Case, derive: bool) -> Assessment {
        assess(&self.program, case, &self.settings, None, derive)
    }

    fn answer(&self, of: &Assessment, right: &str) -> Answer {
        let right = self.program.find(right).expect("the right is there");
        let outcome = of.outcomes.iter().find(|o| o.right == right).expect("an outcome");
        let amount = |o: &Outcome| o.amount.map(|a| a.value);
        match outcome.verdict {
            Verdict::Must => Answer::Must(amount(outcome)),
            Verdict::Judgement => Answer::Judgement,
            Verdict::NoUnless => Answer::NoUnless(amount(outcome)),
            Verdict::No => Answer::No,
            other => panic!("{right:?}: {other:?}"),
        }
    }

    fn results(&self, of: &Assessment) -> Results {
        Results {
            assistance: self.answer(of, "Pw.algemene_bijstand"),
            special: self.answer(of, "Pw.bijzondere_bijstand"),
            support: self.answer(of, "Wmo.maatwerkvoorziening"),
            sheltered: self.answer(of, "Wmo.beschermd_wonen"),
            shelter: self.answer(of, "Wmo.opvang"),
            temporary: self.answer(of, "Wmo.tijdelijke_maatwerkvoorziening"),
            insured_care: self.answer(of, "Zvw.verzekerde_zorg"),
            // By hand nobody looks for a way out of a refused allowance.
            allowance: match self.answer(of, "Zt.zorgtoeslag") {
                Answer::NoUnless(_) => Answer::No,
                other => other,
            },
        }
    }
}

fn person(born: (Date, Date), income: u32, savings: u32) -> Person {
    Person {
        born,
        address: Some(1),
        lawful: true,
        insured: true,
        treaty_care: false,
        care_costs_abroad: Exact::ONE,
        assessed: true,
        statement: true,
        invited: false,
        income: Exact::int(income.into()),
        wages: Exact::ZERO,
        income_abroad: Exact::ZERO,
        waived_debt: Exact::ZERO,
        waiver_on_request: false,
        savings: Exact::int(savings.into()),
        suspected_of_leaving: false,
        applied: None,
    }
}

fn single(income: u32, savings: u32) -> Household {
    let born = Date::new(1985, 2, 10).expect("a day");
    Household { people: vec![person((born, born), income, savings)], ties: Vec::new() }
}

fn dog_and_clinic(income: u32, benefit: u32) -> Clinic {
    let born = |day| Date::new(1988, 5, day).expect("a day");
    let mut person = person((born(1), born(31)), income, 0);
    person.address = None;
    Clinic {
        household: Household { people: vec![person], ties: Vec::new() },
        in_the_country: true,
        dutch: true,
        detained: false,
        evades_sentence: false,
        on_strike: false,
        weeks_abroad: 0,
        in_institution: false,
        benefit: Exact::int(benefit.into()),
        other_income: Exact::ZERO,
        money: Exact::ZERO,
        debts: Exact::ZERO,
        costs: Costs {
            occur: true,
            for_animal: true,
            indication: None,
            amount: Exact::int(540),
            paid: Exact::ZERO,
            necessary: None,
            special: None,
            means: None,
        },
        struggles: false,
        psychosocial_problems: true,
        lasting_problems: true,
        homeless: true,
        needs_treatment: true,
        helped_by_own_circle: None,
        helped_by_common_provision: None,
        copes: None,
        urgent: None,
        depends_on_insured_care: None,
    }
}

/// Engine and hand agree on a grid of incomes, and the engine gives the same with and without a derivation.
fn agree(engine: &Engine) {
    let (figures, clinic_figures) = (Figures::new(), ClinicFigures::new());
    let bare = |mut all: Assessment| {
        for o in &mut all.outcomes {
            o.derivation = kanwel::eval::Derivation::default();
        }
        all.answers.clear();
        all
    };
    let edges = [0, 1, 29_735, 29_736, 29_737, 40_857, 40_858];
    for income in (0..=60_000).step_by(1500).chain(edges) {
        for savings in [0, 38_479, 38_480, 146_011, 146_012] {
            let case = engine.single(income, savings);
            let (plain, derived) = (engine.allowance(&case, false), engine.allowance(&case, true));
            let by_hand = single(income, savings).allowance(0, day(), &figures).expect("no doubt");
            let by_engine = match engine.answer(&plain, "Zt.zorgtoeslag") {
                Answer::Must(amount) => amount,
                _ => None,
            };
            assert_eq!(by_engine, by_hand, "income {income}, savings {savings}");
            assert_eq!(bare(plain), bare(derived));
        }
    }
    for income in (0..=60_000).step_by(6000) {
        for benefit in [0, 700, 1401, 1402, 2500] {
            let case = engine.clinic(income, benefit);
            let (plain, derived) = (engine.all(&case, false), engine.all(&case, true));
            let by_hand = clinic(&dog_and_clinic(income, benefit), day(), &clinic_figures).expect("no doubt");
            assert_eq!(engine.results(&plain), by_hand, "income {income}, benefit {benefit}");
            assert_eq!(bare(plain), bare(derived));
        }
    }
}

fn evaluate(c: &mut Criterion) {
    let engine = Engine::new();
    agree(&engine);
    let (figures, clinic_figures) = (Figures::new(), ClinicFigures::new());
    let (case, household) = (engine.single(33_000, 0), single(33_000, 0));
    let mut group = c.benchmark_group("zorgtoeslag");
    group.bench_function("by hand", |b| b.iter(|| black_box(&household).allowance(0, black_box(day()), &figures)));
    group.bench_function("engine", |b| b.iter(|| engine.allowance(black_box(&case), false)));
    group.bench_function("engine with derivation", |b| b.iter(|| engine.allowance(black_box(&case), true)));
    group.finish();
    let (case, by_hand) = (engine.clinic(19_400, 0), dog_and_clinic(19_400, 0));
    let mut group = c.benchmark_group("hond_kliniek");
    group.bench_function("by hand", |b| b.iter(|| clinic(black_box(&by_hand), black_box(day()), &clinic_figures)));
    group.bench_function("engine", |b| b.iter(|| engine.all(black_box(&case), false)));
    group.bench_function("engine with derivation", |b| b.iter(|| engine.all(black_box(&case), true)));
    group.finish();
}

/// How many times as long as by hand.
fn ratios() {
    let engine = Engine::new();
    let (figures, clinic_figures) = (Figures::new(), ClinicFigures::new());
    println!("\nevaluate: times as long as by hand (aim: 100, with derivation 300)");
    let (case, household) = (engine.single(33_000, 0), single(33_000, 0));
    let taken = shared::nanoseconds(
        [20_000, 500, 500],
        [
            &mut || {
                black_box(black_box(&household).allowance(0, black_box(day()), &figures));
            },
            &mut || {
                black_box(engine.allowance(black_box(&case), false));
            },
            &mut || {
                black_box(engine.allowance(black_box(&case), true));
            },
        ],
    );
    report("zorgtoeslag", taken);
    let (case, by_hand) = (engine.clinic(19_400, 0), dog_and_clinic(19_400, 0));
    let taken = shared::nanoseconds(
        [20_000, 20, 20],
        [
            &mut || {
                black_box(clinic(black_box(&by_hand), black_box(day()), &clinic_figures));
            },
            &mut || {
                black_box(engine.all(black_box(&case), false));
            },
            &mut || {
                black_box(engine.all(black_box(&case), true));
            },
        ],
    );
    report("hond_kliniek", taken);
}

fn report(name: &str, [by_hand, plain, derived]: [u128; 3]) {
    println!("  {name:<14} by hand                {:>10}", shared::time(by_hand));
    for (how, taken) in [("engine", plain), ("engine with derivation", derived)] {
        println!("  {name:<14} {how:<22} {:>10} = {}", shared::time(taken), shared::ratio(taken, by_hand));
    }
}

criterion_group!(benches, evaluate);

fn main() {
    benches();
    Criterion::default().configure_from_args().final_summary();
    if shared::measuring() {
        ratios();
    }
}
