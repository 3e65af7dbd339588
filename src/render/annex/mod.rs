//! The annex of a bill as data: the contract for machine readers, and what the documents are written from.

mod bars;
mod build;
mod burden;
mod document;
mod law;
mod money;

pub use build::{Annexed, Member, Reproduction};
pub use document::{Template, annex_html, annex_markdown};

use super::comparison_view::BillComparisonView;
use super::curve::CurveView;
use super::route::StepView;
use super::view::DeadlineView;
use schemars::JsonSchema;
use serde::Serialize;

/// The annex of one or more bills.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AnnexView {
    /// De vergelijking waarop deze bijlage rust; met alle huishoudens.
    pub vergelijking: BillComparisonView,
    /// Wat er verandert, per plaats.
    pub veranderingen: Vec<ChangeView>,
    /// Hoger en lager recht, en andere wetten.
    pub verhouding: RelationView,
    /// Wie het uitvoert, en met welke ruimte.
    pub uitvoering: ExecutionView,
    /// Per huishouden: de weg naar elk recht dat verandert, termijnen, en wat één euro meer oplevert.
    pub huishoudens: Vec<MemberView>,
    /// Hoe dit is na te rekenen.
    pub verantwoording: ReproductionView,
}

/// A change at one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ChangeView {
    /// Plaats, of de naam van een bedrag.
    pub plaats: String,
    /// `vervangen`, `vervalt`, `nieuw` of `ander bedrag`.
    pub wat: String,
    /// Code van de wijziging.
    pub wijziging: String,
    /// Eerste dag, `jjjj-mm-dd`.
    pub ingang: String,
    /// Opschrift (van ons), daarna; eerst als er niets voor in de plaats komt.
    pub opschrift: Option<String>,
    /// De kern eerst, in onze woorden.
    pub eerst: Vec<String>,
    /// De kern daarna.
    pub daarna: Vec<String>,
}

/// What stands above, below and beside a bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RelationView {
    /// De hoogste rang waarvan iets is gecodeerd.
    pub hoogste_rang: Option<String>,
    /// Per verandering.
    pub rang: Vec<RankedView>,
    /// Begrippen die veranderen en die een andere wet leest.
    pub gelezen_door: Vec<ReaderView>,
    /// Begrippen van andere wetten die de tekst zelf leest, waar dat anders wordt.
    pub leest_zelf: Vec<ReaderView>,
    /// Rechten die anders kunnen uitkomen, zoals `Zt.zorgtoeslag`.
    pub rechten: Vec<String>,
    /// Bevoegdheden die zo'n recht kunnen geven of veranderen.
    pub bevoegdheden: Vec<PowerView>,
}

/// A right with the powers that can grant or change it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PowerView {
    /// Recht.
    pub recht: String,
    /// Bepalingen met de bevoegdheid.
    pub bepalingen: Vec<String>,
}

/// A change in the hierarchy of rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RankedView {
    /// Plaats.
    pub plaats: String,
    /// Rang van de regeling.
    pub rang: String,
    /// Hogere bepalingen die zij raakt: `gaat voor`, `weigert wat geeft` of `vult in`, met de bepaling.
    pub hoger: Vec<String>,
    /// Lagere bepalingen die erop rusten.
    pub lager: Vec<String>,
}

/// A concept with who reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReaderView {
    /// Begrip.
    pub begrip: String,
    /// Bepalingen die het eerst lezen.
    pub eerst: Vec<String>,
    /// Bepalingen die het daarna lezen.
    pub daarna: Vec<String>,
}

/// What a bill asks of those who carry it out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ExecutionView {
    /// Taken van organen.
    pub taken: Vec<TaskView>,
    /// Per verandering de hardheidsclausules en andere bevoegdheden om af te wijken die haar bereiken.
    pub hardheid: Vec<HardshipView>,
    /// Wat de tekst openlaat.
    pub aandacht: Vec<AttentionView>,
    /// Wat nieuw wordt gevraagd.
    pub nieuw_gevraagd: Vec<AskedView>,
    /// Wat niet meer wordt gevraagd.
    pub niet_meer_gevraagd: Vec<AskedView>,
}

/// A task of an organ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TaskView {
    /// Orgaan; `onbekend` als de tekst niemand noemt.
    pub orgaan: String,
    /// Bepaling.
    pub bepaling: String,
    /// `besluit`, `bevoegdheid`, `hardheidsclausule`, `oordeel`, `plicht` of `termijn`.
    pub soort: String,
    /// Waarover.
    pub taak: String,
    /// `eerst` of `daarna`.
    pub wanneer: String,
}

/// The hardship clauses and other powers to depart that reach a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HardshipView {
    /// Plaats van de verandering.
    pub plaats: String,
    /// Hardheidsclausules en andere bevoegdheden om af te wijken; leeg als er geen is.
    pub clausules: Vec<ClauseView>,
}

