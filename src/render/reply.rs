//! Fills the mirror of a reply: what the rules say to a no, in plain sentences.

use super::build::Showing;
use super::names::{Names, capital};
use super::reply_view::{CarrierView, CitedView, HeardView, PaletteView, ReplyView};
use super::sentence::join;
use super::spoken::{law_with_article, spoken, with_article};
use super::view::{RoomView, RouteView, TouchedView, View};
use crate::eval::{Assessment, Force, Outcome, Reason, Verdict};
use crate::ir::{RuleId, SymId};
use crate::law::{Citation, Status, deep_link};
use crate::reply::{Answer, Argument, Asked, Bears, Belongs, Carrier, Cited, Lapse, Named, Reply, Role, Standing};
use crate::value::Date;

/// What a reply is written from.
pub(super) struct Written<'a> {
    /// Names with an article.
    pub showing: Showing<'a>,
    pub assessment: &'a Assessment,
    pub reply: &'a Reply,
    pub outcome: &'a Outcome,
}

impl Showing<'_> {
    /// The mirrors of replies; `view` is the mirror of the assessment they were found in, with its room.
    #[must_use]
    pub fn replies(&self, replies: &[Reply], assessment: &Assessment, view: &View) -> Vec<ReplyView> {
        let case = spoken(self.names.case);
        let showing = Showing { names: Names { program: self.names.program, case: &case }, ..*self };
        let written = |reply: &Reply| {
            let outcome = assessment.outcomes.get(reply.outcome)?;
            Some(Written { showing, assessment, reply, outcome }.view(self, view))
        };
        replies.iter().filter_map(written).collect()
    }
}

