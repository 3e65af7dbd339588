//! Layout never changes meaning, so it may not suggest another meaning than the text has.

use super::ast::{Block, Expr, ExprKind, Operator, Point};
use super::walk::{children, expressions};
use crate::diagnostic::{Diagnostic, code};
use crate::law::Mark;
use crate::text::{LineIndex, Place, Span};

/// Checks the lists and brackets of a block.
pub(super) fn check(block: &Block, text: &str, place: &impl Fn(Span) -> Place) -> Vec<Diagnostic> {
    let mut check = Check { text, lines: LineIndex::new(text), place, out: Vec::new() };
    for expr in expressions(block) {
        check.expr(expr, None);
    }
    check.out
}

struct Check<'t, P> {
    text: &'t str,
    lines: LineIndex,
    place: &'t P,
    out: Vec<Diagnostic>,
}

impl<P: Fn(Span) -> Place> Check<'_, P> {
    fn column(&self, at: u32) -> usize {
        self.lines.column(self.text, at)
    }

    fn expr(&mut self, expr: &Expr, parent: Option<&Mark>) {
        stacker::maybe_grow(128 * 1024, 1024 * 1024, || self.inner(expr, parent));
    }

    fn inner(&mut self, expr: &Expr, parent: Option<&Mark>) {
        match &expr.kind {
            ExprKind::List(_, points) | ExprKind::InOrder(points) => return self.list(points, parent),
            ExprKind::Chain(_, items) => self.bare_filter(items),
            ExprKind::Operation(_, rest) => self.bare_slice(expr, rest),
            ExprKind::Compare(left, _) if matches!(left.kind, ExprKind::Count(_)) => self.out.push(
                Diagnostic::error(code::BRACKETS, (self.place)(left.span), "Zet haakjes om het aantal")
                    .why("Anders lijkt de vergelijking bij het laatste zelfstandig naamwoord te horen.")
                    .help("Schrijf `(aantal … van P) is ten minste …`."),
            ),
            _ => {}
        }
        for child in children(expr) {
            self.expr(child, parent);
        }
    }

    /// `er is een K waarvoor A en B`: does B belong to the range?
    fn bare_filter(&mut self, items: &[Expr]) {
        let Some((_, earlier)) = items.split_last() else { return };
        for item in earlier {
            let Some(filter) = open_filter(item) else { continue };
            self.out.push(
                Diagnostic::error(code::BRACKETS, (self.place)(filter.span), "Zet haakjes om wat bij `waarvoor` hoort")
                    .label("hoort wat na `en` of `of` komt hierbij?")
                    .why("Zonder haakjes kan het vervolg bij de persoon horen of bij de hele bepaling.")
                    .help("Schrijf `waarvoor (… en …)`, of zet haakjes om het hele zinsdeel `(er is een …)`."),
            );
        }
    }

    /// `deel van R boven K × T`: of what is the share taken?
    fn bare_slice(&mut self, whole: &Expr, rest: &[(Operator, Expr)]) {
        let ExprKind::Operation(first, _) = &whole.kind else { return };
        let times = |o: &Operator| matches!(o, Operator::Times | Operator::Over);
        let operands = std::iter::once(&**first).chain(rest.iter().map(|(_, e)| e));
        for (operand, (next, _)) in operands.zip(rest) {
            if matches!(operand.kind, ExprKind::Slice(..)) && times(next) {
                self.out.push(
                    Diagnostic::error(
                        code::BRACKETS,
                        (self.place)(operand.span),
                        "Zet haakjes om `deel van … boven …`",
                    )
                    .why("Anders lijkt de vermenigvuldiging bij de grens te horen.")
                    .help("Schrijf `(deel van … boven …) × …`."),
                );
            }
        }
    }

    fn list(&mut self, points: &[Point], parent: Option<&Mark>) {
        let same_kind = |a: &Mark, b: &Mark| {
            matches!((a, b), (Mark::Letter(_), Mark::Letter(_)) | (Mark::Degree(_), Mark::Degree(_)))
        };
        let mut previous: Option<&Point> = None;
        for point in points {
            let here = (self.place)(point.mark.span);
            if parent.is_some_and(|p| same_kind(p, &point.mark.node)) {
                self.out.push(
                    Diagnostic::error(code::MARKS, here.clone(), "Een lijst in een lijst met dezelfde soort merken")
                        .why("Dan is niet te zien bij welke lijst een punt hoort.")
                        .help("Wissel af: `a.` buiten, `1°` binnen, of andersom."),
                );
            }
            let column = self.column(point.mark.span.start);
            if let Some(before) = previous {
                if before.mark.node.order() >= point.mark.node.order() {
                    self.out.push(
                        Diagnostic::error(
                            code::MARKS,
                            here.clone(),
                            format!("Na punt {} kan geen punt {} komen", before.mark.node, point.mark.node),
                        )
                        .why("Punten worden geciteerd; hun merken lopen op en komen één keer voor.")
                        .help("Gebruik de merken van de wet zelf; overslaan mag, teruglopen niet."),
                    );
                }
                if self.column(before.mark.span.start) != column {
                    self.out.push(
                        Diagnostic::error(
                            code::LAYOUT,
                            here.clone(),
                            "De merken van één lijst staan niet onder elkaar",
                        )
                        .also((self.place)(before.mark.span), "dit punt hoort bij dezelfde lijst")
                        .why("De bladspiegel suggereert een andere indeling dan de tekst heeft.")
                        .help("Zet de merken in dezelfde kolom, of laat `kanwel opmaak` het doen."),
                    );
                }
            }
            self.inside(point, column);
            self.expr(&point.expr, Some(&point.mark.node));
            previous = Some(point);
        }
    }

    /// Every further line of a point stands to the right of its mark.
    fn inside(&mut self, point: &Point, column: usize) {
        let (first, last) =
            (self.lines.line(point.mark.span.start), self.lines.line(point.expr.span.end.saturating_sub(1)));
        let mut offset = 0_usize;
        for (number, line) in self.text.split_inclusive('\n').enumerate() {
            let start = offset;
            offset += line.len();
            let words = line.trim_start();
            if number <= first || number > last || words.trim_end().is_empty() || words.starts_with('#') {
                continue;
            }
            let indent = line.len() - words.len();
            if indent <= column {
                let word = words.split_whitespace().next().unwrap_or_default();
                let at = Span::new(start + indent, start + indent + word.len());
                self.out.push(
                    Diagnostic::error(code::LAYOUT, (self.place)(at), format!("Deze regel hoort bij punt {}, maar staat er links van", point.mark.node))
                        .also((self.place)(point.mark.span), "bij dit punt")
                        .why("Een lijst is het laatste in haar keten; alles erna hoort bij het laatste punt.")
                        .help(format!("Hoort `{word}` bij de hele bepaling? Zet het dan vóór de lijst. Hoort het bij het punt? Laat het dan verder inspringen.")),
                );
                return;
            }
        }
    }
}

/// The unbracketed condition of a range at the end of an expression.
fn open_filter(expr: &Expr) -> Option<&Expr> {
    let open = |e: &'_ Expr| !matches!(e.kind, ExprKind::Paren(_) | ExprKind::List(..));
    match &expr.kind {
        ExprKind::Exists(_, range) => range.filter.as_deref().filter(|f| open(f)),
        ExprKind::ForAll(_, body) | ExprKind::Months(_, _, body) => Some(&**body).filter(|b| open(b)),
        ExprKind::Not(inner) | ExprKind::Judge(inner) => open_filter(inner),
        _ => None,
    }
}
