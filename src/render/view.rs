//! The serialisable mirror of an assessment: the contract for machine readers, and what text and Markdown are written
//! from. Fields may be added; they are never renamed.

use schemars::JsonSchema;
use serde::Serialize;

/// Everything the rules say about a case on a date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct View {
    /// Titel van de casus.
    pub titel: String,
    /// Datum waarop is beoordeeld, `jjjj-mm-dd`.
    pub peildatum: String,
    /// Gemeente die is aangesproken.
    pub gemeente: Option<String>,
    /// Eerste twaalf cijfers van de SHA-256 van de regels.
    pub regelversie: String,
    /// Uitkomsten per recht en houder.
    pub uitkomsten: Vec<OutcomeView>,
    /// Antwoorden op de vragen van de casus over begrippen.
    pub antwoorden: Vec<AnswerView>,
    /// Plichten en verboden die gelden of kunnen gelden.
    pub plichten: Vec<DutyView>,
    /// Termijnen die lopen of verstreken zijn.
    pub termijnen: Vec<DeadlineView>,
    /// Feiten die niet zijn ingevuld en waarvoor de standaard is aangehouden.
    pub aannames: Vec<AssumptionView>,
    /// Botsingen tussen regels.
    pub bevindingen: Vec<FindingView>,
    /// Ruimte die de regels laten.
    pub ruimte: Vec<RoomView>,
    /// Wat niet is meegenomen.
    pub niet_meegenomen: Vec<String>,
    /// Altijd: dit is geen besluit.
    pub let_op: String,
}

/// A conflict between provisions, refusals or duties.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FindingView {
    /// Code, zoals `B02`.
    pub code: String,
    /// Naam, zoals `wal en schip`.
    pub naam: String,
    /// `ernstig`, `let op` of `opmerking`.
    pub ernst: String,
    /// De kanten die botsen.
    pub kanten: Vec<SideView>,
    /// Bepalingen aan elke kant.
    pub bepalingen: Vec<String>,
    /// Feiten die beslissen: een kleinste verzameling waarmee de botsing opnieuw wordt gevonden.
    pub feiten: Vec<String>,
    /// Gevolg voor het huishouden.
    pub gevolg: String,
    /// Ruimte die het kan herstellen: code, bepaling en kern.
    pub ruimte: Vec<String>,
    /// Laagste niveau dat het kan herstellen.
    pub hersteladres: String,
    /// Wat men kan doen.
    pub wat_te_doen: String,
}

/// One side of a conflict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SideView {
    /// Wat deze kant zegt.
    pub zegt: String,
    /// Bepalingen met versie, vindplaats en kern; leeg voor wat zonder bepaling is gezegd.
    pub bronnen: Vec<SourceView>,
}

/// A piece of room: what could still be done, by whom, on what ground.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RoomView {
    /// Code, zoals `R01`.
    pub code: String,
    /// Bepaling.
    pub bepaling: String,
    /// Orgaan dat beslist.
    pub orgaan: String,
    /// `gebruikt`, `ongebruikt`, `uitgesloten` of `n.v.t.`
    pub status: String,
    /// Reden.
    pub reden: String,
    /// De kern van de bepaling in onze woorden.
    pub kern: Option<String>,
    /// Waarop het aankomt: normen en feiten die nog open zijn, of de norm die is beoordeeld.
    pub criterium: Vec<String>,
    /// Wat de bepaling opzij kan zetten.
    pub bereik: Vec<String>,
    /// Waarvoor de bepaling niet geldt.
    pub niet_voor: Vec<String>,
    /// `gebonden` of `vrij`; leeg als de tekst het niet zegt.
    pub bevoegdheid: Option<String>,
    /// Maatstaf van toetsing, als de regel die noemt.
    pub toetsing: Option<String>,
    /// Rang van de regeling waarin de bepaling staat.
    pub rang: String,
    /// Wat te laten zien of te vragen.
    pub laat_zien: Vec<String>,
    /// Gezichtspunten die bij het criterium horen.
    pub gezichtspunten: Vec<String>,
    /// Rol van de persoon om wie het gaat.
    pub persoon: Option<String>,
    /// Uitkomst die het raakt; leeg als het de procedure als geheel raakt.
    pub raakt: Option<TouchedView>,
}

/// The outcome that a piece of room touches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TouchedView {
    /// Recht, zoals `Pw.bijzondere_bijstand`.
    pub recht: String,
    /// Rol van de houder.
    pub houder: String,
    /// Label van de zaak waarvoor.
    pub voor: Option<String>,
    /// Het oordeel over dit recht nu.
    pub oordeel: Option<String>,
}

