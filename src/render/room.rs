//! Room as data, as text and as Markdown.

use super::build::{Showing, amount_written, organ};
use super::names::{capital, words};
use super::text::{Options, paragraph, wrap};
use super::view::{RoomView, TouchedView, View};
use crate::eval::{Amount, Force, Reason, Verdict};
use crate::ir::rule::{Adjust, Body, NotFor, PowerAct};
use crate::law::{Rank, Target};
use crate::room::{Code, Room, Status, Why};
use crate::value::Date;
use std::fmt::Write as _;

impl Showing<'_> {
    /// The mirror of room; `view` is the mirror of the assessment it was found in.
    #[must_use]
    pub fn room(&self, all: &[Room], view: &View) -> Vec<RoomView> {
        all.iter().map(|r| self.piece(r, view)).collect()
    }

    fn piece(&self, r: &Room, view: &View) -> RoomView {
        let program = self.program();
        let case = self.names.case;
        let provision = program.provision_of(r.rule);
        let linked = program.rule(r.rule);
        let (mut reach, mut not_for, mut review) = (Vec::<String>::new(), Vec::new(), None);
        if let Some(Body::Power { reach: targets, not_for: excluded, review: standard, .. }) =
            linked.map(|l| &l.rule.body)
        {
            for t in targets.iter().map(target) {
                if !reach.contains(&t) {
                    reach.push(t);
                }
            }
            not_for = excluded.iter().map(|n| self.excluded(n, provision.and_then(|p| p.gist.as_deref()))).collect();
            review = standard.as_ref().map(|s| words(s));
        }
        RoomView {
            code: r.code.word().to_owned(),
            bepaling: self.names.cite(r.rule),
            orgaan: r.organ.as_ref().map_or_else(String::new, |o| organ(o)),
            status: r.status.word().to_owned(),
            reden: self.why(r),
            kern: provision.and_then(|p| p.gist.as_ref()).map(ToString::to_string),
            criterium: r.criterion.iter().map(|c| self.names.reason(c)).collect(),
            bereik: reach,
            niet_voor: not_for,
            bevoegdheid: r.bound.map(|b| (if b { "gebonden" } else { "vrij" }).to_owned()),
            toetsing: review,
            rang: linked.map_or_else(String::new, |l| words(l.rank.word())),
            laat_zien: self.evidence(r),
            gezichtspunten: r
                .criterion
                .iter()
                .filter_map(|c| self.norm(c, &[]))
                .flat_map(|n| n.gezichtspunten)
                .collect(),
            persoon: r.person.map(|p| case.name(p).to_string()),
            raakt: r.touches.map(|t| {
                let recht = self.names.symbol(t.right);
                let houder = case.name(t.holder).to_string();
                let voor = t.subject.map(|s| case.name(s).to_string());
                let oordeel = view
                    .uitkomsten
                    .iter()
                    .find(|o| o.recht == recht && o.houder == houder && o.voor == voor)
                    .map(|o| o.oordeel.clone());
                TouchedView { recht, houder, voor, oordeel }
            }),
        }
    }

    /// What a power is not for. A condition on persons is told by the gist of the provision.
    fn excluded(&self, n: &NotFor<crate::ir::SymId>, gist: Option<&str>) -> String {
        match n {
            NotFor::Concept(s) => self.names.symbol(*s),
            NotFor::Place(t) => target(t),
            NotFor::Person(e) => {
                let mut read = None;
                e.map(&mut |s: &crate::ir::SymId| {
                    read.get_or_insert(*s);
                });
                let named = read.map(|s| format!("personen van wie geldt: {}", self.names.plain(s)));
                named.or_else(|| gist.map(str::to_owned)).unwrap_or_default()
            }
        }
    }

    /// What must be shown: what the rule asks proof of, and the questions still open.
    fn evidence(&self, r: &Room) -> Vec<String> {
        let proof = self.program().rule(r.rule).and_then(|l| l.rule.proof.as_ref()).map(ToString::to_string);
        let mut out: Vec<String> = proof.into_iter().collect();
        for reason in &r.criterion {
            let (Reason::Fact(what, about) | Reason::Norm(what, about)) = reason else { continue };
            out.extend(self.names.question(*what, about));
        }
        out
    }

    /// Why, with what the power does when it changes a value: lower is not always better.
    fn why(&self, r: &Room) -> String {
        let act = match self.program().rule(r.rule).map(|l| &l.rule.body) {
            Some(Body::Power { act: PowerAct::Adjust(what, how), .. }) if r.code == Code::R01 => Some((*what, how)),
            _ => None,
        };
        let said = self.state(r);
        let Some((what, how)) = act else { return said };
        let name = self.names.plain(what);
        match how {
            Adjust::Lower | Adjust::Withdraw => {
                format!("{said}. Hiermee kan {name} omlaag; kijk eerst of dat deze persoon helpt")
            }
            Adjust::Raise => format!("{said}. Hiermee kan {name} omhoog; kijk eerst of dat deze persoon helpt"),
            Adjust::Set(_) => format!("{said}. Hiermee kan {name} anders worden vastgesteld"),
            Adjust::Allow => format!("{said}. Hiermee kan {name} worden toegestaan"),
        }
    }

    fn state(&self, r: &Room) -> String {
        let criterion: Vec<String> = r.criterion.iter().map(|c| self.names.reason(c)).collect();
        let on = |d: &Date| d.written();
        match &r.why {
            Why::Open if r.status == Status::Used => "de casus laat zien dat dit is gebeurd".to_owned(),
            Why::Open => "aan de voorwaarden is voldaan, en de casus laat niet zien dat hierover is beslist".to_owned(),
            Why::Depends => format!("hangt af van: {}", criterion.join("; ")),
            Why::Fails(why) => why.to_string(),
            Why::NotMet => "aan de voorwaarden is niet voldaan".to_owned(),
            Why::Used(d) => format!("een besluit van {} gebruikte dit", on(d)),
            Why::Considered(d) => format!("overwogen in het besluit van {}, en niet gebruikt", on(d)),
            Why::Void(d) => {
                format!("een besluit van {} gebruikte dit, maar aan de voorwaarden is niet voldaan", on(d))
            }
            Why::Unjudged => format!("niemand heeft dit beoordeeld: {}", criterion.join("; ")),
            Why::Without(d, factors) => {
                format!("beoordeeld op {}, maar zonder: {}", on(d), factors.join("; "))
            }
            Why::Judged(d, holds) => {
                format!("beoordeeld op {}: {}", on(d), if *holds { "ja" } else { "nee" })
            }
            Why::Strength(rule, force, rank) => self.strength(*rule, *force, *rank),
            Why::NotAsked => "werkt alleen op verzoek, en de casus laat geen verzoek of aanvraag zien".to_owned(),
            Why::NotPerformed => "deze plicht geldt, en de casus laat niet zien dat zij is nagekomen".to_owned(),
            Why::Elsewhere(right, verdict) => {
                format!("{} geeft hier: {} ({})", self.law_and_right(*right), verdict.word(), meaning(*verdict))
            }
            Why::Until(d) => format!("kan tot en met {}", on(d)),
            Why::Passed(d) => format!("de termijn eindigde op {}", on(d)),
            Why::Changes(d, was, is) => {
                format!("vanaf {}: {}; de dag ervoor: {}", on(d), self.told(*is), self.told(*was))
            }
        }
    }

    fn strength(&self, rule: crate::ir::RuleId, force: Option<Force>, rank: Rank) -> String {
        let by = self.names.cite(rule);
        match (force, rank) {
            (Some(Force::Free), _) => {
                format!("sterk: {by} laat het orgaan vrij om te weigeren, dus het moet de nadelen afwegen")
            }
            (_, Rank::Treaty | Rank::Act) => format!(
                "zwak: {by} is een gebonden bepaling in een wet; alleen omstandigheden waaraan de wetgever niet dacht, tellen"
            ),
            (_, Rank::PolicyRule | Rank::WorkInstruction) => {
                format!("sterk: {by} is geen algemeen verbindend voorschrift; zie ook afwijken van een beleidsregel")
            }
            _ => format!("redelijk: {by} is een lagere regel, die de rechter aan evenredigheid kan toetsen"),
        }
    }

    fn law_and_right(&self, right: crate::ir::SymId) -> String {
        let code = self.program().signature(right).and_then(|s| s.sym.law.clone());
        let law = code.and_then(|l| self.program().regulation(&l)).map_or_else(String::new, |r| r.title.to_string());
        format!("{law}: {}", self.names.plain(right))
    }

    pub(super) fn told(&self, (verdict, amount): (Verdict, Option<Amount>)) -> String {
        amount.map_or_else(|| verdict.word().to_owned(), |a| format!("{} ({})", verdict.word(), amount_written(a)))
    }
}

