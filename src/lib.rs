//! kanwel: a rules engine for Dutch social law.
#![forbid(unsafe_code)]

pub mod case;
pub mod db;
pub mod diagnostic;
pub mod eval;
pub mod graph;
pub mod ir;
pub mod law;
pub mod syntax;
pub mod text;
pub mod value;
