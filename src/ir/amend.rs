//! Amendments: what the orders of a bill do to the law in force, and what is wrong with an order.
//!
//! Orders are carried out in order of the day they begin, whatever the order of the files; each is checked against the
//! law as the earlier ones left it.

use super::link::{Linked, Program, ProvisionId, location};
use super::lower::Order;
use super::rule::{Body, Origin, Provision, Row, Rule};
use super::signature::Bill;
use crate::diagnostic::{Diagnostic, code};
use crate::law::{Address, Citation, Code, Moment, Rank, Status, Target, Validity};
use crate::text::Place;
use crate::value::{Date, Period, Value};
use std::sync::Arc;

/// Carries out the orders of bills: base rules are untouched in their files, only their end changes here.
pub(super) fn amend<'o>(program: &mut Program, orders: impl Iterator<Item = &'o Order>) -> Vec<Diagnostic> {
    let mut orders: Vec<&Order> = orders.collect();
    orders.sort_by_key(|o| o.bill().from);
    let mut out = Vec::new();
    for (i, order) in orders.iter().enumerate() {
        let twice = orders.iter().take(i).find(|earlier| same_place_and_day(earlier, order));
        match twice {
            Some(earlier) => out.push(collides(earlier, order)),
            None => out.extend(wrong(program, order)),
        }
        carry_out(program, order);
    }
    program.orders = orders.into_iter().cloned().collect();
    out
}

/// Two orders that change one thing on one day: nothing says which of them comes last.
fn same_place_and_day(a: &Order, b: &Order) -> bool {
    let day = a.bill().from == b.bill().from;
    let other = a.bill().code != b.bill().code;
    day && match (a, b) {
        (Order::Lapse { target: a, .. }, Order::Lapse { target: b, .. }) => a == b || other && overlap(a, b),
        (Order::Amount { of: a, .. }, Order::Amount { of: b, .. }) => a == b,
        (Order::Insert { new: a, .. }, Order::Insert { new: b, .. }) => a == b,
        _ => false,
    }
}

/// Whether one place lies in the other. Ranges are compared by their first place.
fn overlap(a: &Target, b: &Target) -> bool {
    let place = |t: &Target| match t {
        Target::Place { law, address, .. } => Some(Citation::law(law, address.clone())),
        _ => None,
    };
    place(b).is_some_and(|p| a.reaches(&p, None)) || place(a).is_some_and(|p| b.reaches(&p, None))
}

fn collides(earlier: &Order, later: &Order) -> Diagnostic {
    let (a, b) = (earlier.bill(), later.bill());
    let who =
        if a.code == b.code { format!("{} verandert", a.code) } else { format!("{} en {} veranderen", a.code, b.code) };
    let title = format!("{who} {} op dezelfde dag twee keer", later.what());
    Diagnostic::error(code::AMENDMENT, later.place().clone(), title)
        .label(format!("{}, met ingang van {}", b.code, b.from))
        .also(earlier.place().clone(), format!("{}, met ingang van {}", a.code, a.from))
        .why("Welke van de twee teksten daarna geldt, is niet te zeggen.")
        .help("Geef een van de twee een andere ingangsdatum, of maak er één opdracht van.")
}

/// What is wrong with an order, given the law as it stands before it.
fn wrong(program: &Program, order: &Order) -> Option<Diagnostic> {
    match order {
        Order::Lapse { bill, target, place } => {
            let versions = versions(program, bill, target);
            match in_force(&versions, bill.from) {
                Standing::Now(None) => None,
                Standing::Now(Some(later)) => Some(
                    Diagnostic::warning(
                        code::AMENDMENT,
                        place.clone(),
                        format!("Van {target} is al een latere tekst bekend, vanaf {later}"),
                    )
                    .why(format!("De opdracht van {} ({}) laat ook die latere tekst vervallen.", bill.code, bill.from))
                    .help("Controleer of dat de bedoeling is. Laat de wijziging anders beginnen op of na die dag."),
                ),
                Standing::Never => Some(nothing_there(target.to_string(), place)),
                Standing::NotYet(first) => Some(not_yet(&target.to_string(), first, bill, place)),
                Standing::NoLonger(last) => Some(
                    Diagnostic::error(
                        code::AMENDMENT,
                        place.clone(),
                        format!("{target} geldt op {} niet meer", bill.from),
                    )
                    .label(format!("vervallen met ingang van {last}"))
                    .why("Wat al vervallen is, kan niet worden vervangen en niet nog eens vervallen.")
                    .help(
                        "Controleer de ingangsdatum en de volgorde van de wijzigingen, of voeg een nieuwe bepaling in.",
                    ),
                ),
            }
        }
        Order::Insert { bill, law, after, new, place } => insertion(program, bill, law, after, new, place),
        Order::Amount { bill, of, place, .. } => {
            let id = program.ids.get(of).copied()?;
            let rows = program.rules.iter().filter_map(|l| match &l.rule.body {
                Body::Amount { of, rows } if *of == id => Some(rows),
                _ => None,
            });
            let first = rows.flatten().map(|r| r.period.start).min()?;
            (first > bill.from).then(|| not_yet(&format!("`{of}`"), first, bill, place))
        }
    }
}

