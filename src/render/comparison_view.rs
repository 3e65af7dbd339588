//! The contract of `vergelijk` for machine readers, and what text and Markdown are written from.

use super::cents::cents;
use super::view::FindingView;
use crate::compare::Range;
use crate::value::Exact;
use schemars::JsonSchema;
use serde::Serialize;

/// The law in force next to one or more bills.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BillComparisonView {
    /// De wijzigingen, op volgorde van ingang.
    pub wijzigingen: Vec<BillView>,
    /// Eerst met de wijziging en daarna het geldende recht, in plaats van andersom.
    pub omgekeerd: bool,
    /// Eerste twaalf cijfers van de SHA-256 van de geldende regels.
    pub regelversie: String,
    /// Hetzelfde, met de wijzigingen erbij.
    pub regelversie_met_wijziging: String,
    /// Het begrip dat zegt voor wie de wijziging is bedoeld.
    pub doelgroep: Option<String>,
    /// De casussen, geteld.
    pub casussen: TallyView,
    /// De verzonnen huishoudens, geteld.
    pub synthetisch: Option<SyntheticView>,
    /// Wie niet bij de doelgroep hoort en toch slechter wordt.
    pub buiten_doelgroep: Vec<OutsideView>,
    /// Wat nieuw of erger is, en wat daarvan bekend is of ontheven.
    pub punten: PointsView,
    /// De huishoudens waarvoor iets verandert; met `--alles` alle.
    pub huishoudens: Vec<HouseholdView>,
    /// Wat bij het lezen telt.
    pub let_op: Vec<String>,
}

/// A bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BillView {
    /// Code.
    pub code: String,
    /// Titel.
    pub titel: String,
    /// Eerste dag, `jjjj-mm-dd`.
    pub ingang: String,
}

/// Households, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TallyView {
    /// Hoeveel huishoudens.
    pub totaal: usize,
    /// Gaan er zeker niet op achteruit, en erop vooruit of zijn zekerder.
    pub wint: usize,
    /// Gaan er zeker niet op vooruit, en erop achteruit of zijn minder zeker.
    pub verliest: usize,
    /// Verliezen een recht dat niets vervangt, of krijgen een botsing die hen zonder hulp laat.
    pub valt_ertussen: usize,
    /// Of het beter of slechter is, hangt af van wat open is.
    pub niet_te_zeggen: usize,
    /// Er verandert niets.
    pub gelijk: usize,
    /// Huishoudens van vóór de ingang: daar verandert niets.
    pub voor_de_ingang: usize,
    /// Horen bij de doelgroep en worden geraakt.
    pub doelgroep_geraakt: usize,
    /// Horen niet bij de doelgroep en worden toch slechter.
    pub buiten_doelgroep_slechter: usize,
    /// Moeten zeker meer betalen: een terugvordering, een eigen bijdrage.
    pub meer_te_betalen: usize,
    /// Moeten zeker minder betalen.
    pub minder_te_betalen: usize,
    /// Kunnen zeker meer lenen. Een lening is geen inkomen.
    pub meer_lenen: usize,
    /// Kunnen zeker minder lenen.
    pub minder_lenen: usize,
    /// Botsingen die erbij komen.
    pub botsingen_nieuw: usize,
    /// Botsingen die erger worden.
    pub botsingen_erger: usize,
    /// Botsingen die verdwijnen.
    pub botsingen_opgelost: usize,
}

/// A household outside the target that comes out worse.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OutsideView {
    /// Naam van het bestand, of het nummer van het verzonnen huishouden.
    pub naam: String,
    /// Titel van de casus, of de vorm van het verzonnen huishouden.
    pub titel: String,
    /// Of het is verzonnen.
    pub verzonnen: bool,
    /// `verliest` of `valt ertussen`.
    pub uitkomst: String,
    /// Het verschil in een jaar.
    pub verschil_per_jaar: RangeView,
}

/// Made-up households.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SyntheticView {
    /// Het zaad: met hetzelfde zaad zijn de huishoudens dezelfde.
    pub zaad: u64,
    /// Hoeveel er zijn gevraagd.
    pub gevraagd: u64,
    /// Datum waarop is beoordeeld.
    pub peildatum: String,
    /// Geteld.
    pub telling: TallyView,
    /// Hoeveel er met opzet bij een grens zijn gelegd.
    pub bij_een_grens: usize,
    /// De grenzen van wat de wijziging verandert.
    pub grenzen: Vec<String>,
    /// Wat is aangenomen.
    pub aannames: Vec<String>,
}

