//! The law in force next to a bill, as text and as Markdown: the totals first, then every household.

use super::comparison_view::{BillComparisonView, FlowView, HouseholdView, OwedView, RightView, TallyView, TurnView};
use super::markdown::escape;
use super::names::{capital, words};
use super::text::{Options, wrap};
use crate::compare::Range;
use crate::value::Date;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Most groups of made-up households that are shown.
const GROUPS: usize = 8;

/// Most keys or thresholds that are written out.
const LISTED: usize = 12;

/// A piece of the report.
enum Piece {
    Title(String),
    Head(String),
    Text(String),
    Item(String),
    Under(String),
}

pub(super) fn day(written: &str) -> String {
    Date::parse(written).map_or_else(|| written.to_owned(), Date::written)
}

pub(super) fn count(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", thousands(n), if n == 1 { one } else { many })
}

pub(super) fn thousands(n: usize) -> String {
    i64::try_from(n).map_or_else(|_| n.to_string(), |n| crate::value::dutch_number(crate::value::Exact::int(n)))
}

pub(super) fn tally(t: &TallyView) -> String {
    let each = |n: usize, one: &str, many: &str| format!("{} {}", thousands(n), if n == 1 { one } else { many });
    format!(
        "{}, {}, {}, {} niet te zeggen, {} gelijk.",
        each(t.wint, "wint", "winnen"),
        each(t.verliest, "verliest", "verliezen"),
        each(t.valt_ertussen, "valt ertussen", "vallen ertussen"),
        thousands(t.niet_te_zeggen),
        thousands(t.gelijk)
    )
}

/// The totals, before anything else.
fn totals(view: &BillComparisonView, out: &mut Vec<Piece>) {
    let c = &view.casussen;
    if c.totaal > 0 {
        out.push(Piece::Text(format!("{}: {}", count(c.totaal, "casus", "casussen"), tally(c))));
        if c.voor_de_ingang > 0 {
            out.push(Piece::Text(format!(
                "{} van vóór de ingang: daar verandert niets. Kies met `--peildatum` een latere dag.",
                count(c.voor_de_ingang, "casus is", "casussen zijn")
            )));
        }
    }
    if let Some(s) = &view.synthetisch {
        let made = count(s.telling.totaal, "verzonnen huishouden", "verzonnen huishoudens");
        out.push(Piece::Text(format!("{made} (zaad {}): {}", s.zaad, tally(&s.telling))));
    }
    let both = |f: fn(&TallyView) -> usize| f(c) + view.synthetisch.as_ref().map_or(0, |s| f(&s.telling));
    if let Some(target) = &view.doelgroep {
        out.push(Piece::Text(format!(
            "Doelgroep {target}: {} geraakt. Buiten de doelgroep: {}.",
            count(both(|t| t.doelgroep_geraakt), "huishouden", "huishoudens"),
            count(both(|t| t.buiten_doelgroep_slechter), "huishouden wordt slechter", "huishoudens worden slechter")
        )));
    }
    flows(c, view.synthetisch.as_ref().map(|s| &s.telling), out);
    let p = &view.punten;
    out.push(Piece::Text(format!(
        "Botsingen: {} nieuw, {} erger, {} opgelost.",
        thousands(both(|t| t.botsingen_nieuw)),
        thousands(both(|t| t.botsingen_erger)),
        thousands(both(|t| t.botsingen_opgelost))
    )));
    let looked = p.op.as_ref().map_or(String::new(), |d| format!(" (op {})", day(d)));
    out.push(Piece::Text(format!(
        "Nieuw of erger: {} open, {} bekend, {} ontheven. Ontheffingen: {} verlopen, {} zonder nut{looked}.",
        thousands(p.open.len()),
        thousands(p.bekend.len()),
        thousands(p.ontheven.len()),
        thousands(p.verlopen.len()),
        thousands(p.zonder_nut.len())
    )));
}

