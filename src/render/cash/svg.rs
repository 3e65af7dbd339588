//! The balance as a drawing: one step line for the worst days, a dashed one for the best.

use super::super::graph::escaped;
use super::say::{euros, short};
use super::{CashView, FlowView};
use crate::value::{Date, Exact, Rounding};
use std::collections::BTreeMap;
use std::fmt::Write as _;

const WIDTH: i64 = 960;
const HEIGHT: i64 = 460;
/// The plot: left, right, top and bottom.
const PLOT: (i64, i64, i64, i64) = (96, 936, 96, 390);
/// The most labels along the time.
const TICKS: i64 = 16;
/// The longest title that fits.
const TITLE: usize = 84;

/// Where days and balances stand.
struct Scale {
    first: Date,
    days: i64,
    low: Exact,
    high: Exact,
}

impl Scale {
    fn x(&self, days: i64) -> i64 {
        PLOT.0 + (PLOT.1 - PLOT.0) * days / self.days.max(1)
    }

    fn y(&self, balance: Exact) -> i64 {
        let part = || {
            let height = self.high.minus(self.low)?;
            let up = balance.minus(self.low)?.times(Exact::int(PLOT.3 - PLOT.2))?.over(height)?;
            up.rounded(Rounding::HalfUp, Exact::ONE)?.as_int()
        };
        PLOT.3 - part().unwrap_or(0)
    }
}

/// The balance at the end of each day on which it changes.
type Steps = BTreeMap<Date, Exact>;

fn steps(view: &CashView, first: Date, day: impl Fn(&FlowView) -> Option<Date>) -> Option<Steps> {
    let mut net: Steps = std::iter::once((first, Exact::ZERO)).collect();
    for f in &view.stromen {
        let amount = Exact::parse_decimal(&f.bedrag)?;
        let on = net.entry(day(f)?).or_insert(Exact::ZERO);
        *on = if f.richting == "in" { on.plus(amount)? } else { on.minus(amount)? };
    }
    let mut balance = Exact::parse_decimal(&view.begin)?;
    net.into_iter()
        .map(|(day, change)| {
            balance = balance.plus(change)?;
            Some((day, balance))
        })
        .collect()
}

fn best_day(f: &FlowView) -> Option<Date> {
    Date::parse(if f.ongunstigste_dag == f.laatst { &f.vroegst } else { &f.laatst })
}

/// A step line from the first day to the end.
fn line(steps: &Steps, scale: &Scale) -> String {
    let mut out = String::new();
    for (day, balance) in steps {
        let (x, y) = (scale.x(scale.first.days_until(*day)), scale.y(*balance));
        let _ = if out.is_empty() { write!(out, "M{x} {y}") } else { write!(out, "H{x}V{y}") };
    }
    let _ = write!(out, "H{}", PLOT.1);
    out
}

/// Draws a calendar. Days run from left to right; the line steps at the end of a day.
#[must_use]
pub fn cash_svg(view: &CashView) -> String {
    drawing(view).unwrap_or_else(|| "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n".to_owned())
}

fn drawing(view: &CashView) -> Option<String> {
    let first = Date::parse(&view.van)?;
    let days = first.days_until(Date::parse(&view.tot_en_met)?) + 1;
    let worst = steps(view, first, |f| Date::parse(&f.ongunstigste_dag))?;
    let best = steps(view, first, best_day)?;
    let all = || worst.values().chain(best.values()).copied().chain([Exact::ZERO]);
    let (low, high) = (all().min()?, all().max()?);
    let step = nice(high.minus(low)?);
    let low = low.rounded(Rounding::Down, step)?;
    let high = high.rounded(Rounding::Up, step)?;
    let high = if high > low { high } else { low.plus(step)? };
    let scale = Scale { first, days, low, high };
    let mut out = head(view);
    grid(&mut out, &scale, step)?;
    ticks(&mut out, &scale);
    let (zero, under) = (scale.y(Exact::ZERO), line(&worst, &scale));
    let _ = writeln!(
        out,
        "<clipPath id=\"onder\"><rect x=\"{}\" y=\"{zero}\" width=\"{}\" height=\"{}\"/></clipPath>\n\
         <path d=\"{under}V{zero}H{}Z\" fill=\"#f3c6cf\" clip-path=\"url(#onder)\"><title>Onder nul bij ongunstige dagen</title></path>",
        PLOT.0,
        PLOT.1 - PLOT.0,
        (PLOT.3 - zero).max(0),
        PLOT.0
    );
    let _ = writeln!(out, "<path d=\"M{} {zero}H{}\" stroke=\"#222222\" stroke-width=\"1.5\"/>", PLOT.0, PLOT.1);
    if best != worst {
        let _ = writeln!(
            out,
            "<path d=\"{}\" fill=\"none\" stroke=\"#00695c\" stroke-width=\"2\" stroke-dasharray=\"6 4\"><title>Saldo als elke onbekende dag gunstig valt</title></path>",
            line(&best, &scale)
        );
    }
    let _ = writeln!(
        out,
        "<path d=\"{under}\" fill=\"none\" stroke=\"#1d4f91\" stroke-width=\"2.5\"><title>{}</title></path>",
        if best == worst { "Saldo" } else { "Saldo als elke onbekende dag ongunstig valt" }
    );
    lowest(&mut out, view, &scale)?;
    legend(&mut out, best != worst);
    out.push_str("</svg>\n");
    Some(out)
}

