//! Statements and clauses.

use super::expr::{Hang, cited, clause as clause_expr, expr, inline};
use super::lines::Lines;
use super::literal::{binder, bound, cell, head, literal, period, qname, qnames, source, text, type_ref};
use crate::law::Certainty;
use crate::syntax::ast::{
    Act, Adjustment, AmountRow, Binder, Clause, ClauseKind, Column, ColumnKind, Effect, Expr, Flow, Manner, Party,
    Statement, StatementKind, Text, WhileEmpty,
};
use crate::text::{Span, Spanned};

/// Writes a statement at an indent, its clauses two further.
pub(super) fn statement(lines: &mut Lines<'_>, statement: &Statement, indent: usize) {
    lines.open(indent, statement.head_span);
    match &statement.kind {
        StatementKind::Amount { name, ty, source: from, rows } => {
            lines.push(&format!("bedrag {} in {}", name.node, type_ref(ty)));
            if let Some(s) = from {
                lines.line(indent + 2, s.span, &source(s));
            }
            amount_rows(lines, rows, indent + 2);
        }
        StatementKind::Table { name, source: from, columns, rows } => {
            lines.push(&format!("tabel {}", name.node));
            if let Some(s) = from {
                lines.line(indent + 2, s.span, &source(s));
            }
            table(lines, columns, rows, indent + 2);
        }
        kind => {
            let words = head_line(lines, kind);
            lines.push(&words);
        }
    }
    clauses(lines, &statement.clauses, indent + 2);
}

pub(super) fn clauses(lines: &mut Lines<'_>, clauses: &[Clause], indent: usize) {
    for c in clauses {
        clause(lines, c, indent);
    }
}

fn over(subject: Option<&Binder>) -> String {
    subject.map_or(String::new(), |s| format!(" voor {}", binder(s)))
}

fn party(party: &Party) -> String {
    match party {
        Party::Person(b) => binder(b),
        Party::Organ(name) => name.node.to_string(),
    }
}

fn against(to: Option<&Party>) -> String {
    to.map_or(String::new(), |p| format!(" jegens {}", party(p)))
}

fn for_whom(binders: &[Binder]) -> String {
    let words: Vec<String> = binders.iter().map(binder).collect();
    if words.is_empty() { String::new() } else { format!(" voor {}", words.join(" met ")) }
}

fn head_line(lines: &Lines<'_>, kind: &StatementKind) -> String {
    use StatementKind as S;
    match kind {
        S::Concept(h) => format!("begrip {}", head(h)),
        S::Also(h) => format!("ook {}", head(h)),
        S::Never(h) => format!("nooit {}", head(h)),
        S::Presumption(h) => format!("vermoeden {}", head(h)),
        S::Read(h) => format!("lees {}", head(h)),
        S::OpenNorm(h) => format!("open norm {}", head(h)),
        S::Amount { .. } | S::Table { .. } => String::new(),
        S::Right { name, subject, holder, against: to } => {
            format!("recht op {}{} van {}{}", name.node, over(subject.as_ref()), binder(holder), against(to.as_ref()))
        }
        S::NoRight { names, subject, holder } => {
            format!("geen recht op {}{} van {}", qnames(names), over(subject.as_ref()), binder(holder))
        }
        S::Refusal { bound, names, subject, holder, organ } => {
            let kind = if *bound { "verplicht" } else { "toegestaan" };
            let by = organ.as_ref().map_or(String::new(), |o| format!(" door {}", o.node));
            format!("weigering {kind} van {}{} aan {}{by}", qnames(names), over(subject.as_ref()), binder(holder))
        }
        S::Duty { forbidden, name, subject, bearer, against: to } => {
            let kind = if *forbidden { "verbod op" } else { "plicht tot" };
            format!("{kind} {}{} van {}{}", name.node, over(subject.as_ref()), party(bearer), against(to.as_ref()))
        }
        S::Power { organ, act: what, hardship } => {
            let kind = if *hardship { "hardheidsclausule" } else { "bevoegdheid" };
            format!("{kind} {} kan {}", organ.node, act(lines, what))
        }
        S::Exception { targets, binders } => format!("{}{}", cited("uitzondering op", targets), for_whom(binders)),
        S::Concurrence { name, subject, holder, with } => {
            format!("samenloop {}{} van {} met {}", name.node, over(subject.as_ref()), binder(holder), qnames(with))
        }
        S::Delegation { organ, rank } => format!("delegatie aan {} bij {}", organ.node, rank.node),
        S::Term { name, bearer, against: to } => {
            format!("termijn {} van {}{}", name.node, party(bearer), against(to.as_ref()))
        }
    }
}

