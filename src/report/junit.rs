//! A run of tests as JUnit XML, for build servers. Without times: the same tests give the same bytes.

use super::tests::{FailureView, TestsView};
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

/// JUnit XML; one suite a file.
#[must_use]
pub fn junit(view: &TestsView) -> String {
    let mut report = Report::new("kanwel toets");
    let mut files: Vec<&str> = view.uitkomsten.iter().map(|t| t.bestand.as_str()).collect();
    files.extend(view.bestandsfouten.iter().map(|f| f.bestand.as_str()));
    files.sort_unstable();
    files.dedup();
    for file in files {
        let mut suite = TestSuite::new(file);
        for fault in view.bestandsfouten.iter().filter(|f| f.bestand == file) {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
            status.set_message(fault.zin.as_str()).set_type("bestand");
            suite.add_test_case(TestCase::new(format!("{file}:{}", fault.regel), status));
        }
        for test in view.uitkomsten.iter().filter(|t| t.bestand == file) {
            let status = match test.fouten.first() {
                None => TestCaseStatus::success(),
                Some(first) => {
                    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
                    let all: Vec<String> = test.fouten.iter().map(|f| sentence(file, f)).collect();
                    status.set_message(first.zin.as_str()).set_type("verwachting").set_description(all.join("\n"));
                    status
                }
            };
            let mut case = TestCase::new(format!("{} (regel {})", test.naam, test.regel), status);
            case.set_classname(file);
            suite.add_test_case(case);
        }
        report.add_test_suite(suite);
    }
    // Only characters that XML cannot hold could fail, and those are left out when a text is set.
    report.to_string().unwrap_or_default()
}

/// A failure on one line, with the provision that decides.
pub(super) fn sentence(file: &str, f: &FailureView) -> String {
    format!("{file}:{}: {}", f.regel, told(f))
}

/// What went wrong, with the provision that decides.
pub(super) fn told(f: &FailureView) -> String {
    let place = match (&f.bepaling, &f.kern) {
        (Some(citation), Some(gist)) => format!(" ({citation}: {gist})"),
        (Some(citation), None) => format!(" ({citation})"),
        _ => String::new(),
    };
    format!("{}{place}", f.zin)
}
