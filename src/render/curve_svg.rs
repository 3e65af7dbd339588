//! What one more euro brings as a drawing: one panel for each fact, with the cliffs numbered and told below.

use super::curve::{CurveView, CurvesView, money};
use super::graph::escaped;
use super::text::wrap;
use crate::value::{Exact, Rounding, dutch_money};
use std::fmt::Write as _;

const WIDTH: i64 = 760;
/// Left and right side of a plot.
const PLOT: (i64, i64) = (96, 710);
/// Height of a plot.
const HIGH: i64 = 220;
/// From the top of a panel to its plot, and from there to what is told.
const HEAD: i64 = 66;
const FOOT: i64 = 62;
/// Height of a line of text.
const LINE: i64 = 18;
/// The most lines of text below a plot, and the most letters of one.
const MOST: usize = 8;
const LETTERS: usize = 92;
/// The most parts of an axis.
const PARTS: i64 = 8;
/// The longest title that fits.
const TITLE: usize = 66;

impl CurvesView {
    /// As a drawing. Text stays text; coordinates are whole pixels.
    #[must_use]
    pub fn svg(&self) -> String {
        let (title, below) = self.heading();
        let mut panels = String::new();
        let mut top = 76;
        for line in &self.lijnen {
            top = panel(&mut panels, line, top);
        }
        if self.lijnen.is_empty() {
            let _ = writeln!(panels, "<text x=\"24\" y=\"{top}\">Er is niets te variëren.</text>");
            top += LINE;
        }
        let notes = wrap(&self.let_op, LETTERS + 10);
        for (note, y) in notes.iter().zip((top..).step_by(16)) {
            let _ =
                writeln!(panels, "<text x=\"24\" y=\"{y}\" font-size=\"11\" fill=\"#444444\">{}</text>", escaped(note));
            top = y + 16;
        }
        let said = self.lijnen.iter().map(|l| format!("{}: {}.", l.name(), l.told().join("; ")));
        let said: Vec<String> =
            std::iter::once("Per feit een lijn: hoeveel er per jaar te besteden is.".to_owned()).chain(said).collect();
        let mut shown: String = title.chars().take(TITLE).collect();
        if shown.chars().count() < title.chars().count() {
            shown.push('…');
        }
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{top}\" viewBox=\"0 0 {WIDTH} {top}\" \
             role=\"img\" aria-labelledby=\"titel uitleg\" font-family=\"sans-serif\" font-size=\"12\">\n\
             <title id=\"titel\">{}: wat één euro meer oplevert</title>\n<desc id=\"uitleg\">{}</desc>\n\
             <rect width=\"{WIDTH}\" height=\"{top}\" fill=\"#ffffff\"/>\n\
             <text x=\"24\" y=\"32\" font-size=\"18\" font-weight=\"bold\">{}</text>\n\
             <text x=\"24\" y=\"52\" font-size=\"13\">{}</text>\n{panels}</svg>\n",
            escaped(title),
            escaped(&said.join(" ")),
            escaped(&shown),
            escaped(&below)
        )
    }
}

/// Where values stand in a panel: the fact from left to right, what there is to spend from the bottom up.
struct Scale {
    first: i64,
    last: i64,
    low: i64,
    high: i64,
    down: i64,
}

impl Scale {
    fn x(&self, v: i64) -> i64 {
        PLOT.0 + (v - self.first).saturating_mul(PLOT.1 - PLOT.0) / (self.last - self.first).max(1)
    }

    fn y(&self, v: i64) -> i64 {
        self.down - (v - self.low).saturating_mul(HIGH) / (self.high - self.low).max(1)
    }
}

fn whole(text: &str) -> Option<i64> {
    Exact::parse_decimal(text)?.rounded(Rounding::HalfUp, Exact::ONE)?.as_int()
}

