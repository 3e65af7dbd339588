//! Checks that need the whole program: versions in time, two definitions, what can never decide anything.
//! Circles inside one law are found by `graph`.

use super::expr::{Compare, Expr};
use super::link::{Linked, Program, RuleId, SymId};
use super::rule::{Body, Ground, Origin};
use super::signature::SymKind;
use crate::diagnostic::{Diagnostic, code};
use crate::law::Citation;
use crate::value::{Exact, Value};
use rustc_hash::{FxHashMap, FxHashSet};

/// Runs every check.
pub(super) fn check(program: &Program) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    versions(program, &mut out);
    definitions(program, &mut out);
    never_together(program, &mut out);
    contradictions(program, &mut out);
    unread(program, &mut out);
    keys(program, &mut out);
    out
}

/// Two versions of one provision may not be in force on one day.
fn versions(program: &Program, out: &mut Vec<Diagnostic>) {
    let mut by_place: FxHashMap<&Citation, Vec<usize>> = FxHashMap::default();
    for (i, p) in program.provisions.iter().enumerate() {
        if p.origin == Origin::Text && matches!(p.citation, Citation::Law { .. }) {
            by_place.entry(&p.citation).or_default().push(i);
        }
    }
    // Each version is reported once, with the first one it collides with.
    let validity = |i: &usize| program.provisions.get(*i).map(|p| p.validity);
    let collide = |a: &usize, b: &usize| matches!((validity(a), validity(b)), (Some(a), Some(b)) if a.overlaps(b));
    let mut pairs: Vec<(usize, usize)> = by_place
        .values()
        .flat_map(|all| all.iter().enumerate().map(move |(n, b)| (all.iter().take(n), *b)))
        .filter_map(|(mut earlier, b)| Some((*earlier.find(|a| collide(a, &b))?, b)))
        .collect();
    pairs.sort_unstable();
    for (a, b) in pairs {
        if let (Some(a), Some(b)) = (program.provisions.get(a), program.provisions.get(b)) {
            out.push(
                Diagnostic::error(code::OVERLAP, b.place.clone(), format!("Twee versies van {} gelden op dezelfde dag", b.citation))
                    .label(format!("geldig {}", b.validity))
                    .also(a.place.clone(), format!("geldig {}", a.validity))
                    .why("Op één dag kan maar één tekst van een bepaling gelden.")
                    .help("Laat de oude versie eindigen (`tot`) waar de nieuwe begint, of zet beide uitspraken in één bepaling."),
            );
        }
    }
}

/// One truth or value may have only one `begrip` on a day; more grounds are written with `ook`.
fn definitions(program: &Program, out: &mut Vec<Diagnostic>) {
    for symbol in &program.symbols {
        let all: Vec<(RuleId, &Linked)> = symbol
            .rules
            .iter()
            .filter_map(|id| Some((*id, program.rule(*id)?)))
            .filter(|(_, l)| {
                matches!(
                    l.rule.body,
                    Body::Ground { kind: Ground::Concept, .. }
                        | Body::Value { replaces: false, .. }
                        | Body::Amount { .. }
                        | Body::Table { .. }
                )
            })
            .filter(|(_, l)| program.provision(l.provision).is_some_and(|p| matches!(p.origin, Origin::Text)))
            .collect();
        let collide = |(id, a): &(RuleId, &Linked), (other, b): &(RuleId, &Linked)| {
            let joined = a.derogations.contains(other) || b.derogations.contains(id);
            a.validity.overlaps(b.validity) && !joined && a.territory == b.territory
        };
        for (n, second) in all.iter().enumerate() {
            // Each is reported once, with the first one it collides with.
            let Some((_, first)) = all.iter().take(n).find(|first| collide(first, second)) else { continue };
            out.push(
                Diagnostic::error(code::OVERLAP, second.1.rule.place.clone(), format!("`{}` is op dezelfde dagen twee keer bepaald", symbol.signature.sym))
                    .also(first.rule.place.clone(), "de eerste bepaling")
                    .why("Welke van de twee geldt, is niet te zien.")
                    .help("Gebruik `ook` voor een extra grond, `in afwijking van` voor een voorrang, of laat de perioden op elkaar aansluiten."),
            );
        }
    }
}

