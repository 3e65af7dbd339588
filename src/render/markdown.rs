//! An assessment as Markdown.

use super::argument::lines;
use super::names::{capital, words};
use super::view::{FindingView, OutcomeView, View};
use std::fmt::Write as _;

/// Writes an assessment. Text from a case is escaped.
#[must_use]
pub fn markdown(view: &View, all: bool) -> String {
    let mut out = String::new();
    let title = if view.titel.is_empty() { "Casus" } else { &view.titel };
    let place = view.gemeente.as_ref().map_or(String::new(), |g| format!(" · gemeente {}", escape(g)));
    let _ = writeln!(out, "# {}\n\npeildatum {}{place} · regels `{}`", escape(title), view.peildatum, view.regelversie);
    let answers = view
        .antwoorden
        .iter()
        .map(|a| format!("{} ({}): {} — {}", escape(&capital(&a.zin)), a.wet, a.uitkomst, a.bepalingen.join(", ")));
    list(&mut out, "Gevraagd", answers);
    list(&mut out, "Botsingen", view.bevindingen.iter().map(finding));
    for o in view.uitkomsten.iter().filter(|o| all || !matches!(&*o.oordeel, "nee" | "onbekend")) {
        outcome(&mut out, o);
    }
    list(&mut out, "Nee", view.uitkomsten.iter().filter(|o| !all && o.oordeel == "nee").map(brief));
    list(&mut out, "Nog niet te zeggen", view.uitkomsten.iter().filter(|o| !all && o.oordeel == "onbekend").map(brief));
    let duties = view.plichten.iter().filter(|d| all || d.status == "geldt").map(|d| {
        let to = d.jegens.as_ref().map_or(String::new(), |j| format!(" tegenover {}", escape(j)));
        format!("{} van {}{to}: {} ({})", d.soort, escape(&d.wie), d.handeling, d.bepaling)
    });
    list(&mut out, "Plichten en verboden", duties);
    let terms = view.termijnen.iter().map(|t| {
        let state = if t.verstreken { "verstreken op" } else { "loopt tot en met" };
        let to = t.jegens.as_ref().map_or(String::new(), |j| format!(" jegens {}", escape(j)));
        format!("{} van {}{to}: {state} {} ({})", t.naam, escape(&t.wie), t.laatste_dag, t.bepaling)
    });
    list(&mut out, "Termijnen", terms);
    list(
        &mut out,
        "Aangenomen, want niet ingevuld",
        view.aannames.iter().map(|a| format!("{} ({})", escape(&a.zin), a.omdat)),
    );
    list(&mut out, "Niet meegenomen", view.niet_meegenomen.iter().map(|n| escape(n)));
    let _ = writeln!(out, "\n*{}*", view.let_op);
    out
}

fn list(out: &mut String, title: &str, items: impl Iterator<Item = String>) {
    let items: Vec<String> = items.collect();
    if items.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n## {title}\n");
    for item in items {
        let _ = writeln!(out, "- {item}");
    }
}

fn finding(f: &FindingView) -> String {
    let sides: Vec<String> = f.kanten.iter().map(|k| escape(&k.zegt)).collect();
    format!(
        "**{} {}** ({}): {} Kanten: {}. Bepalingen: {}. Herstel: {}. {}",
        f.code,
        f.naam,
        f.ernst,
        escape(&f.gevolg),
        sides.join("; "),
        f.bepalingen.join(", "),
        f.hersteladres,
        escape(&f.wat_te_doen)
    )
}

fn brief(o: &OutcomeView) -> String {
    let thing = o.voor.as_ref().map_or(String::new(), |v| format!(" voor {}", escape(v)));
    format!("{} van {}{thing}: {}", o.naam, escape(&words(&o.houder)), escape(&o.zin))
}

fn outcome(out: &mut String, o: &OutcomeView) {
    let thing = o.voor.as_ref().map_or(String::new(), |v| format!(" voor {}", escape(&words(v))));
    let amount = o.written_amount().map_or(String::new(), |b| format!(" — {b}"));
    let _ = writeln!(
        out,
        "\n## {}{thing}, {}: {}{amount}\n\n{}\n",
        capital(&o.naam),
        escape(&words(&o.houder)),
        o.oordeel,
        escape(&o.zin)
    );
    for s in &o.bronnen {
        let cited = s.link.as_ref().map_or_else(|| s.bepaling.clone(), |l| format!("[{}]({l})", s.bepaling));
        let gist = s.kern.as_ref().map_or(String::new(), |k| format!(": {k}"));
        let version = s.versie.as_ref().map_or(String::new(), |v| format!(" (versie {v})"));
        let _ = writeln!(out, "- {cited}{version}{gist}");
    }
    for m in &o.ontbreekt {
        let _ = writeln!(out, "- ontbreekt: {}", escape(m.vraag.as_ref().unwrap_or(&m.zin)));
    }
    for n in &o.open_normen {
        let _ = writeln!(out, "- te wegen: {} ({})", escape(n.vraag.as_ref().unwrap_or(&n.zin)), n.bepaling);
        for factor in &n.gezichtspunten {
            let _ = writeln!(out, "  - {}", escape(factor));
        }
    }
    for r in &o.uitwegen {
        let what = r.bepaling.clone().unwrap_or_else(|| r.soort.clone());
        let why = r.reden.clone().unwrap_or_else(|| r.hangt_af_van.join("; "));
        let why = if why.is_empty() { String::new() } else { format!(": {}", escape(&why)) };
        let _ = writeln!(out, "- uitweg {what} ({}): {}{why}", r.soort, r.status);
    }
    if let Some(a) = &o.afleiding {
        let _ = writeln!(out, "\n```text\n{}\n```", lines(a, 0).join("\n").replace("```", "'''"));
    }
}

/// Escapes what Markdown would read as markup.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|') {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}
