//! Runs tests against a program.

use super::expect::Expectation;
use super::failure::{Cited, Failure, Miss, Report};
use super::parse::Test;
use super::prepare::{Bases, Prepared, said};
use super::reach::Statements;
use super::wanted::wanted;
use crate::case::{Case, read};
use crate::conflict::found;
use crate::diagnostic::code;
use crate::eval::{Answered, Assessment, Evaluator, Outcome, Settings, assess, assess_some, impossible};
use crate::ir::{Program, RuleId, SymId, SymKind};
use crate::render::{Names, RoomView, Showing, View};
use crate::room::room;
use crate::syntax::parse_literal;
use crate::value::{Entity, Type, Value, dutch_value};
use rayon::prelude::*;

/// Runs one test.
#[must_use]
pub fn run(program: &Program, test: &Test, bases: Bases<'_>) -> Report {
    run_prepared(program, &Prepared::new(&"casus".into(), test.clone(), bases))
}

/// Runs tests next to each other; the reports stand in the order of the tests. Calls `done` after each.
#[must_use]
pub fn run_all(program: &Program, tests: &[&Prepared], done: &(dyn Fn() + Sync)) -> Vec<Report> {
    let one = |test: &&Prepared| {
        let report = run_prepared(program, test);
        done();
        report
    };
    tests.par_iter().map(one).collect()
}

/// The same, and what each test looked at.
#[must_use]
pub fn watch_all(program: &Program, tests: &[&Prepared], done: &(dyn Fn() + Sync)) -> Vec<(Report, Statements)> {
    let one = |test: &&Prepared| {
        let watched = run_watched(program, test);
        done();
        watched
    };
    tests.par_iter().map(one).collect()
}

/// Runs one test that was made ready.
#[must_use]
pub fn run_prepared(program: &Program, test: &Prepared) -> Report {
    let mut stated = test.expectations.iter().filter_map(|(_, e)| e.as_ref().ok());
    if !stated.any(Expectation::about_derivations) {
        let report = attempt(program, test, false);
        if report.failures.is_empty() {
            return report;
        }
    }
    // A failure tells how what came out came about.
    attempt(program, test, true)
}

fn attempt(program: &Program, test: &Prepared, derive: bool) -> Report {
    let mut report = Report::default();
    let mut fail = |line: usize, message: String| report.failures.push(Failure::plain(line, message));
    let mut expectations = Vec::new();
    for ((line, e), (_, text)) in test.expectations.iter().zip(&test.test.expectations) {
        match e {
            Ok(e) => expectations.push((*line, e, text.as_str())),
            Err(message) => fail(*line, message.clone()),
        }
    }
    let line = test.test.line;
    let (case, problems) = load(program, test);
    for message in problems {
        fail(line, message);
    }
    let Some(case) = case else { return report };
    let Some(settings) = settings(expectations.iter().map(|(_, e, _)| *e), &case) else {
        fail(line, "Er is geen peildatum: zet `op jjjj-mm-dd` bij de verwachtingen.".to_owned());
        return report;
    };
    let date = settings.date;
    for i in impossible(program, &case, &settings) {
        let who: Vec<String> = i.about.iter().map(|e| case.name(*e).to_string()).collect();
        fail(line, format!("Deze casus kan niet bestaan ({}).", who.join(", ")));
    }
    let all: Vec<&Expectation> = expectations.iter().map(|(_, e, _)| *e).collect();
    let about_findings = all.iter().any(|e| super::finding::about(e));
    let about_room = all.iter().any(|e| matches!(e, Expectation::Room { .. } | Expectation::NoRoom { .. }));
    let assessment = if about_findings || about_room {
        assess(program, &case, &settings, None, true)
    } else {
        assess_some(program, &case, &settings, &wanted(program, &case, all.iter().copied()), derive)
    };
    let names = Names { program, case: &case };
    let showing = Showing { names, date, version: "", derivations: false };
    let mut view = showing.view(&assessment);
    if about_room {
        view.ruimte = showing.room(&room(program, &case, &settings, &assessment), &view);
    }
    if about_findings {
        // What decides a finding and what mends it no line asks.
        let findings = found(program, &case, &settings, &assessment, &super::finding::kinds(&all));
        view.bevindingen = showing.conflicts(&findings);
    }
    if about_findings && let Some(message) = super::finding::unexpected(&view.bevindingen, &all) {
        report.failures.push(Failure::plain(line, message));
    }
    let mut checker =
        Checker { program, case: &case, settings: &settings, assessment: &assessment, view: &view, last: None };
    for (line, e, text) in expectations {
        if let Err(miss) = checker.check(e) {
            report.failures.push(miss.at(line, text));
        }
    }
    report
}

