use app::model::Timestamp;

use super::*;
use crate::live::Delivery;

const SALT: ReviewId = ReviewId(1);
const INVENTORY: ReviewId = ReviewId(2);

fn hub(per_address: u32, in_all: u32) -> Hub {
    Hub::start(&LimitConfig {
        streams_per_address: per_address,
        streams: in_all,
        ..LimitConfig::default()
    })
}

fn event(seq: i64, review: ReviewId, kind: EventKind, payload: &str) -> Event {
    Event {
        seq,
        review: Some(review),
        kind,
        payload: payload.to_owned(),
        at: Timestamp(0),
    }
}

fn likes(seq: i64, count: i64) -> Event {
    event(
        seq,
        SALT,
        EventKind::Likes,
        &format!(r#"{{"review":{count}}}"#),
    )
}

async fn next(place: &Place) -> (i64, String) {
    match place.mailbox.next().await {
        Some(Delivery::Frame(frame)) => {
            (frame.seq, String::from_utf8(frame.bytes.to_vec()).unwrap())
        }
        other => panic!("not an event but {other:?}"),
    }
}

#[tokio::test(start_paused = true)]
async fn a_stream_hears_of_its_own_reviews() {
    let hub = hub(0, 0);
    let one = hub.listen(&[SALT], None).unwrap();
    let both = hub.listen(&[SALT, INVENTORY], None).unwrap();
    let removed = |seq, review| event(seq, review, EventKind::CommentRemoved, r#"{"id":4}"#);
    hub.committed(&[removed(1, INVENTORY), removed(2, SALT)]);
    assert_eq!(next(&one).await.0, 2);
    assert_eq!(next(&both).await.0, 1);
    assert_eq!(next(&both).await.0, 2);
}

#[tokio::test(start_paused = true)]
async fn likes_come_four_times_a_second_at_most_and_the_last_number_always() {
    let hub = hub(0, 0);
    let place = hub.listen(&[SALT], None).unwrap();
    let started = Instant::now();
    for seq in 1..=1_000 {
        hub.committed(&[likes(seq, seq)]);
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let mut arrivals = Vec::new();
    loop {
        let (seq, text) = next(&place).await;
        arrivals.push(Instant::now());
        if seq == 1_000 {
            assert!(text.contains(r#""review":1000"#), "{text}");
            break;
        }
    }
    // They wait in the mailbox here, so their number stands for their times.
    assert!((4..=5).contains(&arrivals.len()), "{}", arrivals.len());
    assert!(started.elapsed() < Duration::from_millis(1_400));
}

#[tokio::test(start_paused = true)]
async fn the_first_like_after_a_while_is_told_at_once() {
    let hub = hub(0, 0);
    let place = hub.listen(&[SALT], None).unwrap();
    for turn in 0..3 {
        let before = Instant::now();
        hub.committed(&[likes(turn, turn)]);
        next(&place).await;
        assert_eq!(before.elapsed(), Duration::ZERO);
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

#[tokio::test(start_paused = true)]
async fn numbers_of_events_never_go_back() {
    let hub = hub(0, 0);
    let place = hub.listen(&[SALT], None).unwrap();
    hub.committed(&[
        likes(1, 1),
        likes(2, 2),
        event(3, SALT, EventKind::CommentRemoved, r#"{"id":4}"#),
        likes(4, 3),
    ]);
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.push(next(&place).await.0);
    }
    assert_eq!(seen, [1, 2, 3, 4]);
}

#[tokio::test]
async fn an_address_and_the_whole_have_so_many_places() {
    let hub = hub(2, 3);
    let here = Some("192.0.2.1".parse().unwrap());
    let there = Some("192.0.2.2".parse().unwrap());
    let first = hub.listen(&[SALT], here).unwrap();
    let _second = hub.listen(&[SALT], here).unwrap();
    assert_eq!(hub.listen(&[SALT], here).err(), Some(HubFull::ForAddress));
    let _third = hub.listen(&[SALT], there).unwrap();
    assert_eq!(hub.listen(&[SALT], None).err(), Some(HubFull::ForAll));
    drop(first);
    assert!(hub.listen(&[INVENTORY], here).is_ok());
    assert_eq!(hub.count(), 2);
}

#[tokio::test]
async fn a_server_that_stops_ends_its_streams() {
    let hub = hub(0, 0);
    let place = hub.listen(&[SALT], None).unwrap();
    hub.close();
    assert!(place.mailbox.next().await.is_none());
    assert_eq!(hub.listen(&[SALT], None).err(), Some(HubFull::ForAll));
}
