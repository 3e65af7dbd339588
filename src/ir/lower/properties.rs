//! Properties of provisions: validity, reading date, gist, certainty, competence.

use super::super::declare::validity;
use super::super::index::Scope;
use super::super::rule::{Origin, Provision};
use super::super::signature::{Context, SlotDecl};
use crate::diagnostic::{Diagnostic, code};
use crate::law::{Certainty, Citation, Rank, Status, Validity};
use crate::syntax::ast::{Name, Property, PropertyKind, Reading};
use crate::text::Span;
use std::sync::Arc;

fn missing(cx: &Context, span: Span, word: &str, why: &'static str, example: &str) -> Diagnostic {
    Diagnostic::error(code::PROPERTY, cx.at(span), format!("Hier ontbreekt `{word}`"))
        .why(why)
        .help(format!("Voeg toe: `{example}`."))
}

/// The message for a doubtful source without a reason.
pub(super) fn doubt_without_reason(cx: &Context, span: Span) -> Diagnostic {
    Diagnostic::error(code::DOUBT, cx.at(span), "`zekerheid laag` zonder reden")
        .why("Wie de uitkomst leest, moet kunnen wegen waarom zij onzeker is.")
        .help("Schrijf `zekerheid laag \"de reden\"`.")
}

fn wrong_word(cx: &Context, name: &Name, what: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::error(code::PROPERTY, cx.at(name.span), format!("`{}` is geen {what}", name.node))
        .why("Een onbekend woord zou stil worden overgeslagen.")
        .help(format!("Kies {}.", known.join(", ")))
        .suggest(&name.node, known.iter().copied())
}

/// Reads and checks the properties of a provision; `None` when its validity is not known.
pub(super) fn provision(
    cx: &Context,
    properties: &[Property],
    citation: Citation,
    caption: Arc<str>,
    span: Span,
    out: &mut Vec<Diagnostic>,
) -> Option<Provision> {
    let mut p = Provision {
        citation,
        law: cx.law.clone(),
        caption,
        validity: Validity::ALWAYS,
        status: Status::InForce,
        certainty: (Certainty::High, None),
        read: None,
        gist: None,
        origin: Origin::Text,
        fills: None,
        place: cx.at(span),
    };
    let mut seen: Vec<std::mem::Discriminant<PropertyKind>> = Vec::new();
    for property in properties {
        let which = std::mem::discriminant(&property.kind);
        if seen.contains(&which) {
            out.push(
                Diagnostic::error(code::CLAUSE, cx.at(property.span), "Dit kenmerk staat hier voor de tweede keer")
                    .why("Het is niet te zien welke van de twee geldt.")
                    .help("Haal er een weg; voor een tweede periode is een tweede bepaling nodig."),
            );
        }
        seen.push(which);
        match &property.kind {
            PropertyKind::Read(date) => p.read = Some(*date),
            PropertyKind::Status(status) => p.status = status.clone(),
            PropertyKind::Gist(text) => p.gist = Some(text.joined()),
            PropertyKind::Fills(c) => p.fills = super::super::declare::cited(&cx.law, &c.kind),
            PropertyKind::Certainty(degree, reason) => {
                if *degree == Certainty::Low && reason.is_none() {
                    out.push(doubt_without_reason(cx, property.span));
                }
                p.certainty = (*degree, reason.as_ref().map(|r| r.joined()));
            }
            PropertyKind::Valid(from, Some(until)) if until <= from => out.push(
                Diagnostic::error(code::LITERAL, cx.at(property.span), "Deze geldigheid eindigt voordat zij begint")
                    .why("De bepaling zou op geen enkele dag gelden.")
                    .help("`tot` is de eerste dag waarop de bepaling niet meer geldt."),
            ),
            PropertyKind::Valid(..) | PropertyKind::ValidYear(_) | PropertyKind::Note(_) => {}
            _ => out.push(
                Diagnostic::error(code::CLAUSE, cx.at(property.span), "Dit kenmerk hoort niet bij een bepaling")
                    .why("kanwel zou het anders stil overslaan.")
                    .help("Bij een bepaling kunnen staan: `geldig`, `gelezen`, `status`, `zekerheid`, `kern`, `vult in`, `toelichting`."),
            ),
        }
    }
    if p.gist.is_none() {
        out.push(missing(
            cx,
            span,
            "kern",
            "De lezer ziet deze zin als uitleg bij elke uitkomst.",
            "kern \"Eén zin in gewone taal.\"",
        ));
    }
    if p.read.is_none() {
        out.push(missing(
            cx,
            span,
            "gelezen",
            "Zonder datum weet niemand tegen welke tekst is gecontroleerd.",
            "gelezen 2026-01-01",
        ));
    }
    let Some(validity) = validity(properties) else {
        out.push(missing(
            cx,
            span,
            "geldig",
            "Zonder geldigheid is niet te zeggen welke versie op een datum telt.",
            "geldig van 2026-01-01",
        ));
        return None;
    };
    p.validity = validity;
    Some(p)
}