/// Runs one test, and tells which statements it looked at.
#[must_use]
pub fn run_watched(program: &Program, test: &Prepared) -> (Report, Statements) {
    let watched = program.watched();
    let report = run_prepared(&watched, test);
    (report, Statements::looked_at(&watched))
}

/// The outcomes of a test with their derivations, whatever it expects; `None` when its case cannot be read.
#[must_use]
pub fn assessed(program: &Program, test: &Test, bases: Bases<'_>) -> Option<Assessment> {
    let test = Prepared::new(&"casus".into(), test.clone(), bases);
    let case = load(program, &test).0?;
    let settings = settings(test.expectations.iter().filter_map(|(_, e)| e.as_ref().ok()), &case)?;
    Some(assess(program, &case, &settings, None, true))
}

/// The date and readings a test asks for; `None` without a date.
pub(super) fn settings<'e>(
    expectations: impl Iterator<Item = &'e Expectation> + Clone,
    case: &Case,
) -> Option<Settings> {
    let date = expectations.clone().find_map(|e| match e {
        Expectation::On(d) => Some(*d),
        _ => None,
    });
    let mut settings = Settings::on(date.or(case.date)?);
    for e in expectations {
        if let Expectation::Reading(choice, reading) = e {
            settings.readings.insert(choice.as_str().into(), reading.as_str().into());
        }
    }
    Some(settings)
}

/// The case of a test, with what is wrong with it.
pub(super) fn load(program: &Program, test: &Prepared) -> (Option<Case>, Vec<String>) {
    let root = match &test.tree {
        Ok(root) => root,
        Err(message) => return (None, vec![message.clone()]),
    };
    let reading = read(program, root);
    let problems =
        reading.diagnostics.iter().filter(|d| d.is_error() || d.code == code::CASE_UNREAD).map(said).collect();
    (reading.case, problems)
}

pub(super) struct Checker<'a> {
    pub program: &'a Program,
    pub case: &'a Case,
    pub settings: &'a Settings,
    pub assessment: &'a Assessment,
    pub view: &'a View,
    pub last: Option<usize>,
}

