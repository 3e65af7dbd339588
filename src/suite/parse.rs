//! Reads a suite.

/// A suite: the tests of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suite {
    /// Tests in order.
    pub tests: Vec<Test>,
    /// Rules the file brings along, in order.
    pub rules: Vec<Rules>,
    /// What is wrong with the file itself: line and message.
    pub faults: Vec<(usize, String)>,
}

/// A `regel` block: rules that exist for this file only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Rule file it belongs to; blocks without a name make one file together.
    pub file: String,
    /// For a `regel fout CODE` block: the code these rules must be refused with.
    pub refused: Option<String>,
    /// Line of the first rule, from 1.
    pub line: usize,
    /// The rules.
    pub text: String,
}

/// One test: a case with expectations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// Headings above it, and the row for tables.
    pub name: String,
    /// Line of the first expectation, from 1.
    pub line: usize,
    /// The case, as TOML.
    pub case: String,
    /// Facts set by a row: role, fact, value.
    pub facts: Vec<(String, String, String)>,
    /// Expectations with their lines.
    pub expectations: Vec<(usize, String)>,
    /// For a row of a table: the line of its head, from 1.
    pub head: Option<usize>,
}

/// Reads Markdown.
#[must_use]
pub fn parse(text: &str) -> Suite {
    let mut out = Suite::default();
    let mut headings: Vec<(usize, String)> = Vec::new();
    let mut case: Option<String> = None;
    let mut lines = text.lines().enumerate().map(|(i, l)| (i + 1, l)).peekable();
    while let Some((number, line)) = lines.next() {
        if let Some(rest) = line.strip_prefix('#') {
            let level = line.len() - rest.trim_start_matches('#').len();
            headings.retain(|(l, _)| *l < level);
            headings.push((level, rest.trim_start_matches('#').trim().to_owned()));
            continue;
        }
        let name = || headings.iter().map(|(_, h)| h.as_str()).collect::<Vec<_>>().join(" › ");
        if let Some(kind) = line.strip_prefix("```") {
            let mut inside = Vec::new();
            let mut closed = false;
            for (n, l) in lines.by_ref() {
                if l.trim_end() == "```" {
                    closed = true;
                    break;
                }
                inside.push((n, l.to_owned()));
            }
            if !closed {
                out.faults.push((number, "Dit blok is niet gesloten met ```.".to_owned()));
            }
            match kind.trim() {
                "casus" => case = Some(inside.into_iter().map(|(_, l)| l + "\n").collect()),
                "verwacht" => {
                    let expectations: Vec<(usize, String)> = inside
                        .into_iter()
                        .map(|(n, l)| (n, l.trim().to_owned()))
                        .filter(|(_, l)| !l.is_empty() && !l.starts_with('#'))
                        .collect();
                    match &case {
                        Some(case) => out.tests.push(Test {
                            name: name(),
                            line: number + 1,
                            case: case.clone(),
                            facts: Vec::new(),
                            expectations,
                            head: None,
                        }),
                        None => out.faults.push((number, "Voor `verwacht` hoort een blok `casus`.".to_owned())),
                    }
                }
                other => {
                    let words: Vec<&str> = other.split_whitespace().collect();
                    let (refused, file) = match *words.as_slice() {
                        ["regel"] => (None, None),
                        ["regel", "fout", code] => (Some(code.to_owned()), None),
                        ["regel", "fout", code, file] => (Some(code.to_owned()), Some(file)),
                        ["regel", file] => (None, Some(file)),
                        _ => continue,
                    };
                    out.rules.push(Rules {
                        file: file.unwrap_or("blok.regel").to_owned(),
                        refused,
                        line: number + 1,
                        text: inside.into_iter().map(|(_, l)| l + "\n").collect(),
                    });
                }
            }
            continue;
        }
        if line.trim_start().starts_with('|') {
            let head = cells(line);
            let mut rows = Vec::new();
            while let Some((n, l)) = lines.next_if(|(_, l)| l.trim_start().starts_with('|')) {
                rows.push((n, cells(l)));
            }
            let ours = head.iter().any(|h| h == "op" || is_expectation(h));
            match (&case, ours) {
                (Some(case), true) => table(&mut out, case, (number, &head), rows, &name()),
                (None, true) => {
                    out.faults.push((number, "Voor een tabel met verwachtingen hoort een blok `casus`.".to_owned()))
                }
                _ => {}
            }
        }
    }
    out
}

fn is_expectation(head: &str) -> bool {
    ["oordeel ", "waarde ", "bedrag "].iter().any(|w| head.starts_with(w))
}

pub(super) fn cells(line: &str) -> Vec<String> {
    line.trim().trim_matches('|').split('|').map(|c| c.trim().to_owned()).collect()
}

fn table(out: &mut Suite, case: &str, (top, head): (usize, &[String]), rows: Vec<(usize, Vec<String>)>, name: &str) {
    for (line, row) in rows {
        if row.iter().all(|c| c.chars().all(|c| matches!(c, '-' | ':'))) {
            continue;
        }
        if row.len() != head.len() {
            out.faults.push((line, format!("Deze rij heeft {} cellen, de kop {}.", row.len(), head.len())));
            continue;
        }
        let mut test = Test {
            name: format!("{name} › {}", row.join(" · ")),
            line,
            case: case.to_owned(),
            facts: Vec::new(),
            expectations: Vec::new(),
            head: Some(top),
        };
        for (h, value) in head.iter().zip(&row) {
            if value.is_empty() {
                continue;
            }
            if h == "op" {
                test.expectations.insert(0, (line, format!("op {value}")));
            } else if is_expectation(h) {
                test.expectations.push((line, format!("{h}: {value}")));
            } else if let Some((role, fact)) = h.split_once('.') {
                test.facts.push((role.to_owned(), fact.to_owned(), value.clone()));
            } else if h != "toelichting" {
                out.faults
                    .push((line, format!("De kolom `{h}` is geen `op`, `rol.feit`, verwachting of `toelichting`.")));
            }
        }
        out.tests.push(test);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_one_test_a_row() {
        let text = "# Zorgtoeslag\n\n```casus\nbasis = \"x.toml\"\n```\n\n| op | aanvrager.jaarinkomen | oordeel Zt.zorgtoeslag van aanvrager |\n|---|---|---|\n| 2026-03-01 | € 1 per jaar | moet |\n| 2026-03-01 | € 2 per jaar | nee |\n";
        let suite = parse(text);
        assert_eq!((suite.tests.len(), suite.faults.len()), (2, 0));
        let first = suite.tests.first().unwrap();
        assert_eq!(first.facts, [("aanvrager".to_owned(), "jaarinkomen".to_owned(), "€ 1 per jaar".to_owned())]);
        assert_eq!(first.expectations.last().unwrap().1, "oordeel Zt.zorgtoeslag van aanvrager: moet");
    }

    #[test]
    fn an_open_block_and_a_lonely_expectation_are_faults() {
        assert_eq!(parse("```verwacht\noordeel x: nee\n```\n").faults.len(), 1);
        assert_eq!(parse("```casus\n").faults.len(), 1);
    }
}
