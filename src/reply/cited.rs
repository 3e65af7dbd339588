//! What was named as the reason of a refusal: which place it is, whether it is encoded and in force, of which law it is,
//! and whether it carries the refusal of this right.

use super::carrier::{Carrier, Role};
use crate::case::parse_citation;
use crate::eval::{Condition, Outcome, Step, Verdict};
use crate::ir::rule::{Body, Origin, Provision};
use crate::ir::{Program, ProvisionId, RuleId, SymId};
use crate::law::{Citation, Code, Regulation, Status};
use crate::value::Date;
use std::sync::Arc;

/// What was named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// A place in a law, or a ruling.
    Place(Citation),
    /// Only a law.
    Law(Code),
    /// Something that does not read as law.
    Other,
}

/// Where a citation stands among the encoded rules. Not encoded is never the same as not existing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Encoded, and in force on the date.
    InForce,
    /// Encoded, and not in force on the date.
    NotInForce(Lapse),
    /// Not encoded.
    NotEncoded,
}

/// Why an encoded provision is not in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lapse {
    /// It begins on this day.
    Begins(Date),
    /// It ended on this day.
    Ended(Date),
    /// It lapsed, is not yet in force, or is only proposed.
    Standing(Status),
}

/// Whether a citation is about the law of the right that was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Belongs {
    /// It is of the law of the right.
    Own,
    /// It is of a regulation that has rules about the right, or rests on its law.
    Related,
    /// It is of another law.
    Other,
    /// Nothing of it is encoded.
    Unknown,
}

/// What a citation does for the refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bears {
    /// It carries the refusal.
    Carries,
    /// It would carry it if what is still open turns out that way.
    Would,
    /// It was read on the way, and does not carry the refusal.
    Read,
    /// It is about this right, and its conditions are not met here.
    NotMet,
    /// It gives this right.
    Gives,
    /// It has nothing to do with it.
    Nothing,
}

/// What was named, and what it is worth here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// As it was said.
    pub text: Arc<str>,
    /// What it is.
    pub named: Named,
    /// Whether it is encoded and in force.
    pub standing: Standing,
    /// Whether it is of the law that was asked.
    pub belongs: Belongs,
    /// What it does for the refusal.
    pub bears: Bears,
    /// The encoded provisions it covers, in order.
    pub provisions: Vec<ProvisionId>,
}

impl Cited {
    /// The code of the law that was named, if it was.
    #[must_use]
    pub const fn code(&self) -> Option<&Code> {
        match &self.named {
            Named::Place(citation) => citation.code(),
            Named::Law(code) => Some(code),
            Named::Other => None,
        }
    }
}

/// What was named as the reason of a refusal of a right, with what carries that outcome.
#[must_use]
pub fn cited(program: &Program, date: Date, text: &Arc<str>, o: &Outcome, carriers: &[Carrier]) -> Cited {
    let named = read(program, text);
    let all = covered(program, &named);
    let now: Vec<ProvisionId> = all
        .iter()
        .copied()
        .filter(|id| program.provision(*id).is_some_and(|p| applies(program, *id, p, date)))
        .collect();
    let standing = match (now.as_slice(), all.as_slice()) {
        ([_, ..], _) => Standing::InForce,
        ([], []) => Standing::NotEncoded,
        ([], [_, ..]) => Standing::NotInForce(lapse(program, &all, date)),
    };
    let bears = bears(program, &now, o, carriers);
    let provisions = if now.is_empty() { all } else { now };
    let cited = Cited { text: text.clone(), named, standing, belongs: Belongs::Unknown, bears, provisions };
    Cited { belongs: belongs(program, cited.code(), o.right), ..cited }
}

/// Reads what people write: a code or a title, the article before or after the law.
fn read(program: &Program, text: &str) -> Named {
    let regulations = program.index.regulations();
    let text = text.trim().trim_end_matches('.').replace("art. ", "artikel ").replace("Artikel ", "artikel ");
    let words: Vec<&str> =
        text.split_whitespace().filter(|w| !matches!(*w, "de" | "het" | "van" | "De" | "Het")).collect();
    let plain = words.join(" ");
    let Some((regulation, rest)) = regulations.iter().find_map(|r| Some((r, without(&plain, r)?))) else {
        return parse_citation(&plain).map_or(Named::Other, Named::Place);
    };
    // The year that belongs to the short title of a law is no part of the place.
    let year = |w: &str| w.len() == 4 && w.chars().all(|c| c.is_ascii_digit());
    let rest = rest.split_once(' ').filter(|(first, _)| year(first)).map_or(rest.as_str(), |(_, after)| after).trim();
    // `Pw 35 lid 1` is how people say it.
    let place = parse_citation(&format!("{} {rest}", regulation.code))
        .or_else(|| parse_citation(&format!("{} artikel {rest}", regulation.code)));
    place.map_or_else(|| Named::Law(regulation.code.clone()), Named::Place)
}

/// The text without the code or title of a regulation, if it names it.
fn without(text: &str, regulation: &Regulation) -> Option<String> {
    let lower = text.to_lowercase();
    let found = |name: &str| {
        let name = name.to_lowercase();
        let at = lower.match_indices(&name).map(|(at, _)| at).find(|at| {
            let outside = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
            let before = lower.get(..*at).and_then(|t| t.chars().next_back());
            let after = lower.get(at + name.len()..).and_then(|t| t.chars().next());
            outside(before) && outside(after)
        })?;
        // Lower case may change the length of a text; then the place is not sure.
        let (before, after) = (text.get(..at)?, text.get(at + name.len()..)?);
        Some(format!("{} {}", before.trim(), after.trim()).trim().trim_end_matches(',').to_owned())
    };
    found(&regulation.title).or_else(|| found(&regulation.code))
}

