//! What stands behind a label: names, numbers, sums, ratings, each understood whole or not at all.

use super::{Money, Outside, Score};

/// Words of a name that are written small.
const PARTICLES: [&str; 24] = [
    "de", "del", "della", "der", "den", "des", "di", "da", "do", "dos", "du", "la", "le", "van",
    "von", "zu", "zur", "ter", "ten", "af", "av", "bin", "ibn", "el",
];
/// The scales a rating may have.
const SCALES: [i32; 7] = [3, 4, 5, 6, 10, 20, 100];
/// Currency signs and words, each with the code it stands for; longer ones first.
const CURRENCIES: [(&str, &str); 31] = [
    ("US$", "USD"),
    ("USD", "USD"),
    ("CA$", "CAD"),
    ("C$", "CAD"),
    ("CAD", "CAD"),
    ("AU$", "AUD"),
    ("A$", "AUD"),
    ("AUD", "AUD"),
    ("NZ$", "NZD"),
    ("NZD", "NZD"),
    ("HK$", "HKD"),
    ("HKD", "HKD"),
    ("$", "USD"),
    ("dollars", "USD"),
    ("€", "EUR"),
    ("EUR", "EUR"),
    ("euros", "EUR"),
    ("euro", "EUR"),
    ("£", "GBP"),
    ("GBP", "GBP"),
    ("pounds", "GBP"),
    ("¥", "JPY"),
    ("JPY", "JPY"),
    ("yen", "JPY"),
    ("CNY", "CNY"),
    ("₩", "KRW"),
    ("KRW", "KRW"),
    ("₽", "RUB"),
    ("RUB", "RUB"),
    ("₹", "INR"),
    ("INR", "INR"),
];

/// Reads names parted by commas, `and` or `&`.
pub(super) fn people(text: &str) -> Option<Vec<String>> {
    let text = text
        .replace(" & ", ", ")
        .replace(" and ", ", ")
        .replace(" AND ", ", ");
    let mut names: Vec<String> = Vec::new();
    for name in text.split([',', ';', '/']) {
        let name = name.trim();
        let name = name.strip_prefix("and ").unwrap_or(name).trim();
        let is_suffix = ["jr", "jr.", "sr", "sr."].contains(&name.to_lowercase().as_str());
        match names.last_mut() {
            Some(last) if is_suffix => {
                last.push(' ');
                last.push_str(name);
            }
            // `Ann, and Bob` leaves nothing between its two signs.
            Some(_) if name.is_empty() => {}
            _ if is_name(name) => names.push(without_full_stop(name).to_owned()),
            _ => return None,
        }
    }
    Some(names).filter(|names| !names.is_empty())
}

/// Takes the full stop that ends the statement, not the one of `Jr.` or an initial.
fn without_full_stop(name: &str) -> &str {
    let Some(plain) = name.strip_suffix('.') else {
        return name;
    };
    let last = plain.rsplit([' ', '.']).next().unwrap_or_default();
    let is_abbreviated =
        last.chars().count() == 1 || ["jr", "sr"].contains(&last.to_lowercase().as_str());
    if is_abbreviated { name } else { plain }
}

/// Says whether a text looks like a name and like nothing else.
pub(super) fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_word = |word: &&str| {
        let has_letters = word.chars().any(char::is_alphabetic);
        let is_plain = word.chars().all(|c| {
            c.is_alphabetic() || c.is_numeric() && !c.is_ascii_digit() || ".'’-‐–·“”\"".contains(c)
        });
        let is_small = word.starts_with(char::is_lowercase);
        let particle = word.trim_end_matches(['\'', '’']);
        has_letters && is_plain && (!is_small || PARTICLES.contains(&particle) || is_elided(word))
    };
    !words.is_empty()
        && words.len() <= 7
        && text.chars().count() <= 80
        && words.iter().all(is_word)
        && words
            .last()
            .is_some_and(|word| !word.starts_with(char::is_lowercase) || is_elided(word))
}

/// Says whether a word is like `d’Abo`.
fn is_elided(word: &str) -> bool {
    let parts = word.split_once(['\'', '’']);
    parts.is_some_and(|(small, name)| {
        ["d", "l", "dell", "o"].contains(&small) && name.starts_with(char::is_uppercase)
    })
}

/// Reads a year films can be from.
pub(super) fn year(text: &str) -> Option<i32> {
    let text = text
        .trim()
        .trim_start_matches('(')
        .trim_end_matches([')', '.']);
    let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse()
        .ok()
        .filter(|year| is_year && (1888..=2100).contains(year))
}

/// Reads `103 min`, `1h 43m`, `1:43` or, behind a label, `103`.
pub(super) fn runtime(text: &str, is_labelled: bool) -> Option<i32> {
    let text = text.trim().trim_end_matches('.').to_lowercase();
    if let Some((hours, minutes)) = text.split_once(':') {
        return is_labelled
            .then(|| total(number(hours)?, number(minutes)?))
            .flatten();
    }
    let (hours, rest) = match text.split_once('h') {
        Some((hours, rest)) => {
            let rest = rest.trim_start_matches("ours").trim_start_matches("our");
            let rest = rest.trim_start_matches("rs").trim_start_matches('r');
            (number(hours)?, rest.trim_start_matches(['.', ',']).trim())
        }
        None => (0, text.as_str()),
    };
    if rest.is_empty() {
        return total(hours, 0);
    }
    let digits = rest.trim_end_matches(|c: char| !c.is_ascii_digit());
    let is_unit = match rest[digits.len()..].trim() {
        "min" | "mins" | "minute" | "minutes" | "m" | "'" | "’" | "′" => true,
        "" => is_labelled || hours > 0,
        _ => false,
    };
    is_unit.then(|| total(hours, number(digits)?)).flatten()
}

