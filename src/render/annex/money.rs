//! Income effects: per household before and after, as a table and a drawing; what one more euro brings, and cliffs.

use super::super::comparison_text::{beside_income, count, duty, right, tally};
use super::super::comparison_view::HouseholdView;
use super::super::curve::{CurveView, money};
use super::super::curve_svg::pair_svg;
use super::super::document::{Block, Line, Section};
use super::super::names::{capital, words};
use super::bars::{MOST, bars, moves};
use super::law::{no_cases, table};
use super::{AnnexView, LineView, MemberView};

/// Most curves that are drawn.
const DRAWN: usize = 6;

/// How many households win or lose, and who is hit outside the target.
fn counted(v: &AnnexView) -> Vec<Block> {
    let c = &v.vergelijking;
    let mut out = Vec::new();
    if c.casussen.totaal > 0 {
        out.push(Block::Text(
            format!("{}: {}", count(c.casussen.totaal, "casus", "casussen"), tally(&c.casussen)).into(),
        ));
    }
    if let Some(s) = &c.synthetisch {
        let made = count(s.telling.totaal, "verzonnen huishouden", "verzonnen huishoudens");
        out.push(Block::Text(format!("{made} (zaad {}): {}", s.zaad, tally(&s.telling)).into()));
    }
    out.extend(c.doelgroep.as_ref().map(|target| target_told(v, target)));
    out
}

/// Who is hit, without the amounts.
pub(super) fn hit(v: &AnnexView) -> Section {
    let mut blocks = counted(v);
    let changed = v.vergelijking.huishoudens.iter().filter(|h| !h.verzonnen && h.uitkomst != "gelijk");
    let row =
        |h: &HouseholdView| vec![titled(h), h.uitkomst.clone(), capital(&h.verschil_per_jaar.difference(" per jaar"))];
    let rows: Vec<Vec<String>> = changed.map(row).collect();
    if !rows.is_empty() {
        blocks.push(table("Huishoudens voor wie iets verandert", vec!["Huishouden", "Uitkomst", "Verschil"], rows));
    }
    Section { head: "Wie wordt geraakt", blocks }
}

pub(super) fn income(v: &AnnexView) -> Section {
    let cases: Vec<&HouseholdView> = v.vergelijking.huishoudens.iter().filter(|h| !h.verzonnen).collect();
    let mut blocks = counted(v);
    let row = |h: &&HouseholdView| {
        vec![
            titled(h),
            h.uitkomst.clone(),
            h.per_jaar_eerst.amount(),
            h.per_jaar_daarna.amount(),
            capital(&h.verschil_per_jaar.difference(" per jaar")),
        ]
    };
    if !cases.is_empty() {
        blocks.push(Block::Table {
            caption: "Rechten op geld van het hele huishouden, per jaar".to_owned(),
            head: vec!["Huishouden", "Uitkomst", "Eerst", "Daarna", "Verschil"],
            money: vec![false, false, true, true, false],
            rows: cases.iter().map(row).collect(),
        });
    }
    if let Some((svg, alt)) = bars(&cases) {
        blocks.push(Block::Drawing { svg, alt });
        let drawn = cases.iter().filter(|h| moves(h)).count();
        if drawn > MOST {
            blocks.push(Block::Text(format!("Getekend zijn de eerste {MOST} van {drawn} huishoudens.").into()));
        }
    }
    for h in cases.iter().filter(|h| !h.rechten.is_empty() || !h.plichten.is_empty()) {
        blocks.push(Block::Head(titled(h).into()));
        let told = h.rechten.iter().map(right).chain(h.plichten.iter().map(duty));
        blocks.push(Block::List(told.map(|t| Line::from(capital(&t))).collect()));
        blocks.extend(beside_income(h).into_iter().map(|t| Block::Text(t.into())));
    }
    Section { head: "Inkomensgevolgen", blocks }
}

/// The title of a household, or else its name.
fn titled(h: &HouseholdView) -> String {
    if h.titel.is_empty() { capital(&words(&h.naam)) } else { h.titel.clone() }
}

