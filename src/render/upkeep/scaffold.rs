//! A new provision, for readers.

use crate::upkeep::Scaffold;
use serde::Serialize;

/// A new provision and where it goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScaffoldView {
    /// Regelbestand.
    pub bestand: String,
    /// De bepaling waar zij achter komt; leeg als zij de eerste wordt.
    pub na: Option<String>,
    /// De tekst van het blok.
    pub tekst: String,
    /// Of zij in het bestand is gezet.
    pub geschreven: bool,
}

impl ScaffoldView {
    /// A new provision; `written` says whether it was put in its file.
    #[must_use]
    pub fn new(scaffold: &Scaffold, written: bool) -> Self {
        Self {
            bestand: scaffold.file.clone(),
            na: scaffold.before_it.as_ref().map(|(c, spot)| format!("{c} ({spot})")),
            tekst: scaffold.text.clone(),
            geschreven: written,
        }
    }

    /// Text for people: the block, so that it can go to a file, under a remark that says where it belongs.
    #[must_use]
    pub fn text(&self) -> String {
        let after = self.na.as_ref().map_or_else(|| "vooraan".to_owned(), |n| format!("na {n}"));
        if self.geschreven {
            return format!("In {} gezet, {after}:\n\n{}", self.bestand, self.tekst);
        }
        format!("# Hoort in {}, {after}. Met `--schrijf` zet kanwel het daar neer.\n\n{}", self.bestand, self.tekst)
    }
}
