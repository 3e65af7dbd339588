//! Help and usage errors in Dutch. clap's own texts are English, so headings and errors are written here.

use super::exit;
use crate::host;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, Error};

const TEMPLATE: &str = "{before-help}{about-with-newline}\nGebruik: {usage}\n\n{all-args}{after-help}";

/// Dutch headings on a command and all below it.
pub(super) fn dutch(command: Command) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_owned()).collect();
    let top = !names.is_empty();
    let mut command = command
        .help_template(TEMPLATE)
        .subcommand_help_heading("Opdrachten")
        .subcommand_value_name("OPDRACHT")
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .next_help_heading("Opties")
        .mut_args(|a| {
            let heading = if a.is_positional() { "Argumenten" } else { "Opties" };
            a.help_heading(heading).hide_possible_values(false)
        })
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .visible_alias("hulp")
                .action(ArgAction::Help)
                .help("Toont deze uitleg")
                .help_heading("Opties"),
        );
    if top {
        command = command
            .arg(Arg::new("version").short('V').long("versie").visible_alias("version").action(ArgAction::Version).help("Toont de versie").help_heading("Opties"))
            .after_help("Eindcodes: 0 in orde · 1 bevindingen · 2 casus onvolledig · 3 regels of casus ongeldig · 4 verkeerd gebruik");
    }
    for name in names {
        command = command.mut_subcommand(name, dutch);
    }
    command
}

/// Shows help, or what is wrong, and gives the exit code.
pub(super) fn report(error: &Error) -> u8 {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        let _ = host::print(&error.render().to_string());
        return exit::OK;
    }
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        let _ = host::eprint(&error.render().to_string());
        return exit::USAGE;
    }
    let _ = host::eprint(&format!("fout: {}\n`kanwel --help` toont alle opdrachten.\n", sentence(error)));
    exit::USAGE
}

fn context(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(s)) => s.clone(),
        Some(ContextValue::Strings(all)) => all.join(", "),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}

fn sentence(error: &Error) -> String {
    let arg = context(error, ContextKind::InvalidArg);
    let value = context(error, ContextKind::InvalidValue);
    let suggestion = |kind: ContextKind| {
        let s = context(error, kind);
        if s.is_empty() { String::new() } else { format!(" Bedoelde u `{s}`?") }
    };
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            format!(
                "De opdracht `{}` bestaat niet.{}",
                context(error, ContextKind::InvalidSubcommand),
                suggestion(ContextKind::SuggestedSubcommand)
            )
        }
        ErrorKind::UnknownArgument => {
            format!("De optie `{arg}` bestaat niet.{}", suggestion(ContextKind::SuggestedArg))
        }
        ErrorKind::MissingRequiredArgument => format!("Er ontbreekt een argument: {arg}."),
        ErrorKind::MissingSubcommand => "Noem een opdracht.".to_owned(),
        ErrorKind::InvalidValue if value.is_empty() => format!("Bij `{arg}` hoort een waarde."),
        ErrorKind::InvalidValue => {
            format!("`{value}` kan niet bij `{arg}`. Mogelijk: {}.", context(error, ContextKind::ValidValue))
        }
        ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error).map_or_else(String::new, |s| format!(": {s}"));
            format!("`{value}` kan niet bij `{arg}`{why}.")
        }
        ErrorKind::ArgumentConflict => format!("`{arg}` kan hier niet, of staat er twee keer."),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("Het aantal waarden bij `{arg}` klopt niet.")
        }
        ErrorKind::InvalidUtf8 => "Een argument is geen leesbare tekst (UTF-8).".to_owned(),
        _ => "De opdracht is niet te lezen.".to_owned(),
    }
}
