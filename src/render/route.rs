//! Routes as data: the mirror for machine readers, from which text and Markdown are written.

use super::build::{Showing, organ};
use super::names::{capital, words};
use super::spoken::with_article;
use crate::eval::{Amount, Block, Chosen, Factor, Lever, Reason, Unmet, Verdict, Want, Without};
use crate::ir::{RuleId, SymId, SymKind};
use crate::route::{Class, Effect, Goal, Kind, Limits, Move, Opening, Proof, Route, Routes, Standing, Total};
use crate::value::{Entity, Exact, Type, Value, dutch_money};
use schemars::JsonSchema;
use serde::Serialize;

/// Routes to goals, or the proof that there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RoutesView {
    /// Titel van de casus.
    pub titel: String,
    /// Datum waarop is beoordeeld, `jjjj-mm-dd`.
    pub peildatum: String,
    /// Eerste twaalf cijfers van de SHA-256 van de regels.
    pub regelversie: String,
    /// Wat er wordt gezocht; alle doelen samen.
    pub doelen: Vec<GoalView>,
    /// Routes, de sterkste eerst.
    pub routes: Vec<PathView>,
    /// Hoe er is gezocht.
    pub gezocht: SearchView,
    /// Waarom er geen route is; leeg als er een is, of als het doel al is gehaald.
    pub nee: Option<NoRouteView>,
    /// Altijd: dit is geen besluit.
    pub let_op: String,
}

/// A goal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GoalView {
    /// Recht of begrip, zoals `Pw.bijzondere_bijstand`.
    pub wat: String,
    /// Het doel in een zin.
    pub zin: String,
    /// Hoe het nu staat: een oordeel, of `ja`, `nee` of `open`.
    pub nu: String,
    /// Of het doel al is gehaald.
    pub gehaald: bool,
}

/// A route.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PathView {
    /// Waarop de route uitkomt: `recht`, `bevoegdheid`, `hardheidsclausule` of `afwijken van een beleidsregel`.
    pub grond: String,
    /// De stappen.
    pub stappen: Vec<StepView>,
    /// Wat elk doel dan is.
    pub uitkomst: Vec<String>,
    /// Wat over de doelen dan nog open is; het houdt ze niet tegen.
    pub nog_open: Vec<String>,
    /// Alle uitkomsten die veranderen.
    pub gevolgen: Vec<EffectView>,
    /// Wat dat samen per maand scheelt, voor zover bekend.
    pub per_maand: Option<String>,
    /// Wat dat samen eenmalig scheelt, voor zover bekend.
    pub eenmalig: Option<String>,
    /// Hoeveel veranderingen in geld niet bekend zijn.
    pub niet_in_geld_bekend: usize,
}

/// A step on a route.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StepView {
    /// `vaststellen`, `anders dan aangenomen`, `veranderen`, `vragen`, `bewijzen`, `oordelen`, `bevoegdheid`,
    /// `hardheidsclausule` of `afwijken van beleidsregel`.
    pub soort: String,
    /// De stap in een zin.
    pub zin: String,
    /// Wie de stap kan zetten, als dat vaststaat.
    pub wie: Option<String>,
    /// Bepaling waarop de stap steunt.
    pub bepaling: Option<String>,
    /// Wat te laten zien.
    pub bewijs: Option<String>,
    /// Gezichtspunten bij een oordeel.
    pub gezichtspunten: Vec<String>,
}

/// An outcome that changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EffectView {
    /// Recht.
    pub recht: String,
    /// Rol van de houder.
    pub houder: String,
    /// Label van de zaak.
    pub voor: Option<String>,
    /// Oordeel en bedrag nu.
    pub eerst: String,
    /// Oordeel en bedrag na de route.
    pub daarna: String,
    /// Of dit zelf een doel is.
    pub doel: bool,
}

/// How routes were looked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SearchView {
    /// Meeste stappen van een route.
    pub stappen: usize,
    /// Hoeveel verschillende stappen zijn overwogen.
    pub mogelijke_stappen: usize,
    /// Hoeveel combinaties zijn doorgerekend.
    pub combinaties: usize,
    /// Of alles binnen dit aantal stappen is nagegaan.
    pub volledig: bool,
    /// Tot hoeveel stappen alles is nagegaan.
    pub volledig_tot: usize,
    /// Of ook is gekeken naar aannames die anders blijken te zijn.
    pub aannames_betwist: bool,
    /// Of een route met meer stappen niet is uitgesloten.
    pub langer_mogelijk: bool,
}

