//! Walks over the expressions of a block.

use super::ast::{
    Act, Adjustment, Arg, Block, Clause, ClauseKind, Expr, ExprKind, Item, PeriodExpr, Provision, Range, Statement,
    StatementKind, WhileEmpty,
};

/// The direct parts of an expression, in written order.
#[must_use]
pub fn children(expr: &Expr) -> Vec<&Expr> {
    use ExprKind as E;
    let mut out = Vec::new();
    match &expr.kind {
        E::Chain(_, items) | E::Least(items) | E::Greatest(items) => out.extend(items),
        E::List(_, points) | E::InOrder(points) => out.extend(points.iter().map(|p| &p.expr)),
        E::Not(e) | E::Judge(e) | E::Converted(e, _) | E::Rounded(e, _, _) | E::Paren(e) => out.push(&**e),
        E::Exists(_, range) | E::Count(range) | E::The(range) => of_range(range, &mut out),
        E::ForAll(range, body) => {
            of_range(range, &mut out);
            out.push(body);
        }
        E::Months(_, period, body) => {
            of_period(period, &mut out);
            out.push(body);
        }
        E::Compare(left, tests) => {
            out.push(left);
            out.extend(tests.iter().map(|(_, e)| e));
        }
        E::Predicate { subject, args, .. } => {
            out.push(subject);
            of_args(args, &mut out);
        }
        E::Entitled { subject, over, .. } | E::Receives { subject, over, .. } => {
            out.push(subject);
            out.extend(over.as_deref());
        }
        E::Call(_, args) => of_args(args, &mut out),
        E::Table(_, _, key) => out.extend(key.as_deref()),
        E::Var(_) | E::Literal(_) | E::Undefined(_) => {}
        E::Operation(first, rest) => {
            out.push(first);
            out.extend(rest.iter().map(|(_, e)| e));
        }
        E::On(a, b) | E::InYear(a, b) | E::Bounded(a, _, b) => out.extend([&**a, &**b]),
        E::Slice(a, b, c) => {
            out.extend([&**a, &**b]);
            out.extend(c.as_deref());
        }
        E::Sum(of, range) => {
            out.push(of);
            of_range(range, &mut out);
        }
        E::Total(of, period) => {
            out.push(of);
            of_period(period, &mut out);
        }
        E::Choice(cases, otherwise) => {
            out.extend(cases.iter().flat_map(|(a, b)| [a, b]));
            out.push(otherwise);
        }
    }
    out
}

fn of_args<'a>(args: &'a [Arg], out: &mut Vec<&'a Expr>) {
    out.extend(args.iter().map(|a| &a.value));
}

fn of_range<'a>(range: &'a Range, out: &mut Vec<&'a Expr>) {
    of_args(&range.args, out);
    out.extend(range.filter.as_deref());
}

fn of_period<'a>(period: &'a PeriodExpr, out: &mut Vec<&'a Expr>) {
    match period {
        PeriodExpr::MonthsBefore(_, e) | PeriodExpr::Value(e) => out.push(e),
    }
}

/// The expressions of a clause, in written order.
fn of_clause(clause: &Clause) -> Vec<&Expr> {
    use ClauseKind as C;
    match &clause.kind {
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
        | C::Begins(e) => vec![e],
        C::Bounds(bounds) => bounds.iter().map(|(_, e)| e).collect(),
        C::WhileEmpty(WhileEmpty::Value(e)) => vec![e],
        _ => Vec::new(),
    }
}

/// The top-level expressions of a statement.
pub fn of_statement(statement: &Statement) -> impl Iterator<Item = &Expr> {
    let act = match &statement.kind {
        StatementKind::Power { act: Act::Adjust { how: Adjustment::Set(Some((_, e))), .. }, .. } => Some(&**e),
        _ => None,
    };
    act.into_iter().chain(statement.clauses.iter().flat_map(of_clause))
}

/// The top-level expressions of a block.
#[must_use]
pub fn expressions(block: &Block) -> Vec<&Expr> {
    match &block.item {
        Item::Fact { clauses, .. } | Item::Impossible { clauses, .. } => clauses.iter().flat_map(of_clause).collect(),
        _ => statements(block).into_iter().flat_map(of_statement).collect(),
    }
}

/// The statements of a block.
#[must_use]
pub fn statements(block: &Block) -> Vec<&Statement> {
    match &block.item {
        Item::Provision(Provision { statements, .. })
        | Item::Order { replacement: Some(Provision { statements, .. }), .. }
        | Item::Insertion { provision: Provision { statements, .. }, .. }
        | Item::CaseLaw { statements, .. }
        | Item::DerivedNorm { statements, .. } => statements.iter().collect(),
        Item::Interpretation { readings, .. } => readings.iter().flat_map(|r| &r.statements).collect(),
        _ => Vec::new(),
    }
}
