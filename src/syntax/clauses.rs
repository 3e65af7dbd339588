//! Which clauses belong to which statement, and in which order.

use super::ast::{Block, Clause, ClauseKind, Item, Provision, Statement, StatementKind};
use crate::diagnostic::{Diagnostic, code};
use crate::text::{Place, Span};

/// A kind of clause: the word it is known by, and its place in the fixed order.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Tag(&'static str, u8);

fn tag(kind: &ClauseKind) -> Tag {
    use ClauseKind as C;
    match kind {
        C::For(_) => Tag("voor", 0),
        C::Symmetric => Tag("wederkerig", 1),
        C::Inverse(..) => Tag("omgekeerd", 1),
        C::Rebuttable(_) => Tag("(on)weerlegbaar", 1),
        C::Regulate(..) => Tag("moet/kan regelen", 1),
        C::But(..) => Tag("maar", 2),
        C::WhileEmpty(_) => Tag("zolang leeg", 3),
        C::Manner { .. } => Tag("ambtshalve/op aanvraag/op verzoek", 2),
        C::Once(_) => Tag("ten hoogste eenmaal per", 3),
        C::Jointly(_) => Tag("gezamenlijk met", 4),
        C::Competent(..) => Tag("bevoegd", 5),
        C::Derogates(_) => Tag("in afwijking van", 6),
        C::WithoutPrejudice(_) => Tag("onverminderd", 6),
        C::SubjectTo(_) => Tag("behoudens", 6),
        C::Observing(_) => Tag("met inachtneming van", 6),
        C::Applying(..) => Tag("met overeenkomstige toepassing van", 6),
        C::NotForConcepts(_) | C::NotForPersons(..) | C::NotForPlaces(_) => Tag("niet voor", 7),
        C::ToTheExtent(_) => Tag("voor zover", 8),
        C::Where(..) => Tag("waarbij", 9),
        C::If(_) => Tag("als", 10),
        C::Unless(_) => Tag("tenzij", 11),
        C::Is(_) => Tag("is", 12),
        C::Amount(_) => Tag("hoogte", 12),
        C::Form(_) => Tag("vorm", 13),
        C::Performance(_) => Tag("prestatie", 14),
        C::Starts(_) => Tag("ingang", 15),
        C::Ends(_) => Tag("einde", 16),
        C::PaidOut(..) => Tag("uitbetaling", 17),
        C::Review(_) => Tag("toetsing", 18),
        C::Effect(..) => Tag("gevolg", 18),
        C::Question(_) => Tag("vraag", 1),
        C::Why(_) => Tag("waarom", 2),
        C::JudgedBy(..) => Tag("beoordeling door", 2),
        C::Factor(..) => Tag("gezichtspunt", 3),
        C::Changeable(_) => Tag("wijzigbaar", 3),
        C::Flow(_) => Tag("verloop", 4),
        C::Bounds(_) => Tag("grens", 5),
        C::Default(..) => Tag("standaard", 6),
        C::PartOf(_) => Tag("onderdeel van", 7),
        C::CountsAs(_) => Tag("telt als", 8),
        C::ArrangedBy(_) => Tag("te regelen met", 9),
        C::Proof(_) => Tag("bewijs", 17),
        C::Begins(_) => Tag("begint", 10),
        C::Lasts(..) => Tag("duur", 11),
        C::AfterwardsText(_) | C::AfterwardsMay(..) => Tag("daarna", 12),
        C::NoTermsAct => Tag("algemene termijnenwet niet van toepassing", 13),
    }
}

const MANNER: &str = "ambtshalve/op aanvraag/op verzoek";
const NORM: [&str; 4] = ["in afwijking van", "onverminderd", "behoudens", "met inachtneming van"];
const CONDITION: [&str; 3] = ["waarbij", "als", "tenzij"];
const REPEATABLE: [&str; 5] =
    ["waarbij", "gezichtspunt", "niet voor", "met overeenkomstige toepassing van", "zolang leeg"];

