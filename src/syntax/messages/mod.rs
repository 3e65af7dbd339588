//! Turns pest's "expected one of forty things" into one Dutch sentence a jurist can act on.
//!
//! pest's position is right; its list of expectations is not readable. So we look at what stands at the position
//! and before it, and only name expectations when there are few.

mod situations;

use super::Rule;
use super::build::comment_start;
use crate::diagnostic::{Diagnostic, code};
use crate::text::{Place, Span};
use pest::error::{Error, ErrorVariant, InputLocation};

/// What is known at the place of the error.
struct Here<'t> {
    /// Everything before the position.
    before: &'t str,
    /// Everything from the position on.
    after: &'t str,
    /// The word or sign at the position; empty at the end.
    token: &'t str,
    /// The word before the position.
    previous: &'t str,
    /// The line up to the position.
    line: &'t str,
    /// What pest expected.
    expected: &'t [Rule],
}

/// The three parts of a message.
struct Message {
    title: String,
    why: &'static str,
    help: String,
    /// Whether the word before the position is to blame, not the one at it.
    before: bool,
}

fn message(title: impl Into<String>, why: &'static str, help: impl Into<String>) -> Option<Message> {
    Some(Message { title: title.into(), why, help: help.into(), before: false })
}

/// The diagnostic for a parse error.
pub(super) fn explain(text: &str, error: &Error<Rule>, place: &impl Fn(Span) -> Place) -> Diagnostic {
    let at = match error.location {
        InputLocation::Pos(p) | InputLocation::Span((p, _)) => p,
    };
    if let Some((open, len)) = open_quote(text, at) {
        return Diagnostic::error(code::UNREADABLE, place(Span::new(open, open + len)), "Deze tekst is niet gesloten")
            .label("hier begint de tekst")
            .why("Een tekst staat op één regel, zodat een vergeten aanhalingsteken niet de rest opslokt.")
            .help(
                "Sluit af met `\"`. Een lange tekst mag uit meer stukken bestaan: `\"eerste stuk\" \"tweede stuk\"`.",
            );
    }
    let skipped = at + blanks_and_comments(text.get(at..).unwrap_or_default());
    let (before, after) = (text.get(..skipped).unwrap_or(text), text.get(skipped..).unwrap_or_default());
    let expected = match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => positives.as_slice(),
        ErrorVariant::CustomError { .. } => &[],
    };
    let here = Here {
        before,
        after,
        token: first_token(after),
        previous: before.trim_end().rsplit([' ', '\n', '(']).next().unwrap_or_default(),
        line: before.rsplit('\n').next().unwrap_or_default(),
        expected,
    };
    let found = situations::RULES.iter().find_map(|rule| rule(&here)).unwrap_or_else(|| fallback(&here));
    let mut span = Span::new(skipped, skipped + here.token.len());
    if here.token.is_empty() {
        let said = before.trim_end();
        let last = said.chars().next_back().map_or(0, char::len_utf8);
        span = Span::new(said.len() - last, said.len());
    }
    if found.before {
        let end = before.trim_end().len();
        span = Span::new(end - here.previous.len(), end);
    }
    Diagnostic::error(code::UNREADABLE, place(span), found.title).why(found.why).help(found.help)
}

fn fallback(h: &Here<'_>) -> Message {
    Message {
        title: format!("`{}` past hier niet", h.token),
        why: "kanwel leest alleen wat eenduidig is.",
        help: format!("Verwacht: {}.", expectations(h.expected)),
        before: false,
    }
}

/// The words of a keyword rule.
fn keyword(rule: Rule) -> Option<String> {
    let name = format!("{rule:?}");
    name.strip_prefix("k_").map(|k| k.replace("euros", "euro's").replace('_', " "))
}

/// Words that are named first when there are too many to name.
const TELLING: [&str; 16] = [
    "als",
    "en",
    "of",
    "tenzij",
    "is",
    "heeft",
    "van",
    "hoogte",
    "geldig",
    "gelezen",
    "kern",
    "recht op",
    "begrip",
    "bedrag",
    "plicht tot",
    "vraag",
];

/// Up to six expectations in words, the most telling ones.
fn expectations(rules: &[Rule]) -> String {
    let mut words: Vec<String> = rules.iter().filter_map(|r| expectation(*r)).collect();
    let rank = |w: &String| TELLING.iter().position(|t| w.trim_matches('`') == *t).unwrap_or(TELLING.len());
    words.sort_by(|a, b| (rank(a), a).cmp(&(rank(b), b)));
    words.dedup();
    if words.is_empty() {
        return "iets anders; zie docs/taal.md".to_owned();
    }
    let more = words.len() > 6;
    words.truncate(6);
    format!("{}{}", words.join(", "), if more { " en andere; zie docs/taal.md" } else { "" })
}

fn expectation(rule: Rule) -> Option<String> {
    Some(match rule {
        Rule::naam | Rule::begripnaam => "een naam".to_owned(),
        Rule::variabele => "een letter zoals `P`".to_owned(),
        Rule::tekst | Rule::teksten => "een tekst tussen aanhalingstekens".to_owned(),
        Rule::voorwaarde | Rule::conditie | Rule::basis => "een voorwaarde".to_owned(),
        Rule::uitdrukking | Rule::waarde | Rule::som | Rule::factor | Rule::primair => "een waarde".to_owned(),
        Rule::datum => "een datum".to_owned(),
        Rule::deelnemer => "bijvoorbeeld `persoon P`".to_owned(),
        Rule::plaats | Rule::verwijzing | Rule::verwijzingen => "een verwijzing zoals `artikel 3 lid 2`".to_owned(),
        Rule::betaaldag | Rule::na_kwartaal => "een moment, zoals `in de maand zelf`".to_owned(),
        Rule::wetcode => "de code van een wet, zoals `Pw`".to_owned(),
        _ => format!("`{}`", keyword(rule)?),
    })
}

/// The opening quote on the line of `at`, if its text is not closed on that line.
fn open_quote(text: &str, at: usize) -> Option<(usize, usize)> {
    let start = text.get(..at)?.rfind('\n').map_or(0, |n| n + 1);
    let line = text.get(start..)?.lines().next()?;
    let line = comment_start(line).map_or(line, |c| line.get(..c).unwrap_or(line));
    (line.matches('"').count() % 2 == 1).then_some(())?;
    let open = line.rfind('"')?;
    Some((start + open, line.len() - open))
}

fn blanks_and_comments(text: &str) -> usize {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        if !rest.starts_with('#') {
            return text.len() - rest.len();
        }
        rest = rest.find('\n').map_or("", |n| rest.get(n..).unwrap_or_default());
    }
}

fn first_token(text: &str) -> &str {
    let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | ',' | '°');
    let end = text.find(|c: char| !word(c)).unwrap_or(text.len());
    let end = if end == 0 { text.chars().next().map_or(0, char::len_utf8) } else { end };
    text.get(..end).unwrap_or_default()
}
