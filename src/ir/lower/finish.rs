//! What every statement shares: targets, conditions, effects.

use super::super::expr::{Expr, Slot};
use super::super::rule::{Benefit, Body, Competent, Extent, Links, Payment, Rule};
use super::super::signature::{Context, Sym};
use super::env::{Env, present_if_false, present_if_true};
use super::statement::{Builder, known_organ};
use super::target_of;
use crate::diagnostic::{Diagnostic, code};
use crate::law::{Rank, Target};
use crate::syntax::ast::{self, CitationKind, Clause, ClauseKind, Compare, ExprKind, Name, PayRule, PayTime};
use crate::text::{Place, Span};
use crate::value::{Base, Type, Unit, Value};

impl<'a> Builder<'a> {
    pub(super) fn targets(&mut self, all: &[ast::Citation], must_hit: bool) -> Option<Vec<Target>> {
        self.env.targets(all, must_hit)
    }

    /// Lowers the shared clauses around a body that needs no expressions.
    pub(super) fn finish(&mut self, body: Body<Sym>, clauses: &[Clause], place: Place) -> Option<Rule<Sym>> {
        self.finish_with(clauses, place, |_| Some(body))
    }

    /// Lowers the shared clauses; the body is lowered knowing that the conditions hold.
    pub(super) fn finish_with(
        &mut self,
        clauses: &[Clause],
        place: Place,
        body: impl FnOnce(&mut Env<'a>) -> Option<Body<Sym>>,
    ) -> Option<Rule<Sym>> {
        let (mut when, mut unless, mut manner, mut proof) = (None, None, None, None);
        let mut lets = Vec::new();
        let mut named: Vec<(Slot, &Name)> = Vec::new();
        let mut links = Links::default();
        let mut whole = true;
        for clause in clauses {
            match &clause.kind {
                ClauseKind::Where(var, e) => match self.env.expr(e) {
                    Some(t) => {
                        let slot = self.env.bind(var, t.ty);
                        lets.push((slot, t.expr));
                        named.push((slot, var));
                    }
                    None => {
                        // Bound all the same, so that one error does not become many.
                        self.env.bind(var, Type::Nil);
                        whole = false;
                    }
                },
                ClauseKind::If(e) => {
                    when = self.env.condition(e);
                    whole &= when.is_some();
                    if let Some(w) = &when {
                        self.env.present.extend(present_if_true(w));
                    }
                }
                ClauseKind::Unless(e) => {
                    unless = self.env.condition(e);
                    whole &= unless.is_some();
                    if let Some(u) = &unless {
                        self.env.present.extend(present_if_false(u));
                    }
                }
                ClauseKind::Manner { manner: m, by, .. } => {
                    if let Some(by) = by {
                        whole &= self.env.var(&by.node, by.span).is_some();
                    }
                    manner = Some((*m, by.as_ref().map(|n| n.node.clone())));
                }
                ClauseKind::Proof(text) => proof = Some(text.joined()),
                ClauseKind::Derogates(all) => links.derogates = self.targets(all, true).unwrap_or_default(),
                ClauseKind::WithoutPrejudice(all) => {
                    links.without_prejudice = self.targets(all, false).unwrap_or_default()
                }
                ClauseKind::SubjectTo(all) => links.subject_to = self.targets(all, false).unwrap_or_default(),
                ClauseKind::Observing(all) => {
                    let targets = self.targets(all, false).unwrap_or_default();
                    links.imports.push((targets, None));
                }
                ClauseKind::Applying(all, swap) => {
                    let targets = self.targets(all, false).unwrap_or_default();
                    let right = match swap {
                        Some((from, _)) => Some(self.env.right(from)?.signature.sym.clone()),
                        None => None,
                    };
                    links.imports.push((targets, right));
                }
                _ => {}
            }
        }
        let body = body(&mut self.env)?;
        if !whole {
            return None;
        }
        let rule = Rule {
            body,
            vars: std::mem::take(&mut self.env.vars),
            params: self.params,
            lets,
            when,
            unless,
            proof,
            manner,
            links,
            points: std::mem::take(&mut self.env.points),
            place,
        };
        for (slot, name) in named {
            let mut used = false;
            super::super::expressions(&rule, &mut |e| used |= reads(e, slot));
            if !used {
                self.env.out.push(idle(self.env.cx, name));
            }
        }
        Some(rule)
    }
}

/// Whether an expression reads a variable.
fn reads(e: &Expr<Sym>, slot: Slot) -> bool {
    let mut found = *e == Expr::Slot(slot);
    e.parts(&mut |part| found |= reads(part, slot));
    found
}

fn idle(cx: &Context, name: &Name) -> Diagnostic {
    Diagnostic::warning(code::UNREACHABLE, cx.at(name.span), format!("`{}` wordt niet gebruikt", name.node))
        .why("Wat niemand leest, beslist niets. Vaak is een voorwaarde vergeten.")
        .help("Gebruik de letter in deze uitspraak, of haal de regel met `waarbij` weg.")
}

impl Env<'_> {
    /// Citations as targets. Those that must hit something are checked.
    pub(super) fn targets(&mut self, all: &[ast::Citation], must_hit: bool) -> Option<Vec<Target>> {
        let mut out = Vec::new();
        for citation in all {
            let target = match &citation.kind {
                CitationKind::Ecli(ecli) => Target::Case(ecli.clone()),
                CitationKind::ThisRegulation => Target::Regulation(self.cx.law.clone()),
                CitationKind::EveryOf(rank) => match Rank::parse(&rank.node) {
                    Some(rank) => Target::EveryOf(rank),
                    None => return self.fail(unknown_rank(self.cx, rank)),
                },
                CitationKind::Regulation(law) => {
                    self.known_law(law, citation.span)?;
                    Target::Regulation(law.clone())
                }
                CitationKind::Place { law, place } => {
                    if let Some(law) = law {
                        self.known_law(law, citation.span)?;
                    }
                    target_of(law.as_ref().unwrap_or(&self.cx.law), place)
                }
            };
            if !self.scope.reaches(&target) {
                let (code, severity) = if must_hit { (code::HITS_NOTHING, true) } else { (code::NO_SUCH_PLACE, false) };
                let title = format!("{target} is niet gecodeerd");
                let make = if severity { Diagnostic::error } else { Diagnostic::warning };
                self.out.push(
                    make(code, self.at(citation.span), title)
                        .why("Een uitzondering op of afwijking van iets dat er niet is, doet niets.")
                        .help("Controleer het nummer, of codeer de bepaling eerst."),
                );
                if must_hit {
                    return None;
                }
            }
            out.push(target);
        }
        Some(out)
    }

