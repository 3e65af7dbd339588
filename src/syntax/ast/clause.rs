//! Clauses.

use super::{Binder, Bound, Citation, Expr, Head, Literal, Name, PayRule, QName, Text};
use crate::text::{Span, Spanned};

/// A clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// What it says.
    pub kind: ClauseKind,
    /// Where it stands.
    pub span: Span,
}

/// How a right or exception comes into effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Manner {
    /// `ambtshalve`
    OfOwnMotion,
    /// `op aanvraag`
    OnApplication,
    /// `op verzoek`
    OnRequest,
    /// `op gezamenlijk verzoek`
    OnJointRequest,
    /// `ambtshalve of op aanvraag`
    OwnMotionOrApplication,
    /// `ambtshalve of op verzoek`
    OwnMotionOrRequest,
}

impl Manner {
    /// As written in the language and shown to readers.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::OfOwnMotion => "ambtshalve",
            Self::OnApplication => "op aanvraag",
            Self::OnRequest => "op verzoek",
            Self::OnJointRequest => "op gezamenlijk verzoek",
            Self::OwnMotionOrApplication => "ambtshalve of op aanvraag",
            Self::OwnMotionOrRequest => "ambtshalve of op verzoek",
        }
    }
}

/// What a concurrence leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// `moet toch verlenen`
    MustProvide,
    /// `hoeft niet te verlenen`
    NeedNotProvide,
    /// `kan weigeren`
    MayRefuse,
    /// `moet weigeren`
    MustRefuse,
    /// `sanctioneert niet dubbel`
    NoDoubleSanction,
}

/// How a fact runs through time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Flow {
    /// `stand`: a state at a moment.
    #[default]
    State,
    /// `stroom`: an amount per base of time.
    Stream,
    /// `gebeurtenis`: something that happens on a day.
    Event,
}

/// What holds while a delegated slot is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhileEmpty {
    /// `geen recht op X`
    NoRight(QName),
    /// `geldt waarde`
    Value(Box<Expr>),
    /// `onbekend`
    Unknown,
    /// `geen bevoegdheid "…"`
    NoPower(Text),
}

/// The clauses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClauseKind {
    /// `op verzoek van P met "…"`
    Manner {
        /// How.
        manner: Manner,
        /// By whom.
        by: Option<Name>,
        /// With which proof.
        proof: Option<Text>,
    },
    /// `ten hoogste eenmaal per …`
    Once(Name),
    /// `gezamenlijk met …`
    Jointly(Expr),
    /// `bevoegd elk college` / `bevoegd college van …`
    Competent(Name, Option<Expr>),
    /// `in afwijking van …`
    Derogates(Vec<Citation>),
    /// `onverminderd …`
    WithoutPrejudice(Vec<Citation>),
    /// `behoudens …`
    SubjectTo(Vec<Citation>),
    /// `met inachtneming van …`
    Observing(Vec<Citation>),
    /// `met overeenkomstige toepassing van … lees X voor Y`
    Applying(Vec<Citation>, Option<(QName, QName)>),
    /// `voor zover …`
    ToTheExtent(Expr),
    /// `niet voor begrip …`
    NotForConcepts(Vec<QName>),
    /// `niet voor persoon P als …`
    NotForPersons(Binder, Expr),
    /// `niet voor artikel …`
    NotForPlaces(Vec<Citation>),
    /// `waarbij V = …`
    Where(Name, Expr),
    /// `als …`
    If(Expr),
    /// `tenzij …`
    Unless(Expr),
    /// `is …`
    Is(Expr),
    /// `hoogte …`
    Amount(Expr),
    /// `vorm …`
    Form(Name),
    /// `prestatie "…"`
    Performance(Text),
    /// `ingang …`
    Starts(Expr),
    /// `einde …`
    Ends(Expr),
    /// `uitbetaling … volgens artikel …`
    PaidOut(Spanned<PayRule>, Option<Citation>),
    /// `bewijs "…"`
    Proof(Text),
    /// `toetsing …`
    Review(Name),
    /// `gevolg college …`
    Effect(Name, Effect),
    /// `onweerlegbaar` / `weerlegbaar`
    Rebuttable(bool),
    /// `wederkerig`
    Symmetric,
    /// `omgekeerd kind (meervoud kinderen)`
    Inverse(Name, Option<Name>),
    /// `vraag "…"`
    Question(Text),
    /// `waarom "…"`
    Why(Text),
    /// `beoordeling door … met/zonder beoordelingsruimte`
    JudgedBy(Name, Option<bool>),
    /// `gezichtspunt "…" als …`
    Factor(Text, Option<Expr>),
    /// `wijzigbaar door …` / `niet wijzigbaar`
    Changeable(Option<Name>),
    /// `verloop …`
    Flow(Flow),
    /// `grens …`
    Bounds(Vec<(Bound, Expr)>),
    /// `standaard … omdat "…"`
    Default(Expr, Text),
    /// `onderdeel van …`
    PartOf(Name),
    /// `telt als …`
    CountsAs(Name),
    /// `te regelen met …`
    ArrangedBy(Vec<QName>),
    /// `voor persoon P met persoon Q`
    For(Vec<Binder>),
    /// `moet regelen …` / `kan regelen …`
    Regulate(bool, Head),
    /// `maar ten hoogste …`
    But(Bound, Expr),
    /// `zolang leeg …`
    WhileEmpty(WhileEmpty),
    /// `begint …`
    Begins(Expr),
    /// `duur …`
    Lasts(Option<Bound>, Spanned<Literal>),
    /// `daarna …`
    AfterwardsText(Text),
    /// `daarna persoon P mag …`
    AfterwardsMay(Binder, Name),
    /// `algemene termijnenwet niet van toepassing`
    NoTermsAct,
}
