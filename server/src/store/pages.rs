//! Pages such as About and Privacy, as readers see them.

use app::model::Slug;
use sqlx::FromRow;

use super::{Conn, Error, engine::on_engine, reviews::StillRow};

/// A published page.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct PageRow {
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) body_source: String,
    pub(crate) body_html: String,
    pub(crate) changed_at: i64,
    #[sqlx(flatten)]
    pub(crate) still: StillRow,
}

/// A published page in a list.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct PageNameRow {
    pub(crate) slug: String,
    pub(crate) title: String,
    pub(crate) changed_at: i64,
}

/// Finds a published page by its slug.
pub(crate) async fn find(conn: &mut Conn<'_>, slug: &Slug) -> Result<Option<PageRow>, Error> {
    const SQL: &str = "
        SELECT
            reviews.title, reviews.summary, reviews.body_source, reviews.body_html,
            COALESCE(reviews.edited_at, reviews.published_at) AS changed_at,
            reviews.still_alt, reviews.still_credit,
            media.hash AS still_hash, media.extension AS still_extension,
            media.width AS still_width, media.height AS still_height, media.widths AS still_widths
        FROM reviews
        LEFT JOIN media ON media.id = reviews.still_media_id
        WHERE reviews.slug = $1 AND reviews.kind = 'page' AND reviews.published_at IS NOT NULL
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(slug.as_str())
        .fetch_optional(c)
        .await)?)
}

/// Lists the published pages, in the order they were first published.
pub(crate) async fn list(conn: &mut Conn<'_>) -> Result<Vec<PageNameRow>, Error> {
    const SQL: &str = "
        SELECT slug, title, COALESCE(edited_at, published_at) AS changed_at
        FROM reviews
        WHERE kind = 'page' AND published_at IS NOT NULL
        ORDER BY published_at, id
        LIMIT 100
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .fetch_all(c)
        .await)?)
}
