//! Blocks and their properties.

use super::expr::cited;
use super::lines::Lines;
use super::literal::{citation, head, literal, place, qname, source, text};
use super::statement::{certainty, clauses, statement};
use crate::law::{Moment, Status};
use crate::syntax::ast::{Item, Organ, Property, PropertyKind, Provision, Statement};
use crate::text::Span;

/// Writes a block.
pub(super) fn item(lines: &mut Lines<'_>, item: &Item) {
    let start = Span::default();
    match item {
        Item::Regulation { code, title, properties } => {
            lines.line(0, start, &format!("regeling {} {}", code.node, text(title)));
            body(lines, properties, &[]);
        }
        Item::Continuation { code } => lines.line(0, start, &format!("vervolg van {}", code.node)),
        Item::Kind { name, members } => kind(lines, &name.node, members),
        Item::Entity { name, singular, text: t } => {
            let one = singular.as_ref().map_or(String::new(), |s| format!(" (enkelvoud {})", s.node));
            lines.line(0, start, &format!("entiteit {}{one} {}", name.node, text(t)));
        }
        Item::Fact { head: h, clauses: all } => {
            lines.line(0, start, &format!("feit {}", head(h)));
            clauses(lines, all, 2);
        }
        Item::Impossible { text: t, clauses: all } => {
            lines.line(0, start, &format!("onmogelijk {}", text(t)));
            clauses(lines, all, 2);
        }
        Item::Provision(p) => provision(lines, "", p),
        Item::CaseLaw { ecli, at, caption, properties, statements } => {
            lines.line(0, start, &format!("rechtspraak {} bij {} {}", ecli.node, citation(at), text(caption)));
            body(lines, properties, statements);
        }
        Item::Interpretation { name, at, caption, properties, readings } => {
            lines.line(0, start, &format!("interpretatie {} bij {} {}", name.node, citation(at), text(caption)));
            body(lines, properties, &[]);
            for reading in readings {
                lines.line(2, reading.span, &format!("lezing {} {}", reading.name.node, text(&reading.text)));
                reading.statements.iter().for_each(|s| statement(lines, s, 4));
            }
        }
        Item::DerivedNorm { name, caption, properties, statements } => {
            lines.line(0, start, &format!("afgeleide norm {} {}", name.node, text(caption)));
            body(lines, properties, statements);
        }
        Item::Amendment { code, title, from, properties } => {
            lines.line(0, start, &format!("wijziging {} {} met ingang van {}", code.node, text(title), from.node));
            body(lines, properties, &[]);
        }
        Item::Order { law, place: p, replacement: None } => {
            lines.line(0, start, &format!("{} {} vervalt", law.node, place(p)));
        }
        Item::Order { law, place: p, replacement: Some(new) } => {
            lines.line(0, start, &format!("{} {} wordt vervangen door {}", law.node, place(p), text(&new.caption)));
            body(lines, &new.properties, &new.statements);
        }
        Item::Insertion { law, after, provision: p } => {
            provision(lines, &format!("na {} {} wordt ingevoegd ", law.node, place(after)), p);
        }
        Item::AmountOrder { name, value, source: from } => {
            let from = from.as_ref().map_or(String::new(), |s| format!(" {}", source(s)));
            let value = literal(lines, &value.node, value.span);
            lines.line(0, start, &format!("bedrag {} wordt {value}{from}", qname(name)));
        }
    }
}

fn kind(lines: &mut Lines<'_>, name: &str, members: &[(crate::syntax::ast::Name, Option<crate::syntax::ast::Text>)]) {
    lines.line(0, Span::default(), &format!("soort {name} is"));
    for (i, (member, note)) in members.iter().enumerate() {
        let note = note.as_ref().map_or(String::new(), |n| format!(" {}", text(n)));
        let comma = if i + 1 < members.len() { "," } else { "" };
        lines.line(2, member.span, &format!("{}{note}{comma}", member.node));
    }
}

fn provision(lines: &mut Lines<'_>, before: &str, p: &Provision) {
    lines.line(0, Span::default(), &format!("{before}{} {}", place(&p.place), text(&p.caption)));
    body(lines, &p.properties, &p.statements);
}

fn body(lines: &mut Lines<'_>, properties: &[Property], statements: &[Statement]) {
    for p in properties {
        let words = property(&p.kind);
        lines.line(2, p.span, &words);
    }
    statements.iter().for_each(|s| statement(lines, s, 2));
}

fn property(kind: &PropertyKind) -> String {
    use PropertyKind as P;
    match kind {
        P::Valid(from, None) => format!("geldig van {from}"),
        P::Valid(from, Some(until)) => format!("geldig van {from} tot {until}"),
        P::ValidYear(year) => format!("geldig {year}"),
        P::Read(date) => format!("gelezen {date}"),
        P::Status(status) => match status {
            Status::InForce => "status geldend".to_owned(),
            Status::Lapsed => "status vervallen".to_owned(),
            Status::NotYet => "status nog niet in werking".to_owned(),
            Status::Tolerated(letter) => format!("status gedoogd \"{letter}\""),
            Status::Proposed => "status voorstel".to_owned(),
        },
        P::Certainty(degree, reason) => certainty(*degree, reason.as_ref()),
        P::Gist(t) => format!("kern {}", text(t)),
        P::Fills(c) => format!("vult in {}", citation(c)),
        P::Rank(name) => format!("rang {}", name.node),
        P::Source(s) => source(s),
        P::Basis(all) => cited("grondslag", all),
        P::Territory(name) => format!("gebied gemeente {}", name.node),
        P::Organs(all) => {
            let one = |o: &Organ| format!("{}{}", o.name.node, if o.authority { "" } else { " (geen bestuursorgaan)" });
            format!("orgaan {}", all.iter().map(one).collect::<Vec<_>>().join(", "))
        }
        P::Moment(moment) => {
            let words = match moment {
                Moment::EveryDay => "elke dag",
                Moment::FirstOfMonth => "eerste dag van de maand",
                Moment::FirstOfYear => "eerste dag van het jaar",
            };
            format!("peilmoment {words}")
        }
        P::Framework => "kaderwet".to_owned(),
        P::Note(t) => format!("toelichting {}", text(t)),
        P::Ruling(date) => format!("uitspraak {date}"),
        P::Seen(name) => format!("gezien {}", name.node),
        P::Direction(name) => format!("richting {}", name.node),
        P::Chosen(name) => format!("gekozen {}", name.node),
        P::Reason(t) => format!("reden {}", text(t)),
        P::FollowsFrom(all) => cited("volgt uit", all),
    }
}
