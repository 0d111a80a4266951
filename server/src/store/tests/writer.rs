//! The one task that writes: groups, failures, answers, the end.

use std::sync::{Arc, Mutex};

use app::model::{CommentState, LikeTarget, ReviewId};
use futures::{FutureExt, future::join_all};
use tokio::sync::oneshot::{Receiver, error::TryRecvError};

use super::{
    TestConn, TestStore,
    builders::{NOON, insert_review, insert_root, insert_visitor, review, slug},
    number, refusal, store_tests,
};
use crate::store::{
    CommitObserver, Conn, Constraint, Error, Tx,
    events::{self, Event, EventKind},
    likes, reviews, visitors,
    writer::{Job, WriteConn, Writer},
};

store_tests!(store:
    a_write_is_there_when_it_is_answered,
    a_failed_job_undoes_its_own_rows_and_events_only,
    a_refused_row_leaves_the_rest_of_its_group,
    a_job_that_goes_on_after_a_refusal_leaves_the_rest_of_its_group,
    many_likes_at_once_share_commits_and_events,
    the_likes_of_a_group_make_one_event_a_review,
    likes_that_failed_are_not_told,
    the_observer_hears_before_the_writer,
    a_commit_without_events_is_not_told,
    a_group_that_cannot_be_committed_keeps_nothing_and_the_next_is_kept,
    a_job_is_done_though_its_caller_has_gone,
    jobs_before_the_close_are_done_and_later_ones_stopped,
    a_store_may_be_closed_twice,
    a_snapshot_sees_one_moment,
    a_snapshot_cannot_write,
);

/// Adds a visitor and an event, then fails when `is_sound` is false.
async fn arrive(db: &TestStore, visitor: u8, is_sound: bool) -> Result<(), Error> {
    db.store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                visitors::find_or_insert(&mut tx.conn, &[visitor; 32], NOON).await?;
                tx.tell(None, EventKind::Review, format!("{visitor}"), NOON)
                    .await?;
                if is_sound {
                    Ok(())
                } else {
                    Err(Error::Corrupt {
                        table: "a",
                        column: "b",
                    })
                }
            })
        })
        .await
}

/// Likes a thing as a visitor who is new.
async fn like(db: &TestStore, target: LikeTarget, visitor: u16) -> Result<i64, Error> {
    db.store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(async move {
                let hash = visitor.to_be_bytes();
                let visitor = visitors::find_or_insert(&mut tx.conn, &hash, NOON).await?;
                likes::insert(&mut tx.conn, target, visitor, NOON).await?;
                let told = likes::update_count(&mut tx.conn, target, 1).await?;
                let (review, count) = told.ok_or(Error::Stopped)?;
                match target {
                    LikeTarget::Review(_) => tx.tell_review_likes(review, count, NOON),
                    LikeTarget::Comment(id) => tx.tell_comment_likes(review, id, count, NOON),
                }
                Ok(count)
            })
        })
        .await
}

/// Adds a review.
async fn publish(db: &TestStore, text: &'static str) -> Result<ReviewId, Error> {
    db.store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(async move { reviews::insert(&mut tx.conn, &review(text)).await })
        })
        .await
}

async fn count(db: &TestStore, sql: &'static str) -> i64 {
    number(&mut db.connect().await.conn(), sql).await
}

fn payloads(events: &[Event]) -> Vec<&str> {
    events.iter().map(|event| event.payload.as_str()).collect()
}

async fn a_write_is_there_when_it_is_answered(db: &TestStore) {
    let id = publish(db, "salt-year").await.unwrap();
    let mut snapshot = db.store.snapshot().await.unwrap();
    let row = reviews::find_published(&mut snapshot.conn(), &slug("salt-year"))
        .await
        .unwrap();
    assert_eq!(row.unwrap().id, id.0);
}

async fn a_failed_job_undoes_its_own_rows_and_events_only(db: &TestStore) {
    let (one, two, three) = tokio::join!(
        arrive(db, 1, true),
        arrive(db, 2, false),
        arrive(db, 3, true)
    );

    assert!(one.is_ok() && three.is_ok());
    assert!(matches!(
        two,
        Err(Error::Corrupt {
            table: "a",
            column: "b"
        })
    ));
    let mut link = db.connect().await;
    let conn = &mut link.conn();
    let mut known = Vec::new();
    for visitor in 1..=3 {
        known.push(
            visitors::find(conn, &[visitor; 32])
                .await
                .unwrap()
                .is_some(),
        );
    }
    assert_eq!(known, [true, false, true]);
    let written = events::list_after(conn, None, 0).await.unwrap();
    assert_eq!(payloads(&written), ["1", "3"]);
    // One call: the three were one group.
    assert_eq!(db.heard.calls(), [written]);
}

