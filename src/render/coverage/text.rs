//! Coverage as text and Markdown.

use super::{CoverageView, GapView, LawView, SumsView, percent};
use crate::render::text::{paragraph, wrap};
use std::fmt::Write as _;

/// How many gaps are named when all laws are shown; one law shows all of its own.
const NAMED: usize = 20;

/// What the two tables count.
const LAW: [&str; 6] = ["leden", "gecodeerd", "open norm", "weggelaten", "ontbreekt", "lijst"];
const TESTS: [&str; 6] = ["uitspraken", "gelezen", "beslissend", "voorwaarden", "waar én onwaar", "beslissend"];

const ABOUT_LAW: &str = "Van de wet: per lid van de lijst met artikelen of er regels over zijn. Open normen zijn bij gecodeerd meegeteld. Weggelaten is met een reden; ontbreekt is zonder.";
const ABOUT_TESTS: &str = "Van de toetsen: gelezen is gebruikt voor een uitkomst die een toets noemt. Beslissend is dat een toets mislukt als de uitspraak of de voorwaarde wordt weggelaten; bij een open norm dat het antwoord uitmaakt.";

fn law_cells(name: &str, s: &SumsView, list: &str) -> Vec<String> {
    let share = |n: usize| format!("{n} ({})", percent(n, s.leden));
    let counts = if s.leden == 0 {
        vec!["–".to_owned(); 5]
    } else {
        vec![
            s.leden.to_string(),
            share(s.gecodeerd),
            s.open_norm.to_string(),
            s.weggelaten.to_string(),
            s.ontbreekt.to_string(),
        ]
    };
    std::iter::once(name.to_owned()).chain(counts).chain([list.to_owned()]).collect()
}

fn test_cells(name: &str, s: &SumsView) -> Vec<String> {
    vec![
        name.to_owned(),
        s.uitspraken.to_string(),
        percent(s.gelezen, s.uitspraken),
        percent(s.beslissend, s.uitspraken),
        s.voorwaarden.to_string(),
        percent(s.waar_en_onwaar, s.voorwaarden),
        percent(s.voorwaarden_beslissend, s.voorwaarden),
    ]
}

/// The two tables, head first.
fn tables(v: &CoverageView) -> [Vec<Vec<String>>; 2] {
    let head = |all: [&str; 6]| -> Vec<String> { std::iter::once("wet").chain(all).map(str::to_owned).collect() };
    let mut law = vec![head(LAW)];
    law.extend(v.wetten.iter().map(|l| law_cells(&l.wet, &l.telling, &l.lijst)));
    let mut tests = vec![head(TESTS)];
    tests.extend(v.wetten.iter().map(|l| test_cells(&l.wet, &l.telling)));
    if v.wetten.len() > 1 {
        law.push(law_cells("samen", &v.totaal, ""));
        tests.push(test_cells("samen", &v.totaal));
    }
    [law, tests]
}

