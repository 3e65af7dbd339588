//! Literate suites: Markdown a lawyer reads, with cases and what must come out.
//!
//! A `casus` block holds a case, or only the differences from a `basis`. A `verwacht` block after it holds one
//! expectation a line. A table after it holds one case a row: columns `op`, `rol.feit`, or an expectation without its
//! value. A `regel` block holds rules of the file's own, a `regel fout CODE` block rules that must be refused. A test fails on what differs, on facts nothing reads, and on expectations it does not know.

mod expect;
mod finding;
mod parse;
mod run;

pub use expect::{Expectation, expectation};
pub use parse::{Rules, Suite, Test, parse};
pub use run::{Failure, Report, assessed, run};
