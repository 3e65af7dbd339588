//! Knots as data, as text and as Markdown.

use super::build::Showing;
use super::route::{BlockView, GoalView, StepView, level};
use super::route_text::{Line, as_markdown, as_text, title};
use super::text::Options;
use crate::eval::Block;
use crate::route::{Goal, Knot, Knots, Obstacle, Standing};
use crate::value::Date;
use schemars::JsonSchema;
use serde::Serialize;

/// Which obstacle stands in the way of most goals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct KnotsView {
    /// Titel van de casus.
    pub titel: String,
    /// Datum waarop is beoordeeld, `jjjj-mm-dd`.
    pub peildatum: String,
    /// Eerste twaalf cijfers van de SHA-256 van de regels.
    pub regelversie: String,
    /// De doelen.
    pub doelen: Vec<KnotGoalView>,
    /// Obstakels; wat de meeste doelen opent staat eerst.
    pub knopen: Vec<KnotView>,
    /// Meeste stappen van een route die is gezocht.
    pub stappen: usize,
    /// Of alles binnen dit aantal stappen is nagegaan.
    pub volledig: bool,
    /// Altijd: dit is geen besluit.
    pub let_op: String,
}

/// A goal with the number of routes found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct KnotGoalView {
    /// Het doel.
    pub doel: GoalView,
    /// Hoeveel routes er zijn gevonden.
    pub routes: usize,
}

/// An obstacle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct KnotView {
    /// De stap die ontbreekt, als een stap het obstakel wegneemt.
    pub stap: Option<StepView>,
    /// De bepaling die in de weg staat, als alleen een andere regel het obstakel wegneemt.
    pub bepaling: Option<BlockView>,
    /// Doelen (nummers, vanaf 1) die gehaald zijn als alleen dit weg is; nagerekend.
    pub opent: Vec<usize>,
    /// Doelen waarvan elke gevonden route hierlangs gaat.
    pub onvermijdelijk_voor: Vec<usize>,
    /// Doelen waarvan ten minste één route hierlangs gaat.
    pub op_route_naar: Vec<usize>,
    /// Hersteladres: 1 binnen de regels, 2 beleid, 3 lagere regeling, 4 wet.
    pub hersteladres: u8,
    /// Rechten waarmee dit te regelen is, als de regels dat zeggen.
    pub te_regelen_met: Vec<String>,
}

/// The JSON schema of knots.
#[must_use]
pub fn knots_schema() -> serde_json::Value {
    serde_json::to_value(schemars::schema_for!(KnotsView)).unwrap_or_default()
}

impl Showing<'_> {
    /// The mirror of knots.
    #[must_use]
    pub fn knots(&self, goals: &[Goal], now: &[Standing], found: &Knots, steps: usize) -> KnotsView {
        let goal = |((goal, now), routes): ((&Goal, &Standing), &usize)| KnotGoalView {
            doel: self.goal(goal, now),
            routes: *routes,
        };
        KnotsView {
            titel: self.names.case.title.to_string(),
            peildatum: self.date.to_string(),
            regelversie: self.version.to_owned(),
            doelen: goals.iter().zip(now).zip(&found.routes).map(goal).collect(),
            knopen: found.knots.iter().map(|k| self.knot(k)).collect(),
            stappen: steps,
            volledig: found.complete,
            let_op: "Dit is geen besluit. Een mens beslist; of een stap klopt en kan, moet iemand nagaan.".to_owned(),
        }
    }

    fn knot(&self, k: &Knot) -> KnotView {
        let numbered = |all: &[usize]| all.iter().map(|n| n + 1).collect();
        let (step, block) = match &k.obstacle {
            Obstacle::Step(step) => (Some(self.step(step)), None),
            Obstacle::Law(part) => {
                (None, Some(self.block(&Block { part: *part, unmet: k.unmet.clone(), open: false })))
            }
        };
        KnotView {
            stap: step,
            bepaling: block,
            opent: numbered(&k.unlocks),
            onvermijdelijk_voor: numbered(&k.unavoidable),
            op_route_naar: numbered(&k.on_route),
            hersteladres: k.level.number(),
            te_regelen_met: k.settled_by.iter().map(|s| self.names.symbol(*s)).collect(),
        }
    }
}

