//! Made-up households, to see what a bill does where no case was written for it.
//!
//! A household is made as a whole: a form (who lives there and how they are related), ages, addresses, incomes, rent,
//! study and care. What forms and values there are is said in a file of assumptions, which is shown with the results.
//! Facts that the bill reads or adds and the file does not mention are drawn from their declared kind and bounds. Half of the
//! households sit just below, at or just above a threshold of what the bill changes. The same seed gives the same
//! households; how often something occurs among them says nothing about how often it occurs in the country.

mod draw;
mod fresh;
mod profile;
mod threshold;

pub use draw::Draw;
pub use fresh::Unmentioned;
pub use profile::{Profile, profile};
pub use threshold::{Threshold, read_by, thresholds};

use crate::case::{Case, parse_toml, read};
use crate::eval::{Settings, impossible};
use crate::ir::{Program, SymId, SymKind};
use crate::value::{Date, Exact, Length, Value, dutch_value};
use profile::{Fact, Form, How};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

/// How often a household that cannot be is made anew before it is given up.
const TRIES: usize = 25;

/// The assumptions that come with the program.
const ASSUMPTIONS: &str = include_str!("huishoudens.toml");

/// The file of assumptions that comes with the program.
#[must_use]
pub fn assumptions() -> &'static str {
    ASSUMPTIONS
}

/// Where a household was put on purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At {
    /// The threshold, by position.
    pub threshold: usize,
    /// Below (-1), at (0) or above (1).
    pub side: i8,
}

/// A household that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// As a case file.
    pub text: String,
    /// Its form.
    pub form: Arc<str>,
    /// Where it was put.
    pub at: Option<At>,
}

/// Makes households.
pub struct Maker<'a> {
    program: &'a Program,
    profile: &'a Profile,
    thresholds: &'a [Threshold],
    /// Facts of the bill that the assumptions do not mention.
    unmentioned: Unmentioned,
    date: Date,
    seed: u64,
}

/// The facts of a household while it is made: per person or thing, in order.
type Facts = BTreeMap<Arc<str>, BTreeMap<Arc<str>, String>>;

impl<'a> Maker<'a> {
    /// A maker for a program with the bill in it. `facts` are those the bill reads and those only the bill knows.
    #[must_use]
    pub fn new(
        program: &'a Program,
        profile: &'a Profile,
        thresholds: &'a [Threshold],
        facts: &Unmentioned,
        date: Date,
        seed: u64,
    ) -> Self {
        let named = |s: &SymId| {
            program.signature(*s).is_some_and(|s| {
                profile.facts.iter().any(|f| f.name == s.sym.name)
                    || profile.forms.iter().flat_map(|f| &f.relations).any(|r| r.kind == s.sym.name)
            })
        };
        let free = |all: &[SymId]| -> Vec<SymId> {
            all.iter().copied().filter(|s| Some(*s) != program.birth && !named(s)).collect()
        };
        let new = free(&facts.new);
        let read = free(&facts.read).into_iter().filter(|s| !new.contains(s)).collect();
        Self { program, profile, thresholds, unmentioned: Unmentioned { read, new }, date, seed }
    }

    /// The names of the facts that are drawn from their declaration only: those the bill reads, and those only it knows.
    #[must_use]
    pub fn extra(&self) -> (Vec<Arc<str>>, Vec<Arc<str>>) {
        let names = |all: &[SymId]| all.iter().filter_map(|s| self.name(*s)).collect();
        (names(&self.unmentioned.read), names(&self.unmentioned.new))
    }

    /// The household with a number; `None` when none that can be was found.
    #[must_use]
    pub fn household(&self, number: u64) -> Option<Made> {
        let mut draw = Draw::new(self.seed, number);
        (0..TRIES).find_map(|_| {
            let made = self.draw(&mut draw)?;
            self.possible(&made.text).then_some(made)
        })
    }

    /// Whether it reads as a case and nothing in it is declared impossible.
    fn possible(&self, text: &str) -> bool {
        let name: Arc<str> = "huishouden".into();
        let case: Option<Case> = parse_toml(&name, text).ok().and_then(|root| read(self.program, &root).case);
        case.is_some_and(|c| impossible(self.program, &c, &Settings::on(self.date)).is_empty())
    }

