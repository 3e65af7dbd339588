//! The names of the whole corpus, resolved.

use super::signature::{
    Choice, Declared, EntityDecl, Form, KindDecl, ParamSig, PlaceDecl, Raw, RawKind, Signature, SlotDecl, Sym, SymKind,
};
use crate::diagnostic::{Diagnostic, code};
use crate::law::{Citation, Code, Rank, Regulation, Target};
use crate::syntax::ast::TypeRef;
use crate::text::Place;
use crate::value::{ADDRESS, Base, Clock, PERSON, Type, Unit};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// How a name was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The declared name itself.
    Itself,
    /// The plural of a relation, or the singular of a set.
    Other,
    /// The noun seen from the other side, singular or plural.
    Inverse,
}

/// A symbol a name can stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The symbol.
    pub signature: Arc<Signature>,
    /// How it was found.
    pub role: Role,
}

/// What a name is as a sort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Entities of this sort; the second field is set when the word is a plural.
    Entity(Arc<str>, bool),
    /// An enumeration.
    Kind(Arc<str>),
}

/// What lowering a block may ask about the rest of the corpus.
pub trait Scope {
    /// The symbols a name stands for in a law, or among facts and functions (`None`).
    fn find(&self, law: Option<&str>, name: &str) -> Arc<[Found]>;
    /// The enumerations that have this member.
    fn member(&self, name: &str) -> Arc<[Arc<str>]>;
    /// What a name is as a sort.
    fn sort(&self, name: &str) -> Option<Sort>;
    /// A regulation.
    fn regulation(&self, code: &str) -> Option<Arc<Regulation>>;
    /// Whether some encoded place falls under the target.
    fn reaches(&self, target: &Target) -> bool;
    /// The slots a provision delegates.
    fn slots(&self, citation: &Citation) -> Arc<[SlotDecl]>;
    /// Names to suggest from: of a law with facts, only used when something is wrong.
    fn names(&self, law: Option<&str>) -> Vec<Arc<str>>;
}

/// A name in a law, or a fact's.
type Qualified = (Option<Code>, Arc<str>);

/// All declarations of a corpus.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Index {
    pub(super) names: FxHashMap<Qualified, Arc<[Found]>>,
    pub(super) signatures: FxHashMap<Sym, Arc<Signature>>,
    pub(super) members: FxHashMap<Arc<str>, Arc<[Arc<str>]>>,
    pub(super) kinds: FxHashMap<Arc<str>, Arc<KindDecl>>,
    pub(super) entities: FxHashMap<Arc<str>, (Arc<EntityDecl>, bool)>,
    pub(super) nouns: FxHashMap<Arc<str>, bool>,
    pub(super) regulations: FxHashMap<Code, Arc<Regulation>>,
    pub(super) places: FxHashMap<Code, Arc<[PlaceDecl]>>,
    pub(super) slots: Vec<SlotDecl>,
    pub(super) choices: Vec<Choice>,
}

