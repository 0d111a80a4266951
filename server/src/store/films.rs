//! Films and the people in their credits.

use std::collections::{BTreeMap, HashMap};

use app::model::{
    Country, Credit, CreditRole, Film, FilmId, Money, OutsideRating, Person, Slug, Timestamp,
};
use sqlx::{FromRow, QueryBuilder};

use super::{Conn, Error, authors::slug, engine::on_engine, film_ratings};

/// How many rows one statement adds; engines bound how many values it may bind.
const ROWS: usize = 1_000;

/// A film to be added; its people are found by their names' slugs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct NewFilm {
    /// The title it is reviewed under.
    pub(crate) title: String,
    /// The title in its own language, when another.
    pub(crate) original_title: Option<String>,
    /// The year of release.
    pub(crate) year: Option<i32>,
    /// The running time in minutes.
    pub(crate) runtime_minutes: Option<i32>,
    /// What it cost.
    pub(crate) budget: Option<Money>,
    /// The film's number at `IMDb`.
    pub(crate) imdb_id: Option<String>,
    /// A rating from elsewhere: source, tenths, scale, when it was read.
    pub(crate) outside: Option<(String, i32, i32, Timestamp)>,
    /// Countries of production, the main one first.
    pub(crate) countries: Vec<Country>,
    /// Role, name and character, in credits order.
    pub(crate) credits: Vec<(CreditRole, String, Option<String>)>,
}

#[derive(FromRow)]
struct FilmRow {
    slug: String,
    title: String,
    original_title: Option<String>,
    year: Option<i32>,
    runtime_minutes: Option<i32>,
    budget_amount: Option<i64>,
    budget_currency: Option<String>,
    outside_source: Option<String>,
    outside_tenths: Option<i32>,
    outside_out_of: Option<i32>,
    outside_read_at: Option<i64>,
}

#[derive(FromRow)]
struct CreditRow {
    role: String,
    slug: String,
    name: String,
    character_name: Option<String>,
}

/// Finds a film by its slug, with its year.
pub(crate) async fn find_by_slug(
    conn: &mut Conn<'_>,
    slug: &Slug,
) -> Result<Option<(FilmId, Option<i32>)>, Error> {
    const SQL: &str = "SELECT id, year FROM films WHERE slug = $1";
    let row: Option<(i64, Option<i32>)> = on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(slug.as_str())
        .fetch_optional(c)
        .await)?;
    Ok(row.map(|(id, year)| (FilmId(id), year)))
}

/// Adds a film with its countries and credits.
pub(crate) async fn insert(
    conn: &mut Conn<'_>,
    slug: &Slug,
    film: &NewFilm,
) -> Result<FilmId, Error> {
    const SQL: &str = "
        INSERT INTO films (
            slug, title, original_title, year, runtime_minutes, budget_amount, budget_currency,
            imdb_id, outside_source, outside_tenths, outside_out_of, outside_read_at
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        RETURNING id
    ";
    let outside = film.outside.as_ref();
    let id: i64 = on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(slug.as_str())
        .bind(&film.title)
        .bind(film.original_title.as_deref())
        .bind(film.year)
        .bind(film.runtime_minutes)
        .bind(film.budget.as_ref().map(|budget| budget.amount))
        .bind(film.budget.as_ref().map(|budget| budget.currency.as_str()))
        .bind(film.imdb_id.as_deref())
        .bind(outside.map(|outside| outside.0.as_str()))
        .bind(outside.map(|outside| outside.1))
        .bind(outside.map(|outside| outside.2))
        .bind(outside.map(|outside| outside.3.0))
        .fetch_one(c)
        .await)?;
    insert_parts(conn, FilmId(id), film).await?;
    Ok(FilmId(id))
}

