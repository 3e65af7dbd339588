//! Money through the month for a terminal and as Markdown.

use super::super::markdown::escape;
use super::super::names::{capital, words};
use super::super::sentence::join;
use super::super::text::{Options, paragraph, wrap};
use super::say::{euros, short};
use super::{CashView, FlowView, LeftView};
use crate::value::{Date, Exact, month_name};
use std::fmt::Write as _;

/// An amount of the view as one writes it.
fn written(decimal: &str) -> String {
    Exact::parse_decimal(decimal).map_or_else(|| decimal.to_owned(), euros)
}

/// Without the sign of the euro, always with cents, for a column.
fn column(decimal: &str) -> String {
    let shown = written(decimal).replace("€ ", "");
    if shown.contains(',') { shown } else { format!("{shown},00") }
}

/// `1 mrt`, without the year.
fn day(date: &str) -> String {
    Date::parse(date).map_or_else(|| date.to_owned(), |d| format!("{} {}", d.day(), short(d.month())))
}

fn month(date: &str) -> String {
    let first = format!("{}-01", date.chars().take(7).collect::<String>());
    Date::parse(&first).map_or(first, |d| format!("{} {}", month_name(d.month()), d.year()))
}

impl FlowView {
    fn uncertain(&self) -> bool {
        self.vroegst != self.laatst
    }

    /// Whether it can fall on any day of one month, and on no other.
    fn whole_month(&self) -> bool {
        let (first, last) = (Date::parse(&self.vroegst), Date::parse(&self.laatst));
        first.zip(last).is_some_and(|(a, b)| a == a.first_of_month() && b == a.last_of_month())
    }

    fn granted(&self) -> bool {
        !self.status.starts_with("volgens")
    }

    /// What it is, of whom, over what time, and the provision about the day.
    fn told(&self) -> String {
        let mut out = self.wat.clone();
        if !self.wie.is_empty() {
            let _ = write!(out, " ({})", join(&self.wie.iter().map(|w| words(w)).collect::<Vec<_>>(), "en"));
        }
        if let Some(over) = &self.over {
            let _ = write!(out, ", {over}");
        }
        if self.uncertain() && !self.whole_month() && self.dag_volgens != "dag van het inkomen" {
            let _ = write!(out, ", tussen {} en {}", day(&self.vroegst), day(&self.laatst));
        }
        if let Some(place) = &self.bepaling {
            let _ = write!(out, ", {place}");
        }
        out
    }

    /// The amount, in the column of what comes in or of what goes out.
    fn columns(&self) -> (String, String) {
        let amount = column(&self.bedrag);
        if self.richting == "in" { (amount, String::new()) } else { (String::new(), amount) }
    }

    fn marks(&self) -> String {
        format!("{}{}", if self.uncertain() { "?" } else { "" }, if self.granted() { "" } else { "*" })
    }
}

impl CashView {
    fn name(&self) -> &str {
        if self.titel.is_empty() { "Casus" } else { &self.titel }
    }

    /// The months shown, in words.
    pub(super) fn time(&self) -> String {
        let (first, last) = (month(&self.van), month(&self.tot_en_met));
        if first == last { first } else { format!("{first} tot en met {last}") }
    }

    /// What the marks in the table mean.
    fn legend(&self) -> Vec<&'static str> {
        let mut out = Vec::new();
        if self.stromen.iter().any(FlowView::uncertain) {
            out.push("? dag niet bekend; hier op de ongunstigste dag");
        }
        if self.stromen.iter().any(|f| !f.granted()) {
            out.push("* volgens de regels, nog niet toegekend");
        }
        out
    }

    /// What is left out, together by reason: each reason with what it is about.
    fn left_out(&self) -> Vec<String> {
        let mut out: Vec<(String, Vec<String>)> = Vec::new();
        for l in &self.niet_meegerekend {
            let what = self.left_what(l);
            match out.iter_mut().find(|(reason, _)| *reason == l.reden) {
                Some((_, all)) if !all.contains(&what) => all.push(what),
                Some(_) => {}
                None => out.push((l.reden.clone(), vec![what])),
            }
        }
        out.into_iter().map(|(reason, all)| format!("{}: {reason}.", capital(&join(&all, "en")))).collect()
    }

    /// What is left out; of whom, unless it is missing for everyone.
    fn left_what(&self, l: &LeftView) -> String {
        let alike = |o: &&LeftView| o.naam == l.naam && o.reden == l.reden;
        let people: Vec<String> =
            self.niet_meegerekend.iter().filter(alike).filter_map(|o| o.wie.as_ref()).map(|w| words(w)).collect();
        if l.naam.is_none() {
            return l.wie.as_ref().map_or_else(|| l.wat.clone(), |w| words(w));
        }
        if people.is_empty() || people.len() == self.personen.len() {
            return l.wat.clone();
        }
        format!("{} ({})", l.wat, join(&people, "en"))
    }
}

