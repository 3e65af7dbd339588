//! Deliberate errors in the law: does a test notice?
//!
//! A mutant is one statement that says something else: a condition gone, a bound moved, a euro more. It is made on the
//! syntax tree, written in the rule language and read like any other text, so what is reported is what was tried. A
//! mutant that no test notices points at a sentence of the law that nobody has tested, or at one that changes nothing.

mod choose;
mod operator;
mod run;

pub use choose::{Site, chosen, chosen_per_law, sites};
pub use operator::{Change, changes};
pub use run::{Base, Fate, Mutant, Ran, mutants, text};
