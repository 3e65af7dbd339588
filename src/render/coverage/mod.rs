//! How much of the law is encoded and what the tests show of it, for readers.

mod html;
mod text;

pub use html::coverage_html;
pub use text::{coverage_markdown, coverage_text};

use crate::coverage::{Article, LawCoverage, PartKind, Place, State, Tested, TestedStatement};
use crate::diagnostic::Sources;
use crate::eval::conditions;
use crate::ir::expr::Expr;
use crate::ir::{Program, RuleId};
use crate::law::{Citation, deep_link};
use crate::text::LineIndex;
use crate::value::Date;
use schemars::JsonSchema;
use serde::Serialize;
use std::cmp::Reverse;

/// Dekking van de wet en van de toetsen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CoverageView {
    /// Aantal toetsen dat is gebruikt: zij noemen een uitkomst en slagen.
    pub toetsen: usize,
    /// Toetsen die niet meetellen: zij noemen alleen bevindingen of ruimte, of slagen niet.
    pub toetsen_niet_gebruikt: usize,
    /// Alle wetten samen.
    pub totaal: SumsView,
    /// Per wet.
    pub wetten: Vec<LawView>,
    /// Wat het meest helpt om eerst te doen.
    pub eerst: Vec<GapView>,
}

/// Aantallen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SumsView {
    /// Leden in de lijst; een artikel zonder leden, of waarvan de leden niet bekend zijn, telt als één.
    pub leden: usize,
    /// Gecodeerd, open normen meegeteld.
    pub gecodeerd: usize,
    /// Gecodeerd, met een open norm.
    pub open_norm: usize,
    /// Bewust weggelaten, met een reden.
    pub weggelaten: usize,
    /// Niet gecodeerd, en zonder reden.
    pub ontbreekt: usize,
    /// Uitspraken in de regels.
    pub uitspraken: usize,
    /// Uitspraken die in een toets zijn gelezen.
    pub gelezen: usize,
    /// Uitspraken waarzonder een toets mislukt.
    pub beslissend: usize,
    /// Voorwaarden, en wat achter `tenzij` staat.
    pub voorwaarden: usize,
    /// Voorwaarden die in de toetsen zowel waar als onwaar waren.
    pub waar_en_onwaar: usize,
    /// Voorwaarden waarzonder een toets mislukt.
    pub voorwaarden_beslissend: usize,
}

/// Een wet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LawView {
    /// Korte naam.
    pub wet: String,
    /// Volledige naam.
    pub naam: String,
    /// Officiële vindplaats.
    pub link: Option<String>,
    /// `volledig`, `niet volledig` of `geen lijst`.
    pub lijst: String,
    /// De lijst is gelezen in de tekst van deze dag, `jjjj-mm-dd`.
    pub gelezen: Option<String>,
    /// Wat een lezer over de lijst moet weten.
    pub toelichting: Option<String>,
    /// Aantallen.
    pub telling: SumsView,
    /// Artikelen, in volgorde van de wet.
    pub artikelen: Vec<ArticleView>,
}

/// Een artikel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ArticleView {
    /// Artikel, zoals `artikel 3`, of een afgeleide norm.
    pub artikel: String,
    /// Korte titel (van ons).
    pub titel: Option<String>,
    /// Officiële vindplaats.
    pub link: Option<String>,
    /// Leden; leeg voor wat in geen lijst staat.
    pub leden: Vec<UnitView>,
    /// Uitspraken in de regels, ook uit rechtspraak en lezingen.
    pub uitspraken: Vec<StatementView>,
}

/// Een lid, of een artikel zonder leden.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct UnitView {
    /// Lid; leeg voor het hele artikel.
    pub lid: Option<String>,
    /// `gecodeerd`, `open norm`, `bewust weggelaten` of `ontbreekt`.
    pub stand: &'static str,
    /// Waarom het is weggelaten.
    pub reden: Option<String>,
    /// De onderdelen waarover regels gaan, als dat niet het hele lid is.
    pub onderdelen: Vec<String>,
}

