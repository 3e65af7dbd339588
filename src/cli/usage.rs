//! Help and usage errors in Dutch. clap's own texts are English, so headings, usage lines and errors are written here.

use super::exit;
use crate::diagnostic::nearest;
use crate::host;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, Error};
use std::ffi::OsString;

const TEMPLATE: &str = "{before-help}{about-with-newline}\nGebruik: {usage}\n\n{all-args}{after-help}";

const CLOSING: &str = "`kanwel hulp OPDRACHT` legt één opdracht uit.\n\n\
    Eindcodes: 0 in orde · 1 bevindingen · 2 casus onvolledig · 3 regels of casus ongeldig · 4 verkeerd gebruik";

/// Dutch headings and usage lines on the command and all its subcommands.
pub(super) fn dutch(command: Command) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_owned()).collect();
    let version = Arg::new("version")
        .short('V')
        .long("versie")
        .alias("version")
        .action(ArgAction::Version)
        .help("Toont de versie")
        .display_order(902)
        .help_heading("Opties");
    let top = dress(command)
        .override_usage("kanwel [opties] OPDRACHT …")
        .subcommand_help_heading("Opdrachten")
        .subcommand_value_name("OPDRACHT")
        .disable_help_subcommand(true)
        .arg(version)
        .after_help(CLOSING);
    names.into_iter().fold(top, |top, name| top.mut_subcommand(name, below))
}

/// A subcommand: its usage line from its own arguments, its other name in its description.
fn below(command: Command) -> Command {
    let other: Vec<String> = command.get_all_aliases().map(|a| format!("`{a}`")).collect();
    let about = format!("{} (ook: {})", command.get_about().cloned().unwrap_or_default(), other.join(", "));
    let usage = usage(&command);
    let command = dress(command).override_usage(usage);
    if other.is_empty() { command } else { command.about(about) }
}

/// `kanwel beoordeel [opties] CASUS`
fn usage(command: &Command) -> String {
    let shown: String = command.get_positionals().map(|a| format!(" {}", placeholder(a))).collect();
    // What must be there is written out.
    let needed = command.get_opts().filter(|a| a.is_required_set());
    let needed: String = needed.filter_map(|a| Some(format!(" --{} {}", a.get_long()?, value_name(a)))).collect();
    format!("kanwel {} [opties]{shown}{needed}", command.get_name())
}

/// `CASUS`, or `[PAD …]` for what may be left out or repeated.
fn placeholder(arg: &Arg) -> String {
    let name = value_name(arg);
    let many = matches!(arg.get_action(), ArgAction::Append);
    let name = if many { format!("{name} …") } else { name };
    if arg.is_required_set() { name } else { format!("[{name}]") }
}

fn value_name(arg: &Arg) -> String {
    arg.get_value_names().and_then(|v| v.first()).map_or_else(|| arg.get_id().to_string(), ToString::to_string)
}

/// What every level has: our template, our help flag, nothing English.
fn dress(command: Command) -> Command {
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .alias("hulp")
        .action(ArgAction::Help)
        .help("Toont deze uitleg")
        .display_order(901)
        .help_heading("Opties");
    command
        .help_template(TEMPLATE)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .next_help_heading("Opties")
        .mut_args(|a| {
            let heading = if a.is_positional() { "Argumenten" } else { "Opties" };
            let takes_values = a.get_action().takes_values();
            a.help_heading(heading).hide_possible_values(takes_values).hide_default_value(takes_values)
        })
        .arg(help)
}

/// `kanwel hulp`, `kanwel help beoordeel`: the same as `--help`.
pub(super) fn asked_for_help(arguments: Vec<OsString>) -> Vec<OsString> {
    match arguments.as_slice() {
        [program, word, rest @ ..] if word == "hulp" || word == "help" => {
            std::iter::once(program).chain(rest.first()).cloned().chain(["--help".into()]).collect()
        }
        _ => arguments,
    }
}

/// Shows help, or what is wrong, and gives the exit code.
pub(super) fn report(error: &Error, command: &Command, arguments: &[OsString]) -> u8 {
    let text = error.render().to_string();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            return host::print(&text).map_or(exit::USAGE, |()| exit::OK);
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = host::eprint(&format!("{}\n", text.trim_end()));
            return exit::USAGE;
        }
        _ => {}
    }
    let asked = named(command, arguments);
    let (said, help) = sentence(error, command, asked);
    let more = asked.map_or_else(
        || "`kanwel hulp` toont alle opdrachten.".to_owned(),
        |c| format!("`kanwel hulp {}` legt deze opdracht uit.", c.get_name()),
    );
    let _ = host::eprint(&super::complaint(&said, format!("{help} {more}").trim()));
    exit::USAGE
}

