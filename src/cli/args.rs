//! Arguments. Commands are Dutch; English aliases work too.

mod compare;
mod schema;
mod testing;

pub(super) use compare::{Annex, Compare, Comparison, Purpose, Subject};
pub(super) use schema::SchemaOf;
pub(super) use testing::{Coverage, Mutate, Report, ReportShape, ScoreShape, Suites};

use super::usage;
use crate::cash::MOST_MONTHS;
use crate::syntax::ast::Literal;
use crate::syntax::parse_literal;
use crate::value::{Date, Exact};
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::path::PathBuf;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "kanwel",
    version,
    about = "Rekent Nederlandse sociale wetten door: één huishouden, alle wetten tegelijk, met het artikel achter elke uitkomst."
)]
pub(super) struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

/// Options of every command.
#[derive(Debug, Args)]
pub(super) struct Global {
    /// Map met regelbestanden; anders `rules/` in deze map, anders de ingebouwde regels
    #[arg(long, global = true, value_name = "MAP", display_order = 900)]
    pub regels: Option<PathBuf>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Controleert regels en casussen
    #[command(alias = "check")]
    Controleer(Check),
    /// Beoordeelt een casus: wat zeggen de wetten over dit huishouden?
    #[command(alias = "eval")]
    Beoordeel(Assess),
    /// Laat zien welke ruimte de wet in een casus laat, en of die is gebruikt
    #[command(alias = "room")]
    Ruimte(Room),
    /// Rekent uit wat één euro meer inkomen of spaargeld oplevert of kost
    #[command(alias = "cliff")]
    Klif(Cliff),
    /// Geeft weerwoord op "het mag niet": klopt het nee, wat zegt de wet, en een brief om te kopiëren
    #[command(alias = "reply")]
    Weerwoord(Reply),
    /// Maakt een plan: doel, wat in de weg staat, stappen, kosten per betaler en waarop terug te vallen
    Plan(Plan),
    /// Zet op een kalender wat er binnenkomt en eruit gaat, en of het saldo het houdt
    #[command(alias = "cash")]
    Kas(Cash),
    /// Legt een bepaling, begrip, feit, recht of code uit
    #[command(alias = "explain")]
    Leguit(Explain),
    /// Zet regelbestanden in de vaste opmaak
    #[command(alias = "fmt")]
    Opmaak(Format),
    /// Draait toetsen: Markdown met casussen en wat eruit moet komen
    #[command(alias = "test")]
    Toets(Suites),
    /// Maakt met opzet fouten in de regels en kijkt of een toets het merkt
    #[command(alias = "mutate")]
    Muteer(Mutate),
    /// Telt welk deel van de wet is gecodeerd, en welk deel de toetsen laten zien
    #[command(alias = "coverage")]
    Dekking(Coverage),
    /// Tekent welke bepaling welke leest, uitsluit, vereist of opzij zet
    #[command(alias = "graph")]
    Graaf(Graph),
    /// Telt hoe verweven een casus is: hoeveel feiten, begrippen, bepalingen en wetten achter de uitkomsten staan
    #[command(alias = "entangled")]
    Verweven(Entangled),
    /// Zoekt wat er moet gebeuren om een doel te halen, en bewijst een nee als dat niet kan
    #[command(alias = "routes")]
    Route(Route),
    /// Zoekt welk ene obstakel de meeste doelen in de weg staat
    #[command(alias = "knots")]
    Knopen(Knots),
    /// Zet een wetsvoorstel naast het geldende recht: wie wint, wie verliest, wie valt ertussen, en wat botst er nieuw
    #[command(alias = "diff")]
    Vergelijk(Compare),
    /// Schrijft de bijlage bij een wetsvoorstel: ander recht, botsingen, uitvoering, lasten, inkomen en kliffen
    #[command(alias = "annex")]
    Bijlage(Annex),
    /// Wat schrijvers van regels bijhouden
    #[command(flatten)]
    Onderhoud(super::upkeep::Command),
    /// Geeft het JSON-schema van de casus of van een uitvoer
    Schema(Schema),
}

/// How output is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Shape {
    /// Voor mensen
    #[default]
    Tekst,
    /// Voor machines
    Json,
    /// Markdown
    Md,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    /// Regelbestanden (.regel), casussen (.toml, .json) of mappen daarmee; `-` leest een casus van de invoer; zonder pad alle regels
    #[arg(value_name = "PAD")]
    pub paths: Vec<PathBuf>,
    /// Tel waarschuwingen mee: eindcode 1 als er een is
    #[arg(long)]
    pub streng: bool,
    /// Vorm van de uitvoer: `tekst` (gewoon), `json` of `md`
    #[arg(long, value_enum, default_value_t, value_name = "VORM")]
    pub formaat: Shape,
}

