//! The archive: reviews narrowed down by several things at once, and what else there is to choose.

use app::model::{ReviewId, Slug, Timestamp};
use sqlx::FromRow;

use super::{
    Conn, Error,
    cards::{CardRow, cards},
    engine::on_engine,
};

/// What the archive is narrowed down by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Choice {
    /// Who directed the film.
    pub(crate) director: Option<Slug>,
    /// Who plays in it.
    pub(crate) actor: Option<Slug>,
    /// Where it comes from: the country's code, or its name when it has none.
    pub(crate) country: Option<String>,
    /// When it came out.
    pub(crate) year: Option<i32>,
    /// The first year of the ten it came out in.
    pub(crate) decade: Option<i32>,
    /// What the author gave it, as it stands on some scale: half steps and that scale.
    pub(crate) rating: Option<(i32, i32)>,
    /// What it is filed under.
    pub(crate) tag: Option<Slug>,
}

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct FacetRow {
    /// What stands for it in an address.
    pub(crate) value: String,
    /// What it is called.
    pub(crate) label: String,
    /// How many reviews there are of it.
    pub(crate) count: i64,
}

/// What can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FacetOf {
    Director,
    Actor,
    Country,
    Year,
    Decade,
    /// Its value is the half steps and its label the scale.
    Rating,
    Tag,
}

/// The conditions of a choice, `$1` to `$8`; one that is not made is NULL. Ratings are brought to the
/// scale that was asked for as [`app::model::Rating::on_scale`] does it.
macro_rules! chosen {
    () => {
        "
        AND (
            CAST($1 AS TEXT) IS NULL
            OR EXISTS (
                SELECT 1
                FROM credits
                JOIN people ON people.id = credits.person_id
                WHERE credits.film_id = reviews.film_id
                    AND credits.role = 'director'
                    AND people.slug = $1
            )
        )
        AND (
            CAST($2 AS TEXT) IS NULL
            OR EXISTS (
                SELECT 1
                FROM credits
                JOIN people ON people.id = credits.person_id
                WHERE credits.film_id = reviews.film_id
                    AND credits.role = 'cast'
                    AND people.slug = $2
            )
        )
        AND (
            CAST($3 AS TEXT) IS NULL
            OR EXISTS (
                SELECT 1
                FROM film_countries
                WHERE film_countries.film_id = reviews.film_id
                    AND COALESCE(film_countries.code, film_countries.name) = $3
            )
        )
        AND (CAST($4 AS INTEGER) IS NULL OR films.year = $4)
        AND (CAST($5 AS INTEGER) IS NULL OR films.year BETWEEN $5 AND $5 + 9)
        AND (
            CAST($6 AS INTEGER) IS NULL
            OR (reviews.rating_halves * CAST($7 AS INTEGER) + reviews.rating_out_of / 2)
                / reviews.rating_out_of = $6
        )
        AND (
            CAST($8 AS TEXT) IS NULL
            OR EXISTS (
                SELECT 1
                FROM review_tags
                JOIN tags ON tags.id = review_tags.tag_id
                WHERE review_tags.review_id = reviews.id AND tags.slug = $8
            )
        )
        "
    };
}