fn act(lines: &Lines<'_>, act: &Act) -> String {
    match act {
        Act::Depart { targets, binders } => format!("{}{}", cited("afwijken van", targets), for_whom(binders)),
        Act::Grant { names, subject, holder } => {
            format!("{}{} verlenen aan {}", qnames(names), over(subject.as_ref()), binder(holder))
        }
        Act::Adjust { name, params, how } => {
            let params: String = params.iter().map(super::literal::param).collect();
            let how = match how {
                Adjustment::Set(None) => "vaststellen".to_owned(),
                Adjustment::Set(Some((limit, to))) => {
                    let limit = limit.map_or(String::new(), |b| format!("{} ", bound(b)));
                    format!("vaststellen op {limit}{}", inline(lines, to))
                }
                Adjustment::Limit => "beperken".to_owned(),
                Adjustment::Raise => "hoger vaststellen".to_owned(),
                Adjustment::Lower => "lager vaststellen".to_owned(),
                Adjustment::Withdraw => "intrekken".to_owned(),
                Adjustment::Allow => "toestaan".to_owned(),
            };
            format!("{}{params} {how}", qname(name))
        }
    }
}

fn clause(lines: &mut Lines<'_>, clause: &Clause, indent: usize) {
    use ClauseKind as C;
    lines.open(indent, clause.span);
    let with = |lines: &mut Lines<'_>, word: &str, e: &Expr| {
        lines.push(word);
        lines.push(" ");
        let chain = if word == "als" { indent + 1 } else { indent + word.chars().count() + 1 };
        clause_expr(lines, e, Hang { chain, list: indent + 2 });
    };
    let words = match &clause.kind {
        C::Jointly(e) => return with(lines, "gezamenlijk met", e),
        C::ToTheExtent(e) => return with(lines, "voor zover", e),
        C::If(e) => return with(lines, "als", e),
        C::Unless(e) => return with(lines, "tenzij", e),
        C::Is(e) => return with(lines, "is", e),
        C::Amount(e) => return with(lines, "hoogte", e),
        C::Starts(e) => return with(lines, "ingang", e),
        C::Ends(e) => return with(lines, "einde", e),
        C::Begins(e) => return with(lines, "begint", e),
        C::Where(var, e) => return with(lines, &format!("waarbij {} =", var.node), e),
        C::NotForPersons(who, e) => return with(lines, &format!("niet voor {} als", binder(who)), e),
        C::Competent(organ, Some(e)) => return with(lines, &format!("bevoegd {} van", organ.node), e),
        C::Factor(factor, condition) => {
            lines.push(&format!("gezichtspunt {}", text(factor)));
            if let Some(e) = condition {
                lines.push("   als ");
                let column = lines.column();
                expr(lines, e, Hang { chain: column, list: indent + 2 });
            }
            return;
        }
        C::Manner { manner, by, proof } => manner_words(*manner, by.as_ref(), proof.as_ref()),
        C::Once(what) => format!("ten hoogste eenmaal per {}", what.node),
        C::Competent(organ, None) => format!("bevoegd elk {}", organ.node),
        C::Derogates(all) => cited("in afwijking van", all),
        C::WithoutPrejudice(all) => cited("onverminderd", all),
        C::SubjectTo(all) => cited("behoudens", all),
        C::Observing(all) => cited("met inachtneming van", all),
        C::Applying(all, swap) => {
            let swap = swap.as_ref().map_or(String::new(), |(a, b)| format!(" lees {} voor {}", qname(a), qname(b)));
            format!("{}{swap}", cited("met overeenkomstige toepassing van", all))
        }
        C::NotForConcepts(names) => format!("niet voor begrip {}", qnames(names)),
        C::NotForPlaces(all) => cited("niet voor", all),
        C::Form(form) => format!("vorm {}", form.node),
        C::Performance(what) => format!("prestatie {}", text(what)),
        C::PaidOut(rule, by) => {
            let by = by.as_ref().map_or(String::new(), |by| format!(" {}", cited("volgens", std::slice::from_ref(by))));
            format!("uitbetaling {}{by}", lines.source(rule.span))
        }
        C::Proof(what) => format!("bewijs {}", text(what)),
        C::Review(how) => format!("toetsing {}", how.node),
        C::Effect(organ, effect) => format!("gevolg {} {}", organ.node, effect_words(*effect)),
        C::Rebuttable(true) => "weerlegbaar".to_owned(),
        C::Rebuttable(false) => "onweerlegbaar".to_owned(),
        C::Symmetric => "wederkerig".to_owned(),
        C::Inverse(one, many) => {
            let many = many.as_ref().map_or(String::new(), |m| format!(" (meervoud {})", m.node));
            format!("omgekeerd {}{many}", one.node)
        }
        C::Question(q) => format!("vraag {}", text(q)),
        C::Why(w) => format!("waarom {}", text(w)),
        C::JudgedBy(organ, margin) => {
            let margin =
                margin.map_or("", |m| if m { " met beoordelingsruimte" } else { " zonder beoordelingsruimte" });
            format!("beoordeling door {}{margin}", organ.node)
        }
        C::Changeable(who) => {
            who.as_ref().map_or_else(|| "niet wijzigbaar".to_owned(), |w| format!("wijzigbaar door {}", w.node))
        }
        C::Flow(flow) => format!("verloop {}", flow_word(*flow)),
        C::Bounds(bounds) => {
            let parts: Vec<String> =
                bounds.iter().map(|(b, e)| format!("{} {}", bound(*b), inline(lines, e))).collect();
            format!("grens {}", parts.join(" en "))
        }
        C::Default(e, why) => {
            let value = match &e.kind {
                crate::syntax::ast::ExprKind::Literal(crate::syntax::ast::Literal::Truth(t)) => {
                    (if *t { "waar" } else { "onwaar" }).to_owned()
                }
                _ => inline(lines, e),
            };
            format!("standaard {value} omdat {}", text(why))
        }
        C::PartOf(group) => format!("onderdeel van {}", group.node),
        C::CountsAs(word) => format!("telt als {}", word.node),
        C::ArrangedBy(rights) => format!("te regelen met {}", qnames(rights)),
        C::For(binders) => for_whom(binders).trim_start().to_owned(),
        C::Regulate(must, h) => format!("{} {}", if *must { "moet regelen" } else { "kan regelen" }, head(h)),
        C::But(b, e) => format!("maar {} {}", bound(*b), inline(lines, e)),
        C::WhileEmpty(what) => format!("zolang leeg {}", while_empty(lines, what)),
        C::Lasts(b, length) => {
            let b = b.map_or(String::new(), |b| format!("{} ", bound(b)));
            format!("duur {b}{}", literal(lines, &length.node, length.span))
        }
        C::AfterwardsText(what) => format!("daarna {}", text(what)),
        C::AfterwardsMay(who, what) => format!("daarna {} mag {}", binder(who), what.node),
        C::NoTermsAct => "algemene termijnenwet niet van toepassing".to_owned(),
    };
    lines.push(&words);
}