#[derive(Debug, Args)]
pub(super) struct Assess {
    /// De casus (.toml of .json); `-` leest van de invoer
    #[arg(value_name = "CASUS")]
    pub case: PathBuf,
    /// Datum waarop wordt beoordeeld; anders de peildatum in de casus
    #[arg(long, value_name = "JJJJ-MM-DD", value_parser = date)]
    pub peildatum: Option<Date>,
    /// Alleen dit recht, zoals `Pw.bijzondere_bijstand`; mag vaker
    #[arg(long, value_name = "RECHT")]
    pub recht: Vec<String>,
    /// Alles volledig, ook wat gewoon nee of nog onbekend is
    #[arg(long)]
    pub alles: bool,
    /// Laat zien hoe elke uitkomst tot stand komt
    #[arg(long)]
    pub afleiding: bool,
    /// Andere lezing van een interpretatie; mag vaker
    #[arg(long, value_name = "KEUZE=LEZING")]
    pub lezing: Vec<String>,
    /// Extra regelbestand, zoals een wetsvoorstel; mag vaker
    #[arg(long, value_name = "BESTAND")]
    pub erbij: Vec<PathBuf>,
    /// Vorm van de uitvoer: `tekst` (gewoon), `json` of `md`
    #[arg(long, value_enum, default_value_t, value_name = "VORM")]
    pub formaat: Shape,
}

#[derive(Debug, Args)]
pub(super) struct Room {
    /// De casus (.toml of .json); `-` leest van de invoer
    #[arg(value_name = "CASUS")]
    pub case: PathBuf,
    /// Datum waarop wordt beoordeeld; anders de peildatum in de casus
    #[arg(long, value_name = "JJJJ-MM-DD", value_parser = date)]
    pub peildatum: Option<Date>,
    /// Alleen wat dit recht raakt, zoals `Pw.bijzondere_bijstand`; mag vaker
    #[arg(long, value_name = "RECHT")]
    pub recht: Vec<String>,
    /// Ook wat is gebruikt of niet van toepassing is, met bereik en uitzonderingen
    #[arg(long)]
    pub alles: bool,
    /// Vorm van de uitvoer: `tekst` (gewoon), `json` of `md`
    #[arg(long, value_enum, default_value_t, value_name = "VORM")]
    pub formaat: Shape,
}

/// The kinds of reason for a no, as on the command line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Because {
    /// Het mag niet van de wet
    #[default]
    #[value(alias = "juridisch")]
    Wet,
    /// Iedereen moet gelijk worden behandeld
    Gelijkheid,
    /// Dan willen anderen het ook
    Precedent,
    /// Er is geen geld voor
    Middelen,
    /// Mensen moeten het zelf doen
    Zelfredzaamheid,
    /// Het is niet goed
    Moreel,
    /// Er is geen tijd voor
    Capaciteit,
}

#[derive(Debug, Args)]
pub(super) struct Reply {
    /// De casus (.toml of .json); `-` leest van de invoer
    #[arg(value_name = "CASUS")]
    pub case: PathBuf,
    /// Wat is gevraagd, zoals `Pw.bijzondere_bijstand`; anders wat in de casus onder `[[gehoord]]` staat
    #[arg(long, value_name = "RECHT")]
    pub gevraagd: Option<String>,
    /// Waarvoor: het label van de kosten of een andere zaak in de casus
    #[arg(long, value_name = "LABEL", requires = "gevraagd")]
    pub voor: Option<String>,
    /// Voor wie: de rol van de persoon; anders de eerste in de casus
    #[arg(long, value_name = "ROL", requires = "gevraagd")]
    pub persoon: Option<String>,
    /// Reden: `wet` (gewoon), `gelijkheid`, `precedent`, `middelen`, `zelfredzaamheid`, `moreel` of `capaciteit`
    #[arg(long, value_enum, value_name = "REDEN", requires = "gevraagd")]
    pub reden: Option<Because>,
    /// Wat is aangehaald, zoals "Wmo artikel 2.3.5"
    #[arg(long, value_name = "ARTIKEL", requires = "gevraagd")]
    pub artikel: Option<String>,
    /// Wie nee zei, zoals `college`
    #[arg(long, value_name = "ORGAAN", requires = "gevraagd")]
    pub orgaan: Option<String>,
    /// Datum waarop wordt beoordeeld; anders de peildatum in de casus
    #[arg(long, value_name = "JJJJ-MM-DD", value_parser = date)]
    pub peildatum: Option<Date>,
    /// Ook de ruimte die is gebruikt of niet van toepassing is
    #[arg(long)]
    pub alles: bool,
    /// Vorm van de uitvoer: `tekst` (gewoon), `json` of `md`
    #[arg(long, value_enum, default_value_t, value_name = "VORM")]
    pub formaat: Shape,
}

