//! Coverage as one HTML page that loads nothing, to browse by law.

use super::{ArticleView, CoverageView, LawView, StatementView, TestView, percent};
use crate::render::graph::escaped;
use std::fmt::Write as _;

const STYLE: &str = include_str!("stijl.css");

/// A page to browse by law: a summary, and per law a table of articles with their state and their tests.
#[must_use]
pub fn coverage_html(v: &CoverageView) -> String {
    let mut out = format!(
        "<!doctype html>\n<html lang=\"nl\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>Dekking van de wet en van de toetsen</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>Dekking van de wet en van de toetsen</h1>\n"
    );
    let s = &v.totaal;
    let _ = writeln!(
        out,
        "<ul class=\"kern\">\n{}{}{}{}</ul>",
        figure(&percent(s.gecodeerd, s.leden), &format!("van {} leden uit de lijsten is gecodeerd", s.leden)),
        figure(&s.ontbreekt.to_string(), "leden ontbreken zonder reden"),
        figure(
            &percent(s.beslissend, s.uitspraken),
            &format!("van {} uitspraken is in een toets beslissend", s.uitspraken)
        ),
        figure(&v.toetsen.to_string(), "toetsen gebruikt"),
    );
    out.push_str("<p><strong>Gecodeerd</strong>: er zijn regels over. <strong>Open norm</strong>: er zijn regels over, en een mens beantwoordt een vraag. <strong>Weggelaten</strong>: bewust niet gecodeerd, met een reden. <strong>Ontbreekt</strong>: niet gecodeerd, zonder reden. Een uitspraak is <strong>beslissend</strong> als een toets mislukt wanneer zij wordt weggelaten.</p>\n");
    summary(&mut out, v);
    for law in &v.wetten {
        section(&mut out, law);
    }
    out.push_str("<footer><p>Geteld met kanwel. De lijsten met artikelen noemen nummers en korte titels van ons; de officiële tekst staat achter de links.</p></footer>\n</main>\n</body>\n</html>\n");
    out
}

fn figure(number: &str, what: &str) -> String {
    format!("<li><b>{}</b> {}</li>\n", escaped(number), escaped(what))
}

/// The anchor of a law.
fn anchor(law: &str) -> String {
    format!("wet-{}", escaped(law))
}

fn summary(out: &mut String, v: &CoverageView) {
    out.push_str("<div class=\"tabel\" role=\"region\" aria-label=\"Per wet\" tabindex=\"0\">\n<table>\n<caption>Per wet</caption>\n<thead><tr><th scope=\"col\">Wet</th>");
    for head in ["Leden", "Gecodeerd", "Weggelaten", "Ontbreekt", "Uitspraken", "Gelezen", "Beslissend"] {
        let _ = write!(out, "<th scope=\"col\" class=\"getal\">{head}</th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for l in &v.wetten {
        let s = &l.telling;
        let of = |n: usize| if s.leden == 0 { "–".to_owned() } else { n.to_string() };
        let coded = if s.leden == 0 { "–".to_owned() } else { bar(s.gecodeerd, s.leden) };
        let incomplete = if l.lijst == "volledig" { "" } else { "<span class=\"klein\"> *</span>" };
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\"><a href=\"#{}\">{}</a>{incomplete}</th><td class=\"getal\">{}</td><td class=\"getal\">{coded}</td><td class=\"getal\">{}</td><td class=\"getal\">{}</td><td class=\"getal\">{}</td><td class=\"getal\">{}</td><td class=\"getal\">{}</td></tr>",
            anchor(&l.wet),
            escaped(&l.naam),
            of(s.leden),
            of(s.weggelaten),
            of(s.ontbreekt),
            s.uitspraken,
            bar(s.gelezen, s.uitspraken),
            bar(s.beslissend, s.uitspraken),
        );
    }
    out.push_str("</tbody>\n</table>\n</div>\n<p class=\"klein\">* De lijst met artikelen is niet volledig, of er is geen lijst: het deel dat is gecodeerd, is dan van de wet als geheel kleiner.</p>\n");
}

/// A share with a drawn bar; the number carries it alone.
fn bar(n: usize, of: usize) -> String {
    let width = (n * 40).checked_div(of).unwrap_or(0);
    format!(
        "<span class=\"deel\"><svg width=\"40\" height=\"8\" aria-hidden=\"true\"><rect class=\"leeg\" width=\"40\" height=\"8\"/><rect class=\"vol\" width=\"{width}\" height=\"8\"/></svg><span class=\"procent\">{}</span></span>",
        percent(n, of)
    )
}

fn section(out: &mut String, law: &LawView) {
    let name = escaped(&law.naam);
    let id = anchor(&law.wet);
    let link = law.link.as_ref().map_or_else(String::new, |u| {
        format!(
            " <a class=\"bron\" href=\"{}\">officiële tekst<span class=\"verborgen\"> van {name}</span></a>",
            escaped(u)
        )
    });
    let read = law.gelezen.as_ref().map_or_else(String::new, |d| format!(", gelezen in de tekst van {d}"));
    let list = match law.lijst.as_str() {
        "geen lijst" => "Er is geen lijst met artikelen van deze wet.".to_owned(),
        kind => format!("Lijst met artikelen: {kind}{read}."),
    };
    let note = law.toelichting.as_ref().map_or_else(String::new, |t| format!(" {}", escaped(t)));
    let s = &law.telling;
    let _ = write!(
        out,
        "<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{name} <small>{}</small></h2>\n<p class=\"over\">{list}{note}{link}</p>\n<p>{} van {} leden gecodeerd, {} met een open norm, {} weggelaten, {} ontbreken. {} uitspraken: {} gelezen, {} beslissend. {} voorwaarden: {} waar én onwaar gezien, {} beslissend.</p>\n<div class=\"tabel\" role=\"region\" aria-label=\"Artikelen van {name}\" tabindex=\"0\">\n<table class=\"artikelen\">\n<thead><tr><th scope=\"col\">Artikel</th><th scope=\"col\">Stand</th><th scope=\"col\">Toetsen</th></tr></thead>\n<tbody>\n",
        escaped(&law.wet),
        s.gecodeerd,
        s.leden,
        s.open_norm,
        s.weggelaten,
        s.ontbreekt,
        s.uitspraken,
        s.gelezen,
        s.beslissend,
        s.voorwaarden,
        s.waar_en_onwaar,
        s.voorwaarden_beslissend,
    );
    law.artikelen.iter().for_each(|a| article(out, a));
    out.push_str("</tbody>\n</table>\n</div>\n</section>\n");
}

