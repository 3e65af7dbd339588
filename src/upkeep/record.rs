//! What was recorded of an official text: a hash per article and paragraph, in a file beside the rules.

use super::Refused;
use super::blocks::line_of;
use super::official::{Official, Standing, UnitKey};
use crate::value::Date;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use toml::{Table, Value};

/// A recorded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Identifier of the regulation (`BWBR…`).
    pub id: String,
    /// The day of the text.
    pub on: Date,
    /// Hashes by article and paragraph.
    pub units: BTreeMap<UnitKey, String>,
}

impl From<&Official> for Record {
    fn from(text: &Official) -> Self {
        let held = text.units.iter().filter(|(_, u)| u.standing == Standing::InForce);
        Self { id: text.id.clone(), on: text.on, units: held.map(|(k, u)| (k.clone(), u.hash.clone())).collect() }
    }
}

const REMEDY: &str =
    "Herstel de regel, of leg de tekst opnieuw vast met `kanwel bron --toestand BESTAND --vastleggen`.";

/// Reads a record.
///
/// # Errors
/// A [`Refused`] when it is no record.
pub fn read_record(name: &str, text: &str) -> Result<Record, Refused> {
    let table = table(name, text, REMEDY)?;
    let wrong = |what: &str| Refused::new(format!("{name}: {what}."), REMEDY);
    let id = table.get("regeling").and_then(Value::as_str).ok_or_else(|| wrong("`regeling` ontbreekt"))?;
    let on = table.get("toestand").and_then(date).ok_or_else(|| wrong("`toestand` is geen datum"))?;
    let all = table.get("tekst").and_then(Value::as_table).ok_or_else(|| wrong("`[tekst]` ontbreekt"))?;
    let mut units = BTreeMap::new();
    for (key, hash) in all {
        let (Some(key), Some(hash)) = (UnitKey::parse(key), hash.as_str()) else {
            return Err(wrong(&format!("`{key}` is geen artikel of lid met een som")));
        };
        units.insert(key, hash.to_owned());
    }
    Ok(Record { id: id.to_owned(), on, units })
}

/// A TOML file as a table, with the line of what is wrong.
pub(super) fn table(name: &str, text: &str, help: &str) -> Result<Table, Refused> {
    text.parse::<Table>().map_err(|e| {
        let line = e.span().map_or(1, |s| line_of(text, s.start));
        Refused::new(format!("{name} is niet te lezen: regel {line} is geen goede TOML."), help)
    })
}

/// A date, written bare or as a text.
pub(super) fn date(value: &Value) -> Option<Date> {
    match value {
        Value::Datetime(d) => Date::parse(&d.to_string()),
        Value::String(s) => Date::parse(s),
        _ => None,
    }
}

/// Writes a record, always the same way.
#[must_use]
pub fn write_record(record: &Record) -> String {
    let mut out = String::from(
        "# Sommen van de officiële tekst, per artikel en lid; de tekst zelf staat hier niet.\n\
         # Geschreven door `kanwel bron --vastleggen`; wijzig dit niet met de hand.\n\n",
    );
    let _ = write!(out, "regeling = \"{}\"\ntoestand = {}\n\n[tekst]\n", record.id, record.on);
    for (key, hash) in &record.units {
        let _ = writeln!(out, "{} = \"{hash}\"", Value::String(key.to_string()));
    }
    out
}
