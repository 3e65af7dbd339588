//! `kanwel toets --vastleggen`: what came out, into the suite, one value at a time and never unasked.

use super::args::Suites;
use super::count;
use super::suite::{Gathered, paper, verdict};
use crate::host::{self, HostError, Loaded};
use crate::report::tests_text;
use crate::suite::{Report, Rewrite, rewrites, rewritten};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

pub(super) fn run(loaded: &Loaded, args: &Suites, gathered: &Gathered, reports: &[Report]) -> Result<u8, HostError> {
    let mut wanted: BTreeMap<Arc<str>, Vec<Rewrite>> = BTreeMap::new();
    for (test, report) in gathered.tests.iter().zip(reports) {
        for r in rewrites(test, report) {
            let place = format!("{}:{}", test.file, r.line);
            host::print(&format!(
                "{place}  {}\n  - {}: {}\n  + {}: {}\n",
                test.test.name, r.what, r.old, r.what, r.new
            ))?;
            if args.alles || agreed()? {
                wanted.entry(test.file.clone()).or_default().push(r);
            }
        }
    }
    let mut written = 0;
    for (file, all) in &wanted {
        let path = Path::new(&**file);
        let (text, n) = rewritten(&host::read_text(path)?, all);
        if n > 0 {
            host::write_text(path, &text)?;
            written += n;
        }
    }
    let files = count(wanted.len(), "bestand", "bestanden");
    host::print(&format!("{} vastgelegd in {files}.\n", count(written, "waarde", "waarden")))?;
    let program = loaded.corpus.program();
    let again = Gathered::new(&args.paths, loaded.dir.as_deref())?.filtered(&program, args.filter.as_deref())?;
    let view = again.view(&again.run(&program));
    host::print(&tests_text(&view, paper()))?;
    Ok(verdict(&view))
}

/// Whether the answer is yes. The end of the input, and anything unclear at the third time, is no.
fn agreed() -> Result<bool, HostError> {
    for _ in 0..3 {
        match host::ask("  vastleggen? (j/n) ")?.as_deref() {
            Some("j" | "ja" | "J" | "Ja") => return Ok(true),
            None | Some("n" | "nee" | "N" | "Nee") => return Ok(false),
            Some(_) => {}
        }
    }
    Ok(false)
}
