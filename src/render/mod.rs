//! Everything users read: terminal text, Markdown, JSON. Layout and wording live here and nowhere else.

mod annex;
mod argument;
mod build;
mod case_schema;
mod cash;
mod cents;
mod comparison;
mod comparison_text;
mod comparison_view;
mod conflict;
mod conflict_advice;
mod coverage;
mod curve;
mod curve_svg;
mod diagnostics;
mod document;
mod entangled;
mod graph;
mod knot;
mod letter;
mod markdown;
mod names;
mod plan;
mod plan_document;
mod plan_view;
mod provision;
mod reply;
mod reply_text;
mod reply_view;
mod room;
mod route;
mod route_text;
mod sentence;
mod spoken;
mod text;
mod upkeep;
mod view;

pub use annex::{AnnexView, Annexed, Member, Reproduction, Template, annex_html, annex_markdown, annex_schema};
pub use build::Showing;
pub use case_schema::case_schema;
pub use cash::{CashView, cash_markdown, cash_schema, cash_svg, cash_text};
pub use comparison::{Household, Made, Outline, comparison_schema};
pub use comparison_text::{baseline_text, comparison_markdown, comparison_text};
pub use comparison_view::{BillComparisonView, BillView};
pub use conflict::findings_text;
pub use coverage::{CoverageView, Covered, TestView, coverage_html, coverage_markdown, coverage_schema, coverage_text};
pub use curve::{CurvesView, curves_schema};
pub use diagnostics::{DiagnosticView, PlaceView, diagnostic, diagnostics, views};
pub use entangled::{EntangledView, entangled_schema};
pub use graph::{ArrowView, GraphView, MOST_DRAWN, NodeView, dot, graph_schema, svg};
pub use knot::{KnotsView, knot_markdown, knot_text, knots_schema};
pub use markdown::markdown;
pub use names::{Names, words};
pub use plan_document::{plan_html, plan_markdown};
pub use plan_view::{
    ComparisonView, ConditionView, CostsView, LimbView, LineView, NoCourseView, PayerView, PlanView, PointView,
    plan_schema,
};
pub use provision::{Explained, ProvisionView, explain};
pub use reply_text::{reply_markdown, reply_text};
pub use reply_view::{CarrierView, CitedView, HeardView, LetterView, PaletteView, PartView, ReplyView, reply_schema};
pub use room::{room_markdown, room_text};
pub use route::{RoutesView, routes_schema};
pub use route_text::{route_markdown, route_text};
pub use text::{Options, text, wrap};
pub use upkeep::{
    AffectedTestView, AmountsView, ChoicesView, FlipView, ReviewsView, ScaffoldView, SourceView, amounts_schema,
    choices_schema, reviews_schema, source_schema,
};
pub use view::{FindingView, MissingView, OutcomeView, RoomView, View, room_schema, schema};
