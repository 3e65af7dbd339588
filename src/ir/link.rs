//! Joins lowered blocks into one program: symbols get numbers, exceptions find what they hit.

use super::index::Index;
use super::lower::Order;
use super::number::{Numbered, Numbers};
use super::rule::{Body, Empty, Ground, Origin, PowerAct, Provision, Rule};
use super::rules::Rules;
use super::signature::{Choice, Form, Signature, Sym, SymKind};
use crate::diagnostic::Diagnostic;
use crate::law::{Citation, Code, Moment, Rank, Regulation, Status, Target, Validity};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// Number of a symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SymId(pub u32);
/// Number of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RuleId(pub u32);
/// Number of a provision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ProvisionId(pub u32);

/// A symbol with the rules about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Symbol {
    /// Its declaration.
    pub signature: Arc<Signature>,
    /// When its law looks at facts.
    pub moment: Moment,
    /// Rules that define it: grounds, values, norms, amounts, tables, rights, delegations.
    pub rules: Vec<RuleId>,
    /// Rules that refuse it, with the symbol they were written for when imported by analogy.
    pub refusals: Vec<RuleId>,
    /// Concurrences of the right.
    pub concurrences: Vec<RuleId>,
    /// Powers that grant or adjust it.
    pub powers: Vec<RuleId>,
}

/// Where an exception hits: the whole rule or one point of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ExceptionAt {
    /// The exception.
    pub rule: RuleId,
    /// Point number; `None` for the whole rule.
    pub point: Option<u16>,
}

/// A linked rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Linked {
    /// The rule, shared with its block.
    pub rule: Arc<Rule<SymId>>,
    /// Its provision.
    pub provision: ProvisionId,
    /// Exceptions that hit it or its points.
    pub exceptions: Vec<ExceptionAt>,
    /// Rules that derogate from it (`in afwijking van` it, or it is `behoudens` them).
    pub derogations: Vec<RuleId>,
    /// When it is in force, amendments included.
    pub validity: Validity,
    /// Municipality its regulation is limited to.
    pub territory: Option<Arc<str>>,
    /// Rank of its regulation.
    pub rank: Rank,
    /// When its law looks at facts.
    pub moment: Moment,
}

/// A linked program: everything the evaluator needs, nothing of how it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Program {
    /// Declarations.
    pub index: Arc<Index>,
    /// Symbols by number.
    pub symbols: Vec<Symbol>,
    /// Provisions by number.
    pub provisions: Vec<Provision>,
    /// Rules by number.
    pub rules: Rules,
    /// Numbers of symbols.
    pub ids: Arc<Numbers>,
    /// What bills change, in the order in which it was carried out.
    pub orders: Vec<Order>,
    /// Modelling choices.
    pub choices: Vec<Choice>,
    /// Rights in order of law and name.
    pub rights: Vec<SymId>,
    /// Powers and hardship clauses.
    pub powers: Vec<RuleId>,
    /// Duties and prohibitions.
    pub duties: Vec<RuleId>,
    /// Deadlines.
    pub terms: Vec<RuleId>,
    /// Impossible combinations.
    pub impossible: Vec<RuleId>,
    /// Delegations without which a right does not exist.
    pub needed: Vec<RuleId>,
    /// Rules that do not decide just by being in force: they hang on a choice, a ruling or a standing.
    pub conditional: Vec<RuleId>,
    /// The facts and other names that something reads.
    pub read: Arc<FxHashSet<SymId>>,
    /// The fact that holds birth dates.
    pub birth: Option<SymId>,
    /// The fact that holds the municipality a person lives in.
    pub municipality: Option<SymId>,
}

/// The numbered blocks of a corpus, in order.
pub type Blocks<'a> = &'a [Arc<Numbered>];

