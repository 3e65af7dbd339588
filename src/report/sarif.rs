//! A run of tests as SARIF 2.1.0, for editors and code scanning.

use super::junit::told;
use super::tests::TestsView;
use serde_sarif::sarif;

/// SARIF; one result a failure.
#[must_use]
pub fn sarif(view: &TestsView, version: &str) -> String {
    let mut results = Vec::new();
    for f in &view.bestandsfouten {
        results.push(result("bestand", &f.bestand, f.regel, f.zin.clone()));
    }
    for (test, f) in view.failures() {
        results.push(result("verwachting", &test.bestand, f.regel, format!("{}: {}", test.naam, told(f))));
    }
    let rules = vec![
        rule("verwachting", "Een verwachting van een toets komt niet uit."),
        rule("bestand", "Een bestand met toetsen is niet te lezen."),
    ];
    let driver = sarif::ToolComponent::builder().name("kanwel").version(version).rules(rules).build();
    let run = sarif::Run::builder().tool(sarif::Tool::builder().driver(driver).build()).results(results).build();
    let whole = sarif::Sarif::builder().version(serde_json::json!("2.1.0")).runs(vec![run]).build();
    format!("{}\n", serde_json::to_string_pretty(&whole).unwrap_or_default())
}

fn rule(id: &str, text: &str) -> sarif::ReportingDescriptor {
    let text = sarif::MultiformatMessageString::builder().text(text).build();
    sarif::ReportingDescriptor::builder().id(id).short_description(text).build()
}

fn result(rule: &str, file: &str, line: usize, message: String) -> sarif::Result {
    let region = sarif::Region::builder().start_line(i64::try_from(line).unwrap_or(1).max(1)).build();
    let artifact = sarif::ArtifactLocation::builder().uri(uri(file)).build();
    let physical = sarif::PhysicalLocation::builder().artifact_location(artifact).region(region).build();
    sarif::Result::builder()
        .rule_id(rule)
        .level(sarif::ResultLevel::Error)
        .message(sarif::Message::builder().text(message).build())
        .locations(vec![sarif::Location::builder().physical_location(physical).build()])
        .build()
}

/// A path as a relative URI: whatever may not stand in one is escaped.
fn uri(path: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~/".contains(&b);
    path.replace('\\', "/")
        .bytes()
        .map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}
