//! Expressions: on one line where they fit, otherwise broken where the sentence has its joints.

use super::WIDTH;
use super::lines::Lines;
use super::literal::{bound, citation, compare, literal, mode, precision, qname, text};
use crate::syntax::ast::{
    Arg, Expr, ExprKind, Link, ListKind, Negation, Operator, PeriodExpr, Point, PredicateForm, Quantity, Range,
};
use crate::text::Span;

/// Where continuation lines go.
#[derive(Clone, Copy)]
pub(super) struct Hang {
    /// Column of `en` and `of`, `dan`, `+`.
    pub chain: usize,
    /// Column of list marks.
    pub list: usize,
}

/// Writes an expression on the open line, breaking it when needed.
pub(super) fn expr(lines: &mut Lines<'_>, e: &Expr, hang: Hang) {
    // The depth of an expression is bounded, the stack of the thread is not ours.
    stacker::maybe_grow(256 * 1024, 2 * 1024 * 1024, || fitting(lines, e, hang));
}

fn fitting(lines: &mut Lines<'_>, e: &Expr, hang: Hang) {
    let flat = if flattens(e) { Some(inline(lines, e)) } else { None };
    if let Some(flat) = flat
        && (lines.column() + flat.chars().count() <= WIDTH || !breakable(e))
    {
        lines.push(&flat);
        return;
    }
    broken(lines, e, hang);
}

/// Writes the expression of a clause: a chain of three or more conditions always gets a line each.
pub(super) fn clause(lines: &mut Lines<'_>, e: &Expr, hang: Hang) {
    match &e.kind {
        ExprKind::Chain(_, items) if items.len() > 2 => broken(lines, e, hang),
        _ => expr(lines, e, hang),
    }
}

/// The connective of a chain.
pub(super) const fn link(link: Link) -> &'static str {
    match link {
        Link::And => "en",
        Link::Or => "of",
    }
}

fn broken(lines: &mut Lines<'_>, e: &Expr, hang: Hang) {
    match &e.kind {
        ExprKind::Chain(l, items) => {
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    lines.line(hang.chain, item.span, &format!("{} ", link(*l)));
                }
                expr(lines, item, Hang { chain: hang.chain + 3, list: hang.list.max(hang.chain + 2) });
            }
        }
        ExprKind::List(kind, all) => {
            lines.push(list_word(*kind));
            points(lines, all, hang.list);
        }
        ExprKind::InOrder(all) => {
            lines.push("in volgorde");
            points(lines, all, hang.list);
        }
        ExprKind::Choice(cases, otherwise) => choice(lines, cases, otherwise, hang),
        ExprKind::Paren(inner) => {
            lines.push("(");
            let column = lines.column();
            expr(lines, inner, Hang { chain: column, list: column.max(hang.list) });
            lines.push(")");
        }
        ExprKind::Not(inner) => {
            lines.push("niet ");
            expr(lines, inner, hang);
        }
        ExprKind::Judge(inner) => {
            lines.push("ter beoordeling ");
            expr(lines, inner, hang);
        }
        ExprKind::Exists(quantity, range) => {
            lines.push(&format!("{} ", exists_word(*quantity)));
            range_broken(lines, range, hang);
        }
        ExprKind::The(range) => {
            lines.push("de ");
            range_broken(lines, range, hang);
        }
        ExprKind::Count(range) => {
            lines.push("aantal ");
            range_broken(lines, range, hang);
        }
        ExprKind::ForAll(range, body) => {
            let head = format!("voor elk {} geldt ", range_head(lines, range));
            lines.push(&head);
            expr(lines, body, hang);
        }
        ExprKind::Months(quantity, period, body) => {
            let head = format!("{} geldt ", months_head(lines, *quantity, period));
            lines.push(&head);
            expr(lines, body, hang);
        }
        ExprKind::Bounded(of, b, to) => {
            expr(lines, of, hang);
            let tail = format!("maar {} {}", bound(*b), inline(lines, to));
            lines.line(hang.chain, to.span, &tail);
        }
        ExprKind::Rounded(of, m, p) => {
            expr(lines, of, hang);
            let at = Span { start: of.span.end, end: e.span.end };
            lines.line(hang.chain, at, &format!("afgerond {} op {}", mode(*m), precision(p)));
        }
        ExprKind::Converted(of, base) => {
            expr(lines, of, hang);
            let at = Span { start: of.span.end, end: e.span.end };
            lines.line(hang.chain, at, &format!("omgerekend per {}", base.word()));
        }
        ExprKind::Operation(first, rest) => {
            expr(lines, first, hang);
            for (operator, operand) in rest {
                lines.line(hang.chain, operand.span, &format!("{} ", sign(*operator)));
                expr(lines, operand, Hang { chain: hang.chain + 2, list: hang.list.max(hang.chain + 2) });
            }
        }
        ExprKind::Compare(left, tests) => {
            expr(lines, left, hang);
            let words = tests_inline(lines, left, tests);
            lines.push(&words);
        }
        _ => {
            let flat = inline(lines, e);
            lines.push(&flat);
        }
    }
}