/// Who must pay more or less, and who can borrow more or less; nothing when nobody does.
fn flows(cases: &TallyView, made: Option<&TallyView>, out: &mut Vec<Piece>) {
    let both = |f: fn(&TallyView) -> usize| f(cases) + made.map_or(0, f);
    let said = |what: &str, more: usize, less: usize| {
        (more + less > 0)
            .then(|| format!("{what}: {} meer, {} minder.", count(more, "huishouden", "huishoudens"), thousands(less)))
    };
    let owed = said("Te betalen", both(|t| t.meer_te_betalen), both(|t| t.minder_te_betalen));
    let lent = said("Te lenen", both(|t| t.meer_lenen), both(|t| t.minder_lenen));
    let told: Vec<String> = owed.into_iter().chain(lent).collect();
    if !told.is_empty() {
        out.push(Piece::Text(told.join(" ")));
    }
}

/// Whom the bill was not meant for and who comes out worse, by name.
fn outside(view: &BillComparisonView, all: bool, out: &mut Vec<Piece>) {
    let (made, cases): (Vec<_>, Vec<_>) = view.buiten_doelgroep.iter().partition(|h| h.verzonnen);
    if made.is_empty() && cases.is_empty() {
        return;
    }
    out.push(Piece::Head("Buiten de doelgroep, en toch slechter".to_owned()));
    for h in cases {
        let title = if h.titel.is_empty() { String::new() } else { format!(" ({})", h.titel) };
        let money = h.verschil_per_jaar.difference(" per jaar");
        out.push(Piece::Item(format!("{}{title}: {}, {money}", h.naam, h.uitkomst)));
    }
    if let Some(first) = made.first() {
        let most = if all { usize::MAX } else { LISTED };
        let names: Vec<&str> = made.iter().take(most).map(|h| h.naam.as_str()).collect();
        let more = if made.len() > most { ", …" } else { "" };
        let told = if made.len() == 1 { first.naam.clone() } else { format!("{}{more}", names.join(", ")) };
        out.push(Piece::Item(format!(
            "{}: {told}",
            count(made.len(), "verzonnen huishouden", "verzonnen huishoudens")
        )));
    }
}

fn points(view: &BillComparisonView, all: bool, out: &mut Vec<Piece>) {
    let p = &view.punten;
    if !p.open.is_empty() {
        out.push(Piece::Head("Nieuw of erger, en niemand staat ervoor in".to_owned()));
        let most = if all { usize::MAX } else { LISTED };
        out.extend(p.open.iter().take(most).map(|k| Piece::Item(k.clone())));
        if p.open.len() > most {
            out.push(Piece::Item(format!("en nog {}; `--alles` toont ze", thousands(p.open.len() - most))));
        }
    }
    let waivers = [
        ("Verlopen ontheffingen", &p.verlopen),
        ("Ontheven", &p.ontheven),
        ("Ontheffingen die niets meer dekken", &p.zonder_nut),
    ];
    for (head, list) in waivers.into_iter().filter(|(_, l)| !l.is_empty()) {
        out.push(Piece::Head(head.to_owned()));
        for w in list {
            let until = day(&w.verloopt);
            out.push(Piece::Item(format!("{}: {} ({}; door {}; verloopt {until})", w.naam, w.sleutel, w.reden, w.rol)));
        }
    }
}

/// `zorgtoeslag (Zt)`
fn name(r: &RightView) -> String {
    match r.recht.split_once('.') {
        Some((law, name)) => format!("{} ({law})", words(name)),
        None => words(&r.recht),
    }
}

/// How a right turns, without the amounts: `moet → nee`, `moet, lager bedrag`.
fn turned(r: &RightView) -> String {
    if let Some(loan) = r.wordt_lening {
        return (if loan { "wordt een lening" } else { "is geen lening meer" }).to_owned();
    }
    if r.oordeel_eerst != r.oordeel_daarna {
        return format!("{} → {}", r.oordeel_eerst, r.oordeel_daarna);
    }
    let nil = crate::value::Exact::ZERO;
    let amount = match r.verschil_per_jaar.range {
        Some(Range { low: Some(l), .. }) if l > nil => "hoger bedrag",
        Some(Range { high: Some(h), .. }) if h < nil => "lager bedrag",
        _ => "ander bedrag",
    };
    format!("{}, {amount}", r.oordeel_daarna)
}

