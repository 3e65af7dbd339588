//! Reads a case against the program: every key is known, every fact has the right type, nothing looks like a person.

use super::model::{Case, FactState, Member, Segment};
use super::privacy::personal_data;
use super::tree::{Node, NodeKind};
use super::{FORMAT, MAX_MEMBERS};
use crate::diagnostic::{Diagnostic, code, nearest};
use crate::ir::{Form, Program, Signature, SymId, SymKind};
use crate::text::Place;
use crate::value::{ADDRESS, Date, Entity, PERSON, Type, Value};
use smallvec::SmallVec;
use std::sync::Arc;

/// What reading a case gave: the case when it can be used, and what is wrong or odd.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The case; `None` when there are errors.
    pub case: Option<Case>,
    /// Errors and warnings, in order of place.
    pub diagnostics: Vec<Diagnostic>,
}

/// Keys at the top of a case, besides the sorts of entities.
pub const TOP_KEYS: [&str; 17] = [
    "formaat",
    "titel",
    "toelichting",
    "peildatum",
    "gemeente",
    "basis",
    "volledig",
    "personen",
    "adressen",
    "relaties",
    "gebeurtenissen",
    "besluiten",
    "oordelen",
    "tegenbewijs",
    "gehoord",
    "betalingen",
    "vragen",
];

/// Keys of an entity, besides its facts.
pub const ENTITY_KEYS: [&str; 4] = ["heeft", "verloop", "toelichting", "van_persoon"];

/// Reads a case.
#[must_use]
pub fn read(program: &Program, root: &Node) -> Reading {
    let mut reader = Reader { program, case: Case::default(), out: Vec::new(), read: program.read.clone() };
    reader.privacy(root);
    reader.heard_first(root);
    reader.top(root);
    let mut diagnostics = reader.out;
    // What looks like a person is also no label; saying so once is enough.
    let private: Vec<Place> = places_of(&diagnostics, code::CASE_PRIVACY);
    diagnostics.retain(|d| d.code != code::CASE_ROLE || d.labels.first().is_none_or(|l| !private.contains(&l.place)));
    diagnostics.sort_by(|a, b| a.labels.first().map(|l| &l.place).cmp(&b.labels.first().map(|l| &l.place)));
    let usable = !diagnostics.iter().any(Diagnostic::is_error);
    Reading { case: usable.then_some(reader.case), diagnostics }
}

fn places_of(all: &[Diagnostic], code: crate::diagnostic::Code) -> Vec<Place> {
    all.iter().filter(|d| d.code == code).filter_map(|d| Some(d.labels.first()?.place.clone())).collect()
}

pub(super) struct Reader<'p> {
    pub program: &'p Program,
    pub case: Case,
    pub out: Vec<Diagnostic>,
    pub read: std::sync::Arc<rustc_hash::FxHashSet<SymId>>,
}

