//! `kanwel route` and `kanwel knopen`

use super::args::{Global, Knots, LONGEST, Route, Shape, Verdict};
use super::assess::paid_in;
use super::exit;
use super::ready::{Ready, json, options, ready};
use crate::case::Case;
use crate::diagnostic::nearest;
use crate::eval::Want;
use crate::host::{self, HostError};
use crate::ir::{Form, Program, constant};
use crate::render::{KnotsView, RoutesView, knot_markdown, knot_text, route_markdown, route_text};
use crate::route::{self, Goal, Limits};
use crate::syntax::parse_literal;
use crate::value::{Entity, Exact, PERSON, Type, Value};

pub(super) fn run(global: &Global, args: &Route) -> Result<u8, HostError> {
    let ready = match ready(global, &args.case, args.peildatum)? {
        Ok(ready) => ready,
        Err(code) => return Ok(code),
    };
    let Ready { program, case, settings, .. } = &ready;
    let showing = ready.showing();
    let goals = goals(program, case, args)?;
    let limits = Limits { doubt: args.aannames, ..Limits::default() };
    let (found, steps) = match args.stappen {
        Some(steps) => (route::routes(program, case, settings, &goals, Limits { steps, ..limits }), steps),
        None => route::first_routes(program, case, settings, &goals, limits, LONGEST),
    };
    let limits = Limits { steps, ..limits };
    let reached = found.now.iter().all(|s| s.met);
    let proof = (found.routes.is_empty() && !reached)
        .then(|| route::proof(program, case, settings, &goals, &found.searched, limits));
    let mut view: RoutesView = showing.routes(&goals, &found, limits, proof.as_ref());
    if let Some(no) = &mut view.nee {
        let outcomes = goals.iter().filter_map(|g| route::outcome(program, case, settings, g));
        no.uitwegen = outcomes.flat_map(|o| showing.ways_out(&o)).collect();
    }
    let options = options(args.alles);
    host::print(&match args.formaat {
        Shape::Json => json(&view),
        Shape::Md => route_markdown(&view, args.alles),
        Shape::Tekst => route_text(&view, options),
    })?;
    Ok(exit::OK)
}

pub(super) fn knots(global: &Global, args: &Knots) -> Result<u8, HostError> {
    let ready = match ready(global, &args.case, args.peildatum)? {
        Ok(ready) => ready,
        Err(code) => return Ok(code),
    };
    let Ready { program, case, settings, .. } = &ready;
    let showing = ready.showing();
    let mut goals = Vec::new();
    for text in &args.doel {
        goals.extend(goal(program, case, text, &Details::default())?);
    }
    if goals.is_empty() {
        goals = route::wanted(program, case, settings);
    }
    let limits = Limits { steps: args.stappen, tries: 600, doubt: false };
    let found = route::knots(program, case, settings, &goals, limits);
    let now = route::standings(program, case, settings, &goals);
    let view: KnotsView = showing.knots(&goals, &now, &found, args.stappen);
    let options = options(args.alles);
    host::print(&match args.formaat {
        Shape::Json => json(&view),
        Shape::Md => knot_markdown(&view, args.alles),
        Shape::Tekst => knot_text(&view, options),
    })?;
    Ok(exit::OK)
}

/// What the options say about goals that are rights.
#[derive(Default)]
struct Details<'a> {
    holder: Option<&'a str>,
    subject: Option<&'a str>,
    want: Option<Verdict>,
    least: Option<&'a str>,
}

fn goals(program: &Program, case: &Case, args: &Route) -> Result<Vec<Goal>, HostError> {
    let details = Details {
        holder: args.houder.as_deref(),
        subject: args.voor.as_deref(),
        want: Some(args.oordeel),
        least: args.ten_minste.as_deref(),
    };
    let mut out = Vec::new();
    for text in &args.doel {
        let found = goal(program, case, text, &details)?;
        match found.as_slice() {
            [one] => out.push(one.clone()),
            [] => {
                let what = format!("Er is in de casus niets waarvoor het doel `{text}` kan gelden.");
                return Err(HostError::new(what, "Noem een houder met `--houder`, en een zaak met `--voor`."));
            }
            more => {
                let names: Vec<String> = more.iter().filter_map(|g| about(case, g)).collect();
                let what = format!("Het doel `{text}` kan over meer gaan: {}.", names.join("; "));
                return Err(HostError::new(what, "Kies met `--houder`, en bij een zaak met `--voor`."));
            }
        }
    }
    Ok(out)
}

/// Whom a goal is about, as options.
fn about(case: &Case, goal: &Goal) -> Option<String> {
    let Goal::Right { holder, subject, .. } = goal else { return None };
    let thing = subject.map_or(String::new(), |s| format!(" --voor {}", case.name(s)));
    Some(format!("--houder {}{thing}", case.name(*holder)))
}