    /// An amount of money, with or without a base of time.
    pub(super) fn money(&mut self, e: &ast::Expr) -> Option<Payment<Sym>> {
        let got = self.expr(e)?;
        let unit = if got.ty == Type::Nil { Some(Unit::EURO) } else { got.ty.unit() };
        if let Some(unit) = unit.filter(|u| u.is_money()) {
            return Some(Payment { value: got.expr, unit });
        }
        self.mismatch(e.span, &Type::money(None), &got.ty)
    }

    /// A result of a concept: a single person may be absent, a set may be given for a person by `in volgorde`.
    pub(super) fn result(&mut self, got: super::env::Typed, span: Span, want: &Type) -> Option<Expr<Sym>> {
        match (&got.ty, want) {
            (Type::Set(a), Type::Entity(b)) if a == b => Some(Expr::Single(Box::new(got.expr))),
            (Type::Entity(a), Type::Set(b)) if a == b => Some(Expr::Together(vec![got.expr])),
            _ if super::expr::fits(&got.ty, want) => Some(got.expr),
            _ => self.mismatch(span, want, &got.ty),
        }
    }

    /// What a right or power consists of.
    pub(super) fn benefit(&mut self, clauses: &[Clause]) -> Option<Benefit<Sym>> {
        let mut out = Benefit::default();
        for clause in clauses {
            match &clause.kind {
                ClauseKind::Jointly(e) => out.jointly = Some(self.typed(e, &Type::person())?),
                ClauseKind::Competent(organ, of) => {
                    known_organ(self.cx, self.scope, organ, self.out);
                    let of = match of {
                        Some(e) => Some(self.typed(e, &Type::Municipality)?),
                        None => None,
                    };
                    out.competent = Some(Competent { organ: organ.node.clone(), of });
                }
                ClauseKind::Once(unit) => out.once = Some(unit.node.clone()),
                ClauseKind::ToTheExtent(e) => out.extent = Some(self.extent(e)?),
                ClauseKind::Amount(e) => out.amount = Some(self.money(e)?),
                ClauseKind::Form(name) => out.form = Some(name.node.clone()),
                ClauseKind::Performance(text) => out.performance = Some(text.joined()),
                ClauseKind::Starts(e) => out.starts = Some(self.typed(e, &Type::Date)?),
                ClauseKind::Ends(e) => out.ends = Some(self.typed(e, &Type::Date)?),
                ClauseKind::PaidOut(rule, by) => {
                    let by = match by {
                        Some(place) => self.targets(std::slice::from_ref(place), false)?.pop(),
                        None => None,
                    };
                    out.paid = Some((rule.node, by));
                    self.payable(&rule.node, out.amount.as_ref(), clause.span)?;
                }
                _ => {}
            }
        }
        Some(out)
    }

