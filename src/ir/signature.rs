//! What a block declares: names with their form and type.

use super::counts::CountsAs;
use crate::law::{Address, Code, Rank, Regulation, Validity};
use crate::syntax::ast::{Flow, TypeRef};
use crate::text::{Place, Span};
use crate::value::{Date, Type};
use std::fmt;
use std::sync::Arc;

/// A symbol by law and name. Facts belong to no law: they are about life.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Sym {
    /// Law; `None` for facts and functions of the language.
    pub law: Option<Code>,
    /// Name.
    pub name: Arc<str>,
}

impl fmt::Display for Sym {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.law {
            Some(law) => write!(f, "{law}.{}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

/// The form in which a symbol is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// `P is x`
    Is,
    /// `P heeft x`
    Has,
    /// `P doet_x`
    Verb,
    /// `x van P`
    Value,
    /// `recht op x`, `ontvangt x`
    Right,
    /// `kolom uit x`
    Table,
}

impl Form {
    /// How the form is written, with the name filled in.
    #[must_use]
    pub fn written(self, name: &str) -> String {
        match self {
            Self::Is => format!("P is {name}"),
            Self::Has => format!("P heeft {name}"),
            Self::Verb => format!("P {name}"),
            Self::Value => format!("{name} van …"),
            Self::Right => format!("recht op {name}"),
            Self::Table => format!("… uit {name}"),
        }
    }
}

/// What kind of thing a symbol is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SymKind {
    /// A fact about life.
    Fact(Box<FactInfo>),
    /// A concept of a law.
    Concept,
    /// A criterion only a person can fill.
    OpenNorm,
    /// A dated series of amounts.
    Amount,
    /// A table; columns by name and type.
    Table(Vec<(Arc<str>, Type)>),
    /// A right.
    Right {
        /// Sort of the thing it is for.
        subject: Option<Arc<str>>,
    },
    /// A slot that a lower rule fills.
    Slot,
}

impl SymKind {
    /// What it is called.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Fact(_) => "feit",
            Self::Concept => "begrip",
            Self::OpenNorm => "open norm",
            Self::Amount => "bedrag",
            Self::Table(_) => "tabel",
            Self::Right { .. } => "recht",
            Self::Slot => "te regelen begrip",
        }
    }
}

/// What is known of a fact besides its type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FactInfo {
    /// Question in plain Dutch; `{P}` stands for the role.
    pub question: Option<Arc<str>>,
    /// Why it is asked.
    pub why: Option<Arc<str>>,
    /// Who can change it; `None` when nobody can or nothing is said.
    pub changeable: Option<Arc<str>>,
    /// How it runs through time.
    pub flow: Flow,
    /// Assumed value, with the reason.
    pub default: Option<(crate::value::Value, Arc<str>)>,
    /// Lowest and highest sensible value.
    pub bounds: (Option<crate::value::Value>, Option<crate::value::Value>),
    /// Group that a case can call complete.
    pub group: Option<Arc<str>>,
    /// Accepted proof.
    pub proof: Option<Arc<str>>,
    /// Rights that bring it about when they are granted.
    pub arranged: Vec<Sym>,
}

/// A parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParamSig {
    /// Preposition; `None` for the subject of a predicate.
    pub prep: Option<Arc<str>>,
    /// Type.
    pub ty: Type,
    /// Variable, for messages and questions.
    pub var: Arc<str>,
}

/// A declared name with its resolved types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The symbol.
    pub sym: Sym,
    /// What it is.
    pub kind: SymKind,
    /// How it is used.
    pub form: Form,
    /// Plural of a relation or singular of a set.
    pub other: Option<Arc<str>>,
    /// Parameters; for predicates the subject first.
    pub params: Vec<ParamSig>,
    /// Result.
    pub result: Type,
    /// Whether the order of the two persons does not matter.
    pub symmetric: bool,
    /// The relation seen from the other side: singular and plural.
    pub inverse: Option<(Arc<str>, Option<Arc<str>>)>,
    /// The part it plays in analyses across laws.
    pub counts: Option<CountsAs>,
    /// Where it is declared; `None` for functions of the language.
    pub place: Option<Place>,
}

