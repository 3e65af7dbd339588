//! Runs tests against a program.

use super::expect::{Expectation, expectation};
use super::parse::Test;
use crate::case::{Case, Node, NodeKind, merge, parse_toml, read};
use crate::conflict::conflicts;
use crate::diagnostic::{Diagnostic, code};
use crate::eval::{Answered, Assessment, Evaluator, Outcome, Settings, assess, impossible};
use crate::ir::{Program, SymId, SymKind};
use crate::render::{Names, RoomView, Showing, View};
use crate::room::room;
use crate::syntax::parse_literal;
use crate::value::{Date, Entity, Type, Value, dutch_value};
use std::sync::Arc;

/// Something that did not come out as expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Line in the suite, from 1.
    pub line: usize,
    /// What was expected and what came out, in Dutch.
    pub message: String,
}

/// The result of a test.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What failed; nothing when the test passed.
    pub failures: Vec<Failure>,
}

/// Loads the base of a case by the name written in the suite.
pub type Bases<'a> = &'a dyn Fn(&str) -> Result<Node, String>;

/// Runs one test.
#[must_use]
pub fn run(program: &Program, test: &Test, bases: Bases<'_>) -> Report {
    let mut report = Report::default();
    let mut fail = |line: usize, message: String| report.failures.push(Failure { line, message });
    let mut expectations = Vec::new();
    for (line, text) in &test.expectations {
        match expectation(text) {
            Ok(e) => expectations.push((*line, e)),
            Err(message) => fail(*line, message),
        }
    }
    let (case, problems) = load(program, test, bases);
    for message in problems {
        fail(test.line, message);
    }
    let Some(case) = case else { return report };
    let Some(settings) = settings(expectations.iter().map(|(_, e)| e), &case) else {
        fail(test.line, "Er is geen peildatum: zet `op jjjj-mm-dd` bij de verwachtingen.".to_owned());
        return report;
    };
    let date = settings.date;
    for i in impossible(program, &case, &settings) {
        let who: Vec<String> = i.about.iter().map(|e| case.name(*e).to_string()).collect();
        fail(test.line, format!("Deze casus kan niet bestaan ({}).", who.join(", ")));
    }
    let assessment = assess(program, &case, &settings, None, true);
    let names = Names { program, case: &case };
    let showing = Showing { names, date, version: "", derivations: false };
    let mut view = showing.view(&assessment);
    let about_findings = expectations.iter().any(|(_, e)| super::finding::about(e));
    let about_room = |e: &Expectation| matches!(e, Expectation::Room { .. } | Expectation::NoRoom { .. });
    if about_findings || expectations.iter().any(|(_, e)| about_room(e)) {
        let found = room(program, &case, &settings, &assessment);
        view.ruimte = showing.room(&found, &view);
        if about_findings {
            view.bevindingen = showing.conflicts(&conflicts(program, &case, &settings, &assessment, &found));
        }
    }
    if about_findings && let Some(message) = super::finding::unexpected(&view.bevindingen, &expectations) {
        report.failures.push(Failure { line: test.line, message });
    }
    let mut checker =
        Checker { program, case: &case, settings: &settings, assessment: &assessment, view: &view, last: None };
    for (line, e) in &expectations {
        if let Err(message) = checker.check(e) {
            report.failures.push(Failure { line: *line, message });
        }
    }
    report
}

/// The outcomes of a test with their derivations, whatever it expects; `None` when its case cannot be read.
#[must_use]
pub fn assessed(program: &Program, test: &Test, bases: Bases<'_>) -> Option<Assessment> {
    let expectations: Vec<Expectation> = test.expectations.iter().filter_map(|(_, t)| expectation(t).ok()).collect();
    let case = load(program, test, bases).0?;
    let settings = settings(expectations.iter(), &case)?;
    Some(assess(program, &case, &settings, None, true))
}