pub(super) fn right(r: &RightView) -> String {
    let stands = |verdict: &str, amount: &Option<String>, form: &Option<String>| {
        let refused = verdict.starts_with("nee");
        let amount = amount.as_ref().filter(|_| !refused).map_or(String::new(), |a| format!(", {a}"));
        let form = form.as_ref().filter(|_| !refused).map_or(String::new(), |f| format!(", {}", words(f)));
        format!("{verdict}{amount}{form}")
    };
    let turned = match r.wordt_lening {
        Some(true) => "; eerst te houden, daarna een lening die terug moet: dat telt als verlies",
        Some(false) => "; eerst een lening, daarna te houden",
        None => "",
    };
    let thing = r.voor.as_ref().map_or(String::new(), |v| format!(" voor {}", words(v)));
    let gone = if r.valt_weg { "; er komt niets voor in de plaats" } else { "" };
    format!(
        "{}{thing} van {}: {} → {}{turned}{gone}",
        name(r),
        words(&r.houder),
        stands(&r.oordeel_eerst, &r.gelezen.0, &r.vorm_eerst),
        stands(&r.oordeel_daarna, &r.gelezen.1, &r.vorm_daarna)
    )
}

/// A kind of money that is not income: nothing when there is none of it on either side.
fn flow(what: &str, f: &FlowView, note: &str) -> Option<String> {
    let nil = |r: &super::comparison_view::RangeView| r.range == Some(Range::NIL);
    let none = [&f.per_jaar_eerst, &f.per_jaar_daarna, &f.verschil_per_jaar, &f.verschil_eenmalig];
    if none.into_iter().all(nil) {
        return None;
    }
    let once = match f.verschil_eenmalig.difference(" ineens").as_str() {
        "even veel" => String::new(),
        once => format!("; {once}"),
    };
    Some(format!(
        "{what}: eerst {} per jaar, daarna {}: {}{once}.{note}",
        f.per_jaar_eerst.amount(),
        f.per_jaar_daarna.amount(),
        f.verschil_per_jaar.difference(" per jaar")
    ))
}

/// What a household can borrow and has to pay, where there is any of it.
pub(super) fn beside_income(h: &HouseholdView) -> Vec<String> {
    let loans = flow("Te lenen", &h.lenen, " Een lening moet terug en telt niet als inkomen.");
    loans.into_iter().chain(flow("Te betalen", &h.te_betalen, "")).collect()
}

/// `terugbetalen (Awir) door aanvrager: niets → geldt, € 500`
pub(super) fn duty(o: &OwedView) -> String {
    let (law, act) = o.plicht.split_once('.').unwrap_or(("", &o.plicht));
    let stands = |s: &Option<String>, amount: &Option<String>| match (s, amount) {
        (None, _) => "niets te betalen".to_owned(),
        (Some(s), Some(a)) => format!("{s}, {a}"),
        (Some(s), None) => format!("{s}, bedrag onbekend"),
    };
    let by = o.bepaling.as_ref().map_or(String::new(), |b| format!(" ({b})"));
    format!(
        "plicht tot {} ({law}), te betalen door {}: {} → {}{by}",
        words(act),
        words(&o.betaler),
        stands(&o.eerst, &o.gelezen.0),
        stands(&o.daarna, &o.gelezen.1)
    )
}

fn deciding(r: &RightView, all: bool) -> Option<String> {
    let most = if all { usize::MAX } else { 4 };
    let mut told: Vec<&str> = r.beslissend.iter().take(most).map(String::as_str).collect();
    let more = format!("en nog {}", r.beslissend.len().saturating_sub(most));
    if r.beslissend.len() > most {
        told.push(&more);
    }
    (!told.is_empty()).then(|| format!("beslissend: {}", told.join("; ")))
}

fn turn(t: &TurnView) -> String {
    format!("{} {} {} ({}): {}", t.wat, t.botsing.code, t.botsing.naam, t.botsing.ernst, t.botsing.gevolg)
}

