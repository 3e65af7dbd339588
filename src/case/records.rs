//! Relations, events, decisions, judgments, proof to the contrary, and refusals heard.

use super::citation::parse_citation;
use super::model::{Decision, DecisionKind, Event, FactState, Heard, Judgment, Request, Segment, rules_at};
use super::read::Reader;
use super::tree::{Node, NodeKind};
use crate::diagnostic::{Diagnostic, code};
use crate::ir::{Form, Role, Scope, Signature, SymId, SymKind};
use crate::law::Citation;
use crate::syntax::ast::Flow;
use crate::text::Place;
use crate::value::{Date, Entity, PERSON, Type, Value};
use smallvec::SmallVec;
use std::sync::Arc;

impl Reader<'_> {
    /// Reads every list of records.
    pub(super) fn records(&mut self, root: &Node) {
        self.each(root, "relaties", &["soort", "tussen", "van", "tot", "waarde", "toelichting"], Self::relation);
        self.each(
            root,
            "gebeurtenissen",
            &["soort", "persoon", "personen", "datum", "waarde", "over", "toelichting"],
            Self::event,
        );
        self.each(
            root,
            "besluiten",
            &[
                "recht",
                "bevoegdheid",
                "persoon",
                "voor",
                "uitkomst",
                "datum",
                "van",
                "tot",
                "waarde",
                "grond",
                "toelichting",
            ],
            Self::decision,
        );
        self.each(
            root,
            "oordelen",
            &["open_norm", "over", "oordeel", "door", "datum", "gezichtspunten", "toelichting"],
            Self::judgment,
        );
        self.each(root, "tegenbewijs", &["begrip", "over", "bewijs", "toelichting"], Self::rebuttal);
        self.each(
            root,
            "gehoord",
            &[
                "gevraagd",
                "voor",
                "persoon",
                "van_orgaan",
                "datum",
                "soort_reden",
                "aangehaald",
                "eerst",
                "citaat",
                "toelichting",
            ],
            Self::heard,
        );
        self.payments(root);
        self.questions(root);
        self.case.events.sort_by_key(|e| e.date);
        self.case.requests.sort_by_key(|r| r.date);
        self.case.decisions.sort_by_key(|d| d.date);
    }

    /// What somebody said must come first (`eerst`) is looked at, also when no rule reads it.
    pub(super) fn heard_first(&mut self, root: &Node) {
        let Some(NodeKind::List(all)) = root.get("gehoord").map(|n| &n.kind) else { return };
        let named = all.iter().filter_map(|item| match &item.get("eerst")?.kind {
            NodeKind::Text(name) => self.program.find(name),
            _ => None,
        });
        Arc::make_mut(&mut self.read).extend(named);
    }

    /// `vragen = ["Awir.toeslagpartner", "Pw.bijzondere_bijstand"]`
    fn questions(&mut self, root: &Node) {
        let Some(list) = root.get("vragen") else { return };
        let NodeKind::List(all) = &list.kind else {
            self.wrong::<()>(list, "een lijst van rechten en begrippen, zoals `[\"Awir.toeslagpartner\"]`");
            return;
        };
        for node in all {
            let Some(written) = self.text(node) else { continue };
            let asked = self.symbol(&written, &node.place, "recht of begrip", askable);
            self.case.questions.extend(asked);
        }
    }

    pub(super) fn each(&mut self, root: &Node, key: &str, keys: &[&str], read: fn(&mut Self, &Node) -> Option<()>) {
        let Some(list) = root.get(key) else { return };
        let NodeKind::List(all) = &list.kind else {
            self.wrong::<()>(list, &format!("een lijst: begin elk onderdeel met `[[{key}]]`"));
            return;
        };
        for item in all {
            if !matches!(item.kind, NodeKind::Table(_)) {
                self.wrong::<()>(item, &format!("een onderdeel met sleutels, onder `[[{key}]]`"));
                continue;
            }
            for (k, at, _) in item.entries() {
                if !keys.contains(&&**k) {
                    self.unknown_key(k, at, keys.iter().copied(), &format!("Onder `[[{key}]]`"));
                }
            }
            read(self, item);
        }
    }

    pub(super) fn need<'n>(&mut self, item: &'n Node, key: &str) -> Option<&'n Node> {
        let found = item.get(key);
        if found.is_none() {
            self.out.push(
                Diagnostic::error(code::CASE_MISSING, item.place.clone(), format!("Hier ontbreekt `{key}`"))
                    .why("Zonder dat gegeven kan kanwel dit onderdeel niet gebruiken.")
                    .help(format!("Voeg `{key} = …` toe.")),
            );
        }
        found
    }

    pub(super) fn need_text(&mut self, item: &Node, key: &str) -> Option<(Arc<str>, Place)> {
        let node = self.need(item, key)?;
        Some((self.text(node)?, node.place.clone()))
    }

    fn need_date(&mut self, item: &Node, key: &str) -> Option<Date> {
        let node = self.need(item, key)?;
        self.date(node)
    }

    pub(super) fn maybe_date(&mut self, item: &Node, key: &str) -> Option<Date> {
        item.get(key).and_then(|n| self.date(n))
    }

    pub(super) fn person(&mut self, item: &Node, key: &str) -> Option<Entity> {
        let (label, place) = self.need_text(item, key)?;
        self.entity(&label, &place, Some(PERSON))
    }

    fn labels(&mut self, node: &Node) -> Option<Vec<(Arc<str>, Place)>> {
        match &node.kind {
            NodeKind::Text(t) => Some(vec![(t.clone(), node.place.clone())]),
            NodeKind::List(all) => all.iter().map(|n| Some((self.text(n)?, n.place.clone()))).collect(),
            _ => self.wrong(node, "een lijst van labels, zoals `[\"aanvrager\", \"partner\"]`"),
        }
    }

    pub(super) fn unknown_reference<T>(
        &mut self,
        place: &Place,
        title: String,
        help: String,
        word: &str,
        known: &[Arc<str>],
    ) -> Option<T> {
        self.out.push(
            Diagnostic::error(code::CASE_REFERENCE, place.clone(), title)
                .why("kanwel kan dit met geen enkele regel verbinden.")
                .help(help)
                .suggest(word, known.iter().map(|k| &**k)),
        );
        None
    }

    /// A symbol written `Wet.naam`.
    pub(super) fn symbol(
        &mut self,
        written: &str,
        place: &Place,
        what: &str,
        fits: impl Fn(&Signature) -> bool,
    ) -> Option<SymId> {
        let found = self.program.find(written).filter(|id| self.program.signature(*id).is_some_and(&fits));
        if found.is_some() {
            return found;
        }
        let known: Vec<Arc<str>> = self
            .program
            .symbols
            .iter()
            .filter(|s| fits(&s.signature))
            .map(|s| s.signature.sym.to_string().into())
            .collect();
        let help = format!(
            "Schrijf de code van de wet en de naam, bijvoorbeeld `{}`.",
            known.first().map_or("Pw.algemene_bijstand", |k| &**k)
        );
        self.unknown_reference(place, format!("`{written}` is geen {what}"), help, written, &known)
    }

    fn right(&mut self, item: &Node, key: &str) -> Option<Option<SymId>> {
        let Some(node) = item.get(key) else { return Some(None) };
        let written = self.text(node)?;
        self.symbol(&written, &node.place, "recht", |s| s.form == Form::Right).map(Some)
    }

    pub(super) fn subject(&mut self, item: &Node) -> Option<Entity> {
        let node = item.get("voor")?;
        let label = self.text(node)?;
        self.entity(&label, &node.place, None)
    }

    fn citation(&mut self, node: &Node) -> Option<Citation> {
        let written = self.text(node)?;
        match parse_citation(&written) {
            Some(c) => Some(c),
            None => self.unknown_reference(
                &node.place,
                format!("`{written}` leest niet als een artikel"),
                "Schrijf bijvoorbeeld `Pw artikel 13 lid 2 onder c`.".to_owned(),
                "",
                &[],
            ),
        }
    }

    /// `[[relaties]]`: a fact between entities.
    fn relation(&mut self, item: &Node) -> Option<()> {
        let (kind, place) = self.need_text(item, "soort")?;
        let between = self.need(item, "tussen")?;
        let labels = self.labels(between)?;
        let found = self.program.index.find(None, &kind);
        let fact = found.iter().find(|f| f.signature.params.len() > 1 && self.is_fact(&f.signature));
        let Some(fact) = fact.cloned() else {
            let known: Vec<Arc<str>> = self
                .program
                .symbols
                .iter()
                .filter(|s| s.signature.params.len() > 1 && matches!(s.signature.kind, SymKind::Fact(_)))
                .map(|s| s.signature.sym.name.clone())
                .collect();
            let list = known.iter().map(|k| format!("`{k}`")).collect::<Vec<_>>().join(", ");
            return self.unknown_reference(
                &place,
                format!("`{kind}` is geen relatie"),
                format!("Relaties zijn feiten over twee: {list}."),
                &kind,
                &known,
            );
        };
        let signature = fact.signature.clone();
        if labels.len() != signature.params.len() {
            let shape: Vec<String> = signature.params.iter().map(|p| p.ty.to_string()).collect();
            let title = format!("`{kind}` gaat over {}, maar hier staan er {}", shape.len(), labels.len());
            let help = format!("Noem ze allemaal, in deze volgorde: {}.", shape.join(", "));
            return self.misshapen(between, &title, &help);
        }
        let mut about = Vec::new();
        let sorts: Vec<Type> = signature.params.iter().map(|p| p.ty.clone()).collect();
        for ((label, at), ty) in labels.iter().zip(turned(fact.role, &sorts)) {
            let sort = match &ty {
                Type::Entity(sort) => Some(sort.clone()),
                _ => None,
            };
            about.push(self.entity(label, at, sort.as_deref())?);
        }
        if fact.role == Role::Inverse {
            about.reverse();
        }
        let state = match (item.get("waarde"), &signature.result) {
            (Some(node), _) => self.state(&signature, node)?,
            (None, Type::Truth) => FactState::Known(Value::Truth(true)),
            (None, _) => {
                self.need(item, "waarde");
                return None;
            }
        };
        let (from, until) = (self.maybe_date(item, "van"), self.maybe_date(item, "tot"));
        let id = self.program.id(None, &signature.sym.name)?;
        let segment = Segment { from, until, state };
        let key = (id, SmallVec::from_slice(&about));
        // The same relation may hold in several stretches of time.
        match self.case.facts.get_mut(&key) {
            Some(segments) if from.is_some() || until.is_some() => segments.push(segment),
            Some(_) => self.put(id, &about, vec![segment], &item.place),
            None => drop(self.case.facts.insert(key, vec![segment])),
        }
        Some(())
    }

    /// `[[gebeurtenissen]]`: an event of a fact, or a request.
    fn event(&mut self, item: &Node) -> Option<()> {
        let (kind, place) = self.need_text(item, "soort")?;
        let date = self.need_date(item, "datum")?;
        let who = match (item.get("personen"), item.get("persoon")) {
            (Some(node), _) | (None, Some(node)) => node,
            (None, None) => {
                self.need(item, "persoon");
                return None;
            }
        };
        let mut about = Vec::new();
        for (label, at) in self.labels(who)? {
            about.push(self.entity(&label, &at, None)?);
        }
        if &*kind == "verzoek" {
            let over = self.need(item, "over")?;
            let citation = self.citation(over)?;
            self.case.requests.push(Request { about: citation, by: about, date });
            return Some(());
        }
        let name = [kind.to_string(), format!("datum_{kind}")];
        let fact = name.iter().find_map(|n| {
            let id = self.program.id(None, n)?;
            let signature = self.program.symbol(id)?.signature.clone();
            matches!(&signature.kind, SymKind::Fact(info) if info.flow == Flow::Event).then_some((id, signature))
        });
        let Some((fact, signature)) = fact else {
            let known: Vec<Arc<str>> = self
                .program
                .symbols
                .iter()
                .filter(|s| matches!(&s.signature.kind, SymKind::Fact(info) if info.flow == Flow::Event))
                .map(|s| s.signature.sym.name.strip_prefix("datum_").unwrap_or(&s.signature.sym.name).into())
                .collect();
            let list: String = known.iter().map(|k| format!(", `{k}`")).collect();
            return self.unknown_reference(
                &place,
                format!("`{kind}` is geen gebeurtenis"),
                format!("Mogelijk: `verzoek`{list}."),
                &kind,
                &known,
            );
        };
        let value = match (&signature.result, item.get("waarde")) {
            (Type::Date, None) => Value::Date(date),
            (Type::Truth, None) => Value::Truth(true),
            (_, Some(node)) => match self.value(&signature, node)? {
                FactState::Known(v) => v,
                _ => return self.wrong(node, "een bekende waarde"),
            },
            (_, None) => {
                self.need(item, "waarde");
                return None;
            }
        };
        self.case.events.push(Event { fact, about: about.into(), date, value });
        Some(())
    }

    /// `[[besluiten]]`
    fn decision(&mut self, item: &Node) -> Option<()> {
        let right = self.right(item, "recht")?;
        let power = match item.get("bevoegdheid") {
            Some(node) => {
                let citation = self.citation(node)?;
                let rules = rules_at(self.program, &citation);
                if rules.is_empty() {
                    return self.unknown_reference(
                        &node.place,
                        format!("{citation} is niet gecodeerd"),
                        "Controleer het artikelnummer.".to_owned(),
                        "",
                        &[],
                    );
                }
                Some((citation, rules))
            }
            None => None,
        };
        if right.is_none() && power.is_none() {
            self.need(item, "recht");
            return None;
        }
        let person = self.person(item, "persoon")?;
        let date = self.need_date(item, "datum")?;
        let (outcome, place) = self.need_text(item, "uitkomst")?;
        let value = match item.get("waarde") {
            Some(node) => self.free_value(node),
            None => None,
        };
        let kind = match &*outcome {
            "toegekend" => DecisionKind::Granted,
            "geweigerd" => DecisionKind::Refused,
            "gebruikt" => DecisionKind::Used(value),
            "niet gebruikt" => DecisionKind::NotUsed,
            other => {
                let known: Vec<Arc<str>> =
                    ["toegekend", "geweigerd", "gebruikt", "niet gebruikt"].map(Arc::from).to_vec();
                return self.unknown_reference(
                    &place,
                    format!("`{other}` is geen uitkomst van een besluit"),
                    "Kies `toegekend`, `geweigerd`, `gebruikt` of `niet gebruikt`.".to_owned(),
                    other,
                    &known,
                );
            }
        };
        let subject = self.subject(item);
        let from = self.maybe_date(item, "van").unwrap_or(date);
        let until = self.maybe_date(item, "tot");
        let ground = item.get("grond").and_then(|n| self.citation(n));
        self.case.decisions.push(Decision { kind, right, power, person, subject, date, from, until, ground });
        Some(())
    }

    /// A value chosen by an organ: an amount, a date, a number.
    fn free_value(&mut self, node: &Node) -> Option<Value> {
        match &node.kind {
            NodeKind::Date(d) => Some(Value::Date(*d)),
            NodeKind::Int(n) => Some(Value::Number(crate::value::Exact::int(*n))),
            NodeKind::Text(t) => match crate::syntax::parse_literal(t).and_then(|l| crate::ir::constant(&l)) {
                Some(v) => Some(v),
                None => self.wrong(node, "een bedrag, datum of getal, zoals `\"€ 50 per maand\"`"),
            },
            _ => self.wrong(node, "een bedrag, datum of getal, zoals `\"€ 50 per maand\"`"),
        }
    }

    /// `[[oordelen]]`: a person judged an open norm.
    fn judgment(&mut self, item: &Node) -> Option<()> {
        let (written, place) = self.need_text(item, "open_norm")?;
        let norm = self.symbol(&written, &place, "open norm", |s| s.kind == SymKind::OpenNorm)?;
        let over = self.need(item, "over")?;
        let about = self.about_symbol(norm, over)?;
        let node = self.need(item, "oordeel")?;
        let NodeKind::Bool(holds) = node.kind else {
            return self.wrong(node, "`true` (de norm is vervuld) of `false`");
        };
        let (by, _) = self.need_text(item, "door")?;
        let date = self.need_date(item, "datum")?;
        let factors = match item.get("gezichtspunten") {
            Some(node) => self.labels(node)?.into_iter().map(|(t, _)| t).collect(),
            None => Vec::new(),
        };
        self.case.judgments.push(Judgment { norm, about, holds, by, date, factors });
        Some(())
    }

    fn about_symbol(&mut self, symbol: SymId, over: &Node) -> Option<SmallVec<[Entity; 2]>> {
        let labels = self.labels(over)?;
        let params: Vec<Type> = self.program.signature(symbol)?.params.iter().map(|p| p.ty.clone()).collect();
        if labels.len() != params.len() {
            let shape: Vec<String> = params.iter().map(ToString::to_string).collect();
            let title = format!("Hier horen {} labels, maar er staan er {}", shape.len(), labels.len());
            return self.misshapen(over, &title, &format!("Noem ze in deze volgorde: {}.", shape.join(", ")));
        }
        let mut about = SmallVec::new();
        for ((label, at), ty) in labels.iter().zip(&params) {
            let sort = match ty {
                Type::Entity(sort) => Some(&**sort),
                _ => None,
            };
            about.push(self.entity(label, at, sort)?);
        }
        Some(about)
    }

    /// `[[tegenbewijs]]`: a presumption rebutted with proof.
    fn rebuttal(&mut self, item: &Node) -> Option<()> {
        let (written, place) = self.need_text(item, "begrip")?;
        let concept = self.symbol(&written, &place, "begrip", |s| s.kind == SymKind::Concept && s.sym.law.is_some())?;
        let over = self.need(item, "over")?;
        let about = self.about_symbol(concept, over)?;
        self.need_text(item, "bewijs")?;
        self.case.rebutted.push((concept, about));
        Some(())
    }

    /// `[[gehoord]]`: a refusal heard.
    fn heard(&mut self, item: &Node) -> Option<()> {
        let asked = self.right(item, "gevraagd")?;
        let (reason, place) = self.need_text(item, "soort_reden")?;
        const REASONS: [&str; 7] =
            ["juridisch", "gelijkheid", "precedent", "middelen", "zelfredzaamheid", "moreel", "capaciteit"];
        if !REASONS.contains(&&*reason) {
            let known: Vec<Arc<str>> = REASONS.map(Arc::from).to_vec();
            return self.unknown_reference(
                &place,
                format!("`{reason}` is geen soort reden"),
                format!("Kies {}.", REASONS.join(", ")),
                &reason,
                &known,
            );
        }
        let mut text = |key: &str| item.get(key).and_then(|n| self.text(n));
        let (organ, cited, quote) = (text("van_orgaan"), text("aangehaald"), text("citaat"));
        let person = match item.get("persoon") {
            Some(_) => self.person(item, "persoon"),
            None => None,
        };
        let subject = self.subject(item);
        let date = self.maybe_date(item, "datum");
        let first = match item.get("eerst") {
            Some(node) => {
                let written = self.text(node)?;
                Some(self.symbol(&written, &node.place, "recht of feit", comes_first)?)
            }
            None => None,
        };
        self.case.heard.push(Heard { asked, subject, person, organ, date, reason, cited, first, quote });
        Some(())
    }
}

/// What a case can ask for: a right, or a concept about persons and things.
fn askable(s: &Signature) -> bool {
    let entities = s.params.iter().all(|p| matches!(p.ty, Type::Entity(_)));
    entities && matches!(s.kind, SymKind::Right { .. } | SymKind::Concept | SymKind::OpenNorm)
}

/// What can be told to come first: a right, or something that is so or not about one person or thing.
fn comes_first(s: &Signature) -> bool {
    matches!(s.kind, SymKind::Right { .. })
        || matches!(s.kind, SymKind::Fact(_)) && s.result == Type::Truth && s.params.len() == 1
}

/// The sorts of the parameters as seen from the name used.
fn turned(role: Role, sorts: &[Type]) -> Vec<Type> {
    let mut sorts = sorts.to_vec();
    if role == Role::Inverse {
        sorts.reverse();
    }
    sorts
}
