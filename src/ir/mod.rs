//! The typed middle: names, types, units and validity are resolved here, before anything runs.
//!
//! 1. [`declare`] reads what a block declares, on its own.
//! 2. [`Index`] resolves all declarations of the corpus and implements [`Scope`].
//! 3. [`lower`] turns one block into rules, asking the [`Scope`] only for the names it uses.
//! 4. [`numbered`] gives its symbols their numbers.
//! 5. [`link`] puts the blocks together, joins exceptions to what they hit and gives a [`Program`].

mod alike;
mod amend;
mod checks;
mod counts;
mod declare;
pub mod expr;
mod index;
mod link;
mod lower;
mod map;
mod number;
mod prelude;
pub mod rule;
mod rules;
mod signature;

pub use alike::same_words;
pub use counts::CountsAs;
pub use declare::{declare, literal as constant};
pub use index::{Found, Index, Role, Scope, Sort};
pub use link::{Blocks, ExceptionAt, Linked, Program, ProvisionId, RuleId, SymId, Symbol, link, location};
pub use lower::{Lowered, Order, lower};
pub use number::{Numbered, Numbers, expressions, numbered, numbers};
pub use rules::Rules;
pub use signature::{
    Bill, Choice, Context, Declared, EntityDecl, FactInfo, Form, KindDecl, ParamSig, PlaceDecl, Signature, SlotDecl,
    Sym, SymKind,
};
