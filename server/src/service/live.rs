//! What a stream of events begins with: everything since the page was rendered.

use app::{
    AppError,
    error::Thing,
    model::{Comment, CommentId, Moment, ReviewId, Slug},
};

use super::Core;
use crate::store::{
    Conn, Error,
    events::{self, Event},
    reviews,
};

/// What a stream has missed of a review.
#[derive(Debug)]
pub(crate) enum Missed {
    /// These events, oldest first.
    Events(Vec<Event>),
    /// More than can be told; the page is to be fetched again.
    TooMuch,
}

/// What a stream begins with.
#[derive(Debug)]
pub(crate) struct Start {
    /// The number of the newest event at that moment.
    pub(crate) newest: i64,
    /// What was missed of each review that is there.
    pub(crate) missed: Vec<(ReviewId, Missed)>,
}

/// Finds the published review of a slug.
///
/// # Errors
/// [`AppError::NotFound`] when there is none.
pub(crate) async fn find_review(core: &Core, slug: &Slug) -> Result<ReviewId, AppError> {
    let mut snapshot = core.store.snapshot().await?;
    let row = reviews::find_published(&mut snapshot.conn(), slug).await?;
    row.map(|row| ReviewId(row.id))
        .ok_or(AppError::NotFound(Thing::Review))
}

/// Reads what was missed of some reviews after a number of each; without one, nothing was.
pub(crate) async fn missed(
    core: &Core,
    asked: &[(ReviewId, Option<i64>)],
) -> Result<Start, AppError> {
    let mut snapshot = core.store.snapshot().await?;
    let conn = &mut snapshot.conn();
    let newest = events::newest(conn).await?;
    let oldest = events::oldest(conn).await?;
    let mut missed = Vec::new();
    for (review, after) in asked {
        let Some(state) = reviews::find_state(conn, *review).await? else {
            continue;
        };
        let missing = match after {
            None => Missed::Events(Vec::new()),
            Some(after) => since(conn, *review, *after, (state.event_seq, oldest)).await?,
        };
        missed.push((*review, missing));
    }
    Ok(Start { newest, missed })
}

async fn since(
    conn: &mut Conn<'_>,
    review: ReviewId,
    after: i64,
    (last, oldest): (i64, i64),
) -> Result<Missed, Error> {
    if last == after {
        return Ok(Missed::Events(Vec::new()));
    }
    // A number that was never given out is one of a database that a backup has replaced; and of
    // events that were forgotten, nobody knows whether this review had any.
    if after > last || after + 1 < oldest {
        return Ok(Missed::TooMuch);
    }
    let events = events::list_after(conn, Some(review), after).await?;
    if i64::try_from(events.len()).is_ok_and(|count| count >= events::LARGEST_LIST) {
        return Ok(Missed::TooMuch);
    }
    Ok(Missed::Events(events))
}

/// Writes what the event of a new comment tells.
pub(crate) fn comment_payload(comment: &Comment) -> String {
    serde_json::json!({
        "id": comment.id,
        "parent": comment.parent,
        "html": comment.body.0.as_deref().unwrap_or_default(),
        "author": {
            "name": comment.name,
            "website": comment.website,
            "by_author": comment.by_author,
        },
        "created_at": comment.posted.at,
        "posted": comment.posted,
        "like_count": comment.like_count,
    })
    .to_string()
}

/// Writes what the event of a comment with another text tells.
pub(crate) fn changed_payload(comment: CommentId, html: &str, edited: &Moment) -> String {
    serde_json::json!({
        "id": comment,
        "html": html,
        "edited_at": edited.at,
        "edited": edited,
    })
    .to_string()
}
