//! The film's record: read from the desk's form, written into it, changed with its history.

use app::{
    AppError,
    error::{DeskField, Problem},
    model::{Country, Credit, CreditRole, Film, FilmForm, Money, Timestamp},
};

use super::fields::Wrong;
use crate::{
    content,
    import::{
        recognize::{self, credits_line},
        take,
    },
    service::Dates,
    store::films::NewFilm,
};

/// The longest title and the longest name, in code points, and the most people of one role.
const LONGEST_TITLE: usize = 200;
const LONGEST_NAME: usize = 120;
const MOST_PEOPLE: usize = 200;

/// Writes a record into the form's fields.
pub(super) fn of_film(film: &Film, imdb: Option<String>, dates: &Dates) -> FilmForm {
    let people = |role| {
        let lines = film.people(role).map(person_line);
        lines.collect::<Vec<_>>().join("\n")
    };
    let number = |number: Option<i32>| number.map(|n| n.to_string()).unwrap_or_default();
    let countries: Vec<_> = film.countries.iter().map(|c| c.name.clone()).collect();
    let outside = film.outside_rating.as_ref();
    FilmForm {
        title: film.title.clone(),
        original_title: film.original_title.clone().unwrap_or_default(),
        year: number(film.year),
        runtime: number(film.runtime_minutes),
        countries: countries.join(", "),
        directors: people(CreditRole::Director),
        writers: people(CreditRole::Writer),
        cast: people(CreditRole::Cast),
        budget: film
            .budget
            .as_ref()
            .map(|budget| format!("{} {}", budget.amount, budget.currency))
            .unwrap_or_default(),
        imdb: imdb.unwrap_or_default(),
        outside_source: outside
            .map(|rating| rating.source.clone())
            .unwrap_or_default(),
        outside_value: outside
            .map(app::model::OutsideRating::value)
            .unwrap_or_default(),
        outside_out_of: number(outside.map(|rating| rating.out_of)),
        outside_read_on: outside
            .map(|rating| dates.field_day(rating.read_on.at))
            .unwrap_or_default(),
        credits: String::new(),
    }
}

fn person_line(credit: &Credit) -> String {
    match &credit.character {
        Some(character) => format!("{} as {character}", credit.person.name),
        None => credit.person.name.clone(),
    }
}

/// Reads the form. A line of credits fills what is empty and changes nothing that is there.
///
/// # Errors
/// [`AppError::Invalid`] with everything that is wrong.
pub(super) fn read(form: &FilmForm, dates: &Dates, now: Timestamp) -> Result<NewFilm, AppError> {
    let mut wrong = Wrong::default();
    let said = wrong.take(DeskField::Credits, credits(&form.credits, now));
    let title = content::plain_line(&form.title, LONGEST_TITLE + 1);
    wrong.refuse_if(title.is_empty(), DeskField::Title, Problem::Empty);
    let is_long = title.chars().count() > LONGEST_TITLE;
    wrong.refuse_if(is_long, DeskField::Title, Problem::TooLong);
    let original = content::plain_line(&form.original_title, LONGEST_TITLE);
    let year = wrong.take(DeskField::Year, number(&form.year, 1870..=2200));
    let runtime = wrong.take(DeskField::Runtime, number(&form.runtime, 1..=10_000));
    let countries = wrong.take(DeskField::Countries, countries(&form.countries));
    let budget = wrong.take(DeskField::Budget, budget(&form.budget));
    let imdb_id = wrong.take(DeskField::Imdb, imdb(&form.imdb));
    let outside = wrong.take(DeskField::Outside, outside(form, dates));
    let roles = [
        (CreditRole::Director, &form.directors),
        (CreditRole::Writer, &form.writers),
        (CreditRole::Cast, &form.cast),
    ];
    let mut people = Vec::new();
    for (role, typed) in roles {
        people.extend(
            wrong
                .take(DeskField::People, self::people(role, typed))
                .unwrap_or_default(),
        );
    }
    if !wrong.0.is_empty() {
        return Err(AppError::Invalid(wrong.0));
    }
    let mut film = NewFilm {
        title,
        original_title: Some(original).filter(|title| !title.is_empty()),
        year: year.flatten(),
        runtime_minutes: runtime.flatten(),
        budget: budget.flatten(),
        imdb_id: imdb_id.flatten(),
        outside: outside.flatten(),
        countries: countries.unwrap_or_default(),
        credits: people,
    };
    if let Some(said) = said.flatten() {
        fill(&mut film, said);
    }
    Ok(film)
}

fn credits(typed: &str, now: Timestamp) -> Result<Option<NewFilm>, Problem> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let (said, outside, _) = credits_line(typed).ok_or(Problem::Malformed)?;
    Ok(Some(take::film(said, outside, now)))
}

