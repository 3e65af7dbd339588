//! Expressions: dispatch, arithmetic and units.

use super::super::declare::literal;
use super::super::expr::{Arith, Expr};
use super::env::{Env, Typed, present_if_false, present_if_true};
use crate::diagnostic::{Diagnostic, code};
use crate::syntax::ast::{self, Bound, ExprKind, Literal, Operator, Precision};
use crate::text::Span;
use crate::value::{Base, Clock, Exact, Type, Unit, Value};

impl Env<'_> {
    /// Lowers any expression.
    pub(super) fn expr(&mut self, e: &ast::Expr) -> Option<Typed> {
        stacker::maybe_grow(64 * 1024, 1024 * 1024, || self.dispatch(e))
    }

    fn dispatch(&mut self, e: &ast::Expr) -> Option<Typed> {
        match &e.kind {
            ExprKind::Chain(link, items) => self.chain(*link, items),
            ExprKind::List(kind, points) => self.list(*kind, points),
            ExprKind::Not(inner) => Some(Typed::truth(Expr::Not(Box::new(self.condition(inner)?)))),
            ExprKind::Judge(inner) => self.judge(inner, e.span),
            ExprKind::Exists(quantity, range) => self.exists(*quantity, range),
            ExprKind::ForAll(range, body) => self.for_all(range, body),
            ExprKind::Months(quantity, period, body) => self.months(*quantity, period, body),
            ExprKind::Compare(left, tests) => self.comparison(left, tests),
            ExprKind::Predicate { subject, form, negation, name, args } => {
                self.predicate(subject, *form, *negation, name, args, e.span)
            }
            ExprKind::Entitled { subject, negated, name, over } => {
                let (sym, args) = self.about_right(subject, name, over.as_deref())?;
                Some(negate(*negated, Expr::Entitled(sym, args)))
            }
            ExprKind::Receives { subject, negated, name, over } => {
                let (sym, args) = self.about_right(subject, name, over.as_deref())?;
                Some(negate(*negated, Expr::Receives(sym, args)))
            }
            ExprKind::Call(name, args) => self.call(name, args, e.span),
            ExprKind::Table(column, table, key) => self.column(column, table, key.as_deref()),
            ExprKind::Var(name) => self.var(name, e.span),
            ExprKind::Literal(l) => self.literal(l, e.span),
            ExprKind::Operation(first, rest) => self.operation(first, rest),
            ExprKind::On(of, date) => {
                let date = self.typed(date, &Type::Date)?;
                let of = self.expr(of)?;
                Some(Typed { expr: Expr::On(Box::new(of.expr), Box::new(date)), ty: of.ty })
            }
            ExprKind::InYear(of, year) => self.in_year(of, year),
            ExprKind::Bounded(of, bound, to) => self.bounded(of, *bound, to),
            ExprKind::Rounded(of, mode, precision) => {
                let of_ = self.expr(of)?;
                let step = self.step(precision, &of_.ty, e.span)?;
                Some(Typed { expr: Expr::Round(*mode, step, Box::new(of_.expr)), ty: of_.ty })
            }
            ExprKind::Converted(of, base) => self.converted(of, *base, e.span),
            ExprKind::Slice(of, above, upto) => {
                let of_ = self.expr(of)?;
                let above_ = self.typed(above, &of_.ty)?;
                let upto = upto.as_ref().map(|u| self.typed(u, &of_.ty)).transpose_option()?;
                self.must_be_number(&of_.ty, of.span)?;
                Some(Typed { expr: Expr::Slice(Box::new(of_.expr), Box::new(above_), upto.map(Box::new)), ty: of_.ty })
            }
            ExprKind::Sum(of, range) => self.sum(of, range),
            ExprKind::Count(range) => {
                let scan = self.range(range, false)?;
                Some(Typed { expr: Expr::Count(Box::new(scan)), ty: Type::Number(Unit::NUMBER) })
            }
            ExprKind::Total(of, period) => self.total(of, period),
            ExprKind::Least(all) => self.extreme(all, Expr::Least),
            ExprKind::Greatest(all) => self.extreme(all, Expr::Greatest),
            ExprKind::The(range) => self.the(range),
            ExprKind::Choice(cases, otherwise) => self.choice(cases, otherwise),
            ExprKind::Undefined(reason) => Some(Typed { expr: Expr::Silent(reason.joined()), ty: Type::Nil }),
            ExprKind::InOrder(points) => self.in_order(points),
            ExprKind::Paren(inner) => self.expr(inner),
        }
    }

    /// Lowers an expression that must have a type; `nihil` fits every number.
    pub(super) fn typed(&mut self, e: &ast::Expr, want: &Type) -> Option<Expr<super::Sym>> {
        let got = self.expr_of(e, want)?;
        if fits(&got.ty, want) {
            return Some(got.expr);
        }
        self.mismatch(e.span, want, &got.ty)
    }

    /// Lowers with a wish: a bare word may be a member of the wanted enumeration.
    pub(super) fn expr_of(&mut self, e: &ast::Expr, want: &Type) -> Option<Typed> {
        if let (Type::Kind(kind), ExprKind::Call(name, args)) = (want, &e.kind)
            && args.is_empty()
            && name.law.is_none()
            && self.scope.member(&name.name).contains(kind)
        {
            return Some(Typed { expr: Expr::Const(Value::Kind(name.name.clone())), ty: want.clone() });
        }
        self.expr(e)
    }

    pub(super) fn mismatch<T>(&mut self, span: Span, want: &Type, got: &Type) -> Option<T> {
        let at = self.at(span);
        let diagnostic = match (want, got) {
            (Type::Number(a), Type::Number(b)) => {
                let mixed = a.is_money() && b.is_money();
                Diagnostic::error(code::UNITS, at, format!("Hier is {a} nodig, maar dit is {b}"))
                    .why(if mixed { "Een bedrag per maand en een bedrag per jaar verschillen een factor twaalf; kanwel rekent nooit stil om." } else { "Grootheden met verschillende eenheden zijn niet op te tellen of te vergelijken." })
                    .help(if mixed && a.base().is_some() && b.base().is_some() {
                        format!("Schrijf `… omgerekend per {}`, of gebruik het andere bedrag.", a.base().map_or("", Base::word))
                    } else {
                        "Controleer de eenheid in de kop of in de tabel.".to_owned()
                    })
            }
            (Type::Length(_), Type::Number(Unit::NUMBER)) => Diagnostic::error(
                code::TYPES,
                at,
                format!("Hier is {} nodig, maar dit is {}", with_article(want), with_article(got)),
            )
            .why("Zonder eenheid is niet te zien of dagen, weken, maanden of jaren zijn bedoeld.")
            .help("Schrijf de eenheid erachter: `18 jaar`, `6 weken`."),
            _ => Diagnostic::error(
                code::TYPES,
                at,
                format!("Hier is {} nodig, maar dit is {}", with_article(want), with_article(got)),
            )
            .why("Wat niet bij elkaar past, kan niet worden uitgerekend.")
            .help("Controleer de kop van het begrip of feit dat u hier gebruikt."),
        };
        self.fail(diagnostic)
    }

    fn must_be_number(&mut self, ty: &Type, span: Span) -> Option<Unit> {
        match ty {
            Type::Number(unit) => Some(*unit),
            Type::Nil => Some(Unit::NUMBER),
            other => self.fail(
                Diagnostic::error(
                    code::TYPES,
                    self.at(span),
                    format!("Hier is een getal of bedrag nodig, maar dit is {}", with_article(other)),
                )
                .why("Alleen met getallen kan worden gerekend.")
                .help("Controleer wat dit begrip geeft."),
            ),
        }
    }

    fn literal(&mut self, l: &Literal, span: Span) -> Option<Typed> {
        let ty = super::amounts::literal_type(l);
        match literal(l) {
            Some(value) => Some(Typed { expr: Expr::Const(value), ty }),
            None => self.fail(Diagnostic::error(code::LITERAL, self.at(span), "Dit getal is te groot")),
        }
    }

    fn operation(&mut self, first: &ast::Expr, rest: &[(Operator, ast::Expr)]) -> Option<Typed> {
        if rest.iter().any(|(o, _)| *o == Operator::Together) {
            return self.together(first, rest);
        }
        let mut left = self.expr(first);
        let mut span = first.span;
        for (operator, right) in rest {
            let right_ = self.expr(right);
            left = match (left, right_) {
                (Some(a), Some(b)) => self.arith(*operator, a, b, span, right.span),
                _ => None,
            };
            span = span.to(right.span);
        }
        left
    }

    fn arith(&mut self, operator: Operator, a: Typed, b: Typed, left: Span, right: Span) -> Option<Typed> {
        let op = match operator {
            Operator::Plus => Arith::Plus,
            Operator::Minus => Arith::Minus,
            Operator::Times => Arith::Times,
            Operator::Over | Operator::Together => Arith::Over,
        };
        let ty = match (op, &a.ty, &b.ty) {
            (Arith::Plus | Arith::Minus, Type::Date, Type::Length(_)) => Type::Date,
            (Arith::Minus, Type::Date, Type::Date) => Type::Length(Clock::Days),
            (Arith::Plus | Arith::Minus, Type::Length(x), Type::Length(y)) if x == y => a.ty.clone(),
            (Arith::Times, Type::Length(_), Type::Number(Unit::NUMBER)) => a.ty.clone(),
            (Arith::Plus | Arith::Minus, x, y) => {
                self.must_be_number(x, left)?;
                self.must_be_number(y, right)?;
                match (x, y) {
                    (Type::Nil, other) | (other, Type::Nil) => other.clone(),
                    _ if x == y => x.clone(),
                    _ => return self.mismatch(right, x, y),
                }
            }
            (Arith::Times, x, y) => Type::Number(self.must_be_number(x, left)?.times(self.must_be_number(y, right)?)),
            (Arith::Over, x, y) => Type::Number(self.must_be_number(x, left)?.over(self.must_be_number(y, right)?)),
        };
        Some(Typed { expr: Expr::Arith(op, Box::new(a.expr), Box::new(b.expr)), ty })
    }

    fn bounded(&mut self, of: &ast::Expr, bound: Bound, to: &ast::Expr) -> Option<Typed> {
        let of_ = self.expr(of)?;
        let to_ = self.typed(to, &of_.ty)?;
        if !matches!(of_.ty, Type::Number(_) | Type::Date | Type::Length(_)) {
            self.must_be_number(&of_.ty, of.span)?;
        }
        Some(Typed { expr: Expr::Bounded(bound, Box::new(of_.expr), Box::new(to_)), ty: of_.ty })
    }

    fn step(&mut self, precision: &Precision, ty: &Type, span: Span) -> Option<Exact> {
        let unit = self.must_be_number(ty, span)?;
        let (step, money) = match precision {
            Precision::WholeEuros => (Some(Exact::ONE), true),
            Precision::Cents => (Exact::ratio(1, 100), true),
            Precision::Step(n) => (Some(*n).filter(|n| !n.is_zero() && !n.is_negative()), true),
            Precision::Decimals(n) => {
                let digits = if unit.is_percent() { n.saturating_add(2) } else { *n };
                (10_i128.checked_pow(digits).filter(|_| *n <= 12).and_then(|d| Exact::ratio(1, d)), false)
            }
        };
        let why = "Afronden mag alleen zoals de bepaling het zegt, op een grootheid die daarbij past.";
        if money && !unit.is_money() {
            return self.fail(
                Diagnostic::error(code::ROUNDING, self.at(span), format!("Op euro's afronden kan niet bij {ty}"))
                    .why(why)
                    .help("Schrijf `op 2 decimalen`, of controleer de eenheid."),
            );
        }
        match step {
            Some(step) => Some(step),
            None => self.fail(
                Diagnostic::error(code::ROUNDING, self.at(span), "Deze stap van afronding bestaat niet")
                    .why(why)
                    .help("Gebruik een stap groter dan nul, of hooguit 12 decimalen."),
            ),
        }
    }

    fn converted(&mut self, of: &ast::Expr, base: Base, span: Span) -> Option<Typed> {
        let of_ = self.expr(of)?;
        let unit = self.must_be_number(&of_.ty, of.span)?;
        let factor = match (unit.base(), base) {
            (Some(Base::Year), Base::Month) => Exact::ratio(1, 12),
            (Some(Base::Month), Base::Year) => Some(Exact::int(12)),
            _ => None,
        };
        let Some(factor) = factor else {
            return self.fail(
                Diagnostic::error(
                    code::ROUNDING,
                    self.at(span),
                    format!("{} omrekenen per {} kan niet", of_.ty, base.word()),
                )
                .why("Alleen tussen maand en jaar bestaat een vaste verhouding: een jaar is twaalf maanden.")
                .help("Reken met een factor die de bepaling zelf noemt."),
            );
        };
        let ty = Type::Number(unit.with_base(Some(base)));
        Some(Typed {
            expr: Expr::Arith(Arith::Times, Box::new(of_.expr), Box::new(Expr::Const(Value::Number(factor)))),
            ty,
        })
    }

    fn in_year(&mut self, of: &ast::Expr, year: &ast::Expr) -> Option<Typed> {
        let year_ = self.expr(year)?;
        if !matches!(year_.ty, Type::Number(Unit::NUMBER) | Type::Period) {
            return self.mismatch(year.span, &Type::Period, &year_.ty);
        }
        let of = self.expr(of)?;
        Some(Typed { expr: Expr::InYear(Box::new(of.expr), Box::new(year_.expr)), ty: of.ty })
    }

    fn extreme(&mut self, all: &[ast::Expr], make: fn(Vec<Expr<super::Sym>>) -> Expr<super::Sym>) -> Option<Typed> {
        let (ty, all) = self.same_type(all)?;
        Some(Typed { expr: make(all), ty })
    }

    /// Lowers expressions that must share one type.
    fn same_type(&mut self, all: &[ast::Expr]) -> Option<(Type, Vec<Expr<super::Sym>>)> {
        let lowered: Vec<Option<Typed>> = all.iter().map(|e| self.expr(e)).collect();
        let lowered: Vec<Typed> = lowered.into_iter().collect::<Option<_>>()?;
        let ty = lowered.iter().map(|t| &t.ty).find(|t| **t != Type::Nil).cloned().unwrap_or(Type::Nil);
        for (t, e) in lowered.iter().zip(all) {
            if !fits(&t.ty, &ty) {
                return self.mismatch(e.span, &ty, &t.ty);
            }
        }
        Some((ty, lowered.into_iter().map(|t| t.expr).collect()))
    }

    fn choice(&mut self, cases: &[(ast::Expr, ast::Expr)], otherwise: &ast::Expr) -> Option<Typed> {
        let mut results: Vec<(Typed, Span)> = Vec::new();
        let mut conditions = Vec::new();
        let mut whole = true;
        for (condition, value) in cases {
            let Some(condition_) = self.condition(condition) else {
                whole = false;
                continue;
            };
            let known = present_if_true(&condition_);
            match self.with_present(known, |env| env.expr(value)) {
                Some(v) => results.push((v, value.span)),
                None => whole = false,
            }
            conditions.push(condition_);
        }
        let absent = conditions.iter().flat_map(present_if_false).collect();
        let last = self.with_present(absent, |env| env.expr(otherwise))?;
        if !whole {
            return None;
        }
        let ty = results
            .iter()
            .map(|(t, _)| &t.ty)
            .chain([&last.ty])
            .find(|t| **t != Type::Nil)
            .cloned()
            .unwrap_or(Type::Nil);
        for (t, span) in results.iter().map(|(t, s)| (t, *s)).chain([(&last, otherwise.span)]) {
            if !fits(&t.ty, &ty) {
                let got = t.ty.clone();
                return self.mismatch(span, &ty, &got);
            }
        }
        let cases = conditions.into_iter().zip(results.into_iter().map(|(t, _)| t.expr)).collect();
        Some(Typed { expr: Expr::Choice(cases, Box::new(last.expr)), ty })
    }
}

