//! A document for people: headed sections of paragraphs, lists and tables, written as Markdown or as one HTML page that
//! loads nothing and prints well.

use super::graph::escaped;
use super::markdown::escape;
use std::fmt::Write as _;

/// A piece of text, with the official place it may point at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Text.
    pub text: String,
    /// Web address.
    pub link: Option<String>,
}

impl From<String> for Line {
    fn from(text: String) -> Self {
        Self { text, link: None }
    }
}

impl From<&str> for Line {
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), link: None }
    }
}

/// A block of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// A paragraph.
    Text(Line),
    /// A heading inside the section.
    Head(Line),
    /// Points.
    List(Vec<Line>),
    /// Numbered points.
    Steps(Vec<Line>),
    /// A table: what it shows, heads of the columns, rows. Columns of money are set to the right.
    Table { caption: String, head: Vec<&'static str>, money: Vec<bool>, rows: Vec<Vec<String>> },
    /// What must not be overlooked.
    Note(String),
    /// A drawing that loads nothing, with what it shows in words.
    Drawing { svg: String, alt: String },
    /// Something to type.
    Code(String),
}

/// A headed section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Section {
    /// Heading.
    pub head: &'static str,
    /// Blocks.
    pub blocks: Vec<Block>,
}

/// A document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Document {
    /// Title.
    pub title: String,
    /// Date and version.
    pub about: String,
    /// Sections, in order of reading.
    pub sections: Vec<Section>,
    /// Last line.
    pub foot: String,
}

/// As Markdown.
pub(super) fn to_markdown(d: &Document) -> String {
    let mut out = format!("# {}\n\n{}\n", escape(&d.title), escape(&d.about));
    for s in &d.sections {
        let _ = writeln!(out, "\n## {}", s.head);
        s.blocks.iter().for_each(|b| markdown_block(&mut out, b));
    }
    let _ = writeln!(out, "\n---\n\n*{}*", escape(&d.foot));
    out
}

fn linked(l: &Line) -> String {
    let link = l.link.as_ref().map_or_else(String::new, |u| format!(" ([lees de tekst]({u}))"));
    format!("{}{link}", escape(&l.text))
}

fn markdown_block(out: &mut String, b: &Block) {
    out.push('\n');
    match b {
        Block::Text(l) => {
            let _ = writeln!(out, "{}", linked(l));
        }
        Block::Head(l) => {
            let _ = writeln!(out, "### {}", linked(l));
        }
        Block::List(all) => all.iter().for_each(|l| {
            let _ = writeln!(out, "- {}", linked(l));
        }),
        Block::Steps(all) => all.iter().enumerate().for_each(|(i, l)| {
            let _ = writeln!(out, "{}. {}", i + 1, linked(l));
        }),
        Block::Table { caption, head, money, rows } => {
            let rule: Vec<&str> = money.iter().map(|m| if *m { "---:" } else { "---" }).collect();
            let _ = writeln!(out, "{}\n\n| {} |\n| {} |", escape(caption), head.join(" | "), rule.join(" | "));
            for row in rows {
                let cells: Vec<String> = row.iter().map(|c| escape(c)).collect();
                let _ = writeln!(out, "| {} |", cells.join(" | "));
            }
        }
        Block::Note(text) => {
            let _ = writeln!(out, "> {}", escape(text));
        }
        // A drawing travels with the text: most readers of Markdown show an image that stands in it as data.
        Block::Drawing { svg, alt } => {
            let _ = writeln!(out, "![{}](data:image/svg+xml,{})", escape(alt), percent(svg));
        }
        Block::Code(text) => {
            let _ = writeln!(out, "```\n{text}\n```");
        }
    }
}

/// Everything but letters, digits and a few signs that are safe in an address, as `%XX` (RFC 3986, 2.1).
fn percent(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len() * 2), |mut out, b| {
        if b.is_ascii_alphanumeric() || b"-._~/:=,;".contains(&b) {
            out.push(char::from(b));
        } else {
            let _ = write!(out, "%{b:02X}");
        }
        out
    })
}

const STYLE: &str = "\
:root{color-scheme:light}\
*{box-sizing:border-box}\
body{margin:0;background:#fff;color:#1a1a1a;font:1rem/1.55 system-ui,-apple-system,'Segoe UI',Roboto,'Liberation Sans',Arial,sans-serif}\
main{max-width:46rem;margin:0 auto;padding:2rem 1.25rem 3rem}\
h1{font-size:1.8rem;line-height:1.2;margin:0 0 .25rem}\
h2{font-size:1.25rem;line-height:1.3;margin:2rem 0 .5rem;padding-top:.5rem;border-top:2px solid #154273;color:#154273}\
h3{font-size:1rem;margin:1.25rem 0 .25rem}\
h3 a{font-weight:400}\
p{margin:.5rem 0}\
.over{color:#444}\
ul,ol{margin:.5rem 0;padding-left:1.5rem}\
li{margin:.25rem 0}\
.tabel{overflow-x:auto;margin:.75rem 0}\
table{width:100%;border-collapse:collapse;font-size:.95rem}\
caption{text-align:left;font-weight:600;padding:.25rem 0}\
th,td{text-align:left;vertical-align:top;padding:.35rem .5rem;border-bottom:1px solid #c8c8c8}\
th{background:#eef3f8}\
.geld{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}\
.let{border-left:4px solid #154273;background:#eef3f8;padding:.5rem .75rem;margin:.75rem 0}\
a{color:#154273}\
figure{margin:1rem 0;overflow-x:auto}svg{max-width:100%;height:auto}\
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#eef3f8;padding:.5rem .75rem}\
footer{margin-top:2.5rem;border-top:1px solid #888;padding-top:.75rem;color:#444;font-size:.95rem}\
@media print{@page{size:A4;margin:18mm;@bottom-center{content:counter(page) ' van ' counter(pages);font:9pt sans-serif;color:#444}}\
html{font-size:10.5pt}body{orphans:3;widows:3}main{max-width:none;padding:0}.tabel{overflow:visible}\
h2,h3,caption{break-after:avoid}h3,tr,li,.let,figure{break-inside:avoid}thead{display:table-header-group}\
a{color:inherit}a::after{content:'(' attr(href) ')';display:inline-block;margin-left:.3em;font-size:.8rem;word-break:break-all}}";

