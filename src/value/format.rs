//! How Dutch writes numbers: dots between thousands, a comma before the fraction.

use super::{Exact, Length, Rounding, Type, Unit, Value};

/// Groups the digits of a whole number: `1401` becomes `1.401`.
fn grouped(n: i128) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('.');
        }
        out.push(c);
    }
    out
}

fn written(number: Exact, digits: u32) -> String {
    let step = Exact::ratio(1, 10_i128.pow(digits)).unwrap_or(Exact::ONE);
    let rounded = number.rounded(Rounding::HalfUp, step).unwrap_or(number);
    let (scaled, used) = rounded.decimal(digits).unwrap_or((0, 0));
    let scaled = scaled.saturating_mul(10_i128.pow(digits - used));
    let unit = 10_i128.pow(digits);
    let sign = if scaled < 0 { "-" } else { "" };
    let whole = grouped(scaled / unit);
    if digits == 0 {
        return format!("{sign}{whole}");
    }
    let fraction = (scaled % unit).unsigned_abs();
    format!("{sign}{whole},{fraction:0width$}", width = digits as usize)
}

/// Digits behind the comma that show the number exactly, at least `least`; six at most.
fn digits(number: Exact, least: u32) -> (u32, bool) {
    number.decimal(6).map_or((least.max(4), false), |(_, used)| (used.max(least), true))
}

/// A plain number: `1.234,5`. Numbers without a finite decimal get four digits and `≈`.
#[must_use]
pub fn dutch_number(number: Exact) -> String {
    let (digits, exact) = digits(number, 0);
    format!("{}{}", if exact { "" } else { "≈ " }, written(number, digits))
}

/// Money: whole euros without cents, otherwise at least two digits: `€ 1.401,50`. What has no finite decimal gets `≈` and
/// cents; below one euro four digits.
#[must_use]
pub fn dutch_money(number: Exact) -> String {
    let (digits, exact) = digits(number, if number.as_int().is_some() { 0 } else { 2 });
    let small = number < Exact::ONE && number > Exact::int(-1);
    let digits = if exact || small { digits } else { 2 };
    format!("{}€ {}", if exact { "" } else { "≈ " }, written(number, digits))
}

/// A percentage: `4,273 %`.
#[must_use]
pub fn dutch_percent(fraction: Exact) -> String {
    let hundred = fraction.times(Exact::int(100)).unwrap_or(fraction);
    format!("{} %", dutch_number(hundred))
}

/// A length of time: `2 jaar`, `6 weken`, `1 maand`.
#[must_use]
pub fn dutch_length(length: Length) -> String {
    let count = |n: i32, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    match length {
        Length::Months(n) if n % 12 == 0 && n != 0 => format!("{} jaar", n / 12),
        Length::Months(n) => count(n, "maand", "maanden"),
        Length::Days(n) if n % 7 == 0 && n != 0 => count(n / 7, "week", "weken"),
        Length::Days(n) => count(n, "dag", "dagen"),
    }
}

fn dutch_unit_number(number: Exact, unit: Unit) -> String {
    if unit.is_percent() {
        return dutch_percent(number);
    }
    if unit.is_money() {
        let shown = dutch_money(number);
        return unit.base().map_or(shown.clone(), |b| format!("{shown} per {}", b.word()));
    }
    if unit == Unit::NUMBER { dutch_number(number) } else { format!("{} {unit}", dutch_number(number)) }
}

/// Any value of a known type; `name` says how an entity is called.
pub fn dutch_value(value: &Value, ty: &Type, name: impl Fn(super::Entity) -> String) -> String {
    match value {
        Value::Truth(true) => "ja".to_owned(),
        Value::Truth(false) => "nee".to_owned(),
        Value::Number(n) => dutch_unit_number(*n, ty.unit().unwrap_or_default()),
        Value::Date(d) => d.to_string(),
        Value::Length(l) => dutch_length(*l),
        Value::Period(p) => p.to_string(),
        Value::Municipality(n) | Value::Kind(n) => n.to_string(),
        Value::Entity(e) => name(*e),
        Value::Nobody => "geen".to_owned(),
    }
}

/// A plain decimal with a point for machine readers: at least two digits behind it, exact where six suffice.
#[must_use]
pub fn decimal(number: Exact) -> String {
    let (digits, _) = digits(number, 2);
    written(number, digits).replace('.', "").replace(',', ".")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(text: &str) -> Exact {
        Exact::parse_decimal(text).unwrap()
    }

    #[test]
    fn dutch_notation() {
        assert_eq!(dutch_money(n("1401.5")), "€ 1.401,50");
        assert_eq!(dutch_money(n("-12000000")), "€ -12.000.000");
        assert_eq!(dutch_money(n("0.005")), "€ 0,005");
        assert_eq!(dutch_money(Exact::ratio(52_325, 30).unwrap()), "≈ € 1.744,17");
        assert_eq!(dutch_money(Exact::ratio(1, 3).unwrap()), "≈ € 0,3333");
        assert_eq!(dutch_percent(n("0.04273")), "4,273 %");
        assert_eq!(dutch_number(Exact::ratio(1, 3).unwrap()), "≈ 0,3333");
        assert_eq!(decimal(n("1401.5")), "1401.50");
        assert_eq!(decimal(n("129")), "129.00");
    }

    #[test]
    fn lengths_read_as_dutch() {
        let shown = [Length::Months(24), Length::Months(1), Length::Days(42), Length::Days(1)].map(dutch_length);
        assert_eq!(shown, ["2 jaar", "1 maand", "6 weken", "1 dag"]);
    }
}
