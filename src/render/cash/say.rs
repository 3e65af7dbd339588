//! Money through the month in plain sentences.

use super::super::build::Showing;
use super::super::names::words;
use super::super::sentence::join;
use crate::cash::{Calendar, DayFrom, Outlook, Shortage, Source, Standing, Track, Why};
use crate::eval::Verdict;
use crate::ir::CountsAs;
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

/// A month in three letters.
pub(super) fn short(month: i8) -> String {
    match month {
        3 => "mrt".to_owned(),
        m => month_name(m).chars().take(3).collect(),
    }
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
    let day = |t: &Track| t.below.map_or_else(String::new, Date::written);
    let long = |t: &Track| if t.days_below == 1 { "één dag".to_owned() } else { format!("{} dagen", t.days_below) };
    let (worst, best) = (&o.worst, &o.best);
    if (worst.below, worst.days_below) == (best.below, best.days_below) {
        return format!("Op {} komt het saldo onder nul; in totaal is het {} onder nul.", day(worst), long(worst));
    }
    if best.below.is_none() {
        return format!("Bij ongunstige dagen komt het saldo op {} onder nul, in totaal {}.", day(worst), long(worst));
    }
    format!(
        "Bij ongunstige dagen komt het saldo op {} onder nul, in totaal {}; bij gunstige dagen op {}, in totaal {}.",
        day(worst),
        long(worst),
        day(best),
        long(best)
    )
}

fn headline(o: &Outlook, begin: Exact) -> Vec<String> {
    match o.shortage {
        Shortage::Unknown => vec![format!(
            "Of er een tekort is, is niet te zeggen: er komt {} binnen, en er is geen enkele uitgave ingevuld.",
            euros(o.incoming)
        )],
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
            vec![
                format!("Tekort door het ritme: {}. Dat is genoeg, maar het komt niet op tijd.", sums(o)),
                below(o),
                lowest(o),
            ]
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
        Shortage::Unknown => "is niets bekend dat eruit gaat".to_owned(),
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
        out.extend(self.stops(c));
        if let Some(granted) = c.granted.as_ref().filter(|_| c.outlook.shortage != Shortage::Unknown) {
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
                "Van wat binnenkomt, is {} volgens de regels, maar nog niet toegekend: {}. Zonder dat geld {}.",
                euros(sum),
                join(&names, "en"),
                briefly(granted)
            ));
        }
        out.extend(self.costs_missing(c));
        out
    }

    /// How many kinds of cost nobody filled in.
    fn costs_missing(&self, c: &Calendar) -> Option<String> {
        let mut kinds: Vec<&Source> = Vec::new();
        for l in c.left.iter().filter(|l| l.why == Why::NotStated) {
            let Some(source @ Source::Fact(what)) = &l.source else { continue };
            let cost = self.program().signature(*what).and_then(|s| s.counts) == Some(CountsAs::Expense);
            if cost && !kinds.contains(&source) {
                kinds.push(source);
            }
        }
        match kinds.len() {
            0 => None,
            1 => Some("Van één soort kosten is niets ingevuld; zie onder wat niet is meegerekend.".to_owned()),
            n => Some(format!("Van {n} soorten kosten is niets ingevuld; zie onder wat niet is meegerekend.")),
        }
    }

    /// What comes in first, and later not, because its amount is not known.
    fn stops(&self, c: &Calendar) -> Option<String> {
        let stopped = c.left.iter().filter_map(|l| match (&l.why, &l.source) {
            (Why::NoAmount(from), Some(source)) if c.flows.iter().any(|f| f.source == *source) => Some((*from, source)),
            _ => None,
        });
        let all: Vec<_> = stopped.collect();
        let first = all.iter().map(|(from, _)| *from).min()?;
        let names: Vec<String> = all.iter().map(|(_, source)| self.source(source)).collect();
        Some(format!(
            "Let op: vanaf {} {} is niet meer alles te berekenen ({}). Wat niet te berekenen is, telt niet mee; het beeld is daarna te somber.",
            month_name(first.month()),
            first.year(),
            join(&names, "en")
        ))
    }

    /// How it was worked out.
    pub(super) fn method(&self, c: &Calendar) -> Vec<String> {
        let people: Vec<String> = c.people.iter().map(|p| self.names.entity(*p)).collect();
        let begin = if c.begin == Exact::ZERO {
            "Het begint met niets; geef met `--begin` op wat er op de rekening staat.".to_owned()
        } else {
            format!("Het begint met {}.", euros(c.begin))
        };
        let mut out = vec![
            format!("Alle geld staat op één saldo, van {}. {begin}", join(&people, "en")),
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
            Why::NoAmount(from) => format!(
                "vanaf {} {} is het bedrag niet te berekenen; `kanwel beoordeel` zegt wat er ontbreekt",
                month_name(from.month()),
                from.year()
            ),
            Why::Undecided(Verdict::May) => "het mag worden gegeven, maar er is nog niet over beslist".to_owned(),
            Why::Undecided(Verdict::Judgement) => "een mens moet hier nog over oordelen".to_owned(),
            Why::Undecided(Verdict::Clash) => "de regels spreken elkaar tegen".to_owned(),
            Why::Undecided(_) => "het hangt nog af van een feit of een besluit".to_owned(),
            Why::Form(form) => format!("het is een {}, en nog niet toegekend", words(form)),
            Why::OnlyOne => "maar één bewoner kan dit krijgen, en het staat al bij een ander".to_owned(),
            Why::Within(fact) => format!("zit al in {}", self.names.plain(*fact)),
            Why::Between(amount, first, last) => format!(
                "{} wordt betaald tussen {} en {}, en dat kan buiten deze tijd vallen; zet de dag onder `[[betalingen]]`",
                euros(*amount),
                first.written(),
                last.written()
            ),
            Why::NoDay(amount) => format!(
                "{} ineens of per jaar, en de dag is niet bekend; zet die onder `[[betalingen]]`",
                euros(*amount)
            ),
            Why::NoPart(_) => {
                "staat in de casus, maar de regels zeggen niet dat dit geld binnenkomt of eruit gaat".to_owned()
            }
            Why::Idle => {
                "staat onder `[[betalingen]]`, maar er is dan niets te betalen, of het komt in een ander ritme"
                    .to_owned()
            }
            Why::Elsewhere => "niet op het adres van de aanvrager, of niet gekozen".to_owned(),
        }
    }
}