/// The reviews that are left, as a table of their own, then a count over them.
macro_rules! facet {
    ($select:literal) => {
        concat!(
            "
            WITH matching AS (
                SELECT
                    reviews.id, reviews.film_id, reviews.rating_halves, reviews.rating_out_of,
                    films.year
                FROM reviews
                LEFT JOIN films ON films.id = reviews.film_id
                WHERE reviews.kind = 'review' AND reviews.published_at IS NOT NULL
            ",
            chosen!(),
            ") ",
            $select,
            " LIMIT $9"
        )
    };
}

const DIRECTORS: &str = facet!(
    "
    SELECT people.slug AS value, people.name AS label, COUNT(DISTINCT matching.id) AS count
    FROM matching
    JOIN credits ON credits.film_id = matching.film_id AND credits.role = 'director'
    JOIN people ON people.id = credits.person_id
    GROUP BY people.slug, people.name
    ORDER BY count DESC, people.slug
    "
);
const ACTORS: &str = facet!(
    "
    SELECT people.slug AS value, people.name AS label, COUNT(DISTINCT matching.id) AS count
    FROM matching
    JOIN credits ON credits.film_id = matching.film_id AND credits.role = 'cast'
    JOIN people ON people.id = credits.person_id
    GROUP BY people.slug, people.name
    ORDER BY count DESC, people.slug
    "
);
const COUNTRIES: &str = facet!(
    "
    SELECT
        COALESCE(film_countries.code, film_countries.name) AS value,
        MIN(film_countries.name) AS label,
        COUNT(DISTINCT matching.id) AS count
    FROM matching
    JOIN film_countries ON film_countries.film_id = matching.film_id
    GROUP BY COALESCE(film_countries.code, film_countries.name)
    ORDER BY count DESC, label
    "
);
const YEARS: &str = facet!(
    "
    SELECT CAST(year AS TEXT) AS value, CAST(year AS TEXT) AS label, COUNT(*) AS count
    FROM matching
    WHERE year IS NOT NULL
    GROUP BY year
    ORDER BY year DESC
    "
);
const DECADES: &str = facet!(
    "
    SELECT
        CAST(year / 10 * 10 AS TEXT) AS value,
        CAST(year / 10 * 10 AS TEXT) AS label,
        COUNT(*) AS count
    FROM matching
    WHERE year IS NOT NULL
    GROUP BY year / 10
    ORDER BY year / 10 DESC
    "
);
const RATINGS: &str = facet!(
    "
    SELECT
        CAST(rating_halves AS TEXT) AS value,
        CAST(rating_out_of AS TEXT) AS label,
        COUNT(*) AS count
    FROM matching
    WHERE rating_halves IS NOT NULL AND rating_out_of IS NOT NULL
    GROUP BY rating_halves, rating_out_of
    ORDER BY rating_out_of, rating_halves DESC
    "
);
const TAGS: &str = facet!(
    "
    SELECT tags.slug AS value, tags.name AS label, COUNT(*) AS count
    FROM matching
    JOIN review_tags ON review_tags.review_id = matching.id
    JOIN tags ON tags.id = review_tags.tag_id
    GROUP BY tags.slug, tags.name
    ORDER BY count DESC, tags.slug
    "
);

/// Binds a choice to `$1` to `$8`.
macro_rules! bind {
    ($query:expr, $choice:expr) => {
        $query
            .bind($choice.director.as_ref().map(Slug::as_str))
            .bind($choice.actor.as_ref().map(Slug::as_str))
            .bind($choice.country.as_deref())
            .bind($choice.year)
            .bind($choice.decade)
            .bind($choice.rating.map(|rating| rating.0))
            .bind($choice.rating.map(|rating| rating.1))
            .bind($choice.tag.as_ref().map(Slug::as_str))
    };
}

/// Lists what there is of one kind among the reviews of a choice, with how many of each.
pub(crate) async fn list_facet(
    conn: &mut Conn<'_>,
    of: FacetOf,
    choice: &Choice,
    limit: i32,
) -> Result<Vec<FacetRow>, Error> {
    let sql = match of {
        FacetOf::Director => DIRECTORS,
        FacetOf::Actor => ACTORS,
        FacetOf::Country => COUNTRIES,
        FacetOf::Year => YEARS,
        FacetOf::Decade => DECADES,
        FacetOf::Rating => RATINGS,
        FacetOf::Tag => TAGS,
    };
    Ok(on_engine!(conn, |c| bind!(sqlx::query_as(sql), choice)
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// Lists the reviews of a choice, newest first: those older than one, or from the newest.
pub(crate) async fn list_chosen(
    conn: &mut Conn<'_>,
    choice: &Choice,
    before: Option<ReviewId>,
    limit: i32,
) -> Result<Vec<CardRow>, Error> {
    const SQL: &str = concat!(
        cards!(),
        chosen!(),
        "
        AND (
            CAST($9 AS BIGINT) IS NULL
            OR (reviews.published_at, reviews.id)
                < (SELECT edge.published_at, edge.id FROM reviews AS edge WHERE edge.id = $9)
        )
        ORDER BY reviews.published_at DESC, reviews.id DESC
        LIMIT $10
        "
    );
    Ok(on_engine!(conn, |c| bind!(sqlx::query_as(SQL), choice)
        .bind(before.map(|review| review.0))
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// Counts the reviews of a choice.
pub(crate) async fn count_chosen(conn: &mut Conn<'_>, choice: &Choice) -> Result<i64, Error> {
    const SQL: &str = concat!(
        "
        SELECT COUNT(*)
        FROM reviews
        LEFT JOIN films ON films.id = reviews.film_id
        WHERE reviews.kind = 'review' AND reviews.published_at IS NOT NULL
        ",
        chosen!()
    );
    Ok(on_engine!(conn, |c| bind!(
        sqlx::query_scalar(SQL),
        choice
    )
    .fetch_one(c)
    .await)?)
}

/// Lists when the published reviews were published, newest first.
pub(crate) async fn list_times(conn: &mut Conn<'_>) -> Result<Vec<Timestamp>, Error> {
    const SQL: &str = "
        SELECT published_at
        FROM reviews
        WHERE kind = 'review' AND published_at IS NOT NULL
        ORDER BY published_at DESC
    ";
    let times: Vec<i64> = on_engine!(conn, |c| sqlx::query_scalar(SQL).fetch_all(c).await)?;
    Ok(times.into_iter().map(Timestamp).collect())
}
