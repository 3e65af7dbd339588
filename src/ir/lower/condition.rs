//! Conditions: chains, lists, comparisons, predicates, quantifiers.

use super::super::expr::{Builtin, Expr, Scan};
use super::super::index::{Found, Role};
use super::super::signature::{Form, Sym, SymKind};
use super::env::{Env, Typed, present_if_false, present_if_true};
use super::expr::{fits, negate};
use crate::diagnostic::{Diagnostic, code};
use crate::syntax::ast::{
    self, Arg, Compare, Link, ListKind, Negation, PeriodExpr, Point, PredicateForm, QName, Quantity, Range,
};
use crate::text::Span;
use crate::value::{Exact, Type, Value};

impl Env<'_> {
    /// Lowers an expression that must be a truth.
    pub(super) fn condition(&mut self, e: &ast::Expr) -> Option<Expr<Sym>> {
        let got = self.expr(e)?;
        if got.ty == Type::Truth {
            return Some(got.expr);
        }
        self.fail(
            Diagnostic::error(code::TYPES, self.at(e.span), format!("Dit is geen voorwaarde maar een {}", got.ty))
                .why("Een voorwaarde is waar of niet waar.")
                .help("Vergelijk het: `… is ten minste …`, `… is gelijk aan …`, of gebruik een gezegde."),
        )
    }

    pub(super) fn chain(&mut self, link: Link, items: &[ast::Expr]) -> Option<Typed> {
        let and = link == Link::And;
        let all = self.sequence(items.iter().map(|i| (None, i)), and)?;
        Some(Typed::truth(if and { Expr::All(all) } else { Expr::Any(all) }))
    }

    pub(super) fn list(&mut self, kind: ListKind, points: &[Point]) -> Option<Typed> {
        let and = kind == ListKind::All;
        let all = self.sequence(points.iter().map(|p| (Some(p), &p.expr)), and)?;
        Some(Typed::truth(match kind {
            ListKind::All => Expr::All(all),
            ListKind::Any => Expr::Any(all),
            ListKind::None => Expr::Not(Box::new(Expr::Any(all))),
        }))
    }

    /// Conditions in order; each is read knowing the outcome of the earlier ones.
    fn sequence<'e>(
        &mut self,
        items: impl Iterator<Item = (Option<&'e Point>, &'e ast::Expr)>,
        and: bool,
    ) -> Option<Vec<Expr<Sym>>> {
        let before = self.present.len();
        let mut out = Vec::new();
        let mut whole = true;
        for (point, item) in items {
            if let Some(point) = point {
                self.path.push(point.mark.node.clone());
            }
            let number = point.map(|_| {
                self.points.push(self.path.clone());
                u16::try_from(self.points.len() - 1).unwrap_or(u16::MAX)
            });
            let lowered = self.condition(item);
            if point.is_some() {
                self.path.pop();
            }
            match lowered {
                Some(e) => {
                    self.present.extend(if and { present_if_true(&e) } else { present_if_false(&e) });
                    out.push(match number {
                        Some(n) => Expr::Point(n, Box::new(e)),
                        None => e,
                    });
                }
                None => whole = false,
            }
        }
        self.present.truncate(before);
        whole.then_some(out)
    }

    pub(super) fn judge(&mut self, inner: &ast::Expr, span: Span) -> Option<Typed> {
        let outer = self.judging.replace(false);
        let lowered = self.expr(inner);
        let met = std::mem::replace(&mut self.judging, outer);
        let lowered = lowered?;
        if met == Some(true) {
            return Some(lowered);
        }
        self.fail(
            Diagnostic::error(code::JUDGEMENT, self.at(span), "`ter beoordeling` staat bij iets dat geen open norm is")
                .why("Wat een feit of begrip is, wordt vastgesteld; alleen een open norm wordt door een mens gewogen.")
                .help("Laat `ter beoordeling` weg, of declareer een `open norm` met deze naam."),
        )
    }

    /// Notes the use of a norm; it must be marked as judged.
    pub(super) fn norm_met(&mut self, found: &Found, span: Span) -> Option<()> {
        if found.signature.kind != SymKind::OpenNorm {
            return Some(());
        }
        if self.judging.is_some() {
            self.judging = Some(true);
            return Some(());
        }
        let name = &found.signature.sym.name;
        self.fail(
            Diagnostic::error(code::JUDGEMENT, self.at(span), format!("`{name}` is een open norm"))
                .why("De machine vult een open norm nooit in; de lezer moet zien dat hier een mens oordeelt.")
                .help("Schrijf `ter beoordeling` voor dit zinsdeel."),
        )
    }

    pub(super) fn comparison(&mut self, left: &ast::Expr, tests: &[(Compare, ast::Expr)]) -> Option<Typed> {
        let left_ = self.expr(left)?;
        let mut all = Vec::new();
        for (compare, right) in tests {
            let right_ = self.expr_of(right, &left_.ty)?;
            if !fits(&right_.ty, &left_.ty) && !fits(&left_.ty, &right_.ty) {
                return self.mismatch(right.span, &left_.ty, &right_.ty);
            }
            let ordered = matches!(left_.ty, Type::Number(_) | Type::Date | Type::Length(_) | Type::Nil);
            if !ordered && !matches!(compare, Compare::Equal | Compare::Unequal) {
                return self.fail(
                    Diagnostic::error(
                        code::TYPES,
                        self.at(left.span),
                        format!("Een {} kent geen meer of minder", left_.ty),
                    )
                    .why("Alleen getallen, datums en duren hebben een volgorde.")
                    .help("Vergelijk met `is gelijk aan` of `is ongelijk aan`."),
                );
            }
            if left_.ty == Type::Truth || matches!(left_.ty, Type::Set(_)) {
                return self.mismatch(left.span, &Type::Number(crate::value::Unit::NUMBER), &left_.ty);
            }
            all.push(Expr::Compare(*compare, Box::new(left_.expr.clone()), Box::new(right_.expr)));
        }
        let single = if all.len() == 1 { all.pop() } else { None };
        Some(Typed::truth(single.unwrap_or(Expr::All(all))))
    }

    pub(super) fn predicate(
        &mut self,
        subject: &ast::Expr,
        form: PredicateForm,
        negation: Negation,
        name: &QName,
        args: &[Arg],
        span: Span,
    ) -> Option<Typed> {
        let subject_ = self.expr(subject)?;
        let negated = negation != Negation::No;
        if let (Type::Kind(kind), PredicateForm::Is) = (&subject_.ty, form) {
            return self.is_member(subject_.expr, kind.clone(), negated, name);
        }
        let found = self.resolve(name)?;
        let wanted = match form {
            PredicateForm::Is => Form::Is,
            PredicateForm::Has => Form::Has,
            PredicateForm::Verb => Form::Verb,
        };
        if let Some(f) = found.iter().find(|f| f.signature.form == wanted && f.role == Role::Itself) {
            self.norm_met(f, name.span)?;
            let args = self.arguments(f, Some((subject_, subject.span)), args, name)?;
            return Some(negate(negated, Expr::Call(f.signature.sym.clone(), args)));
        }
        if let Some(e) = self.noun_predicate(&found, form, (subject_, subject.span), name, args) {
            return Some(negate(negated, e?));
        }
        self.wrong_form(&found, name, span)
    }

    /// `verblijf van P is nederlander`
    fn is_member(
        &mut self,
        subject: Expr<Sym>,
        kind: std::sync::Arc<str>,
        negated: bool,
        name: &QName,
    ) -> Option<Typed> {
        if !self.scope.member(&name.name).contains(&kind) {
            let names = self.scope.names(None);
            return self.fail(
                Diagnostic::error(
                    code::UNKNOWN_NAME,
                    self.at(name.span),
                    format!("`{}` hoort niet bij de soort `{kind}`", name.name),
                )
                .why("De vergelijking zou nooit waar kunnen zijn.")
                .help(format!("Kies een lid van `soort {kind}`."))
                .suggest(&name.name, names.iter().map(|n| &**n)),
            );
        }
        let equal =
            Expr::Compare(Compare::Equal, Box::new(subject), Box::new(Expr::Const(Value::Kind(name.name.clone()))));
        Some(negate(negated, equal))
    }

    /// `K is kind van P`, `K is kgb_kind van P`, `P heeft echtgenoot`. The outer option says whether it is one of these.
    fn noun_predicate(
        &mut self,
        found: &[Found],
        form: PredicateForm,
        subject: (Typed, Span),
        name: &QName,
        args: &[Arg],
    ) -> Option<Option<Expr<Sym>>> {
        let set = |f: &&Found| {
            matches!(f.signature.result, Type::Set(_) | Type::Entity(_)) && f.signature.form == Form::Value
        };
        let relation = found.iter().find(|f| f.signature.is_relation());
        match form {
            PredicateForm::Is => {
                if let Some(f) = relation.filter(|f| f.role == Role::Inverse) {
                    return Some(self.inverse_call(f, subject, args, name));
                }
                let f = found.iter().find(set)?;
                let call = self.arguments(f, None, args, name).map(|a| Expr::Call(f.signature.sym.clone(), a));
                return Some(call.map(|c| Expr::Member(Box::new(subject.0.expr), Box::new(Expr::Together(vec![c])))));
            }
            PredicateForm::Has => {}
            PredicateForm::Verb => return None,
        }
        // `P heeft kind` asks whether `kind van P` exists.
        if let Some(f) = relation {
            return Some(self.related(f, Some(subject), args, name).map(exists));
        }
        let f = found.iter().find(set)?;
        let call = self.arguments(f, Some(subject), args, name).map(|a| Expr::Call(f.signature.sym.clone(), a));
        let optional = matches!(f.signature.result, Type::Entity(_));
        Some(call.map(|c| if optional { Expr::Present(Box::new(c)) } else { exists(c) }))
    }

    pub(super) fn wrong_form<T>(&mut self, found: &[Found], name: &QName, span: Span) -> Option<T> {
        let declared: Vec<String> =
            found.iter().map(|f| format!("`{}`", f.signature.form.written(&f.signature.sym.name))).collect();
        let mut diagnostic = Diagnostic::error(
            code::FORM,
            self.at(span),
            format!("`{}` wordt hier in een andere vorm gebruikt dan het is bepaald", name.name),
        )
        .why("Eén vorm per begrip houdt de regels leesbaar als Nederlands.")
        .help(format!("Het is bepaald als {}.", declared.join(" of ")));
        if let Some(place) = found.first().and_then(|f| f.signature.place.clone()) {
            diagnostic = diagnostic.also(place, "hier bepaald");
        }
        self.fail(diagnostic)
    }

    pub(super) fn exists(&mut self, quantity: Quantity, range: &Range) -> Option<Typed> {
        let scan = Box::new(self.range(range, false)?);
        Some(Typed::truth(match quantity {
            Quantity::Count(compare, n) => Expr::Exists(scan, compare, n),
            Quantity::None => Expr::Not(Box::new(Expr::Exists(scan, Compare::AtLeast, Exact::ONE))),
            _ => Expr::Exists(scan, Compare::AtLeast, Exact::ONE),
        }))
    }

    pub(super) fn for_all(&mut self, range: &Range, body: &ast::Expr) -> Option<Typed> {
        let mut scan = self.range(range, true)?;
        let body = self.condition(body);
        if range.var.is_some() {
            self.release();
        }
        scan.filter = Some(body?);
        Some(Typed::truth(Expr::ForAll(Box::new(scan))))
    }

    pub(super) fn months(&mut self, quantity: Quantity, period: &PeriodExpr, body: &ast::Expr) -> Option<Typed> {
        let period = Box::new(self.period(period)?);
        let condition = Box::new(self.condition(body)?);
        let count = match quantity {
            Quantity::Every | Quantity::During => None,
            Quantity::Count(compare, n) => Some((compare, n)),
            Quantity::Some | Quantity::None => Some((Compare::AtLeast, Exact::ONE)),
        };
        Some(Typed::truth(Expr::Months { period, condition, count }))
    }

    pub(super) fn period(&mut self, period: &PeriodExpr) -> Option<Expr<Sym>> {
        match period {
            PeriodExpr::MonthsBefore(n, date) => {
                let date = self.typed(date, &Type::Date)?;
                let months = Expr::Const(Value::Length(crate::value::Length::Months(*n)));
                Some(Expr::Builtin(Builtin::MonthsBefore, vec![date, months]))
            }
            PeriodExpr::Value(e) => self.typed(e, &Type::Period),
        }
    }

    /// A right with its holder and thing.
    pub(super) fn about_right(
        &mut self,
        subject: &ast::Expr,
        name: &QName,
        over: Option<&ast::Expr>,
    ) -> Option<(Sym, Vec<Expr<Sym>>)> {
        let right = self.right(name)?;
        let holder = self.expr(subject)?;
        let holder = self.argument(holder, subject.span, &Type::person())?;
        let mut args = vec![holder];
        if let Some(over) = over {
            let Some(param) = right.signature.params.get(1) else {
                return self.fail(
                    Diagnostic::error(
                        code::ARGUMENTS,
                        self.at(over.span),
                        format!("`{}` geldt niet voor een afzonderlijke zaak", name.name),
                    )
                    .why("Het recht is bepaald zonder `voor …`.")
                    .help("Laat `voor …` weg."),
                );
            };
            let over_ = self.expr(over)?;
            let ty = param.ty.clone();
            args.push(self.argument(over_, over.span, &ty)?);
        }
        Some((right.signature.sym.clone(), args))
    }
}

/// Whether a set has a member.
fn exists(set: Expr<Sym>) -> Expr<Sym> {
    // A relation noun in the singular, guarded this way, is known to be there.
    match set {
        Expr::Related(..) => Expr::Present(Box::new(Expr::Single(Box::new(set)))),
        other => {
            let scan = Scan { slot: None, domain: other, filter: None };
            Expr::Exists(Box::new(scan), Compare::AtLeast, Exact::ONE)
        }
    }
}
