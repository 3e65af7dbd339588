//! Which provisions were reviewed as they now stand: the marks against the rules.

use super::blocks::{Spot, Written};
use super::marks::{Mark, Marks, Role, Version};
use super::{Refused, digest};
use crate::case::personal_data;
use crate::ir::Program;
use crate::ir::rule::{Origin, Provision};
use crate::syntax::ast::{Item, Property, PropertyKind};
use crate::syntax::format_block;
use crate::value::Date;

/// A version of a provision, ruling, interpretation or derived norm that can be reviewed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewable {
    /// Its citation and first day.
    pub version: Version,
    /// Where it stands.
    pub spot: Spot,
    /// Sum of what it says.
    pub hash: String,
}

impl Reviewable {
    /// `Pw artikel 3 (vanaf 2026-01-01)`
    #[must_use]
    pub fn name(&self) -> String {
        match &self.version {
            (place, Some(from)) => format!("{place} (vanaf {from})"),
            (place, None) => place.clone(),
        }
    }
}

/// How far a review came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Standing {
    /// A mark was lost: the provision changed after it was set.
    Changed,
    /// Only one person set a mark that still counts.
    OneReader,
    /// No marks.
    Never,
    /// Written and read by two, as it now stands.
    Reviewed,
}

/// A version with its marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// What is reviewed.
    pub of: Reviewable,
    /// How far it came.
    pub standing: Standing,
    /// The marks, each with whether it still counts.
    pub marks: Vec<(Role, Mark, bool)>,
}

/// What can be reviewed, in order of file and place. Blocks about one version count together.
#[must_use]
pub fn reviewable(program: &Program, written: &[Written]) -> Vec<Reviewable> {
    let mut out: Vec<(Reviewable, String)> = Vec::new();
    for block in written.iter().filter(|w| !matches!(w.block.item, Item::Impossible { .. })) {
        let Some(first) = block.provisions.iter().find_map(|id| program.provision(*id)) else { continue };
        let said = said(block);
        let version = version(first);
        if let Some((_, text)) = out.iter_mut().find(|(r, _)| r.version == version) {
            text.push_str(&said);
        } else {
            out.push((Reviewable { version, spot: block.spot.clone(), hash: String::new() }, said));
        }
    }
    out.into_iter().map(|(r, text)| Reviewable { hash: digest(&text), ..r }).collect()
}

/// What a provision is called: its citation, or for rulings and interpretations what they read.
pub(super) fn called(provision: &Provision) -> String {
    match &provision.origin {
        Origin::Reading { at, choice, .. } => format!("interpretatie {choice} bij {at}"),
        Origin::CaseLaw { at, .. } => format!("{} bij {at}", provision.citation),
        _ => provision.citation.to_string(),
    }
}

fn version(provision: &Provision) -> Version {
    (called(provision), Some(provision.validity.from).filter(|d| *d != Date::FIRST))
}

/// What a block says: as formatted, without comments and without the date of reading, so that a text that was read again
/// and found the same keeps its marks.
fn said(written: &Written) -> String {
    let mut block = written.block.clone();
    block.comments.clear();
    if let Some(properties) = properties(&mut block.item) {
        properties.retain(|p| !matches!(p.kind, PropertyKind::Read(_)));
    }
    format_block(&block, &written.text)
}

fn properties(item: &mut Item) -> Option<&mut Vec<Property>> {
    match item {
        Item::Provision(p) | Item::Order { replacement: Some(p), .. } | Item::Insertion { provision: p, .. } => {
            Some(&mut p.properties)
        }
        Item::CaseLaw { properties, .. }
        | Item::Interpretation { properties, .. }
        | Item::DerivedNorm { properties, .. } => Some(properties),
        _ => None,
    }
}

/// Every version with its marks, and the marks of what is no longer there.
#[must_use]
pub fn reviews(all: Vec<Reviewable>, marks: &Marks) -> (Vec<Review>, Vec<Version>) {
    let known = |version: &Version| all.iter().any(|r| r.version == *version);
    let stray = marks.all.keys().filter(|v| !known(v)).cloned().collect();
    (all.into_iter().map(|of| review(of, marks)).collect(), stray)
}

fn review(of: Reviewable, marks: &Marks) -> Review {
    let own = marks.all.get(&of.version).into_iter().flatten();
    let own: Vec<_> = own.map(|(role, m)| (*role, m.clone(), m.hash == of.hash)).collect();
    let standing = match own.as_slice() {
        [] => Standing::Never,
        [(_, a, true), (_, b, true)] if !a.same_person(&b.by) => Standing::Reviewed,
        all if all.iter().any(|(_, _, counts)| !counts) => Standing::Changed,
        _ => Standing::OneReader,
    };
    Review { of, standing, marks: own }
}

/// Longest name of a reviewer.
const LONGEST: usize = 60;

/// Sets a mark.
///
/// # Errors
/// A [`Refused`] when the name is empty, too long or looks like personal data, or when the other mark that counts is of
/// the same person.
pub fn sign(marks: &mut Marks, of: &Reviewable, role: Role, by: &str, on: Date) -> Result<(), Refused> {
    let by = by.split_whitespace().collect::<Vec<_>>().join(" ");
    let example = "Schrijf een rol of initialen, zoals `--door \"jurist 1\"`. Een naam is niet nodig.";
    if by.is_empty() || by.chars().count() > LONGEST || by.chars().any(char::is_control) {
        let what = format!("`--door` is leeg, te lang (hooguit {LONGEST} tekens) of geen gewone tekst.");
        return Err(Refused::new(what, example));
    }
    if let Some((kind, found)) = personal_data(&by) {
        return Err(Refused::new(format!("`{found}` lijkt op {kind}; dat hoort niet in een merk."), example));
    }
    let own = marks.all.entry(of.version.clone()).or_default();
    if own.get(&role.other()).is_some_and(|m| m.hash == of.hash && m.same_person(&by)) {
        let what = format!("`{by}` staat bij {} al als {}.", of.name(), role.other().word());
        let help = "Twee ogenparen zijn twee mensen: laat iemand anders lezen, en gebruik een andere rol of initialen.";
        return Err(Refused::new(what, help));
    }
    own.insert(role, Mark { by, on, hash: of.hash.clone() });
    Ok(())
}
