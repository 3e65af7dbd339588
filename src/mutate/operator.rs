//! The changes: what can be done to one statement so that it says something else.

use crate::syntax::ast::{
    Cell, Clause, ClauseKind, Compare, Effect, Expr, ExprKind, Link, ListKind, Literal, Negation, PredicateForm,
    Quantity, Statement, StatementKind,
};
use crate::syntax::walk_mut::{everywhere, of_statement};
use crate::text::{Span, Spanned};
use crate::value::{Base, Exact, Length};

/// A kind of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Change {
    /// One of the conditions that must all be met is gone.
    FewerConditions,
    /// One of the conditions of which one suffices is gone.
    FewerWays,
    /// A comparison with or without its bound: `ten minste` becomes `meer dan`.
    Comparison,
    /// An amount in whole euros by a euro, another by a cent; a percentage by a tenth; a date or length by one unit.
    Shifted,
    /// Bound becomes free, or free becomes bound.
    Discretion,
    /// An exception is gone.
    NoException,
    /// A condition is turned round.
    Negated,
}

impl Change {
    /// Every kind, in the order of reports.
    pub const ALL: [Self; 7] = [
        Self::FewerConditions,
        Self::FewerWays,
        Self::Comparison,
        Self::Shifted,
        Self::Discretion,
        Self::NoException,
        Self::Negated,
    ];

    /// What it is called, for machines.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::FewerConditions => "voorwaarde weg",
            Self::FewerWays => "mogelijkheid weg",
            Self::Comparison => "grens",
            Self::Shifted => "getal",
            Self::Discretion => "moet of kan",
            Self::NoException => "uitzondering weg",
            Self::Negated => "omgekeerd",
        }
    }

    /// What was done, as a sentence.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::FewerConditions => "een van de voorwaarden die samen moeten gelden, is weggelaten",
            Self::FewerWays => "een van de voorwaarden waarvan er één genoeg is, is weggelaten",
            Self::Comparison => "de grens zelf telt anders mee",
            Self::Shifted => "een bedrag, getal, datum of duur is één stap verschoven",
            Self::Discretion => "moeten en kunnen zijn verwisseld",
            Self::NoException => "een uitzondering is weggelaten",
            Self::Negated => "een voorwaarde is omgekeerd",
        }
    }
}

/// What can be done to an expression.
#[derive(Clone, Copy, Debug)]
enum Edit {
    Drop(usize),
    Flip(usize),
    Count,
    Shift,
    Negate,
}

/// Everything that can be done to a statement, each with the statement that is left; `None` when it is gone.
#[must_use]
pub fn changes(statement: &Statement) -> Vec<(Change, Option<Statement>)> {
    let mut out = Vec::new();
    let mut at = 0;
    let mut guarded = false;
    let mut sites: Vec<(usize, Change, Edit)> = Vec::new();
    of_statement(&mut statement.clone(), &mut |top| {
        guarded = false;
        everywhere(top, &mut |e| {
            // What stands under `niet` or `ter beoordeling` is turned round there.
            let skip = guarded;
            guarded = matches!(e.kind, ExprKind::Not(_) | ExprKind::Judge(_));
            sites.extend(edits(e, skip).into_iter().map(|(change, edit)| (at, change, edit)));
            at += 1;
        });
    });
    for (site, change, edit) in sites {
        let mut changed = statement.clone();
        let mut at = 0;
        of_statement(&mut changed, &mut |top| {
            everywhere(top, &mut |e| {
                // Once made, what follows is numbered differently, but it is no longer looked at.
                if at == site {
                    apply(e, edit);
                    at = usize::MAX / 2;
                }
                at += 1;
            });
        });
        out.push((change, Some(changed)));
    }
    clauses(statement, &mut out);
    head(statement, &mut out);
    out.retain(|(_, changed)| changed.as_ref() != Some(statement));
    out
}