/// Een uitspraak in de regels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StatementView {
    /// Bepaling, uitspraak van de rechter of lezing.
    pub bepaling: String,
    /// De eerste regel zoals zij is geschreven.
    pub tekst: String,
    /// Bestand en regel.
    pub plaats: String,
    /// Aantal toetsen dat haar leest.
    pub gelezen: usize,
    /// Een toets die mislukt zonder deze uitspraak; voor een open norm: waarin het antwoord uitmaakt.
    pub beslissend: Option<TestView>,
    /// Voorwaarden.
    pub voorwaarden: Vec<PartView>,
}

/// Een voorwaarde, of wat achter `tenzij` staat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PartView {
    /// Welke.
    pub voorwaarde: String,
    /// Was in een toets waar.
    pub waar: bool,
    /// Was in een toets onwaar.
    pub onwaar: bool,
    /// Was in een toets open.
    pub open: bool,
    /// Een toets die mislukt zonder deze voorwaarde.
    pub beslissend: Option<TestView>,
}

/// Een toets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TestView {
    /// De koppen erboven, en de rij.
    pub naam: String,
    /// Bestand en regel.
    pub plaats: String,
}

/// Iets dat ontbreekt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GapView {
    /// Bepaling.
    pub bepaling: String,
    /// Wat er ontbreekt: `regel`, `toets` of `beslissende toets`.
    pub ontbreekt: &'static str,
    /// Waarom dit helpt.
    pub zin: String,
}

/// The JSON Schema of the output of `dekking`.
#[must_use]
pub fn coverage_schema() -> serde_json::Value {
    schemars::schema_for!(CoverageView).to_value()
}

/// What was counted, and where the rules and tests stand.
pub struct Covered<'a> {
    /// Rules.
    pub program: &'a Program,
    /// Their texts.
    pub sources: &'a dyn Sources,
    /// Laws with their articles.
    pub laws: &'a [LawCoverage],
    /// What the tests show.
    pub tested: &'a Tested,
    /// Tests by position: name and place.
    pub tests: &'a [TestView],
    /// Tests that could not be used.
    pub unused: usize,
}

