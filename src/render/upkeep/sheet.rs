//! One layout for lists of things to look at: a title, parts with entries, and remarks below.

use crate::render::wrap;

/// An entry: its first line, and what is told below it.
pub(super) struct Entry {
    pub head: String,
    pub lines: Vec<String>,
}

/// A list.
#[derive(Default)]
pub(super) struct Sheet {
    pub title: String,
    pub lead: Vec<String>,
    pub parts: Vec<(String, Vec<Entry>)>,
    pub foot: Vec<String>,
}

impl Sheet {
    /// Adds a part, unless it is empty.
    pub(super) fn part(&mut self, heading: &str, entries: Vec<Entry>) {
        if !entries.is_empty() {
            self.parts.push((heading.to_owned(), entries));
        }
    }

    /// Text for people, on lines of at most `width` letters.
    pub(super) fn text(&self, width: usize) -> String {
        let width = width.max(40);
        let mut out = format!("{}\n", wrap(&self.title, width).join("\n"));
        let mut put = |indent: &str, hang: &str, text: &str| {
            for (i, line) in wrap(text, width.saturating_sub(hang.len()).max(20)).iter().enumerate() {
                out.push_str(if i == 0 { indent } else { hang });
                out.push_str(line);
                out.push('\n');
            }
        };
        for line in &self.lead {
            put("\n", "", line);
        }
        for (heading, entries) in &self.parts {
            put("\n", "", heading);
            for (i, entry) in entries.iter().enumerate() {
                // Bare lines stand together.
                let bare = |i: usize| entries.get(i).is_some_and(|e| e.lines.is_empty());
                let apart = i == 0 || !bare(i) || !bare(i - 1);
                put(if apart { "\n  " } else { "  " }, "  ", &entry.head);
                for line in &entry.lines {
                    put("    ", "    ", line);
                }
            }
        }
        for line in &self.foot {
            put("\n", "", line);
        }
        out
    }

    /// Markdown.
    pub(super) fn markdown(&self) -> String {
        let mut out = format!("# {}\n", self.title);
        for line in &self.lead {
            out.push_str(&format!("\n{line}\n"));
        }
        for (heading, entries) in &self.parts {
            out.push_str(&format!("\n## {heading}\n\n"));
            for entry in entries {
                out.push_str(&format!("- **{}**\n", entry.head));
                for line in &entry.lines {
                    out.push_str(&format!("  - {line}\n"));
                }
            }
        }
        for line in &self.foot {
            out.push_str(&format!("\n{line}\n"));
        }
        out
    }
}
