//! Statements to rules.

use super::super::declare::sort;
use super::super::index::{Found, Role, Scope, resolve_type, unknown_type};
use super::super::rule::{Body, Ground, Refusal, Rule};
use super::super::signature::{Context, Form, Sym, SymKind};
use super::amounts;
use super::env::Env;
use super::fact::delegation;
use super::right::refusal;
use crate::diagnostic::{Diagnostic, code};
use crate::law::Citation;
use crate::syntax::ast::{Binder, ClauseKind, Head, HeadForm, Name, Param, QName, Statement, StatementKind};
use crate::value::Type;
use std::sync::Arc;

/// Builds one rule: parameters first, then the shared clauses.
pub(super) struct Builder<'a> {
    pub env: Env<'a>,
    pub params: usize,
}

/// Lowers one statement to the rules it stands for (a refusal of three rights is three rules).
pub(super) fn statement(
    cx: &Context,
    scope: &dyn Scope,
    fills: Option<&Citation>,
    s: &Statement,
    out: &mut Vec<Diagnostic>,
) -> Vec<Rule<Sym>> {
    let place = cx.at(s.head_span);
    match &s.kind {
        StatementKind::Amount { name, ty, source, rows } => {
            return amounts::amount(cx, scope, fills, (name, ty, source.as_ref(), rows), place, out)
                .into_iter()
                .collect();
        }
        StatementKind::Table { name, source, columns, rows } => {
            return amounts::table(cx, scope, (name, source.as_ref(), columns, rows), place, out).into_iter().collect();
        }
        StatementKind::NoRight { names, subject, holder } => {
            let all = names
                .iter()
                .map(|n| refusal(cx, scope, out, s, n, (subject.as_ref(), holder), (true, Refusal::NoRight)));
            return all.flatten().collect();
        }
        StatementKind::Refusal { bound, names, subject, holder, organ } => {
            organ.iter().for_each(|o| known_organ(cx, scope, o, out));
            let all = names
                .iter()
                .map(|n| refusal(cx, scope, out, s, n, (subject.as_ref(), holder), (*bound, Refusal::Refusal)));
            return all.flatten().collect();
        }
        StatementKind::Delegation { organ, rank } => return delegation(cx, scope, out, s, organ, rank),
        _ => {}
    }
    let mut b = Builder::new(cx, scope, out);
    let rule = match &s.kind {
        StatementKind::Concept(head) => b.concept(head, fills, s, Ground::Concept),
        StatementKind::Also(head) => b.ground(head, s, Ground::Also),
        StatementKind::Never(head) => b.ground(head, s, Ground::Never),
        StatementKind::Presumption(head) => {
            let rebuttable = s.clauses.iter().any(|c| c.kind == ClauseKind::Rebuttable(true));
            b.ground(head, s, Ground::Presumption(rebuttable))
        }
        StatementKind::Read(head) => b.read(head, s),
        StatementKind::OpenNorm(head) => b.norm(head, s),
        StatementKind::Right { name, subject, holder, against } => {
            b.right(name, subject.as_ref(), holder, against.as_ref(), s)
        }
        StatementKind::Duty { forbidden, name, subject, bearer, against } => {
            b.duty(*forbidden, name, subject.as_ref(), bearer, against.as_ref(), s)
        }
        StatementKind::Power { organ, act, hardship } => b.power(organ, act, *hardship, s),
        StatementKind::Exception { targets, binders } => b.exception(targets, binders, s),
        StatementKind::Concurrence { name, subject, holder, with } => {
            b.concurrence(name, subject.as_ref(), holder, with, s)
        }
        StatementKind::Term { name, bearer, against } => b.term(name, bearer, against.as_ref(), s),
        _ => None,
    };
    super::counts::of_statement(cx, scope, s, out);
    rule.into_iter().collect()
}

impl<'a> Builder<'a> {
    pub(super) fn new(cx: &'a Context, scope: &'a dyn Scope, out: &'a mut Vec<Diagnostic>) -> Self {
        Self { env: Env::new(cx, scope, out), params: 0 }
    }

    /// Binds parameters.
    pub(super) fn binders(&mut self, all: &[&Binder]) -> Option<Vec<Type>> {
        let mut types = Vec::new();
        for binder in all {
            let written = sort(binder);
            let ty = resolve_type(self.env.scope, &written).map(|t| match t {
                Type::Set(sort) => Type::Entity(sort),
                other => other,
            });
            let Some(ty) = ty else {
                let diagnostic = unknown_type(self.env.scope, &written, &self.env.cx.block);
                return self.env.fail(diagnostic);
            };
            self.env.bind(&binder.var, ty.clone());
            types.push(ty);
        }
        self.params = self.env.vars.len();
        Some(types)
    }

