//! Collects what a block declares, without looking at any other block.

use super::counts::CountsAs;
use super::signature::{
    Choice, Context, Declared, EntityDecl, FactInfo, Form, KindDecl, PlaceDecl, Raw, RawKind, SlotDecl, Sym,
};
use crate::law::{Address, Citation, Mark, Rank, Regulation, Validity};
use crate::syntax::ast::{
    Binder, Block, CitationKind, Clause, ClauseKind, ColumnKind, Expr, ExprKind, Head, HeadForm, Item, Literal,
    Property, PropertyKind, Provision, Statement, StatementKind, TypeRef,
};
use crate::syntax::walk;
use crate::text::Span;
use crate::value::{Date, Exact, Value};
use std::sync::Arc;

/// What the block declares.
#[must_use]
pub fn declare(cx: &Context, block: &Block) -> Declared {
    let mut out = Declared::default();
    match &block.item {
        Item::Regulation { code, title, properties } => {
            let regulation = regulation(&code.node, title.joined(), properties);
            out.regulation = Some((regulation, cx.at(code.span)));
        }
        Item::Kind { name, members } => out.kinds.push(KindDecl {
            name: name.node.clone(),
            members: members.iter().map(|(m, t)| (m.node.clone(), t.as_ref().map(|t| t.joined()))).collect(),
            place: cx.at(name.span),
        }),
        Item::Entity { name, singular, text } => out.entities.push(EntityDecl {
            name: name.node.clone(),
            singular: singular.as_ref().unwrap_or(name).node.clone(),
            text: text.joined(),
            place: cx.at(name.span),
        }),
        Item::Fact { head, clauses } => out.names.push(fact(cx, head, clauses)),
        Item::Provision(p) => provision(cx, p, &mut out),
        Item::Order { replacement: Some(p), .. } | Item::Insertion { provision: p, .. } => provision(cx, p, &mut out),
        Item::DerivedNorm { properties, statements, .. } => {
            names(cx, statements, validity(properties), false, &mut out);
        }
        Item::Interpretation { name, properties, readings, .. } => {
            let chosen = properties.iter().find_map(|p| match &p.kind {
                PropertyKind::Chosen(n) => Some(n.node.clone()),
                _ => None,
            });
            let readings_: Vec<_> = readings.iter().map(|r| r.name.node.clone()).collect();
            if let Some(chosen) = chosen.or_else(|| readings_.first().cloned()) {
                out.choices.push(Choice { name: name.node.clone(), readings: readings_, chosen });
            }
            for reading in readings {
                let own = reading.statements.iter().filter(|s| !matches!(s.kind, StatementKind::OpenNorm(_)));
                own.for_each(|s| statement(cx, s, None, None, &mut out));
            }
        }
        Item::CaseLaw { statements, .. } => {
            let own = statements.iter().filter(|s| !matches!(s.kind, StatementKind::OpenNorm(_)));
            own.for_each(|s| statement(cx, s, None, None, &mut out));
        }
        _ => {}
    }
    out
}

/// The validity a block states.
pub(super) fn validity(properties: &[Property]) -> Option<Validity> {
    properties.iter().find_map(|p| match p.kind {
        PropertyKind::Valid(from, until) => Some(Validity { from, until }),
        PropertyKind::ValidYear(year) => {
            Some(Validity { from: Date::new(year, 1, 1)?, until: Some(Date::new(year.checked_add(1)?, 1, 1)?) })
        }
        _ => None,
    })
}

fn regulation(code: &Arc<str>, title: Arc<str>, properties: &[Property]) -> Regulation {
    let mut out = Regulation {
        code: code.clone(),
        title,
        rank: Rank::WorkInstruction,
        source: None,
        basis: Vec::new(),
        territory: None,
        organs: Vec::new(),
        authorities: Vec::new(),
        moment: crate::law::Moment::default(),
        framework: false,
    };
    for property in properties {
        match &property.kind {
            PropertyKind::Rank(name) => out.rank = Rank::parse(&name.node).unwrap_or(out.rank),
            PropertyKind::Source(s) => out.source = Some(s.text.clone()),
            PropertyKind::Basis(all) => out.basis = all.iter().filter_map(|c| cited(code, &c.kind)).collect(),
            PropertyKind::Territory(name) => out.territory = Some(name.node.clone()),
            PropertyKind::Organs(all) => {
                out.organs = all.iter().map(|o| o.name.node.clone()).collect();
                out.authorities = all.iter().filter(|o| o.authority).map(|o| o.name.node.clone()).collect();
            }
            PropertyKind::Moment(m) => out.moment = *m,
            PropertyKind::Framework => out.framework = true,
            _ => {}
        }
    }
    out
}

