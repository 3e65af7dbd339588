//! Money through the month: on which day each kind of flow falls, which kind of shortage there is, and what holds for
//! every case.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing)]

use kanwel::case::{Case, parse_toml, read};
use kanwel::cash::{Calendar, DayFrom, Flow, Question, Shortage, Standing, Why, calendar};
use kanwel::db::Kanwel;
use kanwel::eval::Settings;
use kanwel::ir::Program;
use kanwel::render::{CashView, Names, Showing, cash_svg, cash_text};
use kanwel::value::{Date, Exact, decimal};
use proptest::prelude::*;
use std::sync::{Arc, LazyLock};

const RULES: &str = r#"
regeling Kas "Woorden en rechten om mee te rekenen"
  rang wet
  orgaan college

feit geboortedatum van persoon P geeft datum
  vraag "Wanneer is {P} geboren?"

feit woonadres van persoon P geeft adres
  vraag "Waar woont {P}?"

feit loon van persoon P geeft € per maand
  vraag "Hoeveel loon heeft {P}?"
  verloop stroom
  onderdeel van inkomen
  telt als inkomen

feit uitkering van persoon P geeft € per maand
  vraag "Hoeveel uitkering heeft {P}?"
  verloop stroom
  onderdeel van inkomen
  telt als inkomen
  te regelen met Kas.pensioen

feit jaarloon van persoon P geeft € per jaar
  vraag "Hoeveel loon had {P} over het jaar?"
  telt als inkomen

feit beslag van persoon P geeft € per maand
  vraag "Hoeveel beslag is er op het inkomen van {P}?"
  verloop stroom
  onderdeel van inkomen
  telt als inhouding

feit huur van persoon P geeft € per maand
  vraag "Hoeveel huur betaalt {P}?"
  verloop stroom
  onderdeel van lasten
  telt als vaste_last

feit spaarinleg van persoon P geeft € per maand
  vraag "Hoeveel spaart {P}?"
  verloop stroom

feit persoon P heeft toelagen
  vraag "Heeft {P} recht op alle toelagen?"
  standaard onwaar omdat "dit moet worden gezegd"

feit persoon P heeft pensioenleeftijd
  vraag "Heeft {P} de pensioenleeftijd?"
  standaard onwaar omdat "dit moet worden gezegd"

artikel 1 "Vooruit, op een dag die niet vaststaat"
  geldig van 2020-01-01
  gelezen 2026-01-01
  kern "De toeslag komt in de maand ervoor."
  recht op toeslag van persoon P jegens college
    als P heeft toelagen
    hoogte € 100 per maand
    uitbetaling in de maand ervoor

artikel 2 "Op een vaste dag"
  geldig van 2020-01-01
  gelezen 2026-01-01
  kern "De toelage komt op dag 5; de nabetaling op de laatste dag van de maand erna."
  recht op toelage van persoon P jegens college
    als P heeft toelagen
    hoogte € 50 per maand
    uitbetaling op dag 5 van de maand zelf
  recht op nabetaling van persoon P jegens college
    als P heeft toelagen
    hoogte € 30 per maand
    uitbetaling op de laatste dag van de maand erna volgens artikel 1

artikel 3 "Na het kwartaal"
  geldig van 2020-01-01
  gelezen 2026-01-01
  kern "Het kwartaalgeld komt binnen drie maanden na het kwartaal."
  recht op kwartaalgeld van persoon P jegens college
    als P heeft toelagen
    hoogte € 300
    uitbetaling binnen 3 maanden na het kwartaal

artikel 4 "Een deel later"
  geldig van 2020-01-01
  gelezen 2026-01-01
  kern "Van de steun komt een twintigste deel pas in juni."
  recht op steun van persoon P jegens college
    als P heeft toelagen
    hoogte € 1.000 per maand
    uitbetaling in de maand zelf waarvan 5 % in juni

artikel 5 "Zonder uitbetaling, ineens en als lening"
  geldig van 2020-01-01
  gelezen 2026-01-01
  kern "Van deze rechten zegt de wet niet wanneer zij worden betaald."
  recht op bijdrage van persoon P jegens college
    als P heeft toelagen
    hoogte € 20 per maand
  recht op premie van persoon P jegens college
    als P heeft toelagen
    hoogte € 400
  recht op krediet van persoon P jegens college
    als P heeft toelagen
    hoogte € 70 per maand
    vorm lening
  recht op pensioen van persoon P jegens college
    als P heeft pensioenleeftijd
    hoogte € 900 per maand
