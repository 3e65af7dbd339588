//! From what an annex found to its mirror.

use super::super::build::{Showing, amount_written, organ};
use super::super::comparison_view::BillComparisonView;
use super::super::names::{Names, capital, words};
use super::{
    AnnexView, AskedView, AttentionView, ChangeView, ClauseView, CourseView, ExecutionView, FileView, HardView,
    HardshipView, LawShareView, LineView, MemberView, PowerView, RankedView, ReaderView, RelationView,
    ReproductionView, TaskView, WayView,
};
use crate::annex::{
    Above, Attention, Change, Course, Execution, Household as Found, Laws, Point, Ranked, Reader, Relations, Task,
    TaskKind, What,
};
use crate::case::Case;
use crate::compare::RightChange;
use crate::coverage::LawCoverage;
use crate::eval::Deadline;
use crate::ir::rule::Body;
use crate::ir::{Program, RuleId, Sym, SymId, SymKind};
use crate::room::Code as RoomCode;
use crate::value::{Date, dutch_value};
use std::collections::BTreeSet;

/// A household with what was found about it.
pub struct Member<'a> {
    /// Name of the case.
    pub name: &'a str,
    /// Title of the case.
    pub title: &'a str,
    /// Date.
    pub date: Date,
    /// The household under both laws.
    pub cases: (&'a Case, &'a Case),
    /// The rights that change.
    pub rights: &'a [RightChange],
    /// What was found.
    pub found: &'a Found,
}

/// How to find the same again.
pub struct Reproduction<'a> {
    /// The command.
    pub command: String,
    /// Files with bills: name and SHA-256.
    pub bills: Vec<(String, String)>,
    /// Files with cases: name and SHA-256.
    pub cases: Vec<(String, String)>,
    /// Coverage of the laws that are changed.
    pub coverage: &'a [LawCoverage],
}

/// Everything an annex is shown from.
pub struct Annexed<'a> {
    /// The laws.
    pub laws: Laws<'a>,
    /// The comparison, with all households.
    pub comparison: BillComparisonView,
    /// What changes.
    pub changes: &'a [Change],
    /// What stands above, below and beside it.
    pub relations: &'a Relations,
    /// Who carries it out.
    pub execution: &'a Execution,
    /// The households of files.
    pub members: &'a [Member<'a>],
    /// How to find the same again.
    pub reproduction: Reproduction<'a>,
}

fn cite(program: &Program, rule: RuleId) -> String {
    program.provision_of(rule).map_or_else(|| "?".to_owned(), |p| p.citation.to_string())
}

fn plain(program: &Program, symbol: SymId) -> String {
    program.signature(symbol).map_or_else(|| "?".to_owned(), |s| words(&s.sym.name))
}

/// The place of a change; a name without the marks of the rule language.
fn placed(c: &Change) -> String {
    c.place.replace('`', "")
}

fn texts(all: &BTreeSet<String>) -> Vec<String> {
    all.iter().cloned().collect()
}

