//! The annex as a document: per template the sections that are asked there.
//!
//! Explanatory memorandum: Aanwijzingen voor de regelgeving 4.43 (who carries it out, burdens, what people can do,
//! relation to other law) with 5.25 and 5.26 on hardship clauses; implementation and self-reliance tests ask parts of it.

use super::super::comparison_text::day;
use super::super::document::{Block, Document, Line, Section, to_html, to_markdown};
use super::{AnnexView, FileView, burden, law, money};

/// What the annex is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// The explanatory memorandum.
    Memorandum,
    /// The test by those who carry it out.
    Execution,
    /// The test of what it asks of people.
    Capacity,
}

impl Template {
    const fn title(self) -> &'static str {
        match self {
            Self::Memorandum => "Bijlage bij de memorie van toelichting",
            Self::Execution => "Bijlage bij de uitvoeringstoets",
            Self::Capacity => "Bijlage bij de doenvermogentoets",
        }
    }

    fn sections(self, v: &AnnexView) -> Vec<Section> {
        match self {
            Self::Memorandum => vec![
                law::changed(v),
                law::higher(v),
                law::others(v),
                law::conflicts(v),
                money::income(v),
                money::cliffs(v),
                law::asked(v),
                burden::routes(v),
                burden::terms(v),
                law::executors(v),
                law::hardship(v),
                reproduction(v),
            ],
            Self::Execution => vec![
                law::changed(v),
                money::hit(v),
                law::executors(v),
                law::attention(v),
                law::asked(v),
                burden::terms(v),
                law::hardship(v),
                law::conflicts(v),
                law::others(v),
                reproduction(v),
            ],
            Self::Capacity => vec![
                law::changed(v),
                money::hit(v),
                law::asked(v),
                burden::routes(v),
                burden::terms(v),
                burden::errors(v),
                money::cliffs(v),
                law::conflicts(v),
                judgement(),
                reproduction(v),
            ],
        }
    }
}

/// The annex as Markdown; drawings stand in it as data. Text from a case is escaped.
#[must_use]
pub fn annex_markdown(view: &AnnexView, template: Template) -> String {
    to_markdown(&document(view, template))
}

/// The annex as one HTML page that loads nothing and prints well.
#[must_use]
pub fn annex_html(view: &AnnexView, template: Template) -> String {
    to_html(&document(view, template))
}

fn document(v: &AnnexView, template: Template) -> Document {
    let c = &v.vergelijking;
    let bills: Vec<&str> = c.wijzigingen.iter().map(|b| b.titel.as_str()).collect();
    let mut dates: Vec<&str> = c.huishoudens.iter().map(|h| h.peildatum.as_str()).collect();
    dates.sort_unstable();
    dates.dedup();
    let when = match (dates.first(), dates.last()) {
        (Some(a), Some(b)) if a == b => format!("peildatum {}", day(a)),
        (Some(a), Some(b)) => format!("peildata van {} tot en met {}", day(a), day(b)),
        _ => "geen huishoudens".to_owned(),
    };
    Document {
        title: format!("{}: {}", template.title(), bills.join("; ")),
        about: format!("Gemaakt met kanwel {} · {when} · regels {}, met wijziging {}", v.verantwoording.kanwel, c.regelversie, c.regelversie_met_wijziging),
        sections: template.sections(v),
        foot: "Dit is geen besluit en geen oordeel over het voorstel. Het laat zien wat de gecodeerde regels met deze huishoudens doen.".to_owned(),
    }
}

/// The final judgement is for people: it is left to them, with the numbers above.
fn judgement() -> Section {
    let blocks = vec![
        Block::Text("Of mensen dit kunnen, ook als het tegenzit, is een oordeel van de opsteller. kanwel geeft dat oordeel niet.".into()),
        Block::Note("Eindoordeel (in te vullen door de opsteller): …".to_owned()),
    ];
    Section { head: "Eindoordeel", blocks }
}

fn reproduction(v: &AnnexView) -> Section {
    let r = &v.verantwoording;
    let mut blocks = vec![
        Block::Text("Met dezelfde bestanden en deze opdracht komt hier hetzelfde uit:".into()),
        Block::Code(r.opdracht.clone()),
    ];
    let row = |what: &str, f: &FileView| vec![what.to_owned(), f.bestand.clone(), f.sha256.clone()];
    let mut rows: Vec<Vec<String>> = r.wijzigingen.iter().map(|f| row("wijziging", f)).collect();
    rows.extend(r.casussen.iter().map(|f| row("casus", f)));
    blocks.push(law::table("Bestanden", vec!["Soort", "Bestand", "SHA-256 (begin)"], rows));
    let share = |s: &super::LawShareView| {
        let told = match (s.leden, s.lijst_volledig) {
            (0, _) => "onbekend: er is geen lijst van artikelen".to_owned(),
            (n, true) => format!("{} van {n} leden", s.gecodeerd),
            (n, false) => format!("{} van de {n} leden in de lijst; die lijst is niet volledig", s.gecodeerd),
        };
        vec![s.wet.clone(), told]
    };
    if !r.dekking.is_empty() {
        let rows = r.dekking.iter().map(share).collect();
        blocks.push(law::table("Hoeveel van de gewijzigde wetten is gecodeerd", vec!["Wet", "Gecodeerd"], rows));
    }
    if let Some(s) = &v.vergelijking.synthetisch {
        blocks.push(Block::Text(format!("Aannames bij de verzonnen huishoudens (zaad {}):", s.zaad).into()));
        blocks.push(Block::List(s.aannames.iter().map(|a| Line::from(a.as_str())).collect()));
    }
    blocks.push(Block::Text("Grenzen:".into()));
    blocks.push(Block::List(r.grenzen.iter().map(|g| Line::from(g.as_str())).collect()));
    Section { head: "Verantwoording", blocks }
}
