//! `kanwel muteer`

use super::args::{Global, Mutate, ScoreShape};
use super::graph::known_law;
use super::suite::{Gathered, paper};
use super::{exit, usable_rules};
use crate::host::{self, HostError};
use crate::mutate::{Base, Ran, chosen, chosen_per_law, mutants, sites};
use crate::report::{Choice, MutantsView, mutants_markdown, mutants_text};

pub(super) fn run(global: &Global, args: &Mutate) -> Result<u8, HostError> {
    let loaded = match usable_rules(global, &[])? {
        Ok(loaded) => loaded,
        Err(code) => return Ok(code),
    };
    let program = loaded.corpus.program();
    args.wet.iter().try_for_each(|law| known_law(&program, law))?;
    let gathered = Gathered::new(&args.paths, loaded.dir.as_deref())?;
    let bar = host::Progress::new(gathered.tests.len(), "Eerst de toetsen zonder mutant");
    let base = Base::new(&program, &gathered.tests, &|| bar.step());
    drop(bar);
    let sites = sites(&loaded.corpus, &program, &args.wet);
    let chosen = match args.per_wet {
        Some(each) => chosen_per_law(&sites, each, args.zaad),
        None => chosen(&sites, (!args.alles).then_some(args.budget), args.zaad),
    };
    let bar = host::Progress::new(chosen.len(), "Mutanten");
    let ran = Ran { corpus: &loaded.corpus, tests: &gathered.tests, base: &base };
    let all = mutants(ran, &sites, &chosen, &|| bar.step());
    drop(bar);
    let view = MutantsView::of(&all, &gathered.tests, &base, &sites, Choice { seed: args.zaad, per_law: args.per_wet });
    host::print(&match args.formaat {
        ScoreShape::Tekst => mutants_text(&view, paper()),
        ScoreShape::Md => mutants_markdown(&view),
        ScoreShape::Json => format!("{}\n", serde_json::to_string_pretty(&view).unwrap_or_default()),
    })?;
    Ok(if base.failing.is_empty() { exit::OK } else { exit::FINDINGS })
}
