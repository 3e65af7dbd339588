//! A no with its proof: where every path ends, and which single part of the law would open one.

use super::goal::Goal;
use super::moves::Move;
use super::search::{Limits, Search, Searched};
use crate::case::Case;
use crate::eval::{Block, Settings, Without};
use crate::ir::Program;
use crate::law::Rank;

/// The lowest level that can change a part of the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Within the rules as they are.
    Rules,
    /// A policy rule or work instruction.
    Policy,
    /// An order in council, a ministerial regulation or an ordinance.
    Regulation,
    /// An act or a treaty.
    Act,
}

impl Level {
    /// The level of a rank.
    #[must_use]
    pub const fn of(rank: Rank) -> Self {
        match rank {
            Rank::PolicyRule | Rank::WorkInstruction => Self::Policy,
            Rank::OrderInCouncil | Rank::MinisterialRegulation | Rank::Ordinance => Self::Regulation,
            Rank::Treaty | Rank::Act => Self::Act,
        }
    }

    /// The number readers know it by: 1 within the rules … 4 act.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::Rules => 1,
            Self::Policy => 2,
            Self::Regulation => 3,
            Self::Act => 4,
        }
    }
}

/// A single part of the law without which there would be a route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The part, with what of it is not met.
    pub block: Block,
    /// Where it can be changed.
    pub level: Level,
    /// What must be done besides; nothing, when setting the part aside is enough.
    pub moves: Vec<Move>,
}

/// Why there is no route.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// The law in the way before any step and at the end of every path, each part once.
    pub blocks: Vec<Block>,
    /// Single parts of the law that would open a route: fewest further steps first, then the lowest
    /// level, then a condition before a whole provision.
    pub openings: Vec<Opening>,
    /// Whether every part was examined within the limits.
    pub complete: bool,
}

/// Most parts of the law that are set aside in turn.
const PARTS: usize = 60;
/// Most sets of steps that are tried for one part.
const TRIES: usize = 400;

/// Examines why a search found nothing.
#[must_use]
pub fn proof(
    program: &Program,
    case: &Case,
    settings: &Settings,
    goals: &[Goal],
    searched: &Searched,
    limits: Limits,
) -> Proof {
    let mut out = Proof { complete: true, ..Proof::default() };
    let ended = searched.stops.iter().flat_map(|s| &s.blocks);
    for block in searched.first.blocks.iter().chain(ended) {
        if !out.blocks.iter().any(|b| b.part == block.part) {
            out.blocks.push(block.clone());
        }
    }
    // While more steps could help, no law has to change.
    if searched.longer {
        return out;
    }
    out.complete = out.blocks.len() <= PARTS;
    for block in out.blocks.iter().take(PARTS) {
        let steps = limits.steps.min(2);
        let tries = limits.tries.min(TRIES);
        if let Some(moves) = opened(program, case, settings, goals, block.part, Limits { steps, tries, ..limits }) {
            let level = program.rule(block.part.rule()).map_or(Level::Act, |l| Level::of(l.rank));
            out.openings.push(Opening { block: block.clone(), level, moves });
        }
    }
    let least = |part: Without| !matches!(part, Without::Condition(..));
    out.openings.sort_by_key(|o| (o.moves.len(), o.level, least(o.block.part)));
    out
}

/// The shortest route when a part of the law is set aside.
pub(super) fn opened(
    program: &Program,
    case: &Case,
    settings: &Settings,
    goals: &[Goal],
    part: Without,
    limits: Limits,
) -> Option<Vec<Move>> {
    let mut other = settings.clone();
    other.without.push(part);
    (0..=limits.steps).find_map(|steps| {
        let found = Search::new(program, case, &other, goals, Limits { steps, ..limits }).run().found;
        found.into_iter().min_by_key(Vec::len)
    })
}
