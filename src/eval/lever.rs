//! What could be moved to give a question another answer: facts, judgments, requests, powers, proof.
//!
//! The walk follows the parts that decide. Where several conditions must all be met, every solution must move at least
//! one thing in each of them, so following one of them is enough; where one of several suffices, all are followed.
//! Therefore whatever set of moves gives the wanted answer holds one of the levers returned here, and a part without
//! levers proves that there is none.

use super::engine::Evaluator;
use super::frame::Frame;
use super::outcome::{About, Tri, Val};
use super::probe::Probe;
use super::recall::Recall;
use super::unmet::Unmet;
use super::{Without, condition::conditions};
use crate::ir::expr::{Compare, Expr};
use crate::ir::{RuleId, SymId, SymKind};
use crate::value::{Date, Entity, Exact, Value};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::sync::Arc;

/// Why a fact can be moved.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Standing {
    /// Nobody knows it yet.
    Unknown,
    /// Taken from its default; nobody asked.
    Assumed,
    /// Known, and this party can change it.
    Changeable(Arc<str>),
}

/// What a fact becomes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Chosen {
    /// A value.
    Value(Value),
    /// An entity of this sort that is not in the case yet, such as an address elsewhere.
    Another(Arc<str>),
}

/// Something that can be moved.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Lever {
    /// A fact gets a value.
    Fact {
        /// Fact.
        fact: SymId,
        /// About.
        about: About,
        /// What it becomes.
        to: Chosen,
        /// Why it can be moved.
        standing: Standing,
    },
    /// An open norm is judged.
    Norm(SymId, About, bool),
    /// A power is used for someone, and for a thing if it is about things.
    Use(RuleId, Vec<Entity>),
    /// A request is made that a statement waits for.
    Request(RuleId, Vec<Entity>),
    /// A presumption is rebutted with proof.
    Rebut(SymId, About),
    /// It becomes known whether a right is received.
    Decision(SymId, Entity, bool),
    /// It becomes known that the case lists everyone, or everything, of this name.
    Complete(Arc<str>),
}

impl Lever {
    /// Whether two levers are about the same thing, whatever they do with it.
    #[must_use]
    pub fn same_thing(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Fact { fact: a, about: x, .. }, Self::Fact { fact: b, about: y, .. }) => {
                a == b && (x == y || x.iter().eq(y.iter().rev()))
            }
            (Self::Norm(a, x, _), Self::Norm(b, y, _)) => a == b && x == y,
            (Self::Decision(a, x, _), Self::Decision(b, y, _)) => a == b && x == y,
            _ => self == other,
        }
    }
}

/// A part of the law that stands between the present answer and the wanted one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The part.
    pub part: Without,
    /// What of it is not met, or stands in the way, in terms a reader knows.
    pub unmet: Vec<Unmet>,
    /// It is not refused yet: it is undecided.
    pub open: bool,
}

/// What can be moved towards a wanted answer. Without levers nothing can.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Levers, each with the least number of moves of any solution that begins with it.
    pub levers: Vec<(Lever, usize)>,
    /// The law in between.
    pub blocks: Vec<Block>,
}

impl Reach {
    pub(super) fn of(levers: impl IntoIterator<Item = Lever>) -> Self {
        Self { levers: levers.into_iter().map(|l| (l, 1)).collect(), blocks: Vec::new() }
    }

    pub(super) fn blocked_by(mut self, part: Without, unmet: Vec<Unmet>) -> Self {
        if !self.blocks.iter().any(|b| b.part == part) {
            self.blocks.insert(0, Block { part, unmet, open: false });
        }
        self
    }

    /// One of these suffices.
    #[must_use]
    pub fn any(options: impl IntoIterator<Item = Self>) -> Self {
        let mut out = Self::default();
        for option in options {
            for (lever, least) in option.levers {
                match out.levers.iter_mut().find(|(known, _)| *known == lever) {
                    Some((_, known)) => *known = least.min(*known),
                    None => out.levers.push((lever, least)),
                }
            }
            for block in option.blocks {
                if !out.blocks.iter().any(|b| b.part == block.part) {
                    out.blocks.push(block);
                }
            }
        }
        out
    }

