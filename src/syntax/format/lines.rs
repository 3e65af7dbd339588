//! Output lines that remember where they came from, so that comments find their place again.

use crate::syntax::ast::Comment;
use crate::text::Span;

struct Line {
    indent: usize,
    text: String,
    /// Source offset of the first thing on the line.
    from: u32,
}

/// The lines of a block under construction.
pub(super) struct Lines<'t> {
    source: &'t str,
    lines: Vec<Line>,
}

impl<'t> Lines<'t> {
    pub(super) fn new(source: &'t str) -> Self {
        Self { source, lines: Vec::new() }
    }

    /// The source text of a span, blanks folded.
    pub(super) fn source(&self, span: Span) -> String {
        let raw = self.source.get(span.range()).unwrap_or_default();
        raw.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Opens a line for something that starts at `span` in the source.
    pub(super) fn open(&mut self, indent: usize, span: Span) {
        self.lines.push(Line { indent, text: String::new(), from: span.start });
    }

    /// Appends to the open line.
    pub(super) fn push(&mut self, text: &str) {
        if let Some(line) = self.lines.last_mut() {
            line.text.push_str(text);
        }
    }

    /// Opens a line and writes on it.
    pub(super) fn line(&mut self, indent: usize, span: Span, text: &str) {
        self.open(indent, span);
        self.push(text);
    }

    /// The column at which the next character would come.
    pub(super) fn column(&self) -> usize {
        self.lines.last().map_or(0, |l| l.indent + l.text.chars().count())
    }

    /// The text with the comments put back.
    pub(super) fn finish(self, comments: &[Comment]) -> String {
        let mut before: Vec<Vec<&str>> = vec![Vec::new(); self.lines.len() + 1];
        let mut behind: Vec<Option<&str>> = vec![None; self.lines.len()];
        for comment in comments {
            let next = self.lines.partition_point(|l| l.from < comment.span.start);
            let free = next.checked_sub(1).and_then(|i| behind.get_mut(i)).filter(|b| b.is_none());
            match free {
                Some(slot) if !comment.own_line => *slot = Some(&comment.text),
                _ => {
                    if let Some(list) = before.get_mut(next) {
                        list.push(&comment.text);
                    }
                }
            }
        }
        let mut out = String::new();
        let last = self.lines.last().map_or(0, |l| l.indent.max(2));
        let slots = self.lines.iter().map(Some).chain(std::iter::once(None));
        for (i, (line, comments)) in slots.zip(before).enumerate() {
            let indent = line.map_or(last, |l| l.indent);
            for comment in comments {
                // A comment in column 1 above the head would leave the block.
                let indent = if i == 0 { 2 } else { indent.max(2) };
                out.push_str(&format!("{:indent$}{comment}\n", ""));
            }
            let Some(line) = line else { continue };
            out.push_str(&format!("{:indent$}{}", "", line.text.trim_end(), indent = line.indent));
            if let Some(comment) = behind.get(i).copied().flatten() {
                out.push_str("   ");
                out.push_str(comment);
            }
            out.push('\n');
        }
        out
    }
}
