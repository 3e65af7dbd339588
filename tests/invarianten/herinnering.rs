//! What was kept of a case gives the same answers as evaluating the changed case anew.

use super::bevindingen::{CASES, LAWS, case};
use kanwel::case::{Case, FactKey};
use kanwel::eval::{Assessment, Derivation, Evaluator, Outcome, Recall, Settings, assess};
use proptest::prelude::*;

fn bare(mut all: Vec<Outcome>) -> Vec<Outcome> {
    all.iter_mut().for_each(|o| o.derivation = Derivation::default());
    all
}

fn anew(case: &Case, settings: &Settings) -> Assessment {
    assess(&LAWS, case, settings, None, false)
}

/// The outcomes, duties and deadlines with what is known, and what is known after.
fn again(case: &Case, settings: &Settings, recall: Recall) -> (Assessment, Recall) {
    let mut ev = Evaluator::recalling(&LAWS, case, settings, recall);
    let mut all = ev.rights(&LAWS.rights);
    ev.duties(&mut all);
    (all, ev.into_recall())
}

fn facts(case: &Case) -> Vec<FactKey> {
    let mut all: Vec<FactKey> = case.facts.keys().cloned().collect();
    all.sort();
    all
}

fn same(kept: Assessment, new: Assessment) {
    assert_eq!(bare(kept.outcomes), bare(new.outcomes));
    assert_eq!(kept.duties, new.duties);
    assert_eq!(kept.deadlines, new.deadlines);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    /// Facts are left out one after the other; every other one is put back.
    #[test]
    fn facts_left_out_and_put_back(i in 0_usize..1000, picks in prop::collection::vec(any::<prop::sample::Index>(), 4)) {
        let (_, node) = &CASES[i % CASES.len()];
        let mut case = case(node);
        let settings = Settings::on(case.date.unwrap());
        let (whole, mut recall) = again(&case, &settings, Recall::default());
        same(whole, anew(&case, &settings));
        for (n, pick) in picks.iter().enumerate() {
            let keys = facts(&case);
            if keys.is_empty() {
                break;
            }
            let key = pick.get(&keys).clone();
            let timeline = case.facts.remove(&key).unwrap();
            let forgotten = recall.forget(std::slice::from_ref(&key));
            let (less, after) = again(&case, &settings, recall);
            recall = after;
            same(less, anew(&case, &settings));
            if n % 2 == 0 {
                case.facts.insert(key, timeline);
                recall.restore(forgotten);
            }
        }
        let (end, _) = again(&case, &settings, recall);
        same(end, anew(&case, &settings));
    }
}