fn head(view: &CashView) -> String {
    let name = if view.titel.is_empty() { "Casus" } else { &view.titel };
    let title = format!("Kas van {}: {name}", view.time());
    let mut shown: String = title.chars().take(TITLE).collect();
    if shown.chars().count() < title.chars().count() {
        shown.push('…');
    }
    let first: String = view.kern.first().cloned().unwrap_or_default();
    let sub: Vec<String> = super::super::text::wrap(&first, 130);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" \
         role=\"img\" aria-labelledby=\"titel uitleg\" font-family=\"sans-serif\">\n<title id=\"titel\">{}</title>\n\
         <desc id=\"uitleg\">{}</desc>\n<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#ffffff\"/>\n\
         <text x=\"24\" y=\"32\" font-size=\"18\" font-weight=\"bold\">{}</text>\n",
        escaped(&title),
        escaped(&view.kern.join(" ")),
        escaped(&shown)
    );
    for (line, y) in sub.iter().take(2).zip([54, 72]) {
        let _ = writeln!(out, "<text x=\"24\" y=\"{y}\" font-size=\"13\">{}</text>", escaped(line));
    }
    out
}

/// A round step that divides a span in at most eight parts.
fn nice(span: Exact) -> Exact {
    let mut step = 10_i64;
    for factor in [2, 5, 10].into_iter().cycle().take(60) {
        if Exact::int(step).times(Exact::int(8)).is_none_or(|most| most >= span) {
            break;
        }
        // 10, 20, 50, 100: each is the next round number.
        step = step.saturating_mul(if factor == 5 { 5 } else { 2 }) / if factor == 5 { 2 } else { 1 };
    }
    Exact::int(step)
}

fn grid(out: &mut String, scale: &Scale, step: Exact) -> Option<()> {
    let mut at = scale.low;
    while at <= scale.high {
        let y = scale.y(at);
        let _ = writeln!(
            out,
            "<path d=\"M{} {y}H{}\" stroke=\"#dddddd\"/><text x=\"{}\" y=\"{}\" font-size=\"12\" text-anchor=\"end\">{}</text>",
            PLOT.0,
            PLOT.1,
            PLOT.0 - 8,
            y + 4,
            euros(at)
        );
        at = at.plus(step)?;
    }
    Some(())
}

/// Days along the time; with more than one month, the first days of the months.
fn ticks(out: &mut String, scale: &Scale) {
    let every = (scale.days / TICKS).max(1);
    let one_month = scale.days <= 31;
    let day = |n: i64| i32::try_from(n).ok().and_then(|n| scale.first.plus(crate::value::Length::Days(n)));
    for (n, date) in (0..scale.days).filter_map(|n| Some((n, day(n)?))) {
        let months = scale.days / 30 > 12 && date.month() % 3 != 1;
        let shown = if one_month { n % every == 0 } else { date.day() == 1 && !months };
        if shown {
            let x = scale.x(n);
            let label =
                if one_month { date.day().to_string() } else { format!("{} {}", short(date.month()), date.year()) };
            let anchor = if one_month { "middle" } else { "start" };
            let _ = writeln!(
                out,
                "<path d=\"M{x} {}v5\" stroke=\"#222222\"/><text x=\"{x}\" y=\"{}\" font-size=\"12\" text-anchor=\"{anchor}\">{label}</text>",
                PLOT.3,
                PLOT.3 + 20
            );
        }
    }
}

fn lowest(out: &mut String, view: &CashView, scale: &Scale) -> Option<()> {
    let track = &view.uitkomst.ongunstig;
    let (low, day) = (Exact::parse_decimal(&track.laagste)?, Date::parse(&track.laagste_op)?);
    let (x, y) = (scale.x(scale.first.days_until(day)), scale.y(low));
    let right = x > (PLOT.0 + PLOT.1) / 2;
    // Red only for what is below zero.
    let colour = if low < Exact::ZERO { "#b00020" } else { "#222222" };
    let _ = writeln!(
        out,
        "<circle cx=\"{x}\" cy=\"{y}\" r=\"5\" fill=\"{colour}\"/><text x=\"{}\" y=\"{}\" font-size=\"13\" font-weight=\"bold\" fill=\"{colour}\" stroke=\"#ffffff\" stroke-width=\"4\" paint-order=\"stroke\" text-anchor=\"{}\">laagste: {} op {}</text>",
        if right { x - 8 } else { x + 8 },
        if y + 20 > PLOT.3 { y - 10 } else { y + 18 },
        if right { "end" } else { "start" },
        euros(low),
        day.written()
    );
    Some(())
}

fn legend(out: &mut String, two: bool) {
    let y = HEIGHT - 22;
    let mut entry = |x: i64, colour: &str, dashes: &str, text: &str| {
        let _ = writeln!(
            out,
            "<path d=\"M{x} {y}h34\" stroke=\"{colour}\" stroke-width=\"2.5\" stroke-dasharray=\"{dashes}\"/><text x=\"{}\" y=\"{}\" font-size=\"12\">{text}</text>",
            x + 42,
            y + 4
        );
    };
    if two {
        entry(PLOT.0, "#1d4f91", "none", "saldo, ongunstige dagen");
        entry(PLOT.0 + 240, "#00695c", "6 4", "saldo, gunstige dagen");
    } else {
        entry(PLOT.0, "#1d4f91", "none", "saldo aan het eind van de dag");
    }
}
