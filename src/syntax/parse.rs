//! Parses one block.

use super::ast::{Block, Comment};
use super::build::{self, Fault, comment_start};
use super::{Grammar, MAX_DEPTH, Rule, clauses, layout, messages};
use crate::diagnostic::{Diagnostic, code};
use crate::text::{Place, Span};
use pest::Parser;
use pest::error::ErrorVariant;
use pest::iterators::{Pair, Pairs};
use std::sync::Arc;

/// What parsing a block gave: the tree if it reads, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// The tree; `None` when the block cannot be read.
    pub block: Option<Block>,
    /// What is wrong, in order of place.
    pub diagnostics: Vec<Diagnostic>,
}

/// Stack for the deepest text that is allowed, in an unoptimised build.
const ROOM: usize = 16 << 20;

/// Pair levels per level of nesting in the grammar, with room to spare.
const LEVELS: usize = 12;

/// Parses one block; `id` names it in diagnostics.
#[must_use]
pub fn parse_block(id: &Arc<str>, text: &str) -> Parsed {
    let place = |span: Span| Place::new(id, span);
    let mut diagnostics = control_characters(text, &place);
    let failed = |diagnostics: Vec<Diagnostic>| Parsed { block: None, diagnostics };
    if !diagnostics.is_empty() {
        return failed(diagnostics);
    }
    if let Some(span) = too_deep(text) {
        diagnostics.push(limit(place(span)));
        return failed(diagnostics);
    }
    // The parser stops by itself when the stack runs out; with room for the deepest text that is allowed, that is
    // only for texts that are deeper, whatever the stack of the thread.
    let pairs = match stacker::maybe_grow(ROOM, 2 * ROOM, || Grammar::parse(Rule::blok_inhoud, text)) {
        Ok(pairs) => pairs,
        Err(error) if matches!(error.variant, ErrorVariant::CustomError { .. }) => {
            diagnostics.push(limit(place(first_line(text))));
            return failed(diagnostics);
        }
        Err(error) => {
            diagnostics.push(messages::explain(text, &error, &place));
            return failed(diagnostics);
        }
    };
    if depth(pairs.clone()) > 2 * MAX_DEPTH * LEVELS {
        diagnostics.push(limit(place(first_line(text))));
        return failed(diagnostics);
    }
    let Some(root) = pairs.into_iter().next() else { return failed(diagnostics) };
    match build::item(root) {
        Ok(item) => {
            let block = Block { item, comments: comments(text) };
            diagnostics.extend(clauses::check(&block, &place));
            diagnostics.extend(layout::check(&block, text, &place));
            diagnostics.sort_by_key(|d| d.labels.first().map(|l| l.place.span));
            Parsed { block: Some(block), diagnostics }
        }
        Err(gap) => {
            let at = place(gap.span);
            diagnostics.push(match gap.fault {
                Fault::Date => Diagnostic::error(code::LITERAL, at, "Deze datum of periode bestaat niet")
                    .why("Een bepaling zonder geldige datum zou stil vervallen of juist altijd gelden.")
                    .help("Schrijf een bestaande datum als `jjjj-mm-dd`, met het begin voor het einde."),
                Fault::Number => Diagnostic::error(code::LITERAL, at, "Dit getal is te groot")
                    .why("kanwel rekent exact; grotere getallen passen daar niet in.")
                    .help("Gebruik hooguit dertig cijfers; een aantal of duur hooguit 100.000."),
                Fault::Payment => Diagnostic::error(code::LITERAL, at, "Op zo'n moment kan niet worden uitbetaald")
                    .why("kanwel zet elke uitbetaling op een kalender; dit moment staat daar niet op.")
                    .help("Een dag is 1 tot en met 31, `binnen` is 1 tot en met 12 maanden, een deel ligt tussen 0 en 100 %, en een maand heet januari tot en met december."),
                Fault::Shape => Diagnostic::error(code::UNREADABLE, at, "Dit blok is niet te lezen")
                    .help("Vergelijk de vorm met docs/taal.md. Klopt die, dan is dit een fout van kanwel zelf."),
            });
            failed(diagnostics)
        }
    }
}

/// Reads a value written the way rules write it: `€ 540`, `€ 900,00 per maand`, `40 %`, `6 weken`, `2026-03-01`.
#[must_use]
pub fn parse_literal(text: &str) -> Option<super::ast::Literal> {
    if text.len() > 200 {
        return None;
    }
    build::loose(Grammar::parse(Rule::losse_waarde, text.trim()).ok()?.next()?)
}

/// Reads a citation as it is written in rules: `Pw artikel 13 lid 2 onder c`.
#[must_use]
pub fn parse_citation(text: &str) -> Option<super::ast::Citation> {
    if text.len() > 200 {
        return None;
    }
    build::loose_citation(Grammar::parse(Rule::losse_verwijzing, text.trim()).ok()?.next()?)
}

/// The depth of the tree that will be built from these pairs, in pair levels. Terms of a sum and operations behind a
/// value stand side by side in the text, but each is done on the result of the one before: they nest.
fn depth(pairs: Pairs<'_, Rule>) -> usize {
    let mut most = 0;
    let mut todo: Vec<(Pair<'_, Rule>, usize)> = pairs.map(|p| (p, 0)).collect();
    while let Some((pair, above)) = todo.pop() {
        let nests = match pair.as_rule() {
            Rule::som | Rule::product => LEVELS / 2,
            Rule::waarde | Rule::factor => LEVELS,
            _ => 0,
        };
        let inner = pair.into_inner();
        let here = above + 1 + nests * inner.clone().count().saturating_sub(1);
        most = most.max(here);
        todo.extend(inner.map(|p| (p, here)));
    }
    most
}

fn first_line(text: &str) -> Span {
    Span::new(0, text.lines().next().unwrap_or_default().len())
}

fn limit(at: Place) -> Diagnostic {
    Diagnostic::error(code::LIMIT, at, "Dit is te diep genest")
        .why("Zo diep leest niemand een bepaling na; kanwel houdt bij een vaste diepte op.")
        .help(format!("Deel de voorwaarde op in begrippen; hooguit {MAX_DEPTH} niveaus."))
}

/// Brackets are counted before parsing; other nesting is measured on the pairs.
fn too_deep(text: &str) -> Option<Span> {
    let mut depth = 0_usize;
    text.bytes().enumerate().find_map(|(i, b)| {
        match b {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        (depth > MAX_DEPTH).then(|| Span::new(i, i + 1))
    })
}

fn control_characters(text: &str, place: &impl Fn(Span) -> Place) -> Vec<Diagnostic> {
    let bad = |c: &char| c.is_control() && !matches!(c, '\n' | '\r') || matches!(c, '\u{a0}' | '\u{feff}' | '\u{200b}');
    let Some((at, found)) = text.char_indices().find(|(_, c)| bad(c)) else { return Vec::new() };
    let what = if found == '\t' { "Hier staat een tab" } else { "Hier staat een onzichtbaar teken" };
    vec![
        Diagnostic::error(code::CONTROL, place(Span::new(at, at + found.len_utf8())), what)
            .why("Wat men niet ziet, kan de betekenis van een regel niet dragen.")
            .help("Vervang het door gewone spaties."),
    ]
}

fn comments(text: &str) -> Vec<Comment> {
    let mut out = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if let Some(at) = comment_start(line) {
            let (before, comment) = line.split_at(at);
            let comment = comment.trim_end();
            out.push(Comment {
                text: comment.into(),
                span: Span::new(offset + at, offset + at + comment.len()),
                own_line: before.trim().is_empty(),
            });
        }
        offset += line.len();
    }
    out
}
