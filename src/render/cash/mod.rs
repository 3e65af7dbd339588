//! Money through the month as data; `text` and `svg` write it.

mod say;
mod svg;
mod text;

pub use svg::cash_svg;
pub use text::{cash_markdown, cash_text};

use super::build::Showing;
use super::names::words;
use crate::cash::{Calendar, DayFrom, Flow, Left, MonthSum, Outlook, Shortage, Source, Standing, Track, Why};
use crate::value::{Date, Exact, Length, decimal};
use schemars::JsonSchema;
use serde::Serialize;

/// The money of a household through some months.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CashView {
    /// Titel van de casus.
    pub titel: String,
    /// Datum waarop de rechten zijn beoordeeld, `jjjj-mm-dd`.
    pub peildatum: String,
    /// Eerste twaalf cijfers van de SHA-256 van de regels.
    pub regelversie: String,
    /// Eerste dag.
    pub van: String,
    /// Laatste dag.
    pub tot_en_met: String,
    /// Saldo aan het begin van de eerste dag, in euro's.
    pub begin: String,
    /// Rollen van wie het geld is.
    pub personen: Vec<String>,
    /// Waar het op neerkomt, in gewone zinnen.
    pub kern: Vec<String>,
    /// De uitkomst in getallen.
    pub uitkomst: OutlookView,
    /// Dezelfde uitkomst zonder geld dat nog niet is toegekend; leeg als er zulk geld niet is.
    pub zonder_niet_toegekend: Option<OutlookView>,
    /// Wat er binnenkomt en eruit gaat, in volgorde van de ongunstigste dag.
    pub stromen: Vec<FlowView>,
    /// Per maand, met de ongunstigste dagen.
    pub maanden: Vec<MonthView>,
    /// Wat niet is meegerekend, en waarom.
    pub niet_meegerekend: Vec<LeftView>,
    /// Hoe is gerekend.
    pub zo_is_gerekend: Vec<String>,
    /// Altijd: dit is geen besluit.
    pub let_op: String,
}

/// What a calendar comes down to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OutlookView {
    /// `geen`, `bedrag`, `ritme`, `misschien ritme`, `begon onder nul` of `niet te zeggen`.
    pub tekort: String,
    /// Alles wat binnenkomt, in euro's.
    pub totaal_in: String,
    /// Alles wat eruit gaat, in euro's.
    pub totaal_uit: String,
    /// Het saldo als elke onbekende dag ongunstig valt.
    pub ongunstig: TrackView,
    /// Het saldo als elke onbekende dag gunstig valt.
    pub gunstig: TrackView,
    /// Wat er aan het begin meer moet zijn om nooit onder nul te komen, in euro's.
    pub nodig_aan_het_begin: String,
}

/// A balance through time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TrackView {
    /// Laagste saldo aan het eind van een dag, in euro's.
    pub laagste: String,
    /// Eerste dag met dat saldo.
    pub laagste_op: String,
    /// Eerste dag die onder nul eindigt.
    pub eerst_onder_nul: Option<String>,
    /// Aantal dagen dat onder nul eindigt.
    pub dagen_onder_nul: i64,
    /// Saldo aan het eind, in euro's.
    pub eind: String,
}

/// Money that comes in or goes out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FlowView {
    /// `in` of `uit`.
    pub richting: String,
    /// Bedrag in euro's.
    pub bedrag: String,
    /// Wat het is, in woorden.
    pub wat: String,
    /// Recht of feit, zoals `Zt.zorgtoeslag` of `kale_huur`; leeg bij een eigen betaling of een plicht.
    pub naam: Option<String>,
    /// Rollen van wie het is.
    pub wie: Vec<String>,
    /// `staat in de casus`, `besluit` of `volgens de regels, nog niet toegekend`.
    pub status: String,
    /// Eerste mogelijke dag.
    pub vroegst: String,
    /// Laatste mogelijke dag.
    pub laatst: String,
    /// De dag waarmee het ongunstigste saldo is gerekend.
    pub ongunstigste_dag: String,
    /// Waar de dag vandaan komt: `casus`, `regel`, `termijn in de regel`, `dag van het inkomen` of `onbekend`.
    pub dag_volgens: String,
    /// Bepaling die zegt wanneer het wordt betaald.
    pub bepaling: Option<String>,
    /// Waarover het gaat, als dat een andere tijd is dan de maand van betaling.
    pub over: Option<String>,
    /// Saldo aan het eind van die dag, met alles van die dag, als elke onbekende dag ongunstig valt.
    pub saldo: String,
}

/// A month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MonthView {
    /// Maand, `jjjj-mm`.
    pub maand: String,
    /// Wat binnenkomt, in euro's.
    pub totaal_in: String,
    /// Wat eruit gaat, in euro's.
    pub totaal_uit: String,
    /// Laagste saldo aan het eind van een dag, in euro's.
    pub laagste: String,
    /// Saldo aan het eind, in euro's.
    pub eind: String,
}

/// Something that is not in the calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LeftView {
    /// Wat, in woorden.
    pub wat: String,
    /// Recht of feit.
    pub naam: Option<String>,
    /// Rol of label.
    pub wie: Option<String>,
    /// Waarom niet.
    pub reden: String,
    /// De vraag die het antwoord geeft, als er iets niet is ingevuld.
    pub vraag: Option<String>,
}

/// The JSON Schema of the output of `kas`.
#[must_use]
pub fn cash_schema() -> serde_json::Value {
    schemars::schema_for!(CashView).to_value()
}

