//! Concepts: grounds and exclusions, values, fillers of delegated slots.

use super::engine::{Answer, Arg, Evaluator, Key};
use super::fact::entities;
use super::frame::Frame;
use super::outcome::{About, Reason, Reasons, Tri, Val, union};
use super::trace::Step;
use crate::ir::rule::{Body, Ground};
use crate::ir::{Linked, RuleId, SymId, SymKind};
use crate::law::Citation;
use crate::syntax::ast::Manner;
use crate::value::{Date, Entity, Type, Value};
use std::rc::Rc;

/// Deepest nesting of calls with open arguments, which are not remembered.
const OPEN_DEPTH: usize = 64;

impl<'p> Evaluator<'p> {
    /// A symbol about arguments, asked from a rule.
    pub(super) fn call(&mut self, what: SymId, args: &[Val], f: &Frame<'p>) -> Val {
        let program = self.program;
        let Some(symbol) = program.symbol(what) else { return Val::open(self.because(Reason::NoRule(what))) };
        match &symbol.signature.kind {
            SymKind::Fact(_) => return self.fact(what, args, f.at),
            SymKind::Amount => return self.series(what, f.date),
            _ => {}
        }
        let date = self.date_for(what, f);
        self.ask(what, args, date)
    }

    /// Own concepts look at the date of the rule; concepts of other laws at its moment of looking.
    pub(super) fn date_for(&self, what: SymId, f: &Frame<'p>) -> Date {
        let of = self.program.signature(what).and_then(|s| s.sym.law.as_ref());
        let own = self.program.provision(f.rule.provision).is_some_and(|p| of == Some(&p.law));
        if own { f.date } else { f.at }
    }

    /// A symbol about arguments on a date.
    pub(super) fn ask(&mut self, what: SymId, args: &[Val], date: Date) -> Val {
        let truth = self.is_truth(what);
        let mut key = Key { what, args: smallvec::SmallVec::new(), date };
        for a in args {
            match a {
                Val::Known(Value::Entity(e)) => key.args.push(Arg::Entity(*e)),
                Val::Known(Value::Nobody) => {
                    return if truth { Val::Truth(Tri::False) } else { Val::Known(Value::Nobody) };
                }
                Val::Known(v) => key.args.push(Arg::Value(Rc::new(v.clone()))),
                _ => return self.with_open_args(what, args, date, truth),
            }
        }
        if let [Arg::Entity(a), Arg::Entity(b)] = key.args.as_mut_slice()
            && self.program.signature(what).is_some_and(|s| s.form != crate::ir::Form::Right)
        {
            // Nobody stands in a relation to themselves.
            if a == b && self.same_sort(what) {
                return if truth { Val::Truth(Tri::False) } else { Val::Known(Value::Nobody) };
            }
            if *a > *b && self.program.signature(what).is_some_and(|s| s.symmetric) {
                std::mem::swap(a, b);
            }
        }
        match self.solve(key) {
            Answer::Value(v) => v,
            Answer::Right(r) => Val::Truth(self.as_truth(what, &r, args)),
        }
    }

    fn same_sort(&self, what: SymId) -> bool {
        self.program.signature(what).is_some_and(|s| match s.params.as_slice() {
            [a, b] => a.ty == b.ty,
            _ => false,
        })
    }

    /// A value parameter that is open is passed as it is; an unknown person leaves the answer open.
    fn with_open_args(&mut self, what: SymId, args: &[Val], date: Date, truth: bool) -> Val {
        let reasons = args
            .iter()
            .filter_map(Val::reasons)
            .fold(None, |all: Option<Reasons>, r| Some(all.map_or_else(|| r.clone(), |a| union(&a, r))));
        let entity_open = self.program.signature(what).is_some_and(|s| {
            s.params
                .iter()
                .zip(args)
                .any(|(p, a)| matches!(p.ty, Type::Entity(_) | Type::Set(_)) && !matches!(a, Val::Known(_)))
        });
        if entity_open || self.depth >= OPEN_DEPTH {
            let reasons = reasons.unwrap_or_else(|| self.because(Reason::Absent));
            return if truth { Val::Truth(Tri::open(reasons)) } else { Val::open(reasons) };
        }
        self.depth += 1;
        let v = if truth { Val::Truth(self.truth_of(what, args, date)) } else { self.value_of(what, args, date) };
        self.depth -= 1;
        v
    }