/// Wraps in a negation when asked.
pub(super) fn negate(negated: bool, e: Expr<super::Sym>) -> Typed {
    Typed::truth(if negated { Expr::Not(Box::new(e)) } else { e })
}

/// Whether a value of one type can stand where another is wanted. A percentage and a number are both dimensionless,
/// but only a percentage prints as one; `nihil` fits every number.
pub(super) fn fits(got: &Type, want: &Type) -> bool {
    match (got, want) {
        (Type::Nil, Type::Number(_) | Type::Date | Type::Length(_) | Type::Nil) | (Type::Number(_), Type::Nil) => true,
        // An undefined value (`onbepaald`) has type Nil and fits anywhere.
        (Type::Nil, _) => true,
        (Type::Number(a), Type::Number(b)) => a == b || (a.is_plain() && b.is_plain()),
        (a, b) => a == b,
    }
}

/// `Option<Option<T>>` the way `?` wants it.
pub(super) trait TransposeOption<T> {
    fn transpose_option(self) -> Option<Option<T>>;
}

impl<T> TransposeOption<T> for Option<Option<T>> {
    fn transpose_option(self) -> Option<Option<T>> {
        match self {
            None => Some(None),
            Some(None) => None,
            Some(Some(t)) => Some(Some(t)),
        }
    }
}

/// A type as it reads in a sentence.
fn with_article(ty: &Type) -> String {
    match ty {
        Type::Truth => "een voorwaarde (ja of nee)".to_owned(),
        Type::Number(Unit::NUMBER) => "een getal".to_owned(),
        Type::Number(unit) => format!("een waarde in {unit}"),
        Type::Nil | Type::Set(_) => ty.to_string(),
        Type::Length(Clock::Months) => "een duur in maanden of jaren".to_owned(),
        Type::Length(Clock::Days) => "een duur in dagen of weken".to_owned(),
        other => format!("een {other}"),
    }
}
