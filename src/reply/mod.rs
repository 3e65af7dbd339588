//! The reply to "het mag niet": what was asked, what was said, and what the rules say to that.
//!
//! Nothing here decides: outcomes, room and deadlines are those of `eval` and `room`. This module looks up what was cited,
//! finds what carries the refusal, and answers each kind of reason on its own ground. A no that is right is confirmed.

mod answer;
mod carrier;
mod cited;

pub use answer::{Answer, Asked};
pub use carrier::{Carrier, Role, carriers};
pub use cited::{Bears, Belongs, Cited, Lapse, Named, Standing, cited};

use crate::case::{Case, Heard};
use crate::eval::{Assessment, Deadline, Outcome, Settings, Verdict};
use crate::ir::rule::Body;
use crate::ir::{Program, RuleId, SymId};
use crate::room::{ANY_ORGAN, Code, Room, Why, asked_on};
use crate::value::{Date, PERSON};
use answer::Desk;

/// The kinds of reason for a no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Argument {
    /// The law does not allow it.
    Law,
    /// Everybody must be treated alike.
    Equality,
    /// It would be a precedent.
    Precedent,
    /// There is no money.
    Means,
    /// People must do it themselves.
    SelfReliance,
    /// It is not right.
    Moral,
    /// There is no time or staff.
    Capacity,
}

impl Argument {
    /// Every kind.
    pub const ALL: [Self; 7] =
        [Self::Law, Self::Equality, Self::Precedent, Self::Means, Self::SelfReliance, Self::Moral, Self::Capacity];

    /// As a case writes it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Law => "juridisch",
            Self::Equality => "gelijkheid",
            Self::Precedent => "precedent",
            Self::Means => "middelen",
            Self::SelfReliance => "zelfredzaamheid",
            Self::Moral => "moreel",
            Self::Capacity => "capaciteit",
        }
    }

    /// Reads the word of a case.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.word() == word)
    }
}

/// A refusal of the right that was asked, whose conditions are not met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotMet {
    /// The rule.
    pub rule: RuleId,
    /// It is about the concurrence with the law that was cited.
    pub cited: bool,
}

/// The reply to one refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// What was heard.
    pub heard: Heard,
    /// Kind of reason.
    pub argument: Argument,
    /// Position of the outcome in the assessment.
    pub outcome: usize,
    /// When it was applied for, if the case shows that.
    pub asked_on: Option<Date>,
    /// What was cited, if anything was.
    pub cited: Option<Cited>,
    /// What carries the refusal, would carry it, or gives the right; the firmest first.
    pub carriers: Vec<Carrier>,
    /// Refusals of this right whose conditions are not met here.
    pub not_met: Vec<NotMet>,
    /// The answer on the ground of the reason.
    pub answer: Answer,
    /// Positions of the room that touches this outcome, or this person's procedure.
    pub room: Vec<usize>,
    /// Other rights of this person that stand or are open: positions, and whether they belong to what was asked (R08).
    pub palette: Vec<(usize, bool)>,
    /// Positions of the deadlines for the decision and of the person that matter for this right.
    pub deadlines: Vec<usize>,
    /// Who refused is no administrative authority: it takes no decisions, and the general rules on them do not bind it.
    pub private: bool,
    /// The duty to give reasons for a decision.
    pub reasons: Option<RuleId>,
    /// The duty to find out the facts.
    pub facts: Option<RuleId>,
}

impl Reply {
    /// Whether the no is right: refused, and every way out fails.
    #[must_use]
    pub fn justified(&self, assessment: &Assessment) -> bool {
        assessment.outcomes.get(self.outcome).is_some_and(|o| o.verdict == Verdict::No)
    }
}

/// A reply to every refusal heard in a case that was assessed as a whole, with derivations.
#[must_use]
pub fn replies(
    program: &Program,
    case: &Case,
    settings: &Settings,
    assessment: &Assessment,
    room: &[Room],
) -> Vec<Reply> {
    let desk = Desk { program, case, settings, assessment, room };
    case.heard.iter().flat_map(|h| desk.replies(h)).collect()
}

/// The replies to one refusal, in the case or not: one per thing it was asked for.
#[must_use]
pub fn about(
    program: &Program,
    case: &Case,
    settings: &Settings,
    assessment: &Assessment,
    room: &[Room],
    heard: &Heard,
) -> Vec<Reply> {
    Desk { program, case, settings, assessment, room }.replies(heard)
}

