//! One line of expectation.

use crate::value::Date;

/// What a line expects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expectation {
    /// `op 2026-03-01`
    On(Date),
    /// `lezing keuze=lezing`
    Reading(String, String),
    /// `oordeel Pw.x van aanvrager [voor pension]: nee, tenzij`
    Verdict {
        /// Right.
        right: String,
        /// Labels: holder, then thing.
        about: Vec<String>,
        /// Verdict.
        is: String,
    },
    /// `bedrag Pw.x van aanvrager: € 1 per maand`
    Amount {
        /// Right.
        right: String,
        /// Labels.
        about: Vec<String>,
        /// Value, `tussen € 1 per maand en € 2 per maand`, or `onbekend`.
        is: String,
    },
    /// `waarde Pw.x van aanvrager: € 1 per maand`
    Value {
        /// Concept, fact or amount.
        what: String,
        /// Labels.
        about: Vec<String>,
        /// Value, `ja`, `nee`, `geen` or `onbekend`.
        is: String,
    },
    /// `steunt op A, B` and `steunt niet op A, B`, about the last verdict.
    RestsOn(bool, Vec<String>),
    /// `vraagt feit [van aanvrager]`, about the last verdict.
    Asks(String, Vec<String>),
    /// `weegt norm`, about the last verdict.
    Weighs(String),
    /// `uitweg A: open|hangt af|faalt`, about the last verdict.
    Route(String, String),
    /// `[geen] plicht x` and `[geen] verbod x`
    Duty {
        /// Must be there.
        present: bool,
        /// Prohibition.
        forbidden: bool,
        /// Act.
        act: String,
    },
    /// `termijn x: 2026-03-01`
    Deadline(String, Date),
    /// `zin Nee. …`: the first sentence of the last verdict.
    Sentence(String),
    /// `[geen] deels`: only a part of the last right remains.
    Partly(bool),
    /// `[geen] een van meer`: more holders qualify, one can have it.
    OneOfMany(bool),
    /// `doorzenden Rotterdam`: the last right belongs to the organ of that municipality.
    Forward(String),
    /// `status Pw artikel 3 lid 2: voorstel`: a provision the last verdict rests on has this status.
    Status(String, String),
    /// `aantal uitkomsten Pw.x: 2`
    Count(String, usize),
    /// `bevinding B02 [op A]`: it is found; and nothing is found that no line names.
    Finding {
        /// Code.
        code: String,
        /// Provision on one of its sides.
        place: Option<String>,
    },
    /// `geen bevinding B02 [op A]`
    NoFinding {
        /// Code.
        code: String,
        /// Provision on one of its sides.
        place: Option<String>,
    },
    /// `geen andere bevindingen`, `geen bevindingen`: nothing is found that no line names.
    NoOtherFindings,
    /// `ruimte R02 [op A]: ongebruikt`: room of this kind, with this status; about the last verdict when there is one.
    Room {
        /// Code.
        code: String,
        /// Provision.
        place: Option<String>,
        /// Status.
        is: String,
    },
    /// `geen ruimte R02 [op A]`
    NoRoom {
        /// Code.
        code: String,
        /// Provision.
        place: Option<String>,
    },
}

impl Expectation {
    /// Whether it is about how an outcome came about.
    #[must_use]
    pub const fn about_derivations(&self) -> bool {
        matches!(self, Self::RestsOn(..) | Self::Sentence(_) | Self::Status(..))
    }
}

