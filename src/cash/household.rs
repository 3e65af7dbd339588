//! Whose money it is.

use crate::case::{Case, FactState};
use crate::ir::{Program, SymId, SymKind};
use crate::value::{ADDRESS, Date, Entity, PERSON, Type, Value};

/// The role a case gives to the person it is about.
const APPLICANT: &str = "aanvrager";

/// Those asked for; else everyone but who certainly lives at another address than the applicant, or than the first
/// person when nobody has that role.
pub(super) fn people(program: &Program, case: &Case, date: Date, wanted: &[Entity]) -> Vec<Entity> {
    let all: Vec<Entity> = case.of_sort(PERSON).collect();
    if !wanted.is_empty() {
        return all.into_iter().filter(|p| wanted.contains(p)).collect();
    }
    let Some(first) = case.entity(APPLICANT).or_else(|| all.first().copied()) else { return all };
    let addresses = addresses(program);
    let known = |who: Entity, what: SymId| match case.state(&(what, std::iter::once(who).collect()), date) {
        FactState::Known(Value::Entity(e)) => Some(*e),
        _ => None,
    };
    let elsewhere = |who: Entity| {
        let both: Vec<bool> = addresses.iter().filter_map(|a| Some(known(who, *a)? == known(first, *a)?)).collect();
        !both.is_empty() && !both.contains(&true)
    };
    all.into_iter().filter(|p| !elsewhere(*p)).collect()
}

/// The facts that say at which address a person lives.
fn addresses(program: &Program) -> Vec<SymId> {
    let all = (0_u32..).map(SymId).zip(&program.symbols);
    let address = Type::Entity(ADDRESS.into());
    all.filter(|(_, s)| matches!(s.signature.kind, SymKind::Fact(_)) && s.signature.result == address)
        .map(|(id, _)| id)
        .collect()
}