impl Program {
    /// The names that play a part in analyses across laws.
    pub fn counting(&self, part: super::CountsAs) -> impl Iterator<Item = SymId> + '_ {
        let all = (0_u32..).map(SymId).zip(&self.symbols);
        all.filter(move |(_, s)| s.signature.counts == Some(part)).map(|(id, _)| id)
    }

    /// A rule.
    #[must_use]
    pub fn rule(&self, id: RuleId) -> Option<&Linked> {
        self.rules.at(id)
    }

    /// The same program, in which every statement that is looked at from now on is noted.
    #[must_use]
    pub fn watched(&self) -> Self {
        Self { rules: self.rules.watched(), ..self.clone() }
    }

    /// Whether one of these places holds a rule.
    #[must_use]
    pub fn within(&self, reach: &[Target], id: RuleId) -> bool {
        self.rule(id).zip(self.provision_of(id)).is_some_and(|(l, p)| {
            let place = location(p);
            reach.iter().any(|t| t.reaches(place, Some(l.rank)))
        })
    }

    /// A provision.
    #[must_use]
    pub fn provision(&self, id: ProvisionId) -> Option<&Provision> {
        self.provisions.get(id.0 as usize)
    }

    /// The provision of a rule.
    #[must_use]
    pub fn provision_of(&self, id: RuleId) -> Option<&Provision> {
        self.provision(self.rules.place(id)?)
    }

    /// A symbol.
    #[must_use]
    pub fn symbol(&self, id: SymId) -> Option<&Symbol> {
        self.symbols.get(id.0 as usize)
    }

    /// The declaration of a symbol.
    #[must_use]
    pub fn signature(&self, id: SymId) -> Option<&Signature> {
        self.symbol(id).map(|s| &*s.signature)
    }

    /// The number of a symbol by law and name.
    #[must_use]
    pub fn id(&self, law: Option<&str>, name: &str) -> Option<SymId> {
        self.ids.get(&Sym { law: law.map(Arc::from), name: name.into() }).copied()
    }

    /// Finds a symbol written as `Wet.naam` or `feit`.
    #[must_use]
    pub fn find(&self, written: &str) -> Option<SymId> {
        match written.split_once('.') {
            Some((law, name)) => self.id(Some(law), name),
            None => self.id(None, written),
        }
    }

    /// The rights with which a fact comes about (`te regelen met`).
    #[must_use]
    pub fn arranged(&self, fact: SymId) -> Vec<SymId> {
        match self.signature(fact).map(|s| &s.kind) {
            Some(SymKind::Fact(info)) => info.arranged.iter().filter_map(|s| self.ids.get(s).copied()).collect(),
            _ => Vec::new(),
        }
    }

    /// Whether a regulation says that an organ is no administrative authority (`geen bestuursorgaan`), so that the general
    /// rules on decisions do not bind it.
    #[must_use]
    pub fn is_private(&self, organ: &str) -> bool {
        let is = |all: &[Arc<str>]| all.iter().any(|o| &**o == organ);
        self.index.regulations().into_iter().any(|r| is(&r.organs) && !is(&r.authorities))
    }

    /// A regulation.
    #[must_use]
    pub fn regulation(&self, code: &str) -> Option<Arc<Regulation>> {
        use super::Scope;
        self.index.regulation(code)
    }
}

/// Where a rule counts as standing for targets: its own place, or the provision a ruling or reading joins.
#[must_use]
pub fn location(provision: &Provision) -> &Citation {
    match &provision.origin {
        Origin::CaseLaw { at, .. } | Origin::Reading { at, .. } => at,
        _ => &provision.citation,
    }
}

/// Links numbered blocks. Diagnostics are about what only shows when everything is together.
#[must_use]
pub fn link(index: Arc<Index>, ids: Arc<Numbers>, blocks: Blocks<'_>) -> (Program, Vec<Diagnostic>) {
    let mut program = Program {
        symbols: Vec::new(),
        provisions: Vec::new(),
        rules: Rules::default(),
        ids,
        orders: Vec::new(),
        choices: Vec::new(),
        rights: Vec::new(),
        powers: Vec::new(),
        duties: Vec::new(),
        terms: Vec::new(),
        impossible: Vec::new(),
        needed: Vec::new(),
        conditional: Vec::new(),
        read: Arc::default(),
        birth: None,
        municipality: None,
        index: index.clone(),
    };
    symbols(&mut program);
    for block in blocks {
        add(&mut program, block);
    }
    let mut diagnostics = super::amend::amend(&mut program, blocks.iter().flat_map(|b| &b.orders));
    file(&mut program);
    join(&mut program);
    import(&mut program);
    program.read = Arc::new(super::checks::facts_read(&program));
    diagnostics.extend(super::checks::check(&program));
    (program, diagnostics)
}

fn symbols(program: &mut Program) {
    for (i, signature) in program.index.signatures().into_iter().enumerate() {
        let id = SymId(u32::try_from(i).unwrap_or(u32::MAX));
        let moment =
            signature.sym.law.as_ref().and_then(|l| program.regulation(l)).map_or(Moment::EveryDay, |r| r.moment);
        if signature.form == Form::Right && matches!(signature.kind, SymKind::Right { .. }) {
            program.rights.push(id);
        }
        program.symbols.push(Symbol {
            signature,
            moment,
            rules: Vec::new(),
            refusals: Vec::new(),
            concurrences: Vec::new(),
            powers: Vec::new(),
        });
    }
    program.birth = program.id(None, "geboortedatum");
    program.municipality = program.id(None, "woongemeente");
    program.choices = program.index.choices().to_vec();
}

