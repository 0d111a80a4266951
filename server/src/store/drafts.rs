//! Drafts: the editor's fields as they were typed.

use app::model::{AccountId, ReviewId, Timestamp};
use sqlx::FromRow;

use super::{Conn, Error, engine::on_engine};

/// How many keys of saves are kept for a review: those of the last hours of typing.
const KEYS: i64 = 200;

/// A draft as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct DraftRow {
    pub(crate) version: i64,
    pub(crate) fields: String,
    pub(crate) has_changes: bool,
    pub(crate) saved_at: i64,
    pub(crate) saved_by: Option<String>,
}

/// A draft to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NewDraft {
    /// Its version.
    pub(crate) version: i64,
    /// The title in it.
    pub(crate) title: String,
    /// All fields, JSON.
    pub(crate) fields: String,
    /// Whether it says anything that the published text does not.
    pub(crate) has_changes: bool,
}

/// Finds a review's draft, with the name of whoever saved it.
pub(crate) async fn find(conn: &mut Conn<'_>, review: ReviewId) -> Result<Option<DraftRow>, Error> {
    const SQL: &str = "
        SELECT
            drafts.version, drafts.fields, drafts.has_changes, drafts.saved_at,
            accounts.name AS saved_by
        FROM drafts
        LEFT JOIN accounts ON accounts.id = drafts.saved_by
        WHERE drafts.review_id = $1
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(review.0)
        .fetch_optional(c)
        .await)?)
}

/// Keeps a review's draft instead of the one before.
pub(crate) async fn put(
    conn: &mut Conn<'_>,
    review: ReviewId,
    draft: &NewDraft,
    account: AccountId,
    now: Timestamp,
) -> Result<(), Error> {
    const SQL: &str = "
        INSERT INTO drafts (review_id, version, title, fields, has_changes, saved_at, saved_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (review_id) DO UPDATE SET
            version = excluded.version,
            title = excluded.title,
            fields = excluded.fields,
            has_changes = excluded.has_changes,
            saved_at = excluded.saved_at,
            saved_by = excluded.saved_by
    ";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(review.0)
        .bind(draft.version)
        .bind(&draft.title)
        .bind(&draft.fields)
        .bind(draft.has_changes)
        .bind(now.0)
        .bind(account.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Notes that the published text says all that the draft does, in these fields.
pub(crate) async fn update_published(
    conn: &mut Conn<'_>,
    review: ReviewId,
    fields: &str,
) -> Result<(), Error> {
    const SQL: &str = "UPDATE drafts SET has_changes = FALSE, fields = $2 WHERE review_id = $1";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(review.0)
        .bind(fields)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Replaces what a draft says without making it a later version: no word of it is another one.
pub(crate) async fn update_fields(
    conn: &mut Conn<'_>,
    review: ReviewId,
    fields: &str,
) -> Result<(), Error> {
    const SQL: &str = "UPDATE drafts SET fields = $2 WHERE review_id = $1";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(review.0)
        .bind(fields)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Finds what a save with a key has become, with when it was made.
pub(crate) async fn find_save(
    conn: &mut Conn<'_>,
    review: ReviewId,
    key: &str,
) -> Result<Option<(i64, Timestamp)>, Error> {
    const SQL: &str =
        "SELECT version, saved_at FROM draft_saves WHERE review_id = $1 AND save_key = $2";
    let row: Option<(i64, i64)> = on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(review.0)
        .bind(key)
        .fetch_optional(c)
        .await)?;
    Ok(row.map(|(version, at)| (version, Timestamp(at))))
}

/// Notes what a save with a key has become, and forgets those of long ago.
pub(crate) async fn insert_save(
    conn: &mut Conn<'_>,
    review: ReviewId,
    key: &str,
    (version, now): (i64, Timestamp),
) -> Result<(), Error> {
    const INSERT: &str = "
        INSERT INTO draft_saves (review_id, save_key, version, saved_at)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT DO NOTHING
    ";
    const FORGET: &str = "DELETE FROM draft_saves WHERE review_id = $1 AND version < $2";
    on_engine!(conn, |c| sqlx::query(INSERT)
        .bind(review.0)
        .bind(key)
        .bind(version)
        .bind(now.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    on_engine!(conn, |c| sqlx::query(FORGET)
        .bind(review.0)
        .bind(version - KEYS)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}
