//! The list of the articles of one regulation, as data beside the rules.

use crate::case::{Node, NodeKind, parse_toml};
use crate::diagnostic::{Diagnostic, code};
use crate::text::Place;
use crate::value::Date;
use std::sync::Arc;

/// The articles of a regulation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleList {
    /// Code of the regulation.
    pub law: Arc<str>,
    /// Where the code stands.
    pub place: Place,
    /// Official identifier of the text that was read.
    pub source: Option<Arc<str>>,
    /// The text was read as it stood on this day.
    pub read: Option<Date>,
    /// Whether every article of the regulation is in the list.
    pub complete: bool,
    /// What a reader should know about the list.
    pub note: Option<Arc<str>>,
    /// Articles, in order of the file.
    pub entries: Vec<Entry>,
}

/// An article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Number, such as `2.3.5`.
    pub number: Arc<str>,
    /// Where it stands.
    pub place: Place,
    /// Short title (ours).
    pub title: Option<Arc<str>>,
    /// Paragraphs; empty when it has none, `None` when they are not known.
    pub paragraphs: Option<Vec<Arc<str>>>,
    /// Why parts were left out.
    pub left_out: LeftOut,
}

/// What was left out on purpose, with the reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// The whole article, as far as no rule is about it.
    pub whole: Option<Arc<str>>,
    /// Single paragraphs, with the place of the reason.
    pub paragraphs: Vec<(Arc<str>, Arc<str>, Place)>,
}

/// Reads a list. `path` names the file in messages.
///
/// # Errors
/// What is wrong, each with its place.
pub fn list(path: &str, text: &str) -> Result<ArticleList, Vec<Diagnostic>> {
    let path: Arc<str> = path.into();
    let root = parse_toml(&path, text).map_err(|d| {
        let place =
            d.labels.first().map_or_else(|| Place::new(&path, crate::text::Span::default()), |l| l.place.clone());
        let wrong = wrong(&place, "Deze artikelenlijst is geen leesbaar TOML");
        vec![wrong.help(d.help.unwrap_or_else(|| "Vergelijk met een lijst die wel wordt gelezen.".to_owned()))]
    })?;
    let mut reader = Reader { wrong: Vec::new() };
    let list = reader.root(&root);
    match list {
        Some(list) if reader.wrong.is_empty() => Ok(list),
        _ => Err(reader.wrong),
    }
}

fn wrong(place: &Place, title: impl Into<String>) -> Diagnostic {
    Diagnostic::error(code::LIST_UNREADABLE, place.clone(), title)
        .why("Zonder deze lijst kan kanwel niet zeggen welk deel van de wet is gecodeerd.")
}

struct Reader {
    wrong: Vec<Diagnostic>,
}

impl Reader {
    fn fail(&mut self, place: &Place, title: impl Into<String>, help: &str) {
        self.wrong.push(wrong(place, title).help(help));
    }

    /// Keys that mean nothing here.
    fn only(&mut self, node: &Node, keys: &[&str]) {
        for (key, place, _) in node.entries() {
            if !keys.contains(&&**key) {
                let wrong = wrong(place, format!("De sleutel `{key}` heeft in een artikelenlijst geen betekenis"));
                let help = format!("Kies uit: {}.", keys.join(", "));
                self.wrong.push(wrong.help(help).suggest(key, keys.iter().copied()));
            }
        }
    }

    /// A text that may be left out.
    fn text(&mut self, node: &Node, key: &str) -> Option<Arc<str>> {
        let found = node.get(key)?;
        if let Some(text) = found.text().filter(|t| !t.trim().is_empty()) {
            return Some(text.clone());
        }
        self.fail(&found.place, format!("`{key}` is geen tekst"), "Zet tekst tussen aanhalingstekens.");
        None
    }

    fn root(&mut self, root: &Node) -> Option<ArticleList> {
        self.only(root, &["wet", "bron", "gelezen", "volledig", "toelichting", "artikel"]);
        let Some(law) = self.text(root, "wet") else {
            self.fail(
                &root.place,
                "De lijst zegt niet van welke wet zij is",
                "Begin met de korte naam, zoals `wet = \"Pw\"`.",
            );
            return None;
        };
        let complete = match root.get("volledig").map(|n| (&n.kind, &n.place)) {
            Some((NodeKind::Bool(b), _)) => *b,
            found => {
                let place = found.map_or(&root.place, |(_, p)| p);
                let help = "Schrijf `volledig = true` als elk artikel van de wet in de lijst staat, anders `volledig = false`.";
                self.fail(place, "De lijst zegt niet of zij volledig is", help);
                false
            }
        };
        let read = match root.get("gelezen").map(|n| (&n.kind, &n.place)) {
            Some((NodeKind::Date(d), _)) => Some(*d),
            Some((_, place)) => {
                self.fail(
                    place,
                    "`gelezen` is geen datum",
                    "Schrijf jaar, maand en dag zonder aanhalingstekens: `2026-01-01`.",
                );
                None
            }
            None => None,
        };
        let (source, note) = (self.text(root, "bron"), self.text(root, "toelichting"));
        let mut entries: Vec<Entry> = Vec::new();
        for node in self.nodes(root, "artikel") {
            let Some(entry) = self.entry(node) else { continue };
            if entries.iter().any(|e| e.number == entry.number) {
                let help = "Laat elk artikel één keer in de lijst staan.";
                self.fail(&entry.place, format!("Artikel {} staat twee keer in de lijst", entry.number), help);
            }
            entries.push(entry);
        }
        let place = root.get("wet").map_or_else(|| root.place.clone(), |n| n.place.clone());
        Some(ArticleList { law, place, source, read, complete, note, entries })
    }