    pub(super) fn head_params(&mut self, head: &Head) -> Option<()> {
        let subject = match &head.form {
            HeadForm::Is(b) | HeadForm::Has(b) | HeadForm::Verb(b) => Some(b),
            HeadForm::Value(_) => None,
        };
        self.binders(&subject.into_iter().collect::<Vec<_>>())?;
        self.params(&head.params)
    }

    pub(super) fn params(&mut self, params: &[Param]) -> Option<()> {
        for param in params {
            let ty = resolve_type(self.env.scope, &param.ty).map(|t| match t {
                Type::Set(sort) => Type::Entity(sort),
                other => other,
            });
            let Some(ty) = ty else {
                let diagnostic = unknown_type(self.env.scope, &param.ty, &self.env.cx.block);
                return self.env.fail(diagnostic);
            };
            self.env.bind(&param.var, ty);
        }
        self.params = self.env.vars.len();
        Some(())
    }

    /// The symbol a head belongs to, which must exist with the same form and types.
    pub(super) fn symbol(&mut self, head: &Head, law: Option<&Arc<str>>) -> Option<Found> {
        let name = QName { law: law.cloned(), name: head.name.node.clone(), span: head.name.span };
        let found = self.env.scope.find(Some(law.unwrap_or(&self.env.cx.law)), &name.name);
        found.iter().find(|f| f.role == Role::Itself).cloned()
    }

    pub(super) fn agrees(&mut self, found: &Found, head: &Head) -> Option<()> {
        let form = match &head.form {
            HeadForm::Is(_) => Form::Is,
            HeadForm::Has(_) => Form::Has,
            HeadForm::Verb(_) => Form::Verb,
            HeadForm::Value(_) => Form::Value,
        };
        let types: Vec<Type> = self.env.vars.iter().map(|v| v.ty.clone()).collect();
        let wanted: Vec<Type> = found.signature.params.iter().map(|p| p.ty.clone()).collect();
        let prepositions = head.params.iter().map(|p| Some(&p.prep)).eq(found
            .signature
            .params
            .iter()
            .filter(|p| p.prep.is_some())
            .map(|p| p.prep.as_ref()));
        if form == found.signature.form && types == wanted && prepositions {
            return Some(());
        }
        let mut diagnostic = Diagnostic::error(
            code::FORM,
            self.env.at(head.span),
            format!("De kop past niet bij `{}`", found.signature.sym),
        )
        .why("Een aanvullende grond moet over dezelfde personen gaan, in dezelfde vorm.")
        .help("Neem de kop van het begrip over.");
        if let Some(place) = &found.signature.place {
            diagnostic = diagnostic.also(place.clone(), "hier bepaald");
        }
        self.env.fail(diagnostic)
    }

    fn concept(&mut self, head: &Head, fills: Option<&Citation>, s: &Statement, kind: Ground) -> Option<Rule<Sym>> {
        self.head_params(head)?;
        let law = fills.and_then(Citation::code);
        let Some(found) = self.symbol(head, law) else {
            return fills.and_then(|f| self.env.fail(not_delegated(self.env.cx, head, f)));
        };
        if fills.is_some() && found.signature.kind != SymKind::Slot {
            return fills.and_then(|f| self.env.fail(not_delegated(self.env.cx, head, f)));
        }
        self.agrees(&found, head)?;
        self.define(&found, s, kind, false)
    }

    pub(super) fn define(&mut self, found: &Found, s: &Statement, kind: Ground, replaces: bool) -> Option<Rule<Sym>> {
        let place = self.env.at(s.head_span);
        let of = found.signature.sym.clone();
        let value = s.clauses.iter().find_map(|c| match &c.kind {
            ClauseKind::Is(e) => Some(e),
            _ => None,
        });
        let truth = found.signature.result == Type::Truth;
        match value {
            Some(e) if !truth => {
                let want = found.signature.result.clone();
                let rule = self.finish_with(&s.clauses, place, |env| {
                    let got = env.expr_of(e, &want)?;
                    let is = env.result(got, e.span, &want)?;
                    Some(Body::Value { of, is, replaces })
                });
                return rule;
            }
            None if truth => return self.finish(Body::Ground { of, kind, replaces }, &s.clauses, place),
            _ => {}
        }
        let (title, help) = if truth {
            ("Een waarheid krijgt geen waarde", "Schrijf de voorwaarde met `als`.")
        } else {
            ("Dit begrip geeft een waarde, maar er staat geen `is`", "Voeg `is …` toe.")
        };
        self.env.fail(
            Diagnostic::error(code::CLAUSE, place, title)
                .why("De kop zegt wat het begrip geeft; de inhoud moet daarbij passen.")
                .help(help),
        )
    }