/// Fills what is empty in a record with what a line of credits says.
pub(super) fn fill(film: &mut NewFilm, said: NewFilm) {
    film.year = film.year.or(said.year);
    film.runtime_minutes = film.runtime_minutes.or(said.runtime_minutes);
    film.budget = film.budget.take().or(said.budget);
    film.outside = film.outside.take().or(said.outside);
    if film.countries.is_empty() {
        film.countries = said.countries;
    }
    for role in [CreditRole::Director, CreditRole::Writer, CreditRole::Cast] {
        if !film.credits.iter().any(|credit| credit.0 == role) {
            let new = said.credits.iter().filter(|credit| credit.0 == role);
            film.credits.extend(new.cloned());
        }
    }
}

fn number(typed: &str, range: std::ops::RangeInclusive<i32>) -> Result<Option<i32>, Problem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let number = typed.parse().map_err(|_| Problem::Malformed)?;
    if range.contains(&number) {
        Ok(Some(number))
    } else {
        Err(Problem::Malformed)
    }
}

/// Reads countries by the names people write in credits, by their ISO 3166-1 names, or by their codes.
fn countries(typed: &str) -> Result<Vec<Country>, Problem> {
    let names = typed.split([',', '\n']).map(str::trim);
    names
        .filter(|name| !name.is_empty())
        .map(|name| country(name).ok_or(Problem::Malformed))
        .collect()
}

fn country(name: &str) -> Option<Country> {
    let with = |code: &str, name: &str| Country {
        code: Some(code.to_owned()),
        name: name.to_owned(),
    };
    if let Some(code) = recognize::country_code(name) {
        return Some(with(code, name));
    }
    let upper = name.to_uppercase();
    let by_code = match name.len() {
        2 => rust_iso3166::from_alpha2(&upper),
        3 => rust_iso3166::from_alpha3(&upper),
        _ => None,
    };
    if let Some(found) = by_code {
        let known = recognize::country_name(found.alpha2);
        return Some(with(found.alpha2, known.unwrap_or(short(found.name))));
    }
    let mut all = rust_iso3166::ALL_ALPHA2.iter();
    let code = all.find(|code| {
        let country = rust_iso3166::from_alpha2(code);
        country.is_some_and(|country| short(country.name).eq_ignore_ascii_case(name))
    })?;
    Some(with(code, name))
}

/// Takes off an ISO name what is not said: `Bahamas (the)`.
fn short(name: &'static str) -> &'static str {
    name.split(" (").next().unwrap_or(name)
}

/// Reads an amount with its currency: `4,000,000 EUR`, `$4 million`.
fn budget(typed: &str) -> Result<Option<Money>, Problem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    if let Some((amount, currency)) = recognize::money(typed) {
        let currency = currency.to_owned();
        return Ok(Some(Money { amount, currency }));
    }
    let (first, last) = (typed.get(..3), typed.get(typed.len().saturating_sub(3)..));
    let code = |text: Option<&str>| {
        let code = text?.to_uppercase();
        iso_currency::Currency::from_code(&code).map(|_| code)
    };
    let (currency, rest) = match (code(last), code(first)) {
        (Some(code), _) => (code, &typed[..typed.len() - 3]),
        (_, Some(code)) => (code, &typed[3..]),
        _ => return Err(Problem::Malformed),
    };
    let digits = rest.trim().replace([',', ' ', '\u{a0}', '\''], "");
    let amount: i64 = digits.parse().map_err(|_| Problem::Malformed)?;
    if (1..=100_000_000_000_000).contains(&amount) {
        Ok(Some(Money { amount, currency }))
    } else {
        Err(Problem::Malformed)
    }
}

fn imdb(typed: &str) -> Result<Option<String>, Problem> {
    let typed = typed.trim().trim_end_matches('/');
    // The whole address is what one copies.
    let id = typed.rsplit('/').next().unwrap_or_default();
    if id.is_empty() {
        return Ok(None);
    }
    let digits = id.strip_prefix("tt").ok_or(Problem::Malformed)?;
    let is_sound = (7..=10).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    is_sound
        .then(|| Some(id.to_owned()))
        .ok_or(Problem::Malformed)
}

/// A rating from elsewhere: source, tenths, scale, when it was read.
type OutsideReading = (String, i32, i32, Timestamp);

