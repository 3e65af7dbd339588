//! Money through the month in plain sentences.

use super::super::build::Showing;
use super::super::names::words;
use super::super::sentence::join;
use crate::cash::{Calendar, DayFrom, Outlook, Shortage, Standing, Why};
use crate::eval::Verdict;
use crate::value::{Date, Exact, Length, Period, Rounding, dutch_money, month_name};

/// Money in whole cents, as one reads it; the exact value is in the JSON.
pub(super) fn euros(n: Exact) -> String {
    let cents = Exact::ratio(1, 100).and_then(|cent| n.rounded(Rounding::HalfUp, cent));
    dutch_money(cents.unwrap_or(n))
}

/// A month, or the months from first to last.
pub(super) fn over(p: Period) -> String {
    let last = p.end.minus(Length::Days(1)).unwrap_or(p.end);
    let name = |d: Date| format!("{} {}", month_name(d.month()), d.year());
    if p.start.first_of_month() == last.first_of_month() {
        return format!("voor {}", name(last));
    }
    if p.start.year() == last.year() {
        return format!("over {} tot en met {}", month_name(p.start.month()), name(last));
    }
    format!("over {} tot en met {}", name(p.start), name(last))
}

/// The lowest balance, as one amount or as a range.
fn lowest(o: &Outlook) -> String {
    let (worst, best) = (euros(o.worst.low), euros(o.best.low));
    let day = o.worst.low_day.written();
    if worst == best {
        return format!("Het laagste saldo is {worst}, op {day}.");
    }
    format!(
        "Het laagste saldo ligt tussen {worst} en {best}; dat hangt af van dagen die niet bekend zijn. Het ongunstigste is {worst}, op {day}."
    )
}

fn sums(o: &Outlook) -> String {
    format!("er komt {} binnen en er gaat {} uit", euros(o.incoming), euros(o.outgoing))
}

/// Who is short by how much.
fn lacking(o: &Outlook) -> String {
    euros(o.outgoing.minus(o.incoming).unwrap_or(Exact::ZERO))
}

fn below(o: &Outlook) -> String {
    let first = o.worst.below.map_or_else(String::new, Date::written);
    let days = o.worst.days_below;
    let long = if days == 1 { "één dag".to_owned() } else { format!("{days} dagen") };
    if o.best.low.is_negative() {
        format!("Op {first} komt het saldo voor het eerst onder nul; in totaal is het {long} onder nul.")
    } else {
        format!("Bij ongunstige dagen komt het saldo op {first} onder nul, in totaal {long}.")
    }
}

fn headline(o: &Outlook, begin: Exact) -> Vec<String> {
    match o.shortage {
        Shortage::None => vec![
            format!("Met wat is ingevuld is er geen tekort: {}, en het saldo komt niet onder nul.", sums(o)),
            lowest(o),
        ],
        Shortage::Amount if !o.worst.low.is_negative() => vec![
            format!(
                "Tekort in bedrag: {}, dus {} te weinig. Het geld waarmee deze tijd begint ({}) vangt dat nu op.",
                sums(o),
                lacking(o),
                euros(begin)
            ),
            lowest(o),
        ],
        Shortage::Amount => {
            vec![format!("Tekort in bedrag: {}, dus {} te weinig.", sums(o), lacking(o)), below(o), lowest(o)]
        }
        Shortage::Rhythm => {
            vec![format!("Tekort door het ritme: {}. Dat is genoeg, maar het komt niet op tijd.", sums(o)), below(o), lowest(o)]
        }
        Shortage::PerhapsRhythm => vec![
            format!(
                "Misschien een tekort door het ritme: {}. Dat is genoeg, maar van sommige stromen is de dag niet bekend.",
                sums(o)
            ),
            below(o),
            lowest(o),
        ],
        Shortage::StartedBelow => vec![
            format!(
                "Het saldo begon onder nul ({}) en komt er niet boven: {}. Dat is genoeg om niet verder te zakken.",
                euros(begin),
                sums(o)
            ),
            lowest(o),
        ],
    }
}

/// The same as part of a sentence.
fn briefly(o: &Outlook) -> String {
    match o.shortage {
        Shortage::None => "is er met wat is ingevuld geen tekort".to_owned(),
        Shortage::Amount => format!("is er een tekort in bedrag van {}", lacking(o)),
        Shortage::Rhythm => format!("is er een tekort door het ritme, met als laagste saldo {}", euros(o.worst.low)),
        Shortage::PerhapsRhythm => {
            format!("is er misschien een tekort door het ritme, met als laagste saldo {}", euros(o.worst.low))
        }
        Shortage::StartedBelow => "komt het saldo niet boven nul".to_owned(),
    }
}

