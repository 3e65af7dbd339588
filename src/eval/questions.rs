//! What a case asks about concepts, about everyone they can be about.

use super::Derivation;
use super::derivation::Found;
use super::engine::{Arg, Evaluator, Key};
use super::outcome::{Reason, Val};
use crate::ir::{Form, Linked, SymId};
use crate::value::{Entity, PERSON, Type, Value};

/// The answer to a question about a concept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Concept or norm.
    pub what: SymId,
    /// About.
    pub about: Vec<Entity>,
    /// What was found.
    pub found: Found,
    /// Why it is open.
    pub reasons: Vec<Reason>,
    /// How it came about.
    pub derivation: Derivation,
}

/// Most bindings of parameters that are tried for one rule or question.
const BINDINGS: usize = 10_000;

/// The types of the parameters of a rule.
pub(super) fn parameters(linked: &Linked) -> impl Iterator<Item = &Type> {
    linked.rule.vars.iter().take(linked.rule.params).map(|v| &v.ty)
}

impl Evaluator<'_> {
    /// All ways to fill parameters with different entities.
    pub(super) fn bindings<'t>(&self, parameters: impl Iterator<Item = &'t Type>) -> Vec<Vec<Entity>> {
        let mut out: Vec<Vec<Entity>> = vec![Vec::new()];
        for ty in parameters {
            let Type::Entity(sort) = ty else { return Vec::new() };
            let all: Vec<Entity> = self.case.of_sort(sort).collect();
            // A thing that belongs to someone is only bound together with that person.
            let fits = |b: &[Entity], e: Entity| {
                let owner = self.case.member(e).and_then(|m| m.owner);
                let people = |o: &Entity| self.case.member(*o).is_some_and(|m| &*m.sort == PERSON);
                !b.contains(&e) && owner.is_none_or(|o| b.contains(&o) || !b.iter().any(people))
            };
            out = out
                .into_iter()
                .flat_map(|b| {
                    all.iter().filter(|e| fits(&b, **e)).map(|e| [b.as_slice(), &[*e]].concat()).collect::<Vec<_>>()
                })
                .take(BINDINGS)
                .collect();
        }
        out
    }

    /// The questions of the case that are not about rights; those are among the outcomes.
    pub(super) fn questions(&mut self) -> Vec<Asked> {
        let program = self.program;
        let mut out = Vec::new();
        for what in &self.case.questions {
            let Some(signature) = program.signature(*what) else { continue };
            if signature.form == Form::Right {
                continue;
            }
            for about in self.bindings(signature.params.iter().map(|p| &p.ty)) {
                // The two directions of a symmetric concept are one question.
                if !signature.symmetric || about.is_sorted() {
                    out.push(self.asked(*what, about));
                }
            }
        }
        out
    }

    /// A concept about known entities, on the date of the settings; with its derivation if one is recorded.
    pub fn asked(&mut self, what: SymId, about: Vec<Entity>) -> Asked {
        let args: Vec<Val> = about.iter().map(|e| Val::Known(Value::Entity(*e))).collect();
        let date = self.settings.date;
        let answer = self.ask(what, &args, date);
        let reasons = answer.reasons().map(|r| self.reasons_of(r)).unwrap_or_default();
        let root = Key { what, args: about.iter().copied().map(Arg::Entity).collect(), date };
        let found = self.found(&super::engine::Answer::Value(answer));
        Asked { what, about, found, reasons, derivation: self.derivation(Some(root)) }
    }
}