    fn draw(&self, draw: &mut Draw) -> Option<Made> {
        let form = draw.weighted(&self.profile.forms, |f| f.weight)?;
        let mut facts = Facts::new();
        for (role, kind) in &form.people {
            self.person(draw, &mut facts, role, kind);
        }
        for thing in &form.things {
            self.stated(draw, &mut facts, &thing.label, &[&thing.sort]);
            self.new_of_thing(draw, &mut facts, thing);
        }
        let mut events = self.new_between(draw, form);
        let at = self.put(draw, form, &mut facts, &mut events);
        Some(Made { text: self.written(draw, form, &facts, &events), form: form.name.clone(), at })
    }

    fn person(&self, draw: &mut Draw, facts: &mut Facts, role: &Arc<str>, kind: &Arc<str>) {
        if let (Some(birth), Some((from, to))) = (self.program.birth, self.profile.ages.get(kind)) {
            let months = draw.between(from.saturating_mul(12), to.saturating_mul(12).saturating_add(11));
            if let (Some(name), Some(born)) = (self.name(birth), self.born(months)) {
                facts.entry(role.clone()).or_default().insert(name, born);
            }
        }
        self.stated(draw, facts, role, &[kind, role]);
        let adult = self.profile.ages.get(kind).is_some_and(|(from, _)| *from >= self.profile.adult);
        self.undeclared(draw, facts, role, adult);
    }

    /// A month of birth, so many months before the month of the date.
    fn born(&self, months: i64) -> Option<String> {
        let back = Length::Months(i32::try_from(months).ok()?).negated();
        let day = self.date.first_of_month().plus(back)?;
        Some(format!("\"{:04}-{:02}\"", day.year(), day.month()))
    }

    fn name(&self, fact: SymId) -> Option<Arc<str>> {
        self.program.signature(fact).map(|s| s.sym.name.clone())
    }

    /// The facts the assumptions state for someone or something of these kinds.
    fn stated(&self, draw: &mut Draw, facts: &mut Facts, label: &Arc<str>, kinds: &[&Arc<str>]) {
        for fact in &self.profile.facts {
            let meant = fact.of.iter().any(|k| kinds.contains(&k));
            let Some(id) = self.program.id(None, &fact.name).filter(|_| meant) else { continue };
            let own = facts.entry(label.clone()).or_default();
            let needed = fact.only_with.as_ref().is_none_or(|n| own.get(n).is_some_and(|v| v != "false"));
            if !needed || !draw.chance(fact.chance) {
                continue;
            }
            if let Some(value) = self.value(draw, own, id, fact) {
                own.insert(fact.name.clone(), value);
            }
        }
    }

    fn value(&self, draw: &mut Draw, own: &BTreeMap<Arc<str>, String>, id: SymId, fact: &Fact) -> Option<String> {
        match &fact.how {
            How::Always(text) => Some(text.clone()),
            How::Truth(chance) => Some(draw.chance(*chance).to_string()),
            How::Choice(all) => draw.weighted(all, |(_, w)| *w).map(|(text, _)| quoted(text)),
            How::Range(from, to, step) => {
                let steps = to.saturating_sub(*from) / (*step).max(1);
                let n = from.saturating_add(draw.between(0, steps).saturating_mul(*step));
                self.number(id, Exact::int(n))
            }
            How::Times(of, times, least) => {
                let base = own.get(of).and_then(|v| amount(v)).unwrap_or(Exact::ZERO);
                self.number(id, base.times(Exact::int(*times))?.max(Exact::int(*least)))
            }
        }
    }

    /// A number as a case file writes it for a fact.
    fn number(&self, fact: SymId, n: Exact) -> Option<String> {
        let ty = &self.program.signature(fact)?.result;
        Some(quoted(&dutch_value(&Value::Number(n), ty, |_| String::new())))
    }

