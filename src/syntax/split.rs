//! Splits a file into blocks: a line that starts in column 1 opens one.

use super::{Grammar, Rule};
use crate::text::Span;
use pest::Parser;
use std::sync::Arc;

/// A piece of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// Text of the block, from column 1 to its last line.
    pub text: Arc<str>,
    /// Offset of its first byte in the file.
    pub offset: usize,
}

/// A file in pieces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Split {
    /// Blocks in order.
    pub blocks: Vec<Chunk>,
    /// Indented lines outside any block.
    pub stray: Vec<Span>,
}

/// Splits a file into blocks. Comments and blank lines between blocks belong to none.
#[must_use]
pub fn split(text: &str) -> Split {
    let mut out = Split::default();
    let Ok(mut parsed) = Grammar::parse(Rule::bestand, text) else {
        // Cannot happen: the three alternatives cover every line. One block keeps the error visible.
        out.blocks.push(Chunk { text: text.into(), offset: 0 });
        return out;
    };
    for piece in parsed.next().into_iter().flat_map(pest::iterators::Pair::into_inner) {
        let span = piece.as_span();
        match piece.as_rule() {
            Rule::blok => out.blocks.push(Chunk { text: piece.as_str().into(), offset: span.start() }),
            Rule::los => out.stray.push(Span::new(span.start(), span.start() + piece.as_str().trim_end().len())),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_open_in_column_one_and_keep_inner_comments() {
        let text = "# kop\n\nregeling Pw \"x\"\n  rang wet\n# midden\n\n  bron BWBR1\n\n# los\nartikel 1 \"y\"\n";
        let split = split(text);
        let blocks: Vec<&str> = split.blocks.iter().map(|b| &*b.text).collect();
        assert_eq!(blocks, ["regeling Pw \"x\"\n  rang wet\n# midden\n\n  bron BWBR1\n", "artikel 1 \"y\"\n"]);
    }

    #[test]
    fn an_indented_first_line_is_stray() {
        let split = split("  rang wet\nregeling Pw \"x\"");
        assert_eq!((split.stray.len(), split.blocks.len()), (1, 1));
    }

    #[test]
    fn windows_line_ends_split_alike() {
        assert_eq!(split("a b\r\n  c\r\nd e\r\n").blocks.len(), 2);
    }
}
