//! Replies as text for a terminal and as Markdown.

use super::markdown::escape;
use super::names::{capital, words};
use super::reply::term_sentence;
use super::reply_view::{LetterView, ReplyView};
use super::text::{Options, by_law, paragraph, wrap};
use crate::value::Date;
use std::fmt::Write as _;

/// Room that stands among the ways out, or that the palette shows, is not repeated.
const ELSEWHERE: [&str; 2] = ["R08", "R10"];

/// A block of the reply: a head, paragraphs and points.
struct Block {
    head: &'static str,
    lines: Vec<String>,
    points: Vec<String>,
}

/// The blocks of a reply before the letter, in order of reading.
fn blocks(r: &ReplyView, all: bool) -> Vec<Block> {
    let block = |head, lines, points| Block { head, lines, points };
    let mut out = vec![
        block("U hoorde", vec![heard(r)], Vec::new()),
        block(
            "Klopt dit nee?",
            vec![r.conclusie.clone()],
            r.uitkomst.niet_voldaan.iter().map(|u| capital(u)).collect(),
        ),
        block("Wat is aangehaald", vec![r.aangehaald.zin.clone()], Vec::new()),
    ];
    out.push(block("Op de genoemde reden", Vec::new(), r.antwoord.clone()));
    let carriers = r.dragers.iter().map(|d| {
        let gist = d.kern.as_ref().map_or_else(String::new, |k| format!(" {k}"));
        let link = d.link.as_ref().map_or_else(String::new, |l| format!(" {l}"));
        format!("{} {}.{gist}{link}", d.bepaling, d.zin)
    });
    out.push(block("De bepalingen die tellen", Vec::new(), carriers.collect()));
    let idle = match r.niet_van_toepassing.as_slice() {
        [] => Vec::new(),
        all => vec![format!("{}.", by_law(all.iter().map(String::as_str)))],
    };
    out.push(block("Kan dit recht weigeren, maar doet dat hier niet", idle, Vec::new()));
    out.push(block("Wat nog open is", Vec::new(), r.nog_open.clone()));
    out.push(block("Uitwegen die zijn nagegaan", Vec::new(), r.uitwegen.clone()));
    out.push(block("Andere ruimte", Vec::new(), room(r, all)));
    let palette = |close: bool| {
        r.palet.iter().filter(move |p| p.hangt_samen == close).map(|p| {
            let thing = p.voor.as_ref().map_or_else(String::new, |v| format!(" voor {}", words(v)));
            let place = p.bepaling.as_ref().map_or_else(String::new, |b| format!(" ({b})"));
            format!("{}{thing}: {}{place}", capital(&p.naam), p.oordeel)
        })
    };
    out.push(block("Een andere wet die hierbij hoort", Vec::new(), palette(true).collect()));
    let further: Vec<String> = palette(false).collect();
    let further = if further.is_empty() { Vec::new() } else { vec![format!("{}.", further.join("; "))] };
    out.push(block("Wat deze persoon verder heeft of kan krijgen", further, Vec::new()));
    out.push(block("Termijnen", Vec::new(), r.termijnen.iter().map(term_sentence).collect()));
    out.retain(|b| !b.lines.is_empty() || !b.points.is_empty());
    out
}

fn heard(r: &ReplyView) -> String {
    let day = |d: &Option<String>| d.as_deref().and_then(Date::parse).map(Date::written);
    let asked = capital(&r.gevraagd_in_woorden);
    let on = day(&r.gevraagd_op).map_or_else(String::new, |d| format!(", gevraagd op {d}"));
    let who = r.gehoord.orgaan.as_ref().map_or_else(String::new, |o| format!(" van {o}"));
    let when = day(&r.gehoord.datum).map_or_else(String::new, |d| format!(" op {d}"));
    let said = r.gehoord.citaat.as_ref().map_or_else(|| ".".to_owned(), |q| format!(": “{}”", q.trim()));
    format!("{asked}{on}. Het antwoord{who}{when} was nee{said} Soort reden: {}.", r.gehoord.soort_reden)
}

/// Room that is not told elsewhere in the reply.
fn room(r: &ReplyView, all: bool) -> Vec<String> {
    let way = |place: &str| r.uitkomst.uitwegen.iter().any(|w| w.bepaling.as_deref() == Some(place));
    let open = |code: &str| code == "R03";
    let shown = r.ruimte.iter().filter(|p| all || p.status == "ongebruikt");
    let other = shown.filter(|p| all || !(ELSEWHERE.contains(&&*p.code) || open(&p.code) || way(&p.bepaling)));
    other.map(|p| format!("{} {} [{}]: {}", p.code, p.bepaling, p.status, p.reden)).collect()
}