impl Desk<'_> {
    /// One reply per thing it was asked for; a refusal that names no person is about the first one.
    fn replies(&self, heard: &Heard) -> Vec<Reply> {
        let person = heard.person.or_else(|| self.case.of_sort(PERSON).next());
        let about = |o: &Outcome| {
            Some(o.right) == heard.asked
                && person.is_some_and(|p| o.holder == p || o.jointly.contains(&p))
                && heard.subject.is_none_or(|s| o.subject == Some(s))
        };
        let found = self.assessment.outcomes.iter().enumerate().filter(|(_, o)| about(o));
        found.map(|(i, o)| self.reply(heard, i, o)).collect()
    }

    fn reply(&self, heard: &Heard, outcome: usize, o: &Outcome) -> Reply {
        let carriers = carrier::carriers(self.program, o);
        let argument = Argument::parse(&heard.reason).unwrap_or(Argument::Law);
        let date = self.settings.date;
        let cited = heard.cited.as_ref().map(|text| cited::cited(self.program, date, text, o, &carriers));
        let refuser = heard.organ.as_deref().or_else(|| o.organ.as_ref().map(|c| &*c.name));
        let private = refuser.is_some_and(|who| self.program.is_private(who));
        Reply {
            not_met: self.not_met(o, cited.as_ref()),
            heard: heard.clone(),
            argument,
            outcome,
            asked_on: asked_on(self.program, self.case, o, heard.date.unwrap_or(date)),
            cited,
            carriers,
            answer: self.answer(argument, o),
            room: self.own_room(o),
            palette: self.palette(o),
            deadlines: self.deadlines(o),
            private,
            reasons: self.duty(o, &["motiveren"]).filter(|_| !private),
            facts: self.duty(o, &["onderzoeken"]).filter(|_| !private),
        }
    }

    /// The refusals that do not hold, with those that the cited law would have to come in by.
    fn not_met(&self, o: &Outcome, cited: Option<&Cited>) -> Vec<NotMet> {
        let code = cited.and_then(|c| c.code());
        let law = |s: SymId| self.program.signature(s).and_then(|s| s.sym.law.clone());
        let meets = |id: RuleId| match self.program.rule(id).map(|l| &l.rule.body) {
            Some(Body::Concurrence { with, .. }) => code.is_some() && with.iter().any(|s| law(*s).as_ref() == code),
            _ => false,
        };
        let failing = o.refusals.iter().filter(|r| r.holds == Some(false));
        let mut out: Vec<NotMet> = Vec::new();
        for r in failing {
            let place = |id: RuleId| self.program.rules.place(id);
            if !out.iter().any(|n| place(n.rule) == place(r.rule)) {
                out.push(NotMet { rule: r.rule, cited: meets(r.rule) });
            }
        }
        out.sort_by_key(|n| !n.cited);
        out
    }

    fn own_room(&self, o: &Outcome) -> Vec<usize> {
        let own = |r: &Room| match r.touches {
            Some(t) => t.right == o.right && t.holder == o.holder && t.subject == o.subject,
            None => r.person == Some(o.holder) && self.concerns(r.rule, o),
        };
        self.room.iter().enumerate().filter(|(_, r)| own(r)).map(|(i, _)| i).collect()
    }

    /// The other rights of this person that stand or are open, those that belong to what was asked first.
    fn palette(&self, o: &Outcome) -> Vec<(usize, bool)> {
        let stands = |v: Verdict| matches!(v, Verdict::Must | Verdict::May | Verdict::Provided | Verdict::Judgement);
        let own = |other: &Outcome| other.holder == o.holder || other.jointly.contains(&o.holder);
        let same = |other: &Outcome| other.right == o.right && other.subject == o.subject;
        let belongs = |other: &Outcome| {
            self.own_room(o)
                .into_iter()
                .filter_map(|i| self.room.get(i))
                .any(|r| r.code == Code::R08 && matches!(r.why, Why::Elsewhere(right, _) if right == other.right))
        };
        let all = self.assessment.outcomes.iter().enumerate();
        let open = all.filter(|(_, other)| own(other) && stands(other.verdict) && !same(other));
        let mut out: Vec<(usize, bool)> = open.map(|(i, other)| (i, belongs(other))).collect();
        out.sort_by_key(|(_, belongs)| !belongs);
        out
    }

    /// Deadlines of this person that matter for the right.
    fn deadlines(&self, o: &Outcome) -> Vec<usize> {
        let own = |d: &Deadline| d.person == o.holder && self.concerns(d.rule, o);
        self.assessment.deadlines.iter().enumerate().filter(|(_, d)| own(d)).map(|(i, _)| i).collect()
    }

    /// Whether a rule is of the law that was asked, or binds every organ.
    fn concerns(&self, rule: RuleId, o: &Outcome) -> bool {
        let law = self.program.signature(o.right).and_then(|s| s.sym.law.clone());
        let of = self.program.provision_of(rule).map(|p| p.law.clone());
        let organs = match self.program.rule(rule).map(|l| &l.rule.body) {
            Some(Body::Term { organ, towards, .. } | Body::Duty { organ, towards, .. }) => {
                [organ.clone(), towards.clone()]
            }
            _ => [None, None],
        };
        let general = o.organ.as_ref().is_none_or(|c| !self.program.is_private(&c.name));
        of == law || general && organs.into_iter().flatten().any(|o| &*o == ANY_ORGAN)
    }
}
