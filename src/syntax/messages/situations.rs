//! The known situations of a parse error, each with its message. Every function looks at one kind of mistake.

use super::{Here, Message, expectations, keyword, message};
use crate::diagnostic::nearest;
use crate::syntax::Rule;

/// The known situations, most telling first.
pub(super) const RULES: [fn(&Here<'_>) -> Option<Message>; 21] = [
    head_word,
    quotes,
    mixed,
    citation,
    comparison,
    per,
    amount,
    date,
    symbol,
    valid_from,
    table,
    marks,
    loose_line,
    outcome,
    certainty,
    missing_number,
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
    const INSIDE: [&str; 16] = [
        "geldig",
        "gelezen",
        "kern",
        "status",
        "zekerheid",
        "toelichting",
        "rang",
        "bron",
        "grondslag",
        "gebied",
        "orgaan",
        "peilmoment",
        "vraag",
        "recht",
        "begrip",
        "als",
    ];
    if INSIDE.contains(&h.token) {
        return message(
            format!("`{}` staat in kolom 1, maar hoort in een blok", h.token),
            "Een regel in kolom 1 opent een nieuw blok; wat inspringt, hoort bij het blok erboven.",
            "Laat deze regel inspringen, met ten minste één spatie.",
        );
    }
    let hint = nearest(h.token, HEADS).map_or(String::new(), |n| format!("Bedoelde u `{n}`? "));
    message(
        format!("Een blok kan niet beginnen met `{}`", h.token),
        "Elke regel in kolom 1 opent een blok; het eerste woord zegt wat voor blok het is.",
        format!(
            "{hint}Begin met regeling, vervolg van, artikel, bijlage, feit, soort, entiteit, onmogelijk, rechtspraak, interpretatie, afgeleide norm of wijziging. Hoort deze regel bij het blok erboven? Laat hem dan inspringen."
        ),
    )
}

fn quotes(h: &Here<'_>) -> Option<Message> {
    h.token.starts_with(['“', '”', '„', '‘', '’', '«', '»', '\'', '`']).then_some(())?;
    message(
        format!("Dit aanhalingsteken kent de taal niet: {}", h.token),
        "Tekstverwerkers maken van rechte aanhalingstekens vanzelf gekrulde; dan is niet meer zeker waar een tekst eindigt.",
        "Gebruik het rechte dubbele aanhalingsteken: `\"…\"`. Binnen een tekst mogen andere aanhalingstekens wel.",
    )
}

/// `artikel 10, tweede lid, onder a`: how statutes cite themselves.
fn citation(h: &Here<'_>) -> Option<Message> {
    let words: Vec<&str> = h.before.split_whitespace().rev().take(2).collect();
    let after_number =
        matches!(words.as_slice(), [number, "artikel" | "lid"] if number.starts_with(|c: char| c.is_ascii_digit()));
    let like_a_statute = matches!(
        h.token,
        "," | "eerste"
            | "tweede"
            | "derde"
            | "vierde"
            | "vijfde"
            | "zesde"
            | "zevende"
            | "achtste"
            | "negende"
            | "tiende"
            | "sub"
            | "onderdeel"
            | "letter"
    );
    (after_number && like_a_statute).then_some(())?;
    message(
        "Zo schrijft de taal een verwijzing niet",
        "Eén schrijfwijze maakt dat elke verwijzing te vinden en te controleren is.",
        "Schrijf `artikel 10 lid 2 onder a`: zonder komma's, met het nummer van het lid en met `onder`.",
    )
}

/// Everyday words for comparisons that the language has one word for.
fn comparison(h: &Here<'_>) -> Option<Message> {
    let right = match h.previous {
        "minimaal" | "minstens" | "tenminste" => "ten minste",
        "maximaal" | "hoogstens" | "tenhoogste" => "ten hoogste",
        "groter" | "hoger" | "ouder" | "boven" => "meer dan",
        "kleiner" | "lager" | "jonger" | "onder" => "minder dan",
        _ => return None,
    };
    let compares = h.token == "dan" || h.token.starts_with(|c: char| c.is_ascii_digit() || c == '€');
    compares.then_some(())?;
    Some(Message {
        title: format!("`{}` vergelijkt niet", h.previous),
        why: "Voor elke vergelijking is er één woord, zodat er geen twijfel is of de grens meetelt.",
        help: format!("Schrijf `is {right} …`."),
        before: true,
    })
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
    let turned: Vec<&str> = h.token.rsplit('-').collect();
    let meant = crate::value::Date::parse(&turned.join("-"));
    message(
        format!("`{}` is geen datum", h.token),
        "Alleen één schrijfwijze kan niet verkeerd gelezen worden.",
        meant.map_or_else(
            || "Schrijf de datum als `jjjj-mm-dd`, bijvoorbeeld `2026-07-01`.".to_owned(),
            |d| format!("Schrijf `{d}`: jaar, maand, dag."),
        ),
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

/// A condition that starts a line without a connection to the one above.
fn loose_line(h: &Here<'_>) -> Option<Message> {
    let variable = h.token.len() <= 2 && h.token.starts_with(|c: char| c.is_ascii_uppercase());
    (h.line.trim().is_empty() && (variable || matches!(h.token, "er" | "leeftijd" | "niet"))).then_some(())?;
    let above = h.before.trim_end().rsplit('\n').next().unwrap_or_default().trim_start();
    let mark = above.split_whitespace().next().unwrap_or_default();
    if mark.len() <= 4 && (mark.ends_with('.') || mark.ends_with('°')) {
        return message(
            "Hier ontbreekt een lijstmerk",
            "Zonder merk hoort deze regel bij het punt erboven, en daar past hij niet.",
            format!(
                "Begin een nieuw punt met het volgende merk na `{mark}`, of verbind met `en` of `of` als het bij dat punt hoort."
            ),
        );
    }
    message(
        "Deze voorwaarde is niet verbonden met die erboven",
        "Zonder `en` of `of` is niet te zien of beide nodig zijn of één genoeg is.",
        "Zet `en` of `of` voor deze regel, of maak een lijst met `elk van` of `een van`.",
    )
}

/// `artikel 10 lid "…"`: a word that wants a number or letter.
fn missing_number(h: &Here<'_>) -> Option<Message> {
    let example = match h.previous {
        "lid" => "lid 2",
        "onder" => "onder a",
        "artikel" => "artikel 10",
        _ => return None,
    };
    message(
        format!("Achter `{}` ontbreekt een nummer of letter", h.previous),
        "Zonder nummer is de plaats niet te vinden.",
        format!("Schrijf bijvoorbeeld `{example}`, of laat `{}` weg.", h.previous),
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
        // `rechtop` for `recht op`: only the space is missing.
        let joined = k.replace(' ', "") == word;
        if joined { Some(k.as_str()) } else { nearest(&written, [k.as_str()]) }
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
