//! Writing what came out into the suite: only values of expectations that are there, never prose, never new lines.

use super::expect::expectation;
use super::failure::{Failure, Report};
use super::parse::cells;
use super::prepare::Prepared;

/// A value that can take the place of another in a suite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewrite {
    /// Line in the suite, from 1.
    pub line: usize,
    /// The expectation without its value: `oordeel Pw.x van aanvrager`.
    pub what: String,
    /// Value that stands there.
    pub old: String,
    /// Value that came out.
    pub new: String,
    /// For a row of a table: the line of its head.
    pub head: Option<usize>,
}

/// The values of a failed test that can be written.
#[must_use]
pub fn rewrites(test: &Prepared, report: &Report) -> Vec<Rewrite> {
    let one = |f: &Failure| {
        let (old, new) = f.differs.clone()?;
        let (what, _) = f.written.rsplit_once(": ")?;
        // What came out must read as an expectation of the same kind; a cell cannot hold its own border.
        let readable = expectation(&format!("{what}: {new}")).is_ok() && !new.contains(['|', '\n']) && new != "?";
        readable.then(|| Rewrite { line: f.line, what: what.to_owned(), old, new, head: test.test.head })
    };
    report.failures.iter().filter_map(one).collect()
}

/// A suite with these values in it; a value that is not where it should be is left alone. Also how many were written.
#[must_use]
pub fn rewritten(text: &str, all: &[Rewrite]) -> (String, usize) {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let mut written = 0;
    for r in all {
        let head = r.head.and_then(|h| lines.get(h.checked_sub(1)?)).cloned();
        let Some(line) = r.line.checked_sub(1).and_then(|i| lines.get_mut(i)) else { continue };
        let new = match head {
            Some(head) => cell(line, &head, r),
            None => value(line, r),
        };
        if let Some(new) = new {
            *line = new;
            written += 1;
        }
    }
    (lines.join("\n"), written)
}

/// `oordeel X: nee` with another verdict.
fn value(line: &str, r: &Rewrite) -> Option<String> {
    let (before, after) = line.rsplit_once(": ")?;
    (before.trim() == r.what && after.trim() == r.old).then(|| {
        let tail = after.get(after.trim_end().len()..).unwrap_or_default();
        format!("{before}: {}{tail}", r.new)
    })
}

/// A row in which one cell has another value; the width of the column stays when the value fits.
fn cell(line: &str, head: &str, r: &Rewrite) -> Option<String> {
    let at = cells(head).iter().position(|h| *h == r.what)?;
    let start = line.find('|')? + 1;
    let end = line.trim_end().len();
    let inner = line.get(start..end)?;
    let mut parts: Vec<String> = inner.trim_end_matches('|').split('|').map(str::to_owned).collect();
    let part = parts.get_mut(at)?;
    if part.trim() != r.old {
        return None;
    }
    let width = part.chars().count().saturating_sub(2);
    *part = format!(" {:width$} ", r.new);
    let closing = if inner.ends_with('|') { "|" } else { "" };
    Some(format!("{}{}{closing}{}", line.get(..start)?, parts.join("|"), line.get(end..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewrite(line: usize, head: Option<usize>, old: &str, new: &str) -> Rewrite {
        Rewrite { line, what: "oordeel Zt.x van p".to_owned(), old: old.to_owned(), new: new.to_owned(), head }
    }

    #[test]
    fn a_line_gets_its_value_and_keeps_the_rest() {
        let text = "nee: nee\noordeel Zt.x van p: nee\r\noordeel Zt.x van p: mag\n";
        let (new, n) = rewritten(text, &[rewrite(2, None, "nee", "moet")]);
        assert_eq!((new.as_str(), n), ("nee: nee\noordeel Zt.x van p: moet\r\noordeel Zt.x van p: mag\n", 1));
    }

    #[test]
    fn a_cell_keeps_its_width_when_it_can() {
        let text = "| op | oordeel Zt.x van p |\n|--|--|\n| 2026-01-01 | nee   |\n| 2026-01-01 | nee |";
        let (new, n) = rewritten(text, &[rewrite(3, Some(1), "nee", "moet"), rewrite(4, Some(1), "nee", "moet")]);
        assert_eq!(n, 2);
        assert!(new.ends_with("| 2026-01-01 | moet  |\n| 2026-01-01 | moet |"), "{new}");
    }

    #[test]
    fn what_is_not_there_is_left_alone() {
        let text = "oordeel Zt.x van p: nee\nwaarde Zt.x van p: nee";
        for wrong in [rewrite(1, None, "mag", "moet"), rewrite(2, None, "nee", "moet"), rewrite(9, None, "nee", "moet")]
        {
            assert_eq!(rewritten(text, &[wrong]), (text.to_owned(), 0));
        }
    }
}
