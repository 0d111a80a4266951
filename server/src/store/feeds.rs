//! What feeds and the sitemap are made of.

use app::model::ReviewId;
use sqlx::FromRow;

use super::{
    Conn, Error,
    engine::on_engine,
    reviews::StillRow,
    scope::{Scope, in_scope},
};

/// A review in a feed, as its row has it.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct EntryRow {
    pub(crate) id: i64,
    pub(crate) slug: String,
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) film_id: Option<i64>,
    pub(crate) rating_halves: Option<i32>,
    pub(crate) rating_out_of: Option<i32>,
    pub(crate) epigraph_text: Option<String>,
    pub(crate) epigraph_speaker: Option<String>,
    pub(crate) body_source: String,
    pub(crate) published_at: i64,
    pub(crate) changed_at: i64,
    #[sqlx(flatten)]
    pub(crate) still: StillRow,
}

/// A comment in a feed, as its row has it.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct CommentEntryRow {
    pub(crate) id: i64,
    pub(crate) parent_id: Option<i64>,
    pub(crate) name: String,
    pub(crate) website: Option<String>,
    pub(crate) body_source: String,
    pub(crate) posted_at: i64,
    pub(crate) edited_at: Option<i64>,
}

/// An address of the sitemap, as its row has it.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct PlaceRow {
    pub(crate) slug: String,
    pub(crate) changed_at: i64,
    #[sqlx(flatten)]
    pub(crate) still: StillRow,
}

/// A review counts as changed when it was edited after it was published; what an import wrote later
/// than that is no change.
macro_rules! changed_at {
    () => {
        "
        CASE
            WHEN reviews.updated_at > reviews.created_at
                AND reviews.updated_at > reviews.published_at
                THEN reviews.updated_at
            ELSE reviews.published_at
        END AS changed_at,
        reviews.still_alt, reviews.still_credit, media.hash AS still_hash,
        media.extension AS still_extension, media.width AS still_width,
        media.height AS still_height, media.widths AS still_widths
        "
    };
}

macro_rules! entries {
    () => {
        concat!(
            "
            SELECT
                reviews.id, reviews.slug, reviews.title, reviews.summary, reviews.film_id,
                reviews.rating_halves, reviews.rating_out_of,
                reviews.epigraph_text, reviews.epigraph_speaker, reviews.body_source,
                reviews.published_at,
            ",
            changed_at!(),
            "
            FROM reviews
            LEFT JOIN media ON media.id = reviews.still_media_id
            WHERE reviews.kind = 'review' AND reviews.published_at IS NOT NULL
            "
        )
    };
}

/// Lists the newest published reviews of a scope with their texts.
pub(crate) async fn list_entries(
    conn: &mut Conn<'_>,
    scope: Scope,
    limit: i32,
) -> Result<Vec<EntryRow>, Error> {
    let sql: &'static str = in_scope!(
        scope,
        entries,
        "ORDER BY reviews.published_at DESC, reviews.id DESC LIMIT $3"
    );
    Ok(on_engine!(conn, |c| sqlx::query_as(sql)
        .bind(scope.id())
        .bind(scope.end())
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// Lists the newest comments of a review that everybody can read.
pub(crate) async fn list_comment_entries(
    conn: &mut Conn<'_>,
    review: ReviewId,
    limit: i32,
) -> Result<Vec<CommentEntryRow>, Error> {
    const SQL: &str = "
        SELECT id, parent_id, name, website, body_source, posted_at, edited_at
        FROM comments
        WHERE review_id = $1 AND state = 'published' AND kind = 'comment'
        ORDER BY posted_at DESC, id DESC
        LIMIT $2
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(review.0)
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// Lists the published reviews for the sitemap, in the order they were added.
pub(crate) async fn list_places(conn: &mut Conn<'_>) -> Result<Vec<PlaceRow>, Error> {
    const SQL: &str = concat!(
        "SELECT reviews.slug, ",
        changed_at!(),
        "
        FROM reviews
        LEFT JOIN media ON media.id = reviews.still_media_id
        WHERE reviews.kind = 'review' AND reviews.published_at IS NOT NULL
        ORDER BY reviews.id
        "
    );
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .fetch_all(c)
        .await)?)
}
