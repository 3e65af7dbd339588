//! `kanwel beoordeling`

use super::super::args::{Global, Shape};
use super::super::ready::json;
use super::super::{exit, usable_rules};
use super::args::Reviews;
use super::refused;
use crate::case::parse_citation;
use crate::diagnostic::nearest;
use crate::host::{self, Beside, HostError, Loaded};
use crate::render::ReviewsView;
use crate::upkeep::{Marks, Reviewable, Standing, read_marks, reviewable, reviews, sign, write_marks, written};
use std::path::{Component, Path, PathBuf};

/// The file of marks, beside the rules.
const FILE: &str = "beoordeling.toml";

pub(super) fn run(global: &Global, args: &Reviews) -> Result<u8, HostError> {
    let loaded = match usable_rules(global, &[])? {
        Ok(loaded) => loaded,
        Err(code) => return Ok(code),
    };
    let program = loaded.corpus.program();
    let mut all = reviewable(&program, &written(&program, &loaded.corpus));
    let (file, marks) = marks(global)?;
    if let Some(place) = &args.teken {
        return set(args, &all, &file, marks, place);
    }
    let stray = reviews(all.clone(), &marks).1;
    if let Some(path) = &args.path {
        let wanted = plain(path);
        all.retain(|r| plain(Path::new(&r.spot.file)).starts_with(&wanted));
        if all.is_empty() {
            let what = format!("In {} staan geen bepalingen van deze regels.", path.display());
            return Err(HostError::new(what, "Noem een regelbestand of map zoals `rules/wet`."));
        }
    }
    let found = reviews(all, &marks).0;
    let loose = |(place, from): crate::upkeep::Version| match from {
        Some(from) => format!("{place} (vanaf {from})"),
        None => place,
    };
    let stray = if args.path.is_none() { stray.into_iter().map(loose).collect() } else { Vec::new() };
    let view = ReviewsView::new(&found, stray);
    let shown = match args.formaat {
        Shape::Json => json(&view),
        Shape::Md => view.markdown(args.alles),
        Shape::Tekst => view.text(args.alles, host::width()),
    };
    host::print(&shown)?;
    let lost = found.iter().any(|r| r.standing == Standing::Changed);
    let short = args.streng && found.iter().any(|r| r.standing != Standing::Reviewed);
    Ok(if lost || short { exit::FINDINGS } else { exit::OK })
}

/// The versions that were not reviewed by two, as they now stand; and how many there are in all.
pub(in crate::cli) fn short(global: &Global, loaded: &Loaded) -> Result<(Vec<String>, usize), HostError> {
    let program = loaded.corpus.program();
    let marks = marks(global)?.1;
    let all = reviews(reviewable(&program, &written(&program, &loaded.corpus)), &marks).0;
    let short = all.iter().filter(|r| r.standing != Standing::Reviewed).map(|r| r.of.name()).collect();
    Ok((short, all.len()))
}

/// The file of marks and what it says.
fn marks(global: &Global) -> Result<(Beside, Marks), HostError> {
    let file = host::beside(global.regels.as_deref(), FILE)?;
    let marks = match &file.text {
        Some(text) => read_marks(&file.name, text).map_err(refused)?,
        None => Marks::default(),
    };
    Ok((file, marks))
}

/// A path without `./` in it.
fn plain(path: &Path) -> PathBuf {
    path.components().filter(|c| *c != Component::CurDir).collect()
}

/// Sets a mark and writes the file.
fn set(args: &Reviews, all: &[Reviewable], file: &Beside, mut marks: Marks, place: &str) -> Result<u8, HostError> {
    // Required together by the command line.
    let (Some(by), Some(part), Some(on)) = (&args.door, args.als, args.op) else { return Ok(exit::USAGE) };
    let of = one(args, all, place)?;
    sign(&mut marks, of, part.into(), by, on).map_err(refused)?;
    file.write(&write_marks(&marks))?;
    let role = crate::upkeep::Role::from(part).word();
    let mut said = format!("Getekend: {}, als {role} op {on}. Bewaard in {}.\n", of.name(), file.name);
    let standing = reviews(vec![of.clone()], &marks).0.first().map(|r| r.standing);
    said.push_str(match standing {
        Some(Standing::Reviewed) => "De bepaling is nu door twee beoordeeld.\n",
        Some(Standing::Changed) => "Het andere merk is van voor een wijziging; ook dat moet opnieuw.\n",
        _ => "Er moet nog iemand anders naar kijken.\n",
    });
    host::print(&said)?;
    Ok(exit::OK)
}

/// The version that is meant.
fn one<'a>(args: &Reviews, all: &'a [Reviewable], place: &str) -> Result<&'a Reviewable, HostError> {
    // `Pw 35 lid 1` will do.
    let short = place.trim().replacen(' ', " artikel ", 1);
    let citation = parse_citation(place).or_else(|| parse_citation(&short));
    let written = citation.map_or_else(|| place.trim().to_owned(), |c| c.to_string());
    let same: Vec<&Reviewable> = all.iter().filter(|r| r.version.0 == written).collect();
    let fits: Vec<&Reviewable> =
        same.iter().copied().filter(|r| args.vanaf.is_none() || r.version.1 == args.vanaf).collect();
    let versions = || same.iter().filter_map(|r| Some(r.version.1?.to_string())).collect::<Vec<_>>().join(", ");
    match (fits.as_slice(), same.is_empty()) {
        ([one], _) => Ok(one),
        ([], true) => {
            let near = nearest(&written, all.iter().map(|r| r.version.0.as_str()));
            let help = near.map_or_else(
                || {
                    "Schrijf bijvoorbeeld \"Pw artikel 35 lid 1\"; `kanwel beoordeling --alles` noemt elke bepaling."
                        .to_owned()
                },
                |n| format!("Bedoelde u \"{n}\"?"),
            );
            Err(HostError::new(format!("`{written}` is geen gecodeerde bepaling."), help))
        }
        ([], false) => Err(HostError::new(
            format!("`{written}` heeft geen versie vanaf deze dag."),
            format!("Er zijn versies vanaf {}.", versions()),
        )),
        _ => Err(HostError::new(
            format!("`{written}` heeft meer versies."),
            format!("Noem met `--vanaf` welke: {}.", versions()),
        )),
    }
}
