//! Amounts and tables whose known rows end without a successor, and those that are unknown.

use super::blocks::{Spot, spot};
use crate::diagnostic::Sources;
use crate::ir::rule::Body;
use crate::ir::{Linked, Program, SymId, SymKind};
use crate::law::{Citation, Status};
use crate::value::{Date, Length, Period, Type, Value, dutch_value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is known of the last row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// The value as one writes it.
    Value(String),
    /// So many rows of a table.
    Rows(usize),
}

/// An amount or table that stops.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunsOut {
    /// The amount or table, as `Wet.naam`.
    pub name: String,
    /// The provision that states the last known row.
    pub provision: Citation,
    /// Where it stands.
    pub spot: Option<Spot>,
    /// The last known period.
    pub period: Period,
    /// What it is in that period.
    pub last: Shown,
    /// Whether the last day lies before the day that was asked about.
    pub ended: bool,
}

impl RunsOut {
    /// The last day with a known value.
    #[must_use]
    pub fn last_day(&self) -> Date {
        self.period.end.minus(Length::Days(1)).unwrap_or(self.period.end)
    }
}

/// A period in which an amount is unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The amount or table, as `Wet.naam`.
    pub name: String,
    /// The column of a table.
    pub column: Option<Arc<str>>,
    /// The provision.
    pub provision: Citation,
    /// Where it stands.
    pub spot: Option<Spot>,
    /// The period; `None` for a table without periods.
    pub period: Option<Period>,
    /// Why it is unknown.
    pub reason: Arc<str>,
    /// Whether the period lies before the day that was asked about, and something came after it.
    pub past: bool,
}

/// What is to be kept up about amounts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Amounts {
    /// How many amounts and tables have rows with a period.
    pub series: usize,
    /// Those that stop, the first to stop first.
    pub ending: Vec<RunsOut>,
    /// Unknown periods, in order of law and name.
    pub unknown: Vec<Gap>,
}

/// A known row, cut to the days on which its provision is in force.
struct Known<'p> {
    rule: &'p Linked,
    period: Period,
    /// Whether the provision itself ends with the row.
    lapses: bool,
    last: Shown,
}

/// Amounts that stop on or before `until`, and unknown ones, as seen on `on`.
#[must_use]
pub fn amounts(program: &Program, sources: &dyn Sources, on: Date, until: Date) -> Amounts {
    let mut out = Amounts::default();
    for (name, known, unknown) in by_symbol(program, on) {
        out.series += usize::from(!known.is_empty());
        let ends = known.iter().map(|k| k.period.end).chain(unknown.iter().filter_map(|(_, g)| Some(g.period?.end)));
        let latest = ends.max();
        out.unknown.extend(unknown.into_iter().map(|(linked, mut gap)| {
            gap.spot = spot(sources, &linked.rule.place);
            // The last row of a series that still counts is open, however long ago it ended.
            let lapsed = linked.validity.until.is_some_and(|end| end <= on);
            gap.past &= lapsed || gap.period.map(|p| p.end) < latest;
            gap
        }));
        let Some(last) = known.iter().max_by_key(|k| (k.period.end, k.period.start)) else { continue };
        // A provision that lapses needs no successor: the law itself stopped.
        if last.lapses || last.period.end.minus(Length::Days(1)).is_none_or(|day| day > until) {
            continue;
        }
        let Some(provision) = program.provision(last.rule.provision) else { continue };
        out.ending.push(RunsOut {
            name,
            provision: provision.citation.clone(),
            spot: spot(sources, &last.rule.rule.place),
            period: last.period,
            last: last.last.clone(),
            ended: last.period.end <= on,
        });
    }
    out.ending.sort_by(|a, b| (a.period.end, &a.name).cmp(&(b.period.end, &b.name)));
    out
}