/// As one HTML page.
pub(super) fn to_html(d: &Document) -> String {
    let mut out = format!(
        "<!doctype html>\n<html lang=\"nl\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>{0}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<header>\n<h1>{0}</h1>\n<p class=\"over\">{1}</p>\n</header>\n",
        escaped(&d.title),
        escaped(&d.about)
    );
    for (i, s) in d.sections.iter().enumerate() {
        let _ = writeln!(out, "<section aria-labelledby=\"deel{i}\">\n<h2 id=\"deel{i}\">{}</h2>", escaped(s.head));
        s.blocks.iter().for_each(|b| html_block(&mut out, b));
        let _ = writeln!(out, "</section>");
    }
    let _ = writeln!(out, "<footer><p>{}</p></footer>\n</main>\n</body>\n</html>", escaped(&d.foot));
    out
}

/// Text of the page; an amount keeps its sign on the same line.
fn shown(text: &str) -> String {
    escaped(text).replace("€ ", "€\u{a0}")
}

fn html_line(l: &Line) -> String {
    let link = l.link.as_ref().map_or_else(String::new, |u| format!(" <a href=\"{}\">lees de tekst</a>", escaped(u)));
    format!("{}{link}", shown(&l.text))
}

fn html_block(out: &mut String, b: &Block) {
    let items = |all: &[Line]| all.iter().map(|l| format!("<li>{}</li>\n", html_line(l))).collect::<String>();
    let _ = match b {
        Block::Text(l) => writeln!(out, "<p>{}</p>", html_line(l)),
        Block::Head(l) => writeln!(out, "<h3>{}</h3>", html_line(l)),
        Block::List(all) => writeln!(out, "<ul>\n{}</ul>", items(all)),
        Block::Steps(all) => writeln!(out, "<ol>\n{}</ol>", items(all)),
        Block::Note(text) => writeln!(out, "<p class=\"let\">{}</p>", shown(text)),
        // The drawing says what it shows in its own label.
        Block::Drawing { svg, .. } => writeln!(out, "<figure>{svg}</figure>"),
        Block::Code(text) => writeln!(out, "<pre>{}</pre>", escaped(text)),
        Block::Table { caption, head, money, rows } => {
            let class = |i: usize| if money.get(i) == Some(&true) { " class=\"geld\"" } else { "" };
            let heads =
                head.iter().enumerate().map(|(i, h)| format!("<th scope=\"col\"{}>{}</th>", class(i), escaped(h)));
            let cell = |(i, c): (usize, &String)| format!("<td{}>{}</td>", class(i), shown(c));
            let row = |r: &Vec<String>| format!("<tr>{}</tr>\n", r.iter().enumerate().map(cell).collect::<String>());
            writeln!(
                out,
                "<div class=\"tabel\" role=\"region\" aria-label=\"{0}\" tabindex=\"0\">\n<table>\n<caption>{0}</caption>\n<thead><tr>{1}</tr></thead>\n<tbody>\n{2}</tbody>\n</table>\n</div>",
                shown(caption),
                heads.collect::<String>(),
                rows.iter().map(row).collect::<String>()
            )
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &str) -> Document {
        let rows = vec![vec![text.to_owned(), text.to_owned()]];
        let table =
            Block::Table { caption: text.to_owned(), head: vec!["Wat", "Hoeveel"], money: vec![false, true], rows };
        let line = Line { text: text.to_owned(), link: Some("https://wetten.overheid.nl/?a=1&b=\"2\"".to_owned()) };
        let blocks = vec![Block::Text(line.clone()), Block::List(vec![line]), table, Block::Note(text.to_owned())];
        Document {
            title: text.to_owned(),
            about: text.to_owned(),
            sections: vec![Section { head: "Deel", blocks }],
            foot: text.to_owned(),
        }
    }

    #[test]
    fn text_of_a_case_is_never_markup() {
        let html = to_html(&page("<script>alert('x')</script> & \"meer\""));
        assert!(!html.contains("<script") && !html.contains("<i>"), "{html}");
        assert!(html.contains("&lt;script&gt;") && html.contains("b=&quot;2&quot;"), "{html}");
        assert!(!to_markdown(&page("a | b <i> *c*")).contains("a | b"));
    }

    #[test]
    fn the_page_loads_nothing() {
        let html = to_html(&page("tekst"));
        for loads in [" src=", "<link", "@import", "url(", "<script"] {
            assert!(!html.contains(loads), "{loads}");
        }
        assert!(html.contains("lang=\"nl\"") && html.contains("scope=\"col\"") && html.contains("@media print"));
    }
}