/// The round values from the first to the last, in steps that divide the span in a few parts.
fn marks(first: i64, last: i64) -> Vec<i64> {
    let mut step = 1;
    for factor in [2, 5, 10].into_iter().cycle().take(60) {
        if (last - first) / step < PARTS {
            break;
        }
        // 1, 2, 5, 10: each is the next round number.
        step = if factor == 5 { step / 2 * 5 } else { step * 2 };
    }
    let from = first.div_euclid(step) * step;
    let upto = usize::try_from(2 * PARTS).unwrap_or_default();
    (0..).map(|n| from + n * step).take(upto).take_while(|v| v - step < last).collect()
}

/// What one more euro brings before and after in one drawing, with what it shows in words: the first as a dashed line.
pub(super) fn pair_svg(title: &str, before: &CurveView, after: &CurveView) -> (String, String) {
    let mut body = String::new();
    let name = after.name();
    let both = [points(before), points(after)];
    let top = 46;
    let spends = || both.iter().flatten().map(|p| p.1);
    let ends = || both.iter().flatten().map(|p| p.0);
    let told = |l: &CurveView| l.told().join("; ");
    let alt = format!("{title}, {name}. Eerst: {}. Daarna: {}.", told(before), told(after));
    let mut height = top + 40;
    if let (Some(first), Some(last)) = (ends().min(), ends().max()) {
        let along = marks(spends().min().unwrap_or(0).min(0), spends().max().unwrap_or(0).max(1));
        let (low, high) = (along.first().copied().unwrap_or(0), along.last().copied().unwrap_or(1));
        let scale = Scale { first, last, low, high, down: top + HEAD + HIGH };
        grid(&mut body, &scale, &along);
        for (line, dash) in both.iter().zip([" stroke-dasharray=\"6 4\"", ""]) {
            let colour = if dash.is_empty() { "#154273" } else { "#7a7a7a" };
            trace(&mut body, line, &scale, &format!("stroke=\"{colour}\" stroke-width=\"2\"{dash}"));
        }
        now(&mut body, after, &scale);
        cliffs(&mut body, after, &scale);
        height = difference(&mut body, &both, &scale, scale.down + FOOT);
    } else {
        let _ = writeln!(body, "<text x=\"24\" y=\"{}\">Wat er te besteden is, is niet bekend.</text>", top + 20);
    }
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
         aria-label=\"{}\" font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#ffffff\"/>\n\
         <text x=\"24\" y=\"24\" font-size=\"15\" font-weight=\"bold\">{}</text>\n<text x=\"24\" y=\"44\">{}</text>\n\
         <path d=\"M500 40h30\" stroke=\"#7a7a7a\" stroke-width=\"2\" stroke-dasharray=\"6 4\"/><text x=\"536\" y=\"44\">eerst</text>\n\
         <path d=\"M600 40h30\" stroke=\"#154273\" stroke-width=\"2\"/><text x=\"636\" y=\"44\">daarna</text>\n{body}</svg>\n",
        escaped(&alt),
        escaped(&title.chars().take(TITLE).collect::<String>()),
        escaped(&name)
    );
    (svg, alt)
}

/// Height of the panel that shows the difference.
const LOW: i64 = 90;

/// After minus before at every value, on an axis of its own: a small change does not show between two lines.
fn difference(out: &mut String, [before, after]: &[Vec<(i64, i64)>; 2], scale: &Scale, top: i64) -> i64 {
    let mut ends: Vec<i64> = before.iter().chain(after).map(|p| p.0).collect();
    ends.sort_unstable();
    ends.dedup();
    let at = |x: &i64| Some((*x, value(after, *x)? - value(before, *x)?));
    let points: Vec<(i64, i64)> = ends.iter().filter_map(at).collect();
    let (Some(least), Some(most)) = (points.iter().map(|p| p.1).min(), points.iter().map(|p| p.1).max()) else {
        return top;
    };
    let along = marks(least.min(0), most.max(0));
    let (low, high) = (along.first().copied().unwrap_or(0), along.last().copied().unwrap_or(1));
    let down = top + 20 + LOW;
    let y = |v: i64| down - (v - low).saturating_mul(LOW) / (high - low).max(1);
    let (left, right) = PLOT;
    let _ = writeln!(
        out,
        "<text x=\"24\" y=\"{}\" font-size=\"11\" fill=\"#444444\">verschil (daarna min eerst), € per jaar</text>",
        top + 8
    );
    let mut shown = vec![low, 0, high];
    shown.dedup();
    for v in shown {
        let (y, colour) = (y(v), if v == 0 { "#222222" } else { "#dddddd" });
        let _ = writeln!(
            out,
            "<path d=\"M{left} {y}H{right}\" stroke=\"{colour}\"/><text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>",
            left - 8,
            y + 4,
            dutch_money(Exact::int(v))
        );
    }
    let path: Vec<String> = points.iter().map(|(a, b)| format!("{} {}", scale.x(*a), y(*b))).collect();
    let _ = writeln!(out, "<path d=\"M{}\" fill=\"none\" stroke=\"#154273\" stroke-width=\"2\"/>", path.join("L"));
    down + 16
}

