//! What other processes write to the same database, and what comes of it here.

use super::{TestStore, builders::NOON, events::MANY_EVENTS, execute, store_tests};
use crate::store::{Error, Tx, events::EventKind};

store_tests!(store:
    events_of_another_process_are_heard,
    events_of_another_process_are_heard_before_later_ones_of_our_own,
    many_events_of_another_process_are_all_heard,
    events_from_before_the_opening_are_not_heard,
);

async fn tell(db: &TestStore, payload: &str) {
    let payload = payload.to_owned();
    let outcome = db.store.write(move |tx: &mut Tx<'_>| {
        Box::pin(async move { tx.tell(None, EventKind::Review, payload, NOON).await })
    });
    outcome.await.unwrap();
}

async fn events_of_another_process_are_heard(db: &TestStore) {
    let other = db.open_again().await;
    tell(&other, "one").await;
    tell(&other, "two").await;

    let here = db.heard.wait_for(2).await;

    assert_eq!(here, other.heard.events());
    tell(&other, "three").await;
    assert_eq!(db.heard.wait_for(3).await, other.heard.events());
    other.store.close().await;
}

async fn events_of_another_process_are_heard_before_later_ones_of_our_own(db: &TestStore) {
    let other = db.open_again().await;
    tell(db, "ours").await;
    tell(&other, "theirs").await;
    tell(db, "ours again").await;

    let payloads: Vec<_> = db
        .heard
        .events()
        .into_iter()
        .map(|event| event.payload)
        .collect();

    assert_eq!(payloads, ["ours", "theirs", "ours again"]);
    assert_eq!(other.heard.wait_for(3).await, db.heard.events());
    // Whatever was heard by the way is not heard again.
    tell(&other, "last").await;
    let events = db.heard.wait_for(4).await;
    assert_eq!(events.len(), 4);
    assert!(events.is_sorted_by(|one, next| one.seq < next.seq));
    other.store.close().await;
}

async fn many_events_of_another_process_are_all_heard(db: &TestStore) {
    execute(&mut db.connect().await.conn(), MANY_EVENTS).await;
    let events = db.heard.wait_for(1001).await;
    assert!(events.iter().map(|event| event.seq).eq(1..=1001));
}

async fn events_from_before_the_opening_are_not_heard(db: &TestStore) {
    tell(db, "old").await;
    let later = db.open_again().await;
    let nothing = later
        .store
        .write(|_: &mut Tx<'_>| Box::pin(async { Ok::<_, Error>(()) }));
    nothing.await.unwrap();
    tell(&later, "new").await;

    let payloads: Vec<_> = later
        .heard
        .events()
        .into_iter()
        .map(|event| event.payload)
        .collect();

    assert_eq!(payloads, ["new"]);
    later.store.close().await;
}
