//! Fills the mirror of a plan.

use super::build::{Showing, organ};
use super::names::{Names, capital};
use super::plan_view::{
    ComparisonView, ConditionView, CostsView, EffectView, LimbView, LineView, PayerView, PlanView, PointView, StepView,
};
use super::reply::Written;
use super::sentence::join;
use super::spoken::{spoken, with_article};
use super::view::{AmountView, RoomView, TouchedView, View};
use crate::eval::{Amount, Assessment, Reason, Verdict};
use crate::ir::RuleId;
use crate::plan::{Act, Condition, Effect, Figures, Lawful, Limb, Plan, Point, Scenario, State, Step, Whole};
use crate::reply::Reply;
use crate::value::{Base, Exact, Unit, Value, dutch_length, dutch_money};
use std::sync::Arc;

/// Room of these kinds is what to fall back on.
const FALL_BACK: [&str; 5] = ["R02", "R04", "R05", "R09", "R10"];

impl Showing<'_> {
    /// The mirror of a plan; `view` is the mirror of the assessment it was made on, `about` what a reply says of its goal.
    #[must_use]
    pub fn plan(&self, plan: &Plan, about: &Reply, assessment: &Assessment, view: &View) -> Option<PlanView> {
        let case = spoken(self.names.case);
        let showing = Showing { names: Names { program: self.names.program, case: &case }, ..*self };
        let outcome = assessment.outcomes.get(plan.outcome)?;
        let written = Written { showing, assessment, reply: about, outcome };
        Some(written.plan(plan, self, view))
    }
}