/// What is new or worse.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PointsView {
    /// Sleutels van wat nieuw of erger is en waar niemand voor instaat.
    pub open: Vec<String>,
    /// Sleutels die in de basislijn staan.
    pub bekend: Vec<String>,
    /// Wat met een ontheffing mag blijven.
    pub ontheven: Vec<WaiverView>,
    /// Ontheffingen die zijn verlopen.
    pub verlopen: Vec<WaiverView>,
    /// Ontheffingen die niets meer dekken.
    pub zonder_nut: Vec<WaiverView>,
    /// Dag waarop naar de ontheffingen is gekeken.
    pub op: Option<String>,
}

/// A waiver.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WaiverView {
    /// Naam.
    pub naam: String,
    /// Wat zij dekt.
    pub sleutel: String,
    /// Waarom.
    pub reden: String,
    /// Rol van wie ervoor instaat.
    pub rol: String,
    /// Eerste dag waarop zij niet meer dekt.
    pub verloopt: String,
}

/// A household before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HouseholdView {
    /// Naam van het bestand, of het nummer van het verzonnen huishouden.
    pub naam: String,
    /// Titel van de casus, of de vorm van het verzonnen huishouden.
    pub titel: String,
    /// Of het is verzonnen.
    pub verzonnen: bool,
    /// Datum waarop is beoordeeld.
    pub peildatum: String,
    /// `wint`, `verliest`, `valt ertussen`, `niet te zeggen` of `gelijk`.
    pub uitkomst: String,
    /// Wat de rechten die geregeld betalen het hele huishouden in een jaar brengen, eerst.
    pub per_jaar_eerst: RangeView,
    /// Hetzelfde, daarna.
    pub per_jaar_daarna: RangeView,
    /// Het verschil in een jaar.
    pub verschil_per_jaar: RangeView,
    /// Het verschil in wat eenmalig wordt betaald.
    pub verschil_eenmalig: RangeView,
    /// Wat te leen is en terug moet; geen inkomen, dus niet in de bedragen hierboven.
    pub lenen: FlowView,
    /// Wat het huishouden moet betalen; niet in de bedragen hierboven.
    pub te_betalen: FlowView,
    /// Of iemand bij de doelgroep hoort; leeg zonder doelgroep of als het open is.
    pub doelgroep: Option<bool>,
    /// Rechten waarover het oordeel of het bedrag anders is.
    pub rechten: Vec<RightView>,
    /// Plichten met een bedrag die anders zijn.
    pub plichten: Vec<OwedView>,
    /// Botsingen die erbij komen, erger worden of verdwijnen.
    pub botsingen: Vec<TurnView>,
    /// De casus van een verzonnen huishouden, om na te rekenen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub casus: Option<String>,
}

/// One kind of money, before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FlowView {
    /// Over een jaar, eerst.
    pub per_jaar_eerst: RangeView,
    /// Over een jaar, daarna.
    pub per_jaar_daarna: RangeView,
    /// Het verschil in een jaar.
    pub verschil_per_jaar: RangeView,
    /// Het verschil in wat eenmalig is.
    pub verschil_eenmalig: RangeView,
}

/// A duty with an amount that stands otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OwedView {
    /// Wat moet gebeuren, met de wet: `Awir.terugbetalen`.
    pub plicht: String,
    /// Rol van wie betaalt.
    pub betaler: String,
    /// `geldt`, `hangt af` of leeg als de plicht er eerst niet is.
    pub eerst: Option<String>,
    /// Hetzelfde, daarna.
    pub daarna: Option<String>,
    /// Bedrag eerst.
    pub bedrag_eerst: Option<String>,
    /// Bedrag daarna.
    pub bedrag_daarna: Option<String>,
    /// De bepaling die het daarna zegt, of anders eerst zei.
    pub bepaling: Option<String>,
    /// Hoeveel er in een jaar meer te betalen is.
    pub verschil_per_jaar: RangeView,
    /// Hoeveel er eenmalig meer te betalen is.
    pub verschil_eenmalig: RangeView,
    /// Bedragen in centen, zoals men ze leest.
    #[serde(skip)]
    #[schemars(skip)]
    pub gelezen: (Option<String>, Option<String>),
}