/// What a line of straight pieces gives at a value, in whole euros; nothing outside it.
fn value(points: &[(i64, i64)], x: i64) -> Option<i64> {
    let piece = points.windows(2).find(|w| matches!(w, [a, b] if (a.0..=b.0).contains(&x)))?;
    let [a, b] = piece else { return None };
    Some(a.1 + (b.1 - a.1).saturating_mul(x - a.0) / (b.0 - a.0).max(1))
}

/// The points that are known, in whole euros.
fn points(l: &CurveView) -> Vec<(i64, i64)> {
    let point = |p: &super::curve::PointView| Some((whole(&p.bij)?, whole(p.te_besteden.as_ref()?)?));
    l.punten.iter().filter_map(point).collect()
}

fn trace(out: &mut String, points: &[(i64, i64)], scale: &Scale, look: &str) {
    let path: Vec<String> = points.iter().map(|(a, b)| format!("{} {}", scale.x(*a), scale.y(*b))).collect();
    if !path.is_empty() {
        let _ = writeln!(out, "<path d=\"M{}\" fill=\"none\" {look}/>", path.join("L"));
    }
}

/// One curve; gives where the next panel begins.
fn panel(out: &mut String, l: &CurveView, top: i64) -> i64 {
    let points = points(l);
    let _ = writeln!(
        out,
        "<text x=\"24\" y=\"{}\" font-size=\"15\" font-weight=\"bold\">{}</text>",
        top + 18,
        escaped(&l.name())
    );
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        let _ = writeln!(out, "<text x=\"24\" y=\"{}\">Wat er te besteden is, is niet bekend.</text>", top + 40);
        return top + 70;
    };
    let spends = || points.iter().map(|p| p.1);
    let along = marks(spends().min().unwrap_or(0).min(0), spends().max().unwrap_or(0).max(1));
    let (low, high) = (along.first().copied().unwrap_or(0), along.last().copied().unwrap_or(1));
    let scale = Scale { first: first.0, last: last.0, low, high, down: top + HEAD + HIGH };
    grid(out, &scale, &along);
    trace(out, &points, &scale, "stroke=\"#154273\" stroke-width=\"2\"");
    now(out, l, &scale);
    cliffs(out, l, &scale);
    told(out, l, scale.down + FOOT)
}

/// Both axes with round values; the one of money to spend holds zero.
fn grid(out: &mut String, scale: &Scale, along: &[i64]) {
    let (down, (left, right)) = (scale.down, PLOT);
    let _ = writeln!(
        out,
        "<text x=\"24\" y=\"{}\" font-size=\"11\" fill=\"#444444\">te besteden, € per jaar</text>",
        down - HIGH - 26
    );
    for v in along {
        let y = scale.y(*v);
        let _ = writeln!(
            out,
            "<path d=\"M{left} {y}H{right}\" stroke=\"#dddddd\"/><text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>",
            left - 8,
            y + 4,
            dutch_money(Exact::int(*v))
        );
    }
    let _ = writeln!(out, "<path d=\"M{left} {}V{down}H{right}\" fill=\"none\" stroke=\"#222222\"/>", down - HIGH);
    for v in marks(scale.first, scale.last).into_iter().filter(|v| (scale.first..=scale.last).contains(v)) {
        let x = scale.x(v);
        let _ = writeln!(
            out,
            "<path d=\"M{x} {down}v5\" stroke=\"#222222\"/><text x=\"{x}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            down + 19,
            dutch_money(Exact::int(v))
        );
    }
}

