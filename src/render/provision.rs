//! A provision, concept, fact, right or code explained.

use crate::diagnostic::page;
use crate::ir::rule::{Body, Origin};
use crate::ir::{Form, Program, RuleId, SymId, SymKind, expressions};
use crate::law::{Citation, Target, deep_link};
use crate::value::Date;
use serde::Serialize;
use std::fmt::Write as _;

/// A provision for readers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProvisionView {
    /// Bepaling.
    pub bepaling: String,
    /// Opschrift (van ons).
    pub opschrift: String,
    /// Geldigheid.
    pub geldig: String,
    /// Geldt op de peildatum.
    pub geldt_nu: bool,
    /// Datum van de tekst waartegen is gecontroleerd.
    pub gelezen: Option<String>,
    /// Zekerheid, met de reden van twijfel.
    pub zekerheid: String,
    /// De kern in onze woorden.
    pub kern: Option<String>,
    /// Officiële vindplaats.
    pub link: Option<String>,
    /// De regels zoals ze zijn geschreven.
    pub tekst: String,
    /// Bepalingen die hierop een uitzondering maken of ervan afwijken.
    pub uitzonderingen: Vec<String>,
    /// Rechtspraak en lezingen die erbij horen.
    pub uitleg: Vec<String>,
}

/// What `leguit` found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Explained {
    /// A message or finding code.
    Page(String),
    /// Provisions.
    Provisions(Vec<ProvisionView>),
    /// A concept, fact, norm or right, with the provisions about it.
    Symbol {
        /// Naam.
        naam: String,
        /// Wat het is.
        soort: String,
        /// Hoe het wordt gebruikt.
        vorm: String,
        /// Wat het geeft.
        geeft: String,
        /// De vraag, voor feiten en normen.
        vraag: Option<String>,
        /// Waarom het wordt gevraagd.
        waarom: Option<String>,
        /// Bepalingen die het bepalen, toekennen of weigeren.
        bepalingen: Vec<ProvisionView>,
        /// Bepalingen die het lezen.
        gelezen_door: Vec<String>,
    },
}

/// Gives the source text of the block a provision stands in.
pub type Text<'a> = &'a dyn Fn(&crate::text::Place) -> Option<String>;

/// Explains a code, a citation or a name; `None` when it is none of these.
#[must_use]
pub fn explain(program: &Program, what: &str, date: Date, text: Text<'_>) -> Option<Explained> {
    if let Some(page) = page(&what.to_uppercase()) {
        return Some(Explained::Page(page));
    }
    if let Some(citation) = crate::case::parse_citation(what) {
        let target = match &citation {
            Citation::Law { law, address } => Target::Place { law: law.clone(), address: address.clone(), upto: None },
            Citation::Case(ecli) => Target::Case(ecli.clone()),
            Citation::Derived { .. } => return None,
        };
        let own = |c: &Citation| target.reaches(c, None) || above(c, &citation);
        let found: Vec<ProvisionView> = (0_u32..)
            .zip(&program.provisions)
            .filter(|(_, p)| own(&p.citation))
            .map(|(i, _)| view(program, i, date, text))
            .collect();
        return (!found.is_empty()).then_some(Explained::Provisions(found));
    }
    let of_choice =
        |p: &crate::ir::rule::Provision| matches!(&p.origin, Origin::Reading { choice, .. } if **choice == *what);
    if program.provisions.iter().any(of_choice) {
        let found = (0_u32..).zip(&program.provisions).filter(|(_, p)| of_choice(p));
        return Some(Explained::Provisions(found.map(|(i, _)| view(program, i, date, text)).collect()));
    }
    let id = program.find(what)?;
    let signature = program.signature(id)?;
    let (vraag, waarom) = match &signature.kind {
        SymKind::Fact(info) => (info.question.clone(), info.why.clone()),
        _ => (None, None),
    };
    let symbol = program.symbol(id)?;
    let about = symbol.rules.iter().chain(&symbol.refusals).chain(&symbol.concurrences).chain(&symbol.powers);
    // What defines or gives it first, then what refuses it, the higher rule before the lower.
    let mut found: Vec<_> = about
        .filter_map(|r| Some((!symbol.rules.contains(r), program.rule(*r)?)))
        .map(|(refuses, l)| (refuses, l.rank, l.provision.0))
        .collect();
    found.sort_unstable();
    let mut provisions: Vec<u32> = Vec::new();
    for (.., p) in found {
        if !provisions.contains(&p) {
            provisions.push(p);
        }
    }
    Some(Explained::Symbol {
        naam: signature.sym.to_string(),
        soort: signature.kind.word().to_owned(),
        vorm: signature.form.written(&signature.sym.name),
        geeft: if signature.form == Form::Right { "een oordeel".to_owned() } else { signature.result.to_string() },
        vraag: vraag.map(|v| v.to_string()),
        waarom: waarom.map(|v| v.to_string()),
        bepalingen: provisions.into_iter().map(|p| view(program, p, date, text)).collect(),
        gelezen_door: readers(program, id),
    })
}

