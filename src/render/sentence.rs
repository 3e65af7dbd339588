//! The outcome in one plain sentence, with what a refusal rests on.

use super::build::Showing;
use super::names::capital;
use super::view::OutcomeView;
use crate::eval::{Condition, Outcome, Side, Unmet, Verdict};
use crate::value::{Exact, Rounding, Type, Unit, Value};

impl Showing<'_> {
    /// The outcome in one plain sentence (B1).
    pub(super) fn sentence(&self, o: &Outcome, view: &OutcomeView) -> String {
        let who = self.decides(o);
        let list = |all: Vec<String>| join(&all, "en");
        let missing = self.names.reasons(&o.missing);
        let norms: Vec<String> = view.open_normen.iter().map(|n| n.zin.clone()).collect();
        let why = || {
            let (named, compared): (Vec<_>, Vec<_>) =
                o.unmet.iter().partition(|u| matches!(u.condition, Condition::Named(..)));
            let (obstacles, unmet): (Vec<_>, Vec<_>) = named.into_iter().partition(|u| u.obstacle);
            let phrases = |all: Vec<&Unmet>| join(&all.iter().map(|u| self.condition(u)).collect::<Vec<_>>(), "en");
            let mut out = self.refusing_gist(o);
            if !unmet.is_empty() {
                out.push_str(&format!(" Hieraan is niet voldaan: {}.", phrases(unmet)));
            }
            if !obstacles.is_empty() {
                out.push_str(&format!(" In de weg staat: {}.", phrases(obstacles)));
            }
            for u in compared {
                out.push_str(&format!(" {}.", capital(&self.condition(u))));
            }
            out
        };
        match o.verdict {
            Verdict::Must if o.partial => format!("Ja, voor een deel. {} moet dat deel geven.", capital(&who)),
            Verdict::Must => format!("Ja. {} moet dit geven.", capital(&who)),
            Verdict::May => format!("Dit mag. {} heeft de bevoegdheid om dit te geven.", capital(&who)),
            Verdict::Provided => format!("Ja, mits de antwoorden daarop meewerken. Nog open: {}.", list(missing)),
            Verdict::Judgement => format!("Hier moet een mens oordelen. Te wegen: {}.", list(norms)),
            Verdict::NoUnless => {
                let open: Vec<String> = missing.into_iter().chain(norms).collect();
                let unless = match open.as_slice() {
                    [] => "Nee, tenzij een van de uitwegen hieronder helpt.".to_owned(),
                    [_] | [_, _] => format!("Nee, tenzij dit de uitkomst verandert: {}.", list(open)),
                    _ => "Nee, tenzij een van de open punten hieronder de uitkomst verandert.".to_owned(),
                };
                let lower = if o.only_lower {
                    " Alleen een lagere regel weigert; die kan het recht uit de wet niet wegnemen."
                } else {
                    ""
                };
                format!("{unless}{lower}{}", why())
            }
            Verdict::No if o.baseless => "Nee. Geen regel die nu geldt, geeft dit recht.".to_owned(),
            Verdict::No if o.routes.is_empty() => format!("Nee.{}", why()),
            Verdict::No => format!("Nee.{} De uitwegen hieronder zijn nagegaan; geen ervan helpt.", why()),
            Verdict::Unknown => format!("Dit is nog niet te zeggen. Er ontbreekt: {}.", list(missing)),
            Verdict::Clash => "De regels spreken elkaar hier tegen.".to_owned(),
        }
    }

    /// The gist of what refuses.
    fn refusing_gist(&self, o: &Outcome) -> String {
        let program = self.program();
        let gist = o.refusing(program).and_then(|id| program.provision_of(id)).and_then(|p| p.gist.as_ref());
        gist.map_or_else(String::new, |g| format!(" {}", g.trim_end()))
    }

    /// A condition in words; for a comparison what is the case, with the values that were compared.
    pub(super) fn condition(&self, u: &Unmet) -> String {
        match &u.condition {
            Condition::Named(what, about) => self.names.phrase(*what, about),
            Condition::Compared(a, compare, b) => {
                let ty = a.of.as_ref().or(b.of.as_ref()).and_then(|(s, _)| self.program().signature(*s));
                let ty = ty.map_or(Type::Nil, |s| s.result.clone());
                let side = |s: &Side| {
                    let value = s.value.as_ref().map(|v| self.names.value(&in_cents(v, &ty), &ty));
                    let name = s.of.as_ref().map(|(of, about)| self.names.phrase(*of, about));
                    match (name, value) {
                        (Some(name), Some(value)) => format!("{name} ({value})"),
                        (name, value) => name.or(value).unwrap_or_default(),
                    }
                };
                let words = if ty == Type::Date { compare.words_for_dates() } else { compare.words() };
                let not = if u.obstacle { "" } else { "niet " };
                format!("{} is {not}{words} {}", side(a), side(b))
            }
        }
    }

    pub(super) fn unmet(&self, u: &Unmet) -> String {
        let phrase = self.condition(u);
        if matches!(u.condition, Condition::Compared(..)) {
            return phrase;
        }
        if u.obstacle { format!("in de weg staat: {phrase}") } else { format!("niet voldaan: {phrase}") }
    }
}

/// `a`, `a en b`, `a, b en c`
#[must_use]
pub fn join(all: &[String], last: &str) -> String {
    match all.split_last() {
        None => String::new(),
        Some((one, [])) => one.clone(),
        Some((end, rest)) => format!("{} {last} {end}", rest.join(", ")),
    }
}

/// Money as one reads it; the exact value is in the derivation.
fn in_cents(value: &Value, ty: &Type) -> Value {
    match value {
        Value::Number(n) if ty.unit().is_some_and(Unit::is_money) => {
            let cents = Exact::ratio(1, 100).and_then(|cent| n.rounded(Rounding::HalfUp, cent));
            Value::Number(cents.unwrap_or(*n))
        }
        other => other.clone(),
    }
}
