//! Single comments: posting, finding, changing. What can be found by search follows each change.

use app::model::{AuthorId, CommentId, CommentKind, CommentState, ReviewId, Timestamp, VisitorId};
use sqlx::{FromRow, QueryBuilder};

use super::{
    Conn, Error,
    engine::{fetch_listed, on_engine},
    search,
};

/// How many rows one statement adds or looks for; engines bound how many values it may bind.
const ROWS: usize = 1_000;

/// A comment to be added.
#[derive(Clone, Debug)]
pub(crate) struct NewCommentRow {
    /// The review.
    pub(crate) review: ReviewId,
    /// The comment it answers.
    pub(crate) parent: Option<CommentId>,
    /// The place of its root; 0 for a mention.
    pub(crate) root_position: i32,
    /// What kind of remark it is.
    pub(crate) kind: CommentKind,
    /// What becomes of it.
    pub(crate) state: CommentState,
    /// The visitor who wrote it.
    pub(crate) visitor: Option<VisitorId>,
    /// The author who wrote it.
    pub(crate) author: Option<AuthorId>,
    /// The name it is signed with.
    pub(crate) name: String,
    /// The e-mail address, encrypted.
    pub(crate) email: Option<Vec<u8>>,
    /// The website.
    pub(crate) website: Option<String>,
    /// The text as typed.
    pub(crate) body_source: String,
    /// The text as rendered.
    pub(crate) body_html: String,
    /// The version of the rules it was rendered by.
    pub(crate) body_rules: i32,
    /// What the client sent to post once only.
    pub(crate) client_key: Option<String>,
    /// When.
    pub(crate) posted_at: Timestamp,
}

/// What a change of a comment needs to know of it.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct CommentFacts {
    pub(crate) id: i64,
    pub(crate) review_id: i64,
    pub(crate) parent_id: Option<i64>,
    pub(crate) root_position: i32,
    pub(crate) kind: String,
    pub(crate) state: String,
    pub(crate) visitor_id: Option<i64>,
    pub(crate) name: String,
    pub(crate) body_source: String,
    pub(crate) posted_at: i64,
}

/// Adds a comment; the counts are the caller's.
///
/// # Errors
/// [`super::error::Constraint::CommentKey`] when the client's key was used before.
pub(crate) async fn insert(
    conn: &mut Conn<'_>,
    comment: &NewCommentRow,
) -> Result<CommentId, Error> {
    let id = insert_unindexed(conn, comment).await?;
    search::follow_comment(conn, id).await?;
    Ok(id)
}

/// Adds one of several comments; the counts and the index are the caller's.
pub(crate) async fn insert_unindexed(
    conn: &mut Conn<'_>,
    comment: &NewCommentRow,
) -> Result<CommentId, Error> {
    const SQL: &str = "
        INSERT INTO comments (
            review_id, parent_id, root_position, kind, state, visitor_id, author_id, name, email,
            website, body_source, body_html, body_rules, client_key, posted_at
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        RETURNING id
    ";
    let id = on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(comment.review.0)
        .bind(comment.parent.map(|parent| parent.0))
        .bind(comment.root_position)
        .bind(comment.kind.key())
        .bind(comment.state.key())
        .bind(comment.visitor.map(|visitor| visitor.0))
        .bind(comment.author.map(|author| author.0))
        .bind(&comment.name)
        .bind(comment.email.as_deref())
        .bind(comment.website.as_deref())
        .bind(&comment.body_source)
        .bind(&comment.body_html)
        .bind(comment.body_rules)
        .bind(comment.client_key.as_deref())
        .bind(comment.posted_at.0)
        .fetch_one(c)
        .await)?;
    Ok(CommentId(id))
}

/// Lists which of these numbers comments have, and sees to it that no new comment is given one of the others.
pub(crate) async fn take_numbers(
    conn: &mut Conn<'_>,
    numbers: &[CommentId],
) -> Result<Vec<CommentId>, Error> {
    const SQL: &str = "SELECT id FROM comments WHERE id IN (";
    // SQLite gives out none below the highest.
    const BEYOND: &str = "
        SELECT setval(
            pg_get_serial_sequence('comments', 'id'),
            GREATEST($1, (SELECT last_value FROM comments_id_seq))
        )
    ";
    if let (Conn::Postgres(conn), Some(highest)) = (&mut *conn, numbers.iter().max()) {
        sqlx::query(BEYOND)
            .bind(highest.0)
            .execute(&mut **conn)
            .await?;
    }
    let mut taken = Vec::new();
    for part in numbers.chunks(ROWS) {
        let ids: Vec<(i64,)> = fetch_listed!(conn, SQL, part.iter().map(|number| number.0), ")")?;
        taken.extend(ids.into_iter().map(|row| CommentId(row.0)));
    }
    Ok(taken)
}

