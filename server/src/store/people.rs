//! People of the credits, and the reviewed films they had a part in.

use app::model::{Person, PersonId, Slug};
use sqlx::FromRow;

use super::{Conn, Error, authors::slug as read_slug, engine::on_engine};

/// A person's part in a film, as its row has it.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct PartRow {
    pub(crate) role: String,
    pub(crate) character_name: Option<String>,
    pub(crate) slug: String,
    pub(crate) title: String,
    pub(crate) year: Option<i32>,
    pub(crate) director: Option<String>,
    pub(crate) country: Option<String>,
    pub(crate) review_count: i64,
}

/// Finds a person by slug.
pub(crate) async fn find(
    conn: &mut Conn<'_>,
    slug: &Slug,
) -> Result<Option<(PersonId, Person)>, Error> {
    const SQL: &str = "SELECT id, slug, name FROM people WHERE slug = $1";
    let row: Option<(i64, String, String)> = on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(slug.as_str())
        .fetch_optional(c)
        .await)?;
    row.map(|(id, slug, name)| {
        let slug = read_slug(slug, "people")?;
        Ok((PersonId(id), Person { slug, name }))
    })
    .transpose()
}

/// Lists a person's parts in films of which there are published reviews, the newest film first.
pub(crate) async fn list_parts(
    conn: &mut Conn<'_>,
    person: PersonId,
) -> Result<Vec<PartRow>, Error> {
    const SQL: &str = "
        SELECT
            credits.role, credits.character_name, films.slug, films.title, films.year,
            (
                SELECT people.name
                FROM credits AS others
                JOIN people ON people.id = others.person_id
                WHERE others.film_id = films.id AND others.role = 'director'
                ORDER BY others.position
                LIMIT 1
            ) AS director,
            (
                SELECT film_countries.name
                FROM film_countries
                WHERE film_countries.film_id = films.id
                ORDER BY film_countries.position
                LIMIT 1
            ) AS country,
            reviewed.review_count
        FROM credits
        JOIN films ON films.id = credits.film_id
        JOIN (
            SELECT film_id, COUNT(*) AS review_count
            FROM reviews
            WHERE kind = 'review' AND published_at IS NOT NULL
                AND film_id IN (SELECT film_id FROM credits WHERE person_id = $1)
            GROUP BY film_id
        ) AS reviewed ON reviewed.film_id = films.id
        WHERE credits.person_id = $1
        ORDER BY films.year DESC, films.slug, credits.position
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(person.0)
        .fetch_all(c)
        .await)?)
}
