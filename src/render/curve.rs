//! What one more euro brings, as data, text and CSV; `curve_svg` draws it.

use super::build::Showing;
use super::names::{capital, words};
use super::text::{Options, paragraph, wrap};
use crate::ir::CountsAs;
use crate::sweep::{Axis, Curve, Steep};
use crate::value::{Date, Exact, Rounding, Type, Value, decimal, dutch_money};
use schemars::JsonSchema;
use serde::Serialize;
use std::fmt::Write as _;

/// What the household has to spend as a function of each fact that was varied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CurvesView {
    /// Titel van de casus.
    pub titel: String,
    /// Datum waarop is beoordeeld, `jjjj-mm-dd`.
    pub peildatum: String,
    /// Eerste twaalf cijfers van de SHA-256 van de regels.
    pub regelversie: String,
    /// Een lijn per feit en persoon.
    pub lijnen: Vec<CurveView>,
    /// Wat bij het lezen telt.
    pub let_op: String,
}

/// One curve.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CurveView {
    /// Feit dat is gevarieerd.
    pub feit: String,
    /// Rol van de persoon.
    pub persoon: String,
    /// Eenheid van het feit: `€`, `€ per maand` of `€ per jaar`.
    pub eenheid: String,
    /// Waarde in de casus, in hele euro's.
    pub nu: String,
    /// Begrip dat zegt wat er te besteden is, in € per jaar.
    pub maat: String,
    /// Buigpunten: waarde van het feit en wat er te besteden is.
    pub punten: Vec<PointView>,
    /// Kliffen: één euro meer kost meer dan hij opbrengt.
    pub kliffen: Vec<CliffView>,
    /// Stukken met meer dan 100 % marginale druk.
    pub steil: Vec<SteepView>,
    /// Het stuk met de hoogste marginale druk, buiten de kliffen.
    pub hoogste_druk: Option<SteepView>,
    /// Of de hele lijn is uitgezocht.
    pub volledig: bool,
}

/// A point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PointView {
    /// Waarde van het feit, in hele euro's.
    pub bij: String,
    /// Te besteden in € per jaar; leeg waar dat open is.
    pub te_besteden: Option<String>,
}

/// A drop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CliffView {
    /// Laatste waarde vóór de val.
    pub bij: String,
    /// Wat één euro meer kost, in € per jaar.
    pub kost: String,
}

/// A range.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SteepView {
    /// Eerste waarde.
    pub van: String,
    /// Laatste waarde.
    pub tot: String,
    /// Marginale druk in procenten, met één cijfer achter de komma.
    pub druk: String,
}

impl Showing<'_> {
    /// The mirror of curves.
    #[must_use]
    pub fn curves(&self, all: &[(Axis, Curve)]) -> CurvesView {
        CurvesView {
            titel: self.names.case.title.to_string(),
            peildatum: self.date.to_string(),
            regelversie: self.version.to_owned(),
            lijnen: all.iter().map(|(axis, curve)| self.curve(axis, curve)).collect(),
            let_op: "Druk is het deel van één euro meer dat weer wegvalt. Afrondingen zijn weggelaten; een bedrag kan daardoor een paar euro per jaar afwijken. Niet meegeteld is wat \
                     niet is gecodeerd. Dit is geen besluit."
                .to_owned(),
        }
    }

    pub(super) fn curve(&self, axis: &Axis, curve: &Curve) -> CurveView {
        let unit = self.program().signature(axis.fact.0).map_or(Type::Truth, |s| s.result.clone());
        let unit = self.names.value(&Value::Number(Exact::ZERO), &unit).replace(" 0", "");
        CurveView {
            feit: self.names.plain(axis.fact.0),
            persoon: words(&self.names.case.name(axis.person)),
            eenheid: unit,
            nu: decimal(axis.now),
            maat: self.names.symbol(axis.measure),
            punten: curve
                .points
                .iter()
                .map(|p| PointView { bij: p.at.to_string(), te_besteden: p.spends.map(cents) })
                .collect(),
            kliffen: curve.cliffs.iter().map(|c| CliffView { bij: c.at.to_string(), kost: cents(c.loss) }).collect(),
            steil: curve.steep.iter().map(steep).collect(),
            hoogste_druk: curve.highest.as_ref().filter(|_| axis.part == CountsAs::Income).map(steep),
            volledig: curve.complete,
        }
    }
}

/// An amount in whole cents.
fn cents(n: Exact) -> String {
    let rounded = Exact::ratio(1, 100).and_then(|cent| n.rounded(Rounding::HalfUp, cent));
    decimal(rounded.unwrap_or(n))
}