/// The encoded provisions below a citation; else the one it lies in.
fn covered(program: &Program, named: &Named) -> Vec<ProvisionId> {
    let all = || (0_u32..).map(ProvisionId).zip(&program.provisions);
    let matching = |hit: &dyn Fn(&Provision) -> bool| all().filter(|(_, p)| hit(p)).map(|(id, _)| id).collect();
    match named {
        Named::Other => Vec::new(),
        Named::Law(code) => matching(&|p| p.citation.code() == Some(code)),
        Named::Place(cited) => {
            let below: Vec<ProvisionId> = matching(&|p| within(cited, &p.citation));
            if below.is_empty() { matching(&|p| within(&p.citation, cited)) } else { below }
        }
    }
}

fn within(whole: &Citation, part: &Citation) -> bool {
    match (whole, part) {
        (Citation::Law { law: a, address: x }, Citation::Law { law: b, address: y }) => a == b && x.contains(y),
        (a, b) => a == b,
    }
}

fn applies(program: &Program, id: ProvisionId, p: &Provision, date: Date) -> bool {
    let proposed = p.status == Status::Proposed && !matches!(p.origin, Origin::Bill(_));
    let mut rules = program.rules.places().filter(|(_, place)| *place == id).peekable();
    let holds = |rule| program.rules.validity(rule).is_some_and(|v| v.contains(date));
    let in_force = rules.peek().is_none() || rules.any(|(rule, _)| holds(rule));
    p.validity.contains(date) && p.status.applies() && !proposed && in_force
}

/// Why none of these is in force: the one that comes nearest to the date tells.
fn lapse(program: &Program, all: &[ProvisionId], date: Date) -> Lapse {
    let provisions = || all.iter().filter_map(|id| program.provision(*id));
    let ended = provisions().filter_map(|p| p.validity.until).filter(|d| *d <= date).max();
    let begins = provisions().map(|p| p.validity.from).filter(|d| *d > date).min();
    let standing = provisions().map(|p| p.status.clone()).find(|s| *s != Status::InForce).unwrap_or(Status::Lapsed);
    ended.map(Lapse::Ended).or(begins.map(Lapse::Begins)).unwrap_or(Lapse::Standing(standing))
}

fn belongs(program: &Program, code: Option<&Code>, right: SymId) -> Belongs {
    let Some(symbol) = program.symbol(right) else { return Belongs::Unknown };
    let own = symbol.signature.sym.law.as_ref();
    let Some(regulation) = code.and_then(|c| program.regulation(c)) else { return Belongs::Unknown };
    if own == Some(&regulation.code) {
        return Belongs::Own;
    }
    let about = symbol.rules.iter().chain(&symbol.refusals).chain(&symbol.concurrences).chain(&symbol.powers);
    let states = about.filter_map(|id| program.provision_of(*id)).any(|p| p.law == regulation.code);
    let rests = regulation.basis.iter().any(|c| c.code() == own);
    if states || rests { Belongs::Related } else { Belongs::Other }
}

/// The statements of what a failing ground asks for and does not get: concepts, and norms that were judged not to be met.
fn failing(program: &Program, o: &Outcome) -> Vec<RuleId> {
    let refused = matches!(o.verdict, Verdict::No | Verdict::NoUnless);
    if !refused || o.grounds.iter().any(|g| g.holds != Some(false)) {
        return Vec::new();
    }
    let asked = o.unmet.iter().filter(|u| !u.obstacle).filter_map(|u| match &u.condition {
        Condition::Named(what, _) => Some(*what),
        Condition::Compared(..) => None,
    });
    let steps = o.derivation.nodes.iter().flat_map(|n| &n.steps);
    let judged = steps.filter_map(|s| match s {
        Step::Norm { norm, judged: Some((false, _)), .. } => Some(*norm),
        _ => None,
    });
    asked.chain(judged).filter_map(|s| program.symbol(s)).flat_map(|s| s.rules.clone()).collect()
}

fn bears(program: &Program, now: &[ProvisionId], o: &Outcome, carriers: &[Carrier]) -> Bears {
    let here = |id: &RuleId| program.rules.place(*id).is_some_and(|place| now.contains(&place));
    let carrying = carriers.iter().filter(|c| here(&c.rule)).map(|c| c.role);
    let best = carrying.min_by_key(|r| r.rank()).map(|role| match role {
        Role::Refuses(_) | Role::Fails | Role::Excludes => Bears::Carries,
        Role::MayRefuse(_) | Role::InDoubt => Bears::Would,
        Role::Gives => Bears::Gives,
    });
    let about = |id: &RuleId| match program.rule(*id).map(|l| &l.rule.body) {
        Some(Body::Refusal { of, .. }) => of.contains(&o.right),
        Some(Body::Concurrence { of, .. }) => *of == o.right,
        _ => false,
    };
    best.unwrap_or_else(|| {
        if failing(program, o).iter().any(here) {
            return Bears::Carries;
        }
        let refusing = o.refusals.iter().any(|r| r.holds == Some(false) && here(&r.rule));
        let stated = program.rules.places().any(|(id, place)| now.contains(&place) && about(&id));
        if refusing || stated {
            Bears::NotMet
        } else if o.verdict != Verdict::Unknown && o.derivation.carrying().iter().any(here) {
            Bears::Read
        } else {
            Bears::Nothing
        }
    })
}
