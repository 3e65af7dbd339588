//! What the rules say of a bill: what changes, higher law, other laws, conflicts, who carries it out, hardship.

use super::super::comparison_text::day;
use super::super::comparison_view::TurnView;
use super::super::document::{Block, Section};
use super::super::names::{capital, words};
use super::{AnnexView, AskedView, ChangeView, HardshipView, ReaderView};
use std::collections::BTreeMap;

/// Most places in one cell of a table.
const CELL: usize = 8;

/// Most examples of one conflict.
const EXAMPLES: usize = 3;

/// A table without columns of money.
pub(super) fn table(caption: &str, head: Vec<&'static str>, rows: Vec<Vec<String>>) -> Block {
    let money = vec![false; head.len()];
    Block::Table { caption: caption.to_owned(), head, money, rows }
}

/// What is said where only made-up households were compared: of those this was not worked out.
pub(super) fn no_cases(v: &AnnexView) -> Option<Block> {
    let text = "Er zijn geen casussen uit bestanden. Van verzonnen huishoudens is dit niet uitgezocht.";
    v.huishoudens.is_empty().then(|| Block::Text(text.into()))
}

/// Parts with a comma; a dash where there is none, the rest counted where there are many.
pub(super) fn listed(all: &[String]) -> String {
    let more = all.len().saturating_sub(CELL);
    let mut out = all.iter().take(CELL).cloned().collect::<Vec<_>>().join(", ");
    if more > 0 {
        out.push_str(&format!(" en nog {more}"));
    }
    if out.is_empty() { "–".to_owned() } else { out }
}

/// `zorgtoeslag (Zt)`
pub(super) fn named(symbol: &str) -> String {
    match symbol.split_once('.') {
        Some((law, name)) => format!("{} ({law})", words(name)),
        None => words(symbol),
    }
}

pub(super) fn changed(v: &AnnexView) -> Section {
    let mut blocks: Vec<Block> = Vec::new();
    for b in &v.vergelijking.wijzigingen {
        blocks.push(Block::Text(format!("{} ({}), met ingang van {}.", b.titel, b.code, day(&b.ingang)).into()));
    }
    if v.vergelijking.omgekeerd {
        let text = "Omgekeerd gelezen: “eerst” is de tekst met deze wijziging, “daarna” is het geldende recht.";
        blocks.push(Block::Note(text.to_owned()));
    }
    let gist = |all: &[String]| if all.is_empty() { "–".to_owned() } else { all.join(" ") };
    let row = |c: &ChangeView| {
        let caption = c.opschrift.as_ref().map_or_else(String::new, |o| format!(": {o}"));
        let what = if c.wat == "vervangen" { String::new() } else { format!(" ({})", c.wat) };
        vec![format!("{}{caption}{what}", c.plaats), gist(&c.eerst), gist(&c.daarna)]
    };
    let rows = v.veranderingen.iter().map(row).collect();
    blocks.push(table("Per plaats, in onze woorden", vec!["Plaats", "Eerst", "Daarna"], rows));
    let rights: Vec<String> = v.verhouding.rechten.iter().map(|r| named(r)).collect();
    let text = match rights.as_slice() {
        [] => "Geen recht dat is gecodeerd, hangt hiervan af.".to_owned(),
        all => format!("Rechten die hierdoor anders kunnen uitkomen ({}): {}.", all.len(), all.join(", ")),
    };
    blocks.push(Block::Text(text.into()));
    Section { head: "Wat verandert er", blocks }
}

