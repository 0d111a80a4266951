//! Invented films and people.

use app::model::{Country, CreditRole, Money, Timestamp};

use super::{BEGIN, SECOND, dice::Dice, words};
use crate::store::films::NewFilm;

/// Invents a name.
pub(super) fn name(dice: &mut Dice) -> String {
    let first = dice.pick(words::FIRST_NAMES);
    let last = dice.pick(words::LAST_NAMES);
    // Enough names for many thousand films, most of them heard again and again.
    if dice.percent(25) {
        let middle = char::from(b'A' + u8::try_from(dice.skewed(26)).unwrap_or_default());
        format!("{first} {middle}. {last}")
    } else {
        format!("{first} {last}")
    }
}

/// Invents a film.
pub(super) fn film(dice: &mut Dice) -> NewFilm {
    let mut credits = Vec::new();
    let mut add = |dice: &mut Dice, role: CreditRole, character: Option<String>| {
        let name = name(dice);
        let is_there =
            credits
                .iter()
                .any(|(other, known, _): &(CreditRole, String, Option<String>)| {
                    *other == role && *known == name
                });
        if !is_there {
            credits.push((role, name, character));
        }
    };
    add(dice, CreditRole::Director, None);
    if dice.percent(8) {
        add(dice, CreditRole::Director, None);
    }
    for _ in 0..dice.below(3) {
        add(dice, CreditRole::Writer, None);
    }
    for _ in 0..dice.between(2, 6) {
        let role = dice.pick(words::ROLES).to_owned();
        add(dice, CreditRole::Cast, Some(role));
    }
    let mut countries: Vec<Country> = Vec::new();
    for _ in 0..=u64::from(dice.percent(20)) {
        let at = dice.skewed(words::COUNTRIES.len() as u64);
        let (code, name) = words::COUNTRIES[usize::try_from(at).unwrap_or_default()];
        if countries.iter().all(|country| country.name != name) {
            countries.push(Country {
                code: Some(code.to_owned()),
                name: name.to_owned(),
            });
        }
    }
    let year = 2024 - i32::try_from(dice.skewed(95)).unwrap_or_default();
    NewFilm {
        title: title(dice),
        original_title: None,
        year: Some(year),
        runtime_minutes: i32::try_from(dice.between(68, 176)).ok(),
        budget: dice.percent(40).then(|| Money {
            amount: i64::try_from((1 + dice.skewed(400)) * 50_000).unwrap_or_default(),
            currency: "EUR".to_owned(),
        }),
        imdb_id: None,
        outside: dice.percent(60).then(|| {
            let tenths = i32::try_from(dice.between(42, 88)).unwrap_or(70);
            (
                "Cinema almanac".to_owned(),
                tenths,
                10,
                Timestamp(BEGIN * SECOND),
            )
        }),
        countries,
        credits,
    }
}

fn title(dice: &mut Dice) -> String {
    let (one, two) = (dice.pick(words::ADJECTIVES), dice.pick(words::ADJECTIVES));
    let (noun, other) = (dice.pick(words::NOUNS), dice.pick(words::NOUNS));
    match dice.below(10) {
        0..3 => format!("The {one} {noun}"),
        3 => format!("{one} {noun}"),
        4 => format!("The {noun} and the {other}"),
        5 => format!("{noun} of the {one} {other}"),
        6 => format!("A {noun}, {}", if one == two { "Again" } else { one }),
        7 => format!("The {one} and the {two} {noun}"),
        8 => format!("No {noun} for the {other}"),
        _ => format!("The {other} Has No {noun}"),
    }
}