fn edits(e: &Expr, guarded: bool) -> Vec<(Change, Edit)> {
    let mut out = Vec::new();
    match &e.kind {
        ExprKind::Chain(link, items) => {
            let change = if *link == Link::And { Change::FewerConditions } else { Change::FewerWays };
            out.extend((0..items.len()).map(|i| (change, Edit::Drop(i))));
        }
        ExprKind::List(kind, points) if points.len() > 1 => {
            let change = if *kind == ListKind::All { Change::FewerConditions } else { Change::FewerWays };
            out.extend((0..points.len()).map(|i| (change, Edit::Drop(i))));
        }
        ExprKind::Compare(_, tests) => {
            out.extend((0..tests.len()).map(|i| (Change::Comparison, Edit::Flip(i))));
        }
        ExprKind::Exists(Quantity::Count(..), _) | ExprKind::Months(Quantity::Count(..), ..) => {
            out.push((Change::Comparison, Edit::Count));
        }
        ExprKind::Literal(l) if shifted(l).is_some() => out.push((Change::Shifted, Edit::Shift)),
        _ => {}
    }
    let condition = matches!(
        e.kind,
        ExprKind::Compare(..)
            | ExprKind::Predicate { .. }
            | ExprKind::Entitled { .. }
            | ExprKind::Receives { .. }
            | ExprKind::Exists(..)
            | ExprKind::ForAll(..)
            | ExprKind::Months(..)
            | ExprKind::Judge(_)
            | ExprKind::Not(_)
    );
    if condition && !guarded {
        out.push((Change::Negated, Edit::Negate));
    }
    out
}

fn apply(e: &mut Expr, edit: Edit) {
    match (&mut e.kind, edit) {
        (ExprKind::Chain(_, items), Edit::Drop(i)) if i < items.len() => {
            items.remove(i);
            if items.len() == 1
                && let Some(last) = items.pop()
            {
                *e = last;
            }
        }
        (ExprKind::List(_, points), Edit::Drop(i)) if i < points.len() => {
            points.remove(i);
        }
        (ExprKind::Compare(_, tests), Edit::Flip(i)) => {
            if let Some((compare, _)) = tests.get_mut(i) {
                *compare = flipped(*compare);
            }
        }
        (
            ExprKind::Exists(Quantity::Count(compare, _), _) | ExprKind::Months(Quantity::Count(compare, _), ..),
            Edit::Count,
        ) => *compare = flipped(*compare),
        (ExprKind::Literal(l), Edit::Shift) => {
            if let Some(other) = shifted(l) {
                *l = other;
                e.span = nowhere(e.span);
            }
        }
        (kind, Edit::Negate) => *kind = negated(kind, e.span),
        _ => {}
    }
}

/// The opposite of a condition, in the words the language has for it.
fn negated(kind: &ExprKind, span: Span) -> ExprKind {
    let mut other = kind.clone();
    match &mut other {
        ExprKind::Not(inner) => return inner.kind.clone(),
        ExprKind::Exists(quantity @ (Quantity::Some | Quantity::None), _) => {
            *quantity = if *quantity == Quantity::Some { Quantity::None } else { Quantity::Some };
        }
        ExprKind::Predicate { form, negation, .. } => {
            *negation = match (*negation, form) {
                (Negation::No, PredicateForm::Has) => Negation::Geen,
                (Negation::No, _) => Negation::Niet,
                _ => Negation::No,
            };
        }
        ExprKind::Entitled { negated, .. } | ExprKind::Receives { negated, .. } => *negated = !*negated,
        _ => return ExprKind::Not(Box::new(Expr { kind: other, span })),
    }
    other
}

const fn flipped(compare: Compare) -> Compare {
    match compare {
        Compare::AtLeast => Compare::More,
        Compare::More => Compare::AtLeast,
        Compare::AtMost => Compare::Less,
        Compare::Less => Compare::AtMost,
        Compare::Equal => Compare::Unequal,
        Compare::Unequal => Compare::Equal,
    }
}

/// A literal one step further; `None` for what has no next.
fn shifted(literal: &Literal) -> Option<Literal> {
    let tenth = || Exact::ratio(1, 10);
    Some(match literal {
        Literal::Money(n, per) => {
            // Where the law counts in whole euros, a cent more would mostly change nothing.
            let step = if n.as_int().is_some() { Exact::ONE } else { Exact::ratio(1, 100)? };
            Literal::Money(n.plus(step)?, per.clone())
        }
        Literal::Percent(n) => Literal::Percent(n.plus(tenth()?)?),
        Literal::Number(n) => Literal::Number(n.plus(Exact::ONE)?),
        Literal::Hours(n, per) => Literal::Hours(n.plus(Exact::ONE)?, per.clone()),
        Literal::Length(Length::Months(n), base) => {
            Literal::Length(Length::Months(n.checked_add(if *base == Base::Year { 12 } else { 1 })?), *base)
        }
        Literal::Length(Length::Days(n), base) => {
            Literal::Length(Length::Days(n.checked_add(if *base == Base::Week { 7 } else { 1 })?), *base)
        }
        Literal::Date(d) => Literal::Date(d.plus(Length::Days(1))?),
        Literal::Nil | Literal::Truth(_) => return None,
    })
}

