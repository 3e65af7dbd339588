//! The file as a tree that remembers where everything stands, whether it was TOML or JSON.

use crate::diagnostic::{Diagnostic, code};
use crate::text::{Place, Span};
use crate::value::Date;
use jsonc_parser::ast::Value as Json;
use jsonc_parser::common::Ranged;
use std::sync::Arc;
use toml::de::{DeTable, DeValue};

/// A value with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Where it stands.
    pub place: Place,
}

/// The kinds of value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// Text.
    Text(Arc<str>),
    /// Whole number.
    Int(i64),
    /// A number with a fraction, as written.
    Float(Arc<str>),
    /// Yes or no.
    Bool(bool),
    /// A date.
    Date(Date),
    /// A list.
    List(Vec<Node>),
    /// Keys with values, in order of the file.
    Table(Vec<(Arc<str>, Place, Node)>),
    /// Nothing (JSON `null`).
    Null,
}

/// Deepest nesting of a case file.
const DEPTH: usize = 32;

impl Node {
    /// A tree with one value below a path of keys.
    #[must_use]
    pub fn at(file: &Arc<str>, keys: &[&str], value: NodeKind) -> Node {
        let place = Place::new(file, Span::default());
        keys.iter().rev().fold(Node { kind: value, place: place.clone() }, |inner, key| Node {
            kind: NodeKind::Table(vec![(Arc::from(*key), place.clone(), inner)]),
            place: place.clone(),
        })
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.kind {
            NodeKind::Table(entries) => entries.iter().find(|(k, _, _)| &**k == key).map(|(_, _, v)| v),
            _ => None,
        }
    }

    /// The entries, if it is a table.
    #[must_use]
    pub fn entries(&self) -> &[(Arc<str>, Place, Node)] {
        match &self.kind {
            NodeKind::Table(entries) => entries,
            _ => &[],
        }
    }

    /// The text, if it is one.
    #[must_use]
    pub fn text(&self) -> Option<&Arc<str>> {
        match &self.kind {
            NodeKind::Text(t) => Some(t),
            _ => None,
        }
    }
}

fn unreadable(place: Place, what: &str, help: &str) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::error(code::CASE_UNREADABLE, place, format!("Dit is geen leesbare {what}"))
            .why("Zolang de vorm niet klopt, kan kanwel geen feit uit de casus halen.")
            .help(help),
    )
}

/// Reads TOML. `path` names the file in diagnostics.
///
/// # Errors
/// A diagnostic with the place when the text is not TOML, too large or too deep.
pub fn parse_toml(path: &Arc<str>, text: &str) -> Result<Node, Box<Diagnostic>> {
    within_size(path, text)?;
    let table = DeTable::parse(text).map_err(|e| {
        let range = e.span().unwrap_or(0..0);
        let end = range.end.max(range.start + 1).min(text.len());
        let at = Place::new(path, Span::new(range.start.min(end), end));
        let written = text.get(range.start..).unwrap_or_default();
        date_help(written)
            .map_or_else(|| unreadable(at.clone(), "TOML", toml_help(e.message())), |d| wrong_date(at.clone(), &d))
    })?;
    let span = table.span();
    let root = toml_table(path, table.into_inner(), &span, 0)?;
    Ok(root)
}

fn wrong_date(place: Place, help: &str) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::error(code::CASE_UNREADABLE, place, "Deze datum is niet te lezen")
            .why("Wetten en bedragen verschillen per dag; een datum die er niet is, kan niet meetellen.")
            .help(help),
    )
}

/// What to write instead of something that was meant as a date; `None` when it was not.
fn date_help(written: &str) -> Option<String> {
    let word: String = written.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '-' | '/')).collect();
    let parts: Vec<&str> = word.split(['-', '/']).collect();
    let [a, b, c] = parts.as_slice() else { return None };
    let padded = |y: &str, m: &str, d: &str| Date::parse(&format!("{y}-{m:0>2}-{d:0>2}"));
    Some(match (padded(a, b, c), padded(c, b, a)) {
        (Some(date), _) | (_, Some(date)) => format!("Schrijf `{date}`: jaar, maand, dag."),
        _ => format!("De dag `{word}` bestaat niet. Schrijf jaar, maand en dag als `2026-03-01`."),
    })
}

/// A remedy for the common mistakes.
fn toml_help(message: &str) -> &'static str {
    if message.contains("duplicate") {
        "Deze sleutel of tabel staat er twee keer; voeg ze samen."
    } else if message.contains("string") || message.contains("quote") {
        "Zet tekst tussen aanhalingstekens: `gemeente = \"Rotterdam\"`. Ook bedragen zijn tekst: `\"€ 540\"`."
    } else if message.contains("key") || message.contains("equals") || message.contains('=') {
        "Elke regel heeft de vorm `sleutel = waarde`; een tabel begint met `[naam]`."
    } else {
        "Elke regel heeft de vorm `sleutel = waarde`. Bedragen zijn tekst (`\"€ 540\"`), datums niet (`2026-03-01`)."
    }
}

