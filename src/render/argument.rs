//! An argument in words.

use super::names::{Names, words};
use super::view::ArgumentView;
use crate::eval::Found;
use crate::explain::{Argument, Support};
use crate::ir::SymId;
use crate::value::{Rounding, Type, dutch_number};

/// Follows a claim that was unfolded earlier in the same argument.
pub(super) const ABOVE: &str = " (zie hierboven)";

/// The mirror of an argument.
#[must_use]
pub fn view(names: Names<'_>, argument: &Argument) -> ArgumentView {
    let date = argument.date.map_or(String::new(), |d| format!(" op {d}"));
    let again = if argument.repeated { ABOVE } else { "" };
    ArgumentView {
        soort: "bewering".to_owned(),
        zin: format!("{}{date}{again}", names.phrase(argument.what, &argument.about)),
        uitkomst: found(names, &argument.found, &result(names, argument.what)),
        bepaling: None,
        steunt_op: argument.supports.iter().map(|s| support(names, s)).collect(),
    }
}

fn result(names: Names<'_>, what: SymId) -> Type {
    names.program.signature(what).map_or(Type::Truth, |s| s.result.clone())
}

/// What was found, in a word or a value.
pub(super) fn found(names: Names<'_>, found: &Found, ty: &Type) -> String {
    match found {
        Found::Yes => "ja".to_owned(),
        Found::No => "nee".to_owned(),
        Found::Open(_, Some(true)) => "ja, tenzij".to_owned(),
        Found::Open(_, Some(false)) => "nee, tenzij".to_owned(),
        Found::Open(..) => "open".to_owned(),
        Found::Verdict(v) => v.word().to_owned(),
        Found::Known(v) => names.value(v, ty),
        Found::Members(all) if all.is_empty() => "niemand".to_owned(),
        Found::Members(all) => all
            .iter()
            .map(|(e, sure)| format!("{}{}", names.entity(*e), if *sure { "" } else { "?" }))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

fn leaf(soort: &str, zin: String, uitkomst: String, bepaling: Option<String>) -> ArgumentView {
    ArgumentView { soort: soort.to_owned(), zin, uitkomst, bepaling, steunt_op: Vec::new() }
}

fn support(names: Names<'_>, support: &Support) -> ArgumentView {
    match support {
        Support::Claim(a) => view(names, a),
        Support::Provision(rule, f) => {
            let caption = names.program.provision_of(*rule).map_or_else(String::new, |p| p.caption.to_string());
            leaf("bepaling", caption, found(names, f, &Type::Truth), Some(names.cite(*rule)))
        }
        Support::Exception { of, by, found: f } => {
            let caption = names.program.provision_of(*by).map_or_else(String::new, |p| p.caption.to_string());
            let sentence = format!("uitzondering op {}: {caption}", names.cite(*of));
            leaf("uitzondering", sentence, found(names, f, &Type::Truth), Some(names.cite(*by)))
        }
        Support::Fact { fact, about, value, month, assumed } => {
            let shown = match (value, month) {
                (Some(v), _) => names.value(v, &result(names, *fact)),
                (None, Some(first)) => format!("in {}-{:02}", first.year(), first.month()),
                (None, None) => "onbekend".to_owned(),
            };
            leaf(if *assumed { "aanname" } else { "feit" }, names.phrase(*fact, about), shown, None)
        }
        Support::Norm { norm, about, judged } => {
            let shown = match judged {
                Some((holds, by)) => format!("{} (oordeel van {by})", if *holds { "ja" } else { "nee" }),
                None => "nog niet beoordeeld".to_owned(),
            };
            leaf("oordeel", names.phrase(*norm, about), shown, None)
        }
        Support::Amount { of, column, value, source } => {
            let ty = amount_type(names, *of, column.as_deref());
            let name =
                column.as_ref().map_or_else(|| names.plain(*of), |c| format!("{} ({})", words(c), names.plain(*of)));
            leaf("bedrag", format!("{name}, bron: {source}"), names.value(value, &ty), None)
        }
        Support::Rounded { mode, from, to } => {
            let how = match mode {
                Rounding::Up => "naar boven",
                Rounding::Down => "naar beneden",
                Rounding::HalfUp => "rekenkundig",
                Rounding::TowardsZero => "naar nul toe",
                Rounding::AwayFromZero => "van nul af",
            };
            leaf("afronding", format!("{how} afgerond van {}", dutch_number(*from)), dutch_number(*to), None)
        }
        Support::Decision(right, person, held) => {
            let shown = names.value(person, &Type::person());
            leaf(
                "besluit",
                format!("{shown} ontvangt {}", names.plain(*right)),
                (if *held { "ja" } else { "geen besluit" }).to_owned(),
                None,
            )
        }
    }
}

fn amount_type(names: Names<'_>, of: SymId, column: Option<&str>) -> Type {
    let Some(signature) = names.program.signature(of) else { return Type::Nil };
    match (&signature.kind, column) {
        (crate::ir::SymKind::Table(columns), Some(c)) => {
            columns.iter().find(|(n, _)| **n == *c).map_or(Type::Nil, |(_, t)| t.clone())
        }
        _ => signature.result.clone(),
    }
}

/// The argument as indented lines.
#[must_use]
pub fn lines(argument: &ArgumentView, indent: usize) -> Vec<String> {
    let mut out = Vec::new();
    push(argument, indent, &mut out);
    out
}

fn push(a: &ArgumentView, indent: usize, out: &mut Vec<String>) {
    let place = a.bepaling.as_ref().map_or(String::new(), |b| format!("{b} "));
    let kind = match &*a.soort {
        "bewering" => "",
        "bepaling" => "§ ",
        "uitzondering" => "§ ",
        "feit" => "feit: ",
        "aanname" => "aangenomen: ",
        "oordeel" => "norm: ",
        "bedrag" => "bedrag: ",
        "afronding" => "",
        _ => "besluit: ",
    };
    out.push(format!("{:indent$}{kind}{place}{} → {}", "", a.zin, a.uitkomst));
    a.steunt_op.iter().for_each(|s| push(s, indent + 2, out));
}
