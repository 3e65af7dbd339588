//! The arguments of what tests laws: `toets`, `muteer` and `dekking`.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(in crate::cli) struct Suites {
    /// Toetsen of mappen met toetsen; zonder pad `tests/suite` en wat naast de regels staat
    #[arg(value_name = "PAD")]
    pub paths: Vec<PathBuf>,
    /// Alleen toetsen met deze tekst in naam, bestand of verwachting, van deze wet of over deze bepaling
    #[arg(long, value_name = "TEKST")]
    pub filter: Option<String>,
    /// Vorm van de uitvoer: `tekst` (gewoon), `json`, `junit`, `sarif` of `github`
    #[arg(long, value_enum, default_value_t, value_name = "VORM")]
    pub formaat: ReportShape,
    /// Blijf kijken: draai na elke wijziging de toetsen die kunnen veranderen; stop met Ctrl-C
    #[arg(long, conflicts_with_all = ["vastleggen", "formaat"])]
    pub kijk: bool,
    /// Vraag per waarde die afwijkt of zij in de toets moet komen
    #[arg(long, conflicts_with = "formaat")]
    pub vastleggen: bool,
    /// Eindcode 1 zolang een bepaling niet door twee lezers is beoordeeld; noemt ze
    #[arg(long, conflicts_with_all = ["kijk", "vastleggen"])]
    pub streng: bool,
    /// Bij `--vastleggen`: alles, zonder te vragen
    #[arg(long, requires = "vastleggen")]
    pub alles: bool,
}

/// How a run of tests is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ReportShape {
    /// Voor mensen
    #[default]
    Tekst,
    /// Voor machines
    Json,
    /// JUnit XML
    Junit,
    /// SARIF 2.1.0
    Sarif,
    /// Opmerkingen bij een wijziging op GitHub
    Github,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Mutate {
    /// Toetsen of mappen met toetsen; zonder pad `tests/suite` en wat naast de regels staat
    #[arg(value_name = "PAD")]
    pub paths: Vec<PathBuf>,
    /// Alleen fouten in deze wet, zoals `Pw`; mag vaker
    #[arg(long, value_name = "WET")]
    pub wet: Vec<String>,
    /// Hoeveel fouten ten hoogste, gelijk verdeeld over de uitspraken; gewoon 200
    #[arg(long, value_name = "N", default_value_t = 200, conflicts_with = "alles")]
    pub budget: usize,
    /// Ten hoogste zoveel fouten in elke wet, met een tabel van alle wetten
    #[arg(long, value_name = "N", conflicts_with_all = ["alles", "budget"])]
    pub per_wet: Option<usize>,
    /// Elke fout die te maken is
    #[arg(long)]
    pub alles: bool,
    /// Waar de keuze begint; hetzelfde getal geeft dezelfde fouten; gewoon 1
    #[arg(long, value_name = "K", default_value_t = 1)]
    pub zaad: u64,
    /// Vorm van de uitvoer: `tekst` (gewoon), `json` of `md`
    #[arg(long, value_enum, default_value_t, value_name = "VORM")]
    pub formaat: ScoreShape,
}

/// How a run of mutants is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ScoreShape {
    /// Voor mensen
    #[default]
    Tekst,
    /// Voor machines
    Json,
    /// Een tabel van de wetten en wat geen toets merkt, in Markdown
    Md,
}

/// How coverage is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Report {
    /// Voor mensen
    #[default]
    Tekst,
    /// Voor machines
    Json,
    /// Een bladzijde om in te bladeren of af te drukken
    Html,
    /// De aantallen in Markdown
    Md,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Coverage {
    /// Toetsen of mappen met toetsen; zonder pad `tests/suite` en wat naast de regels staat
    #[arg(value_name = "PAD")]
    pub paths: Vec<PathBuf>,
    /// Alleen deze wet, zoals `Pw`
    #[arg(long, value_name = "CODE")]
    pub wet: Option<String>,
    /// Vorm van de uitvoer: `tekst` (gewoon), `json`, `html` of `md`
    #[arg(long, value_enum, default_value_t, value_name = "VORM")]
    pub formaat: Report,
}