/// A single cited place; ranges and ranks are not citations of one place.
pub(super) fn cited(own: &Arc<str>, kind: &CitationKind) -> Option<Citation> {
    match kind {
        CitationKind::Ecli(ecli) => Some(Citation::Case(ecli.clone())),
        CitationKind::Place { law, place } => Some(Citation::law(law.as_ref().unwrap_or(own), place.address.clone())),
        _ => None,
    }
}

fn provision(cx: &Context, p: &Provision, out: &mut Declared) {
    let valid =
        validity(&p.properties).or_else(|| cx.amendment.as_ref().map(|b| Validity { from: b.from, until: None }));
    let add =
        |address: Address, span: Span| PlaceDecl { law: cx.law.clone(), address, validity: valid, place: cx.at(span) };
    out.places.push(add(p.place.address.clone(), p.place.span));
    for statement in &p.statements {
        for expr in walk::of_statement(statement) {
            points(expr, &mut Vec::new(), &mut |marks, span| {
                out.places.push(add(p.place.address.below(marks), span));
            });
        }
    }
    let fills = p.properties.iter().any(|x| matches!(x.kind, PropertyKind::Fills(_)));
    let slots = Some(&p.place.address);
    for s in &p.statements {
        if fills && matches!(s.kind, StatementKind::Concept(_) | StatementKind::Amount { .. }) {
            continue;
        }
        statement(cx, s, valid, slots, out);
    }
}

/// Calls `f` with the path of marks of every list point.
pub(super) fn points(expr: &Expr, path: &mut Vec<Mark>, f: &mut impl FnMut(&[Mark], Span)) {
    if let ExprKind::List(_, all) = &expr.kind {
        for point in all {
            path.push(point.mark.node.clone());
            f(path, point.mark.span);
            points(&point.expr, path, f);
            path.pop();
        }
        return;
    }
    for child in walk::children(expr) {
        points(child, path, f);
    }
}

fn names(cx: &Context, statements: &[Statement], valid: Option<Validity>, _fills: bool, out: &mut Declared) {
    statements.iter().for_each(|s| statement(cx, s, valid, None, out));
}

fn statement(cx: &Context, s: &Statement, valid: Option<Validity>, slots: Option<&Address>, out: &mut Declared) {
    let law = Some(cx.law.clone());
    let sym = |name: &Arc<str>| Sym { law: law.clone(), name: name.clone() };
    let plain = |name: &crate::syntax::ast::Name, kind: RawKind, form: Form, result: Option<TypeRef>| Raw {
        sym: sym(&name.node),
        kind,
        form,
        other: None,
        params: Vec::new(),
        result,
        symmetric: false,
        inverse: None,
        counts: counts(&s.clauses),
        validity: valid,
        place: cx.at(name.span),
    };
    match &s.kind {
        StatementKind::Concept(head) => {
            out.names.push(from_head(cx, sym(&head.name.node), head, RawKind::Concept, valid, &s.clauses))
        }
        StatementKind::OpenNorm(head) => {
            out.names.push(from_head(cx, sym(&head.name.node), head, RawKind::OpenNorm, valid, &[]))
        }
        StatementKind::Amount { name, ty, .. } => {
            out.names.push(plain(name, RawKind::Amount, Form::Value, Some(ty.clone())));
        }
        StatementKind::Table { name, columns, .. } => {
            let columns = columns
                .iter()
                .filter_map(|c| match &c.kind {
                    ColumnKind::Value(ty) => Some((c.name.node.clone(), ty.clone())),
                    _ => None,
                })
                .collect();
            out.names.push(plain(name, RawKind::Table(columns), Form::Table, None));
        }
        StatementKind::Right { name, subject, holder, .. } => {
            let mut raw = plain(name, RawKind::Right(subject.as_ref().map(|b| b.sort.node.clone())), Form::Right, None);
            raw.params = std::iter::once(holder).chain(subject).map(|b| (None, sort(b), b.var.node.clone())).collect();
            out.names.push(raw);
        }
        // A power that grants is a right too, for those who ask whether it can be had.
        StatementKind::Power { act: crate::syntax::ast::Act::Grant { names, subject, holder }, .. } => {
            for name in names.iter().filter(|n| n.law.is_none()) {
                let as_name = crate::text::Spanned::new(name.name.clone(), name.span);
                let mut raw =
                    plain(&as_name, RawKind::Right(subject.as_ref().map(|b| b.sort.node.clone())), Form::Right, None);
                raw.params =
                    std::iter::once(holder).chain(subject).map(|b| (None, sort(b), b.var.node.clone())).collect();
                out.names.push(raw);
            }
        }
        StatementKind::Delegation { organ, rank } => {
            for clause in &s.clauses {
                let ClauseKind::Regulate(_, head) = &clause.kind else { continue };
                out.names.push(from_head(cx, sym(&head.name.node), head, RawKind::Slot, valid, &[]));
                if let Some(address) = slots {
                    out.slots.push(SlotDecl {
                        sym: sym(&head.name.node),
                        address: address.clone(),
                        rank: Rank::parse(&rank.node),
                        organ: organ.node.clone(),
                        place: cx.at(rank.span),
                    });
                }
            }
        }
        _ => {}
    }
}

