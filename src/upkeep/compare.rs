//! Puts an official text next to what was recorded of an earlier one and next to the provisions that were encoded.

use super::blocks::{Spot, spot};
use super::official::{Official, Standing, UnitKey, UnitText};
use super::record::Record;
use super::review::called;
use crate::diagnostic::Sources;
use crate::ir::rule::Origin;
use crate::ir::{Program, ProvisionId, location};
use crate::law::{Address, Citation, Code, Part, Unit};
use crate::value::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What happened to an article or paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Drift {
    /// Other words than were recorded.
    Changed,
    /// The same words under another number.
    Renumbered {
        /// That number.
        to: UnitKey,
        /// Whether the old number holds words now that were nowhere before.
        taken: bool,
    },
    /// No longer in the text, or lapsed in it.
    Lapsed,
    /// Was not recorded.
    New,
    /// Published, in force on a later day.
    Coming(Option<Date>),
    /// Nothing was recorded before the provision was read, and the article has a version from after that day.
    AfterReading(Date),
    /// Encoded as in force, but the text has no such article or paragraph.
    Missing,
}

/// A provision that says something about an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concerned {
    /// The provision.
    pub id: ProvisionId,
    /// What it is called.
    pub name: String,
    /// Where it stands.
    pub spot: Option<Spot>,
    /// Date of the text that was read.
    pub read: Option<Date>,
}

/// An article or paragraph that needs a look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Which.
    pub key: UnitKey,
    /// What happened.
    pub drift: Drift,
    /// What is encoded of it.
    pub rules: Vec<Concerned>,
}

/// A text next to a record and a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Identifier of the regulation.
    pub id: String,
    /// The day of the text.
    pub on: Date,
    /// The day of the recorded text, if there is one.
    pub recorded: Option<Date>,
    /// Codes of the encoded regulations with this identifier.
    pub laws: Vec<Code>,
    /// Recorded articles and paragraphs with the same words.
    pub unchanged: usize,
    /// The others, in order of article.
    pub moved: Vec<Moved>,
}

/// Compares.
#[must_use]
pub fn compare(program: &Program, sources: &dyn Sources, text: &Official, record: Option<&Record>) -> Report {
    let laws: Vec<Code> = program
        .index
        .regulations()
        .into_iter()
        .filter(|r| r.source.as_deref() == Some(text.id.as_str()))
        .map(|r| r.code.clone())
        .collect();
    let mut drifts = record.map_or_else(BTreeMap::new, |r| against(text, r));
    let unchanged = record.map_or(0, |r| r.units.keys().filter(|k| !drifts.contains_key(k)).count());
    for (key, unit) in &text.units {
        let known = record.is_some_and(|r| r.units.contains_key(key));
        if unit.standing == Standing::NotYet && !known {
            drifts.insert(key.clone(), Drift::Coming(unit.since));
        }
    }
    for (key, drift) in encoded(program, &laws, text, record) {
        drifts.entry(key).or_insert(drift);
    }
    let moved = drifts
        .into_iter()
        .map(|(key, drift)| Moved { rules: concerned(program, sources, &laws, text.on, &key), key, drift })
        .collect();
    Report { id: text.id.clone(), on: text.on, recorded: record.map(|r| r.on), laws, unchanged, moved }
}

/// The units in force.
fn held(text: &Official) -> impl Iterator<Item = (&UnitKey, &UnitText)> {
    text.units.iter().filter(|(_, u)| u.standing == Standing::InForce)
}

/// What differs from the record.
fn against(text: &Official, record: &Record) -> BTreeMap<UnitKey, Drift> {
    let mut out = BTreeMap::new();
    let mut by_hash: BTreeMap<&str, Vec<&UnitKey>> = BTreeMap::new();
    for (key, unit) in held(text) {
        by_hash.entry(&unit.hash).or_default().push(key);
    }
    let now = |key: &UnitKey| text.units.get(key).filter(|u| u.standing == Standing::InForce);
    let before: BTreeSet<&str> = record.units.values().map(String::as_str).collect();
    let mut arrived: BTreeSet<&UnitKey> = BTreeSet::new();
    for (key, hash) in &record.units {
        let here = now(key);
        if here.is_some_and(|u| u.hash == *hash) {
            continue;
        }
        // The same words at a place that held other words before.
        let elsewhere = by_hash.get(hash.as_str()).into_iter().flatten().find(|k| record.units.get(**k) != Some(hash));
        let drift = match elsewhere {
            Some(to) => {
                arrived.insert(to);
                Drift::Renumbered { to: (*to).clone(), taken: here.is_some_and(|u| !before.contains(u.hash.as_str())) }
            }
            None if here.is_some() || regrouped(text, record, key) => Drift::Changed,
            None => Drift::Lapsed,
        };
        out.insert(key.clone(), drift);
    }
    for (key, _) in held(text) {
        if !arrived.contains(key) && !record.units.contains_key(key) {
            out.insert(key.clone(), Drift::New);
        }
    }
    out
}

/// Whether an article got paragraphs, or lost them: its text is still there, divided otherwise.
fn regrouped(text: &Official, record: &Record, key: &UnitKey) -> bool {
    let other = |k: &UnitKey| k.article == key.article && k.paragraph.is_none() != key.paragraph.is_none();
    held(text).any(|(k, _)| other(k) && !record.units.contains_key(k))
}

/// What the encoding itself tells: provisions the text does not have, or has in a version they were not read in.
fn encoded(program: &Program, laws: &[Code], text: &Official, record: Option<&Record>) -> BTreeMap<UnitKey, Drift> {
    let mut out = BTreeMap::new();
    for provision in program.provisions.iter().filter(|p| laws.contains(&p.law) && p.origin == Origin::Text) {
        let Some(address) = provision.address().filter(|a| a.unit == Unit::Article) else { continue };
        if !provision.status.applies() || !provision.validity.contains(text.on) {
            continue;
        }
        let here: Vec<(&UnitKey, &UnitText)> = text.units.iter().filter(|(k, _)| k.meets(address)).collect();
        if here.is_empty() {
            out.insert(key_of(address), Drift::Missing);
        }
        for (key, unit) in here {
            let seen =
                record.is_some_and(|r| provision.read.is_some_and(|read| r.on <= read) && r.units.contains_key(key));
            match (unit.standing, unit.since, provision.read) {
                (Standing::Lapsed, ..) => {
                    out.insert(key.clone(), Drift::Lapsed);
                }
                (Standing::InForce, Some(since), Some(read)) if since > read && !seen => {
                    out.insert(key.clone(), Drift::AfterReading(since));
                }
                _ => {}
            }
        }
    }
    out
}

fn key_of(address: &Address) -> UnitKey {
    let paragraph = address.parts.iter().find_map(|p| match p {
        Part::Paragraph(n) => Some(n.to_string()),
        _ => None,
    });
    UnitKey { article: address.number.to_string(), paragraph }
}

/// Provisions, rulings and readings about an article that count on a day or later.
fn concerned(program: &Program, sources: &dyn Sources, laws: &[Code], on: Date, key: &UnitKey) -> Vec<Concerned> {
    let about = |citation: &Citation| matches!(citation, Citation::Law { law, address } if laws.contains(law) && key.meets(address));
    (0_u32..)
        .map(ProvisionId)
        .zip(&program.provisions)
        .filter(|(_, p)| about(location(p)) && p.validity.until.is_none_or(|end| end > on))
        .map(|(id, p)| Concerned { id, name: called(p), spot: spot(sources, &p.place), read: p.read })
        .collect()
}