fn manner_words(manner: Manner, by: Option<&crate::syntax::ast::Name>, proof: Option<&Text>) -> String {
    let how = manner.words();
    let by = by.map_or(String::new(), |v| format!(" van {}", v.node));
    let proof = proof.map_or(String::new(), |p| format!(" met {}", text(p)));
    format!("{how}{by}{proof}")
}

const fn effect_words(effect: Effect) -> &'static str {
    match effect {
        Effect::MustProvide => "moet toch verlenen",
        Effect::NeedNotProvide => "hoeft niet te verlenen",
        Effect::MayRefuse => "kan weigeren",
        Effect::MustRefuse => "moet weigeren",
        Effect::NoDoubleSanction => "sanctioneert niet dubbel",
    }
}

const fn flow_word(flow: Flow) -> &'static str {
    match flow {
        Flow::State => "stand",
        Flow::Stream => "stroom",
        Flow::Event => "gebeurtenis",
    }
}

fn while_empty(lines: &Lines<'_>, what: &WhileEmpty) -> String {
    match what {
        WhileEmpty::NoRight(name) => format!("geen recht op {}", qname(name)),
        WhileEmpty::Value(e) => format!("geldt {}", inline(lines, e)),
        WhileEmpty::Unknown => "onbekend".to_owned(),
        WhileEmpty::NoPower(why) => format!("geen bevoegdheid {}", text(why)),
    }
}

