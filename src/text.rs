//! Places in source text: byte spans and the line and column a reader counts.
//!
//! Every block of a rule file is parsed on its own, so a [`Span`] counts bytes from the start of its block.
//! Moving a block therefore changes nothing that was derived from it.

use std::sync::Arc;

/// A half-open byte range.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets; offsets beyond 4 GiB are cut off (sources are limited far below that).
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let cut = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { start: cut(start), end: cut(end.max(start)) }
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The same span, counted from `offset` bytes earlier.
    #[must_use]
    pub fn shifted(self, offset: usize) -> Self {
        Self::new(self.start as usize + offset, self.end as usize + offset)
    }

    /// The byte range, for slicing.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Something with its place in the source.
///
/// Two spanned values are equal when both the value and the place are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Spanned<T> {
    /// The value.
    pub node: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Pairs a value with its place.
    pub const fn new(node: T, span: Span) -> Self {
        Self { node, span }
    }
}

/// A place in the sources: which block, and where in that block.
///
/// The block is named, not numbered, so that adding a block elsewhere leaves existing places equal.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// Identity of the block (`path#head`), or the path of a file that has no blocks.
    pub block: Arc<str>,
    /// Bytes from the start of that block.
    pub span: Span,
}

impl Place {
    /// A place in a block.
    #[must_use]
    pub fn new(block: &Arc<str>, span: Span) -> Self {
        Self { block: Arc::clone(block), span }
    }
}

/// Line starts of a text, to turn byte offsets into lines and columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Indexes `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let starts = std::iter::once(0)
            .chain(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| Span::new(i + 1, i + 1).start))
            .collect();
        Self { starts }
    }

    /// Zero-based line of a byte offset.
    #[must_use]
    pub fn line(&self, offset: u32) -> usize {
        self.starts.partition_point(|s| *s <= offset).saturating_sub(1)
    }

    /// Zero-based column of a byte offset, counted in characters.
    #[must_use]
    pub fn column(&self, text: &str, offset: u32) -> usize {
        let start = self.starts.get(self.line(offset)).copied().unwrap_or(0);
        text.get(start as usize..offset as usize).map_or(0, |s| s.chars().count())
    }

    /// One-based line and column, as editors show them.
    #[must_use]
    pub fn human(&self, text: &str, offset: u32) -> (usize, usize) {
        (self.line(offset) + 1, self.column(text, offset) + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_characters() {
        let text = "één\ntwee € 3\n";
        let index = LineIndex::new(text);
        let euro = u32::try_from(text.find('€').unwrap()).unwrap();
        assert_eq!(index.human(text, 0), (1, 1));
        assert_eq!(index.human(text, euro), (2, 6));
    }
}