"#;

static PROGRAM: LazyLock<Arc<Program>> = LazyLock::new(|| {
    let corpus = Kanwel::new(vec![("kas.regel".to_owned(), RULES.to_owned())]);
    let found = corpus.diagnostics();
    assert!(!found.iter().any(kanwel::diagnostic::Diagnostic::is_error), "{found:#?}");
    corpus.program()
});

fn d(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn n(text: &str) -> Exact {
    Exact::parse_decimal(text).unwrap()
}

fn case(text: &str) -> Case {
    let root = parse_toml(&"casus.toml".into(), text).unwrap();
    let reading = read(&PROGRAM, &root);
    let errors: Vec<_> = reading.diagnostics.iter().filter(|d| d.is_error()).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{text}");
    reading.case.unwrap()
}

fn view(case: &Case, found: &Calendar, date: Date) -> CashView {
    let names = Names { program: &PROGRAM, case };
    Showing { names, date, version: "v", derivations: false }.cash(found)
}

/// The calendar of a case on 1 March 2026.
fn kas(text: &str, month: &str, months: i32, begin: &str) -> (Calendar, CashView) {
    let full = format!("peildatum = 2026-03-01\nvolledig = [\"inkomen\", \"lasten\"]\n{text}");
    let case = case(&full);
    let date = case.date.unwrap();
    let question = Question { month: d(month), months, begin: n(begin), people: Vec::new() };
    let found = calendar(&PROGRAM, &case, &Settings::on(date), &question).unwrap();
    let view = view(&case, &found, date);
    (found, view)
}

/// Amount, first and last day of everything with a name.
fn named(view: &CashView, name: &str) -> Vec<(String, String, String)> {
    let of = view.stromen.iter().filter(|f| f.naam.as_deref() == Some(name) || f.wat == name);
    of.map(|f| (f.bedrag.clone(), f.vroegst.clone(), f.laatst.clone())).collect()
}

fn row(amount: &str, first: &str, last: &str) -> (String, String, String) {
    (amount.to_owned(), first.to_owned(), last.to_owned())
}

const ENTITLED: &str = "[personen.aanvrager]\nheeft.toelagen = true\n";

#[test]
fn a_rule_names_the_month_and_the_case_the_day() {
    let (_, v) = kas(ENTITLED, "2026-03-01", 1, "0");
    assert_eq!(named(&v, "Kas.toeslag"), [row("100.00", "2026-03-01", "2026-03-31")]);
    assert_eq!(v.stromen.iter().find(|f| f.wat == "toeslag").unwrap().over.as_deref(), Some("voor april 2026"));
    let paid = format!("{ENTITLED}[[betalingen]]\nwat = \"Kas.toeslag\"\npersoon = \"aanvrager\"\ndag = 20\n");
    let (_, v) = kas(&paid, "2026-03-01", 1, "0");
    assert_eq!(named(&v, "Kas.toeslag"), [row("100.00", "2026-03-20", "2026-03-20")]);
    // The nearest neighbour: the payment ended before its day.
    let (_, v) = kas(&format!("{paid}tot = 2026-03-20\n"), "2026-03-01", 1, "0");
    assert_eq!(named(&v, "Kas.toeslag"), [row("100.00", "2026-03-01", "2026-03-31")]);
}

#[test]
fn a_rule_names_the_day() {
    let (_, v) = kas(ENTITLED, "2026-02-01", 1, "0");
    assert_eq!(named(&v, "Kas.toelage"), [row("50.00", "2026-02-05", "2026-02-05")]);
    assert_eq!(named(&v, "Kas.nabetaling"), [row("30.00", "2026-02-28", "2026-02-28")]);
    let late = v.stromen.iter().find(|f| f.wat == "nabetaling").unwrap();
    assert_eq!((late.over.as_deref(), late.bepaling.as_deref()), (Some("voor januari 2026"), Some("Kas artikel 1")));
    assert_eq!(named(&v, "Kas.bijdrage"), [row("20.00", "2026-02-01", "2026-02-28")]);
}

#[test]
fn a_payment_after_a_quarter_counts_only_when_it_certainly_falls_in_these_months() {
    let (found, v) = kas(ENTITLED, "2026-03-01", 1, "0");
    assert_eq!(named(&v, "Kas.kwartaalgeld"), []);
    let why = found.left.iter().find(|l| matches!(l.why, Why::Between(..))).map(|l| l.why.clone());
    assert_eq!(why, Some(Why::Between(n("300"), d("2026-01-01"), d("2026-03-31"))));
    let (found, v) = kas(ENTITLED, "2026-04-01", 3, "0");
    assert_eq!(named(&v, "Kas.kwartaalgeld"), [row("300.00", "2026-04-01", "2026-06-30")]);
    assert!(!found.left.iter().any(|l| matches!(l.why, Why::Between(..))));
    let paid = "[[betalingen]]\nwat = \"Kas.kwartaalgeld\"\npersoon = \"aanvrager\"\nelke = \"kwartaal\"\ndag = 2\n";
    let (found, v) = kas(&format!("{ENTITLED}{paid}"), "2026-03-01", 2, "0");
    assert_eq!(named(&v, "Kas.kwartaalgeld"), [row("300.00", "2026-04-02", "2026-04-02")]);
    assert!(!found.left.iter().any(|l| matches!(l.why, Why::Between(..) | Why::Idle)), "{:?}", found.left);
}

#[test]
fn a_part_kept_back_comes_in_its_month_for_who_was_granted_it() {
    let granted = format!(
        "{ENTITLED}[[besluiten]]\nrecht = \"Kas.steun\"\npersoon = \"aanvrager\"\nuitkomst = \"toegekend\"\ndatum = 2026-01-01\n"
    );
    let (_, v) = kas(&granted, "2026-05-01", 2, "0");
    let month = |a, b| row("950.00", a, b);
    // Five months from January to May.
    let kept = row("250.00", "2026-06-01", "2026-06-30");
    let mut got = named(&v, "Kas.steun");
    got.sort();
    assert_eq!(got, [kept, month("2026-05-01", "2026-05-31"), month("2026-06-01", "2026-06-30")]);
    // Without a decision nothing was kept back.
    let (_, v) = kas(ENTITLED, "2026-06-01", 1, "0");
    assert_eq!(named(&v, "Kas.steun"), [month("2026-06-01", "2026-06-30")]);
}

#[test]
fn a_decision_and_the_rules_alone_are_told_apart() {
    let decision = |result: &str| {
        format!(
            "{ENTITLED}[[besluiten]]\nrecht = \"Kas.toelage\"\npersoon = \"aanvrager\"\nuitkomst = \"{result}\"\ndatum = 2026-01-01\n"
        )
    };
    let standing = |text: &str| {
        let (found, _) = kas(text, "2026-03-01", 1, "0");
        found.flows.iter().find(|f| f.worst == d("2026-03-05")).map(|f| f.standing)
    };
    assert_eq!(standing(&decision("toegekend")), Some(Standing::Decided));
    assert_eq!(standing(&decision("geweigerd")), Some(Standing::ByRule));
    assert_eq!(standing("[personen.aanvrager]\nloon = \"€ 1 per maand\"\n"), None);
}

#[test]
fn what_is_left_out_is_told() {
    let (found, v) = kas(
        "[personen.aanvrager]\nheeft.toelagen = true\nheeft.pensioenleeftijd = true\nuitkering = \"€ 900 per maand\"\njaarloon = \"€ 12.000 per jaar\"\nspaarinleg = \"€ 25 per maand\"\nwoonadres = \"huis\"\n[personen.vader]\nloon = \"€ 3.000 per maand\"\nwoonadres = \"elders\"\n",
        "2026-03-01",
        1,
        "0",
    );
    let reason = |name: &str| v.niet_meegerekend.iter().find(|l| l.wat == name).map(|l| l.reden.clone());
    assert_eq!(reason("krediet").as_deref(), Some("het is een lening, en nog niet toegekend"));
    assert_eq!(reason("pensioen").as_deref(), Some("zit al in uitkering"));
    assert!(reason("premie").unwrap().starts_with("€ 400 ineens of per jaar"));
    assert!(reason("spaarinleg").unwrap().starts_with("staat in de casus"));
    assert!(found.left.iter().any(|l| l.why == Why::Elsewhere && l.source.is_none()));
    assert_eq!(named(&v, "loon"), []);
    assert_eq!(named(&v, "jaarloon"), [], "a yearly income is not paid on a day");
    assert_eq!(named(&v, "uitkering"), [row("900.00", "2026-03-01", "2026-03-31")]);
}

/// Wages on the 24th and rent on a day, both known.
fn wages_and_rent(wage: u32, rent: u32, day: u32) -> String {
    format!(
        "[personen.aanvrager]\nloon = \"€ {wage} per maand\"\nhuur = \"€ {rent} per maand\"\n[[betalingen]]\nwat = \"loon\"\npersoon = \"aanvrager\"\ndag = 24\n[[betalingen]]\nwat = \"huur\"\npersoon = \"aanvrager\"\ndag = {day}\n"
    )
}

#[test]
fn shortage_by_rhythm_and_by_amount_and_their_neighbours() {
    let kind = |text: &str, begin: &str| kas(text, "2026-03-01", 1, begin).0.outlook;
    let rhythm = kind(&wages_and_rent(700, 700, 1), "0");
    assert_eq!((rhythm.shortage, rhythm.buffer), (Shortage::Rhythm, n("700")));
    assert_eq!((rhythm.worst.below, rhythm.worst.days_below), (Some(d("2026-03-01")), 23));
    // On one day money comes and goes: the balance is that at the end of the day.
    assert_eq!(kind(&wages_and_rent(700, 700, 24), "0").shortage, Shortage::None);
    assert_eq!(kind(&wages_and_rent(700, 700, 1), "700").shortage, Shortage::None);
    assert_eq!(kind(&wages_and_rent(700, 700, 1), "699.99").shortage, Shortage::Rhythm);
    let amount = kind(&wages_and_rent(699, 700, 1), "0");
    assert_eq!((amount.shortage, amount.worst.end), (Shortage::Amount, n("-1")));
    // What it began with hides a shortage by amount, and does not end it.
    let covered = kind(&wages_and_rent(699, 700, 1), "1000");
    assert_eq!((covered.shortage, covered.buffer), (Shortage::Amount, Exact::ZERO));
    assert_eq!(kind(&wages_and_rent(700, 600, 1), "-500").shortage, Shortage::StartedBelow);
    assert_eq!(kind("[personen.aanvrager]\nloon = \"€ 700 per maand\"\n", "0").shortage, Shortage::Unknown);
}

#[test]
fn days_that_are_not_known_give_a_range() {
    let text = "[personen.aanvrager]\nloon = \"€ 700 per maand\"\nhuur = \"€ 600 per maand\"\n";
    let (found, v) = kas(text, "2026-03-01", 1, "0");
    assert_eq!(found.outlook.shortage, Shortage::PerhapsRhythm);
    assert_eq!((found.outlook.worst.low, found.outlook.best.low), (n("-600"), n("100")));
    assert!(v.kern[0].starts_with("Misschien een tekort door het ritme"), "{:?}", v.kern);
    // Once the rent is known to follow the wages, there is no doubt left.
    let (found, _) = kas(&wages_and_rent(700, 600, 25), "2026-03-01", 1, "0");
    assert_eq!((found.outlook.shortage, found.outlook.worst), (Shortage::None, found.outlook.best));
}

#[test]
fn what_is_taken_from_income_moves_with_it() {
    let text = wages_and_rent(700, 100, 25).replace("huur = ", "beslag = \"€ 200 per maand\"\nhuur = ");
    let (found, _) = kas(&text, "2026-03-01", 1, "0");
    let taken: Vec<&Flow> = found.flows.iter().filter(|f| f.day == DayFrom::Income).collect();
    assert_eq!(taken.iter().map(|f| f.window()).collect::<Vec<_>>(), [(d("2026-03-24"), d("2026-03-24"))]);
    // More than the income cannot be taken from it; then the day is not known.
    let more = text.replace("beslag = \"€ 200", "beslag = \"€ 701");
    assert!(kas(&more, "2026-03-01", 1, "0").0.flows.iter().all(|f| f.day != DayFrom::Income));
    // Without any income there is no day to move to.
    let (found, _) = kas("[personen.aanvrager]\nbeslag = \"€ 200 per maand\"\n", "2026-03-01", 1, "0");
    assert_eq!(found.flows[0].window(), (d("2026-03-01"), d("2026-03-31")));
}

#[test]
fn days_of_short_months_weeks_quarters_and_years() {
    let own = |rest: &str| {
        format!("[personen.aanvrager]\n[[betalingen]]\nwat = \"post\"\nbedrag = \"€ 10\"\nrichting = \"uit\"\n{rest}\n")
    };
    let days = |rest: &str, month: &str, months: i32| -> Vec<String> {
        kas(&own(rest), month, months, "0").1.stromen.iter().map(|f| f.vroegst.clone()).collect()
    };
    assert_eq!(days("dag = 31", "2026-02-01", 2), ["2026-02-28", "2026-03-31"]);
    assert_eq!(days("dag = \"laatste\"", "2028-02-01", 1), ["2028-02-29"]);
    assert_eq!(
        days("elke = \"week\"\nvan = 2026-01-03", "2026-03-01", 1),
        ["2026-03-07", "2026-03-14", "2026-03-21", "2026-03-28"]
    );
    assert_eq!(days("elke = \"kwartaal\"\ndag = 1", "2026-02-01", 6), ["2026-04-01", "2026-07-01"]);
    assert_eq!(days("elke = \"kwartaal\"\ndag = 1\nvan = 2026-02-01", "2026-02-01", 6), ["2026-02-01", "2026-05-01"]);
    assert_eq!(days("elke = \"jaar\"\ndag = 9\nvan = 2025-05-01", "2026-01-01", 12), ["2026-05-09"]);
    assert_eq!(days("elke = \"eenmalig\"\ndatum = 2026-03-12", "2026-03-01", 1), ["2026-03-12"]);
    assert_eq!(days("elke = \"eenmalig\"\ndatum = 2026-04-12", "2026-03-01", 1), [] as [&str; 0]);
}

#[test]
fn a_yearly_income_cannot_be_put_on_a_day() {
    let text = |fact: &str| {
        format!(
            "[personen.aanvrager]\n[[betalingen]]\nwat = \"{fact}\"\npersoon = \"aanvrager\"\nrichting = \"in\"\ndag = 3\n"
        )
    };
    let titles = |fact: &str| -> Vec<String> {
        let root = parse_toml(&"casus.toml".into(), &text(fact)).unwrap();
        read(&PROGRAM, &root).diagnostics.iter().map(|d| d.title.to_string()).collect()
    };
    assert_eq!(titles("jaarloon"), ["Een inkomen per jaar wordt niet op een dag betaald"]);
    assert_eq!(titles("loon"), [] as [&str; 0]);
}

#[test]
fn a_monthly_amount_paid_by_the_week_stays_the_same_amount() {
    let text = "[personen.aanvrager]\nhuur = \"€ 100 per maand\"\n[[betalingen]]\nwat = \"huur\"\npersoon = \"aanvrager\"\nelke = \"week\"\nvan = 2026-01-01\n";
    let (found, _) = kas(text, "2026-04-01", 1, "0");
    // Five Thursdays in April, four in most months: the month keeps its amount.
    assert_eq!((found.flows.len(), found.outlook.outgoing), (5, n("100")));
    let (found, _) = kas(text, "2026-02-01", 12, "0");
    assert_eq!(found.outlook.outgoing, n("1200"));
}

/// A generated household: amounts in euros, days of the month.
#[derive(Clone, Debug)]
struct Household {
    wage: Option<(u32, Option<u8>)>,
    rent: Option<(u32, Option<u8>)>,
    seizure: Option<u32>,
    entitled: bool,
    granted: bool,
    own: Vec<(u32, bool, u8)>,
}

impl Household {
    /// The sections of the file.
    fn sections(&self) -> Vec<String> {
        let mut person = String::from("[personen.aanvrager]\n");
        let mut out = Vec::new();
        for (name, money) in [("loon", &self.wage), ("huur", &self.rent)] {
            if let Some((amount, day)) = money {
                person.push_str(&format!("{name} = \"€ {amount} per maand\"\n"));
                if let Some(day) = day {
                    out.push(format!("[[betalingen]]\nwat = \"{name}\"\npersoon = \"aanvrager\"\ndag = {day}\n"));
                }
            }
        }
        if let Some(n) = self.seizure {
            person.push_str(&format!("beslag = \"€ {n} per maand\"\n"));
        }
        person.push_str(&format!("heeft.toelagen = {}\n", self.entitled));
        if self.granted {
            out.push("[[besluiten]]\nrecht = \"Kas.steun\"\npersoon = \"aanvrager\"\nuitkomst = \"toegekend\"\ndatum = 2025-11-01\n".to_owned());
        }
        for (i, (amount, inward, day)) in self.own.iter().enumerate() {
            let way = if *inward { "in" } else { "uit" };
            out.push(format!(
                "[[betalingen]]\nwat = \"post {i}\"\nbedrag = \"€ {amount}\"\nrichting = \"{way}\"\ndag = {day}\n"
            ));
        }
        out.push(person);
        out
    }
}

prop_compose! {
    fn household()(
        wage in prop::option::of((0_u32..3_000, prop::option::of(1_u8..32))),
        rent in prop::option::of((0_u32..1_500, prop::option::of(1_u8..32))),
        seizure in prop::option::of(0_u32..400),
        entitled in any::<bool>(),
        granted in any::<bool>(),
        own in prop::collection::vec((1_u32..900, any::<bool>(), 1_u8..32), 0..6),
    ) -> Household {
        Household { wage, rent, seizure, entitled, granted, own }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn flows_add_up_whatever_the_days(h in household(), begin in -500_i64..2_000, months in 1_i32..5, month in 1_u8..13) {
        let (found, v) = kas(&h.sections().concat(), &format!("2026-{month:02}-01"), months, &begin.to_string());
        let o = &found.outlook;
        let change = found.flows.iter().fold(Exact::ZERO, |sum, f| {
            if f.incoming { sum.plus(f.amount).unwrap() } else { sum.minus(f.amount).unwrap() }
        });
        prop_assert_eq!(o.worst.end.minus(found.begin), Some(change));
        prop_assert_eq!(o.best.end, o.worst.end);
        prop_assert_eq!(o.incoming.minus(o.outgoing), Some(change));
        prop_assert!(o.worst.low <= o.best.low, "the worst days are worse");
        prop_assert_eq!(found.months.last().map(|m| m.end), Some(o.worst.end));
        for f in &found.flows {
            let (first, last) = f.window();
            prop_assert!(found.period.contains(first) && found.period.contains(last) && f.amount > Exact::ZERO);
        }
        if let Some(granted) = &found.granted {
            prop_assert!(granted.incoming < o.incoming);
        }
        // Every view can be written, and the last balance in the table is the one at the end.
        prop_assert_eq!(v.stromen.last().map_or_else(|| decimal(found.begin), |f| f.saldo.clone()), decimal(o.worst.end));
        let svg = cash_svg(&v);
        prop_assert!(svg.starts_with("<svg") && svg.contains("<desc") && svg.trim_end().ends_with("</svg>"));
        let options = kanwel::render::Options { all: false, colour: false, width: 80 };
        prop_assert!(cash_text(&v, options).starts_with(v.kern[0].split(' ').next().unwrap()));
    }

    #[test]
    fn the_buffer_is_just_enough(h in household(), months in 1_i32..4) {
        let text = h.sections().concat();
        let (found, _) = kas(&text, "2026-03-01", months, "0");
        let (better, _) = kas(&text, "2026-03-01", months, &decimal(found.outlook.buffer));
        prop_assert!(!better.outlook.worst.low.is_negative() && better.outlook.buffer.is_zero());
        if found.outlook.buffer > Exact::ZERO {
            prop_assert_eq!(better.outlook.worst.low, Exact::ZERO);
        }
    }

    /// On which day of the month money moves changes when it is there, never how much.
    #[test]
    fn another_day_never_changes_the_sum(h in household(), wage in 1_u8..32, rent in 1_u8..32, months in 1_i32..4) {
        let mut other = h.clone();
        other.wage = other.wage.map(|(n, _)| (n, Some(wage)));
        other.rent = other.rent.map(|(n, _)| (n, Some(rent)));
        other.own.iter_mut().for_each(|o| o.2 = wage);
        let (one, _) = kas(&h.sections().concat(), "2026-03-01", months, "0");
        let (two, _) = kas(&other.sections().concat(), "2026-03-01", months, "0");
        prop_assert_eq!(one.outlook.incoming, two.outlook.incoming);
        prop_assert_eq!(one.outlook.outgoing, two.outlook.outgoing);
        prop_assert_eq!(one.outlook.worst.end, two.outlook.worst.end);
        prop_assert_eq!(one.flows.len(), two.flows.len());
    }

    #[test]
    fn the_order_of_the_file_does_not_matter(h in household(), turn in 0_usize..8) {
        let mut sections = h.sections();
        let (_, one) = kas(&sections.concat(), "2026-03-01", 2, "0");
        let at = turn % sections.len();
        sections.rotate_left(at);
        let (_, other) = kas(&sections.concat(), "2026-03-01", 2, "0");
        prop_assert_eq!(one, other);
    }
}
