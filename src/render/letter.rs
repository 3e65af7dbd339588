//! The letter of a reply: civil, ready to copy, from one role to another. A no that is right is explained to the household;
//! every other no goes back to who said it.

use super::names::capital;
use super::reply::{Written, lower, term_sentence, told};
use super::reply_view::{LetterView, PartView};
use super::sentence::join;
use crate::eval::{EscapeKind, Reason, Verdict};
use crate::reply::{Argument, Bears, Belongs, Carrier, Named, Role, Standing};

/// What the writer fills in.
const WRITER: &str = "[uw functie en organisatie]";

/// How the encoded rules are called in a letter.
const SEEN: &str = "regels die ik heb nagezien";

/// Most questions of one kind in a letter; the rest is in the reply.
const MOST: usize = 6;

impl Written<'_> {
    pub(super) fn letter(&self) -> LetterView {
        if self.reply.justified(self.assessment) { self.to_household() } else { self.to_organ() }
    }

    fn holder(&self) -> String {
        self.showing.names.entity(self.outcome.holder)
    }

    /// Who said no: the organ that was heard, else who decides.
    pub(super) fn addressee(&self) -> String {
        let place = self.showing.names.case.municipality.clone();
        match &self.reply.heard.organ {
            Some(organ) => {
                let competent = self.outcome.organ.as_ref().filter(|c| c.name == *organ);
                let deciding = competent.and_then(|c| c.municipality.clone());
                // Only an organ of a municipality is called after one; the one that was asked, said no.
                let local = deciding.is_some() || competent.is_some_and(|_| &**organ == "college");
                self.showing.organ_of(Some(organ), place.or(deciding).filter(|_| local).as_deref())
            }
            None => self.showing.decides(self.outcome),
        }
    }

    fn to_organ(&self) -> LetterView {
        let asked = self.showing.asked(self.outcome);
        let mut parts =
            vec![part(None, vec!["Geachte lezer,".to_owned(), self.history(), self.who_decides()], Vec::new())];
        parts.push(part(Some("Wat de wet zegt"), self.law(), Vec::new()));
        if self.reply.argument != Argument::Law {
            // Deadlines have a part of their own.
            let most = if self.reply.argument == Argument::Capacity { 1 } else { usize::MAX };
            let answer = self.answer(SEEN).into_iter().take(most).collect();
            parts.push(part(Some("Over de reden die is genoemd"), answer, Vec::new()));
        }
        parts.push(part(Some("Wat ik u vraag"), Vec::new(), self.asks()));
        parts.push(part(Some("Wanneer"), self.terms(), Vec::new()));
        parts.push(closing("Ik denk graag mee. Kunt u laten weten wie ik hierover kan spreken?"));
        LetterView {
            aan: capital(&self.addressee()),
            van: format!("{WRITER}, namens {}", self.holder()),
            onderwerp: format!("uw antwoord over {asked}"),
            delen: parts.into_iter().filter(|p| !p.alineas.is_empty() || !p.punten.is_empty()).collect(),
        }
    }

    /// What was asked and when, and what the answer was.
    fn history(&self) -> String {
        let (r, o) = (self.reply, self.outcome);
        let asked = self.showing.asked(o);
        let first = match r.asked_on {
            Some(day) => format!("Op {} is voor {} aangevraagd: {asked}.", day.written(), self.holder()),
            None => format!("Voor {} is gevraagd: {asked}.", self.holder()),
        };
        let when = r
            .heard
            .date
            .map_or_else(|| "Het antwoord was".to_owned(), |d| format!("Op {} was het antwoord", d.written()));
        let said = match &r.heard.quote {
            Some(quote) => format!("{when}: “{}”", quote.trim()),
            None => format!("{when} nee{}.", reason_in_words(r.argument)),
        };
        format!("{first} {said}")
    }

    /// When another organ decides than the one that said no.
    fn who_decides(&self) -> String {
        let decides = self.showing.decides(self.outcome);
        let other = match (&self.outcome.organ, &self.reply.heard.organ) {
            (Some(c), Some(said)) => c.name != *said || c.forward,
            _ => false,
        };
        if other { format!("Over deze vraag beslist {decides}.") } else { String::new() }
    }

    /// What was cited, then what counts: the ground first, then what excludes or refuses.
    fn law(&self) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        match &self.reply.cited {
            Some(c) => out.push(self.cited_to_you(c)),
            None if self.reply.argument == Argument::Law => {
                out.push("In het antwoord is geen artikel genoemd.".to_owned())
            }
            None => {}
        }
        let ground = |r: &Role| matches!(r, Role::Fails | Role::InDoubt | Role::Gives);
        let (first, then): (Vec<&Carrier>, Vec<&Carrier>) = self.reply.carriers.iter().partition(|c| ground(&c.role));
        for c in first.into_iter().chain(then) {
            let link = self.link(c.rule).map_or_else(String::new, |l| format!(" ({l})"));
            let text = format!("{}{link}", self.told(c.rule));
            if !out.contains(&text) {
                out.push(text);
            }
        }
        for n in self.reply.not_met.iter().filter(|n| n.cited) {
            out.push(format!("{} Die situatie is er hier niet, voor zover ik kan nagaan.", self.told(n.rule)));
        }
        out.push(self.stands());
        out.retain(|t| !t.is_empty());
        out
    }

    /// What was cited, in the words of a letter.
    fn cited_to_you(&self, c: &crate::reply::Cited) -> String {
        let name = self.cited_name(c);
        match (&c.standing, c.belongs, c.bears) {
            (Standing::NotEncoded, ..) => format!("U noemde: “{}”. Ik heb dat nog niet kunnen nalezen.", c.text),
            (_, Belongs::Other, Bears::Nothing | Bears::Read) => format!(
                "U noemde {name}. Gevraagd is {}; dat staat in {}.",
                self.showing.asked(self.outcome),
                self.showing.law_of_right(self.outcome.right)
            ),
            _ => {
                let lapse = match &c.standing {
                    Standing::NotInForce(lapse) => format!(" Die bepaling {}.", told(lapse)),
                    _ => String::new(),
                };
                format!("U noemde {name}.{lapse} {}", self.about(c))
            }
        }
    }

    /// How it stands, in one sentence to the organ.
    fn stands(&self) -> String {
        match self.outcome.verdict {
            Verdict::Must => "Voor zover ik kan nagaan, is aan de voorwaarden van het recht voldaan.".to_owned(),
            Verdict::May => "De regels laten u hier de ruimte om ja te zeggen.".to_owned(),
            Verdict::NoUnless => "Er is dus een uitzondering, en of die geldt, staat nog open.".to_owned(),
            Verdict::Provided | Verdict::Judgement | Verdict::Unknown => "Of dit kan, staat dus nog open.".to_owned(),
            Verdict::Clash => "Deze regels lijken elkaar tegen te spreken.".to_owned(),
            Verdict::No => String::new(),
        }
    }

    fn asks(&self) -> Vec<String> {
        let o = self.outcome;
        let mut out: Vec<String> = self.about_the_citation().into_iter().collect();
        match o.verdict {
            Verdict::Must => out.push(format!("Wilt u {} alsnog geven?", self.showing.asked(o))),
            Verdict::May => out.push("Wilt u van die ruimte gebruikmaken, of uitleggen waarom niet?".to_owned()),
            _ => {}
        }
        let questions = o.missing.iter().filter_map(|m| match m {
            Reason::Fact(fact, about) | Reason::Imprecise(fact, about) => self.showing.names.question(*fact, about),
            _ => None,
        });
        out.extend(questions.take(MOST).map(|q| format!("Wilt u nagaan: {}", lower(&q))));
        let norms = o.norms.iter().filter_map(|n| self.showing.norm(n, &o.factors));
        out.extend(
            norms
                .filter_map(|n| n.vraag)
                .take(MOST)
                .map(|q| format!("Wilt u beoordelen en opschrijven: {}", lower(&q))),
        );
        out.extend(self.ways_out().take(MOST));
        out.extend(self.elsewhere());
        let place = self.reply.reasons.map_or_else(String::new, |r| format!(" ({})", self.showing.names.cite(r)));
        // Only an administrative authority takes decisions.
        out.push(if self.reply.private {
            "Blijft het nee? Dan vraag ik u om uw antwoord op papier, met de regel of voorwaarde waar het op steunt."
                .to_owned()
        } else {
            format!("Blijft het nee? Dan vraag ik u om een besluit op papier, met het artikel en de uitleg{place}.")
        });
        out
    }

    /// What to ask about the citation: the article when none or a wrong one was named.
    fn about_the_citation(&self) -> Option<String> {
        let Some(c) = &self.reply.cited else {
            return (self.reply.argument == Argument::Law)
                .then(|| "Op welk artikel steunt het nee? Wilt u dat artikel sturen?".to_owned());
        };
        let name = self.cited_name(c);
        let whole = matches!(c.named, Named::Law(_));
        match (&c.standing, c.bears) {
            (Standing::NotEncoded, _) if c.named == Named::Other => {
                Some("Welk artikel bedoelt u? Wilt u de tekst sturen?".to_owned())
            }
            (Standing::NotEncoded, _) => {
                Some(format!("Wilt u de tekst van {name} sturen, en uitleggen waarom die hier geldt?"))
            }
            (Standing::NotInForce(_), _) if !self.grounds().is_empty() => {
                Some(format!("Wilt u de regels gebruiken die nu gelden ({})?", self.grounds()))
            }
            (_, Bears::Carries | Bears::Would) if whole => {
                Some(format!("Bedoelt u {}? Wilt u dat bevestigen?", self.places(c)))
            }
            (_, Bears::Carries | Bears::Would) => None,
            _ if self.grounds().is_empty() => {
                Some("Op welk artikel steunt het nee? Wilt u dat artikel sturen?".to_owned())
            }
            _ => {
                let then = if whole { "Noem dan het artikel." } else { "Leg dan uit waarom die bepaling hier geldt." };
                Some(format!(
                    "Wilt u de vraag beoordelen volgens {}? Steunt uw nee toch op {name}? {then}",
                    self.grounds()
                ))
            }
        }
    }

    /// The ways out that may still help, each with who may use it.
    fn ways_out(&self) -> impl Iterator<Item = String> + '_ {
        let open = self.outcome.routes.iter().filter(|r| r.fails.is_none());
        open.map(|r| match r.kind {
            EscapeKind::Request => {
                format!("Wilt u dit opvatten als een verzoek volgens {}?", self.showing.names.cite(r.rule))
            }
            _ => format!("Wilt u nagaan of u dit kunt gebruiken: {}", self.told(r.rule)),
        })
    }

    /// The rights of other laws that belong to what was asked.
    fn elsewhere(&self) -> Option<String> {
        let close = self.reply.palette.iter().filter(|(_, close)| *close);
        let name = |i: &usize| {
            let o = self.assessment.outcomes.get(*i)?;
            let place = o.carrying.first().map_or_else(String::new, |r| format!(" ({})", self.showing.names.cite(*r)));
            Some(format!("{}{place}", self.showing.asked(o)))
        };
        let names: Vec<String> = close.filter_map(|(i, _)| name(i)).collect();
        let what = join(&names, "en");
        (!names.is_empty()).then(|| format!("Wilt u los daarvan bekijken of een andere wet helpt: {what}?"))
    }

    fn terms(&self) -> Vec<String> {
        let organ = self
            .deadlines()
            .filter_map(|d| self.showing.deadline(d))
            .filter(|t| t.jegens.as_deref() == Some(&*self.holder()));
        let all: Vec<_> = organ.collect();
        let running = all.iter().any(|t| !t.verstreken);
        // What has passed only matters as long as nothing runs.
        let mut out: Vec<String> = all.iter().filter(|t| !t.verstreken || !running).map(term_sentence).collect();
        out.push(if running {
            "Ik hoor graag voor die dag van u.".to_owned()
        } else {
            "Wilt u laten weten wanneer ik uw antwoord kan verwachten?".to_owned()
        });
        out
    }

    /// A no that is right, for another reason than the one that was named.
    fn other_ground(&self) -> String {
        let wrong =
            self.reply.cited.as_ref().filter(|c| c.bears != Bears::Carries && c.standing != Standing::NotEncoded);
        wrong.map_or_else(String::new, |c| {
            format!("Wat werd genoemd ({}), is niet de reden. De echte reden staat hieronder.", self.cited_name(c))
        })
    }

    /// A no that is right, explained to who asked.
    fn to_household(&self) -> LetterView {
        let o = self.outcome;
        let asked = self.showing.asked(o);
        let mut parts = vec![part(
            None,
            vec![
                "Beste lezer,".to_owned(),
                self.history(),
                "Ik heb nagezocht of dat klopt. Volgens de regels die ik heb nagezien, klopt het. Hieronder staat waarom."
                    .to_owned(),
                self.other_ground(),
            ],
            Vec::new(),
        )];
        let carriers = self.reply.carriers.iter().map(|c| self.told(c.rule)).collect();
        let view = self.showing.outcome(o);
        parts.push(part(Some("Waarom het niet kan"), carriers, view.niet_voldaan.iter().map(|u| capital(u)).collect()));
        let tried: Vec<String> = view
            .uitwegen
            .iter()
            .map(|r| {
                format!(
                    "{}: {}",
                    r.bepaling.clone().unwrap_or_else(|| r.soort.clone()),
                    r.reden.clone().unwrap_or_default()
                )
            })
            .collect();
        let head = if tried.is_empty() {
            Vec::new()
        } else {
            vec!["Deze uitwegen zijn nagegaan. Ze helpen hier niet:".to_owned()]
        };
        parts.push(part(Some("Wat is nagegaan"), head, tried));
        let open = self.reply.palette.iter().filter_map(|(i, _)| self.assessment.outcomes.get(*i));
        let open: Vec<String> =
            open.map(|o| format!("{} ({})", capital(&self.showing.asked(o)), self.showing.law_of(o.right))).collect();
        let head = if open.is_empty() { Vec::new() } else { vec!["Dit staat of is nog open:".to_owned()] };
        parts.push(part(Some("Wat wel"), head, open));
        let own = self
            .deadlines()
            .filter_map(|d| self.showing.deadline(d))
            .filter(|t| t.jegens.as_deref() != Some(&*self.holder()) && !t.verstreken);
        parts.push(part(Some("Als u het er niet mee eens bent"), own.map(|t| term_sentence(&t)).collect(), Vec::new()));
        parts.push(closing("Verandert er iets in uw situatie? Laat het weten, dan zoek ik het opnieuw na."));
        LetterView {
            aan: capital(&self.holder()),
            van: WRITER.to_owned(),
            onderwerp: format!("waarom dit niet kan: {asked}"),
            delen: parts.into_iter().filter(|p| !p.alineas.is_empty() || !p.punten.is_empty()).collect(),
        }
    }
}

fn part(head: Option<&str>, paragraphs: Vec<String>, points: Vec<String>) -> PartView {
    let paragraphs = paragraphs.into_iter().filter(|p| !p.is_empty()).collect();
    PartView { kop: head.map(str::to_owned), alineas: paragraphs, punten: points }
}

fn closing(last: &str) -> PartView {
    part(None, vec![last.to_owned(), "Met vriendelijke groet,".to_owned(), WRITER.to_owned()], Vec::new())
}

/// The kind of reason after `het antwoord was nee`.
const fn reason_in_words(argument: Argument) -> &'static str {
    match argument {
        Argument::Law => ", omdat het niet mag",
        Argument::Equality => ", omdat iedereen gelijk moet worden behandeld",
        Argument::Precedent => ", omdat anderen er dan ook om vragen",
        Argument::Means => ", omdat er geen geld voor is",
        Argument::SelfReliance => ", omdat mensen het zelf moeten doen",
        Argument::Moral => ", omdat het niet goed zou zijn",
        Argument::Capacity => ", omdat er geen tijd of mensen voor zijn",
    }
}
