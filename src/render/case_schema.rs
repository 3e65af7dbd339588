//! The JSON Schema of the case format, made from the facts the rules declare.

use crate::case::FORMAT;
use crate::ir::{Program, Signature, SymKind};
use crate::syntax::ast::Flow;
use crate::value::{ADDRESS, PERSON, Type, Unit};
use serde_json::{Map, Value, json};

/// The schema, for editors and machine readers (JSON Schema 2020-12).
#[must_use]
pub fn case_schema(program: &Program) -> Value {
    let mut properties = Map::new();
    let mut put = |key: &str, value: Value| drop(properties.insert(key.to_owned(), value));
    put("formaat", json!({ "const": FORMAT }));
    put("titel", json!({ "type": "string" }));
    put("toelichting", json!({ "type": "string" }));
    put("peildatum", date());
    put("gemeente", json!({ "type": "string", "description": "De gemeente die is aangesproken." }));
    put("basis", json!({ "type": "string", "description": "Casus waarvan deze alleen de verschillen noemt." }));
    put(
        "volledig",
        json!({ "type": "array", "items": { "type": "string" }, "description": "Wat in deze casus volledig is: personen, gebeurtenissen, besluiten, een groep feiten, een soort zaken of een feit." }),
    );
    put("personen", entities(program, PERSON, true));
    put("adressen", entities(program, ADDRESS, false));
    for entity in program.index.entities() {
        put(&entity.name, entities(program, &entity.singular, false));
    }
    put("relaties", relations(program));
    put("gebeurtenissen", events(program));
    put(
        "besluiten",
        records(
            &["persoon", "datum", "uitkomst"],
            &[
                ("recht", names(program, |s| matches!(s.kind, SymKind::Right { .. }))),
                (
                    "bevoegdheid",
                    json!({ "type": "string", "description": "Artikel van de bevoegdheid, zoals `Pw artikel 41 lid 11`." }),
                ),
                ("persoon", label()),
                ("voor", label()),
                ("uitkomst", json!({ "enum": ["toegekend", "geweigerd", "gebruikt", "niet gebruikt"] })),
                ("datum", date()),
                ("van", date()),
                ("tot", date()),
                ("waarde", json!({})),
                ("grond", json!({ "type": "string" })),
            ],
        ),
    );
    put(
        "oordelen",
        records(
            &["open_norm", "over", "oordeel", "door", "datum"],
            &[
                ("open_norm", names(program, |s| s.kind == SymKind::OpenNorm)),
                ("over", labels()),
                ("oordeel", json!({ "type": "boolean" })),
                ("door", json!({ "type": "string" })),
                ("datum", date()),
                ("gezichtspunten", json!({ "type": "array", "items": { "type": "string" } })),
            ],
        ),
    );
    put(
        "tegenbewijs",
        records(
            &["begrip", "over", "bewijs"],
            &[
                ("begrip", names(program, |s| s.kind == SymKind::Concept && s.result == Type::Truth)),
                ("over", labels()),
                ("bewijs", json!({ "type": "string" })),
            ],
        ),
    );
    put(
        "vragen",
        json!({
            "type": "array",
            "items": names(program, |s| matches!(s.kind, SymKind::Right { .. } | SymKind::Concept | SymKind::OpenNorm)),
        }),
    );
    put("betalingen", payments(program));
    put(
        "gehoord",
        records(
            &["soort_reden"],
            &[
                ("gevraagd", names(program, |s| matches!(s.kind, SymKind::Right { .. }))),
                ("voor", label()),
                ("persoon", label()),
                ("van_orgaan", json!({ "type": "string" })),
                ("datum", date()),
                (
                    "soort_reden",
                    json!({ "enum": ["juridisch", "gelijkheid", "precedent", "middelen", "zelfredzaamheid", "moreel", "capaciteit"] }),
                ),
                ("aangehaald", json!({ "type": "string" })),
                (
                    "eerst",
                    names(program, |s| {
                        matches!(s.kind, SymKind::Right { .. })
                            || matches!(s.kind, SymKind::Fact(_)) && s.result == Type::Truth && s.params.len() == 1
                    }),
                ),
                ("citaat", json!({ "type": "string" })),
            ],
        ),
    );
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Casus van kanwel",
        "description": "Eén huishouden: rollen, feiten in de tijd, besluiten, oordelen en gehoorde weigeringen. Geen namen, geen burgerservicenummers.",
        "type": "object",
        "properties": properties,
        "required": ["personen"],
        "additionalProperties": false,
    })
}

fn date() -> Value {
    json!({ "type": "string", "format": "date" })
}

fn label() -> Value {
    json!({ "type": "string", "pattern": "^[a-zà-ÿ][a-zà-ÿ0-9_]*$" })
}

fn labels() -> Value {
    json!({ "oneOf": [label(), { "type": "array", "items": label() }] })
}

fn names(program: &Program, keep: impl Fn(&Signature) -> bool) -> Value {
    let all: Vec<String> =
        program.symbols.iter().map(|s| &*s.signature).filter(|s| keep(s)).map(|s| s.sym.to_string()).collect();
    if all.is_empty() { json!({ "type": "string" }) } else { json!({ "enum": all }) }
}

fn records(required: &[&str], fields: &[(&str, Value)]) -> Value {
    let mut properties: Map<String, Value> = fields.iter().map(|(k, v)| ((*k).to_owned(), v.clone())).collect();
    properties.insert("toelichting".to_owned(), json!({ "type": "string" }));
    json!({ "type": "array", "items": { "type": "object", "properties": properties, "required": required, "additionalProperties": false } })
}