/// `Pw.bijzondere_bijstand`, `Awir.toeslagpartner aanvrager broer`, `niet Awir.toeslagpartner aanvrager broer`
fn goal(program: &Program, case: &Case, text: &str, details: &Details<'_>) -> Result<Vec<Goal>, HostError> {
    let mut parts = text.split_whitespace().peekable();
    let wanted = parts.next_if_eq(&"niet").is_none();
    let name = parts.next().unwrap_or_default();
    let about = parts.map(|p| entity(case, p)).collect::<Result<Vec<Entity>, _>>()?;
    let known = program.find(name).filter(|id| program.signature(*id).is_some());
    let Some(what) = known else {
        let all: Vec<String> = program.symbols.iter().map(|s| s.signature.sym.to_string()).collect();
        let hint = nearest(name, all.iter().map(String::as_str)).map_or_else(
            || "Noem een recht of een ja-of-nee-begrip, zoals `Pw.bijzondere_bijstand`.".to_owned(),
            |n| format!("Bedoelde u `{n}`?"),
        );
        return Err(HostError::new(format!("Het doel `{name}` bestaat niet."), hint));
    };
    let signature = program.signature(what);
    if signature.is_some_and(|s| s.form == Form::Right) {
        if !wanted {
            let what = "Een doel dat een recht er niet is, kan niet.";
            return Err(HostError::new(what, "Noem een recht dat u wilt, of `niet` met een begrip."));
        }
        return right(program, case, what, &about, details);
    }
    let wants = signature.map_or(0, |s| s.params.len());
    let gives = signature.map(|s| &s.result);
    let (about, who) = match (gives, about.split_last()) {
        (Some(Type::Truth), _) if about.len() == wants => (about, None),
        // A concept that gives someone: the last role is who it must be.
        (Some(Type::Entity(_)), Some((who, about))) if about.len() == wants => (about.to_vec(), Some(*who)),
        _ => {
            let what = format!("Het doel `{text}` is niet volledig, of geen vraag met ja of nee.");
            let help = "Noem na het begrip de rollen, zoals `Awir.toeslagpartner aanvrager broer`.";
            return Err(HostError::new(what, help));
        }
    };
    Ok(vec![Goal::Truth { what, about, who, wanted }])
}

fn right(
    program: &Program,
    case: &Case,
    right: crate::ir::SymId,
    about: &[Entity],
    details: &Details<'_>,
) -> Result<Vec<Goal>, HostError> {
    let heard = case.heard.iter().find(|h| h.asked == Some(right));
    let named = |text: Option<&str>| text.map(|t| entity(case, t)).transpose();
    let holder = about.first().copied().or(named(details.holder)?);
    let subject = about.get(1).copied().or(named(details.subject)?);
    let mut found = Goal::on(program, case, right, holder, subject);
    if holder.is_none()
        && found.len() > 1
        && let Some(h) = heard
    {
        found = Goal::on(program, case, right, h.person, subject.or(h.subject));
    }
    // Who is not named is the first person of the case.
    let first = case.of_sort(PERSON).next();
    if holder.is_none() && found.iter().any(|g| matches!(g, Goal::Right { holder, .. } if Some(*holder) == first)) {
        found.retain(|g| matches!(g, Goal::Right { holder, .. } if Some(*holder) == first));
    }
    let least = details.least.map(|t| amount(program, right, t)).transpose()?;
    for goal in &mut found {
        if let Goal::Right { want, least: at_least, .. } = goal {
            *want = if details.want == Some(Verdict::Moet) { Want::Must } else { Want::May };
            *at_least = least;
        }
    }
    Ok(found)
}

fn entity(case: &Case, name: &str) -> Result<Entity, HostError> {
    case.entity(name).ok_or_else(|| {
        let all: Vec<&str> = case.members.iter().map(|m| &*m.name).collect();
        HostError::new(format!("`{name}` staat niet in de casus."), format!("Kies uit: {}.", all.join(", ")))
    })
}

/// An amount in the unit of a right.
fn amount(program: &Program, right: crate::ir::SymId, text: &str) -> Result<Exact, HostError> {
    let Some(unit) = paid_in(program, right) else {
        return Err(HostError::new("Dit recht heeft geen bedrag.", "Laat `--ten-minste` weg."));
    };
    let value = parse_literal(text).as_ref().and_then(constant).as_ref().and_then(Value::number);
    // `€ 500` is short for the unit of the right.
    let suits = text.split_once(" per ").is_none_or(|(_, per)| unit.base().is_some_and(|b| b.word() == per.trim()));
    value.filter(|_| suits && text.contains('€')).ok_or_else(|| {
        let what = format!("`{text}` past niet bij dit recht; hier hoort {unit}.");
        HostError::new(what, "Schrijf bijvoorbeeld `--ten-minste \"€ 500\"`.")
    })
}