/// The clauses a statement may have, by word.
fn allowed(kind: &StatementKind) -> (&'static str, Vec<&'static str>) {
    use StatementKind as S;
    let with = |own: &[&'static str], groups: &[&[&'static str]]| {
        own.iter().copied().chain(groups.iter().flat_map(|g| g.iter().copied())).collect::<Vec<_>>()
    };
    match kind {
        S::Concept(_) => ("begrip", with(&["wederkerig", "telt als", "is"], &[&NORM, &CONDITION])),
        S::Read(_) => ("lees", with(&["is"], &[&CONDITION])),
        S::Also(_) => ("ook", with(&["wederkerig", MANNER, "bewijs"], &[&NORM, &CONDITION])),
        S::Never(_) => ("nooit", with(&["wederkerig", MANNER, "bewijs"], &[&NORM, &CONDITION])),
        S::Presumption(_) => ("vermoeden", with(&["wederkerig", "(on)weerlegbaar", "bewijs"], &[&NORM, &CONDITION])),
        S::OpenNorm(_) => ("open norm", with(&["vraag", "beoordeling door", "gezichtspunt"], &[])),
        S::Amount { .. } => ("bedrag", with(&[], &[])),
        S::Table { .. } => ("tabel", with(&[], &[])),
        S::Right { .. } => (
            "recht",
            with(
                &[
                    MANNER,
                    "ten hoogste eenmaal per",
                    "gezamenlijk met",
                    "bevoegd",
                    "met overeenkomstige toepassing van",
                    "voor zover",
                    "telt als",
                    "hoogte",
                    "vorm",
                    "prestatie",
                    "ingang",
                    "einde",
                    "uitbetaling",
                    "bewijs",
                ],
                &[&NORM, &CONDITION],
            ),
        ),
        S::NoRight { .. } => ("geen recht", with(&["voor zover"], &[&NORM, &CONDITION])),
        S::Refusal { .. } => ("weigering", with(&["voor zover", "toetsing"], &[&NORM, &CONDITION])),
        S::Duty { forbidden: false, .. } => {
            ("plicht", with(&[MANNER, "telt als", "hoogte", "prestatie"], &[&NORM, &CONDITION]))
        }
        S::Duty { forbidden: true, .. } => ("verbod", with(&[], &[&NORM, &CONDITION])),
        S::Power { hardship: false, .. } => (
            "bevoegdheid",
            with(
                &[
                    MANNER,
                    "ten hoogste eenmaal per",
                    "gezamenlijk met",
                    "bevoegd",
                    "voor zover",
                    "niet voor",
                    "hoogte",
                    "vorm",
                    "bewijs",
                    "toetsing",
                ],
                &[&NORM, &CONDITION],
            ),
        ),
        S::Power { hardship: true, .. } => {
            ("hardheidsclausule", with(&[MANNER, "niet voor", "bewijs", "toetsing"], &[&NORM, &CONDITION]))
        }
        S::Exception { .. } => ("uitzondering", with(&[MANNER, "bewijs"], &[&CONDITION])),
        S::Concurrence { .. } => ("samenloop", with(&["gevolg"], &[&NORM, &CONDITION])),
        S::Delegation { .. } => ("delegatie", with(&["moet/kan regelen", "maar", "zolang leeg"], &[])),
        S::Term { .. } => {
            let own = ["begint", "duur", "daarna", "algemene termijnenwet niet van toepassing"];
            ("termijn", with(&own, &[&CONDITION]))
        }
    }
}

const FACT: [&str; 13] = [
    "wederkerig",
    "omgekeerd",
    "vraag",
    "waarom",
    "wijzigbaar",
    "verloop",
    "grens",
    "standaard",
    "onderdeel van",
    "telt als",
    "te regelen met",
    "bewijs",
    "voor",
];

