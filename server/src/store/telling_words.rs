//! The words that tell what reviews are about.

use app::model::ReviewId;
use sqlx::{FromRow, QueryBuilder};

use super::{Conn, Error, engine::on_engine, search::TellingWord};

/// How many rows one statement adds; engines bound how many values it may bind.
const ROWS: usize = 1_000;

/// A word that another review has as well, as its row has it.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct SharedWordRow {
    pub(crate) id: i64,
    pub(crate) slug: String,
    pub(crate) title: String,
    /// The word as the review that was asked about writes it.
    pub(crate) written: String,
    /// How many reviews have it.
    pub(crate) uses: i64,
}

/// Replaces the words of reviews; one with none has no more.
pub(crate) async fn replace(
    conn: &mut Conn<'_>,
    told: &[(ReviewId, Vec<TellingWord>)],
) -> Result<(), Error> {
    const DELETE: &str = "DELETE FROM telling_words WHERE review_id IN (";
    const INSERT: &str = "INSERT INTO telling_words (review_id, word, written) ";
    if told.is_empty() {
        return Ok(());
    }
    on_engine!(conn, |c| {
        let mut delete = QueryBuilder::new(DELETE);
        let mut list = delete.separated(", ");
        for (review, _) in told {
            list.push_bind(review.0);
        }
        delete.push(")");
        delete.build().execute(c).await.map(|_| ())
    })?;
    let words = told
        .iter()
        .flat_map(|(review, words)| words.iter().map(|word| (review.0, word)));
    let words: Vec<_> = words.collect();
    for part in words.chunks(ROWS) {
        on_engine!(conn, |c| {
            let mut insert = QueryBuilder::new(INSERT);
            insert.push_values(part, |mut row, (review, word)| {
                row.push_bind(*review)
                    .push_bind(word.word.as_str())
                    .push_bind(word.written.as_str());
            });
            insert.build().execute(c).await.map(|_| ())
        })?;
    }
    Ok(())
}

/// Lists the words of a review that a few others have as well, no more than `few` with it, each with one of
/// those others, the newest first.
pub(crate) async fn list_shared(
    conn: &mut Conn<'_>,
    review: ReviewId,
    few: i64,
) -> Result<Vec<SharedWordRow>, Error> {
    // Counting stops behind the last that are few, so a common word costs no more than a rare one.
    const SQL: &str = "
        WITH ours AS MATERIALIZED (
            SELECT
                telling_words.word,
                telling_words.written,
                (
                    SELECT COUNT(*)
                    FROM (
                        SELECT 1
                        FROM telling_words AS counted
                        WHERE counted.word = telling_words.word
                        LIMIT CAST($2 AS BIGINT) + 1
                    ) AS found
                ) AS uses
            FROM telling_words
            WHERE telling_words.review_id = $1
        )
        SELECT reviews.id, reviews.slug, reviews.title, ours.written, ours.uses
        FROM ours
        JOIN telling_words AS theirs ON theirs.word = ours.word AND theirs.review_id <> $1
        JOIN reviews ON reviews.id = theirs.review_id
        WHERE ours.uses <= $2
            AND reviews.kind = 'review'
            AND reviews.published_at IS NOT NULL
        ORDER BY reviews.published_at DESC, reviews.id DESC, ours.uses
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(review.0)
        .bind(few)
        .fetch_all(c)
        .await)?)
}

/// Counts the published reviews, no further than a limit.
pub(crate) async fn count_reviews(conn: &mut Conn<'_>, limit: i64) -> Result<i64, Error> {
    const SQL: &str = "
        SELECT COUNT(*)
        FROM (
            SELECT 1
            FROM reviews
            WHERE kind = 'review' AND published_at IS NOT NULL
            LIMIT $1
        ) AS found
    ";
    Ok(on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(limit)
        .fetch_one(c)
        .await)?)
}