/// Whether `c` is a provision that contains the cited place as one of its points.
fn above(c: &Citation, cited: &Citation) -> bool {
    match (c, cited) {
        (Citation::Law { law: a, address: x }, Citation::Law { law: b, address: y }) => a == b && x.contains(y),
        _ => false,
    }
}

fn readers(program: &Program, id: SymId) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for linked in &program.rules {
        let mut reads = false;
        expressions(&linked.rule, &mut |e| e.symbols(&mut |s, _| reads |= *s == id));
        if let (true, Some(p)) = (reads, program.provision(linked.provision)) {
            out.push(p.citation.to_string());
        }
    }
    out.sort();
    out.dedup();
    out
}

fn view(program: &Program, provision: u32, date: Date, text: Text<'_>) -> ProvisionView {
    let mut out = ProvisionView {
        bepaling: String::new(),
        opschrift: String::new(),
        geldig: String::new(),
        geldt_nu: false,
        gelezen: None,
        zekerheid: String::new(),
        kern: None,
        link: None,
        tekst: String::new(),
        uitzonderingen: Vec::new(),
        uitleg: Vec::new(),
    };
    let Some(p) = program.provisions.get(provision as usize) else { return out };
    let regulation = program.regulation(p.citation.code().unwrap_or(&p.law));
    let chosen =
        |choice: &str, reading: &str| program.choices.iter().any(|c| *c.name == *choice && *c.chosen == *reading);
    // A reading says by its name that it is one, and whether it is the one that counts.
    let reading = match &p.origin {
        Origin::Reading { choice, reading, .. } if chosen(choice, reading) => {
            format!(" (gekozen lezing {})", super::names::words(reading))
        }
        Origin::Reading { reading, .. } => format!(" (andere lezing {})", super::names::words(reading)),
        _ => String::new(),
    };
    out.bepaling = format!("{}{reading}", p.citation);
    out.opschrift = p.caption.to_string();
    out.geldig = p.validity.to_string();
    out.geldt_nu = p.validity.contains(date);
    out.gelezen = p.read.map(|d| d.to_string());
    out.zekerheid = p
        .certainty
        .1
        .as_ref()
        .map_or_else(|| p.certainty.0.word().to_owned(), |why| format!("{}: {why}", p.certainty.0.word()));
    out.kern = p.gist.as_ref().map(ToString::to_string);
    out.link = deep_link(&p.citation, regulation.as_deref(), date);
    out.tekst = text(&p.place).unwrap_or_default();
    let cite = |id: RuleId| program.provision_of(id).map(|p| p.citation.to_string());
    for linked in program.rules.iter().filter(|l| l.provision.0 == provision) {
        out.uitzonderingen.extend(linked.exceptions.iter().filter_map(|e| cite(e.rule)));
        out.uitzonderingen.extend(linked.derogations.iter().filter_map(|d| cite(*d)));
    }
    for (i, linked) in (0_u32..).zip(&program.rules) {
        let Body::Power { reach, .. } = &linked.rule.body else { continue };
        if linked.provision.0 != provision
            && reach.iter().any(|t| t.reaches(&p.citation, regulation.as_ref().map(|r| r.rank)))
        {
            out.uitzonderingen.extend(cite(RuleId(i)));
        }
    }
    out.uitzonderingen.sort();
    out.uitzonderingen.dedup();
    for other in &program.provisions {
        let joins = match &other.origin {
            Origin::CaseLaw { at, .. } => *at == p.citation,
            Origin::Reading { at, .. } => *at == p.citation,
            _ => false,
        };
        if joins {
            let name = match &other.origin {
                Origin::Reading { choice, reading, .. } => format!("lezing {reading} van {choice}"),
                _ => other.citation.to_string(),
            };
            out.uitleg.push(format!("{name}: {}", other.gist.as_deref().unwrap_or_default()));
        }
    }
    out
}