impl Index {
    /// Builds the index, and reports what clashes between blocks.
    #[must_use]
    pub fn build<'a>(all: impl IntoIterator<Item = &'a Declared>) -> (Self, Vec<Diagnostic>) {
        let all: Vec<&Declared> = all.into_iter().collect();
        let mut index = Self::default();
        let mut out = Vec::new();
        for declared in &all {
            index.sorts(declared, &mut out);
        }
        let mut places: FxHashMap<Code, Vec<PlaceDecl>> = FxHashMap::default();
        for declared in &all {
            for place in &declared.places {
                places.entry(place.law.clone()).or_default().push(place.clone());
            }
            index.slots.extend(declared.slots.iter().cloned());
            index.choices.extend(declared.choices.iter().cloned());
        }
        index.places = places.into_iter().map(|(law, list)| (law, list.into())).collect();
        for raw in all.iter().flat_map(|d| &d.names) {
            index.declare(raw, &mut out);
        }
        for signature in super::prelude::signatures() {
            index.signatures.insert(signature.sym.clone(), Arc::new(signature));
        }
        index.aliases();
        index.legal_words_for_facts(&mut out);
        (index, out)
    }

    fn sorts(&mut self, declared: &Declared, out: &mut Vec<Diagnostic>) {
        let twice = |place: &Place, other: &Place, name: &str| {
            Diagnostic::error(code::TWO_MEANINGS, place.clone(), format!("`{name}` bestaat al"))
                .also(other.clone(), "hier voor het eerst")
                .why("Eén woord kan maar één ding betekenen.")
                .help("Kies een andere naam of haal er een weg.")
        };
        for kind in &declared.kinds {
            if let Some(other) = self.kinds.get(&kind.name) {
                out.push(twice(&kind.place, &other.place, &kind.name));
            }
            for (member, _) in &kind.members {
                let known = self.members.get(member).cloned().unwrap_or_else(|| Arc::new([]));
                let more: Arc<[Arc<str>]> = known.iter().cloned().chain(std::iter::once(kind.name.clone())).collect();
                self.members.insert(member.clone(), more);
            }
            self.kinds.insert(kind.name.clone(), Arc::new(kind.clone()));
        }
        for entity in &declared.entities {
            if let Some((other, _)) = self.entities.get(&entity.name) {
                out.push(twice(&entity.place, &other.place, &entity.name));
            }
            let entity = Arc::new(entity.clone());
            self.entities.insert(entity.singular.clone(), (entity.clone(), false));
            // A noun without a plural of its own counts as a plural: `de kosten K waarvoor …` is a set.
            self.entities.insert(entity.name.clone(), (entity, true));
        }
        if let Some((regulation, place)) = &declared.regulation {
            if self.regulations.contains_key(&regulation.code) {
                out.push(
                    Diagnostic::error(
                        code::TWO_MEANINGS,
                        place.clone(),
                        format!("De code `{}` bestaat al", regulation.code),
                    )
                    .why("Een code wijst één regeling aan.")
                    .help(format!("Begin een tweede bestand van dezelfde wet met `vervolg van {}`.", regulation.code)),
                );
            }
            self.regulations.insert(regulation.code.clone(), Arc::new(regulation.clone()));
        }
        for raw in &declared.names {
            self.nouns(raw);
        }
    }

    /// Relation nouns can stand where `persoon` stands: `ouder O`, `kinderen`.
    fn nouns(&mut self, raw: &Raw) {
        let person = |ty: &TypeRef| &*ty.word == PERSON;
        if raw.form == Form::Is && raw.params.len() > 1 && raw.params.first().is_some_and(|(_, ty, _)| person(ty)) {
            self.nouns.insert(raw.sym.name.clone(), false);
            self.nouns.extend(raw.other.iter().map(|o| (o.clone(), true)));
            if let Some((one, many)) = &raw.inverse {
                self.nouns.insert(one.clone(), false);
                self.nouns.extend(many.iter().map(|m| (m.clone(), true)));
            }
        }
        if raw.result.as_ref().is_some_and(|r| &*r.word == "personen") {
            self.nouns.insert(raw.sym.name.clone(), true);
            self.nouns.extend(raw.other.iter().map(|o| (o.clone(), false)));
        }
    }

    fn declare(&mut self, raw: &Raw, out: &mut Vec<Diagnostic>) {
        let signature = match self.resolve(raw) {
            Ok(signature) => signature,
            Err(diagnostic) => return out.push(*diagnostic),
        };
        let Some(known) = self.signatures.get(&signature.sym) else {
            self.signatures.insert(signature.sym.clone(), Arc::new(signature));
            return;
        };
        let types = |s: &Signature| s.params.iter().map(|p| p.ty.clone()).collect::<Vec<_>>();
        let agrees = known.form == signature.form
            && known.result == signature.result
            && types(known) == types(&signature)
            && known.other == signature.other;
        let versions = matches!(
            (&raw.kind, &known.kind),
            (RawKind::Concept, SymKind::Concept | SymKind::Slot)
                | (RawKind::Amount, SymKind::Amount)
                | (RawKind::Table(_), SymKind::Table(_))
                | (RawKind::OpenNorm, SymKind::OpenNorm)
                | (RawKind::Right(_), SymKind::Right { .. })
                | (RawKind::Slot, SymKind::Slot)
        );
        if agrees && versions {
            // Two versions of a table have the columns of both.
            if let (SymKind::Table(a), SymKind::Table(b)) = (&known.kind, &signature.kind) {
                let mut columns = a.clone();
                columns.extend(b.iter().filter(|(n, _)| !a.iter().any(|(m, _)| m == n)).cloned());
                let merged = Signature { kind: SymKind::Table(columns), ..(**known).clone() };
                self.signatures.insert(merged.sym.clone(), Arc::new(merged));
            } else if known.counts.is_none() && signature.counts.is_some() {
                let merged = Signature { counts: signature.counts, ..(**known).clone() };
                self.signatures.insert(merged.sym.clone(), Arc::new(merged));
            }
            return;
        }
        let message = if versions {
            format!("`{}` krijgt hier een andere vorm of een ander type", raw.sym.name)
        } else {
            format!("`{}` wordt twee keer bepaald", raw.sym.name)
        };
        let mut diagnostic = Diagnostic::error(code::TWO_MEANINGS, raw.place.clone(), message)
            .label(format!("hier: {}", describe(&signature)))
            .why("Eén woord voor twee begrippen maakt elke regel die het gebruikt dubbelzinnig.")
            .help("Geef een van beide een andere naam. Versies in de tijd houden dezelfde vorm en hetzelfde type.");
        if let Some(place) = &known.place {
            diagnostic = diagnostic.also(place.clone(), format!("eerder: {}", describe(known)));
        }
        out.push(diagnostic);
    }

    fn resolve(&self, raw: &Raw) -> Result<Signature, Box<Diagnostic>> {
        let ty = |t: &TypeRef| resolve_type(self, t).ok_or_else(|| Box::new(unknown_type(self, t, &raw.place.block)));
        let params = raw
            .params
            .iter()
            .map(|(prep, t, var)| Ok(ParamSig { prep: prep.clone(), ty: single(ty(t)?), var: var.clone() }))
            .collect::<Result<Vec<_>, Box<Diagnostic>>>()?;
        let kind = match &raw.kind {
            RawKind::Fact(info) => SymKind::Fact(info.clone()),
            RawKind::Concept => SymKind::Concept,
            RawKind::OpenNorm => SymKind::OpenNorm,
            RawKind::Amount => SymKind::Amount,
            RawKind::Table(columns) => SymKind::Table(
                columns.iter().map(|(n, t)| Ok((n.clone(), ty(t)?))).collect::<Result<Vec<_>, Box<Diagnostic>>>()?,
            ),
            RawKind::Right(subject) => SymKind::Right {
                subject: match params.get(1).map(|p| &p.ty) {
                    Some(Type::Entity(sort)) => Some(sort.clone()),
                    _ => subject.clone(),
                },
            },
            RawKind::Slot => SymKind::Slot,
        };
        let result = raw.result.as_ref().map(ty).transpose()?.unwrap_or(Type::Truth);
        Ok(Signature {
            sym: raw.sym.clone(),
            kind,
            form: raw.form,
            other: raw.other.clone(),
            params,
            result,
            symmetric: raw.symmetric,
            inverse: raw.inverse.clone(),
            counts: raw.counts,
            place: Some(raw.place.clone()),
        })
    }

    fn aliases(&mut self) {
        let mut all: FxHashMap<(Option<Code>, Arc<str>), Vec<Found>> = FxHashMap::default();
        let mut sorted: Vec<&Arc<Signature>> = self.signatures.values().collect();
        sorted.sort_by(|a, b| a.sym.cmp(&b.sym));
        for signature in sorted {
            let law = &signature.sym.law;
            let mut add = |name: &Arc<str>, role: Role| {
                all.entry((law.clone(), name.clone())).or_default().push(Found { signature: signature.clone(), role });
            };
            add(&signature.sym.name, Role::Itself);
            signature.other.iter().for_each(|o| add(o, Role::Other));
            if let Some((one, many)) = &signature.inverse {
                add(one, Role::Inverse);
                many.iter().for_each(|m| add(m, Role::Inverse));
            }
        }
        self.names = all.into_iter().map(|(k, v)| (k, v.into())).collect();
    }

    /// A word of a law may not also be a fact: `Pw.dakloos` and the fact `dakloos` would be told apart by nobody.
    fn legal_words_for_facts(&self, out: &mut Vec<Diagnostic>) {
        let mut both: Vec<(&Signature, &Signature)> = self
            .names
            .iter()
            .filter(|((law, _), _)| law.is_some())
            .filter_map(|((_, name), found)| {
                let fact = self.names.get(&(None, name.clone()))?.first()?;
                Some((&*found.first()?.signature, &*fact.signature))
            })
            .collect();
        both.sort_by(|a, b| a.0.sym.cmp(&b.0.sym));
        for (legal, fact) in both {
            let Some(place) = &legal.place else { continue };
            let mut diagnostic = Diagnostic::error(
                code::TWO_MEANINGS,
                place.clone(),
                format!(
                    "`{}` is al {}",
                    legal.sym.name,
                    if fact.place.is_some() { "een feit" } else { "een woord van de taal" }
                ),
            )
            .why("Feiten gaan over het leven, begrippen over één wet; hetzelfde woord voor beide verwart de lezer.")
            .help(
                "Geef het feit een alledaags woord (`getrouwd`) en houd de wettelijke term voor de wet (`echtgenoot`).",
            );
            if let Some(other) = &fact.place {
                diagnostic = diagnostic.also(other.clone(), "dit feit heeft hetzelfde woord");
            }
            out.push(diagnostic);
        }
    }

    /// Every signature, in order of name.
    #[must_use]
    pub fn signatures(&self) -> Vec<Arc<Signature>> {
        let mut all: Vec<_> = self.signatures.values().cloned().collect();
        all.sort_by(|a, b| a.sym.cmp(&b.sym));
        all
    }

    /// Every regulation, in order of code.
    #[must_use]
    pub fn regulations(&self) -> Vec<Arc<Regulation>> {
        let mut all: Vec<_> = self.regulations.values().cloned().collect();
        all.sort_by(|a, b| a.code.cmp(&b.code));
        all
    }

    /// Every enumeration, in order of name.
    #[must_use]
    pub fn kinds(&self) -> Vec<Arc<KindDecl>> {
        let mut all: Vec<_> = self.kinds.values().cloned().collect();
        all.sort_by(|a, b| a.name.cmp(&b.name));
        all
    }

    /// Every sort of entity, in order of name.
    #[must_use]
    pub fn entities(&self) -> Vec<Arc<EntityDecl>> {
        let mut all: Vec<_> =
            self.entities.iter().filter(|(k, (e, _))| **k == e.name).map(|(_, (e, _))| e.clone()).collect();
        all.sort_by(|a, b| a.name.cmp(&b.name));
        all
    }

    /// The plural of a sort of entities.
    #[must_use]
    pub fn plural(&self, sort: &str) -> Option<&str> {
        let (entity, _) = self.entities.get(sort)?;
        (&*entity.singular == sort).then_some(&*entity.name)
    }

    /// The interpretations.
    #[must_use]
    pub fn choices(&self) -> &[Choice] {
        &self.choices
    }
}