impl Written<'_> {
    fn plan(&self, plan: &Plan, plain: &Showing<'_>, view: &View) -> PlanView {
        let o = self.outcome;
        let case = plain.names.case;
        let room = self.reply.room.iter().filter_map(|i| view.ruimte.get(*i));
        let fall_back: Vec<RoomView> =
            room.filter(|r| FALL_BACK.contains(&&*r.code) && r.status == "ongebruikt").cloned().collect();
        PlanView {
            titel: view.titel.clone(),
            peildatum: view.peildatum.clone(),
            regelversie: view.regelversie.clone(),
            doel: TouchedView {
                recht: plain.names.symbol(o.right),
                houder: case.name(o.holder).to_string(),
                voor: o.subject.map(|s| case.name(s).to_string()),
                oordeel: Some(o.verdict.word().to_owned()),
            },
            doel_in_woorden: format!(
                "{} voor {}",
                capital(&self.showing.asked(o)),
                self.showing.names.entity(o.holder)
            ),
            uitkomst: plain.outcome(o),
            knoop: plan.knot.iter().filter_map(|c| self.carrier(c)).collect(),
            stappen: plan.course.steps.iter().map(|s| self.step(s)).collect(),
            doorgerekend: plan.course.reaches.is_some(),
            oordeel_daarna: plan.course.reaches.map(|(v, _)| v.word().to_owned()),
            bijwerkingen: plan.course.effects.iter().filter(|e| !self.goal(e)).map(|e| self.effect(e)).collect(),
            redenering: plan.reasoning.iter().map(|l| self.limb(l)).collect(),
            bewijs: self.evidence(plan),
            termijnen: self.deadlines().filter_map(|d| self.showing.deadline(d)).collect(),
            kosten: costs(&plan.figures),
            vergelijking: comparison(plan),
            terugval: fall_back,
            niet_meegenomen: view.niet_meegenomen.clone(),
            let_op: view.let_op.clone(),
        }
    }

    fn goal(&self, e: &Effect) -> bool {
        let o = self.outcome;
        e.right == o.right && e.holder == o.holder && e.subject == o.subject
    }

    fn effect(&self, e: &Effect) -> EffectView {
        let thing = e.subject.map_or_else(String::new, |s| format!(" voor {}", self.showing.names.entity(s)));
        EffectView {
            recht: self.showing.names.symbol(e.right),
            naam: format!("{}{thing}", self.showing.names.plain(e.right)),
            houder: self.showing.names.entity(e.holder),
            voor: stand(e.before),
            na: stand(e.after),
        }
    }

    fn step(&self, s: &Step) -> StepView {
        let names = &self.showing.names;
        let who = s.by.as_ref().map(|o| with_article(&organ(o)));
        let asked = |what, about| names.question(what, about).unwrap_or_default();
        let by = who.clone().unwrap_or_else(|| "het bestuursorgaan".to_owned());
        let mut factors = Vec::new();
        let (kind, text) = match &s.act {
            Act::Find(fact, about, wanted) => {
                let wanted = wanted.as_ref().map(|v| self.wanted(*fact, v));
                ("uitzoeken", format!("Zoek uit: {}{}", asked(*fact, about), wanted.unwrap_or_default()))
            }
            Act::Change(fact, about, to) => {
                let about: Vec<Value> = about.iter().map(|e| Value::Entity(*e)).collect();
                let to = self.value(*fact, to);
                ("veranderen", format!("Verander dit: {} wordt {to}.", names.phrase(*fact, &about)))
            }
            Act::Judge(norm, about) => {
                let view = self.showing.norm(&Reason::Norm(*norm, about.clone()), &self.outcome.factors);
                factors = view.map(|v| v.gezichtspunten).unwrap_or_default();
                ("wegen", format!("Vraag {by} om te wegen: {}", asked(*norm, about)))
            }
            Act::Request(rule) => ("vragen", format!("Doe een verzoek volgens {}", self.told(*rule))),
            Act::Use(rule) => ("bevoegdheid", format!("Vraag {by} om dit te gebruiken: {}", self.told(*rule))),
            Act::Prove(what, about) => {
                let about: Vec<Value> = about.iter().map(|e| Value::Entity(*e)).collect();
                (
                    "tegenbewijs",
                    format!("Laat zien dat dit vermoeden hier niet klopt: {}.", names.phrase(*what, &about)),
                )
            }
            Act::Settle(reason) => ("duidelijk maken", format!("Maak duidelijk: {}.", names.reason(reason))),
            Act::Claim => {
                let decides = self.showing.decides(self.outcome);
                ("vragen", format!("Vraag {decides} om dit te geven: {}.", self.showing.asked(self.outcome)))
            }
        };
        StepView {
            soort: kind.to_owned(),
            zin: text,
            wie: who,
            bepaling: s.rule.map(|r| names.cite(r)),
            link: s.rule.and_then(|r| self.link(r)),
            gezichtspunten: factors,
        }
    }

    fn wanted(&self, fact: crate::ir::SymId, v: &Value) -> String {
        format!(" Het plan gaat uit van: {}.", self.value(fact, v))
    }

    fn value(&self, what: crate::ir::SymId, v: &Value) -> String {
        let ty = self.showing.program().signature(what).map_or(crate::value::Type::Truth, |s| s.result.clone());
        self.showing.names.value(v, &ty)
    }

    fn limb(&self, l: &Limb) -> LimbView {
        let program = self.showing.program();
        LimbView {
            bepaling: self.showing.names.cite(l.rule),
            kern: program.provision_of(l.rule).and_then(|p| p.gist.as_ref()).map(ToString::to_string),
            link: self.link(l.rule),
            voorwaarden: l.conditions.iter().map(|c| self.condition(c)).collect(),
        }
    }

    fn condition(&self, c: &Condition) -> ConditionView {
        let zin = self.showing.names.phrase(c.what, &c.about);
        let plain = |staat: &str| ConditionView {
            zin: zin.clone(),
            staat: staat.to_owned(),
            door: None,
            gezichtspunten: Vec::new(),
        };
        match &c.state {
            State::Yes => plain("ja"),
            State::No => plain("nee"),
            State::Open => plain("open"),
            State::Is(v) => plain(&self.value(c.what, v)),
            State::Weigh(norm) => {
                let view = self.showing.norm(norm, &self.outcome.factors);
                ConditionView {
                    door: view.as_ref().and_then(|v| v.door.clone()),
                    gezichtspunten: view.map(|v| v.gezichtspunten).unwrap_or_default(),
                    ..plain("te wegen")
                }
            }
        }
    }

    /// What to bring: what the rules ask proof of, and an answer to every question of the steps.
    fn evidence(&self, plan: &Plan) -> Vec<String> {
        let program = self.showing.program();
        let of = |r: &RuleId| program.rule(*r).and_then(|l| l.rule.proof.as_ref()).map(|p| capital(p));
        let carriers = plan.reasoning.iter().map(|l| l.rule);
        let rules: Vec<RuleId> = carriers.chain(plan.course.steps.iter().filter_map(|s| s.rule)).collect();
        let mut out: Vec<String> = rules.iter().filter_map(of).collect();
        for s in &plan.course.steps {
            let found = match &s.act {
                Act::Find(fact, about, _) => self.showing.names.question(*fact, about),
                _ => None,
            };
            out.extend(found.map(|q| format!("Een stuk waaruit het antwoord blijkt op: {q}")));
        }
        let mut seen: Vec<String> = Vec::new();
        out.retain(|t| {
            let new = !seen.contains(t);
            seen.push(t.clone());
            new
        });
        out
    }
}

/// A verdict with its amount.
fn stand((verdict, amount): (Verdict, Option<Amount>)) -> String {
    let amount = amount.filter(|_| matches!(verdict, Verdict::Must | Verdict::May));
    amount.map_or_else(
        || verdict.word().to_owned(),
        |a| format!("{} ({})", verdict.word(), money(a.value, a.unit.base()).geschreven),
    )
}

fn money(value: Exact, per: Option<Base>) -> AmountView {
    super::build::amount(Amount { value, unit: per.map_or(Unit::EURO, |b| Unit::EURO.per(b)) })
}

