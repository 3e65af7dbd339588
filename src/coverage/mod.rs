//! How much of the law is encoded, and how much of what is encoded the tests show.
//!
//! *Of the law*: per regulation a list of its articles and paragraphs, kept beside the rules as data, is laid next to the
//! provisions. *Of the tests*: a statement counts as shown when leaving it out makes a test fail.

mod law;
mod list;
mod tests;

pub use law::{Article, LawCoverage, Place, State, Unit, laws};
pub use list::{ArticleList, Entry, LeftOut, list};
pub use tests::{PartKind, Tested, TestedPart, TestedStatement, Trial, tests};
