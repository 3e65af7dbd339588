//! The law in force next to a bill, as data: from what was found to what is shown.

use super::build::{Showing, amount_written};
use super::cents::amount_in_cents;
use super::comparison_view::{
    BillComparisonView, BillView, FlowView, HouseholdView, OutsideView, OwedView, PointsView, RangeView, RightView,
    SyntheticView, TallyView, TurnView, WaiverView,
};
use super::names::{Names, words};
use crate::case::Case;
use crate::compare::{
    Class, Compared, DutyChange, Flow, Ledger, Owed, Range, RightChange, Stand, Turn, Waiver, Waivers,
};
use crate::eval::{Amount, Reason};
use crate::ir::{Bill, Program};
use crate::synthesis::{At, Profile, Threshold};
use crate::value::{Date, Exact, Type, Value, dutch_value};
use std::sync::Arc;

/// A household with what is shown of it.
pub struct Household {
    /// Name.
    pub name: Arc<str>,
    /// Title or form.
    pub title: Arc<str>,
    /// Date.
    pub date: Date,
    /// The household under both laws.
    pub cases: (Case, Case),
    /// What was found.
    pub compared: Compared,
    /// Where a made-up one was put; `None` for a case of a file.
    pub made: Option<(Option<At>, String)>,
}

/// How the made-up households were made.
pub struct Made<'a> {
    /// Seed.
    pub seed: u64,
    /// How many were asked for.
    pub asked: u64,
    /// Date.
    pub date: Date,
    /// The thresholds.
    pub thresholds: &'a [Threshold],
    /// The assumptions.
    pub profile: &'a Profile,
    /// Facts drawn from their declaration only: those the bill reads, and those only the bill knows.
    pub extra: (Vec<Arc<str>>, Vec<Arc<str>>),
}

/// Everything a comparison is shown from.
pub struct Outline<'a> {
    /// First the law with the bills, then the law in force.
    pub reverse: bool,
    /// What comes first and what comes after.
    pub programs: (&'a Program, &'a Program),
    /// Versions of the law in force and of the law with the bills.
    pub versions: (&'a str, &'a str),
    /// The bills.
    pub bills: Vec<Bill>,
    /// Who the bill is meant for.
    pub target: Option<&'a str>,
    /// Households: cases first.
    pub households: &'a [Household],
    /// How the made-up ones were made.
    pub made: Option<Made<'a>>,
    /// What is open, known and waived.
    pub ledger: &'a Ledger,
    /// The waivers.
    pub waivers: &'a Waivers,
    /// The day on which waivers were looked at.
    pub today: Option<Date>,
    /// Also households for which nothing changes.
    pub all: bool,
}

fn waiver(w: &Waiver) -> WaiverView {
    WaiverView {
        naam: w.name.to_string(),
        sleutel: w.key.to_string(),
        reden: w.reason.to_string(),
        rol: w.role.to_string(),
        verloopt: w.expires.to_string(),
    }
}

fn range(r: Range) -> RangeView {
    let written = |n: Option<Exact>| n.map(crate::value::decimal);
    RangeView { laagste: written(r.low), hoogste: written(r.high), range: Some(r) }
}

fn flow(f: &Flow) -> FlowView {
    FlowView {
        per_jaar_eerst: range(f.before),
        per_jaar_daarna: range(f.after),
        verschil_per_jaar: range(f.yearly),
        verschil_eenmalig: range(f.once),
    }
}

fn stand_amount(s: &Stand, written: fn(Amount) -> String) -> Option<String> {
    if s.joint {
        return Some("samen met een ander".to_owned());
    }
    match (s.amount, s.between) {
        (Some(a), _) => Some(written(a)),
        (None, Some((low, high))) => Some(format!("tussen {} en {}", written(low), written(high))),
        (None, None) => None,
    }
}

fn owed(d: &DutyChange) -> OwedView {
    let amount = |o: &Option<Owed>, written: fn(Amount) -> String| o.as_ref().and_then(|o| o.amount).map(written);
    let stands = |o: &Option<Owed>| o.as_ref().map(|o| if o.certain { "geldt" } else { "hangt af" }.to_owned());
    OwedView {
        plicht: format!("{}.{}", d.law, d.act),
        betaler: d.payer.to_string(),
        eerst: stands(&d.before),
        daarna: stands(&d.after),
        bedrag_eerst: amount(&d.before, amount_written),
        bedrag_daarna: amount(&d.after, amount_written),
        bepaling: d.after.as_ref().or(d.before.as_ref()).map(|o| o.citation.to_string()),
        verschil_per_jaar: range(d.yearly()),
        verschil_eenmalig: range(d.once()),
        gelezen: (amount(&d.before, amount_in_cents), amount(&d.after, amount_in_cents)),
    }
}

