//! Facts and delegations.

use super::super::index::{Found, Role, Scope};
use super::super::rule::{Body, Empty, Rule};
use super::super::signature::{Context, Sym, SymKind};
use super::env::Env;
use super::finish::unknown_rank;
use super::statement::{Builder, known_organ};
use crate::diagnostic::{Diagnostic, code};
use crate::law::Rank;
use crate::syntax::ast::{Clause, ClauseKind, Flow, Head, Name, Statement, WhileEmpty};
use crate::text::Span;

pub(super) fn delegation(
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

/// `{P}` in a question stands for a letter of the head.
fn blanks(cx: &Context, question: &str, span: Span, found: &Found, out: &mut Vec<Diagnostic>) {
    let vars: Vec<&str> = found.signature.params.iter().map(|p| &*p.var).collect();
    for part in question.split('{').skip(1) {
        let Some((name, _)) = part.split_once('}') else { continue };
        if !vars.contains(&name) {
            let known: Vec<String> = vars.iter().map(|v| format!("`{{{v}}}`")).collect();
            out.push(
                Diagnostic::error(code::VARIABLE, cx.at(span), format!("`{{{name}}}` staat niet in de kop"))
                    .why("In de vraag komt op die plaats de rol te staan; deze letter heeft geen rol.")
                    .help(format!("Gebruik {}.", known.join(" of "))),
            );
        }
    }
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
            ClauseKind::CountsAs(word) => super::counts::of_name(&mut env, word, &found.signature),
            ClauseKind::ArrangedBy(rights) => rights.iter().for_each(|r| drop(env.right(r))),
            ClauseKind::Bounds(bounds) => bounds.iter().for_each(|(_, e)| drop(env.typed(e, &result))),
            _ => {}
        }
    }
    if let (Some(low), Some(high)) = (&info.bounds.0, &info.bounds.1)
        && crate::value::order(low, high).is_some_and(std::cmp::Ordering::is_gt)
    {
        let span = clauses.iter().find(|c| matches!(c.kind, ClauseKind::Bounds(_))).map_or(head.span, |c| c.span);
        env.out.push(
            Diagnostic::error(code::UNREACHABLE, cx.at(span), "De laagste grens ligt boven de hoogste")
                .why("Dan past geen enkele waarde, en is elke casus met dit feit fout.")
                .help("Wissel de grenzen om."),
        );
    }
    for clause in clauses {
        if let ClauseKind::Question(text) = &clause.kind {
            blanks(cx, &text.joined(), clause.span, found, env.out);
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
