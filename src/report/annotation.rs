//! A run of tests as workflow commands of GitHub Actions: each failure becomes a remark beside its line.

use super::junit::told;
use super::tests::TestsView;

/// One line a failure.
#[must_use]
pub fn annotations(view: &TestsView) -> String {
    let mut out = String::new();
    for f in &view.bestandsfouten {
        out.push_str(&line(&f.bestand, f.regel, "Dit bestand is niet te lezen", &f.zin));
    }
    for (test, f) in view.failures() {
        out.push_str(&line(&test.bestand, f.regel, &test.naam, &told(f)));
    }
    out
}

fn line(file: &str, line: usize, title: &str, message: &str) -> String {
    format!("::error file={},line={line},title={}::{}\n", property(file), property(title), data(message))
}

/// Characters with a meaning in a message.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// In a property also those that end it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn what_would_end_a_field_is_escaped() {
        assert_eq!(line("a,b.md", 3, "A: b", "50 %: c"), "::error file=a%2Cb.md,line=3,title=A%3A b::50 %25: c\n");
    }
}