impl Outline<'_> {
    /// The mirror.
    #[must_use]
    pub fn view(&self) -> BillComparisonView {
        let (made, cases): (Vec<&Household>, Vec<&Household>) = self.households.iter().partition(|h| h.made.is_some());
        let shown = self.households.iter().filter(|h| self.all || h.changed());
        BillComparisonView {
            wijzigingen: self
                .bills
                .iter()
                .map(|b| BillView { code: b.code.to_string(), titel: b.title.to_string(), ingang: b.from.to_string() })
                .collect(),
            omgekeerd: self.reverse,
            regelversie: self.versions.0.to_owned(),
            regelversie_met_wijziging: self.versions.1.to_owned(),
            doelgroep: self.target.map(str::to_owned),
            casussen: self.tally(&cases),
            synthetisch: self.made.as_ref().map(|m| self.synthetic(m, &made)),
            buiten_doelgroep: self.outside(),
            punten: self.points(),
            huishoudens: shown.map(|h| self.household(h)).collect(),
            let_op: limits(self.made.is_some()),
        }
    }

    /// Whom the bill was not meant for and who comes out worse, by name.
    fn outside(&self) -> Vec<OutsideView> {
        let hit = self.households.iter().filter(|h| h.compared.in_target == Some(false) && h.worse());
        let view = |h: &Household| OutsideView {
            naam: h.name.to_string(),
            titel: h.title.to_string(),
            verzonnen: h.made.is_some(),
            uitkomst: h.compared.class.word().to_owned(),
            verschil_per_jaar: range(h.compared.kept.yearly.minus(h.compared.owed.yearly)),
        };
        hit.map(view).collect()
    }

    fn points(&self) -> PointsView {
        let texts = |all: &[Arc<str>]| all.iter().map(ToString::to_string).collect();
        let at = |all: &[usize]| all.iter().filter_map(|i| self.waivers.0.get(*i)).map(waiver).collect();
        let waived: Vec<usize> = self.ledger.waived.iter().map(|(_, i)| *i).collect();
        PointsView {
            open: texts(&self.ledger.open),
            bekend: texts(&self.ledger.known),
            ontheven: at(&waived),
            verlopen: at(&self.ledger.expired),
            zonder_nut: at(&self.ledger.idle),
            op: self.today.filter(|_| !self.waivers.0.is_empty()).map(|d| d.to_string()),
        }
    }

    fn tally(&self, all: &[&Household]) -> TallyView {
        let class = |c: Class| all.iter().filter(|h| h.compared.class == c).count();
        let turn = |t: Turn| all.iter().flat_map(|h| &h.compared.findings).filter(|f| f.turn == t).count();
        let more = |f: fn(&Compared) -> Range| {
            all.iter().filter(|h| f(&h.compared).low.is_some_and(|l| l > Exact::ZERO)).count()
        };
        let less = |f: fn(&Compared) -> Range| {
            all.iter().filter(|h| f(&h.compared).high.is_some_and(|l| l < Exact::ZERO)).count()
        };
        let first = self.bills.iter().map(|b| b.from).min();
        TallyView {
            totaal: all.len(),
            wint: class(Class::Gains),
            verliest: class(Class::Loses),
            valt_ertussen: class(Class::Between),
            niet_te_zeggen: class(Class::Open),
            gelijk: class(Class::Same),
            voor_de_ingang: all.iter().filter(|h| first.is_some_and(|f| h.date < f)).count(),
            doelgroep_geraakt: all.iter().filter(|h| h.compared.in_target == Some(true) && h.changed()).count(),
            buiten_doelgroep_slechter: all.iter().filter(|h| h.compared.in_target == Some(false) && h.worse()).count(),
            meer_te_betalen: more(|c| c.owed.difference()),
            minder_te_betalen: less(|c| c.owed.difference()),
            meer_lenen: more(|c| c.lent.difference()),
            minder_lenen: less(|c| c.lent.difference()),
            botsingen_nieuw: turn(Turn::New),
            botsingen_erger: turn(Turn::Worse),
            botsingen_opgelost: turn(Turn::Solved),
        }
    }

    fn synthetic(&self, made: &Made<'_>, all: &[&Household]) -> SyntheticView {
        let mut aannames: Vec<String> = made.profile.said.iter().map(ToString::to_string).collect();
        let told = [
            ("voor volwassenen", &made.extra.0),
            ("nieuw in het voorstel en daarom voor iedereen en alles waar het over kan gaan", &made.extra.1),
        ];
        for (whom, facts) in told.into_iter().filter(|(_, facts)| !facts.is_empty()) {
            let facts: Vec<String> = facts.iter().map(|f| words(f)).collect();
            aannames.push(format!(
                "Alleen uit de omschrijving getrokken, {whom}, elk antwoord even vaak: {}.",
                facts.join(", ")
            ));
        }
        let one = |t: &Threshold| match t.years {
            Some(years) => format!("leeftijd {years} jaar ({})", t.cited),
            None => {
                let knows = if self.reverse { self.programs.0 } else { self.programs.1 };
                let ty = knows.signature(t.fact).map_or(Type::Truth, |s| s.result.clone());
                let at = dutch_value(&Value::Number(t.at), &ty, |_| String::new());
                format!("{} {at} ({})", words(&t.name), t.cited)
            }
        };
        SyntheticView {
            zaad: made.seed,
            gevraagd: made.asked,
            peildatum: made.date.to_string(),
            telling: self.tally(all),
            bij_een_grens: all.iter().filter(|h| matches!(h.made, Some((Some(_), _)))).count(),
            grenzen: made.thresholds.iter().map(one).collect(),
            aannames,
        }
    }

    fn household(&self, h: &Household) -> HouseholdView {
        let c = &h.compared;
        HouseholdView {
            naam: h.name.to_string(),
            titel: h.title.to_string(),
            verzonnen: h.made.is_some(),
            peildatum: h.date.to_string(),
            uitkomst: c.class.word().to_owned(),
            per_jaar_eerst: range(c.kept.before),
            per_jaar_daarna: range(c.kept.after),
            verschil_per_jaar: range(c.kept.yearly),
            verschil_eenmalig: range(c.kept.once),
            lenen: flow(&c.lent),
            te_betalen: flow(&c.owed),
            doelgroep: c.in_target,
            rechten: c.rights.iter().enumerate().map(|(i, r)| self.right(h, r, c.lost.contains(&i))).collect(),
            plichten: c.duties.iter().map(owed).collect(),
            botsingen: self.turns(h),
            casus: h.made.as_ref().map(|(_, text)| text.clone()),
        }
    }

    fn right(&self, h: &Household, r: &RightChange, lost: bool) -> RightView {
        let reasons = |program: &Program, case: &Case, all: &[Reason]| Names { program, case }.reasons(all);
        let was = reasons(self.programs.0, &h.cases.0, &r.before.open);
        let is = reasons(self.programs.1, &h.cases.1, &r.after.open);
        RightView {
            recht: r.right.to_string(),
            houder: r.holder.to_string(),
            voor: r.subject.as_ref().map(ToString::to_string),
            oordeel_eerst: r.before.verdict.word().to_owned(),
            oordeel_daarna: r.after.verdict.word().to_owned(),
            bedrag_eerst: stand_amount(&r.before, amount_written),
            bedrag_daarna: stand_amount(&r.after, amount_written),
            vorm_eerst: r.before.form.as_ref().map(ToString::to_string),
            vorm_daarna: r.after.form.as_ref().map(ToString::to_string),
            wordt_lening: r.to_loan(),
            hangt_daarna_af_van: is.into_iter().filter(|reason| !was.contains(reason)).collect(),
            beslissend: r
                .deciding
                .iter()
                .map(|d| match (&d.bill, d.after) {
                    (Some(bill), true) => format!("{} (zoals gewijzigd door {bill})", d.citation),
                    (Some(bill), false) => format!("{} (zoals in {bill}; beslist niet meer)", d.citation),
                    (None, true) => d.citation.to_string(),
                    (None, false) => format!("{} (beslist niet meer)", d.citation),
                })
                .collect(),
            verschil_per_jaar: range(r.yearly()),
            valt_weg: lost,
            gelezen: (stand_amount(&r.before, amount_in_cents), stand_amount(&r.after, amount_in_cents)),
        }
    }

    fn turns(&self, h: &Household) -> Vec<TurnView> {
        let showing = |after: bool| {
            let (program, case) = if after { (self.programs.1, &h.cases.1) } else { (self.programs.0, &h.cases.0) };
            Showing { names: Names { program, case }, date: h.date, version: "", derivations: false }
        };
        let view = |f: &crate::compare::FindingChange| {
            let shown = showing(f.turn != Turn::Solved).conflicts(std::slice::from_ref(&f.finding));
            Some(TurnView {
                wat: f.turn.word().to_owned(),
                sleutel: f.key.to_string(),
                botsing: shown.into_iter().next()?,
            })
        };
        h.compared.findings.iter().filter_map(view).collect()
    }
}