/// Gives out so many numbers that no comment has, all of them beyond `highest` and rising.
pub(crate) async fn take_new_numbers(
    conn: &mut Conn<'_>,
    highest: CommentId,
    count: i64,
) -> Result<Vec<CommentId>, Error> {
    if count == 0 {
        return Ok(Vec::new());
    }
    match conn {
        Conn::Sqlite(c) => {
            const SQL: &str = "SELECT COALESCE(MAX(id), 0) FROM comments";
            let last: i64 = sqlx::query_scalar(SQL).fetch_one(&mut **c).await?;
            let last = last.max(highest.0);
            Ok((last + 1..=last + count).map(CommentId).collect())
        }
        Conn::Postgres(c) => {
            const SQL: &str = "
                SELECT nextval(pg_get_serial_sequence('comments', 'id')) AS number
                FROM generate_series(1, $1)
                ORDER BY number
            ";
            let numbers: Vec<i64> = sqlx::query_scalar(SQL)
                .bind(count)
                .fetch_all(&mut **c)
                .await?;
            Ok(numbers.into_iter().map(CommentId).collect())
        }
    }
}

/// Adds comments under numbers of their own, replies after what they answer; the counts and the index are the
/// caller's.
pub(crate) async fn insert_numbered(
    conn: &mut Conn<'_>,
    comments: &[(CommentId, NewCommentRow)],
) -> Result<(), Error> {
    const SQL: &str = "
        INSERT INTO comments (
            review_id, parent_id, root_position, kind, state, visitor_id, author_id, name, email,
            website, body_source, body_html, body_rules, client_key, posted_at, id
        )
    ";
    for part in comments.chunks(ROWS) {
        on_engine!(conn, |c| {
            let mut insert = QueryBuilder::new(SQL);
            insert.push_values(part, |mut row, (id, comment)| {
                row.push_bind(comment.review.0)
                    .push_bind(comment.parent.map(|parent| parent.0))
                    .push_bind(comment.root_position)
                    .push_bind(comment.kind.key())
                    .push_bind(comment.state.key())
                    .push_bind(comment.visitor.map(|visitor| visitor.0))
                    .push_bind(comment.author.map(|author| author.0))
                    .push_bind(comment.name.as_str())
                    .push_bind(comment.email.as_deref())
                    .push_bind(comment.website.as_deref())
                    .push_bind(comment.body_source.as_str())
                    .push_bind(comment.body_html.as_str())
                    .push_bind(comment.body_rules)
                    .push_bind(comment.client_key.as_deref())
                    .push_bind(comment.posted_at.0)
                    .push_bind(id.0);
            });
            insert.build().execute(c).await.map(|_| ())
        })?;
    }
    Ok(())
}

/// Finds a comment under a published review, in whatever state it is.
pub(crate) async fn find(
    conn: &mut Conn<'_>,
    comment: CommentId,
) -> Result<Option<CommentFacts>, Error> {
    const SQL: &str = "
        SELECT
            comments.id, comments.review_id, comments.parent_id, comments.root_position,
            comments.kind, comments.state, comments.visitor_id, comments.name,
            comments.body_source, comments.posted_at
        FROM comments
        JOIN reviews ON reviews.id = comments.review_id
        WHERE comments.id = $1 AND reviews.published_at IS NOT NULL
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(comment.0)
        .fetch_optional(c)
        .await)?)
}

/// Lists where comments stand, whatever became of their reviews: number, review, place of the root.
pub(crate) async fn list_places(
    conn: &mut Conn<'_>,
    comments: &[CommentId],
) -> Result<Vec<(CommentId, ReviewId, i32)>, Error> {
    const SQL: &str = "SELECT id, review_id, root_position FROM comments WHERE id IN (";
    let mut places = Vec::new();
    for part in comments.chunks(ROWS) {
        let numbers = part.iter().map(|comment| comment.0);
        let rows: Vec<(i64, i64, i32)> = fetch_listed!(conn, SQL, numbers, ") ORDER BY id")?;
        let rows = rows.into_iter();
        places.extend(rows.map(|(id, review, root)| (CommentId(id), ReviewId(review), root)));
    }
    Ok(places)
}

/// Finds the comment that a visitor's client has posted with a key.
pub(crate) async fn find_by_key(
    conn: &mut Conn<'_>,
    visitor: VisitorId,
    key: &str,
) -> Result<Option<CommentId>, Error> {
    const SQL: &str = "SELECT id FROM comments WHERE visitor_id = $1 AND client_key = $2";
    let id: Option<i64> = on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(visitor.0)
        .bind(key)
        .fetch_optional(c)
        .await)?;
    Ok(id.map(CommentId))
}

/// Finds the newest comment with the same text in the same place by the same visitor, or by
/// somebody of the same name since a time, with when it was posted.
pub(crate) async fn find_duplicate(
    conn: &mut Conn<'_>,
    comment: &NewCommentRow,
    names_since: Timestamp,
) -> Result<Option<(CommentId, Timestamp)>, Error> {
    const SQL: &str = "
        SELECT id, posted_at
        FROM comments
        WHERE review_id = $1
            AND COALESCE(parent_id, 0) = $2
            AND body_source = $3
            AND state NOT IN ('removed', 'trashed')
            AND (
                visitor_id = CAST($4 AS BIGINT)
                OR (name = $5 AND posted_at >= $6)
            )
        ORDER BY id DESC
        LIMIT 1
    ";
    let row: Option<(i64, i64)> = on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(comment.review.0)
        .bind(comment.parent.map_or(0, |parent| parent.0))
        .bind(&comment.body_source)
        .bind(comment.visitor.map(|visitor| visitor.0))
        .bind(&comment.name)
        .bind(names_since.0)
        .fetch_optional(c)
        .await)?;
    Ok(row.map(|(id, at)| (CommentId(id), Timestamp(at))))
}

