//! What people have to do: steps, proofs and terms on the way to each right, before and after.

use super::super::comparison_text::{count, day};
use super::super::document::{Block, Line, Section};
use super::super::names::{capital, words};
use super::super::view::DeadlineView;
use super::law::{listed, named, no_cases, table};
use super::{AnnexView, CourseView, MemberView, WayView};
use std::collections::BTreeMap;

/// A way in a few words: `2 stappen, 1 bewijs, 2 partijen`.
fn told(c: &CourseView) -> String {
    match c.stand.as_str() {
        "route" => {
            let mut parts = vec![count(c.stappen.len(), "stap", "stappen")];
            if !c.bewijs.is_empty() {
                parts.push(count(c.bewijs.len(), "bewijs", "bewijzen"));
            }
            if c.partijen.len() > 1 {
                parts.push(format!("{} partijen", c.partijen.len()));
            }
            parts.join(", ")
        }
        "geen route" if c.volledig && !c.langer_mogelijk => "geen weg; alles is nagegaan".to_owned(),
        "geen route" if c.volledig => {
            format!("geen weg van ten hoogste {}", count(c.gezocht_tot, "stap", "stappen"))
        }
        "geen route" => {
            format!("geen weg gevonden; niet alles tot en met {} is nagegaan", count(c.gezocht_tot, "stap", "stappen"))
        }
        other => other.to_owned(),
    }
}

/// `zorgtoeslag (Zt) van aanvrager`
fn whose(w: &WayView) -> String {
    let thing = w.voor.as_ref().map_or_else(String::new, |v| format!(" voor {}", words(v)));
    let least = w.ten_minste.as_ref().map_or_else(String::new, |a| format!(", ten minste {a}"));
    format!("{}{thing} van {}{least}", named(&w.recht), words(&w.houder))
}

/// How many steps a way takes; `None` when there is no way.
fn steps(c: &CourseView) -> Option<usize> {
    matches!(c.stand.as_str(), "gegeven" | "route").then_some(c.stappen.len())
}

fn ways(v: &AnnexView) -> impl Iterator<Item = (&MemberView, &WayView)> {
    v.huishoudens.iter().flat_map(|m| m.wegen.iter().map(move |w| (m, w)))
}

pub(super) fn routes(v: &AnnexView) -> Section {
    let mut blocks = Vec::new();
    let all: Vec<(&MemberView, &WayView)> = ways(v).collect();
    if let Some(none) = no_cases(v) {
        return Section { head: "Wat mensen moeten doen", blocks: vec![none] };
    }
    if all.is_empty() {
        blocks.push(Block::Text("In de casussen verandert er geen recht waarvoor nog iets moet gebeuren.".into()));
        return Section { head: "Wat mensen moeten doen", blocks };
    }
    blocks.extend(summary(&all));
    for member in v.huishoudens.iter().filter(|m| !m.wegen.is_empty()) {
        let title = if member.titel.is_empty() { capital(&words(&member.naam)) } else { member.titel.clone() };
        blocks.push(Block::Head(title.into()));
        let row = |w: &WayView| vec![capital(&whose(w)), told(&w.eerst), told(&w.daarna)];
        let caption = "De sterkste weg naar het recht";
        blocks.push(table(caption, vec!["Recht", "Eerst", "Daarna"], member.wegen.iter().map(row).collect()));
        for w in member.wegen.iter().filter(|w| !w.daarna.stappen.is_empty() && w.daarna.stappen != w.eerst.stappen) {
            blocks.push(Block::Text(format!("Daarna, voor {}:", whose(w)).into()));
            let step = |s: &super::super::route::StepView| {
                let proof = s.bewijs.as_ref().map_or_else(String::new, |b| format!(" Bewijs: {b}."));
                let who = s.wie.as_ref().filter(|who| !s.zin.contains(&***who));
                let who = who.map_or_else(String::new, |who| format!(" Wie: {who}."));
                Line::from(format!("{}{who}{proof}", s.zin))
            };
            blocks.push(Block::Steps(w.daarna.stappen.iter().map(step).collect()));
            if w.daarna.stappen.iter().any(|s| s.soort == "veranderen") {
                let text = "Deze weg vraagt dat dit huishouden zelf iets doet of verandert.";
                blocks.push(Block::Text(text.into()));
            }
        }
    }
    Section { head: "Wat mensen moeten doen", blocks }
}

