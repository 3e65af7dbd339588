//! A drawing without other programs: text stays text, and every part says in words what it is.

use super::layout::layout;
use super::{GraphView, NodeView, stroke};
use crate::graph::Tie;
use rustc_hash::FxHashMap;
use std::fmt::Write as _;

/// The most nodes of a drawing that can still be read.
pub const MOST_DRAWN: usize = 120;

const MARGIN: i64 = 24;
const LINE: i64 = 40;
const LONGEST: usize = 38;

/// Draws a graph.
#[must_use]
pub fn svg(view: &GraphView, title: &str) -> String {
    let laws = view.laws();
    let at: FxHashMap<&str, usize> = view.knopen.iter().enumerate().map(|(i, k)| (&*k.id, i)).collect();
    let labels: Vec<(String, String)> = view.knopen.iter().map(label).collect();
    let sizes: Vec<(i64, i64)> = labels.iter().map(|(a, b)| (wide(a, 74).max(wide(b, 60)) + 20, LINE)).collect();
    let arrows: Vec<_> = view
        .pijlen
        .iter()
        .filter_map(|p| Some((p, *at.get(&*p.van)?, *at.get(&*p.naar)?)))
        .filter(|(_, a, b)| a != b)
        .collect();
    // What hangs on a provision stands to its left, so that reasons run from left to right.
    let turned = |tie: &str| Tie::ALL.iter().any(|t| t.word() == tie && t.determines());
    let drawn: Vec<(usize, usize)> =
        arrows.iter().map(|(p, a, b)| if turned(&p.soort) { (*b, *a) } else { (*a, *b) }).collect();
    let placed = layout(&sizes, &drawn);
    let legend = legend(view, &laws);
    let top = MARGIN + 40 + legend.1;
    let (width, height) = ((placed.size.0 + 2 * MARGIN).max(legend.2), placed.size.1 + top + MARGIN);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         role=\"img\" aria-labelledby=\"titel uitleg\" font-family=\"sans-serif\">\n<title id=\"titel\">{}</title>\n\
         <desc id=\"uitleg\">{} knopen en {} pijlen. Wat van een bepaling afhangt, staat links ervan; feiten staan rechts.</desc>\n",
        escaped(title),
        view.knopen.len(),
        view.pijlen.len()
    );
    out.push_str("<defs>\n");
    for (i, tie) in Tie::ALL.into_iter().enumerate() {
        let _ = writeln!(
            out,
            "<marker id=\"p{i}\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"7\" markerHeight=\"7\" \
             orient=\"auto\"><path d=\"M0 0L10 5L0 10z\" fill=\"{}\"/></marker>",
            stroke(tie.word()).0
        );
    }
    let _ = writeln!(out, "</defs>\n<rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>");
    let _ = writeln!(
        out,
        "<text x=\"{MARGIN}\" y=\"{}\" font-size=\"18\" font-weight=\"bold\">{}</text>",
        MARGIN + 12,
        escaped(title)
    );
    out.push_str(&legend.0);
    let names: Vec<&str> = view.knopen.iter().map(|k| &*k.naam).collect();
    for ((arrow, a, b), ((from, _), line)) in arrows.iter().zip(drawn.iter().zip(&placed.arrows)) {
        let tie = Tie::ALL.iter().position(|t| t.word() == arrow.soort).unwrap_or(0);
        let mut line = line.clone();
        // The drawing runs from the node on the left; the arrow may point the other way.
        if from != a {
            line.reverse();
        }
        let shift = 2 * i64::try_from(tie).unwrap_or(0) - 8;
        let (colour, dashes) = stroke(&arrow.soort);
        let dashes = if dashes.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{dashes}\"") };
        let said = format!(
            "{} {} {}",
            names.get(*a).copied().unwrap_or_default(),
            arrow.soort,
            names.get(*b).copied().unwrap_or_default()
        );
        let _ = writeln!(
            out,
            "<path d=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.3\"{dashes} marker-end=\"url(#p{tie})\">\
             <title>{}</title></path>",
            curve(&line, (MARGIN, top + shift)),
            escaped(&said)
        );
    }
    for (node, ((x, y), ((w, h), (first, second)))) in
        view.knopen.iter().zip(placed.nodes.iter().zip(sizes.iter().zip(&labels)))
    {
        let (x, y) = (x + MARGIN, y + top);
        let round = match &*node.soort {
            "bepaling" => 0,
            "feit" => h / 2,
            _ => 8,
        };
        let thick = if node.soort == "recht" { 3 } else { 1 };
        let _ = writeln!(
            out,
            "<g><title>{}</title><rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" rx=\"{round}\" fill=\"{}\" \
             stroke=\"#222222\" stroke-width=\"{thick}\"/><text x=\"{}\" y=\"{}\" font-size=\"12\" font-weight=\"bold\">{}</text>\
             <text x=\"{}\" y=\"{}\" font-size=\"10\">{}</text></g>",
            escaped(&whole(node)),
            view.fill(&laws, node),
            x + 10,
            y + 17,
            escaped(first),
            x + 10,
            y + 31,
            escaped(second)
        );
    }
    out.push_str("</svg>\n");
    out
}

