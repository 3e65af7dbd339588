//! The outcomes of `hond_kliniek.toml` that are more than a *nee*, by hand: general assistance, special assistance for the
//! kennel, the provisions of the Wmo, care under the health insurance, and health care allowance.

use super::{Household, number, reached};
use kanwel::value::{Date, Exact};

/// The person beside what health care allowance asks. `None` is a judgment nobody has given.
#[allow(clippy::struct_excessive_bools, reason = "facts are yes or no")]
pub struct Clinic {
    pub household: Household,
    pub in_the_country: bool,
    pub dutch: bool,
    pub detained: bool,
    pub evades_sentence: bool,
    pub on_strike: bool,
    pub weeks_abroad: i64,
    pub in_institution: bool,
    pub benefit: Exact,
    pub other_income: Exact,
    pub money: Exact,
    pub debts: Exact,
    pub costs: Costs,
    pub struggles: bool,
    pub psychosocial_problems: bool,
    pub lasting_problems: bool,
    pub homeless: bool,
    pub needs_treatment: bool,
    pub helped_by_own_circle: Option<bool>,
    pub helped_by_common_provision: Option<bool>,
    pub copes: Option<bool>,
    pub urgent: Option<bool>,
    pub depends_on_insured_care: Option<bool>,
}

/// The costs of the kennel.
pub struct Costs {
    pub occur: bool,
    pub for_animal: bool,
    pub indication: Option<bool>,
    pub amount: Exact,
    pub paid: Exact,
    pub necessary: Option<bool>,
    pub special: Option<bool>,
    pub means: Option<bool>,
}

/// The figures of the law for the first half of 2026.
pub struct Figures {
    pub allowance: super::Figures,
    norm: Exact,
    norm_pension: Exact,
    capital: Exact,
    threshold: Exact,
}

impl Figures {
    pub fn new() -> Self {
        Self {
            allowance: super::Figures::new(),
            norm: number("1401.50"),
            norm_pension: number("1564.69"),
            capital: number("8000"),
            threshold: number("176"),
        }
    }
}

/// What becomes of a right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Must(Option<Exact>),
    Judgement,
    NoUnless(Option<Exact>),
    No,
}

/// The outcomes.
#[derive(Debug, PartialEq, Eq)]
pub struct Results {
    pub assistance: Answer,
    pub special: Answer,
    pub support: Answer,
    pub sheltered: Answer,
    pub shelter: Answer,
    pub temporary: Answer,
    pub insured_care: Answer,
    pub allowance: Answer,
}

/// Yes when everything holds, no when something fails, otherwise a person must judge.
fn weigh(all: &[Option<bool>]) -> Answer {
    if all.contains(&Some(false)) {
        Answer::No
    } else if all.contains(&None) {
        Answer::Judgement
    } else {
        Answer::Must(None)
    }
}

impl Clinic {
    /// What keeps anyone from assistance.
    fn excluded(&self, adult: bool) -> bool {
        !self.in_the_country
            || !self.dutch
            || !adult
            || self.detained
            || self.evades_sentence
            || self.on_strike
            || self.weeks_abroad > 4
    }

    fn assistance(&self, date: Date, figures: &Figures, excluded: bool) -> Option<Answer> {
        let person = self.household.people.first()?;
        if excluded || self.in_institution || !reached(person.born, 27, date)? {
            return Some(Answer::No);
        }
        let norm = if reached(person.born, 67, date)? { figures.norm_pension } else { figures.norm };
        let income = self.benefit.plus(self.other_income)?;
        let capital = self.money.minus(self.debts)?;
        if income >= norm || capital > figures.capital {
            return Some(Answer::No);
        }
        Some(Answer::Must(Some(norm.minus(income)?)))
    }

    fn special(&self, figures: &Figures, excluded: bool) -> Option<Answer> {
        let costs = &self.costs;
        if excluded || !costs.occur {
            return Some(Answer::No);
        }
        let amount = costs.amount.minus(costs.paid)?.max(Exact::ZERO);
        let ordinary = costs.for_animal && costs.indication != Some(true);
        let answer = weigh(&[costs.necessary, costs.special, costs.means.map(|m| !m)]);
        Some(match answer {
            Answer::No => Answer::No,
            _ if ordinary && costs.indication.is_some() => Answer::No,
            _ if ordinary || costs.amount <= figures.threshold => Answer::NoUnless(Some(amount)),
            Answer::Must(_) => Answer::Must(Some(amount)),
            other => other,
        })
    }
}

/// All outcomes; `None` where a number does not fit or a date of birth is not precise enough.
pub fn clinic(case: &Clinic, date: Date, figures: &Figures) -> Option<Results> {
    let person = case.household.people.first()?;
    let excluded = case.excluded(reached(person.born, 18, date)?);
    let resident = Some(case.in_the_country && case.dutch);
    let problems = case.struggles || case.psychosocial_problems && case.lasting_problems;
    let (psychic, away) = (Some(case.psychosocial_problems), Some(case.homeless));
    let fails = case.copes.map(|c| !c);
    let grouped = Some(problems || case.psychosocial_problems || case.homeless);
    Some(Results {
        assistance: case.assistance(date, figures, excluded)?,
        special: case.special(figures, excluded)?,
        support: weigh(&[
            resident,
            Some(problems),
            case.helped_by_own_circle.map(|h| !h),
            case.helped_by_common_provision.map(|h| !h),
        ]),
        sheltered: weigh(&[resident, psychic, fails]),
        shelter: weigh(&[resident, away, fails]),
        temporary: weigh(&[resident, grouped, case.urgent]),
        insured_care: weigh(&[Some(person.insured), Some(case.needs_treatment), case.depends_on_insured_care]),
        allowance: match case.household.allowance(0, date, &figures.allowance)? {
            Some(amount) => Answer::Must(Some(amount)),
            None => Answer::No,
        },
    })
}