fn range_broken(lines: &mut Lines<'_>, range: &Range, hang: Hang) {
    let head = range_head(lines, range);
    lines.push(&head);
    let Some(filter) = &range.filter else { return };
    lines.push(" waarvoor");
    if matches!(filter.kind, ExprKind::List(..)) {
        lines.push(" ");
        return expr(lines, filter, hang);
    }
    let indent = hang.chain + 2;
    lines.open(indent, filter.span);
    expr(lines, filter, Hang { chain: indent, list: indent + 2 });
}

fn choice(lines: &mut Lines<'_>, cases: &[(Expr, Expr)], otherwise: &Expr, hang: Hang) {
    let column = lines.column();
    for (i, (condition, value)) in cases.iter().enumerate() {
        if i > 0 {
            lines.open(column, condition.span);
        }
        lines.push("als ");
        let inner = Hang { chain: column + 4, list: column + 6 };
        let flat = flattens(condition) && flattens(value);
        let whole =
            if flat { format!("{} dan {}", inline(lines, condition), inline(lines, value)) } else { String::new() };
        if flat && lines.column() + whole.chars().count() <= WIDTH {
            lines.push(&whole);
            continue;
        }
        expr(lines, condition, inner);
        lines.line(column + 2, value.span, "dan ");
        expr(lines, value, Hang { chain: column + 6, list: hang.list.max(column + 6) });
    }
    lines.line(column, otherwise.span, "anders ");
    expr(lines, otherwise, Hang { chain: column + 7, list: hang.list.max(column + 7) });
}

fn points(lines: &mut Lines<'_>, all: &[Point], column: usize) {
    for point in all {
        let mark = match &point.mark.node {
            crate::law::Mark::Letter(l) => format!("{l}. "),
            crate::law::Mark::Degree(n) => format!("{n}° "),
        };
        lines.line(column, point.mark.span, &mark);
        let inner = column + mark.chars().count();
        expr(lines, &point.expr, Hang { chain: inner, list: inner });
    }
}

/// Whether an expression may stand on one line.
fn flattens(e: &Expr) -> bool {
    match &e.kind {
        ExprKind::List(..) | ExprKind::InOrder(_) => false,
        ExprKind::Choice(cases, _) if cases.len() > 1 => false,
        _ => crate::syntax::walk::children(e).into_iter().all(flattens),
    }
}

/// Whether breaking gains anything.
fn breakable(e: &Expr) -> bool {
    match &e.kind {
        ExprKind::Chain(..) | ExprKind::Choice(..) | ExprKind::Operation(..) | ExprKind::Bounded(..) => true,
        ExprKind::Rounded(..) | ExprKind::Converted(..) => true,
        ExprKind::Exists(_, r) | ExprKind::The(r) | ExprKind::Count(r) => r.filter.is_some(),
        ExprKind::Paren(i)
        | ExprKind::Not(i)
        | ExprKind::Judge(i)
        | ExprKind::ForAll(_, i)
        | ExprKind::Months(_, _, i) => breakable(i),
        ExprKind::Compare(left, _) => breakable(left),
        _ => false,
    }
}

