//! Walks that may change what they meet: the same parts, in the same order, as in [`walk`](super::walk).

use super::ast::{
    Act, Adjustment, Arg, Block, Clause, ClauseKind, Expr, ExprKind, Item, PeriodExpr, Provision, Range, Statement,
    StatementKind, WhileEmpty,
};

/// Calls `f` for an expression and everything in it, from the outside in, in written order. What `f` puts in the place of
/// an expression is walked too.
pub fn everywhere(expr: &mut Expr, f: &mut dyn FnMut(&mut Expr)) {
    stacker::maybe_grow(128 * 1024, 1024 * 1024, || {
        f(expr);
        parts(expr, &mut |part| everywhere(part, f));
    });
}

/// Calls `f` for the direct parts of an expression.
fn parts(expr: &mut Expr, f: &mut dyn FnMut(&mut Expr)) {
    use ExprKind as E;
    match &mut expr.kind {
        E::Chain(_, items) | E::Least(items) | E::Greatest(items) => items.iter_mut().for_each(f),
        E::List(_, points) | E::InOrder(points) => points.iter_mut().for_each(|p| f(&mut p.expr)),
        E::Not(e) | E::Judge(e) | E::Converted(e, _) | E::Rounded(e, _, _) | E::Paren(e) => f(e),
        E::Exists(_, r) | E::Count(r) | E::The(r) => range(r, f),
        E::ForAll(r, body) => {
            range(r, f);
            f(body);
        }
        E::Months(_, p, body) => {
            period(p, f);
            f(body);
        }
        E::Compare(left, tests) => {
            f(left);
            tests.iter_mut().for_each(|(_, e)| f(e));
        }
        E::Predicate { subject, args, .. } => {
            f(subject);
            arguments(args, f);
        }
        E::Entitled { subject, over, .. } | E::Receives { subject, over, .. } => {
            f(subject);
            over.iter_mut().for_each(|e| f(e));
        }
        E::Call(_, args) => arguments(args, f),
        E::Table(_, _, key) => key.iter_mut().for_each(|e| f(e)),
        E::Var(_) | E::Literal(_) | E::Undefined(_) => {}
        E::Operation(first, rest) => {
            f(first);
            rest.iter_mut().for_each(|(_, e)| f(e));
        }
        E::On(a, b) | E::InYear(a, b) | E::Bounded(a, _, b) => {
            f(a);
            f(b);
        }
        E::Slice(a, b, c) => {
            f(a);
            f(b);
            c.iter_mut().for_each(|e| f(e));
        }
        E::Sum(of, r) => {
            f(of);
            range(r, f);
        }
        E::Total(of, p) => {
            f(of);
            period(p, f);
        }
        E::Choice(cases, otherwise) => {
            for (a, b) in cases {
                f(a);
                f(b);
            }
            f(otherwise);
        }
    }
}

fn arguments(args: &mut [Arg], f: &mut dyn FnMut(&mut Expr)) {
    args.iter_mut().for_each(|a| f(&mut a.value));
}

fn range(range: &mut Range, f: &mut dyn FnMut(&mut Expr)) {
    arguments(&mut range.args, f);
    range.filter.iter_mut().for_each(|e| f(e));
}

fn period(period: &mut PeriodExpr, f: &mut dyn FnMut(&mut Expr)) {
    match period {
        PeriodExpr::MonthsBefore(_, e) | PeriodExpr::Value(e) => f(e),
    }
}

fn of_clause(clause: &mut Clause, f: &mut dyn FnMut(&mut Expr)) {
    use ClauseKind as C;
    match &mut clause.kind {
        C::Jointly(e)
        | C::Competent(_, Some(e))
        | C::ToTheExtent(e)
        | C::NotForPersons(_, e)
        | C::Where(_, e)
        | C::If(e)
        | C::Unless(e)
        | C::Is(e)
        | C::Amount(e)
        | C::Starts(e)
        | C::Ends(e)
        | C::Factor(_, Some(e))
        | C::Default(e, _)
        | C::But(_, e)
        | C::Begins(e) => f(e),
        C::Bounds(bounds) => bounds.iter_mut().for_each(|(_, e)| f(e)),
        C::WhileEmpty(WhileEmpty::Value(e)) => f(e),
        _ => {}
    }
}

/// Calls `f` for the top-level expressions of a statement.
pub fn of_statement(statement: &mut Statement, f: &mut dyn FnMut(&mut Expr)) {
    if let StatementKind::Power { act: Act::Adjust { how: Adjustment::Set(Some((_, e))), .. }, .. } =
        &mut statement.kind
    {
        f(e);
    }
    statement.clauses.iter_mut().for_each(|c| of_clause(c, f));
}

/// The lists of statements of a block, in written order.
pub fn statements(block: &mut Block) -> Vec<&mut Vec<Statement>> {
    match &mut block.item {
        Item::Provision(Provision { statements, .. })
        | Item::Order { replacement: Some(Provision { statements, .. }), .. }
        | Item::Insertion { provision: Provision { statements, .. }, .. }
        | Item::CaseLaw { statements, .. }
        | Item::DerivedNorm { statements, .. } => vec![statements],
        Item::Interpretation { readings, .. } => readings.iter_mut().map(|r| &mut r.statements).collect(),
        _ => Vec::new(),
    }
}