    /// All of these are needed: the one with the fewest levers, because every solution has one of those. Parts that
    /// share no thing to move need a move each.
    #[must_use]
    pub fn all(mut parts: Vec<Self>) -> Self {
        parts.sort_by_key(|p| p.levers.len());
        let mut apart: Vec<&Self> = Vec::new();
        for part in &parts {
            let shares =
                |other: &&Self| other.levers.iter().any(|(a, _)| part.levers.iter().any(|(b, _)| a.same_thing(b)));
            if !apart.iter().any(shares) {
                apart.push(part);
            }
        }
        let each = |p: &Self| p.levers.iter().map(|(_, n)| *n).min().unwrap_or(0);
        let least = parts.iter().map(each).max().unwrap_or(0).max(apart.len());
        let mut first = parts.into_iter().next().unwrap_or_default();
        first.levers.iter_mut().for_each(|(_, n)| *n = least.max(*n));
        first
    }
}

/// Deepest walk through concepts.
const DEEP: usize = 60;
/// Most steps of one walk.
const STEPS: usize = 20_000;

pub(super) type Asked = (SymId, Vec<Option<Entity>>, Date, bool);

/// Looks for levers on a case.
pub struct Levers<'e, 'p> {
    pub(super) ev: &'e mut Evaluator<'p>,
    path: Vec<Asked>,
    done: FxHashMap<Asked, Reach>,
    /// The outermost question on the path that was met again.
    low: usize,
    pub(super) left: usize,
    /// Whether what is only assumed may turn out to be otherwise.
    pub(super) doubt: bool,
    /// What is known of the case, to try values of its facts.
    pub(super) recall: RefCell<Recall>,
}

impl<'e, 'p> Levers<'e, 'p> {
    /// Levers on the case of an evaluator that records derivations. With `doubt`, what is only assumed can be moved too.
    pub fn new(ev: &'e mut Evaluator<'p>, doubt: bool) -> Self {
        let (path, done, recall) = (Vec::new(), FxHashMap::default(), RefCell::default());
        Self { ev, path, done, low: usize::MAX, left: STEPS, doubt, recall }
    }

    /// Tries values of facts with what is known of the case already.
    #[must_use]
    pub fn knowing(mut self, recall: Recall) -> Self {
        self.recall = RefCell::new(recall);
        self
    }

    /// What is known of the case, after the walk.
    #[must_use]
    pub fn into_recall(self) -> Recall {
        self.recall.into_inner()
    }

    /// Whether the walk stopped before it had seen everything.
    #[must_use]
    pub const fn cut_short(&self) -> bool {
        self.left == 0
    }

    /// Towards the truth or falsity of a concept, norm or fact.
    #[must_use]
    pub fn truth(&mut self, what: SymId, about: &[Entity], wanted: bool) -> Reach {
        let args: Vec<Val> = about.iter().map(|e| Val::Known(Value::Entity(*e))).collect();
        let date = self.ev.settings.date;
        self.symbol(what, &args, date, wanted)
    }

    /// Towards an impossible combination that is no longer there.
    #[must_use]
    pub fn possible(&mut self, rule: RuleId, about: &[Entity]) -> Reach {
        let args: Vec<Val> = about.iter().map(|e| Val::Known(Value::Entity(*e))).collect();
        let date = self.ev.settings.date;
        self.rule(rule, &args, date, false)
    }

    /// A condition that does not have the wanted truth.
    pub(super) fn condition(&mut self, e: &'p Expr<SymId>, wanted: bool, f: &mut Frame<'p>) -> Reach {
        if self.left == 0 || self.ev.test(e, f) == Tri::from_bool(wanted) {
            return Reach::default();
        }
        self.left -= 1;
        match e {
            Expr::Point(_, e) => self.condition(e, wanted, f),
            Expr::Not(e) => self.condition(e, !wanted, f),
            Expr::All(all) => self.list(all, true, wanted, f),
            Expr::Any(all) => self.list(all, false, wanted, f),
            Expr::Call(what, args) => self.call(e, *what, args, wanted, f),
            Expr::Exists(scan, Compare::AtLeast, n) if *n == Exact::ONE => self.members(e, scan, true, wanted, f),
            Expr::ForAll(scan) => self.members(e, scan, false, wanted, f),
            Expr::Present(set) => self.present(e, set, wanted, f),
            Expr::Member(who, set) => self.member(e, who, set, wanted, f),
            Expr::Entitled(right, args) if wanted => match self.known(args, f) {
                Some(args) => {
                    let date = self.ev.date_for(*right, f);
                    self.right_for(*right, &args, date, super::Want::Must)
                }
                None => self.reads(&Probe::Test(e, f.clone()), wanted),
            },
            _ => self.reads(&Probe::Test(e, f.clone()), wanted),
        }
    }