fn household(h: &HouseholdView, all: bool, out: &mut Vec<Piece>) {
    let target = match h.doelgroep {
        Some(true) => " · in de doelgroep",
        Some(false) if h.uitkomst != "gelijk" => " · buiten de doelgroep",
        _ => "",
    };
    let title = if h.titel.is_empty() { String::new() } else { format!(" · {}", h.titel) };
    out.push(Piece::Head(format!("{}: {}{title}{target}", h.naam, h.uitkomst)));
    let once = match h.verschil_eenmalig.difference(" ineens").as_str() {
        "even veel" => String::new(),
        once => format!("; {once}"),
    };
    out.push(Piece::Text(format!(
        "Op {}: eerst {} per jaar, daarna {}: {}{once}.",
        day(&h.peildatum),
        h.per_jaar_eerst.amount(),
        h.per_jaar_daarna.amount(),
        h.verschil_per_jaar.difference(" per jaar")
    )));
    out.extend(beside_income(h).into_iter().map(Piece::Text));
    for r in &h.rechten {
        out.push(Piece::Item(capital(&right(r))));
        out.extend(deciding(r, all).map(Piece::Under));
        if !r.hangt_daarna_af_van.is_empty() {
            out.push(Piece::Under(format!("hangt daarna af van: {}", r.hangt_daarna_af_van.join("; "))));
        }
    }
    out.extend(h.plichten.iter().map(|o| Piece::Item(capital(&duty(o)))));
    out.extend(h.botsingen.iter().map(|t| Piece::Item(capital(&turn(t)))));
}

/// Made-up households that change in the same way, the largest group first.
fn groups<'v>(all: &[&'v HouseholdView]) -> Vec<(Vec<String>, Vec<&'v HouseholdView>)> {
    let mut by: BTreeMap<Vec<String>, Vec<&HouseholdView>> = BTreeMap::new();
    for h in all.iter().filter(|h| h.uitkomst != "gelijk") {
        let mut what: Vec<String> = h
            .rechten
            .iter()
            .map(|r| format!("{}: {}", name(r), turned(r)))
            .chain(h.plichten.iter().map(|o| {
                let act = o.plicht.split_once('.').map_or(o.plicht.as_str(), |(_, act)| act);
                format!("{}: anders te betalen", words(act))
            }))
            .chain(h.botsingen.iter().map(|t| format!("{} {} {}", t.wat, t.botsing.code, t.botsing.naam)))
            .collect();
        what.sort();
        what.dedup();
        let target = match h.doelgroep {
            Some(true) => ", in de doelgroep",
            Some(false) => ", buiten de doelgroep",
            None => "",
        };
        what.insert(0, format!("{}{target}", h.uitkomst));
        by.entry(what).or_default().push(h);
    }
    let mut out: Vec<_> = by.into_iter().collect();
    out.sort_by_key(|(what, all)| (std::cmp::Reverse(all.len()), what.clone()));
    out
}

fn synthetic(view: &BillComparisonView, all: bool, out: &mut Vec<Piece>) {
    let Some(s) = &view.synthetisch else { return };
    let made: Vec<&HouseholdView> = view.huishoudens.iter().filter(|h| h.verzonnen).collect();
    out.push(Piece::Head(format!("Verzonnen huishoudens, op {}", day(&s.peildatum))));
    let groups = groups(&made);
    let most = if all { usize::MAX } else { GROUPS };
    for (what, members) in groups.iter().take(most) {
        let (class, changes) = what.split_first().map_or(("", [].as_slice()), |(c, rest)| (c.as_str(), rest));
        out.push(Piece::Item(format!("{}: {class}", count(members.len(), "huishouden", "huishoudens"))));
        out.extend(changes.iter().map(|c| Piece::Under(c.clone())));
        let mut forms: BTreeMap<&str, usize> = BTreeMap::new();
        for h in members {
            *forms.entry(&h.titel).or_default() += 1;
        }
        let forms: Vec<String> =
            forms.into_iter().map(|(f, n)| format!("{} ({})", f.to_lowercase(), thousands(n))).collect();
        let first = members.first().map_or("", |h| h.naam.as_str());
        out.push(Piece::Under(format!("vormen: {}; zie {first}", forms.join(", "))));
    }
    if groups.len() > most {
        out.push(Piece::Item(format!("en nog {}; `--alles` toont ze", count(groups.len() - most, "groep", "groepen"))));
    }
    let short = s.gevraagd.saturating_sub(u64::try_from(s.telling.totaal).unwrap_or(u64::MAX));
    if short > 0 {
        out.push(Piece::Text(format!("{short} huishoudens konden niet worden gemaakt zonder iets wat niet kan.")));
    }
    out.push(Piece::Head("Hoe de verzonnen huishoudens zijn gemaakt".to_owned()));
    out.extend(s.aannames.iter().map(|a| Piece::Item(a.clone())));
    let listed = if all { usize::MAX } else { LISTED };
    let mut told: Vec<String> = s.grenzen.iter().take(listed).cloned().collect();
    if s.grenzen.len() > listed {
        told.push(format!("en nog {}", s.grenzen.len() - listed));
    }
    let told = if told.is_empty() { "er zijn geen grenzen gevonden".to_owned() } else { told.join("; ") };
    out.push(Piece::Item(format!(
        "Met opzet net onder, op of net boven een grens van wat verandert: {} huishoudens. Grenzen: {told}.",
        thousands(s.bij_een_grens)
    )));
}