impl Checker<'_> {
    pub(super) fn check(&mut self, e: &Expectation) -> Result<(), Miss> {
        match e {
            Expectation::Verdict { right, about, is } => {
                let i = self.outcome(right, about)?;
                self.last = Some(i);
                let got = self.view.uitkomsten.get(i).map_or("?", |o| &o.oordeel);
                if got == is {
                    return Ok(());
                }
                let message = format!("Oordeel over {right}: verwacht `{is}`, uitkomst `{got}`.{}", self.because(i));
                Err(Miss::value(message, is, got).by(self.cited(i), self.view.uitkomsten.get(i).map(|o| &o.zin)))
            }
            Expectation::Amount { right, about, is } => {
                let i = self.outcome(right, about)?;
                self.last = Some(i);
                let o = self.view.uitkomsten.get(i);
                let written = o.and_then(|o| {
                    if is == "onbekend" { o.bedrag.as_ref().map(|b| b.geschreven.clone()) } else { o.written_amount() }
                });
                let got = written.unwrap_or_else(|| "onbekend".to_owned());
                if same_written(&got, is) {
                    return Ok(());
                }
                let message = format!("Bedrag van {right}: verwacht {is}, uitkomst {got}.{}", self.because(i));
                Err(Miss::value(message, is, &got).by(self.cited(i), o.map(|o| &o.zin)))
            }
            Expectation::Value { what, about, is } => self.value(what, about, is),
            other => self.other(other).map_err(|message| {
                let last = self.last.filter(|_| !super::finding::about(other));
                let said = last.and_then(|i| self.view.uitkomsten.get(i)).map(|o| &o.zin);
                Miss::from(message).by(last.and_then(|i| self.cited(i)), said)
            }),
        }
    }

    /// The provision that decides an outcome: what refuses, or else the first that carries it.
    fn cited(&self, i: usize) -> Option<Cited> {
        let o = self.assessment.outcomes.get(i)?;
        let refused = matches!(o.verdict, crate::eval::Verdict::No | crate::eval::Verdict::NoUnless);
        let rule = o.refusing(self.program).filter(|_| refused).or_else(|| o.provisions().first().copied())?;
        self.provision(rule)
    }

    fn provision(&self, rule: RuleId) -> Option<Cited> {
        let p = self.program.provision_of(rule)?;
        Some(Cited { citation: p.citation.to_string(), gist: p.gist.as_ref().map(ToString::to_string) })
    }

    fn other(&self, e: &Expectation) -> Result<(), String> {
        match e {
            Expectation::On(_)
            | Expectation::Reading(..)
            | Expectation::Verdict { .. }
            | Expectation::Amount { .. }
            | Expectation::Value { .. } => Ok(()),
            Expectation::RestsOn(wanted, places) => {
                let o = self.shown()?;
                for place in places {
                    let there = o.bepalingen.contains(place);
                    if there != *wanted {
                        let title = if *wanted { "steunt niet op" } else { "steunt toch op" };
                        return Err(format!("{} {title} {place}. Wel op: {}.", o.recht, o.bepalingen.join(", ")));
                    }
                }
                Ok(())
            }
            Expectation::Asks(fact, about) => {
                let o = self.shown()?;
                let asked = |m: &&crate::render::MissingView| m.wat == *fact && (about.is_empty() || m.over == *about);
                if o.ontbreekt.iter().any(|m| asked(&m)) {
                    Ok(())
                } else {
                    Err(format!(
                        "{} vraagt niet naar {fact}. Wel: {}.",
                        o.recht,
                        list(o.ontbreekt.iter().map(|m| m.zin.clone()))
                    ))
                }
            }
            Expectation::Weighs(norm) => {
                let o = self.shown()?;
                if o.open_normen.iter().any(|n| n.norm == *norm) {
                    Ok(())
                } else {
                    Err(format!(
                        "{} weegt {norm} niet. Wel: {}.",
                        o.recht,
                        list(o.open_normen.iter().map(|n| n.norm.clone()))
                    ))
                }
            }
            Expectation::Route(place, is) => {
                let o = self.shown()?;
                let routes: Vec<String> =
                    o.uitwegen.iter().filter_map(|r| Some(format!("{}: {}", r.bepaling.as_ref()?, r.status))).collect();
                if routes.contains(&format!("{place}: {is}")) {
                    Ok(())
                } else {
                    Err(format!("Uitweg {place}: verwacht `{is}`. Uitwegen: {}.", list(routes.into_iter())))
                }
            }
            Expectation::Duty { present, forbidden, act } => {
                let kind = if *forbidden { "verbod" } else { "plicht" };
                let there = self
                    .view
                    .plichten
                    .iter()
                    .any(|d| d.soort == kind && d.handeling == act.replace('_', " ") && d.status == "geldt");
                if there == *present {
                    Ok(())
                } else {
                    Err(format!("{kind} {act}: verwacht {}, uitkomst {}.", word(*present), word(there)))
                }
            }
            Expectation::Deadline(name, date) => {
                let found = self.view.termijnen.iter().find(|t| t.naam == name.replace('_', " "));
                match found {
                    Some(t) if t.laatste_dag == date.to_string() => Ok(()),
                    Some(t) => Err(format!("Termijn {name}: verwacht {date}, uitkomst {}.", t.laatste_dag)),
                    None => Err(format!("Er loopt geen termijn {name}.")),
                }
            }
            Expectation::Sentence(text) => same(&self.shown()?.zin, text, "De zin"),
            Expectation::Partly(wanted) => same(&self.shown()?.deels, wanted, "Deels"),
            Expectation::OneOfMany(wanted) => same(&self.shown()?.een_van_meer, wanted, "Een van meer"),
            Expectation::Forward(town) => {
                let organ = self.shown()?.orgaan.as_ref().filter(|o| o.doorzenden);
                let got = organ.and_then(|o| o.gemeente.clone()).unwrap_or_else(|| "niet".to_owned());
                same(&got, town, "Doorzenden naar")
            }
            Expectation::Status(place, status) => {
                let o = self.shown()?;
                let source = o.bronnen.iter().find(|b| b.bepaling == *place);
                match source {
                    Some(source) => same(source.status.as_str(), status.as_str(), place),
                    None => Err(format!("{} steunt niet op {place}. Wel op: {}.", o.recht, o.bepalingen.join(", "))),
                }
            }
            Expectation::Count(right, count) => {
                let got = self.view.uitkomsten.iter().filter(|o| o.recht == *right).count();
                same(&got, count, "Aantal uitkomsten")
            }
            Expectation::Room { code, place, is } => {
                let found: Vec<&RoomView> = self.room(code, place.as_deref()).collect();
                if found.iter().any(|r| r.status == *is) {
                    return Ok(());
                }
                let place = place.as_deref().map_or(String::new(), |p| format!(" op {p}"));
                let got = list(found.iter().map(|r| format!("{}: {} ({})", r.bepaling, r.status, r.reden)));
                Err(format!("Ruimte {code}{place}: verwacht `{is}`. Gevonden: {got}."))
            }
            Expectation::Finding { code, place } => {
                super::finding::present(&self.view.bevindingen, code, place.as_deref())
            }
            Expectation::NoFinding { code, place } => {
                super::finding::absent(&self.view.bevindingen, code, place.as_deref())
            }
            Expectation::NoOtherFindings => Ok(()),
            Expectation::NoRoom { code, place } => {
                let found: Vec<&RoomView> = self.room(code, place.as_deref()).collect();
                if found.is_empty() {
                    return Ok(());
                }
                let got = list(found.iter().map(|r| format!("{}: {} ({})", r.bepaling, r.status, r.reden)));
                Err(format!("Ruimte {code} is er toch: {got}."))
            }
        }
    }

    /// Room of a kind; after a verdict only what touches that outcome.
    fn room<'v>(&'v self, code: &'v str, place: Option<&'v str>) -> impl Iterator<Item = &'v RoomView> {
        let last = self.last.and_then(|i| self.view.uitkomsten.get(i));
        self.view.ruimte.iter().filter(move |r| {
            r.code == code
                && place.is_none_or(|p| r.bepaling == p)
                && last.is_none_or(|o| {
                    r.raakt.as_ref().is_none_or(|t| t.recht == o.recht && t.houder == o.houder && t.voor == o.voor)
                })
        })
    }

    fn shown(&self) -> Result<&crate::render::OutcomeView, String> {
        self.last
            .and_then(|i| self.view.uitkomsten.get(i))
            .ok_or_else(|| "Hiervoor hoort een regel `oordeel` of `bedrag`.".to_owned())
    }

    fn outcome(&self, right: &str, about: &[String]) -> Result<usize, String> {
        let id = self.program.find(right).ok_or_else(|| format!("Het recht `{right}` bestaat niet."))?;
        let labels: Vec<Entity> = self.entities(about)?;
        let fits =
            |o: &Outcome, held: bool| o.right == id && held && labels.get(1).is_none_or(|s| o.subject == Some(*s));
        let holder = labels.first();
        let all = &self.assessment.outcomes;
        all.iter()
            .position(|o| fits(o, holder.is_none_or(|h| o.holder == *h)))
            .or_else(|| all.iter().position(|o| fits(o, holder.is_some_and(|h| o.jointly.contains(h)))))
            .ok_or_else(|| format!("Er is geen uitkomst voor {right} van {}.", about.join(" ")))
    }

    fn entities(&self, about: &[String]) -> Result<Vec<Entity>, String> {
        about.iter().map(|l| self.case.entity(l).ok_or_else(|| format!("`{l}` komt niet voor in de casus."))).collect()
    }

    fn because(&self, i: usize) -> String {
        self.view.uitkomsten.get(i).map_or(String::new(), |o| format!(" {}", o.zin))
    }

    fn value(&self, what: &str, about: &[String], is: &str) -> Result<(), Miss> {
        let id = self.program.find(what).ok_or_else(|| format!("`{what}` bestaat niet."))?;
        let about_ = self.entities(about)?;
        let mut ev = Evaluator::new(self.program, self.case, self.settings);
        let ty = self.program.signature(id).map_or(Type::Nil, |s| s.result.clone());
        let date = self.settings.date;
        let stated = self.program.symbol(id).into_iter().flat_map(|s| &s.rules);
        let rule = stated.copied().find(|r| self.program.rule(*r).is_some_and(|l| l.validity.contains(date)));
        let cited = || rule.and_then(|r| self.provision(r));
        let got = match ev.ask_about(id, &about_) {
            Answered::Known(v) => v,
            Answered::Open(reasons, ..) => {
                if is == "onbekend" {
                    return Ok(());
                }
                let names = Names { program: self.program, case: self.case };
                let why = list(reasons.iter().map(|r| names.reason(r)));
                let message = format!("{what}: verwacht {is}, uitkomst onbekend ({why}).");
                return Err(Miss::value(message, is, "onbekend").by(cited(), Some(&format!("Onbekend: {why}."))));
            }
        };
        let shown = dutch_value(&got, &ty, |e| self.case.name(e).to_string());
        if shown == is || same_value(self.program, id, &got, is) {
            Ok(())
        } else {
            let message = format!("{what}: verwacht {is}, uitkomst {shown}.");
            Err(Miss::value(message, is, &shown).by(cited(), None))
        }
    }
}