/// Columns lined up: words to the left, numbers to the right.
fn columns(rows: &[Vec<String>]) -> String {
    let count = rows.first().map_or(0, Vec::len);
    let width = |n: usize| rows.iter().filter_map(|r| r.get(n)).map(|c| c.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..count).map(width).collect();
    let is_words = |n: usize| rows.iter().skip(1).filter_map(|r| r.get(n)).any(|c| c.starts_with(char::is_alphabetic));
    let words: Vec<bool> = (0..count).map(is_words).collect();
    let mut out = String::new();
    for row in rows {
        let cells =
            row.iter().zip(&widths).zip(&words).map(|((cell, width), words)| {
                if *words { format!("{cell:<width$}") } else { format!("{cell:>width$}") }
            });
        let line = cells.collect::<Vec<_>>().join("  ");
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out
}

fn summary(v: &CoverageView) -> String {
    let s = &v.totaal;
    let used = crate::render::entangled::count(v.toetsen, "toets", "toetsen");
    let law = if s.leden == 0 {
        String::new()
    } else {
        format!(
            "{} van de {} leden uit de lijsten zijn gecodeerd ({}). ",
            s.gecodeerd,
            s.leden,
            percent(s.gecodeerd, s.leden)
        )
    };
    let unused = match v.toetsen_niet_gebruikt {
        0 => String::new(),
        n => format!(" Niet gebruikt: {n}, omdat zij alleen bevindingen of ruimte noemen of niet slagen."),
    };
    format!(
        "{law}Van {} is {} gelezen en {} beslissend, in {used}.{unused}",
        crate::render::entangled::count(s.uitspraken, "uitspraak", "uitspraken"),
        percent(s.gelezen, s.uitspraken),
        percent(s.beslissend, s.uitspraken)
    )
}

/// Text for people, on lines of at most `width` letters where it is not a table.
#[must_use]
pub fn coverage_text(v: &CoverageView, width: usize) -> String {
    let mut out = format!("{}\n", wrap(&summary(v), width.max(40)).join("\n"));
    let [law, tests] = tables(v);
    for (title, rows, about) in [("De wet", law, ABOUT_LAW), ("De toetsen", tests, ABOUT_TESTS)] {
        let _ = write!(out, "\n{title}\n\n{}{}", columns(&rows), paragraph(about, width));
    }
    if let [law] = v.wetten.as_slice()
        && v.totaal.leden > 0
    {
        one_law(&mut out, law, width);
    }
    let most = if v.wetten.len() == 1 { usize::MAX } else { NAMED };
    if !v.eerst.is_empty() {
        out.push_str("\nWat ontbreekt, wat het meest helpt eerst\n\n");
        for GapView { bepaling, ontbreekt, zin } in v.eerst.iter().take(most) {
            let _ = writeln!(out, "  {bepaling}: {ontbreekt}\n      {zin}");
        }
        if v.eerst.len() > most {
            let _ = writeln!(out, "\n  En nog {}. `--wet CODE` laat van één wet alles zien.", v.eerst.len() - most);
        }
    }
    out
}

/// The articles of one law with their state.
fn one_law(out: &mut String, law: &LawView, width: usize) {
    let _ = writeln!(out, "\nArtikelen van {}\n", law.naam);
    for a in law.artikelen.iter().filter(|a| !a.leden.is_empty()) {
        let title = a.titel.as_ref().map_or_else(String::new, |t| format!(" · {t}"));
        let _ = writeln!(out, "  {}{title}", a.artikel);
        for (stand, units) in super::by_state(&a.leden) {
            let which = super::paragraphs(&units);
            let colon = if which.is_empty() { "" } else { ": " };
            let _ = writeln!(out, "      {stand}{colon}{which}");
            for (reason, lid) in super::reasons(&units) {
                let lid = if lid.is_empty() { lid } else { format!("{lid}: ") };
                for line in wrap(&format!("{lid}{reason}"), width.saturating_sub(10).max(40)) {
                    let _ = writeln!(out, "          {line}");
                }
            }
        }
    }
    if let Some(note) = &law.toelichting {
        out.push_str(&paragraph(note, width));
    }
}

/// Markdown: the numbers per law.
#[must_use]
pub fn coverage_markdown(v: &CoverageView) -> String {
    let mut out = format!("# Dekking\n\n{}\n", summary(v));
    let [law, tests] = tables(v);
    for (title, rows, about) in [("De wet", law, ABOUT_LAW), ("De toetsen", tests, ABOUT_TESTS)] {
        let _ = writeln!(out, "\n## {title}\n\n{about}\n");
        for (n, row) in rows.iter().enumerate() {
            let _ = writeln!(out, "| {} |", row.join(" | "));
            if n == 0 {
                let _ = writeln!(out, "|---|{}", "---:|".repeat(row.len().saturating_sub(1)));
            }
        }
    }
    let notes: Vec<&LawView> = v.wetten.iter().filter(|l| l.toelichting.is_some()).collect();
    if !notes.is_empty() {
        out.push_str("\n## Over de lijsten\n\n");
        for l in notes {
            let note = l.toelichting.as_deref().unwrap_or_default();
            let _ = writeln!(out, "- **{}**: {}", l.wet, crate::render::markdown::escape(note));
        }
    }
    out
}
