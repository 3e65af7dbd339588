//! Factors to weigh under an open norm, as far as the facts say something about them.

use super::engine::Evaluator;
use super::frame::Frame;
use super::outcome::{About, Reason, Tri, Val};
use crate::ir::rule::Body;
use crate::ir::{RuleId, SymId};
use crate::value::Value;

/// A factor that the facts point to or rule out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Factor {
    /// The norm.
    pub norm: SymId,
    /// About.
    pub about: About,
    /// The statement that names it.
    pub rule: RuleId,
    /// Its place in that statement.
    pub index: usize,
    /// Whether the facts point to it.
    pub present: bool,
}

impl Evaluator<'_> {
    /// The factors of a norm on which the facts are clear.
    #[must_use]
    pub fn factors(&mut self, norm: &Reason) -> Vec<Factor> {
        let Reason::Norm(norm, about) = norm else { return Vec::new() };
        let program = self.program;
        let date = self.settings.date;
        let Some(symbol) = program.symbol(*norm) else { return Vec::new() };
        let args: Vec<Val> = about.iter().map(|e| Val::Known(Value::Entity(*e))).collect();
        let mut out = Vec::new();
        for (rule, linked) in self.in_force(&symbol.rules, date) {
            let Body::Norm { factors, .. } = &linked.rule.body else { continue };
            for (index, (_, when)) in factors.iter().enumerate() {
                let Some(when) = when else { continue };
                let mut frame = Frame::new(linked, rule, &args, date);
                let present = match self.test(when, &mut frame) {
                    Tri::True => true,
                    Tri::False => false,
                    Tri::Open(_) => continue,
                };
                out.push(Factor { norm: *norm, about: about.clone(), rule, index, present });
            }
        }
        out
    }
}