const fn meaning(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Must => "het orgaan moet dit geven",
        Verdict::May => "het orgaan mag dit geven",
        Verdict::Judgement => "een mens moet dit nog wegen",
        _ => "een feit beslist nog",
    }
}

/// A target in words.
fn target(t: &Target) -> String {
    match t {
        Target::EveryOf(rank) => format!("elke {}", words(rank.word())),
        other => other.to_string(),
    }
}

/// What a group of room is about, for a heading.
fn heading(t: Option<&TouchedView>) -> String {
    let Some(t) = t else { return "De procedure".to_owned() };
    let name = t.recht.rsplit('.').next().map_or_else(String::new, words);
    let thing = t.voor.as_ref().map_or(String::new(), |v| format!(" voor {}", words(v)));
    let verdict = t.oordeel.as_ref().map_or(String::new(), |o| format!(" [{o}]"));
    format!("{} van {}{thing}{verdict}", capital(&name), words(&t.houder))
}

/// Whether a piece is shown without `--alles`: what does not apply, and what was used, is left out, but a change is told.
fn shown(r: &RoomView, all: bool) -> bool {
    all || r.code == "R10" || !matches!(&*r.status, "n.v.t." | "gebruikt")
}

/// Room by outcome, in order of the outcomes; within one, what is unused first.
fn groups(view: &View, all: bool) -> Vec<(String, Vec<&RoomView>)> {
    let mut out: Vec<(String, Vec<&RoomView>)> = Vec::new();
    let order = ["ongebruikt", "gebruikt", "uitgesloten", "n.v.t."];
    let place = |r: &RoomView| {
        let same = |o: &super::view::OutcomeView| {
            r.raakt.as_ref().is_some_and(|t| t.recht == o.recht && t.houder == o.houder && t.voor == o.voor)
        };
        view.uitkomsten.iter().position(same).unwrap_or(usize::MAX)
    };
    let mut sorted: Vec<&RoomView> = view.ruimte.iter().filter(|r| shown(r, all)).collect();
    sorted.sort_by_key(|r| (place(r), order.iter().position(|s| *s == r.status)));
    for r in sorted {
        let title = heading(r.raakt.as_ref());
        match out.last_mut() {
            Some((last, list)) if *last == title => list.push(r),
            _ => out.push((title, vec![r])),
        }
    }
    out
}