/// An exception that is never in force together with anything it hits.
fn never_together(program: &Program, out: &mut Vec<Diagnostic>) {
    let mut hit: FxHashMap<RuleId, (bool, bool)> = FxHashMap::default();
    for linked in &program.rules {
        let each = linked.exceptions.iter().map(|e| e.rule).chain(linked.derogations.iter().copied());
        for id in each {
            let Some(exception) = program.rule(id) else { continue };
            let entry = hit.entry(id).or_default();
            entry.0 = true;
            entry.1 |= exception.validity.overlaps(linked.validity);
        }
    }
    for (i, linked) in program.rules.iter().enumerate() {
        let id = RuleId(u32::try_from(i).unwrap_or(u32::MAX));
        if !matches!(linked.rule.body, Body::Exception { .. }) {
            continue;
        }
        let message = match hit.get(&id) {
            None => "Deze uitzondering raakt geen enkele uitspraak",
            Some((_, false)) => "Deze uitzondering geldt nooit tegelijk met wat zij opzijzet",
            Some(_) => continue,
        };
        out.push(
            Diagnostic::error(code::HITS_NOTHING, linked.rule.place.clone(), message)
                .why("Een uitzondering die niets raakt, beschermt niemand.")
                .help("Controleer het artikel en de onderdelen, de geldigheid, en of de bepaling uitspraken heeft. Een uitzondering raakt nooit haar eigen blok."),
        );
    }
}

/// A bound, and whether the bound itself is left out.
type Bound = Option<(Exact, bool)>;

/// Conditions that no number can meet.
fn contradictions(program: &Program, out: &mut Vec<Diagnostic>) {
    for linked in &program.rules {
        let Some(Expr::All(all)) = &linked.rule.when else { continue };
        let mut bounds: Vec<(&Expr<SymId>, Bound, Bound)> = Vec::new();
        let mut stack: Vec<&Expr<SymId>> = all.iter().collect();
        while let Some(e) = stack.pop() {
            match e {
                Expr::All(more) => stack.extend(more),
                Expr::Compare(compare, left, right) => {
                    let Some(n) = measure(right) else { continue };
                    let at = bounds.iter().position(|(l, _, _)| **l == **left).unwrap_or_else(|| {
                        bounds.push((left, None, None));
                        bounds.len() - 1
                    });
                    let Some((_, low, high)) = bounds.get_mut(at) else { continue };
                    match compare {
                        Compare::AtLeast => raise(low, n, false),
                        Compare::More => raise(low, n, true),
                        Compare::AtMost => lower(high, n, false),
                        Compare::Less => lower(high, n, true),
                        Compare::Equal => {
                            raise(low, n, false);
                            lower(high, n, false);
                        }
                        Compare::Unequal => {}
                    }
                }
                _ => {}
            }
        }
        let empty = bounds.iter().any(|(_, low, high)| match (low, high) {
            (Some((l, open)), Some((h, shut))) => l > h || (l == h && (*open || *shut)),
            _ => false,
        });
        if empty {
            out.push(
                Diagnostic::error(
                    code::UNREACHABLE,
                    linked.rule.place.clone(),
                    "Aan deze voorwaarden kan niemand voldoen",
                )
                .why("De grenzen sluiten elkaar uit, dus de uitspraak beslist nooit iets.")
                .help("Controleer de grenzen; misschien is `of` bedoeld in plaats van `en`."),
            );
        }
    }
}

fn measure(e: &Expr<SymId>) -> Option<Exact> {
    match e {
        Expr::Const(Value::Number(n)) => Some(*n),
        Expr::Const(Value::Length(crate::value::Length::Months(n) | crate::value::Length::Days(n))) => {
            Some(Exact::int(i64::from(*n)))
        }
        _ => None,
    }
}

fn raise(bound: &mut Bound, n: Exact, open: bool) {
    if bound.is_none_or(|(m, o)| n > m || (n == m && open && !o)) {
        *bound = Some((n, open));
    }
}

fn lower(bound: &mut Bound, n: Exact, open: bool) {
    if bound.is_none_or(|(m, o)| n < m || (n == m && open && !o)) {
        *bound = Some((n, open));
    }
}

/// The symbols some rule reads, and the facts that functions of the language read.
pub(super) fn facts_read(program: &Program) -> FxHashSet<SymId> {
    let mut read: FxHashSet<SymId> = FxHashSet::default();
    for linked in &program.rules {
        super::number::expressions(&linked.rule, &mut |e| {
            e.symbols(&mut |s, _| {
                read.insert(*s);
            })
        });
    }
    // What plays a part in analyses across laws is read there.
    let parts = (0_u32..).map(SymId).zip(&program.symbols).filter(|(_, s)| s.signature.counts.is_some());
    read.extend(parts.map(|(id, _)| id));
    // So is what comes about with a right.
    let arranged = |s: &SymKind| matches!(s, SymKind::Fact(info) if !info.arranged.is_empty());
    let some = (0_u32..).map(SymId).zip(&program.symbols).filter(|(_, s)| arranged(&s.signature.kind));
    read.extend(some.map(|(id, _)| id));
    read.extend(program.birth);
    read.extend(program.municipality);
    read
}