fn total(hours: i32, minutes: i32) -> Option<i32> {
    let is_plain = hours == 0 || minutes < 60;
    let total = hours.checked_mul(60)?.checked_add(minutes)?;
    Some(total).filter(|total| is_plain && (1..=6000).contains(total))
}

fn number(text: &str) -> Option<i32> {
    let text = text.trim();
    text.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| text.parse().ok())
        .flatten()
}

/// Reads `$15 million`, `800,000 EUR`, `£2.5m`.
pub(super) fn money(text: &str) -> Option<Money> {
    let text = text.trim().trim_end_matches('.');
    let (rest, currency) = CURRENCIES.iter().find_map(|(sign, code)| {
        let ends_word = |rest: &str| !rest.ends_with(char::is_alphabetic);
        let before = text.strip_prefix(sign);
        let after = || text.strip_suffix(sign).filter(|rest| ends_word(rest));
        Some((before.or_else(after)?.trim(), *code))
    })?;
    let digits = rest.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','));
    let (digits, unit) = rest.split_at(digits.unwrap_or(rest.len()));
    let factor: i64 = match unit.trim().to_lowercase().as_str() {
        "" => 1,
        "k" | "thousand" => 1_000,
        "m" | "mm" | "mln" | "mio" | "mil" | "million" | "millions" => 1_000_000,
        "b" | "bn" | "billion" => 1_000_000_000,
        _ => return None,
    };
    let amount = amount(digits, factor)?;
    Some(Money { amount, currency }).filter(|money| (1..=100_000_000_000).contains(&money.amount))
}

/// Multiplies a number that may have thousands separators or a decimal fraction.
fn amount(digits: &str, factor: i64) -> Option<i64> {
    let groups: Vec<&str> = digits.split([',', '.']).collect();
    let is_grouped = groups.len() > 1
        && groups[1..].iter().all(|group| group.len() == 3)
        && (1..=3).contains(&groups[0].len());
    if groups.iter().any(|group| group.is_empty()) {
        return None;
    }
    if factor == 1 && is_grouped {
        return groups.concat().parse().ok();
    }
    match groups.as_slice() {
        [whole] => whole.parse::<i64>().ok()?.checked_mul(factor),
        [whole, fraction] if factor > 1 && fraction.len() <= 3 => {
            let places = 10_i64.checked_pow(u32::try_from(fraction.len()).ok()?)?;
            let whole = whole.parse::<i64>().ok()?.checked_mul(factor)?;
            let part = fraction.parse::<i64>().ok()?.checked_mul(factor / places)?;
            whole.checked_add(part)
        }
        _ => None,
    }
}

/// Reads a rating out of ten, `7.2` or `7.2/10`.
pub(super) fn imdb(text: &str) -> Option<Outside> {
    let text = text.trim().trim_end_matches('.');
    let value = match text.split_once('/') {
        Some((value, scale)) if scale.trim() == "10" => value,
        Some(_) => return None,
        None => text,
    };
    let (whole, tenth) = value
        .trim()
        .split_once(['.', ','])
        .unwrap_or((value.trim(), "0"));
    let is_plain = |digits: &str, most: usize| {
        (1..=most).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !is_plain(whole, 2) || !is_plain(tenth, 1) {
        return None;
    }
    let value_tenths = number(whole)? * 10 + number(tenth)?;
    let outside = Outside {
        source: "IMDb",
        value_tenths,
        out_of_tenths: 100,
    };
    (10..=100).contains(&value_tenths).then_some(outside)
}

/// Reads `2/4`, `2½/4`, `2.5 out of 4`, `★★½☆`; half steps only.
pub(super) fn rating(text: &str) -> Option<Score> {
    let text = text.trim().trim_end_matches('.');
    if text.starts_with(['★', '☆', '½']) && !text.contains('/') {
        return stars(text);
    }
    let text = text.replace(" out of ", "/").replace(" of ", "/");
    let text = text.trim_end_matches("stars").trim_end();
    let (value, scale) = text.split_once('/')?;
    let out_of = number(scale).filter(|scale| SCALES.contains(scale))?;
    let halves = halves(value.trim().trim_end_matches("stars").trim())?;
    (halves <= out_of * 2).then_some(Score { halves, out_of })
}

fn halves(value: &str) -> Option<i32> {
    if let Some(whole) = value.strip_suffix('½') {
        let whole = whole.trim();
        return Some(if whole.is_empty() {
            1
        } else {
            number(whole)?.checked_mul(2)? + 1
        });
    }
    let (whole, half) = match value.split_once(['.', ',']) {
        Some((whole, "5" | "50")) => (whole, 1),
        Some((whole, "0" | "00")) => (whole, 0),
        Some(_) => return None,
        None => (value, 0),
    };
    let is_number = !whole.is_empty() && whole.len() <= 3;
    is_number
        .then(|| number(whole))
        .flatten()
        .map(|whole| whole * 2 + half)
}

/// Counts stars where the empty ones say how many there could be.
fn stars(text: &str) -> Option<Score> {
    let full = text.trim_start_matches('★');
    let rest = full.trim_start_matches('½');
    let count = |text: &str| i32::try_from(text.chars().count()).ok();
    let half = count(full)? - count(rest)?;
    let empty = count(rest)?;
    let is_whole = rest.chars().all(|c| c == '☆') && half <= 1;
    let stars = count(text)? - half - empty;
    let score = Score {
        halves: stars * 2 + half,
        out_of: stars + half + empty,
    };
    (is_whole && empty > 0 && SCALES.contains(&score.out_of)).then_some(score)
}
