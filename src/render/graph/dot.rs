//! DOT, for programs that draw graphs.

use super::{GraphView, stroke};
use std::fmt::Write as _;

/// Writes a graph as DOT.
#[must_use]
pub fn dot(view: &GraphView) -> String {
    let laws = view.laws();
    let mut out = String::from(
        "digraph kanwel {\n  rankdir=LR;\n  node [shape=box, style=filled, fontname=\"sans-serif\"];\n  edge [fontname=\"sans-serif\", fontsize=9];\n",
    );
    for node in &view.knopen {
        let shape = match &*node.soort {
            "bepaling" => "box",
            "feit" => "oval",
            "recht" => "doubleoctagon",
            _ => "ellipse",
        };
        let second = node.opschrift.as_deref().unwrap_or(&node.soort);
        let _ = writeln!(
            out,
            "  {} [label={}, shape={shape}, fillcolor=\"{}\"];",
            quoted(&node.id),
            quoted(&format!("{}\n{second}", node.naam)),
            view.fill(&laws, node)
        );
    }
    for arrow in &view.pijlen {
        let (colour, dashes) = stroke(&arrow.soort);
        let style = if dashes.is_empty() { "solid" } else { "dashed" };
        let _ = writeln!(
            out,
            "  {} -> {} [label={}, color=\"{colour}\", style={style}];",
            quoted(&arrow.van),
            quoted(&arrow.naar),
            quoted(&arrow.soort)
        );
    }
    out.push_str("}\n");
    out
}

/// A DOT string.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}
