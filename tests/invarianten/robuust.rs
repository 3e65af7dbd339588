//! No text makes kanwel panic or hang: a mutated rule file or case gives an answer or a message.

use super::{PROGRAM, files, root, sources};
use kanwel::case::{parse_json, parse_toml, read};
use kanwel::db::Kanwel;
use kanwel::diagnostic::{Diagnostic, Sources};
use kanwel::eval::{Settings, assess, impossible};
use kanwel::host::{files_below, read_text};
use kanwel::render::{Names, Options, Showing, diagnostics, markdown};
use kanwel::syntax::{format_file, split};
use kanwel::value::Date;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::cell::RefCell;
use std::sync::LazyLock;

/// Blocks of real rules, to mutate.
static BLOCKS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut all = files(&root().join("rules/feiten"));
    all.extend(files(&root().join("rules/wet")).into_iter().take(4));
    all.extend(files(&root().join("tests")));
    all.iter().flat_map(|p| split(&read_text(p).unwrap()).blocks).map(|b| b.text.to_string()).collect()
});

/// Real cases, to mutate.
static CASES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut all = files_below(&root().join("examples/casussen"), "toml").unwrap();
    all.extend(files_below(&root().join("tests/fouten/casussen"), "toml").unwrap());
    let mut texts: Vec<String> = all.iter().map(|p| read_text(p).unwrap()).collect();
    texts.push(super::uitkomst::Household::example().toml());
    texts
});

/// Bits that go wrong in texts: signs of the language, of TOML, and of the wide world.
const BITS: [&str; 44] = [
    "\"",
    "(",
    ")",
    "#",
    "|",
    "€",
    "€ 1.401,50",
    "40 %",
    "en",
    "of",
    "niet",
    "als",
    "dan",
    "anders",
    "een van",
    "elk van",
    "a.",
    "1°",
    "van",
    "P",
    "Q",
    "is",
    "heeft",
    "waarvoor",
    "2026-02-31",
    "2026",
    "0",
    "99999999999999999999999999999999",
    "-",
    "{P}",
    "\u{200b}",
    "\u{a0}",
    "é",
    "🙂",
    "ﬁ",
    "\u{202e}",
    "\t",
    "\r\n",
    "[",
    "]",
    "=",
    "{",
    "}",
    "'",
];

/// One small change.
#[derive(Clone, Debug)]
pub enum Change {
    DropWord(Index),
    DoubleWord(Index),
    SwapWords(Index, Index),
    DropLine(Index),
    DoubleLine(Index),
    SwapLines(Index, Index),
    Insert(Index, &'static str),
    Cut(Index),
    Join(Index),
}

fn change() -> impl Strategy<Value = Change> {
    let i = any::<Index>;
    prop_oneof![
        i().prop_map(Change::DropWord),
        i().prop_map(Change::DoubleWord),
        (i(), i()).prop_map(|(a, b)| Change::SwapWords(a, b)),
        i().prop_map(Change::DropLine),
        i().prop_map(Change::DoubleLine),
        (i(), i()).prop_map(|(a, b)| Change::SwapLines(a, b)),
        (i(), select(&BITS[..])).prop_map(|(a, b)| Change::Insert(a, b)),
        i().prop_map(Change::Cut),
        i().prop_map(Change::Join),
    ]
}

/// Words with the blanks behind them, so that joining them gives the text back.
fn words(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut blank = true;
    for c in text.chars() {
        if blank && !c.is_whitespace() || out.is_empty() {
            out.push(String::new());
        }
        out.last_mut().unwrap().push(c);
        blank = c.is_whitespace();
    }
    out
}

fn apply(text: &str, change: &Change) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut pieces = match change {
        Change::DropLine(_) | Change::DoubleLine(_) | Change::SwapLines(..) => {
            lines.into_iter().map(str::to_owned).collect()
        }
        _ => words(text),
    };
    if pieces.is_empty() {
        return text.to_owned();
    }
    let n = pieces.len();
    match change {
        Change::DropWord(i) | Change::DropLine(i) => drop(pieces.remove(i.index(n))),
        Change::DoubleWord(i) | Change::DoubleLine(i) => {
            let piece = pieces[i.index(n)].clone();
            pieces.insert(i.index(n), piece);
        }
        Change::SwapWords(a, b) | Change::SwapLines(a, b) => pieces.swap(a.index(n), b.index(n)),
        Change::Insert(i, bit) => pieces.insert(i.index(n), format!("{bit} ")),
        Change::Cut(i) => pieces.truncate(i.index(n)),
        Change::Join(i) => pieces[i.index(n)] = pieces[i.index(n)].trim_end().to_owned(),
    }
    pieces.concat()
}

