//! `kanwel weerwoord`

use super::args::{Because, Global, Reply, Shape};
use super::assess::rights;
use super::exit;
use super::ready::{Ready, json, options, ready};
use crate::case::{Case, Heard};
use crate::diagnostic::nearest;
use crate::eval::assess;
use crate::host::{self, HostError};
use crate::ir::{Program, SymId};
use crate::render::{reply_markdown, reply_text};
use crate::reply::{Argument, replies};
use crate::room::room;
use crate::value::{Entity, PERSON};

pub(super) fn run(global: &Global, args: &Reply) -> Result<u8, HostError> {
    let mut ready = match ready(global, &args.case, args.peildatum)? {
        Ok(ready) => ready,
        Err(code) => return Ok(code),
    };
    let asked = args.gevraagd.as_deref().map(|name| right(&ready.program, name)).transpose()?;
    if let Some(right) = asked {
        ready.case.heard = vec![heard(&ready.case, right, &said(args))?];
    }
    if ready.case.heard.is_empty() {
        return Err(HostError::new(
            "In deze casus staat geen weigering.",
            "Zeg wat er is gevraagd met `--gevraagd Pw.bijzondere_bijstand`, of zet het onder `[[gehoord]]` in de casus.",
        ));
    }
    let Ready { program, case, settings, .. } = &ready;
    // Another law may carry what one law refuses, so everything is assessed.
    let outcome = assess(program, case, settings, None, true);
    let found = room(program, case, settings, &outcome);
    let all = replies(program, case, settings, &outcome, &found);
    if all.is_empty() {
        return Err(asked
            .or_else(|| case.heard.iter().find_map(|h| h.asked))
            .map_or_else(unknown, |r| nothing(program, r)));
    }
    let showing = ready.showing();
    let mut view = showing.view(&outcome);
    view.ruimte = showing.room(&found, &view);
    let views = showing.replies(&all, &outcome, &view);
    let shown = match args.formaat {
        Shape::Json => json(&views),
        Shape::Md => reply_markdown(&views, args.alles),
        Shape::Tekst => reply_text(&views, options(args.alles)),
    };
    host::print(&shown)?;
    Ok(exit::OK)
}

/// A right by its name.
pub(super) fn right(program: &Program, name: &str) -> Result<SymId, HostError> {
    rights(program, &[name.to_owned()])?.and_then(|all| all.first().copied()).ok_or_else(unknown)
}

/// What the command line tells of a refusal.
#[derive(Default)]
pub(super) struct Said {
    pub person: Option<String>,
    pub subject: Option<String>,
    pub argument: Option<Argument>,
    pub cited: Option<String>,
    pub organ: Option<String>,
}

fn said(args: &Reply) -> Said {
    Said {
        person: args.persoon.clone(),
        subject: args.voor.clone(),
        argument: args.reden.map(argument),
        cited: args.artikel.clone(),
        organ: args.orgaan.clone(),
    }
}

/// A refusal as told on the command line; what it leaves out, the case may say.
pub(super) fn heard(case: &Case, right: SymId, said: &Said) -> Result<Heard, HostError> {
    let person = said.person.as_ref().map(|p| labelled(case, p, true)).transpose()?;
    let subject = said.subject.as_ref().map(|s| labelled(case, s, false)).transpose()?;
    let same = |h: &&Heard| {
        h.asked == Some(right)
            && (person.is_none() || h.person.is_none() || h.person == person)
            && (subject.is_none() || h.subject.is_none() || h.subject == subject)
    };
    let told = case.heard.iter().find(same);
    // Words and articles go with the reason they were given for.
    let words = told.filter(|_| said.argument.is_none());
    let own = |text: &Option<String>| text.as_deref().map(Into::into);
    Ok(Heard {
        asked: Some(right),
        subject: subject.or(told.and_then(|h| h.subject)),
        person: person.or(told.and_then(|h| h.person)),
        organ: own(&said.organ).or(told.and_then(|h| h.organ.clone())),
        date: told.and_then(|h| h.date),
        reason: said
            .argument
            .map(|a| a.word().into())
            .or(told.map(|h| h.reason.clone()))
            .unwrap_or(Argument::Law.word().into()),
        cited: own(&said.cited).or(words.and_then(|h| h.cited.clone())),
        first: words.and_then(|h| h.first),
        quote: words.filter(|_| said.cited.is_none()).and_then(|h| h.quote.clone()),
    })
}

const fn argument(because: Because) -> Argument {
    match because {
        Because::Wet => Argument::Law,
        Because::Gelijkheid => Argument::Equality,
        Because::Precedent => Argument::Precedent,
        Because::Middelen => Argument::Means,
        Because::Zelfredzaamheid => Argument::SelfReliance,
        Because::Moreel => Argument::Moral,
        Because::Capaciteit => Argument::Capacity,
    }
}

/// A person or thing of a case by its label.
fn labelled(case: &Case, name: &str, person: bool) -> Result<Entity, HostError> {
    let fits = |e: &Entity| case.member(*e).is_some_and(|m| (&*m.sort == PERSON) == person);
    case.entity(name).filter(fits).ok_or_else(|| {
        let all: Vec<&str> = case.members.iter().filter(|m| (&*m.sort == PERSON) == person).map(|m| &*m.name).collect();
        let hint = nearest(name, all.iter().copied()).map(|n| format!("Bedoelde u `{n}`?"));
        let choose = if all.is_empty() {
            "De casus heeft er geen.".to_owned()
        } else {
            format!("Kies uit: {}.", all.join(", "))
        };
        let what = if person { "persoon" } else { "zaak" };
        HostError::new(format!("De {what} `{name}` staat niet in de casus."), hint.unwrap_or(choose))
    })
}

/// Nothing to say: the right is not there for this person or thing.
pub(super) fn nothing(program: &Program, right: SymId) -> HostError {
    let signature = program.signature(right);
    let name = signature.map_or_else(String::new, |s| s.sym.to_string());
    let help = if signature.is_some_and(|s| s.params.len() > 1) {
        "Dit recht gaat over een zaak, zoals kosten. Zet die zaak in de casus en noem haar met `--voor`."
    } else {
        "Controleer de personen in de casus."
    };
    HostError::new(format!("Over `{name}` valt in deze casus niets te zeggen."), help)
}

fn unknown() -> HostError {
    HostError::new("Er is geen recht genoemd.", "Schrijf het als `Pw.bijzondere_bijstand`.")
}