/// Who is meant and who is hit.
fn target_told(v: &AnnexView, target: &str) -> Block {
    let outside = &v.vergelijking.buiten_doelgroep;
    let named: Vec<String> = outside.iter().filter(|h| !h.verzonnen).map(|h| words(&h.naam)).collect();
    let made = outside.iter().filter(|h| h.verzonnen).count();
    let mut who = named.join(", ");
    if made > 0 {
        let more = count(made, "verzonnen huishouden", "verzonnen huishoudens");
        who = if who.is_empty() { more } else { format!("{who} en {more}") };
    }
    let text = if who.is_empty() {
        format!("Doelgroep {target}: geen huishouden daarbuiten wordt zeker slechter.")
    } else {
        format!("Doelgroep {target}. Daarbuiten worden slechter: {who}.")
    };
    Block::Note(text)
}

fn cliffs_of(c: &CurveView) -> String {
    let one = |k: &super::super::curve::CliffView| format!("bij {}: {} per jaar", money(&k.bij), money(&k.kost));
    if !c.known() {
        return "niet bekend".to_owned();
    }
    let all: Vec<String> = c.kliffen.iter().map(one).collect();
    let told = if all.is_empty() { "geen".to_owned() } else { all.join("; ") };
    if c.whole() { told } else { format!("{told}; deels niet bekend") }
}

fn pressure(c: &CurveView) -> String {
    c.hoogste_druk.as_ref().map_or_else(|| "–".to_owned(), |h| format!("{} %", h.druk))
}

/// Whether cliffs or the highest pressure differ.
fn bends(l: &LineView) -> bool {
    l.eerst.kliffen != l.daarna.kliffen
        || l.eerst.steil != l.daarna.steil
        || pressure(&l.eerst) != pressure(&l.daarna)
        || l.eerst.known() != l.daarna.known()
}

pub(super) fn cliffs(v: &AnnexView) -> Section {
    let all: Vec<(&MemberView, &LineView)> =
        v.huishoudens.iter().flat_map(|m| m.lijnen.iter().map(move |l| (m, l))).collect();
    if let Some(none) = no_cases(v) {
        return Section { head: "Kliffen en marginale druk", blocks: vec![none] };
    }
    let mut blocks = Vec::new();
    if all.is_empty() {
        let text = "In de casussen verandert niet wat één euro meer inkomen of spaargeld oplevert, of is het niet te berekenen.";
        blocks.push(Block::Text(text.into()));
        return Section { head: "Kliffen en marginale druk", blocks };
    }
    let text = "Een klif is een plaats waar één euro meer, meer kost dan hij oplevert. De druk is het deel van één euro meer dat weer wegvalt; hier het hoogste stuk buiten de kliffen.";
    blocks.push(Block::Text(text.into()));
    let (other, same): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, l)| bends(l));
    let row = |(m, l): &(&MemberView, &LineView)| {
        vec![
            words(&m.naam),
            l.daarna.name(),
            cliffs_of(&l.eerst),
            cliffs_of(&l.daarna),
            format!("{} → {}", pressure(&l.eerst), pressure(&l.daarna)),
        ]
    };
    if !other.is_empty() {
        let head = vec!["Huishouden", "Wat verandert", "Kliffen eerst", "Kliffen daarna", "Hoogste druk"];
        blocks.push(table("Waar kliffen of de hoogste druk anders worden", head, other.iter().map(row).collect()));
    }
    if !same.is_empty() {
        let lines = count(same.len(), "lijn verschuift", "lijnen verschuiven");
        let text = format!("{lines}, met dezelfde kliffen en dezelfde hoogste druk.");
        blocks.push(Block::Text(text.into()));
    }
    let drawn: Vec<_> = other.iter().chain(&same).filter(|(_, l)| l.eerst.known() && l.daarna.known()).collect();
    for (m, l) in drawn.iter().take(DRAWN) {
        let (svg, alt) = pair_svg(&words(&m.naam), &l.eerst, &l.daarna);
        blocks.push(Block::Drawing { svg, alt });
    }
    if drawn.len() > DRAWN {
        blocks.push(Block::Text(format!("Getekend zijn {DRAWN} van de {} lijnen.", drawn.len()).into()));
    }
    Section { head: "Kliffen en marginale druk", blocks }
}