/// Longer, shorter, opened and closed ways, and the heaviest one.
fn summary(all: &[(&MemberView, &WayView)]) -> Vec<Block> {
    let mut counts = [0_usize; 4];
    let [longer, shorter, opened, closed] = &mut counts;
    for (_, w) in all {
        match (steps(&w.eerst), steps(&w.daarna)) {
            (Some(a), Some(b)) if b > a => *longer += 1,
            (Some(a), Some(b)) if b < a => *shorter += 1,
            (None, Some(_)) => *opened += 1,
            (Some(_), None) => *closed += 1,
            _ => {}
        }
    }
    let [longer, shorter, opened, closed] = counts;
    let same = all.len() - longer - shorter - opened - closed;
    let parts = [
        (longer, "wordt langer", "worden langer"),
        (shorter, "wordt korter", "worden korter"),
        (opened, "komt er", "komen er"),
        (closed, "verdwijnt", "verdwijnen"),
        (same, "blijft even lang of was er ook eerst niet", "blijven even lang of waren er ook eerst niet"),
    ];
    let parts: Vec<String> =
        parts.into_iter().filter(|(n, ..)| *n > 0).map(|(n, one, many)| count(n, one, many)).collect();
    let total = count(all.len(), "weg", "wegen");
    let mut out = vec![Block::Text(format!("{total} naar een recht dat verandert: {}.", parts.join(", ")).into())];
    let proofs = |pick: fn(&WayView) -> &CourseView| all.iter().map(|(_, w)| pick(w).bewijs.len()).sum::<usize>();
    out.push(Block::Text(
        format!("Bewijzen op die wegen samen: eerst {}, daarna {}.", proofs(|w| &w.eerst), proofs(|w| &w.daarna))
            .into(),
    ));
    let heaviest = all.iter().filter(|(_, w)| w.daarna.stand == "route").max_by_key(|(_, w)| w.daarna.stappen.len());
    if let Some((m, w)) = heaviest {
        let text = format!("De langste weg daarna: {} (casus {}): {}.", whose(w), words(&m.naam), told(&w.daarna));
        out.push(Block::Text(text.into()));
    }
    let parties = all.iter().map(|(_, w)| w.daarna.partijen.len()).max().unwrap_or(0);
    if parties > 1 {
        out.push(Block::Text(format!("Het grootste aantal partijen op één weg: {parties}.").into()));
    }
    out
}

fn term(t: &DeadlineView) -> String {
    let then = t.daarna.as_ref().map_or_else(|| "niet gecodeerd".to_owned(), Clone::clone);
    format!("{} ({}), voor {}, tot en met {}; daarna: {then}", t.naam, t.bepaling, t.wie, day(&t.laatste_dag))
}

/// The month in which most terms end that bind people of the household, with how many.
fn peak(all: &[DeadlineView]) -> usize {
    let mut by: BTreeMap<&str, usize> = BTreeMap::new();
    for t in all.iter().filter(|t| !t.verstreken) {
        *by.entry(t.laatste_dag.get(..7).unwrap_or(&t.laatste_dag)).or_default() += 1;
    }
    by.into_values().max().unwrap_or(0)
}

pub(super) fn terms(v: &AnnexView) -> Section {
    if let Some(none) = no_cases(v) {
        return Section { head: "Termijnen", blocks: vec![none] };
    }
    let mut rows = Vec::new();
    for m in &v.huishoudens {
        let only = |a: &[DeadlineView], b: &[DeadlineView]| -> Vec<String> {
            let same = |x: &DeadlineView, y: &DeadlineView| {
                x.naam == y.naam && x.wie == y.wie && x.laatste_dag == y.laatste_dag
            };
            a.iter().filter(|t| !b.iter().any(|o| same(t, o))).map(term).collect()
        };
        let gone = only(&m.termijnen_eerst, &m.termijnen_daarna);
        let new = only(&m.termijnen_daarna, &m.termijnen_eerst);
        let (was, is) = (peak(&m.termijnen_eerst), peak(&m.termijnen_daarna));
        if !gone.is_empty() || !new.is_empty() {
            rows.push(vec![words(&m.naam), listed(&gone), listed(&new), format!("{was} → {is}")]);
        }
    }
    let blocks = if rows.is_empty() {
        vec![Block::Text("In de casussen komt er geen termijn bij en vervalt er geen.".into())]
    } else {
        let head = vec!["Huishouden", "Vervalt", "Nieuw of verschoven", "Meeste termijnen in één maand"];
        vec![table("Termijnen per huishouden", head, rows)]
    };
    Section { head: "Termijnen", blocks }
}

/// What can no longer be mended once it went wrong.
pub(super) fn errors(v: &AnnexView) -> Section {
    if let Some(none) = no_cases(v) {
        return Section { head: "Als er iets misgaat", blocks: vec![none] };
    }
    let mut closed: Vec<Line> = Vec::new();
    for (m, w) in ways(v).filter(|(_, w)| w.daarna.stand == "geen route") {
        closed.push(Line::from(format!("{} (casus {}): {}.", capital(&whose(w)), words(&m.naam), told(&w.daarna))));
    }
    let mut late: Vec<String> = Vec::new();
    for t in v.huishoudens.iter().flat_map(|m| &m.termijnen_daarna) {
        let then =
            t.daarna.as_ref().map_or_else(|| "wat er na de termijn geldt, is niet gecodeerd".to_owned(), Clone::clone);
        let text = format!("Te laat met {} ({}): {then}.", t.naam, t.bepaling);
        if !late.contains(&text) {
            late.push(text);
        }
    }
    let mut blocks = Vec::new();
    if closed.is_empty() {
        blocks.push(Block::Text("In de casussen blijft er voor elk recht dat verandert een weg.".into()));
    } else {
        blocks.push(Block::Text("Rechten waarvoor daarna geen weg meer is gevonden:".into()));
        blocks.push(Block::List(closed));
    }
    if !late.is_empty() {
        blocks.push(Block::Text("Wat er gebeurt als iemand te laat is:".into()));
        blocks.push(Block::List(late.into_iter().map(Line::from).collect()));
    }
    Section { head: "Als er iets misgaat", blocks }
}
