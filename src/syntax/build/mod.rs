//! From parse pairs to syntax tree.
//!
//! The grammar guarantees the shape, so a builder asks for the children it knows are there; should grammar and
//! builder ever disagree, the block is reported as unreadable instead of panicking.

mod citation;
mod clause;
mod expr;
mod item;
mod literal;
mod statement;

pub(super) use item::item;

use super::Rule;
use super::ast::{Name, QName, Source, Text};
use crate::text::{Span, Spanned};
use pest::iterators::{Pair, Pairs};
use std::iter::{Filter, Peekable};
use std::sync::{Arc, LazyLock};

pub(super) type Pest<'i> = Pair<'i, Rule>;

/// The literal of a `losse_waarde` pair.
pub(super) fn loose(pair: Pest<'_>) -> Option<super::ast::Literal> {
    literal::literal(kids(pair).one().ok()?).ok()
}

/// The citation of a `losse_verwijzing` pair.
pub(super) fn loose_citation(pair: Pest<'_>) -> Option<super::ast::Citation> {
    citation::citation(kids(pair).one().ok()?).ok()
}

/// Why a block could not be built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Gap {
    /// Where.
    pub span: Span,
    /// What.
    pub fault: Fault,
}

/// What can be wrong with something the grammar accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Grammar and builder disagree.
    Shape,
    /// A date that does not exist.
    Date,
    /// A number too large to be exact.
    Number,
    /// A payment that fits no calendar.
    Payment,
}

pub(super) type Built<T> = Result<T, Gap>;

/// The rules whose name starts with a prefix, as a table by rule.
fn named(prefix: &str) -> Vec<bool> {
    let all = Rule::all_rules();
    let mut table = vec![false; all.iter().map(|r| *r as usize + 1).max().unwrap_or(0)];
    for rule in all {
        if let Some(slot) = table.get_mut(*rule as usize) {
            *slot = format!("{rule:?}").starts_with(prefix);
        }
    }
    table
}

/// Keywords are the rules whose name starts with `k_`.
fn is_keyword(rule: Rule) -> bool {
    static KEYWORDS: LazyLock<Vec<bool>> = LazyLock::new(|| named("k_"));
    KEYWORDS.get(rule as usize).copied().unwrap_or(false)
}

/// Clauses are the rules whose name starts with `c_`.
fn is_clause(rule: Rule) -> bool {
    static CLAUSES: LazyLock<Vec<bool>> = LazyLock::new(|| named("c_"));
    CLAUSES.get(rule as usize).copied().unwrap_or(false)
}

/// The span of a pair without the blanks and comments that the parser may have skipped at its end.
pub(super) fn span_of(pair: &Pest<'_>) -> Span {
    let start = pair.as_span().start();
    Span::new(start, start + without_tail(pair.as_str()).len())
}

fn without_tail(text: &str) -> &str {
    let mut text = text.trim_end();
    while text.contains('#') {
        let line = text.rfind('\n').map_or(0, |n| n + 1);
        let Some(comment) = comment_start(text.get(line..).unwrap_or_default()) else { break };
        text = text.get(..line + comment).unwrap_or_default().trim_end();
    }
    text
}

/// Where a comment starts on a line: the first `#` outside quotes.
pub(super) fn comment_start(line: &str) -> Option<usize> {
    let mut quoted = false;
    line.char_indices().find_map(|(i, c)| {
        quoted ^= c == '"';
        (c == '#' && !quoted).then_some(i)
    })
}

/// The children of a pair, read from left to right.
struct Kids<'i> {
    span: Span,
    inner: Peekable<Filter<Pairs<'i, Rule>, IsCode<'i>>>,
}

/// Whether a pair is no comment.
type IsCode<'i> = fn(&Pest<'i>) -> bool;

fn kids<'i>(pair: Pest<'i>) -> Kids<'i> {
    fn not_comment(pair: &Pest<'_>) -> bool {
        pair.as_rule() != Rule::COMMENT
    }
    Kids { span: span_of(&pair), inner: pair.into_inner().filter(not_comment as IsCode<'i>).peekable() }
}

impl<'i> Kids<'i> {
    fn gap<T>(&self) -> Built<T> {
        Err(Gap { span: self.span, fault: Fault::Shape })
    }

    /// Consumes the next child if it is this keyword.
    fn word(&mut self, rule: Rule) -> bool {
        self.inner.next_if(|p| p.as_rule() == rule).is_some()
    }

    /// The next child if it is a keyword, whichever.
    fn any_word(&mut self) -> Option<Rule> {
        self.inner.next_if(|p| is_keyword(p.as_rule())).map(|p| p.as_rule())
    }

    fn skip_words(&mut self) {
        while self.any_word().is_some() {}
    }

    /// The next child that is not a keyword.
    fn next(&mut self) -> Option<Pest<'i>> {
        self.skip_words();
        self.inner.next()
    }

    /// The next child that is not a keyword; it must be there.
    fn one(&mut self) -> Built<Pest<'i>> {
        self.next().map_or_else(|| self.gap(), Ok)
    }

    /// The next non-keyword child if it has this rule.
    fn maybe(&mut self, rule: Rule) -> Option<Pest<'i>> {
        let mut ahead = self.inner.clone().skip_while(|p| is_keyword(p.as_rule()));
        if ahead.next()?.as_rule() != rule {
            return None;
        }
        self.next()
    }

    /// The next non-keyword child, which must have this rule.
    fn take(&mut self, rule: Rule) -> Built<Pest<'i>> {
        self.maybe(rule).map_or_else(|| self.gap(), Ok)
    }

    /// All following non-keyword children of this rule.
    fn all(&mut self, rule: Rule) -> Vec<Pest<'i>> {
        std::iter::from_fn(|| self.maybe(rule)).collect()
    }

    /// The rest, keywords left out.
    fn rest(mut self) -> Vec<Pest<'i>> {
        std::iter::from_fn(|| self.next()).collect()
    }
}

fn str_of(pair: &Pest<'_>) -> Arc<str> {
    pair.as_str().into()
}

fn name(pair: &Pest<'_>) -> Name {
    Spanned::new(str_of(pair), span_of(pair))
}

fn qname(pair: Pest<'_>) -> Built<QName> {
    let span = span_of(&pair);
    let mut kids = kids(pair);
    let law = kids.maybe(Rule::wetcode).map(|p| str_of(&p));
    Ok(QName { law, name: str_of(&kids.take(Rule::naam)?), span })
}

fn qnames(pair: Pest<'_>) -> Built<Vec<QName>> {
    kids(pair).all(Rule::begripnaam).into_iter().map(qname).collect()
}

/// The inside of a `tekst` or a series of them.
fn text(pair: Pest<'_>) -> Text {
    let span = span_of(&pair);
    let own = pair.as_rule() == Rule::tekst;
    let pieces = if own { vec![pair] } else { kids(pair).all(Rule::tekst) };
    let inside = |p: Pest<'_>| kids(p).maybe(Rule::inhoud).map_or_else(|| "".into(), |i| str_of(&i));
    Text { pieces: pieces.into_iter().map(inside).collect(), span }
}

fn source(pair: Pest<'_>) -> Built<Source> {
    let span = span_of(&pair);
    let inner = kids(pair).one()?;
    if inner.as_rule() == Rule::teksten {
        let text = text(inner);
        return Ok(Source { text: text.joined(), pieces: text.pieces, span });
    }
    Ok(Source { text: str_of(&inner), pieces: Vec::new(), span })
}
