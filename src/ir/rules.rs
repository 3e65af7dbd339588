//! The statements of a program, by number. A program can be watched: then every statement that is looked at is noted,
//! so that who asked a question knows afterwards which statements the answer cannot rest on.
//!
//! Whoever goes through all statements has looked at all. Where only the places of statements count, or the days on
//! which they are in force, [`Rules::places`] and [`Rules::validity`] tell them without looking.

use super::link::{Linked, ProvisionId, RuleId};
use crate::law::Validity;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The statements of a program.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    all: Vec<Linked>,
    watch: Option<Arc<[AtomicBool]>>,
}

/// Whether somebody watches does not make it another program.
impl PartialEq for Rules {
    fn eq(&self, other: &Self) -> bool {
        self.all == other.all
    }
}

impl Rules {
    /// A statement.
    #[must_use]
    pub fn at(&self, id: RuleId) -> Option<&Linked> {
        if let Some(seen) = self.watch.as_ref().and_then(|w| w.get(id.0 as usize)) {
            seen.store(true, Ordering::Relaxed);
        }
        self.all.get(id.0 as usize)
    }

    /// Where the statements stand; what they say is not looked at.
    pub fn places(&self) -> impl Iterator<Item = (RuleId, ProvisionId)> + '_ {
        (0_u32..).map(RuleId).zip(self.all.iter().map(|l| l.provision))
    }

    /// The provision of a statement; what it says is not looked at.
    #[must_use]
    pub fn place(&self, id: RuleId) -> Option<ProvisionId> {
        self.all.get(id.0 as usize).map(|l| l.provision)
    }

    /// When a statement is in force; what it says is not looked at.
    #[must_use]
    pub fn validity(&self, id: RuleId) -> Option<Validity> {
        self.all.get(id.0 as usize).map(|l| l.validity)
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.all.len()
    }

    /// The same statements, noted from now on when they are looked at.
    pub(super) fn watched(&self) -> Self {
        Self { all: self.all.clone(), watch: Some(self.all.iter().map(|_| AtomicBool::new(false)).collect()) }
    }

    /// For every statement whether it was looked at; `None` when nobody watches.
    #[must_use]
    pub fn looked_at(&self) -> Option<Vec<bool>> {
        self.watch.as_ref().map(|w| w.iter().map(|seen| seen.load(Ordering::Relaxed)).collect())
    }
}

impl Deref for Rules {
    type Target = Vec<Linked>;

    fn deref(&self) -> &Vec<Linked> {
        self.watch.iter().flat_map(|w| w.iter()).for_each(|seen| seen.store(true, Ordering::Relaxed));
        &self.all
    }
}

impl DerefMut for Rules {
    fn deref_mut(&mut self) -> &mut Vec<Linked> {
        &mut self.all
    }
}

impl<'r> IntoIterator for &'r Rules {
    type Item = &'r Linked;
    type IntoIter = std::slice::Iter<'r, Linked>;

    fn into_iter(self) -> Self::IntoIter {
        self.deref().iter()
    }
}

impl<'r> IntoIterator for &'r mut Rules {
    type Item = &'r mut Linked;
    type IntoIter = std::slice::IterMut<'r, Linked>;

    fn into_iter(self) -> Self::IntoIter {
        self.all.iter_mut()
    }
}
