//! `kanwel toets`

use super::args::{Global, Suites};
use super::{exit, usable_rules};
use crate::host::{self, HostError};
use crate::suite::{parse, run as run_test};
use std::path::PathBuf;

pub(super) fn run(global: &Global, args: &Suites) -> Result<u8, HostError> {
    let loaded = match usable_rules(global, &[])? {
        Ok(loaded) => loaded,
        Err(code) => return Ok(code),
    };
    let program = loaded.corpus.program();
    let default = [PathBuf::from("tests/suite")];
    let given = if args.paths.is_empty() { default.as_slice() } else { &args.paths };
    let (mut count, mut failed) = (0_usize, 0_usize);
    for path in given {
        for file in host::files_below(path, "md")? {
            let suite = parse(&host::read_text(&file)?);
            for (line, message) in &suite.faults {
                failed += 1;
                host::print(&format!("{}:{line}: {message}\n", file.display()))?;
            }
            for test in &suite.tests {
                count += 1;
                let report = run_test(&program, test, &|name| host::read_base(&file, name));
                if report.failures.is_empty() {
                    continue;
                }
                failed += 1;
                host::print(&format!("✗ {}\n", test.name))?;
                for f in &report.failures {
                    host::print(&format!("  {}:{}: {}\n", file.display(), f.line, f.message))?;
                }
            }
        }
    }
    if count + failed == 0 {
        let names: Vec<String> = given.iter().map(|p| host::name_of(p)).collect();
        let help = "Een toets is een Markdown-bestand (`.md`) met blokken `casus` en `verwacht`.";
        return Err(HostError::new(format!("In {} staan geen toetsen.", names.join(", ")), help));
    }
    host::print(&format!("{}, {failed} mislukt.\n", super::count(count, "toets", "toetsen")))?;
    Ok(if failed == 0 { exit::OK } else { exit::FINDINGS })
}