    /// A payment per month needs an amount per month, one per quarter an amount for that quarter.
    fn payable(&mut self, rule: &PayRule, amount: Option<&Payment<Sym>>, span: Span) -> Option<()> {
        let (unit, wanted) = match rule.when {
            PayTime::Month(..) => (Unit::EURO.per(Base::Month), "€ per maand"),
            PayTime::Quarter(_) => (Unit::EURO, "€ over het kwartaal, zonder `per`"),
        };
        if amount.is_some_and(|a| a.unit == unit) {
            return Some(());
        }
        self.fail(
            Diagnostic::error(code::UNITS, self.at(span), "Deze uitbetaling past niet bij de `hoogte` van het recht")
                .why("Zonder passend bedrag is niet te zeggen wat er die keer binnenkomt.")
                .help(format!("Bij deze uitbetaling hoort een `hoogte` in {wanted}.")),
        )
    }

    /// The measure of `voor zover`.
    pub(super) fn extent(&mut self, e: &ast::Expr) -> Option<Extent<Sym>> {
        if let ExprKind::Judge(_) = &e.kind {
            let judged = self.condition(e)?;
            let silent = Expr::Silent("het bestuursorgaan bepaalt om welk deel het gaat".into());
            let measure = Expr::Choice(
                vec![(Expr::Not(Box::new(judged)), Expr::Const(Value::Number(crate::value::Exact::ZERO)))],
                Box::new(silent),
            );
            return Some(Extent { measure, judged: true });
        }
        if let ExprKind::Compare(left, tests) = &e.kind
            && let [(Compare::More, right)] = tests.as_slice()
        {
            let left_ = self.expr(left)?;
            if left_.ty.unit().is_some_and(Unit::is_money) {
                let right_ = self.typed(right, &left_.ty)?;
                let measure = Expr::Slice(Box::new(left_.expr), Box::new(right_), None);
                return Some(Extent { measure, judged: false });
            }
        }
        let got = self.expr(e)?;
        if got.ty.unit().is_some_and(Unit::is_money) {
            return Some(Extent { measure: got.expr, judged: false });
        }
        self.fail(
            Diagnostic::error(code::MEASURE, self.at(e.span), "`voor zover` zonder maat")
                .why("`voor zover` splitst een bedrag in een deel dat wel en een deel dat niet geldt; daarvoor is een maat nodig.")
                .help("Schrijf `als`, of noem de maat: een bedrag, of `… is meer dan …` tussen twee bedragen."),
        )
    }
}

pub(super) fn unknown_rank(cx: &Context, rank: &Name) -> Diagnostic {
    Diagnostic::error(code::UNKNOWN_TYPE, cx.at(rank.span), format!("`{}` is geen rang", rank.node))
        .why("De rang bepaalt welke regel voorgaat.")
        .help("Kies verdrag, wet, amvb, ministeriele_regeling, verordening, beleidsregel of werkinstructie.")
        .suggest(&rank.node, Rank::ALL.map(Rank::word))
}
