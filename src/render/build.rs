//! Fills the mirror from an assessment.

use super::names::{Names, words};
use super::view::{
    AmountView, AnswerView, AssumptionView, DeadlineView, DutyView, MissingView, NormView, OrganView, OutcomeView,
    RangeView, RouteView, SourceView, View,
};
use crate::eval::{Amount, Asked, Assessment, EscapeKind, Factor, Outcome, Reason, Route, Verdict};
use crate::ir::rule::{Body, Origin};
use crate::ir::{Program, RuleId, SymId, SymKind};
use crate::law::{Certainty, Status, deep_link};
use crate::value::{Date, Entity, Exact, decimal, dutch_money};

/// What is needed to show an assessment.
#[derive(Clone, Copy)]
pub struct Showing<'a> {
    /// Names.
    pub names: Names<'a>,
    /// Reference date.
    pub date: Date,
    /// Version of the rules.
    pub version: &'a str,
    /// Whether derivations are shown.
    pub derivations: bool,
}

impl<'a> Showing<'a> {
    pub(super) fn program(&self) -> &'a Program {
        self.names.program
    }

    /// The mirror of an assessment.
    #[must_use]
    pub fn view(&self, assessment: &Assessment) -> View {
        let case = self.names.case;
        View {
            titel: case.title.to_string(),
            peildatum: self.date.to_string(),
            gemeente: case.municipality.as_ref().map(ToString::to_string),
            regelversie: self.version.to_owned(),
            uitkomsten: assessment.outcomes.iter().map(|o| self.outcome(o)).collect(),
            antwoorden: assessment.answers.iter().map(|a| self.answer(a)).collect(),
            plichten: assessment.duties.iter().filter_map(|d| self.duty(d)).collect(),
            termijnen: assessment.deadlines.iter().filter_map(|d| self.deadline(d)).collect(),
            aannames: assessment.assumed.iter().filter_map(|(fact, about)| self.assumption(*fact, about)).collect(),
            bevindingen: Vec::new(),
            ruimte: Vec::new(),
            niet_meegenomen: self.left_out(assessment),
            let_op: "Dit is geen besluit. Een mens beslist; open normen zijn niet ingevuld.".to_owned(),
        }
    }

    pub(super) fn labels(&self, about: &[Entity]) -> Vec<String> {
        about.iter().map(|e| self.names.case.name(*e).to_string()).collect()
    }

    pub(super) fn outcome(&self, o: &Outcome) -> OutcomeView {
        let law = self.law_of(o.right);
        let bronnen = self.sources(&o.provisions(), &o.carrying);
        let bepalingen = cited(&bronnen);
        let derivation =
            self.derivations.then(|| crate::explain::argue(self.program(), &o.derivation, self.date)).flatten();
        let mut view = OutcomeView {
            recht: self.names.symbol(o.right),
            naam: self.names.plain(o.right),
            wet: law,
            houder: self.names.case.name(o.holder).to_string(),
            gezamenlijk_met: self.labels(&o.jointly),
            voor: o.subject.map(|s| self.names.case.name(s).to_string()),
            oordeel: o.verdict.word().to_owned(),
            zin: String::new(),
            bedrag: o.amount.filter(|a| o.verdict != Verdict::NoUnless || a.value != Exact::ZERO).map(amount),
            bedrag_tussen: o.between.map(|(low, high)| RangeView { laagste: amount(low), hoogste: amount(high) }),
            deels: o.partial,
            bepalingen,
            bronnen,
            ontbreekt: o.missing.iter().map(|r| self.missing(r)).collect(),
            open_normen: o.norms.iter().filter_map(|r| self.norm(r, &o.factors)).collect(),
            niet_voldaan: o.unmet.iter().map(|u| self.unmet(u)).collect(),
            uitwegen: o.routes.iter().map(|r| self.route(r)).collect(),
            orgaan: o.organ.as_ref().map(|c| OrganView {
                naam: organ(&c.name),
                gemeente: c.municipality.as_ref().map(ToString::to_string),
                doorzenden: c.forward,
            }),
            wijze: o.manner.map(|m| m.words().to_owned()),
            vorm: o.form.as_ref().map(|f| words(f)),
            prestatie: o.performance.as_ref().map(ToString::to_string),
            ingang: o.starts.map(|d| d.to_string()),
            einde: o.ends.map(|d| d.to_string()),
            een_van_meer: o.exclusive,
            geen_grondslag: o.baseless,
            aannames: o
                .derivation
                .assumed()
                .iter()
                .filter_map(|(f, about)| Some(self.assumption(*f, about)?.zin))
                .collect(),
            afleiding: derivation.map(|a| super::argument::view(self.names, &a)),
        };
        view.zin = self.sentence(o, &view);
        view
    }

    /// The title of the law of a symbol.
    pub(super) fn law_of(&self, symbol: SymId) -> String {
        let code = self.program().signature(symbol).and_then(|s| s.sym.law.clone());
        code.and_then(|l| self.program().regulation(&l)).map_or_else(String::new, |r| r.title.to_string())
    }

    fn answer(&self, a: &Asked) -> AnswerView {
        let carrying = a.derivation.reason();
        let mut all = carrying.clone();
        all.extend(a.derivation.carrying().into_iter().filter(|r| !carrying.contains(r)));
        let bronnen = self.sources(&all, &carrying);
        let derivation = crate::explain::argue(self.program(), &a.derivation, self.date)
            .map(|d| super::argument::view(self.names, &d));
        // The steps themselves; where a step was unfolded before does not matter here.
        let plain = |zin: &str| zin.trim_end_matches(super::argument::ABOVE).to_owned();
        let itself = derivation.as_ref().map(|d| plain(&d.zin));
        let steps = derivation.iter().flat_map(|d| &d.steunt_op).filter(|s| s.bepaling.is_none());
        let because = steps
            .map(|s| (plain(&s.zin), &s.uitkomst))
            .filter(|(zin, _)| Some(zin) != itself.as_ref())
            .map(|(zin, found)| format!("{zin}: {found}"))
            .collect();
        let about: Vec<_> = a.about.iter().map(|e| crate::value::Value::Entity(*e)).collect();
        let ty = self.program().signature(a.what).map_or(crate::value::Type::Truth, |s| s.result.clone());
        AnswerView {
            begrip: self.names.symbol(a.what),
            wet: self.law_of(a.what),
            over: self.labels(&a.about),
            zin: self.names.phrase(a.what, &about),
            uitkomst: super::argument::found(self.names, &a.found, &ty),
            bepalingen: cited(&bronnen),
            bronnen,
            ontbreekt: a.reasons.iter().map(|r| self.missing(r)).collect(),
            want: because,
            afleiding: derivation.filter(|_| self.derivations),
        }
    }

    /// Provisions of rules, each version once.
    pub(super) fn sources(&self, rules: &[RuleId], direct: &[RuleId]) -> Vec<SourceView> {
        let program = self.program();
        let mut seen = Vec::new();
        let mut out = Vec::new();
        for id in rules {
            let Some(linked) = program.rule(*id) else { continue };
            if seen.contains(&linked.provision) {
                continue;
            }
            seen.push(linked.provision);
            let Some(p) = program.provision(linked.provision) else { continue };
            let regulation = program.regulation(p.citation.code().unwrap_or(&p.law));
            let reading = match &p.origin {
                Origin::Reading { reading, .. } => Some(format!("lezing {}", words(reading))),
                Origin::Bill(code) => Some(format!("zoals gewijzigd door {code}")),
                _ => None,
            };
            out.push(SourceView {
                bepaling: reading.map_or_else(|| p.citation.to_string(), |r| format!("{} ({r})", p.citation)),
                opschrift: p.caption.to_string(),
                versie: (p.validity.from > Date::FIRST).then(|| p.validity.from.to_string()),
                rechtstreeks: direct.contains(id),
                tot: linked.validity.until.map(|d| d.to_string()),
                gelezen: p.read.map(|d| d.to_string()),
                status: status(&p.status).to_owned(),
                zekerheid: p.certainty.0.word().to_owned(),
                twijfel: p.certainty.1.as_ref().map(ToString::to_string),
                kern: p.gist.as_ref().map(ToString::to_string),
                link: deep_link(&p.citation, regulation.as_deref(), self.date),
                rang: regulation
                    .map_or("rechtspraak", |r| if p.citation.code().is_some() { r.rank.word() } else { "rechtspraak" })
                    .to_owned(),
            });
        }
        out
    }

    fn missing(&self, reason: &Reason) -> MissingView {
        let (soort, wat, over) = match reason {
            Reason::Fact(f, about) | Reason::Imprecise(f, about) => ("feit", self.names.symbol(*f), self.labels(about)),
            Reason::Norm(n, about) => ("open norm", self.names.symbol(*n), self.labels(about)),
            Reason::Incomplete(what) => ("volledigheid", what.to_string(), Vec::new()),
            Reason::Decision(r, p) | Reason::Discretion(r, p) => ("besluit", self.names.symbol(*r), self.labels(&[*p])),
            Reason::NoAmount(s, _) => ("bedrag", self.names.symbol(*s), Vec::new()),
            Reason::NoRule(s) | Reason::EmptySlot(s) => ("regel", self.names.symbol(*s), Vec::new()),
            Reason::Silent(text) => ("wet zwijgt", text.to_string(), Vec::new()),
            Reason::Clash(rules) => {
                ("botsing", rules.iter().map(|r| self.names.cite(*r)).collect::<Vec<_>>().join(", "), Vec::new())
            }
            Reason::Circular(s) => ("kring", self.names.symbol(*s), Vec::new()),
            Reason::Arithmetic | Reason::Absent => ("anders", String::new(), Vec::new()),
        };
        let vraag = match reason {
            Reason::Fact(f, about) | Reason::Imprecise(f, about) => self.names.question(*f, about),
            _ => None,
        };
        MissingView { soort: soort.to_owned(), wat, over, zin: self.names.reason(reason), vraag }
    }

    pub(super) fn norm(&self, reason: &Reason, known: &[Factor]) -> Option<NormView> {
        let Reason::Norm(norm, about) = reason else { return None };
        let program = self.program();
        let symbol = program.symbol(*norm)?;
        let mut view = NormView {
            norm: self.names.symbol(*norm),
            over: self.labels(about),
            zin: self.names.reason(reason),
            vraag: self.names.question(*norm, about),
            door: None,
            beoordelingsruimte: None,
            gezichtspunten: Vec::new(),
            bepaling: String::new(),
        };
        for id in &symbol.rules {
            let Some(linked) = program.rule(*id) else { continue };
            let Body::Norm { judge, margin, factors, .. } = &linked.rule.body else { continue };
            if !linked.validity.contains(self.date) {
                continue;
            }
            if view.bepaling.is_empty() {
                view.bepaling = self.names.cite(*id);
            }
            view.door = view.door.or_else(|| judge.as_ref().map(|j| organ(j)));
            view.beoordelingsruimte =
                view.beoordelingsruimte.or_else(|| margin.map(|m| (if m { "met" } else { "zonder" }).to_owned()));
            for (index, (text, _)) in factors.iter().enumerate() {
                let state =
                    known.iter().find(|f| f.rule == *id && f.index == index && f.norm == *norm && f.about == *about);
                let text = self.names.filled(text, linked.rule.vars.iter().map(|v| &*v.name), about);
                match state.map(|f| f.present) {
                    // What the facts rule out need not be weighed.
                    Some(false) => {}
                    Some(true) => view.gezichtspunten.push(format!("{text} (blijkt uit de feiten)")),
                    None => view.gezichtspunten.push(text),
                }
            }
        }
        Some(view)
    }

    /// The ways out of a refusal, each with why it fails or what it turns on.
    #[must_use]
    pub fn ways_out(&self, o: &Outcome) -> Vec<RouteView> {
        o.routes.iter().map(|r| self.route(r)).collect()
    }

    fn route(&self, r: &Route) -> RouteView {
        let program = self.program();
        let provision = program.provision_of(r.rule);
        let organ = program.rule(r.rule).and_then(|l| match &l.rule.body {
            Body::Power { organ: o, .. } => Some(organ(o)),
            _ => None,
        });
        let soort = match r.kind {
            EscapeKind::Exception => "uitzondering",
            EscapeKind::Request => "op verzoek",
            EscapeKind::Power => "bevoegdheid",
            EscapeKind::Hardship => "hardheidsclausule",
        };
        let status = if r.open {
            "open"
        } else if r.fails.is_some() {
            "faalt"
        } else {
            "hangt af"
        };
        RouteView {
            soort: soort.to_owned(),
            bepaling: provision.map(|p| p.citation.to_string()),
            kern: provision.and_then(|p| p.gist.as_ref()).map(ToString::to_string),
            orgaan: organ,
            status: status.to_owned(),
            hangt_af_van: r.depends.iter().map(|d| self.names.reason(d)).collect(),
            reden: r.fails.as_ref().map(ToString::to_string),
        }
    }

    fn duty(&self, d: &crate::eval::DutyOutcome) -> Option<DutyView> {
        let linked = self.program().rule(d.rule)?;
        let Body::Duty { act, forbidden, organ, towards, .. } = &linked.rule.body else { return None };
        let person = d.person.map(|p| self.names.entity(p));
        let (who, to) = match organ {
            Some(o) => (self::organ(o), person),
            None => (person.unwrap_or_default(), towards.as_ref().map(|t| self::organ(t))),
        };
        Some(DutyView {
            soort: (if *forbidden { "verbod" } else { "plicht" }).to_owned(),
            handeling: words(act),
            wie: who,
            jegens: to,
            status: (if d.holds == Some(true) { "geldt" } else { "hangt af" }).to_owned(),
            hangt_af_van: d.reasons.iter().map(|r| self.names.reason(r)).collect(),
            bedrag: d.amount.map(amount),
            bepaling: self.names.cite(d.rule),
            kern: self.program().provision_of(d.rule).and_then(|p| p.gist.as_ref()).map(ToString::to_string),
        })
    }

    pub(super) fn deadline(&self, d: &crate::eval::Deadline) -> Option<DeadlineView> {
        let linked = self.program().rule(d.rule)?;
        let Body::Term { name, organ, towards, consequence, .. } = &linked.rule.body else { return None };
        let var = linked.rule.vars.first().map(|v| v.name.to_string()).unwrap_or_default();
        let person = self.names.entity(d.person);
        Some(DeadlineView {
            naam: words(name),
            wie: organ.as_ref().map_or_else(|| person.clone(), |o| self::organ(o)),
            jegens: if organ.is_some() { Some(person.clone()) } else { towards.as_ref().map(|t| self::organ(t)) },
            hangt_af_van: d.reasons.iter().map(|r| self.names.reason(r)).collect(),
            begin: d.begins.to_string(),
            laatste_dag: d.ends.to_string(),
            verstreken: d.passed,
            daarna: consequence.as_ref().map(|c| match c.strip_prefix(&format!("{var} mag")) {
                Some(rest) => format!("{person} mag {}", rest.trim_start_matches([':', ' '])),
                None => c.to_string(),
            }),
            bepaling: self.names.cite(d.rule),
        })
    }

    fn assumption(&self, fact: crate::ir::SymId, about: &crate::eval::About) -> Option<AssumptionView> {
        let signature = self.program().signature(fact)?;
        let SymKind::Fact(info) = &signature.kind else { return None };
        let (value, because) = info.default.as_ref()?;
        let values: Vec<_> = about.iter().map(|e| crate::value::Value::Entity(*e)).collect();
        Some(AssumptionView {
            feit: self.names.symbol(fact),
            over: self.labels(about),
            zin: format!("{}: {}", self.names.phrase(fact, &values), self.names.value(value, &signature.result)),
            omdat: because.to_string(),
        })
    }

    /// What the outcomes do not take into account.
    fn left_out(&self, assessment: &Assessment) -> Vec<String> {
        let program = self.program();
        let mut out: Vec<String> = Vec::new();
        let mut used: Vec<RuleId> = assessment.outcomes.iter().flat_map(Outcome::provisions).collect();
        used.sort();
        used.dedup();
        for choice in &program.choices {
            // What was used, which `--lezing` may have made another than the chosen one.
            let reading = used.iter().filter_map(|id| program.provision_of(*id)).find_map(|p| match &p.origin {
                Origin::Reading { choice: c, reading, .. } if *c == choice.name => Some(reading),
                _ => None,
            });
            if let Some(reading) = reading {
                let others: Vec<String> = choice.readings.iter().filter(|r| *r != reading).map(|r| words(r)).collect();
                out.push(format!(
                    "Keuze `{}`: de lezing {} is gebruikt; anders gelezen ({}) kan de uitkomst verschillen.",
                    choice.name,
                    words(reading),
                    others.join(", ")
                ));
            }
        }
        out.extend(assessment.void.iter().map(|(power, person)| {
            format!(
                "Het besluit over {} op grond van {} telt niet mee: de voorwaarden van die bevoegdheid zijn niet vervuld.",
                self.names.entity(*person),
                self.names.cite(*power)
            )
        }));
        let mut doubtful: Vec<String> = used
            .iter()
            .filter_map(|id| program.provision_of(*id))
            .filter(|p| p.certainty.0 == Certainty::Low)
            .map(|p| {
                format!(
                    "{} steunt op een onzekere bron{}.",
                    p.citation,
                    p.certainty.1.as_ref().map_or(String::new(), |r| format!(": {r}"))
                )
            })
            .collect();
        doubtful.sort();
        doubtful.dedup();
        out.extend(doubtful);
        // A list of words is no regulation to a reader.
        let says = |(id, place): (RuleId, crate::ir::ProvisionId), code: &str| {
            program.provision(place).is_some_and(|p| &*p.law == code) && !program.impossible.contains(&id)
        };
        let states = |code: &str| program.rules.places().any(|placed| says(placed, code));
        let codes: Vec<String> =
            program.index.regulations().iter().map(|r| r.code.to_string()).filter(|code| states(code)).collect();
        if !codes.is_empty() {
            out.push(format!("Alleen deze regelingen zijn gecodeerd, en die niet volledig: {}.", codes.join(", ")));
        }
        out
    }
}

