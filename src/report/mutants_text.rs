//! A run of mutants for people: first what no test notices, then the scores.

use super::Paper;
use super::mutants::{MutantView, MutantsView};
use super::mutants_markdown::rows;

/// The survivors, each as a difference in the rule language, and the scores per law and provision.
#[must_use]
pub fn mutants_text(view: &MutantsView, paper: Paper) -> String {
    let mut out = String::new();
    if !view.al_mislukt.is_empty() {
        let places = view.al_mislukt.join(", ");
        out.push_str(
            &paper.labelled("let op", &format!("deze toetsen mislukken al en merken dus niets op: {places}.")),
        );
        out.push('\n');
    }
    let survivors: Vec<&MutantView> = view.uitkomsten.iter().filter(|m| m.lot == "overleefd").collect();
    if !survivors.is_empty() {
        out.push_str(&format!("{}\n", paper.styled(Paper::BOLD, "Wat geen toets opmerkt")));
        survivors.iter().for_each(|m| out.push_str(&survivor(m, paper)));
        out.push('\n');
    }
    if view.wetten.iter().any(|l| l.gedood + l.overleefd > 0) {
        out.push_str(&format!("{}\n", paper.styled(Paper::BOLD, "Per wet, met de bepalingen waarin iets overleeft")));
    }
    for law in view.wetten.iter().filter(|l| l.gedood + l.overleefd > 0) {
        let score = law.score.map_or_else(String::new, |s| format!("{s} %"));
        out.push_str(&format!("  {:14}{score:>6}  {}\n", law.wet, counted(law.gedood, law.overleefd)));
        for p in law.bepalingen.iter().filter(|p| p.overleefd > 0) {
            out.push_str(&format!("    {}: {}\n", p.bepaling, counted(p.gedood, p.overleefd)));
        }
    }
    if view.per_wet.is_some() {
        out.push_str(&format!("\n{}\n{}\n", paper.styled(Paper::BOLD, "Samengevat"), table(view)));
    }
    out.push_str(&closing(view));
    out
}

fn counted(killed: usize, survived: usize) -> String {
    format!("{killed} opgemerkt, {survived} niet")
}

/// The laws in columns; numbers stand at the right.
fn table(view: &MutantsView) -> String {
    let rows = rows(view);
    let wide = |column: usize| rows.iter().filter_map(|r| r.get(column)).map(|c| c.chars().count()).max().unwrap_or(0);
    let cell = |(n, text): (usize, &String)| {
        let blank = " ".repeat(wide(n) - text.chars().count());
        if n == 0 { format!("  {text}{blank}") } else { format!("  {blank}{text}") }
    };
    rows.iter().map(|r| format!("{}\n", r.iter().enumerate().map(cell).collect::<String>())).collect()
}

fn survivor(m: &MutantView, paper: Paper) -> String {
    let mut out = format!("  {}:{}  {}\n", m.bestand, m.regel, paper.styled(Paper::BOLD, &m.bepaling));
    let lines = |sign: &str, style: &str, all: &[String]| -> String {
        all.iter().map(|l| format!("    {}\n", paper.styled(style, &format!("{sign} {}", l.trim_end())))).collect()
    };
    out.push_str(&lines("-", Paper::RED, &m.oud));
    out.push_str(&lines("+", Paper::GREEN, &m.nieuw));
    let tests = match m.toetsen {
        0 => "geen enkele toets kan dit zien".to_owned(),
        1 => "1 toets kan dit zien, en merkt niets".to_owned(),
        n => format!("{n} toetsen kunnen dit zien, en merken niets"),
    };
    out.push_str(&format!("    {}: {tests}\n", m.zin));
    out
}

fn closing(view: &MutantsView) -> String {
    let many = |n: usize, one: &str, more: &str| format!("{n} {}", if n == 1 { one } else { more });
    let Some(score) = view.score else {
        return format!("Geen mutanten; {} geweigerd.\n", view.geweigerd);
    };
    format!(
        "{} van de {} mogelijke, {}: {} opgemerkt, {} niet, score {score} %; {} geweigerd door de controle van de regels.\n",
        many(view.mutanten, "mutant", "mutanten"),
        view.mogelijk,
        many(view.toetsen, "toets", "toetsen"),
        view.gedood,
        view.overleefd,
        view.geweigerd
    )
}
