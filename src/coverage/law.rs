//! The list of articles laid next to the provisions.

use super::list::{ArticleList, Entry};
use crate::diagnostic::{Diagnostic, code};
use crate::ir::rule::{Body, Origin, Provision};
use crate::ir::{Program, RuleId, location};
use crate::law::{Address, Citation, Code, Part};
use crate::value::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How far a piece of law is encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Rules say what it says; for a part of it, the points they are about.
    Encoded(Vec<String>),
    /// The same, and a person answers a question of it.
    OpenNorm(Vec<String>),
    /// Left out on purpose, with the reason.
    LeftOut(Arc<str>),
    /// Not encoded, and nobody said why.
    Missing,
}

impl State {
    /// Whether rules are about it.
    #[must_use]
    pub const fn encoded(&self) -> bool {
        matches!(self, Self::Encoded(_) | Self::OpenNorm(_))
    }
}

/// A paragraph, or an article without paragraphs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Paragraph; `None` for the article as a whole.
    pub paragraph: Option<Arc<str>>,
    /// How far it is encoded.
    pub state: State,
}

/// Which article a statement stands in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// An article or annex, without what is below it.
    At(Address),
    /// A norm that no single article carries.
    Derived(Arc<str>),
}

/// An article with its paragraphs and the statements about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Where.
    pub place: Place,
    /// Short title (ours), from the list or else from the first provision.
    pub title: Option<Arc<str>>,
    /// Paragraphs; empty for what no list holds.
    pub units: Vec<Unit>,
    /// Statements, rulings and readings about it included.
    pub statements: Vec<RuleId>,
}

/// A regulation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawCoverage {
    /// Code.
    pub law: Code,
    /// Whether there is a list; whether it is complete.
    pub list: Option<bool>,
    /// The list was read as the text stood on this day.
    pub read: Option<Date>,
    /// What a reader should know about the list.
    pub note: Option<Arc<str>>,
    /// Articles, in order.
    pub articles: Vec<Article>,
}

impl LawCoverage {
    /// Every statement about it.
    pub fn statements(&self) -> impl Iterator<Item = RuleId> + '_ {
        self.articles.iter().flat_map(|a| a.statements.iter().copied())
    }
}

/// Lays the lists next to the rules. With `only`, that regulation alone; messages are about all of them.
#[must_use]
pub fn laws(program: &Program, lists: &[ArticleList], only: Option<&str>) -> (Vec<LawCoverage>, Vec<Diagnostic>) {
    let mut rules: BTreeMap<Code, BTreeMap<Place, Vec<RuleId>>> = BTreeMap::new();
    for (n, linked) in (0_u32..).zip(&program.rules) {
        let counts = !matches!(linked.rule.body, Body::Impossible { .. });
        if let Some(provision) = program.provision(linked.provision).filter(|p| counts && !bill(p))
            && let Some((law, place)) = stands(provision)
        {
            rules.entry(law).or_default().entry(place).or_default().push(RuleId(n));
        }
    }
    let mut wrong = unknown(program, lists, &rules);
    let mut out = Vec::new();
    for (law, places) in &rules {
        let list = lists.iter().find(|l| l.law == *law);
        wrong.extend(list.into_iter().flat_map(|l| unlisted(program, l)));
        if only.is_none_or(|o| **law == *o) {
            out.push(law_coverage(program, law, list, places));
        }
    }
    (out, wrong)
}

fn bill(p: &Provision) -> bool {
    matches!(p.origin, Origin::Bill(_))
}

/// The regulation and the article a provision stands in, or joins.
fn stands(p: &Provision) -> Option<(Code, Place)> {
    match location(p) {
        Citation::Law { law, address } => {
            let top = Address { unit: address.unit, number: address.number.clone(), opening: false, parts: Vec::new() };
            Some((law.clone(), Place::At(top)))
        }
        Citation::Derived { law, name } => Some((law.clone(), Place::Derived(name.clone()))),
        Citation::Case(_) => None,
    }
}

/// Lists about regulations without rules, and two lists about one regulation.
fn unknown(
    program: &Program,
    lists: &[ArticleList],
    rules: &BTreeMap<Code, BTreeMap<Place, Vec<RuleId>>>,
) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for list in lists {
        if !rules.contains_key(&list.law) && program.regulation(&list.law).is_none() {
            let codes = rules.keys().map(|c| &**c);
            let d = Diagnostic::error(
                code::LIST_LAW,
                list.place.clone(),
                format!("De wet `{}` is niet gecodeerd", list.law),
            );
            let d = d.why("Een lijst zonder regels telt niet mee, zodat een tikfout in de naam onopgemerkt blijft.");
            out.push(
                d.help("Schrijf de korte naam zoals achter `regeling`, of haal de lijst weg.")
                    .suggest(&list.law, codes),
            );
        } else if !seen.insert(&list.law) {
            let d =
                Diagnostic::error(code::LIST_LAW, list.place.clone(), format!("Er is al een lijst van `{}`", list.law));
            let d = d.why("Twee lijsten van één wet kunnen elkaar tegenspreken.");
            out.push(d.help("Voeg de lijsten samen."));
        }
    }
    out
}

