//! The official consolidated text of a regulation (a BWB `toestand`), reduced to a hash per article and paragraph.
//!
//! Of the text nothing is kept: editing marks, links, headings and paragraph numbers do not count, and neither does the
//! way blanks and quotation marks are written, so that only a change of words changes a hash.

use super::{Refused, digest};
use crate::law::{Address, Part, Unit};
use crate::value::Date;
use roxmltree::{Document, Node, ParsingOptions};
use std::collections::BTreeMap;
use std::fmt;

/// Largest text that is read, in bytes.
pub const MAX_XML: usize = 32 << 20;
/// Most nodes.
const MAX_NODES: u32 = 2_000_000;
/// Deepest nesting of elements.
const MAX_DEEP: usize = 200;

/// An article, or a paragraph of an article.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UnitKey {
    /// Number of the article.
    pub article: String,
    /// Number of the paragraph; `None` for what stands outside paragraphs.
    pub paragraph: Option<String>,
}

impl UnitKey {
    /// Reads `artikel 35 lid 1`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let words: Vec<&str> = text.split(' ').collect();
        match words.as_slice() {
            ["artikel", article] => Some(Self { article: (*article).to_owned(), paragraph: None }),
            ["artikel", article, "lid", n] => {
                Some(Self { article: (*article).to_owned(), paragraph: Some((*n).to_owned()) })
            }
            _ => None,
        }
    }

    /// Whether a provision at an address says something about this unit: the same article, and the same paragraph as far
    /// as both name one.
    #[must_use]
    pub fn meets(&self, address: &Address) -> bool {
        let paragraph = address.parts.iter().find_map(|p| match p {
            Part::Paragraph(n) => Some(&**n),
            _ => None,
        });
        let own = self.paragraph.as_deref();
        address.unit == Unit::Article
            && *address.number == *self.article
            && own.zip(paragraph).is_none_or(|(a, b)| a == b)
    }
}

impl fmt::Display for UnitKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "artikel {}", self.article)?;
        self.paragraph.as_ref().map_or(Ok(()), |n| write!(f, " lid {n}"))
    }
}

impl PartialOrd for UnitKey {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for UnitKey {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let of = |k: &Self| k.paragraph.clone().unwrap_or_default();
        Address::compare_numbers(&self.article, &other.article)
            .then_with(|| self.article.cmp(&other.article))
            .then_with(|| Address::compare_numbers(&of(self), &of(other)))
            .then_with(|| self.paragraph.cmp(&other.paragraph))
    }
}

/// Whether an article is in force in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// In force.
    InForce,
    /// Lapsed: only its number is left.
    Lapsed,
    /// Published, in force later.
    NotYet,
}

/// What the text has for an article or paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitText {
    /// Hash of its words.
    pub hash: String,
    /// Its standing.
    pub standing: Standing,
    /// First day of this version of the article, if the text says so.
    pub since: Option<Date>,
}

/// A text as published, without its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Official {
    /// Identifier of the regulation (`BWBR…`).
    pub id: String,
    /// The day of the text.
    pub on: Date,
    /// Articles and paragraphs.
    pub units: BTreeMap<UnitKey, UnitText>,
}

/// Reads a consolidated text.
///
/// # Errors
/// A [`Refused`] when it is too large or too deep, is no XML, or is something else than a consolidated text.
pub fn official(name: &str, xml: &str) -> Result<Official, Refused> {
    let wanted = "Neem het XML-bestand van de geldende tekst van één regeling; de wortel heet `toestand`.";
    if xml.len() > MAX_XML {
        let what = format!("{name} is te groot: kanwel leest wetteksten tot {} MB.", MAX_XML >> 20);
        return Err(Refused::new(what, wanted));
    }
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(xml, options).map_err(|e| unreadable(name, &e))?;
    let root = document.root_element();
    if too_deep(root) {
        let what = format!("{name} is te diep: een element staat in meer dan {MAX_DEEP} andere.");
        return Err(Refused::new(what, wanted));
    }
    // The identifier becomes the name of a file.
    let plain = |id: &&str| (1..=40).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric());
    let id = root.attribute("bwb-id").filter(plain).filter(|_| root.has_tag_name("toestand"));
    let on = root.attribute("inwerkingtreding").and_then(Date::parse);
    let (Some(id), Some(on)) = (id, on) else {
        let what = format!("{name} is geen geconsolideerde wettekst: `bwb-id` of `inwerkingtreding` ontbreekt.");
        return Err(Refused::new(what, wanted));
    };
    let mut units = BTreeMap::new();
    for article in root.descendants().filter(|n| n.has_tag_name("artikel")) {
        read_article(article, &mut units);
    }
    if units.is_empty() {
        return Err(Refused::new(format!("In {name} staan geen artikelen."), wanted));
    }
    Ok(Official { id: id.to_owned(), on, units })
}

