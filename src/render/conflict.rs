//! Conflicts as data, as text and as Markdown.

use super::build::{Showing, amount_written, organ};
use super::names::{capital, words};
use super::sentence::join;
use super::spoken::{law_with_article, with_article};
use super::text::wrap;
use super::view::{FindingView, SideView};
use crate::case::FactState;
use crate::conflict::{About, Changed, Code, Effect, Finding, Flaw, Needed, Said, Says, Side, Standing};
use crate::eval::Verdict;
use crate::ir::SymId;
use crate::reply::Argument;
use crate::room::Touched;
use crate::value::{Date, Entity, Exact, Type, Value, dutch_money};
use std::fmt::Write as _;

/// Most deciding facts that are written out in text; the rest is counted.
const FACTS: usize = 6;

impl Showing<'_> {
    /// The mirror of conflicts.
    #[must_use]
    pub fn conflicts(&self, all: &[Finding]) -> Vec<FindingView> {
        all.iter().map(|f| self.finding(f)).collect()
    }

    fn finding(&self, f: &Finding) -> FindingView {
        let kanten: Vec<SideView> = f.sides.iter().map(|s| self.side(f.code, s)).collect();
        let mut bepalingen: Vec<String> = Vec::new();
        for b in kanten.iter().flat_map(|k| &k.bronnen) {
            if !bepalingen.contains(&b.bepaling) {
                bepalingen.push(b.bepaling.clone());
            }
        }
        FindingView {
            code: f.code.word().to_owned(),
            naam: f.code.name().to_owned(),
            ernst: f.severity.word().to_owned(),
            kanten,
            bepalingen,
            feiten: f.facts.iter().map(|(fact, about)| self.fact_now(*fact, about)).collect(),
            gevolg: self.consequence(f),
            ruimte: f
                .room
                .iter()
                .map(|r| {
                    let gist = self.program().provision_of(r.rule).and_then(|p| p.gist.as_ref());
                    let gist = gist.map_or(String::new(), |g| format!(": {g}"));
                    format!("{} {}{gist}", r.code.word(), self.names.cite(r.rule))
                })
                .collect(),
            hersteladres: f.address.words().to_owned(),
            wat_te_doen: self.advice(f),
        }
    }

    fn side(&self, code: Code, side: &Side) -> SideView {
        SideView { zegt: self.says(code, side), bronnen: self.sources(&side.rules, &side.rules) }
    }

    /// A fact as the case states it.
    fn fact_now(&self, fact: SymId, about: &About) -> String {
        let values: Vec<Value> = about.iter().map(|e| Value::Entity(*e)).collect();
        let phrase = self.names.phrase(fact, &values);
        let ty = self.program().signature(fact).map_or(Type::Truth, |s| s.result.clone());
        match self.names.case.state(&(fact, about.clone()), self.date) {
            FactState::Known(Value::Date(d)) => format!("{phrase}: {}", d.written()),
            FactState::Known(v) => format!("{phrase}: {}", self.names.value(v, &ty)),
            _ => phrase,
        }
    }

    /// `bijzondere bijstand (Participatiewet) voor pension`
    fn right_of(&self, of: Touched) -> String {
        let thing = of.subject.map_or(String::new(), |s| format!(" voor {}", self.names.entity(s)));
        format!("{}{thing} ({})", self.names.plain(of.right), self.law_of(of.right))
    }

    fn stands(&self, s: &Standing) -> String {
        let stands = !matches!(s.verdict, Verdict::No | Verdict::NoUnless);
        let amount = s.amount.filter(|_| stands).map_or(String::new(), |a| format!(", {}", amount_written(a)));
        format!("{}{amount}", s.verdict.word())
    }

    /// `€ 499 per maand in plaats van € 124 per maand`; with the verdicts where they differ.
    fn instead(&self, now: &Standing, then: &Standing) -> String {
        match (now.amount, then.amount) {
            (Some(a), Some(b)) if now.verdict == then.verdict => {
                format!("{} in plaats van {}", amount_written(b), amount_written(a))
            }
            _ => format!("{} in plaats van {}", self.stands(then), self.stands(now)),
        }
    }

    fn needed(&self, need: &Needed) -> String {
        match need {
            Needed::Right(right) => format!("{} ({})", self.names.plain(*right), self.law_of(*right)),
            Needed::Fact(fact, person) => self.names.phrase(*fact, &[Value::Entity(*person)]),
        }
    }

    fn says(&self, code: Code, side: &Side) -> String {
        match &side.says {
            Says::Stands(of, verdict) => {
                let silent = code == Code::B10 && *verdict == Verdict::Unknown;
                let meaning = if silent { "de wet zegt hier niets" } else { meaning(*verdict) };
                format!("{}: {} ({meaning})", self.right_of(*of), verdict.word())
            }
            Says::Refused(said) => self.refused(said),
            Says::First(of, need, said) => {
                let how = if *said { "zo is gezegd" } else { "volgens de wet" };
                let when = if matches!(need, Needed::Fact(..)) { "als" } else { "na" };
                format!("{} kan pas {when} {} ({how})", self.right_of(*of), self.needed(need))
            }
            Says::Arranged(fact, person, rights) => {
                let by: Vec<String> = rights.iter().map(|r| self.needed(&Needed::Right(*r))).collect();
                format!(
                    "Of {}, is te regelen met {}",
                    self.names.phrase(*fact, &[Value::Entity(*person)]),
                    join(&by, "of")
                )
            }
            Says::Qualifies(what, about, holds) => {
                let both: Vec<String> = about.iter().map(|e| self.person(*e)).collect();
                let law = capital(&law_with_article(&self.law_of(*what)));
                format!("{law} ziet {} {} als partners", join(&both, "en"), if *holds { "wél" } else { "niet" })
            }
            Says::Refuses => self.lower_rule(side),
            Says::Duty => self.duty_named(side),
            Says::Collides => "Deze bepaling geeft een andere uitkomst".to_owned(),
            Says::Reads(choice, reading, standing) => {
                format!("{}, lezing {}: {}", capital(&words(choice)), words(reading), self.stands(standing))
            }
            Says::Sweeps(fact, person, at) => format!(
                "{}: nu {}, en bij {} blijft er meer over",
                self.names.phrase(*fact, &[Value::Entity(*person)]),
                self.number_now(*fact, *person),
                self.number(*fact, *at)
            ),
            Says::Threat(fact, person, day) => {
                format!("{}: {}", self.names.phrase(*fact, &[Value::Entity(*person)]), day.written())
            }
            Says::Ends(rule, day) => format!("{} loopt tot en met {}", self.term(*rule), day.written()),
            Says::Protects(what, person, amount) => {
                format!("{}: {} per maand", self.names.phrase(*what, &[Value::Entity(*person)]), dutch_money(*amount))
            }
            Says::Takes(Some(what), person, amount) => {
                format!("{}: {} per maand", self.names.phrase(*what, &[Value::Entity(*person)]), dutch_money(*amount))
            }
            Says::Takes(None, person, amount) => {
                format!("{} betaalt {} per maand", self.person(*person), dutch_money(*amount))
            }
            Says::Received(what, person, amount) => {
                format!(
                    "{}: {} per jaar erbij",
                    self.names.phrase(*what, &[Value::Entity(*person)]),
                    dutch_money(*amount)
                )
            }
            Says::Counts(now, without) => format!("{}: {}", self.right_of(now.of), self.instead(without, now)),
            Says::Need(fact, person) => {
                format!("De behoefte: {}", self.names.phrase(*fact, &[Value::Entity(*person)]))
            }
        }
    }

    fn consequence(&self, f: &Finding) -> String {
        match &f.effect {
            Effect::NoGround(flaw, standing) => format!("{} {}", self.flaw(flaw), self.really(standing)),
            Effect::NobodyProvides(tied, given) => {
                let who: Vec<String> = tied.iter().map(|t| self.right_of(*t)).collect();
                let law = self.given(given);
                format!("Geen van deze wordt gegeven: {}.{law}", join(&who, "en"))
            }
            Effect::NothingBegins(_, given) => {
                format!("Ieder wacht op een ander, dus niets begint.{}", self.given(given))
            }
            Effect::Differs(changed) => self.differs(changed),
            Effect::Undecided(s) => {
                format!("Over {} van {} valt geen uitkomst te geven.", self.right_of(s.of), self.person(s.of.holder))
            }
            Effect::NotAll(person) => {
                format!(
                    "{} kan niet allebei nakomen en loopt kans op een maatregel of boete.",
                    capital(&self.person(*person))
                )
            }
            Effect::Withheld(now, without) if now.verdict == *without => format!(
                "De hogere wet geeft {}: {} ({}). Een lagere regel weigert dat en kan het niet wegnemen.",
                self.right_of(now.of),
                without.word(),
                meaning(*without)
            ),
            Effect::Withheld(now, without) => format!(
                "{}: met de lagere regel {}, zonder die regel {} ({}).",
                capital(&self.right_of(now.of)),
                now.verdict.word(),
                without.word(),
                meaning(*without)
            ),
            Effect::NoAnswer(None) => "Alles wat naar deze behoefte kijkt, zegt nee.".to_owned(),
            Effect::NoAnswer(Some(s)) => {
                format!("De wet zegt niet wat voor dit huishouden geldt: {} blijft open.", self.right_of(s.of))
            }
            Effect::Drop { fact, at, gain, changed } => self.drop_told(fact.0, *at, *gain, changed),
            Effect::TooLate { event, day, after } => self.too_late(*event, *day, after),
            Effect::NoIncome(person, from, until) => format!(
                "{} heeft van {} tot {} niets om van te leven.",
                capital(&self.person(*person)),
                from.written(),
                until.written()
            ),
            Effect::TooLittle { person, income, taken, left, protected } => format!(
                "Van {} per maand gaat {} af; {} houdt {} over, {} minder dan moet blijven ({}).",
                dutch_money(*income),
                dutch_money(*taken),
                self.person(*person),
                dutch_money(*left),
                dutch_money(protected.minus(*left).unwrap_or(Exact::ZERO)),
                dutch_money(*protected)
            ),
            Effect::Overtaken { person, received, taken } => format!(
                "{} kreeg er {} per jaar bij; samen nemen de regelingen hieronder {} per jaar, {} meer dan erbij kwam.",
                capital(&self.person(*person)),
                dutch_money(*received),
                dutch_money(*taken),
                dutch_money(taken.minus(*received).unwrap_or(Exact::ZERO))
            ),
            Effect::TwoOutcomes(a, b) => format!(
                "{}: {} volgens de ene, {} volgens de andere.",
                capital(&self.right_of(a.of)),
                self.stands(a),
                self.stands(b)
            ),
        }
    }

    /// `Het college weigerde op 25 februari 2026 opvang (Wmo), met een beroep op Wlz: "…"`
    fn refused(&self, said: &Said) -> String {
        let by = said.by.as_ref().map_or_else(|| "De balie".to_owned(), |o| capital(&with_article(&organ(o))));
        let on = said.on.map_or_else(String::new, |d| format!(" op {}", d.written()));
        let cited =
            said.cited.as_ref().map_or_else(|| "zonder bepaling".to_owned(), |c| format!("met een beroep op {c}"));
        let words = said.quote.as_ref().map_or_else(String::new, |q| format!(": “{q}”"));
        format!("{by} weigerde{on} {}, {cited}{words}", self.right_of(said.of))
    }

    /// What a lower rule says, in the words of its gist.
    fn lower_rule(&self, side: &Side) -> String {
        let first = side.rules.first().and_then(|r| self.program().provision_of(*r));
        let title = first.and_then(|p| self.program().regulation(&p.law)).map(|r| r.title.to_string());
        let gist = first.and_then(|p| p.gist.as_ref()).map_or_else(String::new, |g| format!(": {g}"));
        title.map_or_else(|| "Een lagere regel weigert".to_owned(), |t| format!("{t} weigert{gist}"))
    }

    fn too_late(&self, event: SymId, day: Date, after: &[Standing]) -> String {
        let name = self.names.plain(event);
        let what = if name.ends_with(" op") { name } else { format!("{name} op") };
        let begins: Vec<String> =
            after.iter().map(|s| format!("{} [{}]", self.right_of(s.of), s.verdict.word())).collect();
        let begins = match begins.as_slice() {
            [] => String::new(),
            [one] => format!(" Pas na die beslissing begint {one}."),
            all => format!(" Pas na die beslissing beginnen {}.", join(all, "en")),
        };
        format!("De beslissing mag later komen dan wat hulp moet voorkomen: {what} {}.{begins}", day.written())
    }

    /// A number of the fact in its own unit.
    fn number(&self, fact: SymId, n: Exact) -> String {
        let ty = self.program().signature(fact).map_or(Type::Truth, |s| s.result.clone());
        self.names.value(&Value::Number(n), &ty)
    }

    fn number_now(&self, fact: SymId, person: Entity) -> String {
        match self.names.case.state(&(fact, std::iter::once(person).collect()), self.date) {
            FactState::Known(Value::Number(n)) => self.number(fact, *n),
            _ => "onbekend".to_owned(),
        }
    }

    /// `Plicht: werk aannemen`
    fn duty_named(&self, side: &Side) -> String {
        let rule = side.rules.first().and_then(|r| self.program().rule(*r));
        match rule.map(|l| &l.rule.body) {
            Some(crate::ir::rule::Body::Duty { act, forbidden, .. }) => {
                format!("{}: {}", if *forbidden { "Verbod" } else { "Plicht" }, words(act))
            }
            _ => "Deze plicht geldt".to_owned(),
        }
    }

    /// What a term is called.
    fn term(&self, rule: crate::ir::RuleId) -> String {
        match self.program().rule(rule).map(|l| &l.rule.body) {
            Some(crate::ir::rule::Body::Term { name, .. }) => format!("De termijn {}", words(name)),
            _ => "De termijn".to_owned(),
        }
    }

    fn drop_told(&self, fact: SymId, at: Exact, gain: Exact, changed: &[(Standing, Standing)]) -> String {
        let list: Vec<String> = changed
            .iter()
            .map(|(now, then)| format!("{} {}", self.right_of(now.of), self.instead(now, then)))
            .collect();
        let list = if list.is_empty() { String::new() } else { format!(" Dan is {}.", join(&list, "en")) };
        format!(
            "Bij {} {} houdt dit huishouden {} per jaar meer over.{list}",
            self.names.plain(fact),
            self.number(fact, at),
            dutch_money(gain)
        )
    }

    fn person(&self, e: Entity) -> String {
        self.names.entity(e)
    }

    /// What the law does give.
    fn given(&self, given: &[Standing]) -> String {
        if given.is_empty() {
            return String::new();
        }
        let all: Vec<String> =
            given.iter().map(|s| format!("{} [{}]", self.right_of(s.of), s.verdict.word())).collect();
        format!(" Volgens de regels zelf: {}.", join(&all, "en"))
    }

    fn flaw(&self, flaw: &Flaw) -> String {
        let title =
            |code: &str| self.program().regulation(code).map_or_else(|| code.to_owned(), |r| r.title.to_string());
        match flaw {
            Flaw::Nothing(Argument::Law) => "Bij de weigering is geen bepaling genoemd.".to_owned(),
            Flaw::Nothing(kind) => {
                format!("De weigering noemt een reden ({}), maar geen bepaling die daarom weigert.", kind.word())
            }
            Flaw::OtherLaw(law) => {
                format!("Er is een andere wet aangehaald: de {} weigert dit hier niet.", title(law))
            }
            Flaw::NoPlace(law) => format!("Alleen de {} is genoemd, geen artikel.", title(law)),
            Flaw::NotInForce(c) => format!("{c} geldt niet op deze datum."),
            Flaw::DoesNotCarry(c) => format!("{c} draagt deze weigering niet."),
        }
    }

    fn really(&self, s: &Standing) -> String {
        let right = capital(&self.right_of(s.of));
        match s.verdict {
            Verdict::No => format!("{right} is volgens de regels ook nee, maar op een andere grond."),
            verdict => format!("{right} is volgens de regels {} ({}).", verdict.word(), meaning(verdict)),
        }
    }

    fn differs(&self, changed: &[Changed]) -> String {
        let mut concepts: Vec<SymId> = Vec::new();
        for c in changed {
            if !concepts.contains(&c.concept) {
                concepts.push(c.concept);
            }
        }
        let parts: Vec<String> = concepts
            .iter()
            .map(|concept| {
                let list: Vec<String> = changed
                    .iter()
                    .filter(|c| c.concept == *concept)
                    .map(|c| {
                        let who = self.person(c.now.of.holder);
                        format!("{} van {who} {}", self.right_of(c.now.of), self.instead(&c.now, &c.then))
                    })
                    .collect();
                format!("Zag {} dit andersom, dan was {}", law_with_article(&self.law_of(*concept)), join(&list, "en"))
            })
            .collect();
        format!("{}.", parts.join(". "))
    }
}