/// A set-typed parameter takes one member at a time.
fn single(ty: Type) -> Type {
    match ty {
        Type::Set(sort) => Type::Entity(sort),
        other => other,
    }
}

fn describe(s: &Signature) -> String {
    let what = s.kind.word();
    if s.result == Type::Truth {
        format!("{what} `{}`", s.form.written(&s.sym.name))
    } else {
        format!("{what} in {}", s.result)
    }
}

/// Reads a type as written.
pub fn resolve_type(scope: &(impl Scope + ?Sized), ty: &TypeRef) -> Option<Type> {
    let unit = |unit: Unit| Some(Type::Number(ty.per.iter().fold(unit, |u, b| u.per(*b))));
    match &*ty.word {
        "€" => return unit(Unit::EURO),
        "%" => return unit(Unit::PERCENT),
        "getal" | "aantal" => return unit(Unit::NUMBER),
        "uur" | "uren" => return unit(Unit::NUMBER.of(Base::Hour)),
        _ if !ty.per.is_empty() => return None,
        "datum" => return Some(Type::Date),
        "dagen" | "weken" => return Some(Type::Length(Clock::Days)),
        "maanden" | "jaren" => return Some(Type::Length(Clock::Months)),
        "periode" => return Some(Type::Period),
        "gemeente" => return Some(Type::Municipality),
        _ => {}
    }
    Some(match scope.sort(&ty.word)? {
        Sort::Entity(sort, true) => Type::Set(sort),
        Sort::Entity(sort, false) => Type::Entity(sort),
        Sort::Kind(kind) => Type::Kind(kind),
    })
}