/// The outcome for one right of one holder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OutcomeView {
    /// Recht, zoals `Zt.zorgtoeslag`.
    pub recht: String,
    /// Naam van het recht in woorden.
    pub naam: String,
    /// Naam van de wet.
    pub wet: String,
    /// Rol van de houder.
    pub houder: String,
    /// Rollen die hetzelfde recht samen hebben.
    pub gezamenlijk_met: Vec<String>,
    /// Label van de zaak waarvoor.
    pub voor: Option<String>,
    /// `moet`, `mag`, `mits`, `oordeel`, `nee, tenzij`, `nee`, `onbekend` of `botst`.
    pub oordeel: String,
    /// De uitkomst in één gewone zin.
    pub zin: String,
    /// Bedrag, als het bekend is.
    pub bedrag: Option<AmountView>,
    /// Laagste en hoogste bedrag, als het bedrag zelf niet bekend is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bedrag_tussen: Option<RangeView>,
    /// Alleen een deel: de rest valt weg door `voor zover`.
    pub deels: bool,
    /// Bepalingen waarop de uitkomst steunt, de belangrijkste eerst.
    pub bepalingen: Vec<String>,
    /// Dezelfde bepalingen met versie, vindplaats en kern.
    pub bronnen: Vec<SourceView>,
    /// Feiten, bedragen of regels die ontbreken.
    pub ontbreekt: Vec<MissingView>,
    /// Normen die een mens moet wegen.
    pub open_normen: Vec<NormView>,
    /// Voorwaarden die bij een weigering niet zijn vervuld, of die in de weg staan.
    pub niet_voldaan: Vec<String>,
    /// Wegen uit een weigering, elk met de reden waarom zij faalt of waarvan zij afhangt.
    pub uitwegen: Vec<RouteView>,
    /// Wie beslist.
    pub orgaan: Option<OrganView>,
    /// Hoe het te vragen is.
    pub wijze: Option<String>,
    /// Vorm, als het geen gewone betaling is.
    pub vorm: Option<String>,
    /// Wat wordt verstrekt, als het geen geld is.
    pub prestatie: Option<String>,
    /// Eerste dag.
    pub ingang: Option<String>,
    /// Laatste dag.
    pub einde: Option<String>,
    /// Meer houders komen in aanmerking, maar slechts één kan het krijgen.
    pub een_van_meer: bool,
    /// Geen regel die geldt, geeft dit recht.
    pub geen_grondslag: bool,
    /// Aannames waarop de uitkomst steunt, in woorden; de redenen staan bij `aannames` van de beoordeling.
    pub aannames: Vec<String>,
    /// De afleiding, als daarom is gevraagd.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub afleiding: Option<ArgumentView>,
}

/// An amount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AmountView {
    /// Euro's, met een punt en ten minste twee cijfers.
    pub waarde: String,
    /// `maand`, `jaar`, of leeg voor een bedrag ineens.
    pub per: Option<String>,
    /// Zoals men het in Nederland schrijft.
    #[serde(skip)]
    #[schemars(skip)]
    pub geschreven: String,
}

/// Lowest and highest possible amount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RangeView {
    /// Laagste bedrag.
    pub laagste: AmountView,
    /// Hoogste bedrag.
    pub hoogste: AmountView,
}

impl OutcomeView {
    /// The amount, or between which amounts it lies, as one writes it.
    #[must_use]
    pub fn written_amount(&self) -> Option<String> {
        let between = |r: &RangeView| format!("tussen {} en {}", r.laagste.geschreven, r.hoogste.geschreven);
        self.bedrag.as_ref().map(|b| b.geschreven.clone()).or_else(|| self.bedrag_tussen.as_ref().map(between))
    }
}

/// The answer to a question of the case about a concept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AnswerView {
    /// Begrip, zoals `Awir.toeslagpartner`.
    pub begrip: String,
    /// Naam van de wet.
    pub wet: String,
    /// Over wie.
    pub over: Vec<String>,
    /// De vraag in woorden.
    pub zin: String,
    /// `ja`, `nee`, `ja, tenzij`, `nee, tenzij`, `open` of de waarde.
    pub uitkomst: String,
    /// Waarop het antwoord berust, stap voor stap: feiten, begrippen en normen met hun uitkomst.
    pub want: Vec<String>,
    /// Bepalingen waarop het antwoord steunt.
    pub bepalingen: Vec<String>,
    /// Dezelfde bepalingen met versie, vindplaats en kern.
    pub bronnen: Vec<SourceView>,
    /// Feiten, normen, bedragen of regels die ontbreken.
    pub ontbreekt: Vec<MissingView>,
    /// De afleiding, als daarom is gevraagd.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub afleiding: Option<ArgumentView>,
}