/// Reads a line; the message says what was not understood.
///
/// # Errors
/// A Dutch sentence when the line is no expectation.
pub fn expectation(line: &str) -> Result<Expectation, String> {
    let unknown = || {
        format!(
            "`{line}` is geen verwachting. Mogelijk: op, lezing, oordeel, bedrag, waarde, steunt (niet) op, vraagt, weegt, uitweg, (geen) plicht, (geen) verbod, termijn, zin, (geen) deels, (geen) een van meer, doorzenden, status, aantal uitkomsten, (geen) bevinding, (geen) ruimte."
        )
    };
    match line {
        "deels" => return Ok(Expectation::Partly(true)),
        "geen deels" => return Ok(Expectation::Partly(false)),
        "een van meer" => return Ok(Expectation::OneOfMany(true)),
        "geen een van meer" => return Ok(Expectation::OneOfMany(false)),
        _ => {}
    }
    let (word, rest) = line.split_once(' ').ok_or_else(unknown)?;
    let rest = rest.trim();
    let valued = || {
        rest.rsplit_once(": ")
            .map(|(a, b)| (a.trim(), b.trim().to_owned()))
            .ok_or_else(|| format!("Achter `{rest}` ontbreekt `: waarde`."))
    };
    match word {
        "op" => Date::parse(rest).map(Expectation::On).ok_or_else(|| format!("`{rest}` is geen datum.")),
        "lezing" => {
            let (choice, reading) = rest.split_once('=').ok_or_else(|| "Schrijf `lezing keuze=lezing`.".to_owned())?;
            Ok(Expectation::Reading(choice.trim().to_owned(), reading.trim().to_owned()))
        }
        "oordeel" => {
            let (subject, is) = valued()?;
            let (right, about) = about(subject);
            Ok(Expectation::Verdict { right, about, is })
        }
        "bedrag" => {
            let (subject, is) = valued()?;
            let (right, about) = about(subject);
            Ok(Expectation::Amount { right, about, is })
        }
        "waarde" => {
            let (subject, is) = valued()?;
            let (what, about) = about(subject);
            Ok(Expectation::Value { what, about, is })
        }
        "steunt" => {
            let (negated, list) = match rest.strip_prefix("niet op ") {
                Some(list) => (true, list),
                None => (false, rest.strip_prefix("op ").ok_or_else(unknown)?),
            };
            Ok(Expectation::RestsOn(!negated, list.split(", ").map(|c| c.trim().to_owned()).collect()))
        }
        "vraagt" => {
            let (fact, about) = about(rest);
            Ok(Expectation::Asks(fact, about))
        }
        "weegt" => Ok(Expectation::Weighs(about(rest).0)),
        "uitweg" => {
            let (place, is) = valued()?;
            Ok(Expectation::Route(place.to_owned(), is))
        }
        "plicht" | "verbod" => {
            Ok(Expectation::Duty { present: true, forbidden: word == "verbod", act: rest.to_owned() })
        }
        "termijn" => {
            let (name, is) = valued()?;
            let date = Date::parse(&is).ok_or_else(|| format!("`{is}` is geen datum."))?;
            Ok(Expectation::Deadline(name.to_owned(), date))
        }
        "zin" => Ok(Expectation::Sentence(rest.to_owned())),
        "doorzenden" => Ok(Expectation::Forward(rest.to_owned())),
        "status" => {
            let (place, is) = valued()?;
            Ok(Expectation::Status(place.to_owned(), is))
        }
        "aantal" => {
            let (subject, is) = valued()?;
            let right = subject.strip_prefix("uitkomsten ").ok_or_else(unknown)?;
            let count = is.parse().map_err(|_| format!("`{is}` is geen aantal."))?;
            Ok(Expectation::Count(right.to_owned(), count))
        }
        "ruimte" => {
            let (subject, is) = valued()?;
            let (code, place) = coded(subject);
            Ok(Expectation::Room { code, place, is })
        }
        "bevinding" => {
            let (code, place) = coded(rest);
            Ok(Expectation::Finding { code, place })
        }
        "geen" if matches!(rest.trim(), "bevindingen" | "andere bevindingen") => Ok(Expectation::NoOtherFindings),
        "geen" => match rest.split_once(' ') {
            Some(("plicht", act)) => Ok(Expectation::Duty { present: false, forbidden: false, act: act.to_owned() }),
            Some(("verbod", act)) => Ok(Expectation::Duty { present: false, forbidden: true, act: act.to_owned() }),
            Some(("ruimte", subject)) => {
                let (code, place) = coded(subject);
                Ok(Expectation::NoRoom { code, place })
            }
            Some(("bevinding", subject)) => {
                let (code, place) = coded(subject);
                Ok(Expectation::NoFinding { code, place })
            }
            _ => Err(unknown()),
        },
        _ => Err(unknown()),
    }
}

/// `R02 op Pw artikel 16 lid 1`: the code and the provision.
fn coded(text: &str) -> (String, Option<String>) {
    text.split_once(" op ").map_or_else(
        || (text.trim().to_owned(), None),
        |(code, place)| (code.trim().to_owned(), Some(place.trim().to_owned())),
    )
}

/// `Pw.x van aanvrager voor pension`: the name and the labels, without the small words.
fn about(text: &str) -> (String, Vec<String>) {
    const SMALL: [&str; 7] = ["van", "voor", "met", "aan", "door", "naar", "en"];
    let mut words = text.split([' ', ',']).filter(|w| !w.is_empty());
    let name = words.next().unwrap_or_default().to_owned();
    (name, words.filter(|w| !SMALL.contains(w)).map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_read_as_expectations() {
        assert_eq!(
            expectation("oordeel Pw.bijzondere_bijstand van aanvrager voor pension: nee, tenzij"),
            Ok(Expectation::Verdict {
                right: "Pw.bijzondere_bijstand".to_owned(),
                about: vec!["aanvrager".to_owned(), "pension".to_owned()],
                is: "nee, tenzij".to_owned()
            })
        );
        assert_eq!(
            expectation("steunt niet op BbRotterdam artikel 8.3 lid 1, ECLI:NL:CRVB:2016:318"),
            Ok(Expectation::RestsOn(
                false,
                vec!["BbRotterdam artikel 8.3 lid 1".to_owned(), "ECLI:NL:CRVB:2016:318".to_owned()]
            ))
        );
        assert_eq!(
            expectation("ruimte R02 op Pw artikel 16 lid 1: ongebruikt"),
            Ok(Expectation::Room {
                code: "R02".to_owned(),
                place: Some("Pw artikel 16 lid 1".to_owned()),
                is: "ongebruikt".to_owned()
            })
        );
        assert!(expectation("verwacht veel").is_err());
    }
}