fn add(program: &mut Program, block: &Numbered) {
    for (provision, rules) in &block.provisions {
        let id = ProvisionId(u32::try_from(program.provisions.len()).unwrap_or(u32::MAX));
        let regulation = program.regulation(&provision.law);
        for rule in rules {
            program.rules.push(Linked {
                rule: rule.clone(),
                provision: id,
                exceptions: Vec::new(),
                derogations: Vec::new(),
                validity: provision.validity,
                territory: regulation.as_ref().and_then(|r| r.territory.clone()),
                rank: regulation.as_ref().map_or(Rank::WorkInstruction, |r| r.rank),
                moment: regulation.as_ref().map_or(Moment::EveryDay, |r| r.moment),
            });
        }
        program.provisions.push(provision.clone());
    }
}

/// Whether the rules of a provision need more than a date to decide anything.
fn conditional(provision: &Provision) -> bool {
    !matches!(provision.status, Status::InForce | Status::Tolerated(_))
        || matches!(provision.origin, Origin::CaseLaw { .. } | Origin::Reading { .. })
}

/// Files every rule under the symbols it is about.
fn file(program: &mut Program) {
    for i in 0..program.rules.len() {
        let id = RuleId(u32::try_from(i).unwrap_or(u32::MAX));
        let Some(linked) = program.rules.get(i) else { continue };
        if program.provisions.get(linked.provision.0 as usize).is_some_and(conditional) {
            program.conditional.push(id);
        }
        if matches!(linked.rule.body, Body::Delegation { empty: Empty::NoRight(_), .. }) {
            program.needed.push(id);
        }
        let symbols = &mut program.symbols;
        let mut with = |s: SymId, f: &mut dyn FnMut(&mut Symbol)| {
            if let Some(symbol) = symbols.get_mut(s.0 as usize) {
                f(symbol);
            }
        };
        match &linked.rule.body {
            Body::Ground { of, .. }
            | Body::Value { of, .. }
            | Body::Norm { of, .. }
            | Body::Amount { of, .. }
            | Body::Table { of, .. }
            | Body::Right { of, .. }
            | Body::Delegation { of, .. } => {
                with(*of, &mut |s| s.rules.push(id));
            }
            Body::Refusal { of, .. } => of.iter().for_each(|o| with(*o, &mut |s| s.refusals.push(id))),
            Body::Concurrence { of, .. } => with(*of, &mut |s| s.concurrences.push(id)),
            Body::Duty { .. } => program.duties.push(id),
            Body::Term { .. } => program.terms.push(id),
            Body::Impossible { .. } => program.impossible.push(id),
            Body::Power { act, .. } => {
                program.powers.push(id);
                match act {
                    PowerAct::Grant(rights) => rights.iter().for_each(|r| with(*r, &mut |s| s.powers.push(id))),
                    PowerAct::Adjust(of, _) => with(*of, &mut |s| s.powers.push(id)),
                    PowerAct::Depart => {}
                }
            }
            Body::Exception { .. } => {}
        }
    }
}

/// What a rule is about, to see whether a derogation concerns the same consequence.
fn subject(body: &Body<SymId>) -> &[SymId] {
    match body {
        Body::Ground { of, .. } | Body::Value { of, .. } | Body::Right { of, .. } | Body::Concurrence { of, .. } => {
            std::slice::from_ref(of)
        }
        Body::Refusal { of, .. } => of,
        _ => &[],
    }
}

/// The laws a target can reach into; `None` for all.
fn law_of(target: &Target) -> Option<&Code> {
    match target {
        Target::Regulation(code) | Target::Place { law: code, .. } => Some(code),
        Target::EveryOf(_) | Target::Case(_) => None,
    }
}