/// Why there is no route.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NoRouteView {
    /// Of het bewijs volledig is binnen de overwogen stappen.
    pub bewezen: bool,
    /// Wegen uit de weigering die zijn nagegaan.
    pub uitwegen: Vec<super::view::RouteView>,
    /// Bepalingen die in de weg staan.
    pub staat_in_de_weg: Vec<BlockView>,
    /// De kleinste wijzigingen die een route zouden openen.
    pub zou_openen: Vec<OpeningView>,
}

/// A part of the law in the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BlockView {
    /// Bepaling.
    pub bepaling: String,
    /// Kern van de bepaling.
    pub kern: Option<String>,
    /// Welk deel ervan in de weg staat.
    pub deel: String,
}

/// A change of law that would open a route.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OpeningView {
    /// Het deel dat weg zou moeten.
    pub wijziging: BlockView,
    /// Hersteladres: 2 beleid, 3 lagere regeling, 4 wet.
    pub hersteladres: u8,
    /// Wat dan nog moet gebeuren.
    pub dan_nog: Vec<StepView>,
}

/// The JSON schema of routes.
#[must_use]
pub fn routes_schema() -> serde_json::Value {
    serde_json::to_value(schemars::schema_for!(RoutesView)).unwrap_or_default()
}

impl Showing<'_> {
    /// The mirror of routes; the proof is that of a search that found nothing.
    #[must_use]
    pub fn routes(&self, goals: &[Goal], found: &Routes, limits: Limits, proof: Option<&Proof>) -> RoutesView {
        let case = self.names.case;
        RoutesView {
            titel: case.title.to_string(),
            peildatum: self.date.to_string(),
            regelversie: self.version.to_owned(),
            doelen: goals.iter().zip(&found.now).map(|(g, now)| self.goal(g, now)).collect(),
            routes: found.routes.iter().map(|r| self.path(goals, r)).collect(),
            gezocht: SearchView {
                stappen: limits.steps,
                mogelijke_stappen: found.searched.considered.len(),
                combinaties: found.searched.tried,
                volledig: found.searched.complete,
                volledig_tot: found.searched.complete_to,
                aannames_betwist: limits.doubt,
                langer_mogelijk: found.searched.longer,
            },
            nee: proof.map(|p| self.no_route(p, found.searched.complete)),
            let_op: "Dit is geen besluit. Een mens beslist; of een stap klopt en kan, moet iemand nagaan.".to_owned(),
        }
    }

    pub(super) fn goal(&self, goal: &Goal, now: &Standing) -> GoalView {
        let nu = match (now.verdict, now.truth) {
            (Some(v), _) => self.verdict(v, now.amount),
            (None, Some(true)) => "ja".to_owned(),
            (None, Some(false)) => "nee".to_owned(),
            (None, None) => "open".to_owned(),
        };
        GoalView { wat: self.names.symbol(goal.what()), zin: self.goal_sentence(goal), nu, gehaald: now.met }
    }

    pub(super) fn goal_sentence(&self, goal: &Goal) -> String {
        match goal {
            Goal::Right { right, holder, subject, want, least } => {
                let thing = subject.map_or(String::new(), |s| format!(" voor {}", self.names.entity(s)));
                let must = match want {
                    Want::Must => "moet worden gegeven",
                    Want::May => "moet of mag worden gegeven",
                };
                let amount = least.map_or(String::new(), |n| format!(", ten minste {}", dutch_money(n)));
                let name = capital(&self.names.plain(*right));
                format!("{name} van {}{thing} {must}{amount}", self.names.entity(*holder))
            }
            Goal::Truth { wanted, .. } => {
                let not = if *wanted { "geldt" } else { "geldt niet" };
                format!("Dit {not}: {}", self.goal_name(goal))
            }
        }
    }

    fn goal_name(&self, goal: &Goal) -> String {
        match goal {
            Goal::Right { right, .. } => self.names.plain(*right),
            Goal::Truth { what, about, who, .. } => {
                let about: Vec<Value> = about.iter().map(|e| Value::Entity(*e)).collect();
                let phrase = self.names.phrase(*what, &about);
                who.map_or_else(|| phrase.clone(), |w| format!("{phrase} is {}", self.names.entity(w)))
            }
        }
    }

    pub(super) fn verdict(&self, verdict: Verdict, amount: Option<Amount>) -> String {
        self.told((verdict, amount.filter(|_| !matches!(verdict, Verdict::No | Verdict::NoUnless))))
    }

    fn path(&self, goals: &[Goal], r: &Route) -> PathView {
        let reached = goals.iter().zip(&r.reached).map(|(g, s)| {
            let view = self.goal(g, s);
            format!("{}: {}", self.goal_name(g), view.nu)
        });
        let goal = |e: &Effect| {
            goals.iter().any(|g| {
                matches!(g, Goal::Right { right, holder, subject, .. }
                    if (*right, *holder, *subject) == (e.right, e.holder, e.subject))
            })
        };
        let Total { per_month, once, unknown } = r.total;
        PathView {
            grond: class(r.class).to_owned(),
            stappen: r.moves.iter().map(|m| self.step_with(m, &r.factors)).collect(),
            uitkomst: reached.collect(),
            nog_open: self.names.reasons(&r.open),
            gevolgen: r.effects.iter().map(|e| self.effect(e, goal(e))).collect(),
            per_maand: per_month.map(|n| format!("{} per maand", signed(n))),
            eenmalig: once.map(signed),
            niet_in_geld_bekend: unknown,
        }
    }

    pub(super) fn effect(&self, e: &Effect, goal: bool) -> EffectView {
        EffectView {
            recht: self.names.symbol(e.right),
            houder: self.names.case.name(e.holder).to_string(),
            voor: e.subject.map(|s| self.names.case.name(s).to_string()),
            eerst: self.verdict(e.before.0, e.before.1),
            daarna: self.verdict(e.after.0, e.after.1),
            doel: goal,
        }
    }

    /// A step in plain words.
    pub(super) fn step(&self, m: &Move) -> StepView {
        self.step_with(m, &[])
    }

    fn step_with(&self, m: &Move, factors: &[Factor]) -> StepView {
        let program = self.program();
        let mut view = StepView {
            soort: kind(m.kind(program)).to_owned(),
            zin: self.step_sentence(m),
            wie: m.by(program).map(|who| organ(&who)).filter(|w| !w.is_empty()),
            bepaling: m.rule().map(|r| self.names.cite(r)),
            bewijs: None,
            gezichtspunten: Vec::new(),
        };
        match &m.lever {
            Lever::Fact { fact, .. } => {
                view.bewijs = program.signature(*fact).and_then(|s| match &s.kind {
                    SymKind::Fact(info) => info.proof.as_ref().map(ToString::to_string),
                    _ => None,
                });
            }
            Lever::Norm(norm, about, _) => {
                if let Some(n) = self.norm(&Reason::Norm(*norm, about.clone()), factors) {
                    view.bepaling = Some(n.bepaling).filter(|b| !b.is_empty());
                    view.gezichtspunten = n.gezichtspunten;
                }
            }
            Lever::Use(rule, _) | Lever::Request(rule, _) => {
                view.bewijs = program.rule(*rule).and_then(|l| l.rule.proof.as_ref()).map(ToString::to_string);
                if let Lever::Request(_, by) = &m.lever {
                    let who: Vec<String> = by.iter().map(|e| self.names.entity(*e)).collect();
                    view.wie = Some(super::sentence::join(&who, "en"));
                }
            }
            _ => {}
        }
        view
    }

    fn step_sentence(&self, m: &Move) -> String {
        let gist = |rule: RuleId| {
            let found = self.program().provision_of(rule).and_then(|p| p.gist.as_ref());
            found.map_or_else(String::new, |g| format!(" {}", g.trim_end()))
        };
        let name = |e: &Entity| self.names.entity(*e);
        match &m.lever {
            Lever::Fact { fact, about, to, .. } => self.fact_step(m.kind(self.program()), *fact, about, to),
            Lever::Norm(norm, about, holds) => {
                let question = self.names.question(*norm, about).unwrap_or_else(|| self.names.plain(*norm));
                let who = m.by(self.program()).filter(|w| !w.is_empty());
                let who = who.map_or_else(|| "wie hierover gaat".to_owned(), |w| with_article(&organ(&w)));
                format!("Laat {who} oordelen: {question} Deze route werkt bij: {}.", yes(*holds))
            }
            Lever::Use(rule, about) => {
                let who = about.first().map_or_else(String::new, name);
                format!("Gebruik {} voor {who}.{}", self.names.cite(*rule), gist(*rule))
            }
            Lever::Request(rule, _) => format!("Doe het verzoek van {}.{}", self.names.cite(*rule), gist(*rule)),
            Lever::Rebut(what, about) => {
                let about: Vec<Value> = about.iter().map(|e| Value::Entity(*e)).collect();
                format!("Lever bewijs tegen dit vermoeden: {}.", self.names.phrase(*what, &about))
            }
            Lever::Decision(right, person, granted) => format!(
                "Zoek uit of er een besluit is waarmee {} {} krijgt. Deze route werkt bij: {}.",
                name(person),
                self.names.plain(*right),
                yes(*granted)
            ),
            Lever::Complete(what) if &**what == "gemeente" => "Zoek uit om welke gemeente het gaat.".to_owned(),
            Lever::Complete(what) => {
                format!("Ga na of alle {0} in de casus staan, en zet `{what}` dan bij `volledig`.", words(what))
            }
        }
    }

    fn fact_step(&self, kind: Kind, fact: SymId, about: &crate::eval::About, to: &Chosen) -> String {
        let ty = self.program().signature(fact).map_or(Type::Truth, |s| s.result.clone());
        let question = self.names.question(fact, about).unwrap_or_else(|| {
            let about: Vec<Value> = about.iter().map(|e| Value::Entity(*e)).collect();
            format!("{}?", capital(&self.names.phrase(fact, &about)))
        });
        let answer = match to {
            Chosen::Value(Value::Truth(t)) => yes(*t).to_owned(),
            Chosen::Value(v) => self.names.value(v, &ty),
            Chosen::Another(_) => "ergens anders".to_owned(),
        };
        // A number or a date stands for everything on its side of the line.
        let line = matches!(ty, Type::Number(_) | Type::Date | Type::Length(_));
        let edge = if line { ", want daar ligt de grens" } else { "" };
        match kind {
            Kind::Change => format!("Verander dit: {question} Het antwoord wordt: {answer}{edge}."),
            Kind::Overturn => format!(
                "Vraag dit na, want het is nu alleen aangenomen: {question} Deze route werkt bij: {answer}{edge}."
            ),
            _ => format!("Zoek dit uit: {question} Deze route werkt bij: {answer}{edge}."),
        }
    }

    fn no_route(&self, proof: &Proof, complete: bool) -> NoRouteView {
        NoRouteView {
            bewezen: complete && proof.complete,
            uitwegen: Vec::new(),
            staat_in_de_weg: proof.blocks.iter().map(|b| self.block(b)).collect(),
            zou_openen: proof.openings.iter().map(|o| self.opening(o)).collect(),
        }
    }

    pub(super) fn opening(&self, o: &Opening) -> OpeningView {
        OpeningView {
            wijziging: self.block(&o.block),
            hersteladres: o.level.number(),
            dan_nog: o.moves.iter().map(|m| self.step(m)).collect(),
        }
    }

    pub(super) fn block(&self, b: &Block) -> BlockView {
        let rule = b.part.rule();
        let said = |u: &Unmet| if b.open { format!("nog open: {}", self.condition(u)) } else { self.unmet(u) };
        let phrases: Vec<String> = b.unmet.iter().map(said).collect();
        let which = match b.part {
            Without::Statement(_) => "de hele bepaling".to_owned(),
            Without::Condition(_, n) if phrases.is_empty() => format!("voorwaarde {}", n + 1),
            Without::Condition(..) => format!("de voorwaarde: {}", phrases.join("; ")),
            Without::Unless(_) if phrases.is_empty() => "wat na `tenzij` staat".to_owned(),
            Without::Unless(_) => format!("wat na `tenzij` staat: {}", phrases.join("; ")),
        };
        BlockView {
            bepaling: self.names.cite(rule),
            kern: self.program().provision_of(rule).and_then(|p| p.gist.as_ref()).map(ToString::to_string),
            deel: which,
        }
    }
}