    /// A list of which all, or one, must hold; exceptions may take a point out of it.
    fn list(&mut self, all: &'p [Expr<SymId>], conjunction: bool, wanted: bool, f: &mut Frame<'p>) -> Reach {
        let mut parts = Vec::new();
        for e in all {
            let lapsed: Vec<RuleId> = match e {
                Expr::Point(n, _) => f.rule.exceptions.iter().filter(|x| x.point == Some(*n)).map(|x| x.rule).collect(),
                _ => Vec::new(),
            };
            // A point that lapsed counts as met in a conjunction, and as not met in a disjunction.
            let helps = wanted == conjunction;
            let mut own: Vec<Reach> = Vec::new();
            let mut met = self.ev.test(e, f) == Tri::from_bool(wanted);
            if !met {
                own.push(self.condition(e, wanted, f));
            }
            for exception in lapsed {
                let hit = self.ev.exception_holds(exception, f);
                met |= helps && hit == Tri::True;
                if hit != Tri::from_bool(helps) {
                    own.push(self.exception(exception, f, helps).blocked_by(Without::Statement(exception), Vec::new()));
                } else if !helps {
                    continue;
                }
            }
            if met && helps || own.is_empty() {
                if !helps && own.is_empty() {
                    return Reach::default();
                }
                continue;
            }
            parts.push(if helps { Reach::any(own) } else { Reach::all(own) });
        }
        if wanted == conjunction { Reach::all(parts) } else { Reach::any(parts) }
    }

    fn call(
        &mut self,
        e: &'p Expr<SymId>,
        what: SymId,
        args: &'p [Expr<SymId>],
        wanted: bool,
        f: &mut Frame<'p>,
    ) -> Reach {
        let Some(values) = self.known(args, f) else { return self.reads(&Probe::Test(e, f.clone()), wanted) };
        let fact = self.ev.program.signature(what).is_some_and(|s| matches!(s.kind, SymKind::Fact(_)));
        let date = if fact { f.at } else { self.ev.date_for(what, f) };
        let direct = self.symbol(what, &values, date, wanted);
        // Someone else could be meant, when who is meant is worked out.
        let fixed = |a: &Expr<SymId>| match a {
            Expr::Const(_) => true,
            Expr::Slot(s) => !f.rule.rule.lets.iter().any(|(slot, _)| slot == s),
            _ => false,
        };
        if args.iter().all(fixed) {
            return direct;
        }
        let worked_out: Vec<Reach> =
            args.iter().filter(|a| !fixed(a)).map(|a| self.reads(&Probe::Part(e, a, f.clone()), wanted)).collect();
        Reach::any(std::iter::once(direct).chain(worked_out))
    }

    /// Arguments that are all known entities.
    fn known(&mut self, args: &'p [Expr<SymId>], f: &mut Frame<'p>) -> Option<Vec<Val>> {
        let values: Vec<Val> = args.iter().map(|a| self.ev.value(a, f)).collect();
        values.iter().all(|v| matches!(v, Val::Known(Value::Entity(_)))).then_some(values)
    }

