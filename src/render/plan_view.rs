//! The mirror of a plan: the contract for machine readers, and what Markdown and HTML are written from.

use super::reply_view::{CarrierView, PaletteView};
use super::route::{EffectView, OpeningView, StepView};
use super::view::{AmountView, DeadlineView, OutcomeView, RoomView, TouchedView};
use schemars::JsonSchema;
use serde::Serialize;

/// A plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PlanView {
    /// Titel van de casus.
    pub titel: String,
    /// Datum waarop is beoordeeld, `jjjj-mm-dd`.
    pub peildatum: String,
    /// Eerste twaalf cijfers van de SHA-256 van de regels.
    pub regelversie: String,
    /// Het doel, met het oordeel daarover nu.
    pub doel: TouchedView,
    /// Het doel in woorden.
    pub doel_in_woorden: String,
    /// De uitkomst nu.
    pub uitkomst: OutcomeView,
    /// Wat in de weg staat.
    pub knoop: Vec<CarrierView>,
    /// De uitwegen die zijn nagegaan, elk met de reden waarom zij faalt of waarvan zij afhangt.
    pub uitwegen: Vec<String>,
    /// De stappen, in volgorde.
    pub stappen: Vec<StepView>,
    /// Oordeel en bedrag na de stappen, door alle wetten doorgerekend; leeg als er geen route is of nodig is.
    pub daarna: Option<String>,
    /// Hoeveel andere routes er zijn met zo weinig stappen.
    pub andere_routes: usize,
    /// Wat er nog meer verandert.
    pub bijwerkingen: Vec<EffectView>,
    /// Waarom er geen route is; leeg als er een is, of als het doel al is gehaald.
    pub geen_route: Option<NoCourseView>,
    /// De redenering: elke bepaling met haar voorwaarden.
    pub redenering: Vec<LimbView>,
    /// Wat mee te nemen.
    pub bewijs: Vec<String>,
    /// Termijnen die lopen of verstreken zijn.
    pub termijnen: Vec<DeadlineView>,
    /// De rekensom; leeg zonder cijfers.
    pub kosten: Option<CostsView>,
    /// Het plan tegenover doorgaan zoals nu.
    pub vergelijking: ComparisonView,
    /// Waarop terug te vallen als het plan niet lukt.
    pub terugval: Vec<RoomView>,
    /// Rechten van een andere wet die hierbij horen.
    pub andere_wet: Vec<PaletteView>,
    /// Wat niet is meegenomen.
    pub niet_meegenomen: Vec<String>,
    /// Altijd: dit is geen besluit.
    pub let_op: String,
}

/// Why there is no route.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NoCourseView {
    /// Meeste stappen van een route.
    pub stappen: usize,
    /// Of alles binnen dit aantal stappen is nagegaan.
    pub volledig: bool,
    /// De kleinste wijzigingen van de regels die een route zouden openen.
    pub zou_openen: Vec<OpeningView>,
}

/// A provision of the reasoning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LimbView {
    /// Bepaling.
    pub bepaling: String,
    /// De kern in onze woorden.
    pub kern: Option<String>,
    /// Officiële vindplaats.
    pub link: Option<String>,
    /// Voorwaarden, in de volgorde van de tekst.
    pub voorwaarden: Vec<ConditionView>,
}

/// A condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ConditionView {
    /// In woorden.
    pub zin: String,
    /// `ja`, `nee`, `te wegen`, `open` of de waarde.
    pub staat: String,
    /// Wie weegt.
    pub door: Option<String>,
    /// Gezichtspunten.
    pub gezichtspunten: Vec<String>,
}

/// The figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CostsView {
    /// Posten, zoals opgegeven.
    pub posten: Vec<LineView>,
    /// Per betaler.
    pub betalers: Vec<PayerView>,
    /// Wat het plan kost; leeg zonder posten.
    pub plan: Option<AmountView>,
    /// Wat doorgaan zoals nu kost; leeg zonder posten.
    pub nu: Option<AmountView>,
    /// Wie betaalt en wie het voordeel heeft, als dat niet dezelfde is.
    pub verkeerde_portemonnee: Option<String>,
    /// Opmerkingen bij de rekensom.
    pub opmerkingen: Vec<String>,
}

/// A line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LineView {
    /// `plan` of `nu`.
    pub scenario: String,
    /// Waarvoor.
    pub omschrijving: String,
    /// Wie betaalt.
    pub betaler: String,
    /// Bedrag ineens of per tijd, zoals men het schrijft.
    pub bedrag: String,
    /// Hoelang.
    pub duur: Option<String>,
    /// Samen.
    pub totaal: AmountView,
    /// Waar het cijfer vandaan komt.
    pub bron: String,
}

/// A payer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PayerView {
    /// Wie betaalt.
    pub betaler: String,
    /// In het plan.
    pub plan: AmountView,
    /// Zoals het nu gaat.
    pub nu: AmountView,
    /// Plan min nu: onder nul is een besparing.
    pub verschil: AmountView,
}

/// The comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ComparisonView {
    /// Punten: legitimiteit, rendement, betrokkenheid.
    pub punten: Vec<PointView>,
    /// Wat het huishouden zegt.
    pub huishouden: Option<String>,
    /// Wat de professional zegt.
    pub professional: Option<String>,
    /// Wat er over het geheel te zeggen is; nooit een score.
    pub geheel: String,
}

/// A point of comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PointView {
    /// `legitimiteit`, `rendement` of `betrokkenheid`.
    pub punt: String,
    /// `beter`, `gelijk`, `slechter` of `niet ingevuld`.
    pub oordeel: String,
    /// Waarom.
    pub omdat: String,
}

/// The JSON Schema of the output of `plan`.
#[must_use]
pub fn plan_schema() -> serde_json::Value {
    schemars::schema_for!(PlanView).to_value()
}