const fn meaning(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Must => "het orgaan moet dit geven",
        Verdict::May => "het orgaan mag dit geven",
        Verdict::Judgement => "een mens moet dit wegen",
        Verdict::Provided => "het hangt af van een feit",
        Verdict::NoUnless => "nee, maar er is een weg",
        Verdict::No => "geen weg gevonden",
        Verdict::Unknown => "nog niet te bepalen",
        Verdict::Clash => "regels spreken elkaar tegen",
    }
}

/// Findings as text: one block each.
#[must_use]
pub fn findings_text(all: &[FindingView], width: usize) -> String {
    let mut out = String::new();
    for f in all {
        let _ = writeln!(out, "\n  [{}] {} {}", f.ernst, f.code, f.naam);
        let mut item = |label: &str, text: &str| {
            for (i, part) in wrap(text, width.saturating_sub(16).max(30)).into_iter().enumerate() {
                let head = if i == 0 { format!("    {label:<12}") } else { " ".repeat(16) };
                let _ = writeln!(out, "{}", format!("{head}{part}").trim_end());
            }
        };
        item("gevolg", &f.gevolg);
        for (i, side) in f.kanten.iter().enumerate() {
            let cited: Vec<&str> = side.bronnen.iter().take(4).map(|b| &*b.bepaling).collect();
            let cited = if cited.is_empty() { String::new() } else { format!(" – {}", cited.join("; ")) };
            item(&format!("kant {}", i + 1), &format!("{}{cited}", side.zegt));
        }
        if !f.feiten.is_empty() {
            let more = f.feiten.len().saturating_sub(FACTS);
            let more = if more == 0 { String::new() } else { format!("; en nog {more}") };
            let told: Vec<&str> = f.feiten.iter().take(FACTS).map(String::as_str).collect();
            item("beslissend", &format!("{}{more}", told.join("; ")));
        }
        f.ruimte.iter().take(3).enumerate().for_each(|(i, r)| item(if i == 0 { "ruimte" } else { "" }, r));
        item("herstel", &f.hersteladres);
        item("doen", &f.wat_te_doen);
    }
    out
}
