//! Turns pest's "expected one of forty things" into one Dutch sentence a jurist can act on.
//!
//! pest's position is right; its list of expectations is not readable. So we look at what stands at the position
//! and before it, and only name expectations when there are few.

use super::Rule;
use super::build::comment_start;
use crate::diagnostic::{Diagnostic, code, nearest};
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
}

fn message(title: impl Into<String>, why: &'static str, help: impl Into<String>) -> Option<Message> {
    Some(Message { title: title.into(), why, help: help.into() })
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
    let found = RULES.iter().find_map(|rule| rule(&here)).unwrap_or_else(|| fallback(&here));
    let mut span = Span::new(skipped, skipped + here.token.len());
    if here.token.is_empty() {
        let end = before.trim_end().len();
        span = Span::new(end.saturating_sub(1), end);
    }
    Diagnostic::error(code::UNREADABLE, place(span), found.title).why(found.why).help(found.help)
}

/// The known situations, most telling first.
const RULES: [fn(&Here<'_>) -> Option<Message>; 16] = [
    head_word,
    mixed,
    per,
    amount,
    date,
    symbol,
    valid_from,
    table,
    marks,
    outcome,
    certainty,
    reserved_name,
    missing_text,
    typo,
    missing_predicate,
    missing_part,
];

fn head_word(h: &Here<'_>) -> Option<Message> {
    if !h.before.trim().is_empty() {
        return None;
    }
    const HEADS: [&str; 12] = [
        "regeling",
        "vervolg",
        "soort",
        "entiteit",
        "feit",
        "onmogelijk",
        "rechtspraak",
        "interpretatie",
        "afgeleide",
        "wijziging",
        "artikel",
        "bijlage",
    ];
    let hint = nearest(h.token, HEADS).map_or(String::new(), |n| format!("Bedoelde u `{n}`? "));
    message(
        format!("Een blok kan niet beginnen met `{}`", h.token),
        "Elke regel in kolom 1 opent een blok; het eerste woord zegt wat voor blok het is.",
        format!(
            "{hint}Begin met regeling, vervolg van, artikel, bijlage, feit, soort, entiteit, onmogelijk, rechtspraak, interpretatie, afgeleide norm of wijziging. Hoort deze regel bij het blok erboven? Laat hem dan inspringen."
        ),
    )
}

fn mixed(h: &Here<'_>) -> Option<Message> {
    let other = match h.token {
        "en" => "of",
        "of" => "en",
        _ => return None,
    };
    let statement = h.before.rsplit([';', '|']).next().unwrap_or_default();
    statement.split_whitespace().any(|w| w == other).then_some(())?;
    message(
        "`en` en `of` staan door elkaar",
        "Zonder haakjes is niet te zien wat bij elkaar hoort; voor een jurist en voor de machine kan dat verschillen.",
        "Zet haakjes, of gebruik een lijst: `een van` met `a.` en `b.` eronder.",
    )
}

fn per(h: &Here<'_>) -> Option<Message> {
    (h.previous == "per").then_some(())?;
    message(
        format!("Na `per` kan geen `{}` staan", h.token),
        "€ per maand en € per jaar zijn verschillende dingen; een andere tijdsduur kent kanwel niet.",
        "Schrijf `per uur`, `per dag`, `per week`, `per maand` of `per jaar`.",
    )
}

fn amount(h: &Here<'_>) -> Option<Message> {
    let numeric = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '-');
    let money = h.line.contains('€') && h.line.rsplit('€').next().is_some_and(|t| t.chars().all(numeric));
    let number = h.token.starts_with(|c: char| c.is_ascii_digit()) && h.token.contains(['.', ',']);
    let after_number = h.token.starts_with([',', '.']) && h.line.ends_with(|c: char| c.is_ascii_digit());
    (money || number && !h.token.contains('-') || after_number).then_some(())?;
    message(
        "Dit bedrag of getal is niet goed geschreven",
        "Een punt en een komma verwisselen maakt van duizend euro één euro.",
        "Zet een punt om de drie cijfers en een komma voor de centen: `€ 1.401,50`, `4,273 %`.",
    )
}