/// The letter as plain text, wrapped.
fn letter(l: &LetterView, width: usize) -> Vec<String> {
    let mut out = vec![format!("Aan: {}", l.aan), format!("Van: {}", l.van), format!("Onderwerp: {}", l.onderwerp)];
    for part in &l.delen {
        if let Some(head) = &part.kop {
            out.extend([String::new(), head.clone()]);
        }
        for (i, paragraph) in part.alineas.iter().enumerate() {
            if i > 0 || part.kop.is_none() {
                out.push(String::new());
            }
            out.extend(wrap(paragraph, width));
        }
        for (n, point) in part.punten.iter().enumerate() {
            let lines = wrap(point, width.saturating_sub(3));
            out.extend(
                lines
                    .into_iter()
                    .enumerate()
                    .map(|(i, line)| if i == 0 { format!("{}. {line}", n + 1) } else { format!("   {line}") }),
            );
        }
    }
    out
}

/// Replies as text for a terminal.
#[must_use]
pub fn reply_text(replies: &[ReplyView], options: Options) -> String {
    let style = |code: &str, text: &str| {
        if options.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    };
    let mut out = String::new();
    for r in replies {
        let title = if r.titel.is_empty() { "Casus" } else { &r.titel };
        let date = Date::parse(&r.peildatum).map_or_else(|| r.peildatum.clone(), Date::written);
        let head = format!("{}\nWeerwoord op {date} · regels {}", style("1", title), r.regelversie);
        let _ = writeln!(out, "{}{head}", if out.is_empty() { "" } else { "\n\n" });
        let _ = writeln!(out, "\n[{}] {}", r.uitkomst.oordeel, style("1", &capital(&r.gevraagd_in_woorden)));
        let room = options.width.saturating_sub(4).max(30);
        for b in blocks(r, options.all) {
            let _ = writeln!(out, "\n{}", style("1", b.head));
            for line in b.lines.iter().flat_map(|l| wrap(l, room)) {
                let _ = writeln!(out, "  {line}");
            }
            for point in &b.points {
                for (i, line) in wrap(point, room).into_iter().enumerate() {
                    let _ = writeln!(out, "  {} {line}", if i == 0 { "-" } else { " " });
                }
            }
        }
        let rule = "─".repeat(options.width.min(72));
        let _ = writeln!(out, "\n{}\n{rule}", style("1", "Brief om te kopiëren"));
        for line in letter(&r.brief, options.width.min(88)) {
            let _ = writeln!(out, "{line}");
        }
        let _ = writeln!(out, "{rule}");
        out.push_str(&paragraph(&format!("{} {}", partly(r), r.let_op), options.width));
    }
    out
}

/// What was not taken into account, in short.
fn partly(r: &ReplyView) -> String {
    r.niet_meegenomen.last().cloned().unwrap_or_default()
}

/// Replies as Markdown. Text from a case is escaped.
#[must_use]
pub fn reply_markdown(replies: &[ReplyView], all: bool) -> String {
    let mut out = String::new();
    for r in replies {
        let title = if r.titel.is_empty() { "Casus" } else { &r.titel };
        let _ =
            writeln!(out, "# Weerwoord: {}\n\npeildatum {} · regels `{}`", escape(title), r.peildatum, r.regelversie);
        let _ = writeln!(out, "\n**{}**: {}", escape(&capital(&r.gevraagd_in_woorden)), r.uitkomst.oordeel);
        for b in blocks(r, all) {
            let _ = writeln!(out, "\n## {}\n", b.head);
            for line in &b.lines {
                let _ = writeln!(out, "{}", escape(line));
            }
            for point in &b.points {
                let _ = writeln!(out, "- {}", escape(point));
            }
        }
        let _ = writeln!(out, "\n## Brief om te kopiëren\n");
        let _ = writeln!(
            out,
            "Aan: {}  \nVan: {}  \nOnderwerp: {}",
            escape(&r.brief.aan),
            escape(&r.brief.van),
            escape(&r.brief.onderwerp)
        );
        for part in &r.brief.delen {
            if let Some(head) = &part.kop {
                let _ = writeln!(out, "\n### {head}");
            }
            for paragraph in &part.alineas {
                let _ = writeln!(out, "\n{}", escape(paragraph));
            }
            if !part.punten.is_empty() {
                out.push('\n');
            }
            for (n, p) in part.punten.iter().enumerate() {
                let _ = writeln!(out, "{}. {}", n + 1, escape(p));
            }
        }
        let _ = writeln!(out, "\n---\n\n*{} {}*\n", escape(&partly(r)), r.let_op);
    }
    out
}