/// `rechtspraak …`: joins the provision from the date of the ruling on.
pub(super) fn case_law(
    cx: &Context,
    properties: &[Property],
    ecli: &Name,
    at: Citation,
    caption: Arc<str>,
    out: &mut Vec<Diagnostic>,
) -> Option<Provision> {
    let (mut ruling, mut seen, mut gist) = (None, None, None);
    for property in properties {
        match &property.kind {
            PropertyKind::Ruling(date) => ruling = Some(*date),
            PropertyKind::Gist(t) => gist = Some(t.joined()),
            PropertyKind::Seen(name) => {
                const LEVELS: [&str; 4] = ["volledig", "samenvatting", "vermelding", "niet"];
                if LEVELS.contains(&&*name.node) {
                    seen = Some(name.node.clone());
                } else {
                    out.push(wrong_word(cx, name, "graad van inzage", &LEVELS));
                }
            }
            PropertyKind::Direction(name) => {
                const WAYS: [&str; 3] = ["ruimer", "strenger", "invulling"];
                if !WAYS.contains(&&*name.node) {
                    out.push(wrong_word(cx, name, "richting", &WAYS));
                }
            }
            _ => {}
        }
    }
    if gist.is_none() {
        out.push(missing(
            cx,
            ecli.span,
            "kern",
            "De lezer ziet deze zin als uitleg bij elke uitkomst.",
            "kern \"Eén zin in gewone taal.\"",
        ));
    }
    let Some(seen) = seen else {
        out.push(missing(
            cx,
            ecli.span,
            "gezien",
            "Alleen een uitspraak die is ingezien mag een uitkomst veranderen.",
            "gezien samenvatting",
        ));
        return None;
    };
    let stated = validity(properties);
    let Some(from) = stated.map(|v| v.from).or(ruling) else {
        out.push(missing(
            cx,
            ecli.span,
            "uitspraak",
            "Een uitspraak telt vanaf de dag waarop zij is gedaan.",
            "uitspraak 2016-01-26",
        ));
        return None;
    };
    Some(Provision {
        citation: Citation::Case(ecli.node.clone()),
        law: cx.law.clone(),
        caption,
        validity: stated.unwrap_or(Validity { from, until: None }),
        status: Status::InForce,
        certainty: (if &*seen == "volledig" { Certainty::High } else { Certainty::Middle }, None),
        read: ruling,
        gist,
        origin: Origin::CaseLaw { at, decisive: matches!(&*seen, "volledig" | "samenvatting") },
        fills: None,
        place: cx.at(ecli.span),
    })
}

/// Checks an interpretation: a reason, and a chosen reading that exists.
pub(super) fn interpretation(
    cx: &Context,
    name: &Name,
    properties: &[Property],
    readings: &[Reading],
    out: &mut Vec<Diagnostic>,
) {
    let chosen = properties.iter().find_map(|p| match &p.kind {
        PropertyKind::Chosen(n) => Some(n),
        _ => None,
    });
    if !properties.iter().any(|p| matches!(p.kind, PropertyKind::Reason(_))) {
        out.push(missing(
            cx,
            name.span,
            "reden",
            "Een keuze zonder reden kan niemand betwisten.",
            "reden \"waarom deze lezing\"",
        ));
    }
    let names: Vec<&str> = readings.iter().map(|r| &*r.name.node).collect();
    for (i, reading) in readings.iter().enumerate() {
        if names.iter().take(i).any(|n| **n == *reading.name.node) {
            out.push(
                Diagnostic::error(
                    code::READING,
                    cx.at(reading.name.span),
                    format!("De lezing `{}` staat er twee keer", reading.name.node),
                )
                .why("Een lezing wordt met haar naam gekozen; dan moet die er één keer zijn.")
                .help("Geef elke lezing een eigen naam."),
            );
        }
    }
    match chosen {
        Some(c) if names.contains(&&*c.node) => {}
        Some(c) => out.push(
            Diagnostic::error(code::READING, cx.at(c.span), format!("Er is geen lezing `{}`", c.node))
                .why("Er geldt altijd precies één lezing.")
                .help(format!("Kies {}.", names.join(" of ")))
                .suggest(&c.node, names.iter().copied()),
        ),
        None => out.push(missing(
            cx,
            name.span,
            "gekozen",
            "Er geldt altijd precies één lezing.",
            "gekozen naam_van_de_lezing",
        )),
    }
}

/// The provision that stands for one reading.
pub(super) fn reading(
    cx: &Context,
    name: &Name,
    at: &Citation,
    caption: Arc<str>,
    reading: &Reading,
) -> Option<Provision> {
    Some(Provision {
        citation: at.clone(),
        law: cx.law.clone(),
        caption,
        validity: Validity::ALWAYS,
        status: Status::InForce,
        certainty: (Certainty::Middle, Some(format!("lezing {} van {}", reading.name.node, name.node).into())),
        read: None,
        gist: Some(reading.text.joined()),
        origin: Origin::Reading { at: at.clone(), choice: name.node.clone(), reading: reading.name.node.clone() },
        fills: None,
        place: cx.at(reading.span),
    })
}

