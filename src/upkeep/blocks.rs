//! The blocks of the rule files as they are written, with the provisions they became.

use crate::diagnostic::Sources;
use crate::ir::{Program, ProvisionId};
use crate::syntax::ast::Block;
use crate::syntax::{parse_block, split};
use crate::text::Place;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A line of a file, as editors show it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    /// Path.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
}

impl std::fmt::Display for Spot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// The line a place is on.
#[must_use]
pub fn spot(sources: &dyn Sources, place: &Place) -> Option<Spot> {
    let (file, span) = sources.locate(place)?;
    let line = line_of(sources.text(&file)?, span.start as usize);
    Some(Spot { file, line })
}

/// The line of a byte, from 1.
pub(super) fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|b| *b == b'\n').count() + 1
}

/// A block with provisions in it.
#[derive(Clone, Debug)]
pub struct Written {
    /// Where it starts.
    pub spot: Spot,
    /// Its first byte in the file.
    pub offset: usize,
    /// Its text.
    pub text: Arc<str>,
    /// Its tree.
    pub block: Block,
    /// The provisions, rulings, readings or derived norms it became.
    pub provisions: Vec<ProvisionId>,
}

/// The blocks of a program that hold provisions, in order of file and place.
#[must_use]
pub fn written(program: &Program, sources: &dyn Sources) -> Vec<Written> {
    let mut files: BTreeMap<String, BTreeMap<usize, Vec<ProvisionId>>> = BTreeMap::new();
    for (id, provision) in (0_u32..).map(ProvisionId).zip(&program.provisions) {
        if let Some((file, span)) = sources.locate(&provision.place) {
            files.entry(file).or_default().entry(span.start as usize).or_default().push(id);
        }
    }
    let mut out = Vec::new();
    for (file, starts) in files {
        let Some(text) = sources.text(&file) else { continue };
        for chunk in split(text).blocks {
            let inside = starts.range(chunk.offset..chunk.offset + chunk.text.len());
            let provisions: Vec<ProvisionId> = inside.flat_map(|(_, ids)| ids.iter().copied()).collect();
            if provisions.is_empty() {
                continue;
            }
            let Some(block) = parse_block(&file.as_str().into(), &chunk.text).block else { continue };
            let spot = Spot { file: file.clone(), line: line_of(text, chunk.offset) };
            out.push(Written { spot, offset: chunk.offset, text: chunk.text, block, provisions });
        }
    }
    out
}