/// How a plan is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Paper {
    /// Markdown
    #[default]
    #[value(alias = "tekst")]
    Md,
    /// Een bladzijde om te tonen of af te drukken
    Html,
    /// Voor machines
    Json,
}

#[derive(Debug, Args)]
pub(super) struct Plan {
    /// De casus (.toml of .json); `-` leest van de invoer
    #[arg(value_name = "CASUS")]
    pub case: PathBuf,
    /// Het recht dat het plan wil bereiken, zoals `Pw.bijzondere_bijstand`
    #[arg(long, value_name = "RECHT", required = true)]
    pub doel: String,
    /// Voor wie: de rol van de persoon; anders de eerste in de casus
    #[arg(long, value_name = "ROL")]
    pub houder: Option<String>,
    /// Waarvoor: het label van de kosten of een andere zaak in de casus
    #[arg(long, value_name = "LABEL")]
    pub voor: Option<String>,
    /// Bestand met cijfers en bronnen (.toml of .json)
    #[arg(long, value_name = "BESTAND")]
    pub kosten: Option<PathBuf>,
    /// Meeste stappen van de route; gewoon 5
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = steps)]
    pub stappen: usize,
    /// Welke route, als er meer zijn; gewoon de eerste
    #[arg(long, value_name = "N", value_parser = rank)]
    pub route: Option<usize>,
    /// Datum waarop wordt beoordeeld; anders de peildatum in de casus
    #[arg(long, value_name = "JJJJ-MM-DD", value_parser = date)]
    pub peildatum: Option<Date>,
    /// Vorm van de uitvoer: `md` (gewoon), `html` of `json`
    #[arg(long, value_enum, default_value_t, value_name = "VORM")]
    pub formaat: Paper,
}

#[derive(Debug, Args)]
pub(super) struct Cliff {
    /// De casus (.toml of .json); `-` leest van de invoer
    #[arg(value_name = "CASUS")]
    pub case: PathBuf,
    /// Datum waarop wordt beoordeeld; anders de peildatum in de casus
    #[arg(long, value_name = "JJJJ-MM-DD", value_parser = date)]
    pub peildatum: Option<Date>,
    /// Alleen dit feit, zoals `jaarinkomen`; anders elk inkomen en spaargeld in de casus
    #[arg(long, value_name = "FEIT")]
    pub feit: Option<String>,
    /// Tot en met dit bedrag, in hele euro's
    #[arg(long, value_name = "EURO'S", value_parser = clap::value_parser!(i64).range(1..=10_000_000))]
    pub tot: Option<i64>,
    /// Vorm van de uitvoer: `tekst` (gewoon), `json`, `csv` of `svg`
    #[arg(long, value_enum, default_value_t, value_name = "VORM")]
    pub formaat: Plot,
}

/// How a curve is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Plot {
    /// Voor mensen
    #[default]
    Tekst,
    /// Voor machines
    Json,
    /// Rijen met komma's
    Csv,
    /// Een tekening
    Svg,
}

/// How money through the month is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum CashShape {
    /// Voor mensen
    #[default]
    Tekst,
    /// Voor machines
    Json,
    /// Markdown
    Md,
    /// Een tekening van het saldo
    Svg,
}

#[derive(Debug, Args)]
pub(super) struct Cash {
    /// De casus (.toml of .json); `-` leest van de invoer
    #[arg(value_name = "CASUS")]
    pub case: PathBuf,
    /// Datum waarop de rechten worden beoordeeld; anders de peildatum in de casus
    #[arg(long, value_name = "JJJJ-MM-DD", value_parser = date)]
    pub peildatum: Option<Date>,
    /// Eerste maand; anders de maand van de peildatum
    #[arg(long, value_name = "JJJJ-MM", value_parser = month)]
    pub maand: Option<Date>,
    /// Hoeveel maanden, van 1 tot en met 24; gewoon 1
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = months, hide_default_value = true)]
    pub maanden: i32,
    /// Saldo aan het begin van de eerste dag, zoals `"€ 120"`; gewoon nul
    #[arg(long, value_name = "BEDRAG", value_parser = euros, allow_hyphen_values = true)]
    pub begin: Option<Exact>,
    /// Alleen het geld van deze persoon; mag vaker. Anders van iedereen op het adres van de aanvrager
    #[arg(long, value_name = "ROL")]
    pub persoon: Vec<String>,
    /// Vorm van de uitvoer: `tekst` (gewoon), `json`, `md` of `svg`
    #[arg(long, value_enum, default_value_t, value_name = "VORM")]
    pub formaat: CashShape,
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// Een bepaling (`Pw artikel 13 lid 2 onder c`), naam (`Pw.algemene_bijstand`, `woonadres`) of code (`K101`, `R02`)
    #[arg(value_name = "WAT", required = true, num_args = 1..)]
    pub what: Vec<String>,
    /// Datum waarop de versie telt
    #[arg(long, value_name = "JJJJ-MM-DD", value_parser = date)]
    pub peildatum: Option<Date>,
    /// Vorm van de uitvoer: `tekst` (gewoon), `json` of `md`
    #[arg(long, value_enum, default_value_t, value_name = "VORM")]
    pub formaat: Shape,
}

