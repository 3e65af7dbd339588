//! An assessment as text for a terminal.

use super::argument::lines;
use super::names::capital;
use super::view::{ArgumentView, AssumptionView, DutyView, OutcomeView, RouteView, SourceView, View};
use crate::value::Date;
use rustc_hash::FxHashSet;
use std::fmt::Write as _;

/// What to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Everything in full, also plain refusals and what cannot be said yet.
    pub all: bool,
    /// Colour.
    pub colour: bool,
    /// Columns.
    pub width: usize,
}

const BOLD: &str = "\u{1b}[1m";
const DIM: &str = "\u{1b}[2m";
const RESET: &str = "\u{1b}[0m";

struct Page<'a> {
    out: String,
    options: Options,
    view: &'a View,
    /// Assumptions under the outcomes shown in full.
    relied: FxHashSet<String>,
}

/// Writes an assessment.
#[must_use]
pub fn text(view: &View, first: &[String], options: Options) -> String {
    let mut page = Page { out: String::new(), options, view, relied: FxHashSet::default() };
    page.head();
    page.answers();
    page.findings();
    let mut houders: Vec<&String> = Vec::new();
    for o in &view.uitkomsten {
        if !houders.contains(&&o.houder) {
            houders.push(&o.houder);
        }
    }
    for houder in houders {
        page.holder(houder, first);
    }
    page.duties();
    page.deadlines();
    page.foot();
    page.out
}

/// Whether an outcome is shown in full without `--alles`.
fn notable(o: &OutcomeView, first: &[String]) -> bool {
    first.contains(&o.recht) || matches!(&*o.oordeel, "moet" | "mag" | "oordeel" | "mits" | "botst" | "nee, tenzij")
}

