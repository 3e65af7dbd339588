//! Lowers one block: names, types, units, guards.
//!
//! A block is lowered knowing only its own tree and the answers of a [`Scope`]; so a change elsewhere matters only
//! when it changes an answer.

mod amounts;
mod call;
mod condition;
mod counts;
mod env;
mod expr;
mod fact;
mod finish;
mod power;
mod properties;
mod right;
mod statement;

use super::index::Scope;
use super::rule::{Body, Origin, Provision, Rule};
use super::signature::{Context, Sym};
use crate::diagnostic::{Diagnostic, code};
use crate::law::{Citation, Target, Validity};
use crate::syntax::ast::{Block, CitationKind, Clause, ClauseKind, Item, PlaceRef, PropertyKind, Statement};
use crate::text::{Place, Span};
use crate::value::Value;
use env::Env;
use std::sync::Arc;

/// What a block lowers to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lowered {
    /// Provisions with their rules.
    pub provisions: Vec<(Provision, Vec<Rule<Sym>>)>,
    /// Orders of a bill.
    pub orders: Vec<Order>,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// An order of a bill: from a date on, a place lapses or an amount changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// Everything at a place lapses (and may be replaced by a provision of the bill).
    Lapse {
        /// The bill.
        bill: Arc<super::Bill>,
        /// What lapses.
        target: Target,
        /// Where the order stands.
        place: Place,
    },
    /// A new provision comes in.
    Insert {
        /// The bill.
        bill: Arc<super::Bill>,
        /// The law it comes into.
        law: crate::law::Code,
        /// The place it comes after.
        after: crate::law::Address,
        /// Its own place.
        new: crate::law::Address,
        /// Where the order stands.
        place: Place,
    },
    /// An amount gets another value.
    Amount {
        /// The bill.
        bill: Arc<super::Bill>,
        /// The amount.
        of: Sym,
        /// The value.
        value: Value,
        /// Its source.
        source: Arc<str>,
        /// Where the order stands.
        place: Place,
    },
}

impl Order {
    /// The bill it is part of.
    #[must_use]
    pub fn bill(&self) -> &super::Bill {
        match self {
            Self::Lapse { bill, .. } | Self::Insert { bill, .. } | Self::Amount { bill, .. } => bill,
        }
    }

    /// Where it stands.
    #[must_use]
    pub const fn place(&self) -> &Place {
        match self {
            Self::Lapse { place, .. } | Self::Insert { place, .. } | Self::Amount { place, .. } => place,
        }
    }

    /// What it changes, as one writes it.
    #[must_use]
    pub fn what(&self) -> String {
        match self {
            Self::Lapse { target, .. } => target.to_string(),
            Self::Insert { law, new, .. } => format!("{law} {new}"),
            Self::Amount { of, .. } => format!("`{of}`"),
        }
    }
}