/// An amount between bounds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RangeView {
    /// Zeker ten minste, in euro's; niet afgerond op centen.
    pub laagste: Option<String>,
    /// Zeker ten hoogste, in euro's; niet afgerond op centen.
    pub hoogste: Option<String>,
    /// Zoals men het schrijft.
    #[serde(skip)]
    #[schemars(skip)]
    pub range: Option<Range>,
}

/// A right that stands otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RightView {
    /// Recht, zoals `Zt.zorgtoeslag`.
    pub recht: String,
    /// Rol van de houder.
    pub houder: String,
    /// Label van de zaak waarvoor.
    pub voor: Option<String>,
    /// Oordeel eerst.
    pub oordeel_eerst: String,
    /// Oordeel daarna.
    pub oordeel_daarna: String,
    /// Bedrag eerst, niet afgerond op centen.
    pub bedrag_eerst: Option<String>,
    /// Bedrag daarna, niet afgerond op centen.
    pub bedrag_daarna: Option<String>,
    /// Vorm eerst, zoals `lening`, als het geen gewone betaling is.
    pub vorm_eerst: Option<String>,
    /// Vorm daarna.
    pub vorm_daarna: Option<String>,
    /// Of wat eerst gehouden mocht worden, daarna terug moet (`true`), of andersom (`false`).
    pub wordt_lening: Option<bool>,
    /// Waarvan het daarna afhangt en eerst niet.
    pub hangt_daarna_af_van: Vec<String>,
    /// Bepalingen die het verschil maken.
    pub beslissend: Vec<String>,
    /// Het verschil in een jaar.
    pub verschil_per_jaar: RangeView,
    /// Of het wegvalt en er niets voor in de plaats komt.
    pub valt_weg: bool,
    /// Bedragen in centen, zoals men ze leest.
    #[serde(skip)]
    #[schemars(skip)]
    pub gelezen: (Option<String>, Option<String>),
}

/// A conflict that comes, grows or goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TurnView {
    /// `nieuw`, `erger` of `opgelost`.
    pub wat: String,
    /// Sleutel voor een basislijn of ontheffing.
    pub sleutel: String,
    /// De botsing.
    pub botsing: FindingView,
}

impl RangeView {
    /// As a difference over a time: `€ 600 per jaar minder`.
    #[must_use]
    pub fn difference(&self, time: &str) -> String {
        let Some(Range { low, high }) = self.range else { return String::new() };
        let nil = Exact::ZERO;
        let plain = |n: Exact| cents(if n.is_negative() { nil.minus(n).unwrap_or(n) } else { n });
        let side = |n: Exact| format!("{}{time} {}", plain(n), if n.is_negative() { "minder" } else { "meer" });
        match (low, high) {
            (Some(a), Some(b)) if a == b && a.is_zero() => "even veel".to_owned(),
            (Some(a), Some(b)) if a == b => side(a),
            (Some(a), Some(b)) if a.is_zero() || b.is_zero() => {
                format!("tot {}", side(if a.is_zero() { b } else { a }))
            }
            (Some(a), Some(b)) if a.is_negative() == b.is_negative() => {
                let (x, y) = if a.is_negative() { (b, a) } else { (a, b) };
                format!("{} tot {}", plain(x), side(y))
            }
            (Some(a), Some(b)) => format!("van {} tot {}", side(a), side(b)),
            (Some(a), None) if !a.is_negative() => format!("ten minste {}", side(a)),
            (None, Some(b)) if b.is_negative() || b.is_zero() => format!("ten minste {}", side(b)),
            _ => "hoeveel is niet te zeggen".to_owned(),
        }
    }

    /// As an amount.
    #[must_use]
    pub fn amount(&self) -> String {
        match self.range {
            Some(Range { low: Some(a), high: Some(b) }) if a == b => cents(a),
            Some(Range { low: Some(a), high: Some(b) }) => format!("tussen {} en {}", cents(a), cents(b)),
            Some(Range { low: Some(a), high: None }) => format!("ten minste {}", cents(a)),
            _ => "onbekend".to_owned(),
        }
    }
}