impl Written<'_> {
    fn view(&self, plain: &Showing<'_>, view: &View) -> ReplyView {
        let (r, o) = (self.reply, self.outcome);
        let case = plain.names.case;
        let of = |i: &usize| view.ruimte.get(*i).cloned();
        let room: Vec<RoomView> = r.room.iter().filter_map(of).collect();
        ReplyView {
            titel: view.titel.clone(),
            peildatum: view.peildatum.clone(),
            regelversie: view.regelversie.clone(),
            gevraagd: TouchedView {
                recht: plain.names.symbol(o.right),
                houder: case.name(o.holder).to_string(),
                voor: o.subject.map(|s| case.name(s).to_string()),
                oordeel: Some(o.verdict.word().to_owned()),
            },
            gevraagd_in_woorden: self.showing.asked(o),
            gevraagd_op: r.asked_on.map(|d| d.to_string()),
            gehoord: HeardView {
                soort_reden: r.argument.word().to_owned(),
                orgaan: r.heard.organ.as_ref().map(|_| self.addressee()),
                datum: r.heard.date.map(|d| d.to_string()),
                citaat: r.heard.quote.as_ref().map(ToString::to_string),
            },
            conclusie: self.conclusion(),
            terecht: r.justified(self.assessment),
            aangehaald: self.cited(),
            dragers: r.carriers.iter().filter_map(|c| self.carrier(c)).collect(),
            niet_van_toepassing: r.not_met.iter().map(|n| self.showing.names.cite(n.rule)).collect(),
            nog_open: self.still_open(),
            uitwegen: self.ways(),
            antwoord: self.answer("gecodeerde regels"),
            uitkomst: plain.outcome(o),
            ruimte: room,
            palet: r.palette.iter().filter_map(|(i, close)| self.palette(*i, *close)).collect(),
            termijnen: self.deadlines().filter_map(|d| self.showing.deadline(d)).collect(),
            brief: self.letter(),
            niet_meegenomen: view.niet_meegenomen.clone(),
            let_op: view.let_op.clone(),
        }
    }

    /// What must still be found out or weighed, as questions.
    fn still_open(&self) -> Vec<String> {
        let view = self.showing.outcome(self.outcome);
        let missing = view.ontbreekt.iter().map(|m| format!("Na te gaan: {}", m.vraag.as_ref().unwrap_or(&m.zin)));
        let norms = view.open_normen.iter().map(|n| {
            let by = n.door.as_ref().map_or_else(String::new, |d| format!(", door {}", with_article(d)));
            format!("Te wegen{by}: {} ({})", n.vraag.as_ref().unwrap_or(&n.zin), n.bepaling)
        });
        missing.chain(norms).collect()
    }

    /// The ways out that were examined.
    pub(super) fn ways(&self) -> Vec<String> {
        let view = self.showing.outcome(self.outcome);
        let one = |w: &RouteView| {
            let place = w.bepaling.clone().unwrap_or_else(|| w.soort.clone());
            let state = match (&*w.status, &w.reden) {
                ("faalt", Some(why)) => format!("helpt hier niet: {why}"),
                ("faalt", None) => "helpt hier niet".to_owned(),
                ("open", _) => "staat open".to_owned(),
                _ => format!("hangt af van: {}", w.hangt_af_van.join("; ")),
            };
            format!("{place} ({}) {state}", w.soort)
        };
        view.uitwegen.iter().map(one).collect()
    }

    pub(super) fn deadlines(&self) -> impl Iterator<Item = &crate::eval::Deadline> {
        self.reply.deadlines.iter().filter_map(|i| self.assessment.deadlines.get(*i))
    }

    fn gist(&self, rule: RuleId) -> Option<String> {
        let p = self.showing.program().provision_of(rule)?;
        p.gist.as_ref().map(|g| g.trim_end().to_owned())
    }

    pub(super) fn link(&self, rule: RuleId) -> Option<String> {
        let program = self.showing.program();
        let p = program.provision_of(rule)?;
        let regulation = p.citation.code().and_then(|c| program.regulation(c));
        deep_link(&p.citation, regulation.as_deref(), self.showing.date)
    }

    /// `Pw artikel 35 lid 1: Er is bijzondere bijstand voor …`
    pub(super) fn told(&self, rule: RuleId) -> String {
        let cite = self.showing.names.cite(rule);
        self.gist(rule).map_or_else(|| cite.clone(), |g| format!("{cite}: {g}"))
    }

    /// Whether the no holds, in plain sentences.
    fn conclusion(&self) -> String {
        let o = self.outcome;
        let (who, asked) = (self.showing.decides(o), self.showing.asked(o));
        let open = |all: &[Reason]| join(&self.showing.names.reasons(all), "en");
        match o.verdict {
            Verdict::Must if o.partial => {
                format!("Dit nee klopt niet helemaal. {} moet een deel geven van: {asked}.", capital(&who))
            }
            Verdict::Must => format!("Dit nee klopt niet. {} moet dit geven: {asked}.", capital(&who)),
            Verdict::May => format!(
                "Dit nee volgt niet vanzelf uit de regels. {} mag dit geven ({asked}) en moet die keuze zelf maken.",
                capital(&who)
            ),
            Verdict::Provided => format!("Dit nee is te vroeg. Eerst moet dit duidelijk zijn: {}.", open(&o.missing)),
            Verdict::Judgement => {
                format!("Dit nee is te vroeg. Een mens moet eerst wegen: {}.", open(&o.norms))
            }
            Verdict::NoUnless => {
                let gist = o.refusing(self.showing.program()).and_then(|r| self.gist(r));
                let gist = gist.map_or_else(String::new, |g| format!(" {g}"));
                format!("De uitkomst is “nee, tenzij”; dit nee staat dus nog niet vast.{gist}")
            }
            Verdict::No if o.baseless => {
                "Dit nee klopt volgens de gecodeerde regels: geen regel die nu geldt, geeft dit recht.".to_owned()
            }
            Verdict::No => format!("Dit nee klopt volgens de gecodeerde regels.{}", self.proof()),
            Verdict::Unknown => {
                format!("Of dit nee klopt, is nog niet te zeggen. Er ontbreekt: {}.", open(&o.missing))
            }
            Verdict::Clash => "Of dit nee klopt, is niet te zeggen: de regels spreken elkaar hier tegen.".to_owned(),
        }
    }

    /// The proof of a no that is right.
    fn proof(&self) -> String {
        match self.outcome.routes.len() {
            0 => " Er is geen uitweg gecodeerd die dit kan veranderen.".to_owned(),
            1 => " Er is één uitweg nagegaan; die helpt hier niet.".to_owned(),
            n => format!(" Er zijn {n} uitwegen nagegaan; geen ervan helpt."),
        }
    }

    fn cited(&self) -> CitedView {
        let Some(c) = &self.reply.cited else {
            return CitedView {
                tekst: None,
                staat: "niets genoemd".to_owned(),
                hoort_bij: "onbekend".to_owned(),
                draagt: "draagt niet".to_owned(),
                bepalingen: Vec::new(),
                zin: self.nothing_cited(),
            };
        };
        let program = self.showing.program();
        let whole = matches!(c.named, Named::Law(_));
        let places = c.provisions.iter().filter(|_| !whole).filter_map(|id| program.provision(*id));
        CitedView {
            tekst: Some(c.text.to_string()),
            staat: match c.standing {
                Standing::InForce => "gecodeerd en geldend",
                Standing::NotInForce(_) => "gecodeerd, niet geldend",
                Standing::NotEncoded => "niet gecodeerd",
            }
            .to_owned(),
            hoort_bij: match c.belongs {
                Belongs::Own => "eigen wet",
                Belongs::Related => "hangt samen",
                Belongs::Other => "andere wet",
                Belongs::Unknown => "onbekend",
            }
            .to_owned(),
            draagt: match c.bears {
                Bears::Carries => "draagt",
                Bears::Would => "zou dragen",
                Bears::Read => "meegelezen",
                Bears::NotMet => "voorwaarden niet vervuld",
                Bears::Gives => "geeft het recht",
                Bears::Nothing => "draagt niet",
            }
            .to_owned(),
            bepalingen: places.map(|p| p.citation.to_string()).collect(),
            zin: self.cited_sentence(c),
        }
    }

    fn nothing_cited(&self) -> String {
        if self.reply.argument == Argument::Law {
            "Er is geen artikel genoemd. Wie zegt dat iets niet mag van de wet, kan het artikel noemen.".to_owned()
        } else {
            "Er is geen wet of artikel genoemd.".to_owned()
        }
    }

    /// What a citation is, of which law it is, and what it does here.
    pub(super) fn cited_sentence(&self, c: &Cited) -> String {
        let name = self.cited_name(c);
        let standing = match (&c.standing, &c.named) {
            (Standing::InForce, Named::Law(_)) => format!("{} is voor een deel gecodeerd.", capital(&name)),
            (Standing::InForce, _) => format!("{} is gecodeerd en geldt nu.", capital(&name)),
            (Standing::NotInForce(lapse), _) => format!("{} is gecodeerd, maar {}.", capital(&name), told(lapse)),
            (Standing::NotEncoded, Named::Other) => {
                return format!(
                    "“{}” is geen artikel dat kanwel herkent. Vraag welk artikel er wordt bedoeld.",
                    c.text
                );
            }
            (Standing::NotEncoded, _) => {
                return format!(
                    "{} is niet gecodeerd. Dat betekent niet dat het niet bestaat; kanwel kan er niets over zeggen. Lees de tekst zelf na.",
                    capital(&name)
                );
            }
        };
        let meets = self.reply.not_met.iter().filter(|n| n.cited).map(|n| self.told(n.rule));
        let meets: Vec<String> = meets
            .map(|t| {
                format!(
                    "Wel regelt een bepaling hoe beide wetten samengaan. {t} Aan die voorwaarden is hier niet voldaan."
                )
            })
            .collect();
        let out = format!("{standing} {} {}", self.about(c), meets.join(" "));
        out.trim_end().to_owned()
    }

    /// `Wmo artikel 2.3.5`, or `de Wet maatschappelijke ondersteuning 2015 (Wmo)`.
    pub(super) fn cited_name(&self, c: &Cited) -> String {
        let title = |code: &str| self.showing.program().regulation(code).map(|r| law_with_article(&r.title));
        match &c.named {
            Named::Law(code) => title(code).map_or_else(|| code.to_string(), |t| format!("{t} ({code})")),
            Named::Place(Citation::Law { law, address }) => format!("{law} {address}"),
            Named::Place(other) => other.to_string(),
            Named::Other => c.text.to_string(),
        }
    }

    pub(super) fn about(&self, c: &Cited) -> String {
        let asked = self.showing.asked(self.outcome);
        let law = self.showing.law_of_right(self.outcome.right);
        let whole = matches!(c.named, Named::Law(_));
        match (c.bears, c.belongs) {
            (Bears::Nothing | Bears::Read, Belongs::Other) => {
                format!("Maar gevraagd is {asked}, en dat staat in een andere wet: {law}. Dit nee steunt er niet op.")
            }
            (Bears::Carries, _) if whole => format!("Het nee steunt op die wet. Het artikel is {}.", self.places(c)),
            (Bears::Carries, _) => "Deze bepaling draagt het nee.".to_owned(),
            (Bears::Would, _) => {
                let what = if whole { format!("Het artikel dat telt, is {}.", self.places(c)) } else { String::new() };
                format!("{what} Of dat het nee draagt, hangt af van wat nog open is.").trim_start().to_owned()
            }
            (Bears::Read, _) => "Deze bepaling telt wel mee, maar draagt het nee niet zelf.".to_owned(),
            (Bears::NotMet, _) if whole => {
                "Daarin staat wel iets over dit recht, maar aan de voorwaarden is hier niet voldaan.".to_owned()
            }
            (Bears::NotMet, _) => {
                "Deze bepaling gaat over dit recht, maar aan de voorwaarden is hier niet voldaan.".to_owned()
            }
            (Bears::Gives, _) => "Die regels geven dit recht juist.".to_owned(),
            (Bears::Nothing, _) if c.standing != Standing::InForce => {
                "Een bepaling die nu niet geldt, kan dit nee niet dragen.".to_owned()
            }
            (Bears::Nothing, _) if self.grounds().is_empty() => "Dat draagt het nee niet.".to_owned(),
            (Bears::Nothing, _) => format!("Dat draagt het nee niet. Voor {asked} telt {}.", self.grounds()),
        }
    }

    /// The places of what should give the right; else of everything that carries.
    pub(super) fn grounds(&self) -> String {
        let ground = |c: &&Carrier| matches!(c.role, Role::Fails | Role::InDoubt | Role::Gives);
        let some = self.cites(self.reply.carriers.iter().filter(ground));
        if some.is_empty() { join(&self.cites(self.reply.carriers.iter()), "en") } else { join(&some, "of") }
    }

    /// The places of what carries, as far as they lie in what was cited.
    pub(super) fn places(&self, c: &Cited) -> String {
        let program = self.showing.program();
        let within = |x: &&Carrier| program.rule(x.rule).is_some_and(|l| c.provisions.contains(&l.provision));
        join(&self.cites(self.reply.carriers.iter().filter(within)), "en")
    }

    fn cites<'c>(&self, carriers: impl Iterator<Item = &'c Carrier>) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for cite in carriers.map(|c| self.showing.names.cite(c.rule)) {
            if !out.contains(&cite) {
                out.push(cite);
            }
        }
        out
    }

    pub(super) fn carrier(&self, c: &Carrier) -> Option<CarrierView> {
        let program = self.showing.program();
        let p = program.provision_of(c.rule)?;
        let regulation = p.citation.code().or(Some(&p.law)).and_then(|code| program.regulation(code));
        let role = match c.role {
            Role::Refuses(_) => "weigert",
            Role::Excludes => "sluit uit",
            Role::Fails => "voorwaarden niet vervuld",
            Role::MayRefuse(_) => "kan weigeren",
            Role::InDoubt => "open",
            Role::Gives => "geeft",
        };
        let ruling = p.citation.code().is_none();
        Some(CarrierView {
            bepaling: p.citation.to_string(),
            wet: regulation.as_ref().map_or_else(String::new, |r| r.title.to_string()),
            rol: role.to_owned(),
            zin: self.role(c.role),
            kern: self.gist(c.rule),
            link: self.link(c.rule),
            rang: regulation.filter(|_| !ruling).map_or("rechtspraak", |r| r.rank.word()).to_owned(),
        })
    }

    fn role(&self, role: Role) -> String {
        match role {
            Role::Refuses(Force::Bound) => "weigert dit; het orgaan moet dat volgen".to_owned(),
            Role::Refuses(Force::Free) => "laat het orgaan vrij om te weigeren".to_owned(),
            Role::Refuses(Force::Lower) => "weigert dit, maar is een lagere regel".to_owned(),
            Role::Excludes if self.outcome.unmet.is_empty() => {
                "sluit dit uit, met een uitzondering die nog open is".to_owned()
            }
            Role::Excludes => "sluit dit uit".to_owned(),
            Role::Fails => "geeft dit recht, maar aan de voorwaarden is niet voldaan".to_owned(),
            Role::MayRefuse(_) => "weigert dit als wat nog open is, zo uitvalt".to_owned(),
            Role::InDoubt => "geeft dit recht of niet: dat hangt af van wat nog open is".to_owned(),
            Role::Gives => "geeft dit recht".to_owned(),
        }
    }

    pub(super) fn palette(&self, index: usize, close: bool) -> Option<PaletteView> {
        let o = self.assessment.outcomes.get(index)?;
        Some(PaletteView {
            recht: self.showing.names.symbol(o.right),
            naam: self.showing.names.plain(o.right),
            wet: self.showing.law_of(o.right),
            voor: o.subject.map(|s| self.showing.names.case.name(s).to_string()),
            oordeel: o.verdict.word().to_owned(),
            bepaling: o.carrying.first().map(|r| self.showing.names.cite(*r)),
            hangt_samen: close,
        })
    }

    /// What there is to say to the kind of reason; `rules` is how the encoded rules are called.
    pub(super) fn answer(&self, rules: &str) -> Vec<String> {
        let who = self.showing.decides(self.outcome);
        match &self.reply.answer {
            Answer::Law => Vec::new(),
            Answer::Equality { individual, points } => {
                let mut out = vec![
                    "Gelijke gevallen gelijk behandelen is een goed uitgangspunt. Ongelijke gevallen mogen en moeten dan verschillen.".to_owned(),
                    self.alike(points),
                ];
                out.extend(
                    individual
                        .iter()
                        .map(|r| format!("De wet vraagt zelf om naar de persoon te kijken. {}", self.told(*r))),
                );
                if individual.is_empty() {
                    out.push(format!("In de {rules} staat geen plicht om de beslissing op de persoon af te stemmen."));
                }
                out
            }
            Answer::Precedent { points } => {
                let mut out = vec![
                    format!("Angst voor een precedent staat niet als grond in de {rules} over dit recht."),
                    self.alike(points),
                    "Een ja met een uitleg over deze situatie telt alleen voor wie op die punten gelijk is.".to_owned(),
                ];
                out.extend(self.reply.reasons.map(|r| format!("Schrijf daarom de redenen op. {}", self.told(r))));
                out
            }
            Answer::Means { ceilings, bound } => self.means(ceilings, *bound, &who, rules),
            Answer::SelfReliance { norms } => self.alone(norms, rules),
            Answer::Moral { bound } => {
                let choice = if *bound {
                    format!(
                        "Voor dit recht heeft de wetgever de keuze al gemaakt: is aan de voorwaarden voldaan, dan moet {who} het geven."
                    )
                } else {
                    format!("De wet laat hier een keuze aan {who}. Wie die keuze maakt, legt haar uit.")
                };
                vec![
                    "Dit is geen grond in de wet. Het is een mening over wat goed is; de wet kan die niet weerleggen."
                        .to_owned(),
                    format!(
                        "Over wat voorgaat, beslist het bestuur, niet wie de aanvraag behandelt. Over dit recht beslist {who}."
                    ),
                    choice,
                ]
            }
            Answer::Capacity => {
                if self.reply.private {
                    return vec!["Drukte is geen grond in de wet.".to_owned()];
                }
                let mut out = vec!["Drukte is geen grond in de wet. De termijnen lopen door.".to_owned()];
                let own = self.deadlines().filter_map(|d| self.showing.deadline(d)).map(|t| term_sentence(&t));
                out.extend(own);
                if out.len() == 1 {
                    out.push(
                        "In deze casus loopt geen termijn die is gecodeerd. Staat de datum van de aanvraag erin?"
                            .to_owned(),
                    );
                }
                out
            }
        }
    }

    /// On which points cases are alike.
    fn alike(&self, points: &[SymId]) -> String {
        let names: Vec<String> = points.iter().map(|s| self.showing.names.plain(*s)).collect();
        if names.is_empty() {
            return "Vergelijk alleen met mensen in dezelfde situatie.".to_owned();
        }
        format!("De regels kijken hier naar deze punten: {}. Gelijk is wie op die punten gelijk is.", names.join("; "))
    }

    fn means(&self, ceilings: &[RuleId], bound: bool, who: &str, rules: &str) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        if ceilings.is_empty() {
            out.push(format!("De {rules} over dit recht noemen geen plafond en geen budget dat op kan zijn."));
        }
        out.extend(ceilings.iter().map(|r| {
            format!(
                "Deze regel kent wel een plafond of budget. {}. Vraag of het op is.",
                self.told(*r).trim_end_matches('.')
            )
        }));
        out.push(if bound {
            format!("Is aan de voorwaarden voldaan, dan moet {who} het geven, ook als er weinig geld is.")
        } else {
            format!(
                "{} heeft hier een keuze. Speelt geld daarin mee, dan hoort de uitleg daarover in het besluit.",
                capital(who)
            )
        });
        out
    }

    fn alone(&self, norms: &[Asked], rules: &str) -> Vec<String> {
        if norms.is_empty() {
            return vec![format!("De {rules} achter deze uitkomst vragen niet wat iemand op eigen kracht kan.")];
        }
        let one = |a: &Asked| {
            let view = self.showing.norm(&a.norm, &self.outcome.factors)?;
            let ask = view.vraag.clone().unwrap_or_else(|| view.zin.clone());
            let state = match (a.judged, a.missing.as_slice()) {
                (None, _) => "Niemand heeft dit beoordeeld; zolang is het geen reden voor een nee.".to_owned(),
                (Some(holds), []) => format!("Dit is beoordeeld: {}.", if holds { "ja" } else { "nee" }),
                (Some(holds), missing) => format!(
                    "Dit is beoordeeld ({}), maar zonder: {}.",
                    if holds { "ja" } else { "nee" },
                    missing.join("; ")
                ),
            };
            let factors = match view.gezichtspunten.as_slice() {
                [] => String::new(),
                all if a.judged.is_none() => format!(" Daarbij hoort: {}.", all.join("; ")),
                _ => String::new(),
            };
            Some(format!("{} vraagt: {ask} {state}{factors}", view.bepaling))
        };
        norms.iter().filter_map(one).collect()
    }
}