    /// A fact, concept, norm or right about known entities.
    pub(super) fn symbol(&mut self, what: SymId, args: &[Val], date: Date, wanted: bool) -> Reach {
        let Some(signature) = self.ev.program.signature(what) else { return Reach::default() };
        if let SymKind::Fact(_) = signature.kind {
            let Ok(about) = super::fact::entities(args) else { return Reach::default() };
            return self.fact_becomes(what, &about, date, wanted);
        }
        let asked: Asked = (what, args.iter().map(super::concept::entity).collect(), date, wanted);
        if let Some(known) = self.done.get(&asked) {
            return known.clone();
        }
        let position = self.path.len();
        if let Some(met) = self.path.iter().position(|a| *a == asked) {
            self.low = self.low.min(met);
            return Reach::default();
        }
        if self.path.len() >= DEEP {
            self.left = 0;
            return Reach::default();
        }
        let outer = std::mem::replace(&mut self.low, usize::MAX);
        self.path.push(asked.clone());
        let reach = stacker::maybe_grow(128 * 1024, 2 * 1024 * 1024, || self.grounds(what, args, date, wanted));
        self.path.pop();
        // What met a question that is still being asked holds only there.
        if self.low >= position {
            self.done.insert(asked, reach.clone());
            self.low = usize::MAX;
        }
        self.low = self.low.min(outer);
        reach
    }

    /// A truth: some ground holds, or was judged, and no exclusion does.
    fn grounds(&mut self, what: SymId, args: &[Val], date: Date, wanted: bool) -> Reach {
        use crate::ir::rule::{Body, Ground};
        let program = self.ev.program;
        let Some(symbol) = program.symbol(what) else { return Reach::default() };
        let in_force = self.ev.in_force(&symbol.rules, date);
        let reread = in_force.iter().any(|(_, l)| matches!(l.rule.body, Body::Ground { replaces: true, .. }));
        let about = super::fact::entities(args).unwrap_or_default();
        let (mut towards, mut away, mut held) = (Vec::new(), Vec::new(), false);
        for (id, linked) in in_force {
            let Body::Ground { kind, replaces, .. } = &linked.rule.body else { continue };
            if reread && !replaces && *kind == Ground::Concept {
                continue;
            }
            let holds = self.ev.holds(id, args, date);
            if *kind == Ground::Never {
                match (wanted, holds == Tri::False) {
                    (true, false) => {
                        away.push(self.rule(id, args, date, false).blocked_by(Without::Statement(id), Vec::new()));
                    }
                    (false, _) => away.push(self.rule(id, args, date, true)),
                    _ => {}
                }
                continue;
            }
            held |= holds == Tri::True;
            if wanted {
                towards.push(self.rule(id, args, date, true));
            } else if holds != Tri::False {
                let mut own = vec![self.rule(id, args, date, false).blocked_by(Without::Statement(id), Vec::new())];
                if *kind == Ground::Presumption(true) {
                    own.push(Reach::of([Lever::Rebut(what, about.clone())]));
                }
                towards.push(Reach::any(own));
            }
        }
        if symbol.signature.kind == SymKind::OpenNorm {
            match self.ev.judged(what, &about) {
                Tri::Open(_) => towards.push(Reach::of([Lever::Norm(what, about, wanted)])),
                Tri::True if wanted => held = true,
                Tri::True => towards.push(Reach::default()),
                Tri::False => {}
            }
        }
        if !wanted {
            let grounds_gone = Reach::all(towards);
            return Reach::any(away.into_iter().chain([grounds_gone]));
        }
        if !held {
            away.push(Reach::any(towards));
        }
        Reach::all(away)
    }

