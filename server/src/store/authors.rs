//! Authors.

use app::model::{Author, AuthorId, ReviewId, Slug};
use sqlx::FromRow;

use super::{Conn, Error, engine::on_engine};

#[derive(FromRow)]
struct AuthorRow {
    slug: String,
    name: String,
}

/// The picture an author is shown with, as its row has it.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct PortraitRow {
    pub(crate) hash: String,
    pub(crate) extension: String,
    pub(crate) widths: String,
    pub(crate) focus_x: i32,
    pub(crate) focus_y: i32,
}

/// Returns the author of a slug, made now when there is none; an existing one stays as it is.
pub(crate) async fn find_or_insert(
    conn: &mut Conn<'_>,
    slug: &Slug,
    name: &str,
    biography: &str,
) -> Result<AuthorId, Error> {
    const SQL: &str = "
        INSERT INTO authors (slug, name, biography)
        VALUES ($1, $2, $3)
        ON CONFLICT (slug) DO UPDATE SET slug = excluded.slug
        RETURNING id
    ";
    let id = on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(slug.as_str())
        .bind(name)
        .bind(biography)
        .fetch_one(c)
        .await)?;
    Ok(AuthorId(id))
}

/// Finds an author by slug, with name and biography.
pub(crate) async fn find(
    conn: &mut Conn<'_>,
    slug: &Slug,
) -> Result<Option<(AuthorId, String, String)>, Error> {
    const SQL: &str = "SELECT id, name, biography FROM authors WHERE slug = $1";
    let row: Option<(i64, String, String)> = on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(slug.as_str())
        .fetch_optional(c)
        .await)?;
    Ok(row.map(|(id, name, biography)| (AuthorId(id), name, biography)))
}

/// Finds the picture that an author is shown with.
pub(crate) async fn find_portrait(
    conn: &mut Conn<'_>,
    author: AuthorId,
) -> Result<Option<PortraitRow>, Error> {
    const SQL: &str = "
        SELECT media.hash, media.extension, media.widths, media.focus_x, media.focus_y
        FROM authors
        JOIN media ON media.id = authors.portrait_media_id
        WHERE authors.id = $1
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(author.0)
        .fetch_optional(c)
        .await)?)
}

/// Returns the name reviews are signed with.
pub(crate) async fn name(conn: &mut Conn<'_>, author: AuthorId) -> Result<Option<String>, Error> {
    const SQL: &str = "SELECT name FROM authors WHERE id = $1";
    Ok(on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(author.0)
        .fetch_optional(c)
        .await)?)
}

/// Lists the reviews that an author signs, drafts too.
pub(crate) async fn list_reviews(
    conn: &mut Conn<'_>,
    author: AuthorId,
) -> Result<Vec<ReviewId>, Error> {
    const SQL: &str =
        "SELECT review_id FROM review_authors WHERE author_id = $1 ORDER BY review_id";
    let ids: Vec<i64> = on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(author.0)
        .fetch_all(c)
        .await)?;
    Ok(ids.into_iter().map(ReviewId).collect())
}

/// Signs a review with authors, in order.
pub(crate) async fn insert_for_review(
    conn: &mut Conn<'_>,
    review: ReviewId,
    authors: &[AuthorId],
) -> Result<(), Error> {
    const SQL: &str =
        "INSERT INTO review_authors (review_id, position, author_id) VALUES ($1, $2, $3)";
    for (position, author) in (1_i32..).zip(authors) {
        on_engine!(conn, |c| sqlx::query(SQL)
            .bind(review.0)
            .bind(position)
            .bind(author.0)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    Ok(())
}

/// Takes the authors of a review off it, to be put on anew.
pub(crate) async fn delete_for_review(conn: &mut Conn<'_>, review: ReviewId) -> Result<(), Error> {
    const SQL: &str = "DELETE FROM review_authors WHERE review_id = $1";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(review.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Finds an author by name, however its letters are written, or by slug.
pub(crate) async fn find_by_name(
    conn: &mut Conn<'_>,
    name: &str,
) -> Result<Option<AuthorId>, Error> {
    const SQL: &str = "
        SELECT id
        FROM authors
        WHERE LOWER(name) = LOWER($1) OR slug = $2
        ORDER BY CASE WHEN LOWER(name) = LOWER($1) THEN 0 ELSE 1 END, id
        LIMIT 1
    ";
    let id: Option<i64> = on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(name)
        .bind(Slug::from_title(name).as_str())
        .fetch_optional(c)
        .await)?;
    Ok(id.map(AuthorId))
}

/// Says whether an author signs a review.
pub(crate) async fn signs(
    conn: &mut Conn<'_>,
    author: AuthorId,
    review: ReviewId,
) -> Result<bool, Error> {
    const SQL: &str = "SELECT COUNT(*) FROM review_authors WHERE author_id = $1 AND review_id = $2";
    let count: i64 = on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(author.0)
        .bind(review.0)
        .fetch_one(c)
        .await)?;
    Ok(count > 0)
}

/// Lists who signs a review, in order.
pub(crate) async fn list_for_review(
    conn: &mut Conn<'_>,
    review: ReviewId,
) -> Result<Vec<Author>, Error> {
    const SQL: &str = "
        SELECT authors.slug, authors.name
        FROM review_authors
        JOIN authors ON authors.id = review_authors.author_id
        WHERE review_authors.review_id = $1
        ORDER BY review_authors.position
    ";
    let rows: Vec<AuthorRow> = on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(review.0)
        .fetch_all(c)
        .await)?;
    rows.into_iter()
        .map(|row| {
            Ok(Author {
                slug: slug(row.slug, "authors")?,
                name: row.name,
            })
        })
        .collect()
}

/// Reads a slug back from a column.
pub(crate) fn slug(text: String, table: &'static str) -> Result<Slug, Error> {
    Slug::try_from(text).map_err(|_| Error::Corrupt {
        table,
        column: "slug",
    })
}
