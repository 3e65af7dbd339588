//! Powers, exceptions, concurrence and deadlines.

use super::super::index::Role;
use super::super::rule::{Adjust, Body, NotFor, PowerAct, Rule};
use super::super::signature::{Form, Sym};
use super::statement::Builder;
use crate::syntax::ast::{self, Act, Adjustment, Binder, ClauseKind, Literal, Name, Party, QName, Statement};
use crate::value::Type;

impl Builder<'_> {
    pub(super) fn power(&mut self, organ: &Name, act: &Act, hardship: bool, s: &Statement) -> Option<Rule<Sym>> {
        self.organ(organ);
        let mut reach = Vec::new();
        let act = match act {
            Act::Depart { targets, binders } => {
                self.binders(&binders.iter().collect::<Vec<_>>())?;
                reach.extend(self.targets(targets, true)?);
                PowerAct::Depart
            }
            Act::Grant { names, subject, holder } => {
                self.binders(&std::iter::once(holder).chain(subject).collect::<Vec<_>>())?;
                let mut rights = Vec::new();
                for name in names {
                    rights.push(self.env.right(name)?.signature.sym.clone());
                }
                PowerAct::Grant(rights)
            }
            Act::Adjust { name, params, how } => {
                self.params(params)?;
                self.adjust(name, how)?
            }
        };
        let place = self.env.at(s.head_span);
        let organ = organ.node.clone();
        let clauses = &s.clauses;
        for clause in clauses {
            if let ClauseKind::Derogates(all) = &clause.kind {
                reach.extend(self.targets(all, true)?);
            }
        }
        let mut not_for = Vec::new();
        for clause in clauses {
            match &clause.kind {
                ClauseKind::NotForConcepts(names) => {
                    for name in names {
                        let found = self.env.resolve(name)?;
                        not_for.extend(found.first().map(|f| NotFor::Concept(f.signature.sym.clone())));
                    }
                }
                ClauseKind::NotForPersons(binder, e) => {
                    self.env.var(&binder.var.node, binder.var.span)?;
                    not_for.push(NotFor::Person(self.env.condition(e)?));
                }
                ClauseKind::NotForPlaces(all) => {
                    not_for.extend(self.targets(all, false)?.into_iter().map(NotFor::Place))
                }
                _ => {}
            }
        }
        self.finish_with(clauses, place, |env| {
            let review = clauses.iter().find_map(|c| match &c.kind {
                ClauseKind::Review(name) => Some(name.node.clone()),
                _ => None,
            });
            let benefit = Box::new(env.benefit(clauses)?);
            Some(Body::Power { organ, act, hardship, reach, not_for, benefit, review })
        })
    }

    pub(super) fn adjust(&mut self, name: &QName, how: &Adjustment) -> Option<PowerAct<Sym>> {
        let found = self.env.resolve(name)?;
        let value = found.iter().find(|f| f.signature.form == Form::Value && f.role == Role::Itself).cloned();
        let right = found.iter().find(|f| f.signature.form == Form::Right).cloned();
        let Some(f) = value.or(right) else { return self.env.wrong_form(&found, name, name.span) };
        let sym = f.signature.sym.clone();
        let how = match how {
            Adjustment::Set(None) => Adjust::Set(None),
            Adjustment::Set(Some((bound, to))) => {
                let want = f.signature.result.clone();
                Adjust::Set(Some((*bound, self.env.typed(to, &want)?)))
            }
            Adjustment::Limit | Adjustment::Lower => Adjust::Lower,
            Adjustment::Raise => Adjust::Raise,
            Adjustment::Withdraw => Adjust::Withdraw,
            Adjustment::Allow => Adjust::Allow,
        };
        Some(PowerAct::Adjust(sym, how))
    }

    pub(super) fn exception(
        &mut self,
        targets: &[ast::Citation],
        binders: &[Binder],
        s: &Statement,
    ) -> Option<Rule<Sym>> {
        self.binders(&binders.iter().collect::<Vec<_>>())?;
        let targets = self.targets(targets, true)?;
        let place = self.env.at(s.head_span);
        self.finish(Body::Exception { targets }, &s.clauses, place)
    }

    pub(super) fn concurrence(
        &mut self,
        name: &Name,
        subject: Option<&Binder>,
        holder: &Binder,
        with: &[QName],
        s: &Statement,
    ) -> Option<Rule<Sym>> {
        self.binders(&std::iter::once(holder).chain(subject).collect::<Vec<_>>())?;
        let right = self.own_right(name)?;
        let mut others = Vec::new();
        for other in with {
            let found = self.env.resolve(other)?;
            others.extend(found.first().map(|f| f.signature.sym.clone()));
        }
        let (organ, effect) = s.clauses.iter().find_map(|c| match &c.kind {
            ClauseKind::Effect(organ, effect) => Some((organ, *effect)),
            _ => None,
        })?;
        self.organ(organ);
        let place = self.env.at(s.head_span);
        let body =
            Body::Concurrence { of: right.signature.sym.clone(), with: others, effect, organ: organ.node.clone() };
        self.finish(body, &s.clauses, place)
    }

    pub(super) fn term(
        &mut self,
        name: &Name,
        bearer: &Party,
        against: Option<&Party>,
        s: &Statement,
    ) -> Option<Rule<Sym>> {
        let mut people = Vec::new();
        let organ = self.party(bearer, &mut people);
        let towards = against.and_then(|party| self.party(party, &mut people));
        self.binders(&people)?;
        let (mut begins, mut length, mut consequence) = (None, None, None);
        for clause in &s.clauses {
            match &clause.kind {
                ClauseKind::Begins(e) => begins = Some(self.env.typed(e, &Type::Date)?),
                ClauseKind::Lasts(_, l) => {
                    length = match l.node {
                        Literal::Length(length, _) => Some(length),
                        _ => None,
                    }
                }
                ClauseKind::AfterwardsText(t) => consequence = Some(t.joined()),
                ClauseKind::AfterwardsMay(who, what) => {
                    consequence = Some(format!("{} mag: {}", who.var.node, what.node.replace('_', " ")).into());
                }
                _ => {}
            }
        }
        let extends = !s.clauses.iter().any(|c| c.kind == ClauseKind::NoTermsAct);
        let place = self.env.at(s.head_span);
        let body = Body::Term {
            name: name.node.clone(),
            organ,
            towards,
            begins: begins?,
            length: length?,
            consequence,
            extends,
        };
        self.finish(body, &s.clauses, place)
    }
}