/// The message for an unknown type.
pub fn unknown_type(scope: &(impl Scope + ?Sized), ty: &TypeRef, block: &Arc<str>) -> Diagnostic {
    const WORDS: [&str; 11] =
        ["getal", "aantal", "datum", "dagen", "weken", "maanden", "jaren", "gemeente", "adres", "persoon", "personen"];
    let names = scope.names(None);
    Diagnostic::error(code::UNKNOWN_TYPE, Place::new(block, ty.span), format!("`{}` is geen bekend type", ty.word))
        .why("Zonder type kan kanwel niet nagaan of bedragen, datums en personen door elkaar lopen.")
        .help("Kies `€` of `%` (met `per maand` en dergelijke), `getal`, `datum`, `dagen`, `maanden`, `jaren`, `gemeente`, `adres`, `persoon`, `personen`, een `soort` of een `entiteit`.")
        .suggest(&ty.word, WORDS.into_iter().chain(names.iter().map(|n| &**n)))
}

impl Scope for Index {
    fn find(&self, law: Option<&str>, name: &str) -> Arc<[Found]> {
        let key = (law.map(Arc::from), Arc::from(name));
        self.names.get(&key).cloned().unwrap_or_else(|| Arc::new([]))
    }

    fn member(&self, name: &str) -> Arc<[Arc<str>]> {
        self.members.get(name).cloned().unwrap_or_else(|| Arc::new([]))
    }