    /// Whether a statement applies.
    pub(super) fn rule(&mut self, id: RuleId, args: &[Val], date: Date, wanted: bool) -> Reach {
        let program = self.ev.program;
        let Some(linked) = program.rule(id) else { return Reach::default() };
        if self.left == 0 {
            return Reach::default();
        }
        self.left -= 1;
        let mut frames = vec![Frame::new(linked, id, args, date)];
        frames.extend(self.ev.turned(linked, args).map(|a| Frame::new(linked, id, &a, date)));
        let mut parts: Vec<Reach> = Vec::new();
        if wanted && self.ev.in_territory(linked, args, date) != Tri::True {
            parts.push(self.reads(&Probe::Territory(id, args.to_vec(), date), true));
        }
        let mut ways: Vec<Vec<Reach>> = Vec::new();
        for frame in &mut frames {
            ways.push(self.when(id, conditions(linked), wanted, frame));
        }
        match (wanted, ways.len()) {
            (true, 1) => parts.extend(ways.pop().unwrap_or_default()),
            (true, _) if ways.iter().any(Vec::is_empty) => {}
            (true, _) => parts.push(Reach::any(ways.into_iter().map(Reach::all))),
            (false, _) => parts.push(Reach::all(ways.into_iter().map(Reach::any).collect())),
        }
        let Some(frame) = frames.first_mut() else { return Reach::default() };
        if let Some(e) =
            linked.rule.unless.as_ref().filter(|_| !self.ev.settings.without.contains(&Without::Unless(id)))
            && self.ev.test(e, frame) != Tri::from_bool(!wanted)
        {
            let mut unmet = Vec::new();
            self.ev.failing(e, false, frame, &mut unmet);
            parts.push(self.condition(e, !wanted, frame).blocked_by(Without::Unless(id), unmet));
        }
        for exception in linked.exceptions.iter().filter(|e| e.point.is_none()).map(|e| e.rule) {
            let hit = self.ev.exception_holds(exception, frame);
            if hit != Tri::from_bool(!wanted) {
                parts.push(self.exception(exception, frame, !wanted).blocked_by(Without::Statement(exception), vec![]));
            }
        }
        for derogation in &linked.derogations {
            let hit = self.ev.derogates(*derogation, linked, frame);
            if hit != Tri::from_bool(!wanted) {
                let reach = self.exception(*derogation, frame, !wanted);
                parts.push(reach.blocked_by(Without::Statement(*derogation), Vec::new()));
            }
        }
        if wanted && let Some(by) = self.ev.must_ask(linked, args, date) {
            let mut by = by;
            by.sort_unstable();
            parts.push(Reach::of([Lever::Request(id, by)]));
        }
        if wanted { Reach::all(parts) } else { Reach::any(parts) }
    }

    /// The conditions after `als` that are not as wanted, each with what can be moved.
    fn when(&mut self, id: RuleId, all: &'p [Expr<SymId>], wanted: bool, f: &mut Frame<'p>) -> Vec<Reach> {
        let listed = matches!(f.rule.rule.when, Some(Expr::All(_)));
        let mut out = Vec::new();
        for (n, e) in all.iter().enumerate() {
            let one = std::slice::from_ref(e);
            let lapses = listed && matches!(e, Expr::Point(..));
            let met = self.ev.test(e, f) == Tri::from_bool(wanted);
            if met && !lapses {
                continue;
            }
            if met && wanted || lapses && wanted && self.ev.all(one, f) == Tri::True {
                continue;
            }
            let reach = if lapses { self.list(one, true, wanted, f) } else { self.condition(e, wanted, f) };
            if !wanted {
                out.push(reach);
                continue;
            }
            let mut unmet = Vec::new();
            self.ev.failing(e, true, f, &mut unmet);
            let open = unmet.is_empty() && self.ev.test(e, f) != Tri::False;
            if unmet.is_empty() {
                self.ev.undecided(e, true, f, &mut unmet);
            }
            let mut reach = reach.blocked_by(Without::Condition(id, n), unmet);
            reach.blocks.iter_mut().filter(|b| b.part == Without::Condition(id, n)).for_each(|b| b.open = open);
            out.push(reach);
        }
        out
    }

    fn exception(&mut self, exception: RuleId, frame: &Frame<'p>, wanted: bool) -> Reach {
        let Some(linked) = self.ev.program.rule(exception) else { return Reach::default() };
        if !linked.validity.contains(frame.date) || self.ev.inactive.contains(&exception) {
            return Reach::default();
        }
        let args = self.ev.args_for(linked, frame);
        let direct = self.rule(exception, &args, frame.date, wanted);
        match self.ev.turned(frame.rule, &args).filter(|a| a.len() == 2) {
            None => direct,
            Some(turned) => {
                let other = self.rule(exception, &turned, frame.date, wanted);
                if wanted {
                    return Reach::any([direct, other]);
                }
                let holding = [(direct, args), (other, turned)];
                let still = |(reach, args): (Reach, Vec<Val>)| {
                    (self.ev.holds(exception, &args, frame.date) != Tri::False).then_some(reach)
                };
                Reach::all(holding.into_iter().filter_map(still).collect())
            }
        }
    }
}