/// The places of sources, each once.
fn cited(sources: &[SourceView]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for s in sources {
        if !out.contains(&s.bepaling) {
            out.push(s.bepaling.clone());
        }
    }
    out
}

pub(super) fn amount(a: Amount) -> AmountView {
    let per = a.unit.base().map(|b| b.word().to_owned());
    let shown = dutch_money(a.value);
    let geschreven = per.as_ref().map_or_else(|| shown.clone(), |p| format!("{shown} per {p}"));
    AmountView { waarde: decimal(a.value), per, geschreven }
}

/// An amount with its unit as one writes it.
pub(super) fn amount_written(a: Amount) -> String {
    amount(a).geschreven
}

const fn status(status: &Status) -> &'static str {
    match status {
        Status::InForce => "geldend",
        Status::Lapsed => "vervallen",
        Status::NotYet => "nog niet in werking",
        Status::Tolerated(_) => "gedoogd",
        Status::Proposed => "voorstel",
    }
}

/// An organ as one writes it: abbreviations and Dienst Toeslagen are proper names.
pub(super) fn organ(name: &str) -> String {
    match name {
        "dienst_toeslagen" => "Dienst Toeslagen".to_owned(),
        short if short.len() <= 4 => short.to_uppercase(),
        other => words(other),
    }
}