fn costs(f: &Figures) -> Option<CostsView> {
    if f.lines.is_empty() {
        return None;
    }
    let lines = f.lines.iter().map(|l| LineView {
        scenario: l.scenario.word().to_owned(),
        omschrijving: l.what.to_string(),
        betaler: l.payer.to_string(),
        bedrag: money(l.amount, l.per).geschreven,
        duur: l.length.map(dutch_length),
        totaal: money(l.total, None),
        bron: l.source.to_string(),
    });
    let payers = f.payers().into_iter().map(|p| PayerView {
        verschil: money(p.plan.minus(p.present).unwrap_or(Exact::ZERO), None),
        betaler: p.name.to_string(),
        plan: money(p.plan, None),
        nu: money(p.present, None),
    });
    let mut remarks = Vec::new();
    if f.uneven() {
        remarks.push("Niet alle posten lopen even lang. Let daarop bij het vergelijken van de totalen.".to_owned());
    }
    for (scenario, what) in [(Scenario::Plan, "het plan"), (Scenario::Present, "doorgaan zoals nu")] {
        if f.total(scenario).is_none() {
            remarks.push(format!("Er zijn geen posten voor {what}. Zonder die posten is er geen vergelijking."));
        }
    }
    Some(CostsView {
        posten: lines.collect(),
        betalers: payers.collect(),
        plan: f.total(Scenario::Plan).map(|n| money(n, None)),
        nu: f.total(Scenario::Present).map(|n| money(n, None)),
        verkeerde_portemonnee: pockets(f),
        opmerkingen: remarks,
    })
}

/// Who pays and who has the benefit, when they differ.
fn pockets(f: &Figures) -> Option<String> {
    f.total(Scenario::Plan).zip(f.total(Scenario::Present))?;
    let (more, less) = f.pockets();
    let names = |all: &[crate::plan::Payer]| join(&all.iter().map(|p| p.name.to_string()).collect::<Vec<_>>(), "en");
    let sum = |all: &[crate::plan::Payer]| {
        let differences = all.iter().filter_map(|p| p.plan.minus(p.present));
        differences.fold(Exact::ZERO, |a, b| a.plus(b).unwrap_or(a))
    };
    let saved = Exact::ZERO.minus(sum(&less)).unwrap_or(Exact::ZERO);
    (!more.is_empty() && !less.is_empty()).then(|| {
        format!(
            "Wie betaalt, is niet wie het voordeel heeft. {} betaalt in dit plan {} meer; {} betaalt {} minder. Spreek dat met elkaar door.",
            capital(&names(&more)),
            dutch_money(sum(&more)),
            names(&less),
            dutch_money(saved)
        )
    })
}

fn comparison(plan: &Plan) -> ComparisonView {
    let c = &plan.comparison;
    let f = &plan.figures;
    let because = |p: Point| match p {
        Point::Legitimacy => match c.lawful {
            Lawful::RefusedAgainstTheRules => "er is nee gezegd, terwijl de regels dit geven",
            Lawful::Given => "de regels geven dit al",
            Lawful::Reached => "de stappen blijven binnen de regels en zijn door alle wetten doorgerekend",
            Lawful::NotReplayed => "de stappen komen uit de uitkomst zelf; of ze genoeg zijn, is niet doorgerekend",
            Lawful::NoCourse => "binnen de gecodeerde regels is geen weg gevonden",
        }
        .to_owned(),
        Point::Return => match (f.total(Scenario::Plan), f.total(Scenario::Present)) {
            (Some(plan), Some(present)) => {
                format!("het plan kost {}, doorgaan zoals nu {}", dutch_money(plan), dutch_money(present))
            }
            _ => "er zijn niet voor beide cijfers opgegeven".to_owned(),
        },
        Point::Involvement => match (&f.household, &f.professional, f.involvement) {
            (Some(_), Some(_), Some(_)) => "huishouden en professional hebben dit ingevuld",
            (Some(_), Some(_), None) => "het oordeel is niet ingevuld",
            _ => "huishouden en professional moeten dit allebei invullen",
        }
        .to_owned(),
    };
    let points = Point::ALL.into_iter().map(|p| PointView {
        punt: p.word().to_owned(),
        oordeel: c.on(p).word().to_owned(),
        omdat: because(p),
    });
    let list = |all: &[Point]| join(&all.iter().map(|p| p.word().to_owned()).collect::<Vec<_>>(), "en");
    let plural = |all: &[Point]| if all.len() == 1 { "is" } else { "zijn" };
    ComparisonView {
        punten: points.collect(),
        huishouden: f.household.as_ref().map(Arc::to_string),
        professional: f.professional.as_ref().map(Arc::to_string),
        geheel: match c.whole() {
            Whole::Accountable => {
                "Het plan is op geen punt slechter dan doorgaan zoals nu, en op ten minste één punt beter.".to_owned()
            }
            Whole::NoGain => {
                "Het plan is op geen punt slechter dan doorgaan zoals nu, en op geen punt beter.".to_owned()
            }
            Whole::Weigh(all) => {
                format!("Weeg dit samen: op {} is het plan slechter dan doorgaan zoals nu.", list(&all))
            }
            Whole::NotYet(all) => {
                format!("Het plan is nog niet te verantwoorden: {} {} niet ingevuld.", list(&all), plural(&all))
            }
        },
    }
}
