//! The registry of message codes. `docs/meldingen.md` holds one section per code.

use std::fmt;

/// A stable message code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code(pub &'static str);

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal;)*) => {
        /// The codes by name.
        pub mod list {
            use super::Code;
            $($(#[$doc])* pub const $name: Code = Code($code);)*
        }
        /// Every code, in order.
        pub const CODES: &[Code] = &[$(list::$name),*];
    };
}

codes! {
    /// The block does not read as the language.
    UNREADABLE = "K001";
    /// A tab or another control character.
    CONTROL = "K002";
    /// An indented line outside any block.
    STRAY = "K003";
    /// Too large or too deep.
    LIMIT = "K004";
    /// A number, date or period that does not exist.
    LITERAL = "K005";
    /// The layout suggests another reading than the text has.
    LAYOUT = "K006";
    /// List marks do not rise, mix or line up.
    MARKS = "K007";
    /// Brackets are needed for a reader.
    BRACKETS = "K008";
    /// A clause does not belong here, stands twice or in the wrong order.
    CLAUSE = "K009";
    /// Unknown name.
    UNKNOWN_NAME = "K101";
    /// A name declared twice, or bound to two concepts.
    TWO_MEANINGS = "K102";
    /// Used in another form than declared.
    FORM = "K103";
    /// Unknown or shadowed variable.
    VARIABLE = "K104";
    /// Unknown law.
    UNKNOWN_LAW = "K105";
    /// A citation of a place that is not encoded.
    NO_SUCH_PLACE = "K106";
    /// Unknown type or sort.
    UNKNOWN_TYPE = "K107";
    /// Unknown organ.
    UNKNOWN_ORGAN = "K108";
    /// Types do not fit.
    TYPES = "K201";
    /// Units do not fit.
    UNITS = "K202";
    /// Missing or superfluous arguments.
    ARGUMENTS = "K203";
    /// A person who may be absent is used as if always present.
    MAY_BE_ABSENT = "K204";
    /// An open norm without `ter beoordeling`, or the reverse.
    JUDGEMENT = "K205";
    /// Rounding or conversion that makes no sense.
    ROUNDING = "K206";
    /// `voor zover` without a measure.
    MEASURE = "K207";
    /// A required property is missing.
    PROPERTY = "K301";
    /// An amount without a source.
    UNCITED = "K302";
    /// Two versions of one provision overlap in time.
    OVERLAP = "K303";
    /// An exception or derogation that hits nothing.
    HITS_NOTHING = "K304";
    /// A lower rule fills a slot it has no competence for.
    COMPETENCE = "K305";
    /// A provision that can never decide anything.
    UNREACHABLE = "K306";
    /// A circle of concepts inside one law.
    CIRCLE = "K307";
    /// `ook`, `nooit` or `vermoeden` without a `begrip`.
    NO_CONCEPT = "K308";
    /// Doubtful source without a reason.
    DOUBT = "K309";
    /// An interpretation without a usable choice.
    READING = "K310";
    /// An amending order that cannot be carried out.
    AMENDMENT = "K311";
    /// The case file cannot be read.
    CASE_UNREADABLE = "C001";
    /// Unknown key in a case.
    CASE_KEY = "C002";
    /// Unknown fact in a case.
    CASE_FACT = "C003";
    /// A value of the wrong form.
    CASE_VALUE = "C004";
    /// Unknown role or entity.
    CASE_ROLE = "C005";
    /// Something that looks like personal data.
    CASE_PRIVACY = "C006";
    /// A combination declared impossible.
    CASE_IMPOSSIBLE = "C007";
    /// A fact no rule reads.
    CASE_UNREAD = "C008";
    /// Something a case cannot do without.
    CASE_MISSING = "C009";
    /// A decision, judgment, event or refusal that names something unknown.
    CASE_REFERENCE = "C010";
    /// The base case cannot be used.
    CASE_BASE = "C011";
    /// A value outside the bounds of its fact.
    CASE_BOUNDS = "C012";
    /// A list of articles that cannot be read.
    LIST_UNREADABLE = "L001";
    /// A provision whose article is not in the list.
    LIST_ARTICLE = "L002";
    /// A list of a law without rules, or a second list of one law.
    LIST_LAW = "L003";
    /// Something encoded that a list says was left out.
    LIST_LEFT_OUT = "L004";
}

/// The pages, one section per code.
pub(super) const PAGES: &str = include_str!("../../docs/meldingen.md");

/// The page of a code: what, why and what to do, as Markdown. `None` for an unknown code.
#[must_use]
pub fn page(code: &str) -> Option<String> {
    let mut sections = PAGES.split("\n## ").skip(1);
    sections.find(|s| s.split([' ', '\n']).next() == Some(code)).map(|s| format!("## {}", s.trim_end()))
}