/// Finds when a visitor last posted a comment.
pub(crate) async fn find_last_posted(
    conn: &mut Conn<'_>,
    visitor: VisitorId,
) -> Result<Option<Timestamp>, Error> {
    const SQL: &str = "SELECT MAX(posted_at) FROM comments WHERE visitor_id = $1";
    let at: Option<i64> = on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(visitor.0)
        .fetch_one(c)
        .await)?;
    Ok(at.map(Timestamp))
}

/// Lists a visitor's own published comments under a review since a time.
pub(crate) async fn list_own(
    conn: &mut Conn<'_>,
    review: ReviewId,
    visitor: VisitorId,
    since: Timestamp,
) -> Result<Vec<CommentId>, Error> {
    const SQL: &str = "
        SELECT id
        FROM comments
        WHERE visitor_id = $1 AND review_id = $2 AND posted_at >= $3 AND state = 'published'
        ORDER BY id
    ";
    let ids: Vec<i64> = on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(visitor.0)
        .bind(review.0)
        .bind(since.0)
        .fetch_all(c)
        .await)?;
    Ok(ids.into_iter().map(CommentId).collect())
}

/// Replaces a comment's text and keeps the old one as a revision.
pub(crate) async fn update_text(
    conn: &mut Conn<'_>,
    comment: CommentId,
    (source, html, rules): (&str, &str, i32),
    now: Timestamp,
) -> Result<(), Error> {
    const KEEP: &str = "
        INSERT INTO comment_revisions (comment_id, replaced_at, body_source)
        SELECT id, $2, body_source FROM comments WHERE id = $1
        ON CONFLICT DO NOTHING
    ";
    const UPDATE: &str = "
        UPDATE comments
        SET body_source = $2, body_html = $3, body_rules = $4, edited_at = $5
        WHERE id = $1
    ";
    on_engine!(conn, |c| sqlx::query(KEEP)
        .bind(comment.0)
        .bind(now.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    on_engine!(conn, |c| sqlx::query(UPDATE)
        .bind(comment.0)
        .bind(source)
        .bind(html)
        .bind(rules)
        .bind(now.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    search::follow_comment(conn, comment).await
}

/// Lists the texts a comment had before, oldest first.
#[cfg(test)]
pub(crate) async fn list_revisions(
    conn: &mut Conn<'_>,
    comment: CommentId,
) -> Result<Vec<String>, Error> {
    const SQL: &str =
        "SELECT body_source FROM comment_revisions WHERE comment_id = $1 ORDER BY replaced_at";
    Ok(on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(comment.0)
        .fetch_all(c)
        .await)?)
}

/// Marks a comment as edited at a time, as an import or the demo brings it.
pub(crate) async fn update_edited_at(
    conn: &mut Conn<'_>,
    comment: CommentId,
    at: Timestamp,
) -> Result<(), Error> {
    const SQL: &str = "UPDATE comments SET edited_at = $2 WHERE id = $1";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(comment.0)
        .bind(at.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Changes what becomes of a comment.
pub(crate) async fn update_state(
    conn: &mut Conn<'_>,
    comment: CommentId,
    state: CommentState,
) -> Result<(), Error> {
    const SQL: &str = "UPDATE comments SET state = $2 WHERE id = $1";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(comment.0)
        .bind(state.key())
        .execute(c)
        .await
        .map(|_| ()))?;
    search::follow_comment(conn, comment).await
}

/// Takes a comment's text and its writer's address out of the database, earlier texts too.
pub(crate) async fn erase(
    conn: &mut Conn<'_>,
    comment: CommentId,
    state: CommentState,
) -> Result<(), Error> {
    const REVISIONS: &str = "DELETE FROM comment_revisions WHERE comment_id = $1";
    const COMMENT: &str = "
        UPDATE comments
        SET state = $2, name = '', email = NULL, website = NULL, body_source = '', body_html = ''
        WHERE id = $1
    ";
    on_engine!(conn, |c| sqlx::query(REVISIONS)
        .bind(comment.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    on_engine!(conn, |c| sqlx::query(COMMENT)
        .bind(comment.0)
        .bind(state.key())
        .execute(c)
        .await
        .map(|_| ()))?;
    search::follow_comment(conn, comment).await
}

/// Says whether a comment has a reply that can be seen.
pub(crate) async fn has_visible_replies(
    conn: &mut Conn<'_>,
    comment: CommentId,
) -> Result<bool, Error> {
    const SQL: &str = "
        SELECT COUNT(*)
        FROM comments
        WHERE parent_id = $1 AND state IN ('published', 'removed')
    ";
    let count: i64 = on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(comment.0)
        .fetch_one(c)
        .await)?;
    Ok(count > 0)
}
