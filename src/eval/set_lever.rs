//! What can be moved in or out of a set.

use super::frame::Frame;
use super::lever::{Levers, Reach};
use super::outcome::{Tri, Val};
use super::probe::Probe;
use crate::ir::expr::{Expr, Scan};
use crate::ir::rule::Body;
use crate::ir::{SymId, SymKind};
use crate::value::{Date, Entity, PERSON, Type, Value};
use std::sync::Arc;

impl<'p> Levers<'_, 'p> {
    /// Towards a concept that gives this person or thing, or does not.
    #[must_use]
    pub fn gives(&mut self, what: SymId, about: &[Entity], who: Entity, wanted: bool) -> Reach {
        let args: Vec<Val> = about.iter().map(|e| Val::Known(Value::Entity(*e))).collect();
        let date = self.ev.settings.date;
        match self.given(what, &args, date, who, wanted) {
            Some(reach) => reach,
            None => self.reads(&Probe::Gives(what, args, date, who), wanted),
        }
    }

    /// A member for whom something holds, or every member for whom it must.
    pub(super) fn members(
        &mut self,
        e: &'p Expr<SymId>,
        scan: &'p Scan<SymId>,
        some: bool,
        wanted: bool,
        f: &mut Frame<'p>,
    ) -> Reach {
        let set = self.ev.set(&scan.domain, f);
        let (mut parts, mut whole) = (Vec::new(), None);
        // The filter must become this for someone who is to make the answer as it is not yet.
        let filter_wanted = some == wanted;
        for entity in self.candidates(&scan.domain, f) {
            let inside = set.list.iter().find(|(m, _)| *m == entity).map_or(Tri::False, |(_, t)| t.clone());
            let mut inner = f.clone();
            if let Some(place) = scan.slot.and_then(|s| inner.slots.get_mut(usize::from(s))) {
                *place = Some(Val::Known(Value::Entity(entity)));
            }
            let filter = match &scan.filter {
                Some(filter) => self.ev.test(filter, &mut inner),
                None => Tri::True,
            };
            let aim = if filter_wanted == some { wanted } else { !wanted };
            let fits = filter == Tri::from_bool(aim);
            let mut own = Vec::new();
            if some == wanted {
                // Someone must belong and fit.
                if inside != Tri::True {
                    own.push(self.belongs(e, &scan.domain, entity, true, f, &mut whole));
                }
                if let (Some(filter), false) = (&scan.filter, fits) {
                    own.push(self.condition(filter, aim, &mut inner));
                }
                parts.push(Reach::all(own));
            } else if inside != Tri::False && !fits {
                // Nobody may belong without fitting.
                own.push(self.belongs(e, &scan.domain, entity, false, f, &mut whole));
                own.extend(scan.filter.as_ref().map(|filter| self.condition(filter, aim, &mut inner)));
                parts.push(Reach::any(own));
            }
        }
        if some == wanted {
            return Reach::any(parts);
        }
        if set.more.is_some() {
            parts.push(self.reads(&Probe::Part(e, &scan.domain, f.clone()), wanted));
        }
        Reach::all(parts)
    }

    /// Whether someone exists where one may be absent.
    pub(super) fn present(
        &mut self,
        e: &'p Expr<SymId>,
        set: &'p Expr<SymId>,
        wanted: bool,
        f: &mut Frame<'p>,
    ) -> Reach {
        let Some(scan) = self.unfolded(set, f) else { return self.reads(&Probe::Test(e, f.clone()), wanted) };
        let (inner, mut frame) = scan;
        let listed = self.ev.set(inner, &mut frame);
        let (mut parts, mut whole) = (Vec::new(), None);
        for entity in self.candidates(inner, &mut frame) {
            let inside = listed.list.iter().find(|(m, _)| *m == entity).map_or(Tri::False, |(_, t)| t.clone());
            if inside != Tri::from_bool(wanted) {
                parts.push(self.belongs(e, inner, entity, wanted, &mut frame, &mut whole));
            }
        }
        if wanted {
            return Reach::any(parts);
        }
        if listed.more.is_some() {
            parts.push(self.reads(&Probe::Test(e, f.clone()), wanted));
        }
        Reach::all(parts)
    }

    /// Whether someone belongs to a set.
    pub(super) fn member(
        &mut self,
        e: &'p Expr<SymId>,
        who: &'p Expr<SymId>,
        set: &'p Expr<SymId>,
        wanted: bool,
        f: &mut Frame<'p>,
    ) -> Reach {
        let mut whole = None;
        match self.ev.value(who, f) {
            Val::Known(Value::Entity(entity)) => self.belongs(e, set, entity, wanted, f, &mut whole),
            _ => self.reads(&Probe::Test(e, f.clone()), wanted),
        }
    }

    /// Someone in or out of a set; what cannot be told apart is read as a whole, once.
    fn belongs(
        &mut self,
        e: &'p Expr<SymId>,
        set: &'p Expr<SymId>,
        who: Entity,
        wanted: bool,
        f: &mut Frame<'p>,
        whole: &mut Option<Reach>,
    ) -> Reach {
        if let Some(reach) = self.in_set(set, who, wanted, f) {
            return reach;
        }
        whole.get_or_insert_with(|| self.reads(&Probe::Part(e, set, f.clone()), wanted)).clone()
    }

    fn in_set(&mut self, set: &'p Expr<SymId>, who: Entity, wanted: bool, f: &mut Frame<'p>) -> Option<Reach> {
        match set {
            // Whoever is there is there.
            Expr::Everyone(_, None) => Some(Reach::default()),
            Expr::Single(inner) => self.in_set(inner, who, wanted, f),
            Expr::Filter(scan) => {
                let mut inner = f.clone();
                *scan.slot.and_then(|s| inner.slots.get_mut(usize::from(s)))? = Some(Val::Known(Value::Entity(who)));
                let filter = scan.filter.as_ref()?;
                let domain = self.ev.set(&scan.domain, f);
                let inside = domain.list.iter().find(|(m, _)| *m == who).map_or(Tri::False, |(_, t)| t.clone());
                let mut parts = Vec::new();
                if inside != Tri::from_bool(wanted) {
                    parts.push(self.in_set(&scan.domain, who, wanted, f)?);
                }
                if self.ev.test(filter, &mut inner) != Tri::from_bool(wanted) {
                    parts.push(self.condition(filter, wanted, &mut inner));
                }
                Some(if wanted { Reach::all(parts) } else { Reach::any(parts) })
            }
            Expr::Related(relation, args) => {
                let mut given = Vec::with_capacity(args.len());
                for a in args {
                    given.push(match a {
                        None => Val::Known(Value::Entity(who)),
                        Some(e) => match self.ev.value(e, f) {
                            v @ Val::Known(Value::Entity(_)) => v,
                            _ => return None,
                        },
                    });
                }
                let signature = self.ev.program.signature(*relation)?;
                let fact = matches!(signature.kind, SymKind::Fact(_));
                let date = if fact { f.at } else { self.ev.date_for(*relation, f) };
                Some(self.symbol(*relation, &given, date, wanted))
            }
            Expr::Call(what, args) => {
                let args: Vec<Val> = args.iter().map(|a| self.ev.value(a, f)).collect();
                let date = self.ev.date_for(*what, f);
                self.given(*what, &args, date, who, wanted)
            }
            _ => None,
        }
    }

    /// A concept with one definition, which is a set.
    fn given(&mut self, what: SymId, args: &[Val], date: Date, who: Entity, wanted: bool) -> Option<Reach> {
        let (set, mut frame) = self.definition(what, args, date)?;
        stacker::maybe_grow(128 * 1024, 2 * 1024 * 1024, || self.in_set(set, who, wanted, &mut frame))
    }

    fn definition(&self, what: SymId, args: &[Val], date: Date) -> Option<(&'p Expr<SymId>, Frame<'p>)> {
        if !args.iter().all(|v| matches!(v, Val::Known(Value::Entity(_)))) || self.left == 0 {
            return None;
        }
        let symbol = self.ev.program.symbol(what)?;
        if symbol.signature.kind != SymKind::Concept {
            return None;
        }
        let in_force = self.ev.in_force(&symbol.rules, date);
        let [(id, linked)] = in_force.as_slice() else { return None };
        let plain = linked.rule.when.is_none()
            && linked.rule.unless.is_none()
            && linked.exceptions.is_empty()
            && linked.derogations.is_empty()
            && linked.territory.is_none();
        match &linked.rule.body {
            Body::Value { is, .. } if plain => Some((is, Frame::new(linked, *id, args, date))),
            _ => None,
        }
    }

    /// The set behind an expression that gives one person or thing, or none.
    fn unfolded(&mut self, e: &'p Expr<SymId>, f: &mut Frame<'p>) -> Option<(&'p Expr<SymId>, Frame<'p>)> {
        match e {
            Expr::Filter(_) | Expr::Related(..) => Some((e, f.clone())),
            Expr::Single(inner) => self.unfolded(inner, f),
            Expr::Call(what, args) => {
                let args: Vec<Val> = args.iter().map(|a| self.ev.value(a, f)).collect();
                let date = self.ev.date_for(*what, f);
                let (set, mut frame) = self.definition(*what, &args, date)?;
                self.unfolded(set, &mut frame)
            }
            _ => None,
        }
    }

    /// Everyone who is, or could come to be, in a set.
    fn candidates(&mut self, set: &'p Expr<SymId>, f: &mut Frame<'p>) -> Vec<Entity> {
        let sort: Arc<str> = match set {
            Expr::Related(relation, args) => {
                let hole = args.iter().position(Option::is_none).unwrap_or(0);
                let signature = self.ev.program.signature(*relation);
                match signature.and_then(|s| s.params.get(hole)).map(|p| &p.ty) {
                    Some(Type::Entity(sort)) => sort.clone(),
                    _ => PERSON.into(),
                }
            }
            Expr::Filter(scan) => return self.candidates(&scan.domain, f),
            Expr::Single(inner) => return self.candidates(inner, f),
            _ => return self.ev.set(set, f).list.iter().map(|(e, _)| *e).collect(),
        };
        self.ev.case.of_sort(&sort).collect()
    }
}