fn article(out: &mut String, a: &ArticleView) {
    let name = escaped(&a.artikel);
    let name = a.link.as_ref().map_or_else(|| name.clone(), |u| format!("<a href=\"{}\">{name}</a>", escaped(u)));
    let title =
        a.titel.as_ref().map_or_else(String::new, |t| format!("<br><span class=\"titel\">{}</span>", escaped(t)));
    let _ = write!(out, "<tr><th scope=\"row\">{name}{title}</th><td>");
    for (stand, units) in super::by_state(&a.leden) {
        let class = match stand {
            "gecodeerd" => "ja",
            "open norm" => "norm",
            "ontbreekt" => "nee",
            _ => "weg",
        };
        let _ = write!(out, "<p><span class=\"stand {class}\">{stand}</span> {}", escaped(&super::paragraphs(&units)));
        for (reason, lid) in super::reasons(&units) {
            let lid = if lid.is_empty() { lid } else { format!("{lid}: ") };
            let _ = write!(out, "<br><span class=\"klein\">{}{}</span>", escaped(&lid), escaped(&reason));
        }
        out.push_str("</p>");
    }
    out.push_str("</td><td>");
    statements(out, &a.uitspraken);
    out.push_str("</td></tr>\n");
}

/// How many statements are shown by tests, which tests, and what is left.
fn statements(out: &mut String, all: &[StatementView]) {
    if all.is_empty() {
        return;
    }
    let decisive = all.iter().filter(|s| s.beslissend.is_some()).count();
    let _ = write!(
        out,
        "<details><summary>{decisive} van {} beslissend</summary><ul>",
        crate::render::entangled::count(all.len(), "uitspraak", "uitspraken")
    );
    for s in all {
        let shown = match (&s.beslissend, s.gelezen) {
            (Some(t), _) => format!("<span class=\"stand ja\">beslissend</span> in {}", test(t)),
            (None, 0) => "<span class=\"stand nee\">niet gelezen</span>".to_owned(),
            (None, n) => format!("<span class=\"stand weg\">niet beslissend</span> gelezen in {}", super::tests(n)),
        };
        let _ = write!(out, "<li><code>{}</code><br>{shown}", escaped(&s.tekst));
        let lacking: Vec<String> = s
            .voorwaarden
            .iter()
            .filter_map(|p| {
                let what = match (p.waar, p.onwaar, p.beslissend.is_some()) {
                    (false, false, false) => "nooit waar of onwaar gezien",
                    (false, _, false) => "nooit waar gezien",
                    (_, false, false) => "nooit onwaar gezien",
                    (true, true, false) => "niet beslissend",
                    _ => return None,
                };
                Some(format!("{}: {what}", escaped(&p.voorwaarde).replace('`', "")))
            })
            .collect();
        if !lacking.is_empty() {
            let _ = write!(out, "<br><span class=\"klein\">{}</span>", lacking.join("; "));
        }
        out.push_str("</li>");
    }
    out.push_str("</ul></details>");
}

fn test(t: &TestView) -> String {
    format!("{} <span class=\"klein\">({})</span>", escaped(&t.naam), escaped(&t.plaats))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::coverage::{SumsView, UnitView};

    fn page(text: &str) -> String {
        let unit =
            UnitView { lid: None, stand: "bewust weggelaten", reden: Some(text.to_owned()), onderdelen: Vec::new() };
        let article = ArticleView {
            artikel: text.to_owned(),
            titel: Some(text.to_owned()),
            link: Some("https://wetten.overheid.nl/?a=1&b=\"2\"".to_owned()),
            leden: vec![unit],
            uitspraken: Vec::new(),
        };
        let law = LawView {
            wet: text.to_owned(),
            naam: text.to_owned(),
            link: None,
            lijst: "niet volledig".to_owned(),
            gelezen: None,
            toelichting: Some(text.to_owned()),
            telling: SumsView::default(),
            artikelen: vec![article],
        };
        coverage_html(&CoverageView {
            toetsen: 0,
            toetsen_niet_gebruikt: 0,
            totaal: SumsView::default(),
            wetten: vec![law],
            eerst: Vec::new(),
        })
    }

    #[test]
    fn text_of_rules_and_lists_is_never_markup() {
        let html = page("<script>alert('x')</script> & \"meer\"");
        assert!(!html.contains("<script") && html.contains("&lt;script&gt;") && html.contains("b=&quot;2&quot;"));
    }

    #[test]
    fn the_page_loads_nothing() {
        let html = page("tekst");
        for loads in [" src=", "<link", "@import", "url(", "<script"] {
            assert!(!html.contains(loads), "{loads}");
        }
        assert!(html.contains("lang=\"nl\"") && html.contains("scope=\"row\"") && html.contains("@media print"));
    }
}