/// Knots as text for a terminal.
#[must_use]
pub fn knot_text(view: &KnotsView, options: Options) -> String {
    let date = Date::parse(&view.peildatum).map_or_else(|| view.peildatum.clone(), Date::written);
    let below = format!("Knopen op {date} · regels {}", view.regelversie);
    as_text(title(&view.titel), &below, &lines(view, options.all), options)
}

/// Knots as Markdown.
#[must_use]
pub fn knot_markdown(view: &KnotsView, all: bool) -> String {
    let below = format!("peildatum {} · regels `{}`", view.peildatum, view.regelversie);
    as_markdown(&format!("Knopen: {}", title(&view.titel)), &below, &lines(view, all))
}

/// Most obstacles that are shown without `--alles`.
const KNOTS: usize = 8;

fn lines(view: &KnotsView, all: bool) -> Vec<Line> {
    let mut out = vec![Line::Head("Doelen".to_owned())];
    if view.doelen.is_empty() {
        out.push(Line::Item(
            "",
            "De casus vraagt geen recht, en geen recht wacht op een feit, een oordeel of een uitweg.".to_owned(),
        ));
    }
    for (n, g) in view.doelen.iter().enumerate() {
        out.push(Line::Step(n + 1, g.doel.zin.clone()));
        let routes = match (g.doel.gehaald, g.routes) {
            (true, _) => "al gehaald".to_owned(),
            (_, 0) => "geen route gevonden".to_owned(),
            (_, 1) => "1 route".to_owned(),
            (_, n) => format!("{n} routes"),
        };
        out.push(Line::Point(format!("nu: {}; {routes}", g.doel.nu)));
    }
    let useful = |k: &&KnotView| all || !k.opent.is_empty() || !k.onvermijdelijk_voor.is_empty();
    let shown: Vec<&KnotView> = view.knopen.iter().filter(useful).collect();
    out.push(Line::Head("Knopen, de belangrijkste eerst".to_owned()));
    if shown.is_empty() {
        let text = "Geen enkel obstakel opent op zichzelf een doel, of staat op elke route.";
        out.push(Line::Item("", text.to_owned()));
    }
    let most = if all { usize::MAX } else { KNOTS };
    for (n, k) in shown.iter().take(most).enumerate() {
        knot(&mut out, n + 1, k);
    }
    let hidden = view.knopen.len() - shown.len().min(most);
    if hidden > 0 {
        out.push(Line::Item("", format!("En nog {hidden}; `--alles` toont ze.")));
    }
    if !view.volledig {
        let text = "De grens aan het zoeken is bereikt: er kunnen meer routes en knopen zijn.";
        out.push(Line::Item("let op", text.to_owned()));
    }
    out.push(Line::Gap);
    out.push(Line::Item("", view.let_op.clone()));
    out
}

fn knot(out: &mut Vec<Line>, n: usize, k: &KnotView) {
    if let Some(s) = &k.stap {
        out.push(Line::Step(n, format!("[{}] {}", s.soort, s.zin)));
        let by = [s.wie.as_ref().map(|w| format!("wie: {w}")), s.bepaling.clone()];
        let by: Vec<String> = by.into_iter().flatten().collect();
        if !by.is_empty() {
            out.push(Line::Point(by.join(" · ")));
        }
    }
    if let Some(b) = &k.bepaling {
        out.push(Line::Step(n, format!("{} ({}); te veranderen in: {}", b.bepaling, b.deel, level(k.hersteladres))));
    }
    if !k.opent.is_empty() {
        out.push(Line::Point(format!("opent op zichzelf: {}", goals(&k.opent))));
    }
    if !k.onvermijdelijk_voor.is_empty() {
        out.push(Line::Point(format!("op elke route naar: {}", goals(&k.onvermijdelijk_voor))));
    }
    if k.op_route_naar.len() > k.onvermijdelijk_voor.len() {
        out.push(Line::Point(format!("op een route naar: {}", goals(&k.op_route_naar))));
    }
    if !k.te_regelen_met.is_empty() {
        out.push(Line::Point(format!("te regelen met: {}", k.te_regelen_met.join(", "))));
    }
}

/// `doel 1 en 3`
fn goals(all: &[usize]) -> String {
    let numbers: Vec<String> = all.iter().map(ToString::to_string).collect();
    format!("doel {}", super::sentence::join(&numbers, "en"))
}