/// A provision with its version and place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SourceView {
    /// Bepaling.
    pub bepaling: String,
    /// Opschrift (van ons).
    pub opschrift: String,
    /// Eerste dag van deze versie; leeg voor een lezing, die zo lang geldt als de bepaling zelf.
    pub versie: Option<String>,
    /// Draagt de uitkomst zelf; anders rust die er verderop op.
    pub rechtstreeks: bool,
    /// Eerste dag waarop deze versie niet meer geldt.
    pub tot: Option<String>,
    /// Datum van de tekst waartegen is gecontroleerd.
    pub gelezen: Option<String>,
    /// `geldend`, `gedoogd` of `voorstel`.
    pub status: String,
    /// `hoog`, `middel` of `laag`.
    pub zekerheid: String,
    /// Reden van twijfel.
    pub twijfel: Option<String>,
    /// De kern in onze woorden.
    pub kern: Option<String>,
    /// Officiële vindplaats.
    pub link: Option<String>,
    /// Rang van de regeling.
    pub rang: String,
}

/// Something missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MissingView {
    /// `feit`, `volledigheid`, `besluit`, `bedrag`, `regel`, `wet zwijgt`, `botsing`, `kring` of `anders`.
    pub soort: String,
    /// Feit, begrip of recht.
    pub wat: String,
    /// Over wie of wat.
    pub over: Vec<String>,
    /// In woorden.
    pub zin: String,
    /// De vraag, voor feiten.
    pub vraag: Option<String>,
}

/// An open norm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NormView {
    /// Norm, zoals `Pw.is_noodzakelijk`.
    pub norm: String,
    /// Over wie of wat.
    pub over: Vec<String>,
    /// In woorden.
    pub zin: String,
    /// De vraag die een mens moet beantwoorden.
    pub vraag: Option<String>,
    /// Wie oordeelt.
    pub door: Option<String>,
    /// `met`, `zonder`, of leeg als de tekst het niet zegt.
    pub beoordelingsruimte: Option<String>,
    /// Gezichtspunten.
    pub gezichtspunten: Vec<String>,
    /// Bepaling.
    pub bepaling: String,
}

/// A way out of a refusal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RouteView {
    /// `uitzondering`, `op verzoek`, `bevoegdheid` of `hardheidsclausule`.
    pub soort: String,
    /// Bepaling.
    pub bepaling: Option<String>,
    /// De kern in onze woorden.
    pub kern: Option<String>,
    /// Orgaan dat beslist.
    pub orgaan: Option<String>,
    /// `open`, `hangt af` of `faalt`.
    pub status: String,
    /// Waarvan het afhangt.
    pub hangt_af_van: Vec<String>,
    /// Waarom het faalt.
    pub reden: Option<String>,
}

/// Who decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OrganView {
    /// Orgaan.
    pub naam: String,
    /// Gemeente.
    pub gemeente: Option<String>,
    /// Het aangesproken orgaan is een ander en moet doorzenden (Awb 2:3).
    pub doorzenden: bool,
}

/// A duty or prohibition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DutyView {
    /// `plicht` of `verbod`.
    pub soort: String,
    /// Wat moet of niet mag.
    pub handeling: String,
    /// Wie gebonden is.
    pub wie: String,
    /// Jegens wie.
    pub jegens: Option<String>,
    /// `geldt` of `hangt af`.
    pub status: String,
    /// Waarvan het afhangt.
    pub hangt_af_van: Vec<String>,
    /// Bedrag.
    pub bedrag: Option<AmountView>,
    /// Bepaling.
    pub bepaling: String,
    /// De kern in onze woorden.
    pub kern: Option<String>,
}

/// A deadline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DeadlineView {
    /// Naam.
    pub naam: String,
    /// Wie zich eraan moet houden.
    pub wie: String,
    /// Jegens wie.
    pub jegens: Option<String>,
    /// Waarvan het afhangt of de termijn loopt; leeg als dat vaststaat.
    pub hangt_af_van: Vec<String>,
    /// Begin.
    pub begin: String,
    /// Laatste dag.
    pub laatste_dag: String,
    /// Verstreken op de peildatum.
    pub verstreken: bool,
    /// Wat daarna kan.
    pub daarna: Option<String>,
    /// Bepaling.
    pub bepaling: String,
}

/// An assumption.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AssumptionView {
    /// Feit.
    pub feit: String,
    /// Over wie.
    pub over: Vec<String>,
    /// In woorden.
    pub zin: String,
    /// Waarom dit is aangehouden.
    pub omdat: String,
}

/// A step of an argument.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ArgumentView {
    /// `bewering`, `bepaling`, `uitzondering`, `feit`, `aanname`, `oordeel`, `bedrag`, `afronding` of `besluit`.
    pub soort: String,
    /// In woorden.
    pub zin: String,
    /// `ja`, `nee`, `open` of de waarde.
    pub uitkomst: String,
    /// Bepaling, voor wat daarop steunt.
    pub bepaling: Option<String>,
    /// Waarop het steunt.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steunt_op: Vec<ArgumentView>,
}

/// The JSON Schema of the output of `ruimte`: a list.
#[must_use]
pub fn room_schema() -> serde_json::Value {
    schemars::schema_for!(Vec<RoomView>).to_value()
}

/// The JSON Schema of the output of `beoordeel`.
#[must_use]
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(View).to_value()
}
