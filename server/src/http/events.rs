//! The stream of events behind an open page: what it missed, and then what happens.
//!
//! A browser holds at most six connections to a site over HTTP/1.1, so several pages may share one
//! stream: `with=2.45,3.17` adds the reviews 2 and 3, after the events 45 and 17.

use std::{convert::Infallible, sync::Arc, time::Duration};

use app::{AppError, model::ReviewId};
use axum::{
    Extension,
    body::Body,
    extract::{Path, Query, State},
    http::{
        HeaderMap, HeaderName, HeaderValue, StatusCode,
        header::{CACHE_CONTROL, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures::{Stream, StreamExt as _, stream};
use serde::Deserialize;
use tokio::sync::watch;

use super::{address::ClientAddress, headers::refusal, routes::Shared, session::CurrentSession};
use crate::{
    clock::Entropy,
    live::{Delivery, HubFull, Mailbox, frame, hub::Place},
    service::{
        accounts::find_session,
        live::{self, Missed, Start},
    },
};

/// How often an idle stream says that it is alive.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// How many reviews one stream can carry.
const MOST_REVIEWS: usize = 32;
/// How long somebody waits before asking again when there is no place, in seconds.
const FULL_SECONDS: i64 = 30;
/// How long a browser waits before it comes back, at least and at most, in milliseconds.
const RETRY: std::ops::Range<u32> = 1_000..4_000;

/// What a stream is asked for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    after: Option<String>,
    with: Option<String>,
}

/// Opens a stream of a review's events.
pub(super) async fn stream(
    State(shared): State<Shared>,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
    Extension(address): Extension<ClientAddress>,
    Extension(session): Extension<CurrentSession>,
    headers: HeaderMap,
) -> Response {
    let session = session.0.is_some().then(|| Signed::of(&shared, &headers));
    match open(&shared, &slug, &asked, address, &headers).await {
        Ok(events) => answer(events, session.flatten()),
        Err(error) => refusal(&error),
    }
}

/// Answers with the events, for somebody who is signed in as long as they are.
fn answer(events: impl Stream<Item = Bytes> + Send + 'static, signed: Option<Signed>) -> Response {
    let body = match signed {
        Some(signed) => {
            Body::from_stream(events.take_until(signed.ends()).map(Ok::<_, Infallible>))
        }
        None => Body::from_stream(events.map(Ok::<_, Infallible>)),
    };
    let mut answer = (StatusCode::OK, body).into_response();
    let out = answer.headers_mut();
    for (name, value) in [
        (CONTENT_TYPE, "text/event-stream; charset=utf-8"),
        (CACHE_CONTROL, "no-cache"),
        // Tells nginx not to wait for more before it passes an event on.
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ] {
        out.insert(name, HeaderValue::from_static(value));
    }
    answer
}

/// Whose stream it is, when somebody is signed in.
struct Signed {
    shared: Shared,
    word: String,
    changes: watch::Receiver<()>,
}

impl Signed {
    fn of(shared: &Shared, headers: &HeaderMap) -> Option<Self> {
        Some(Self {
            word: shared.renderer.cookies.session(headers)?.to_owned(),
            // From now on, so that an end just after the session was found is not missed.
            changes: shared.hub.sessions(),
            shared: shared.clone(),
        })
    }

    /// Waits until the session has ended.
    async fn ends(mut self) {
        while self.changes.changed().await.is_ok() {
            if let Ok(None) = find_session(&self.shared.core, &self.word).await {
                return;
            }
        }
    }
}

async fn open(
    shared: &Shared,
    slug: &str,
    asked: &Asked,
    address: ClientAddress,
    headers: &HeaderMap,
) -> Result<impl Stream<Item = Bytes> + Send + use<>, AppError> {
    let missing = AppError::NotFound(app::error::Thing::Review);
    let slug = slug.parse().map_err(|_| missing)?;
    let review = live::find_review(&shared.core, &slug).await?;
    // A browser that comes back by itself says what it has seen, and knows better than the address.
    let seen = headers
        .get("last-event-id")
        .and_then(|id| id.to_str().ok()?.parse().ok());
    let asked = reviews(review, asked, seen);
    let ids: Vec<ReviewId> = asked.iter().map(|(review, _)| *review).collect();
    // The stream listens before it reads, so that nothing falls in between.
    let place = shared
        .hub
        .listen(&ids, address.0)
        .map_err(|full| match full {
            HubFull::ForAddress => AppError::RateLimited {
                retry_after: FULL_SECONDS,
            },
            HubFull::ForAll => AppError::Unavailable,
        })?;
    let start = live::missed(&shared.core, &asked).await?;
    let greeting = frame::greeting(retry(&*shared.renderer.entropy), &shared.build);
    let first = stream::iter(begin(greeting, &start));
    let later = follow(place, start.newest, ids);
    Ok(first.chain(later))
}

/// Lists the reviews a stream is asked for, each with the number of the last event seen of it.
fn reviews(review: ReviewId, asked: &Asked, seen: Option<i64>) -> Vec<(ReviewId, Option<i64>)> {
    let after = asked.after.as_deref().and_then(|after| after.parse().ok());
    let mut all = vec![(review, seen.or(after))];
    let with = asked.with.as_deref().unwrap_or_default();
    let others = with.split(',').filter_map(|pair| {
        let (review, after) = pair.split_once('.')?;
        Some((ReviewId(review.parse().ok()?), after.parse().ok()?))
    });
    for (other, after) in others {
        if all.len() < MOST_REVIEWS && all.iter().all(|(known, _)| *known != other) {
            all.push((other, seen.or(Some(after))));
        }
    }
    all
}

/// Returns how long this browser is to wait before it comes back, in milliseconds: many that lose
/// their stream at once must not come back at once.
fn retry(entropy: &dyn Entropy) -> u32 {
    let mut bytes = [0; 4];
    entropy.fill(&mut bytes);
    RETRY.start + u32::from_le_bytes(bytes) % (RETRY.end - RETRY.start)
}

/// Writes what was missed.
fn begin(greeting: Bytes, start: &Start) -> Vec<Bytes> {
    let mut all = vec![greeting];
    for (review, missed) in &start.missed {
        match missed {
            Missed::Events(events) => all.extend(frame::replay(events, *review)),
            Missed::TooMuch => all.push(frame::resync(*review, start.newest)),
        }
    }
    all
}

/// Follows what happens after an event, with a sign of life where nothing does.
fn follow(place: Place, newest: i64, reviews: Vec<ReviewId>) -> impl Stream<Item = Bytes> {
    let beat = tokio::time::Instant::now() + HEARTBEAT;
    let place = Arc::new(place);
    let state = Following {
        mailbox: place.mailbox.clone(),
        _place: place,
        beat: Box::pin(tokio::time::sleep_until(beat)),
        newest,
        reviews,
    };
    stream::unfold(state, |mut state| async move {
        let bytes = state.next().await?;
        Some((bytes, state))
    })
}

struct Following {
    mailbox: Arc<Mailbox>,
    /// Held as long as the stream is open.
    _place: Arc<Place>,
    beat: std::pin::Pin<Box<tokio::time::Sleep>>,
    newest: i64,
    reviews: Vec<ReviewId>,
}

impl Following {
    async fn next(&mut self) -> Option<Bytes> {
        loop {
            tokio::select! {
                biased;
                delivery = self.mailbox.next() => match delivery? {
                    // What was read from the database is not told again.
                    Delivery::Frame(frame) if frame.seq <= self.newest => {}
                    Delivery::Frame(frame) => {
                        self.rest();
                        return Some(frame.bytes);
                    }
                    Delivery::Lagged => {
                        self.rest();
                        let all = self.reviews.iter();
                        return Some(all.flat_map(|review| frame::resync(*review, self.newest)).collect());
                    }
                },
                () = &mut self.beat => {
                    self.rest();
                    return Some(frame::HEARTBEAT);
                }
            }
        }
    }

    fn rest(&mut self) {
        self.beat
            .as_mut()
            .reset(tokio::time::Instant::now() + HEARTBEAT);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(after: &str, with: &str) -> Asked {
        Asked {
            after: Some(after.to_owned()),
            with: Some(with.to_owned()),
        }
    }

    #[test]
    fn a_stream_carries_the_reviews_it_is_asked_for() {
        let one = ReviewId(1);
        assert_eq!(
            reviews(one, &asked("45", "2.3,x,4.y,1.9,5.0"), None),
            [
                (one, Some(45)),
                (ReviewId(2), Some(3)),
                (ReviewId(5), Some(0))
            ]
        );
        assert_eq!(reviews(one, &Asked::default(), None), [(one, None)]);
        assert_eq!(reviews(one, &asked("x", ""), None), [(one, None)]);
        let many: Vec<String> = (2..100).map(|id| format!("{id}.0")).collect();
        assert_eq!(reviews(one, &asked("0", &many.join(",")), None).len(), 32);
    }

    #[test]
    fn what_a_browser_has_seen_beats_the_address() {
        assert_eq!(
            reviews(ReviewId(1), &asked("45", "2.3"), Some(60)),
            [(ReviewId(1), Some(60)), (ReviewId(2), Some(60))]
        );
    }
}
