//! The file of assumptions: forms of household and where values come from. It comes with the program, so what does not
//! read is left out; a test reads it with the rules that ship.

use crate::case::{Node, NodeKind};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What households are made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// What a case calls complete.
    pub complete: Vec<Arc<str>>,
    /// The municipality that is addressed.
    pub municipality: Arc<str>,
    /// From which age someone is an adult here, in years.
    pub adult: i64,
    /// What is assumed, in words.
    pub said: Vec<Arc<str>>,
    /// Lowest and highest age in years, by kind of person.
    pub ages: BTreeMap<Arc<str>, (i64, i64)>,
    /// Forms of household.
    pub forms: Vec<Form>,
    /// Where facts come from, in order.
    pub facts: Vec<Fact>,
}

/// A form of household.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// What it is called.
    pub name: Arc<str>,
    /// How often it is drawn, against the others.
    pub weight: i64,
    /// Roles with their kind.
    pub people: Vec<(Arc<str>, Arc<str>)>,
    /// Relations.
    pub relations: Vec<Relation>,
    /// Things, such as a course of study.
    pub things: Vec<Thing>,
}

/// A relation between two roles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// The fact.
    pub kind: Arc<str>,
    /// The roles.
    pub between: (Arc<str>, Arc<str>),
    /// Its value, as a case writes it.
    pub value: Option<String>,
    /// In how many of a hundred it is there.
    pub chance: i64,
}

/// A thing of someone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thing {
    /// Plural of its sort.
    pub sort: Arc<str>,
    /// Label.
    pub label: Arc<str>,
    /// Role of whose it is.
    pub owner: Arc<str>,
}

/// Where a fact comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The fact.
    pub name: Arc<str>,
    /// For which kinds of person, roles or sorts of thing.
    pub of: Vec<Arc<str>>,
    /// In how many of a hundred it is stated.
    pub chance: i64,
    /// Only when this other fact is stated and not false.
    pub only_with: Option<Arc<str>>,
    /// Its value.
    pub how: How,
}

/// How a value is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum How {
    /// Always this, as a case writes it.
    Always(String),
    /// True in so many of a hundred.
    Truth(i64),
    /// One of these words, by weight.
    Choice(Vec<(Arc<str>, i64)>),
    /// From, to and step, in the unit of the fact.
    Range(i64, i64, i64),
    /// Another fact so many times, and at least so much.
    Times(Arc<str>, i64, i64),
}

/// Reads a file of assumptions.
#[must_use]
pub fn profile(root: &Node) -> Profile {
    let ages = root.get("leeftijden").map(Node::entries).unwrap_or_default();
    Profile {
        complete: texts(root.get("volledig")),
        municipality: root.get("gemeente").and_then(Node::text).cloned().unwrap_or_else(|| "".into()),
        adult: int(root, "volwassen_vanaf").unwrap_or(18),
        said: texts(root.get("aannames")),
        ages: ages
            .iter()
            .filter_map(|(kind, _, n)| match list(Some(n)) {
                [from, to] => Some((kind.clone(), (whole(from)?, whole(to)?))),
                _ => None,
            })
            .collect(),
        forms: list(root.get("vorm")).iter().filter_map(form).collect(),
        facts: list(root.get("feit")).iter().filter_map(fact).collect(),
    }
}

fn list(node: Option<&Node>) -> &[Node] {
    match node.map(|n| &n.kind) {
        Some(NodeKind::List(all)) => all,
        _ => &[],
    }
}

fn texts(node: Option<&Node>) -> Vec<Arc<str>> {
    list(node).iter().filter_map(Node::text).cloned().collect()
}

const fn whole(node: &Node) -> Option<i64> {
    match &node.kind {
        NodeKind::Int(n) => Some(*n),
        _ => None,
    }
}

fn int(node: &Node, key: &str) -> Option<i64> {
    node.get(key).and_then(whole)
}

fn text(node: &Node, key: &str) -> Option<Arc<str>> {
    node.get(key).and_then(Node::text).cloned()
}

/// A value as a case writes it.
fn written(node: &Node) -> Option<String> {
    match &node.kind {
        NodeKind::Text(t) => Some(format!("\"{t}\"")),
        NodeKind::Bool(b) => Some(b.to_string()),
        NodeKind::Int(n) => Some(n.to_string()),
        NodeKind::Date(d) => Some(d.to_string()),
        _ => None,
    }
}

fn pair(node: &Node) -> Option<(Arc<str>, Arc<str>)> {
    match list(Some(node)) {
        [a, b] => Some((a.text()?.clone(), b.text()?.clone())),
        _ => None,
    }
}

fn form(node: &Node) -> Option<Form> {
    let relation = |n: &Node| {
        Some(Relation {
            kind: text(n, "soort")?,
            between: n.get("tussen").and_then(pair)?,
            value: n.get("waarde").and_then(written),
            chance: int(n, "kans").unwrap_or(100),
        })
    };
    let thing = |n: &Node| Some(Thing { sort: text(n, "soort")?, label: text(n, "label")?, owner: text(n, "van")? });
    Some(Form {
        name: text(node, "naam")?,
        weight: int(node, "gewicht").unwrap_or(1),
        people: list(node.get("personen")).iter().filter_map(pair).collect(),
        relations: list(node.get("relaties")).iter().filter_map(relation).collect(),
        things: list(node.get("zaken")).iter().filter_map(thing).collect(),
    })
}

fn fact(node: &Node) -> Option<Fact> {
    let how = if let Some(always) = node.get("waarde") {
        How::Always(written(always)?)
    } else if let Some(chance) = int(node, "ja") {
        How::Truth(chance)
    } else if let Some(choice) = node.get("keuze") {
        How::Choice(choice.entries().iter().filter_map(|(k, _, n)| Some((k.clone(), whole(n)?))).collect())
    } else if let Some(of) = text(node, "maal") {
        How::Times(of, int(node, "keer")?, int(node, "ten_minste").unwrap_or(0))
    } else {
        How::Range(int(node, "van")?, int(node, "tot")?, int(node, "stap").unwrap_or(1))
    };
    Some(Fact {
        name: text(node, "naam")?,
        of: texts(node.get("voor")),
        chance: int(node, "kans").unwrap_or(100),
        only_with: text(node, "alleen_met"),
        how,
    })
}