impl Annexed<'_> {
    /// The mirror.
    #[must_use]
    pub fn view(self) -> AnnexView {
        AnnexView {
            veranderingen: self.changes.iter().map(|c| self.change(c)).collect(),
            verhouding: self.relation(),
            uitvoering: self.execution(),
            huishoudens: self.members.iter().map(|m| self.member(m)).collect(),
            verantwoording: self.reproduction(),
            vergelijking: self.comparison,
        }
    }

    fn change(&self, c: &Change) -> ChangeView {
        let (old, new) = (self.gists(false, c), self.gists(true, c));
        let caption = |after: bool, rules: &[RuleId]| {
            let p = rules.first().and_then(|r| self.laws.program(after).provision_of(*r));
            p.map(|p| p.caption.to_string()).filter(|c| !c.is_empty())
        };
        ChangeView {
            plaats: placed(c),
            wat: c.what.word().to_owned(),
            wijziging: c.bill.to_string(),
            ingang: c.from.to_string(),
            opschrift: caption(true, &c.new).or_else(|| caption(false, &c.old)),
            eerst: old,
            daarna: new,
        }
    }

    /// What the statements come to, each provision once; the value of an amount on the first day.
    fn gists(&self, after: bool, c: &Change) -> Vec<String> {
        let program = self.laws.program(after);
        let mut out: Vec<String> = Vec::new();
        for rule in if after { &c.new } else { &c.old } {
            let told = match program.rule(*rule).map(|l| &l.rule.body) {
                Some(Body::Amount { of, rows }) if c.what == What::Amount => {
                    let ty = program.signature(*of).map(|s| s.result.clone());
                    let row = rows.iter().find(|r| r.period.contains(c.from));
                    row.zip(ty).and_then(|(r, ty)| Some(dutch_value(r.value.as_ref().ok()?, &ty, |_| String::new())))
                }
                _ => program.provision_of(*rule).and_then(|p| p.gist.as_ref()).map(ToString::to_string),
            };
            out.extend(told.filter(|t| !out.contains(t)));
        }
        out
    }

    fn relation(&self) -> RelationView {
        let r = self.relations;
        let reader =
            |r: &Reader| ReaderView { begrip: r.symbol.to_string(), eerst: texts(&r.before), daarna: texts(&r.after) };
        RelationView {
            hoogste_rang: r.highest.map(|rank| words(rank.word())),
            rang: r.ranked.iter().filter_map(|x| self.ranked(x)).collect(),
            gelezen_door: r.readers.iter().map(reader).collect(),
            leest_zelf: r.reads.iter().map(reader).collect(),
            rechten: r.rights.iter().map(ToString::to_string).collect(),
            bevoegdheden: r.powers.iter().map(|(right, rules)| self.powers(right, rules)).collect(),
        }
    }

    fn powers(&self, right: &Sym, rules: &[RuleId]) -> PowerView {
        let places: BTreeSet<String> = rules.iter().map(|r| cite(self.laws.after, *r)).collect();
        PowerView { recht: right.to_string(), bepalingen: texts(&places) }
    }

    fn ranked(&self, r: &Ranked) -> Option<RankedView> {
        let one = |(how, place): &(Above, crate::law::Citation)| {
            let how = match how {
                Above::SetsAside => "gaat voor",
                Above::Refuses => "weigert wat geeft:",
                Above::Fills => "vult in:",
            };
            format!("{how} {place}")
        };
        Some(RankedView {
            plaats: placed(self.changes.get(r.change)?),
            rang: words(r.rank.word()),
            hoger: r.above.iter().map(one).collect(),
            lager: texts(&r.below),
        })
    }

    fn execution(&self) -> ExecutionView {
        let e = self.execution;
        let asked = |after: bool, all: &[SymId]| all.iter().filter_map(|f| self.asked(after, *f)).collect();
        let clause = |c: &crate::annex::Clause| {
            let program = self.laws.after;
            let gist = program.provision_of(c.rule).and_then(|p| p.gist.as_ref());
            ClauseView {
                bepaling: cite(program, c.rule),
                hardheidsclausule: c.hardship,
                kern: gist.map(ToString::to_string),
                uitgesloten: c.excluded,
                hele_regeling: c.whole,
            }
        };
        let hardship = |(i, all): &(usize, Vec<crate::annex::Clause>)| {
            let plaats = placed(self.changes.get(*i)?);
            Some(HardshipView { plaats, clausules: all.iter().map(clause).collect() })
        };
        ExecutionView {
            taken: e.tasks.iter().map(|t| self.task(t)).collect(),
            hardheid: e.clauses.iter().filter_map(hardship).collect(),
            aandacht: e.attention.iter().map(|a| self.attention(a)).collect(),
            nieuw_gevraagd: asked(true, &e.asked),
            niet_meer_gevraagd: asked(false, &e.dropped),
        }
    }

    fn task(&self, t: &Task) -> TaskView {
        let program = self.laws.program(t.after);
        let name = |s: &SymId| plain(program, *s);
        let gist = || {
            let p = program.provision_of(t.rule);
            p.and_then(|p| p.gist.as_ref()).map_or_else(|| "in elk geval".to_owned(), ToString::to_string)
        };
        let (kind, what) = match &t.kind {
            TaskKind::Decides(right) => ("besluit", name(right)),
            TaskKind::May => ("bevoegdheid", gist()),
            TaskKind::Hardship => ("hardheidsclausule", gist()),
            TaskKind::Judges(norm, margin) => {
                let room = match margin {
                    Some(true) => ", met beoordelingsruimte",
                    Some(false) => ", zonder beoordelingsruimte",
                    None => ", of er ruimte is zegt de tekst niet",
                };
                ("oordeel", format!("{}{room}", name(norm)))
            }
            TaskKind::Owes(act) => ("plicht", words(act)),
            TaskKind::Term(term) => ("termijn", words(term)),
        };
        TaskView {
            orgaan: t.organ.as_ref().map_or_else(|| "onbekend".to_owned(), |o| organ(o)),
            bepaling: cite(program, t.rule),
            soort: kind.to_owned(),
            taak: what,
            wanneer: if t.after { "daarna" } else { "eerst" }.to_owned(),
        }
    }

    fn attention(&self, a: &Attention) -> AttentionView {
        let program = self.laws.after;
        let name = |s: &SymId| plain(program, *s);
        let punt = match &a.point {
            Point::NoAmount(of, day, why) => {
                format!("Het bedrag {} is vanaf {} niet bekend: {why}.", name(of), day.written())
            }
            Point::NoJudge(norm) => format!("Wie over “{}” oordeelt, staat er niet.", name(norm)),
            Point::NoFactors(norm) => {
                format!("Waar bij “{}” op te letten, staat er niet: er zijn geen gezichtspunten.", name(norm))
            }
            Point::NoCriterion => {
                "Deze bevoegdheid heeft geen voorwaarde en geen maatstaf: wanneer zij wordt gebruikt, is vrij."
                    .to_owned()
            }
            Point::Unbounded => {
                "Deze hardheidsclausule bereikt een hele regeling; welke bepalingen opzij kunnen, is niet afgebakend."
                    .to_owned()
            }
            Point::NoConsequence(term) => {
                format!("Wat er gebeurt als de termijn “{}” voorbij is, staat er niet.", words(term))
            }
            Point::Uncertain(Some(why)) => format!("De codering is onzeker: {why}."),
            Point::Uncertain(None) => "De codering is onzeker.".to_owned(),
        };
        AttentionView { bepaling: cite(program, a.rule), punt }
    }

    fn asked(&self, after: bool, fact: SymId) -> Option<AskedView> {
        let program = self.laws.program(after);
        let signature = program.signature(fact)?;
        let SymKind::Fact(info) = &signature.kind else { return None };
        let text = |t: &Option<std::sync::Arc<str>>| t.as_ref().map(ToString::to_string);
        // Where a question names someone, the letter of the rule stands for him.
        let question = text(&info.question).map(|q| {
            let who = ["deze persoon", "de ander"].into_iter().chain(std::iter::repeat("een derde"));
            signature.params.iter().zip(who).fold(q, |q, (p, who)| q.replace(&format!("{{{}}}", p.var), who))
        });
        let rules = self.changes.iter().flat_map(|c| if after { &c.new } else { &c.old });
        let mut places: Vec<String> = rules.filter(|r| reads(program, **r, fact)).map(|r| cite(program, *r)).collect();
        places.dedup();
        Some(AskedView {
            feit: words(&signature.sym.name),
            vraag: question.map(|q| capital(&q)),
            bewijs: text(&info.proof),
            wijzigbaar_door: text(&info.changeable),
            bepalingen: places,
        })
    }

    fn member(&self, m: &Member<'_>) -> MemberView {
        let showing = |after: bool| {
            let case = if after { m.cases.1 } else { m.cases.0 };
            let names = Names { program: self.laws.program(after), case };
            Showing { names, date: m.date, version: "", derivations: false }
        };
        let (before, after) = (showing(false), showing(true));
        let terms = |s: &Showing<'_>, all: &[Deadline]| all.iter().filter_map(|d| s.deadline(d)).collect();
        let right = |i: usize| m.rights.get(i);
        let way = |w: &crate::annex::Way| {
            let r = right(w.right)?;
            Some(WayView {
                recht: r.right.to_string(),
                houder: r.holder.to_string(),
                voor: r.subject.as_ref().map(ToString::to_string),
                ten_minste: w.least.map(amount_written),
                eerst: course(&before, w.before.as_ref()),
                daarna: course(&after, w.after.as_ref()),
            })
        };
        let hard = |h: &crate::annex::Hard| {
            let r = right(h.right)?;
            let mut room: Vec<String> =
                h.room.iter().map(|x| format!("{} {}", x.code.word(), after.names.cite(x.rule))).collect();
            room.dedup();
            Some(HardView {
                recht: r.right.to_string(),
                houder: r.holder.to_string(),
                voor: r.subject.as_ref().map(ToString::to_string),
                ruimte: room,
                hardheidsclausule: h.room.iter().any(|x| x.code == RoomCode::R02),
            })
        };
        let line = |l: &crate::annex::Line| LineView {
            eerst: before.curve(&l.axis_before, &l.before),
            daarna: after.curve(&l.axis, &l.after),
        };
        MemberView {
            naam: m.name.to_owned(),
            titel: m.title.to_owned(),
            wegen: m.found.ways.iter().filter_map(way).collect(),
            termijnen_eerst: terms(&before, &m.found.terms_before),
            termijnen_daarna: terms(&after, &m.found.terms_after),
            klem: m.found.hard.iter().filter_map(hard).collect(),
            lijnen: m.found.lines.iter().map(line).collect(),
        }
    }

    fn reproduction(&self) -> ReproductionView {
        let r = &self.reproduction;
        let file = |(name, hash): &(String, String)| FileView { bestand: name.clone(), sha256: hash.clone() };
        let share = |l: &LawCoverage| {
            let units = || l.articles.iter().flat_map(|a| &a.units);
            LawShareView {
                wet: l.law.to_string(),
                gecodeerd: units().filter(|u| u.state.encoded()).count(),
                leden: units().count(),
                lijst_volledig: l.list == Some(true),
            }
        };
        ReproductionView {
            kanwel: env!("CARGO_PKG_VERSION").to_owned(),
            opdracht: r.command.clone(),
            wijzigingen: r.bills.iter().map(file).collect(),
            casussen: r.cases.iter().map(file).collect(),
            dekking: r.coverage.iter().map(share).collect(),
            grenzen: limits(&self.comparison),
        }
    }
}

