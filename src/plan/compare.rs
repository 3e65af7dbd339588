//! The plan against the present course on three points: legitimacy, return, involvement. Each is better, equal, worse or
//! not filled in. There is no sum of them: a point that is worse is for people to weigh, and one that is not filled in
//! keeps the whole open.

use super::costs::{Figures, Scenario};
use super::course::Course;

/// How the plan compares on one point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Better than the present course.
    Better,
    /// As good.
    Equal,
    /// Worse.
    Worse,
    /// Not filled in.
    Open,
}

impl Mark {
    /// As users see it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Better => "beter",
            Self::Equal => "gelijk",
            Self::Worse => "slechter",
            Self::Open => "niet ingevuld",
        }
    }
}

/// Why legitimacy is what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lawful {
    /// It was refused, and the rules give it.
    RefusedAgainstTheRules,
    /// The rules give it, and nobody refused it.
    Given,
    /// The steps lead to it within the rules.
    Reached,
    /// The search reached its limit before it found steps.
    NotFound,
    /// No steps within the encoded rules lead to it.
    NoCourse,
}

/// What keeps the whole from being said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whole {
    /// On no point worse, on at least one better.
    Accountable,
    /// On no point worse, on none better.
    NoGain,
    /// Worse on these points.
    Weigh(Vec<Point>),
    /// Not filled in on these points.
    NotYet(Vec<Point>),
}

/// The points of comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// Within the law.
    Legitimacy,
    /// What it costs and yields.
    Return,
    /// Whether household and professional stand behind it.
    Involvement,
}

impl Point {
    /// Every point.
    pub const ALL: [Self; 3] = [Self::Legitimacy, Self::Return, Self::Involvement];

    /// As users see it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Legitimacy => "legitimiteit",
            Self::Return => "rendement",
            Self::Involvement => "betrokkenheid",
        }
    }
}

/// The comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// Within the law.
    pub legitimacy: Mark,
    /// Why.
    pub lawful: Lawful,
    /// What it costs in all.
    pub returns: Mark,
    /// Whether household and professional stand behind it.
    pub involvement: Mark,
}

impl Comparison {
    /// The mark on a point.
    #[must_use]
    pub const fn on(&self, point: Point) -> Mark {
        match point {
            Point::Legitimacy => self.legitimacy,
            Point::Return => self.returns,
            Point::Involvement => self.involvement,
        }
    }

    /// What can be said of the whole.
    #[must_use]
    pub fn whole(&self) -> Whole {
        let with = |mark: Mark| Point::ALL.into_iter().filter(|p| self.on(*p) == mark).collect::<Vec<_>>();
        let (open, worse) = (with(Mark::Open), with(Mark::Worse));
        if !open.is_empty() {
            Whole::NotYet(open)
        } else if !worse.is_empty() {
            Whole::Weigh(worse)
        } else if with(Mark::Better).is_empty() {
            Whole::NoGain
        } else {
            Whole::Accountable
        }
    }
}

pub(super) fn compare(refused: bool, course: &Course, figures: &Figures) -> Comparison {
    let lawful = lawful(refused, course);
    let legitimacy = match lawful {
        Lawful::RefusedAgainstTheRules | Lawful::Reached => Mark::Better,
        Lawful::Given => Mark::Equal,
        Lawful::NotFound => Mark::Open,
        Lawful::NoCourse => Mark::Worse,
    };
    let returns = match (figures.total(Scenario::Plan), figures.total(Scenario::Present)) {
        (Some(plan), Some(present)) => match plan.cmp(&present) {
            std::cmp::Ordering::Less => Mark::Better,
            std::cmp::Ordering::Equal => Mark::Equal,
            std::cmp::Ordering::Greater => Mark::Worse,
        },
        _ => Mark::Open,
    };
    // A judgement on involvement without the words of those involved is nobody's.
    let spoken = figures.household.is_some() && figures.professional.is_some();
    let involvement = figures.involvement.filter(|_| spoken).unwrap_or(Mark::Open);
    Comparison { legitimacy, lawful, returns, involvement }
}

const fn lawful(refused: bool, course: &Course) -> Lawful {
    match course {
        Course::Stands if refused => Lawful::RefusedAgainstTheRules,
        Course::Stands => Lawful::Given,
        Course::Route(..) => Lawful::Reached,
        Course::None { complete: false, .. } => Lawful::NotFound,
        Course::None { .. } => Lawful::NoCourse,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(legitimacy: Mark, returns: Mark, involvement: Mark) -> Whole {
        Comparison { legitimacy, lawful: Lawful::Reached, returns, involvement }.whole()
    }

    #[test]
    fn nothing_is_said_of_the_whole_while_a_point_is_open() {
        use Mark::{Better, Equal, Open, Worse};
        assert_eq!(whole(Better, Better, Open), Whole::NotYet(vec![Point::Involvement]));
        assert_eq!(whole(Worse, Better, Open), Whole::NotYet(vec![Point::Involvement]));
        assert_eq!(whole(Better, Worse, Better), Whole::Weigh(vec![Point::Return]));
        assert_eq!(whole(Equal, Equal, Equal), Whole::NoGain);
        assert_eq!(whole(Better, Equal, Equal), Whole::Accountable);
    }
}
