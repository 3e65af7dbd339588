//! The reply to a refusal: whatever is asked and heard, it says of the no what `beoordeel` says, and cites nothing that is
//! not behind the outcome.

use super::bevindingen::{CASES, LAWS, case, shuffled};
use kanwel::case::{Case, Heard};
use kanwel::eval::{Assessment, Outcome, Settings, Step, Verdict, assess};
use kanwel::ir::{RuleId, SymId};
use kanwel::render::{Names, Showing};
use kanwel::reply::{Argument, Reply, about};
use kanwel::room::{Room, room};
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// What was cited: places that exist, that do not, of other laws, and no place at all.
const CITED: [&str; 8] = [
    "Pw artikel 35",
    "Participatiewet art. 18 lid 1",
    "Wmo",
    "artikel 2.3.5, zesde lid",
    "Awb artikel 4:84",
    "Pw artikel 99999",
    "de regels",
    "",
];

fn heard(asked: SymId, argument: Argument, cited: Option<&str>) -> Heard {
    Heard {
        asked: Some(asked),
        subject: None,
        person: None,
        organ: None,
        date: None,
        reason: argument.word().into(),
        first: None,
        cited: cited.map(Into::into),
        quote: None,
    }
}

/// A case that was assessed as a whole.
struct Desk {
    case: Case,
    settings: Settings,
    assessment: Assessment,
    room: Vec<Room>,
}

impl Desk {
    fn new(case: Case) -> Self {
        let settings = Settings::on(case.date.unwrap());
        let assessment = assess(&LAWS, &case, &settings, None, true);
        let room = room(&LAWS, &case, &settings, &assessment);
        Self { case, settings, assessment, room }
    }

    fn replies(&self, heard: &Heard) -> Vec<Reply> {
        about(&LAWS, &self.case, &self.settings, &self.assessment, &self.room, heard)
    }

    /// What a machine reads of the replies.
    fn written(&self, all: &[Reply]) -> serde_json::Value {
        let names = Names { program: &LAWS, case: &self.case };
        let showing = Showing { names, date: self.settings.date, version: "", derivations: false };
        let mut view = showing.view(&self.assessment);
        view.ruimte = showing.room(&self.room, &view);
        serde_json::to_value(showing.replies(all, &self.assessment, &view)).unwrap()
    }

    /// The verdicts when nothing but this right is asked, without a trace.
    fn alone(&self, right: SymId) -> Vec<Verdict> {
        let found = assess(&LAWS, &self.case, &self.settings, Some(&[right]), false);
        let first = self.case.of_sort(kanwel::value::PERSON).next().unwrap();
        let mine = |o: &&Outcome| o.right == right && (o.holder == first || o.jointly.contains(&first));
        found.outcomes.iter().filter(mine).map(|o| o.verdict).collect()
    }
}

/// Every rule behind an outcome: considered on the way, a ground (of another municipality too), or a refusal.
fn behind(o: &Outcome) -> Vec<RuleId> {
    let steps = o.derivation.nodes.iter().flat_map(|n| &n.steps).chain(&o.derivation.amount);
    let mut out: Vec<RuleId> = steps
        .flat_map(|s| match s {
            Step::Rule(rule, _) | Step::Amount { rule, .. } => vec![*rule],
            Step::Exception { of, by, .. } | Step::Lifted { of, by } => vec![*of, *by],
            _ => Vec::new(),
        })
        .collect();
    out.extend(o.grounds.iter().chain(&o.refusals).map(|r| r.rule));
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_reply_agrees_with_the_outcome(i in 0_usize..1000, picks in prop::collection::vec(any::<Index>(), 4), cited in select(&CITED[..])) {
        let (name, node) = &CASES[i % CASES.len()];
        let desk = Desk::new(case(node));
        for pick in picks {
            let right = *pick.get(&LAWS.rights);
            let verdicts = desk.alone(right);
            for argument in Argument::ALL {
                let all = desk.replies(&heard(right, argument, Some(cited).filter(|c| !c.is_empty())));
                let at = format!("{name} {} {argument:?} {cited:?}", LAWS.signature(right).unwrap().sym);
                let told: Vec<Verdict> = all.iter().map(|r| desk.assessment.outcomes[r.outcome].verdict).collect();
                prop_assert_eq!(&told, &verdicts, "{}", at);
                for reply in &all {
                    let o = &desk.assessment.outcomes[reply.outcome];
                    prop_assert_eq!(reply.justified(&desk.assessment), o.verdict == Verdict::No, "{}", at);
                    let behind = behind(o);
                    let named = reply.carriers.iter().map(|c| c.rule).chain(reply.not_met.iter().map(|n| n.rule));
                    for rule in named {
                        prop_assert!(behind.contains(&rule), "{} cites {}", at, Names { program: &LAWS, case: &desk.case }.cite(rule));
                    }
                }
                desk.written(&all);
            }
        }
    }

    #[test]
    fn the_order_of_the_case_changes_no_reply(i in 0_usize..1000, seed in any::<u64>(), pick in any::<Index>(), cited in select(&CITED[..])) {
        let (name, node) = &CASES[i % CASES.len()];
        let heard = heard(*pick.get(&LAWS.rights), Argument::Law, Some(cited));
        let written = |case: Case| {
            let desk = Desk::new(case);
            desk.written(&desk.replies(&heard))
        };
        prop_assert_eq!(written(case(node)), written(case(&shuffled(node, seed, false))), "{}", name);
    }
}

/// Texts nobody would cite give an answer too.
#[test]
fn no_citation_makes_it_panic() {
    let (_, node) = CASES.iter().find(|(name, _)| name == "hond_kliniek").unwrap();
    let desk = Desk::new(case(node));
    let right = LAWS.find("Pw.bijzondere_bijstand").unwrap();
    let odd = [
        "\u{0}",
        "artikel",
        "lid lid lid",
        "Pw artikel",
        "€ 🙂",
        "artikel 1 lid 999999999999999999999",
        "Pw Wmo Zvw",
        "ECLI:NL",
    ];
    for cited in odd.iter().map(|c| (*c).to_owned()).chain(["Pw artikel 1 ".repeat(2_000), "(".repeat(5_000)]) {
        let all = desk.replies(&heard(right, Argument::Law, Some(&cited)));
        assert!(!all.is_empty());
        desk.written(&all);
    }
}