#[derive(Debug, Args)]
pub(super) struct Format {
    /// Regelbestanden of mappen; zonder pad `rules/`; `-` leest van de invoer
    #[arg(value_name = "PAD")]
    pub paths: Vec<PathBuf>,
    /// Verander niets; eindcode 1 als er iets te veranderen is
    #[arg(long)]
    pub controleer: bool,
}

/// How a graph is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Drawing {
    /// Voor tekenprogramma's
    #[default]
    Dot,
    /// Voor machines
    Json,
    /// Een tekening
    Svg,
}

#[derive(Debug, Args)]
pub(super) struct Graph {
    /// Alleen waarnaar voor deze casus is gekeken (.toml of .json); `-` leest van de invoer
    #[arg(long, value_name = "CASUS")]
    pub casus: Option<PathBuf>,
    /// Alleen deze wet, met wat zij raakt en wat haar raakt, zoals `Pw`
    #[arg(long, value_name = "CODE")]
    pub wet: Option<String>,
    /// Alleen rond een bepaling (`"Pw artikel 13 lid 2"`) of naam (`Pw.algemene_bijstand`, `woonadres`)
    #[arg(long, value_name = "WAT")]
    pub rond: Option<String>,
    /// Hoeveel stappen rond `--rond`; gewoon 1
    #[arg(long, value_name = "N")]
    pub diep: Option<u8>,
    /// Wat op deze dag geldt; anders de peildatum van de casus, of zonder casus alle versies
    #[arg(long, value_name = "JJJJ-MM-DD", value_parser = date)]
    pub op: Option<Date>,
    /// Vorm van de uitvoer: `dot` (gewoon), `json` of `svg`
    #[arg(long, value_enum, default_value_t, value_name = "VORM")]
    pub formaat: Drawing,
}

#[derive(Debug, Args)]
pub(super) struct Entangled {
    /// De casus (.toml of .json); `-` leest van de invoer
    #[arg(value_name = "CASUS")]
    pub case: PathBuf,
    /// Datum waarop wordt beoordeeld; anders de peildatum in de casus
    #[arg(long, value_name = "JJJJ-MM-DD", value_parser = date)]
    pub peildatum: Option<Date>,
    /// Vorm van de uitvoer: `tekst` (gewoon), `json` of `md`
    #[arg(long, value_enum, default_value_t, value_name = "VORM")]
    pub formaat: Shape,
}

/// The least verdict that is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Verdict {
    /// Het orgaan moet het geven
    Moet,
    /// Het orgaan moet of mag het geven
    #[default]
    Mag,
}

#[derive(Debug, Args)]
pub(super) struct Route {
    /// De casus (.toml of .json); `-` leest van de invoer
    #[arg(value_name = "CASUS")]
    pub case: PathBuf,
    /// Wat u wilt: een recht (`Pw.bijzondere_bijstand`) of een begrip met rollen (`"niet Awir.toeslagpartner aanvrager broer"`); mag vaker, dan alle samen
    #[arg(long, value_name = "DOEL", required = true)]
    pub doel: Vec<String>,
    /// Van wie het recht moet zijn; anders van wie de weigering hoorde, of van de eerste persoon in de casus
    #[arg(long, value_name = "ROL")]
    pub houder: Option<String>,
    /// Voor welke zaak, zoals de kosten waar het om gaat
    #[arg(long, value_name = "ZAAK")]
    pub voor: Option<String>,
    /// Wat het oordeel ten minste moet zijn: `mag` (gewoon) of `moet`
    #[arg(long, value_enum, default_value_t, value_name = "OORDEEL")]
    pub oordeel: Verdict,
    /// Hoeveel het recht ten minste moet zijn, zoals `"€ 500"`
    #[arg(long, value_name = "BEDRAG")]
    pub ten_minste: Option<String>,
    /// Meeste stappen van een route; anders 3, of meer als er met 3 geen route is
    #[arg(long, value_name = "N", value_parser = steps)]
    pub stappen: Option<usize>,
    /// Datum waarop wordt beoordeeld; anders de peildatum in de casus
    #[arg(long, value_name = "JJJJ-MM-DD", value_parser = date)]
    pub peildatum: Option<Date>,
    /// Ook routes waarin een aanname anders blijkt te zijn
    #[arg(long)]
    pub aannames: bool,
    /// Alle routes en alle gevolgen helemaal
    #[arg(long)]
    pub alles: bool,
    /// Vorm van de uitvoer: `tekst` (gewoon), `json` of `md`
    #[arg(long, value_enum, default_value_t, value_name = "VORM")]
    pub formaat: Shape,
}

