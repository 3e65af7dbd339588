//! One household: persons as roles, addresses, relations, facts valid in time, decisions, judgments, refusals heard.
//!
//! A case holds facts only; no name, no citizen number, no verdict of the machine.

mod change;
mod citation;
mod model;
mod payments;
mod privacy;
mod read;
mod records;
mod tree;
mod values;

pub use citation::parse_citation;
pub use model::{
    Case, Decision, DecisionKind, Event, Every, FactKey, FactState, Heard, Judgment, Member, PaidFor, Payment, Request,
    Segment, Timeline, rules_at,
};
pub use privacy::personal_data;
pub use read::{ENTITY_KEYS, Reading, TOP_KEYS, read};
pub use tree::{Node, NodeKind, merge, parse_json, parse_toml, without_facts};

/// Version of the case format.
pub const FORMAT: i64 = 1;
/// Largest case file in bytes.
pub const MAX_CASE: usize = 1 << 20;
/// Most persons, addresses and other entities in a case.
pub const MAX_MEMBERS: usize = 500;