fn unreadable(name: &str, error: &roxmltree::Error) -> Refused {
    let at = error.pos();
    match error {
        roxmltree::Error::DtdDetected => Refused::new(
            format!("{name} heeft een DTD; die leest kanwel niet."),
            "Neem het bestand zoals het is gepubliceerd, zonder `<!DOCTYPE …>`.",
        ),
        roxmltree::Error::NodesLimitReached => Refused::new(
            format!("{name} heeft te veel onderdelen: kanwel leest er hooguit {MAX_NODES}."),
            "Controleer of dit het goede bestand is.",
        ),
        _ => Refused::new(
            format!("{name} is geen goede XML: regel {}, kolom {}.", at.row, at.col),
            "Haal het bestand opnieuw op; misschien is het half.",
        ),
    }
}

/// Whether some element lies deeper than is allowed; without recursion.
fn too_deep(root: Node<'_, '_>) -> bool {
    let mut todo = vec![(root, 0_usize)];
    while let Some((node, deep)) = todo.pop() {
        if deep > MAX_DEEP {
            return true;
        }
        todo.extend(node.children().filter(Node::is_element).map(|c| (c, deep + 1)));
    }
    false
}

fn child<'a, 'd>(node: Node<'a, 'd>, tag: &str) -> Option<Node<'a, 'd>> {
    node.children().find(|c| c.has_tag_name(tag))
}

/// `1.`, ` 35 ` and `2 a` as `1`, `35` and `2a`.
fn number(node: Option<Node<'_, '_>>) -> Option<String> {
    let text: String = node?.text()?.chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.trim_end_matches(['.', ')']).to_owned();
    (!text.is_empty()).then_some(text)
}

fn read_article(article: Node<'_, '_>, units: &mut BTreeMap<UnitKey, UnitText>) {
    let Some(nr) = number(child(article, "kop").and_then(|k| child(k, "nr"))) else { return };
    let standing = match article.attribute("status") {
        Some("vervallen") => Standing::Lapsed,
        Some("nogniet") => Standing::NotYet,
        _ => Standing::InForce,
    };
    let since = article.attribute("inwerking").and_then(Date::parse);
    let mut put = |paragraph: Option<String>, text: &str| {
        let unit = UnitText { hash: digest(text), standing, since };
        // The text in force goes before a version that is still to come.
        let key = UnitKey { article: nr.clone(), paragraph };
        if units.get(&key).is_none_or(|u| u.standing != Standing::InForce) {
            units.insert(key, unit);
        }
    };
    let mut alone = 0;
    for lid in article.children().filter(|c| c.has_tag_name("lid")) {
        let text = words(&[lid], &["lidnr"]);
        alone += 1;
        put(Some(number(child(lid, "lidnr")).unwrap_or_else(|| alone.to_string())), &text);
    }
    let outside: Vec<Node<'_, '_>> =
        article.children().filter(|c| c.is_element() && !c.has_tag_name("lid") && !c.has_tag_name("kop")).collect();
    let text = words(&outside, &[]);
    if alone == 0 || !text.is_empty() {
        put(None, &text);
    }
}

/// Elements whose content is no text of the law.
const APART: [&str; 4] = ["meta-data", "brondata", "jcis", "opmerkingen-inhoud"];
/// Elements that run on inside a sentence.
const INLINE: [&str; 7] = ["intref", "extref", "nadruk", "sup", "inf", "redactie", "verwijzing"];

/// The words of nodes in order, written in one way.
fn words(nodes: &[Node<'_, '_>], without: &[&str]) -> String {
    let mut out = String::new();
    let mut todo: Vec<Node<'_, '_>> = nodes.iter().rev().copied().collect();
    while let Some(node) = todo.pop() {
        if let Some(text) = node.text().filter(|_| node.is_text()) {
            out.push_str(text);
            continue;
        }
        let tag = node.tag_name().name();
        // An editorial remark is no law, unless it stands where the law would: "vervallen".
        let remark = tag == "redactie" && node.attribute("type") != Some("vervanging");
        if !node.is_element() || remark || APART.contains(&tag) || without.contains(&tag) {
            continue;
        }
        if !INLINE.contains(&tag) {
            out.push(' ');
        }
        let inside: Vec<Node<'_, '_>> = node.children().collect();
        todo.extend(inside.into_iter().rev());
    }
    plain(&out)
}

/// One blank between words, straight quotation marks, no soft hyphens.
fn plain(text: &str) -> String {
    let one_way = |c: char| match c {
        '\u{2018}' | '\u{2019}' | '\u{201a}' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{201e}' => '"',
        '\u{2010}' | '\u{2011}' => '-',
        c => c,
    };
    let text: String = text.chars().filter(|c| *c != '\u{ad}').map(one_way).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