pub(super) fn higher(v: &AnnexView) -> Section {
    let r = &v.verhouding;
    let touching: Vec<_> = r.rang.iter().filter(|x| !x.hoger.is_empty()).collect();
    let mut blocks = Vec::new();
    let ranks: std::collections::BTreeSet<&str> = r.rang.iter().map(|x| x.rang.as_str()).collect();
    let ranks: Vec<String> = ranks.into_iter().map(str::to_owned).collect();
    let highest = r.hoogste_rang.as_deref().unwrap_or("onbekend");
    blocks.push(Block::Text(
        format!(
            "De gewijzigde regels hebben deze rang: {}. De hoogste rang die is gecodeerd, is: {highest}.",
            ranks.join(", ")
        )
        .into(),
    ));
    if highest != "verdrag" {
        let text = "De Grondwet, verdragen en het recht van de Europese Unie zijn niet gecodeerd. Over de verhouding daarmee zegt deze bijlage niets; dat moet de opsteller zelf nagaan.";
        blocks.push(Block::Note(text.to_owned()));
    }
    if touching.is_empty() {
        let none = match v.veranderingen.len() {
            1 => "De gewijzigde plaats".to_owned(),
            n => format!("Geen van de {n} gewijzigde plaatsen"),
        };
        let not =
            if v.veranderingen.len() == 1 { ["niet ", "niet ", "en vult niet in"] } else { ["", "", "of vult in"] };
        let [before, refuses, fills] = not;
        let text = format!(
            "{none} gaat {before}voor een hogere gecodeerde bepaling, weigert {refuses}wat een hogere bepaling geeft {fills} wat een hogere bepaling openlaat."
        );
        blocks.push(Block::Text(text.into()));
    } else {
        let rows = touching.iter().map(|x| vec![x.plaats.clone(), x.rang.clone(), listed(&x.hoger)]).collect();
        blocks.push(table("Raakt hogere bepalingen", vec!["Plaats", "Rang", "Wat zij doet"], rows));
    }
    let found: Vec<&TurnView> = turns(v).filter(|t| t.botsing.code == "B06" && t.wat != "opgelost").collect();
    let text = match found.len() {
        0 => {
            "Een lagere regel die strenger is dan een hogere (botsing B06) komt er in de casussen niet bij.".to_owned()
        }
        n => format!(
            "In de casussen komt er {n} keer een lagere regel bij die strenger is dan een hogere (B06); zie Botsingen."
        ),
    };
    blocks.push(Block::Text(text.into()));
    let below: Vec<_> = r.rang.iter().filter(|x| !x.lager.is_empty()).collect();
    if below.is_empty() {
        blocks.push(Block::Text("Geen lagere regel die is gecodeerd, leest wat hier verandert.".into()));
    } else {
        let rows = below.iter().map(|x| vec![x.plaats.clone(), listed(&x.lager)]).collect();
        blocks.push(table(
            "Lagere regels die hierop rusten en moeten worden nagelopen",
            vec!["Plaats", "Lagere regels"],
            rows,
        ));
    }
    Section { head: "Verhouding tot hoger en lager recht", blocks }
}

pub(super) fn others(v: &AnnexView) -> Section {
    let r = &v.verhouding;
    let row = |x: &ReaderView| vec![named(&x.begrip), listed(&x.eerst), listed(&x.daarna)];
    let mut blocks = Vec::new();
    if r.gelezen_door.is_empty() {
        blocks.push(Block::Text(
            "Geen andere wet die is gecodeerd, leest een begrip of recht dat hier verandert.".into(),
        ));
    } else {
        let rows = r.gelezen_door.iter().map(row).collect();
        let caption = "Begrippen en rechten die hierdoor anders kunnen uitkomen en die andere wetten lezen";
        blocks.push(table(caption, vec!["Begrip", "Gelezen door, eerst", "Gelezen door, daarna"], rows));
    }
    if r.leest_zelf.is_empty() {
        blocks
            .push(Block::Text("De gewijzigde tekst leest zelf dezelfde begrippen van andere wetten als eerst.".into()));
    } else {
        let rows = r.leest_zelf.iter().map(row).collect();
        let caption = "Begrippen van andere wetten die de gewijzigde tekst zelf leest";
        blocks.push(table(caption, vec!["Begrip", "Eerst in", "Daarna in"], rows));
    }
    Section { head: "Verhouding tot andere wetten", blocks }
}

fn turns(v: &AnnexView) -> impl Iterator<Item = &TurnView> {
    v.vergelijking.huishoudens.iter().flat_map(|h| &h.botsingen)
}