/// `afgeleide norm …`
pub(super) fn derived(
    cx: &Context,
    properties: &[Property],
    name: &Name,
    caption: Arc<str>,
    out: &mut Vec<Diagnostic>,
) -> Option<Provision> {
    let from = properties.iter().find_map(|p| match &p.kind {
        PropertyKind::FollowsFrom(all) => {
            Some(all.iter().filter_map(|c| super::super::declare::cited(&cx.law, &c.kind)).collect::<Vec<_>>())
        }
        _ => None,
    });
    let Some(from) = from.filter(|f| !f.is_empty()) else {
        out.push(missing(
            cx,
            name.span,
            "volgt uit",
            "Een afgeleide norm heeft geen eigen artikel; de lezer moet zien waar zij vandaan komt.",
            "volgt uit Wmo artikel 2.3.2 lid 4",
        ));
        return None;
    };
    let gist = properties.iter().find_map(|p| match &p.kind {
        PropertyKind::Gist(t) => Some(t.joined()),
        _ => None,
    });
    let Some(validity) = validity(properties) else {
        out.push(missing(
            cx,
            name.span,
            "geldig",
            "Zonder geldigheid is niet te zeggen wanneer de norm telt.",
            "geldig van 2015-01-01",
        ));
        return None;
    };
    Some(Provision {
        citation: Citation::Derived { law: cx.law.clone(), name: name.node.clone() },
        law: cx.law.clone(),
        caption,
        validity,
        status: Status::InForce,
        certainty: (Certainty::Middle, None),
        read: None,
        gist,
        origin: Origin::Derived { from },
        fills: None,
        place: cx.at(name.span),
    })
}

/// Checks the head of a regulation.
pub(super) fn regulation(cx: &Context, span: Span, properties: &[Property], out: &mut Vec<Diagnostic>) {
    let rank = properties.iter().find_map(|p| match &p.kind {
        PropertyKind::Rank(name) => Some(name),
        _ => None,
    });
    match rank {
        Some(name) if Rank::parse(&name.node).is_none() => {
            out.push(wrong_word(cx, name, "rang", &Rank::ALL.map(Rank::word)));
        }
        Some(_) => {}
        None => out.push(missing(cx, span, "rang", "De rang bepaalt welke regel voorgaat.", "rang wet")),
    }
    let known = rank.and_then(|r| Rank::parse(&r.node));
    let local = properties.iter().any(|p| matches!(p.kind, PropertyKind::Territory(_)));
    let based = properties.iter().any(|p| matches!(p.kind, PropertyKind::Basis(_)));
    if local && !based && matches!(known, Some(Rank::Ordinance | Rank::PolicyRule)) {
        out.push(missing(
            cx,
            span,
            "grondslag",
            "Een lagere regel ontleent haar gezag aan een hogere.",
            "grondslag Pw artikel 8",
        ));
    }
    for property in properties {
        let fits = matches!(
            property.kind,
            PropertyKind::Rank(_)
                | PropertyKind::Source(_)
                | PropertyKind::Basis(_)
                | PropertyKind::Territory(_)
                | PropertyKind::Organs(_)
                | PropertyKind::Moment(_)
                | PropertyKind::Framework
                | PropertyKind::Note(_)
        );
        if !fits {
            out.push(
                Diagnostic::error(code::CLAUSE, cx.at(property.span), "Dit kenmerk hoort niet bij een regeling")
                    .why("kanwel zou het anders stil overslaan.")
                    .help("Bij een regeling kunnen staan: `rang`, `bron`, `grondslag`, `gebied`, `orgaan`, `peilmoment`, `kaderwet`, `toelichting`."),
            );
        }
    }
}

/// Competence before priority: rank, organ and territory of the filler must be those of the delegation.
pub(super) fn competence(cx: &Context, scope: &dyn Scope, slots: &[SlotDecl], span: Span, out: &mut Vec<Diagnostic>) {
    let Some(own) = scope.regulation(&cx.law) else { return };
    for slot in slots {
        let rank = slot.rank.is_none_or(|r| r == own.rank);
        let organ = own.organs.contains(&slot.organ);
        if rank && organ {
            continue;
        }
        let wanted = slot.rank.map_or("?", Rank::word);
        out.push(
            Diagnostic::error(code::COMPETENCE, cx.at(span), format!("{} is niet bevoegd dit in te vullen", cx.law))
                .label(format!("{} is een {} van {}", cx.law, own.rank.word(), own.organs.join(", ")))
                .also(slot.place.clone(), format!("alleen {} bij {wanted} mag dit regelen", slot.organ))
                .why("Een regel van een onbevoegd orgaan of van de verkeerde rang bindt niet; zij mag ook niet eerst winnen en later vallen.")
                .help("Controleer `rang` en `orgaan` van deze regeling, of verwijs naar een andere delegatie."),
        );
        return;
    }
}