/// `zekerheid laag "…"`
pub(super) fn certainty(degree: Certainty, reason: Option<&Text>) -> String {
    format!("zekerheid {}{}", degree.word(), reason.map_or(String::new(), |r| format!(" {}", text(r))))
}

fn amount_rows(lines: &mut Lines<'_>, rows: &[AmountRow], indent: usize) {
    let mut cells: Vec<(Span, Vec<String>)> = Vec::new();
    for row in rows {
        let mut parts = vec![period(row.period.node), cell(lines, &row.value)];
        let from = row.source.as_ref().map_or(String::new(), source);
        let sure = row.certainty.as_ref().map_or(String::new(), |(c, t)| certainty(*c, t.as_ref()));
        parts.extend([from, sure]);
        cells.push((row.period.span, parts));
    }
    for (span, line) in aligned(&cells, "   ") {
        lines.line(indent, span, line.trim_end());
    }
}

fn table(lines: &mut Lines<'_>, columns: &[Column], rows: &[Vec<Spanned<crate::syntax::ast::Cell>>], indent: usize) {
    let head = columns
        .iter()
        .map(|c| match &c.kind {
            ColumnKind::Value(ty) => format!("{} in {}", c.name.node, type_ref(ty)),
            ColumnKind::UpTo => format!("{} tot en met", c.name.node),
            ColumnKind::From => format!("{} vanaf", c.name.node),
            ColumnKind::Equal => format!("{} gelijk aan", c.name.node),
            ColumnKind::Period | ColumnKind::Source | ColumnKind::Certainty => c.name.node.to_string(),
        })
        .collect();
    let mut cells = vec![(columns.first().map(|c| c.name.span).unwrap_or_default(), head)];
    for row in rows {
        let span = row.first().map(|c| c.span).unwrap_or_default();
        cells.push((span, row.iter().map(|c| cell(lines, c)).collect()));
    }
    for (span, line) in aligned(&cells, " | ") {
        lines.line(indent, span, &format!("| {line} |"));
    }
}

/// Pads the cells of every column to one width.
fn aligned(rows: &[(Span, Vec<String>)], gap: &str) -> Vec<(Span, String)> {
    let columns = rows.iter().map(|(_, r)| r.len()).max().unwrap_or(0);
    let width = |i: usize| rows.iter().filter_map(|(_, r)| r.get(i)).map(|c| c.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let pad = |cell: &String, width: &usize| format!("{cell:width$}");
    let line = |row: &[String]| row.iter().zip(&widths).map(|(c, w)| pad(c, w)).collect::<Vec<_>>().join(gap);
    rows.iter().map(|(span, row)| (*span, line(row))).collect()
}