/// How a code is called.
pub(super) fn called(code: &str) -> &'static str {
    match code {
        "R01" => "bevoegdheid",
        "R02" => "hardheidsclausule",
        "R03" => "open norm",
        "R04" => "afwijken van een beleidsregel",
        "R05" => "evenredigheid",
        "R06" => "alleen op verzoek",
        "R07" => "afstemmen op de persoon",
        "R08" => "een andere wet",
        "R09" => "recht in de procedure",
        _ => "verandering die eraan komt",
    }
}

/// Who decides, whether bound or free, rank and standard of review, in one line.
fn standing(r: &RoomView) -> String {
    let parts = [
        (!r.orgaan.is_empty()).then(|| r.orgaan.clone()),
        r.bevoegdheid.clone(),
        (!r.rang.is_empty()).then(|| r.rang.clone()),
        r.toetsing.as_ref().map(|t| format!("toetsing {t}")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Room as text for a terminal.
#[must_use]
pub fn room_text(view: &View, options: Options) -> String {
    let style = |code: &str, text: &str| {
        if options.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    };
    let mut out = String::new();
    let title = if view.titel.is_empty() { "Casus" } else { &view.titel };
    let date = Date::parse(&view.peildatum).map_or_else(|| view.peildatum.clone(), Date::written);
    let _ = writeln!(out, "{}\nRuimte op {date} · regels {}", style("1", title), view.regelversie);
    let all = groups(view, options.all);
    if all.is_empty() {
        let _ = writeln!(out, "\nGeen ruimte gevonden. Met `--alles` ziet u ook wat niet van toepassing is.");
    }
    for (heading, list) in all {
        let _ = writeln!(out, "\n{}", style("1", &heading));
        for r in list {
            let _ = writeln!(out, "\n  [{}] {} {}: {}", r.status, r.code, called(&r.code), r.bepaling);
            let mut item = |label: &str, text: &str| {
                for (i, part) in wrap(text, options.width.saturating_sub(16).max(30)).into_iter().enumerate() {
                    let head = if i == 0 { format!("    {label:<12}") } else { " ".repeat(16) };
                    let _ = writeln!(out, "{}", format!("{head}{part}").trim_end());
                }
            };
            if r.raakt.is_none()
                && let Some(p) = &r.persoon
            {
                item("voor", &words(p));
            }
            item("waarom", &capital(&r.reden));
            if let (Some(kern), true) = (&r.kern, r.status != "uitgesloten" || options.all) {
                item("kern", kern);
            }
            item("wie", &standing(r));
            if options.all && !r.bereik.is_empty() {
                item("bereik", &r.bereik.join("; "));
            }
            if options.all && !r.niet_voor.is_empty() {
                item("niet voor", &r.niet_voor.join("; "));
            }
            if r.status == "ongebruikt" {
                r.laat_zien.iter().for_each(|s| item("laat zien", s));
                r.gezichtspunten.iter().for_each(|s| item("", &format!("- {s}")));
            }
        }
    }
    out.push_str(&paragraph(&format!("`kanwel leguit R02` legt een code uit. {}", view.let_op), options.width));
    out
}

/// Room as Markdown. Text from a case is escaped.
#[must_use]
pub fn room_markdown(view: &View, all: bool) -> String {
    let escape = super::markdown::escape;
    let mut out = String::new();
    let title = if view.titel.is_empty() { "Casus" } else { &view.titel };
    let _ =
        writeln!(out, "# Ruimte: {}\n\npeildatum {} · regels `{}`", escape(title), view.peildatum, view.regelversie);
    for (heading, list) in groups(view, all) {
        let _ = writeln!(out, "\n## {}\n", escape(&heading));
        for r in list {
            let who = standing(r);
            let _ = writeln!(
                out,
                "- **{}** {} {}: {} — {} ({who})",
                r.status,
                r.code,
                called(&r.code),
                r.bepaling,
                escape(&r.reden)
            );
            for s in r.laat_zien.iter().filter(|_| r.status == "ongebruikt") {
                let _ = writeln!(out, "  - laat zien: {}", escape(s));
            }
        }
    }
    let _ = writeln!(out, "\n*{}*", view.let_op);
    out
}
