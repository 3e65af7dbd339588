//! Sets: membership and completeness are three-valued.

use super::engine::Evaluator;
use super::frame::Frame;
use super::outcome::{Bounds, Interval, Members, Reason, Reasons, Tri, Val, from_interval, interval, union};
use crate::ir::SymId;
use crate::ir::expr::{Arith, Expr, Scan};
use crate::value::{Entity, Exact, PERSON, Type, Value};
use std::rc::Rc;
use std::sync::Arc;

impl<'p> Evaluator<'p> {
    /// The members of a set-valued expression.
    pub(super) fn set(&mut self, e: &'p Expr<SymId>, f: &mut Frame<'p>) -> Rc<Members> {
        match e {
            Expr::Everyone(sort, owner) => self.everyone(sort, owner.as_deref(), f),
            Expr::Related(relation, args) => self.related(*relation, args, f),
            Expr::Filter(scan) => {
                let (list, more) = self.scan(scan, f);
                Rc::new(Members { list, more })
            }
            Expr::Together(all) => self.together(all, f),
            _ => {
                let v = self.value(e, f);
                as_set(&v)
            }
        }
    }

    fn everyone(&mut self, sort: &Arc<str>, owner: Option<&'p Expr<SymId>>, f: &mut Frame<'p>) -> Rc<Members> {
        let owner = owner.map(|o| self.value(o, f));
        let wanted = match &owner {
            None => None,
            Some(Val::Known(Value::Entity(p))) => Some(*p),
            Some(other) => {
                let more = other.reasons().cloned();
                return Rc::new(Members { list: Vec::new(), more });
            }
        };
        let belongs = |e: &Entity| wanted.is_none() || self.case.member(*e).and_then(|m| m.owner) == wanted;
        let list = self.case.of_sort(sort).filter(belongs).map(|e| (e, Tri::True)).collect();
        Rc::new(Members { list, more: self.incomplete(sort) })
    }

    /// Why a case may leave entities of a sort out; `None` when it calls them complete.
    pub(super) fn incomplete(&mut self, sort: &str) -> Option<Reasons> {
        let plural = match sort {
            PERSON => "personen",
            crate::value::ADDRESS => "adressen",
            other => self.program.index.plural(other).unwrap_or(other),
        };
        if self.case.is_complete(plural) || self.case.is_complete(sort) {
            return None;
        }
        Some(self.because(Reason::Incomplete(plural.into())))
    }

    /// Those for whom a relation holds. Nobody stands in a relation to themselves.
    fn related(&mut self, relation: SymId, args: &'p [Option<Expr<SymId>>], f: &mut Frame<'p>) -> Rc<Members> {
        let mut given: Vec<Option<Val>> = Vec::with_capacity(args.len());
        for a in args {
            let v = a.as_ref().map(|e| self.value(e, f));
            match v {
                Some(Val::Known(Value::Nobody)) => return Rc::new(Members { list: Vec::new(), more: None }),
                Some(Val::Open(o)) => return Rc::new(Members { list: Vec::new(), more: Some(o.reasons.clone()) }),
                v => given.push(v),
            }
        }
        let hole = given.iter().position(Option::is_none).unwrap_or(0);
        let sort: Arc<str> = match self.program.signature(relation).and_then(|s| s.params.get(hole)).map(|p| &p.ty) {
            Some(Type::Entity(sort)) => sort.clone(),
            _ => PERSON.into(),
        };
        let candidates: Vec<Entity> = self.case.of_sort(&sort).collect();
        let mut list = Vec::new();
        for candidate in candidates {
            let own = Val::Known(Value::Entity(candidate));
            if given.contains(&Some(own.clone())) {
                continue;
            }
            let full: Vec<Val> = given.iter().map(|g| g.clone().unwrap_or_else(|| own.clone())).collect();
            match self.call(relation, &full, f) {
                Val::Truth(Tri::False) | Val::Known(Value::Truth(false)) => {}
                Val::Truth(t) => list.push((candidate, t)),
                Val::Known(_) => list.push((candidate, Tri::True)),
                other => {
                    let reasons = other.reasons().cloned();
                    let reasons = reasons.unwrap_or_else(|| self.because(Reason::Absent));
                    list.push((candidate, Tri::open(reasons)));
                }
            }
        }
        let more = self.incomplete(&sort);
        Rc::new(Members { list, more })
    }

    /// Union. An absent person adds nobody.
    fn together(&mut self, all: &'p [Expr<SymId>], f: &mut Frame<'p>) -> Rc<Members> {
        let mut out = Members { list: Vec::new(), more: None };
        for e in all {
            let part = self.set(e, f);
            for (entity, t) in &part.list {
                match out.list.iter_mut().find(|(x, _)| x == entity) {
                    Some((_, before)) => *before = before.clone().or(t.clone()),
                    None => out.list.push((*entity, t.clone())),
                }
            }
            out.more = match (out.more, &part.more) {
                (Some(a), Some(b)) => Some(union(&a, b)),
                (a, b) => a.or_else(|| b.clone()),
            };
        }
        Rc::new(out)
    }

