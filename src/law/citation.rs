//! Citations: what a rule, a case or a person points at.

use super::{Address, Code, Part, Rank};
use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

/// A citation of one place in one regulation, or of a ruling.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Citation {
    /// A place in a regulation.
    Law {
        /// Code of the regulation.
        law: Code,
        /// Place inside it.
        address: Address,
    },
    /// A ruling, by ECLI.
    Case(Arc<str>),
    /// A derived norm: follows from several provisions, carried by no single article.
    Derived {
        /// Code of the regulation whose file states it.
        law: Code,
        /// Name.
        name: Arc<str>,
    },
}

impl Citation {
    /// A place in a regulation.
    #[must_use]
    pub fn law(law: &Code, address: Address) -> Self {
        Self::Law { law: Arc::clone(law), address }
    }

    /// The code of the regulation, unless this is a ruling.
    #[must_use]
    pub const fn code(&self) -> Option<&Code> {
        match self {
            Self::Law { law, .. } | Self::Derived { law, .. } => Some(law),
            Self::Case(_) => None,
        }
    }
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Law { law, address } => write!(f, "{law} {address}"),
            Self::Case(ecli) => f.write_str(ecli),
            Self::Derived { law, name } => write!(f, "{law} afgeleide norm {name}"),
        }
    }
}

/// What a connective, an exception or a hardship clause reaches.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// A whole regulation.
    Regulation(Code),
    /// Every regulation of a rank.
    EveryOf(Rank),
    /// A place and everything below it; with `upto`, a range of neighbours ending in that number or mark.
    Place {
        /// Code of the regulation.
        law: Code,
        /// First place.
        address: Address,
        /// Last number or mark of the range.
        upto: Option<Arc<str>>,
    },
    /// A ruling.
    Case(Arc<str>),
}

impl Target {
    /// Whether a citation in a regulation of the given rank falls under this target.
    #[must_use]
    pub fn reaches(&self, citation: &Citation, rank: Option<Rank>) -> bool {
        match (self, citation) {
            (Self::Regulation(code), c) => c.code() == Some(code),
            (Self::EveryOf(wanted), Citation::Law { .. } | Citation::Derived { .. }) => rank == Some(*wanted),
            (Self::Place { law, address, upto }, Citation::Law { law: other, address: place }) => {
                law == other && within(address, upto.as_deref(), place)
            }
            (Self::Case(ecli), Citation::Case(other)) => ecli == other,
            _ => false,
        }
    }
}

fn within(first: &Address, upto: Option<&str>, place: &Address) -> bool {
    let Some(last) = upto else {
        return first.contains(place);
    };
    let between = |low: &str, n: &str| {
        Address::compare_numbers(low, n) != Ordering::Greater && Address::compare_numbers(n, last) != Ordering::Greater
    };
    let Some((end, head)) = first.parts.split_last() else {
        return first.unit == place.unit && between(&first.number, &place.number);
    };
    let same_head = first.unit == place.unit && first.number == place.number && place.parts.starts_with(head);
    same_head
        && place.parts.get(head.len()).is_some_and(|part| match (end, part) {
            (Part::Paragraph(low), Part::Paragraph(n)) => between(low, n),
            (Part::Item(low), Part::Item(n)) => {
                low.order() <= n.order()
                    && n.order() <= (last.trim_end_matches('°').parse().unwrap_or(last.len()), last_letters(last))
            }
            _ => false,
        })
}

/// The letters of an item mark; empty for `3°`.
fn last_letters(last: &str) -> &str {
    if last.starts_with(|c: char| c.is_ascii_digit()) { "" } else { last }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Regulation(code) => f.write_str(code),
            Self::EveryOf(rank) => write!(f, "elke {}", rank.word()),
            Self::Place { law, address, upto: None } => write!(f, "{law} {address}"),
            Self::Place { law, address, upto: Some(last) } => write!(f, "{law} {address} tot en met {last}"),
            Self::Case(ecli) => f.write_str(ecli),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::{Mark, Unit};

    fn place(number: &str, parts: Vec<Part>) -> Citation {
        Citation::law(&"Pw".into(), Address { unit: Unit::Article, number: number.into(), opening: false, parts })
    }

    fn range(number: &str, parts: Vec<Part>, upto: &str) -> Target {
        let Citation::Law { law, address } = place(number, parts) else { unreachable!() };
        Target::Place { law, address, upto: Some(upto.into()) }
    }

    #[test]
    fn ranges_of_articles_include_lettered_neighbours() {
        let target = range("11", vec![], "15");
        let hit = |n: &str| target.reaches(&place(n, vec![Part::Paragraph("2".into())]), None);
        assert!(hit("11") && hit("13") && hit("13a") && hit("15"));
        assert!(!hit("10") && !hit("16") && !hit("15a") && !hit("19"));
    }

    #[test]
    fn ranges_of_items_follow_the_alphabet() {
        let a = |l: &str| Part::Item(Mark::Letter(l.into()));
        let target = range("1.2", vec![Part::Paragraph("1".into()), a("a")], "c");
        let hit = |l: &str| target.reaches(&place("1.2", vec![Part::Paragraph("1".into()), a(l)]), None);
        assert!(hit("a") && hit("b") && hit("c"));
        assert!(!hit("d") && !hit("aa"));
    }

    #[test]
    fn a_policy_rule_is_reached_by_rank() {
        let target = Target::EveryOf(Rank::PolicyRule);
        assert!(target.reaches(&place("8.3", vec![]), Some(Rank::PolicyRule)));
        assert!(!target.reaches(&place("8.3", vec![]), Some(Rank::Act)));
    }
}
