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
            "  recht op hulp_{law} van persoon P jegens college\n    als P is laag_{law} en P is {asks}\n    hoogte € 100 per maand"
        ),
    );
    write(
        out,
        2,
        &format!(
            "  begrip persoon P is laag_{law}\n    als Begin.inkomen_x van P is ten hoogste grens_{law}\n  begrip grens_{law} geeft € per maand\n    is € 1.400 per maand"
        ),
    );
    write(out, 3, &format!("  geen recht op hulp_{law} van persoon P\n    als P ontvangt {other}.hulp_{other}"));
}

/// The laws, of so many provisions.
pub fn laws(provisions: u32) -> Vec<(String, String)> {
    let mut head = HEAD.to_owned();
    let mut files = Vec::new();
    for n in 0..provisions / IN_PAIR {
        let (a, b, fact) = (format!("A{n}"), format!("B{n}"), format!("behoeftig_{n}"));
        writeln!(
            head,
            "\nfeit persoon P is {fact}\n  vraag \"Is {{P}} behoeftig?\"\n  standaard onwaar omdat \"proef\""
        )
        .expect("text grows");
        for (own, other) in [(&a, &b), (&b, &a)] {
            let mut text = String::new();
            law(&mut text, own, other, &format!("Begin.{fact}"));
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
        for (own, other) in [("A", "B"), ("B", "A")] {
            writeln!(
                out,
                "[[gehoord]]\ngevraagd = \"{own}{n}.hulp_{own}{n}\"\npersoon = \"aanvrager\"\nsoort_reden = \"juridisch\"\naangehaald = \"{other}{n} artikel 1\""
            )
            .expect("text grows");
        }
    }
    out
}
