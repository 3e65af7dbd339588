//! Arguments of the commands for authors of rules.

use super::super::args::{Shape, date};
use crate::upkeep::Role;
use crate::value::{Date, Length};
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// The commands for who keeps up rules.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Command {
    /// Laat zien welke bedragen en tabellen verlopen of onbekend zijn
    #[command(alias = "amounts")]
    Bedragen(Amounts),
    /// Laat zien welke bepalingen door twee mensen zijn beoordeeld, of zet een merk
    #[command(alias = "reviews")]
    Beoordeling(Reviews),
    /// Legt de officiële wettekst naast wat ervan is gelezen
    #[command(alias = "source")]
    Bron(Source),
    /// Zet een nieuwe bepaling klaar om in te vullen
    #[command(alias = "new")]
    Nieuw(New),
    /// Noemt de gekozen lezingen, en welke uitkomsten onder een andere lezing omslaan
    #[command(alias = "choices")]
    Keuzes(Choices),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Amounts {
    /// Hoe ver vooruit, zoals `60d`, `8w`, `6m` of `1j`; gewoon `60d`
    #[arg(long, value_name = "TIJD", default_value = "60d", value_parser = length)]
    pub verloopt: Length,
    /// De dag vanaf welke wordt gekeken; anders de jongste leesdatum in de regels
    #[arg(long, value_name = "JJJJ-MM-DD", value_parser = date)]
    pub op: Option<Date>,
    /// Ook wat onbekend is in een periode die voorbij is
    #[arg(long)]
    pub alles: bool,
    /// Vorm van de uitvoer: `tekst` (gewoon), `json` of `md`
    #[arg(long, value_enum, default_value_t, value_name = "VORM")]
    pub formaat: Shape,
}

/// The part someone played, as on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum As {
    /// Schreef de bepaling
    Schrijver,
    /// Las haar als tweede
    Lezer,
}

impl From<As> for Role {
    fn from(part: As) -> Self {
        match part {
            As::Schrijver => Self::Writer,
            As::Lezer => Self::Reader,
        }
    }
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Reviews {
    /// Regelbestand of map; zonder pad alle regels
    #[arg(value_name = "PAD")]
    pub path: Option<PathBuf>,
    /// Zet een merk bij deze bepaling, zoals "Pw artikel 35 lid 1"
    #[arg(long, value_name = "BEPALING", requires_all = ["door", "als", "op"])]
    pub teken: Option<String>,
    /// Wie tekent: een rol of initialen, geen naam
    #[arg(long, value_name = "WIE", requires = "teken")]
    pub door: Option<String>,
    /// Als `schrijver` of als `lezer`
    #[arg(long, value_enum, value_name = "ROL", requires = "teken")]
    pub als: Option<As>,
    /// De dag van het merk
    #[arg(long, value_name = "JJJJ-MM-DD", value_parser = date, requires = "teken")]
    pub op: Option<Date>,
    /// Welke versie, als er meer zijn: de eerste dag waarop zij geldt
    #[arg(long, value_name = "JJJJ-MM-DD", value_parser = date, requires = "teken")]
    pub vanaf: Option<Date>,
    /// Noem elke bepaling, ook wat nooit is beoordeeld
    #[arg(long)]
    pub alles: bool,
    /// Eindcode 1 zolang een bepaling niet door twee is beoordeeld
    #[arg(long)]
    pub streng: bool,
    /// Vorm van de uitvoer: `tekst` (gewoon), `json` of `md`
    #[arg(long, value_enum, default_value_t, value_name = "VORM")]
    pub formaat: Shape,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Source {
    /// De officiële tekst als XML (een `toestand` van het Basiswettenbestand)
    #[arg(long, value_name = "BESTAND", required = true)]
    pub toestand: PathBuf,
    /// Bewaar van deze tekst een som per artikel en lid
    #[arg(long)]
    pub vastleggen: bool,
    /// Toetsen of map met toetsen; anders `tests/suite` als die er is
    #[arg(long, value_name = "PAD")]
    pub toetsen: Option<PathBuf>,
    /// Ook wat niet is gecodeerd
    #[arg(long)]
    pub alles: bool,
    /// Vorm van de uitvoer: `tekst` (gewoon), `json` of `md`
    #[arg(long, value_enum, default_value_t, value_name = "VORM")]
    pub formaat: Shape,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct New {
    /// Wat en waar, zoals `artikel Pw 36` of `artikel Pw 36 lid 4`
    #[arg(value_name = "PLAATS", required = true, num_args = 1..)]
    pub what: Vec<String>,
    /// De dag van de tekst die u leest
    #[arg(long, value_name = "JJJJ-MM-DD", value_parser = date, required = true)]
    pub gelezen: Option<Date>,
    /// De eerste dag waarop de tekst geldt
    #[arg(long, value_name = "JJJJ-MM-DD", value_parser = date)]
    pub geldig: Option<Date>,
    /// Zet de bepaling in het bestand; anders alleen tonen
    #[arg(long)]
    pub schrijf: bool,
    /// Vorm van de uitvoer: `tekst` (gewoon), `json` of `md`
    #[arg(long, value_enum, default_value_t, value_name = "VORM")]
    pub formaat: Shape,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Choices {
    /// Casus of map met casussen om met elke andere lezing door te rekenen; mag vaker
    #[arg(long, value_name = "PAD")]
    pub casussen: Vec<PathBuf>,
    /// Datum waarop wordt beoordeeld; anders de peildatum in de casus
    #[arg(long, value_name = "JJJJ-MM-DD", value_parser = date, requires = "casussen")]
    pub peildatum: Option<Date>,
    /// Vorm van de uitvoer: `tekst` (gewoon), `json` of `md`
    #[arg(long, value_enum, default_value_t, value_name = "VORM")]
    pub formaat: Shape,
}

/// `60d`, `8w`, `6m` or `1j`, at most ten years.
fn length(text: &str) -> Result<Length, String> {
    let wrong = || format!("`{text}` is geen tijd; schrijf bijvoorbeeld `60d`, `8w`, `6m` of `1j`, hooguit tien jaar");
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (n, unit) = text.split_at_checked(digits).ok_or_else(wrong)?;
    let n: i32 = n.parse().map_err(|_| wrong())?;
    let (days, months) = match unit {
        "d" | "dagen" | "" => (Some(n), None),
        "w" | "weken" => (n.checked_mul(7), None),
        "m" | "maanden" => (None, Some(n)),
        "j" | "jaar" => (None, n.checked_mul(12)),
        _ => (None, None),
    };
    match (days, months) {
        (Some(d), _) if d <= 3660 => Ok(Length::Days(d)),
        (_, Some(m)) if m <= 120 => Ok(Length::Months(m)),
        _ => Err(wrong()),
    }
}