impl Signature {
    /// Whether this is a relation between two entities that can be read as a set.
    #[must_use]
    pub fn is_relation(&self) -> bool {
        self.form == Form::Is
            && self.params.len() >= 2
            && matches!(self.params.first(), Some(p) if matches!(p.ty, Type::Entity(_)))
    }
}

/// A declaration before its types are resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raw {
    /// The symbol.
    pub sym: Sym,
    /// What it is.
    pub kind: RawKind,
    /// How it is used.
    pub form: Form,
    /// Plural or singular.
    pub other: Option<Arc<str>>,
    /// Parameters with unresolved types.
    pub params: Vec<(Option<Arc<str>>, TypeRef, Arc<str>)>,
    /// Result; `None` for truths and rights.
    pub result: Option<TypeRef>,
    /// `wederkerig`
    pub symmetric: bool,
    /// `omgekeerd`
    pub inverse: Option<(Arc<str>, Option<Arc<str>>)>,
    /// `telt als`
    pub counts: Option<CountsAs>,
    /// Validity, for provisions.
    pub validity: Option<Validity>,
    /// Whether this declares the symbol for all time (`begrip`) or only within a validity.
    pub place: Place,
}

/// The kind of a declaration before types are resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RawKind {
    /// A fact; its clauses are lowered with the block.
    Fact(Box<FactInfo>),
    /// `begrip`
    Concept,
    /// `open norm`
    OpenNorm,
    /// `bedrag`
    Amount,
    /// `tabel`
    Table(Vec<(Arc<str>, TypeRef)>),
    /// `recht op`
    Right(Option<Arc<str>>),
    /// `moet regelen`
    Slot,
}

/// An enumeration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindDecl {
    /// Name.
    pub name: Arc<str>,
    /// Members with their explanation.
    pub members: Vec<(Arc<str>, Option<Arc<str>>)>,
    /// Where.
    pub place: Place,
}

/// A sort of entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityDecl {
    /// Plural.
    pub name: Arc<str>,
    /// Singular, which is the name of the sort.
    pub singular: Arc<str>,
    /// What it is.
    pub text: Arc<str>,
    /// Where.
    pub place: Place,
}

/// A place in a law that the rules encode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceDecl {
    /// Law.
    pub law: Code,
    /// Address.
    pub address: Address,
    /// Validity, if stated.
    pub validity: Option<Validity>,
    /// Where.
    pub place: Place,
}

/// Everything a block declares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declared {
    /// Names.
    pub names: Vec<Raw>,
    /// Enumerations.
    pub kinds: Vec<KindDecl>,
    /// Sorts of entities.
    pub entities: Vec<EntityDecl>,
    /// Places.
    pub places: Vec<PlaceDecl>,
    /// The regulation, if the block is its head.
    pub regulation: Option<(Regulation, Place)>,
    /// Rank of the filler, organ and place of slots declared here, by name.
    pub slots: Vec<SlotDecl>,
    /// Interpretations.
    pub choices: Vec<Choice>,
}

/// A modelling choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Name.
    pub name: Arc<str>,
    /// Readings.
    pub readings: Vec<Arc<str>>,
    /// The chosen one.
    pub chosen: Arc<str>,
}

/// A delegated slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotDecl {
    /// Symbol.
    pub sym: Sym,
    /// Address of the delegating provision.
    pub address: Address,
    /// Rank the filler must have.
    pub rank: Option<Rank>,
    /// Organ that must have made the filler.
    pub organ: Arc<str>,
    /// Where.
    pub place: Place,
}

/// The block a declaration or rule comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    /// Identity of the block.
    pub block: Arc<str>,
    /// Law of the file.
    pub law: Code,
    /// Start of an amendment, if the block is part of a bill.
    pub amendment: Option<Arc<Bill>>,
}

/// A bill that amends the law in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bill {
    /// Code.
    pub code: Code,
    /// Title.
    pub title: Arc<str>,
    /// First day in force.
    pub from: Date,
}

impl Context {
    /// A place in the block.
    #[must_use]
    pub fn at(&self, span: Span) -> Place {
        Place::new(&self.block, span)
    }
}
