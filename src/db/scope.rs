//! The view of the corpus that lowering gets: one query per question, so that a block depends only on what it asked.

use super::query::{ask, index};
use super::{Corpus, Db};
use crate::ir::{Found, Scope, SlotDecl, Sort};
use crate::law::{Citation, Regulation, Target};
use std::sync::Arc;

pub(super) struct DbScope<'db> {
    pub db: &'db dyn Db,
    pub corpus: Corpus,
}

impl Scope for DbScope<'_> {
    fn find(&self, law: Option<&str>, name: &str) -> Arc<[Found]> {
        ask::find(self.db, self.corpus, law, name)
    }

    fn member(&self, name: &str) -> Arc<[Arc<str>]> {
        ask::member(self.db, self.corpus, name)
    }

    fn sort(&self, name: &str) -> Option<Sort> {
        ask::sort(self.db, self.corpus, name)
    }

    fn regulation(&self, code: &str) -> Option<Arc<Regulation>> {
        ask::regulation(self.db, self.corpus, code)
    }

    fn reaches(&self, target: &Target) -> bool {
        ask::reaches(self.db, self.corpus, target)
    }

    fn slots(&self, citation: &Citation) -> Arc<[SlotDecl]> {
        ask::slots(self.db, self.corpus, citation)
    }

    fn names(&self, law: Option<&str>) -> Vec<Arc<str>> {
        // Only asked when something is wrong; then depending on all names is right.
        index(self.db, self.corpus).0.names(law)
    }
}