const fn list_word(kind: ListKind) -> &'static str {
    match kind {
        ListKind::All => "elk van",
        ListKind::Any => "een van",
        ListKind::None => "geen van",
    }
}

fn exists_word(quantity: Quantity) -> String {
    match quantity {
        Quantity::None => "er is geen".to_owned(),
        Quantity::Count(c, n) => format!("er zijn {} {}", c.words(), crate::value::dutch_number(n)),
        _ => "er is een".to_owned(),
    }
}

fn months_head(lines: &Lines<'_>, quantity: Quantity, when: &PeriodExpr) -> String {
    let when = period(lines, when);
    match quantity {
        Quantity::Every => format!("in elke maand van {when}"),
        Quantity::During => format!("gedurende {when}"),
        Quantity::Count(c, n) => format!("in {} {} van {when}", c.words(), crate::value::dutch_number(n)),
        _ => format!("in een maand van {when}"),
    }
}

fn period(lines: &Lines<'_>, period: &PeriodExpr) -> String {
    match period {
        PeriodExpr::MonthsBefore(n, date) => format!("de {n} maanden voor {}", inline(lines, date)),
        PeriodExpr::Value(e) => inline(lines, e),
    }
}

const fn sign(operator: Operator) -> &'static str {
    match operator {
        Operator::Plus => "+",
        Operator::Minus => "-",
        Operator::Times => "×",
        Operator::Over => "/",
        Operator::Together => "samen met",
    }
}

fn args(lines: &Lines<'_>, args: &[Arg]) -> String {
    args.iter().map(|a| format!(" {} {}", a.prep, inline(lines, &a.value))).collect()
}

fn range_head(lines: &Lines<'_>, range: &Range) -> String {
    let var = range.var.as_ref().map_or(String::new(), |v| format!(" {}", v.node));
    format!("{}{var}{}", qname(&range.name), args(lines, &range.args))
}

fn range(lines: &Lines<'_>, range: &Range) -> String {
    let filter = range.filter.as_ref().map_or(String::new(), |f| format!(" waarvoor {}", inline(lines, f)));
    format!("{}{filter}", range_head(lines, range))
}

fn tests_inline(lines: &Lines<'_>, left: &Expr, tests: &[(crate::syntax::ast::Compare, Expr)]) -> String {
    let mut from = left.span.end;
    let words: Vec<String> = tests
        .iter()
        .map(|(c, to)| {
            let gap = Span { start: from, end: to.span.start };
            from = to.span.end;
            format!("{} {}", compare(lines, *c, gap), inline(lines, to))
        })
        .collect();
    format!(" is {}", words.join(" en "))
}

/// An expression on one line.
pub(super) fn inline(lines: &Lines<'_>, e: &Expr) -> String {
    stacker::maybe_grow(256 * 1024, 2 * 1024 * 1024, || on_one_line(lines, e))
}

