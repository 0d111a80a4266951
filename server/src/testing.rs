//! What the tests outside this crate arrange with.

use app::model::Timestamp;

use crate::{
    demo,
    site::Site,
    store::{self, Tx, events, reviews},
};

/// Fills an empty site with the demo content.
///
/// # Panics
/// When that fails, which fails the test.
pub async fn fill_with_demo(site: &Site) {
    let outcome = demo::fill(site).await;
    assert!(matches!(outcome, Ok(true)), "{outcome:?}");
}

/// Closes a review for comments.
///
/// # Panics
/// When that fails, which fails the test.
pub async fn close_comments(site: &Site, slug: &'static str) {
    let outcome: Result<(), store::Error> = site
        .core
        .store
        .write(move |tx: &mut Tx<'_>| {
            Box::pin(async move { reviews::close_comments(&mut tx.conn, slug).await })
        })
        .await;
    assert!(outcome.is_ok(), "{outcome:?}");
}

/// Forgets all events, as happens to those of more than a day ago.
///
/// # Panics
/// When that fails, which fails the test.
pub async fn forget_events(site: &Site) {
    let outcome: Result<u64, store::Error> = site
        .core
        .store
        .write(|tx: &mut Tx<'_>| {
            Box::pin(async move { events::delete_before(&mut tx.conn, Timestamp(i64::MAX)).await })
        })
        .await;
    assert!(outcome.is_ok(), "{outcome:?}");
}
