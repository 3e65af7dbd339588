//! The page of each code.

use super::Code;

/// What, why and what to do, as Markdown. `None` for an unknown code.
#[must_use]
pub fn page(code: &str) -> Option<&'static str> {
    Code::ALL.into_iter().find(|c| c.word() == code).map(text)
}

const fn text(code: Code) -> &'static str {
    match code {
        Code::B01 => include_str!("../../docs/bevindingen/B01.md"),
        Code::B02 => include_str!("../../docs/bevindingen/B02.md"),
        Code::B03 => include_str!("../../docs/bevindingen/B03.md"),
        Code::B04 => include_str!("../../docs/bevindingen/B04.md"),
        Code::B05 => include_str!("../../docs/bevindingen/B05.md"),
        Code::B06 => include_str!("../../docs/bevindingen/B06.md"),
        Code::B07 => include_str!("../../docs/bevindingen/B07.md"),
        Code::B08 => include_str!("../../docs/bevindingen/B08.md"),
        Code::B09 => include_str!("../../docs/bevindingen/B09.md"),
        Code::B10 => include_str!("../../docs/bevindingen/B10.md"),
        Code::B11 => include_str!("../../docs/bevindingen/B11.md"),
        Code::B12 => include_str!("../../docs/bevindingen/B12.md"),
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
                assert!(page.contains(part), "docs/bevindingen/{}.md mist {part}", code.word());
            }
        }
    }
}
