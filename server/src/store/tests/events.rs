//! Events.

use std::collections::BTreeMap;

use app::model::{CommentId, ReviewId};

use super::{
    builders::{NOON, insert_review, slug},
    execute, is_corrupt, refusal, store_tests,
};
use crate::store::{
    Conn, Constraint,
    events::{self, EventKind, likes_payload},
    reviews,
};

store_tests!(conn:
    events_come_back_as_written_in_order,
    events_after_a_number_are_listed_of_one_review_or_of_all,
    a_review_knows_the_newest_of_its_events,
    a_list_of_events_ends_at_a_thousand,
    old_events_are_forgotten_and_their_numbers_never_come_again,
    the_oldest_event_tells_what_was_forgotten,
    an_event_of_an_unknown_review_is_refused,
    an_event_of_an_unknown_kind_is_reported,
);

async fn events_come_back_as_written_in_order(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let mut written = Vec::new();
    for (review, kind) in [
        (Some(review), EventKind::Likes),
        (Some(review), EventKind::Comment),
        (None, EventKind::Review),
        (Some(review), EventKind::CommentChanged),
        (Some(review), EventKind::CommentRemoved),
    ] {
        let payload = format!(r#"{{"kind":"{}"}}"#, kind.key());
        written.push(
            events::insert(conn, review, kind, payload, NOON)
                .await
                .unwrap(),
        );
    }

    assert!(written.is_sorted_by(|one, next| one.seq < next.seq));
    assert_eq!(events::list_after(conn, None, 0).await.unwrap(), written);
}

async fn events_after_a_number_are_listed_of_one_review_or_of_all(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let other = insert_review(conn, "winter-light").await;
    let mut written = Vec::new();
    for about in [Some(review), Some(other), None, Some(review)] {
        let event = events::insert(conn, about, EventKind::Review, "{}".to_owned(), NOON);
        written.push(event.await.unwrap());
    }
    let [first, second, third, fourth] = written.try_into().unwrap();

    let of_one = events::list_after(conn, Some(review), 0).await.unwrap();
    assert_eq!(of_one, [first.clone(), fourth.clone()]);
    let later = events::list_after(conn, Some(review), first.seq)
        .await
        .unwrap();
    assert_eq!(later, std::slice::from_ref(&fourth));
    let of_all = events::list_after(conn, None, first.seq).await.unwrap();
    assert_eq!(of_all, [second, third, fourth.clone()]);
    assert_eq!(
        events::list_after(conn, None, fourth.seq).await.unwrap(),
        []
    );
}

async fn a_review_knows_the_newest_of_its_events(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    assert_eq!(events::newest(conn).await.unwrap(), 0);
    let of_review = events::insert(conn, Some(review), EventKind::Review, "{}".to_owned(), NOON);
    let of_review = of_review.await.unwrap();
    let of_all = events::insert(conn, None, EventKind::Review, "{}".to_owned(), NOON).await;

    assert_eq!(events::newest(conn).await.unwrap(), of_all.unwrap().seq);
    let row = reviews::find_published(conn, &slug("salt-year"))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(row.event_seq, of_review.seq);
}

async fn a_list_of_events_ends_at_a_thousand(conn: &mut Conn<'_>) {
    execute(conn, MANY_EVENTS).await;
    let first = events::list_after(conn, None, 0).await.unwrap();
    assert_eq!(first.len(), 1000);
    let rest = events::list_after(conn, None, first[999].seq)
        .await
        .unwrap();
    assert_eq!(rest.len(), 1);
}

/// Writes 1,001 events.
pub(super) const MANY_EVENTS: &str = "
    WITH RECURSIVE numbers (number) AS (
        SELECT 1
        UNION ALL
        SELECT number + 1 FROM numbers WHERE number < 1001
    )
    INSERT INTO events (kind, payload, created_at)
    SELECT 'review', '{}', number FROM numbers
";

async fn old_events_are_forgotten_and_their_numbers_never_come_again(conn: &mut Conn<'_>) {
    let mut last = 0;
    for seconds in 0..4 {
        let now = NOON.plus_seconds(seconds);
        let event = events::insert(conn, None, EventKind::Review, "{}".to_owned(), now).await;
        last = event.unwrap().seq;
    }

    let gone = events::delete_before(conn, NOON.plus_seconds(2))
        .await
        .unwrap();
    assert_eq!(gone, 2);
    let left: Vec<_> = events::list_after(conn, None, 0)
        .await
        .unwrap()
        .iter()
        .map(|event| event.at)
        .collect();
    assert_eq!(left, [NOON.plus_seconds(2), NOON.plus_seconds(3)]);

    assert_eq!(
        events::delete_before(conn, NOON.plus_seconds(9))
            .await
            .unwrap(),
        2
    );
    assert_eq!(events::newest(conn).await.unwrap(), 0);
    assert_eq!(events::oldest(conn).await.unwrap(), 1);
    let next = events::insert(conn, None, EventKind::Review, "{}".to_owned(), NOON)
        .await
        .unwrap();
    assert!(next.seq > last);
}

async fn the_oldest_event_tells_what_was_forgotten(conn: &mut Conn<'_>) {
    let review = insert_review(conn, "salt-year").await;
    let mut numbers = Vec::new();
    for seconds in 0..3 {
        let now = NOON.plus_seconds(seconds);
        let likes = "{}".to_owned();
        let event = events::insert(conn, Some(review), EventKind::Likes, likes, now).await;
        numbers.push(event.unwrap().seq);
    }
    assert_eq!(events::oldest(conn).await.unwrap(), numbers[0]);
    events::delete_before(conn, NOON.plus_seconds(1))
        .await
        .unwrap();
    assert_eq!(events::oldest(conn).await.unwrap(), numbers[1]);
    events::delete_before(conn, NOON.plus_seconds(9))
        .await
        .unwrap();
    assert_eq!(events::oldest(conn).await.unwrap(), numbers[2] + 1);
}

async fn an_event_of_an_unknown_review_is_refused(conn: &mut Conn<'_>) {
    let about = Some(ReviewId(404));
    let outcome = events::insert(conn, about, EventKind::Likes, "{}".to_owned(), NOON).await;
    assert_eq!(refusal(outcome), Some(Constraint::Reference));
}

async fn an_event_of_an_unknown_kind_is_reported(conn: &mut Conn<'_>) {
    events::insert(conn, None, EventKind::Review, "{}".to_owned(), NOON)
        .await
        .unwrap();
    execute(conn, "UPDATE events SET kind = 'applause'").await;
    assert!(is_corrupt(
        events::list_after(conn, None, 0).await,
        ("events", "kind")
    ));
}

#[test]
fn a_likes_payload_has_the_numbers_that_changed() {
    let none = BTreeMap::new();
    let two = BTreeMap::from([(CommentId(12), 1), (CommentId(7), 30)]);
    for (review, comments, json) in [
        (Some(5), &none, r#"{"review":5}"#),
        (None, &two, r#"{"comments":{"7":30,"12":1}}"#),
        (Some(0), &two, r#"{"review":0,"comments":{"7":30,"12":1}}"#),
        (None, &none, "{}"),
    ] {
        assert_eq!(likes_payload(review, comments), json);
        assert!(serde_json::from_str::<serde_json::Value>(json).is_ok());
    }
}