fn steep(s: &Steep) -> SteepView {
    let tenth = Exact::ratio(1, 1000).and_then(|t| s.pressure.rounded(Rounding::HalfUp, t));
    let percent = tenth.and_then(|p| p.times(Exact::int(100))).unwrap_or(s.pressure);
    let (whole, digits) = percent.decimal(1).unwrap_or((0, 0));
    let shown = if digits == 0 { format!("{whole},0") } else { format!("{},{}", whole / 10, (whole % 10).abs()) };
    SteepView { van: s.from.to_string(), tot: s.to.to_string(), druk: shown }
}

/// A number in a string as one writes money.
pub(super) fn money(text: &str) -> String {
    Exact::parse_decimal(text).map_or_else(|| text.to_owned(), dutch_money)
}

impl CurveView {
    /// Whether anything is known of it.
    pub(super) fn known(&self) -> bool {
        self.punten.iter().any(|p| p.te_besteden.is_some())
    }

    /// Whether everything is known of it.
    pub(super) fn whole(&self) -> bool {
        self.punten.iter().all(|p| p.te_besteden.is_some())
    }

    /// What to see in the curve, in plain words: the cliffs first, in order of the value.
    pub(super) fn told(&self) -> Vec<String> {
        let cliff =
            |c: &CliffView| format!("klif bij {}: één euro meer kost {} per jaar", money(&c.bij), money(&c.kost));
        let range = |s: &SteepView| format!("van {} tot {}: {} % marginale druk", money(&s.van), money(&s.tot), s.druk);
        let mut told: Vec<String> = self.kliffen.iter().map(cliff).chain(self.steil.iter().map(range)).collect();
        if !self.known() {
            return vec!["wat er te besteden is, is niet bekend".to_owned()];
        }
        if told.is_empty() && self.volledig {
            told.push("geen klif en nergens meer dan 100 % marginale druk".to_owned());
        }
        if let Some(h) = &self.hoogste_druk {
            told.push(format!("de hoogste druk: {} %, van {} tot {}", h.druk, money(&h.van), money(&h.tot)));
        }
        if !self.whole() {
            told.push("voor een deel is niet bekend wat er te besteden is".to_owned());
        }
        if !self.volledig {
            told.push("de lijn is niet helemaal uitgezocht: zij buigt te vaak".to_owned());
        }
        told
    }

    /// Fact and person, as a heading.
    pub(super) fn name(&self) -> String {
        format!("{} van {} ({})", capital(&self.feit), self.persoon, self.eenheid)
    }
}

impl CurvesView {
    /// Title of the case and what is shown, on two lines.
    pub(super) fn heading(&self) -> (&str, String) {
        let day = Date::parse(&self.peildatum).map_or_else(|| self.peildatum.clone(), Date::written);
        let title = if self.titel.is_empty() { "Casus" } else { &self.titel };
        (title, format!("Wat één euro meer oplevert · peildatum {day} · regels {}", self.regelversie))
    }

    /// As text for a terminal.
    #[must_use]
    pub fn text(&self, options: Options) -> String {
        let mut out = String::new();
        let (title, below) = self.heading();
        let _ = writeln!(out, "{title}\n{below}");
        if self.lijnen.is_empty() {
            out.push_str(
                "\nEr is niets te variëren: de casus noemt geen inkomen of spaargeld waarvan bekend is wat het te besteden geld is.\n",
            );
        }
        for l in &self.lijnen {
            let _ = writeln!(out, "\n{}, nu {}", l.name(), money(&l.nu));
            for t in l.told() {
                for (i, part) in wrap(&t, options.width.saturating_sub(4).max(30)).into_iter().enumerate() {
                    let _ = writeln!(out, "{}{part}", if i == 0 { "  - " } else { "    " });
                }
            }
        }
        out.push_str(&paragraph(&self.let_op, options.width));
        out
    }

    /// As rows of comma-separated values: fact, person, value, spending money in € per year.
    #[must_use]
    pub fn csv(&self) -> String {
        let mut out = "feit,persoon,bij,te_besteden\n".to_owned();
        for l in &self.lijnen {
            for p in &l.punten {
                let spends = p.te_besteden.as_deref().unwrap_or_default();
                let _ = writeln!(out, "{},{},{},{spends}", l.feit, l.persoon, p.bij);
            }
        }
        out
    }
}

/// The JSON Schema of the output of `klif`.
#[must_use]
pub fn curves_schema() -> serde_json::Value {
    schemars::schema_for!(CurvesView).to_value()
}
