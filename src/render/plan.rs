//! Fills the mirror of a plan.

use super::build::Showing;
use super::names::{Names, capital};
use super::plan_view::{
    ComparisonView, ConditionView, CostsView, LimbView, LineView, NoCourseView, PayerView, PlanView, PointView,
};
use super::reply::Written;
use super::route::{EffectView, StepView};
use super::sentence::join;
use super::spoken::spoken;
use super::view::{AmountView, RoomView, TouchedView, View};
use crate::eval::{Amount, Assessment};
use crate::plan::{Condition, Course, Figures, Lawful, Limb, Payer, Plan, Point, Scenario, State, Whole};
use crate::reply::Reply;
use crate::route::Effect;
use crate::value::{Base, Exact, Unit, Value, dutch_length, dutch_money};

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
        let way = self.course(plan);
        let close = self.reply.palette.iter().filter(|(_, close)| *close);
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
            uitwegen: self.ways(),
            bewijs: self.evidence(plan, &way.steps),
            stappen: way.steps,
            daarna: way.after,
            andere_routes: way.others,
            bijwerkingen: way.effects,
            geen_route: way.none,
            redenering: plan.reasoning.iter().map(|l| self.limb(l)).collect(),
            termijnen: self.deadlines().filter_map(|d| self.showing.deadline(d)).collect(),
            kosten: costs(&plan.figures),
            vergelijking: comparison(plan),
            terugval: fall_back,
            andere_wet: close.filter_map(|(i, close)| self.palette(*i, *close)).collect(),
            niet_meegenomen: view.niet_meegenomen.clone(),
            let_op: view.let_op.clone(),
        }
    }

    /// The steps, where they lead, what else they change; or why there are none.
    fn course(&self, plan: &Plan) -> Way {
        let o = self.outcome;
        let showing = &self.showing;
        match &plan.course {
            Course::Stands => Way { steps: vec![self.claim()], ..Way::default() },
            Course::Route(route, others) => {
                let own = |e: &&Effect| e.right == o.right && e.holder == o.holder && e.subject == o.subject;
                let after = route.effects.iter().find(own).map(|e| e.after);
                let after = after.or_else(|| route.reached.first().and_then(|s| Some((s.verdict?, s.amount))));
                Way {
                    steps: route.moves.iter().map(|m| showing.step(m)).collect(),
                    after: after.map(|(v, a)| showing.verdict(v, a)),
                    others: *others,
                    effects: route.effects.iter().filter(|e| !own(e)).map(|e| showing.effect(e, false)).collect(),
                    none: None,
                }
            }
            Course::None { steps, complete, proof } => {
                let openings = proof.openings.iter().map(|x| showing.opening(x)).collect();
                let none = NoCourseView { stappen: *steps, volledig: *complete, zou_openen: openings };
                Way { none: Some(none), ..Way::default() }
            }
        }
    }

    /// The one step to what the rules give already.
    fn claim(&self) -> StepView {
        let o = self.outcome;
        let decides = self.showing.decides(o);
        let giving = o.grounds.iter().find(|g| g.holds == Some(true)).map(|g| g.rule);
        StepView {
            soort: "vragen".to_owned(),
            zin: format!("Vraag {decides} om dit te geven: {}.", self.showing.asked(o)),
            wie: None,
            bepaling: giving.map(|r| self.showing.names.cite(r)),
            bewijs: None,
            gezichtspunten: Vec::new(),
        }
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

    /// What to bring: what the rules and the steps ask proof of.
    fn evidence(&self, plan: &Plan, steps: &[StepView]) -> Vec<String> {
        let program = self.showing.program();
        let of = |l: &Limb| program.rule(l.rule).and_then(|l| l.rule.proof.as_ref()).map(|p| capital(p));
        let mut out: Vec<String> = Vec::new();
        let asked = steps.iter().filter_map(|s| s.bewijs.as_ref()).map(|b| capital(b));
        for text in plan.reasoning.iter().filter_map(of).chain(asked) {
            if !out.contains(&text) {
                out.push(text);
            }
        }
        out
    }
}

/// The course as it is shown.
#[derive(Default)]
struct Way {
    steps: Vec<StepView>,
    after: Option<String>,
    others: usize,
    effects: Vec<EffectView>,
    none: Option<NoCourseView>,
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
    let list = |all: &[Payer]| {
        let one = |p: &Payer| {
            let (high, low) = if p.plan > p.present { (p.plan, p.present) } else { (p.present, p.plan) };
            format!("{} ({})", p.name, dutch_money(high.minus(low).unwrap_or(Exact::ZERO)))
        };
        all.iter().map(one).collect::<Vec<_>>().join("; ")
    };
    (!more.is_empty() && !less.is_empty()).then(|| {
        format!(
            "Wie betaalt, is niet wie het voordeel heeft. Meer betaalt: {}. Minder betaalt: {}. Bespreek dit met elkaar.",
            list(&more),
            list(&less)
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
            Lawful::Reached => {
                "de stappen blijven binnen de regels en halen het doel, als ze uitvallen zoals hierboven staat"
            }
            Lawful::NotFound => "er is nog geen route gevonden, en niet alles kon worden nagegaan",
            Lawful::NoCourse => "binnen de gecodeerde regels is geen weg gevonden",
        }
        .to_owned(),
        Point::Return => match (f.total(Scenario::Plan), f.total(Scenario::Present)) {
            (Some(plan), Some(present)) => {
                format!("het plan kost {}, doorgaan zoals nu {}", dutch_money(plan), dutch_money(present))
            }
            _ => "de cijfers voor het plan, of die voor doorgaan zoals nu, ontbreken".to_owned(),
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
        huishouden: f.household.as_ref().map(ToString::to_string),
        professional: f.professional.as_ref().map(ToString::to_string),
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