    /// The members of a list that may be left out.
    fn nodes<'n>(&mut self, node: &'n Node, key: &str) -> &'n [Node] {
        match node.get(key).map(|n| (&n.kind, &n.place)) {
            Some((NodeKind::List(all), _)) => all,
            Some((_, place)) => {
                self.fail(place, format!("`{key}` is geen rij"), "Schrijf een rij tussen vierkante haken.");
                &[]
            }
            None => &[],
        }
    }

    fn entry(&mut self, node: &Node) -> Option<Entry> {
        self.only(node, &["nummer", "titel", "leden", "weggelaten"]);
        let Some(number) = self.text(node, "nummer") else {
            self.fail(
                &node.place,
                "Een artikel in de lijst heeft geen nummer",
                "Schrijf het als tekst, zoals `nummer = \"9a\"`.",
            );
            return None;
        };
        let place = node.get("nummer").map_or_else(|| node.place.clone(), |n| n.place.clone());
        let title = self.text(node, "titel");
        let mut paragraphs = node.get("leden").map(|_| Vec::new());
        for one in self.nodes(node, "leden") {
            match (one.text(), &mut paragraphs) {
                (Some(n), Some(all)) => all.push(n.clone()),
                _ => {
                    self.fail(&one.place, "Een lid is geen tekst", "Schrijf leden als tekst: `leden = [\"1\", \"2\"]`.")
                }
            }
        }
        let left_out = self.left_out(node, paragraphs.as_deref());
        Some(Entry { number, place, title, paragraphs, left_out })
    }

    fn left_out(&mut self, node: &Node, paragraphs: Option<&[Arc<str>]>) -> LeftOut {
        let mut out = LeftOut::default();
        let Some(found) = node.get("weggelaten") else { return out };
        if found.entries().is_empty() {
            out.whole = self.text(node, "weggelaten");
            return out;
        }
        for (lid, place, reason) in found.entries() {
            if paragraphs.is_none_or(|all| !all.contains(lid)) {
                let help = "Noem alleen leden die onder `leden` staan.";
                self.fail(place, format!("Lid {lid} is weggelaten, maar staat niet onder `leden`"), help);
            }
            match reason.text() {
                Some(text) => out.paragraphs.push((lid.clone(), text.clone(), place.clone())),
                None => self.fail(&reason.place, "De reden is geen tekst", "Zet de reden tussen aanhalingstekens."),
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(text: &str) -> Vec<String> {
        list("w.toml", text).err().unwrap_or_default().into_iter().map(|d| d.title).collect()
    }

    #[test]
    fn a_list_reads_and_keeps_what_is_not_known_apart_from_what_is_not_there() {
        let text = "wet = \"W\"\nvolledig = false\nartikel = [\n{ nummer = \"1\" },\n{ nummer = \"2\", leden = [] },\n{ nummer = \"3\", leden = [\"1\", \"2\"], weggelaten = { 2 = \"boete\" } },\n]\n";
        let read = list("w.toml", text).unwrap();
        let paragraphs: Vec<Option<usize>> = read.entries.iter().map(|e| e.paragraphs.as_ref().map(Vec::len)).collect();
        assert_eq!(paragraphs, [None, Some(0), Some(2)]);
        assert_eq!(&*read.entries[2].left_out.paragraphs[0].1, "boete");
    }

    #[test]
    fn what_is_wrong_is_said() {
        assert_eq!(titles("volledig = true\n"), ["De lijst zegt niet van welke wet zij is"]);
        assert_eq!(titles("wet = \"W\"\n"), ["De lijst zegt niet of zij volledig is"]);
        let head = "wet = \"W\"\nvolledig = true\n";
        assert_eq!(
            titles(&format!("{head}artikel = [{{ nummer = \"1\" }}, {{ nummer = \"1\" }}]\n")),
            ["Artikel 1 staat twee keer in de lijst"]
        );
        assert_eq!(
            titles(&format!("{head}artikel = [{{ nummer = \"1\", leden = [\"1\"], weggelaten = {{ 3 = \"x\" }} }}]\n")),
            ["Lid 3 is weggelaten, maar staat niet onder `leden`"]
        );
        assert_eq!(titles(&format!("{head}artikl = []\n")).len(), 1);
        assert_eq!(titles("wet = \n"), ["Deze artikelenlijst is geen leesbaar TOML"]);
    }
}