const fn yes(t: bool) -> &'static str {
    if t { "ja" } else { "nee" }
}

/// `€ 12,00 erbij`
fn signed(n: Exact) -> String {
    let shown = dutch_money(if n.is_negative() { Exact::ZERO.minus(n).unwrap_or(n) } else { n });
    if n.is_zero() {
        "per saldo niets".to_owned()
    } else {
        format!("{shown} {}", if n.is_negative() { "eraf" } else { "erbij" })
    }
}

pub(super) const fn class(c: Class) -> &'static str {
    match c {
        Class::Bound => "recht",
        Class::Power => "bevoegdheid",
        Class::Hardship => "hardheidsclausule",
        Class::Policy => "afwijken van een beleidsregel",
    }
}

const fn kind(k: Kind) -> &'static str {
    match k {
        Kind::Establish => "vaststellen",
        Kind::Overturn => "anders dan aangenomen",
        Kind::Change => "veranderen",
        Kind::Ask => "vragen",
        Kind::Prove => "bewijzen",
        Kind::Judge => "oordelen",
        Kind::Power => "bevoegdheid",
        Kind::Hardship => "hardheidsclausule",
        Kind::Depart => "afwijken van beleidsregel",
    }
}

/// Where something can be changed.
pub(super) const fn level(l: u8) -> &'static str {
    match l {
        1 => "binnen de regels",
        2 => "beleidsregel of werkinstructie",
        3 => "lagere regeling (amvb, ministeriële regeling of verordening)",
        _ => "wet",
    }
}