/// A table with a key is read with `bij`, one without is not.
fn keys(program: &Program, out: &mut Vec<Diagnostic>) {
    let mut keyed: FxHashMap<SymId, bool> = FxHashMap::default();
    for linked in &program.rules {
        if let Body::Table { of, key, .. } = &linked.rule.body {
            keyed.insert(*of, *key != super::rule::TableKey::Period);
        }
    }
    for linked in &program.rules {
        let mut wrong: Option<(SymId, bool)> = None;
        super::expressions(&linked.rule, &mut |e| {
            table_reads(e, &mut |table, key| {
                if let Some(needs) = keyed.get(&table)
                    && *needs != key
                {
                    wrong.get_or_insert((table, *needs));
                }
            })
        });
        if let Some((table, needs)) = wrong {
            let name = program.signature(table).map_or_else(String::new, |s| s.sym.name.to_string());
            let (title, help) = if needs {
                (
                    format!("Bij tabel `{name}` ontbreekt de sleutel"),
                    "Schrijf erachter `bij` en de waarde waarmee de rij wordt gekozen.",
                )
            } else {
                (format!("Tabel `{name}` heeft geen sleutel"), "Laat `bij …` weg: de rij volgt uit de datum.")
            };
            out.push(
                Diagnostic::error(code::ARGUMENTS, linked.rule.place.clone(), title)
                    .why("Anders is niet te zeggen welke rij geldt.")
                    .help(help),
            );
        }
    }
}

/// Calls `f` for every reading of a table, with whether it has a key.
fn table_reads(e: &Expr<SymId>, f: &mut impl FnMut(SymId, bool)) {
    if let Expr::Column(table, _, key) = e {
        f(*table, key.is_some());
    }
    e.parts(&mut |part| table_reads(part, f));
}

/// Concepts nobody reads, and refusals of rights nobody has.
fn unread(program: &Program, out: &mut Vec<Diagnostic>) {
    let mut read = (*program.read).clone();
    for linked in &program.rules {
        match &linked.rule.body {
            Body::Power { act: super::rule::PowerAct::Adjust(of, _), not_for, .. } => {
                read.insert(*of);
                for n in not_for {
                    if let super::rule::NotFor::Concept(s) = n {
                        read.insert(*s);
                    }
                }
            }
            Body::Concurrence { with, .. } => read.extend(with),
            _ => {}
        }
    }
    for (i, symbol) in program.symbols.iter().enumerate() {
        let id = SymId(u32::try_from(i).unwrap_or(u32::MAX));
        let Some(place) = &symbol.signature.place else { continue };
        let idle = match symbol.signature.kind {
            SymKind::Concept | SymKind::OpenNorm | SymKind::Amount | SymKind::Table(_) | SymKind::Slot => {
                !read.contains(&id)
            }
            SymKind::Fact(_) | SymKind::Right { .. } => false,
        };
        // The concepts of a framework act are meant for other laws.
        let law = symbol.signature.sym.law.as_deref().and_then(|l| program.regulation(l));
        if idle && !law.is_some_and(|l| l.framework) {
            out.push(
                Diagnostic::warning(
                    code::UNREACHABLE,
                    place.clone(),
                    format!("`{}` wordt door geen enkele regel gelezen", symbol.signature.sym),
                )
                .why("Wat niemand leest, beslist niets. Vaak is een verwijzing vergeten.")
                .help("Gebruik het in een recht, plicht, bevoegdheid of ander begrip, of haal het weg."),
            );
        }
        let granted = symbol.rules.iter().chain(&symbol.powers).next().is_some();
        if matches!(symbol.signature.kind, SymKind::Right { .. }) && !symbol.refusals.is_empty() && !granted {
            out.push(
                Diagnostic::warning(
                    code::UNREACHABLE,
                    place.clone(),
                    format!("`{}` wordt geweigerd, maar nergens toegekend", symbol.signature.sym),
                )
                .why("Een weigering van iets dat niemand krijgt, beslist niets.")
                .help("Codeer de bepaling die het recht geeft."),
            );
        }
    }
}