/// Money through the month as text for a terminal.
#[must_use]
pub fn cash_text(view: &CashView, options: Options) -> String {
    let bold = |text: &str| if options.colour { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() };
    let mut out = String::new();
    let mut kern = view.kern.iter();
    let lines = |out: &mut String, text: &str, indent: &str| {
        for (i, line) in
            wrap(text, options.width.saturating_sub(indent.chars().count()).max(40)).into_iter().enumerate()
        {
            let _ =
                writeln!(out, "{}{line}", if i == 0 { indent.to_owned() } else { " ".repeat(indent.chars().count()) });
        }
    };
    if let Some(first) = kern.next() {
        for line in wrap(first, options.width.max(40)) {
            let _ = writeln!(out, "{}", bold(&line));
        }
    }
    kern.for_each(|k| lines(&mut out, k, ""));
    let about = format!(
        "{} · kas van {} · peildatum {} · regels {}",
        view.name(),
        view.time(),
        Date::parse(&view.peildatum).map_or_else(|| view.peildatum.clone(), Date::written),
        view.regelversie
    );
    out.push_str(&paragraph(&about, options.width));
    if !view.stromen.is_empty() {
        table(&mut out, view, options.width);
    }
    if view.maanden.len() > 1 {
        let _ = writeln!(out, "\n{}", bold("Per maand"));
        let _ = writeln!(out, "\n  {:<15}{:>12}{:>12}{:>12}{:>12}", "maand", "in", "uit", "laagste", "eind");
        for m in &view.maanden {
            let cells = [&m.totaal_in, &m.totaal_uit, &m.laagste, &m.eind].map(|c| format!("{:>12}", column(c)));
            let _ = writeln!(out, "  {:<15}{}", month(&m.maand), cells.concat());
        }
    }
    for (title, all) in [("Niet meegerekend", view.left_out()), ("Zo is gerekend", view.zo_is_gerekend.clone())] {
        if !all.is_empty() {
            let _ = writeln!(out, "\n{}\n", bold(title));
            all.iter().for_each(|l| lines(&mut out, l, "  - "));
        }
    }
    out.push_str(&paragraph(&view.let_op, options.width));
    out
}

fn table(out: &mut String, view: &CashView, width: usize) {
    let _ = writeln!(out, "\n  {:<9}{:>11}{:>11}{:>12}   wat", "dag", "in", "uit", "saldo");
    let _ = writeln!(out, "  {:<9}{:>11}{:>11}{:>12}", "begin", "", "", column(&view.begin));
    let mut shown = month(&view.van);
    let mut rows = view.stromen.iter().peekable();
    while let Some(f) = rows.next() {
        let now = month(&f.ongunstigste_dag);
        if now != shown {
            let _ = writeln!(out, "  {now}");
            shown = now;
        }
        // The balance stands at the last flow of a day.
        let last = rows.peek().is_none_or(|next| next.ongunstigste_dag != f.ongunstigste_dag);
        let balance = if last { column(&f.saldo) } else { String::new() };
        let (inward, outward) = f.columns();
        let day = format!("{}{}", day(&f.ongunstigste_dag), f.marks());
        let row = format!("  {day:<9}{inward:>11}{outward:>11}{balance:>12}   ");
        let told = wrap(&f.told(), width.saturating_sub(row.chars().count()).max(24));
        let below = format!("\n{}", " ".repeat(row.chars().count()));
        let _ = writeln!(out, "{row}{}", told.join(&below));
    }
    let o = &view.uitkomst;
    let _ = writeln!(
        out,
        "  {:<9}{:>11}{:>11}{:>12}",
        "samen",
        column(&o.totaal_in),
        column(&o.totaal_uit),
        column(&o.ongunstig.eind)
    );
    for mark in view.legend() {
        let _ = writeln!(out, "  {mark}");
    }
}

/// Money through the month as Markdown. Text from a case is escaped.
#[must_use]
pub fn cash_markdown(view: &CashView) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "# Kas van {}: {}\n\npeildatum {} · regels `{}`\n",
        view.time(),
        escape(view.name()),
        view.peildatum,
        view.regelversie
    );
    for (i, k) in view.kern.iter().enumerate() {
        let _ = writeln!(out, "{}\n", if i == 0 { format!("**{}**", escape(k)) } else { escape(k) });
    }
    if !view.stromen.is_empty() {
        let _ = writeln!(out, "| dag | in | uit | saldo | wat |\n|---|---:|---:|---:|---|");
        let _ = writeln!(out, "| begin | | | {} | |", column(&view.begin));
    }
    for f in &view.stromen {
        let (inward, outward) = f.columns();
        let _ = writeln!(
            out,
            "| {}{} | {inward} | {outward} | {} | {} |",
            day(&f.ongunstigste_dag),
            escape(&f.marks()),
            column(&f.saldo),
            escape(&f.told())
        );
    }
    for mark in view.legend() {
        let _ = writeln!(out, "\n{}", escape(mark));
    }
    if view.maanden.len() > 1 {
        let _ = writeln!(out, "\n## Per maand\n\n| maand | in | uit | laagste | eind |\n|---|---:|---:|---:|---:|");
        for m in &view.maanden {
            let cells = [&m.totaal_in, &m.totaal_uit, &m.laagste, &m.eind].map(|c| column(c));
            let _ = writeln!(out, "| {} | {} |", month(&m.maand), cells.join(" | "));
        }
    }
    for (title, all) in [("Niet meegerekend", view.left_out()), ("Zo is gerekend", view.zo_is_gerekend.clone())] {
        if !all.is_empty() {
            let _ = writeln!(out, "\n## {title}\n");
            for l in all {
                let _ = writeln!(out, "- {}", escape(&l));
            }
        }
    }
    let _ = writeln!(out, "\n*{}*", view.let_op);
    out
}