impl Reader<'_> {
    /// Nothing in the file may look like personal data: not a value, not a role.
    fn privacy(&mut self, node: &Node) {
        let mut refuse = |text: &str, place: &Place| {
            if let Some((what, part)) = personal_data(text) {
                self.out.push(
                    Diagnostic::error(code::CASE_PRIVACY, place.clone(), format!("`{part}` lijkt op {what}"))
                        .why("Een casus bevat rollen, geen personen. Zo kan zij nooit naar iemand herleid worden als zij wordt gedeeld.")
                        .help("Haal het weg. Gebruik een rol (`aanvrager`, `kind1`) of een label (`huis`)."),
                );
            }
        };
        match &node.kind {
            NodeKind::Text(t) => refuse(t, &node.place),
            NodeKind::Int(n) if *n >= 0 => refuse(&n.to_string(), &node.place),
            NodeKind::List(all) => all.iter().for_each(|n| self.privacy(n)),
            NodeKind::Table(entries) => {
                for (key, place, _) in entries {
                    refuse(key, place);
                }
                entries.iter().for_each(|(_, _, n)| self.privacy(n));
            }
            _ => {}
        }
    }

    fn top(&mut self, root: &Node) {
        let sorts: Vec<Arc<str>> = self.program.index.entities().iter().map(|e| e.name.clone()).collect();
        for (key, place, node) in root.entries() {
            match &**key {
                "formaat" if node.kind != NodeKind::Int(FORMAT) => self.out.push(
                    Diagnostic::error(
                        code::CASE_VALUE,
                        node.place.clone(),
                        "Dit formaat kent deze versie van kanwel niet",
                    )
                    .why("Een ander formaat kan dezelfde woorden anders bedoelen.")
                    .help(format!("Schrijf `formaat = {FORMAT}`.")),
                ),
                "titel" => self.case.title = self.text(node).unwrap_or_default(),
                "peildatum" => self.case.date = self.date(node),
                "gemeente" => self.case.municipality = self.text(node),
                "volledig" => self.complete(node),
                "formaat" | "toelichting" | "basis" | "personen" | "adressen" | "relaties" | "gebeurtenissen"
                | "besluiten" | "oordelen" | "tegenbewijs" | "gehoord" | "betalingen" | "vragen" => {}
                other if sorts.iter().any(|s| &**s == other) => {}
                other => {
                    let known = TOP_KEYS.into_iter().chain(sorts.iter().map(|s| &**s));
                    self.unknown_key(other, place, known, "Bovenaan een casus");
                }
            }
        }
        // Everyone is known before anyone is described, so that facts may point forward.
        self.members(root, "personen", PERSON, None);
        self.members(root, "adressen", ADDRESS, None);
        for sort in &sorts {
            let singular = self.singular(sort);
            self.members(root, sort, &singular, None);
        }
        let refused = self.out.iter().any(|d| d.code == code::CASE_ROLE);
        if self.case.members.is_empty() && !refused {
            self.out.push(
                Diagnostic::error(code::CASE_MISSING, root.place.clone(), "Er staat niemand in deze casus")
                    .why("Elke regel gaat over een persoon.")
                    .help("Begin met `[personen.aanvrager]` en de feiten over de aanvrager."),
            );
        }
        self.describe(root, "personen", PERSON);
        self.describe(root, "adressen", ADDRESS);
        for sort in &sorts {
            let singular = self.singular(sort);
            self.describe(root, sort, &singular);
        }
        self.records(root);
    }

    fn singular(&self, plural: &str) -> Arc<str> {
        self.program
            .index
            .entities()
            .iter()
            .find(|e| &*e.name == plural)
            .map_or_else(|| plural.into(), |e| e.singular.clone())
    }

    pub(super) fn unknown_key<'k>(
        &mut self,
        key: &str,
        place: &Place,
        known: impl IntoIterator<Item = &'k str>,
        place_name: &str,
    ) {
        let known: Vec<&str> = known.into_iter().collect();
        let help = match nearest(key, known.iter().copied()) {
            Some(best) => format!("Bedoelde u `{best}`?"),
            None if known.len() > 20 => "`kanwel schema casus` noemt alle mogelijkheden.".to_owned(),
            None => format!("Mogelijk: {}.", known.iter().map(|k| format!("`{k}`")).collect::<Vec<_>>().join(", ")),
        };
        self.out.push(
            Diagnostic::error(code::CASE_KEY, place.clone(), format!("{place_name} kan geen `{key}` staan"))
                .why("Een sleutel die kanwel niet kent, zou stil worden overgeslagen.")
                .help(help),
        );
    }

    pub(super) fn text(&mut self, node: &Node) -> Option<Arc<str>> {
        match &node.kind {
            NodeKind::Text(t) => Some(t.clone()),
            _ => self.misshapen(node, "Hier hoort een tekst", "Zet de tekst tussen dubbele aanhalingstekens: `\"…\"`."),
        }
    }

    /// A date of the case itself, which cannot be unknown.
    pub(super) fn date(&mut self, node: &Node) -> Option<Date> {
        match &node.kind {
            NodeKind::Date(d) => Some(*d),
            _ => self.misshapen(node, "Hier hoort een datum", "Schrijf jaar, maand en dag als `2026-03-01`."),
        }
    }

    /// A value of a fact that does not fit; not knowing it is allowed.
    pub(super) fn wrong<T>(&mut self, node: &Node, wanted: &str) -> Option<T> {
        let help = "Pas de waarde aan. Weet u haar niet? Schrijf `\"onbekend\"`.";
        self.misshapen(node, &format!("Hier hoort {wanted}"), help)
    }

    /// Something of the wrong shape, with what to write instead.
    pub(super) fn misshapen<T>(&mut self, node: &Node, title: &str, help: &str) -> Option<T> {
        self.out.push(
            Diagnostic::error(code::CASE_VALUE, node.place.clone(), title)
                .why("kanwel raadt niet wat bedoeld is.")
                .help(help),
        );
        None
    }

    fn complete(&mut self, node: &Node) {
        let NodeKind::List(all) = &node.kind else {
            self.wrong::<()>(node, "een lijst, zoals `[\"personen\"]`");
            return;
        };
        let known = self.completable();
        for item in all {
            let Some(word) = self.text(item) else { continue };
            if !known.contains(&word) {
                let words: Vec<&str> = known.iter().map(|k| &**k).collect();
                self.unknown_key(&word, &item.place, words, "In `volledig`");
            }
            self.case.complete.insert(word);
        }
    }

    /// What a case can call complete: people, records, sorts, groups of facts, and single facts.
    fn completable(&self) -> Vec<Arc<str>> {
        let mut out: Vec<Arc<str>> =
            ["personen", "adressen", "relaties", "gebeurtenissen", "besluiten"].into_iter().map(Arc::from).collect();
        out.extend(self.program.index.entities().iter().map(|e| e.name.clone()));
        for symbol in &self.program.symbols {
            if let SymKind::Fact(info) = &symbol.signature.kind {
                out.push(symbol.signature.sym.name.clone());
                out.extend(info.group.clone());
            }
        }
        out.dedup();
        out
    }

    /// Registers the entities of a table, and those nested under persons.
    fn members(&mut self, root: &Node, key: &str, sort: &str, owner: Option<Entity>) {
        let Some(table) = root.get(key) else { return };
        let NodeKind::Table(entries) = &table.kind else {
            self.wrong::<()>(table, &format!("een tabel per label, zoals `[{key}.naam]`"));
            return;
        };
        let sorts: Vec<(Arc<str>, Arc<str>)> =
            self.program.index.entities().iter().map(|e| (e.name.clone(), e.singular.clone())).collect();
        for (label, place, node) in entries {
            let own = self.register(label, place, sort, owner);
            if sort == PERSON {
                for (plural, singular) in &sorts {
                    self.members(node, plural, singular, own);
                }
            }
        }
    }

    pub(super) fn register(
        &mut self,
        label: &Arc<str>,
        place: &Place,
        sort: &str,
        owner: Option<Entity>,
    ) -> Option<Entity> {
        let shape =
            label.chars().enumerate().all(|(i, c)| c.is_lowercase() || (i > 0 && (c.is_ascii_digit() || c == '_')));
        if !shape || label.is_empty() {
            self.out.push(
                Diagnostic::error(code::CASE_ROLE, place.clone(), format!("`{label}` is geen rol of label"))
                    .why("Een rol is geen naam: kleine letters, cijfers en `_`.")
                    .help("Schrijf bijvoorbeeld `aanvrager`, `partner`, `kind1` of `huis`."),
            );
            return None;
        }
        if self.case.entity(label).is_some() {
            self.out.push(
                Diagnostic::error(code::CASE_ROLE, place.clone(), format!("`{label}` bestaat al in deze casus"))
                    .why("Eén label wijst één persoon of zaak aan.")
                    .help("Kies een ander label."),
            );
            return None;
        }
        if self.case.members.len() >= MAX_MEMBERS {
            self.out.push(
                Diagnostic::error(code::CASE_VALUE, place.clone(), "Deze casus heeft te veel personen of zaken")
                    .why(format!(
                        "kanwel rekent met hooguit {MAX_MEMBERS} personen en zaken, zodat het nooit vastloopt."
                    ))
                    .help("Een casus beschrijft één huishouden."),
            );
            return None;
        }
        self.case.members.push(Member { name: label.clone(), sort: sort.into(), owner });
        self.case.entity(label)
    }

    /// An entity by label; reports an unknown one.
    pub(super) fn entity(&mut self, label: &str, place: &Place, sort: Option<&str>) -> Option<Entity> {
        if let Some(e) = self.case.entity(label) {
            let own = self.case.member(e).map(|m| m.sort.clone());
            if sort.is_none() || own.as_deref() == sort {
                return Some(e);
            }
            self.out.push(
                Diagnostic::error(
                    code::CASE_ROLE,
                    place.clone(),
                    format!("`{label}` is geen {}", sort.unwrap_or_default()),
                )
                .why("Het feit gaat over iets anders.")
                .help(format!("Kies een label van de soort {}.", sort.unwrap_or_default())),
            );
            return None;
        }
        // An address needs no table of its own: naming it is enough.
        if sort == Some(ADDRESS) {
            return self.register(&label.into(), place, ADDRESS, None);
        }
        let labels: Vec<Arc<str>> = self.case.members.iter().map(|m| m.name.clone()).collect();
        let known = labels.iter().map(|l| format!("`{l}`")).collect::<Vec<_>>().join(", ");
        self.out.push(
            Diagnostic::error(code::CASE_ROLE, place.clone(), format!("`{label}` komt in deze casus niet voor"))
                .why("Een feit over iemand die er niet is, kan niet meetellen.")
                .help(format!("Bekend: {known}. Voeg anders `[personen.{label}]` toe."))
                .suggest(label, labels.iter().map(|l| &**l)),
        );
        None
    }

    fn describe(&mut self, root: &Node, key: &str, sort: &str) {
        let entries = root.get(key).map(Node::entries).unwrap_or_default();
        for (label, _, node) in entries {
            let Some(entity) = self.case.entity(label) else { continue };
            let NodeKind::Table(facts) = &node.kind else {
                self.wrong::<()>(node, &format!("een tabel met feiten, zoals `[{key}.{label}]`"));
                continue;
            };
            for (name, place, value) in facts {
                self.about(entity, sort, name, place, value);
            }
        }
    }

    /// One key of an entity.
    fn about(&mut self, entity: Entity, sort: &str, name: &Arc<str>, place: &Place, value: &Node) {
        let nested = self.program.index.entities().iter().find(|e| e.name == *name).map(|e| e.singular.clone());
        match &**name {
            "toelichting" => drop(self.text(value)),
            "heeft" => {
                for (key, at, v) in value.entries() {
                    self.fact(entity, sort, key, at, v);
                }
                if !matches!(value.kind, NodeKind::Table(_)) {
                    self.wrong::<()>(value, "een feit na de punt, zoals `heeft.schuld = true`");
                }
            }
            "verloop" => {
                for (key, at, v) in value.entries() {
                    self.course(entity, sort, key, at, v);
                }
            }
            "van_persoon" if sort != PERSON => {
                let owner = self.text(value).and_then(|l| self.entity(&l, &value.place, Some(PERSON)));
                if let Some(m) = self.case.members.get_mut(entity.0 as usize) {
                    m.owner = owner;
                }
            }
            _ if nested.is_some() && sort == PERSON => {
                self.describe(
                    &Node {
                        kind: NodeKind::Table(vec![(name.clone(), place.clone(), value.clone())]),
                        place: place.clone(),
                    },
                    name,
                    nested.as_deref().unwrap_or_default(),
                );
            }
            _ => self.fact(entity, sort, name, place, value),
        }
    }

    /// A fact about one entity, by name.
    pub(super) fn single_fact(&mut self, sort: &str, name: &str, place: &Place) -> Option<(SymId, Arc<Signature>)> {
        let found = self.program.id(None, name).and_then(|id| Some((id, self.program.symbol(id)?.signature.clone())));
        let fact = found.filter(|(_, s)| matches!(s.kind, SymKind::Fact(_)));
        let Some((id, signature)) = fact else {
            self.unknown_fact(sort, name, place);
            return None;
        };
        let fits = matches!(signature.params.as_slice(), [p] if p.ty == Type::Entity(sort.into()));
        if !fits {
            let (title, help) = if signature.params.len() > 1 {
                (
                    format!("`{name}` gaat over meer dan één persoon of zaak"),
                    format!("Zet het onder `[[relaties]]`: `soort = \"{name}\"` en `tussen = [\"…\", \"…\"]`."),
                )
            } else {
                let other = signature.params.first().map_or_else(|| "de hele casus".to_owned(), |p| p.ty.to_string());
                (
                    format!("`{name}` gaat niet over een {sort}, maar over een {other}"),
                    format!("Zet het bij een {other}."),
                )
            };
            self.out.push(
                Diagnostic::error(code::CASE_FACT, place.clone(), title)
                    .why("Elk feit hoort bij een vast soort persoon of zaak.")
                    .help(help),
            );
            return None;
        }
        if !self.read.contains(&id) {
            self.out.push(
                Diagnostic::warning(code::CASE_UNREAD, place.clone(), format!("Geen enkele regel leest `{name}`"))
                    .why("Dit feit kan geen uitkomst veranderen; misschien is een ander feit bedoeld.")
                    .help("Laat het weg, of vraag na welke bepaling het nodig heeft."),
            );
        }
        Some((id, signature))
    }

    fn unknown_fact(&mut self, sort: &str, name: &str, place: &Place) {
        let facts: Vec<Arc<str>> = self
            .program
            .symbols
            .iter()
            .filter(|s| matches!(s.signature.kind, SymKind::Fact(_)))
            .filter(|s| matches!(s.signature.params.first(), Some(p) if p.ty == Type::Entity(sort.into())))
            .map(|s| s.signature.sym.name.clone())
            .collect();
        let legal =
            self.program.symbols.iter().find(|s| &*s.signature.sym.name == name && s.signature.sym.law.is_some());
        let help = match legal {
            Some(s) if s.signature.form == Form::Right => {
                "Een recht is een uitkomst. Zet een genomen besluit onder `[[besluiten]]`.".to_owned()
            }
            Some(s) if s.signature.kind == SymKind::OpenNorm => {
                "Dit is een open norm. Zet een oordeel van een mens onder `[[oordelen]]`.".to_owned()
            }
            Some(s) => format!(
                "`{}` is een begrip van de wet en volgt uit feiten; `kanwel leguit {}` laat zien uit welke.",
                s.signature.sym, s.signature.sym
            ),
            None => "`kanwel schema casus` noemt alle feiten.".to_owned(),
        };
        self.out.push(
            Diagnostic::error(code::CASE_FACT, place.clone(), format!("Het feit `{name}` bestaat niet"))
                .why("Een feit dat geen regel kent, telt nergens mee.")
                .help(help)
                .suggest(name, facts.iter().map(|f| &**f).chain(ENTITY_KEYS)),
        );
    }

    fn fact(&mut self, entity: Entity, sort: &str, name: &str, place: &Place, value: &Node) {
        let Some((id, signature)) = self.single_fact(sort, name, place) else { return };
        if let Some(state) = self.state(&signature, value) {
            self.put(id, &[entity], vec![Segment { from: None, until: None, state }], place);
        }
    }

    /// `[[personen.x.verloop.feit]]`: a fact through time.
    fn course(&mut self, entity: Entity, sort: &str, name: &str, place: &Place, value: &Node) {
        let Some((id, signature)) = self.single_fact(sort, name, place) else { return };
        let NodeKind::List(all) = &value.kind else {
            self.wrong::<()>(value, "een lijst van tijdvakken met `van`, `tot` en `waarde`");
            return;
        };
        let mut segments: Vec<Segment> = Vec::new();
        for item in all {
            let Some(segment) = self.segment(&signature, item) else { continue };
            let overlaps = |s: &Segment| {
                s.from.is_none_or(|a| segment.until.is_none_or(|b| a < b))
                    && segment.from.is_none_or(|a| s.until.is_none_or(|b| a < b))
            };
            if let Some(earlier) = segments.iter().find(|s| overlaps(s)) {
                let from = earlier.from.map_or(String::new(), |d| format!(" van {d}"));
                let until = earlier.until.map_or(" zonder einde".to_owned(), |d| format!(" tot {d}"));
                self.out.push(
                    Diagnostic::error(
                        code::CASE_VALUE,
                        item.place.clone(),
                        format!("Dit tijdvak overlapt met het tijdvak{from}{until}"),
                    )
                    .why("Op één dag kan een feit maar één waarde hebben.")
                    .help("Laat het ene eindigen (`tot`) waar het andere begint (`van`). `tot` is de eerste dag waarop de waarde niet meer geldt."),
                );
            }
            segments.push(segment);
        }
        segments.sort_by_key(|s| s.from);
        self.put(id, &[entity], segments, place);
    }

    fn segment(&mut self, signature: &Signature, item: &Node) -> Option<Segment> {
        const KEYS: [&str; 3] = ["van", "tot", "waarde"];
        for (key, at, _) in item.entries() {
            if !KEYS.contains(&&**key) {
                self.unknown_key(key, at, KEYS, "In een tijdvak");
            }
        }
        let from = item.get("van").and_then(|n| self.date(n));
        let until = item.get("tot").and_then(|n| self.date(n));
        if let (Some(a), Some(b)) = (from, until)
            && b <= a
        {
            self.out.push(
                Diagnostic::error(code::CASE_VALUE, item.place.clone(), "Dit tijdvak eindigt voordat het begint")
                    .why("Op geen enkele dag zou het feit gelden.")
                    .help("`tot` is de eerste dag waarop de waarde niet meer geldt."),
            );
        }
        let Some(value) = item.get("waarde") else {
            return self.wrong(item, "een `waarde` in elk tijdvak");
        };
        Some(Segment { from, until, state: self.state(signature, value)? })
    }

    pub(super) fn put(&mut self, fact: SymId, about: &[Entity], segments: Vec<Segment>, place: &Place) {
        let key = (fact, SmallVec::from_slice(about));
        if self.case.facts.insert(key, segments).is_some() {
            self.out.push(
                Diagnostic::error(code::CASE_VALUE, place.clone(), "Dit feit staat er twee keer")
                    .why("Het is niet te zien welke waarde geldt.")
                    .help("Haal er een weg, of gebruik `verloop` met tijdvakken."),
            );
        }
    }

    /// The state of a fact: a value or one of the four words.
    pub(super) fn state(&mut self, signature: &Signature, node: &Node) -> Option<FactState> {
        if let Some(word) = node.text() {
            match &**word {
                "onbekend" => return Some(FactState::Unknown),
                "niet gevraagd" => return Some(FactState::NotAsked),
                "n.v.t." => return Some(FactState::NotApplicable),
                _ => {}
            }
        }
        self.value(signature, node)
    }

    /// A known value with the bounds of its fact checked.
    pub(super) fn bounded(&mut self, signature: &Signature, value: Value, node: &Node) -> Option<FactState> {
        let SymKind::Fact(info) = &signature.kind else { return Some(FactState::Known(value)) };
        let beyond = |bound: &Option<Value>, low: bool| match (bound, &value) {
            (Some(Value::Number(b)), Value::Number(v)) => {
                if low {
                    v < b
                } else {
                    v > b
                }
            }
            (Some(Value::Length(b)), Value::Length(v)) => {
                if low {
                    v < b
                } else {
                    v > b
                }
            }
            (Some(Value::Date(b)), Value::Date(v)) => {
                if low {
                    v < b
                } else {
                    v > b
                }
            }
            _ => false,
        };
        if beyond(&info.bounds.0, true) || beyond(&info.bounds.1, false) {
            let shown = |v: &Option<Value>| {
                v.as_ref().map_or_else(
                    || "…".to_owned(),
                    |v| crate::value::dutch_value(v, &signature.result, |_| String::new()),
                )
            };
            self.out.push(
                Diagnostic::error(
                    code::CASE_BOUNDS,
                    node.place.clone(),
                    format!("Deze waarde valt buiten de grenzen van `{}`", signature.sym.name),
                )
                .why("Buiten die grenzen is het bijna altijd een tikfout of de verkeerde eenheid.")
                .help(format!(
                    "Verwacht: van {} tot en met {}.",
                    shown(&info.bounds.0),
                    shown(&info.bounds.1)
                )),
            );
            return None;
        }
        Some(FactState::Known(value))
    }
}