impl Household {
    /// Whether anything is otherwise.
    #[must_use]
    pub fn changed(&self) -> bool {
        let c = &self.compared;
        c.class != Class::Same || !c.rights.is_empty() || !c.duties.is_empty() || !c.findings.is_empty()
    }

    /// Whether it certainly comes out worse.
    #[must_use]
    pub const fn worse(&self) -> bool {
        matches!(self.compared.class, Class::Loses | Class::Between)
    }
}

fn limits(made: bool) -> Vec<String> {
    let mut out = vec![
        "Geteld zijn rechten op geld per maand of per jaar, van iedereen in de casus samen. Een lening staat apart: zij moet terug en is geen inkomen. Wat men moet betalen, staat ook apart en is een verlies. Wat een orgaan mag terugvragen maar niet hoeft, en wat niet is gecodeerd, telt niet mee."
            .to_owned(),
        "Wat niet vaststaat, telt tussen niets en het hoogste bedrag; winst of verlies heet het alleen als het dat in elk geval is. Hangt een recht eerst en daarna van hetzelfde af, dan is dat twee keer hetzelfde beantwoord."
            .to_owned(),
    ];
    if made {
        out.push("Verzonnen huishoudens laten zien wat kan voorkomen, niet hoe vaak het voorkomt.".to_owned());
    }
    out.push("Dit is geen besluit.".to_owned());
    out
}

/// The JSON Schema of the output of `vergelijk`.
#[must_use]
pub fn comparison_schema() -> serde_json::Value {
    schemars::schema_for!(BillComparisonView).to_value()
}
