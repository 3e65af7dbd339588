//! The difference per household as a drawing: a bar from nothing to what is certain, a lighter one for what is open.

use super::super::comparison_view::HouseholdView;
use super::super::graph::escaped;
use crate::value::{Exact, Rounding};
use std::fmt::Write as _;

const WIDTH: i64 = 760;
/// Left and right side of the plot.
const PLOT: (i64, i64) = (300, 730);
/// Height of a row.
const ROW: i64 = 42;
const TOP: i64 = 40;
/// The longest name that fits.
const NAME: usize = 44;
/// Most households in one drawing.
pub(super) const MOST: usize = 20;

/// Lowest and highest difference in whole € per year; no bound where nothing is known of it.
type Span = (Option<i64>, Option<i64>);

fn whole(n: Exact) -> Option<i64> {
    n.rounded(Rounding::HalfUp, Exact::ONE)?.as_int()
}

fn span(h: &HouseholdView) -> Option<Span> {
    let r = h.verschil_per_jaar.range?;
    Some((r.low.and_then(whole), r.high.and_then(whole)))
}

/// Whether there is something to draw.
pub(super) fn moves(h: &HouseholdView) -> bool {
    span(h).is_some_and(|s| s != (Some(0), Some(0)))
}

/// The drawing, with what it shows in words; `None` when nobody's money changes.
pub(super) fn bars(all: &[&HouseholdView]) -> Option<(String, String)> {
    let rows: Vec<(&HouseholdView, Span)> =
        all.iter().filter(|h| moves(h)).take(MOST).filter_map(|h| Some((*h, span(h)?))).collect();
    let known = || rows.iter().flat_map(|(_, (low, high))| [*low, *high]).flatten();
    let (low, high) = (known().min()?.min(0), known().max()?.max(0));
    let (low, high) = if low == high { (low, high + 1) } else { (low, high) };
    let x = |v: i64| PLOT.0 + (v - low).saturating_mul(PLOT.1 - PLOT.0) / (high - low);
    let mut body = String::new();
    let mut said = Vec::new();
    for ((h, s), top) in rows.iter().zip((TOP..).step_by(usize::try_from(ROW).unwrap_or(1))) {
        let told = h.verschil_per_jaar.difference(" per jaar");
        row(&mut body, h, *s, top, &x, &told);
        said.push(format!("{}: {told}", h.naam));
    }
    let height = TOP + ROW * i64::try_from(rows.len()).unwrap_or(0) + 12;
    let zero = x(0);
    let alt = format!("Verschil per jaar, per huishouden. {}.", said.join("; "));
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
         aria-label=\"{}\" font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#ffffff\"/>\n\
         <text x=\"24\" y=\"22\" font-size=\"14\" font-weight=\"bold\">Verschil per jaar, in euro's</text>\n{body}\
         <path d=\"M{zero} {}V{}\" stroke=\"#222222\"/><text x=\"{zero}\" y=\"22\" text-anchor=\"middle\">0</text>\n</svg>\n",
        escaped(&alt),
        TOP - 8,
        height - 8
    );
    Some((svg, alt))
}

fn row(out: &mut String, h: &HouseholdView, (low, high): Span, top: i64, x: &impl Fn(i64) -> i64, told: &str) {
    let shown = if h.titel.is_empty() { &h.naam } else { &h.titel };
    let mut name: String = shown.chars().take(NAME).collect();
    if name.chars().count() < shown.chars().count() {
        name.push('…');
    }
    let _ = writeln!(out, "<text x=\"24\" y=\"{}\">{}</text>", top + 12, escaped(&name));
    let _ = writeln!(out, "<text x=\"24\" y=\"{}\" fill=\"#444444\">{}</text>", top + 27, escaped(told));
    let mut bar = |from: i64, to: i64, colour: &str| {
        let (a, b) = (x(from.min(to)), x(from.max(to)));
        let _ = writeln!(
            out,
            "<rect x=\"{a}\" y=\"{}\" width=\"{}\" height=\"16\" fill=\"{colour}\"/>",
            top + 4,
            (b - a).max(1)
        );
    };
    let colour = |v: i64| if v < 0 { "#b00020" } else { "#154273" };
    match (low, high) {
        (Some(a), Some(b)) if a == b => bar(0, a, colour(a)),
        (Some(a), Some(b)) => {
            // What holds in every case is drawn full, what is open between the bounds lighter.
            bar(a, b, "#c8c8c8");
            let sure = if a > 0 { a } else { b.min(0) };
            if sure != 0 {
                bar(0, sure, colour(sure));
            }
        }
        (Some(a), None) if a > 0 => bar(0, a, colour(a)),
        (None, Some(b)) if b < 0 => bar(0, b, colour(b)),
        _ => {
            let _ = writeln!(out, "<text x=\"{}\" y=\"{}\" fill=\"#444444\">?</text>", x(0) + 6, top + 17);
        }
    }
}
