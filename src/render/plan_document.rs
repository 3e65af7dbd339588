//! A plan as a document, in Markdown or HTML.

use super::document::{Block, Document, Line, Section, to_html, to_markdown};
use super::names::{capital, words};
use super::plan_view::{CostsView, PlanView};
use super::reply::{lower, term_sentence};
use super::room::called;
use super::route::StepView;
use crate::value::Date;

/// A plan as Markdown. Text from a case or a file of figures is escaped.
#[must_use]
pub fn plan_markdown(plan: &PlanView) -> String {
    to_markdown(&document(plan))
}

/// A plan as one HTML page that loads nothing and prints well.
#[must_use]
pub fn plan_html(plan: &PlanView) -> String {
    to_html(&document(plan))
}

fn document(p: &PlanView) -> Document {
    let date = Date::parse(&p.peildatum).map_or_else(|| p.peildatum.clone(), Date::written);
    let title = if p.titel.is_empty() { "Plan".to_owned() } else { format!("Plan: {}", p.titel) };
    let mut sections = vec![
        Section { head: "Doel", blocks: goal(p) },
        Section { head: "De knoop", blocks: knot(p) },
        Section { head: "Stappen", blocks: steps(p) },
        Section { head: "Redenering", blocks: reasoning(p) },
        Section { head: "Mee te nemen", blocks: list(&p.bewijs) },
        Section { head: "Termijnen", blocks: list(&p.termijnen.iter().map(term_sentence).collect::<Vec<_>>()) },
        Section { head: "Kosten en baten", blocks: costs(p.kosten.as_ref()) },
        Section { head: "Plan of doorgaan zoals nu", blocks: comparison(p) },
        Section { head: "Als het niet lukt", blocks: fall_back(p) },
        Section { head: "Niet meegenomen", blocks: left_out(p) },
    ];
    sections.retain(|s| !s.blocks.is_empty());
    Document { title, about: format!("Peildatum {date} · regels {}", p.regelversie), sections, foot: p.let_op.clone() }
}

fn list(all: &[String]) -> Vec<Block> {
    let lines: Vec<Line> = all.iter().map(|t| t.clone().into()).collect();
    if lines.is_empty() { Vec::new() } else { vec![Block::List(lines)] }
}

fn goal(p: &PlanView) -> Vec<Block> {
    vec![
        Block::Text(format!("{}.", p.doel_in_woorden).into()),
        Block::Text(format!("Zoals het nu is: {}", lower(&p.uitkomst.zin)).into()),
    ]
}

fn knot(p: &PlanView) -> Vec<Block> {
    let one = |c: &super::reply_view::CarrierView| {
        let gist = c.kern.as_ref().map_or_else(String::new, |k| format!(" {k}"));
        Line { text: format!("{} {}.{gist}", c.bepaling, c.zin), link: c.link.clone() }
    };
    if p.knoop.is_empty() {
        return vec![Block::Text("Er staat geen bepaling in de weg.".into())];
    }
    let mut out = vec![Block::List(p.knoop.iter().map(one).collect())];
    if !p.uitwegen.is_empty() {
        out.push(Block::Text("Uitwegen die zijn nagegaan:".into()));
        out.extend(list(&p.uitwegen));
    }
    out
}

