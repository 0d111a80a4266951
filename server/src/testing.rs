//! What the tests outside this crate arrange with.

use crate::{
    demo,
    site::Site,
    store::{self, Tx, reviews},
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
