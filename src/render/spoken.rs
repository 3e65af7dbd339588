//! Words for running text: with the article, as one would read them aloud.

use super::build::{Showing, organ};
use super::names::words;
use crate::case::Case;
use crate::eval::Outcome;
use crate::ir::SymId;
use crate::value::PERSON;
use std::sync::Arc;

/// A case in which persons are called with an article: `de aanvrager`. Only for running text; labels stay what they are.
pub(super) fn spoken(case: &Case) -> Case {
    let mut case = case.clone();
    for m in case.members.iter_mut().filter(|m| &*m.sort == PERSON) {
        let name = words(&m.name);
        let article =
            if name.starts_with("kind") && !name.contains(' ') || name.ends_with("je") { "het" } else { "de" };
        m.name = format!("{article} {name}").into();
    }
    case
}

/// An organ with its article.
pub(super) fn with_article(organ: &str) -> String {
    match organ {
        "college" | "bestuursorgaan" | "zorgkantoor" => format!("het {organ}"),
        _ if organ.starts_with(char::is_uppercase) => organ.to_owned(),
        other => format!("de {other}"),
    }
}

/// The title of a regulation with its article.
pub(super) fn law_with_article(title: &str) -> String {
    let first = title.split_whitespace().next().unwrap_or_default().to_lowercase();
    let article = if first.ends_with("besluit") || first == "burgerlijk" { "het" } else { "de" };
    format!("{article} {title}")
}

impl Showing<'_> {
    /// Who decides on an outcome, with article and municipality.
    pub(super) fn decides(&self, o: &Outcome) -> String {
        let place = o.organ.as_ref().and_then(|c| c.municipality.clone());
        self.organ_of(o.organ.as_ref().map(|c| &c.name), place.as_deref())
    }

    /// An organ with article and municipality; the general word when nobody is named.
    pub(super) fn organ_of(&self, name: Option<&Arc<str>>, place: Option<&str>) -> String {
        let name = name.map_or_else(|| "het bestuursorgaan".to_owned(), |n| with_article(&organ(n)));
        place.map_or_else(|| name.clone(), |g| format!("{name} van {g}"))
    }

    /// `bijzondere bijstand voor pension`
    pub(super) fn asked(&self, o: &Outcome) -> String {
        let thing = o.subject.map_or_else(String::new, |s| format!(" voor {}", self.names.entity(s)));
        format!("{}{thing}", self.names.plain(o.right))
    }

    /// `de Participatiewet`
    pub(super) fn law_of_right(&self, right: SymId) -> String {
        law_with_article(&self.law_of(right))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn laws_and_organs_get_their_article() {
        assert_eq!(law_with_article("Participatiewet"), "de Participatiewet");
        assert_eq!(law_with_article("Uitvoeringsbesluit Wmo 2015"), "het Uitvoeringsbesluit Wmo 2015");
        assert_eq!(with_article("college"), "het college");
        assert_eq!(with_article("Dienst Toeslagen"), "Dienst Toeslagen");
        assert_eq!(with_article("zorgverzekeraar"), "de zorgverzekeraar");
    }
}