    /// Puts every other household at a threshold.
    fn put(&self, draw: &mut Draw, form: &Form, facts: &mut Facts, events: &mut String) -> Option<At> {
        if self.thresholds.is_empty() || !draw.chance(50) {
            return None;
        }
        let which = usize::try_from(draw.between(0, i64::try_from(self.thresholds.len()).ok()? - 1)).ok()?;
        let side = i8::try_from(draw.between(-1, 1)).ok()?;
        let threshold = self.thresholds.get(which)?;
        let fact = self.profile.facts.iter().find(|f| f.name == threshold.name);
        let adult = |kind: &Arc<str>| self.profile.ages.get(kind).is_some_and(|(from, _)| *from >= self.profile.adult);
        let meant = |role: &Arc<str>, kind: &Arc<str>| {
            fact.map_or_else(|| adult(kind), |f| f.of.contains(kind) || f.of.contains(role))
        };
        let people: Vec<&Arc<str>> = form.people.iter().filter(|(r, k)| meant(r, k)).map(|(r, _)| r).collect();
        let who = (*draw.pick(&people)?).clone();
        let value = match &threshold.years {
            // Just below: the birthday is next month. At: it was last month. Above: a year ago.
            Some(years) => self.born(years.saturating_mul(12) + [-1, 1, 13].get(usize::try_from(side + 1).ok()?)?)?,
            None => self.number(threshold.fact, threshold.at.plus(Exact::int(i64::from(side)))?)?,
        };
        if threshold.event {
            let day = self.date.first_of_year();
            let kind = threshold.name.strip_prefix("datum_").unwrap_or(&threshold.name);
            let _ = writeln!(
                events,
                "[[gebeurtenissen]]\nsoort = \"{kind}\"\npersoon = \"{who}\"\ndatum = {day}\nwaarde = {value}\n"
            );
        } else {
            let own = facts.entry(who).or_default();
            own.insert(threshold.name.clone(), value);
            if let Some(needed) = fact.and_then(|f| f.only_with.clone()) {
                own.insert(needed, "true".to_owned());
            }
        }
        Some(At { threshold: which, side })
    }

    /// Whether the rules have things of a sort.
    fn sort(&self, plural: &str) -> bool {
        self.program.index.entities().iter().any(|e| &*e.name == plural)
    }

    /// Whether a case can call this complete under these rules.
    fn countable(&self, what: &str) -> bool {
        let group = |s: &crate::ir::Symbol| match &s.signature.kind {
            SymKind::Fact(info) => info.group.as_deref() == Some(what),
            _ => false,
        };
        matches!(what, "personen" | "gebeurtenissen" | "besluiten")
            || self.sort(what)
            || self.program.symbols.iter().any(group)
    }

    fn written(&self, draw: &mut Draw, form: &Form, facts: &Facts, events: &str) -> String {
        let list: Vec<String> = self.profile.complete.iter().filter(|c| self.countable(c)).map(|c| quoted(c)).collect();
        let mut out = format!(
            "formaat = 1\ntitel = {}\npeildatum = {}\ngemeente = {}\nvolledig = [{}]\n",
            quoted(&form.name),
            self.date,
            quoted(&self.profile.municipality),
            list.join(", ")
        );
        let own = |out: &mut String, label: &Arc<str>| {
            for (fact, value) in facts.get(label).into_iter().flatten() {
                let _ = writeln!(out, "{fact} = {value}");
            }
        };
        for (role, _) in &form.people {
            let _ = writeln!(out, "\n[personen.{role}]");
            own(&mut out, role);
        }
        for thing in form.things.iter().filter(|t| self.sort(&t.sort)) {
            let _ = writeln!(out, "\n[{}.{}]\nvan_persoon = {}", thing.sort, thing.label, quoted(&thing.owner));
            own(&mut out, &thing.label);
        }
        for r in &form.relations {
            if self.program.id(None, &r.kind).is_some() && draw.chance(r.chance) {
                let value = r.value.as_ref().map_or(String::new(), |v| format!("waarde = {v}\n"));
                let (kind, a, b) = (quoted(&r.kind), quoted(&r.between.0), quoted(&r.between.1));
                let _ = write!(out, "\n[[relaties]]\nsoort = {kind}\ntussen = [{a}, {b}]\n{value}");
            }
        }
        if !events.is_empty() {
            let _ = write!(out, "\n{events}");
        }
        out
    }
}

/// A text between quotation marks; the names and words here hold none themselves.
fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

/// The number in a value of a case file.
fn amount(written: &str) -> Option<Exact> {
    use crate::syntax::ast::Literal;
    match crate::syntax::parse_literal(written.trim_matches('"'))? {
        Literal::Money(n, _) | Literal::Number(n) => Some(n),
        _ => None,
    }
}
