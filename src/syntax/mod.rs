//! From text to syntax tree: parse, check the layout, format.
//!
//! Parsing never fails: a file is split into blocks, every block is parsed on its own, and a block that cannot be
//! read becomes a diagnostic. Nothing here knows what names mean.

pub mod ast;
mod build;
mod clauses;

mod format;
mod layout;
mod messages;
mod parse;
mod split;
pub mod walk;
pub mod walk_mut;

pub use format::{format_block, format_file};
pub use parse::{Parsed, parse_block, parse_citation, parse_literal};
pub use split::{Chunk, Split, split};

#[allow(missing_docs, reason = "the derive makes one undocumented variant per grammar rule")]
mod grammar {
    /// The generated parser; `grammar/` is the only definition of the language: phrases, and words.
    #[derive(pest_derive::Parser)]
    #[grammar = "../grammar/kanwel.pest"]
    #[grammar = "../grammar/woorden.pest"]
    pub(super) struct Grammar;
}
use grammar::{Grammar, Rule};

/// Largest rule file in bytes.
pub const MAX_FILE: usize = 4 << 20;
/// Deepest nesting of brackets, lists and choices.
pub const MAX_DEPTH: usize = 256;
