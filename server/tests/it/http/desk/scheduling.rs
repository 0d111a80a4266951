//! Publishing at a set time.

use app::model::Role;
use axum::http::StatusCode;

use super::Draft;
use crate::support::{Browser, TestSite, words};

/// A quarter past noon of the day of the tests, a quarter of an hour from its beginning.
const SOON: (&str, &str) = ("publish_at", "2024-12-01T12:15");

async fn is_there(browser: &mut Browser) -> bool {
    browser.get("/reviews/slow-ferry").await.status == StatusCode::OK
}

#[tokio::test]
async fn a_scheduled_review_is_published_on_time_and_once() {
    let site = TestSite::demo().await;
    let mut author = site.signed_in(Role::Author).await;
    let draft = Draft::begin(&mut author).await;
    let done = draft.send(&mut author, "schedule", &[SOON]).await;
    draft.was(&done, "scheduled");
    assert!(
        author
            .get("/desk")
            .await
            .text()
            .contains("Will be published")
    );
    let mut reader = site.browser();

    site.clock.advance_seconds(14 * 60 + 59);
    assert_eq!(site.tick().await, 0);
    assert!(!is_there(&mut reader).await);
    assert!(!reader.get("/feed.atom").await.text().contains("Slow Ferry"));

    site.clock.advance_seconds(1);
    let both = tokio::join!(site.tick(), site.tick());
    assert_eq!(both.0 + both.1, 1, "two looked at once, one published");
    assert_eq!(site.tick().await, 0);
    assert!(is_there(&mut reader).await);
    let feed = reader.get("/feed.atom").await.text();
    assert_eq!(feed.matches("<title>Slow Ferry</title>").count(), 1);
}

#[tokio::test]
async fn what_came_due_while_the_server_was_down_is_published_with_its_own_time() {
    let site = TestSite::demo().await;
    let mut author = site.signed_in(Role::Author).await;
    let draft = Draft::begin(&mut author).await;
    draft.send(&mut author, "schedule", &[SOON]).await;
    site.clock.advance_seconds(3 * 24 * 60 * 60);

    let site = site.restarted().await;
    assert_eq!(site.tick().await, 1);

    let page = site.browser().get("/reviews/slow-ferry").await.html();
    assert!(words(&page, ".review-header").contains("1 December 2024"));
}

#[tokio::test]
async fn a_schedule_can_be_changed_and_called_off() {
    let site = TestSite::demo().await;
    let mut author = site.signed_in(Role::Author).await;
    let draft = Draft::begin(&mut author).await;
    for (typed, status) in [
        ("", StatusCode::BAD_REQUEST),
        ("soon", StatusCode::BAD_REQUEST),
        ("2024-12-01T11:59", StatusCode::BAD_REQUEST),
    ] {
        let own = [("publish_at", typed)];
        let answer = draft.send(&mut author, "schedule", &own).await;
        assert_eq!(answer.status, status, "{typed}");
        assert!(!words(&answer.html(), "#publish_at-error").is_empty());
    }
    draft.send(&mut author, "schedule", &[SOON]).await;
    draft.send(&mut author, "unpublish", &[]).await;
    site.clock.advance_seconds(60 * 60);
    assert_eq!(site.tick().await, 0);
    assert!(!is_there(&mut site.browser()).await);
}

#[tokio::test]
async fn what_cannot_be_published_at_its_time_is_a_draft_that_says_so() {
    let site = TestSite::demo().await;
    let mut author = site.signed_in(Role::Author).await;
    let draft = Draft::begin(&mut author).await;
    draft.send(&mut author, "schedule", &[SOON]).await;
    draft.send(&mut author, "save", &[("body", ""), SOON]).await;
    site.clock.advance_seconds(60 * 60);
    assert_eq!(site.tick().await, 0);
    assert_eq!(site.tick().await, 0);
    let page = author.get(&draft.path()).await.text();
    assert!(page.contains("could not be published at its time"));
    assert!(!is_there(&mut site.browser()).await);
}