/// The rules that targets can hit, in order: those of the laws they name, or all.
fn candidates<'t>(
    targets: impl Iterator<Item = &'t Target>,
    by_law: &FxHashMap<&Code, Vec<usize>>,
    all: usize,
) -> Vec<usize> {
    let laws: Option<FxHashSet<&Code>> = targets.map(law_of).collect();
    let Some(laws) = laws else { return (0..all).collect() };
    let mut out: Vec<usize> = laws.into_iter().filter_map(|law| by_law.get(law)).flatten().copied().collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Whether two statements lay down the same kind of consequence for the same thing.
fn same_consequence(a: &Body<SymId>, b: &Body<SymId>) -> bool {
    let kind = |body: &Body<SymId>| match body {
        Body::Ground { kind: Ground::Never, .. } => 1,
        Body::Ground { .. } => 0,
        Body::Value { .. } => 2,
        Body::Right { .. } => 3,
        Body::Refusal { .. } => 4,
        Body::Concurrence { .. } => 5,
        _ => 9,
    };
    let grants = |k: u8| matches!(k, 3 | 4);
    let (x, y) = (kind(a), kind(b));
    (x == y || grants(x) && grants(y)) && subject(a).iter().any(|s| subject(b).contains(s))
}

/// Joins exceptions and derogations to the rules they hit, never to their own block.
fn join(program: &mut Program) {
    let mut hits: Vec<(usize, ExceptionAt)> = Vec::new();
    let mut derogations: Vec<(usize, RuleId)> = Vec::new();
    let mut by_law: FxHashMap<&Code, Vec<usize>> = FxHashMap::default();
    for (r, rule) in program.rules.iter().enumerate() {
        let Some(provision) = program.provision(rule.provision) else { continue };
        // The points of a ruling or reading are cited by its own name.
        for code in [location(provision).code(), provision.citation.code()].into_iter().flatten() {
            let rules = by_law.entry(code).or_default();
            if rules.last() != Some(&r) {
                rules.push(r);
            }
        }
    }
    for (e, exception) in program.rules.iter().enumerate() {
        let id = RuleId(u32::try_from(e).unwrap_or(u32::MAX));
        let targets = match &exception.rule.body {
            Body::Exception { targets } => targets.as_slice(),
            _ => &[],
        };
        let links = &exception.rule.links;
        if targets.is_empty() && links.derogates.is_empty() && links.subject_to.is_empty() {
            continue;
        }
        let named = targets.iter().chain(&links.derogates).chain(&links.subject_to);
        for r in candidates(named, &by_law, program.rules.len()) {
            let Some(rule) = program.rules.get(r) else { continue };
            let Some(provision) = program.provision(rule.provision) else { continue };
            if rule.provision == exception.provision {
                continue;
            }
            let place = location(provision);
            for target in targets {
                if target.reaches(place, Some(rule.rank)) {
                    hits.push((r, ExceptionAt { rule: id, point: None }));
                    continue;
                }
                for (n, marks) in rule.rule.points.iter().enumerate() {
                    // Only the highest point reached is marked; what lies below goes with it.
                    let above = marks.split_last().map(|(_, head)| head).unwrap_or_default();
                    let cited = |m: &[crate::law::Mark]| target.reaches(&provision.cite_point(m), Some(rule.rank));
                    if cited(marks) && !cited(above) {
                        hits.push((r, ExceptionAt { rule: id, point: u16::try_from(n).ok() }));
                    }
                }
            }
            let reached = |all: &[Target]| all.iter().any(|t| t.reaches(place, Some(rule.rank)));
            if same_consequence(&exception.rule.body, &rule.rule.body) {
                if reached(&links.derogates) {
                    derogations.push((r, id));
                }
                if reached(&links.subject_to) {
                    derogations.push((e, RuleId(u32::try_from(r).unwrap_or(u32::MAX))));
                }
            }
        }
    }
    for (r, at) in hits {
        if let Some(rule) = program.rules.get_mut(r) {
            rule.exceptions.push(at);
        }
    }
    for (r, by) in derogations {
        if let Some(rule) = program.rules.get_mut(r) {
            rule.derogations.push(by);
        }
    }
}

/// `met inachtneming van` and `met overeenkomstige toepassing van`: refusals of the cited place count here too.
fn import(program: &mut Program) {
    let mut more: Vec<(SymId, RuleId)> = Vec::new();
    for linked in &program.rules {
        let Body::Right { of, .. } = &linked.rule.body else { continue };
        for (targets, right) in &linked.rule.links.imports {
            let right = right.as_ref().and_then(|s| program.ids.get(s).copied());
            for (r, rule) in program.rules.iter().enumerate() {
                let Body::Refusal { of: refused, .. } = &rule.rule.body else { continue };
                let Some(provision) = program.provisions.get(rule.provision.0 as usize) else { continue };
                let reached = targets.iter().any(|t| t.reaches(location(provision), Some(rule.rank)));
                if reached && right.is_none_or(|s| refused.contains(&s)) && !refused.contains(of) {
                    more.push((*of, RuleId(u32::try_from(r).unwrap_or(u32::MAX))));
                }
            }
        }
    }
    for (of, rule) in more {
        if let Some(symbol) = program.symbols.get_mut(of.0 as usize)
            && !symbol.refusals.contains(&rule)
        {
            symbol.refusals.push(rule);
        }
    }
}