/// The conflicts, each kind between the same provisions once, with households as examples.
pub(super) fn conflicts(v: &AnnexView) -> Section {
    type Kind<'v> = (&'v str, &'v str, &'v [String]);
    let mut all: BTreeMap<Kind<'_>, (&TurnView, Vec<String>)> = BTreeMap::new();
    for h in &v.vergelijking.huishoudens {
        for t in &h.botsingen {
            let kind = (t.wat.as_str(), t.botsing.code.as_str(), t.botsing.bepalingen.as_slice());
            let names = &mut all.entry(kind).or_insert_with(|| (t, Vec::new())).1;
            let shown = if h.verzonnen { "verzonnen huishouden".to_owned() } else { h.naam.clone() };
            if !names.contains(&shown) {
                names.push(shown);
            }
        }
    }
    let mut blocks = Vec::new();
    if all.is_empty() {
        blocks.push(Block::Text("In de huishoudens die zijn doorgerekend komt er geen botsing bij, wordt er geen erger en verdwijnt er geen.".into()));
    } else {
        let row = |(t, names): &(&TurnView, Vec<String>)| {
            let more = names.len().saturating_sub(EXAMPLES);
            let more = if more > 0 { format!(" en nog {more}") } else { String::new() };
            let examples: Vec<String> = names.iter().take(EXAMPLES).map(|n| words(n)).collect();
            vec![
                format!("{}: {} {} ({})", capital(&t.wat), t.botsing.code, t.botsing.naam, t.botsing.ernst),
                listed(&t.botsing.bepalingen),
                format!("{}{more}. {}", capital(&examples.join(", ")), t.botsing.gevolg),
                t.botsing.hersteladres.clone(),
            ]
        };
        let rows = all.values().map(row).collect();
        let head = vec!["Botsing", "Bepalingen", "Huishouden en gevolg", "Te herstellen in"];
        blocks.push(table("Botsingen die er komen, erger worden of verdwijnen", head, rows));
    }
    let text = "Botsingen die er al waren en hetzelfde blijven, staan hier niet.";
    blocks.push(Block::Text(text.into()));
    Section { head: "Botsingen", blocks }
}

pub(super) fn executors(v: &AnnexView) -> Section {
    let e = &v.uitvoering;
    let mut by: BTreeMap<(&str, &str, &str, &str), [bool; 2]> = BTreeMap::new();
    for t in &e.taken {
        let both = by.entry((t.orgaan.as_str(), t.bepaling.as_str(), t.soort.as_str(), t.taak.as_str())).or_default();
        let [first, then] = both;
        *(if t.wanneer == "eerst" { first } else { then }) = true;
    }
    let mut blocks = Vec::new();
    if by.is_empty() {
        let text = "De gewijzigde tekst geeft zelf geen orgaan een besluit, bevoegdheid, oordeel, plicht of termijn. De uitvoering verandert alleen doordat begrippen anders worden.";
        blocks.push(Block::Text(text.into()));
    } else {
        let when = |both: &[bool; 2]| match both {
            [true, true] => "blijft",
            [true, false] => "vervalt",
            _ => "nieuw",
        };
        let row = |((organ, place, kind, what), both): (&(&str, &str, &str, &str), &[bool; 2])| {
            vec![
                (*organ).to_owned(),
                (*place).to_owned(),
                (*kind).to_owned(),
                (*what).to_owned(),
                when(both).to_owned(),
            ]
        };
        let rows = by.iter().map(row).collect();
        blocks.push(table(
            "Taken van organen in de gewijzigde tekst",
            vec!["Wie", "Bepaling", "Soort", "Waarover", "Wordt"],
            rows,
        ));
    }
    Section { head: "Uitvoering: wie doet wat", blocks }
}

