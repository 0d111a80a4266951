//! An event as it goes over the wire (HTML standard, section 9.2, "Server-sent events").

use std::collections::BTreeMap;

use app::model::{CommentId, ReviewId};
use bytes::Bytes;
use serde::Deserialize;

use crate::store::events::{self, Event, EventKind};

/// An event as every stream sends it.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    /// The event's number.
    pub(crate) seq: i64,
    /// Its lines, ready to be sent.
    pub(crate) bytes: Bytes,
}

/// The last numbers of likes of one review.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Likes {
    review: Option<i64>,
    comments: BTreeMap<CommentId, i64>,
}

impl Likes {
    /// Reads the payload of a `likes` event; one that is not sound says nothing.
    pub(crate) fn parse(payload: &str) -> Self {
        serde_json::from_str(payload).unwrap_or_default()
    }

    /// Takes over what is newer.
    pub(crate) fn merge(&mut self, newer: Self) {
        if newer.review.is_some() {
            self.review = newer.review;
        }
        self.comments.extend(newer.comments);
    }

    /// Writes the numbers as the event with a number.
    pub(crate) fn frame(&self, review: ReviewId, seq: i64) -> Frame {
        let payload = events::likes_payload(self.review, &self.comments);
        Frame {
            seq,
            bytes: write(EventKind::Likes.key(), Some(seq), review, &payload),
        }
    }
}

impl Frame {
    /// Writes an event. A review that changed as a whole is fetched again by its readers.
    pub(crate) fn of(event: &Event, review: ReviewId) -> Self {
        let bytes = match event.kind {
            EventKind::Review => write("resync", Some(event.seq), review, "{}"),
            kind => write(kind.key(), Some(event.seq), review, &event.payload),
        };
        Self {
            seq: event.seq,
            bytes,
        }
    }
}

/// Writes the events that a stream has missed, those of likes as one with the last numbers.
pub(crate) fn replay(events: &[Event], review: ReviewId) -> Vec<Bytes> {
    let mut frames = Vec::new();
    let mut likes: Option<Likes> = None;
    for event in events {
        if event.kind == EventKind::Likes {
            let newer = Likes::parse(&event.payload);
            likes.get_or_insert_default().merge(newer);
        } else {
            frames.push(Frame::of(event, review).bytes);
        }
    }
    if let (Some(likes), Some(last)) = (likes, events.last()) {
        frames.push(likes.frame(review, last.seq).bytes);
    }
    frames
}

/// Writes the order to fetch a review again, which stands for all events up to a number.
pub(crate) fn resync(review: ReviewId, seq: i64) -> Bytes {
    write("resync", Some(seq), review, "{}")
}

/// Writes what a stream begins with: how long to wait before trying again, in milliseconds, and
/// the build of the browser's half that goes with this server.
pub(crate) fn greeting(retry: u32, build: &str) -> Bytes {
    format!("retry: {retry}\nevent: build\ndata: {{\"build\":\"{build}\"}}\n\n").into()
}

/// What keeps an idle stream from being taken for a dead one, by proxies and by the page itself:
/// a comment line would not reach its script.
pub(crate) const HEARTBEAT: Bytes = Bytes::from_static(b"event: beat\ndata: {}\n\n");

/// Several reviews may come over one stream, so each event says which one it is `in`.
fn write(kind: &str, seq: Option<i64>, review: ReviewId, payload: &str) -> Bytes {
    let rest = payload.strip_prefix('{').unwrap_or("}");
    let comma = if rest == "}" { "" } else { "," };
    let id = seq.map(|seq| format!("id: {seq}\n")).unwrap_or_default();
    format!("{id}event: {kind}\ndata: {{\"in\":{review}{comma}{rest}\n\n").into()
}

#[cfg(test)]
mod tests {
    use app::model::Timestamp;

    use super::*;

    fn event(seq: i64, kind: EventKind, payload: &str) -> Event {
        Event {
            seq,
            review: Some(ReviewId(3)),
            kind,
            payload: payload.to_owned(),
            at: Timestamp(0),
        }
    }

    fn text(bytes: &Bytes) -> String {
        String::from_utf8(bytes.to_vec()).unwrap()
    }

    #[test]
    fn an_event_is_one_block_of_lines() {
        let removed = event(7, EventKind::CommentRemoved, r#"{"id":41}"#);
        assert_eq!(
            text(&Frame::of(&removed, ReviewId(3)).bytes),
            "id: 7\nevent: comment-removed\ndata: {\"in\":3,\"id\":41}\n\n"
        );
        let changed = event(8, EventKind::Review, r#"{"slug":"salt"}"#);
        assert_eq!(
            text(&Frame::of(&changed, ReviewId(3)).bytes),
            "id: 8\nevent: resync\ndata: {\"in\":3}\n\n"
        );
    }

    #[test]
    fn what_was_missed_comes_in_order_with_the_last_numbers_of_likes() {
        let events = [
            event(
                1,
                EventKind::Likes,
                r#"{"review":3,"comments":{"41":1,"7":2}}"#,
            ),
            event(2, EventKind::CommentRemoved, r#"{"id":9}"#),
            event(3, EventKind::Likes, r#"{"comments":{"41":2}}"#),
        ];
        let frames: Vec<String> = replay(&events, ReviewId(3)).iter().map(text).collect();
        assert_eq!(frames.len(), 2);
        assert!(frames[0].starts_with("id: 2\nevent: comment-removed\n"));
        assert_eq!(
            frames[1],
            "id: 3\nevent: likes\ndata: {\"in\":3,\"review\":3,\"comments\":{\"7\":2,\"41\":2}}\n\n"
        );
    }
}
