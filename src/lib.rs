//! kanwel ("het kan wel"): a rules engine for Dutch social law.
//!
//! Laws are encoded in a controlled Dutch ([`syntax`]), resolved and typed ([`ir`]), and evaluated for one household
//! under all of them at once ([`eval`]), exactly and in three values. `ARCHITECTURE.md` maps the layers.
#![forbid(unsafe_code)]

pub mod annex;
pub mod case;
pub mod cash;
pub mod cli;
pub mod compare;
pub mod conflict;
pub mod coverage;
pub mod db;
pub mod diagnostic;
pub mod eval;
pub mod explain;
pub mod graph;
pub mod host;
pub mod ir;
pub mod law;
pub mod mutate;
pub mod plan;
pub mod render;
pub mod reply;
pub mod report;
pub mod room;
pub mod route;
pub mod suite;
pub mod sweep;
pub mod syntax;
pub mod synthesis;
pub mod text;
pub mod upkeep;
pub mod value;
