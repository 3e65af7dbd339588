//! Statements to rules.

use super::super::declare::sort;
use super::super::expr::Expr;
use super::super::index::{Found, Role, Scope, resolve_type, unknown_type};
use super::super::rule::{
    Adjust, Body, Competent, Empty, Extent, Ground, Links, NotFor, Payment, PowerAct, Refusal, Rule,
};
use super::super::signature::{Context, Form, Sym, SymKind};
use super::env::{Env, present_if_false, present_if_true};
use super::{amounts, target_of};
use crate::diagnostic::{Diagnostic, code};
use crate::law::{Citation, Rank, Target};
use crate::syntax::ast::{
    self, Act, Adjustment, Binder, CitationKind, Clause, ClauseKind, Compare, ExprKind, Flow, Head, HeadForm, Literal,
    Name, Param, Party, QName, Statement, StatementKind, WhileEmpty,
};
use crate::text::{Place, Span};
use crate::value::{Type, Unit, Value};
use std::sync::Arc;

/// Builds one rule: parameters first, then the shared clauses.
pub(super) struct Builder<'a> {
    pub env: Env<'a>,
    params: usize,
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
        StatementKind::Term { name, organ, holder } => b.term(name, organ, holder, s),
        _ => None,
    };
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

    fn head_params(&mut self, head: &Head) -> Option<()> {
        let subject = match &head.form {
            HeadForm::Is(b) | HeadForm::Has(b) | HeadForm::Verb(b) => Some(b),
            HeadForm::Value(_) => None,
        };
        self.binders(&subject.into_iter().collect::<Vec<_>>())?;
        self.params(&head.params)
    }

    fn params(&mut self, params: &[Param]) -> Option<()> {
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
    fn symbol(&mut self, head: &Head, law: Option<&Arc<str>>) -> Option<Found> {
        let name = QName { law: law.cloned(), name: head.name.node.clone(), span: head.name.span };
        let found = self.env.scope.find(Some(law.unwrap_or(&self.env.cx.law)), &name.name);
        found.iter().find(|f| f.role == Role::Itself).cloned()
    }

    fn agrees(&mut self, found: &Found, head: &Head) -> Option<()> {
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

    fn define(&mut self, found: &Found, s: &Statement, kind: Ground, replaces: bool) -> Option<Rule<Sym>> {
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
            None if truth => return self.finish(Body::Ground { of, kind }, &s.clauses, place),
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

    fn ground(&mut self, head: &Head, s: &Statement, kind: Ground) -> Option<Rule<Sym>> {
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
                .help(format!("Declareer `begrip …` of `open norm …` met de naam `{}` in deze wet.", head.name.node))
                .suggest(&head.name.node, names.iter().map(|n| &**n)),
            );
        };
        self.agrees(&found, head)?;
        let place = self.env.at(s.head_span);
        self.finish(Body::Ground { of: found.signature.sym.clone(), kind }, &s.clauses, place)
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
                .help("Declareer de open norm bij de bepaling zelf."),
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

    fn organ(&mut self, organ: &Name) {
        known_organ(self.env.cx, self.env.scope, organ, self.env.out);
    }

    fn own_right(&mut self, name: &Name) -> Option<Found> {
        let q = QName { law: Some(self.env.cx.law.clone()), name: name.node.clone(), span: name.span };
        self.env.right(&q)
    }

    fn right(
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
            let (mut jointly, mut competent, mut once, mut extent) = (None, None, None, None);
            let (mut amount, mut form, mut performance, mut starts, mut ends) = (None, None, None, None, None);
            for clause in clauses {
                match &clause.kind {
                    ClauseKind::Jointly(e) => jointly = Some(env.typed(e, &Type::person())?),
                    ClauseKind::Competent(organ, of) => {
                        known_organ(env.cx, env.scope, organ, env.out);
                        let of = match of {
                            Some(e) => Some(env.typed(e, &Type::Municipality)?),
                            None => None,
                        };
                        competent = Some(Competent { organ: organ.node.clone(), of });
                    }
                    ClauseKind::Once(unit) => once = Some(unit.node.clone()),
                    ClauseKind::ToTheExtent(e) => extent = Some(env.extent(e)?),
                    ClauseKind::Amount(e) => amount = Some(env.money(e)?),
                    ClauseKind::Form(name) => form = Some(name.node.clone()),
                    ClauseKind::Performance(text) => performance = Some(text.joined()),
                    ClauseKind::Starts(e) => starts = Some(env.typed(e, &Type::Date)?),
                    ClauseKind::Ends(e) => ends = Some(env.typed(e, &Type::Date)?),
                    _ => {}
                }
            }
            Some(Body::Right {
                of,
                against: organ_,
                jointly,
                competent,
                once,
                extent,
                amount,
                form,
                performance,
                starts,
                ends,
            })
        })
    }

    fn duty(
        &mut self,
        forbidden: bool,
        name: &Name,
        subject: Option<&Binder>,
        bearer: &Party,
        against: Option<&Party>,
        s: &Statement,
    ) -> Option<Rule<Sym>> {
        let mut people = Vec::new();
        let mut organ = None;
        let mut towards = None;
        match bearer {
            Party::Person(b) => people.push(b),
            Party::Organ(name) => {
                self.organ(name);
                organ = Some(name.node.clone());
            }
        }
        match against {
            Some(Party::Person(b)) => people.push(b),
            Some(Party::Organ(name)) => {
                self.organ(name);
                towards = Some(name.node.clone());
            }
            None => {}
        }
        people.extend(subject);
        self.binders(&people)?;
        let place = self.env.at(s.head_span);
        let act = name.node.clone();
        let clauses = &s.clauses;
        self.finish_with(clauses, place, |env| {
            let (mut amount, mut performance) = (None, None);
            for clause in clauses {
                match &clause.kind {
                    ClauseKind::Amount(e) => amount = Some(env.money(e)?),
                    ClauseKind::Performance(t) => performance = Some(t.joined()),
                    _ => {}
                }
            }
            Some(Body::Duty { act, forbidden, organ, towards, amount, performance })
        })
    }

    fn power(&mut self, organ: &Name, act: &Act, hardship: bool, s: &Statement) -> Option<Rule<Sym>> {
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
            let (mut extent, mut amount, mut review) = (None, None, None);
            for clause in clauses {
                match &clause.kind {
                    ClauseKind::ToTheExtent(e) => extent = Some(env.extent(e)?),
                    ClauseKind::Amount(e) => amount = Some(env.money(e)?),
                    ClauseKind::Review(name) => review = Some(name.node.clone()),
                    _ => {}
                }
            }
            Some(Body::Power { organ, act, hardship, reach, not_for, extent, amount, review })
        })
    }

    fn adjust(&mut self, name: &QName, how: &Adjustment) -> Option<PowerAct<Sym>> {
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

    fn exception(&mut self, targets: &[ast::Citation], binders: &[Binder], s: &Statement) -> Option<Rule<Sym>> {
        self.binders(&binders.iter().collect::<Vec<_>>())?;
        let targets = self.targets(targets, true)?;
        let place = self.env.at(s.head_span);
        self.finish(Body::Exception { targets }, &s.clauses, place)
    }

    fn concurrence(
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

    fn term(&mut self, name: &Name, organ: &Name, holder: &Binder, s: &Statement) -> Option<Rule<Sym>> {
        self.organ(organ);
        self.binders(&[holder])?;
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
            organ: organ.node.clone(),
            begins: begins?,
            length: length?,
            consequence,
            extends,
        };
        self.finish(body, &s.clauses, place)
    }

    /// Citations as targets. Those that must hit something are checked.
    fn targets(&mut self, all: &[ast::Citation], must_hit: bool) -> Option<Vec<Target>> {
        let mut out = Vec::new();
        for citation in all {
            let target = match &citation.kind {
                CitationKind::Ecli(ecli) => Target::Case(ecli.clone()),
                CitationKind::ThisRegulation => Target::Regulation(self.env.cx.law.clone()),
                CitationKind::EveryOf(rank) => match Rank::parse(&rank.node) {
                    Some(rank) => Target::EveryOf(rank),
                    None => return self.env.fail(unknown_rank(self.env.cx, rank)),
                },
                CitationKind::Regulation(law) => {
                    self.env.known_law(law, citation.span)?;
                    Target::Regulation(law.clone())
                }
                CitationKind::Place { law, place } => {
                    if let Some(law) = law {
                        self.env.known_law(law, citation.span)?;
                    }
                    target_of(law.as_ref().unwrap_or(&self.env.cx.law), place)
                }
            };
            if !self.env.scope.reaches(&target) {
                let (code, severity) = if must_hit { (code::HITS_NOTHING, true) } else { (code::NO_SUCH_PLACE, false) };
                let title = format!("{target} is niet gecodeerd");
                let make = if severity { Diagnostic::error } else { Diagnostic::warning };
                self.env.out.push(
                    make(code, self.env.at(citation.span), title)
                        .why("Een uitzondering op of afwijking van iets dat er niet is, doet niets.")
                        .help("Controleer het nummer, of codeer de bepaling eerst."),
                );
                if must_hit {
                    return None;
                }
            }
            out.push(target);
        }
        Some(out)
    }

    /// Lowers the shared clauses around a body that needs no expressions.
    pub(super) fn finish(&mut self, body: Body<Sym>, clauses: &[Clause], place: Place) -> Option<Rule<Sym>> {
        self.finish_with(clauses, place, |_| Some(body))
    }

    /// Lowers the shared clauses; the body is lowered knowing that the conditions hold.
    fn finish_with(
        &mut self,
        clauses: &[Clause],
        place: Place,
        body: impl FnOnce(&mut Env<'a>) -> Option<Body<Sym>>,
    ) -> Option<Rule<Sym>> {
        let (mut when, mut unless, mut manner) = (None, None, None);
        let mut lets = Vec::new();
        let mut links = Links::default();
        let mut whole = true;
        for clause in clauses {
            match &clause.kind {
                ClauseKind::Where(var, e) => match self.env.expr(e) {
                    Some(t) => {
                        let slot = self.env.bind(var, t.ty);
                        lets.push((slot, t.expr));
                    }
                    None => {
                        // Bound all the same, so that one error does not become many.
                        self.env.bind(var, Type::Nil);
                        whole = false;
                    }
                },
                ClauseKind::If(e) => {
                    when = self.env.condition(e);
                    whole &= when.is_some();
                    if let Some(w) = &when {
                        self.env.present.extend(present_if_true(w));
                    }
                }
                ClauseKind::Unless(e) => {
                    unless = self.env.condition(e);
                    whole &= unless.is_some();
                    if let Some(u) = &unless {
                        self.env.present.extend(present_if_false(u));
                    }
                }
                ClauseKind::Manner { manner: m, by, .. } => {
                    if let Some(by) = by {
                        whole &= self.env.var(&by.node, by.span).is_some();
                    }
                    manner = Some((*m, by.as_ref().map(|n| n.node.clone())));
                }
                ClauseKind::Derogates(all) => links.derogates = self.targets(all, true).unwrap_or_default(),
                ClauseKind::WithoutPrejudice(all) => {
                    links.without_prejudice = self.targets(all, false).unwrap_or_default()
                }
                ClauseKind::SubjectTo(all) => links.subject_to = self.targets(all, false).unwrap_or_default(),
                ClauseKind::Observing(all) => {
                    let targets = self.targets(all, false).unwrap_or_default();
                    links.imports.push((targets, None));
                }
                ClauseKind::Applying(all, swap) => {
                    let targets = self.targets(all, false).unwrap_or_default();
                    let right = match swap {
                        Some((from, _)) => Some(self.env.right(from)?.signature.sym.clone()),
                        None => None,
                    };
                    links.imports.push((targets, right));
                }
                _ => {}
            }
        }
        let body = body(&mut self.env)?;
        if !whole {
            return None;
        }
        Some(Rule {
            body,
            vars: std::mem::take(&mut self.env.vars),
            params: self.params,
            lets,
            when,
            unless,
            manner,
            links,
            points: std::mem::take(&mut self.env.points),
            place,
        })
    }
}

impl Env<'_> {
    /// An amount of money, with or without a base of time.
    fn money(&mut self, e: &ast::Expr) -> Option<Payment<Sym>> {
        let got = self.expr(e)?;
        let unit = if got.ty == Type::Nil { Some(Unit::EURO) } else { got.ty.unit() };
        if let Some(unit) = unit.filter(|u| u.is_money()) {
            return Some(Payment { value: got.expr, unit });
        }
        self.mismatch(e.span, &Type::money(None), &got.ty)
    }

    /// A result of a concept: a single person may be absent, a set may be given for a person by `in volgorde`.
    fn result(&mut self, got: super::env::Typed, span: Span, want: &Type) -> Option<Expr<Sym>> {
        match (&got.ty, want) {
            (Type::Set(a), Type::Entity(b)) if a == b => Some(Expr::Single(Box::new(got.expr))),
            (Type::Entity(a), Type::Set(b)) if a == b => Some(Expr::Together(vec![got.expr])),
            _ if super::expr::fits(&got.ty, want) => Some(got.expr),
            _ => self.mismatch(span, want, &got.ty),
        }
    }

    /// The measure of `voor zover`.
    fn extent(&mut self, e: &ast::Expr) -> Option<Extent<Sym>> {
        if let ExprKind::Judge(_) = &e.kind {
            let judged = self.condition(e)?;
            let silent = Expr::Silent("het bestuursorgaan bepaalt om welk deel het gaat".into());
            let measure = Expr::Choice(
                vec![(Expr::Not(Box::new(judged)), Expr::Const(Value::Number(crate::value::Exact::ZERO)))],
                Box::new(silent),
            );
            return Some(Extent { measure, judged: true });
        }
        if let ExprKind::Compare(left, tests) = &e.kind
            && let [(Compare::More, right)] = tests.as_slice()
        {
            let left_ = self.expr(left)?;
            if left_.ty.unit().is_some_and(Unit::is_money) {
                let right_ = self.typed(right, &left_.ty)?;
                let measure = Expr::Slice(Box::new(left_.expr), Box::new(right_), None);
                return Some(Extent { measure, judged: false });
            }
        }
        let got = self.expr(e)?;
        if got.ty.unit().is_some_and(Unit::is_money) {
            return Some(Extent { measure: got.expr, judged: false });
        }
        self.fail(
            Diagnostic::error(code::MEASURE, self.at(e.span), "`voor zover` zonder maat")
                .why("`voor zover` splitst een bedrag in een deel dat wel en een deel dat niet geldt; daarvoor is een maat nodig.")
                .help("Schrijf `als`, of noem de maat: een bedrag, of `… is meer dan …` tussen twee bedragen."),
        )
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

fn unknown_rank(cx: &Context, rank: &Name) -> Diagnostic {
    Diagnostic::error(code::UNKNOWN_TYPE, cx.at(rank.span), format!("`{}` is geen rang", rank.node))
        .why("De rang bepaalt welke regel voorgaat.")
        .help("Kies verdrag, wet, amvb, ministeriele_regeling, verordening, beleidsregel of werkinstructie.")
        .suggest(&rank.node, Rank::ALL.map(Rank::word))
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

fn refusal(
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

fn delegation(
    cx: &Context,
    scope: &dyn Scope,
    out: &mut Vec<Diagnostic>,
    s: &Statement,
    organ: &Name,
    rank: &Name,
) -> Vec<Rule<Sym>> {
    let mut rules = Vec::new();
    if Rank::parse(&rank.node).is_none() {
        out.push(unknown_rank(cx, rank));
    }
    known_organ(cx, scope, organ, out);
    for clause in &s.clauses {
        let ClauseKind::Regulate(_, head) = &clause.kind else { continue };
        let mut b = Builder::new(cx, scope, out);
        let rule = b.head_params(head).and_then(|()| {
            let found = b.symbol(head, None)?;
            let want = found.signature.result.clone();
            let mut limits = Vec::new();
            let mut empty = Empty::Unknown;
            for clause in &s.clauses {
                match &clause.kind {
                    ClauseKind::But(bound, e) => limits.push((*bound, b.env.typed(e, &want)?)),
                    ClauseKind::WhileEmpty(what) => {
                        empty = match what {
                            WhileEmpty::NoRight(name) => Empty::NoRight(b.env.right(name)?.signature.sym.clone()),
                            WhileEmpty::Value(e) => Empty::Value(b.env.typed(e, &want)?),
                            WhileEmpty::Unknown => Empty::Unknown,
                            WhileEmpty::NoPower(why) => Empty::NoPower(why.joined()),
                        }
                    }
                    _ => {}
                }
            }
            let body = Body::Delegation { of: found.signature.sym.clone(), limits, empty };
            b.finish(body, &[], cx.at(s.head_span))
        });
        rules.extend(rule);
    }
    rules
}

/// Checks a fact: its types, its default and bounds, and that stream and unit agree.
pub(super) fn fact(cx: &Context, scope: &dyn Scope, head: &Head, clauses: &[Clause], out: &mut Vec<Diagnostic>) {
    let found = scope.find(None, &head.name.node);
    let Some(found) = found.iter().find(|f| f.role == Role::Itself) else { return };
    let SymKind::Fact(info) = &found.signature.kind else { return };
    let result = found.signature.result.clone();
    let per_time = result.unit().and_then(crate::value::Unit::base).is_some();
    if let Some(flow) = clauses.iter().find(|c| matches!(c.kind, ClauseKind::Flow(_))) {
        let (title, help) = match info.flow {
            Flow::Stream if !per_time && result.unit().is_some() => {
                ("Een stroom zonder tijdseenheid", "Schrijf `geeft € per maand` of `geeft € per jaar`.")
            }
            Flow::State | Flow::Event if per_time => {
                ("Een bedrag per tijdseenheid is een stroom", "Schrijf `verloop stroom`.")
            }
            _ => ("", ""),
        };
        if !title.is_empty() {
            out.push(
                Diagnostic::error(code::UNITS, cx.at(flow.span), title)
                    .why("Inkomen loopt door de tijd, vermogen is er op een moment; wie ze verwisselt, telt verkeerd op.")
                    .help(help),
            );
        }
    }
    let mut env = Env::new(cx, scope, out);
    for clause in clauses {
        match &clause.kind {
            ClauseKind::Default(e, _) => drop(env.typed(e, &result)),
            ClauseKind::Bounds(bounds) => bounds.iter().for_each(|(_, e)| drop(env.typed(e, &result))),
            _ => {}
        }
    }
    if info.question.is_none() {
        env.out.push(
            Diagnostic::error(code::PROPERTY, cx.at(head.span), "Bij dit feit ontbreekt `vraag`")
                .why("Een feit dat niemand kan vragen, kan niemand invullen.")
                .help("Voeg een vraag in gewone taal toe, met `{P}` op de plaats van de persoon."),
        );
    }
}
