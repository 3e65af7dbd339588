//! Rights, refusals and duties.

use super::super::index::{Found, Scope};
use super::super::rule::{Body, Refusal, Rule};
use super::super::signature::{Context, Sym};
use super::statement::Builder;
use crate::diagnostic::{Diagnostic, code};
use crate::syntax::ast::{Binder, ClauseKind, Name, Party, QName, Statement};
use std::sync::Arc;

impl Builder<'_> {
    pub(super) fn own_right(&mut self, name: &Name) -> Option<Found> {
        let q = QName { law: Some(self.env.cx.law.clone()), name: name.node.clone(), span: name.span };
        self.env.right(&q)
    }

    pub(super) fn right(
        &mut self,
        name: &Name,
        subject: Option<&Binder>,
        holder: &Binder,
        against: Option<&Party>,
        s: &Statement,
    ) -> Option<Rule<Sym>> {
        let mut organ_ = None;
        if let Some(Party::Organ(organ)) = against {
            self.organ(organ);
            organ_ = Some(organ.node.clone());
        }
        self.binders(&std::iter::once(holder).chain(subject).collect::<Vec<_>>())?;
        let found = self.own_right(name)?;
        let place = self.env.at(s.head_span);
        let of = found.signature.sym.clone();
        let clauses = &s.clauses;
        self.finish_with(clauses, place, |env| {
            let benefit = Box::new(env.benefit(clauses)?);
            Some(Body::Right { of, against: organ_, benefit })
        })
    }

    /// A party to a duty or deadline: its organ, or one person more.
    pub(super) fn party<'b>(&mut self, party: &'b Party, people: &mut Vec<&'b Binder>) -> Option<Arc<str>> {
        match party {
            Party::Person(binder) => {
                people.push(binder);
                None
            }
            Party::Organ(organ) => {
                self.organ(organ);
                Some(organ.node.clone())
            }
        }
    }

    pub(super) fn duty(
        &mut self,
        forbidden: bool,
        name: &Name,
        subject: Option<&Binder>,
        bearer: &Party,
        against: Option<&Party>,
        s: &Statement,
    ) -> Option<Rule<Sym>> {
        let mut people = Vec::new();
        let organ = self.party(bearer, &mut people);
        let towards = against.and_then(|party| self.party(party, &mut people));
        people.extend(subject);
        self.binders(&people)?;
        let place = self.env.at(s.head_span);
        let act = name.node.clone();
        let clauses = &s.clauses;
        self.finish_with(clauses, place, |env| {
            let (mut amount, mut performance, mut counts) = (None, None, None);
            for clause in clauses {
                match &clause.kind {
                    ClauseKind::CountsAs(word) => counts = super::counts::of_duty(env, word, clauses)?,
                    ClauseKind::Amount(e) => amount = Some(env.money(e)?),
                    ClauseKind::Performance(t) => performance = Some(t.joined()),
                    _ => {}
                }
            }
            Some(Body::Duty { act, forbidden, organ, towards, amount, performance, counts })
        })
    }
}

pub(super) fn refusal(
    cx: &Context,
    scope: &dyn Scope,
    out: &mut Vec<Diagnostic>,
    s: &Statement,
    name: &QName,
    who: (Option<&Binder>, &Binder),
    how: (bool, Refusal),
) -> Option<Rule<Sym>> {
    let mut b = Builder::new(cx, scope, out);
    b.binders(&std::iter::once(who.1).chain(who.0).collect::<Vec<_>>())?;
    let right = b.env.right(name)?;
    let wanted = right.signature.params.len();
    if b.params > wanted {
        return b.env.fail(
            Diagnostic::error(
                code::ARGUMENTS,
                cx.at(name.span),
                format!("`{}` geldt niet voor een afzonderlijke zaak", name.name),
            )
            .why("Het recht is bepaald zonder `voor …`.")
            .help("Laat `voor …` weg, of splits de uitspraak per recht."),
        );
    }
    let of = vec![right.signature.sym.clone()];
    let place = cx.at(s.head_span);
    let clauses = &s.clauses;
    b.finish_with(clauses, place, |env| {
        let mut extent = None;
        for clause in clauses {
            if let ClauseKind::ToTheExtent(e) = &clause.kind {
                extent = Some(env.extent(e)?);
            }
        }
        Some(Body::Refusal { of, bound: how.0, extent, kind: how.1 })
    })
}
