//! A test made ready to be asked many times: what it states, with and without a part of the law.

use super::expect::Expectation;
use super::prepare::Prepared;
use super::run::{Checker, load, settings};
use super::wanted::wanted;
use crate::case::Case;
use crate::coverage::Trial;
use crate::eval::{Assessment, Seen, Settings, Wanted, assess_some, seen};
use crate::ir::Program;
use crate::render::{Names, Showing};

/// A test whose case is read and whose statements hold.
pub struct Stated<'p> {
    program: &'p Program,
    name: String,
    line: usize,
    case: Case,
    settings: Settings,
    expectations: Vec<Expectation>,
    wanted: Wanted,
}

impl<'p> Stated<'p> {
    /// Makes a test ready; `None` when its case cannot be read, it states no outcome, or what it states does not hold.
    /// Statements about findings and room are left out, and those about which provisions are named: what counts is what the
    /// law gives, refuses, asks and imposes.
    #[must_use]
    pub fn new(program: &'p Program, test: &Prepared, name: String) -> Option<Self> {
        let all: Vec<Expectation> = test.expectations.iter().map(|(_, e)| e.clone().ok()).collect::<Option<_>>()?;
        let case = load(program, test).0?;
        let settings = settings(all.iter(), &case)?;
        let expectations: Vec<Expectation> = all.into_iter().filter(states_outcome).collect();
        if expectations.is_empty() {
            return None;
        }
        let wanted = wanted(program, &case, expectations.iter());
        let out = Self { program, name, line: test.test.line, case, settings, expectations, wanted };
        (!out.fails(&out.settings)).then_some(out)
    }
}

impl Trial for Stated<'_> {
    fn name(&self) -> &str {
        &self.name
    }

    fn line(&self) -> usize {
        self.line
    }

    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn seen(&self) -> Seen {
        seen(self.program, &self.case, &self.settings, &self.wanted)
    }

    fn fails(&self, settings: &Settings) -> bool {
        let (program, case) = (self.program, &self.case);
        let assessment: Assessment = assess_some(program, case, settings, &self.wanted, false);
        let showing = Showing { names: Names { program, case }, date: settings.date, version: "", derivations: false };
        let view = showing.view(&assessment);
        let mut checker = Checker { program, case, settings, assessment: &assessment, view: &view, last: None };
        self.expectations.iter().any(|e| checker.check(e).is_err())
    }
}

/// Whether a line states what the law gives, refuses, asks or imposes.
const fn states_outcome(e: &Expectation) -> bool {
    match e {
        Expectation::Verdict { .. }
        | Expectation::Amount { .. }
        | Expectation::Value { .. }
        | Expectation::Asks(..)
        | Expectation::Weighs(_)
        | Expectation::Route(..)
        | Expectation::Duty { .. }
        | Expectation::Deadline(..)
        | Expectation::Partly(_)
        | Expectation::OneOfMany(_)
        | Expectation::Forward(_)
        | Expectation::Count(..) => true,
        Expectation::On(_)
        | Expectation::Reading(..)
        | Expectation::RestsOn(..)
        | Expectation::Sentence(_)
        | Expectation::Status(..)
        | Expectation::Finding { .. }
        | Expectation::NoFinding { .. }
        | Expectation::NoOtherFindings
        | Expectation::Room { .. }
        | Expectation::NoRoom { .. } => false,
    }
}
