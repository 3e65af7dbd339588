//! The formatter: one canonical layout, comments kept, formatting twice changes nothing.
//!
//! A block is written as lines that know where in the source they began; comments are then put back by position:
//! a comment on its own line before the line it preceded, a comment behind text behind the line that text is on.

mod expr;
mod item;
mod lines;
mod literal;
mod statement;

use super::ast::Block;
use super::{Parsed, parse_block, split};
use lines::Lines;
use std::sync::Arc;

/// Lines are broken when they would pass this column.
const WIDTH: usize = 110;

/// Writes a block in the canonical layout, ending in a newline. `text` is the source the block was parsed from.
#[must_use]
pub fn format_block(block: &Block, text: &str) -> String {
    let mut lines = Lines::new(text);
    item::item(&mut lines, &block.item);
    lines.finish(&block.comments)
}

/// Formats a file. Blocks that cannot be read, and everything between blocks, stay as they are, except that runs of
/// blank lines become one and trailing blanks go.
#[must_use]
pub fn format_file(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let id: Arc<str> = "opmaak".into();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for chunk in split(&text).blocks {
        out.push_str(text.get(at..chunk.offset).unwrap_or_default());
        match parse_block(&id, &chunk.text) {
            Parsed { block: Some(block), .. } => out.push_str(&format_block(&block, &chunk.text)),
            Parsed { block: None, .. } => out.push_str(&chunk.text),
        }
        at = chunk.offset + chunk.text.len();
    }
    out.push_str(text.get(at..).unwrap_or_default());
    tidy(&out)
}

/// Single blank lines, no trailing blanks, one newline at the end.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = true;
    for line in text.lines().map(trimmed) {
        if !(line.is_empty() && blank) {
            out.push_str(line);
            out.push('\n');
        }
        blank = line.is_empty();
    }
    while out.ends_with("\n\n") {
        out.pop();
    }
    out
}

/// A line without blanks at its end. Only what the language itself counts as blank; other blanks are characters to be
/// kept, and reported. A block with a tab cannot be read, and would become another block without it.
fn trimmed(line: &str) -> &str {
    let kept = line.trim_end_matches([' ', '\r']);
    let comment = kept.contains('\t') && in_comment(kept.rsplit('\r').next().unwrap_or_default());
    if comment { kept.trim_end_matches([' ', '\t', '\r']) } else { kept }
}

/// Whether a line ends in a comment; a `#` inside a text opens none.
fn in_comment(line: &str) -> bool {
    let mut quoted = false;
    line.chars().any(|c| {
        quoted ^= c == '"';
        c == '#' && !quoted
    })
}

#[cfg(test)]
mod tests {
    use super::format_file;

    #[test]
    fn a_blank_the_language_does_not_know_is_kept() {
        assert_eq!(format_file("\u{a0} "), "\u{a0}\n");
        assert_eq!(format_file("# opmerking \t\n"), "# opmerking\n");
        assert_eq!(format_file("\t "), "\t\n");
        assert_eq!(format_file("  kern \"k # x\"\t \n"), "  kern \"k # x\"\t\n");
    }
}