/// How a place stands on a day.
enum Standing {
    /// In force; with the start of a later text, if one is known.
    Now(Option<Date>),
    /// Begins later.
    NotYet(Date),
    /// Ended before.
    NoLonger(Date),
    /// Not there at all.
    Never,
}

/// When the texts at a place are in force, those of the bill itself left out, and of later bills.
fn versions(program: &Program, bill: &Bill, target: &Target) -> Vec<Validity> {
    let hit = |l: &&Linked| {
        program.provision(l.provision).is_some_and(|p| {
            !of_bill(p, &bill.code)
                && (matches!(p.origin, Origin::Text) || l.validity.from <= bill.from)
                && (target.reaches(location(p), Some(l.rank))
                    || l.rule.points.iter().any(|m| target.reaches(&p.cite_point(m), Some(l.rank))))
        })
    };
    program.rules.iter().filter(hit).map(|l| l.validity).collect()
}

fn in_force(versions: &[Validity], day: Date) -> Standing {
    let later = versions.iter().filter(|v| v.from > day && v.until.is_none_or(|u| v.from < u)).map(|v| v.from).min();
    if versions.iter().any(|v| v.contains(day)) {
        return Standing::Now(later);
    }
    let ended = versions.iter().filter_map(|v| v.until).filter(|u| *u <= day).max();
    match (later, ended) {
        (Some(first), _) => Standing::NotYet(first),
        (None, Some(last)) => Standing::NoLonger(last),
        (None, None) => Standing::Never,
    }
}

fn of_bill(provision: &Provision, bill: &Code) -> bool {
    matches!(&provision.origin, Origin::Bill(code) if code == bill)
}

/// Whether a new provision may stand where an order puts it.
fn insertion(
    program: &Program,
    bill: &Bill,
    law: &Code,
    after: &Address,
    new: &Address,
    place: &Place,
) -> Option<Diagnostic> {
    let wrong = |title: String, why: &str, help: String| {
        Some(Diagnostic::error(code::AMENDMENT, place.clone(), title).why(why.to_owned()).help(help))
    };
    let places: Vec<(&Address, &Provision)> = program
        .provisions
        .iter()
        .filter(|p| p.law == *law && p.validity.contains(bill.from))
        .filter_map(|p| Some((p.address()?, p)))
        .collect();
    // The number of a lapsed provision still has its place; one that is still to come has not.
    let known = program.provisions.iter().filter(|p| p.law == *law && p.address().is_some_and(|a| after.contains(a)));
    match known.map(|p| p.validity.from).min() {
        None => return Some(nothing_there(format!("{law} {after}"), place)),
        Some(first) if first > bill.from => return Some(not_yet(&format!("{law} {after}"), first, bill, place)),
        Some(_) => {}
    }
    if places.iter().any(|(a, p)| !of_bill(p, &bill.code) && new.contains(a)) {
        return wrong(
            format!("{law} {new} bestaat al"),
            "Twee bepalingen met één nummer zijn niet uit elkaar te houden.",
            format!("Kies een vrij nummer, of schrijf `{law} {new} wordt vervangen door …`."),
        );
    }
    let level = |a: &Address| a.parts.len();
    let parent = |a: &Address| a.parts.get(..level(a).saturating_sub(1)).unwrap_or_default().to_vec();
    let siblings = after.unit == new.unit
        && level(after) == level(new)
        && parent(after) == parent(new)
        && (level(new) == 0 || after.number == new.number);
    if siblings && new <= after {
        return wrong(
            format!("{law} {new} hoort niet na {after}"),
            "Wie de wet leest, zoekt een bepaling op volgorde van nummer.",
            format!("Kies een nummer dat op {after} volgt, of noem de bepaling waar het wel na komt."),
        );
    }
    let cut = |a: &Address| Address {
        opening: false,
        parts: a.parts.iter().take(level(new)).cloned().collect(),
        ..a.clone()
    };
    let between = places.iter().map(|(a, _)| cut(a)).filter(|a| siblings && a > after && a < new);
    let between = between.filter(|a| level(a) == level(new) && parent(a) == parent(new)).min();
    between.and_then(|b| {
        wrong(
            format!("Tussen {law} {after} en {new} staat al {b}"),
            "Een nieuwe bepaling komt direct na de bepaling die de opdracht noemt.",
            format!("Schrijf `na {law} {b} wordt ingevoegd …`, of kies een ander nummer."),
        )
    })
}