impl Covered<'_> {
    /// For readers.
    #[must_use]
    pub fn view(&self) -> CoverageView {
        let wetten: Vec<LawView> = self.laws.iter().map(|l| self.law(l)).collect();
        let totaal = wetten.iter().fold(SumsView::default(), |all, l| all.and(l.telling));
        let eerst = gaps(&wetten);
        CoverageView { toetsen: self.tests.len(), toetsen_niet_gebruikt: self.unused, totaal, wetten, eerst }
    }

    fn law(&self, law: &LawCoverage) -> LawView {
        let regulation = self.program.regulation(&law.law);
        let artikelen: Vec<ArticleView> = law.articles.iter().map(|a| self.article(law, a)).collect();
        let telling = artikelen.iter().fold(SumsView::default(), |all, a| all.and(SumsView::of(a)));
        let source = regulation.as_ref().and_then(|r| r.source.clone());
        LawView {
            wet: law.law.to_string(),
            naam: regulation.as_ref().map_or_else(|| law.law.to_string(), |r| r.title.to_string()),
            link: source.map(|s| {
                let site = if s.starts_with("BWB") { "wetten" } else { "lokaleregelgeving" };
                format!("https://{site}.overheid.nl/{s}")
            }),
            lijst: match law.list {
                Some(true) => "volledig",
                Some(false) => "niet volledig",
                None => "geen lijst",
            }
            .to_owned(),
            gelezen: law.read.map(|d| d.to_string()),
            toelichting: law.note.as_ref().map(ToString::to_string),
            telling,
            artikelen,
        }
    }

    fn article(&self, law: &LawCoverage, a: &Article) -> ArticleView {
        let (artikel, link) = match &a.place {
            Place::Derived(name) => (format!("afgeleide norm {}", super::words(name)), None),
            Place::At(address) => {
                let citation = Citation::law(&law.law, address.clone());
                let read = a.statements.iter().find_map(|r| self.program.provision_of(*r)?.read);
                let link = law
                    .read
                    .or(read)
                    .and_then(|d: Date| deep_link(&citation, self.program.regulation(&law.law).as_deref(), d));
                (address.to_string(), link)
            }
        };
        let leden = a.units.iter().map(|u| {
            let (stand, reden, onderdelen) = match &u.state {
                State::Encoded(points) => ("gecodeerd", None, points.clone()),
                State::OpenNorm(points) => ("open norm", None, points.clone()),
                State::LeftOut(reason) => ("bewust weggelaten", Some(reason.to_string()), Vec::new()),
                State::Missing => ("ontbreekt", None, Vec::new()),
            };
            UnitView { lid: u.paragraph.as_ref().map(ToString::to_string), stand, reden, onderdelen }
        });
        let statements = a.statements.iter().filter_map(|r| Some((*r, self.tested.get(r)?)));
        ArticleView {
            artikel,
            titel: a.title.as_ref().map(ToString::to_string),
            link,
            leden: leden.collect(),
            uitspraken: statements.map(|(r, t)| self.statement(r, t)).collect(),
        }
    }

    fn statement(&self, rule: RuleId, t: &TestedStatement) -> StatementView {
        let (tekst, plaats) = self.written(rule).unwrap_or_default();
        let test = |n: Option<usize>| n.and_then(|n| self.tests.get(n).cloned());
        StatementView {
            bepaling: self.program.provision_of(rule).map_or_else(String::new, |p| p.citation.to_string()),
            tekst,
            plaats,
            gelezen: t.read,
            beslissend: test(t.decisive),
            voorwaarden: t
                .parts
                .iter()
                .map(|p| PartView {
                    voorwaarde: self.part(rule, p.part, t.parts.len()),
                    waar: p.answers.yes,
                    onwaar: p.answers.no,
                    open: p.answers.open,
                    beslissend: test(p.decisive),
                })
                .collect(),
        }
    }

    /// The first line of a statement, with its file and line.
    fn written(&self, rule: RuleId) -> Option<(String, String)> {
        let (path, span) = self.sources.locate(&self.program.rule(rule)?.rule.place)?;
        let text = self.sources.text(&path)?;
        let first = text.get(span.start as usize..)?.lines().next().unwrap_or_default().trim().to_owned();
        Some((first, format!("{path}:{}", LineIndex::new(text).line(span.start))))
    }

    /// Which condition: by its mark, or by its position.
    fn part(&self, rule: RuleId, part: PartKind, of: usize) -> String {
        let PartKind::Condition(n) = part else { return "wat achter `tenzij` staat".to_owned() };
        let Some(linked) = self.program.rule(rule) else { return String::new() };
        match conditions(linked).get(n) {
            Some(Expr::Point(mark, _)) => {
                let marks = linked.rule.points.get(usize::from(*mark)).map(Vec::as_slice).unwrap_or_default();
                let marks: Vec<String> = marks.iter().map(ToString::to_string).collect();
                format!("voorwaarde {}", marks.join(" "))
            }
            _ if of == 1 => "de voorwaarde".to_owned(),
            _ => format!("voorwaarde {}", n + 1),
        }
    }
}

impl SumsView {
    const fn and(self, o: Self) -> Self {
        Self {
            leden: self.leden + o.leden,
            gecodeerd: self.gecodeerd + o.gecodeerd,
            open_norm: self.open_norm + o.open_norm,
            weggelaten: self.weggelaten + o.weggelaten,
            ontbreekt: self.ontbreekt + o.ontbreekt,
            uitspraken: self.uitspraken + o.uitspraken,
            gelezen: self.gelezen + o.gelezen,
            beslissend: self.beslissend + o.beslissend,
            voorwaarden: self.voorwaarden + o.voorwaarden,
            waar_en_onwaar: self.waar_en_onwaar + o.waar_en_onwaar,
            voorwaarden_beslissend: self.voorwaarden_beslissend + o.voorwaarden_beslissend,
        }
    }

    fn of(a: &ArticleView) -> Self {
        let stand = |word: &str| a.leden.iter().filter(|u| u.stand == word).count();
        let parts = || a.uitspraken.iter().flat_map(|s| &s.voorwaarden);
        Self {
            leden: a.leden.len(),
            gecodeerd: stand("gecodeerd") + stand("open norm"),
            open_norm: stand("open norm"),
            weggelaten: stand("bewust weggelaten"),
            ontbreekt: stand("ontbreekt"),
            uitspraken: a.uitspraken.len(),
            gelezen: a.uitspraken.iter().filter(|s| s.gelezen > 0).count(),
            beslissend: a.uitspraken.iter().filter(|s| s.beslissend.is_some()).count(),
            voorwaarden: parts().count(),
            waar_en_onwaar: parts().filter(|p| p.waar && p.onwaar).count(),
            voorwaarden_beslissend: parts().filter(|p| p.beslissend.is_some()).count(),
        }
    }
}