fn same<T: PartialEq + std::fmt::Debug + ?Sized>(got: &T, wanted: &T, what: &str) -> Result<(), String> {
    if got == wanted { Ok(()) } else { Err(format!("{what}: verwacht {wanted:?}, uitkomst {got:?}.")) }
}

fn word(there: bool) -> &'static str {
    if there { "geldt" } else { "geldt niet" }
}

fn list(all: impl Iterator<Item = String>) -> String {
    let all: Vec<String> = all.collect();
    if all.is_empty() { "niets".to_owned() } else { all.join("; ") }
}

/// Whether two written amounts are the same amount.
fn same_written(a: &str, b: &str) -> bool {
    a == b || matches!((parse_literal(a), parse_literal(b)), (Some(x), Some(y)) if x == y)
}

/// Whether a value is the one written.
fn same_value(program: &Program, id: SymId, got: &Value, written: &str) -> bool {
    let Some(literal) = parse_literal(written) else { return false };
    let unit_fits = match (&program.signature(id).map(|s| (&s.result, &s.kind)), &literal) {
        (
            Some((Type::Number(unit), SymKind::Amount | SymKind::Concept | SymKind::Slot | SymKind::Fact(_))),
            crate::syntax::ast::Literal::Money(_, per),
        ) => per.iter().fold(crate::value::Unit::EURO, |u, b| u.per(*b)) == *unit,
        _ => true,
    };
    unit_fits && crate::ir::constant(&literal).as_ref() == Some(got)
}
