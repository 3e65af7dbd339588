//! A run of mutants as a page: a table of the laws, and what no test notices.

use super::mutants::{MutantView, MutantsView};

const ABOUT: &str = "Een mutant is één uitspraak van een wet waarin met opzet één ding anders staat: een voorwaarde of uitzondering \
                     weg, een voorwaarde omgekeerd, een grens die anders meetelt, een bedrag een euro of een cent hoger, moeten en \
                     kunnen verwisseld. *Opgemerkt*: er mislukt een toets. *Geweigerd*: de controle van de regels merkt het al; die \
                     telt niet mee. *Overleefd*: geen toets merkt het. De score is het deel dat is opgemerkt, in hele procenten \
                     naar beneden. Een overlever wijst op een zin die niemand heeft getoetst, of op een verandering die niets \
                     uitmaakt.";

/// The page: how it was made, the table, and the survivors with provision and change.
#[must_use]
pub fn mutants_markdown(view: &MutantsView) -> String {
    let mut out = format!("# Merken de toetsen een fout in de wet?\n\n{ABOUT}\n\n{}\n\n## Per wet\n\n", made(view));
    for (n, row) in rows(view).iter().enumerate() {
        out.push_str(&format!("| {} |\n", row.join(" | ")));
        if n == 0 {
            out.push_str(&format!("|---|{}\n", "---:|".repeat(row.len().saturating_sub(1))));
        }
    }
    let survivors: Vec<&MutantView> = view.uitkomsten.iter().filter(|m| m.lot == "overleefd").collect();
    if !survivors.is_empty() {
        out.push_str("\n## Wat geen toets opmerkt\n\n");
        survivors.iter().for_each(|m| out.push_str(&survivor(m)));
    }
    out
}

/// How the mutants were chosen, so that anyone can make them again.
fn made(view: &MutantsView) -> String {
    let which = match view.per_wet {
        Some(each) => format!(
            "Gemaakt met `kanwel muteer --per-wet {each} --zaad {} --formaat md`: ten hoogste {each} mutanten in elke wet, \
             gelijk verdeeld over haar uitspraken.",
            view.zaad
        ),
        None => format!("Gekozen met zaad {}.", view.zaad),
    };
    let failing = match view.al_mislukt.len() {
        0 => String::new(),
        1 => " Eén toets mislukt al en merkt dus niets op.".to_owned(),
        n => format!(" {n} toetsen mislukken al en merken dus niets op."),
    };
    let tests = match view.toetsen {
        1 => "Er draait 1 toets.".to_owned(),
        n => format!("Er draaien {n} toetsen."),
    };
    format!("{which} {tests}{failing}")
}

/// The table of laws: its head, a row for each, and all together.
pub(super) fn rows(view: &MutantsView) -> Vec<Vec<String>> {
    const HEAD: [&str; 7] = ["wet", "mogelijk", "geprobeerd", "opgemerkt", "geweigerd", "overleefd", "score"];
    let row = |name: &str, numbers: [usize; 5], score: Option<usize>| -> Vec<String> {
        let score = score.map_or_else(|| "–".to_owned(), |s| format!("{s} %"));
        std::iter::once(name.to_owned()).chain(numbers.map(|n| n.to_string())).chain([score]).collect()
    };
    let mut out = vec![HEAD.map(str::to_owned).to_vec()];
    for l in &view.wetten {
        out.push(row(&l.wet, [l.mogelijk, l.geprobeerd, l.gedood, l.geweigerd, l.overleefd], l.score));
    }
    let all = [view.mogelijk, view.mutanten + view.geweigerd, view.gedood, view.geweigerd, view.overleefd];
    out.push(row("samen", all, view.score));
    out
}

fn survivor(m: &MutantView) -> String {
    let code = |lines: &[String]| -> String {
        let text = lines.iter().map(|l| l.trim()).collect::<Vec<_>>().join(" ⏎ ");
        let fence = if text.contains('`') { "``" } else { "`" };
        if text.is_empty() { "(niets)".to_owned() } else { format!("{fence}{text}{fence}") }
    };
    format!("- **{}**, {}: {} wordt {}\n", m.bepaling, m.soort, code(&m.oud), code(&m.nieuw))
}