    /// Members of a domain for whom the filter holds or may hold.
    pub(super) fn scan(&mut self, scan: &'p Scan<SymId>, f: &mut Frame<'p>) -> (Vec<(Entity, Tri)>, Option<Reasons>) {
        let set = self.set(&scan.domain, f);
        let Some(filter) = &scan.filter else { return (set.list.clone(), set.more.clone()) };
        let mut list = Vec::new();
        for (entity, belongs) in &set.list {
            let holds = self.with_member(scan, *entity, f, |ev, f| ev.test(filter, f));
            match belongs.clone().and(holds) {
                Tri::False => {}
                t => list.push((*entity, t)),
            }
        }
        (list, set.more.clone())
    }

    /// A number of members, with bounds where membership is undecided.
    pub(super) fn count_of(&mut self, members: &[(Entity, Tri)], more: Option<Reasons>) -> Val {
        let certain = members.iter().filter(|(_, t)| *t == Tri::True).count();
        let doubtful = members
            .iter()
            .filter_map(|(_, t)| t.reasons())
            .fold(None, |all: Option<Reasons>, r| Some(all.map_or_else(|| r.clone(), |a| union(&a, r))));
        let number = |n: usize| Some(Value::Number(Exact::int(i64::try_from(n).unwrap_or(i64::MAX))));
        let reasons = match (doubtful, &more) {
            (Some(a), Some(b)) => Some(union(&a, b)),
            (a, b) => a.or_else(|| b.clone()),
        };
        match reasons {
            None => Val::Known(Value::Number(Exact::int(i64::try_from(certain).unwrap_or(i64::MAX)))),
            Some(r) => Val::bounded(
                r,
                Bounds { low: number(certain), high: if more.is_some() { None } else { number(members.len()) } },
            ),
        }
    }

    /// A sum over a set. A doubtful member may or may not add its value.
    pub(super) fn sum(&mut self, scan: &'p Scan<SymId>, of: &'p Expr<SymId>, f: &mut Frame<'p>) -> Val {
        let (members, more) = self.scan(scan, f);
        let mut total = Val::Known(Value::Number(Exact::ZERO));
        for (entity, belongs) in members {
            let v = self.with_member(scan, entity, f, |ev, f| ev.value(of, f));
            let part = match &belongs {
                Tri::True => v,
                Tri::False => continue,
                Tri::Open(d) => {
                    let reasons = v.reasons().map_or_else(|| d.reasons.clone(), |r| union(r, &d.reasons));
                    Val::bounded(reasons, from_interval(or_nothing(interval(&v.bounds()))))
                }
            };
            total = self.arith(Arith::Plus, &total, &part);
        }
        match more {
            // Members that are not listed could add anything.
            Some(r) => {
                let reasons = total.reasons().map_or_else(|| r.clone(), |t| union(t, &r));
                Val::open(reasons)
            }
            None => total,
        }
    }

    /// The only member: none is absent, several clash, an undecided one leaves it open.
    pub(super) fn single(&mut self, set: &'p Expr<SymId>, f: &mut Frame<'p>) -> Val {
        let members = self.set(set, f);
        let certain: Vec<Entity> = members.list.iter().filter(|(_, t)| *t == Tri::True).map(|(e, _)| *e).collect();
        let doubt = members
            .list
            .iter()
            .filter_map(|(_, t)| t.reasons())
            .fold(None, |all: Option<Reasons>, r| Some(all.map_or_else(|| r.clone(), |a| union(&a, r))));
        match (certain.as_slice(), doubt, &members.more) {
            ([_, _, ..], _, _) => Val::open(self.because(Reason::Clash(vec![f.id]))),
            (_, Some(reasons), _) => Val::open(reasons),
            ([one], None, _) => Val::Known(Value::Entity(*one)),
            ([], None, Some(more)) => Val::open(more.clone()),
            ([], None, None) => Val::Known(Value::Nobody),
        }
    }
}

/// The interval of something that may also count for nothing.
fn or_nothing((low, high): Interval) -> Interval {
    (low.map(|l| l.min(Exact::ZERO)), high.map(|h| h.max(Exact::ZERO)))
}

/// A value as a set: a person is a set of one, nobody the empty set.
fn as_set(v: &Val) -> Rc<Members> {
    match v {
        Val::Set(m) => m.clone(),
        Val::Known(Value::Entity(e)) => Rc::new(Members { list: vec![(*e, Tri::True)], more: None }),
        Val::Open(o) => Rc::new(Members { list: Vec::new(), more: Some(o.reasons.clone()) }),
        Val::Known(_) | Val::Truth(_) => Rc::new(Members { list: Vec::new(), more: None }),
    }
}