fn mutated(texts: &'static [String]) -> impl Strategy<Value = String> {
    (select(texts), prop::collection::vec(change(), 0..5))
        .prop_map(|(text, changes)| changes.iter().fold(text, |t, c| apply(&t, c)))
}

/// A block of real rules with up to four changes.
pub fn mutated_block() -> impl Strategy<Value = String> {
    mutated(&BLOCKS)
}

thread_local! {
    /// The laws with one file that changes all the time, as in an editor.
    static CORPUS: RefCell<Kanwel> = RefCell::new(Kanwel::new(sources()));
}

/// Everything that happens to a rule file.
fn rules(text: &str) {
    CORPUS.with_borrow_mut(|corpus| {
        corpus.set("proef.regel", text);
        checked(corpus);
    });
    let _ = format_file(text);
}

fn checked(corpus: &Kanwel) {
    let found = corpus.diagnostics();
    let shown = diagnostics(&found, corpus, false, 100);
    assert_eq!(found.is_empty(), shown.is_empty());
    for d in &found {
        for label in &d.labels {
            let (path, span) = corpus.locate(&label.place).expect("a place in a file");
            let text = corpus.text(&path).expect("the text of that file");
            assert!(span.end as usize <= text.len() && text.is_char_boundary(span.start as usize), "{d:?}");
        }
    }
    if !found.iter().any(Diagnostic::is_error) {
        let _ = corpus.program();
    }
}

/// Everything that happens to a case.
fn case(text: &str, json: bool) {
    let path = "proef".into();
    let Ok(root) = (if json { parse_json(&path, text) } else { parse_toml(&path, text) }) else { return };
    let reading = read(&PROGRAM, &root);
    let Some(case) = reading.case else { return };
    let date = case.date.unwrap_or(Date::parse("2026-03-01").unwrap());
    let settings = Settings::on(date);
    let _ = impossible(&PROGRAM, &case, &settings);
    let outcome = assess(&PROGRAM, &case, &settings, None, true);
    let names = Names { program: &PROGRAM, case: &case };
    let view = Showing { names, date, version: "", derivations: true }.view(&outcome);
    let _ = (markdown(&view, true), kanwel::render::text(&view, &[], Options { all: true, colour: false, width: 100 }));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mutated_rules(text in mutated_block()) {
        rules(&text);
    }

    #[test]
    fn arbitrary_text(text in any::<String>(), lines in prop::collection::vec(select(&BITS[..]), 0..60)) {
        rules(&text);
        rules(&format!("artikel 1 {}", lines.join(" ")));
        case(&text, false);
        case(&text, true);
    }

    #[test]
    fn mutated_cases(text in mutated(&CASES)) {
        case(&text, false);
    }

    #[test]
    fn mutated_json(changes in prop::collection::vec(change(), 0..4)) {
        let text = super::uitkomst::Household::example().json();
        case(&changes.iter().fold(text, |t, c| apply(&t, c)), true);
    }
}

/// Prefixes of a real file: what an editor sends while somebody types.
#[test]
fn every_prefix_of_a_law() {
    let (_, law) = sources().into_iter().find(|(name, _)| name == "wet.regel").unwrap();
    let block = split(&law).blocks.into_iter().max_by_key(|b| b.text.len()).unwrap();
    for (at, _) in block.text.char_indices().step_by(5) {
        rules(&block.text[..at]);
    }
}