/// The clauses a statement cannot do without: any one of each group.
fn required(kind: &StatementKind) -> &'static [&'static [&'static str]] {
    use StatementKind as S;
    match kind {
        S::Concept(_) | S::Read(_) => &[&["als", "is"]],
        S::Also(_) | S::Never(_) | S::Presumption(_) => &[&["als"]],
        S::NoRight { .. } | S::Refusal { .. } => &[&["als", "voor zover"]],
        S::Exception { .. } => &[&["als", MANNER]],
        S::Power { hardship: true, .. } => &[&["in afwijking van"]],
        S::Concurrence { .. } => &[&["gevolg"]],
        S::Delegation { .. } => &[&["moet/kan regelen"], &["zolang leeg"]],
        S::Term { .. } => &[&["begint"], &["duur"]],
        _ => &[],
    }
}

/// Checks every statement of a block.
pub(super) fn check(block: &Block, place: &impl Fn(Span) -> Place) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let mut all = |statements: &[Statement]| {
        for statement in statements {
            check_statement(statement, place, &mut out);
        }
    };
    match &block.item {
        Item::Provision(Provision { statements, .. })
        | Item::Order { replacement: Some(Provision { statements, .. }), .. }
        | Item::Insertion { provision: Provision { statements, .. }, .. }
        | Item::CaseLaw { statements, .. }
        | Item::DerivedNorm { statements, .. } => all(statements),
        Item::Interpretation { readings, .. } => readings.iter().for_each(|r| all(&r.statements)),
        Item::Fact { clauses, .. } => check_clauses("feit", &FACT, clauses, place, &mut out),
        Item::Impossible { clauses, .. } => {
            check_clauses("onmogelijk", &["voor", "als", "waarbij", "tenzij"], clauses, place, &mut out)
        }
        _ => {}
    }
    out
}

fn check_statement(statement: &Statement, place: &impl Fn(Span) -> Place, out: &mut Vec<Diagnostic>) {
    let (word, allowed) = allowed(&statement.kind);
    check_clauses(word, &allowed, &statement.clauses, place, out);
    for group in required(&statement.kind) {
        if !statement.clauses.iter().any(|c| group.contains(&tag(&c.kind).0)) {
            let wanted = group.iter().map(|g| format!("`{g}`")).collect::<Vec<_>>().join(" of ");
            out.push(
                Diagnostic::error(code::CLAUSE, place(statement.head_span), format!("Bij `{word}` ontbreekt {wanted}"))
                    .why("Zonder dat deel zegt de uitspraak niet wanneer of hoe zij geldt.")
                    .help(format!("Voeg een regel met {wanted} toe.")),
            );
        }
    }
}

fn check_clauses(
    word: &str,
    allowed: &[&str],
    clauses: &[Clause],
    place: &impl Fn(Span) -> Place,
    out: &mut Vec<Diagnostic>,
) {
    let mut latest: Option<(Tag, Span)> = None;
    let mut seen: Vec<Tag> = Vec::new();
    for clause in clauses {
        let tag = tag(&clause.kind);
        if !allowed.contains(&tag.0) {
            let list = allowed.iter().map(|a| format!("`{a}`")).collect::<Vec<_>>().join(", ");
            out.push(
                Diagnostic::error(code::CLAUSE, place(clause.span), format!("`{}` hoort niet bij `{word}`", tag.0))
                    .why("kanwel zou dit deel anders stil overslaan.")
                    .help(format!("Bij `{word}` kunnen staan: {list}.")),
            );
            continue;
        }
        if seen.contains(&tag) && !REPEATABLE.contains(&tag.0) {
            out.push(
                Diagnostic::error(
                    code::CLAUSE,
                    place(clause.span),
                    format!("`{}` staat hier voor de tweede keer", tag.0),
                )
                .why("Het is niet te zien welke van de twee geldt.")
                .help("Voeg de voorwaarden samen met `en`, `of` of een lijst, of maak er twee uitspraken van."),
            );
        }
        if let Some((before, span)) = latest
            && before.1 > tag.1
        {
            out.push(
                Diagnostic::error(code::CLAUSE, place(clause.span), format!("`{}` hoort vóór `{}`", tag.0, before.0))
                    .also(place(span), "dit staat ervoor")
                    .why("In een vaste volgorde leest elke bepaling hetzelfde.")
                    .help("Zet de regels om."),
            );
        } else {
            latest = Some((tag, clause.span));
        }
        seen.push(tag);
    }
}
