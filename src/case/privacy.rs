//! Refuses what looks like personal data. A case has roles, not people.

/// What kind of personal data a text looks like, with the part that does; `None` when it looks harmless.
#[must_use]
pub fn personal_data(text: &str) -> Option<(&'static str, String)> {
    iban(text)
        .map(|t| ("een rekeningnummer (IBAN)", t))
        .or_else(|| email(text).map(|t| ("een e-mailadres", t)))
        .or_else(|| phone(text).map(|t| ("een telefoonnummer", t)))
        .or_else(|| citizen_number(text).map(|t| ("een burgerservicenummer", t)))
        .or_else(|| postcode(text).map(|t| ("een postcode", t)))
        .or_else(|| street(text).map(|t| ("een straat met huisnummer", t)))
}

/// Runs of digits, with single blanks, dots or dashes between them.
fn digit_runs(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut run = String::new();
    let mut gap = false;
    for c in text.chars().chain(std::iter::once('\u{0}')) {
        if c.is_ascii_digit() {
            run.push(c);
            gap = false;
        } else if matches!(c, '.' | ' ' | '-') && !gap && !run.is_empty() {
            gap = true;
        } else {
            if !run.is_empty() {
                out.push(std::mem::take(&mut run));
            }
            gap = false;
        }
    }
    out
}

/// Nine digits that pass the eleven test of citizen numbers. Amounts of money are written with `€` and do not count.
fn citizen_number(text: &str) -> Option<String> {
    if text.contains('€') {
        return None;
    }
    digit_runs(text).into_iter().find(|run| {
        let digits: Vec<i32> = run.bytes().map(|b| i32::from(b - b'0')).collect();
        let weights = [9, 8, 7, 6, 5, 4, 3, 2, -1];
        let sum: i32 = digits.iter().zip(weights).map(|(d, w)| d * w).sum();
        digits.len() == 9 && sum % 11 == 0 && digits.iter().any(|d| *d != 0)
    })
}

/// Two letters, two digits, then up to thirty letters and digits, passing the modulo 97 test (ISO 13616).
fn iban(text: &str) -> Option<String> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase();
    let chars: Vec<char> = plain.chars().collect();
    (0..chars.len()).find_map(|start| {
        let head = chars.get(start..start + 4)?;
        let letters = head.iter().take(2).all(char::is_ascii_uppercase);
        let digits = head.iter().skip(2).all(char::is_ascii_digit);
        if !letters || !digits {
            return None;
        }
        let run: String = chars.iter().skip(start).take_while(|c| c.is_ascii_alphanumeric()).take(34).collect();
        (15..=run.len()).rev().find_map(|n| run.get(..n).filter(|c| mod97(c)).map(str::to_owned))
    })
}

fn mod97(iban: &str) -> bool {
    let (Some(head), Some(tail)) = (iban.get(..4), iban.get(4..)) else { return false };
    let rest = tail.chars().chain(head.chars()).try_fold(0_u32, |r, c| {
        let v = c.to_digit(36)?;
        Some(if v > 9 { (r * 100 + v) % 97 } else { (r * 10 + v) % 97 })
    });
    rest == Some(1)
}

fn email(text: &str) -> Option<String> {
    text.split_whitespace()
        .find(|w| {
            w.split_once('@').is_some_and(|(a, b)| {
                !a.is_empty() && b.split_once('.').is_some_and(|(x, y)| !x.is_empty() && y.len() > 1)
            })
        })
        .map(str::to_owned)
}

/// Ten digits that start with 0, or +31 and nine digits.
fn phone(text: &str) -> Option<String> {
    if text.contains('€') {
        return None;
    }
    let international = text.contains("+31") || text.contains("0031");
    digit_runs(text).into_iter().find(|run| {
        (run.len() == 10 && run.starts_with('0'))
            || (international
                && (run.starts_with("31") && run.len() == 11 || run.starts_with("0031") && run.len() == 13))
    })
}

/// Four digits (not starting with 0), then two capitals. The letters F, I, O, Q, U and Y do not come first in a
/// postcode, so a year before a capitalised word is none.
fn postcode(text: &str) -> Option<String> {
    let chars: Vec<char> = text.chars().collect();
    (0..chars.len()).find_map(|i| {
        let before = i.checked_sub(1).and_then(|b| chars.get(b));
        let digits = chars.get(i..i + 4)?;
        if before.is_some_and(|c| c.is_alphanumeric())
            || !digits.iter().all(char::is_ascii_digit)
            || digits.first() == Some(&'0')
        {
            return None;
        }
        let skip = usize::from(chars.get(i + 4) == Some(&' '));
        let letters = chars.get(i + 4 + skip..i + 6 + skip)?;
        let after = chars.get(i + 6 + skip);
        let first = letters.first().is_some_and(|c| !"FIOQUY".contains(*c));
        (first && letters.iter().all(char::is_ascii_uppercase) && after.is_none_or(|c| !c.is_alphanumeric()))
            .then(|| digits.iter().chain(letters).collect())
    })
}

/// A word that ends like a street, followed by a number.
fn street(text: &str) -> Option<String> {
    const ENDINGS: [&str; 14] = [
        "straat",
        "laan",
        "weg",
        "plein",
        "gracht",
        "kade",
        "singel",
        "dijk",
        "hof",
        "steeg",
        "pad",
        "plantsoen",
        "dreef",
        "markt",
    ];
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(2).find_map(|pair| {
        let [name, number] = pair else { return None };
        let lower = name.to_lowercase();
        let named = name.chars().next().is_some_and(char::is_uppercase)
            && ENDINGS.iter().any(|e| lower.ends_with(e) && lower.len() > e.len());
        let numbered =
            number.chars().next().is_some_and(|c| c.is_ascii_digit()) && number.len() <= 6 && !number.contains('-');
        (named && numbered).then(|| format!("{name} {number}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn personal_data_is_seen() {
        for (text, kind) in [
            ("bsn 111222333", "een burgerservicenummer"),
            ("NL91 ABNA 0417 1643 00", "een rekeningnummer (IBAN)"),
            ("mail iemand@voorbeeld.nl", "een e-mailadres"),
            ("bel 06-12345678", "een telefoonnummer"),
            ("+31 6 12345678", "een telefoonnummer"),
            ("Coolsingel 40", "een straat met huisnummer"),
            ("3011 AD Rotterdam", "een postcode"),
        ] {
            assert_eq!(personal_data(text).map(|p| p.0), Some(kind), "{text}");
        }
    }

    #[test]
    fn ordinary_facts_are_not() {
        for text in [
            "€ 123.456.782",
            "Rotterdam",
            "2026-03-01",
            "artikel 13 lid 2",
            "1988-05",
            "onderweg 3 dagen",
            "ECLI:NL:CRVB:2016:318",
            "aanvraag van 2026 IN behandeling",
        ] {
            assert_eq!(personal_data(text), None, "{text}");
        }
    }
}