/// Lowers a block.
pub fn lower(cx: &Context, block: &Block, scope: &dyn Scope) -> Lowered {
    let mut out = Lowered::default();
    match &block.item {
        Item::Regulation { properties, code, .. } => {
            if code.node != cx.law {
                out.diagnostics.push(second_regulation(cx, code.span));
            }
            properties::regulation(cx, code.span, properties, &mut out.diagnostics)
        }
        Item::Continuation { code } => {
            Env::new(cx, scope, &mut out.diagnostics).known_law(&code.node, code.span);
        }
        Item::Fact { head, clauses } => fact::fact(cx, scope, head, clauses, &mut out.diagnostics),
        Item::Impossible { text, clauses } => impossible(cx, scope, text, clauses, &mut out),
        Item::Provision(p) => {
            let citation = Citation::law(&cx.law, p.place.address.clone());
            let provision = properties::provision(
                cx,
                &p.properties,
                citation,
                p.caption.joined(),
                p.place.span,
                &mut out.diagnostics,
            );
            let fills = fills(cx, scope, &p.properties, &mut out.diagnostics);
            rules(cx, scope, provision, fills.as_ref(), &p.statements, &mut out);
        }
        Item::CaseLaw { ecli, at, caption, properties, statements } => {
            let Some(at) = anchor(cx, scope, at, &mut out.diagnostics) else { return out };
            let provision = properties::case_law(cx, properties, ecli, at, caption.joined(), &mut out.diagnostics);
            rules(cx, scope, provision, None, statements, &mut out);
        }
        Item::Interpretation { name, at, caption, properties, readings } => {
            let Some(anchored) = anchor(cx, scope, at, &mut out.diagnostics) else { return out };
            properties::interpretation(cx, name, properties, readings, &mut out.diagnostics);
            for reading in readings {
                let provision = properties::reading(cx, name, &anchored, caption.joined(), reading);
                rules(cx, scope, provision, None, &reading.statements, &mut out);
            }
        }
        Item::DerivedNorm { name, caption, properties, statements } => {
            let provision = properties::derived(cx, properties, name, caption.joined(), &mut out.diagnostics);
            rules(cx, scope, provision, None, statements, &mut out);
        }
        Item::Order { law, place, replacement } => {
            let Some(bill) = &cx.amendment else {
                out.diagnostics.push(outside_bill(cx, law.span));
                return out;
            };
            let target = target_of(&law.node, place);
            if scope.reaches(&target) {
                out.orders.push(Order::Lapse { bill: bill.clone(), target, place: cx.at(place.span) });
            } else {
                out.diagnostics.push(super::amend::nothing_there(&target, &cx.at(place.span)));
            }
            if let Some(p) = replacement {
                bill_provision(cx, bill, scope, p, &mut out);
            }
        }
        Item::Insertion { law, after, provision } => {
            let Some(bill) = &cx.amendment else {
                out.diagnostics.push(outside_bill(cx, law.span));
                return out;
            };
            let target = target_of(&law.node, after);
            if scope.reaches(&target) {
                let (law, after) = (law.node.clone(), after.address.clone());
                let (new, place) = (provision.place.address.clone(), cx.at(provision.place.span));
                out.orders.push(Order::Insert { bill: bill.clone(), law, after, new, place });
            } else {
                out.diagnostics.push(super::amend::nothing_there(&target, &cx.at(after.span)));
            }
            bill_provision(cx, bill, scope, provision, &mut out);
        }
        Item::AmountOrder { name, value, source } => amounts::order(cx, scope, name, value, source.as_ref(), &mut out),
        Item::Kind { .. } | Item::Entity { .. } | Item::Amendment { .. } => {}
    }
    out
}

fn rules(
    cx: &Context,
    scope: &dyn Scope,
    provision: Option<Provision>,
    fills: Option<&Citation>,
    statements: &[Statement],
    out: &mut Lowered,
) {
    let Some(provision) = provision else { return };
    let mut rules = Vec::new();
    for s in statements {
        rules.extend(statement::statement(cx, scope, fills, s, &mut out.diagnostics));
    }
    out.provisions.push((provision, rules));
}

fn bill_provision(
    cx: &Context,
    bill: &Arc<super::Bill>,
    scope: &dyn Scope,
    p: &crate::syntax::ast::Provision,
    out: &mut Lowered,
) {
    let mut properties = p.properties.clone();
    let has = |wanted: fn(&PropertyKind) -> bool| p.properties.iter().any(|x| wanted(&x.kind));
    let span = p.place.span;
    if !has(|k| matches!(k, PropertyKind::Valid(..) | PropertyKind::ValidYear(_))) {
        properties.push(crate::syntax::ast::Property { kind: PropertyKind::Valid(bill.from, None), span });
    }
    if !has(|k| matches!(k, PropertyKind::Read(_))) {
        properties.push(crate::syntax::ast::Property { kind: PropertyKind::Read(bill.from), span });
    }
    let citation = Citation::law(&cx.law, p.place.address.clone());
    let provision = properties::provision(cx, &properties, citation, p.caption.joined(), span, &mut out.diagnostics)
        .map(|p| Provision { origin: Origin::Bill(bill.code.clone()), status: crate::law::Status::Proposed, ..p });
    rules(cx, scope, provision, None, &p.statements, out);
}

fn outside_bill(cx: &Context, span: Span) -> Diagnostic {
    Diagnostic::error(code::AMENDMENT, cx.at(span), "Deze wijzigingsopdracht hoort niet bij een wijziging")
        .why("Zonder `wijziging` is niet bekend vanaf wanneer de opdracht geldt.")
        .help("Begin het bestand met `wijziging Code \"…\" met ingang van jjjj-mm-dd`.")
}