    /// Computes the answer to a key.
    pub(super) fn compute(&mut self, key: &Key) -> Answer {
        let args: smallvec::SmallVec<[Val; 3]> = key
            .args
            .iter()
            .map(|a| match a {
                Arg::Entity(e) => Val::Known(Value::Entity(*e)),
                Arg::Value(v) => Val::Known((**v).clone()),
            })
            .collect();
        let Some(signature) = self.program.signature(key.what) else {
            let reasons = self.because(Reason::NoRule(key.what));
            return Answer::Value(Val::open(reasons));
        };
        if signature.form == crate::ir::Form::Right {
            return Answer::Right(Rc::new(self.right(key.what, &args, key.date)));
        }
        if let Some(given) = self.supposed(key) {
            return Answer::Value(Val::Truth(Tri::from_bool(given)));
        }
        if signature.result == Type::Truth {
            return Answer::Value(Val::Truth(self.truth_of(key.what, &args, key.date)));
        }
        Answer::Value(self.value_of(key.what, &args, key.date))
    }

    /// What the settings suppose instead of deriving it.
    fn supposed(&self, key: &Key) -> Option<bool> {
        if self.settings.supposed.is_empty() {
            return None;
        }
        let about: Option<About> = key
            .args
            .iter()
            .map(|a| match a {
                Arg::Entity(e) => Some(*e),
                Arg::Value(_) => None,
            })
            .collect();
        self.settings.supposed.get(&(key.what, about?)).copied()
    }

    /// The amount of a series on a date.
    pub(super) fn series_on(&mut self, of: SymId, date: Date) -> Val {
        self.series(of, date)
    }

    fn series(&mut self, of: SymId, date: Date) -> Val {
        if let Some(reads) = &mut self.reads {
            reads.insert(of);
        }
        let program = self.program;
        let Some(symbol) = program.symbol(of) else { return Val::open(self.because(Reason::NoRule(of))) };
        for id in &symbol.rules {
            let Some(linked) = program.rule(*id) else { continue };
            if let Body::Amount { rows, .. } = &linked.rule.body
                && linked.validity.contains(date)
                && !self.inactive.contains(id)
            {
                return self.amount(of, *id, date, rows);
            }
        }
        Val::open(self.because(Reason::NoAmount(of, None)))
    }

    /// A truth: some ground holds and no exclusion does.
    fn truth_of(&mut self, what: SymId, args: &[Val], date: Date) -> Tri {
        let program = self.program;
        let Some(symbol) = program.symbol(what) else { return Tri::open(self.because(Reason::NoRule(what))) };
        let norm = symbol.signature.kind == SymKind::OpenNorm;
        if symbol.signature.kind == SymKind::Slot
            && let Some(empty) = self.empty_slot(what, args, date)
        {
            return match empty {
                Val::Truth(t) => t,
                Val::Known(Value::Truth(t)) => Tri::from_bool(t),
                Val::Open(o) => Tri::open(o.reasons.clone()),
                _ => Tri::False,
            };
        }
        let mut ground = Tri::False;
        let mut never = Tri::False;
        let mut irrebuttable = Tri::False;
        let mut found = false;
        let (mut irrebuttable_rule, mut never_rule) = (None, None);
        let in_force = self.in_force(&symbol.rules, date);
        let reread = in_force.iter().any(|(_, l)| matches!(l.rule.body, Body::Ground { replaces: true, .. }));
        for (id, linked) in in_force {
            let (kind, replaces) = match &linked.rule.body {
                Body::Norm { .. } => {
                    found = true;
                    continue;
                }
                Body::Ground { kind, replaces, .. } => (kind, *replaces),
                _ => continue,
            };
            // `lees` takes the place of every other definition.
            if reread && !replaces && *kind == Ground::Concept {
                continue;
            }
            found |= !matches!(kind, Ground::Never);
            let holds = self.holds(id, args, date);
            match kind {
                Ground::Never => {
                    never_rule = never_rule.or((holds == Tri::True).then_some(id));
                    never = never.or(holds);
                }
                Ground::Presumption(true) if self.rebutted(what, args) => {}
                Ground::Presumption(false) => {
                    irrebuttable_rule = irrebuttable_rule.or((holds == Tri::True).then_some(id));
                    irrebuttable = irrebuttable.or(holds.clone());
                    ground = ground.or(holds);
                }
                _ => ground = ground.or(holds),
            }
        }
        if norm {
            let judged = match entities(args) {
                Ok(about) => self.judged(what, &about),
                Err(Some(reasons)) => Tri::open(reasons),
                Err(None) => Tri::False,
            };
            ground = ground.or(judged);
        } else if !found {
            return Tri::open(self.because(Reason::NoRule(what)));
        }
        if let (Some(a), Some(b)) = (irrebuttable_rule, never_rule) {
            return Tri::open(self.because(Reason::Clash(vec![a, b])));
        }
        ground.unless(never)
    }