/// Provisions whose article or paragraph the list does not hold, and reasons for leaving out what is encoded.
fn unlisted(program: &Program, list: &ArticleList) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for p in own(program, &list.law) {
        let Some(address) = p.address().filter(|a| a.unit == crate::law::Unit::Article) else { continue };
        let name = format!("{} artikel {}", list.law, address.number);
        let error = |title: String, help: String| {
            Diagnostic::error(code::LIST_ARTICLE, p.place.clone(), title)
                .why("Dan klopt het nummer niet, of de lijst; wat van de wet is gecodeerd, is dan niet te tellen.")
                .help(help)
        };
        let Some(entry) = list.entries.iter().find(|e| e.number == address.number) else {
            let help =
                format!("Controleer het nummer, of voeg het artikel toe: `{{ nummer = \"{}\" }}`.", address.number);
            out.push(error(format!("{name} staat niet in de lijst van artikelen"), help));
            continue;
        };
        let (Some(n), Some(all)) = (paragraph(address), &entry.paragraphs) else { continue };
        if !all.contains(n) {
            let help =
                format!("Controleer het nummer, of voeg het lid toe aan `leden` van artikel {}.", address.number);
            out.push(
                error(format!("{name} lid {n} staat niet in de lijst van artikelen"), help)
                    .also(entry.place.clone(), "dit artikel"),
            );
        }
        if let Some((_, _, place)) = entry.left_out.paragraphs.iter().find(|(l, ..)| l == n) {
            let title = format!("{name} lid {n} staat als weggelaten in de lijst, maar is gecodeerd");
            out.push(
                Diagnostic::error(code::LIST_LEFT_OUT, place.clone(), title)
                    .why("Wie de lijst leest, denkt dat dit deel van de wet niet meetelt.")
                    .help("Haal de reden weg.")
                    .also(p.place.clone(), "hier is het gecodeerd"),
            );
        }
    }
    out
}

/// The provisions of the text of a regulation itself.
fn own<'p>(program: &'p Program, law: &'p str) -> impl Iterator<Item = &'p Provision> {
    program
        .provisions
        .iter()
        .filter(move |p| p.origin == Origin::Text && p.citation.code().is_some_and(|c| **c == *law))
}

fn paragraph(address: &Address) -> Option<&Arc<str>> {
    address.parts.iter().find_map(|p| if let Part::Paragraph(n) = p { Some(n) } else { None })
}

fn law_coverage(
    program: &Program,
    law: &Code,
    list: Option<&ArticleList>,
    places: &BTreeMap<Place, Vec<RuleId>>,
) -> LawCoverage {
    let mut articles: BTreeMap<Place, Article> = BTreeMap::new();
    for entry in list.into_iter().flat_map(|l| &l.entries) {
        let unit = crate::law::Unit::Article;
        let place = Place::At(Address { unit, number: entry.number.clone(), opening: false, parts: Vec::new() });
        let units = units(program, law, entry);
        articles.insert(place.clone(), Article { place, title: entry.title.clone(), units, statements: Vec::new() });
    }
    for (place, statements) in places {
        let article = articles.entry(place.clone()).or_insert_with(|| Article {
            place: place.clone(),
            title: None,
            units: Vec::new(),
            statements: Vec::new(),
        });
        article.statements.clone_from(statements);
        if article.title.is_none() {
            article.title = statements.first().and_then(|r| program.provision_of(*r)).map(|p| p.caption.clone());
        }
    }
    LawCoverage {
        law: law.clone(),
        list: list.map(|l| l.complete),
        read: list.and_then(|l| l.read),
        note: list.and_then(|l| l.note.clone()),
        articles: articles.into_values().collect(),
    }
}

fn units(program: &Program, law: &Code, entry: &Entry) -> Vec<Unit> {
    match entry.paragraphs.as_deref() {
        Some([_, ..]) => {
            let all = entry.paragraphs.iter().flatten();
            all.map(|n| Unit { paragraph: Some(n.clone()), state: state(program, law, entry, Some(n)) }).collect()
        }
        _ => vec![Unit { paragraph: None, state: state(program, law, entry, None) }],
    }
}

/// The state of a paragraph: what its own provisions say, else why it was left out, else what the article as a whole says.
fn state(program: &Program, law: &Code, entry: &Entry, of: Option<&Arc<str>>) -> State {
    let here = |p: &&Provision| p.address().is_some_and(|a| a.number == entry.number);
    let all: Vec<&Provision> = own(program, law).filter(here).collect();
    let exact: Vec<&Provision> = match of {
        Some(n) => all.iter().copied().filter(|p| p.address().and_then(paragraph) == Some(n)).collect(),
        None => all.clone(),
    };
    if !exact.is_empty() {
        return encoded(program, &exact);
    }
    let single = entry.left_out.paragraphs.iter().find(|(n, ..)| Some(n) == of).map(|(_, reason, _)| reason);
    if let Some(reason) = single.or(entry.left_out.whole.as_ref()) {
        return State::LeftOut(reason.clone());
    }
    let whole: Vec<&Provision> = all.into_iter().filter(|p| p.address().and_then(paragraph).is_none()).collect();
    if whole.is_empty() { State::Missing } else { encoded(program, &whole) }
}

/// Encoded by these provisions; when all are about points only, by which.
fn encoded(program: &Program, by: &[&Provision]) -> State {
    let mut points: BTreeSet<String> = BTreeSet::new();
    let mut only_points = true;
    for p in by {
        let below: Vec<&Part> =
            p.address().into_iter().flat_map(|a| &a.parts).filter(|p| !matches!(p, Part::Paragraph(_))).collect();
        match below.first() {
            Some(Part::Item(mark)) => points.insert(format!("onder {mark}")),
            Some(Part::Definition(name)) => points.insert(format!("begrip {}", name.replace('_', " "))),
            _ => {
                only_points = false;
                false
            }
        };
    }
    let points = if only_points { points.into_iter().collect() } else { Vec::new() };
    let norm = |p: &&&Provision| {
        let mut own =
            program.rules.iter().filter(|l| program.provision(l.provision).is_some_and(|o| std::ptr::eq(o, **p)));
        own.any(|l| matches!(l.rule.body, Body::Norm { .. }))
    };
    if by.iter().any(|p| norm(&p)) { State::OpenNorm(points) } else { State::Encoded(points) }
}
