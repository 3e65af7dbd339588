//! The page of each code.

use super::Code;

/// What, why and what to do, as Markdown. `None` for an unknown code.
#[must_use]
pub fn page(code: &str) -> Option<&'static str> {
    Code::ALL.into_iter().find(|c| c.word() == code).map(text)
}

const fn text(code: Code) -> &'static str {
    match code {
        Code::R01 => include_str!("../../docs/ruimte/R01.md"),
        Code::R02 => include_str!("../../docs/ruimte/R02.md"),
        Code::R03 => include_str!("../../docs/ruimte/R03.md"),
        Code::R04 => include_str!("../../docs/ruimte/R04.md"),
        Code::R05 => include_str!("../../docs/ruimte/R05.md"),
        Code::R06 => include_str!("../../docs/ruimte/R06.md"),
        Code::R07 => include_str!("../../docs/ruimte/R07.md"),
        Code::R08 => include_str!("../../docs/ruimte/R08.md"),
        Code::R09 => include_str!("../../docs/ruimte/R09.md"),
        Code::R10 => include_str!("../../docs/ruimte/R10.md"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_page_with_what_why_and_remedy() {
        for code in Code::ALL {
            let page = text(code);
            assert!(page.starts_with(&format!("# {} ", code.word())), "{code:?}");
            for part in ["**Wat**", "**Waarom**", "**Wat te doen**"] {
                assert!(page.contains(part), "docs/ruimte/{}.md mist {part}", code.word());
            }
        }
    }
}
