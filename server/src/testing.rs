//! What the tests outside this crate arrange with.

use app::model::Timestamp;

use crate::{
    demo,
    service::{
        accounts::{self, ByHand},
        desk, stills,
    },
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

/// Adds an account with a password, and the author it signs as.
///
/// # Panics
/// When that fails, which fails the test.
pub async fn add_account(
    site: &Site,
    (name, email): (&str, &str),
    role: app::model::Role,
    password: &str,
    author: Option<&str>,
) {
    let new = ByHand {
        name: name.to_owned(),
        email: email.to_owned(),
        role,
        password: password.to_owned(),
        author: author.and_then(|slug| slug.parse().ok()),
    };
    let outcome = accounts::add(&site.core, new).await;
    assert!(outcome.is_ok(), "{outcome:?}");
}

/// Gives the account of an address a new password, as the operator does.
///
/// # Panics
/// When that fails, which fails the test.
pub async fn reset_password(site: &Site, email: &str, password: &str) {
    let outcome = accounts::reset(&site.core, email, password.to_owned()).await;
    assert!(matches!(outcome, Ok(true)), "{outcome:?}");
}

/// Removes the pictures that nobody has any more, and counts them.
///
/// # Panics
/// When that fails, which fails the test.
pub async fn sweep_library(site: &Site) -> usize {
    let outcome = stills::sweep(&site.core).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    outcome.unwrap_or_default()
}

/// Publishes what is scheduled and due, as the server does every second, and counts it.
///
/// # Panics
/// When that fails, which fails the test.
pub async fn publish_due(site: &Site) -> usize {
    let outcome = desk::publish_due(&site.core).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    outcome.map_or(0, |published| published.len())
}

/// Makes the link for the set-up; none when there is an owner.
///
/// # Panics
/// When that fails, which fails the test.
pub async fn setup_link(site: &Site) -> Option<String> {
    let outcome = site.setup_link().await;
    assert!(outcome.is_ok(), "{outcome:?}");
    outcome.unwrap_or_default()
}
