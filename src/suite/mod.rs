//! Literate suites: Markdown a lawyer reads, with cases and what must come out.
//!
//! A `casus` block holds a case, or only the differences from a `basis`. A `verwacht` block after it holds one
//! expectation a line. A table after it holds one case a row: columns `op`, `rol.feit`, or an expectation without its
//! value. A `regel` block holds rules of the file's own, a `regel fout CODE` block rules that must be refused. A test fails on what differs, on facts nothing reads, and on expectations it does not know.

mod edit;
mod expect;
mod failure;
mod finding;
mod parse;
mod prepare;
mod reach;
mod record;
mod run;
mod select;
mod trial;
mod wanted;

pub use edit::Edit;
pub use expect::{Expectation, expectation};
pub use failure::{Cited, Failure, Report};
pub use parse::{Rules, Suite, Test, parse};
pub use prepare::{Bases, Prepared};
pub use reach::{Needs, Reach, Statements};
pub use record::{Rewrite, rewrites, rewritten};
pub use run::{assessed, run, run_all, run_prepared, run_watched, watch_all};
pub use select::selected;
pub use trial::Stated;