/// A smooth line through points.
fn curve(line: &[(i64, i64)], (dx, dy): (i64, i64)) -> String {
    let mut out = String::new();
    let mut last: Option<(i64, i64)> = None;
    for (x, y) in line.iter().map(|(x, y)| (x + dx, y + dy)) {
        match last {
            None => out.push_str(&format!("M{x} {y}")),
            Some((_, was)) if was == y => out.push_str(&format!("L{x} {y}")),
            Some((from, was)) => {
                let middle = i64::midpoint(from, x);
                out.push_str(&format!("C{middle} {was} {middle} {y} {x} {y}"));
            }
        }
        last = Some((x, y));
    }
    out
}

/// The two lines in a box.
fn label(node: &NodeView) -> (String, String) {
    let name = match (&*node.soort, node.naam.split_once('.')) {
        ("bepaling", _) | (_, None) => node.naam.clone(),
        (_, Some((law, name))) => format!("{law} {}", name.replace('_', " ")),
    };
    let name = if node.soort == "feit" { name.replace('_', " ") } else { name };
    let second = node.opschrift.clone().unwrap_or_else(|| node.soort.clone());
    (short(&name), short(&second))
}

/// Everything about a node, for who points at it or listens.
fn whole(node: &NodeView) -> String {
    let mut out = format!("{} ({})", node.naam, node.soort);
    if let Some(caption) = &node.opschrift {
        let _ = write!(out, ": {caption}");
    }
    if let Some(valid) = &node.geldig {
        let _ = write!(out, ", geldig {valid}");
    }
    out
}

fn short(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST - 1).chain(['…']).collect()
}

/// Width of a text, with the width of a letter in tenths.
fn wide(text: &str, tenths: i64) -> i64 {
    i64::try_from(text.chars().count()).unwrap_or(0) * tenths / 10
}

/// The kinds of arrow and the laws that occur, with the height and width they take.
fn legend(view: &GraphView, laws: &[&str]) -> (String, i64, i64) {
    let mut out = String::new();
    let (mut x, mut widest) = (MARGIN, 0);
    let y = MARGIN + 38;
    for (i, tie) in Tie::ALL.into_iter().enumerate().filter(|(_, t)| view.pijlen.iter().any(|p| p.soort == t.word())) {
        let (colour, dashes) = stroke(tie.word());
        let _ = writeln!(
            out,
            "<path d=\"M{x} {}h34\" stroke=\"{colour}\" stroke-width=\"1.5\" stroke-dasharray=\"{dashes}\" \
             marker-end=\"url(#p{i})\"/><text x=\"{}\" y=\"{y}\" font-size=\"12\">{}</text>",
            y - 4,
            x + 40,
            tie.word()
        );
        x += 40 + wide(tie.word(), 72) + 22;
        widest = widest.max(x);
    }
    let (mut x, mut y) = (MARGIN, y + 22);
    for law in laws {
        if x > 1_000 {
            (x, y) = (MARGIN, y + 22);
        }
        let fill = laws.iter().position(|l| l == law).and_then(|i| super::FILLS.get(i % super::FILLS.len()));
        let _ = writeln!(
            out,
            "<rect x=\"{x}\" y=\"{}\" width=\"14\" height=\"14\" fill=\"{}\" stroke=\"#222222\"/><text x=\"{}\" y=\"{y}\" \
             font-size=\"12\">{}</text>",
            y - 12,
            fill.copied().unwrap_or("#ffffff"),
            x + 20,
            escaped(law)
        );
        x += 20 + wide(law, 75) + 22;
        widest = widest.max(x);
    }
    (out, y - MARGIN - 10, widest + MARGIN)
}

/// Text for XML; what XML cannot hold is left out.
pub(in crate::render) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}