fn reads(program: &Program, rule: RuleId, fact: SymId) -> bool {
    let mut found = false;
    if let Some(linked) = program.rule(rule) {
        crate::ir::expressions(&linked.rule, &mut |e| e.symbols(&mut |s: &SymId, _| found |= *s == fact));
    }
    found
}

fn course(showing: &Showing<'_>, course: Option<&Course>) -> CourseView {
    let Some(c) = course else { return CourseView { stand: "bestaat niet".to_owned(), ..CourseView::default() } };
    let steps: Vec<_> = c.route.iter().flat_map(|r| &r.moves).map(|m| showing.step(m)).collect();
    let mut proofs: Vec<String> = steps.iter().filter_map(|s| s.bewijs.clone()).collect();
    proofs.sort();
    proofs.dedup();
    let parties: BTreeSet<String> = steps.iter().filter_map(|s| s.wie.clone()).collect();
    let stand = match (c.met, &c.route) {
        (true, _) => "gegeven",
        (false, Some(_)) => "route",
        (false, None) => "geen route",
    };
    CourseView {
        stand: stand.to_owned(),
        stappen: steps,
        bewijs: proofs,
        partijen: parties.into_iter().collect(),
        gezocht_tot: c.steps,
        volledig: c.complete,
        langer_mogelijk: c.longer,
    }
}

fn limits(view: &BillComparisonView) -> Vec<String> {
    let mut out = vec![
        "Alleen gecodeerde bepalingen zijn doorgerekend. Wat niet is gecodeerd, telt niet mee, ook niet als de wet het wel regelt."
            .to_owned(),
        "Een casus laat zien wat kan voorkomen, niet hoe vaak. Uit deze bijlage volgt niet hoeveel huishoudens het treft en wat het kost."
            .to_owned(),
        "Routes zijn gezocht tot en met een beperkt aantal stappen; de bijlage noemt dat aantal. Van elk recht staat de sterkste route er, niet elke.".to_owned(),
        "Lijnen van wat één euro meer oplevert zijn zonder afrondingen.".to_owned(),
    ];
    out.extend(view.let_op.iter().cloned());
    out
}