/// The subcommand the arguments name.
fn named<'c>(command: &'c Command, arguments: &[OsString]) -> Option<&'c Command> {
    arguments.iter().skip(1).filter_map(|a| a.to_str()).find_map(|a| command.find_subcommand(a))
}

fn context(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(s)) => s.clone(),
        Some(ContextValue::Strings(all)) => all.join(", "),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}

/// What is wrong, and what to do about it.
fn sentence(error: &Error, command: &Command, asked: Option<&Command>) -> (String, String) {
    let full = context(error, ContextKind::InvalidArg);
    // `--formaat <VORM>` is how clap writes an option; a reader only needs its name.
    let arg = full.split(' ').next().unwrap_or_default().trim_matches(['<', '>', '[', ']', '.']);
    let value = context(error, ContextKind::InvalidValue);
    let none = String::new;
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let word = context(error, ContextKind::InvalidSubcommand);
            (format!("De opdracht `{word}` bestaat niet."), did_you_mean(meant(command, &word)))
        }
        ErrorKind::UnknownArgument if !arg.starts_with('-') => {
            (format!("`{full}` is te veel: deze opdracht verwacht het niet."), "Haal het weg.".to_owned())
        }
        ErrorKind::UnknownArgument => {
            let level = asked.unwrap_or(command);
            let all: Vec<String> = level
                .get_arguments()
                .chain(command.get_arguments())
                .filter_map(|a| Some(format!("--{}", a.get_long()?)))
                .collect();
            let hint = nearest(arg, all.iter().map(String::as_str)).map(str::to_owned);
            (format!("De optie `{arg}` bestaat niet."), did_you_mean(hint))
        }
        ErrorKind::MissingRequiredArgument => {
            let missing: Vec<String> = full
                .split(", ")
                .map(|a| a.split(" <").next().unwrap_or(a).trim_matches(['<', '>', '[', ']', '.', ' ']).to_owned())
                .collect();
            let form = asked.map_or_else(none, |c| format!("Schrijf `{}`.", usage(c)));
            (format!("Er ontbreekt iets: {}.", missing.join(", ")), form)
        }
        ErrorKind::MissingSubcommand => ("Er staat geen opdracht.".to_owned(), none()),
        ErrorKind::InvalidValue if value.is_empty() => (format!("Bij `{arg}` hoort een waarde."), none()),
        ErrorKind::InvalidValue => {
            let known = context(error, ContextKind::ValidValue);
            (format!("`{value}` kan niet bij `{arg}`."), format!("Kies uit: {known}."))
        }
        ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error).map_or_else(none, |s| format!("{s}."));
            (format!("`{value}` kan niet bij `{arg}`."), why)
        }
        ErrorKind::ArgumentConflict => {
            (format!("`{arg}` kan hier niet, of staat er twee keer."), "Laat het één keer staan.".to_owned())
        }
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            (format!("Achter `{arg}` staan te veel of te weinig waarden."), none())
        }
        ErrorKind::InvalidUtf8 => ("Een argument is geen leesbare tekst (UTF-8).".to_owned(), none()),
        _ => ("De opdracht is niet te lezen.".to_owned(), none()),
    }
}

fn did_you_mean(word: Option<String>) -> String {
    word.map_or_else(String::new, |w| format!("Bedoelde u `{w}`?"))
}

/// Words people type for a command, besides its names.
const SYNONYMS: [(&str, &str); 12] = [
    ("formatteer", "opmaak"),
    ("format", "opmaak"),
    ("lint", "controleer"),
    ("valideer", "controleer"),
    ("bereken", "beoordeel"),
    ("run", "beoordeel"),
    ("assess", "beoordeel"),
    ("uitleg", "leguit"),
    ("zoek", "leguit"),
    ("versie", "--versie"),
    ("version", "--versie"),
    ("tests", "toets"),
];

/// The command meant by a word that is none.
fn meant(command: &Command, word: &str) -> Option<String> {
    let synonym = SYNONYMS.iter().find(|(s, _)| *s == word.to_lowercase()).map(|(_, c)| (*c).to_owned());
    let names: Vec<(&str, &str)> = command
        .get_subcommands()
        .flat_map(|c| c.get_all_aliases().chain([c.get_name()]).map(move |n| (n, c.get_name())))
        .chain([("hulp", "hulp"), ("help", "hulp")])
        .collect();
    synonym.or_else(|| {
        let best = nearest(word, names.iter().map(|(n, _)| *n))?;
        names.iter().find(|(n, _)| *n == best).map(|(_, c)| (*c).to_owned())
    })
}