impl Showing<'_> {
    /// The mirror of a calendar.
    #[must_use]
    pub fn cash(&self, c: &Calendar) -> CashView {
        let label = |e: &crate::value::Entity| self.names.case.name(*e).to_string();
        let last = c.period.end.minus(Length::Days(1)).unwrap_or(c.period.end);
        CashView {
            titel: self.names.case.title.to_string(),
            peildatum: self.date.to_string(),
            regelversie: self.version.to_owned(),
            van: c.period.start.to_string(),
            tot_en_met: last.to_string(),
            begin: decimal(c.begin),
            personen: c.people.iter().map(label).collect(),
            kern: self.gist(c),
            uitkomst: outlook(&c.outlook),
            zonder_niet_toegekend: c.granted.as_ref().map(outlook),
            stromen: self.flows(c),
            maanden: c.months.iter().map(month).collect(),
            niet_meegerekend: c.left.iter().map(|l| self.left(l)).collect(),
            zo_is_gerekend: self.method(c),
            let_op: "Dit is geen besluit en geen begroting: wat niet is ingevuld, telt niet mee.".to_owned(),
        }
    }

    /// Every flow with the balance at the end of its worst day.
    fn flows(&self, c: &Calendar) -> Vec<FlowView> {
        let balance = |day: Date| {
            let mut until = c.flows.iter().filter(|f| f.worst <= day);
            until.try_fold(c.begin, |sum, f| if f.incoming { sum.plus(f.amount) } else { sum.minus(f.amount) })
        };
        c.flows.iter().map(|f| self.flow(f, balance(f.worst).unwrap_or(Exact::ZERO))).collect()
    }

    fn flow(&self, f: &Flow, balance: Exact) -> FlowView {
        let (first, last) = f.window();
        let who = f.about.iter().chain(&f.jointly).map(|e| self.names.case.name(*e).to_string()).collect();
        FlowView {
            richting: (if f.incoming { "in" } else { "uit" }).to_owned(),
            bedrag: decimal(f.amount),
            wat: self.source(&f.source),
            naam: self.source_name(&f.source),
            wie: who,
            status: standing(f.standing).to_owned(),
            vroegst: first.to_string(),
            laatst: last.to_string(),
            ongunstigste_dag: f.worst.to_string(),
            dag_volgens: day_from(f.day).to_owned(),
            bepaling: f.place.as_ref().map(ToString::to_string),
            over: f.over.map(say::over),
            saldo: decimal(balance),
        }
    }

    fn source(&self, source: &Source) -> String {
        let thing = |e: &Option<crate::value::Entity>| {
            e.map_or_else(String::new, |e| format!(" voor {}", self.names.entity(e)))
        };
        match source {
            Source::Right(s, about) => format!("{}{}", self.names.plain(*s), thing(about)),
            Source::Kept(s, about) => format!("ingehouden deel van {}{}", self.names.plain(*s), thing(about)),
            Source::Fact(s) => self.names.plain(*s),
            Source::Duty(rule) => format!("wat moet worden betaald volgens {}", self.names.cite(*rule)),
            Source::Own(label) => words(label),
        }
    }

    fn source_name(&self, source: &Source) -> Option<String> {
        match source {
            Source::Right(s, _) | Source::Kept(s, _) | Source::Fact(s) => Some(self.names.symbol(*s)),
            Source::Duty(_) | Source::Own(_) => None,
        }
    }

    fn left(&self, l: &Left) -> LeftView {
        let vraag = match (&l.why, &l.source, l.about) {
            (Why::NotStated, Some(Source::Fact(s)), Some(who)) => {
                self.names.question(*s, &std::iter::once(who).collect())
            }
            _ => None,
        };
        LeftView {
            wat: l.source.as_ref().map_or_else(|| "alles".to_owned(), |s| self.source(s)),
            naam: l.source.as_ref().and_then(|s| self.source_name(s)),
            wie: l.about.map(|e| self.names.case.name(e).to_string()),
            reden: self.reason_left(&l.why),
            vraag,
        }
    }
}

fn outlook(o: &Outlook) -> OutlookView {
    OutlookView {
        tekort: shortage(o.shortage).to_owned(),
        totaal_in: decimal(o.incoming),
        totaal_uit: decimal(o.outgoing),
        ongunstig: track(&o.worst),
        gunstig: track(&o.best),
        nodig_aan_het_begin: decimal(o.buffer),
    }
}

fn track(t: &Track) -> TrackView {
    TrackView {
        laagste: decimal(t.low),
        laagste_op: t.low_day.to_string(),
        eerst_onder_nul: t.below.map(|d| d.to_string()),
        dagen_onder_nul: t.days_below,
        eind: decimal(t.end),
    }
}

fn month(m: &MonthSum) -> MonthView {
    MonthView {
        maand: m.month.to_string().chars().take(7).collect(),
        totaal_in: decimal(m.incoming),
        totaal_uit: decimal(m.outgoing),
        laagste: decimal(m.low),
        eind: decimal(m.end),
    }
}

const fn shortage(s: Shortage) -> &'static str {
    match s {
        Shortage::Unknown => "niet te zeggen",
        Shortage::None => "geen",
        Shortage::Amount => "bedrag",
        Shortage::Rhythm => "ritme",
        Shortage::PerhapsRhythm => "misschien ritme",
        Shortage::StartedBelow => "begon onder nul",
    }
}

const fn standing(s: Standing) -> &'static str {
    match s {
        Standing::Stated => "staat in de casus",
        Standing::Decided => "besluit",
        Standing::ByRule => "volgens de regels, nog niet toegekend",
    }
}

const fn day_from(d: DayFrom) -> &'static str {
    match d {
        DayFrom::Case => "casus",
        DayFrom::Rule => "regel",
        DayFrom::Term => "termijn in de regel",
        DayFrom::Income => "dag van het inkomen",
        DayFrom::Nobody => "onbekend",
    }
}
