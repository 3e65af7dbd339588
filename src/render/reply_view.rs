//! The mirror of a reply: the contract for machine readers, and what text and Markdown are written from.

use super::view::{DeadlineView, OutcomeView, RoomView, TouchedView};
use schemars::JsonSchema;
use serde::Serialize;

/// The reply to one refusal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReplyView {
    /// Titel van de casus.
    pub titel: String,
    /// Datum waarop is beoordeeld, `jjjj-mm-dd`.
    pub peildatum: String,
    /// Eerste twaalf cijfers van de SHA-256 van de regels.
    pub regelversie: String,
    /// Wat is gevraagd, met het oordeel daarover.
    pub gevraagd: TouchedView,
    /// Wat is gevraagd, in woorden.
    pub gevraagd_in_woorden: String,
    /// Dag waarop het is gevraagd, als de casus dat laat zien.
    pub gevraagd_op: Option<String>,
    /// Wat het antwoord was.
    pub gehoord: HeardView,
    /// Klopt het nee? In gewone zinnen.
    pub conclusie: String,
    /// Het nee is terecht: elke uitweg is nagegaan en faalt.
    pub terecht: bool,
    /// Wat is aangehaald, en wat dat waard is.
    pub aangehaald: CitedView,
    /// Bepalingen die het nee dragen of zouden dragen, of die het recht geven.
    pub dragers: Vec<CarrierView>,
    /// Bepalingen die dit recht kunnen weigeren, maar waarvan de voorwaarden hier niet zijn vervuld.
    pub niet_van_toepassing: Vec<String>,
    /// Wat nog moet blijken of moet worden gewogen.
    pub nog_open: Vec<String>,
    /// De uitwegen die zijn nagegaan, elk met de reden waarom zij faalt of waarvan zij afhangt.
    pub uitwegen: Vec<String>,
    /// Het antwoord op de soort reden.
    pub antwoord: Vec<String>,
    /// De uitkomst van het gevraagde recht.
    pub uitkomst: OutcomeView,
    /// Ruimte die dit raakt.
    pub ruimte: Vec<RoomView>,
    /// Andere rechten van deze persoon die staan of openstaan.
    pub palet: Vec<PaletteView>,
    /// Termijnen die lopen of verstreken zijn.
    pub termijnen: Vec<DeadlineView>,
    /// De brief, klaar om te kopiëren.
    pub brief: LetterView,
    /// Wat niet is meegenomen.
    pub niet_meegenomen: Vec<String>,
    /// Altijd: dit is geen besluit.
    pub let_op: String,
}

/// What was heard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HeardView {
    /// `juridisch`, `gelijkheid`, `precedent`, `middelen`, `zelfredzaamheid`, `moreel` of `capaciteit`.
    pub soort_reden: String,
    /// Wie nee zei.
    pub orgaan: Option<String>,
    /// Wanneer.
    pub datum: Option<String>,
    /// Wat er is gezegd.
    pub citaat: Option<String>,
}

/// What was cited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CitedView {
    /// Zoals het is gezegd; leeg als er niets is aangehaald.
    pub tekst: Option<String>,
    /// `niets genoemd`, `gecodeerd en geldend`, `gecodeerd, niet geldend` of `niet gecodeerd`.
    pub staat: String,
    /// `eigen wet`, `hangt samen`, `andere wet` of `onbekend`.
    pub hoort_bij: String,
    /// `draagt`, `zou dragen`, `meegelezen`, `voorwaarden niet vervuld`, `geeft het recht` of `draagt niet`.
    pub draagt: String,
    /// De gecodeerde bepalingen waar het om gaat.
    pub bepalingen: Vec<String>,
    /// In gewone zinnen.
    pub zin: String,
}

/// A provision that matters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CarrierView {
    /// Bepaling.
    pub bepaling: String,
    /// Naam van de wet.
    pub wet: String,
    /// `weigert`, `sluit uit`, `voorwaarden niet vervuld`, `kan weigeren`, `open` of `geeft`.
    pub rol: String,
    /// Wat zij hier doet, in woorden.
    pub zin: String,
    /// De kern in onze woorden.
    pub kern: Option<String>,
    /// Officiële vindplaats.
    pub link: Option<String>,
    /// Rang van de regeling.
    pub rang: String,
}

/// Another right that stands or is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PaletteView {
    /// Recht, zoals `Wmo.maatwerkvoorziening`.
    pub recht: String,
    /// Naam van het recht in woorden.
    pub naam: String,
    /// Naam van de wet.
    pub wet: String,
    /// Label van de zaak waarvoor.
    pub voor: Option<String>,
    /// Oordeel.
    pub oordeel: String,
    /// Bepaling die het geeft.
    pub bepaling: Option<String>,
    /// Hangt samen met wat is gevraagd (R08).
    pub hangt_samen: bool,
}

/// A letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LetterView {
    /// Aan wie.
    pub aan: String,
    /// Van wie; de functie vult de schrijver zelf in.
    pub van: String,
    /// Onderwerp.
    pub onderwerp: String,
    /// Delen van de brief.
    pub delen: Vec<PartView>,
}

/// A part of a letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PartView {
    /// Kop; leeg voor begin en slot.
    pub kop: Option<String>,
    /// Alinea's.
    pub alineas: Vec<String>,
    /// Punten na de alinea's.
    pub punten: Vec<String>,
}

/// The JSON Schema of the output of `weerwoord`: a list of replies.
#[must_use]
pub fn reply_schema() -> serde_json::Value {
    schemars::schema_for!(Vec<ReplyView>).to_value()
}