impl Showing<'_> {
    /// Whether there is a shortage, of which kind and when; and what it rests on.
    pub(super) fn gist(&self, c: &Calendar) -> Vec<String> {
        if c.flows.is_empty() {
            return vec!["Er is geen geld bekend dat in deze tijd binnenkomt of eruit gaat.".to_owned()];
        }
        let mut out = headline(&c.outlook, c.begin);
        if c.outlook.buffer > Exact::ZERO {
            out.push(format!(
                "Met {} meer op de rekening aan het begin komt het saldo niet onder nul.",
                euros(c.outlook.buffer)
            ));
        }
        if let Some(granted) = &c.granted {
            let open: Vec<_> = c.flows.iter().filter(|f| f.standing == Standing::ByRule).collect();
            let mut names: Vec<String> = Vec::new();
            for f in &open {
                let name = self.source(&f.source);
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            let sum = open.iter().try_fold(Exact::ZERO, |sum, f| sum.plus(f.amount)).unwrap_or(Exact::ZERO);
            out.push(format!(
                "Van dat geld is {} volgens de regels, maar nog niet toegekend: {}. Zonder dat geld {}.",
                euros(sum),
                join(&names, "en"),
                briefly(granted)
            ));
        }
        out
    }

    /// How it was worked out.
    pub(super) fn method(&self, c: &Calendar) -> Vec<String> {
        let people: Vec<String> = c.people.iter().map(|p| self.names.entity(*p)).collect();
        let mut out = vec![
            format!("Alle geld staat op één saldo, van {}. Het begint met {}.", join(&people, "en"), euros(c.begin)),
            "Het saldo is dat aan het eind van de dag. Een dag in het weekend schuift niet op.".to_owned(),
            "Bedragen zijn die van de peildatum; in een andere maand die van de eerste dag van de maand.".to_owned(),
        ];
        if c.flows.iter().any(|f| f.worst != f.best) {
            out.push("Is een dag niet bekend, dan is gerekend met de ongunstigste en met de gunstigste dag: geld dat binnenkomt laat of vroeg, geld dat eruit gaat vroeg of laat. Zet een dag die u weet onder `[[betalingen]]` in de casus.".to_owned());
        }
        if c.flows.iter().any(|f| f.day == DayFrom::Income) {
            out.push("Wat op inkomen wordt ingehouden, gaat eraf op een dag waarop dat inkomen komt.".to_owned());
        }
        out
    }

    /// Why something is left out.
    pub(super) fn reason_left(&self, why: &Why) -> String {
        match why {
            Why::NotStated => "niet ingevuld".to_owned(),
            Why::NoAmount => {
                "er is recht op, maar het bedrag is niet te berekenen; `kanwel beoordeel` zegt wat er ontbreekt".to_owned()
            }
            Why::Undecided(Verdict::May) => "het mag worden gegeven, maar er is nog niet over beslist".to_owned(),
            Why::Undecided(Verdict::Judgement) => "een mens moet hier nog over oordelen".to_owned(),
            Why::Undecided(Verdict::Clash) => "de regels spreken elkaar tegen".to_owned(),
            Why::Undecided(_) => "het hangt nog af van een feit of een besluit".to_owned(),
            Why::Form(form) => format!("het is een {}, en nog niet toegekend", words(form)),
            Why::OnlyOne => "maar één bewoner kan dit krijgen, en het staat al bij een ander".to_owned(),
            Why::Within(fact) => format!("zit al in {}", self.names.plain(*fact)),
            Why::Between(amount, first, last) => format!(
                "{} wordt betaald tussen {} en {}, en dat kan buiten deze tijd vallen",
                euros(*amount),
                first.written(),
                last.written()
            ),
            Why::NoDay(amount) => format!("{} ineens of per jaar, en de dag is niet bekend", euros(*amount)),
            Why::NoPart(_) => {
                "staat in de casus, maar de regels zeggen niet dat dit geld binnenkomt of eruit gaat".to_owned()
            }
            Why::Idle => {
                "staat onder `[[betalingen]]`, maar er is dan niets te betalen, of het komt in een ander ritme".to_owned()
            }
            Why::Elsewhere => "woont op een ander adres".to_owned(),
        }
    }
}