fn steps(p: &PlanView) -> Vec<Block> {
    if let Some(none) = &p.geen_route {
        return no_route(none);
    }
    let one = |s: &StepView| {
        let place = s.bepaling.as_ref().filter(|b| !s.zin.contains(&***b));
        let named = |who: &&String| !s.zin.contains(&***who);
        let who = match (s.wie.as_ref().filter(named), place) {
            (Some(who), Some(place)) => format!(" Wie: {who} ({place})."),
            (Some(who), None) => format!(" Wie: {who}."),
            (None, Some(place)) => format!(" Zie {place}."),
            (None, None) => String::new(),
        };
        let factors = match s.gezichtspunten.as_slice() {
            [] => String::new(),
            all => format!(" Weeg mee: {}.", all.join("; ")),
        };
        Line::from(format!("{}{who}{factors}", s.zin))
    };
    let mut out = vec![Block::Steps(p.stappen.iter().map(one).collect())];
    out.push(Block::Text(match &p.daarna {
        Some(verdict) => format!(
            "Als de stappen zo uitvallen, is de uitkomst: {verdict}. Dat is door alle gecodeerde wetten doorgerekend. Of een stap zo uitvalt, beslist een mens."
        ).into(),
        None => "Meer is volgens de gecodeerde regels niet nodig.".into(),
    }));
    if p.stappen.iter().any(|s| s.soort == "veranderen") {
        let text = "Dit plan vraagt om iets te veranderen in het leven van dit huishouden. Kies het alleen als het huishouden dat zelf wil.";
        out.push(Block::Note(text.to_owned()));
    }
    match p.andere_routes {
        0 => {}
        1 => out.push(Block::Text("Er is nog één route met zo weinig stappen; de optie --route 2 kiest die.".into())),
        n => out.push(Block::Text(
            format!("Er zijn nog {n} routes met zo weinig stappen; de optie --route 2 kiest de volgende.").into(),
        )),
    }
    if !p.bijwerkingen.is_empty() {
        let row = |e: &super::route::EffectView| {
            let thing = e.voor.as_ref().map_or_else(String::new, |v| format!(" voor {}", words(v)));
            let name = e.recht.rsplit('.').next().map_or_else(String::new, words);
            vec![format!("{}{thing}", capital(&name)), e.houder.clone(), e.eerst.clone(), e.daarna.clone()]
        };
        out.push(Block::Table {
            caption: "Wat er nog meer verandert".to_owned(),
            head: vec!["Recht", "Voor wie", "Nu", "Daarna"],
            money: vec![false; 4],
            rows: p.bijwerkingen.iter().map(row).collect(),
        });
    } else if p.daarna.is_some() {
        out.push(Block::Text("Verder verandert er in de gecodeerde wetten niets voor dit huishouden.".into()));
    }
    out
}

/// A no with its proof, and what change of the rules would open a route.
fn no_route(none: &super::plan_view::NoCourseView) -> Vec<Block> {
    let text = if none.volledig {
        format!("Er is geen route. Alles tot en met {} stappen binnen de gecodeerde regels is nagegaan.", none.stappen)
    } else {
        format!(
            "Er is nog geen route gevonden. De zoektocht tot en met {} stappen is afgebroken, omdat er te veel mogelijkheden zijn.",
            none.stappen
        )
    };
    let mut out = vec![Block::Note(text)];
    let level = |n: u8| match n {
        2 => "beleidsregel of werkinstructie",
        3 => "besluit, regeling of verordening",
        4 => "wet",
        _ => "binnen de regels",
    };
    let one = |o: &super::route::OpeningView| {
        let part = &o.wijziging;
        let then: Vec<String> = o.dan_nog.iter().map(|s| s.zin.clone()).collect();
        let then = if then.is_empty() { String::new() } else { format!(" Daarna nog: {}", then.join(" ")) };
        Line::from(format!("{}: {} (te wijzigen in: {}).{then}", part.bepaling, part.deel, level(o.hersteladres)))
    };
    if !none.zou_openen.is_empty() {
        out.push(Block::Text("Alleen een andere regel zou een weg openen. De kleinste wijzigingen zijn:".into()));
        out.push(Block::List(none.zou_openen.iter().map(one).collect()));
    }
    out
}

fn reasoning(p: &PlanView) -> Vec<Block> {
    let mut out = Vec::new();
    for limb in &p.redenering {
        out.push(Block::Head(Line { text: limb.bepaling.clone(), link: limb.link.clone() }));
        // What stands in the way was told above.
        let told = p.knoop.iter().any(|k| k.bepaling == limb.bepaling);
        out.extend(limb.kern.as_ref().filter(|_| !told).map(|k| Block::Text(k.as_str().into())));
        if limb.voorwaarden.is_empty() {
            continue;
        }
        let row = |c: &super::plan_view::ConditionView| {
            let by = c.door.clone().unwrap_or_default();
            vec![capital(&c.zin), c.staat.clone(), by, c.gezichtspunten.join("; ")]
        };
        let rows: Vec<Vec<String>> = limb.voorwaarden.iter().map(row).collect();
        let (head, rows) = filled(vec!["Punt", "Nu", "Wie weegt", "Gezichtspunten"], rows);
        let money = vec![false; head.len()];
        out.push(Block::Table { caption: format!("Waar {} naar kijkt", limb.bepaling), head, money, rows });
    }
    out
}

/// A table without the columns that say nothing in any row.
fn filled(head: Vec<&'static str>, rows: Vec<Vec<String>>) -> (Vec<&'static str>, Vec<Vec<String>>) {
    let says = |i: usize| rows.iter().any(|r| r.get(i).is_some_and(|c| !c.is_empty()));
    let kept: Vec<bool> = (0..head.len()).map(says).collect();
    let keep = |i: usize| kept.get(i) == Some(&true);
    let rows = rows
        .into_iter()
        .map(|r| r.into_iter().enumerate().filter(|(i, _)| keep(*i)).map(|(_, c)| c).collect())
        .collect();
    (head.into_iter().enumerate().filter(|(i, _)| keep(*i)).map(|(_, h)| h).collect(), rows)
}

