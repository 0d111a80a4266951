//! Which film here a title and a year mean.

use app::model::{FilmId, Slug};

use crate::{
    intake,
    store::{self, Conn, films, films::NewFilm},
};

/// Words that titles begin with, or do not, from one list to the next.
const ARTICLES: [&str; 3] = ["the-", "a-", "an-"];

/// A film here that may be the one that is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Doubt {
    /// The film as the export has it.
    pub(crate) wanted: String,
    /// The film here.
    pub(crate) known: String,
}

/// What becomes of films that may be ones that are here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doubtful {
    /// They are the same.
    Same,
    /// They are others.
    New,
    /// What is about them is left, and reported.
    Leave,
}

/// What was found for a title and a year.
pub(super) enum Match {
    /// The film, or none that is like it.
    Sure(Option<FilmId>),
    /// One that may be it.
    Doubtful(FilmId, Doubt),
}

/// Looks for a film. The same title with the same year is the same film; with a year beside it or none, or
/// with another article, it may be.
pub(super) async fn find(
    conn: &mut Conn<'_>,
    title: &str,
    year: Option<i32>,
) -> Result<Match, store::Error> {
    let plain = Slug::from_title(title);
    let mut doubtful = None;
    for slug in slugs(&plain, year) {
        let Some((id, known)) = films::find_by_slug(conn, &slug).await? else {
            continue;
        };
        let is_titled = slug == plain || slug.as_str().starts_with(plain.as_str());
        if is_titled && known == year {
            return Ok(Match::Sure(Some(id)));
        }
        let is_near = match (known, year) {
            (Some(known), Some(year)) => (known - year).abs() <= 1,
            _ => true,
        };
        if is_near && doubtful.is_none() {
            let found = films::find(conn, id).await?;
            let name = found.map_or_else(|| slug.as_str().to_owned(), |film| film.title);
            let doubt = Doubt {
                wanted: named(title, year),
                known: named(&name, known),
            };
            doubtful = Some(Match::Doubtful(id, doubt));
        }
    }
    Ok(doubtful.unwrap_or(Match::Sure(None)))
}

/// Lists the slugs under which the film could be here, the likeliest first.
fn slugs(plain: &Slug, year: Option<i32>) -> Vec<Slug> {
    let bare = ARTICLES
        .iter()
        .find_map(|article| plain.as_str().strip_prefix(article))
        .unwrap_or(plain.as_str());
    let others = std::iter::once(bare.to_owned())
        .chain(ARTICLES.iter().map(|article| format!("{article}{bare}")));
    let others = others.filter_map(|text| text.parse::<Slug>().ok());
    let mut all = vec![plain.clone()];
    all.extend(others.filter(|slug| slug != plain));
    let years = year.into_iter().flat_map(|year| [year, year - 1, year + 1]);
    let years: Vec<u32> = years.filter_map(|year| u32::try_from(year).ok()).collect();
    let numbered: Vec<Slug> = years.iter().map(|year| plain.numbered(*year)).collect();
    all.splice(1..1, numbered);
    all
}

fn named(title: &str, year: Option<i32>) -> String {
    year.map_or_else(|| title.to_owned(), |year| format!("{title} ({year})"))
}

/// Adds the record of a film that is not here.
pub(super) async fn add(
    conn: &mut Conn<'_>,
    title: &str,
    year: Option<i32>,
) -> Result<FilmId, store::Error> {
    let film = NewFilm {
        title: title.to_owned(),
        year,
        ..NewFilm::default()
    };
    intake::take_film(conn, &film).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_film_is_looked_for_with_and_without_its_article_and_by_years_beside_it() {
        let found = slugs(&Slug::from_title("The Salt Year"), Some(2010));
        let found: Vec<&str> = found.iter().map(Slug::as_str).collect();
        assert_eq!(
            found,
            [
                "the-salt-year",
                "the-salt-year-2010",
                "the-salt-year-2009",
                "the-salt-year-2011",
                "salt-year",
                "a-salt-year",
                "an-salt-year",
            ]
        );
    }
}