/// Per changed place the hardship clause: there, how far it reaches, or missing; and the households without room.
pub(super) fn hardship(v: &AnnexView) -> Section {
    let reach = |h: &HardshipView, hardship: bool| {
        let one = |c: &super::ClauseView| {
            let far = match (c.uitgesloten, c.hele_regeling) {
                (true, _) => " (geldt hiervoor niet)",
                (false, true) => " (reikt over een hele regeling)",
                (false, false) => "",
            };
            format!("{}{far}", c.bepaling)
        };
        h.clausules.iter().filter(|c| c.hardheidsclausule == hardship).map(one).collect::<Vec<_>>()
    };
    let there = |h: &HardshipView| h.clausules.iter().any(|c| c.hardheidsclausule && !c.uitgesloten);
    let row = |h: &HardshipView| {
        let clauses = reach(h, true);
        let told = match (there(h), clauses.as_slice()) {
            (_, []) => "ontbreekt".to_owned(),
            (true, all) => listed(all),
            (false, all) => format!("ontbreekt: {}", listed(all)),
        };
        vec![h.plaats.clone(), told, listed(&reach(h, false))]
    };
    let all = &v.uitvoering.hardheid;
    let missing = all.iter().filter(|h| !there(h)).count();
    let mut blocks = vec![Block::Text(
        match (all.len(), missing) {
            (0, _) => "Er is geen nieuwe tekst waarop een hardheidsclausule kan zien.".to_owned(),
            (1, 0) => "De gewijzigde plaats valt onder een hardheidsclausule.".to_owned(),
            (1, _) => "De gewijzigde plaats valt onder geen hardheidsclausule.".to_owned(),
            (n, 0) => format!("Alle {n} gewijzigde plaatsen vallen onder een hardheidsclausule."),
            (n, m) => format!("Onder geen hardheidsclausule: {m} van de {n} gewijzigde plaatsen."),
        }
        .into(),
    )];
    if !all.is_empty() {
        let head = vec!["Plaats", "Hardheidsclausule", "Andere bevoegdheid om af te wijken"];
        blocks.push(table("Wat een gewijzigde plaats opzij kan zetten", head, all.iter().map(row).collect()));
    }
    let powers = &v.verhouding.bevoegdheden;
    if !powers.is_empty() {
        let rows = powers.iter().map(|p| vec![named(&p.recht), listed(&p.bepalingen)]).collect();
        let caption = "Bevoegdheden die een geraakt recht kunnen geven of veranderen";
        blocks.push(table(caption, vec!["Recht", "Bevoegdheid"], rows));
    }
    let hard: Vec<Vec<String>> = v
        .huishoudens
        .iter()
        .flat_map(|m| m.klem.iter().map(move |k| (m, k)))
        .map(|(m, k)| {
            let thing = k.voor.as_ref().map_or_else(String::new, |v| format!(" voor {}", words(v)));
            let clause = if k.hardheidsclausule { "ja" } else { "nee" };
            vec![
                words(&m.naam),
                format!("{}{thing} van {}", named(&k.recht), words(&k.houder)),
                clause.to_owned(),
                listed(&k.ruimte),
            ]
        })
        .collect();
    if let Some(none) = no_cases(v) {
        blocks.push(none);
    } else if hard.is_empty() {
        blocks.push(Block::Text("In de casussen wordt geen recht zeker slechter.".into()));
    } else {
        let head =
            vec!["Huishouden", "Recht dat slechter wordt", "Hardheidsclausule open", "Andere ruimte die openstaat"];
        blocks.push(table(
            "Huishoudens voor wie een recht slechter wordt, met de ruimte die er dan nog is",
            head,
            hard,
        ));
    }
    Section { head: "Ruimte en hardheid", blocks }
}

pub(super) fn attention(v: &AnnexView) -> Section {
    let points = &v.uitvoering.aandacht;
    let blocks = if points.is_empty() {
        let text = "In de nieuwe tekst is geen bedrag onbekend, geen open norm zonder beoordelaar of gezichtspunten, geen bevoegdheid zonder maatstaf en geen termijn zonder gevolg gevonden.";
        vec![Block::Text(text.into())]
    } else {
        let rows = points.iter().map(|p| vec![p.bepaling.clone(), p.punt.clone()]).collect();
        vec![table("Wat de nieuwe tekst openlaat", vec!["Bepaling", "Punt"], rows)]
    };
    Section { head: "Punten per bepaling", blocks }
}

pub(super) fn asked(v: &AnnexView) -> Section {
    let or_dash = |t: &Option<String>| t.clone().unwrap_or_else(|| "–".to_owned());
    let row = |a: &AskedView| {
        vec![
            a.vraag.clone().unwrap_or_else(|| capital(&a.feit)),
            or_dash(&a.bewijs),
            or_dash(&a.wijzigbaar_door),
            listed(&a.bepalingen),
        ]
    };
    let e = &v.uitvoering;
    let mut blocks = Vec::new();
    for (caption, all, none) in [
        (
            "Wat nieuw wordt gevraagd",
            &e.nieuw_gevraagd,
            "De gewijzigde tekst vraagt niets wat eerst niet werd gevraagd.",
        ),
        ("Wat niet meer wordt gevraagd", &e.niet_meer_gevraagd, "Er vervalt geen vraag."),
    ] {
        if all.is_empty() {
            blocks.push(Block::Text(none.into()));
        } else {
            let head = vec!["Vraag", "Bewijs", "Wie kan dit veranderen", "Bepaling"];
            blocks.push(table(caption, head, all.iter().map(row).collect()));
        }
    }
    Section { head: "Gegevens en bewijs", blocks }
}