fn outside(form: &FilmForm, dates: &Dates) -> Result<Option<OutsideReading>, Problem> {
    let value = form.outside_value.trim();
    if value.is_empty() {
        return Ok(None);
    }
    let (whole, tenth) = value.split_once(['.', ',']).unwrap_or((value, "0"));
    let digits = |text: &str| text.parse::<i32>().map_err(|_| Problem::Malformed);
    let tenths = match tenth.len() {
        1 => digits(whole)?
            .checked_mul(10)
            .and_then(|whole| whole.checked_add(digits(tenth).ok()?)),
        _ => None,
    };
    let out_of = match form.outside_out_of.trim() {
        "" => 10,
        typed => digits(typed)?,
    };
    let source = content::plain_line(&form.outside_source, LONGEST_NAME);
    let read_at = dates.read_day(form.outside_read_on.trim());
    let (Some(tenths), Some(read_at)) = (tenths, read_at) else {
        return Err(Problem::Malformed);
    };
    if source.is_empty() || !(1..=100).contains(&out_of) || !(0..=out_of * 10).contains(&tenths) {
        return Err(Problem::Malformed);
    }
    Ok(Some((source, tenths, out_of, read_at)))
}

/// A part in a film: role, name, character.
type Part = (CreditRole, String, Option<String>);

fn people(role: CreditRole, typed: &str) -> Result<Vec<Part>, Problem> {
    let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
    let people: Vec<Part> = lines
        .map(|line| {
            let (name, character) = match line.split_once(" as ") {
                Some((name, character)) if role == CreditRole::Cast => (name, Some(character)),
                _ => (line, None),
            };
            let plain = |text: &str| content::plain_line(text, LONGEST_NAME + 1);
            let name = plain(name);
            let character = character.map(plain).filter(|text| !text.is_empty());
            if name.is_empty() || name.chars().count() > LONGEST_NAME {
                return Err(Problem::TooLong);
            }
            Ok((role, name, character))
        })
        .collect::<Result<_, _>>()?;
    if people.len() > MOST_PEOPLE {
        return Err(Problem::TooLong);
    }
    Ok(people)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates() -> Dates {
        Dates::in_zone("UTC").unwrap()
    }

    #[test]
    fn countries_are_read_by_name_and_by_code() {
        let read = countries("UK, NOR, fr, Bahamas, Côte d'Ivoire").unwrap();
        let codes: Vec<_> = read.iter().map(|c| c.code.as_deref().unwrap()).collect();
        assert_eq!(codes, ["GB", "NO", "FR", "BS", "CI"]);
        assert_eq!(read[1].name, "Norway");
        assert_eq!(countries("Atlantis"), Err(Problem::Malformed));
    }

    #[test]
    fn a_budget_has_a_currency() {
        for (typed, amount, currency) in [
            ("4,000,000 EUR", 4_000_000, "EUR"),
            ("$15 million", 15_000_000, "USD"),
            ("NOK 40000000", 40_000_000, "NOK"),
        ] {
            let money = budget(typed).unwrap().unwrap();
            assert_eq!((money.amount, money.currency.as_str()), (amount, currency));
        }
        for typed in ["4000", "4000 XYQ", "EUR", "-4 EUR"] {
            assert_eq!(budget(typed), Err(Problem::Malformed), "{typed}");
        }
    }

    #[test]
    fn what_was_read_elsewhere_has_its_day() {
        let form = |value: &str, day: &str| FilmForm {
            title: "Salt".to_owned(),
            outside_source: "IMDb".to_owned(),
            outside_value: value.to_owned(),
            outside_read_on: day.to_owned(),
            ..FilmForm::default()
        };
        let film = read(&form("7.2", "2024-11-14"), &dates(), Timestamp(0)).unwrap();
        let (source, tenths, out_of, at) = film.outside.unwrap();
        assert_eq!((source.as_str(), tenths, out_of), ("IMDb", 72, 10));
        assert_eq!(dates().field_day(at), "2024-11-14");
        for (value, day) in [("7.25", "2024-11-14"), ("11", "2024-11-14"), ("7.2", "")] {
            assert!(
                read(&form(value, day), &dates(), Timestamp(0)).is_err(),
                "{value}"
            );
        }
    }

    #[test]
    fn a_line_of_credits_fills_what_is_empty_alone() {
        let form = FilmForm {
            title: "Salt".to_owned(),
            year: "2011".to_owned(),
            cast: "Tor Vik as The foreman".to_owned(),
            credits: "Director: Aud Lind. With: Liv Dahl. Norway, 2010, 94 min.".to_owned(),
            ..FilmForm::default()
        };
        let film = read(&form, &dates(), Timestamp(0)).unwrap();
        assert_eq!((film.year, film.runtime_minutes), (Some(2011), Some(94)));
        let part = |role, name: &str, character: Option<&str>| {
            (role, name.to_owned(), character.map(str::to_owned))
        };
        assert_eq!(
            film.credits,
            [
                part(CreditRole::Cast, "Tor Vik", Some("The foreman")),
                part(CreditRole::Director, "Aud Lind", None),
            ]
        );
    }
}