#[derive(Debug, Args)]
pub(super) struct Knots {
    /// De casus (.toml of .json); `-` leest van de invoer
    #[arg(value_name = "CASUS")]
    pub case: PathBuf,
    /// Een doel, zoals bij `route`; mag vaker; anders wat gevraagd, gehoord of geweigerd is
    #[arg(long, value_name = "DOEL")]
    pub doel: Vec<String>,
    /// Meeste stappen van een route naar een doel; gewoon 2
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = steps)]
    pub stappen: usize,
    /// Datum waarop wordt beoordeeld; anders de peildatum in de casus
    #[arg(long, value_name = "JJJJ-MM-DD", value_parser = date)]
    pub peildatum: Option<Date>,
    /// Ook obstakels die op zichzelf niets openen
    #[arg(long)]
    pub alles: bool,
    /// Vorm van de uitvoer: `tekst` (gewoon), `json` of `md`
    #[arg(long, value_enum, default_value_t, value_name = "VORM")]
    pub formaat: Shape,
}

#[derive(Debug, Args)]
pub(super) struct Schema {
    /// Waarvan: `casus`, `beoordeel`, `ruimte`, `klif`, `weerwoord`, `plan`, `kas`, `graaf`, `verweven`, `route`, `knopen`, `toets`, `muteer`, `dekking`, `bedragen`, `beoordeling`, `bron`, `keuzes` of `vergelijk`
    #[arg(value_enum, value_name = "WAT")]
    pub what: SchemaOf,
}

/// Most steps of a route that can be asked for.
pub(super) const LONGEST: usize = 6;

fn steps(text: &str) -> Result<usize, String> {
    let most = LONGEST;
    let n = text.parse().ok().filter(|n| (1..=most).contains(n));
    n.ok_or_else(|| format!("`{text}` kan niet; schrijf een getal van 1 tot en met {most}"))
}

fn rank(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|n| *n >= 1).ok_or_else(|| format!("`{text}` is geen nummer; schrijf 1, 2 of hoger"))
}

pub(super) fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| format!("`{text}` is geen datum; schrijf `jjjj-mm-dd`"))
}

fn month(text: &str) -> Result<Date, String> {
    Date::parse(&format!("{text}-01"))
        .ok_or_else(|| format!("`{text}` is geen maand; schrijf `jjjj-mm`, zoals `2026-03`"))
}

fn months(text: &str) -> Result<i32, String> {
    let n = text.parse().ok().filter(|n| (1..=MOST_MONTHS).contains(n));
    n.ok_or_else(|| format!("`{text}` is geen aantal maanden van 1 tot en met {MOST_MONTHS}"))
}

fn euros(text: &str) -> Result<Exact, String> {
    let (below, rest) = text.trim().strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let amount = match parse_literal(rest) {
        Some(Literal::Money(n, per)) if per.is_empty() => Some(n),
        Some(Literal::Number(n)) => Some(n),
        _ => None,
    };
    match amount.and_then(|n| if below { Exact::ZERO.minus(n) } else { Some(n) }) {
        Some(n) => Ok(n),
        None => Err(format!("`{text}` is geen bedrag; schrijf `\"€ 120\"` of `\"€ -45,50\"`")),
    }
}

/// Parses, or gives the exit code after showing help or what is wrong.
pub(super) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Cli, u8> {
    let command = usage::dutch(Cli::command());
    let arguments = usage::asked_for_help(arguments.into_iter().collect());
    command
        .clone()
        .try_get_matches_from(&arguments)
        .and_then(|m| Cli::from_arg_matches(&m))
        .map_err(|e| usage::report(&e, &command, &arguments))
}