impl Explained {
    /// As text. Prose is wrapped at `width` letters; the text of a rule and a page of the manual stay as they are.
    #[must_use]
    pub fn text(&self, width: usize) -> String {
        let mut out = String::new();
        match self {
            Self::Page(page) => return format!("{}\n", page.trim_end()),
            Self::Provisions(all) => all.iter().for_each(|p| provision_text(&mut out, p)),
            Self::Symbol { naam, soort, vorm, geeft, vraag, waarom, bepalingen, gelezen_door } => {
                let _ = writeln!(out, "{naam} — {soort}\n  vorm: {vorm}\n  geeft: {geeft}");
                for (label, value) in [("vraag", vraag), ("waarom", waarom)] {
                    if let Some(v) = value {
                        let _ = writeln!(out, "  {label}: {v}");
                    }
                }
                if !gelezen_door.is_empty() {
                    let _ = writeln!(out, "  gelezen door: {}", gelezen_door.join("; "));
                }
                out.push('\n');
                bepalingen.iter().for_each(|p| provision_text(&mut out, p));
            }
        }
        let lines: Vec<String> = out.trim_end().lines().map(|line| wrapped(line, width)).collect();
        format!("{}\n", lines.join("\n"))
    }
}

/// A line of prose, which begins with two spaces, on as many lines as it needs.
fn wrapped(line: &str, width: usize) -> String {
    match line.strip_prefix("  ") {
        Some(prose) if !prose.starts_with(' ') => {
            format!("  {}", super::text::wrap(prose, width.saturating_sub(4).max(40)).join("\n    "))
        }
        _ => line.to_owned(),
    }
}

fn provision_text(out: &mut String, p: &ProvisionView) {
    let now = if p.geldt_nu { "" } else { ", geldt niet op de peildatum" };
    let _ = writeln!(out, "{} — {}\n  geldig {}{now}", p.bepaling, p.opschrift, p.geldig);
    if let Some(kern) = &p.kern {
        let _ = writeln!(out, "  {kern}");
    }
    if let Some(read) = &p.gelezen {
        let _ = writeln!(out, "  gecontroleerd tegen de tekst van {read}, zekerheid {}", p.zekerheid);
    }
    if let Some(link) = &p.link {
        let _ = writeln!(out, "  {link}");
    }
    for e in &p.uitzonderingen {
        let _ = writeln!(out, "  opzij te zetten door {e}");
    }
    for u in &p.uitleg {
        let _ = writeln!(out, "  uitleg: {u}");
    }
    if !p.tekst.is_empty() {
        out.push('\n');
        for line in p.tekst.lines() {
            let _ = writeln!(out, "    {line}");
        }
    }
    out.push('\n');
}