fn within_size(path: &Arc<str>, text: &str) -> Result<(), Box<Diagnostic>> {
    if text.len() <= super::MAX_CASE {
        return Ok(());
    }
    Err(Box::new(
        Diagnostic::error(code::CASE_UNREADABLE, Place::new(path, Span::default()), "Deze casus is te groot")
            .why("kanwel leest casussen tot 1 MB, zodat het nooit vastloopt.")
            .help("Een casus beschrijft één huishouden; haal weg wat daar niet bij hoort."),
    ))
}

fn toml_table(
    path: &Arc<str>,
    table: DeTable<'_>,
    span: &std::ops::Range<usize>,
    depth: usize,
) -> Result<Node, Box<Diagnostic>> {
    let mut entries = Vec::new();
    for (key, value) in table {
        let at = Place::new(path, Span::new(key.span().start, key.span().end));
        let range = value.span();
        entries.push((Arc::from(&**key.get_ref()), at, toml_value(path, value.into_inner(), &range, depth + 1)?));
    }
    entries.sort_by_key(|(_, key, _)| key.span);
    Ok(Node { kind: NodeKind::Table(entries), place: Place::new(path, Span::new(span.start, span.end)) })
}

fn toml_value(
    path: &Arc<str>,
    value: DeValue<'_>,
    span: &std::ops::Range<usize>,
    depth: usize,
) -> Result<Node, Box<Diagnostic>> {
    let place = Place::new(path, Span::new(span.start, span.end));
    if depth > DEPTH {
        return Err(unreadable(place, "TOML", "Deze casus is te diep genest."));
    }
    let kind = match value {
        DeValue::String(s) => NodeKind::Text(Arc::from(&*s)),
        DeValue::Integer(i) => match i64::from_str_radix(i.as_str(), i.radix()) {
            Ok(n) => NodeKind::Int(n),
            Err(_) => return Err(unreadable(place, "TOML", "Dit getal is te groot.")),
        },
        DeValue::Float(f) => NodeKind::Float(f.as_str().into()),
        DeValue::Boolean(b) => NodeKind::Bool(b),
        DeValue::Datetime(d) => match d.date.filter(|_| d.time.is_none() && d.offset.is_none()) {
            Some(date) => match Date::parse(&date.to_string()) {
                Some(date) => NodeKind::Date(date),
                None => return Err(unreadable(place, "TOML", "Deze datum bestaat niet.")),
            },
            None => return Err(unreadable(place, "TOML", "Schrijf een datum zonder tijd: `2026-03-01`.")),
        },
        DeValue::Array(all) => {
            let mut out = Vec::new();
            for item in all {
                let range = item.span();
                out.push(toml_value(path, item.into_inner(), &range, depth + 1)?);
            }
            NodeKind::List(out)
        }
        DeValue::Table(table) => return toml_table(path, table, span, depth),
    };
    Ok(Node { kind, place })
}

/// Reads JSON. `path` names the file in diagnostics.
///
/// # Errors
/// A diagnostic with the place when the text is not JSON, too large or too deep.
pub fn parse_json(path: &Arc<str>, text: &str) -> Result<Node, Box<Diagnostic>> {
    within_size(path, text)?;
    let help = "Controleer komma's, accolades en aanhalingstekens; de vorm staat in `kanwel schema casus`.";
    if let Some(at) = too_deep(text) {
        return Err(unreadable(Place::new(path, Span::new(at, at + 1)), "JSON", "Deze casus is te diep genest."));
    }
    // The parser that remembers places forgives a missing comma and single quotes; JSON does not.
    if let Err(e) = serde_json::from_str::<serde::de::IgnoredAny>(text) {
        let at = offset(text, e.line(), e.column());
        return Err(unreadable(Place::new(path, Span::new(at, at + 1)), "JSON", json_help(&e.to_string())));
    }
    let strict = jsonc_parser::ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
    };
    let parsed = jsonc_parser::parse_to_ast(text, &jsonc_parser::CollectOptions::default(), &strict).map_err(|e| {
        let range = e.range();
        unreadable(
            Place::new(path, Span::new(range.start, range.end.max(range.start + 1).min(text.len()))),
            "JSON",
            help,
        )
    })?;
    match parsed.value {
        Some(value @ Json::Object(_)) => json_value(path, &value),
        _ => Err(unreadable(Place::new(path, Span::default()), "JSON", "Een casus is een object: `{ … }`.")),
    }
}

/// The byte of a one-based line and column; a column of serde counts bytes up to and including the one it stopped at.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    (start + column.saturating_sub(1)).min(text.len().saturating_sub(1))
}

/// A remedy for the common mistakes.
fn json_help(message: &str) -> &'static str {
    if message.contains("trailing comma") {
        "Achter het laatste onderdeel staat een komma te veel; haal haar weg."
    } else if message.contains("expected `,`") {
        "Hiervoor ontbreekt een komma: onderdelen van een object of lijst worden met komma's gescheiden."
    } else if message.contains("EOF") {
        "Het bestand houdt te vroeg op: er ontbreekt een `}`, `]` of aanhalingsteken."
    } else if message.contains("key must be a string") {
        "Een sleutel staat tussen dubbele aanhalingstekens: `\"peildatum\"`."
    } else if message.contains("expected `:`") {
        "Tussen sleutel en waarde hoort een dubbele punt."
    } else if message.contains("trailing characters") {
        "Na de laatste `}` mag niets meer staan."
    } else {
        "Controleer komma's, accolades en aanhalingstekens; de vorm staat in `kanwel schema casus`."
    }
}

