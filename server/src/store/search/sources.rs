//! What the index is made from: the texts of reviews and films, read for several at once.

use std::collections::HashMap;

use app::model::CreditRole;
use sqlx::FromRow;

use super::Sought;
use crate::store::{Conn, Error, engine::fetch_listed};

/// What a review is found by, but for its film.
pub(super) struct ReviewTexts {
    /// Its number.
    pub(super) id: i64,
    /// The film it is about.
    pub(super) film: Option<i64>,
    /// Whether it is a page.
    pub(super) is_page: bool,
    /// Its own title.
    pub(super) title: String,
    /// The author's own one line.
    pub(super) summary: String,
    /// The words it opens with.
    pub(super) epigraph: String,
    /// The text, Markdown.
    pub(super) body_source: String,
    /// Half steps, and of how many whole ones.
    pub(super) rating: Option<(i32, i32)>,
    /// When it was published, in microseconds; none while it is not.
    pub(super) published_at: Option<i64>,
    /// Its authors, then its tags.
    pub(super) names: Vec<String>,
    /// What it would have its readers watch besides: titles, and notes in Markdown.
    pub(super) notes: Vec<(String, String)>,
}

/// What a film lends to what is written about it.
#[derive(Default)]
pub(super) struct FilmTexts {
    /// Its title, with that in its own language on a line below.
    pub(super) title: String,
    /// Who directed it.
    pub(super) directors: Vec<String>,
    /// Who else made it, then its countries.
    pub(super) names: Vec<String>,
    /// What filters ask for.
    pub(super) facts: Vec<String>,
    /// Its year; 0 for none.
    pub(super) year: i64,
    /// Whether anything published is about it.
    pub(super) is_reviewed: bool,
}

#[derive(FromRow)]
struct ReviewRow {
    id: i64,
    kind: String,
    title: String,
    summary: String,
    epigraph_text: Option<String>,
    body_source: String,
    rating_halves: Option<i32>,
    rating_out_of: Option<i32>,
    published_at: Option<i64>,
    film_id: Option<i64>,
}

#[derive(FromRow)]
struct FilmRow {
    id: i64,
    title: String,
    original_title: Option<String>,
    year: Option<i32>,
    review_count: i64,
}

/// Reads what reviews are found by, in the order of their numbers.
pub(super) async fn read_reviews(
    conn: &mut Conn<'_>,
    reviews: &[i64],
) -> Result<Vec<ReviewTexts>, Error> {
    const REVIEWS: &str = "
        SELECT
            id, kind, title, summary, epigraph_text, body_source, rating_halves, rating_out_of,
            published_at, film_id
        FROM reviews
        WHERE id IN (
    ";
    const AUTHORS: &str = "
        SELECT review_authors.review_id, authors.name
        FROM review_authors
        JOIN authors ON authors.id = review_authors.author_id
        WHERE review_authors.review_id IN (
    ";
    const TAGS: &str = "
        SELECT review_tags.review_id, tags.name
        FROM review_tags
        JOIN tags ON tags.id = review_tags.tag_id
        WHERE review_tags.review_id IN (
    ";
    const NOTES: &str = "SELECT review_id, title, note_source FROM watch_also WHERE review_id IN (";
    if reviews.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<ReviewRow> =
        fetch_listed!(conn, REVIEWS, reviews.iter().copied(), ") ORDER BY id")?;
    let mut names: HashMap<i64, Vec<String>> = HashMap::new();
    let authors = ") ORDER BY review_authors.position";
    let authors: Vec<(i64, String)> =
        fetch_listed!(conn, AUTHORS, reviews.iter().copied(), authors)?;
    let tags: Vec<(i64, String)> = fetch_listed!(
        conn,
        TAGS,
        reviews.iter().copied(),
        ") ORDER BY review_tags.position"
    )?;
    for (review, name) in authors.into_iter().chain(tags) {
        names.entry(review).or_default().push(name);
    }
    let mut notes: HashMap<i64, Vec<(String, String)>> = HashMap::new();
    let also: Vec<(i64, String, String)> =
        fetch_listed!(conn, NOTES, reviews.iter().copied(), ") ORDER BY position")?;
    for (review, title, note) in also {
        notes.entry(review).or_default().push((title, note));
    }
    let texts = rows.into_iter().map(|row| ReviewTexts {
        id: row.id,
        film: row.film_id,
        is_page: row.kind == "page",
        title: row.title,
        summary: row.summary,
        epigraph: row.epigraph_text.unwrap_or_default(),
        body_source: row.body_source,
        rating: row.rating_halves.zip(row.rating_out_of),
        published_at: row.published_at,
        names: names.remove(&row.id).unwrap_or_default(),
        notes: notes.remove(&row.id).unwrap_or_default(),
    });
    Ok(texts.collect())
}

/// Reads what films lend, by their numbers.
pub(super) async fn read_films(
    conn: &mut Conn<'_>,
    films: &[i64],
) -> Result<HashMap<i64, FilmTexts>, Error> {
    const FILMS: &str = "
        SELECT
            id, title, original_title, year,
            (
                SELECT COUNT(*)
                FROM reviews
                WHERE film_id = films.id AND kind = 'review' AND published_at IS NOT NULL
            ) AS review_count
        FROM films
        WHERE id IN (
    ";
    const CREDITS: &str = "
        SELECT credits.film_id, credits.role, people.name
        FROM credits
        JOIN people ON people.id = credits.person_id
        WHERE credits.film_id IN (
    ";
    const COUNTRIES: &str = "SELECT film_id, code, name FROM film_countries WHERE film_id IN (";
    if films.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<FilmRow> = fetch_listed!(conn, FILMS, films.iter().copied(), ")")?;
    let credits = ") ORDER BY credits.role, credits.position";
    let credits: Vec<(i64, String, String)> =
        fetch_listed!(conn, CREDITS, films.iter().copied(), credits)?;
    let countries: Vec<(i64, Option<String>, String)> = fetch_listed!(
        conn,
        COUNTRIES,
        films.iter().copied(),
        ") ORDER BY position"
    )?;
    let texts = rows.into_iter().map(|row| (row.id, FilmTexts::from(row)));
    let mut texts: HashMap<i64, FilmTexts> = texts.collect();
    for (film, role, name) in credits {
        let Some(texts) = texts.get_mut(&film) else {
            continue;
        };
        if role == CreditRole::Director.key() {
            texts.directors.push(name);
        } else {
            texts.names.push(name);
        }
    }
    for (film, code, name) in countries {
        let Some(texts) = texts.get_mut(&film) else {
            continue;
        };
        texts.facts.push(Sought::country_fact(&name));
        let code = code.map(|code| Sought::country_fact(&code));
        texts.facts.extend(code);
        texts.names.push(name);
    }
    Ok(texts)
}

impl From<FilmRow> for FilmTexts {
    fn from(row: FilmRow) -> Self {
        Self {
            year: i64::from(row.year.unwrap_or_default()),
            is_reviewed: row.review_count > 0,
            facts: row.year.map(Sought::year_fact).into_iter().collect(),
            title: match row.original_title {
                Some(original) if original != row.title => format!("{}\n{original}", row.title),
                _ => row.title,
            },
            ..Self::default()
        }
    }
}