fn costs(costs: Option<&CostsView>) -> Vec<Block> {
    let Some(c) = costs else {
        let text = "Er zijn geen cijfers opgegeven. Met de optie --kosten rekent kanwel per betaler uit wat het plan kost en wat doorgaan zoals nu kost.";
        return vec![Block::Text(text.into())];
    };
    let line = |l: &super::plan_view::LineView| {
        let length = l.duur.as_ref().map_or_else(String::new, |d| format!(", {d}"));
        vec![
            l.scenario.clone(),
            l.omschrijving.clone(),
            l.betaler.clone(),
            format!("{}{length}", l.bedrag),
            l.totaal.geschreven.clone(),
            l.bron.clone(),
        ]
    };
    let payer = |p: &super::plan_view::PayerView| {
        vec![p.betaler.clone(), p.plan.geschreven.clone(), p.nu.geschreven.clone(), p.verschil.geschreven.clone()]
    };
    let mut payers: Vec<Vec<String>> = c.betalers.iter().map(payer).collect();
    if let (Some(plan), Some(now)) = (&c.plan, &c.nu) {
        payers.push(vec!["Samen".to_owned(), plan.geschreven.clone(), now.geschreven.clone(), String::new()]);
    }
    let mut out = vec![
        Block::Table {
            caption: "Posten, met de bron die is opgegeven".to_owned(),
            head: vec!["Scenario", "Waarvoor", "Betaler", "Bedrag", "Totaal", "Bron"],
            money: vec![false, false, false, false, true, false],
            rows: c.posten.iter().map(line).collect(),
        },
        Block::Table {
            caption: "Per betaler".to_owned(),
            head: vec!["Betaler", "Plan", "Nu", "Plan min nu"],
            money: vec![false, true, true, true],
            rows: payers,
        },
    ];
    out.extend(c.verkeerde_portemonnee.iter().cloned().map(Block::Note));
    out.extend(c.opmerkingen.iter().map(|t| Block::Text(t.as_str().into())));
    out.push(Block::Text(
        "De cijfers zijn opgegeven door wie dit plan maakt; kanwel heeft ze niet gecontroleerd.".into(),
    ));
    out
}

fn comparison(p: &PlanView) -> Vec<Block> {
    let v = &p.vergelijking;
    let row = |x: &super::plan_view::PointView| vec![capital(&x.punt), x.oordeel.clone(), capital(&x.omdat)];
    let mut out = vec![Block::Table {
        caption: "Het plan tegenover doorgaan zoals nu".to_owned(),
        head: vec!["Punt", "Plan is", "Omdat"],
        money: vec![false; 3],
        rows: v.punten.iter().map(row).collect(),
    }];
    let said = |who: &str, text: &Option<String>| text.as_ref().map(|t| Line::from(format!("{who}: {t}")));
    let words: Vec<Line> = [said("Het huishouden", &v.huishouden), said("De professional", &v.professional)]
        .into_iter()
        .flatten()
        .collect();
    if !words.is_empty() {
        out.push(Block::List(words));
    }
    out.push(Block::Note(v.geheel.clone()));
    out
}

fn fall_back(p: &PlanView) -> Vec<Block> {
    let room = |r: &super::view::RoomView| {
        format!("{} ({}): {}.", capital(called(&r.code)), r.bepaling, r.reden.trim_end_matches('.'))
    };
    let mut lines: Vec<String> = p.terugval.iter().map(room).collect();
    let other = |a: &super::reply_view::PaletteView| {
        let place = a.bepaling.as_ref().map_or_else(String::new, |b| format!(" ({b})"));
        format!("Een andere wet: {}{place}. Uitkomst nu: {}.", a.naam, a.oordeel)
    };
    lines.extend(p.andere_wet.iter().map(other));
    lines.push("Vraag een besluit op papier, met het artikel en de uitleg. Dan is duidelijk waar een volgende stap op kan steunen.".to_owned());
    list(&lines)
}

fn left_out(p: &PlanView) -> Vec<Block> {
    let mut all = p.niet_meegenomen.clone();
    all.push(
        "Wat het plan doet met mensen buiten dit huishouden, en met wat niet in geld is uit te drukken.".to_owned(),
    );
    list(&all)
}