/// The value in the case.
fn now(out: &mut String, l: &CurveView, scale: &Scale) {
    let Some(now) = whole(&l.nu).filter(|n| (scale.first..=scale.last).contains(n)) else { return };
    let (x, down) = (scale.x(now), scale.down);
    let _ = writeln!(
        out,
        "<path d=\"M{x} {}V{down}\" stroke=\"#333333\" stroke-dasharray=\"1 3\"/><path d=\"M{x} {}l-5 8h10z\" fill=\"#333333\"/>\
         <text x=\"{x}\" y=\"{}\" text-anchor=\"middle\" font-weight=\"bold\">nu {}</text>",
        down - HIGH,
        down + 1,
        down + 36,
        money(&l.nu)
    );
}

/// A dashed line with a number at every cliff; numbers that would touch stand below each other.
fn cliffs(out: &mut String, l: &CurveView, scale: &Scale) {
    let (mut last, mut row) = (i64::MIN, 0);
    for (n, at) in l.kliffen.iter().enumerate().filter_map(|(n, c)| Some((n + 1, whole(&c.bij)?))) {
        let (x, up) = (scale.x(at), scale.down - HIGH);
        row = if x.saturating_sub(last) < 22 { (row + 1) % 12 } else { 0 };
        last = x;
        let y = up - 11 + row * 18;
        let _ = writeln!(
            out,
            "<path d=\"M{x} {up}V{}\" stroke=\"#b00020\" stroke-dasharray=\"4 3\"/><circle cx=\"{x}\" cy=\"{y}\" r=\"9\" fill=\"#b00020\"/>\
             <text x=\"{x}\" y=\"{}\" text-anchor=\"middle\" font-size=\"11\" font-weight=\"bold\" fill=\"#ffffff\">{n}</text>",
            scale.down,
            y + 4
        );
    }
}

/// What to see, with the number of the cliff; gives where it ends.
fn told(out: &mut String, l: &CurveView, mut y: i64) -> i64 {
    let all = l.told();
    let mut lines: Vec<String> = all.iter().take(MOST).cloned().collect();
    if all.len() > MOST {
        lines.push(format!("en nog {}: zie `--formaat tekst`", all.len() - MOST));
    }
    for (i, text) in lines.iter().enumerate() {
        let cliff = i < l.kliffen.len().min(MOST);
        let (number, colour) = if cliff { ((i + 1).to_string(), "#b00020") } else { ("–".to_owned(), "#444444") };
        let _ = writeln!(
            out,
            "<text x=\"{}\" y=\"{y}\" text-anchor=\"end\" font-weight=\"bold\" fill=\"{colour}\">{number}</text>\
             <text x=\"{}\" y=\"{y}\">{}</text>",
            PLOT.0 - 8,
            PLOT.0,
            escaped(text)
        );
        y += LINE;
    }
    y + LINE
}

#[cfg(test)]
mod tests {
    use super::marks;

    #[test]
    fn a_line_is_straight_between_its_points() {
        let line = [(0, 0), (10, 100), (11, 40), (20, 40)];
        assert_eq!([0, 5, 10, 11, 15, 20].map(|x| super::value(&line, x)), [0, 50, 100, 40, 40, 40].map(Some));
        assert_eq!(super::value(&line, 21), None);
    }

    #[test]
    fn marks_are_round_and_span_everything() {
        assert_eq!(marks(0, 100_000), [0, 20_000, 40_000, 60_000, 80_000, 100_000]);
        assert_eq!(marks(0, 62_711), [0, 10_000, 20_000, 30_000, 40_000, 50_000, 60_000, 70_000]);
        assert_eq!(marks(-1_200, 3_000), [-2_000, -1_000, 0, 1_000, 2_000, 3_000]);
        assert_eq!(marks(0, 1), [0, 1]);
    }
}