/// A target from a law and a place.
pub(super) fn target_of(law: &Arc<str>, place: &PlaceRef) -> Target {
    Target::Place { law: law.clone(), address: place.address.clone(), upto: place.upto.clone() }
}

/// The provision a ruling or interpretation hangs on; it must be encoded.
fn anchor(
    cx: &Context,
    scope: &dyn Scope,
    at: &crate::syntax::ast::Citation,
    out: &mut Vec<Diagnostic>,
) -> Option<Citation> {
    let citation = super::declare::cited(&cx.law, &at.kind);
    let reached = match (&at.kind, &citation) {
        (CitationKind::Place { law, place }, Some(_)) => {
            scope.reaches(&target_of(law.as_ref().unwrap_or(&cx.law), place))
        }
        _ => false,
    };
    if reached {
        return citation;
    }
    out.push(
        Diagnostic::error(code::NO_SUCH_PLACE, cx.at(at.span), "Deze bepaling is niet gecodeerd")
            .why("Een uitleg hangt aan een bepaling; zonder bepaling doet zij niets.")
            .help("Controleer het nummer, of codeer de bepaling eerst."),
    );
    None
}

/// The slot a provision fills.
fn fills(
    cx: &Context,
    scope: &dyn Scope,
    properties: &[crate::syntax::ast::Property],
    out: &mut Vec<Diagnostic>,
) -> Option<Citation> {
    let (citation, span) = properties.iter().find_map(|p| match &p.kind {
        PropertyKind::Fills(c) => Some((super::declare::cited(&cx.law, &c.kind), c.span)),
        _ => None,
    })?;
    let slots = citation.as_ref().map(|c| scope.slots(c));
    if slots.as_ref().is_none_or(|s| s.is_empty()) {
        out.push(
            Diagnostic::error(code::HITS_NOTHING, cx.at(span), "Hier wordt niets gedelegeerd")
                .why("Een lagere regel kan alleen invullen wat een hogere regel openlaat.")
                .help("Verwijs naar de bepaling met `delegatie`, of laat `vult in` weg."),
        );
        return None;
    }
    properties::competence(cx, scope, slots.as_deref().unwrap_or_default(), span, out);
    citation
}

fn second_regulation(cx: &Context, span: Span) -> Diagnostic {
    Diagnostic::error(code::CLAUSE, cx.at(span), "Een tweede regeling in dit bestand")
        .why(format!(
            "Alles in dit bestand hoort bij {}; de bepalingen hieronder zouden stil daarbij worden geteld.",
            cx.law
        ))
        .help("Geef elke regeling een eigen bestand.")
}

fn impossible(cx: &Context, scope: &dyn Scope, text: &crate::syntax::ast::Text, clauses: &[Clause], out: &mut Lowered) {
    let provision = Provision {
        citation: Citation::Derived { law: cx.law.clone(), name: "onmogelijk".into() },
        law: cx.law.clone(),
        caption: text.joined(),
        validity: Validity::ALWAYS,
        status: crate::law::Status::InForce,
        certainty: (crate::law::Certainty::High, None),
        read: None,
        gist: Some(text.joined()),
        origin: Origin::Text,
        fills: None,
        place: cx.at(text.span),
    };
    let binders: Vec<_> = clauses
        .iter()
        .filter_map(|c| match &c.kind {
            ClauseKind::For(all) => Some(all.as_slice()),
            _ => None,
        })
        .flatten()
        .collect();
    if !clauses.iter().any(|c| matches!(c.kind, ClauseKind::If(_))) {
        out.diagnostics.push(
            Diagnostic::error(code::CLAUSE, cx.at(text.span), "Hier ontbreekt `als`")
                .why("Zonder voorwaarde zou elke casus onmogelijk zijn.")
                .help("Zet eronder wanneer dit niet kan: `als …`."),
        );
        return;
    }
    let mut builder = statement::Builder::new(cx, scope, &mut out.diagnostics);
    let bound = builder.binders(&binders);
    if bound.is_none() {
        return;
    }
    let body = Body::Impossible { text: text.joined() };
    if let Some(rule) = builder.finish(body, clauses, cx.at(text.span)) {
        out.provisions.push((provision, vec![rule]));
    }
}