    fn rebutted(&mut self, what: SymId, args: &[Val]) -> bool {
        let Ok(about) = entities(args) else { return false };
        let turned: About = about.iter().rev().copied().collect();
        self.read(what, &about);
        self.read(what, &turned);
        self.case.rebutted.iter().any(|(s, a)| *s == what && (*a == about || *a == turned))
    }

    /// Whether a rule applies to arguments on a date.
    pub(super) fn holds(&mut self, id: RuleId, args: &[Val], date: Date) -> Tri {
        let program = self.program;
        let Some(linked) = program.rule(id) else { return Tri::False };
        let scope = self.in_territory(linked, args, date);
        if scope == Tri::False {
            return Tri::False;
        }
        let mut frame = Frame::new(linked, id, args, date);
        let mut turned = self.turned(linked, args).map(|a| Frame::new(linked, id, &a, date));
        let either = |ev: &mut Self,
                      frame: &mut Frame<'p>,
                      turned: &mut Option<Frame<'p>>,
                      e: &'p crate::ir::expr::Expr<SymId>| {
            let t = ev.test(e, frame);
            match turned {
                Some(other) if t != Tri::True => t.or(ev.test(e, other)),
                _ => t,
            }
        };
        let mut result = match &linked.rule.when {
            Some(e) => either(self, &mut frame, &mut turned, e),
            None => Tri::True,
        };
        let kept = !self.settings.without.contains(&super::Without::Unless(id));
        if let (Some(e), true) = (&linked.rule.unless, kept && result != Tri::False) {
            let exception = either(self, &mut frame, &mut turned, e);
            result = result.unless(exception);
        }
        result = scope.and(result);
        result = self.except(id, linked, result, &frame);
        result = self.requested(id, linked, result, args, date);
        if let Some(t) = &mut self.trace {
            t.step(Step::Rule(id, result.clone()));
        }
        self.saw(id, &result);
        result
    }

    /// `op verzoek`: no effect before the request.
    fn requested(&mut self, id: RuleId, linked: &Linked, result: Tri, args: &[Val], date: Date) -> Tri {
        if result == Tri::False || self.requests.include(id) {
            return result;
        }
        let Some(mut by) = self.must_ask(linked, args, date) else { return result };
        if let Some(t) = &mut self.trace {
            by.sort_unstable();
            t.step(Step::Waits(id, by));
        }
        if !self.pending.contains(&id) {
            self.pending.push(id);
        }
        Tri::False
    }

    /// Who must still ask before a statement works; `None` when it works without, or was asked for.
    pub(super) fn must_ask(&self, linked: &Linked, args: &[Val], date: Date) -> Option<Vec<Entity>> {
        let (manner, by) = linked.rule.manner.as_ref()?;
        let gated = matches!(linked.rule.body, Body::Ground { .. } | Body::Exception { .. });
        if !gated || !matches!(manner, Manner::OnRequest | Manner::OnJointRequest | Manner::OnApplication) {
            return None;
        }
        let people: Vec<Entity> = match by {
            Some(name) => {
                let at = linked.rule.vars.iter().position(|v| v.name == *name);
                at.and_then(|i| args.get(i)).and_then(entity).into_iter().collect()
            }
            None => args.iter().filter_map(entity).collect(),
        };
        let Some(place) = self.program.provision(linked.provision).map(|p| &p.citation) else { return Some(people) };
        let asked = |person: &Entity| {
            self.case.requests.iter().any(|r| r.date <= date && r.by.contains(person) && covers(&r.about, place))
        };
        let made = if *manner == Manner::OnJointRequest { people.iter().all(asked) } else { people.iter().any(asked) };
        (!made).then_some(people)
    }

    /// Whether a local rule reaches the person it is about.
    pub(super) fn in_territory(&mut self, linked: &Linked, args: &[Val], date: Date) -> Tri {
        let Some(territory) = &linked.territory else { return Tri::True };
        let addressed = self.case.municipality.clone();
        let person = args.iter().find_map(entity);
        let any_organ = self.any_organ(linked);
        if let (Some(municipality), Some(person), false) = (self.program.municipality, person, any_organ) {
            let lives = self.fact(municipality, &[Val::Known(Value::Entity(person))], date);
            match lives {
                Val::Known(Value::Municipality(name)) => return Tri::from_bool(name == *territory),
                Val::Open(o) if addressed.is_none() => return Tri::open(o.reasons.clone()),
                _ => {}
            }
        }
        match addressed {
            Some(name) => Tri::from_bool(name == *territory),
            None => Tri::open(self.because(Reason::Incomplete("gemeente".into()))),
        }
    }

    /// Whether the rule is about a right for which any municipality is competent.
    fn any_organ(&self, linked: &Linked) -> bool {
        let Body::Refusal { of, .. } = &linked.rule.body else { return false };
        let program = self.program;
        of.iter()
            .filter_map(|s| program.symbol(*s))
            .flat_map(|s| &s.rules)
            .filter_map(|id| program.rule(*id))
            .any(|l| l.rule.body.benefit().and_then(|b| b.competent.as_ref()).is_some_and(|c| c.of.is_none()))
    }

    /// The value of a concept.
    fn value_of(&mut self, what: SymId, args: &[Val], date: Date) -> Val {
        let program = self.program;
        let Some(symbol) = program.symbol(what) else { return Val::open(self.because(Reason::NoRule(what))) };
        if symbol.signature.kind == SymKind::Slot
            && let Some(empty) = self.empty_slot(what, args, date)
        {
            return empty;
        }
        let mut all: Vec<(RuleId, &'p Linked)> = symbol
            .rules
            .iter()
            .filter_map(|id| Some((*id, program.rule(*id)?)))
            .filter(|(id, l)| {
                matches!(l.rule.body, Body::Value { .. } | Body::Amount { .. })
                    && l.validity.contains(date)
                    && !self.inactive.contains(id)
            })
            .collect();
        let replacing = |l: &Linked| matches!(l.rule.body, Body::Value { replaces: true, .. });
        if all.iter().any(|(_, l)| replacing(l)) {
            all.retain(|(_, l)| replacing(l));
        }
        if all.is_empty() {
            return Val::open(self.because(Reason::NoRule(what)));
        }
        let mut held: Vec<(RuleId, Val)> = Vec::new();
        let mut maybe: Vec<Val> = Vec::new();
        let mut doubt: Option<Reasons> = None;
        for (id, linked) in all {
            let applies = self.holds(id, args, date);
            let value = match &applies {
                Tri::False => continue,
                _ => match &linked.rule.body {
                    Body::Value { is, .. } => {
                        let mut frame = Frame::new(linked, id, args, date);
                        self.value(is, &mut frame)
                    }
                    Body::Amount { rows, .. } => self.amount(what, id, date, rows),
                    _ => continue,
                },
            };
            match applies {
                Tri::Open(d) => {
                    doubt = Some(doubt.map_or_else(|| d.reasons.clone(), |r| union(&r, &d.reasons)));
                    maybe.push(value);
                }
                _ => held.push((id, value)),
            }
        }
        let value = self.one_of(held, maybe, doubt);
        let value = self.limited(what, value, args, date);
        self.adjusted(what, value, args, date)
    }

    /// Several definitions: equal values are a double ground, different ones clash.
    fn one_of(&mut self, held: Vec<(RuleId, Val)>, maybe: Vec<Val>, doubt: Option<Reasons>) -> Val {
        let rules: Vec<RuleId> = held.iter().map(|(id, _)| *id).collect();
        let mut values = held.into_iter().map(|(_, v)| v);
        let Some(first) = values.next() else {
            let why = self
                .because(Reason::Silent("geen bepaling geeft hier een waarde; een uitzondering neemt haar weg".into()));
            return match doubt {
                Some(reasons) => Val::open(union(&reasons, &why)),
                None => Val::open(why),
            };
        };
        for other in values {
            if other == first {
                continue;
            }
            if first.reasons().is_none() && other.reasons().is_none() {
                return Val::open(self.because(Reason::Clash(rules)));
            }
            let both = self.both(&first, &other);
            return Val::open(both);
        }
        match doubt {
            Some(doubt) => self.agree(first, maybe, doubt),
            None => first,
        }
    }
}

/// The entity of a value.
pub(super) fn entity(v: &Val) -> Option<Entity> {
    match v {
        Val::Known(Value::Entity(e)) => Some(*e),
        _ => None,
    }
}

/// Whether one citation names another place or something above it.
fn covers(a: &Citation, b: &Citation) -> bool {
    match (a, b) {
        (Citation::Law { law: x, address: p }, Citation::Law { law: y, address: q }) => {
            x == y && (p.contains(q) || q.contains(p))
        }
        _ => a == b,
    }
}