/// Replaces a film's record; its slug stays, and so do ratings that were read elsewhere before.
pub(crate) async fn update(conn: &mut Conn<'_>, id: FilmId, film: &NewFilm) -> Result<(), Error> {
    const SQL: &str = "
        UPDATE films
        SET title = $2, original_title = $3, year = $4, runtime_minutes = $5, budget_amount = $6,
            budget_currency = $7, imdb_id = $8, outside_source = $9, outside_tenths = $10,
            outside_out_of = $11, outside_read_at = $12
        WHERE id = $1
    ";
    const COUNTRIES: &str = "DELETE FROM film_countries WHERE film_id = $1";
    const CREDITS: &str = "DELETE FROM credits WHERE film_id = $1";
    let outside = film.outside.as_ref();
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(&film.title)
        .bind(film.original_title.as_deref())
        .bind(film.year)
        .bind(film.runtime_minutes)
        .bind(film.budget.as_ref().map(|budget| budget.amount))
        .bind(film.budget.as_ref().map(|budget| budget.currency.as_str()))
        .bind(film.imdb_id.as_deref())
        .bind(outside.map(|outside| outside.0.as_str()))
        .bind(outside.map(|outside| outside.1))
        .bind(outside.map(|outside| outside.2))
        .bind(outside.map(|outside| outside.3.0))
        .execute(c)
        .await
        .map(|_| ()))?;
    for sql in [COUNTRIES, CREDITS] {
        on_engine!(conn, |c| sqlx::query(sql)
            .bind(id.0)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    insert_parts(conn, id, film).await
}

/// Adds a film's countries, its credits and what was read of it elsewhere.
async fn insert_parts(conn: &mut Conn<'_>, id: FilmId, film: &NewFilm) -> Result<(), Error> {
    const COUNTRIES: &str = "INSERT INTO film_countries (film_id, position, code, name) ";
    const CREDITS: &str =
        "INSERT INTO credits (film_id, role, position, person_id, character_name) ";
    let countries: Vec<_> = (1_i32..).zip(&film.countries).collect();
    for part in countries.chunks(ROWS) {
        on_engine!(conn, |c| {
            let mut insert = QueryBuilder::new(COUNTRIES);
            insert.push_values(part, |mut row, (position, country)| {
                row.push_bind(id.0)
                    .push_bind(*position)
                    .push_bind(country.code.as_deref())
                    .push_bind(country.name.as_str());
            });
            insert.build().execute(c).await.map(|_| ())
        })?;
    }
    let mut people: BTreeMap<Slug, &str> = BTreeMap::new();
    for (_, name, _) in &film.credits {
        people.entry(Slug::from_title(name)).or_insert(name);
    }
    let people = find_or_insert_people(conn, &people).await?;
    let credits = (1_i32..)
        .zip(&film.credits)
        .filter_map(|(position, credit)| {
            let person = people.get(Slug::from_title(&credit.1).as_str())?;
            Some((position, *person, credit))
        });
    let credits: Vec<_> = credits.collect();
    for part in credits.chunks(ROWS) {
        on_engine!(conn, |c| {
            let mut insert = QueryBuilder::new(CREDITS);
            insert.push_values(part, |mut row, (position, person, credit)| {
                row.push_bind(id.0)
                    .push_bind(credit.0.key())
                    .push_bind(*position)
                    .push_bind(*person)
                    .push_bind(credit.2.as_deref());
            });
            insert.build().execute(c).await.map(|_| ())
        })?;
    }
    if let Some((source, tenths, out_of, read_at)) = &film.outside {
        let reading = (source.as_str(), *tenths, *out_of, *read_at);
        film_ratings::insert_outside(conn, id, reading).await?;
    }
    Ok(())
}

/// Returns the people of slugs by these, those made now that there are none of.
pub(crate) async fn find_or_insert_people(
    conn: &mut Conn<'_>,
    people: &BTreeMap<Slug, &str>,
) -> Result<HashMap<String, i64>, Error> {
    const SQL: &str = "INSERT INTO people (slug, name) ";
    let mut found = HashMap::new();
    let people: Vec<_> = people.iter().collect();
    for part in people.chunks(ROWS) {
        let rows: Vec<(String, i64)> = on_engine!(conn, |c| {
            let mut insert = QueryBuilder::new(SQL);
            insert.push_values(part, |mut row, (slug, name)| {
                row.push_bind(slug.as_str()).push_bind(**name);
            });
            insert
                .push(" ON CONFLICT (slug) DO UPDATE SET slug = excluded.slug RETURNING slug, id");
            insert.build_query_as().fetch_all(c).await
        })?;
        found.extend(rows);
    }
    Ok(found)
}

/// Finds a film with its countries and credits; the label of the day its outside rating was read
/// is left to the caller.
pub(crate) async fn find(conn: &mut Conn<'_>, film: FilmId) -> Result<Option<Film>, Error> {
    const FILM: &str = "
        SELECT
            slug, title, original_title, year, runtime_minutes, budget_amount, budget_currency,
            outside_source, outside_tenths, outside_out_of, outside_read_at
        FROM films
        WHERE id = $1
    ";
    const COUNTRIES: &str =
        "SELECT code, name FROM film_countries WHERE film_id = $1 ORDER BY position";
    const CREDITS: &str = "
        SELECT credits.role, people.slug, people.name, credits.character_name
        FROM credits
        JOIN people ON people.id = credits.person_id
        WHERE credits.film_id = $1
        ORDER BY credits.position
    ";
    let row: Option<FilmRow> = on_engine!(conn, |c| sqlx::query_as(FILM)
        .bind(film.0)
        .fetch_optional(c)
        .await)?;
    let Some(row) = row else { return Ok(None) };
    let countries: Vec<(Option<String>, String)> = on_engine!(conn, |c| sqlx::query_as(COUNTRIES)
        .bind(film.0)
        .fetch_all(c)
        .await)?;
    let credits: Vec<CreditRow> = on_engine!(conn, |c| sqlx::query_as(CREDITS)
        .bind(film.0)
        .fetch_all(c)
        .await)?;
    let mut film = row.into_film()?;
    film.countries = countries
        .into_iter()
        .map(|(code, name)| Country { code, name })
        .collect();
    film.credits = credits
        .into_iter()
        .map(CreditRow::into_credit)
        .collect::<Result<_, _>>()?;
    Ok(Some(film))
}

impl FilmRow {
    fn into_film(self) -> Result<Film, Error> {
        let outside = self
            .outside_source
            .zip(self.outside_tenths)
            .zip(self.outside_out_of);
        Ok(Film {
            slug: slug(self.slug, "films")?,
            title: self.title,
            original_title: self.original_title,
            year: self.year,
            runtime_minutes: self.runtime_minutes,
            countries: Vec::new(),
            budget: self
                .budget_amount
                .zip(self.budget_currency)
                .map(|(amount, currency)| Money { amount, currency }),
            credits: Vec::new(),
            outside_rating: outside.map(|((source, tenths), out_of)| OutsideRating {
                source,
                tenths,
                out_of,
                read_on: app::model::Moment {
                    at: Timestamp(self.outside_read_at.unwrap_or_default()),
                    ..Default::default()
                },
            }),
        })
    }
}

impl CreditRow {
    fn into_credit(self) -> Result<Credit, Error> {
        let role = CreditRole::from_key(&self.role).ok_or(Error::Corrupt {
            table: "credits",
            column: "role",
        })?;
        Ok(Credit {
            person: Person {
                slug: slug(self.slug, "people")?,
                name: self.name,
            },
            role,
            character: self.character_name,
        })
    }
}
