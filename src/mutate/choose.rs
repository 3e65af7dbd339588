//! Which mutants: all, or a number spread evenly over the statements. The same rules, number and seed give the same.

use super::operator::{Change, changes};
use crate::db::Kanwel;
use crate::ir::Program;
use crate::law::Code;
use crate::syntax::ast::Block;
use crate::syntax::walk::statements;
use crate::syntax::{parse_block, split};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A statement that can be changed.
#[derive(Clone, Debug)]
pub struct Site {
    /// File.
    pub path: Arc<str>,
    /// Offset of its block in the file, in bytes.
    pub offset: usize,
    /// Text of the block.
    pub text: Arc<str>,
    /// The block.
    pub block: Arc<Block>,
    /// Number of the statement in the block.
    pub statement: usize,
    /// Law and citation of its provision.
    pub law: Code,
    /// Citation.
    pub citation: String,
    /// How many changes there are.
    pub count: usize,
}

/// The statements of a corpus that can be changed, in order of file and place; of some laws, or of all.
#[must_use]
pub fn sites(corpus: &Kanwel, program: &Program, laws: &[String]) -> Vec<Site> {
    let mut cited: FxHashMap<&str, (&Code, String)> = FxHashMap::default();
    for p in &program.provisions {
        cited.entry(&p.place.block).or_insert_with(|| (&p.law, p.citation.to_string()));
    }
    let mut out = Vec::new();
    for (path, text) in corpus.sources() {
        let path: Arc<str> = path.into();
        let mut seen: FxHashMap<String, usize> = FxHashMap::default();
        for chunk in split(text).blocks {
            // The name a block has in the corpus: the file, its first line, and a number where that line comes back.
            let head = chunk.text.lines().next().unwrap_or_default();
            let n = seen.entry(head.to_owned()).or_default();
            *n += 1;
            let key = if *n == 1 { format!("{path}#{head}") } else { format!("{path}#{head}#{n}") };
            let Some((law, citation)) = cited.get(key.as_str()) else { continue };
            if !laws.is_empty() && !laws.iter().any(|l| **l == ***law) {
                continue;
            }
            let Some(block) = parse_block(&path, &chunk.text).block.map(Arc::new) else { continue };
            for (i, statement) in statements(&block).into_iter().enumerate() {
                out.push(Site {
                    path: path.clone(),
                    offset: chunk.offset,
                    text: chunk.text.clone(),
                    block: block.clone(),
                    statement: i,
                    law: (*law).clone(),
                    citation: citation.clone(),
                    count: changes(statement).len(),
                });
            }
        }
    }
    out.retain(|s| s.count > 0);
    out
}

impl Site {
    /// The changes of the statement.
    pub(super) fn changes(&self) -> Vec<(Change, Option<crate::syntax::ast::Statement>)> {
        statements(&self.block).get(self.statement).map(|s| changes(s)).unwrap_or_default()
    }
}

/// At most `budget` changes as pairs of site and number, in order. Every statement gets its first before any gets its
/// second; where there is no room for all, they are taken at equal distances. The seed says where to begin and which
/// change a statement gets.
#[must_use]
pub fn chosen(sites: &[Site], budget: Option<usize>, seed: u64) -> Vec<(usize, usize)> {
    let all = || sites.iter().enumerate().flat_map(|(i, s)| (0..s.count).map(move |n| (i, n)));
    let Some(budget) = budget else { return all().collect() };
    let mut random = Random(seed);
    // Every statement has its changes in an order of its own.
    let orders: Vec<Vec<usize>> = sites.iter().map(|s| random.order(s.count)).collect();
    let mut out: Vec<(usize, usize)> = Vec::new();
    let mut round = 0;
    while out.len() < budget {
        let left: Vec<(usize, usize)> =
            orders.iter().enumerate().filter_map(|(i, o)| Some((i, *o.get(round)?))).collect();
        if left.is_empty() {
            break;
        }
        let room = (budget - out.len()).min(left.len());
        let begin = random.below(left.len());
        out.extend((0..room).filter_map(|k| left.get((begin + k * left.len() / room) % left.len()).copied()));
        round += 1;
    }
    out.sort_unstable();
    out
}

/// At most `budget` changes of every law, each law chosen as if it stood alone.
#[must_use]
pub fn chosen_per_law(sites: &[Site], budget: usize, seed: u64) -> Vec<(usize, usize)> {
    let mut laws: BTreeMap<&Code, Vec<usize>> = BTreeMap::new();
    for (i, site) in sites.iter().enumerate() {
        laws.entry(&site.law).or_default().push(i);
    }
    let mut out: Vec<(usize, usize)> = Vec::new();
    for own in laws.values() {
        let alone: Vec<Site> = own.iter().filter_map(|i| sites.get(*i).cloned()).collect();
        let some = chosen(&alone, Some(budget), seed);
        out.extend(some.into_iter().filter_map(|(i, n)| Some((*own.get(i)?, n))));
    }
    out.sort_unstable();
    out
}

/// SplitMix64 (Steele, Lea and Flood, 2014): small, and the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`; 0 when `n` is 0.
    fn below(&mut self, n: usize) -> usize {
        let n = u64::try_from(n).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % n).unwrap_or_default()
    }

    fn order(&mut self, n: usize) -> Vec<usize> {
        let mut out: Vec<usize> = (0..n).collect();
        for i in (1..n).rev() {
            out.swap(i, self.below(i + 1));
        }
        out
    }
}