/// The place of what is not in the source: the formatter then writes the value, not what stands there.
const fn nowhere(span: Span) -> Span {
    Span { start: span.start, end: span.start }
}

fn shifted_cell(cell: &Spanned<Cell>) -> Option<Spanned<Cell>> {
    match &cell.node {
        Cell::Literal(l) => Some(Spanned::new(Cell::Literal(shifted(l)?), nowhere(cell.span))),
        _ => None,
    }
}

/// What can be done to the clauses of a statement besides their expressions.
fn clauses(statement: &Statement, out: &mut Vec<(Change, Option<Statement>)>) {
    for (i, clause) in statement.clauses.iter().enumerate() {
        let exception = matches!(
            clause.kind,
            ClauseKind::Unless(_)
                | ClauseKind::NotForPersons(..)
                | ClauseKind::NotForConcepts(_)
                | ClauseKind::NotForPlaces(_)
                | ClauseKind::Derogates(_)
                | ClauseKind::SubjectTo(_)
        );
        if exception {
            let mut changed = statement.clone();
            changed.clauses.remove(i);
            out.push((Change::NoException, Some(changed)));
        } else if let Some((change, kind)) = other_clause(&clause.kind) {
            let mut changed = statement.clone();
            if let Some(c) = changed.clauses.get_mut(i) {
                *c = Clause { kind, span: clause.span };
            }
            out.push((change, Some(changed)));
        }
    }
}

fn other_clause(kind: &ClauseKind) -> Option<(Change, ClauseKind)> {
    Some(match kind {
        ClauseKind::Effect(organ, effect) => {
            let other = match effect {
                Effect::MustProvide => Effect::NeedNotProvide,
                Effect::NeedNotProvide => Effect::MustProvide,
                Effect::MayRefuse => Effect::MustRefuse,
                Effect::MustRefuse => Effect::MayRefuse,
                Effect::NoDoubleSanction => return None,
            };
            (Change::Discretion, ClauseKind::Effect(organ.clone(), other))
        }
        ClauseKind::Regulate(must, head) => (Change::Discretion, ClauseKind::Regulate(!must, head.clone())),
        ClauseKind::Lasts(bound, length) => {
            let longer = Spanned::new(shifted(&length.node)?, nowhere(length.span));
            (Change::Shifted, ClauseKind::Lasts(*bound, longer))
        }
        _ => return None,
    })
}

/// What can be done to the head of a statement, and to the rows of amounts and tables.
fn head(statement: &Statement, out: &mut Vec<(Change, Option<Statement>)>) {
    let mut with = |change: Change, f: &dyn Fn(&mut StatementKind)| {
        let mut changed = statement.clone();
        f(&mut changed.kind);
        out.push((change, Some(changed)));
    };
    match &statement.kind {
        StatementKind::Refusal { .. } => with(Change::Discretion, &|k| {
            if let StatementKind::Refusal { bound, .. } = k {
                *bound = !*bound;
            }
        }),
        StatementKind::Amount { rows, .. } => {
            for (n, cell) in rows.iter().enumerate().filter_map(|(n, r)| Some((n, shifted_cell(&r.value)?))) {
                with(Change::Shifted, &|k| {
                    if let StatementKind::Amount { rows, .. } = k
                        && let Some(row) = rows.get_mut(n)
                    {
                        row.value = cell.clone();
                    }
                });
            }
        }
        StatementKind::Table { rows, .. } => {
            let cells = rows.iter().enumerate().flat_map(|(n, row)| {
                row.iter().enumerate().filter_map(move |(c, cell)| Some((n, c, shifted_cell(cell)?)))
            });
            for (n, c, cell) in cells {
                with(Change::Shifted, &|k| {
                    if let StatementKind::Table { rows, .. } = k
                        && let Some(old) = rows.get_mut(n).and_then(|r| r.get_mut(c))
                    {
                        *old = cell.clone();
                    }
                });
            }
        }
        StatementKind::Exception { .. } => out.push((Change::NoException, None)),
        _ => {}
    }
}
