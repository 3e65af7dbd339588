//! Everything users read: terminal text, Markdown, JSON. Layout and wording live here and nowhere else.

mod argument;
mod build;
mod case_schema;
mod conflict;
mod curve;
mod diagnostics;
mod entangled;
mod graph;
mod knot;
mod markdown;
mod names;
mod provision;
mod room;
mod route;
mod route_text;
mod sentence;
mod text;
mod view;

pub use build::Showing;
pub use case_schema::case_schema;
pub use curve::{CurvesView, curves_schema};
pub use diagnostics::{DiagnosticView, PlaceView, diagnostic, diagnostics, views};
pub use entangled::{EntangledView, entangled_schema};
pub use graph::{ArrowView, GraphView, MOST_DRAWN, NodeView, dot, graph_schema, svg};
pub use knot::{KnotsView, knot_markdown, knot_text, knots_schema};
pub use markdown::markdown;
pub use names::{Names, words};
pub use provision::{Explained, ProvisionView, explain};
pub use room::{room_markdown, room_text};
pub use route::{RoutesView, routes_schema};
pub use route_text::{route_markdown, route_text};
pub use text::{Options, text, wrap};
pub use view::{FindingView, MissingView, OutcomeView, RoomView, View, schema};