/// The sort of a binder as a type.
pub(super) fn sort(binder: &Binder) -> TypeRef {
    TypeRef { word: binder.sort.node.clone(), per: Vec::new(), span: binder.sort.span }
}

fn from_head(
    cx: &Context,
    sym: Sym,
    head: &Head,
    kind: RawKind,
    validity: Option<Validity>,
    clauses: &[Clause],
) -> Raw {
    let (form, subject, result) = match &head.form {
        HeadForm::Is(b) => (Form::Is, Some(b), None),
        HeadForm::Has(b) => (Form::Has, Some(b), None),
        HeadForm::Verb(b) => (Form::Verb, Some(b), None),
        HeadForm::Value(ty) => (Form::Value, None, ty.clone()),
    };
    let subject = subject.map(|b| (None, sort(b), b.var.node.clone()));
    let params = head.params.iter().map(|p| (Some(p.prep.clone()), p.ty.clone(), p.var.node.clone()));
    Raw {
        sym,
        kind,
        form,
        other: head.other.as_ref().map(|o| o.node.clone()),
        params: subject.into_iter().chain(params).collect(),
        result,
        symmetric: clauses.iter().any(|c| matches!(c.kind, ClauseKind::Symmetric)),
        inverse: clauses.iter().find_map(|c| match &c.kind {
            ClauseKind::Inverse(one, many) => Some((one.node.clone(), many.as_ref().map(|m| m.node.clone()))),
            _ => None,
        }),
        counts: counts(clauses),
        validity,
        place: cx.at(head.name.span),
    }
}

/// `telt als`; an unknown word is reported where the block is lowered.
fn counts(clauses: &[Clause]) -> Option<CountsAs> {
    clauses.iter().find_map(|c| match &c.kind {
        ClauseKind::CountsAs(word) => CountsAs::parse(&word.node),
        _ => None,
    })
}

fn fact(cx: &Context, head: &Head, clauses: &[Clause]) -> Raw {
    let mut info = FactInfo::default();
    for clause in clauses {
        match &clause.kind {
            ClauseKind::Question(t) => info.question = Some(t.joined()),
            ClauseKind::Why(t) => info.why = Some(t.joined()),
            ClauseKind::Changeable(who) => info.changeable = who.as_ref().map(|w| w.node.clone()),
            ClauseKind::Flow(flow) => info.flow = *flow,
            ClauseKind::Default(e, why) => info.default = constant(e).map(|v| (v, why.joined())),
            ClauseKind::PartOf(group) => info.group = Some(group.node.clone()),
            ClauseKind::Proof(t) => info.proof = Some(t.joined()),
            ClauseKind::ArrangedBy(rights) => {
                info.arranged = rights.iter().map(|r| Sym { law: r.law.clone(), name: r.name.clone() }).collect();
            }
            ClauseKind::Bounds(bounds) => {
                for (bound, e) in bounds {
                    match bound {
                        crate::syntax::ast::Bound::AtLeast => info.bounds.0 = constant(e),
                        crate::syntax::ast::Bound::AtMost => info.bounds.1 = constant(e),
                    }
                }
            }
            _ => {}
        }
    }
    let sym = Sym { law: None, name: head.name.node.clone() };
    from_head(cx, sym, head, RawKind::Fact(Box::new(info)), None, clauses)
}

/// The value of a literal; `None` for anything else.
pub(super) fn constant(e: &Expr) -> Option<Value> {
    match &e.kind {
        ExprKind::Literal(l) => literal(l),
        ExprKind::Paren(inner) => constant(inner),
        // A bare word is a member of an enumeration.
        ExprKind::Call(name, args) if args.is_empty() && name.law.is_none() => Some(Value::Kind(name.name.clone())),
        _ => None,
    }
}

/// The value of a literal.
pub fn literal(l: &Literal) -> Option<Value> {
    Some(match l {
        Literal::Money(n, _) | Literal::Number(n) | Literal::Hours(n, _) => Value::Number(*n),
        Literal::Percent(n) => Value::Number(n.over(Exact::int(100))?),
        Literal::Length(l, _) => Value::Length(*l),
        Literal::Date(d) => Value::Date(*d),
        Literal::Nil => Value::Number(Exact::ZERO),
        Literal::Truth(t) => Value::Truth(*t),
    })
}
