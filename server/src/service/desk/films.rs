//! Which film a draft's words mean.

use app::{
    AppError,
    error::{DeskField, Field, Problem},
    model::{DraftFields, FilmId, Slug, Timestamp},
};

use crate::{
    content,
    import::{recognize::credits_line, take},
    store::{Conn, Error, films, films::NewFilm},
};

/// The longest title of a film, in code points.
const LONGEST_TITLE: usize = 200;

/// Finds the film that is meant by what was typed: its permalink's word, its title, or its title with the
/// year in brackets.
pub(super) async fn meant(conn: &mut Conn<'_>, typed: &str) -> Result<Option<FilmId>, Error> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    if let Ok(slug) = typed.parse::<Slug>()
        && let Some((film, _)) = films::find_by_slug(conn, &slug).await?
    {
        return Ok(Some(film));
    }
    let (title, year) = title_and_year(typed);
    let plain = Slug::from_title(title);
    let with_year = year
        .and_then(|year| u32::try_from(year).ok())
        .map(|year| plain.numbered(year));
    for slug in [with_year.as_ref(), Some(&plain)].into_iter().flatten() {
        if let Some((film, known)) = films::find_by_slug(conn, slug).await?
            && (year.is_none() || known.is_none() || known == year)
        {
            return Ok(Some(film));
        }
    }
    Ok(None)
}

/// Takes the year off a title such as `The Salt Year (2010)`.
fn title_and_year(typed: &str) -> (&str, Option<i32>) {
    let year = typed
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once('('))
        .and_then(|(title, year)| {
            let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
            is_year.then(|| (title.trim(), year.parse().ok()))
        });
    year.unwrap_or((typed, None))
}

/// Makes the record of a film that is not known yet, of its title and a line of credits; none where a
/// draft names no film.
///
/// # Errors
/// [`AppError::Invalid`] when nothing in the line is understood.
pub(super) fn new_film(fields: &DraftFields, now: Timestamp) -> Result<Option<NewFilm>, AppError> {
    let (typed, credits) = (fields.film.trim(), fields.credits.trim());
    if typed.is_empty() && credits.is_empty() {
        return Ok(None);
    }
    let mut film = match credits {
        "" => NewFilm::default(),
        line => {
            let wrong = AppError::field(Field::Desk(DeskField::Credits), Problem::Malformed);
            let (said, outside, _) = credits_line(line).ok_or(wrong)?;
            take::film(said, outside, now)
        }
    };
    let named = if typed.is_empty() {
        &fields.title
    } else {
        typed
    };
    let (title, year) = title_and_year(named);
    film.title = content::plain_line(title, LONGEST_TITLE);
    film.year = year.or(film.year);
    Ok(Some(film))
}

#[cfg(test)]
mod tests {
    use app::model::CreditRole;

    use super::*;

    #[test]
    fn a_film_is_made_of_a_title_and_a_line_of_credits() {
        let fields = DraftFields {
            film: "The Salt Year (2010)".to_owned(),
            credits: "Director: Marit Kaldestad. With: Tor Vik, Liv Dahl. Norway, 94 min."
                .to_owned(),
            ..DraftFields::default()
        };
        let film = new_film(&fields, Timestamp(0)).unwrap().unwrap();
        assert_eq!(film.title, "The Salt Year");
        assert_eq!((film.year, film.runtime_minutes), (Some(2010), Some(94)));
        let cast = film
            .credits
            .iter()
            .filter(|credit| credit.0 == CreditRole::Cast);
        assert_eq!(cast.count(), 2);
        assert_eq!(new_film(&DraftFields::default(), Timestamp(0)), Ok(None));
    }

    #[test]
    fn a_title_keeps_brackets_that_hold_no_year() {
        assert_eq!(title_and_year("Salt (Part Two)"), ("Salt (Part Two)", None));
        assert_eq!(title_and_year("Salt (2010)"), ("Salt", Some(2010)));
    }
}