async fn a_refused_row_leaves_the_rest_of_its_group(db: &TestStore) {
    let (before, one, two, after) = tokio::join!(
        arrive(db, 1, true),
        publish(db, "salt-year"),
        publish(db, "salt-year"),
        arrive(db, 2, true),
    );

    assert!(before.is_ok() && one.is_ok() && after.is_ok());
    assert_eq!(refusal(two), Some(Constraint::ReviewSlug));
    assert_eq!(count(db, "SELECT COUNT(*) FROM reviews").await, 1);
    assert_eq!(count(db, "SELECT COUNT(*) FROM visitors").await, 2);
    assert_eq!(db.heard.calls().len(), 1);
}

async fn a_job_that_goes_on_after_a_refusal_leaves_the_rest_of_its_group(db: &TestStore) {
    publish(db, "salt-year").await.unwrap();
    // On PostgreSQL nothing more can be done in such a savepoint, on SQLite everything can.
    let careless = db.store.write(move |tx: &mut Tx<'_>| {
        Box::pin(async move {
            let refused = reviews::insert(&mut tx.conn, &review("salt-year")).await;
            assert_eq!(refusal(refused), Some(Constraint::ReviewSlug));
            Ok::<_, Error>(())
        })
    });
    let (before, careless, after) =
        tokio::join!(arrive(db, 1, true), careless, arrive(db, 2, true));

    assert!(before.is_ok() && after.is_ok(), "{before:?} {after:?}");
    assert!(matches!(
        careless,
        Ok(()) | Err(Error::Driver(_) | Error::Commit(_))
    ));
    assert_eq!(count(db, "SELECT COUNT(*) FROM visitors").await, 2);
    assert_eq!(payloads(&db.heard.events()), ["1", "2"]);
}