impl Page<'_> {
    fn styled(&self, style: &str, text: &str) -> String {
        if self.options.colour { format!("{style}{text}{RESET}") } else { text.to_owned() }
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text.trim_end());
        self.out.push('\n');
    }

    /// A labelled paragraph: label in a column, text wrapped behind it.
    fn item(&mut self, label: &str, text: &str) {
        let indent = 16;
        let room = self.options.width.saturating_sub(indent).max(30);
        for (i, part) in wrap(text, room).into_iter().enumerate() {
            let head = if i == 0 { format!("    {label:<12}") } else { " ".repeat(indent) };
            let head = if i == 0 { self.styled(DIM, &head) } else { head };
            self.line(&format!("{head}{part}"));
        }
    }

    fn head(&mut self) {
        let title = if self.view.titel.is_empty() { "Casus" } else { &self.view.titel };
        let title = self.styled(BOLD, title);
        self.line(&title);
        let place = self.view.gemeente.as_ref().map_or(String::new(), |g| format!(" · gemeente {g}"));
        let line = format!("peildatum {}{place} · regels {}", day(&self.view.peildatum), self.view.regelversie);
        let line = self.styled(DIM, &line);
        self.line(&line);
    }

    /// What the case asks about concepts.
    fn answers(&mut self) {
        let view = self.view;
        if view.antwoorden.is_empty() {
            return;
        }
        self.line("");
        let head = self.styled(BOLD, "Gevraagd");
        self.line(&head);
        for a in &view.antwoorden {
            let verdict = format!("[{}]", a.uitkomst);
            let verdict = self.styled(colour(&a.uitkomst), &verdict);
            self.line("");
            self.line(&format!("  {verdict} {} ({})", capital(&a.zin), a.wet));
            for (i, step) in a.want.iter().enumerate() {
                self.item(if i == 0 { "want" } else { "" }, step);
            }
            self.reasons(&a.bronnen);
            for (i, m) in a.ontbreekt.iter().enumerate() {
                self.item(if i == 0 { "ontbreekt" } else { "" }, m.vraag.as_ref().unwrap_or(&m.zin));
            }
            if let Some(argument) = &a.afleiding {
                self.argument(argument);
            }
        }
    }

    /// Where provisions, refusals and duties collide.
    fn findings(&mut self) {
        let view = self.view;
        if view.bevindingen.is_empty() {
            return;
        }
        self.line("");
        let head = self.styled(BOLD, "Botsingen (`kanwel leguit B02` legt een code uit)");
        self.line(&head);
        for line in super::conflict::findings_text(&view.bevindingen, self.options.width).lines() {
            let shown = self.as_outcome(line);
            self.line(&shown);
        }
    }

    /// A line of a collision in the style of an outcome: its weight and title, or its label.
    fn as_outcome(&self, line: &str) -> String {
        if let Some((weight, title)) = line.strip_prefix("  [").and_then(|rest| rest.split_once("] ")) {
            let shown = self.styled(colour(weight), &format!("[{weight}]"));
            return format!("  {shown} {}", self.styled(BOLD, title));
        }
        match line.split_at_checked(16) {
            Some((label, text)) if label.starts_with("    ") && !label.trim().is_empty() => {
                format!("{}{text}", self.styled(DIM, label))
            }
            _ => line.to_owned(),
        }
    }

    /// What an answer rests on: each provision with its gist.
    fn reasons(&mut self, sources: &[SourceView]) {
        for (i, s) in sources.iter().filter(|s| s.rechtstreeks).enumerate() {
            let gist = s.kern.as_ref().map_or(String::new(), |k| format!(": {k}"));
            let link = s.link.as_ref().map_or(String::new(), |l| format!(" {l}"));
            self.item(if i == 0 { "steunt op" } else { "" }, &format!("{}{gist}{link}", s.bepaling));
        }
        self.further(sources.iter().filter(|s| !s.rechtstreeks));
    }

    /// The other provisions, each law named once.
    fn further<'s>(&mut self, sources: impl Iterator<Item = &'s SourceView>) {
        let text = by_law(sources.map(|s| &*s.bepaling));
        if !text.is_empty() {
            self.item("en op", &text);
        }
    }

    fn argument(&mut self, argument: &ArgumentView) {
        self.item("afleiding", "");
        for line in lines(argument, 6) {
            self.line(&line);
        }
    }

    fn holder(&mut self, houder: &str, first: &[String]) {
        let view = self.view;
        let own: Vec<&OutcomeView> = view.uitkomsten.iter().filter(|o| o.houder == houder).collect();
        let (mut full, brief): (Vec<_>, Vec<_>) = own.into_iter().partition(|o| self.options.all || notable(o, first));
        full.sort_by_key(|o| !first.contains(&o.recht));
        self.line("");
        let name = self.styled(BOLD, &capital(&super::names::words(houder)));
        self.line(&name);
        for o in full {
            self.outcome(o);
        }
        self.brief("Nee", &brief, |o| o.oordeel == "nee");
        self.brief("Nog niet te zeggen", &brief, |o| o.oordeel == "onbekend");
    }

    /// Outcomes that are only named: plain refusals in one paragraph, the rest a line each.
    fn brief(&mut self, title: &str, all: &[&OutcomeView], keep: fn(&OutcomeView) -> bool) {
        let own: Vec<String> = all.iter().filter(|o| keep(o)).map(|o| in_brief(o)).collect();
        if own.is_empty() {
            return;
        }
        self.line("");
        let head = self.styled(BOLD, title);
        self.line(&format!("  {head}"));
        for part in wrap(&own.join("; "), self.options.width.saturating_sub(6)) {
            self.line(&format!("    {part}"));
        }
    }

    fn outcome(&mut self, o: &OutcomeView) {
        self.relied.extend(o.aannames.iter().cloned());
        self.line("");
        let thing = o.voor.as_ref().map_or(String::new(), |v| format!(" voor {}", super::names::words(v)));
        let with = if o.gezamenlijk_met.is_empty() {
            String::new()
        } else {
            format!(", samen met {}", o.gezamenlijk_met.join(" en "))
        };
        let amount = o.written_amount().map_or(String::new(), |b| match &*o.oordeel {
            "moet" | "mag" => format!(": {b}"),
            _ => format!(" ({b} als het ja wordt)"),
        });
        let verdict = format!("[{}]", o.oordeel);
        let verdict = self.styled(colour(&o.oordeel), &verdict);
        let title = format!("{}{thing}{with}{amount}", capital(&o.naam));
        let title = self.styled(BOLD, &title);
        self.line(&format!("  {verdict} {title}"));
        self.item("", &o.zin);
        if let Some(c) = &o.orgaan
            && c.doorzenden
        {
            let place = c.gemeente.as_ref().map_or(String::new(), |g| format!(" van {g}"));
            self.item(
                "bevoegd",
                &format!("{}{place}; wie is aangesproken, moet de aanvraag doorzenden (Awb artikel 2:3).", c.naam),
            );
        }
        if let Some(w) = &o.wijze {
            self.item("hoe", w);
        }
        for (label, value) in
            [("vorm", &o.vorm), ("prestatie", &o.prestatie), ("ingang", &o.ingang), ("einde", &o.einde)]
        {
            if let Some(v) = value {
                self.item(label, v);
            }
        }
        if o.een_van_meer {
            self.item("let op", "meer mensen komen in aanmerking, maar slechts één kan het krijgen");
        }
        self.sources(&o.bronnen);
        // Rules that are not encoded stand together in the sentence.
        for (i, m) in o.ontbreekt.iter().filter(|m| m.soort != "regel").enumerate() {
            self.item(if i == 0 { "ontbreekt" } else { "" }, m.vraag.as_ref().unwrap_or(&m.zin));
        }
        for n in &o.open_normen {
            let by = n.door.as_ref().map_or(String::new(), |d| format!(" ({d}, {})", n.bepaling));
            self.item("te wegen", &format!("{}{by}", n.vraag.as_ref().unwrap_or(&n.zin)));
            for factor in &n.gezichtspunten {
                self.item("", &format!("- {factor}"));
            }
        }
        self.routes(o);
        if let Some(a) = &o.afleiding {
            self.argument(a);
        }
    }

    /// Ways out: those that may help each by itself, those that fail together by reason.
    fn routes(&mut self, o: &OutcomeView) {
        let name = |r: &RouteView| r.bepaling.clone().unwrap_or_else(|| r.soort.clone());
        for r in o.uitwegen.iter().filter(|r| r.status != "faalt") {
            let rest = match (&*r.status, &r.kern) {
                ("open", Some(gist)) => format!("staat open. {gist}"),
                ("open", None) => "staat open".to_owned(),
                _ => format!("hangt af van: {}", r.hangt_af_van.join("; ")),
            };
            self.item("uitweg", &format!("{} ({}): {rest}", name(r), r.soort));
        }
        let mut failing: Vec<(String, Vec<String>)> = Vec::new();
        for r in o.uitwegen.iter().filter(|r| r.status == "faalt") {
            let why = r.reden.clone().unwrap_or_else(|| "de voorwaarden zijn niet vervuld".to_owned());
            match failing.iter_mut().find(|(w, _)| *w == why) {
                Some((_, all)) => all.push(name(r)),
                None => failing.push((why, vec![name(r)])),
            }
        }
        for (why, all) in failing {
            self.item("helpt niet", &format!("{}: {why}", all.join(", ")));
        }
    }

    /// What carries the outcome, with version and link; what it rests on further down in one line.
    fn sources(&mut self, sources: &[SourceView]) {
        let (own, rest): (Vec<_>, Vec<_>) =
            sources.iter().partition(|s| s.rechtstreeks || self.options.all || s.rang == "rechtspraak");
        for (i, s) in own.into_iter().enumerate() {
            let version = s.versie.as_ref().map_or_else(|| "gekozen lezing".to_owned(), |v| format!("versie {v}"));
            let until = s.tot.as_ref().map_or(String::new(), |t| format!(" tot {t}"));
            let mark = match (&*s.status, &*s.zekerheid) {
                ("geldend", "hoog") => String::new(),
                ("geldend", sure) => format!(", zekerheid {sure}"),
                (status, _) => format!(", {status}"),
            };
            let link = s.link.as_ref().map_or(String::new(), |l| format!(" {l}"));
            self.item(if i == 0 { "steunt op" } else { "" }, &format!("{} ({version}{until}{mark}){link}", s.bepaling));
        }
        self.further(rest.into_iter());
    }

    fn duties(&mut self) {
        let view = self.view;
        let shown: Vec<_> = view.plichten.iter().filter(|d| self.options.all || d.status == "geldt").collect();
        if shown.is_empty() {
            return;
        }
        self.line("");
        let head = self.styled(BOLD, "Plichten en verboden");
        self.line(&head);
        let mut groups: Vec<(&DutyView, Vec<String>)> = Vec::new();
        for d in shown {
            match groups.iter_mut().find(|(g, _)| same_duty(g, d)) {
                Some((_, all)) => all.push(d.wie.clone()),
                None => groups.push((d, vec![d.wie.clone()])),
            }
        }
        for (d, who) in groups {
            let to = d.jegens.as_ref().map_or(String::new(), |j| format!(" tegenover {j}"));
            let amount = d.bedrag.as_ref().map_or(String::new(), |b| format!(": {}", b.geschreven));
            let when = if_depends(&d.hangt_af_van);
            let gist = d.kern.as_ref().map_or(String::new(), |k| format!(". {k}"));
            let who = capital(&super::sentence::join(&who, "en"));
            self.item(&d.soort, &format!("{who}{to}: {}{amount} ({}){when}{gist}", d.handeling, d.bepaling));
        }
    }

    fn deadlines(&mut self) {
        let view = self.view;
        if view.termijnen.is_empty() {
            return;
        }
        self.line("");
        let head = self.styled(BOLD, "Termijnen");
        self.line(&head);
        for t in &view.termijnen {
            let state = if t.verstreken { "is verstreken op" } else { "loopt tot en met" };
            let to = t.jegens.as_ref().map_or(String::new(), |j| format!(" jegens {j}"));
            let when = if_depends(&t.hangt_af_van);
            let then = t.daarna.as_ref().map_or(String::new(), |d| format!("; daarna: {d}"));
            self.item(
                "",
                &format!(
                    "{} van {}{to} {state} {} ({}){then}{when}",
                    capital(&t.naam),
                    t.wie,
                    day(&t.laatste_dag),
                    t.bepaling
                ),
            );
        }
    }

    /// Assumptions under the outcomes shown in full, each fact once; the others are counted.
    fn assumptions(&mut self) {
        let view = self.view;
        let all = self.options.all;
        let shown: Vec<&AssumptionView> =
            view.aannames.iter().filter(|a| all || self.relied.contains(&a.zin)).collect();
        // When only one right was asked for, the rest has nothing to do with it.
        let hidden = view.uitkomsten.iter().filter(|o| !o.aannames.iter().all(|a| self.relied.contains(a))).count();
        let rest = if hidden == 0 { 0 } else { view.aannames.len() - shown.len() };
        if view.aannames.is_empty() {
            return;
        }
        self.line("");
        let head = self.styled(BOLD, "Aangenomen, want niet ingevuld");
        self.line(&head);
        let mut groups: Vec<(&AssumptionView, Vec<String>)> = Vec::new();
        for a in shown {
            match groups.iter_mut().find(|(g, _)| g.feit == a.feit && g.over.len() == 1) {
                Some((_, also)) => also.extend(a.over.iter().map(|o| super::names::words(o))),
                None => groups.push((a, Vec::new())),
            }
        }
        for (a, also) in groups {
            let also = if also.is_empty() {
                String::new()
            } else {
                format!(", ook voor {}", super::sentence::join(&also, "en"))
            };
            self.item("", &format!("{}{also} ({})", a.zin, a.omdat));
        }
        if rest > 0 {
            self.item("", &format!("en nog {rest} bij de andere uitkomsten; `--alles` toont ze"));
        }
    }

    fn foot(&mut self) {
        let view = self.view;
        self.assumptions();
        self.line("");
        let head = self.styled(BOLD, "Niet meegenomen");
        self.line(&head);
        for n in &view.niet_meegenomen {
            self.item("", n);
        }
        self.line("");
        let note = self.styled(DIM, &view.let_op);
        self.line(&note);
    }
}

