//! B02: each scheme points to another, and none provides.
//!
//! A scheme points to another when its refusal cites that other law, says that the other must come first, or when a
//! statement that refuses reads a right of that law. The rights that are tied together this way are one knot; it is a
//! finding when rights of two laws or more are in it, none of them is provided, and none is refused for lack of need
//! alone: at least one arrow must join them.

use super::refusal::{Refusal, refusals};
use super::{Code, Desk, Effect, Finding, Says, Severity, Side, Standing, touched};
use crate::eval::{Outcome, Verdict};
use crate::ir::{RuleId, SymId, expressions};
use crate::reply::Cited;
use crate::room::Touched;
use petgraph::unionfind::UnionFind;
use std::collections::BTreeMap;

pub(super) fn find(desk: &Desk<'_>) -> Vec<Finding> {
    let refusals = refusals(desk);
    let nodes: Vec<&Outcome> = desk.assessment.outcomes.iter().filter(|o| absent(desk, &refusals, o)).collect();
    let mut arrows: Vec<(usize, usize)> = Vec::new();
    for (i, from) in nodes.iter().enumerate() {
        // Without a refusal that was heard or that may hold there is nothing that points.
        if !refusals.iter().any(|r| r.of == touched(from)) && refusing(from).next().is_none() {
            continue;
        }
        for (j, to) in nodes.iter().enumerate() {
            if i != j && from.holder == to.holder && points(desk, &refusals, from, to) {
                arrows.push((i, j));
            }
        }
    }
    let mut knots = UnionFind::<usize>::new(nodes.len());
    for (i, j) in &arrows {
        knots.union(*i, *j);
    }
    let mut tied: BTreeMap<usize, Vec<&Outcome>> = BTreeMap::new();
    for (i, o) in nodes.iter().enumerate() {
        tied.entry(knots.find(i)).or_default().push(o);
    }
    tied.values().filter_map(|tied| finding(desk, &refusals, tied)).collect()
}

/// Not provided: refused by the law or in practice, and not received.
fn absent(desk: &Desk<'_>, refusals: &[Refusal<'_>], o: &Outcome) -> bool {
    let by_law = matches!(o.verdict, Verdict::No | Verdict::NoUnless) && !o.baseless;
    let by_desk = refusals.iter().any(|r| r.of == touched(o));
    (by_law || by_desk) && !desk.provided(touched(o))
}

/// Whether the refusal of one right points to another right.
fn points(desk: &Desk<'_>, refusals: &[Refusal<'_>], from: &Outcome, to: &Outcome) -> bool {
    let (own, other) = (desk.law_of(from.right), desk.law_of(to.right));
    if own == other {
        return false;
    }
    let said = refusals.iter().filter(|r| r.of == touched(from)).any(|r| {
        // A law that was cited means the right of that law which was refused too, or which that law refuses.
        let law = r.cited.as_ref().and_then(Cited::code);
        r.first == Some(to.right) || law.is_some() && law == other.as_ref() && desk.meant(refusals, to)
    });
    said || refusing(from).any(|rule| reads(desk, rule, to.right))
}

impl Desk<'_> {
    /// Among the rights of a law that was cited without naming one: those asked, or refused, in this case. One that the
    /// law refuses for good is not meant while another of that law is not.
    fn meant(&self, refusals: &[Refusal<'_>], o: &Outcome) -> bool {
        let named =
            |o: &Outcome| refusals.iter().any(|r| r.of == touched(o)) || self.case.rights_asked().any(|r| r == o.right);
        let law = self.law_of(o.right);
        let sound = |x: &Outcome| x.verdict != Verdict::No && x.holder == o.holder && self.law_of(x.right) == law;
        named(o) && (o.verdict != Verdict::No || !self.assessment.outcomes.iter().any(|x| sound(x) && named(x)))
    }
}

/// The statements that refuse, or may, what would be there without them. A right of which every ground fails is not
/// refused because of another scheme.
fn refusing(o: &Outcome) -> impl Iterator<Item = RuleId> + '_ {
    let exists = o.grounds.iter().any(|g| g.holds != Some(false));
    o.refusals.iter().filter(move |r| exists && r.holds != Some(false)).map(|r| r.rule)
}

/// Whether the conditions of a statement ask for a right.
fn reads(desk: &Desk<'_>, rule: RuleId, right: SymId) -> bool {
    let Some(linked) = desk.program.rule(rule) else { return false };
    let mut found =
        matches!(&linked.rule.body, crate::ir::rule::Body::Concurrence { with, .. } if with.contains(&right));
    expressions(&linked.rule, &mut |e| e.symbols(&mut |s, _| found |= *s == right));
    found
}

fn finding(desk: &Desk<'_>, refusals: &[Refusal<'_>], tied: &[&Outcome]) -> Option<Finding> {
    let mut laws: Vec<_> = tied.iter().map(|o| desk.law_of(o.right)).collect();
    laws.sort();
    laws.dedup();
    if laws.len() < 2 {
        return None;
    }
    let side = |o: &Outcome| {
        let heard = refusals.iter().find(|r| r.of == touched(o));
        let says = match heard {
            Some(r) => Says::Refused(r.said()),
            None => Says::Stands(touched(o), o.verdict),
        };
        Side { rules: o.carrying.clone(), says }
    };
    let sides = tied.iter().map(|o| side(o)).collect();
    let touches: Vec<Touched> = tied.iter().map(|o| touched(o)).collect();
    let given = |o: &&&Outcome| matches!(o.verdict, Verdict::Must | Verdict::May);
    let by_law = tied.iter().filter(given).map(|o| Standing::of(o)).collect();
    Some(Finding::new(Code::B02, Severity::Serious, sides, Effect::NobodyProvides(touches.clone(), by_law), touches))
}