    fn sort(&self, name: &str) -> Option<Sort> {
        match name {
            PERSON => return Some(Sort::Entity(PERSON.into(), false)),
            "personen" => return Some(Sort::Entity(PERSON.into(), true)),
            ADDRESS => return Some(Sort::Entity(ADDRESS.into(), false)),
            "adressen" => return Some(Sort::Entity(ADDRESS.into(), true)),
            _ => {}
        }
        if let Some((entity, plural)) = self.entities.get(name) {
            return Some(Sort::Entity(entity.singular.clone(), *plural));
        }
        if let Some(kind) = self.kinds.get(name) {
            return Some(Sort::Kind(kind.name.clone()));
        }
        self.nouns.get(name).map(|plural| Sort::Entity(PERSON.into(), *plural))
    }

    fn regulation(&self, code: &str) -> Option<Arc<Regulation>> {
        self.regulations.get(code).cloned()
    }

    fn reaches(&self, target: &Target) -> bool {
        match target {
            Target::Regulation(code) => self.regulations.contains_key(code),
            Target::EveryOf(rank) => *rank >= Rank::Treaty,
            Target::Place { law, .. } => self
                .places
                .get(law)
                .is_some_and(|all| all.iter().any(|p| target.reaches(&Citation::law(&p.law, p.address.clone()), None))),
            Target::Case(_) => true,
        }
    }

    fn slots(&self, citation: &Citation) -> Arc<[SlotDecl]> {
        let Citation::Law { law, address } = citation else { return Arc::new([]) };
        self.slots.iter().filter(|s| s.sym.law.as_ref() == Some(law) && address.contains(&s.address)).cloned().collect()
    }

    fn names(&self, law: Option<&str>) -> Vec<Arc<str>> {
        let mut out: Vec<Arc<str>> =
            self.names.keys().filter(|(l, _)| l.is_none() || l.as_deref() == law).map(|(_, n)| n.clone()).collect();
        out.extend(self.members.keys().cloned());
        out.extend(self.entities.keys().cloned());
        out.extend(self.kinds.keys().cloned());
        out.sort();
        out.dedup();
        out
    }
}
