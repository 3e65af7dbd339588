//! A run of tests for people.

use super::Paper;
use super::tests::{FailureView, TestView, TestsView};

/// What failed, and how many ran.
#[must_use]
pub fn tests_text(view: &TestsView, paper: Paper) -> String {
    let count = format!("{} {}", view.toetsen, if view.toetsen == 1 { "toets" } else { "toetsen" });
    let style = if view.mislukt == 0 { Paper::GREEN } else { Paper::RED };
    format!("{}{}\n", failures_text(view, paper), paper.styled(style, &format!("{count}, {} mislukt.", view.mislukt)))
}

/// What failed.
#[must_use]
pub fn failures_text(view: &TestsView, paper: Paper) -> String {
    let mut out = String::new();
    for fault in &view.bestandsfouten {
        out.push_str(&format!("{}:{}: {}\n", fault.bestand, fault.regel, fault.zin));
    }
    for test in view.uitkomsten.iter().filter(|t| !t.gelukt) {
        out.push_str(&format!("{} {}\n", paper.styled(Paper::RED, "✗"), paper.styled(Paper::BOLD, &test.naam)));
        for f in &test.fouten {
            out.push_str(&failure(test, f, paper));
        }
        out.push('\n');
    }
    out
}

/// Which case, which provision, what was expected, what came out, and why.
fn failure(test: &TestView, f: &FailureView, paper: Paper) -> String {
    let mut out = format!("  {}:{}\n", test.bestand, f.regel);
    let mut row = |label: &str, text: &str| out.push_str(&paper.labelled(label, text));
    match (&f.verwachting, &f.verwacht, &f.uitkomst) {
        (Some(written), Some(_), Some(got)) => {
            row("verwacht", written);
            row("uitkomst", got);
        }
        (Some(written), ..) => {
            row("verwacht", written);
            row("uitkomst", &f.zin);
        }
        _ => row("fout", &f.zin),
    }
    if let Some(why) = &f.waarom {
        row("waarom", why);
    }
    match (&f.bepaling, &f.kern) {
        (Some(citation), Some(gist)) => row("bepaling", &format!("{citation}: {gist}")),
        (Some(citation), None) => row("bepaling", citation),
        _ => {}
    }
    out
}