fn date(h: &Here<'_>) -> Option<Message> {
    let looks = h.token.split('-').count() == 3 && h.token.starts_with(|c: char| c.is_ascii_digit());
    let wanted = h.expected.contains(&Rule::datum) && !h.expected.contains(&Rule::letterlijk);
    (looks || wanted && h.token.starts_with(|c: char| c.is_ascii_digit())).then_some(())?;
    message(
        format!("`{}` is geen datum", h.token),
        "Alleen één schrijfwijze kan niet verkeerd gelezen worden.",
        "Schrijf de datum als `jjjj-mm-dd`, bijvoorbeeld `2026-07-01`.",
    )
}

fn symbol(h: &Here<'_>) -> Option<Message> {
    let (sign, words) = [
        (">=", "is ten minste"),
        ("<=", "is ten hoogste"),
        ("==", "is gelijk aan"),
        ("!=", "is ongelijk aan"),
        (">", "is meer dan"),
        ("<", "is minder dan"),
        ("=", "is gelijk aan"),
        ("&", "en"),
    ]
    .into_iter()
    .find(|(sign, _)| h.after.starts_with(sign))?;
    message(
        format!("Het teken `{sign}` hoort niet bij de taal"),
        "De regels gebruiken de woorden van de wet, zodat een jurist ze kan nalezen.",
        format!("Schrijf `{words}`."),
    )
}

fn valid_from(h: &Here<'_>) -> Option<Message> {
    (h.previous == "geldig").then_some(())?;
    message(
        format!("Na `geldig` kan geen `{}` staan", h.token),
        "De geldigheid bepaalt welke versie op een datum telt.",
        "Schrijf `geldig van 2026-01-01`, met `tot 2027-01-01` erachter als er een einde is, of `geldig 2026`.",
    )
}

fn table(h: &Here<'_>) -> Option<Message> {
    h.line.trim_start().starts_with('|').then_some(())?;
    message(
        "Deze tabelrij klopt niet",
        "Elke rij heeft evenveel cellen als de kop, met een streep voor en achter elke cel.",
        "Controleer de strepen `|` en de inhoud van de cel: een bedrag, percentage, periode, tekst, `daarboven` of `onbekend \"reden\"`.",
    )
}

fn marks(h: &Here<'_>) -> Option<Message> {
    let words: Vec<&str> = h.before.split_whitespace().rev().take(2).collect();
    matches!(words.as_slice(), ["van", "elk" | "een" | "geen"]).then_some(())?;
    message(
        "Hier ontbreekt een lijstmerk",
        "De merken zijn de haakjes van de wet: ze laten zien wat één punt is en maken het punt citeerbaar.",
        "Begin elk punt op een eigen regel met `a.` of `1°`.",
    )
}

fn outcome(h: &Here<'_>) -> Option<Message> {
    let words: Vec<&str> = h.before.split_whitespace().rev().take(2).collect();
    words.contains(&"gevolg").then_some(())?;
    message(
        "Dit gevolg kent de taal niet",
        "Bij samenloop is het verschil tussen moeten, mogen en niet hoeven juist de vraag.",
        "Kies na het orgaan: `moet toch verlenen`, `hoeft niet te verlenen`, `kan weigeren`, `moet weigeren` of `sanctioneert niet dubbel`.",
    )
}

fn certainty(h: &Here<'_>) -> Option<Message> {
    (h.previous == "zekerheid").then_some(())?;
    message(
        format!("`{}` is geen graad van zekerheid", h.token),
        "De lezer moet kunnen zien hoe stevig een bepaling of bedrag is onderbouwd.",
        "Kies `hoog`, `middel \"reden\"` of `laag \"reden\"`.",
    )
}

fn reserved_name(h: &Here<'_>) -> Option<Message> {
    let wants_name =
        h.expected.iter().all(|r| matches!(r, Rule::naam | Rule::begripnaam | Rule::COMMENT | Rule::wetcode));
    (wants_name && !h.expected.is_empty() && h.token.starts_with(|c: char| c.is_lowercase())).then_some(())?;
    message(
        format!("`{}` kan hier geen naam zijn", h.token),
        "Het is een woord van de taal, of te kort.",
        "Kies een naam van ten minste twee tekens in kleine letters, met `_` tussen de woorden.",
    )
}

