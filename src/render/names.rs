//! How rules, facts and persons are called in plain Dutch.

use crate::case::Case;
use crate::eval::{About, Reason};
use crate::ir::rule::Body;
use crate::ir::{Form, Program, RuleId, SymId, SymKind};
use crate::value::{Entity, Type, Value, dutch_value};

/// Before the name of something about which no rule is encoded.
const NO_RULE: &str = "voor een dag die meetelt, is geen regel gecodeerd over";

/// Names of a program and a case.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    /// The program.
    pub program: &'a Program,
    /// The case.
    pub case: &'a Case,
}

/// A name in words: `algemene_bijstand` becomes `algemene bijstand`.
#[must_use]
pub fn words(name: &str) -> String {
    name.replace('_', " ")
}

/// A first letter as a capital.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

impl Names<'_> {
    /// `Pw.algemene_bijstand`
    #[must_use]
    pub fn symbol(&self, id: SymId) -> String {
        self.program.signature(id).map_or_else(|| "?".to_owned(), |s| s.sym.to_string())
    }

    /// `algemene bijstand`
    #[must_use]
    pub fn plain(&self, id: SymId) -> String {
        self.program.signature(id).map_or_else(|| "?".to_owned(), |s| words(&s.sym.name))
    }

    /// A person, address or other entity, in words.
    #[must_use]
    pub fn entity(&self, e: Entity) -> String {
        words(&self.case.name(e))
    }

    /// A value of a type.
    #[must_use]
    pub fn value(&self, value: &Value, ty: &Type) -> String {
        match value {
            Value::Kind(k) => words(k),
            _ => dutch_value(value, ty, |e| self.entity(e)),
        }
    }

    /// A symbol about arguments as a phrase: `aanvrager is alleenstaande`, `bijstandsnorm van aanvrager`.
    #[must_use]
    pub fn phrase(&self, id: SymId, about: &[Value]) -> String {
        let Some(s) = self.program.signature(id) else { return "?".to_owned() };
        let name = words(&s.sym.name);
        let shown = |v: &Value, i: usize| self.value(v, s.params.get(i).map_or(&Type::Truth, |p| &p.ty));
        let mut out = match (s.form, about.first()) {
            (Form::Is, Some(v)) => format!("{} is {name}", shown(v, 0)),
            (Form::Has, Some(v)) => format!("{} heeft {name}", shown(v, 0)),
            (Form::Verb, Some(v)) => format!("{} {name}", shown(v, 0)),
            (Form::Right, Some(v)) => format!("recht van {} op {name}", shown(v, 0)),
            _ => name,
        };
        for (i, (param, v)) in s.params.iter().zip(about).enumerate() {
            match (&param.prep, s.form) {
                (Some(prep), _) => out.push_str(&format!(" {prep} {}", shown(v, i))),
                (None, Form::Right) if i == 1 => out.push_str(&format!(" voor {}", shown(v, i))),
                _ => {}
            }
        }
        out
    }

    /// The question behind a fact or norm, with the roles filled in.
    #[must_use]
    pub fn question(&self, id: SymId, about: &About) -> Option<String> {
        let symbol = self.program.symbol(id)?;
        let question = match &symbol.signature.kind {
            SymKind::Fact(info) => info.question.clone(),
            _ => symbol.rules.iter().filter_map(|r| self.program.rule(*r)).find_map(|l| match &l.rule.body {
                Body::Norm { question, .. } => question.clone(),
                _ => None,
            }),
        }?;
        Some(self.filled(&question, symbol.signature.params.iter().map(|p| &*p.var), about))
    }

    /// A text in which `{P}` and other variables are replaced by who or what they stand for.
    pub fn filled<'v>(&self, text: &str, vars: impl Iterator<Item = &'v str>, about: &About) -> String {
        vars.zip(about).fold(text.to_owned(), |text, (var, e)| text.replace(&format!("{{{var}}}"), &self.entity(*e)))
    }

    /// Reasons as phrases; names about which no rule is encoded stand together.
    #[must_use]
    pub fn reasons(&self, reasons: &[Reason]) -> Vec<String> {
        let mut uncoded: Vec<String> = Vec::new();
        let mut out: Vec<String> = Vec::new();
        for reason in reasons {
            match reason {
                Reason::NoRule(s) => uncoded.push(self.plain(*s)),
                other => out.push(self.reason(other)),
            }
        }
        if !uncoded.is_empty() {
            out.push(format!("{NO_RULE} {}", super::sentence::join(&uncoded, "en")));
        }
        out
    }

    /// A reason as a short phrase.
    #[must_use]
    pub fn reason(&self, reason: &Reason) -> String {
        let values = |about: &About| about.iter().map(|e| Value::Entity(*e)).collect::<Vec<_>>();
        match reason {
            Reason::Fact(fact, about) => self.phrase(*fact, &values(about)),
            Reason::Imprecise(fact, about) => format!("de precieze dag van {}", self.phrase(*fact, &values(about))),
            Reason::Norm(norm, about) => self.phrase(*norm, &values(about)),
            Reason::Incomplete(what) if &**what == "gemeente" => "de gemeente".to_owned(),
            Reason::Incomplete(what) => format!("of alle {} in de casus staan (`volledig`)", words(what)),
            Reason::Decision(right, person) => {
                format!("of {} {} ontvangt (besluit)", self.entity(*person), self.plain(*right))
            }
            Reason::Silent(text) => format!("de wet zwijgt: {text}"),
            Reason::NoRule(s) => format!("{NO_RULE} {}", self.plain(*s)),
            Reason::NoAmount(s, None) => format!("voor deze datum is geen bedrag gecodeerd ({})", self.plain(*s)),
            Reason::NoAmount(s, Some(why)) => format!("{} is onbekend: {why}", self.plain(*s)),
            Reason::EmptySlot(s) => format!("de lagere regel over {} is niet gecodeerd", self.plain(*s)),
            Reason::Circular(s) => format!("{} wacht op zichzelf", self.plain(*s)),
            Reason::Discretion(right, person) => {
                format!("het recht van {} op {}", self.entity(*person), self.plain(*right))
            }
            Reason::Clash(rules) => {
                let cited: Vec<String> = rules.iter().map(|r| self.cite(*r)).collect();
                match cited.as_slice() {
                    // One provision with more than one candidate.
                    [one] => format!("{one} geeft meer dan één uitkomst"),
                    all => format!("{} geven een verschillende uitkomst", all.join(" en ")),
                }
            }
            Reason::Arithmetic => "een getal dat niet te berekenen is".to_owned(),
            Reason::Absent => "iemand of iets dat ontbreekt".to_owned(),
        }
    }

    /// The citation of a rule.
    #[must_use]
    pub fn cite(&self, rule: RuleId) -> String {
        self.program.provision_of(rule).map_or_else(|| "?".to_owned(), |p| p.citation.to_string())
    }
}