/// A hardship clause or another power to depart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ClauseView {
    /// Bepaling.
    pub bepaling: String,
    /// Of het een hardheidsclausule is; anders een andere bevoegdheid om af te wijken.
    pub hardheidsclausule: bool,
    /// De kern in onze woorden.
    pub kern: Option<String>,
    /// Zegt zelf dat zij hiervoor niet geldt.
    pub uitgesloten: bool,
    /// Bereikt een hele regeling.
    pub hele_regeling: bool,
}

/// What a text leaves unsaid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AttentionView {
    /// Bepaling.
    pub bepaling: String,
    /// Het punt, in een zin.
    pub punt: String,
}

/// A fact that is asked, or no longer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AskedView {
    /// Feit.
    pub feit: String,
    /// Vraag.
    pub vraag: Option<String>,
    /// Bewijs.
    pub bewijs: Option<String>,
    /// Wie het kan veranderen.
    pub wijzigbaar_door: Option<String>,
    /// Bepalingen die het vragen.
    pub bepalingen: Vec<String>,
}

/// One household.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MemberView {
    /// Naam van de casus.
    pub naam: String,
    /// Titel van de casus.
    pub titel: String,
    /// De weg naar elk recht dat verandert en niet al vaststaat.
    pub wegen: Vec<WayView>,
    /// Termijnen die eerst lopen.
    pub termijnen_eerst: Vec<DeadlineView>,
    /// Termijnen die daarna lopen.
    pub termijnen_daarna: Vec<DeadlineView>,
    /// Rechten die slechter worden, met de ruimte die er dan is.
    pub klem: Vec<HardView>,
    /// Wat één euro meer oplevert, waar dat anders wordt.
    pub lijnen: Vec<LineView>,
}

/// The way to a right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WayView {
    /// Recht.
    pub recht: String,
    /// Rol van de houder.
    pub houder: String,
    /// Label van de zaak.
    pub voor: Option<String>,
    /// Het bedrag dat wordt gezocht: wat het huishouden eerst had, als dat lager of onzeker wordt.
    pub ten_minste: Option<String>,
    /// Eerst.
    pub eerst: CourseView,
    /// Daarna.
    pub daarna: CourseView,
}

/// A way under one law.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CourseView {
    /// `gegeven`, `route`, `geen route` of `bestaat niet`.
    pub stand: String,
    /// De stappen van de beste route.
    pub stappen: Vec<StepView>,
    /// Bewijs dat de stappen vragen.
    pub bewijs: Vec<String>,
    /// Wie een stap moet zetten.
    pub partijen: Vec<String>,
    /// Tot hoeveel stappen is gezocht.
    pub gezocht_tot: usize,
    /// Of alles tot zoveel stappen is nagegaan.
    pub volledig: bool,
    /// Of een weg met meer stappen niet is uitgesloten.
    pub langer_mogelijk: bool,
}

/// A right that gets worse.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HardView {
    /// Recht.
    pub recht: String,
    /// Rol van de houder.
    pub houder: String,
    /// Label van de zaak.
    pub voor: Option<String>,
    /// Ruimte die dan openstaat: code en bepaling; leeg als er geen is.
    pub ruimte: Vec<String>,
    /// Of daar een hardheidsclausule bij is.
    pub hardheidsclausule: bool,
}

/// What one more euro brings, before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LineView {
    /// Eerst.
    pub eerst: CurveView,
    /// Daarna.
    pub daarna: CurveView,
}

/// How to find the same again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReproductionView {
    /// Versie van kanwel.
    pub kanwel: String,
    /// De opdracht.
    pub opdracht: String,
    /// Bestanden met wijzigingen.
    pub wijzigingen: Vec<FileView>,
    /// Bestanden met casussen.
    pub casussen: Vec<FileView>,
    /// Hoeveel van de gewijzigde wetten is gecodeerd.
    pub dekking: Vec<LawShareView>,
    /// Wat deze bijlage niet laat zien.
    pub grenzen: Vec<String>,
}

/// A file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FileView {
    /// Naam.
    pub bestand: String,
    /// SHA-256 van de inhoud.
    pub sha256: String,
}

/// How much of a law is encoded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LawShareView {
    /// Korte naam.
    pub wet: String,
    /// Leden waarover regels gaan.
    pub gecodeerd: usize,
    /// Leden in de lijst van artikelen.
    pub leden: usize,
    /// Of de lijst van artikelen de hele wet is.
    pub lijst_volledig: bool,
}

/// The JSON Schema of the output of `bijlage`.
#[must_use]
pub fn annex_schema() -> serde_json::Value {
    schemars::schema_for!(AnnexView).to_value()
}
