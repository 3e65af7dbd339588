//! Routes as text and as Markdown.

use super::entangled::count;
use super::markdown::escape;
use super::names::{capital, words};
use super::route::{BlockView, EffectView, NoRouteView, PathView, RoutesView, StepView, level};
use super::text::{Options, wrap};
use crate::value::Date;
use std::fmt::Write as _;

/// Most effects on other outcomes that are shown without `--alles`.
const EFFECTS: usize = 6;
/// Most provisions in the way that are shown without `--alles`.
const BLOCKS: usize = 8;
/// Most routes that are shown in full without `--alles`.
pub(super) const ROUTES: usize = 5;

/// A line of a document that is not tied to a layout yet.
pub(super) enum Line {
    /// A heading.
    Head(String),
    /// A label with a text; without a label it continues what is above.
    Item(&'static str, String),
    /// A numbered step.
    Step(usize, String),
    /// A point below the line above.
    Point(String),
    /// An empty line.
    Gap,
}

/// Lines as text for a terminal.
pub(super) fn as_text(title: &str, below: &str, lines: &[Line], options: Options) -> String {
    let bold = |s: &str| if options.colour { format!("\u{1b}[1m{s}\u{1b}[0m") } else { s.to_owned() };
    let mut out = format!("{}\n{below}\n", bold(title));
    let mut put = |head: &str, text: &str| {
        let room = options.width.saturating_sub(head.chars().count()).max(30);
        for (i, part) in wrap(text, room).into_iter().enumerate() {
            let lead = if i == 0 { head.to_owned() } else { " ".repeat(head.chars().count()) };
            let _ = writeln!(out, "{}", format!("{lead}{part}").trim_end());
        }
    };
    for line in lines {
        match line {
            Line::Head(text) => {
                put("", "");
                put("", &bold(text));
            }
            Line::Item("", text) => put("  ", text),
            Line::Item(label, text) => put(&format!("  {label:<11}"), text),
            Line::Step(n, text) => put(&format!("  {n}. "), text),
            Line::Point(text) => put("     - ", text),
            Line::Gap => put("", ""),
        }
    }
    out
}

/// Lines as Markdown; text from a case is escaped.
pub(super) fn as_markdown(title: &str, below: &str, lines: &[Line]) -> String {
    let mut out = format!("# {}\n\n{below}\n", escape(title));
    let mut list = false;
    for line in lines {
        let (text, item) = match line {
            Line::Head(text) => (format!("\n## {}\n", escape(text)), false),
            Line::Item("", text) => (format!("- {}", escape(text)), true),
            Line::Item(label, text) => (format!("- **{label}**: {}", escape(text)), true),
            Line::Step(n, text) => (format!("{n}. {}", escape(text)), true),
            Line::Point(text) => (format!("   - {}", escape(text)), true),
            Line::Gap => continue,
        };
        if item && !list && !out.ends_with("\n\n") {
            out.push('\n');
        }
        list = item;
        let _ = writeln!(out, "{text}");
    }
    out
}

/// Routes as text for a terminal.
#[must_use]
pub fn route_text(view: &RoutesView, options: Options) -> String {
    let date = Date::parse(&view.peildatum).map_or_else(|| view.peildatum.clone(), Date::written);
    let below = format!("Routes op {date} · regels {}", view.regelversie);
    as_text(title(&view.titel), &below, &lines(view, options.all), options)
}

/// Routes as Markdown.
#[must_use]
pub fn route_markdown(view: &RoutesView, all: bool) -> String {
    let below = format!("peildatum {} · regels `{}`", view.peildatum, view.regelversie);
    as_markdown(&format!("Routes: {}", title(&view.titel)), &below, &lines(view, all))
}

pub(super) fn title(given: &str) -> &str {
    if given.is_empty() { "Casus" } else { given }
}

fn lines(view: &RoutesView, all: bool) -> Vec<Line> {
    let mut out = vec![Line::Head(if view.doelen.len() == 1 { "Doel" } else { "Doelen, samen" }.to_owned())];
    for g in &view.doelen {
        out.push(Line::Item("", g.zin.clone()));
        out.push(Line::Item("nu", g.nu.clone()));
    }
    if view.doelen.iter().all(|g| g.gehaald) {
        out.push(Line::Gap);
        out.push(Line::Item("", "Dit is al zo; er is geen route nodig.".to_owned()));
        return out;
    }
    let most = if all { usize::MAX } else { ROUTES };
    for (n, r) in view.routes.iter().take(most).enumerate() {
        path(&mut out, n + 1, r, all);
    }
    if view.routes.len() > most {
        let (rest, first) = (view.routes.len() - most, view.routes.iter().skip(most));
        out.push(Line::Head(format!("Nog {rest} routes, kort; `--alles` toont ze helemaal")));
        for r in first {
            let steps: Vec<String> = r.stappen.iter().map(|s| s.zin.clone()).collect();
            out.push(Line::Point(format!("[{}] {}", r.grond, steps.join(" + "))));
        }
    }
    if let Some(no) = &view.nee {
        no_route(&mut out, view, no, all);
    }
    out.push(Line::Head("Hoe is gezocht".to_owned()));
    out.push(Line::Item("", searched(view)));
    out.push(Line::Item("", view.let_op.clone()));
    out
}

fn searched(view: &RoutesView) -> String {
    let s = &view.gezocht;
    let doubt = if s.aannames_betwist { "" } else { " Aannames zijn gelaten zoals zij zijn; `--aannames` betwist ze." };
    let limits = format!(
        "Er is gekeken naar {} en {} van ten hoogste {} doorgerekend.{doubt}",
        count(s.mogelijke_stappen, "mogelijke stap", "mogelijke stappen"),
        count(s.combinaties, "combinatie", "combinaties"),
        count(s.stappen, "stap", "stappen")
    );
    let end = match (s.volledig, s.langer_mogelijk) {
        (false, _) => {
            let n = s.volledig_tot;
            return format!(
                "{limits} Daarmee is de grens aan het zoeken bereikt. Alles tot en met {n} {} is nagegaan; met meer stappen kunnen er nog routes zijn.",
                if n == 1 { "stap" } else { "stappen" }
            );
        }
        (true, true) => {
            "Alle andere combinaties zijn uitgesloten. Met meer stappen kunnen er nog routes zijn; zie `--stappen`."
        }
        (true, false) => "Alle andere combinaties zijn uitgesloten, ook met meer stappen.",
    };
    format!("{limits} {end}")
}

pub(super) fn steps(out: &mut Vec<Line>, all: &[StepView]) {
    for (n, s) in all.iter().enumerate() {
        out.push(Line::Step(n + 1, format!("[{}] {}", s.soort, s.zin)));
        let who = [s.wie.as_ref().map(|w| format!("wie: {}", words(w))), s.bepaling.clone()];
        let who: Vec<String> = who.into_iter().flatten().collect();
        if !who.is_empty() {
            out.push(Line::Point(who.join(" · ")));
        }
        if let Some(b) = &s.bewijs {
            out.push(Line::Point(format!("laat zien: {b}")));
        }
        out.extend(s.gezichtspunten.iter().map(|g| Line::Point(format!("weeg mee: {g}"))));
    }
}

fn path(out: &mut Vec<Line>, n: usize, r: &PathView, all: bool) {
    out.push(Line::Head(format!("Route {n}: {} ({})", r.grond, count(r.stappen.len(), "stap", "stappen"))));
    steps(out, &r.stappen);
    out.push(Line::Item("dan", r.uitkomst.join("; ")));
    if !r.nog_open.is_empty() {
        out.push(Line::Item("nog open", r.nog_open.join("; ")));
    }
    let others: Vec<&EffectView> = r.gevolgen.iter().filter(|e| !e.doel).collect();
    let most = if all { usize::MAX } else { EFFECTS };
    for (i, e) in others.iter().take(most).enumerate() {
        out.push(Line::Item(if i == 0 { "ook anders" } else { "" }, effect(e)));
    }
    if others.len() > most {
        out.push(Line::Item("", format!("en nog {} andere uitkomsten; `--alles` toont ze", others.len() - most)));
    }
    if others.is_empty() {
        out.push(Line::Item("ook anders", "niets: geen andere uitkomst verandert".to_owned()));
    }
    let unknown = match r.niet_in_geld_bekend {
        0 => None,
        1 => Some("van 1 verandering is het bedrag niet bekend".to_owned()),
        n => Some(format!("van {n} veranderingen is het bedrag niet bekend")),
    };
    let money: Vec<String> = [r.per_maand.clone(), r.eenmalig.as_ref().map(|e| format!("{e} (eenmalig)")), unknown]
        .into_iter()
        .flatten()
        .collect();
    if !money.is_empty() {
        out.push(Line::Item("samen", money.join("; ")));
    }
}

fn effect(e: &EffectView) -> String {
    let name = e.recht.rsplit('.').next().map_or_else(String::new, words);
    let thing = e.voor.as_ref().map_or(String::new(), |v| format!(" voor {}", words(v)));
    format!("{} van {}{thing}: van {} naar {}", capital(&name), words(&e.houder), e.eerst, e.daarna)
}

fn no_route(out: &mut Vec<Line>, view: &RoutesView, no: &NoRouteView, all: bool) {
    let steps_of = count(view.gezocht.stappen, "stap", "stappen");
    out.push(Line::Head(if no.bewezen {
        format!("Geen route van ten hoogste {steps_of}")
    } else {
        format!("Geen route gevonden van ten hoogste {steps_of}; het zoeken was niet volledig")
    }));
    if !no.uitwegen.is_empty() {
        out.push(Line::Item("", "Deze uitwegen zijn nagegaan:".to_owned()));
    }
    for u in &no.uitwegen {
        let why = u.reden.clone().unwrap_or_else(|| u.hangt_af_van.join("; "));
        let what = u.bepaling.clone().unwrap_or_else(|| u.soort.clone());
        let why = if why.is_empty() { String::new() } else { format!(": {why}") };
        out.push(Line::Point(format!("{what} ({}): {}{why}", u.soort, u.status)));
    }
    if !no.staat_in_de_weg.is_empty() {
        out.push(Line::Item("", "Dit staat in de weg:".to_owned()));
    }
    let most = if all { usize::MAX } else { BLOCKS };
    let mut blocks: Vec<String> = Vec::new();
    for text in no.staat_in_de_weg.iter().map(block) {
        if !blocks.contains(&text) {
            blocks.push(text);
        }
    }
    let hidden = blocks.len().saturating_sub(most);
    out.extend(blocks.into_iter().take(most).map(Line::Point));
    if hidden > 0 {
        out.push(Line::Point(format!("en nog {hidden}; `--alles` toont ze")));
    }
    if view.gezocht.langer_mogelijk {
        let more = view.gezocht.stappen + 1;
        out.push(Line::Item(
            "",
            format!("Met meer stappen is er misschien wel een route: probeer `--stappen {more}`."),
        ));
        return;
    }
    out.push(Line::Head("Wat de wet zou moeten veranderen".to_owned()));
    if no.zou_openen.is_empty() {
        out.push(Line::Item("", "Geen enkele bepaling opent op zichzelf een route als zij opzij gaat.".to_owned()));
    }
    for o in no.zou_openen.iter().take(most) {
        let b = &o.wijziging;
        out.push(Line::Item("", format!("{} ({}): {}", b.bepaling, b.deel, level(o.hersteladres))));
        if o.dan_nog.is_empty() {
            out.push(Line::Point("gaat dit opzij, dan is het doel gehaald".to_owned()));
        }
        out.extend(o.dan_nog.iter().map(|s| Line::Point(format!("dan nog: {}", s.zin))));
    }
}

fn block(b: &BlockView) -> String {
    let gist = b.kern.as_ref().map_or(String::new(), |k| format!(" — {k}"));
    format!("{} ({}){gist}", b.bepaling, b.deel)
}
