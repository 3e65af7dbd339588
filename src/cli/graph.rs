//! `kanwel graaf`

use super::args::{Drawing, Global, Graph as Args};
use super::explain::near;
use super::ready::usable_case;
use super::{exit, usable_rules};
use crate::case::parse_citation;
use crate::diagnostic::nearest;
use crate::eval::assess;
use crate::explain::Touched;
use crate::graph::{Graph, Start, start};
use crate::host::{self, HostError};
use crate::ir::Program;
use crate::render::{GraphView, MOST_DRAWN, dot, svg};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn run(global: &Global, args: &Args) -> Result<u8, HostError> {
    if args.diep.is_some() && args.rond.is_none() {
        return Err(HostError::new(
            "`--diep` telt stappen rond iets, maar er staat niet waaromheen.",
            "Noem het met `--rond`, zoals `--rond \"Pw artikel 13 lid 2\" --diep 2`.",
        ));
    }
    let loaded = match usable_rules(global, &[])? {
        Ok(loaded) => loaded,
        Err(code) => return Ok(code),
    };
    let program = loaded.corpus.program();
    let mut on = args.op;
    let mut touched = None;
    let mut title: Vec<String> = vec!["Bepalingen".to_owned()];
    if let Some(path) = &args.casus {
        let Some((case, settings)) = usable_case(&program, path, args.op, BTreeMap::new())? else {
            return Ok(exit::INVALID);
        };
        on = Some(settings.date);
        let mut all = Touched::default();
        for outcome in assess(&program, &case, &settings, None, true).outcomes {
            all.extend(&Touched::by(&outcome));
        }
        touched = Some(all);
        title.push(format!(
            "van de casus {}",
            if case.title.is_empty() { host::name_of(path) } else { case.title.to_string() }
        ));
    }
    let mut graph = match &touched {
        // A derivation may look at other days; what it read is then of another version.
        Some(touched) => touched.graph(&program, &Graph::of(&program, None)),
        None => Graph::of(&program, on),
    };
    if let Some(code) = &args.wet {
        known_law(&program, code)?;
        graph = graph.law(&program, code);
        title.push(format!("van {code}"));
    }
    if let Some(what) = &args.rond {
        let citation = parse_citation(what);
        let from = citation.as_ref().map_or(Start::Name(what), Start::Place);
        let nodes = start(&program, &from);
        if nodes.is_empty() {
            return Err(unknown(&program, what));
        }
        graph = graph.around(&nodes, usize::from(args.diep.unwrap_or(1)));
        title.push(format!("rond {what}"));
    }
    if let Some(date) = on {
        title.push(format!("op {}", date.written()));
    }
    let view = GraphView::new(&program, &graph);
    if view.knopen.is_empty() {
        return Err(nothing(args));
    }
    let shown = match args.formaat {
        Drawing::Dot => dot(&view),
        Drawing::Json => format!("{}\n", serde_json::to_string_pretty(&view).unwrap_or_default()),
        Drawing::Svg if view.knopen.len() > MOST_DRAWN => return Err(too_large(view.knopen.len())),
        Drawing::Svg => svg(&view, &title.join(" ")),
    };
    host::print(&shown)?;
    Ok(exit::OK)
}

/// A law that is not encoded gives nothing, which would look like a good result.
pub(super) fn known_law(program: &Program, code: &str) -> Result<(), HostError> {
    let all: BTreeSet<&str> = program.provisions.iter().map(|p| &*p.law).collect();
    if all.contains(code) {
        return Ok(());
    }
    let near =
        all.iter().find(|c| c.eq_ignore_ascii_case(code)).copied().or_else(|| nearest(code, all.iter().copied()));
    let help = match near {
        Some(near) => format!("Bedoelde u `{near}`?"),
        None => format!("Kies uit: {}.", all.into_iter().collect::<Vec<_>>().join(", ")),
    };
    Err(HostError::new(format!("De wet `{code}` is niet gecodeerd."), help))
}

fn unknown(program: &Program, what: &str) -> HostError {
    let help = near(program, what).map_or_else(
        || "Schrijf bijvoorbeeld `--rond \"Pw artikel 13 lid 2\"`, `--rond Pw.algemene_bijstand` of `--rond woonadres`.".to_owned(),
        |name| format!("Bedoelde u `{name}`?"),
    );
    HostError::new(format!("`{what}` is geen gecodeerde bepaling of naam."), help)
}

fn nothing(args: &Args) -> HostError {
    let when = args.op.map_or_else(String::new, |d| format!(" op {}", d.written()));
    HostError::new(
        format!("Er is niets te tekenen: wat u kiest, komt{when} niet voor in de regels, of niet samen."),
        "Laat een van de keuzes weg (`--casus`, `--wet`, `--rond`), of kies een andere dag met `--op`.",
    )
}

fn too_large(nodes: usize) -> HostError {
    HostError::new(
        format!("Deze graaf heeft {nodes} knopen; een tekening is leesbaar tot {MOST_DRAWN}."),
        "Kies een kleiner deel, zoals `--rond \"Pw artikel 13 lid 2\" --diep 1`, of een andere vorm: `--formaat dot` of `--formaat json`.",
    )
}