fn too_deep(text: &str) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    text.bytes().enumerate().find_map(|(i, b)| {
        match b {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'[' | b'{' if !quoted => depth += 1,
            b']' | b'}' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        (depth > DEPTH).then_some(i)
    })
}

fn json_value(path: &Arc<str>, value: &Json<'_>) -> Result<Node, Box<Diagnostic>> {
    let range = value.range();
    let place = Place::new(path, Span::new(range.start, range.end));
    let kind = match value {
        Json::StringLit(s) => match Date::parse(&s.value) {
            Some(date) => NodeKind::Date(date),
            None => NodeKind::Text(Arc::from(&*s.value)),
        },
        Json::NumberLit(n) => match n.value.parse() {
            Ok(n) => NodeKind::Int(n),
            Err(_) => NodeKind::Float(n.value.into()),
        },
        Json::BooleanLit(b) => NodeKind::Bool(b.value),
        Json::NullKeyword(_) => NodeKind::Null,
        Json::Array(all) => NodeKind::List(all.elements.iter().map(|v| json_value(path, v)).collect::<Result<_, _>>()?),
        Json::Object(object) => {
            let mut entries: Vec<(Arc<str>, Place, Node)> = Vec::new();
            for property in &object.properties {
                let at = property.name.range();
                let key: Arc<str> = property.name.clone().into_string().into();
                let place = Place::new(path, Span::new(at.start, at.end));
                if entries.iter().any(|(k, _, _)| *k == key) {
                    return Err(unreadable(place, "JSON", "Deze sleutel staat er twee keer; voeg ze samen."));
                }
                entries.push((key, place, json_value(path, &property.value)?));
            }
            NodeKind::Table(entries)
        }
    };
    Ok(Node { kind, place })
}

/// A case without what it says about some facts: what another set of rules does not know yet.
#[must_use]
pub fn without_facts(node: Node, facts: &[Arc<str>]) -> Node {
    let about = |n: &Node| {
        n.get("soort")
            .and_then(Node::text)
            .is_some_and(|t| facts.iter().any(|f| f == t || f.strip_prefix("datum_") == Some(t)))
    };
    let kind = match node.kind {
        NodeKind::Table(entries) => NodeKind::Table(
            entries
                .into_iter()
                .filter(|(k, _, _)| !facts.contains(k))
                .map(|(k, at, n)| (k, at, without_facts(n, facts)))
                .collect(),
        ),
        NodeKind::List(all) => {
            NodeKind::List(all.into_iter().filter(|n| !about(n)).map(|n| without_facts(n, facts)).collect())
        }
        other => other,
    };
    Node { kind, place: node.place }
}

/// A case over its base: tables join, lists of tables follow on, everything else is replaced.
#[must_use]
pub fn merge(base: Node, over: Node) -> Node {
    let (NodeKind::Table(mut entries), NodeKind::Table(new)) = (base.kind, over.kind.clone()) else { return over };
    for (key, at, value) in new {
        // A fact through time replaces the same fact without time, and the other way round.
        if &*key == "verloop" {
            let dated: Vec<Arc<str>> = value.entries().iter().map(|(k, _, _)| k.clone()).collect();
            entries.retain(|(k, _, _)| !dated.contains(k));
        }
        for (_, _, course) in entries.iter_mut().filter(|(k, _, _)| &**k == "verloop") {
            if let NodeKind::Table(dated) = &mut course.kind {
                dated.retain(|(k, _, _)| *k != key);
            }
        }
        match entries.iter().position(|(k, _, _)| *k == key) {
            Some(i) => {
                if let Some((_, _, old)) = entries.get_mut(i) {
                    let before = std::mem::replace(old, Node { kind: NodeKind::Null, place: at });
                    *old = join(before, value);
                }
            }
            None => entries.push((key, at, value)),
        }
    }
    Node { kind: NodeKind::Table(entries), place: over.place }
}

fn join(old: Node, new: Node) -> Node {
    let tables = |n: &Node| matches!(&n.kind, NodeKind::List(all) if !all.is_empty() && all.iter().all(|x| matches!(x.kind, NodeKind::Table(_))));
    let both = tables(&old) && tables(&new);
    match (old.kind, new.kind) {
        (NodeKind::List(mut a), NodeKind::List(b)) if both => {
            a.extend(b);
            Node { kind: NodeKind::List(a), place: new.place }
        }
        (a @ NodeKind::Table(_), b @ NodeKind::Table(_)) => {
            merge(Node { kind: a, place: old.place }, Node { kind: b, place: new.place })
        }
        (_, kind) => Node { kind, place: new.place },
    }
}