/// A date as one writes it.
fn day(iso: &str) -> String {
    Date::parse(iso).map_or_else(|| iso.to_owned(), Date::written)
}

/// An outcome in a few words.
fn in_brief(o: &OutcomeView) -> String {
    let why = match o.ontbreekt.first() {
        Some(m) if o.oordeel == "onbekend" => {
            let more = o.ontbreekt.len().saturating_sub(1);
            let more = if more > 0 { format!(" en nog {more}") } else { String::new() };
            format!("ontbreekt: {}{more}", m.zin)
        }
        _ => o.bepalingen.first().cloned().unwrap_or_else(|| "geen regel die nu geldt".to_owned()),
    };
    let thing = o.voor.as_ref().map_or(String::new(), |v| format!(" voor {}", super::names::words(v)));
    format!("{}{thing} ({why})", o.naam)
}

/// The same duty of someone else.
fn same_duty(a: &DutyView, b: &DutyView) -> bool {
    a.bepaling == b.bepaling
        && a.handeling == b.handeling
        && a.jegens == b.jegens
        && a.bedrag == b.bedrag
        && a.hangt_af_van == b.hangt_af_van
}

const fn colour(verdict: &str) -> &'static str {
    match verdict.as_bytes() {
        b"moet" | b"mag" | b"ja" => "\u{1b}[1;32m",
        b"nee" | b"botst" | b"ernstig" => "\u{1b}[1;31m",
        b"onbekend" | b"opmerking" => "\u{1b}[2m",
        _ => "\u{1b}[1;33m",
    }
}