/// An amount or table by name, with its known rows and its gaps.
type Series<'p> = (String, Vec<Known<'p>>, Vec<(&'p Linked, Gap)>);

/// Every amount and table, in order of law and name.
fn by_symbol(program: &Program, on: Date) -> Vec<Series<'_>> {
    let mut all: BTreeMap<SymId, Vec<&Linked>> = BTreeMap::new();
    for linked in &program.rules {
        let lapsed = program.provision(linked.provision).is_none_or(|p| p.status == Status::Lapsed);
        if let (Body::Amount { of, .. } | Body::Table { of, .. }, false) = (&linked.rule.body, lapsed) {
            all.entry(*of).or_default().push(linked);
        }
    }
    all.into_iter()
        .filter_map(|(of, rules)| {
            let signature = program.signature(of)?;
            let name = signature.sym.to_string();
            let (mut known, mut unknown) = (Vec::new(), Vec::new());
            for linked in rules {
                let found = rows(linked, &signature.kind, &signature.result);
                known.extend(found.iter().filter_map(|row| row.known(linked)));
                unknown.extend(found.iter().filter_map(|row| Some((linked, row.gap(program, linked, &name, on)?))));
            }
            Some((name, known, unknown))
        })
        .collect()
}

/// A row of an amount, or the rows of a table that share a period and are alike known or unknown.
struct Row {
    period: Option<Period>,
    column: Option<Arc<str>>,
    what: Result<Shown, Arc<str>>,
}

impl Row {
    fn known<'p>(&self, linked: &'p Linked) -> Option<Known<'p>> {
        let (Some(period), Ok(last)) = (self.period, &self.what) else { return None };
        let end = linked.validity.until.map_or(period.end, |until| until.min(period.end));
        let period = Period { start: period.start.max(linked.validity.from), end };
        let lapses = linked.validity.until == Some(end);
        (period.start < period.end).then(|| Known { rule: linked, period, lapses, last: last.clone() })
    }

    fn gap(&self, program: &Program, linked: &Linked, name: &str, on: Date) -> Option<Gap> {
        let Err(reason) = &self.what else { return None };
        Some(Gap {
            name: name.to_owned(),
            column: self.column.clone(),
            provision: program.provision(linked.provision)?.citation.clone(),
            spot: None,
            period: self.period,
            reason: Arc::clone(reason),
            past: self.period.is_some_and(|p| p.end <= on) || linked.validity.until.is_some_and(|end| end <= on),
        })
    }
}

fn rows(linked: &Linked, kind: &SymKind, ty: &Type) -> Vec<Row> {
    let shown = |v: &Value, ty: &Type| dutch_value(v, ty, |_| String::new());
    match &linked.rule.body {
        Body::Amount { rows, .. } => rows
            .iter()
            .map(|r| Row {
                period: Some(r.period),
                column: None,
                what: r.value.as_ref().map(|v| Shown::Value(shown(v, ty))).map_err(Arc::clone),
            })
            .collect(),
        Body::Table { columns, rows, .. } => {
            let types = if let SymKind::Table(types) = kind { types.as_slice() } else { &[] };
            let mut out: Vec<Row> = Vec::new();
            let mut whole: BTreeMap<Option<Period>, Vec<String>> = BTreeMap::new();
            for row in rows {
                for (i, cell) in row.cells.iter().enumerate() {
                    let ty = types.get(i).map_or(&Type::Truth, |(_, ty)| ty);
                    match cell {
                        Ok(v) => {
                            let name = columns.get(i).map_or("", |c| c);
                            whole.entry(row.period).or_default().push(format!("{name} {}", shown(v, ty)));
                        }
                        Err(reason) => {
                            let same = |r: &Row| r.period == row.period && r.what.as_ref().err() == Some(reason);
                            // One reason for several columns is told once, for the row as a whole.
                            if let Some(earlier) = out.iter_mut().find(|r| same(r)) {
                                earlier.column = None;
                            } else {
                                let column = columns.get(i).filter(|_| columns.len() > 1).cloned();
                                out.push(Row { period: row.period, column, what: Err(Arc::clone(reason)) });
                            }
                        }
                    }
                }
            }
            for (period, cells) in whole {
                let keyed = rows.iter().filter(|r| r.period == period).count();
                let what = if keyed > 1 { Shown::Rows(keyed) } else { Shown::Value(cells.join(", ")) };
                out.push(Row { period, column: None, what: Ok(what) });
            }
            out
        }
        _ => Vec::new(),
    }
}
