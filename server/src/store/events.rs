//! What happened, in order.

use std::{collections::BTreeMap, fmt::Write as _};

use app::model::{CommentId, ReviewId, Timestamp};
use sqlx::FromRow;

use super::{Conn, Error, engine::on_engine};

/// The most events that are listed at once.
pub(crate) const LARGEST_LIST: i64 = 1_000;

/// What an event tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EventKind {
    /// New numbers of likes.
    Likes,
    /// A new comment.
    Comment,
    /// A comment with another text.
    CommentChanged,
    /// A comment that is gone.
    CommentRemoved,
    /// A review that is new, changed or gone.
    Review,
    /// What readers give a film.
    FilmRatings,
    /// What accounts are called, or whether they are named at all.
    Names,
    /// Sessions that have ended; no page shows any.
    Sessions,
}

impl EventKind {
    /// Returns the word of the database and of the event stream.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Likes => "likes",
            Self::Comment => "comment",
            Self::CommentChanged => "comment-changed",
            Self::CommentRemoved => "comment-removed",
            Self::Review => "review",
            Self::FilmRatings => "film-ratings",
            Self::Names => "names",
            Self::Sessions => "sessions",
        }
    }

    fn from_key(key: &str) -> Option<Self> {
        [
            Self::Likes,
            Self::Comment,
            Self::CommentChanged,
            Self::CommentRemoved,
            Self::Review,
            Self::FilmRatings,
            Self::Names,
            Self::Sessions,
        ]
        .into_iter()
        .find(|kind| kind.key() == key)
    }
}

/// An event as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Event {
    /// Its number; later ones have higher numbers.
    pub(crate) seq: i64,
    /// The review it is about; none for the publication as a whole.
    pub(crate) review: Option<ReviewId>,
    /// What it tells of.
    pub(crate) kind: EventKind,
    /// JSON.
    pub(crate) payload: String,
    /// When.
    pub(crate) at: Timestamp,
}

#[derive(FromRow)]
struct EventRow {
    seq: i64,
    review_id: Option<i64>,
    kind: String,
    payload: String,
    created_at: i64,
}

impl TryFrom<EventRow> for Event {
    type Error = Error;

    fn try_from(row: EventRow) -> Result<Self, Error> {
        let kind = EventKind::from_key(&row.kind).ok_or(Error::Corrupt {
            table: "events",
            column: "kind",
        })?;
        Ok(Self {
            seq: row.seq,
            review: row.review_id.map(ReviewId),
            kind,
            payload: row.payload,
            at: Timestamp(row.created_at),
        })
    }
}

/// Writes an event and notes its number on its review.
pub(crate) async fn insert(
    conn: &mut Conn<'_>,
    review: Option<ReviewId>,
    kind: EventKind,
    payload: String,
    now: Timestamp,
) -> Result<Event, Error> {
    const INSERT: &str = "
        INSERT INTO events (review_id, kind, payload, created_at)
        VALUES ($1, $2, $3, $4)
        RETURNING seq
    ";
    const NOTE: &str = "UPDATE reviews SET event_seq = $1 WHERE id = $2";
    let id = review.map(|review| review.0);
    let seq: i64 = on_engine!(conn, |c| sqlx::query_scalar(INSERT)
        .bind(id)
        .bind(kind.key())
        .bind(&payload)
        .bind(now.0)
        .fetch_one(c)
        .await)?;
    if let Some(id) = id {
        on_engine!(conn, |c| sqlx::query(NOTE)
            .bind(seq)
            .bind(id)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    Ok(Event {
        seq,
        review,
        kind,
        payload,
        at: now,
    })
}

/// Returns the number of the newest event; 0 when there is none.
pub(crate) async fn newest(conn: &mut Conn<'_>) -> Result<i64, Error> {
    const SQL: &str = "SELECT COALESCE(MAX(seq), 0) FROM events";
    Ok(on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .fetch_one(c)
        .await)?)
}

/// Returns the number of the oldest event that is kept; when there is none, that of the next one
/// at the earliest.
pub(crate) async fn oldest(conn: &mut Conn<'_>) -> Result<i64, Error> {
    const SQL: &str = "
        SELECT COALESCE(
            MIN(seq),
            (SELECT COALESCE(MAX(event_seq), 0) + 1 FROM reviews)
        )
        FROM events
    ";
    Ok(on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .fetch_one(c)
        .await)?)
}

/// Lists the events after a number, of one review or of all, oldest first, at most
/// [`LARGEST_LIST`].
pub(crate) async fn list_after(
    conn: &mut Conn<'_>,
    review: Option<ReviewId>,
    after: i64,
) -> Result<Vec<Event>, Error> {
    const SQL: &str = "
        SELECT seq, review_id, kind, payload, created_at
        FROM events
        WHERE seq > $1 AND (CAST($2 AS BIGINT) IS NULL OR review_id = $2)
        ORDER BY seq
        LIMIT $3
    ";
    let rows: Vec<EventRow> = on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(after)
        .bind(review.map(|review| review.0))
        .bind(LARGEST_LIST)
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(Event::try_from).collect()
}

/// Forgets the events before a time and returns how many there were.
pub(crate) async fn delete_before(conn: &mut Conn<'_>, time: Timestamp) -> Result<u64, Error> {
    const SQL: &str = "DELETE FROM events WHERE created_at < $1";
    let gone = on_engine!(conn, |c| sqlx::query(SQL)
        .bind(time.0)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(gone)
}

/// Writes the payload of a `likes` event: absolute numbers of what changed.
pub(crate) fn likes_payload(review: Option<i64>, comments: &BTreeMap<CommentId, i64>) -> String {
    let mut json = String::from("{");
    if let Some(count) = review {
        let _ = write!(json, r#""review":{count}"#);
        if !comments.is_empty() {
            json.push(',');
        }
    }
    if !comments.is_empty() {
        json.push_str(r#""comments":{"#);
        for (index, (comment, count)) in comments.iter().enumerate() {
            let comma = if index > 0 { "," } else { "" };
            let _ = write!(json, r#"{comma}"{comment}":{count}"#);
        }
        json.push('}');
    }
    json.push('}');
    json
}
