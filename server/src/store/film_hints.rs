//! Films that what is being typed could mean.

use app::model::Slug;

use super::{Conn, Error, engine::on_engine};

/// A film that could be meant: slug, title, original title, year.
pub(crate) type FilmHintRow = (String, String, Option<String>, Option<i32>);

/// Lists at most ten films, one word of whose slug begins with a text, or whose original title does; of a year
/// alone, where one is given. Those whose slug begins with it come first.
pub(crate) async fn list_film_hints(
    conn: &mut Conn<'_>,
    typed: &str,
    year: Option<i32>,
) -> Result<Vec<FilmHintRow>, Error> {
    const SQL: &str = "
        SELECT slug, title, original_title, year
        FROM films
        WHERE (
                slug LIKE $1
                OR slug LIKE $2
                OR LOWER(original_title) LIKE $3
                OR original_title LIKE $4
            )
            AND (CAST($5 AS INTEGER) IS NULL OR year = $5)
        ORDER BY CASE WHEN slug LIKE $1 THEN 0 ELSE 1 END, slug
        LIMIT 10
    ";
    // A slug has no character that means something in a pattern; of what was typed none is left.
    let slug = Slug::from_title(typed);
    let plain = typed.replace(['%', '_', '\\'], "");
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(format!("{slug}%"))
        .bind(format!("%-{slug}%"))
        // SQLite knows small letters of ASCII alone, so a title is also found as it is written.
        .bind(format!("{}%", plain.to_lowercase()))
        .bind(format!("{plain}%"))
        .bind(year)
        .fetch_all(c)
        .await)?)
}