/// A share in whole percents, rounded down: only everything is 100 %.
fn percent(n: usize, of: usize) -> String {
    (n * 100).checked_div(of).map_or_else(|| "–".to_owned(), |share| format!("{share} %"))
}

/// What is missing, most useful first: statements no test reads; then paragraphs missing in articles that tests use, most
/// used first; then statements many tests read and none turns on.
fn gaps(laws: &[LawView]) -> Vec<GapView> {
    let mut out = Vec::new();
    let mut missing: Vec<(usize, GapView)> = Vec::new();
    let mut idle: Vec<(usize, GapView)> = Vec::new();
    for (law, a) in laws.iter().flat_map(|l| l.artikelen.iter().map(move |a| (l, a))) {
        let used = a.uitspraken.iter().map(|s| s.gelezen).max().unwrap_or(0);
        for u in a.leden.iter().filter(|u| u.stand == "ontbreekt" && !a.uitspraken.is_empty()) {
            let lid = u.lid.as_ref().map_or_else(String::new, |n| format!(" lid {n}"));
            let zin = format!("Niet gecodeerd en zonder reden, in een artikel dat {} lezen.", tests(used));
            missing
                .push((used, GapView { bepaling: format!("{} {}{lid}", law.wet, a.artikel), ontbreekt: "regel", zin }));
        }
        for s in &a.uitspraken {
            let gap = |ontbreekt, zin| GapView { bepaling: s.bepaling.clone(), ontbreekt, zin };
            if s.gelezen == 0 {
                out.push(gap("toets", format!("Geen toets leest `{}` ({}).", s.tekst, s.plaats)));
            } else if s.beslissend.is_none() {
                let zin = format!("Gelezen in {}, nergens beslissend: `{}` ({}).", tests(s.gelezen), s.tekst, s.plaats);
                idle.push((s.gelezen, gap("beslissende toets", zin)));
            }
        }
    }
    for mut list in [missing, idle] {
        list.sort_by_key(|(n, _)| Reverse(*n));
        out.extend(list.into_iter().map(|(_, gap)| gap));
    }
    out
}

fn tests(n: usize) -> String {
    super::entangled::count(n, "toets", "toetsen")
}

/// `lid 1, 2 en 4`, with the points where rules are about a part.
fn paragraphs(units: &[&UnitView]) -> String {
    let one = |u: &&UnitView| {
        let points = if u.onderdelen.is_empty() { String::new() } else { format!(" ({})", u.onderdelen.join(", ")) };
        match &u.lid {
            Some(n) => format!("{n}{points}"),
            None => points.trim().trim_matches(['(', ')']).to_owned(),
        }
    };
    let all: Vec<String> = units.iter().map(one).filter(|t| !t.is_empty()).collect();
    let lid = units.iter().any(|u| u.lid.is_some());
    if all.is_empty() { String::new() } else { format!("{}{}", if lid { "lid " } else { "" }, all.join(", ")) }
}

/// Paragraphs by state, in a fixed order.
fn by_state(units: &[UnitView]) -> Vec<(&'static str, Vec<&UnitView>)> {
    ["gecodeerd", "open norm", "bewust weggelaten", "ontbreekt"]
        .into_iter()
        .map(|stand| (stand, units.iter().filter(|u| u.stand == stand).collect::<Vec<_>>()))
        .filter(|(_, units)| !units.is_empty())
        .collect()
}

/// Each reason once, with the paragraphs it is about where they have different ones.
fn reasons(units: &[&UnitView]) -> Vec<(String, String)> {
    let mut out: Vec<(String, Vec<&UnitView>)> = Vec::new();
    for unit in units {
        let Some(reason) = &unit.reden else { continue };
        match out.iter_mut().find(|(r, _)| r == reason) {
            Some((_, all)) => all.push(unit),
            None => out.push((reason.clone(), vec![unit])),
        }
    }
    let one = out.len() == 1;
    out.into_iter().map(|(r, all)| (r, if one { String::new() } else { paragraphs(&all) })).collect()
}