async fn many_likes_at_once_share_commits_and_events(db: &TestStore) {
    const LIKES: u16 = 300;
    let target = LikeTarget::Review(publish(db, "salt-year").await.unwrap());

    let counts = join_all((1..=LIKES).map(|visitor| like(db, target, visitor))).await;

    let mut counts: Vec<_> = counts.into_iter().map(Result::unwrap).collect();
    counts.sort_unstable();
    assert_eq!(counts, (1..=i64::from(LIKES)).collect::<Vec<_>>());
    let calls = db.heard.calls();
    assert!(
        calls.len() < usize::from(LIKES) / 10,
        "{} commits",
        calls.len()
    );
    // No group is larger than 256.
    assert!(calls.len() > 1);
    assert!(
        calls
            .iter()
            .all(|events| events.len() == 1 && events[0].kind == EventKind::Likes)
    );
    assert_eq!(payloads(calls.last().unwrap()), [r#"{"review":300}"#]);
    assert_eq!(count(db, "SELECT like_count FROM reviews").await, 300);
}

async fn the_likes_of_a_group_make_one_event_a_review(db: &TestStore) {
    let one = publish(db, "salt-year").await.unwrap();
    let two = publish(db, "winter-light").await.unwrap();
    let root = insert_root(&mut db.connect().await.conn(), one, CommentState::Published).await;
    let targets = [
        LikeTarget::Review(two),
        LikeTarget::Review(one),
        LikeTarget::Comment(root),
        LikeTarget::Review(one),
        LikeTarget::Comment(root),
    ];

    let outcomes = join_all(
        (1..)
            .zip(targets)
            .map(|(visitor, target)| like(db, target, visitor)),
    );
    assert!(outcomes.await.iter().all(Result::is_ok));

    let [events] = db.heard.calls().try_into().unwrap();
    let about: Vec<_> = events.iter().map(|event| event.review).collect();
    assert_eq!(about, [Some(one), Some(two)]);
    let of_one = format!(r#"{{"review":2,"comments":{{"{root}":2}}}}"#);
    assert_eq!(payloads(&events), [of_one.as_str(), r#"{"review":1}"#]);
    let mut link = db.connect().await;
    assert_eq!(
        events::list_after(&mut link.conn(), None, 0).await.unwrap(),
        events
    );
}

async fn likes_that_failed_are_not_told(db: &TestStore) {
    let review = publish(db, "salt-year").await.unwrap();
    let failing = db.store.write(move |tx: &mut Tx<'_>| {
        Box::pin(async move {
            tx.tell_review_likes(review, 99, NOON);
            Err::<(), _>(Error::Stopped)
        })
    });
    let (liked, failed) = tokio::join!(like(db, LikeTarget::Review(review), 1), failing);
    assert!(liked.is_ok() && failed.is_err());
    assert_eq!(payloads(&db.heard.events()), [r#"{"review":1}"#]);
}

/// An observer that looks, while it is told, whether the writer has its answer.
#[derive(Default)]
struct Watcher {
    answer: Mutex<Option<Receiver<Result<(), Error>>>>,
    seen: Mutex<Vec<bool>>,
}

impl CommitObserver for Watcher {
    fn committed(&self, _: &[Event]) {
        if let Some(answer) = self.answer.lock().unwrap().as_mut() {
            let is_answered = !matches!(answer.try_recv(), Err(TryRecvError::Empty));
            self.seen.lock().unwrap().push(is_answered);
        }
    }
}

async fn the_observer_hears_before_the_writer(db: &TestStore) {
    let watcher = Arc::new(Watcher::default());
    let conn = match db.connect().await {
        TestConn::Sqlite(conn) => WriteConn::Sqlite(Box::new(conn)),
        TestConn::Postgres(conn) => WriteConn::Postgres(Box::new(conn)),
    };
    let writer = Writer::start(conn, vec![watcher.clone()]).await.unwrap();
    let (job, answer) = Job::new(|tx: &mut Tx<'_>| {
        Box::pin(async move {
            tx.tell(None, EventKind::Review, "{}".to_owned(), NOON)
                .await
        })
    });
    *watcher.answer.lock().unwrap() = Some(answer);

    writer.send(job).await.unwrap();
    writer.stop().await;

    assert_eq!(*watcher.seen.lock().unwrap(), [false]);
    let mut answer = watcher.answer.lock().unwrap().take().unwrap();
    assert!(matches!(answer.try_recv(), Ok(Ok(()))));
}

async fn a_commit_without_events_is_not_told(db: &TestStore) {
    publish(db, "salt-year").await.unwrap();
    arrive(db, 1, true).await.unwrap();
    assert_eq!(db.heard.calls().len(), 1);
}

async fn a_group_that_cannot_be_committed_keeps_nothing_and_the_next_is_kept(db: &TestStore) {
    let impossible = db.store.write(move |tx: &mut Tx<'_>| {
        Box::pin(async move {
            // The event of these likes breaks a reference when the group ends.
            tx.tell_review_likes(ReviewId(404), 1, NOON);
            Ok::<_, Error>(())
        })
    });
    let (sound, impossible, failed) =
        tokio::join!(arrive(db, 1, true), impossible, arrive(db, 2, false));

    assert!(matches!(sound, Err(Error::Commit(_))));
    assert!(matches!(impossible, Err(Error::Commit(_))));
    // Who failed by himself hears his own reason.
    assert!(matches!(failed, Err(Error::Corrupt { .. })));
    assert_eq!(count(db, "SELECT COUNT(*) FROM visitors").await, 0);
    assert_eq!(db.heard.events(), []);

    arrive(db, 3, true).await.unwrap();
    assert_eq!(payloads(&db.heard.events()), ["3"]);
}

async fn a_job_is_done_though_its_caller_has_gone(db: &TestStore) {
    let outcome = arrive(db, 1, true).now_or_never();
    assert!(outcome.is_none());
    let events = db.heard.wait_for(1).await;
    assert_eq!(payloads(&events), ["1"]);
}

async fn jobs_before_the_close_are_done_and_later_ones_stopped(db: &TestStore) {
    let (one, two, ()) = tokio::join!(arrive(db, 1, true), arrive(db, 2, true), db.store.close());
    assert!(one.is_ok() && two.is_ok());
    assert_eq!(count(db, "SELECT COUNT(*) FROM visitors").await, 2);

    let clone = db.store.clone();
    let late = arrive(db, 3, true).await;
    assert!(matches!(late, Err(Error::Stopped)));
    let cloned = clone
        .write(|_: &mut Tx<'_>| Box::pin(async { Ok::<_, Error>(()) }))
        .await;
    assert!(matches!(cloned, Err(Error::Stopped)));
    assert_eq!(count(db, "SELECT COUNT(*) FROM visitors").await, 2);
}

async fn a_store_may_be_closed_twice(db: &TestStore) {
    db.store.close().await;
    db.store.close().await;
    assert!(db.store.snapshot().await.is_err());
}

async fn a_snapshot_sees_one_moment(db: &TestStore) {
    arrive(db, 1, true).await.unwrap();
    let mut snapshot = db.store.snapshot().await.unwrap();
    let before = reviews::count(&mut snapshot.conn()).await.unwrap();
    publish(db, "salt-year").await.unwrap();
    let after = reviews::count(&mut snapshot.conn()).await.unwrap();
    assert_eq!((before, after), (0, 0));

    let mut next = db.store.snapshot().await.unwrap();
    assert_eq!(reviews::count(&mut next.conn()).await.unwrap(), 1);
}

async fn a_snapshot_cannot_write(db: &TestStore) {
    let review = {
        let mut link = db.connect().await;
        let conn: &mut Conn<'_> = &mut link.conn();
        insert_visitor(conn, 1).await;
        insert_review(conn, "salt-year").await
    };
    let mut snapshot = db.store.snapshot().await.unwrap();
    let outcome = reviews::update_comment_count(&mut snapshot.conn(), review, 1).await;
    assert!(matches!(outcome, Err(Error::Driver(_))), "{outcome:?}");
    drop(snapshot);
    assert_eq!(count(db, "SELECT comment_count FROM reviews").await, 0);
}
