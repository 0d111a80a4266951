//! What moderators did with comments.

use app::model::{
    AccountId, CommentId, ModerationAct, ModerationReason, ReviewId, Timestamp, VisitorId,
};
use sqlx::FromRow;

use super::{Conn, Error, engine::on_engine};

/// A comment out of sight, with what was done last.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct WithheldRow {
    pub(crate) id: i64,
    pub(crate) visitor_id: Option<i64>,
    pub(crate) name: String,
    pub(crate) body_source: String,
    pub(crate) act: String,
    pub(crate) reason: String,
}

/// Notes what a moderator did.
pub(crate) async fn insert(
    conn: &mut Conn<'_>,
    comment: CommentId,
    account: AccountId,
    (act, reason): (ModerationAct, Option<ModerationReason>),
    now: Timestamp,
) -> Result<(), Error> {
    const SQL: &str = "
        INSERT INTO moderation (comment_id, account_id, act, reason, created_at)
        VALUES ($1, $2, $3, $4, $5)
    ";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(comment.0)
        .bind(account.0)
        .bind(act.key())
        .bind(reason.map_or("", ModerationReason::key))
        .bind(now.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Lists the comments under a review that a moderator has taken out of sight and that still have
/// their text, of one visitor or of all, newest first, at most 50.
pub(crate) async fn list_withheld(
    conn: &mut Conn<'_>,
    review: ReviewId,
    visitor: Option<VisitorId>,
) -> Result<Vec<WithheldRow>, Error> {
    const SQL: &str = "
        SELECT
            comments.id, comments.visitor_id, comments.name, comments.body_source, moderation.act,
            moderation.reason
        FROM comments
        JOIN moderation ON moderation.comment_id = comments.id
        WHERE comments.review_id = $1
            AND comments.state <> 'published'
            AND comments.body_source <> ''
            AND (CAST($2 AS BIGINT) IS NULL OR comments.visitor_id = $2)
            AND moderation.act <> 'restore'
            AND moderation.id = (
                SELECT MAX(newest.id) FROM moderation AS newest
                WHERE newest.comment_id = comments.id
            )
        ORDER BY moderation.id DESC
        LIMIT 50
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(review.0)
        .bind(visitor.map(|visitor| visitor.0))
        .fetch_all(c)
        .await)?)
}
