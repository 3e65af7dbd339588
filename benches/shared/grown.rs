//! A corpus that can be made larger, and one household in it: pairs of laws that each refuse because of the other.

use std::fmt::Write;

/// Provisions in a pair of laws.
pub const IN_PAIR: u32 = 6;

/// Pairs of which the household heard a refusal under both laws.
const HEARD: u32 = 3;

const HEAD: &str = r#"regeling Begin "Feiten"
  rang werkinstructie

feit inkomen_x van persoon P geeft € per maand
  vraag "Wat verdient {P}?"
  verloop stroom
"#;

/// A law with one right, what it asks, and a refusal that looks at a right of the other law.
fn law(out: &mut String, law: &str, other: &str, asks: &str) {
    let write = |out: &mut String, number: u32, text: &str| {
        writeln!(
            out,
            "\nartikel {number} \"Deel\"\n  geldig van 2024-01-01\n  gelezen 2026-01-01\n  kern \"Een deel van de wet.\"\n{text}"
        )
        .expect("text grows");
    };
    writeln!(
        out,
        "\nregeling {law} \"Wet {law}\"\n  rang wet\n  bron BWBR0000001\n  orgaan college\n  peilmoment elke dag"
    )
    .expect("text grows");
    write(
        out,
        1,
        &format!(
            "  recht op hulp van persoon P jegens college\n    als P is laag en P is {asks}\n    hoogte € 100 per maand"
        ),
    );
    write(
        out,
        2,
        "  begrip persoon P is laag\n    als inkomen_x van P is ten hoogste plafond\n  begrip plafond geeft € per maand\n    is € 1.400 per maand",
    );
    write(out, 3, &format!("  geen recht op hulp van persoon P\n    als P ontvangt {other}.hulp"));
}

/// The code of a law: letters only.
fn code(first: char, number: u32) -> String {
    let letter = |n: u32| char::from(b'a' + u8::try_from(n % 26).unwrap_or_default());
    [first, letter(number / 26), letter(number)].into_iter().collect()
}

/// The laws, of so many provisions.
pub fn laws(provisions: u32) -> Vec<(String, String)> {
    let mut head = HEAD.to_owned();
    let mut files = Vec::new();
    for n in 0..provisions / IN_PAIR {
        let (a, b, fact) = (code('A', n), code('B', n), format!("behoeftig_{n}"));
        writeln!(
            head,
            "\nfeit persoon P is {fact}\n  vraag \"Is {{P}} behoeftig?\"\n  standaard onwaar omdat \"proef\""
        )
        .expect("text grows");
        for (own, other) in [(&a, &b), (&b, &a)] {
            let mut text = String::new();
            law(&mut text, own, other, &fact);
            files.push((format!("{own}.regel"), text.trim_start().to_owned()));
        }
    }
    files.insert(0, ("feiten.regel".to_owned(), head));
    files
}

/// A household that heard refusals under the first laws, whatever the number of laws.
pub fn household() -> String {
    let mut out = r#"
formaat = 1
titel = "Huishouden"
peildatum = 2026-03-01
volledig = ["personen", "besluiten"]
[personen.aanvrager]
inkomen_x = "€ 900 per maand"
"#
    .to_owned();
    for n in 0..HEARD {
        writeln!(out, "behoeftig_{n} = \"onbekend\"").expect("text grows");
    }
    out.push_str("[personen.partner]\ninkomen_x = \"€ 300 per maand\"\n");
    for n in 0..HEARD {
        for (own, other) in [('A', 'B'), ('B', 'A')] {
            let (own, other) = (code(own, n), code(other, n));
            writeln!(
                out,
                "[[gehoord]]\ngevraagd = \"{own}.hulp\"\npersoon = \"aanvrager\"\nsoort_reden = \"juridisch\"\naangehaald = \"{other} artikel 1\""
            )
            .expect("text grows");
        }
    }
    out
}
