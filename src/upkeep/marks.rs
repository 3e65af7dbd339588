//! Review marks: who wrote and who read a provision, when, and a sum of what it said then.

use super::Refused;
use super::record::{date, table};
use crate::value::Date;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use toml::Value;

/// The part someone played.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Wrote the provision.
    Writer,
    /// Read it as the second.
    Reader,
}

impl Role {
    /// The word in the file and on the command line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Writer => "schrijver",
            Self::Reader => "lezer",
        }
    }

    /// The other part.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Writer => Self::Reader,
            Self::Reader => Self::Writer,
        }
    }
}

/// A mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// A role or initials.
    pub by: String,
    /// The day.
    pub on: Date,
    /// Sum of what was written then.
    pub hash: String,
}

impl Mark {
    /// Whether two marks are of one person, however it was typed.
    #[must_use]
    pub fn same_person(&self, by: &str) -> bool {
        folded(&self.by) == folded(by)
    }
}

fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Which version of which provision: its citation, and its first day.
pub type Version = (String, Option<Date>);

/// All marks, by version of a provision and part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// The marks.
    pub all: BTreeMap<Version, BTreeMap<Role, Mark>>,
}

const REMEDY: &str = "Herstel de regel; een merk zet u met `kanwel beoordeling --teken`.";

/// Reads a file of marks.
///
/// # Errors
/// A [`Refused`] when it is no such file.
pub fn read_marks(name: &str, text: &str) -> Result<Marks, Refused> {
    let mut out = Marks::default();
    let table = table(name, text, REMEDY)?;
    if let Some(other) = table.keys().find(|k| *k != "bepaling") {
        return Err(Refused::new(format!("{name}: `{other}` hoort hier niet."), REMEDY));
    }
    let Some(entries) = table.get("bepaling") else { return Ok(out) };
    let wrong = |n: usize, what: &str| Refused::new(format!("{name}: bij bepaling {} {what}.", n + 1), REMEDY);
    let entries = entries.as_array().ok_or_else(|| Refused::new(format!("{name}: schrijf `[[bepaling]]`."), REMEDY))?;
    for (n, entry) in entries.iter().enumerate() {
        let place = entry.get("plaats").and_then(Value::as_str).ok_or_else(|| wrong(n, "ontbreekt `plaats`"))?;
        let from = match entry.get("vanaf") {
            Some(v) => Some(date(v).ok_or_else(|| wrong(n, "is `vanaf` geen datum"))?),
            None => None,
        };
        let marks = out.all.entry((place.to_owned(), from)).or_default();
        for role in [Role::Writer, Role::Reader] {
            let Some(value) = entry.get(role.word()) else { continue };
            let mark = mark(value).ok_or_else(|| wrong(n, &format!("mist `{}` `door`, `op` of `som`", role.word())))?;
            if marks.insert(role, mark).is_some() {
                return Err(wrong(n, &format!("staat `{}` twee keer", role.word())));
            }
        }
    }
    Ok(out)
}

fn mark(value: &Value) -> Option<Mark> {
    let text = |key: &str| value.get(key)?.as_str().map(str::to_owned);
    Some(Mark { by: text("door")?, on: date(value.get("op")?)?, hash: text("som")? })
}

/// Writes a file of marks, always the same way.
#[must_use]
pub fn write_marks(marks: &Marks) -> String {
    let mut out = String::from(
        "# Wie elke bepaling schreef en wie haar als tweede las: een rol of initialen, geen namen.\n\
         # `som` hoort bij de tekst van toen. Verandert de bepaling, dan telt het merk niet meer.\n\
         # Geschreven door `kanwel beoordeling --teken`.\n",
    );
    for ((place, from), marks) in &marks.all {
        let _ = write!(out, "\n[[bepaling]]\nplaats = {}\n", Value::String(place.clone()));
        if let Some(from) = from {
            let _ = writeln!(out, "vanaf = {from}");
        }
        for (role, m) in marks {
            let (by, hash) = (Value::String(m.by.clone()), Value::String(m.hash.clone()));
            let _ = writeln!(out, "{} = {{ door = {by}, op = {}, som = {hash} }}", role.word(), m.on);
        }
    }
    out
}
