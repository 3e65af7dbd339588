//! `telt als`: checks that the word is known and fits what it stands on.

use super::super::counts::CountsAs;
use super::super::index::{Role, Scope};
use super::super::signature::{Context, Signature};
use super::env::Env;
use crate::diagnostic::{Diagnostic, code};
use crate::syntax::ast::{Clause, ClauseKind, Name, Statement, StatementKind};

/// On a fact, concept or right.
pub(super) fn of_name(env: &mut Env<'_>, word: &Name, signature: &Signature) {
    let Some(counts) = known(env, word) else { return };
    if !counts.fits(signature) {
        env.out.push(misplaced(env.cx, word, counts));
    }
}

/// On a duty; `None` when the word is unknown or does not fit.
pub(super) fn of_duty(env: &mut Env<'_>, word: &Name, clauses: &[Clause]) -> Option<Option<CountsAs>> {
    let counts = known(env, word)?;
    let paid = clauses.iter().any(|c| matches!(c.kind, ClauseKind::Amount(_)));
    if counts == CountsAs::FullWeek || counts == CountsAs::Deduction && paid {
        return Some(Some(counts));
    }
    env.out.push(misplaced(env.cx, word, counts));
    None
}

/// On a concept or right that a statement declares.
pub(super) fn of_statement(cx: &Context, scope: &dyn Scope, s: &Statement, out: &mut Vec<Diagnostic>) {
    let name = match &s.kind {
        StatementKind::Concept(head) => &head.name,
        StatementKind::Right { name, .. } => name,
        _ => return,
    };
    for clause in &s.clauses {
        let ClauseKind::CountsAs(word) = &clause.kind else { continue };
        let found = scope.find(Some(&cx.law), &name.node);
        let Some(found) = found.iter().find(|f| f.role == Role::Itself) else { continue };
        of_name(&mut Env::new(cx, scope, out), word, &found.signature);
    }
}

fn known(env: &mut Env<'_>, word: &Name) -> Option<CountsAs> {
    let counts = CountsAs::parse(&word.node);
    if counts.is_none() {
        let words = CountsAs::ALL.map(CountsAs::word);
        env.out.push(
            Diagnostic::error(code::UNKNOWN_TYPE, env.at(word.span), format!("`telt als {}` bestaat niet", word.node))
                .why("Dit woord zegt welke rol iets speelt als kanwel wetten naast elkaar legt; een onbekende rol doet niets.")
                .help(format!("Kies {}.", words.join(", ")))
                .suggest(&word.node, words),
        );
    }
    counts
}

fn misplaced(cx: &Context, word: &Name, counts: CountsAs) -> Diagnostic {
    Diagnostic::error(code::UNITS, cx.at(word.span), format!("`telt als {}` past hier niet", word.node))
        .why("De rol zou niet meetellen, of met de verkeerde eenheid.")
        .help(format!("Zet het bij {}.", counts.stands_on()))
}
