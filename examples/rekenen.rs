//! kanwel as a library: load the built-in rules, read a case, assess it, and print every answer with its provisions.
//!
//! ```console
//! cargo run --example rekenen -- examples/casussen/alleenstaande_zorgtoeslag.toml
//! ```
#![expect(clippy::print_stdout, reason = "an example shows its answer")]

use kanwel::case::read;
use kanwel::diagnostic::Diagnostic;
use kanwel::eval::{Settings, assess};
use kanwel::host::{load_rules, read_case, version};
use kanwel::render::{Names, Showing, diagnostics};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let path = std::env::args().nth(1).unwrap_or_else(|| "examples/casussen/alleenstaande_zorgtoeslag.toml".to_owned());
    match answer(Path::new(&path)) {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            println!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// One line per right, or what is wrong with the rules or the case.
fn answer(path: &Path) -> Result<String, String> {
    // The rules: `rules/` in this directory, or else the ones built in. `program` is what every case is evaluated with;
    // load it once, share it between threads.
    let loaded = load_rules(None, &[]).map_err(|e| e.to_string())?;
    if loaded.corpus.diagnostics().iter().any(Diagnostic::is_error) {
        return Err("De regels hebben fouten; `kanwel controleer` noemt ze.".to_owned());
    }
    let program = loaded.corpus.program();

    // The case: a file becomes a tree with places, the tree becomes typed facts. Everything wrong is a diagnostic.
    let file = read_case(path).map_err(|e| e.to_string())?;
    let reading = file.root.as_ref().map(|root| read(&program, root));
    let case = reading.as_ref().and_then(|r| r.case.as_ref());
    let Some((case, date)) = case.and_then(|c| Some((c, c.date?))) else {
        let found: Vec<Diagnostic> =
            file.diagnostics.iter().cloned().chain(reading.into_iter().flat_map(|r| r.diagnostics)).collect();
        return Err(diagnostics(&found, &file, false, 100));
    };

    // The answers, as data (`Assessment`) and as words (`View`, which also serialises to JSON).
    let assessment = assess(&program, case, &Settings::on(date), None, true);
    let names = Names { program: &program, case };
    let version = version(&loaded.corpus);
    let view = Showing { names, date, version: &version, derivations: false }.view(&assessment);
    Ok(view
        .uitkomsten
        .iter()
        .map(|o| {
            let amount = o.bedrag.as_ref().map_or(String::new(), |b| format!(" {}", b.geschreven));
            format!("{} van {}: {}{amount} ({})\n", o.recht, o.houder, o.oordeel, o.bepalingen.join(", "))
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::answer;
    use std::path::Path;

    #[test]
    fn the_example_case_has_an_answer_with_its_provision() {
        let text = answer(Path::new("examples/casussen/alleenstaande_zorgtoeslag.toml")).unwrap();
        let line = text.lines().find(|l| l.starts_with("Zt.zorgtoeslag van aanvrager: moet")).unwrap();
        assert!(line.contains("€") && line.contains("Zt artikel 2 lid 1"), "{line}");
    }

    #[test]
    fn a_case_that_is_not_there_is_an_error_in_words() {
        assert!(answer(Path::new("nergens.toml")).unwrap_err().contains("nergens.toml"));
    }
}
