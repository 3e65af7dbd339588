//! A new provision, ready to be filled in: where it belongs, and what stands there to begin with.

use super::Refused;
use super::blocks::{Spot, Written};
use crate::case::parse_citation;
use crate::diagnostic::nearest;
use crate::ir::Program;
use crate::law::{Address, Citation};
use crate::syntax::ast::Item;
use crate::syntax::{format_file, parse_block};
use crate::value::Date;
use std::collections::BTreeSet;

/// What is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Code of the regulation.
    pub law: String,
    /// The place.
    pub address: Address,
}

/// A new provision and where it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scaffold {
    /// The rule file.
    pub file: String,
    /// The byte after which it comes: the end of the provision before it.
    pub after: usize,
    /// The provision it comes after, for people.
    pub before_it: Option<(Citation, Spot)>,
    /// The text of the block.
    pub text: String,
}

/// Reads `artikel Pw 36 lid 4`.
///
/// # Errors
/// A [`Refused`] when it is no place in a regulation.
pub fn asked(words: &[String]) -> Result<Asked, Refused> {
    let text = match words {
        [unit, law, rest @ ..] if matches!(unit.as_str(), "artikel" | "bijlage") => {
            format!("{law} {unit} {}", rest.join(" "))
        }
        _ => words.join(" "),
    };
    // `Pw 36` will do.
    match parse_citation(&text).or_else(|| parse_citation(&text.replacen(' ', " artikel ", 1))) {
        Some(Citation::Law { law, address }) => Ok(Asked { law: law.to_string(), address }),
        _ => Err(Refused::new(
            format!("`{}` is geen plaats in een regeling.", words.join(" ")),
            "Schrijf bijvoorbeeld `kanwel nieuw artikel Pw 36` of `kanwel nieuw artikel Pw 36 lid 4`.",
        )),
    }
}

/// Makes the block and finds its place.
///
/// # Errors
/// A [`Refused`] when the regulation is not encoded or the provision is already there.
pub fn scaffold(
    program: &Program,
    written: &[Written],
    asked: &Asked,
    valid: Option<Date>,
    read: Date,
) -> Result<Scaffold, Refused> {
    let codes: BTreeSet<String> = program.provisions.iter().map(|p| p.law.to_string()).collect();
    if !codes.contains(&asked.law) {
        return Err(unknown_law(&asked.law, &codes));
    }
    let mut here: Vec<(&Citation, &Address, &Written)> = Vec::new();
    for block in written.iter().filter(|w| matches!(w.block.item, Item::Provision(_))) {
        let provision = block.provisions.iter().find_map(|id| program.provision(*id));
        if let Some(p) = provision.filter(|p| *p.law == *asked.law)
            && let Some(address) = p.address()
        {
            here.push((&p.citation, address, block));
        }
    }
    if let Some((citation, _, block)) = here.iter().find(|(_, a, _)| asked.address.contains(a)) {
        let what = format!("{citation} is al gecodeerd: {}.", block.spot);
        return Err(Refused::new(what, "Werk die bepaling bij, of noem een lid of onderdeel dat er nog niet is."));
    }
    // Behind the last version of the provision that goes before it; before all others there is only the head of the file.
    let before = here
        .iter()
        .filter(|(_, a, _)| **a < asked.address)
        .max_by(|(_, a, x), (_, b, y)| a.cmp(b).then_with(|| (&x.spot.file, x.offset).cmp(&(&y.spot.file, y.offset))));
    let first = here.iter().min_by_key(|(_, a, _)| (*a).clone());
    let (file, after, before_it) = match (before, first) {
        (Some((citation, _, w)), _) => {
            (&w.spot.file, w.offset + w.text.len(), Some(((*citation).clone(), w.spot.clone())))
        }
        (None, Some((_, _, w))) => (&w.spot.file, w.offset, None),
        (None, None) => return Err(unknown_law(&asked.law, &codes)),
    };
    Ok(Scaffold { file: file.clone(), after, before_it, text: block(&asked.address, valid, read)? })
}

fn unknown_law(law: &str, codes: &BTreeSet<String>) -> Refused {
    let near = codes.iter().find(|c| c.eq_ignore_ascii_case(law)).map(String::as_str);
    let help = match near.or_else(|| nearest(law, codes.iter().map(String::as_str))) {
        Some(near) => format!("Bedoelde u `{near}`?"),
        None => "Maak eerst een bestand dat begint met `regeling Code \"Naam\"` en één bepaling; zie docs/handleiding.md, hoofdstuk 4."
            .to_owned(),
    };
    Refused::new(format!("De regeling `{law}` is niet gecodeerd."), help)
}

/// What a provision can say, each with the first words to write.
const STATEMENTS: [(&str, &str); 8] = [
    ("een begrip", "begrip persoon P is naam"),
    ("een recht", "recht op naam van persoon P jegens orgaan"),
    ("geen recht", "geen recht op naam van persoon P"),
    ("een weigering", "weigering toegestaan van naam aan persoon P door orgaan"),
    ("een plicht", "plicht tot naam van persoon P jegens orgaan"),
    ("een open norm", "open norm persoon P is naam"),
    ("een bevoegdheid", "bevoegdheid orgaan kan naam verlenen aan persoon P"),
    ("een bedrag", "bedrag naam in € per maand"),
];

fn block(address: &Address, valid: Option<Date>, read: Date) -> Result<String, Refused> {
    let mut text = format!("{address} \"Titel in eigen woorden\"\n");
    if valid.is_none() {
        text.push_str("  # Vanaf wanneer geldt deze tekst? Hier staat de leesdatum; zoek de echte dag op.\n");
    }
    text.push_str(&format!("  geldig van {}\n  gelezen {read}\n", valid.unwrap_or(read)));
    text.push_str("  zekerheid laag \"nog niet gecodeerd\"\n");
    text.push_str("  kern \"Wat de bepaling doet, in één gewone zin.\"\n");
    text.push_str("  # Kies wat de bepaling zegt en haal de rest weg (docs/taal.md):\n");
    for (what, words) in STATEMENTS {
        text.push_str(&format!("  # {what}: {words}\n"));
    }
    let parsed = parse_block(&"nieuw".into(), &text);
    if parsed.block.is_none() || !parsed.diagnostics.is_empty() || format_file(&text) != text {
        let what = format!("Een bepaling met de plaats `{address}` kan kanwel niet lezen.");
        return Err(Refused::new(
            what,
            "Noem een artikel of bijlage met een nummer, en zo nodig een lid of onderdeel.",
        ));
    }
    Ok(text)
}

impl Scaffold {
    /// The file with the new block in it.
    #[must_use]
    pub fn put_in(&self, file: &str) -> String {
        let mut after = self.after;
        if self.before_it.is_none() {
            // Remarks right above the first provision stay with it.
            let head = file.get(..after).unwrap_or_default();
            let remarks = head.lines().rev().take_while(|l| l.starts_with('#'));
            after -= remarks.map(|l| l.len() + 1).sum::<usize>().min(after);
        }
        let (head, tail) = file.split_at_checked(after).unwrap_or((file, ""));
        let gap = if head.ends_with("\n\n") || head.is_empty() {
            ""
        } else if head.ends_with('\n') {
            "\n"
        } else {
            "\n\n"
        };
        let end = if tail.is_empty() || tail.starts_with('\n') { "" } else { "\n" };
        format!("{head}{gap}{}{end}{tail}", self.text)
    }
}