fn pieces(view: &BillComparisonView, all: bool) -> Vec<Piece> {
    let mut out = Vec::new();
    for b in &view.wijzigingen {
        out.push(Piece::Title(format!("{} ({}), met ingang van {}", b.titel, b.code, day(&b.ingang))));
    }
    if view.omgekeerd {
        out.push(Piece::Text("Omgekeerd: eerst met deze wijziging, daarna het geldende recht.".to_owned()));
    }
    totals(view, &mut out);
    outside(view, all, &mut out);
    points(view, all, &mut out);
    for h in view.huishoudens.iter().filter(|h| !h.verzonnen) {
        household(h, all, &mut out);
    }
    synthetic(view, all, &mut out);
    out.push(Piece::Head("Let op".to_owned()));
    out.extend(view.let_op.iter().map(|l| Piece::Item(l.clone())));
    let versions = format!("regels {}, met wijziging {}", view.regelversie, view.regelversie_met_wijziging);
    out.push(Piece::Item(capital(&versions)));
    out
}

/// As text for a terminal.
#[must_use]
pub fn comparison_text(view: &BillComparisonView, options: Options) -> String {
    let mut out = String::new();
    for piece in pieces(view, options.all) {
        let (first, rest, text) = match &piece {
            Piece::Title(t) => ("", "", t),
            Piece::Head(t) => {
                out.push('\n');
                ("", "", t)
            }
            Piece::Text(t) => ("  ", "  ", t),
            Piece::Item(t) => ("  - ", "    ", t),
            Piece::Under(t) => ("      ", "      ", t),
        };
        for (i, part) in wrap(text, options.width.saturating_sub(rest.len()).max(30)).into_iter().enumerate() {
            let _ = writeln!(out, "{}{part}", if i == 0 { first } else { rest });
        }
    }
    out
}

/// As Markdown. Text from a case is escaped.
#[must_use]
pub fn comparison_markdown(view: &BillComparisonView, all: bool) -> String {
    let mut out = String::new();
    for piece in pieces(view, all) {
        let _ = match &piece {
            Piece::Title(t) => writeln!(out, "# {}\n", escape(t)),
            Piece::Head(t) => writeln!(out, "\n## {}\n", escape(t)),
            Piece::Text(t) => writeln!(out, "{}\n", escape(t)),
            Piece::Item(t) => writeln!(out, "- {}", escape(t)),
            Piece::Under(t) => writeln!(out, "  - {}", escape(t)),
        };
    }
    out
}

/// A baseline of what is open now, as a file that `--basislijn` reads.
#[must_use]
pub fn baseline_text(view: &BillComparisonView) -> String {
    let mut out =
        "# Wat bekend was toen deze basislijn werd gemaakt. Wat hier staat, laat `kanwel vergelijk` niet mislukken.\n"
            .to_owned();
    for key in view.punten.open.iter().chain(&view.punten.bekend) {
        let _ = write!(out, "\n[[bekend]]\nsleutel = \"{key}\"\n");
    }
    out
}