fn missing_text(h: &Here<'_>) -> Option<Message> {
    let wants = h.expected.iter().any(|r| matches!(r, Rule::tekst | Rule::teksten | Rule::inhoud));
    (wants && h.expected.len() <= 4 && !h.token.starts_with('"')).then_some(())?;
    message(
        "Hier hoort een tekst tussen aanhalingstekens",
        "Teksten zijn gegevens; alles buiten aanhalingstekens is taal.",
        "Schrijf bijvoorbeeld `\"Recht op bijstand\"`.",
    )
}

fn typo(h: &Here<'_>) -> Option<Message> {
    let word = h.token;
    (word.chars().count() >= 3 && word.chars().all(char::is_alphabetic)).then_some(())?;
    let words: Vec<String> = h.expected.iter().filter_map(|r| keyword(*r)).collect();
    let phrase = |n: usize| h.after.split_whitespace().take(n).collect::<Vec<_>>().join(" ");
    let best = words.iter().find_map(|k| {
        let written = phrase(k.split(' ').count());
        nearest(&written, [k.as_str()])
    })?;
    message(
        format!("`{word}` is geen woord van de taal op deze plaats"),
        "Een onbekend woord zou de regel een andere betekenis kunnen geven.",
        format!("Bedoelde u `{best}`?"),
    )
}

fn missing_predicate(h: &Here<'_>) -> Option<Message> {
    let bare_subject = h.previous.len() <= 2 && h.previous.starts_with(|c: char| c.is_ascii_uppercase());
    let wants = h.expected.contains(&Rule::gezegde) || h.expected.contains(&Rule::k_heeft);
    (bare_subject && wants).then_some(())?;
    message(
        format!("Achter `{}` ontbreekt een gezegde", h.previous),
        "Een voorwaarde zegt iets over iemand.",
        format!("Schrijf bijvoorbeeld `{0} is …`, `{0} heeft …` of `leeftijd van {0} is ten minste …`.", h.previous),
    )
}

fn missing_part(h: &Here<'_>) -> Option<Message> {
    h.token.is_empty().then_some(())?;
    message(
        "Dit blok houdt te vroeg op",
        "De zin is niet af, dus de regel heeft geen betekenis.",
        format!("Vul aan met {}.", expectations(h.expected)),
    )
}

fn fallback(h: &Here<'_>) -> Message {
    Message {
        title: format!("`{}` past hier niet", h.token),
        why: "kanwel leest alleen wat eenduidig is.",
        help: format!("Verwacht: {}.", expectations(h.expected)),
    }
}

/// The words of a keyword rule.
fn keyword(rule: Rule) -> Option<String> {
    let name = format!("{rule:?}");
    name.strip_prefix("k_").map(|k| k.replace("euros", "euro's").replace('_', " "))
}

/// Up to six expectations in words.
fn expectations(rules: &[Rule]) -> String {
    let mut words: Vec<String> = rules
        .iter()
        .filter_map(|r| {
            Some(match r {
                Rule::naam | Rule::begripnaam => "een naam".to_owned(),
                Rule::variabele => "een letter zoals `P`".to_owned(),
                Rule::tekst | Rule::teksten => "een tekst tussen aanhalingstekens".to_owned(),
                Rule::voorwaarde | Rule::conditie | Rule::basis => "een voorwaarde".to_owned(),
                Rule::uitdrukking | Rule::waarde | Rule::som | Rule::factor | Rule::primair => "een waarde".to_owned(),
                Rule::datum => "een datum".to_owned(),
                Rule::deelnemer => "bijvoorbeeld `persoon P`".to_owned(),
                Rule::plaats | Rule::verwijzing | Rule::verwijzingen => {
                    "een verwijzing zoals `artikel 3 lid 2`".to_owned()
                }
                Rule::wetcode => "de code van een wet, zoals `Pw`".to_owned(),
                _ => format!("`{}`", keyword(*r)?),
            })
        })
        .collect();
    words.sort();
    words.dedup();
    if words.is_empty() {
        return "iets anders; zie docs/taal.md".to_owned();
    }
    let more = words.len() > 6;
    words.truncate(6);
    format!("{}{}", words.join(", "), if more { " en andere; zie docs/taal.md" } else { "" })
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
