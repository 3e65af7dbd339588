//! Arguments of `kanwel vergelijk`.

use super::date;
use crate::value::Date;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// How a comparison is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Comparison {
    /// Voor mensen
    #[default]
    Tekst,
    /// Voor machines
    Json,
    /// Markdown
    Md,
    /// Een basislijn met alles wat nu nieuw of erger is
    Basislijn,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Compare {
    /// Regelbestand met een wijziging; mag vaker, dan gelden zij samen
    #[arg(long, value_name = "BESTAND", required = true)]
    pub wijziging: Vec<PathBuf>,
    /// Casus (.toml of .json) of map met casussen; mag vaker
    #[arg(long, value_name = "PAD", required_unless_present = "synthetisch")]
    pub casussen: Vec<PathBuf>,
    /// Zoveel verzonnen huishoudens erbij, tot en met 100.000
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=100_000))]
    pub synthetisch: Option<u64>,
    /// Zelfde zaad, zelfde verzonnen huishoudens; gewoon 1
    #[arg(long, value_name = "K", default_value_t = 1, hide_default_value = true)]
    pub zaad: u64,
    /// Datum waarop wordt beoordeeld; anders de peildatum van elke casus, en voor verzonnen huishoudens de ingang van de wijziging
    #[arg(long, value_name = "JJJJ-MM-DD", value_parser = date)]
    pub peildatum: Option<Date>,
    /// Andersom: eerst met de wijziging, daarna het geldende recht; voor een wijziging die een oude tekst terugzet
    #[arg(long)]
    pub omgekeerd: bool,
    /// Voor wie de wijziging is bedoeld: een ja-of-nee-begrip over één persoon, zoals `Wet.doelgroep`
    #[arg(long, value_name = "BEGRIP")]
    pub doelgroep: Option<String>,
    /// Bestand met wat al bekend is en niet meer telt
    #[arg(long, value_name = "BESTAND")]
    pub basislijn: Option<PathBuf>,
    /// Bestand met ontheffingen: naam, sleutel, reden, rol en dag van verlopen
    #[arg(long, value_name = "BESTAND")]
    pub ontheffingen: Option<PathBuf>,
    /// Dag waarop ontheffingen nog moeten gelden; anders de laatste peildatum
    #[arg(long, value_name = "JJJJ-MM-DD", value_parser = date)]
    pub vandaag: Option<Date>,
    /// Ook de huishoudens waarvoor niets verandert, en alle groepen
    #[arg(long)]
    pub alles: bool,
    /// Vorm van de uitvoer: `tekst` (gewoon), `json`, `md` of `basislijn`
    #[arg(long, value_enum, default_value_t, value_name = "VORM")]
    pub formaat: Comparison,
}