/// Facts about one entity of a sort.
fn own_facts<'p>(program: &'p Program, sort: &'p str) -> impl Iterator<Item = &'p Signature> {
    program.symbols.iter().map(|s| &*s.signature).filter(move |s| match (&s.kind, s.params.as_slice()) {
        (SymKind::Fact(info), [p]) => p.ty == Type::Entity(sort.into()) && info.flow != Flow::Event,
        _ => false,
    })
}

fn entities(program: &Program, sort: &str, nests: bool) -> Value {
    let mut facts = Map::new();
    let mut courses = Map::new();
    let mut has = Map::new();
    for s in own_facts(program, sort) {
        let state = state(program, s);
        courses.insert(
            s.sym.name.to_string(),
            json!({ "type": "array", "items": {
            "type": "object", "properties": { "van": date(), "tot": date(), "waarde": state.clone() },
            "required": ["waarde"], "additionalProperties": false } }),
        );
        if s.form == crate::ir::Form::Has {
            has.insert(s.sym.name.to_string(), state.clone());
        }
        facts.insert(s.sym.name.to_string(), state);
    }
    facts.insert("heeft".to_owned(), json!({ "type": "object", "properties": has, "additionalProperties": false }));
    facts.insert(
        "verloop".to_owned(),
        json!({ "type": "object", "properties": courses, "additionalProperties": false }),
    );
    facts.insert("toelichting".to_owned(), json!({ "type": "string" }));
    if nests {
        for entity in program.index.entities() {
            facts.insert(entity.name.to_string(), entities(program, &entity.singular, false));
        }
    } else {
        facts.insert("van_persoon".to_owned(), label());
    }
    json!({
        "type": "object",
        "propertyNames": label(),
        "additionalProperties": { "type": "object", "properties": facts, "additionalProperties": false },
    })
}

/// A value of a type, or one of the words for what is not known.
fn state(program: &Program, s: &Signature) -> Value {
    let SymKind::Fact(info) = &s.kind else { return json!({}) };
    let mut schema =
        json!({ "oneOf": [value(program, &s.result), { "enum": ["onbekend", "niet gevraagd", "n.v.t."] }] });
    if let (Some(question), Some(object)) = (&info.question, schema.as_object_mut()) {
        object.insert("description".to_owned(), json!(question.to_string()));
    }
    schema
}

fn value(program: &Program, ty: &Type) -> Value {
    match ty {
        Type::Truth => json!({ "type": "boolean" }),
        Type::Number(Unit::NUMBER) => json!({ "oneOf": [{ "type": "integer" }, { "type": "string" }] }),
        Type::Number(unit) => {
            json!({ "type": "string", "description": format!("Een waarde in {unit}, zoals in de regels geschreven.") })
        }
        Type::Date => json!({ "oneOf": [date(), { "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$" }] }),
        Type::Kind(kind) => {
            let members: Vec<String> = program
                .index
                .kinds()
                .iter()
                .find(|k| k.name == *kind)
                .map(|k| k.members.iter().map(|(m, _)| m.to_string()).collect())
                .unwrap_or_default();
            json!({ "enum": members })
        }
        Type::Entity(_) => label(),
        _ => json!({ "type": "string" }),
    }
}

fn relations(program: &Program) -> Value {
    let mut kinds: Vec<String> = Vec::new();
    for s in program.symbols.iter().map(|s| &*s.signature) {
        if matches!(s.kind, SymKind::Fact(_)) && s.params.len() > 1 {
            kinds.push(s.sym.name.to_string());
            kinds.extend(s.inverse.iter().map(|(one, _)| one.to_string()));
        }
    }
    records(
        &["soort", "tussen"],
        &[
            ("soort", json!({ "enum": kinds })),
            ("tussen", json!({ "type": "array", "items": label(), "minItems": 2 })),
            ("van", date()),
            ("tot", date()),
            ("waarde", json!({})),
        ],
    )
}

fn payments(program: &Program) -> Value {
    let day = json!({ "oneOf": [{ "type": "integer", "minimum": 1, "maximum": 31 }, { "const": "laatste" }] });
    records(
        &["wat"],
        &[
            (
                "wat",
                json!({ "type": "string", "description": "Een recht, een feit in euro's, of een eigen naam met `bedrag` en `richting`." }),
            ),
            ("persoon", label()),
            ("voor", label()),
            ("richting", json!({ "enum": ["in", "uit"] })),
            ("bedrag", value(program, &Type::Number(Unit::EURO))),
            ("elke", json!({ "enum": ["week", "maand", "kwartaal", "jaar", "eenmalig"] })),
            ("dag", day),
            ("datum", date()),
            ("van", date()),
            ("tot", date()),
        ],
    )
}

fn events(program: &Program) -> Value {
    let mut kinds: Vec<String> = vec!["verzoek".to_owned()];
    for s in program.symbols.iter().map(|s| &*s.signature) {
        if matches!(&s.kind, SymKind::Fact(info) if info.flow == Flow::Event) {
            kinds.push(s.sym.name.strip_prefix("datum_").unwrap_or(&s.sym.name).to_owned());
        }
    }
    records(
        &["soort", "datum"],
        &[
            ("soort", json!({ "enum": kinds })),
            ("persoon", label()),
            ("personen", labels()),
            ("datum", date()),
            ("waarde", json!({})),
            ("over", json!({ "type": "string", "description": "Bepaling waarover het verzoek gaat." })),
        ],
    )
}
