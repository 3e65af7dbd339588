//! `telt als`: the part a fact, concept, right or duty plays in analyses across laws.

use super::signature::{Signature, SymKind};
use crate::value::{Base, PERSON, Type, Unit};

/// The parts there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CountsAs {
    /// Money that feeds the household: a fact or concept in € per month or year, or a right that is livelihood.
    Income,
    /// Money that came in at once and that the yearly income contains: a fact in € per year.
    OneOff,
    /// Savings in €, a fact.
    Assets,
    /// € per month or year that is taken from income: a fact, a concept or a duty to pay.
    Deduction,
    /// A fixed cost in € per month, a fact.
    Expense,
    /// The floor in € per month that must remain: a concept.
    Protected,
    /// Who counts as partner in a law: a truth about two persons.
    Partner,
    /// A stated need: a truth, as a fact.
    Need,
    /// The day of an event that help should prevent: a fact.
    Threat,
    /// A roof over one's head: a right, or a truth as a fact.
    Shelter,
    /// A duty that claims the working week, so that nobody can meet two of them.
    FullWeek,
}

impl CountsAs {
    /// Every part.
    pub const ALL: [Self; 11] = [
        Self::Income,
        Self::OneOff,
        Self::Assets,
        Self::Deduction,
        Self::Expense,
        Self::Protected,
        Self::Partner,
        Self::Need,
        Self::Threat,
        Self::Shelter,
        Self::FullWeek,
    ];

    /// As written in rule files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Income => "inkomen",
            Self::OneOff => "eenmalig_inkomen",
            Self::Assets => "vermogen",
            Self::Deduction => "inhouding",
            Self::Expense => "vaste_last",
            Self::Protected => "beschermd_bedrag",
            Self::Partner => "partner",
            Self::Need => "behoefte",
            Self::Threat => "te_voorkomen",
            Self::Shelter => "onderdak",
            Self::FullWeek => "volle_week",
        }
    }

    /// Reads a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.word() == word)
    }

    /// On what it may stand, in Dutch, for messages.
    #[must_use]
    pub const fn stands_on(self) -> &'static str {
        match self {
            Self::Income => "een recht, of een feit of begrip in € per maand of per jaar",
            Self::OneOff => "een feit over een persoon in € per jaar",
            Self::Assets => "een feit in €, zonder `per`",
            Self::Deduction => "een plicht met `hoogte`, of een feit of begrip in € per maand of per jaar",
            Self::Expense => "een feit in € per maand",
            Self::Protected => "een begrip in € per maand",
            Self::Partner => "een begrip over twee personen dat waar of onwaar is",
            Self::Need => "een feit over een persoon dat waar of onwaar is",
            Self::Threat => "een feit dat een datum geeft",
            Self::Shelter => "een recht, of een feit dat waar of onwaar is",
            Self::FullWeek => "een plicht",
        }
    }

    /// Whether a declared name can play this part.
    #[must_use]
    pub fn fits(self, s: &Signature) -> bool {
        let per_time = s.result.unit().and_then(Unit::base).is_some();
        let right = matches!(s.kind, SymKind::Right { .. });
        let fact = matches!(s.kind, SymKind::Fact(_));
        let money = s.result.unit().is_some_and(|u| u.is_money());
        let truth = s.result == Type::Truth && !right;
        let people = || s.params.iter().filter(|p| matches!(&p.ty, Type::Entity(sort) if &**sort == PERSON)).count();
        match self {
            Self::Income => right || money && per_time,
            Self::OneOff => {
                fact && money && s.result.unit().and_then(Unit::base) == Some(Base::Year) && s.params.len() == 1
            }
            Self::Assets => fact && money && !per_time,
            Self::Deduction => !right && money && per_time,
            Self::Expense => fact && money && s.result.unit().and_then(Unit::base) == Some(Base::Month),
            Self::Protected => !right && !fact && money && per_time,
            Self::Partner => !fact && truth && people() == 2,
            Self::Need => fact && truth,
            Self::Threat => fact && s.result == Type::Date,
            Self::Shelter => right || fact && truth,
            Self::FullWeek => false,
        }
    }
}