    pub(super) fn ground(&mut self, head: &Head, s: &Statement, kind: Ground) -> Option<Rule<Sym>> {
        self.head_params(head)?;
        let found = self.symbol(head, None);
        let known = found.filter(|f| {
            f.signature.result == Type::Truth
                && matches!(f.signature.kind, SymKind::Concept | SymKind::OpenNorm | SymKind::Slot)
        });
        let Some(found) = known else {
            let names = self.env.scope.names(Some(&self.env.cx.law));
            let word = match kind {
                Ground::Also => "ook",
                Ground::Never => "nooit",
                _ => "vermoeden",
            };
            return self.env.fail(
                Diagnostic::error(
                    code::NO_CONCEPT,
                    self.env.at(head.name.span),
                    format!("`{word}` bij `{}`, maar dat begrip is er niet in deze wet", head.name.node),
                )
                .why("Een extra grond of uitsluiting verandert een begrip; zonder begrip verandert er niets.")
                .help(format!("Bepaal eerst `begrip …` of `open norm …` met de naam `{}` in deze wet.", head.name.node))
                .suggest(&head.name.node, names.iter().map(|n| &**n)),
            );
        };
        self.agrees(&found, head)?;
        let place = self.env.at(s.head_span);
        self.finish(Body::Ground { of: found.signature.sym.clone(), kind, replaces: false }, &s.clauses, place)
    }

    fn read(&mut self, head: &Head, s: &Statement) -> Option<Rule<Sym>> {
        self.head_params(head)?;
        let Some(found) = self.symbol(head, None) else {
            let name = QName { law: None, name: head.name.node.clone(), span: head.name.span };
            self.env.resolve(&name)?;
            return None;
        };
        self.define(&found, s, Ground::Concept, true)
    }

    fn norm(&mut self, head: &Head, s: &Statement) -> Option<Rule<Sym>> {
        self.head_params(head)?;
        let found = self.symbol(head, None);
        let Some(found) = found.filter(|f| f.signature.kind == SymKind::OpenNorm) else {
            return self.env.fail(
                Diagnostic::error(
                    code::NO_CONCEPT,
                    self.env.at(head.name.span),
                    format!("Er is geen open norm `{}` in deze wet", head.name.node),
                )
                .why("Een uitspraak kan gezichtspunten toevoegen aan een norm die er al is.")
                .help("Bepaal de open norm bij de bepaling zelf."),
            );
        };
        self.agrees(&found, head)?;
        let (mut question, mut judge, mut margin) = (None, None, None);
        let mut factors = Vec::new();
        for clause in &s.clauses {
            match &clause.kind {
                ClauseKind::Question(t) => question = Some(t.joined()),
                ClauseKind::JudgedBy(organ, m) => {
                    self.organ(organ);
                    judge = Some(organ.node.clone());
                    margin = *m;
                }
                ClauseKind::Factor(text, condition) => {
                    let condition = match condition {
                        Some(c) => Some(self.env.condition(c)?),
                        None => None,
                    };
                    factors.push((text.joined(), condition));
                }
                _ => {}
            }
        }
        let place = self.env.at(s.head_span);
        let of = found.signature.sym.clone();
        self.finish(Body::Norm { of, question, judge, margin, factors }, &s.clauses, place)
    }

    pub(super) fn organ(&mut self, organ: &Name) {
        known_organ(self.env.cx, self.env.scope, organ, self.env.out);
    }
}

fn not_delegated(cx: &Context, head: &Head, fills: &Citation) -> Diagnostic {
    Diagnostic::error(
        code::COMPETENCE,
        cx.at(head.name.span),
        format!("{fills} laat `{}` niet over aan een lagere regel", head.name.node),
    )
    .why("Een lagere regel die meer regelt dan haar is opgedragen, is op dat punt onverbindend.")
    .help("Controleer de naam bij `moet regelen` of `kan regelen`, of zet dit begrip in een bepaling zonder `vult in`.")
}

/// Reports an organ that the regulation does not name.
pub(super) fn known_organ(cx: &Context, scope: &dyn Scope, organ: &Name, out: &mut Vec<Diagnostic>) {
    let Some(regulation) = scope.regulation(&cx.law) else { return };
    if regulation.organs.contains(&organ.node) {
        return;
    }
    let known: Vec<&str> = regulation.organs.iter().map(|o| &**o).collect();
    out.push(
        Diagnostic::error(
            code::UNKNOWN_ORGAN,
            cx.at(organ.span),
            format!("`{}` is geen orgaan van {}", organ.node, cx.law),
        )
        .why("Wie beslist, bepaalt bij wie de burger moet zijn en welke bevoegdheid er is.")
        .help(format!("Bekend: {}. Vul `orgaan` in de kop van de regeling aan als er een ontbreekt.", known.join(", ")))
        .suggest(&organ.node, known.iter().copied()),
    );
}