pub(super) fn nothing_there(what: impl std::fmt::Display, place: &Place) -> Diagnostic {
    Diagnostic::error(code::AMENDMENT, place.clone(), format!("{what} bestaat niet in de gecodeerde regels"))
        .why("Een wijziging van iets dat er niet is, doet niets; dat is bijna altijd een vergissing in het nummer.")
        .help("Controleer het artikel en lid, of codeer de bepaling eerst.")
}

fn not_yet(what: &str, first: Date, bill: &Bill, place: &Place) -> Diagnostic {
    Diagnostic::error(code::AMENDMENT, place.clone(), format!("{what} begint pas op {first}"))
        .label(format!("{} begint op {}", bill.code, bill.from))
        .why("Een wijziging kan niet beginnen vóór de tekst die zij verandert.")
        .help(format!("Laat de wijziging beginnen op {first} of later, of noem de tekst die op {} geldt.", bill.from))
}

fn carry_out(program: &mut Program, order: &Order) {
    match order {
        Order::Lapse { bill, target, place } => lapse(program, &bill.code, bill.from, target, place),
        Order::Insert { .. } => {}
        Order::Amount { bill, of, value, source, .. } => {
            let Some(id) = program.ids.get(of).copied() else { return };
            for linked in &mut program.rules {
                if matches!(&linked.rule.body, Body::Amount { of, .. } if *of == id)
                    && let Body::Amount { rows, .. } = &mut Arc::make_mut(&mut linked.rule).body
                {
                    amend_rows(rows, bill.from, value, source);
                }
            }
        }
    }
}

fn lapse(program: &mut Program, bill: &Code, from: Date, target: &Target, place: &Place) {
    let mut partial = false;
    for linked in &mut program.rules {
        let Some(provision) = program.provisions.get(linked.provision.0 as usize) else { continue };
        // A text of this bill stays, and so does one of a bill that begins later: that is the later amendment.
        let later = matches!(provision.origin, Origin::Bill(_)) && linked.validity.from > from;
        if later || of_bill(provision, bill) {
            continue;
        }
        if target.reaches(location(provision), Some(linked.rank)) {
            linked.validity.until = Some(linked.validity.until.map_or(from, |u| u.min(from)));
        } else {
            partial |= linked.rule.points.iter().any(|p| target.reaches(&provision.cite_point(p), Some(linked.rank)));
        }
    }
    let Target::Place { law, address, .. } = target else { return };
    if !partial {
        return;
    }
    // Part of a statement lapses: an exception without conditions sets it aside.
    let provision = ProvisionId(u32::try_from(program.provisions.len()).unwrap_or(u32::MAX));
    let validity = Validity { from, until: None };
    let moment = program.regulation(law).map_or(Moment::EveryDay, |r| r.moment);
    program.provisions.push(Provision {
        citation: Citation::law(law, address.clone()),
        law: law.clone(),
        caption: "Vervalt".into(),
        validity,
        status: Status::Proposed,
        certainty: (crate::law::Certainty::High, None),
        read: Some(from),
        gist: Some(format!("Vervalt door {bill}.").into()),
        origin: Origin::Bill(bill.clone()),
        fills: None,
        place: place.clone(),
    });
    program.rules.push(Linked {
        rule: Arc::new(Rule::bare(Body::Exception { targets: vec![target.clone()] }, place.clone())),
        provision,
        exceptions: Vec::new(),
        derogations: Vec::new(),
        validity,
        territory: None,
        rank: Rank::Act,
        moment,
    });
}

/// Rows from the date on get the new value; a row that is running is split.
fn amend_rows(rows: &mut Vec<Row>, from: Date, value: &Value, source: &Arc<str>) {
    let mut out = Vec::new();
    let mut last = from;
    for row in rows.drain(..) {
        last = last.max(row.period.end);
        if row.period.start < from {
            let end = row.period.end.min(from);
            out.push(Row { period: Period { start: row.period.start, end }, ..row });
        }
    }
    let end = if last > from { last } else { Period::year_of(from).end };
    out.push(Row {
        period: Period { start: from, end },
        value: Ok(value.clone()),
        source: source.clone(),
        certainty: crate::law::Certainty::High,
    });
    *rows = out;
}
