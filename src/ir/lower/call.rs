//! Uses of names: calls with their arguments, nouns as sets, tables.

use super::super::expr::{Expr, Scan};
use super::super::index::{Found, Role, Sort};
use super::super::prelude;
use super::super::signature::{Form, ParamSig, Sym, SymKind};
use super::env::{Env, Typed, present_if_true};
use super::expr::{TransposeOption, fits};
use crate::diagnostic::{Diagnostic, code};
use crate::syntax::ast::{self, Arg, Flow, Name, Operator, PeriodExpr, Point, QName, Range};
use crate::text::Span;
use crate::value::{PERSON, Type, Value};
use std::sync::Arc;

impl Env<'_> {
    /// `naam van …`
    pub(super) fn call(&mut self, name: &QName, args: &[Arg], span: Span) -> Option<Typed> {
        if name.law.is_none() && args.is_empty() {
            let kinds = self.scope.member(&name.name);
            if let [kind] = &*kinds
                && self.lookup(name)?.is_empty()
            {
                return Some(Typed { expr: Expr::Const(Value::Kind(name.name.clone())), ty: Type::Kind(kind.clone()) });
            }
        }
        let found = self.resolve(name)?;
        if let Some(f) = found.iter().find(|f| f.signature.form == Form::Value && f.role == Role::Itself) {
            self.norm_met(f, name.span)?;
            let lowered = self.arguments(f, None, args, name)?;
            let ty = f.signature.result.clone();
            let builtin = if f.signature.place.is_none() { prelude::function(&name.name) } else { None };
            let expr = match builtin {
                Some(b) => Expr::Builtin(b, lowered),
                None => Expr::Call(f.signature.sym.clone(), lowered),
            };
            return Some(Typed { expr, ty });
        }
        // A noun: the plural is the set, the singular its only member.
        if let Some(f) = found.iter().find(|f| f.signature.is_relation()) {
            let set = self.related(f, None, args, name)?;
            let ty = self.member_type(f);
            return Some(if self.is_plural(&name.name) {
                Typed { expr: set, ty: Type::Set(sort_of(&ty)) }
            } else {
                Typed { expr: Expr::Single(Box::new(set)), ty }
            });
        }
        if let Some(f) = found.iter().find(|f| matches!(f.signature.result, Type::Set(_)) && f.role == Role::Other) {
            let lowered = self.arguments(f, None, args, name)?;
            let Type::Set(sort) = &f.signature.result else { return None };
            let set = Expr::Call(f.signature.sym.clone(), lowered);
            return Some(Typed { expr: Expr::Single(Box::new(set)), ty: Type::Entity(sort.clone()) });
        }
        self.wrong_form(&found, name, span)
    }

    fn is_plural(&self, name: &str) -> bool {
        matches!(self.scope.sort(name), Some(Sort::Entity(_, true)))
    }

    /// The arguments of a call, matched with the parameters by preposition.
    pub(super) fn arguments(
        &mut self,
        f: &Found,
        subject: Option<(Typed, Span)>,
        args: &[Arg],
        name: &QName,
    ) -> Option<Vec<Expr<Sym>>> {
        let params = f.signature.params.clone();
        let mut wanted = params.iter();
        let mut out = Vec::new();
        if let Some((subject, span)) = subject {
            let Some(param) = wanted.next() else { return self.argument_count(f, name) };
            // `P heeft toeslagpartner` gives P where the concept says `van persoon P`.
            out.push(self.argument(subject, span, &param.ty)?);
        }
        out.extend(self.match_args(f, wanted.as_slice(), args, name)?);
        Some(out)
    }

    fn match_args(&mut self, f: &Found, params: &[ParamSig], args: &[Arg], name: &QName) -> Option<Vec<Expr<Sym>>> {
        if params.len() != args.len() {
            return self.argument_count(f, name);
        }
        let mut out = Vec::new();
        for (param, arg) in params.iter().zip(args) {
            if param.prep.as_ref().is_some_and(|p| *p != arg.prep) {
                return self.argument_count(f, name);
            }
            let lowered = self.expr_of(&arg.value, &param.ty)?;
            out.push(self.argument(lowered, arg.value.span, &param.ty)?);
        }
        Some(out)
    }

    fn argument_count<T>(&mut self, f: &Found, name: &QName) -> Option<T> {
        let s = &f.signature;
        let shape: Vec<String> = s
            .params
            .iter()
            .map(|p| match &p.prep {
                Some(prep) => format!("{prep} {}", p.ty),
                None => p.ty.to_string(),
            })
            .collect();
        let mut diagnostic = Diagnostic::error(
            code::ARGUMENTS,
            self.at(name.span),
            format!("`{}` wordt niet met deze personen of zaken gebruikt", name.name),
        )
        .why("Elk begrip gaat over een vast aantal personen of zaken, elk met een eigen voorzetsel.")
        .help(if shape.is_empty() {
            "Het staat op zichzelf, zonder `van …`.".to_owned()
        } else {
            format!("Verwacht: {}.", shape.join(", "))
        });
        if let Some(place) = &s.place {
            diagnostic = diagnostic.also(place.clone(), "hier bepaald");
        }
        self.fail(diagnostic)
    }

    /// Checks one argument: its type, and that an optional person is known to be there.
    pub(super) fn argument(&mut self, got: Typed, span: Span, want: &Type) -> Option<Expr<Sym>> {
        if !fits(&got.ty, want) {
            return self.mismatch(span, want, &got.ty);
        }
        if self.may_be_absent(&got) && !self.present.contains(&got.expr) {
            return self.fail(
                Diagnostic::error(code::MAY_BE_ABSENT, self.at(span), "Deze persoon kan ontbreken")
                    .why("Niet iedereen heeft een partner; zonder controle zou de regel over niemand gaan.")
                    .help("Controleer het eerst: `als P heeft … dan …`, of zet `P heeft … en` ervoor."),
            );
        }
        Some(got.expr)
    }

    fn may_be_absent(&self, got: &Typed) -> bool {
        match (&got.expr, &got.ty) {
            (Expr::Single(_) | Expr::InOrder(_), Type::Entity(_)) => true,
            (Expr::Call(sym, _), Type::Entity(_)) => sym.law.is_some(),
            _ => false,
        }
    }

    /// `kinderen van P`: the open place of a relation.
    pub(super) fn related(
        &mut self,
        f: &Found,
        subject: Option<(Typed, Span)>,
        args: &[Arg],
        name: &QName,
    ) -> Option<Expr<Sym>> {
        let params = f.signature.params.clone();
        let hole = usize::from(f.role == Role::Inverse);
        let mut rest: Vec<&ParamSig> = params.iter().enumerate().filter(|(i, _)| *i != hole).map(|(_, p)| p).collect();
        let mut out: Vec<Option<Expr<Sym>>> = vec![None; params.len()];
        let mut given: Vec<Expr<Sym>> = Vec::new();
        if let Some((subject, span)) = subject {
            if rest.is_empty() {
                return self.argument_count(f, name);
            }
            let param = rest.remove(0);
            given.push(self.argument(subject, span, &param.ty)?);
        }
        if rest.len() != args.len() {
            return self.argument_count(f, name);
        }
        for (param, arg) in rest.iter().zip(args) {
            // Seen from the other side, the subject is introduced with `van`.
            let prep = param.prep.as_deref().unwrap_or("van");
            if prep != &*arg.prep {
                return self.argument_count(f, name);
            }
            let lowered = self.expr_of(&arg.value, &param.ty)?;
            given.push(self.argument(lowered, arg.value.span, &param.ty)?);
        }
        let mut given = given.into_iter();
        for (i, place) in out.iter_mut().enumerate() {
            if i != hole {
                *place = given.next();
            }
        }
        Some(Expr::Related(f.signature.sym.clone(), out))
    }

    /// `K is kind van P`: the relation with its sides exchanged.
    pub(super) fn inverse_call(
        &mut self,
        f: &Found,
        subject: (Typed, Span),
        args: &[Arg],
        name: &QName,
    ) -> Option<Expr<Sym>> {
        let related = self.related(f, None, args, name)?;
        let Expr::Related(sym, places) = related else { return None };
        let hole_type = f.signature.params.get(1).map(|p| p.ty.clone())?;
        let whole = self.argument(subject.0, subject.1, &hole_type)?;
        let args = places.into_iter().map(|p| p.unwrap_or_else(|| whole.clone())).collect();
        Some(Expr::Call(sym, args))
    }

    fn member_type(&self, f: &Found) -> Type {
        let hole = usize::from(f.role == Role::Inverse);
        f.signature.params.get(hole).map_or_else(Type::person, |p| p.ty.clone())
    }

    /// The set a range runs over, and the type of its members.
    fn domain(&mut self, range: &Range) -> Option<(Expr<Sym>, Type)> {
        if range.name.law.is_none()
            && let Some(Sort::Entity(sort, _)) = self.scope.sort(&range.name.name)
            && (&*sort != PERSON || matches!(&*range.name.name, "persoon" | "personen"))
        {
            return self.everyone(range, sort);
        }
        let found = self.resolve(&range.name)?;
        if let Some(f) = found.iter().find(|f| f.signature.is_relation()) {
            let set = self.related(f, None, &range.args, &range.name)?;
            return Some((set, self.member_type(f)));
        }
        let set = |f: &&Found| {
            f.signature.form == Form::Value && matches!(f.signature.result, Type::Set(_) | Type::Entity(_))
        };
        if let Some(f) = found.iter().find(set) {
            let sort = sort_of(&f.signature.result);
            let args = self.arguments(f, None, &range.args, &range.name)?;
            let call = Expr::Call(f.signature.sym.clone(), args);
            return Some((Expr::Together(vec![call]), Type::Entity(sort)));
        }
        self.wrong_form(&found, &range.name, range.name.span)
    }

    /// `kosten K van P`: what belongs to an owner; `personen Q`: everyone.
    fn everyone(&mut self, range: &Range, sort: Arc<str>) -> Option<(Expr<Sym>, Type)> {
        let ty = Type::Entity(sort.clone());
        match range.args.as_slice() {
            [] => Some((Expr::Everyone(sort, None), ty)),
            [arg] if &*arg.prep == "van" => {
                let owner = self.typed(&arg.value, &Type::person())?;
                Some((Expr::Everyone(sort, Some(Box::new(owner))), ty))
            }
            _ => self.fail(
                Diagnostic::error(
                    code::ARGUMENTS,
                    self.at(range.name.span),
                    format!("`{}` wordt niet met deze personen of zaken gebruikt", range.name.name),
                )
                .why("Een zaak hoort hooguit bij één persoon.")
                .help(format!("Schrijf `{} X van P`.", range.name.name)),
            ),
        }
    }

    /// A range with its variable and filter. With `open`, the variable stays bound for what follows.
    pub(super) fn range(&mut self, range: &Range, open: bool) -> Option<Scan<Sym>> {
        let (domain, ty) = self.domain(range)?;
        let slot = range.var.as_ref().map(|v| self.bind(v, ty));
        let filter = range.filter.as_ref().map(|f| self.condition(f));
        if slot.is_some() && !open {
            self.release();
        }
        Some(Scan { slot, domain, filter: filter.transpose_option()? })
    }

    /// `de kinderen K van P waarvoor …`
    pub(super) fn the(&mut self, range: &Range) -> Option<Typed> {
        let scan = self.range(range, false)?;
        let sort = match scan.slot.and_then(|s| self.vars.get(usize::from(s))) {
            Some(var) => sort_of(&var.ty),
            None => PERSON.into(),
        };
        let set = Expr::Filter(Box::new(scan));
        let singular = matches!(self.scope.sort(&range.name.name), Some(Sort::Entity(_, false)));
        Some(if singular {
            Typed { expr: Expr::Single(Box::new(set)), ty: Type::Entity(sort) }
        } else {
            Typed { expr: set, ty: Type::Set(sort) }
        })
    }

    /// `P samen met partner van P`
    pub(super) fn together(&mut self, first: &ast::Expr, rest: &[(Operator, ast::Expr)]) -> Option<Typed> {
        let mut all = Vec::new();
        let mut sort: Option<Arc<str>> = None;
        for (operator, e) in std::iter::once((Operator::Together, first)).chain(rest.iter().map(|(o, e)| (*o, e))) {
            let got = self.expr(e)?;
            let entity = matches!(got.ty, Type::Entity(_) | Type::Set(_)) && operator == Operator::Together;
            let own = sort_of(&got.ty);
            if !entity || sort.as_ref().is_some_and(|s| *s != own) {
                return self.mismatch(e.span, &Type::Set(sort.unwrap_or_else(|| PERSON.into())), &got.ty);
            }
            sort = Some(own);
            all.push(got.expr);
        }
        Some(Typed { expr: Expr::Together(all), ty: Type::Set(sort?) })
    }

    /// `in volgorde a. … b. …`
    pub(super) fn in_order(&mut self, points: &[Point]) -> Option<Typed> {
        let mut out = Vec::new();
        let mut ty: Option<Type> = None;
        for point in points {
            let got = self.expr(&point.expr)?;
            let entity = match &got.ty {
                Type::Set(sort) => Type::Entity(sort.clone()),
                other => other.clone(),
            };
            if let Some(ty) = &ty
                && !fits(&entity, ty)
            {
                return self.mismatch(point.expr.span, ty, &got.ty);
            }
            out.push(if matches!(got.ty, Type::Set(_)) { Expr::Single(Box::new(got.expr)) } else { got.expr });
            ty.get_or_insert(entity);
        }
        Some(Typed { expr: Expr::InOrder(out), ty: ty? })
    }

    /// `som van … over …`: the value is read with the variable of the range bound.
    pub(super) fn sum(&mut self, of: &ast::Expr, range: &Range) -> Option<Typed> {
        let scan = self.range(range, true)?;
        let known = scan.filter.as_ref().map(present_if_true).unwrap_or_default();
        let value = self.with_present(known, |env| env.expr(of));
        if range.var.is_some() {
            self.release();
        }
        let value = value?;
        if !matches!(value.ty, Type::Number(_)) {
            return self.mismatch(of.span, &Type::Number(crate::value::Unit::NUMBER), &value.ty);
        }
        Some(Typed { expr: Expr::Sum(Box::new(scan), Box::new(value.expr)), ty: value.ty })
    }

    /// `totaal van … in …`
    pub(super) fn total(&mut self, of: &ast::Expr, period: &PeriodExpr) -> Option<Typed> {
        let period = Box::new(self.period(period)?);
        let value = self.expr(of)?;
        if let (Expr::Call(sym, args), Some(true)) = (&value.expr, self.is_event(&value.expr)) {
            return Some(Typed { expr: Expr::TotalEvents(sym.clone(), args.clone(), period), ty: value.ty });
        }
        let Some(base) = value.ty.unit().and_then(crate::value::Unit::base) else {
            return self.fail(
                Diagnostic::error(
                    code::UNITS,
                    self.at(of.span),
                    format!("Een totaal over een periode kan niet van {}", value.ty),
                )
                .why("Alleen gebeurtenissen en bedragen per maand of per jaar tellen op over een periode.")
                .help("Gebruik een feit met `verloop gebeurtenis`, of een bedrag `per maand`."),
            );
        };
        let ty = Type::Number(value.ty.unit().unwrap_or_default().with_base(None));
        Some(Typed { expr: Expr::TotalFlow(Box::new(value.expr), base, period), ty })
    }

    fn is_event(&self, e: &Expr<Sym>) -> Option<bool> {
        let Expr::Call(sym, _) = e else { return None };
        let found = self.scope.find(sym.law.as_deref(), &sym.name);
        found.iter().find_map(|f| match &f.signature.kind {
            SymKind::Fact(info) => Some(info.flow == Flow::Event),
            _ => None,
        })
    }

    /// `kolom uit tabel bij sleutel`
    pub(super) fn column(&mut self, column: &Name, table: &QName, key: Option<&ast::Expr>) -> Option<Typed> {
        let found = self.resolve(table)?;
        let columns = found.iter().find_map(|f| match &f.signature.kind {
            SymKind::Table(columns) => Some((f.signature.sym.clone(), columns.clone())),
            _ => None,
        });
        let Some((sym, columns)) = columns else { return self.wrong_form(&found, table, table.span) };
        let Some(i) = columns.iter().position(|(n, _)| *n == column.node) else {
            let names: Vec<&str> = columns.iter().map(|(n, _)| &**n).collect();
            return self.fail(
                Diagnostic::error(
                    code::UNKNOWN_NAME,
                    self.at(column.span),
                    format!("De tabel `{}` heeft geen kolom `{}`", table.name, column.node),
                )
                .why("Een onbekende kolom geeft geen bedrag.")
                .help(format!("Kolommen: {}.", names.join(", ")))
                .suggest(&column.node, names.iter().copied()),
            );
        };
        let key = key.map(|k| self.expr(k).map(|t| Box::new(t.expr))).transpose_option()?;
        let ty = columns.get(i).map_or(Type::Nil, |(_, t)| t.clone());
        Some(Typed { expr: Expr::Column(sym, u16::try_from(i).unwrap_or(0), key), ty })
    }
}

/// The sort of the entities of a type.
pub(super) fn sort_of(ty: &Type) -> Arc<str> {
    match ty {
        Type::Entity(sort) | Type::Set(sort) => sort.clone(),
        _ => PERSON.into(),
    }
}
