//! Everything users read: terminal text, Markdown, JSON. Layout and wording live here and nowhere else.

mod argument;
mod build;
mod case_schema;
mod cash;
mod conflict;
mod diagnostics;
mod entangled;
mod graph;
mod markdown;
mod names;
mod provision;
mod room;
mod sentence;
mod text;
mod view;

pub use build::Showing;
pub use case_schema::case_schema;
pub use cash::{CashView, cash_markdown, cash_schema, cash_svg, cash_text};
pub use diagnostics::{DiagnosticView, PlaceView, diagnostic, diagnostics, views};
pub use entangled::{EntangledView, entangled_schema};
pub use graph::{ArrowView, GraphView, MOST_DRAWN, NodeView, dot, graph_schema, svg};
pub use markdown::markdown;
pub use names::{Names, words};
pub use provision::{Explained, ProvisionView, explain};
pub use room::{room_markdown, room_text};
pub use text::{Options, text, wrap};
pub use view::{FindingView, MissingView, OutcomeView, RoomView, View, schema};
