//! Diagnostics as text (annotate-snippets, two files in one report) and as JSON.

use crate::diagnostic::{Diagnostic, Severity, Sources};
use crate::text::{LineIndex, Span};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde::Serialize;
use std::collections::BTreeMap;

/// Writes one diagnostic.
#[must_use]
pub fn diagnostic(d: &Diagnostic, sources: &dyn Sources, colour: bool, width: usize) -> String {
    let level = match d.severity {
        Severity::Error => Level::ERROR.with_name("fout"),
        Severity::Warning => Level::WARNING.with_name("let op"),
    };
    let mut group = Group::with_title(level.primary_title(d.title.clone()).id(d.code.0));
    type Labelled<'a> = (Span, &'a str, bool);
    let mut files: Vec<(String, Vec<Labelled<'_>>)> = Vec::new();
    for label in &d.labels {
        let Some((path, span)) = sources.locate(&label.place) else { continue };
        let entry = (span, label.text.as_str(), label.primary);
        match files.iter_mut().find(|(p, _)| *p == path) {
            Some((_, spans)) => spans.push(entry),
            None => files.push((path, vec![entry])),
        }
    }
    for (path, spans) in files {
        let Some(text) = sources.text(&path) else { continue };
        let mut snippet = Snippet::source(text).path(path).fold(true);
        for (span, label, primary) in spans {
            let kind = if primary { AnnotationKind::Primary } else { AnnotationKind::Context };
            let range = clamp(span, text);
            let annotation = kind.span(range);
            snippet = snippet.annotation(if label.is_empty() { annotation } else { annotation.label(label) });
        }
        group = group.element(snippet);
    }
    if let Some(why) = &d.why {
        group = group.element(Level::NOTE.with_name("waarom").message(why.clone()));
    }
    if let Some(help) = &d.help {
        group = group.element(Level::HELP.with_name("doe").message(help.clone()));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    format!("{}\n", renderer.decor_style(DecorStyle::Unicode).term_width(width).render(&[group]))
}

/// A byte range inside the text, on character boundaries and never empty.
fn clamp(span: Span, text: &str) -> std::ops::Range<usize> {
    let floor = |mut n: usize| {
        n = n.min(text.len());
        while !text.is_char_boundary(n) {
            n -= 1;
        }
        n
    };
    let (start, end) = (floor(span.start as usize), floor(span.end as usize));
    if end > start {
        return start..end;
    }
    let next = text.get(start..).and_then(|t| t.chars().next()).map_or(start, |c| start + c.len_utf8());
    start..next
}

/// Several diagnostics with a closing count.
#[must_use]
pub fn diagnostics(all: &[Diagnostic], sources: &dyn Sources, colour: bool, width: usize) -> String {
    let mut out: String = all.iter().map(|d| format!("{}\n", diagnostic(d, sources, colour, width))).collect();
    let errors = all.iter().filter(|d| d.is_error()).count();
    let warnings = all.len() - errors;
    let count = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    if !all.is_empty() {
        out.push_str(&format!(
            "{}, {}. `kanwel leguit {}` geeft uitleg.\n",
            count(errors, "fout", "fouten"),
            count(warnings, "waarschuwing", "waarschuwingen"),
            all.first().map_or("", |d| d.code.0)
        ));
    }
    out
}

/// The mirror of a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DiagnosticView {
    /// Code.
    pub code: String,
    /// `fout` of `let op`.
    pub ernst: String,
    /// Wat er is.
    pub titel: String,
    /// Waarom het ertoe doet.
    pub waarom: Option<String>,
    /// Wat te doen.
    pub doe: Option<String>,
    /// Plaatsen, de belangrijkste eerst.
    pub plaatsen: Vec<PlaceView>,
}

/// A place for machine readers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlaceView {
    /// Bestand.
    pub bestand: String,
    /// Regel, vanaf 1.
    pub regel: usize,
    /// Kolom, vanaf 1.
    pub kolom: usize,
    /// Wat daar staat.
    pub tekst: String,
}

/// The mirrors of diagnostics.
#[must_use]
pub fn views(all: &[Diagnostic], sources: &dyn Sources) -> Vec<DiagnosticView> {
    let mut indexes: BTreeMap<String, LineIndex> = BTreeMap::new();
    all.iter()
        .map(|d| DiagnosticView {
            code: d.code.0.to_owned(),
            ernst: (if d.is_error() { "fout" } else { "let op" }).to_owned(),
            titel: d.title.clone(),
            waarom: d.why.clone(),
            doe: d.help.clone(),
            plaatsen: d
                .labels
                .iter()
                .filter_map(|l| {
                    let (path, span) = sources.locate(&l.place)?;
                    let text = sources.text(&path)?;
                    let index = indexes.entry(path.clone()).or_insert_with(|| LineIndex::new(text));
                    let (regel, kolom) = index.human(text, span.start);
                    Some(PlaceView { bestand: path, regel, kolom, tekst: l.text.clone() })
                })
                .collect(),
        })
        .collect()
}