/// Why a provision is not in force.
pub(super) fn told(lapse: &Lapse) -> String {
    match lapse {
        Lapse::Begins(d) => format!("geldt pas vanaf {}", d.written()),
        Lapse::Ended(d) => format!("geldt niet meer sinds {}", d.written()),
        Lapse::Standing(Status::NotYet) => "is nog niet in werking".to_owned(),
        Lapse::Standing(Status::Proposed) => "is nog een voorstel".to_owned(),
        Lapse::Standing(_) => "is vervallen".to_owned(),
    }
}

/// A deadline as a sentence.
pub(super) fn term_sentence(t: &super::view::DeadlineView) -> String {
    let date = Date::parse(&t.laatste_dag).map_or_else(|| t.laatste_dag.clone(), Date::written);
    let depends = if t.hangt_af_van.is_empty() {
        String::new()
    } else {
        format!(" Of deze termijn loopt, hangt af van: {}.", t.hangt_af_van.join("; "))
    };
    let state = if t.verstreken { "is verstreken op" } else { "loopt tot en met" };
    let then = t.daarna.as_ref().filter(|_| t.verstreken).map_or_else(String::new, |d| format!(" Nu geldt: {d}."));
    format!("De {} {state} {date} ({}).{then}{depends}", t.naam, t.bepaling)
}

/// A sentence after a colon does not begin with a capital.
pub(super) fn lower(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}