fn on_one_line(lines: &Lines<'_>, e: &Expr) -> String {
    let go = |e: &Expr| inline(lines, e);
    match &e.kind {
        ExprKind::Chain(l, items) => items.iter().map(go).collect::<Vec<_>>().join(&format!(" {} ", link(*l))),
        ExprKind::List(kind, all) => {
            let points: Vec<String> = all.iter().map(|p| format!("{} {}", p.mark.node, go(&p.expr))).collect();
            format!("{} {}", list_word(*kind), points.join(" "))
        }
        ExprKind::InOrder(all) => all.iter().map(|p| go(&p.expr)).collect::<Vec<_>>().join(" "),
        ExprKind::Not(i) => format!("niet {}", go(i)),
        ExprKind::Judge(i) => format!("ter beoordeling {}", go(i)),
        ExprKind::Exists(q, r) => format!("{} {}", exists_word(*q), range(lines, r)),
        ExprKind::ForAll(r, body) => format!("voor elk {} geldt {}", range_head(lines, r), go(body)),
        ExprKind::Months(q, p, body) => format!("{} geldt {}", months_head(lines, *q, p), go(body)),
        ExprKind::Compare(left, tests) => format!("{}{}", go(left), tests_inline(lines, left, tests)),
        ExprKind::Predicate { subject, form, negation, name, args: given } => {
            let given = args(lines, given);
            let (subject, name) = (go(subject), qname(name));
            match (form, negation) {
                (PredicateForm::Is, Negation::Niet) => format!("{subject} is niet {name}{given}"),
                (PredicateForm::Is, Negation::Geen) => format!("{subject} is geen {name}{given}"),
                (PredicateForm::Is, Negation::No) => format!("{subject} is {name}{given}"),
                (PredicateForm::Has, Negation::No) => format!("{subject} heeft {name}{given}"),
                (PredicateForm::Has, _) => format!("{subject} heeft geen {name}{given}"),
                (PredicateForm::Verb, Negation::No) => format!("{subject} {name}{given}"),
                (PredicateForm::Verb, _) => format!("{subject} {name}{given} niet"),
            }
        }
        ExprKind::Entitled { subject, negated, name, over } => {
            format!("{} heeft {}recht op {}{}", go(subject), no(*negated), qname(name), thing(lines, over.as_deref()))
        }
        ExprKind::Receives { subject, negated, name, over } => {
            format!("{} ontvangt {}{}{}", go(subject), no(*negated), qname(name), thing(lines, over.as_deref()))
        }
        ExprKind::Call(name, given) => format!("{}{}", qname(name), args(lines, given)),
        ExprKind::Table(column, table, key) => {
            let key = key.as_ref().map_or(String::new(), |k| format!(" bij {}", go(k)));
            format!("{} uit {}{key}", column.node, qname(table))
        }
        ExprKind::Var(v) => v.to_string(),
        ExprKind::Literal(value) => literal(lines, value, e.span),
        ExprKind::Operation(first, rest) => {
            rest.iter().fold(go(first), |left, (o, right)| format!("{left} {} {}", sign(*o), go(right)))
        }
        ExprKind::On(of, to) => format!("{} op {}", go(of), go(to)),
        ExprKind::InYear(of, to) => format!("{} in jaar {}", go(of), go(to)),
        ExprKind::Bounded(of, b, to) => format!("{} maar {} {}", go(of), bound(*b), go(to)),
        ExprKind::Rounded(of, m, p) => format!("{} afgerond {} op {}", go(of), mode(*m), precision(p)),
        ExprKind::Converted(of, base) => format!("{} omgerekend per {}", go(of), base.word()),
        ExprKind::Slice(of, above, upto) => {
            let upto = upto.as_ref().map_or(String::new(), |u| format!(" tot en met {}", go(u)));
            format!("deel van {} boven {}{upto}", go(of), go(above))
        }
        ExprKind::Sum(of, r) => format!("som van {} over {}", go(of), range(lines, r)),
        ExprKind::Count(r) => format!("aantal {}", range(lines, r)),
        ExprKind::Total(of, p) => format!("totaal van {} in {}", go(of), period(lines, p)),
        ExprKind::Least(all) => format!("laagste van ({})", all.iter().map(go).collect::<Vec<_>>().join("; ")),
        ExprKind::Greatest(all) => format!("hoogste van ({})", all.iter().map(go).collect::<Vec<_>>().join("; ")),
        ExprKind::The(r) => format!("de {}", range(lines, r)),
        ExprKind::Choice(cases, otherwise) => {
            let cases: Vec<String> = cases.iter().map(|(c, v)| format!("als {} dan {}", go(c), go(v))).collect();
            format!("{} anders {}", cases.join(" "), go(otherwise))
        }
        ExprKind::Undefined(reason) => format!("onbepaald {}", text(reason)),
        ExprKind::Paren(inner) => format!("({})", go(inner)),
    }
}

const fn no(negated: bool) -> &'static str {
    if negated { "geen " } else { "" }
}

fn thing(lines: &Lines<'_>, over: Option<&Expr>) -> String {
    over.map_or(String::new(), |o| format!(" voor {}", inline(lines, o)))
}

/// Citations after a word, for clauses.
pub(super) fn cited(word: &str, all: &[crate::syntax::ast::Citation]) -> String {
    format!(
        "{word} {}",
        if all.len() == 1 { all.iter().map(citation).collect() } else { super::literal::citations(all) }
    )
}
