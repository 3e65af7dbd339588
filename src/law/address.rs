//! Addresses inside a regulation: article, paragraph, item, sentence, definition.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

/// The main division a provision stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// `artikel`
    Article,
    /// `bijlage`
    Annex,
}

impl Unit {
    /// The word of the rule language.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Article => "artikel",
            Self::Annex => "bijlage",
        }
    }
}

/// The mark of a list point: `a.` or `1°`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mark {
    /// `a` to `z`, then `aa`, `ab` …
    Letter(Arc<str>),
    /// `1°`, `2°` …
    Degree(u16),
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Letter(l) => f.write_str(l),
            Self::Degree(n) => write!(f, "{n}°"),
        }
    }
}

impl Mark {
    /// A number that rises along a list.
    #[must_use]
    pub fn order(&self) -> (usize, &str) {
        match self {
            Self::Letter(l) => (l.len(), l),
            Self::Degree(n) => (usize::from(*n), ""),
        }
    }
}

/// One step below an article.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// `lid 2`
    Paragraph(Arc<str>),
    /// `onder c`
    Item(Mark),
    /// `tweede zin`
    Sentence(u8),
    /// `begripsomschrijving maatwerkvoorziening`
    Definition(Arc<str>),
}

/// Ordinals for sentences, in order.
pub const ORDINALS: [&str; 6] = ["eerste", "tweede", "derde", "vierde", "vijfde", "zesde"];

/// A place inside one regulation. `aanhef` is kept for display and does not count in comparisons of containment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Address {
    /// Article or annex.
    pub unit: Unit,
    /// Number, such as `2.3.5` or `4:84`.
    pub number: Arc<str>,
    /// Whether the citation names the opening words.
    pub opening: bool,
    /// Steps below.
    pub parts: Vec<Part>,
}

impl Address {
    /// Whether `other` is this place or lies below it.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        self.unit == other.unit && self.number == other.number && other.parts.starts_with(&self.parts)
    }

    /// This address with list marks appended.
    #[must_use]
    pub fn below(&self, marks: &[Mark]) -> Self {
        let mut address = self.clone();
        address.parts.extend(marks.iter().cloned().map(Part::Item));
        address
    }

    /// Compares article numbers the way a table of contents does: 2 < 2.3 < 10 < 10a < 11.
    #[must_use]
    pub fn compare_numbers(a: &str, b: &str) -> Ordering {
        chunks(a).cmp(&chunks(b))
    }
}

/// Splits `13b` into (13, "b") and `2.3.5` into its numbers.
fn chunks(number: &str) -> Vec<(u32, String)> {
    number
        .split([':', '.'])
        .map(|part| {
            let digits = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len());
            let (n, rest) = part.split_at(digits);
            (n.parse().unwrap_or(0), rest.to_owned())
        })
        .collect()
}

impl PartialOrd for Address {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Address {
    fn cmp(&self, other: &Self) -> Ordering {
        self.unit
            .cmp(&other.unit)
            .then_with(|| Self::compare_numbers(&self.number, &other.number))
            .then_with(|| self.number.cmp(&other.number))
            .then_with(|| compare_parts(&self.parts, &other.parts))
            .then_with(|| self.opening.cmp(&other.opening))
    }
}

fn compare_parts(a: &[Part], b: &[Part]) -> Ordering {
    let key = |p: &Part| match p {
        Part::Paragraph(n) => (0_u8, chunks(n)),
        Part::Item(Mark::Letter(l)) => (1, vec![(u32::try_from(l.len()).unwrap_or(0), l.to_string())]),
        Part::Item(Mark::Degree(n)) => (2, vec![(u32::from(*n), String::new())]),
        Part::Sentence(n) => (3, vec![(u32::from(*n), String::new())]),
        Part::Definition(n) => (4, vec![(0, n.to_string())]),
    };
    a.iter().map(key).cmp(b.iter().map(key))
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.unit.word(), self.number)?;
        let mut opening = self.opening;
        let mut in_item = false;
        for part in &self.parts {
            match part {
                Part::Paragraph(n) => write!(f, " lid {n}")?,
                Part::Item(mark) => {
                    if std::mem::take(&mut opening) {
                        f.write_str(" aanhef en")?;
                    }
                    write!(f, "{} {mark}", if in_item { "" } else { " onder" })?;
                    in_item = true;
                }
                Part::Sentence(n) => {
                    write!(f, " {} zin", ORDINALS.get(usize::from(n.saturating_sub(1))).copied().unwrap_or("laatste"))?;
                }
                Part::Definition(name) => write!(f, " begripsomschrijving {name}")?,
            }
        }
        if opening { f.write_str(" aanhef") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(number: &str, parts: Vec<Part>) -> Address {
        Address { unit: Unit::Article, number: number.into(), opening: false, parts }
    }

    #[test]
    fn articles_sort_like_a_table_of_contents() {
        let mut numbers = ["22a", "4:84", "10", "2.3.5", "22", "2", "4:9"];
        numbers.sort_by(|a, b| Address::compare_numbers(a, b));
        assert_eq!(numbers, ["2", "2.3.5", "4:9", "4:84", "10", "22", "22a"]);
    }

    #[test]
    fn containment_is_by_prefix() {
        let lid = address("3", vec![Part::Paragraph("2".into())]);
        let item = lid.below(&[Mark::Letter("e".into()), Mark::Degree(2)]);
        assert!(lid.contains(&item) && !item.contains(&lid));
        assert!(!lid.contains(&address("3", vec![Part::Paragraph("20".into())])));
        assert_eq!(item.to_string(), "artikel 3 lid 2 onder e 2°");
    }
}