/// Provisions in short, each law named once.
pub(super) fn by_law<'s>(places: impl Iterator<Item = &'s str>) -> String {
    let mut laws: Vec<(String, Vec<String>)> = Vec::new();
    for place in places {
        let place = super::names::words(place);
        let (law, article) = place.split_once(" artikel ").map_or((place.as_str(), None), |(l, a)| (l, Some(a)));
        match (laws.iter_mut().find(|(l, _)| l == law), article) {
            (Some((_, all)), Some(article)) => all.push(article.to_owned()),
            (None, Some(article)) => laws.push((law.to_owned(), vec![article.to_owned()])),
            _ => laws.push((place, Vec::new())),
        }
    }
    let law = |(law, articles): (String, Vec<String>)| match articles.as_slice() {
        [] => law,
        _ => format!("{law} art. {}", articles.join(", art. ")),
    };
    laws.into_iter().map(law).collect::<Vec<_>>().join("; ")
}

/// A paragraph of its own, after an empty line.
pub(super) fn paragraph(text: &str, width: usize) -> String {
    format!("\n{}\n", wrap(text, width.max(40)).join("\n"))
}

/// Wraps words; a word longer than the line gets a line of its own.
#[must_use]
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut out: Vec<String> = vec![String::new()];
    for word in text.split_whitespace() {
        let Some(line) = out.last_mut() else { break };
        let length = line.chars().count() + word.chars().count() + 1;
        if line.is_empty() {
            line.push_str(word);
        } else if length <= width {
            let _ = write!(line, " {word}");
        } else {
            out.push(word.to_owned());
        }
    }
    out
}

/// What something still depends on.
fn if_depends(on: &[String]) -> String {
    if on.is_empty() { String::new() } else { format!(" — hangt af van: {}", on.join("; ")) }
}