/// The date and readings a test asks for; `None` without a date.
fn settings<'e>(expectations: impl Iterator<Item = &'e Expectation> + Clone, case: &Case) -> Option<Settings> {
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
fn load(program: &Program, test: &Test, bases: Bases<'_>) -> (Option<Case>, Vec<String>) {
    let path: Arc<str> = "casus".into();
    let own = match parse_toml(&path, &test.case) {
        Ok(own) => own,
        Err(d) => return (None, vec![said(&d)]),
    };
    let mut root = match own.get("basis").and_then(Node::text).cloned() {
        Some(name) => match bases(&name) {
            Ok(base) => merge(base, own),
            Err(message) => return (None, vec![message]),
        },
        None => own,
    };
    for (role, fact, value) in &test.facts {
        root = merge(root, Node::at(&path, &["personen", role, fact], scalar(value)));
    }
    let reading = read(program, &root);
    let problems =
        reading.diagnostics.iter().filter(|d| d.is_error() || d.code == code::CASE_UNREAD).map(said).collect();
    (reading.case, problems)
}

/// A cell of a table as a value of a case.
fn scalar(cell: &str) -> NodeKind {
    match (cell, Date::parse(cell)) {
        ("true" | "ja", _) => NodeKind::Bool(true),
        ("false" | "nee", _) => NodeKind::Bool(false),
        (_, Some(date)) => NodeKind::Date(date),
        _ => NodeKind::Text(cell.into()),
    }
}

fn said(d: &Diagnostic) -> String {
    format!("{} {}.{}", d.code, d.title, d.help.as_ref().map_or(String::new(), |h| format!(" {h}")))
}

struct Checker<'a> {
    program: &'a Program,
    case: &'a Case,
    settings: &'a Settings,
    assessment: &'a Assessment,
    view: &'a View,
    last: Option<usize>,
}

impl Checker<'_> {
    fn check(&mut self, e: &Expectation) -> Result<(), String> {
        match e {
            Expectation::On(_) | Expectation::Reading(..) => Ok(()),
            Expectation::Verdict { right, about, is } => {
                let i = self.outcome(right, about)?;
                self.last = Some(i);
                let got = self.view.uitkomsten.get(i).map_or("?", |o| &o.oordeel);
                if got == is {
                    Ok(())
                } else {
                    Err(format!("Oordeel over {right}: verwacht `{is}`, uitkomst `{got}`.{}", self.because(i)))
                }
            }
            Expectation::Amount { right, about, is } => {
                let i = self.outcome(right, about)?;
                self.last = Some(i);
                let got = self
                    .view
                    .uitkomsten
                    .get(i)
                    .and_then(|o| {
                        if is == "onbekend" {
                            o.bedrag.as_ref().map(|b| b.geschreven.clone())
                        } else {
                            o.written_amount()
                        }
                    })
                    .unwrap_or_else(|| "onbekend".to_owned());
                if same_written(&got, is) {
                    Ok(())
                } else {
                    Err(format!("Bedrag van {right}: verwacht {is}, uitkomst {got}.{}", self.because(i)))
                }
            }
            Expectation::Value { what, about, is } => self.value(what, about, is),
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

    fn value(&self, what: &str, about: &[String], is: &str) -> Result<(), String> {
        let id = self.program.find(what).ok_or_else(|| format!("`{what}` bestaat niet."))?;
        let about_ = self.entities(about)?;
        let mut ev = Evaluator::new(self.program, self.case, self.settings);
        let ty = self.program.signature(id).map_or(Type::Nil, |s| s.result.clone());
        let got = match ev.ask_about(id, &about_) {
            Answered::Known(v) => v,
            Answered::Open(reasons, ..) => {
                let names = Names { program: self.program, case: self.case };
                let why = list(reasons.iter().map(|r| names.reason(r)));
                return if is == "onbekend" {
                    Ok(())
                } else {
                    Err(format!("{what}: verwacht {is}, uitkomst onbekend ({why})."))
                };
            }
        };
        let shown = dutch_value(&got, &ty, |e| self.case.name(e).to_string());
        if shown == is || same_value(self.program, id, &got, is) {
            Ok(())
        } else {
            Err(format!("{what}: verwacht {is}, uitkomst {shown}."))
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
