//! The plan: its route leads where it says, its figures add up, and without the words of those involved there is no verdict.

use super::PROGRAM;
use super::uitkomst::{assessed, household};
use kanwel::eval::{Verdict, Want};
use kanwel::plan::costs::{Figures, Line, Scenario};
use kanwel::plan::{Course, Mark, Point, Whole, course, plan};
use kanwel::route::{Goal, apply_all, standings};
use kanwel::value::Exact;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// A line: course, payer, euros.
type Post = (bool, &'static str, i64);

fn figures(posts: &[Post], words: (bool, bool), mark: Option<Mark>) -> Figures {
    let line = |(plan, payer, euros): &Post| Line {
        scenario: if *plan { Scenario::Plan } else { Scenario::Present },
        what: "post".into(),
        payer: (*payer).into(),
        amount: Exact::int(*euros),
        per: None,
        length: None,
        total: Exact::int(*euros),
        source: "proef".into(),
    };
    Figures {
        lines: posts.iter().map(line).collect(),
        household: words.0.then(|| "ja".into()),
        professional: words.1.then(|| "ja".into()),
        involvement: mark,
    }
}

prop_compose! {
    fn some_figures()(
        posts in prop::collection::vec((any::<bool>(), select(&["gemeente", "Gemeente", "zorgverzekeraar", "huishouden"][..]), 0_i64..90_000), 0..8),
        words in (any::<bool>(), any::<bool>()),
        mark in prop::option::of(select(&[Mark::Better, Mark::Equal, Mark::Worse][..])),
    ) -> (Vec<Post>, (bool, bool), Option<Mark>) {
        (posts, words, mark)
    }
}

fn sum(posts: &[Post], plan: bool) -> Option<Exact> {
    let own: Vec<i64> = posts.iter().filter(|p| p.0 == plan).map(|p| p.2).collect();
    (!own.is_empty()).then(|| Exact::int(own.iter().sum()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_plan_leads_where_it_says(h in household(), pick in any::<Index>(), (posts, words, mark) in some_figures()) {
        let (case, settings, assessment) = assessed(&h.toml(), true);
        prop_assume!(!assessment.outcomes.is_empty());
        let at = pick.index(assessment.outcomes.len());
        let o = &assessment.outcomes[at];
        let Some(found) = course(&PROGRAM, &case, &settings, o, 2, None) else { panic!("a first course always exists") };
        match &found {
            Course::Stands => prop_assert!(matches!(o.verdict, Verdict::Must | Verdict::May)),
            Course::Route(route, _) => {
                prop_assert!(!route.moves.is_empty());
                let then = apply_all(&PROGRAM, &settings, &case, &route.moves).expect("every step can be taken");
                let goal = Goal::Right { right: o.right, holder: o.holder, subject: o.subject, want: Want::May, least: None };
                let reached = standings(&PROGRAM, &then, &settings, &[goal]);
                prop_assert!(reached.iter().all(|s| s.met), "{:?}\n{}", route.moves, h.toml());
                prop_assert_eq!(&reached, &route.reached);
            }
            Course::None { .. } => prop_assert!(!matches!(o.verdict, Verdict::Must | Verdict::May)),
        }
        let made = plan(&PROGRAM, &case, &assessment, at, found, figures(&posts, words, mark)).expect("a plan");
        let spoken = words == (true, true) && mark.is_some();
        let open = matches!(made.comparison.whole(), Whole::NotYet(p) if p.contains(&Point::Involvement));
        prop_assert_eq!(open, !spoken, "nobody's word is no word");
        if !spoken {
            prop_assert_eq!(made.comparison.involvement, Mark::Open);
        }
        let both = sum(&posts, true).zip(sum(&posts, false));
        prop_assert_eq!(made.comparison.returns == Mark::Open, both.is_none());
        if let Some((with, without)) = both {
            prop_assert_eq!(made.comparison.returns == Mark::Better, with < without);
        }
    }

    #[test]
    fn figures_add_up_per_payer_and_in_all((posts, words, mark) in some_figures()) {
        let f = figures(&posts, words, mark);
        let payers = f.payers();
        for (scenario, plan) in [(Scenario::Plan, true), (Scenario::Present, false)] {
            let paid = payers.iter().map(|p| if plan { p.plan } else { p.present });
            let paid = paid.fold(Exact::ZERO, |all, p| all.plus(p).unwrap());
            prop_assert_eq!(f.total(scenario), sum(&posts, plan));
            prop_assert_eq!(paid, sum(&posts, plan).unwrap_or(Exact::ZERO));
        }
        // One payer written in two ways is one payer.
        let names: std::collections::BTreeSet<String> = posts.iter().map(|p| p.1.to_lowercase()).collect();
        prop_assert_eq!(payers.len(), names.len());
        let (more, less) = f.pockets();
        prop_assert!(more.iter().all(|p| !less.contains(p)));
    }
}

/// Every kind of course occurs; otherwise the properties would be hollow.
#[test]
fn the_generator_reaches_every_course() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut stands, mut route, mut none) = (0, 0, 0);
    for _ in 0..40 {
        let h = household().new_tree(&mut runner).unwrap().current();
        let (case, settings, assessment) = assessed(&h.toml(), true);
        for o in &assessment.outcomes {
            match course(&PROGRAM, &case, &settings, o, 1, None).unwrap() {
                Course::Stands => stands += 1,
                Course::Route(..) => route += 1,
                Course::None { .. } => none += 1,
            }
        }
    }
    assert!(stands > 0 && route > 0 && none > 0, "{stands} {route} {none}");
}
