//! The readings that were chosen where a text can be read in more ways, and what flips under another one.

use super::blocks::{Spot, Written};
use crate::case::Case;
use crate::eval::{Amount, Assessment, Outcome, Settings, Verdict, assess};
use crate::ir::rule::Origin;
use crate::ir::{Program, SymId};
use crate::law::Citation;
use crate::syntax::ast::{Item, PropertyKind};
use crate::value::Entity;
use std::sync::Arc;

/// An interpretation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceAt {
    /// Its name.
    pub name: Arc<str>,
    /// What it is about.
    pub caption: Arc<str>,
    /// The provision that is read.
    pub at: Option<Citation>,
    /// Where it stands.
    pub spot: Spot,
    /// The reading that counts.
    pub chosen: Arc<str>,
    /// Why.
    pub reason: Arc<str>,
    /// All readings, in order.
    pub readings: Vec<ReadingAt>,
}

/// A reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingAt {
    /// Its name.
    pub name: Arc<str>,
    /// What it holds.
    pub text: Arc<str>,
}

/// The interpretations, in order of file and place.
#[must_use]
pub fn choices(program: &Program, written: &[Written]) -> Vec<ChoiceAt> {
    written.iter().filter_map(|w| choice(program, w)).collect()
}

fn choice(program: &Program, written: &Written) -> Option<ChoiceAt> {
    let Item::Interpretation { name, caption, properties, readings, .. } = &written.block.item else { return None };
    let at = written.provisions.iter().find_map(|id| match &program.provision(*id)?.origin {
        Origin::Reading { at, .. } => Some(at.clone()),
        _ => None,
    });
    let reason = properties.iter().find_map(|p| match &p.kind {
        PropertyKind::Reason(text) => Some(text.joined()),
        _ => None,
    });
    Some(ChoiceAt {
        name: name.node.clone(),
        caption: caption.joined(),
        at,
        spot: written.spot.clone(),
        chosen: program.choices.iter().find(|c| c.name == name.node)?.chosen.clone(),
        reason: reason.unwrap_or_default(),
        readings: readings.iter().map(|r| ReadingAt { name: r.name.node.clone(), text: r.text.joined() }).collect(),
    })
}

/// An outcome that is another under another reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flip {
    /// The interpretation.
    pub choice: Arc<str>,
    /// The other reading.
    pub reading: Arc<str>,
    /// Right.
    pub right: SymId,
    /// Holder.
    pub holder: Entity,
    /// Thing it is for.
    pub subject: Option<Entity>,
    /// Under the chosen reading; `None` when nothing was asked.
    pub before: Option<(Verdict, Option<Amount>)>,
    /// Under the other reading.
    pub after: Option<(Verdict, Option<Amount>)>,
}

/// What flips on a case when one interpretation at a time is read otherwise.
#[must_use]
pub fn flips(program: &Program, case: &Case, settings: &Settings) -> Vec<Flip> {
    let before = assess(program, case, settings, None, false);
    let mut out = Vec::new();
    for choice in &program.choices {
        for reading in choice.readings.iter().filter(|r| **r != choice.chosen) {
            let mut other = settings.clone();
            other.readings.insert(choice.name.clone(), reading.clone());
            let after = assess(program, case, &other, None, false);
            out.extend(differences(&before, &after).map(|(outcome, before, after)| Flip {
                choice: choice.name.clone(),
                reading: reading.clone(),
                right: outcome.right,
                holder: outcome.holder,
                subject: outcome.subject,
                before,
                after,
            }));
        }
    }
    out
}

type Result = Option<(Verdict, Option<Amount>)>;

fn differences<'a>(
    before: &'a Assessment,
    after: &'a Assessment,
) -> impl Iterator<Item = (&'a Outcome, Result, Result)> {
    let changed = before.outcomes.iter().filter_map(move |was| {
        let is = after.outcomes.iter().find(|o| same(o, was));
        let (a, b) = (result(was), is.and_then(result));
        (a != b).then_some((was, a, b))
    });
    let fresh = after.outcomes.iter().filter(move |is| !before.outcomes.iter().any(|o| same(o, is)));
    changed.chain(fresh.map(|is| (is, None, result(is))))
}

/// An amount counts where it is paid: what a plain no would have come to is nobody's business.
fn result(outcome: &Outcome) -> Result {
    let amount = outcome.amount.filter(|_| outcome.verdict != Verdict::No);
    Some((outcome.verdict, amount))
}

fn same(a: &Outcome, b: &Outcome) -> bool {
    let holder = a.holder == b.holder || a.jointly.contains(&b.holder) || b.jointly.contains(&a.holder);
    a.right == b.right && a.subject == b.subject && holder
}
